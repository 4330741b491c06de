/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-log-window.h"

#include "base/crm-day.h"
#include "office/crm-log.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-undoing.h"

#include <glib/gi18n-lib.h>

#define ENTRIES_MAX 300

struct _CrmLogWindow {
  AdwWindow parent_instance;

  GtkWidget *list;
  CrmDesk *desk;
  gint64 after_seq;
  CrmLog *log; /* what is shown */
};

G_DEFINE_FINAL_TYPE (CrmLogWindow, crm_log_window, ADW_TYPE_WINDOW)

typedef struct {
  CrmOperationFilter filter;
  CrmLog *log;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->log, crm_log_free);
  g_free (reading);
}

/* On the store's thread. */
static gboolean
read_log (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->log, crm_log_free);
  reading->log = crm_log_read (txn, &reading->filter, error);

  return reading->log != NULL;
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void
on_undo_cb (GtkButton *button, CrmLogWindow *self)
{
  const CrmLogEntry *entry = g_object_get_data (G_OBJECT (button), "entry");

  crm_undoing_operation (self->desk, entry->operation->id);
}

static void
on_activated_cb (CrmLogWindow *self, GtkListBoxRow *row)
{
  const CrmLogEntry *entry = g_object_get_data (G_OBJECT (row), "entry");

  crm_desk_open (self->desk, entry->operation->entity->name, entry->operation->record, TRUE);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
add_row (CrmLogWindow *self, const CrmLogEntry *entry)
{
  const CrmOperation *operation = entry->operation;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *when = crm_instant_format_relative (operation->at, crm_desk_get_now (self->desk),
                                                       crm_desk_get_lang (self->desk), NULL);
  GtkWidget *at = new_label (when, "dim-label");
  GtkWidget *who = new_label (entry->who, NULL);
  GtkWidget *what = new_label (entry->what, NULL);
  GtkWidget *row;

  gtk_label_set_width_chars (GTK_LABEL (at), 14);
  gtk_label_set_width_chars (GTK_LABEL (who), 16);
  gtk_label_set_max_width_chars (GTK_LABEL (who), 16);
  gtk_widget_set_hexpand (what, TRUE);
  crm_spoken_set_tooltip (what, entry->what);
  gtk_box_append (GTK_BOX (box), at);
  gtk_box_append (GTK_BOX (box), who);
  gtk_box_append (GTK_BOX (box), what);
  if (operation->undone)
    gtk_box_append (GTK_BOX (box), new_label (_ ("undone"), "dim-label"));
  if (operation->undoable && !operation->undone &&
      !crm_office_is_read_only (crm_desk_get_office (self->desk))) {
    GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

    gtk_widget_add_css_class (button, "flat");
    gtk_widget_add_css_class (button, "crm-small");
    crm_spoken_set (button, _ ("Undo this"));
    g_object_set_data (G_OBJECT (button), "entry", (gpointer)entry);
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_undo_cb), self, 0);
    gtk_box_append (GTK_BOX (box), button);
  }
  gtk_list_box_append (GTK_LIST_BOX (self->list), box);
  row = gtk_widget_get_parent (box);
  g_object_set_data (G_OBJECT (row), "entry", (gpointer)entry);
}

static void
clear_rows (CrmLogWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL && GTK_IS_LIST_BOX_ROW (child))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmLogWindow *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL)
    return;
  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    crm_desk_report (self->desk, error);
    return;
  }
  clear_rows (self);
  g_clear_pointer (&self->log, crm_log_free);
  self->log = g_steal_pointer (&reading->log);
  for (guint i = 0; i < self->log->entries->len; i++)
    add_row (self, g_ptr_array_index (self->log->entries, i));
}

static void
load (CrmLogWindow *self)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);
  Reading *reading = g_new0 (Reading, 1);

  reading->filter.limit = ENTRIES_MAX;
  reading->filter.after_seq = self->after_seq;
  if (self->after_seq > 0) {
    reading->filter.person = crm_office_get_person (crm_desk_get_office (self->desk));
    reading->filter.not_person = TRUE;
  }
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_log, reading,
                        NULL, NULL, on_read_cb, task);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_log_window_dispose (GObject *object)
{
  CrmLogWindow *self = CRM_LOG_WINDOW (object);

  if (self->list != NULL)
    clear_rows (self);
  self->list = NULL;
  g_clear_pointer (&self->log, crm_log_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_log_window_parent_class)->dispose (object);
}

static void
crm_log_window_class_init (CrmLogWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_log_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
crm_log_window_init (CrmLogWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *none = gtk_label_new (_ ("Nothing was done yet"));

  gtk_widget_add_css_class (none, "dim-label");
  gtk_widget_set_margin_top (none, 24);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), none);
  gtk_widget_add_css_class (self->list, "crm-moments");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 720, 540);
}

CrmLogWindow *
crm_log_window_new (CrmDesk *desk, GtkWindow *parent, gint64 after_seq)
{
  CrmLogWindow *self;
  const char *title;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  title = after_seq > 0 ? _ ("What colleagues did while you were away") : _ ("What was done");
  self = g_object_new (CRM_TYPE_LOG_WINDOW, "title", title, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->after_seq = after_seq;
  crm_spoken_set_name (self->list, title);
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);

  return self;
}
