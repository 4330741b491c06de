/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-room-page.h"

G_BEGIN_DECLS

/**
 * CrmQualityPage:
 *
 * How complete the cards of a room are, what they lack most, with whom the office loses touch, and
 * the rules it follows from. A bar opens its records in the room's list; the cleaning asks one
 * question after the other.
 */
#define CRM_TYPE_QUALITY_PAGE (crm_quality_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmQualityPage, crm_quality_page, CRM, QUALITY_PAGE, AdwBin)

/* Adds the page to a room whose cards have a completeness; does nothing in another. */
void crm_quality_page_furnish (CrmRoomPage *page);

G_END_DECLS
