/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "colleague.h"

#include "base/crm-error.h"
#include "ui/common/crm-decisions.h"
#include "ui/common/crm-draft-journal.h"
#include "ui/common/crm-editor.h"
#include "ui/common/crm-lines-table.h"
#include "ui/common/crm-message.h"
#include "ui/common/crm-trash.h"
#include "ui/common/crm-undoing.h"

#include <glib/gstdio.h>
#include <string.h>

/* What colleagues do to a record that is open here, and what a crash leaves behind. */

static gboolean
delete_theirs (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_delete (txn, "party", id, error);
}

static CrmDecisions *
asked (void)
{
  GtkWidget *found = ui_test_find (GTK_WIDGET (card), CRM_TYPE_DECISIONS);

  g_assert_nonnull (found);

  return CRM_DECISIONS (found);
}

/* Theirs shows at once, and that it does; what is being typed stays. */
static void
test_news (void)
{
  CrmDraft *draft;
  CrmDraftNews *news;

  begin ();
  draft = ui_test_choose (page, 0);
  ui_test_type (editor ("signer_name"), "Director");
  they_change ("segment", "Trade");
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (draft), "segment"), ==, "Trade");
  g_assert_true (crm_editor_is_untaken (CRM_EDITOR (editor ("signer_name"))));
  g_assert_cmpuint (crm_draft_get_news (draft)->len, ==, 1);
  news = g_ptr_array_index (crm_draft_get_news (draft), 0);
  g_assert_cmpstr (news->key, ==, "segment");
  g_assert_cmpstr (news->who, ==, "Ana");
  g_assert_cmpstr (news->was, ==, "");
  crm_card_save (card);
  ui_test_saved (page);
  assert_stored ("signer_name", "Director");
  assert_stored ("segment", "Trade");
  end ();
}

/* Two fields that both changed are asked one by one, and nothing is saved before. */
static void
test_asked (void)
{
  CrmDraft *draft;
  GPtrArray *conflicts;

  begin ();
  draft = ui_test_choose (page, 0);
  ui_test_type (editor ("signer_name"), "Director");
  g_assert_true (crm_editor_take (CRM_EDITOR (editor ("signer_name"))));
  ui_test_type (editor ("segment"), "Mine");
  g_assert_true (crm_editor_take (CRM_EDITOR (editor ("segment"))));
  they_change ("signer_name", "Accountant");
  they_change ("segment", "Theirs");
  conflicts = crm_draft_get_conflicts (draft);
  g_assert_cmpuint (conflicts->len, ==, 2);
  g_assert_error (crm_draft_get_error (draft), CRM_ERROR, CRM_ERROR_CONFLICT);
  crm_card_save (card);
  ui_test_settle ();
  assert_stored ("signer_name", "Accountant");
  g_assert_false (crm_decisions_is_complete (asked ()));
  crm_decisions_choose (asked (), "signer_name", CRM_MERGE_MINE);
  crm_decisions_choose (asked (), "segment", CRM_MERGE_THEIRS);
  g_assert_true (crm_decisions_is_complete (asked ()));
  gtk_widget_activate_action (GTK_WIDGET (card), "card.decide", NULL);
  ui_test_saved (page);
  assert_stored ("signer_name", "Director");
  assert_stored ("segment", "Theirs");
  end ();
}

/* The field under the cursor was changed while it was being typed into: not overwritten unseen. */
static void
test_typed_meanwhile (void)
{
  CrmDraft *draft;

  begin ();
  draft = ui_test_choose (page, 0);
  ui_test_type (editor ("signer_name"), "Director");
  they_change ("signer_name", "Accountant");
  g_assert_true (crm_editor_is_untaken (CRM_EDITOR (editor ("signer_name"))));
  crm_card_save (card);
  ui_test_settle ();
  assert_stored ("signer_name", "Accountant");
  g_assert_cmpuint (crm_draft_get_conflicts (draft)->len, ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (card), "card.keep-mine", NULL);
  ui_test_saved (page);
  assert_stored ("signer_name", "Director");
  end ();
}

