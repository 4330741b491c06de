/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmForm:
 *
 * The fields and lines of a record, in the groups and the order of its description. Signal "taken".
 */
#define CRM_TYPE_FORM (crm_form_get_type ())
G_DECLARE_FINAL_TYPE (CrmForm, crm_form, CRM, FORM, AdwBin)

CrmForm *crm_form_new (const CrmEntity *entity);
void crm_form_bind (CrmForm *self, CrmDraft *draft);
/* Shows again what is not being typed. */
void crm_form_show (CrmForm *self);
/* FALSE when something that was typed cannot be read. */
gboolean crm_form_take (CrmForm *self);
/* Marks the fields that the error's message names; NULL takes all marks away. */
void crm_form_mark (CrmForm *self, const GError *error);
/* Marks the fields that a colleague has just changed (element-type CrmDraftNews); an empty array
 * takes all marks away. */
void crm_form_show_news (CrmForm *self, GPtrArray *news);
/* The field in whose editor the focus is; NULL when it is elsewhere. */
const char *crm_form_get_focused (CrmForm *self);
/* The first field, or the one of this name. */
void crm_form_focus (CrmForm *self, const char *field);
/* One field a row, whatever the description says. */
void crm_form_set_narrow (CrmForm *self, gboolean narrow);
/* A field that something else in the card shows; a new record has only its fields. */
void crm_form_leave_out (CrmForm *self, const char *field);
/* A field, or lines, that something else edits: never shown here. */
void crm_form_give_up (CrmForm *self, const char *field);
/* After the groups. */
void crm_form_append (CrmForm *self, GtkWidget *section);

G_END_DECLS
