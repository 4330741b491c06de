/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "support/crm-test.h"
#include "ui/common/crm-list-selection.h"

/* The list of a room: search, order, choice, columns, trash, undo. */

static CrmOffice *office;
static CrmWindow *window;
static CrmRoomPage *page;
static CrmListView *view;

static void
begin (void)
{
  static const char *const names[] = { "Alfa", "Beta", "Gamma", "Ромашка", "Zeta" };

  office = ui_test_office ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    ui_test_add_client (office, names[i]);
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  view = crm_room_page_get_list_view (page);
  crm_list_view_set_order (view, "name");
  ui_test_settle ();
}

static gboolean
has_rows (gpointer n)
{
  return ui_test_n_rows (page) == GPOINTER_TO_UINT (n);
}

static void
wait_for_rows (guint n)
{
  ui_test_wait (has_rows, GUINT_TO_POINTER (n));
  ui_test_settle ();
}

static char *
name_at (guint position)
{
  g_autoptr (CrmRow) row =
               g_list_model_get_item (G_LIST_MODEL (crm_list_view_get_list (view)), position);

  ui_test_settle ();
  g_assert_true (crm_row_is_loaded (row));

  return crm_row_format (row, 0, CRM_LANG_EN);
}

static void
test_search (void)
{
  g_autofree char *found = NULL;

  begin ();
  g_assert_cmpuint (ui_test_n_rows (page), ==, 5);
  crm_list_view_search (view, "alf");
  wait_for_rows (1);
  found = name_at (0);
  g_assert_cmpstr (found, ==, "Alfa");
  crm_list_view_search (view, "nothing at all");
  wait_for_rows (0);
  crm_list_view_search (view, "");
  wait_for_rows (5);
  ui_test_close (window);
}

static void
test_order (void)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  GtkWidget *column_view;
  GListModel *columns;
  g_autoptr (GtkColumnViewColumn) column = NULL;

  begin ();
  first = name_at (0);
  g_assert_cmpstr (first, ==, "Alfa");
  /* As a click on the header does. */
  column_view = ui_test_find (GTK_WIDGET (view), GTK_TYPE_COLUMN_VIEW);
  columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (column_view));
  column = g_list_model_get_item (columns, 0);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (column_view), column, GTK_SORT_DESCENDING);
  g_assert_cmpstr (crm_list_view_get_order (view), ==, "-name");
  ui_test_settle ();
  last = name_at (0);
  g_assert_cmpstr (last, ==, "Ромашка");
  ui_test_close (window);
}

static void
test_choice (void)
{
  GtkSelectionModel *selection;
  CrmListSelection *chosen;
  CrmDraft *draft;
  gint64 id;

  begin ();
  selection = crm_list_view_get_selection (view);
  chosen = CRM_LIST_SELECTION (selection);
  draft = ui_test_choose (page, 1);
  id = crm_record_get_id (crm_draft_get_record (draft));
  g_assert_cmpuint (crm_list_selection_get_single (chosen), ==, 1);
  /* The choice follows the record through another order and a search. */
  crm_list_view_set_order (view, "-name");
  ui_test_settle ();
  g_assert_cmpuint (crm_list_selection_get_single (chosen), ==, 3);
  crm_list_view_search (view, "beta");
  wait_for_rows (1);
  g_assert_true (gtk_selection_model_is_selected (selection, 0));
  crm_list_view_search (view, "");
  wait_for_rows (5);
  draft = crm_card_get_draft (crm_room_page_get_card (page));
  g_assert_cmpint (crm_record_get_id (crm_draft_get_record (draft)), ==, id);

  gtk_selection_model_select_all (selection);
  g_assert_cmpuint (crm_list_selection_get_count (chosen), ==, 5);
  gtk_selection_model_unselect_item (selection, 0);
  g_assert_cmpuint (crm_list_selection_get_count (chosen), ==, 4);
  gtk_selection_model_select_range (selection, 1, 2, TRUE);
  g_assert_cmpuint (crm_list_selection_get_count (chosen), ==, 2);
  ui_test_close (window);
}

