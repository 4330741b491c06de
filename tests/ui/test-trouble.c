/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "base/crm-error.h"
#include "support/crm-test.h"
#include "ui/backups/crm-check-window.h"
#include "ui/common/crm-editor.h"
#include "ui/shell/crm-banner.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* What goes wrong with the office file while somebody types: the window lives, says what it is and
 * what to do, keeps what was typed, and goes on when it is put right. */

typedef struct {
  CrmOffice *office;
  char *path;
  CrmWindow *window;
  CrmRoomPage *page;
  CrmDraft *draft;
  gint64 id;
} Desk;

static void
desk_begin (Desk *desk)
{
  desk->office = ui_test_office ();
  desk->path = g_strdup (crm_office_get_path (desk->office));
  desk->id = ui_test_add_client (desk->office, "Alfa");
  desk->window = ui_test_window (desk->office);
  desk->page = ui_test_room (desk->window, "party");
  desk->draft = ui_test_choose (desk->page, 0);
}

static void
desk_end (Desk *desk)
{
  ui_test_close (desk->window);
  g_free (desk->path);
}

static GtkWidget *
desk_editor (Desk *desk, const char *field)
{
  GtkWidget *editor = ui_test_editor (GTK_WIDGET (crm_room_page_get_card (desk->page)), field);

  g_assert_nonnull (editor);

  return editor;
}

static void
desk_save (Desk *desk)
{
  gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.save", NULL);
}

static CrmBanner *
banner_of (Desk *desk)
{
  return CRM_BANNER (ui_test_find (GTK_WIDGET (desk->window), CRM_TYPE_BANNER));
}

static void
assert_stored (Desk *desk, const char *field, const char *text)
{
  g_autofree char *stored = ui_test_stored (desk->office, "party", desk->id, field);

  g_assert_cmpstr (stored, ==, text);
}

static const char *
typed (Desk *desk, const char *field)
{
  return crm_record_get_text (crm_draft_get_record (desk->draft), field);
}

static gboolean
has_failed (gpointer draft)
{
  return crm_draft_get_state (draft) == CRM_DRAFT_FAILED;
}

/* --- No room -----------------------------------------------------------------------------------
 */

static rlim_t
limit_files (rlim_t most)
{
  struct rlimit limit;
  rlim_t before;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  before = limit.rlim_cur;
  limit.rlim_cur = most;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  return before;
}

static void
test_full (void)
{
  g_autofree char *note = g_strnfill (9000, 'x');
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  Desk desk;
  GStatBuf status;
  rlim_t before;

  desk_begin (&desk);
  g_assert_cmpint (g_stat (desk.path, &status), ==, 0);
  before = limit_files ((rlim_t)status.st_size);
  crm_value_set_text (&value, note);
  crm_editor_put (CRM_EDITOR (desk_editor (&desk, "note")), &value);
  desk_save (&desk);
  ui_test_wait (has_failed, desk.draft);
  g_assert_error (crm_draft_get_error (desk.draft), CRM_ERROR, CRM_ERROR_FULL);
  g_assert_nonnull (strstr (crm_draft_get_error (desk.draft)->message, "free some space"));
  g_assert_cmpstr (typed (&desk, "note"), ==, note);
  assert_stored (&desk, "note", "");
  limit_files (before);
  desk_save (&desk);
  ui_test_saved (desk.page);
  assert_stored (&desk, "note", note);
  desk_end (&desk);
}

/* --- Gone --------------------------------------------------------------------------------------
 */

static gboolean
is_read_only (gpointer office)
{
  return crm_office_is_read_only (office);
}

static gboolean
is_writable (gpointer office)
{
  return !crm_office_is_read_only (office);
}

static gboolean
is_segment_stored (gpointer data)
{
  Desk *desk = data;
  g_autofree char *stored = ui_test_stored (desk->office, "party", desk->id, "segment");

  return g_strcmp0 (stored, "Trade") == 0;
}

/* A program that keeps folders alike moves the file away, and brings it back. */
static void
test_moved (void)
{
  g_autofree char *elsewhere = NULL;
  Desk desk;

  desk_begin (&desk);
  elsewhere = g_strconcat (desk.path, ".moved", NULL);
  ui_test_type (desk_editor (&desk, "segment"), "Trade");
  g_assert_cmpint (g_rename (desk.path, elsewhere), ==, 0);
  ui_test_wait (is_read_only, desk.office);
  ui_test_settle ();
  g_assert_nonnull (strstr (crm_banner_get_text (banner_of (&desk)), "moved or replaced"));
  desk_save (&desk);
  ui_test_settle ();
  g_assert_cmpint (crm_draft_get_state (desk.draft), !=, CRM_DRAFT_SAVED);
  g_assert_cmpint (g_rename (elsewhere, desk.path), ==, 0);
  ui_test_wait (is_writable, desk.office);
  ui_test_settle ();
  g_assert_null (crm_banner_get_text (banner_of (&desk)));
  g_assert_cmpstr (typed (&desk, "segment"), ==, "Trade");
  desk_save (&desk);
  ui_test_wait (is_segment_stored, &desk);
  desk_end (&desk);
}

/* --- Damaged -----------------------------------------------------------------------------------
 */

static gpointer
find_check (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (CRM_IS_CHECK_WINDOW (window))
      return window;
  }

  return NULL;
}

static gboolean
is_checked (gpointer data)
{
  return find_check () != NULL;
}

/* Once damage is met the window only reads, says so, and shows the way to the backups. */
static void
test_damaged (void)
{
  Desk desk;

  desk_begin (&desk);
  crm_test_damage_end (desk.path, 2);
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.check", NULL);
  ui_test_wait (is_checked, NULL);
  ui_test_settle ();
  g_assert_cmpuint (crm_check_window_get_n (find_check ()), >, 0);
  gtk_window_destroy (find_check ());
  g_assert_cmpint (crm_store_get_read_only_reason (crm_office_get_store (desk.office)), ==,
                   CRM_READ_ONLY_DAMAGED);
  g_assert_nonnull (strstr (crm_banner_get_text (banner_of (&desk)), "restore the last backup"));
  assert_stored (&desk, "name", "Alfa");
  desk_end (&desk);
}

int
main (int argc, char *argv[])
{
  /* As the program does. */
  signal (SIGXFSZ, SIG_IGN);
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/trouble/full", test_full);
  g_test_add_func ("/ui/trouble/moved", test_moved);
  g_test_add_func ("/ui/trouble/damaged", test_damaged);

  return g_test_run ();
}
