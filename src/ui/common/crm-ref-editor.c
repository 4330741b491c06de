/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-ref-editor.h"

#include "base/crm-error.h"
#include "ui/common/crm-draft-nested.h"
#include "ui/common/crm-ref-picker.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmRefEditor {
  CrmEditor parent_instance;

  CrmRefPicker *picker;
};

G_DEFINE_FINAL_TYPE (CrmRefEditor, crm_ref_editor, CRM_TYPE_EDITOR)

static void
on_typed_cb (CrmRefEditor *self)
{
  crm_editor_typed (CRM_EDITOR (self));
}

static void
on_picked_cb (CrmRefEditor *self, gint64 id, const char *title)
{
  CrmDraft *draft = crm_editor_get_draft (CRM_EDITOR (self));
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (draft == NULL)
    return;
  if (id != 0) {
    crm_value_set_int (&value, id);
    crm_draft_set_title_of (draft, id, title);
  }
  crm_editor_put (CRM_EDITOR (self), &value);
}

/* By the time it is created the card may show another record, so it answers the draft. */
static gboolean
on_making_cb (CrmRefEditor *self, CrmDraft *made)
{
  CrmEditor *editor = CRM_EDITOR (self);
  CrmDraft *draft = crm_editor_get_draft (editor);

  if (draft == NULL)
    return FALSE;
  crm_draft_answer (made, draft, crm_editor_get_record (editor),
                    crm_editor_get_field (editor)->name);

  return TRUE;
}

/* A table has no room for buttons, and little for what is short: units, rates, stages. */
static void
shape_for_table (CrmRefEditor *self, const char *entity)
{
  CrmSchema *schema =
    crm_desk_get_schema (crm_draft_get_desk (crm_editor_get_draft (CRM_EDITOR (self))));
  const CrmEntity *found = entity != NULL ? crm_schema_find (schema, entity) : NULL;
  GtkWidget *entry = crm_ref_picker_get_entry (self->picker);
  gboolean is_short = found != NULL && found->inside;

  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY, NULL);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), is_short ? 5 : 12);
  gtk_widget_set_hexpand (entry, !is_short);
}

static void
crm_ref_editor_show (CrmEditor *editor)
{
  CrmRefEditor *self = CRM_REF_EDITOR (editor);
  const CrmField *field = crm_editor_get_field (editor);
  CrmDraft *draft = crm_editor_get_draft (editor);
  gint64 id = crm_value_get_int (crm_editor_get_value (editor));
  const char *entity = field->ref;

  if (field->type == CRM_FIELD_PARENT)
    entity = crm_record_get_entity (crm_editor_get_record (editor))->name;
  crm_ref_picker_set_desk (self->picker, crm_draft_get_desk (draft),
                           field->type == CRM_FIELD_ANY ? NULL : entity);
  crm_ref_picker_set_value (self->picker, id, crm_draft_get_title_of (draft, id));
  crm_ref_picker_set_value_entity (
    self->picker, field->type == CRM_FIELD_ANY ? crm_draft_get_entity_of (draft, id) : entity);
  crm_ref_picker_set_editable (self->picker, crm_editor_is_editable (editor));
  if (crm_editor_is_in_table (editor))
    shape_for_table (self, entity);
}

static gboolean
crm_ref_editor_read (CrmEditor *editor, CrmValue *value, GError **error)
{
  CrmRefEditor *self = CRM_REF_EDITOR (editor);

  /* Whoever leaves without choosing has changed nothing. */
  if (!crm_ref_picker_settle (self->picker)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("Nothing is called so. Choose from the list, or make a new one."));
    return FALSE;
  }
  crm_value_copy (crm_editor_get_value (editor), value);

  return TRUE;
}

static GtkWidget *
crm_ref_editor_get_focus (CrmEditor *editor)
{
  return crm_ref_picker_get_entry (CRM_REF_EDITOR (editor)->picker);
}

static void
crm_ref_editor_constructed (GObject *object)
{
  CrmRefEditor *self = CRM_REF_EDITOR (object);

  G_OBJECT_CLASS (crm_ref_editor_parent_class)->constructed (object);

  crm_spoken_set_name (crm_ref_picker_get_entry (self->picker),
                       crm_field_get_label (crm_editor_get_field (CRM_EDITOR (self))));
}

static void
crm_ref_editor_class_init (CrmRefEditorClass *klass)
{
  CrmEditorClass *editor_class = CRM_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_ref_editor_constructed;
  editor_class->show = crm_ref_editor_show;
  editor_class->read = crm_ref_editor_read;
  editor_class->get_focus = crm_ref_editor_get_focus;
}

static void
crm_ref_editor_init (CrmRefEditor *self)
{
  self->picker = crm_ref_picker_new ();
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->picker));
  g_signal_connect_object (self->picker, "typed", G_CALLBACK (on_typed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->picker, "making", G_CALLBACK (on_making_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (on_picked_cb), self,
                           G_CONNECT_SWAPPED);
}
