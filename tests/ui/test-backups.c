/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "support/crm-test.h"
#include "ui/backups/crm-backup-foot.h"
#include "ui/backups/crm-backups-window.h"
#include "ui/backups/crm-check-window.h"
#include "ui/backups/crm-restore-dialog.h"
#include "ui/common/crm-progress-dialog.h"
#include "ui/shell/crm-upgrade-page.h"

#include <glib/gstdio.h>
#include <string.h>

static gpointer
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (g_type_is_a (G_OBJECT_TYPE (window), type))
      return window;
  }

  return NULL;
}

static gboolean
is_read (gpointer window)
{
  return crm_backups_window_get_backups (window) != NULL;
}

static gboolean
has_one (gpointer window)
{
  GPtrArray *backups = crm_backups_window_get_backups (window);

  return backups != NULL && backups->len == 1 && find_window (CRM_TYPE_PROGRESS_DIALOG) == NULL;
}

static CrmBackupsWindow *
open_backups (CrmWindow *window)
{
  CrmBackupsWindow *backups;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.backups", NULL);
  backups = find_window (CRM_TYPE_BACKUPS_WINDOW);
  g_assert_nonnull (backups);
  ui_test_wait (is_read, backups);

  return backups;
}

static const char *
foot_text (CrmWindow *window)
{
  CrmBackupFoot *foot = CRM_BACKUP_FOOT (ui_test_find (GTK_WIDGET (window), CRM_TYPE_BACKUP_FOOT));

  return crm_backup_foot_get_text (foot);
}

/* One now: it is in the list, and the foot says so. */
static void
test_now (void)
{
  CrmWindow *window = ui_test_window (ui_test_office ());
  CrmBackupsWindow *backups = open_backups (window);
  g_autofree char *folder = crm_test_path ("now");
  const CrmBackup *made;

  g_assert_cmpuint (crm_backups_window_get_backups (backups)->len, ==, 0);
  g_assert_cmpstr (foot_text (window), ==, "No backup yet");
  crm_backups_window_set_folder (backups, folder);
  ui_test_settle ();
  crm_backups_window_back_up (backups);
  ui_test_wait (has_one, backups);
  ui_test_settle ();
  made = g_ptr_array_index (crm_backups_window_get_backups (backups), 0);
  g_assert_true (g_str_has_prefix (made->path, folder));
  g_assert_cmpint (made->reason, ==, CRM_BACKUP_HAND);
  g_assert_cmpstr (foot_text (window), !=, "No backup yet");
  gtk_window_destroy (GTK_WINDOW (backups));
  ui_test_close (window);
}

static gboolean
has_dialog (gpointer type)
{
  return find_window (GPOINTER_TO_SIZE (type)) != NULL &&
         find_window (CRM_TYPE_PROGRESS_DIALOG) == NULL;
}

static gboolean
is_open_again (gpointer data)
{
  CrmDesk *desk = crm_window_get_desk (data);

  return desk != NULL && find_window (CRM_TYPE_PROGRESS_DIALOG) == NULL &&
         ui_test_count_where (crm_desk_get_office (desk), "party", "name = 'Typed since'") == 0;
}

static guint
count_replaced (const char *office)
{
  g_autofree char *folder = g_path_get_dirname (office);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, "-replaced" CRM_BACKUP_SUFFIX))
      n++;

  return n;
}

/* A client, and somebody who works there. */
static gboolean
add_people (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) person = crm_txn_new (txn, "party");

  crm_record_set_text (client, "name", "Alfa");
  crm_record_set_text (person, "name", "Nina Sandu");
  crm_record_set_text (person, "kind", "person");
  crm_record_set_int (person, "is_client", 0);

  return crm_txn_save (txn, client, error) && crm_txn_save (txn, person, error);
}

static gboolean
has_words (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_words (child, words))
      return TRUE;

  return FALSE;
}

/* What was typed since is lost to the office, and kept beside it. */
static void
test_restore (void)
{
  CrmOffice *office = ui_test_office ();
  g_autofree char *path = g_strdup (crm_office_get_path (office));
  g_autofree char *folder = crm_test_path ("restore");
  CrmWindow *window = ui_test_window (office);
  CrmBackupsWindow *backups = open_backups (window);
  CrmRestoreDialog *dialog;
  g_autoptr (GError) error = NULL;

  crm_office_run (office, CRM_TXN_WRITE, "test", add_people, NULL, &error);
  g_assert_no_error (error);
  crm_backups_window_set_folder (backups, folder);
  ui_test_settle ();
  crm_backups_window_back_up (backups);
  ui_test_wait (has_one, backups);
  ui_test_add_client (office, "Typed since");
  g_assert_cmpint (ui_test_count (office, "party"), ==, 4);
  crm_backups_window_restore (backups,
                              g_ptr_array_index (crm_backups_window_get_backups (backups), 0));
  ui_test_wait (has_dialog, GSIZE_TO_POINTER (CRM_TYPE_RESTORE_DIALOG));
  dialog = find_window (CRM_TYPE_RESTORE_DIALOG);
  g_assert_true (crm_restore_dialog_is_ready (dialog));
  g_assert_true (has_words (GTK_WIDGET (dialog), "1 client, 1 contact person"));
  crm_restore_dialog_go_on (dialog);
  ui_test_wait (is_open_again, window);
  g_assert_cmpuint (count_replaced (path), ==, 1);
  ui_test_close (window);
}

