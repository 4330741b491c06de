/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmRefPicker:
 *
 * An entry that finds records as one types. Arrows and Enter choose, emptying it chooses nothing,
 * the last line makes a new record.
 *
 * Signals: "typed"; "picked" (id, title): id 0 for none; "making" (#CrmDraft): a new record is
 * about to be filled in beside; a handler that returns TRUE takes its answer by itself, otherwise
 * it is picked once it is created.
 */
#define CRM_TYPE_REF_PICKER (crm_ref_picker_get_type ())
G_DECLARE_FINAL_TYPE (CrmRefPicker, crm_ref_picker, CRM, REF_PICKER, AdwBin)

CrmRefPicker *crm_ref_picker_new (void);
/* @entity: NULL finds records of any. */
void crm_ref_picker_set_desk (CrmRefPicker *self, CrmDesk *desk, const char *entity);
void crm_ref_picker_set_value (CrmRefPicker *self, gint64 id, const char *title);
void crm_ref_picker_set_editable (CrmRefPicker *self, gboolean editable);
/* Whether what is not found can be made in a form of its own; at first it can. */
void crm_ref_picker_set_makes (CrmRefPicker *self, gboolean makes);
/* Of the record that is chosen: for a button that opens it. */
void crm_ref_picker_set_value_entity (CrmRefPicker *self, const char *entity);
GtkWidget *crm_ref_picker_get_entry (CrmRefPicker *self);
/* Leaves what was chosen, and closes the list. FALSE when the text names nothing. */
gboolean crm_ref_picker_settle (CrmRefPicker *self);

G_END_DECLS