static gboolean
remove_first_phone (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "party", id, error);

  crm_record_remove_line (record, "phones", 0);

  return crm_txn_save (txn, record, error);
}

static void
they_remove_first_phone (void)
{
  g_autoptr (GError) error = NULL;

  crm_office_run (theirs, CRM_TXN_WRITE, "edit", remove_first_phone, NULL, &error);
  g_assert_no_error (error);
  crm_store_poll (crm_office_get_store (office));
  ui_test_settle ();
  ui_test_settle ();
}

static GtkWidget *
phone_editor (CrmLinesTable *table, guint row, const char *field)
{
  GPtrArray *lines =
    crm_record_get_lines (crm_draft_get_record (crm_card_get_draft (card)), "phones");
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  ui_test_gather (GTK_WIDGET (table), CRM_TYPE_EDITOR, found);
  for (guint i = 0; i < found->len; i++) {
    CrmEditor *one = g_ptr_array_index (found, i);

    if (crm_editor_get_record (one) == g_ptr_array_index (lines, row) &&
        g_str_equal (crm_editor_get_field (one)->name, field))
      return GTK_WIDGET (one);
  }
  g_assert_not_reached ();
}

/* A line that comes above the one that is being typed into does not get its text. */
static void
test_line_above (void)
{
  CrmLinesTable *table;
  CrmDraft *draft;
  GPtrArray *lines;

  begin ();
  they_change ("phones.number", "022 111 111");
  they_change ("phones.number", "022 222 222");
  draft = ui_test_choose (page, 0);
  table = CRM_LINES_TABLE (ui_test_find (GTK_WIDGET (card), CRM_TYPE_LINES_TABLE));
  g_assert_cmpuint (crm_lines_table_get_n_rows (table), ==, 2);
  ui_test_type (phone_editor (table, 1, "note"), "reception");
  they_remove_first_phone ();
  g_assert_cmpuint (crm_lines_table_get_n_rows (table), ==, 1);
  crm_card_save (card);
  ui_test_saved (page);
  lines = crm_record_get_lines (crm_draft_get_record (draft), "phones");
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_nonnull (strstr (crm_record_get_text (g_ptr_array_index (lines, 0), "number"), "222"));
  g_assert_cmpstr (crm_record_get_text (g_ptr_array_index (lines, 0), "note"), ==, "reception");
  end ();
}

static void
test_deleted_meanwhile (void)
{
  CrmDraft *draft;
  g_autoptr (GError) error = NULL;

  begin ();
  draft = ui_test_choose (page, 0);
  ui_test_type (editor ("signer_name"), "Director");
  g_assert_true (crm_editor_take (CRM_EDITOR (editor ("signer_name"))));
  /* Whoever sells may only move their own to the trash. */
  crm_office_set_person (theirs, crm_office_get_person (office));
  crm_office_run (theirs, CRM_TXN_WRITE, "delete", delete_theirs, NULL, &error);
  g_assert_no_error (error);
  crm_store_poll (crm_office_get_store (office));
  ui_test_wait (is_deleted, draft);
  g_assert_true (crm_draft_has_changes (draft));
  gtk_widget_activate_action (GTK_WIDGET (card), "card.restore-mine", NULL);
  ui_test_saved (page);
  assert_stored ("signer_name", "Director");
  g_assert_false (crm_draft_is_deleted (draft));
  end ();
}

/* Several saves of one visit are one step back. */
static void
test_visit (void)
{
  CrmDraft *draft;

  begin ();
  draft = ui_test_choose (page, 0);
  ui_test_type (editor ("signer_name"), "Director");
  crm_card_save (card);
  ui_test_saved (page);
  ui_test_type (editor ("segment"), "Trade");
  crm_card_save (card);
  ui_test_saved (page);
  assert_stored ("segment", "Trade");
  g_assert_cmpint (crm_draft_get_visit (draft), !=, 0);
  gtk_widget_activate_action (GTK_WIDGET (card), "card.undo-visit", NULL);
  ui_test_settle ();
  ui_test_settle ();
  assert_stored ("segment", "");
  assert_stored ("signer_name", "");
  g_assert_cmpint (crm_draft_get_visit (draft), ==, 0);
  end ();
}

