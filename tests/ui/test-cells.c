/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "base/crm-money.h"
#include "ui/common/crm-editor.h"
#include "ui/common/crm-list-foot.h"
#include "ui/common/crm-paste-dialog.h"

#include <string.h>

/* The cells of a list: what is chosen, what it comes to, what is copied. */

static CrmOffice *office;
static CrmWindow *window;
static CrmRoomPage *page;
static CrmListView *view;

static void
begin (const char *entity, const char *const *columns)
{
  window = ui_test_window (office);
  page = ui_test_room (window, entity);
  view = crm_room_page_get_list_view (page);
  /* What another test has left behind is remembered. */
  crm_list_view_set_filter (view, NULL);
  crm_list_view_set_columns (view, columns);
  ui_test_settle ();
}

static void
begin_with_names (void)
{
  static const char *const names[] = { "Alfa", "Beta", "Gamma", "Ромашка", "Zeta" };
  static const char *const columns[] = { "name", "city", NULL };

  office = ui_test_office ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    ui_test_add_client (office, names[i]);
  begin ("party", columns);
  crm_list_view_set_order (view, "name");
  ui_test_settle ();
}

static const char *
foot (void)
{
  return crm_list_foot_get_sums (
    CRM_LIST_FOOT (ui_test_find (GTK_WIDGET (view), CRM_TYPE_LIST_FOOT)));
}

static gboolean
foot_begins (gpointer text)
{
  return g_str_has_prefix (foot (), text);
}

static void
test_sums (void)
{
  static const char *const columns[] = { "title", "amount", "stage", NULL };
  CrmRecordList *list;
  gint64 sum = 0;
  g_autofree char *all = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *expected = NULL;

  office = ui_test_demo (40);
  begin ("deal", columns);
  crm_list_view_add_filter (view, crm_condition_new_test ("currency", CRM_TEST_EQUAL, "MDL"));
  ui_test_settle ();
  list = crm_list_view_get_list (view);
  g_assert_cmpuint (ui_test_n_rows (page), >, 3);
  all = g_strdup (foot ());
  for (guint i = 0; i < 3; i++) {
    g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

    sum += crm_value_get_int (crm_row_get_value (row, 1));
  }
  crm_list_view_choose_cells (view, 0, 1, 2, 1);
  ui_test_wait (foot_begins, (gpointer) "3 filled cells");
  amount = crm_money_format (sum, "MDL", CRM_LANG_EN, TRUE);
  expected = g_strdup_printf ("Sum %s", amount);
  g_assert_nonnull (strstr (foot (), expected));
  /* One cell alone has no sum: that of all records is back. */
  crm_list_view_choose_cells (view, 1, 1, 1, 1);
  g_assert_cmpstr (foot (), ==, all);
  ui_test_close (window);
}

static void
on_text_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  char **text = data;
  g_autoptr (GError) error = NULL;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_read (gpointer text)
{
  return *(char **)text != NULL;
}

static gboolean
is_copied (gpointer data)
{
  GdkContentProvider *content =
    gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (view)));

  return content != NULL;
}

static char *
copied (void)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  char *text = NULL;

  ui_test_wait (is_copied, NULL);
  gdk_clipboard_read_text_async (clipboard, NULL, on_text_cb, &text);
  ui_test_wait (is_read, &text);

  return text;
}

