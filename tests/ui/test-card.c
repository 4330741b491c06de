/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "base/crm-error.h"
#include "support/crm-test.h"
#include "ui/common/crm-editor.h"
#include "ui/common/crm-lines-table.h"
#include "ui/shell/crm-card-window.h"

/* The card: what is typed is taken, given back, saved, and never lost. */

static CrmOffice *office;
static CrmWindow *window;
static CrmRoomPage *page;
static CrmCard *card;
static gint64 id;

static void
begin (void)
{
  office = ui_test_office ();
  id = ui_test_add_client (office, "Alfa");
  ui_test_add_client (office, "Beta");
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  crm_list_view_set_order (crm_room_page_get_list_view (page), "name");
  ui_test_settle ();
  card = crm_room_page_get_card (page);
}

static GtkWidget *
editor (const char *field)
{
  GtkWidget *found = ui_test_editor (GTK_WIDGET (card), field);

  g_assert_nonnull (found);

  return found;
}

static void
make_person (void)
{
  g_auto (CrmValue) person = CRM_VALUE_INIT;

  crm_value_set_text (&person, "person");
  crm_editor_put (CRM_EDITOR (editor ("kind")), &person);
}

/* A card asks an organisation for nobody's birthday, and keeps what stands there already. */
static void
test_kinds (void)
{
  g_auto (CrmValue) organisation = CRM_VALUE_INIT;
  CrmDraft *draft;

  begin ();
  draft = ui_test_choose (page, 0);
  g_assert_null (ui_test_editor (GTK_WIDGET (card), "family"));
  g_assert_nonnull (ui_test_editor (GTK_WIDGET (card), "legal_name"));
  make_person ();
  g_assert_null (ui_test_editor (GTK_WIDGET (card), "legal_name"));
  ui_test_type (editor ("family"), "Rusu");
  g_assert_true (crm_editor_take (CRM_EDITOR (editor ("family"))));
  crm_value_set_text (&organisation, "organisation");
  crm_editor_put (CRM_EDITOR (editor ("kind")), &organisation);
  g_assert_nonnull (ui_test_editor (GTK_WIDGET (card), "family"));
  g_assert_null (ui_test_editor (GTK_WIDGET (card), "birthday"));
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (draft), "family"), ==, "Rusu");
  ui_test_close (window);
}

static void
test_edit (void)
{
  g_autofree char *stored = NULL;

  begin ();
  ui_test_choose (page, 0);
  ui_test_type (editor ("segment"), "Trade");
  g_assert_true (crm_editor_is_untaken (CRM_EDITOR (editor ("segment"))));
  /* Ctrl+S takes and saves at once. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  ui_test_saved (page);
  stored = ui_test_stored (office, "party", id, "segment");
  g_assert_cmpstr (stored, ==, "Trade");
  ui_test_close (window);
}

static void
test_give_back (void)
{
  CrmDraft *draft;

  begin ();
  draft = ui_test_choose (page, 0);
  ui_test_type (editor ("name"), "Other");
  g_assert_true (crm_editor_give_back (CRM_EDITOR (editor ("name"))));
  g_assert_false (crm_draft_has_changes (draft));
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (draft), "name"), ==, "Alfa");
  ui_test_close (window);
}

static gboolean
is_stored (gpointer expected)
{
  g_autofree char *stored = ui_test_stored (office, "party", id, "segment");

  return g_strcmp0 (stored, expected) == 0;
}

static void
test_leave (void)
{
  begin ();
  ui_test_choose (page, 0);
  ui_test_type (editor ("segment"), "Trade");
  /* To go on to another record is to leave this one. */
  ui_test_choose (page, 1);
  ui_test_wait (is_stored, (gpointer) "Trade");
  ui_test_close (window);
}

