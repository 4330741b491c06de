/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "support/crm-test.h"
#include "ui/common/crm-message.h"

#include <glib/gstdio.h>
#include <string.h>

/* Files that are dropped on the rows of a list. */

#define LETTER                                                            \
  "From: ivan@alfa.md\nTo: ana@kontor.md\nSubject: Chairs\n"              \
  "Date: Tue, 10 Feb 2026 09:00:00 +0200\nMessage-ID: <chairs@alfa.md>\n" \
  "Content-Type: text/plain; charset=utf-8\n\nForty of them.\n"

static CrmOffice *office;
static CrmWindow *window;
static CrmRoomPage *page;
static CrmListView *view;
static gint64 alfa;
static gint64 beta;

static void
begin (void)
{
  office = ui_test_office ();
  alfa = ui_test_add_client (office, "Alfa");
  beta = ui_test_add_client (office, "Beta");
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  view = crm_room_page_get_list_view (page);
  crm_list_view_set_order (view, "name");
  ui_test_settle ();
}

/* (transfer full) */
static GFile *
make_file (const char *name, const char *text)
{
  g_autofree char *path = crm_test_path (name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return g_file_new_for_path (path);
}

static gboolean
drop (guint position, GFile **files, gsize n)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, n));

  return crm_list_view_drop (view, position, &value);
}

/* What the window said last. (transfer none) */
static const char *
said (void)
{
  GListModel *messages = crm_desk_get_messages (crm_window_get_desk (window));
  g_autoptr (CrmMessage) message = g_list_model_get_item (messages, 0);

  g_assert_nonnull (message);

  return crm_message_get_text (message);
}

static gint64
files_at (gint64 record)
{
  g_autofree char *where = g_strdup_printf ("record = %" G_GINT64_FORMAT, record);

  return ui_test_count_where (office, "attachment", where);
}

static gboolean
has_files (gpointer n)
{
  return ui_test_count (office, "attachment") >= GPOINTER_TO_INT (n);
}

static void
wait_for_files (int n)
{
  ui_test_wait (has_files, GINT_TO_POINTER (n));
  ui_test_settle ();
}

/* It lies at the record of the row, whichever card is open beside the list, and can be undone. */
static void
test_files (void)
{
  g_autoptr (GFile) plan = make_file ("plan.txt", "plan");
  g_autoptr (GFile) sketch = make_file ("sketch.txt", "sketch");
  GFile *both[] = { plan, sketch };

  begin ();
  ui_test_choose (page, 0);
  g_assert_true (drop (1, &plan, 1));
  wait_for_files (1);
  g_assert_cmpint (files_at (beta), ==, 1);
  g_assert_cmpint (files_at (alfa), ==, 0);
  g_assert_cmpstr (said (), ==, "“plan.txt” lies at “Beta” now");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ui_test_settle ();
  g_assert_cmpint (files_at (beta), ==, 0);

  g_assert_true (drop (0, both, 2));
  wait_for_files (2);
  g_assert_cmpint (files_at (alfa), ==, 2);
  g_assert_cmpstr (said (), ==, "“sketch.txt” lies at “Alfa” now");
  ui_test_close (window);
}

static void
test_letters (void)
{
  g_autoptr (GFile) letter = make_file ("chairs.eml", LETTER);
  g_autoptr (GFile) broken = make_file ("broken.eml", "no letter at all");
  gint64 events;

  begin ();
  events = ui_test_count (office, "event");
  g_assert_true (drop (1, &letter, 1));
  ui_test_settle ();
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "event"), ==, events + 1);
  g_assert_cmpint (ui_test_count_where (office, "event", "client = Beta"), ==, 1);
  g_assert_cmpstr (said (), ==, "The letter stands on the timeline of “Beta”");
  g_assert_true (drop (1, &broken, 1));
  wait_for_files (1);
  g_assert_cmpint (files_at (beta), ==, 1);
  g_assert_cmpstr (said (), ==,
                   "“broken.eml” could not be read as a letter: it lies at “Beta” as a "
                   "file");
  ui_test_close (window);
}

/* Where nothing can lie, nothing is taken: no row, a heading, the trash, no files, no right. */
static void
test_refused (void)
{
  g_autoptr (GFile) plan = make_file ("plan.txt", "plan");
  g_auto (GValue) text = G_VALUE_INIT;

  begin ();
  g_value_init (&text, G_TYPE_STRING);
  g_value_set_static_string (&text, "plan");
  g_assert_false (crm_list_view_drop (view, 0, &text));
  g_assert_false (drop (2, &plan, 1));
  crm_list_view_set_group (view, "kind", CRM_BUCKET_VALUE);
  ui_test_settle ();
  g_assert_nonnull (crm_record_list_get_heading (crm_list_view_get_list (view), 0));
  g_assert_false (drop (0, &plan, 1));
  crm_list_view_set_group (view, NULL, CRM_BUCKET_VALUE);
  crm_list_view_set_trash (view, TRUE);
  ui_test_settle ();
  g_assert_false (drop (0, &plan, 1));
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "attachment"), ==, 0);
  ui_test_close (window);
}

static gboolean
add_reader (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("role");
  g_autoptr (GPtrArray) roles = NULL;
  g_autoptr (CrmRecord) reader = crm_txn_new (txn, "person");

  crm_query_add_test (query, "key", CRM_TEST_EQUAL, "reader");
  roles = crm_txn_query (txn, query, error);
  g_assert_cmpuint (roles->len, ==, 1);
  crm_record_set_text (reader, "name", "Olga");
  crm_record_set_int (reader, "office_role", crm_record_get_id (roles->pdata[0]));
  if (!crm_txn_save (txn, reader, error))
    return FALSE;
  *(gint64 *)data = crm_record_get_id (reader);

  return TRUE;
}

static void
test_rights (void)
{
  g_autoptr (GFile) plan = make_file ("plan.txt", "plan");
  g_autoptr (GError) error = NULL;
  gint64 olga = 0;

  begin ();
  crm_office_run (office, CRM_TXN_WRITE, "test", add_reader, &olga, &error);
  g_assert_no_error (error);
  crm_office_set_person (office, olga);
  ui_test_settle ();
  g_assert_cmpuint (ui_test_n_rows (page), >, 0);
  g_assert_false (drop (0, &plan, 1));
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "attachment"), ==, 0);
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/drop/files", test_files);
  g_test_add_func ("/ui/drop/letters", test_letters);
  g_test_add_func ("/ui/drop/refused", test_refused);
  g_test_add_func ("/ui/drop/rights", test_rights);

  return g_test_run ();
}
