/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "ui/clients/crm-accept-dialog.h"

/* Somebody has called: who it is is found while it is typed, and all of it is written down in one
 * go. */

static CrmOffice *office;
static CrmWindow *window;
static CrmRoomPage *page;

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) one = g_list_model_get_item (windows, i);

    if (CRM_IS_ACCEPT_DIALOG (one))
      return one;
  }

  return NULL;
}

static gboolean
is_gone (gpointer data)
{
  return find_dialog () == NULL;
}

/* What was found stands above all other lists. */
static GtkListBox *
find_list (void)
{
  return GTK_LIST_BOX (ui_test_find (find_dialog (), GTK_TYPE_LIST_BOX));
}

static gboolean
has_rows (gpointer n)
{
  return gtk_list_box_get_row_at_index (find_list (), GPOINTER_TO_INT (n) - 1) != NULL;
}

static const char *
title_at (int at)
{
  return adw_preferences_row_get_title (
    ADW_PREFERENCES_ROW (gtk_list_box_get_row_at_index (find_list (), at)));
}

static GtkEditable *
find_line (const char *title)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  ui_test_gather (find_dialog (), ADW_TYPE_ENTRY_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), title))
      return GTK_EDITABLE (rows->pdata[i]);
  g_assert_not_reached ();
}

static void
set_line (const char *title, const char *text)
{
  gtk_editable_set_text (find_line (title), text);
}

static void
search (const char *words, int n_rows)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (find_dialog (), GTK_TYPE_ENTRY)), words);
  ui_test_wait (has_rows, GINT_TO_POINTER (n_rows));
  g_assert_null (gtk_list_box_get_row_at_index (find_list (), n_rows));
}

static void
choose (int at)
{
  g_signal_emit_by_name (find_list (), "row-activated",
                         gtk_list_box_get_row_at_index (find_list (), at));
}

static GtkWidget *
find_act (void)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  ui_test_gather (find_dialog (), GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_has_css_class (buttons->pdata[i], "suggested-action"))
      return buttons->pdata[i];
  g_assert_not_reached ();
}

static void
begin (void)
{
  office = ui_test_office ();
  ui_test_add_client (office, "Alfa");
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.accept", NULL);
  g_assert_nonnull (find_dialog ());
}

/* Somebody new, with a deal; one undo takes all of it back. */
static void
test_fresh (void)
{
  gint64 parties, events, deals;

  begin ();
  parties = ui_test_count (office, "party");
  events = ui_test_count (office, "event");
  deals = ui_test_count (office, "deal");
  search ("Omega 022 654321", 1);
  choose (0);
  g_assert_cmpstr (gtk_editable_get_text (find_line ("Name")), ==, "Omega");
  g_assert_cmpstr (gtk_editable_get_text (find_line ("Phone")), ==, "022 654321");
  g_assert_false (gtk_widget_is_sensitive (find_act ()));
  set_line ("What they want", "Wants ten chairs");
  set_line ("Title of a deal, if one begins", "Ten chairs");
  g_assert_true (gtk_widget_is_sensitive (find_act ()));
  /* Enter in the last line is as good as the button. */
  g_signal_emit_by_name (find_line ("Title of a deal, if one begins"), "entry-activated");
  ui_test_wait (is_gone, NULL);
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "party"), ==, parties + 1);
  g_assert_cmpint (ui_test_count (office, "event"), ==, events + 1);
  g_assert_cmpint (ui_test_count (office, "deal"), ==, deals + 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "party"), ==, parties);
  g_assert_cmpint (ui_test_count (office, "event"), ==, events);
  g_assert_cmpint (ui_test_count (office, "deal"), ==, deals);
  ui_test_close (window);
}

/* Who is known stands above somebody new; typing on asks again. */
static void
test_known (void)
{
  gint64 parties, events;

  begin ();
  parties = ui_test_count (office, "party");
  events = ui_test_count (office, "event");
  search ("Alf", 2);
  g_assert_cmpstr (title_at (0), ==, "Alfa");
  g_assert_cmpstr (title_at (1), ==, "New client");
  choose (0);
  set_line ("What they want", "A question");
  g_assert_true (gtk_widget_is_sensitive (find_act ()));
  search ("Alfa", 2);
  g_assert_false (gtk_widget_is_sensitive (find_act ()));
  choose (0);
  g_signal_emit_by_name (find_act (), "clicked");
  ui_test_wait (is_gone, NULL);
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "party"), ==, parties);
  g_assert_cmpint (ui_test_count (office, "event"), ==, events + 1);
  g_assert_cmpint (
    ui_test_count_where (office, "event", "subject = \"A question\" and direction = in"), ==, 1);
  ui_test_close (window);
}

static gboolean
add_reader (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 *id = data;
  g_autoptr (CrmRecord) role = crm_txn_find_text (txn, "role", "key", "reader", error);
  g_autoptr (CrmRecord) person = crm_txn_new (txn, "person");

  crm_record_set_text (person, "name", "Olga");
  crm_record_set_int (person, "office_role", crm_record_get_id (role));
  if (!crm_txn_save (txn, person, error))
    return FALSE;
  *id = crm_record_get_id (person);

  return TRUE;
}

/* Who only looks is told why. */
static void
test_forbidden (void)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *row;
  gint64 reader = 0;

  office = ui_test_office ();
  crm_office_run (office, CRM_TXN_WRITE, "test", add_reader, &reader, &error);
  g_assert_no_error (error);
  crm_office_set_person (office, reader);
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.accept", NULL);
  search ("Omega", 1);
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (find_list (), 0));
  g_assert_false (gtk_widget_is_sensitive (row));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), !=, "");
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));
  ui_test_close (window);
}

int
main (int argc, char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/accept/fresh", test_fresh);
  g_test_add_func ("/ui/accept/known", test_known);
  g_test_add_func ("/ui/accept/forbidden", test_forbidden);

  return g_test_run ();
}