/* --- Drafts that outlive the program ---------------------------------------------------------- */

static gboolean
is_kept (gpointer folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) != NULL;
}

static void
wait_for_journal (CrmDesk *desk)
{
  g_autofree char *folder = crm_desk_get_data_path (desk, "drafts");

  ui_test_wait (is_kept, folder);
}

/* The files as another run of the program would have left them. */
static guint
make_foreign (CrmDesk *desk)
{
  g_autofree char *folder = crm_desk_get_data_path (desk, "drafts");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *foreign = g_strconcat (folder, G_DIR_SEPARATOR_S "foreign-", name, NULL);
    g_autofree char *text = NULL;
    char *run;

    if (g_str_has_prefix (name, "foreign-"))
      continue;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    run = strstr (text, "\"run\":\"");
    g_assert_nonnull (run);
    run[7] = run[7] == 'x' ? 'y' : 'x';
    g_assert_true (g_file_set_contents (foreign, text, -1, NULL));
    n++;
  }

  return n;
}

static void
test_journal (void)
{
  CrmDraft *draft;
  CrmDesk *desk;
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) found = NULL;
  const CrmDraftFound *one;

  begin ();
  desk = crm_window_get_desk (window);
  ui_test_choose (page, 0);
  /* Typed, and not even taken. */
  ui_test_type (editor ("signer_name"), "Director");
  wait_for_journal (desk);
  own = crm_draft_journal_find (desk);
  g_assert_cmpuint (own->len, ==, 0);
  g_assert_cmpuint (make_foreign (desk), ==, 1);
  crm_editor_give_back (CRM_EDITOR (editor ("signer_name")));
  they_change ("segment", "Trade");

  found = crm_draft_journal_find (desk);
  g_assert_cmpuint (found->len, ==, 1);
  one = g_ptr_array_index (found, 0);
  g_assert_cmpint (one->id, ==, id);
  g_assert_cmpstr (one->title, ==, "Alfa");
  crm_draft_journal_open (desk, one);
  ui_test_settle ();
  draft = crm_desk_find_draft (desk, "party", id);
  g_assert_nonnull (draft);
  /* What was typed then, over what is stored now. */
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (draft), "signer_name"), ==,
                   "Director");
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (draft), "segment"), ==, "Trade");
  assert_stored ("signer_name", "");
  crm_draft_save (draft);
  ui_test_settle ();
  assert_stored ("signer_name", "Director");
  g_assert_false (g_file_test (one->path, G_FILE_TEST_EXISTS));
  end ();
}

