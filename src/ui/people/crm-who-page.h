/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmWhoPage:
 *
 * Asks once who sits at this computer: one of those who work in the office and have no account yet,
 * or somebody new. For an open office whose crm_office_get_person() is 0.
 *
 * Signals: "known": the office knows who it is; "back": another office is wanted.
 */
#define CRM_TYPE_WHO_PAGE (crm_who_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmWhoPage, crm_who_page, CRM, WHO_PAGE, AdwBin)

CrmWhoPage *crm_who_page_new (CrmOffice *office);
CrmOffice *crm_who_page_get_office (CrmWhoPage *self);

G_END_DECLS