static void
test_copy (void)
{
  g_autofree char *cells = NULL;
  g_autofree char *one = NULL;
  g_autofree char *rows = NULL;
  GdkClipboard *clipboard;

  begin_with_names ();
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  crm_list_view_choose_cells (view, 1, 0, 3, 1);
  gtk_widget_activate_action (GTK_WIDGET (view), "view.copy", NULL);
  cells = copied ();
  g_assert_cmpstr (cells, ==, "Beta\t\nGamma\t\nZeta\t\n");
  g_assert_true (
    gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"));
  gdk_clipboard_set_content (clipboard, NULL);
  crm_list_view_choose_cells (view, 0, 0, 0, 0);
  gtk_widget_activate_action (GTK_WIDGET (view), "view.copy", NULL);
  one = copied ();
  g_assert_cmpstr (one, ==, "Alfa");
  /* Rows that were chosen one by one are more than the cell one is in. */
  gdk_clipboard_set_content (clipboard, NULL);
  gtk_selection_model_select_item (crm_list_view_get_selection (view), 0, TRUE);
  gtk_selection_model_select_item (crm_list_view_get_selection (view), 3, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (view), "view.copy", NULL);
  rows = copied ();
  g_assert_cmpstr (rows, ==, "Alfa\t\nZeta\t\n");
  ui_test_close (window);
}

/* By the cell one is in, whichever it is. */
static void
test_filter (void)
{
  const CrmCondition *filter;

  begin_with_names ();
  crm_list_view_choose_cells (view, 2, 0, 2, 0);
  gtk_widget_activate_action (GTK_WIDGET (view), "view.filter-not", NULL);
  ui_test_settle ();
  g_assert_cmpuint (ui_test_n_rows (page), ==, 4);
  filter = crm_list_view_get_filter (view);
  g_assert_cmpstr (((CrmCondition *)filter->children->pdata[0])->values[0], ==, "Gamma");
  crm_list_view_set_filter (view, NULL);
  ui_test_settle ();
  crm_list_view_choose_cells (view, 0, 1, 0, 1);
  gtk_widget_activate_action (GTK_WIDGET (view), "view.filter-value", NULL);
  ui_test_settle ();
  g_assert_cmpuint (ui_test_n_rows (page), ==, 5);
  filter = crm_list_view_get_filter (view);
  g_assert_cmpint (((CrmCondition *)filter->children->pdata[0])->test, ==, CRM_TEST_EMPTY);
  ui_test_close (window);
}

/* --- Editing in the cell ------------------------------------------------------------------------
 */

static gint64
id_at (guint position)
{
  g_autoptr (CrmRow) row =
               g_list_model_get_item (G_LIST_MODEL (crm_list_view_get_list (view)), position);

  ui_test_settle ();

  return crm_row_get_id (row);
}

static gboolean
is_editing (gpointer data)
{
  return ui_test_find (GTK_WIDGET (view), CRM_TYPE_EDITOR) != NULL;
}

static guint
n_messages (void)
{
  return g_list_model_get_n_items (crm_desk_get_messages (crm_window_get_desk (window)));
}

static gint64 looked_at;

static gboolean
is_stored (gpointer name)
{
  g_autofree char *stored = ui_test_stored (office, "party", looked_at, "name");

  return g_strcmp0 (stored, name) == 0;
}

static void
wait_stored (gint64 id, const char *name)
{
  looked_at = id;
  ui_test_wait (is_stored, (gpointer)name);
  ui_test_settle ();
}

/* What is typed into a cell is one ordinary save. */
static void
test_edit (void)
{
  gint64 id;

  begin_with_names ();
  id = id_at (1);
  crm_list_view_choose_cells (view, 1, 0, 1, 0);
  crm_list_view_edit_cell (view, "Bet");
  ui_test_wait (is_editing, NULL);
  g_assert_true (crm_list_view_end_edit (view, FALSE));
  ui_test_settle ();
  wait_stored (id, "Beta");

  crm_list_view_edit_cell (view, "Omega");
  ui_test_wait (is_editing, NULL);
  g_assert_true (crm_list_view_end_edit (view, TRUE));
  g_assert_false (is_editing (NULL));
  ui_test_settle ();
  wait_stored (id, "Omega");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ui_test_settle ();
  wait_stored (id, "Beta");
  ui_test_close (window);
}

/* What the office refuses is said, and nothing is kept of it. */
static void
test_refused (void)
{
  CrmDesk *desk;
  gint64 id;
  guint before;

  begin_with_names ();
  desk = crm_window_get_desk (window);
  id = id_at (1);
  before = n_messages ();
  crm_list_view_choose_cells (view, 1, 0, 1, 0);
  crm_list_view_edit_cell (view, "");
  ui_test_wait (is_editing, NULL);
  g_assert_true (crm_list_view_end_edit (view, TRUE));
  ui_test_settle ();
  wait_stored (id, "Beta");
  g_assert_cmpuint (n_messages (), ==, before + 1);
  g_assert_null (crm_desk_find_draft (desk, "party", id));

  /* The city follows from the addresses. */
  crm_list_view_choose_cells (view, 1, 1, 1, 1);
  crm_list_view_edit_cell (view, "Iași");
  ui_test_settle ();
  g_assert_false (is_editing (NULL));
  g_assert_cmpuint (n_messages (), ==, before + 2);
  ui_test_close (window);
}

/* What cannot be read stays in its cell until it is put right or given back. */
static void
test_unreadable (void)
{
  static const char *const columns[] = { "title", "amount", "close_day", NULL };
  gint64 id;
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;

  office = ui_test_demo (20);
  begin ("deal", columns);
  id = id_at (0);
  was = ui_test_stored (office, "deal", id, "close_day");
  crm_list_view_choose_cells (view, 0, 2, 0, 2);
  crm_list_view_edit_cell (view, "the day after");
  ui_test_wait (is_editing, NULL);
  g_assert_false (crm_list_view_end_edit (view, TRUE));
  g_assert_true (is_editing (NULL));
  g_assert_true (crm_list_view_end_edit (view, FALSE));
  g_assert_false (is_editing (NULL));
  ui_test_settle ();
  is = ui_test_stored (office, "deal", id, "close_day");
  g_assert_cmpstr (is, ==, was);
  ui_test_close (window);
}

static gboolean
is_supplier (gpointer id)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (crm_list_view_get_list (view)), 0);

  return crm_value_get_int (crm_row_get_value (row, 1)) != 0;
}