static gboolean
is_damaged (gpointer office)
{
  return crm_store_get_read_only_reason (crm_office_get_store (office)) == CRM_READ_ONLY_DAMAGED &&
         find_window (CRM_TYPE_CHECK_WINDOW) != NULL;
}

/* From a damaged office, which can only be read, back to the last backup. */
static void
test_damaged (void)
{
  CrmOffice *office = ui_test_office ();
  CrmWindow *window = ui_test_window (office);
  CrmBackupsWindow *backups = open_backups (window);

  crm_backups_window_back_up (backups);
  ui_test_wait (has_one, backups);
  ui_test_add_client (office, "Typed since");
  crm_test_damage_end (crm_office_get_path (office), 2);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.check", NULL);
  ui_test_wait (is_damaged, office);
  gtk_window_destroy (find_window (CRM_TYPE_CHECK_WINDOW));
  crm_backups_window_restore (backups,
                              g_ptr_array_index (crm_backups_window_get_backups (backups), 0));
  ui_test_wait (has_dialog, GSIZE_TO_POINTER (CRM_TYPE_RESTORE_DIALOG));
  crm_restore_dialog_go_on (find_window (CRM_TYPE_RESTORE_DIALOG));
  ui_test_wait (is_open_again, window);
  g_assert_false (crm_office_is_read_only (crm_desk_get_office (crm_window_get_desk (window))));
  ui_test_close (window);
}

/* Nobody's work is cut off: who is in is named, and has to leave first. */
static void
test_others (void)
{
  CrmOffice *office = ui_test_office ();
  g_autofree char *path = g_strdup (crm_office_get_path (office));
  g_autofree char *folder = crm_test_path ("others");
  CrmWindow *window = ui_test_window (office);
  CrmBackupsWindow *backups = open_backups (window);
  g_autoptr (CrmTestDesktop) other = NULL;
  g_autoptr (JsonNode) answer = NULL;
  CrmRestoreDialog *dialog;

  crm_backups_window_set_folder (backups, folder);
  ui_test_settle ();
  crm_backups_window_back_up (backups);
  ui_test_wait (has_one, backups);
  other = crm_test_desktop_new (path);
  answer = crm_test_desktop_do (other, "list client");
  while (crm_store_is_alone (crm_office_get_store (office)))
    ui_test_settle ();
  crm_backups_window_restore (backups,
                              g_ptr_array_index (crm_backups_window_get_backups (backups), 0));
  ui_test_wait (has_dialog, GSIZE_TO_POINTER (CRM_TYPE_RESTORE_DIALOG));
  dialog = find_window (CRM_TYPE_RESTORE_DIALOG);
  g_assert_false (crm_restore_dialog_is_ready (dialog));
  g_clear_pointer (&other, crm_test_desktop_free);
  while (!crm_restore_dialog_is_ready (dialog))
    ui_test_settle ();
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (backups));
  ui_test_close (window);
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_export (void)
{
  CrmWindow *window = ui_test_window (ui_test_office ());
  CrmBackupsWindow *backups = open_backups (window);
  g_autofree char *path = crm_test_path ("everything.zip");

  g_remove (path);
  crm_backups_window_export_to (backups, path);
  ui_test_wait (is_there, path);
  ui_test_settle ();
  gtk_window_destroy (GTK_WINDOW (backups));
  ui_test_close (window);
}

/* --- Checks ----------------------------------------------------------------------------------- */

static void
test_check (void)
{
  CrmWindow *window = ui_test_window (ui_test_office ());
  CrmCheckWindow *check;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.check", NULL);
  ui_test_wait (has_dialog, GSIZE_TO_POINTER (CRM_TYPE_CHECK_WINDOW));
  check = find_window (CRM_TYPE_CHECK_WINDOW);
  g_assert_cmpuint (crm_check_window_get_n (check), ==, 0);
  g_assert_nonnull (ui_test_find (GTK_WIDGET (check), ADW_TYPE_STATUS_PAGE));
  gtk_window_destroy (GTK_WINDOW (check));
  ui_test_close (window);
}

/* --- Damaged ---------------------------------------------------------------------------------- */

static gboolean
has_message (gpointer data)
{
  return find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL;
}

static gboolean
is_in_trouble (gpointer window)
{
  return g_str_equal (crm_welcome_get_page (crm_window_get_welcome (window)), "trouble");
}

