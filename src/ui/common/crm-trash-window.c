/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-trash-window.h"

#include "base/crm-day.h"
#include "office/crm-log.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

#define SHOWN_MAX 500

struct _CrmTrashWindow {
  AdwWindow parent_instance;

  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *restore;
  CrmDesk *desk;
  GPtrArray *found; /* of CrmTrashed */
};

G_DEFINE_FINAL_TYPE (CrmTrashWindow, crm_trash_window, ADW_TYPE_WINDOW)

/* --- Putting back ----------------------------------------------------------------------------- */

static gboolean
restore_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_trashed_restore (txn, data, error);
}

static void
on_restored_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmTrashWindow *self = g_task_get_source_object (task);
  GArray *ids = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->desk == NULL)
    return;
  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    crm_desk_report (self->desk, error);
    return;
  }
  text = g_strdup_printf (
    ngettext ("%u record is back from the trash", "%u records are back from the trash", ids->len),
    ids->len);
  crm_desk_say_with (self->desk, text, _ ("Undo"), "win.undo");
}

static void
on_restore_cb (CrmTrashWindow *self)
{
  GList *rows = gtk_list_box_get_selected_rows (GTK_LIST_BOX (self->list));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  for (GList *l = rows; l != NULL; l = l->next) {
    const CrmTrashed *one = g_object_get_data (l->data, "trashed");

    g_array_append_val (ids, one->id);
  }
  g_list_free (rows);
  g_task_set_task_data (task, ids, (GDestroyNotify)g_array_unref);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_WRITE, "restore", restore_in_txn,
                        ids, NULL, NULL, on_restored_cb, task);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void
on_selected_cb (CrmTrashWindow *self)
{
  g_autoptr (GList) rows = gtk_list_box_get_selected_rows (GTK_LIST_BOX (self->list));

  gtk_widget_set_sensitive (
    self->restore, rows != NULL && !crm_office_is_read_only (crm_desk_get_office (self->desk)));
}

static void
on_activated_cb (CrmTrashWindow *self, GtkListBoxRow *row)
{
  const CrmTrashed *one = g_object_get_data (G_OBJECT (row), "trashed");

  crm_desk_open (self->desk, one->entity, one->id, TRUE);
}

static GtkWidget *
new_label (const char *text, int width)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (width > 0) {
    gtk_label_set_width_chars (GTK_LABEL (label), width);
    gtk_label_set_max_width_chars (GTK_LABEL (label), width);
    gtk_widget_add_css_class (label, "dim-label");
  } else {
    gtk_widget_set_hexpand (label, TRUE);
    crm_spoken_set_tooltip (label, text);
  }

  return label;
}

static void
add_row (CrmTrashWindow *self, const CrmTrashed *one)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *when = crm_instant_format_relative (one->at, crm_desk_get_now (self->desk),
                                                       crm_desk_get_lang (self->desk), NULL);

  gtk_box_append (GTK_BOX (box), new_label (when, 14));
  gtk_box_append (GTK_BOX (box), new_label (one->kind, 14));
  gtk_box_append (GTK_BOX (box), new_label (one->title, 0));
  gtk_box_append (GTK_BOX (box), new_label (one->who, 16));
  gtk_list_box_append (GTK_LIST_BOX (self->list), box);
  g_object_set_data (G_OBJECT (gtk_widget_get_parent (box)), "trashed", (gpointer)one);
}

static void
clear_rows (CrmTrashWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL && GTK_IS_LIST_BOX_ROW (child))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
}

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct {
  char *words;
  GPtrArray *found;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->found, g_ptr_array_unref);
  g_free (reading->words);
  g_free (reading);
}

static gboolean
read_trash (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->found, g_ptr_array_unref);
  reading->found = crm_trashed_read (txn, reading->words, SHOWN_MAX, error);

  return reading->found != NULL;
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmTrashWindow *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL ||
      !g_str_equal (reading->words, gtk_editable_get_text (GTK_EDITABLE (self->search))))
    return;
  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    crm_desk_report (self->desk, error);
    return;
  }
  clear_rows (self);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&reading->found);
  for (guint i = 0; i < self->found->len; i++)
    add_row (self, g_ptr_array_index (self->found, i));
  on_selected_cb (self);
}

static void
load (CrmTrashWindow *self)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);
  Reading *reading = g_new0 (Reading, 1);

  reading->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_trash, reading,
                        NULL, NULL, on_read_cb, task);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_trash_window_dispose (GObject *object)
{
  CrmTrashWindow *self = CRM_TRASH_WINDOW (object);

  if (self->list != NULL)
    clear_rows (self);
  self->list = NULL;
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_trash_window_parent_class)->dispose (object);
}

static void
crm_trash_window_class_init (CrmTrashWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_trash_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
new_bar (CrmTrashWindow *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->search = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->search, TRUE);
  crm_spoken_set_name (self->search, _ ("Search the trash"));
  self->restore = gtk_button_new_with_mnemonic (_ ("_Put back"));
  gtk_widget_add_css_class (self->restore, "suggested-action");
  g_signal_connect_object (self->restore, "clicked", G_CALLBACK (on_restore_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), self->search);
  gtk_box_append (GTK_BOX (bar), self->restore);
  gtk_widget_add_css_class (bar, "crm-bar-top");

  return bar;
}

static void
crm_trash_window_init (CrmTrashWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *none = gtk_label_new (_ ("Nothing of this lies in the trash"));

  gtk_widget_add_css_class (none, "dim-label");
  gtk_widget_set_margin_top (none, 24);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_MULTIPLE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), FALSE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), none);
  gtk_widget_add_css_class (self->list, "crm-moments");
  crm_spoken_set_name (self->list, _ ("Trash"));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "selected-rows-changed", G_CALLBACK (on_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), new_bar (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 720, 540);
}

CrmTrashWindow *
crm_trash_window_new (CrmDesk *desk, GtkWindow *parent)
{
  CrmTrashWindow *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_TRASH_WINDOW, "title", _ ("All that was deleted"), NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  on_selected_cb (self);
  load (self);

  return self;
}