static void
test_yes_no (void)
{
  static const char *const columns[] = { "name", "is_supplier", NULL };

  begin_with_names ();
  crm_list_view_set_columns (view, columns);
  ui_test_settle ();
  g_assert_false (is_supplier (NULL));
  crm_list_view_choose_cells (view, 0, 1, 0, 1);
  crm_list_view_edit_cell (view, NULL);
  ui_test_wait (is_supplier, NULL);
  g_assert_false (is_editing (NULL));
  ui_test_close (window);
}

/* --- Pasting ------------------------------------------------------------------------------------
 */

static gboolean
is_asking (gpointer data)
{
  GListModel *all = gtk_window_get_toplevels ();
  GtkWindow **found = data;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (all, i);

    if (CRM_IS_PASTE_DIALOG (one))
      *found = one;
  }

  return *found != NULL;
}

static gboolean
has_rows (gpointer n)
{
  return ui_test_n_rows (page) == GPOINTER_TO_UINT (n);
}

/* What is small and understood is done at once; new records are asked about first. */
static void
test_paste (void)
{
  GtkWindow *dialog = NULL;
  g_autofree char *refused = NULL;
  gint64 id;

  begin_with_names ();
  id = id_at (1);
  crm_list_view_choose_cells (view, 1, 0, 1, 0);
  crm_list_view_paste_text (view, "Beta 2\nGamma 2\n");
  wait_stored (id, "Beta 2");
  g_assert_false (is_asking (&dialog));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_stored (id, "Beta");

  crm_list_view_choose_cells (view, 4, 0, 4, 0);
  crm_list_view_paste_text (view, "Romașca\tIași\nOmega\tIași\n");
  ui_test_wait (is_asking, &dialog);
  refused = crm_paste_dialog_list (CRM_PASTE_DIALOG (dialog));
  g_assert_nonnull (strstr (refused, "City"));
  crm_paste_dialog_apply (CRM_PASTE_DIALOG (dialog));
  ui_test_wait (has_rows, GUINT_TO_POINTER (6));
  ui_test_settle ();
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ui_test_wait (has_rows, GUINT_TO_POINTER (5));
  ui_test_close (window);
}

/* One value over many cells fills them. */
static void
test_fill (void)
{
  static const char *const columns[] = { "name", "country", NULL };
  g_autofree char *country = NULL;
  gint64 id;

  begin_with_names ();
  crm_list_view_set_columns (view, columns);
  ui_test_settle ();
  id = id_at (0);
  crm_list_view_choose_cells (view, 0, 1, 2, 1);
  crm_list_view_paste_text (view, "RO");
  crm_list_view_add_filter (view, crm_condition_new_test ("country", CRM_TEST_EQUAL, "RO"));
  ui_test_wait (has_rows, GUINT_TO_POINTER (3));
  country = ui_test_stored (office, "party", id, "country");
  g_assert_cmpstr (country, ==, "RO");
  ui_test_close (window);
}

/* A list that has become shorter leaves no cells beyond its end. */
static void
test_shorter (void)
{
  begin_with_names ();
  crm_list_view_choose_cells (view, 1, 0, 4, 1);
  ui_test_wait (foot_begins, (gpointer) "4 filled cells");
  crm_list_view_search (view, "gamma");
  ui_test_settle ();
  g_assert_cmpuint (ui_test_n_rows (page), ==, 1);
  g_assert_false (g_str_has_prefix (foot (), "4"));
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/cells/sums", test_sums);
  g_test_add_func ("/ui/cells/copy", test_copy);
  g_test_add_func ("/ui/cells/filter", test_filter);
  g_test_add_func ("/ui/cells/edit", test_edit);
  g_test_add_func ("/ui/cells/refused", test_refused);
  g_test_add_func ("/ui/cells/unreadable", test_unreadable);
  g_test_add_func ("/ui/cells/yes-no", test_yes_no);
  g_test_add_func ("/ui/cells/paste", test_paste);
  g_test_add_func ("/ui/cells/fill", test_fill);
  g_test_add_func ("/ui/cells/shorter", test_shorter);

  return g_test_run ();
}