/* A new record, and a file that cannot be read beside it. */
static void
test_journal_new (void)
{
  CrmDesk *desk;
  CrmDraft *draft;
  g_autofree char *folder = NULL;
  g_autofree char *broken = NULL;
  g_autoptr (GPtrArray) found = NULL;

  begin ();
  desk = crm_window_get_desk (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new", NULL);
  ui_test_type (editor ("name"), "Gamma");
  wait_for_journal (desk);
  g_assert_cmpuint (make_foreign (desk), ==, 1);
  folder = crm_desk_get_data_path (desk, "drafts");
  broken = g_build_filename (folder, "broken.json", NULL);
  g_assert_true (g_file_set_contents (broken, "{\"entity\":", -1, NULL));
  found = crm_draft_journal_find (desk);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (((CrmDraftFound *)g_ptr_array_index (found, 0))->id, ==, 0);
  draft = g_object_ref (crm_card_get_draft (card));
  crm_draft_discard (draft);
  g_object_unref (draft);
  g_unlink (broken);
  end ();
}

static gboolean
is_file (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What was said can be read, and taken back, after a restart. */
static void
test_messages (void)
{
  g_autoptr (CrmPreferences) preferences = crm_preferences_new ();
  g_autoptr (CrmDesk) again = NULL;
  g_autoptr (CrmMessage) kept = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const CrmMessageSubject *subject;
  g_autofree char *file = NULL;
  gint64 before;

  begin ();
  before = ui_test_count (office, "party");
  g_array_append_val (ids, id);
  crm_trash_put (crm_window_get_desk (window), "party", g_array_ref (ids), NULL);
  file = crm_desk_get_data_path (crm_window_get_desk (window), "messages.json");
  ui_test_wait (is_file, file);
  again = crm_desk_new (office, preferences);
  g_assert_cmpuint (g_list_model_get_n_items (crm_desk_get_messages (again)), ==, 1);
  kept = g_list_model_get_item (crm_desk_get_messages (again), 0);
  subject = crm_message_get_subject (kept);
  g_assert_cmpint (subject->id, ==, id);
  g_assert_cmpstr (subject->entity, ==, "party");
  crm_undoing_operation (again, subject->operation);
  ui_test_settle ();
  ui_test_settle ();
  assert_stored ("name", "Alfa");
  g_assert_cmpint (ui_test_count (office, "party"), ==, before);
  g_clear_object (&again);
  end ();
}

/* --- Kept out --------------------------------------------------------------------------------- */

/* Longer than a save waits. */
#define HELD_SECONDS 17

static int holding;

static gboolean
hold (CrmTxn *txn, gpointer data, GError **error)
{
  if (!change_theirs (txn, data, error))
    return FALSE;
  g_atomic_int_set (&holding, 1);
  g_usleep (HELD_SECONDS * G_USEC_PER_SEC);

  return TRUE;
}

static void
on_held_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_store_run_finish (CRM_STORE (store), result, &error));
  g_assert_no_error (error);
  g_atomic_int_set (&holding, 0);
}

static gboolean
is_failed (gpointer draft)
{
  return crm_draft_get_state (draft) == CRM_DRAFT_FAILED;
}

static gboolean
is_all_saved (gpointer draft)
{
  return crm_draft_get_state (draft) == CRM_DRAFT_SAVED && g_atomic_int_get (&holding) == 0;
}

/* A colleague's save lasts longer than ours waits for it: it is told, and ours is tried again
 * though nobody touches anything. */
static void
test_kept_out (void)
{
  Theirs change = { "segment", "Trade" };
  CrmDraft *draft;

  begin ();
  draft = ui_test_choose (page, 0);
  crm_store_run_async (crm_office_get_store (theirs), CRM_TXN_WRITE, NULL, hold, &change, NULL,
                       NULL, on_held_cb, NULL);
  while (g_atomic_int_get (&holding) == 0)
    g_main_context_iteration (NULL, FALSE);
  ui_test_type (editor ("signer_name"), "Director");
  crm_card_save (card);
  ui_test_wait (is_failed, draft);
  g_assert_error (crm_draft_get_error (draft), CRM_ERROR, CRM_ERROR_BUSY);
  ui_test_wait (is_all_saved, draft);
  assert_stored ("signer_name", "Director");
  assert_stored ("segment", "Trade");
  end ();
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/colleagues/news", test_news);
  g_test_add_func ("/ui/colleagues/asked", test_asked);
  g_test_add_func ("/ui/colleagues/typed-meanwhile", test_typed_meanwhile);
  g_test_add_func ("/ui/colleagues/line-above", test_line_above);
  g_test_add_func ("/ui/colleagues/deleted-meanwhile", test_deleted_meanwhile);
  g_test_add_func ("/ui/colleagues/visit", test_visit);
  g_test_add_func ("/ui/colleagues/journal", test_journal);
  g_test_add_func ("/ui/colleagues/journal-new", test_journal_new);
  g_test_add_func ("/ui/colleagues/kept-out", test_kept_out);
  g_test_add_func ("/ui/colleagues/messages", test_messages);

  return g_test_run ();
}
