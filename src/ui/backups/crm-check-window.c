/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/backups/crm-check-window.h"

#include "office/crm-office-check.h"
#include "ui/backups/crm-backup-words.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-progress-dialog.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

/* A file that is damaged throughout is not described line by line. */
#define MOST_SHOWN 200

struct _CrmCheckWindow {
  AdwWindow parent_instance;

  GtkWidget *box;
  GtkWidget *copy;
  GtkWindow *parent; /* weak */
  GPtrArray *findings;
};

G_DEFINE_FINAL_TYPE (CrmCheckWindow, crm_check_window, ADW_TYPE_WINDOW)

/* --- What was found --------------------------------------------------------------------------- */

static GtkWidget *
make_well (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "emblem-ok-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("All is well"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (page), _ ("The file and its structure, history, search, everything that is "
                               "computed, and the numbers of papers were looked at."));

  return page;
}

static GtkWidget *
make_finding (const CrmFinding *finding)
{
  GtkWidget *row = crm_backup_row_new (finding->text, finding->advice, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "crm-amber");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  return row;
}

static GtkWidget *
make_list (GPtrArray *findings)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u finding", "%u findings", findings->len), findings->len);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < findings->len && i < MOST_SHOWN; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_finding (g_ptr_array_index (findings, i)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));

  return page;
}

/* Whoever helps from afar wants to read them. */
static void
on_copy_cb (CrmCheckWindow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->findings->len; i++) {
    const CrmFinding *finding = g_ptr_array_index (self->findings, i);

    g_string_append_printf (text, "%s\n  %s\n", finding->text, finding->advice);
  }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
on_backups_cb (CrmCheckWindow *self)
{
  if (self->parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->parent), "win.backups", NULL);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_check_window_dispose (GObject *object)
{
  g_clear_weak_pointer (&CRM_CHECK_WINDOW (object)->parent);

  G_OBJECT_CLASS (crm_check_window_parent_class)->dispose (object);
}

static void
crm_check_window_finalize (GObject *object)
{
  g_clear_pointer (&CRM_CHECK_WINDOW (object)->findings, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_check_window_parent_class)->finalize (object);
}

static void
crm_check_window_class_init (CrmCheckWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_check_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_check_window_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
crm_check_window_init (CrmCheckWindow *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *backups = gtk_button_new_with_label (_ ("Backups…"));

  self->copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  crm_spoken_set (self->copy, _ ("Copy all that was found"));
  g_signal_connect_object (self->copy, "clicked", G_CALLBACK (on_copy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (backups, "clicked", G_CALLBACK (on_backups_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), backups);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->copy);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), bar);
  adw_window_set_content (ADW_WINDOW (self), self->box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Check of the office file"));
  gtk_window_set_default_size (GTK_WINDOW (self), 680, 520);
}

static void
show (GtkWindow *parent, GPtrArray *findings)
{
  CrmCheckWindow *self = g_object_new (CRM_TYPE_CHECK_WINDOW, NULL);
  GtkWidget *found = findings->len > 0 ? make_list (findings) : make_well ();

  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  g_set_weak_pointer (&self->parent, parent);
  self->findings = g_ptr_array_ref (findings);
  gtk_widget_set_visible (self->copy, findings->len > 0);
  gtk_widget_set_vexpand (found, TRUE);
  gtk_box_append (GTK_BOX (self->box), found);
  gtk_window_present (GTK_WINDOW (self));
}

/* --- Checking --------------------------------------------------------------------------------- */

typedef struct {
  CrmDesk *desk;
  CrmOffice *office;
  GtkWindow *parent;
  GPtrArray *findings;
} Checking;

static void
checking_free (gpointer data)
{
  Checking *checking = data;

  g_object_unref (checking->desk);
  g_object_unref (checking->parent);
  g_clear_pointer (&checking->findings, g_ptr_array_unref);
  g_free (checking);
}

static gboolean
check (CrmProgress *progress, gpointer data, GError **error)
{
  Checking *checking = data;

  checking->findings = crm_office_check (checking->office, crm_progress_tell, progress,
                                         crm_progress_get_cancellable (progress), error);

  return checking->findings != NULL;
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  const Checking *checking = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!crm_progress_dialog_run_finish (result, &error))
    crm_desk_report (checking->desk, error);
  else if (gtk_widget_get_root (GTK_WIDGET (checking->parent)) != NULL)
    show (checking->parent, checking->findings);
}

void
crm_check_window_check (CrmDesk *desk, GtkWindow *parent)
{
  Checking *checking;

  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (GTK_IS_WINDOW (parent));

  checking = g_new0 (Checking, 1);
  checking->desk = g_object_ref (desk);
  checking->office = crm_desk_get_office (desk);
  checking->parent = g_object_ref (parent);
  crm_progress_dialog_run_async (parent, _ ("Checking the office file"), check, checking,
                                 checking_free, on_checked_cb, NULL);
}

guint
crm_check_window_get_n (CrmCheckWindow *self)
{
  g_return_val_if_fail (CRM_IS_CHECK_WINDOW (self), 0);

  return self->findings->len;
}