static void
test_step (void)
{
  CrmListSelection *chosen;

  begin ();
  chosen = CRM_LIST_SELECTION (crm_list_view_get_selection (view));
  ui_test_choose (page, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.step", "i", 1);
  g_assert_cmpuint (crm_list_selection_get_single (chosen), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.step", "i", -1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.step", "i", -1);
  g_assert_cmpuint (crm_list_selection_get_single (chosen), ==, 0);
  ui_test_settle ();
  ui_test_close (window);
}

static guint
n_on_screen (void)
{
  GtkWidget *rows =
    gtk_widget_get_last_child (ui_test_find (GTK_WIDGET (view), GTK_TYPE_COLUMN_VIEW));
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_child_visible (row) && gtk_widget_get_height (row) > 0;

  return n;
}

/* Where one was in the room is where one is after a start, with the list around it. */
static void
test_remembered (void)
{
  static const guint positions[] = { 25, 25, 50, 50 };
  guint single;

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++) {
    office = ui_test_demo (60);
    window = ui_test_window (office);
    page = ui_test_room (window, "party");
    view = crm_room_page_get_list_view (page);
    if (i % 2 == 0)
      ui_test_choose (page, positions[i]);
    ui_test_settle ();
    single =
      crm_list_selection_get_single (CRM_LIST_SELECTION (crm_list_view_get_selection (view)));
    g_assert_cmpuint (single, ==, positions[i]);
    g_assert_cmpuint (n_on_screen (), >, 8);
    if (i % 2 == 1)
      crm_list_view_unselect (view);
    ui_test_close (window);
  }
}

static void
test_columns (void)
{
  static const char *const paths[] = { "name", "city", "tags", NULL };
  static const char *const wrong[] = { "no_such_field", NULL };
  CrmPreferences *preferences;

  begin ();
  crm_list_view_set_columns (view, paths);
  ui_test_settle ();
  g_assert_cmpstr (
    crm_path_get_text (crm_record_list_get_column (crm_list_view_get_list (view), 2)), ==, "tags");
  crm_list_view_set_columns (view, wrong);
  g_assert_cmpstr (
    crm_path_get_text (crm_record_list_get_column (crm_list_view_get_list (view), 2)), ==, "tags");
  preferences = crm_desk_get_preferences (crm_window_get_desk (window));
  g_assert_true (
    json_object_has_member (crm_preferences_get_room (preferences, "party"), "columns"));
  json_object_remove_member (crm_preferences_get_room (preferences, "party"), "columns");
  ui_test_close (window);
}

static void
test_trash (void)
{
  begin ();
  ui_test_choose (page, 0);
  crm_list_view_delete (view);
  wait_for_rows (4);
  crm_list_view_set_trash (view, TRUE);
  wait_for_rows (1);
  gtk_selection_model_select_item (crm_list_view_get_selection (view), 0, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (view), "view.restore", NULL);
  wait_for_rows (0);
  crm_list_view_set_trash (view, FALSE);
  wait_for_rows (5);
  ui_test_close (window);
}

static void
test_undo (void)
{
  begin ();
  ui_test_choose (page, 0);
  crm_list_view_delete (view);
  wait_for_rows (4);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_for_rows (5);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL);
  wait_for_rows (4);
  ui_test_close (window);
}

static void
test_others (void)
{
  begin ();
  /* What another desktop does shows by itself. */
  ui_test_add_client (office, "Delta");
  wait_for_rows (6);
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/list/search", test_search);
  g_test_add_func ("/ui/list/order", test_order);
  g_test_add_func ("/ui/list/choice", test_choice);
  g_test_add_func ("/ui/list/step", test_step);
  g_test_add_func ("/ui/list/remembered", test_remembered);
  g_test_add_func ("/ui/list/columns", test_columns);
  g_test_add_func ("/ui/list/trash", test_trash);
  g_test_add_func ("/ui/list/undo", test_undo);
  g_test_add_func ("/ui/list/others", test_others);

  return g_test_run ();
}
