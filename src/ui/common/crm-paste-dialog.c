/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-paste-dialog.h"

#include "ui/common/crm-bulk-words.h"
#include "ui/common/crm-dialog.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_INTERVAL 100
#define MOST_ROWS         500

struct _CrmPasteDialog {
  AdwWindow parent_instance;

  GtkWidget *summary;
  GtkWidget *stack;
  GtkWidget *left;
  GtkWidget *progress;
  GtkWidget *cancel_button;
  GtkWidget *apply_button;

  CrmDesk *desk;
  CrmPastePlan *plan;
  GCancellable *cancellable;
  guint progress_source;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (CrmPasteDialog, crm_paste_dialog, ADW_TYPE_WINDOW)

/* --- What would be done ----------------------------------------------------------------------- */

static char *
words_of_refusal (const CrmPasteRefusal *refusal)
{
  if (refusal->text != NULL)
    return g_strdup_printf ("%s: %s", refusal->text, refusal->reason);
  if (refusal->n > 1)
    return g_strdup_printf (ngettext ("%s (%u cell)", "%s (%u cells)", refusal->n), refusal->reason,
                            refusal->n);

  return g_strdup (refusal->reason);
}

static void
show_plan (CrmPasteDialog *self)
{
  const CrmPastePlan *plan = self->plan;
  g_autoptr (GString) text = g_string_new (NULL);

  if (plan->n_records > 0)
    g_string_append_printf (
      text, ngettext ("%u record will change", "%u records will change", plan->n_records),
      plan->n_records);
  if (plan->n_new > 0) {
    g_string_append (text, text->len > 0 ? " · " : "");
    g_string_append_printf (text, ngettext ("%u new record", "%u new records", plan->n_new),
                            plan->n_new);
  }
  if (text->len == 0)
    g_string_append (text, _ ("Nothing of this can be pasted here."));
  gtk_label_set_text (GTK_LABEL (self->summary), text->str);
  gtk_widget_set_sensitive (self->apply_button, plan->bulk != NULL);
  for (guint i = 0; i < MIN (plan->refused->len, MOST_ROWS); i++) {
    const CrmPasteRefusal *refusal = g_ptr_array_index (plan->refused, i);
    g_autofree char *words = words_of_refusal (refusal);

    crm_bulk_left_append (GTK_LIST_BOX (self->left), refusal->label, words);
  }
  gtk_widget_set_visible (self->stack, plan->refused->len > 0);
}

char *
crm_paste_dialog_list (CrmPasteDialog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (CRM_IS_PASTE_DIALOG (self), NULL);

  for (guint i = 0; i < self->plan->refused->len; i++) {
    const CrmPasteRefusal *refusal = g_ptr_array_index (self->plan->refused, i);
    g_autofree char *words = words_of_refusal (refusal);

    g_string_append_printf (text, "%s: %s\n", refusal->label, words);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Doing it --------------------------------------------------------------------------------- */

static void
empty_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
on_edited_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPasteDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmBulkReport) report =
               crm_office_bulk_edit_finish (CRM_OFFICE (office), result, &error);
  g_autofree char *words = NULL;

  g_clear_handle_id (&self->progress_source, g_source_remove);
  self->running = FALSE;
  if (report == NULL) {
    gtk_label_set_text (GTK_LABEL (self->summary), error->message);
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "left");
    gtk_widget_set_sensitive (self->apply_button, TRUE);
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
  gtk_label_set_text (GTK_LABEL (self->summary), words);
  empty_list (GTK_LIST_BOX (self->left));
  crm_bulk_report_fill (report, GTK_LIST_BOX (self->left));
  gtk_widget_set_visible (self->stack, TRUE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "left");
  gtk_widget_set_visible (self->apply_button, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), _ ("Close"));
}

static gboolean
on_progress_cb (gpointer data)
{
  CrmPasteDialog *self = data;
  guint done = crm_bulk_get_n_done (self->plan->bulk);
  guint all = crm_bulk_get_n_records (self->plan->bulk);
  /* Translators: how many of how many records are done. */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), done, all);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), (double)done / all);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), text);

  return G_SOURCE_CONTINUE;
}

void
crm_paste_dialog_apply (CrmPasteDialog *self)
{
  g_return_if_fail (CRM_IS_PASTE_DIALOG (self));

  if (self->running || self->plan->bulk == NULL)
    return;
  self->running = TRUE;
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  gtk_widget_set_visible (self->stack, TRUE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "progress");
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL, on_progress_cb, self);
  crm_office_bulk_edit_async (crm_desk_get_office (self->desk), self->plan->bulk, self->cancellable,
                              on_edited_cb, g_object_ref (self));
}

static void
on_cancel_cb (CrmPasteDialog *self)
{
  if (self->running)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_paste_dialog_dispose (GObject *object)
{
  CrmPasteDialog *self = CRM_PASTE_DIALOG (object);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (crm_paste_dialog_parent_class)->dispose (object);
}

static void
crm_paste_dialog_finalize (GObject *object)
{
  CrmPasteDialog *self = CRM_PASTE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, crm_paste_plan_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_paste_dialog_parent_class)->finalize (object);
}

static void
crm_paste_dialog_class_init (CrmPasteDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_paste_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_paste_dialog_finalize;
}

static void
crm_paste_dialog_init (CrmPasteDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->summary = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->summary), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->summary), 0.0f);
  gtk_widget_add_css_class (self->summary, "crm-dialog-body");
  self->progress = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress), TRUE);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->progress, "crm-dialog-body");
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), crm_bulk_left_page (&self->left), "left");
  gtk_stack_add_named (GTK_STACK (self->stack), self->progress, "progress");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), crm_dialog_make_head (GTK_WINDOW (self), _ ("Paste"),
                                                       G_CALLBACK (crm_paste_dialog_apply),
                                                       G_CALLBACK (on_cancel_cb),
                                                       &self->apply_button, &self->cancel_button));
  gtk_box_append (GTK_BOX (box), self->summary);
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 498, 396);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Paste"));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->apply_button);
}

CrmPasteDialog *
crm_paste_dialog_new (CrmDesk *desk, CrmPastePlan *plan, GtkWindow *parent)
{
  CrmPasteDialog *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (plan != NULL, NULL);

  self = g_object_new (CRM_TYPE_PASTE_DIALOG, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->plan = plan;
  show_plan (self);
  gtk_widget_grab_focus (plan->bulk != NULL ? self->apply_button : self->cancel_button);

  return self;
}
