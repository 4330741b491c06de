/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The few questions a new office begins with. Signals: "create-wanted": all is answered; "back". */
#define CRM_TYPE_NEW_OFFICE (crm_new_office_get_type ())
G_DECLARE_FINAL_TYPE (CrmNewOffice, crm_new_office, CRM, NEW_OFFICE, AdwBin)

CrmNewOffice *crm_new_office_new (void);
/* Points to the answers: they live as long as the form is not changed. */
void crm_new_office_get_setup (CrmNewOffice *self, CrmOfficeSetup *setup);
gboolean crm_new_office_is_for_several (CrmNewOffice *self);
/* (transfer full) */
char *crm_new_office_get_path (CrmNewOffice *self);

G_END_DECLS
