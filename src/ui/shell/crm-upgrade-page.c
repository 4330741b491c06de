/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-upgrade-page.h"

#include "office/crm-office-upgrade.h"
#include "office/settings/crm-office-backup.h"
#include "ui/backups/crm-backup-words.h"
#include "ui/common/crm-progress-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* People leave while one looks at it. */
#define ASK_MS 3000

struct _CrmUpgradePage {
  AdwBin parent_instance;

  GtkWidget *status;
  GtkWidget *what; /* rows that say what will happen */
  GtkWidget *backup;
  GtkWidget *people;
  GtkWidget *go_on;
  GPtrArray *rows; /* of the people */

  char *path;
  gboolean may;
  gboolean asked; /* whether this person may */
  gboolean asking;
  guint ask_source;
};

G_DEFINE_FINAL_TYPE (CrmUpgradePage, crm_upgrade_page, ADW_TYPE_BIN)

enum {
  SIGNAL_UPGRADED,
  SIGNAL_BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Asking, on a thread ------------------------------------------------------------------------
 */

typedef struct {
  char *path;
  gboolean ask_may;
  GPtrArray *peers;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_clear_pointer (&asking->peers, g_ptr_array_unref);
  g_free (asking->path);
  g_free (asking);
}

static void
ask_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asking *asking = data;
  g_autoptr (CrmClock) clock = crm_clock_new ();
  GError *error = NULL;

  asking->peers = crm_store_who_is_in (asking->path, clock);
  if (!asking->ask_may || crm_office_may_upgrade (asking->path, clock, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
add_person (CrmUpgradePage *self, const CrmPeer *peer)
{
  g_autofree char *name = crm_peer_describe (peer);
  g_autofree char *text = NULL;
  GtkWidget *row;

  /* Translators: a version of the program. */
  text = g_strdup_printf (_ ("Kontor %s. It ends what it is saving, and can only read from then on "
                             "until it is updated."),
                          peer->version);
  row = crm_backup_row_new (name, peer->frozen ? _ ("Does not answer") : text, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("avatar-default-symbolic"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->people), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_people (CrmUpgradePage *self, GPtrArray *peers)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->people),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; peers != NULL && i < peers->len; i++)
    add_person (self, g_ptr_array_index (peers, i));
  gtk_widget_set_visible (self->people, self->rows->len > 0);
}

static void
show_may (CrmUpgradePage *self, const GError *error)
{
  g_autofree char *text = error != NULL ? g_markup_escape_text (error->message, -1) : NULL;

  self->asked = TRUE;
  self->may = error == NULL;
  gtk_widget_set_visible (self->what, self->may);
  gtk_widget_set_visible (self->go_on, self->may);
  adw_status_page_set_description (
    ADW_STATUS_PAGE (self->status),
    text != NULL ? text
                 : _ ("An older Kontor has made it, and this one keeps more in it. Upgrading takes "
                      "a moment and changes nothing that was entered."));
}

static void
on_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmUpgradePage) self = data;
  const Asking *asking = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->asking = FALSE;
  g_task_propagate_boolean (G_TASK (result), &error);
  if (g_strcmp0 (self->path, asking->path) != 0)
    return;
  if (asking->ask_may)
    show_may (self, error);
  show_people (self, asking->peers);
}

static void
ask (CrmUpgradePage *self)
{
  g_autoptr (GTask) task = NULL;
  Asking *asking;

  if (self->asking || self->path == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->asking = TRUE;
  task = g_task_new (NULL, NULL, on_asked_cb, g_object_ref (self));
  asking = g_new0 (Asking, 1);
  asking->path = g_strdup (self->path);
  asking->ask_may = !self->asked;
  g_task_set_source_tag (task, ask);
  g_task_set_task_data (task, asking, asking_free);
  g_task_run_in_thread (task, ask_on_thread);
}

static gboolean
on_time_cb (gpointer data)
{
  ask (data);

  return G_SOURCE_CONTINUE;
}

/* --- Upgrading -------------------------------------------------------------------------------- */

static gboolean
upgrade (CrmProgress *progress, gpointer data, GError **error)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();

  return crm_office_upgrade (data, NULL, clock, crm_progress_tell, progress, NULL,
                             crm_progress_get_cancellable (progress), error);
}

static void
on_upgraded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmUpgradePage) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog;

  gtk_widget_set_sensitive (self->go_on, TRUE);
  if (crm_progress_dialog_run_finish (result, &error)) {
    g_signal_emit (self, signals[SIGNAL_UPGRADED], 0);
    return;
  }
  if (root == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (root), _ ("The office was not upgraded"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), "%s", error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
crm_upgrade_page_upgrade (CrmUpgradePage *self)
{
  g_return_if_fail (CRM_IS_UPGRADE_PAGE (self));
  g_return_if_fail (self->path != NULL);

  gtk_widget_set_sensitive (self->go_on, FALSE);
  crm_progress_dialog_run_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 _ ("Upgrading the office"), upgrade, g_strdup (self->path), g_free,
                                 on_upgraded_cb, g_object_ref (self));
}

