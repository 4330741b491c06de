/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-bulk-dialog.h"

#include "base/crm-error.h"
#include "office/lists/crm-bulk.h"
#include "ui/common/crm-bulk-words.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-editor.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_INTERVAL 100

enum {
  WHAT_SET,
  WHAT_CLEAR,
  WHAT_ADD_TAG,
  WHAT_REMOVE_TAG,
};

struct _CrmBulkDialog {
  AdwWindow parent_instance;

  GtkWidget *stack;
  GtkWidget *fields;
  GtkWidget *whats;
  GtkWidget *value_side;
  GtkWidget *value; /* the editor, or the tag's entry */
  GtkWidget *changes;
  GtkWidget *note;
  GtkWidget *apply_button;
  GtkWidget *cancel_button;
  GtkWidget *progress;
  GtkWidget *left;

  CrmDesk *desk;
  CrmSchema *schema;
  const CrmEntity *entity;
  GArray *ids;
  GPtrArray *offered; /* of CrmField */
  CrmDraft *draft;    /* what the editors write to; never saved */
  CrmBulk *bulk;
  GCancellable *cancellable;
  guint progress_source;
  gboolean running;
  gboolean done;
};

G_DEFINE_FINAL_TYPE (CrmBulkDialog, crm_bulk_dialog, ADW_TYPE_WINDOW)

static const CrmField *
chosen_field (CrmBulkDialog *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->fields));

  return at < self->offered->len ? g_ptr_array_index (self->offered, at) : NULL;
}

static guint
chosen_what (CrmBulkDialog *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->whats));
}

static void
say (CrmBulkDialog *self, const char *text, gboolean trouble)
{
  gtk_label_set_text (GTK_LABEL (self->note), text);
  gtk_widget_set_visible (self->note, text != NULL && *text != '\0');
  if (trouble)
    gtk_widget_add_css_class (self->note, "error");
  else
    gtk_widget_remove_css_class (self->note, "error");
}

/* --- Choosing what ---------------------------------------------------------------------------- */

static void
show_value (CrmBulkDialog *self)
{
  const CrmField *field = chosen_field (self);
  guint what = chosen_what (self);

  adw_bin_set_child (ADW_BIN (self->value_side), NULL);
  self->value = NULL;
  if (field == NULL || what == WHAT_CLEAR)
    return;
  if (what == WHAT_SET) {
    CrmEditor *editor = crm_editor_new (field, FALSE);

    crm_editor_bind (editor, self->draft, crm_draft_get_record (self->draft));
    self->value = GTK_WIDGET (editor);
  } else {
    self->value = gtk_entry_new ();
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->value), _ ("Tag"));
    crm_spoken_set_name (self->value, _ ("Tag"));
  }
  adw_bin_set_child (ADW_BIN (self->value_side), self->value);
}

static void
show_whats (CrmBulkDialog *self)
{
  const CrmField *field = chosen_field (self);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, C_ ("bulk edit", "set to"));
  if (field != NULL && (field->flags & CRM_FIELD_REQUIRED) == 0)
    gtk_string_list_append (labels, C_ ("bulk edit", "empty it"));
  if (field != NULL && field->type == CRM_FIELD_TAGS) {
    gtk_string_list_append (labels, C_ ("bulk edit", "add the tag"));
    gtk_string_list_append (labels, C_ ("bulk edit", "take away the tag"));
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->whats), G_LIST_MODEL (labels));
  if (field != NULL && field->type == CRM_FIELD_TAGS)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->whats), WHAT_ADD_TAG);
  show_value (self);
}

/* Adds what is chosen to the work. FALSE when it cannot be. */
static gboolean
take_change (CrmBulkDialog *self, GError **error)
{
  const CrmField *field = chosen_field (self);
  guint what = chosen_what (self);
  const CrmValue *value = NULL;

  if (field == NULL)
    return TRUE;
  if (what == WHAT_ADD_TAG || what == WHAT_REMOVE_TAG)
    return crm_bulk_tag (self->bulk, field->name,
                         gtk_editable_get_text (GTK_EDITABLE (self->value)), what == WHAT_ADD_TAG,
                         error);
  if (what == WHAT_SET) {
    if (!crm_editor_take (CRM_EDITOR (self->value))) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                           crm_spoken_get_tooltip (self->value));
      return FALSE;
    }
    value = crm_record_get (crm_draft_get_record (self->draft), field->name);
  }

  return crm_bulk_set (self->bulk, field->name, value, error);
}

