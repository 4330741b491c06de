/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-schema.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmFieldsGroup:
 *
 * One group of a card in the window "Fields and layout": its heading, and a row for each of its
 * fields. It changes nothing itself: buttons, menus and drags activate the window's actions
 * "fields.…" with names as targets; a group without a heading is "".
 */
#define CRM_TYPE_FIELDS_GROUP (crm_fields_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmFieldsGroup, crm_fields_group, CRM, FIELDS_GROUP, AdwBin)

/* @group: (nullable): its heading, as the schema names it. @others: (element-type utf8): all
 * headings of the entity, "" for none, for the menus of the fields. */
CrmFieldsGroup *crm_fields_group_new (const char *group, GPtrArray *others);
void crm_fields_group_add (CrmFieldsGroup *self, const CrmField *field);
const char *crm_fields_group_get_name (CrmFieldsGroup *self);

/* The name of the field whose row the widget stands in; NULL outside of rows. */
const char *crm_fields_group_field_of (GtkWidget *widget);
/* Puts the focus into the row of the field; FALSE when it is not here. @field NULL: the heading. */
gboolean crm_fields_group_focus (CrmFieldsGroup *self, const char *field);

G_END_DECLS
