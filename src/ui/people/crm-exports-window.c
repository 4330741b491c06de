/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/people/crm-exports-window.h"

#include "base/crm-day.h"
#include "office/people/crm-export-right.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

#define NOTES_MOST 500

/* Lives as long as its window. */
typedef struct {
  CrmDesk *desk;
  GtkWidget *list;
  GtkWidget *stack;
  GtkWidget *trouble;
  GCancellable *cancellable;
} Exports;

static void
exports_free (gpointer data)
{
  Exports *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->desk);
  g_free (self);
}

static void
add_note (Exports *self, const CrmExportNote *note)
{
  CrmLang lang = crm_desk_get_lang (self->desk);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when =
    crm_instant_format_relative (note->at, crm_desk_get_now (self->desk), lang, NULL);
  g_autofree char *exact = crm_instant_format (note->at, lang, NULL);
  g_autofree char *title = g_markup_escape_text (note->what, -1);
  g_autofree char *who = g_markup_escape_text (note->who, -1);
  GtkWidget *at = gtk_label_new (when);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), who);
  gtk_widget_add_css_class (at, "dim-label");
  gtk_widget_add_css_class (at, "numeric");
  crm_spoken_set_tooltip (at, exact);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), at);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) window = data;
  Exports *self = g_object_get_data (G_OBJECT (window), "crm-exports");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = crm_export_notes_finish (CRM_OFFICE (office), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    add_note (self, notes->pdata[i]);
  if (error != NULL)
    adw_status_page_set_description (ADW_STATUS_PAGE (self->trouble), error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), notes == NULL    ? "trouble"
                                                             : notes->len > 0 ? "list"
                                                                              : "none");
}

static GtkWidget *
new_status (const char *icon, const char *title, const char *text)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
  gtk_widget_add_css_class (page, "compact");

  return page;
}

static GtkWidget *
new_list (Exports *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->list, 12);
  gtk_widget_set_margin_end (self->list, 12);
  gtk_widget_set_margin_top (self->list, 12);
  gtk_widget_set_margin_bottom (self->list, 12);
  crm_spoken_set_name (self->list, _ ("Who exported what"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);

  return scrolled;
}

GtkWindow *
crm_exports_window_new (CrmDesk *desk, GtkWindow *parent)
{
  Exports *self = g_new0 (Exports, 1);
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *key = gtk_shortcut_controller_new ();

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);
  self->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (window), "crm-exports", self, exports_free);
  self->stack = gtk_stack_new ();
  self->trouble = new_status ("dialog-warning-symbolic", _ ("It cannot be shown"), NULL);
  gtk_stack_add_named (GTK_STACK (self->stack), adw_bin_new (), "reading");
  gtk_stack_add_named (GTK_STACK (self->stack), new_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       new_status ("document-save-symbolic", _ ("Nothing was exported yet"),
                                   _ ("Who takes more than a hundred records out of the office "
                                      "stands here, with what and when.")),
                       "none");
  gtk_stack_add_named (GTK_STACK (self->stack), self->trouble, "trouble");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Who exported what"));
  gtk_window_set_default_size (GTK_WINDOW (window), 498, 480);
  crm_dialog_stand_over (GTK_WINDOW (window), parent);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (key), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                     gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, key);
  crm_export_notes_async (crm_desk_get_office (desk), NOTES_MOST, self->cancellable, on_read_cb,
                          g_object_ref (window));

  return GTK_WINDOW (window);
}