static char *
words_of_change (CrmBulkDialog *self)
{
  const CrmField *field = chosen_field (self);
  g_autofree char *value = NULL;
  GtkStringObject *what = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->whats));

  if (self->value != NULL)
    value = CRM_IS_EDITOR (self->value)
              ? crm_editor_get_text (CRM_EDITOR (self->value))
              : g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->value)));

  return g_strdup_printf ("%s: %s %s", crm_field_get_label (field),
                          gtk_string_object_get_string (what), value != NULL ? value : "");
}

static void
on_add_cb (CrmBulkDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  GtkWidget *label;

  if (!take_change (self, &error)) {
    say (self, error->message, TRUE);
    return;
  }
  words = words_of_change (self);
  label = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_box_append (GTK_BOX (self->changes), label);
  say (self, NULL, FALSE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->fields), GTK_INVALID_LIST_POSITION);
  show_whats (self);
}

/* --- Doing it --------------------------------------------------------------------------------- */

static void
show_left_out (CrmBulkDialog *self, const CrmBulkReport *report)
{
  crm_bulk_report_fill (report, GTK_LIST_BOX (self->left));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "left");
  gtk_widget_set_visible (self->apply_button, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), _ ("Close"));
}

static void
stop_progress (CrmBulkDialog *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  self->running = FALSE;
}

static void
on_edited_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmBulkDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmBulkReport) report =
               crm_office_bulk_edit_finish (CRM_OFFICE (office), result, &error);
  g_autofree char *words = NULL;

  stop_progress (self);
  self->done = TRUE;
  if (report == NULL) {
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "what");
    gtk_widget_set_sensitive (self->apply_button, TRUE);
    say (self, error->message, TRUE);
    return;
  }
  words = crm_bulk_report_words (report);
  crm_desk_say_with (self->desk, words, _ ("Undo"), "win.undo");
  if (report->trouble != NULL)
    crm_desk_report (self->desk, report->trouble);
  if (report->left_out->len == 0) {
    gtk_window_destroy (GTK_WINDOW (self));
    return;
  }
  show_left_out (self, report);
}

static gboolean
on_progress_cb (gpointer data)
{
  CrmBulkDialog *self = data;
  guint done = crm_bulk_get_n_done (self->bulk);
  g_autofree char *text = NULL;

  /* Translators: how many of how many records are done. */
  text = g_strdup_printf (_ ("%u of %u"), done, self->ids->len);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), (double)done / self->ids->len);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), text);

  return G_SOURCE_CONTINUE;
}

static void
on_looked_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmBulkDialog) self = data;
  g_autoptr (GError) error = NULL;
  int n = crm_office_bulk_look_finish (CRM_OFFICE (office), result, &error);
  g_autofree char *text = NULL;

  self->running = FALSE;
  gtk_widget_set_sensitive (self->apply_button, TRUE);
  if (n < 0) {
    say (self, error->message, TRUE);
    return;
  }
  text = g_strdup_printf (ngettext ("%d record would change. Once more to do it.",
                                    "%d records would change. Once more to do it.", (gulong)n),
                          n);
  say (self, text, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->apply_button), _ ("Change"));
  gtk_widget_grab_focus (self->apply_button);
  g_object_set_data (G_OBJECT (self->apply_button), "crm-looked", self->bulk);
}

static void
edit (CrmBulkDialog *self)
{
  self->running = TRUE;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "progress");
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL, on_progress_cb, self);
  crm_office_bulk_edit_async (crm_desk_get_office (self->desk), self->bulk, self->cancellable,
                              on_edited_cb, g_object_ref (self));
}

void
crm_bulk_dialog_apply (CrmBulkDialog *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CRM_IS_BULK_DIALOG (self));

  if (self->running)
    return;
  if (g_object_get_data (G_OBJECT (self->apply_button), "crm-looked") != NULL &&
      chosen_field (self) == NULL) {
    edit (self);
    return;
  }
  if (chosen_field (self) != NULL)
    on_add_cb (self);
  if (crm_bulk_is_empty (self->bulk) || chosen_field (self) != NULL)
    return;
  self->running = TRUE;
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  crm_office_bulk_look_async (crm_desk_get_office (self->desk), self->bulk, self->cancellable,
                              on_looked_cb, g_object_ref (self));
}

