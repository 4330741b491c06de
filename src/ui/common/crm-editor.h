/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmEditor:
 *
 * Edits one field of a record or of one of its lines. What is typed stays here until it is taken;
 * taking writes it to the draft's record. Subclasses know one kind of widget each.
 *
 * Signals: "taken": the value was written.
 */
#define CRM_TYPE_EDITOR (crm_editor_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmEditor, crm_editor, CRM, EDITOR, AdwBin)

struct _CrmEditorClass {
  AdwBinClass parent_class;

  /* Shows the record's value, and whether it may be edited. */
  void (*show) (CrmEditor *self);
  /* What stands in the widget; only asked when something was typed. */
  gboolean (*read) (CrmEditor *self, CrmValue *value, GError **error);
  /* Where the focus goes. */
  GtkWidget *(*get_focus) (CrmEditor *self);
};

/* The editor that suits the field's type. (transfer floating) */
CrmEditor *crm_editor_new (const CrmField *field, gboolean in_table);

/* @line: the record itself, or one of its lines. */
void crm_editor_bind (CrmEditor *self, CrmDraft *draft, CrmRecord *line);
void crm_editor_show (CrmEditor *self);

const CrmField *crm_editor_get_field (CrmEditor *self);
CrmDraft *crm_editor_get_draft (CrmEditor *self);
CrmRecord *crm_editor_get_record (CrmEditor *self);
gboolean crm_editor_is_in_table (CrmEditor *self);
/* NULL-kind until bound. */
const CrmValue *crm_editor_get_value (CrmEditor *self);
const char *crm_editor_get_currency (CrmEditor *self);
/* (transfer full): as people read it. */
char *crm_editor_get_text (CrmEditor *self);
gboolean crm_editor_is_editable (CrmEditor *self);
gboolean crm_editor_is_untaken (CrmEditor *self);

/* For subclasses. Something was typed. */
void crm_editor_typed (CrmEditor *self);
/* A whole value was chosen: it is written at once. */
void crm_editor_put (CrmEditor *self, const CrmValue *value);

/* Writes what was typed. FALSE when it cannot be read: then it is marked and stays. */
gboolean crm_editor_take (CrmEditor *self);
/* Gives the old value back. FALSE when nothing was typed. */
gboolean crm_editor_give_back (CrmEditor *self);
/* NULL takes the mark away. */
void crm_editor_mark (CrmEditor *self, const char *message);
void crm_editor_focus (CrmEditor *self);

G_END_DECLS