static void
test_refused_text (void)
{
  CrmDraft *draft;

  begin ();
  draft = ui_test_choose (page, 0);
  make_person ();
  ui_test_type (editor ("birthday"), "yesterweek");
  g_assert_false (crm_editor_take (CRM_EDITOR (editor ("birthday"))));
  g_assert_cmpint (crm_draft_get_state (draft), ==, CRM_DRAFT_FAILED);
  g_assert_true (gtk_widget_has_css_class (editor ("birthday"), "error"));
  ui_test_type (editor ("birthday"), "15.11.2026");
  g_assert_true (crm_editor_take (CRM_EDITOR (editor ("birthday"))));
  g_assert_false (gtk_widget_has_css_class (editor ("birthday"), "error"));
  g_assert_cmpint (crm_draft_get_state (draft), ==, CRM_DRAFT_CHANGED);
  ui_test_close (window);
}

static gboolean
is_failed (gpointer draft)
{
  return crm_draft_get_state (draft) == CRM_DRAFT_FAILED;
}

static void
test_invalid (void)
{
  CrmDraft *draft;
  g_autofree char *stored = NULL;

  begin ();
  draft = ui_test_choose (page, 0);
  ui_test_type (editor ("name"), "");
  crm_card_save (card);
  ui_test_wait (is_failed, draft);
  g_assert_nonnull (crm_draft_get_error (draft));
  /* The draft is kept, and comes back with its record. */
  ui_test_choose (page, 1);
  g_assert_true (crm_desk_find_draft (crm_window_get_desk (window), "party", id) == draft);
  ui_test_settle ();
  g_assert_true (ui_test_choose (page, 0) == draft);
  stored = ui_test_stored (office, "party", id, "name");
  g_assert_cmpstr (stored, ==, "Alfa");
  ui_test_type (editor ("name"), "Alfa 2");
  crm_card_save (card);
  ui_test_saved (page);
  ui_test_close (window);
}

static void
test_create (void)
{
  gint64 before;
  CrmDraft *draft;

  begin ();
  before = ui_test_count (office, "party");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new", NULL);
  ui_test_type (editor ("name"), "Gamma");
  g_assert_true (crm_editor_take (CRM_EDITOR (editor ("name"))));
  /* An unfinished one comes back. */
  draft = g_object_ref (crm_card_get_draft (card));
  ui_test_choose (page, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new", NULL);
  g_assert_true (crm_card_get_draft (card) == draft);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.finish", NULL);
  ui_test_saved (page);
  g_assert_cmpint (ui_test_count (office, "party"), ==, before + 1);
  /* It was made in the room of clients. */
  g_assert_cmpint (crm_record_get_int (crm_draft_get_record (draft), "is_client"), ==, 1);
  ui_test_settle ();
  g_assert_cmpuint (ui_test_n_rows (page), ==, 3);
  g_object_unref (draft);
  ui_test_close (window);
}

static void
test_lines (void)
{
  CrmLinesTable *table;
  CrmDraft *draft;
  GPtrArray *lines;

  begin ();
  draft = ui_test_choose (page, 0);
  table = CRM_LINES_TABLE (ui_test_find (GTK_WIDGET (card), CRM_TYPE_LINES_TABLE));
  crm_lines_table_add (table);
  crm_lines_table_add (table);
  g_assert_cmpuint (crm_lines_table_get_n_rows (table), ==, 2);
  /* Blank lines are nobody's work: there is nothing to save yet. */
  g_assert_false (crm_draft_has_changes (draft));
  ui_test_type (ui_test_editor (GTK_WIDGET (table), "number"), "022 123 456");
  crm_card_save (card);
  ui_test_settle ();
  lines = crm_record_get_lines (crm_draft_get_record (draft), "phones");
  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpint (crm_record_get_id (g_ptr_array_index (lines, 0)), !=, 0);
  g_assert_cmpint (crm_record_get_id (g_ptr_array_index (lines, 1)), ==, 0);
  /* A second save does not make the line twice. */
  ui_test_type (ui_test_editor (GTK_WIDGET (table), "note"), "reception");
  crm_card_save (card);
  ui_test_settle ();
  g_assert_cmpuint (crm_record_get_lines (crm_draft_get_record (draft), "phones")->len, ==, 2);
  g_assert_cmpuint (ui_test_n_lines (office, "party", id, "phones"), ==, 1);
  ui_test_close (window);
}

/* --- Colleagues ------------------------------------------------------------------------------- */

typedef struct {
  const char *field;
  const char *text;
} Theirs;

static gboolean
change_theirs (CrmTxn *txn, gpointer data, GError **error)
{
  Theirs *theirs = data;
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "party", id, error);

  if (record == NULL)
    return FALSE;
  crm_record_set_text (record, theirs->field, theirs->text);

  return crm_txn_save (txn, record, error);
}