static void
on_apply_cb (CrmBulkDialog *self)
{
  crm_bulk_dialog_apply (self);
}

static void
on_cancel_cb (CrmBulkDialog *self)
{
  if (self->running)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_bulk_dialog_dispose (GObject *object)
{
  CrmBulkDialog *self = CRM_BULK_DIALOG (object);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (crm_bulk_dialog_parent_class)->dispose (object);
}

static void
crm_bulk_dialog_finalize (GObject *object)
{
  CrmBulkDialog *self = CRM_BULK_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->bulk, crm_bulk_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_ptr_array_unref (self->offered);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_bulk_dialog_parent_class)->finalize (object);
}

static void
crm_bulk_dialog_class_init (CrmBulkDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_bulk_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_bulk_dialog_finalize;
}

static GtkWidget *
new_what_page (CrmBulkDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_with_label (_ ("Another field too"));

  self->changes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->fields = gtk_drop_down_new (NULL, NULL);
  self->whats = gtk_drop_down_new (NULL, NULL);
  crm_spoken_set (self->fields, _ ("The field"));
  crm_spoken_set (self->whats, _ ("What becomes of it"));
  self->value_side = adw_bin_new ();
  gtk_widget_set_hexpand (self->value_side, TRUE);
  gtk_widget_add_css_class (self->value_side, "crm-value-side");
  gtk_box_append (GTK_BOX (line), self->fields);
  gtk_box_append (GTK_BOX (line), self->whats);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->changes);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->value_side);
  gtk_box_append (GTK_BOX (box), add);
  gtk_widget_add_css_class (box, "crm-dialog-body");
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fields, "notify::selected", G_CALLBACK (show_whats), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->whats, "notify::selected", G_CALLBACK (show_value), self,
                           G_CONNECT_SWAPPED);

  return box;
}

static void
crm_bulk_dialog_init (CrmBulkDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->offered = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0.0f);
  gtk_widget_add_css_class (self->note, "crm-notice");
  gtk_widget_set_visible (self->note, FALSE);
  self->progress = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress), TRUE);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->progress, "crm-dialog-body");
  gtk_stack_add_named (GTK_STACK (self->stack), new_what_page (self), "what");
  gtk_stack_add_named (GTK_STACK (self->stack), self->progress, "progress");
  gtk_stack_add_named (GTK_STACK (self->stack), crm_bulk_left_page (&self->left), "left");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box),
                  crm_dialog_make_head (GTK_WINDOW (self), _ ("Look"), G_CALLBACK (on_apply_cb),
                                        G_CALLBACK (on_cancel_cb), &self->apply_button,
                                        &self->cancel_button));
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 498, 360);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

static void
offer_fields (CrmBulkDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < crm_entity_n_fields (self->entity); i++) {
    const CrmField *field = &self->entity->fields[i];

    if (!crm_bulk_may_change (field))
      continue;
    g_ptr_array_add (self->offered, (gpointer)field);
    gtk_string_list_append (labels, crm_field_get_label (field));
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->fields), G_LIST_MODEL (labels));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->fields), TRUE);
  gtk_window_set_focus (GTK_WINDOW (self), self->fields);
  show_whats (self);
}

CrmBulkDialog *
crm_bulk_dialog_new (CrmDesk *desk, const CrmEntity *entity, GArray *ids, GtkWindow *parent)
{
  CrmBulkDialog *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  self = g_object_new (CRM_TYPE_BULK_DIALOG, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  self->entity = entity;
  self->ids = g_array_ref (ids);
  self->bulk = crm_bulk_new (entity, ids);
  self->draft = crm_draft_new_scratch (desk, entity);
  offer_fields (self);
  title = g_strdup_printf (ngettext ("Change %u record", "Change %u records", ids->len), ids->len);
  gtk_window_set_title (GTK_WINDOW (self), title);

  return self;
}

void
crm_bulk_dialog_choose (CrmBulkDialog *self, const char *field)
{
  g_return_if_fail (CRM_IS_BULK_DIALOG (self));

  for (guint i = 0; i < self->offered->len; i++)
    if (g_str_equal (((const CrmField *)self->offered->pdata[i])->name, field))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->fields), i);
}

gboolean
crm_bulk_dialog_is_done (CrmBulkDialog *self)
{
  g_return_val_if_fail (CRM_IS_BULK_DIALOG (self), FALSE);

  return self->done;
}