/* A file that cannot even be opened: its last backup takes its place. */
static void
test_rescue (void)
{
  CrmOffice *office = ui_test_office ();
  g_autofree char *path = g_strdup (crm_office_get_path (office));
  CrmWindow *window = ui_test_window (office);
  CrmBackupsWindow *backups = open_backups (window);
  g_autofree char *dirt = g_strnfill (40000, 'x');

  crm_backups_window_back_up (backups);
  ui_test_wait (has_one, backups);
  gtk_window_destroy (GTK_WINDOW (backups));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-office", NULL);
  crm_test_overwrite (path, 1000, dirt, 40000);
  crm_window_open_path (window, path);
  ui_test_wait (is_in_trouble, window);
  crm_welcome_rescue (crm_window_get_welcome (window));
  ui_test_wait (has_message, NULL);
  adw_message_dialog_response (find_window (ADW_TYPE_MESSAGE_DIALOG), "restore");
  ui_test_wait (is_open_again, window);
  g_assert_false (crm_office_is_read_only (crm_desk_get_office (crm_window_get_desk (window))));
  ui_test_close (window);
}

/* --- An office of before ---------------------------------------------------------------------- */

static gboolean
can_upgrade (gpointer window)
{
  GtkWidget *page = ui_test_find (window, CRM_TYPE_UPGRADE_PAGE);

  return crm_upgrade_page_is_ready (CRM_UPGRADE_PAGE (page));
}

static gboolean
is_open (gpointer window)
{
  CrmWelcome *welcome = crm_window_get_welcome (window);

  return find_window (CRM_TYPE_PROGRESS_DIALOG) == NULL &&
         (crm_window_get_desk (window) != NULL ||
          g_str_equal (crm_welcome_get_page (welcome), "trouble"));
}

/* It says what will happen, does it, and opens the office. */
static void
test_upgrade (void)
{
  g_autofree char *path = crm_test_unpack_office ("v1-md");
  CrmWindow *window = ui_test_window (ui_test_office ());
  g_autoptr (GPtrArray) backups = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  CrmDesk *desk;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-office", NULL);
  g_assert_null (crm_window_get_desk (window));
  crm_window_open_path (window, path);
  ui_test_wait (can_upgrade, window);
  g_assert_cmpstr (crm_welcome_get_page (crm_window_get_welcome (window)), ==, "upgrade");
  crm_upgrade_page_upgrade (
    CRM_UPGRADE_PAGE (ui_test_find (GTK_WIDGET (window), CRM_TYPE_UPGRADE_PAGE)));
  ui_test_wait (is_open, window);
  desk = crm_window_get_desk (window);
  g_assert_nonnull (desk);
  g_assert_cmpint (ui_test_count (crm_desk_get_office (desk), "role"), ==, 5);
  folder = crm_office_default_backup_folder (path);
  backups = crm_backup_list (folder, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_cmpint (((CrmBackup *)backups->pdata[0])->reason, ==, CRM_BACKUP_UPGRADE);
  ui_test_close (window);
}

/* --- Progress --------------------------------------------------------------------------------- */

static gboolean
work_until_stopped (CrmProgress *progress, gpointer data, GError **error)
{
  GCancellable *cancellable = crm_progress_get_cancellable (progress);

  while (!g_cancellable_is_cancelled (cancellable)) {
    crm_progress_tell ("Working", 0.5, progress);
    g_usleep (1000);
  }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
on_stopped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_progress_dialog_run_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *)data = TRUE;
}

static gboolean
is_shown (gpointer data)
{
  GtkWidget *dialog = find_window (CRM_TYPE_PROGRESS_DIALOG);

  return dialog != NULL && gtk_widget_get_visible (dialog);
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
test_cancel (void)
{
  gboolean stopped = FALSE;

  crm_progress_dialog_run_async (NULL, "Working", work_until_stopped, NULL, NULL, on_stopped_cb,
                                 &stopped);
  ui_test_wait (is_shown, NULL);
  gtk_window_close (GTK_WINDOW (find_window (CRM_TYPE_PROGRESS_DIALOG)));
  ui_test_wait (is_true, &stopped);
  g_assert_null (find_window (CRM_TYPE_PROGRESS_DIALOG));
}

int
main (int argc, char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/backups/now", test_now);
  g_test_add_func ("/ui/backups/restore", test_restore);
  g_test_add_func ("/ui/backups/damaged", test_damaged);
  g_test_add_func ("/ui/backups/others", test_others);
  g_test_add_func ("/ui/backups/export", test_export);
  g_test_add_func ("/ui/backups/check", test_check);
  g_test_add_func ("/ui/backups/rescue", test_rescue);
  g_test_add_func ("/ui/backups/upgrade", test_upgrade);
  g_test_add_func ("/ui/backups/cancel", test_cancel);

  return g_test_run ();
}
