/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/clients/crm-client-glance.h"
#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The people of an organisation, or the organisations of a person, with their roles; one more is
 * found or made in its last line. */
#define CRM_TYPE_PEOPLE_SECTION (crm_people_section_get_type ())
G_DECLARE_FINAL_TYPE (CrmPeopleSection, crm_people_section, CRM, PEOPLE_SECTION, AdwBin)

CrmPeopleSection *crm_people_section_new (CrmDesk *desk);
void
crm_people_section_show (CrmPeopleSection *self, CrmDraft *draft, const CrmClientGlance *glance);
/* Where one more is typed. */
void crm_people_section_focus (CrmPeopleSection *self);
/* Joins one that is found, or one that is made with this name. */
void crm_people_section_add (CrmPeopleSection *self, gint64 other, const char *name);

G_END_DECLS
