/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-open-cards.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmCardStrip:
 *
 * The cards that are open, one beside the other, as a browser shows its pages: a click goes there,
 * the middle button or the cross closes. Out of sight until the first is kept.
 */
#define CRM_TYPE_CARD_STRIP (crm_card_strip_get_type ())
G_DECLARE_FINAL_TYPE (CrmCardStrip, crm_card_strip, CRM, CARD_STRIP, AdwBin)

CrmCardStrip *crm_card_strip_new (void);
/* @cards NULL: no office is open. */
void crm_card_strip_set_cards (CrmCardStrip *self, CrmDesk *desk, CrmOpenCards *cards);

G_END_DECLS