static void
they_change (const char *field, const char *text)
{
  Theirs theirs = { field, text };
  g_autoptr (GError) error = NULL;

  crm_office_run (office, CRM_TXN_WRITE, "test", change_theirs, &theirs, &error);
  g_assert_no_error (error);
  ui_test_settle ();
}

static void
test_follow (void)
{
  CrmDraft *draft;

  begin ();
  draft = ui_test_choose (page, 0);
  ui_test_type (editor ("legal_name"), "Director");
  they_change ("segment", "Trade");
  /* Theirs shows, mine is still being typed. */
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (draft), "segment"), ==, "Trade");
  g_assert_true (crm_editor_is_untaken (CRM_EDITOR (editor ("legal_name"))));
  crm_card_save (card);
  ui_test_saved (page);
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (draft), "legal_name"), ==,
                   "Director");
  ui_test_close (window);
}

static void
test_conflict (void)
{
  CrmDraft *draft;
  g_autofree char *stored = NULL;

  begin ();
  draft = ui_test_choose (page, 0);
  ui_test_type (editor ("legal_name"), "Director");
  crm_editor_take (CRM_EDITOR (editor ("legal_name")));
  they_change ("legal_name", "Accountant");
  crm_card_save (card);
  ui_test_wait (is_failed, draft);
  g_assert_error (crm_draft_get_error (draft), CRM_ERROR, CRM_ERROR_CONFLICT);
  gtk_widget_activate_action (GTK_WIDGET (card), "card.keep-mine", NULL);
  ui_test_saved (page);
  stored = ui_test_stored (office, "party", id, "legal_name");
  g_assert_cmpstr (stored, ==, "Director");
  ui_test_close (window);
}

static void
test_undo (void)
{
  g_autofree char *stored = NULL;

  begin ();
  ui_test_choose (page, 0);
  ui_test_type (editor ("segment"), "Trade");
  crm_card_save (card);
  ui_test_saved (page);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ui_test_wait (is_stored, (gpointer) "");
  ui_test_settle ();
  g_assert_cmpstr (
    crm_record_get_text (crm_draft_get_record (crm_card_get_draft (card)), "segment"), ==, "");
  ui_test_close (window);
}

static void
test_window (void)
{
  GList *windows;
  CrmCardWindow *own = NULL;

  begin ();
  ui_test_choose (page, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.finish", NULL);
  ui_test_settle ();
  windows = gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (window)));
  for (GList *l = windows; l != NULL; l = l->next)
    if (CRM_IS_CARD_WINDOW (l->data))
      own = l->data;
  g_assert_nonnull (own);
  ui_test_type (ui_test_editor (GTK_WIDGET (own), "segment"), "Trade");
  gtk_window_close (GTK_WINDOW (own));
  ui_test_wait (is_stored, (gpointer) "Trade");
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/card/kinds", test_kinds);
  g_test_add_func ("/ui/card/edit", test_edit);
  g_test_add_func ("/ui/card/give-back", test_give_back);
  g_test_add_func ("/ui/card/leave", test_leave);
  g_test_add_func ("/ui/card/refused-text", test_refused_text);
  g_test_add_func ("/ui/card/invalid", test_invalid);
  g_test_add_func ("/ui/card/create", test_create);
  g_test_add_func ("/ui/card/lines", test_lines);
  g_test_add_func ("/ui/card/follow", test_follow);
  g_test_add_func ("/ui/card/conflict", test_conflict);
  g_test_add_func ("/ui/card/undo", test_undo);
  g_test_add_func ("/ui/card/window", test_window);

  return g_test_run ();
}