static void
on_back_cb (CrmUpgradePage *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_upgrade_page_dispose (GObject *object)
{
  g_clear_handle_id (&CRM_UPGRADE_PAGE (object)->ask_source, g_source_remove);

  G_OBJECT_CLASS (crm_upgrade_page_parent_class)->dispose (object);
}

static void
crm_upgrade_page_finalize (GObject *object)
{
  CrmUpgradePage *self = CRM_UPGRADE_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_free (self->path);

  G_OBJECT_CLASS (crm_upgrade_page_parent_class)->finalize (object);
}

static void
crm_upgrade_page_class_init (CrmUpgradePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_upgrade_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_upgrade_page_finalize;

  signals[SIGNAL_UPGRADED] = g_signal_new ("upgraded", CRM_TYPE_UPGRADE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BACK] = g_signal_new ("back", CRM_TYPE_UPGRADE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_what (CrmUpgradePage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->backup = crm_backup_row_new (_ ("First a backup is made and verified"), NULL, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->backup);
  adw_preferences_group_add (
    ADW_PREFERENCES_GROUP (group),
    crm_backup_row_new (_ ("Then the file is upgraded in one step"),
                        _ ("When something goes wrong, or when it is stopped, it stays as it is."),
                        NULL));
  adw_preferences_group_add (
    ADW_PREFERENCES_GROUP (group),
    crm_backup_row_new (_ ("From then on colleagues need this Kontor too"),
                        _ ("Until they have updated it they can only read."), NULL));

  return group;
}

static GtkWidget *
make_buttons (CrmUpgradePage *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *back = gtk_button_new_with_label (_ ("Back"));

  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  self->go_on = gtk_button_new_with_label (_ ("Back up and upgrade"));
  gtk_widget_add_css_class (self->go_on, "pill");
  gtk_widget_add_css_class (self->go_on, "suggested-action");
  gtk_widget_add_css_class (back, "pill");
  g_signal_connect_object (self->go_on, "clicked", G_CALLBACK (crm_upgrade_page_upgrade), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (back, "clicked", G_CALLBACK (on_back_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (buttons), self->go_on);
  gtk_box_append (GTK_BOX (buttons), back);

  return buttons;
}

static void
crm_upgrade_page_init (CrmUpgradePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *clamp = adw_clamp_new ();

  self->rows = g_ptr_array_new ();
  self->status = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status),
                                 "software-update-available-symbolic");
  self->what = make_what (self);
  self->people = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->people),
                                   _ ("Who has the office open"));
  gtk_box_append (GTK_BOX (box), self->what);
  gtk_box_append (GTK_BOX (box), self->people);
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 540);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->status), clamp);
  adw_bin_set_child (ADW_BIN (self), self->status);
  g_signal_connect (self, "map", G_CALLBACK (ask), NULL);
}

void
crm_upgrade_page_set_path (CrmUpgradePage *self, const char *path)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *where = NULL;

  g_return_if_fail (CRM_IS_UPGRADE_PAGE (self));

  g_clear_handle_id (&self->ask_source, g_source_remove);
  g_free (self->path);
  self->path = g_strdup (path);
  self->asked = FALSE;
  self->may = FALSE;
  show_people (self, NULL);
  gtk_widget_set_visible (self->what, FALSE);
  gtk_widget_set_visible (self->go_on, FALSE);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), NULL);
  if (path == NULL)
    return;
  name = g_filename_display_basename (path);
  if (g_str_has_suffix (name, ".kontor"))
    name[strlen (name) - strlen (".kontor")] = '\0';
  /* Translators: the name of an office. */
  title = g_strdup_printf (_ ("“%s” has to be upgraded"), name);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), title);
  folder = crm_office_default_backup_folder (path);
  /* Translators: a folder. */
  where = g_strdup_printf (_ ("In %s, where it is kept for ever"), folder);
  crm_backup_row_set_subtitle (self->backup, where);
  self->ask_source = g_timeout_add (ASK_MS, on_time_cb, self);
  ask (self);
}

gboolean
crm_upgrade_page_is_ready (CrmUpgradePage *self)
{
  g_return_val_if_fail (CRM_IS_UPGRADE_PAGE (self), FALSE);

  return self->asked && self->may && gtk_widget_get_sensitive (self->go_on);
}
