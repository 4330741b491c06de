/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "support/crm-test.h"

#include "ui/common/crm-bulk-dialog.h"
#include "ui/common/crm-colours-dialog.h"
#include "ui/common/crm-filter-bar.h"
#include "ui/common/crm-filter-dialog.h"
#include "ui/common/crm-list-selection.h"
#include "ui/common/crm-message.h"
#include "ui/common/crm-values-dialog.h"

#include <glib/gstdio.h>
#include <poppler.h>
#include <string.h>

/* Filters, saved views and one change over many records, in any room's list. */

typedef struct {
  CrmWindow *window;
  CrmRoomPage *page;
  CrmListView *view;
} Room;

static Room
open_room (CrmOffice *office, const char *entity)
{
  Room room = { .window = ui_test_window (office) };

  room.page = ui_test_room (room.window, entity);
  room.view = crm_room_page_get_list_view (room.page);
  ui_test_settle ();

  return room;
}

static guint
n_rows (Room *room)
{
  ui_test_settle ();

  return ui_test_n_rows (room->page);
}

static GtkWindow *
find_window (GType type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (all, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (one, type))
      return one;
  }

  return NULL;
}

static void
test_by_value (void)
{
  CrmOffice *office = ui_test_demo (40);
  Room room = open_room (office, "party");
  guint all = n_rows (&room);
  guint only;
  const char *columns[] = { "name", "country", "kind", NULL };

  crm_list_view_set_columns (room.view, columns);
  ui_test_settle ();
  crm_list_view_filter_by_value (room.view, 0, 2, FALSE);
  only = n_rows (&room);
  g_assert_cmpuint (only, >, 0);
  g_assert_cmpuint (only, <, all);
  crm_list_view_set_filter (room.view, NULL);
  crm_list_view_filter_by_value (room.view, 0, 2, TRUE);
  g_assert_cmpuint (n_rows (&room), ==, 0 + all - only);
  gtk_widget_activate_action (GTK_WIDGET (room.view), "view.clear", NULL);
  g_assert_cmpuint (n_rows (&room), ==, all);
  g_assert_null (crm_list_view_get_filter (room.view));
  ui_test_close (room.window);
}

static gboolean
is_loaded (gpointer dialog)
{
  return crm_values_dialog_is_loaded (dialog);
}

static void
test_values (void)
{
  CrmOffice *office = ui_test_demo (40);
  Room room = open_room (office, "party");
  GtkWindow *dialog;
  g_autofree char *list = NULL;

  gtk_widget_activate_action (GTK_WIDGET (room.view), "view.column-values", "s", "kind");
  gtk_widget_activate_action (GTK_WIDGET (room.view), "view.column-values", "s", "city");
  dialog = find_window (CRM_TYPE_VALUES_DIALOG);
  g_assert_nonnull (dialog);
  ui_test_wait (is_loaded, dialog);
  list = crm_values_dialog_list (CRM_VALUES_DIALOG (dialog));
  g_assert_nonnull (strchr (list, '\n'));
  while ((dialog = find_window (CRM_TYPE_VALUES_DIALOG)) != NULL)
    gtk_window_destroy (dialog);
  ui_test_close (room.window);
}

/* The builder shows what is asked, and gives the same back. */
static void
test_builder (void)
{
  CrmOffice *office = ui_test_demo (40);
  Room room = open_room (office, "deal");
  g_autoptr (CrmCondition) where = crm_query_parse_where (
    "amount > 1000.00 and (client.city ~ i or responsible = me) and not (close_day < today-30 or "
    "source is empty)",
    NULL);
  GtkWindow *dialog;

  crm_list_view_set_filter (room.view, where);
  gtk_widget_activate_action (GTK_WIDGET (room.window), "win.filter", NULL);
  dialog = find_window (CRM_TYPE_FILTER_DIALOG);
  g_assert_nonnull (dialog);
  ui_test_settle ();
  g_assert_true (crm_filter_dialog_apply (CRM_FILTER_DIALOG (dialog)));
  g_assert_true (crm_condition_equal (crm_list_view_get_filter (room.view), where));
  ui_test_close (room.window);
}

static gboolean
has_view (gpointer view)
{
  return crm_list_view_get_view (view) != 0;
}

static void
test_save (void)
{
  CrmOffice *office = ui_test_demo (40);
  Room room = open_room (office, "party");
  const char *columns[] = { "name", "responsible.name", NULL };
  gint64 id;
  guint filtered;

  crm_list_view_set_columns (room.view, columns);
  crm_list_view_set_order (room.view, "-name,city");
  crm_list_view_add_filter (room.view,
                            crm_condition_new_test ("kind", CRM_TEST_EQUAL, "organisation"));
  filtered = n_rows (&room);
  crm_list_view_save_view (room.view, "Companies", TRUE);
  ui_test_wait (has_view, room.view);
  id = crm_list_view_get_view (room.view);
  ui_test_settle ();

  crm_list_view_show_view (room.view, 0);
  g_assert_cmpuint (n_rows (&room), >, filtered);
  g_assert_null (crm_list_view_get_filter (room.view));
  crm_list_view_show_view (room.view, id);
  g_assert_cmpuint (n_rows (&room), ==, filtered);
  g_assert_cmpstr (crm_list_view_get_order (room.view), ==, "-name,city");
  g_assert_cmpint (ui_test_count_where (office, "saved_view", "entity = party"), ==, 1);

  /* Deleting it is undone like anything. */
  gtk_widget_activate_action (GTK_WIDGET (room.view), "view.delete-view", NULL);
  ui_test_settle ();
  g_assert_cmpint (crm_list_view_get_view (room.view), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (room.window), "win.undo", NULL);
  ui_test_settle ();
  crm_list_view_show_view (room.view, id);
  g_assert_cmpint (crm_list_view_get_view (room.view), ==, id);
  ui_test_close (room.window);
}

/* --- A view in the filter of another list ------------------------------------------------------*/

static void
filter_in_view (Room *room, const char *path, gint64 view)
{
  g_autofree char *text = g_strdup_printf ("%s in view %" G_GINT64_FORMAT, path, view);
  g_autoptr (CrmCondition) where = crm_query_parse_where (text, NULL);
  GtkWindow *dialog;

  crm_list_view_set_filter (room->view, where);
  /* The builder shows it, whether the view is there or not, and gives it back. */
  gtk_widget_activate_action (GTK_WIDGET (room->window), "win.filter", NULL);
  dialog = find_window (CRM_TYPE_FILTER_DIALOG);
  ui_test_settle ();
  g_assert_true (crm_filter_dialog_apply (CRM_FILTER_DIALOG (dialog)));
  g_assert_true (
    crm_condition_equal (crm_list_view_get_filter (room->view)->children->pdata[0], where));
  ui_test_settle ();
}

typedef struct {
  Room *room;
  guint n;
} Awaited;

static gboolean
shows (gpointer data)
{
  Awaited *awaited = data;

  return ui_test_n_rows (awaited->room->page) == awaited->n;
}

static gboolean
rename_view (CrmTxn *txn, gpointer id, GError **error)
{
  g_autoptr (CrmRecord) view = crm_txn_get (txn, "saved_view", *(gint64 *)id, error);

  crm_record_set_text (view, "name", "Firms");

  return crm_txn_save (txn, view, error);
}

static void
assert_words (Room *room, const char *expected)
{
  g_autofree char *words = crm_filter_bar_get_words (
    CRM_FILTER_BAR (ui_test_find (GTK_WIDGET (room->view), CRM_TYPE_FILTER_BAR)));

  g_assert_cmpstr (words, ==, expected);
}

static void
test_in_view (void)
{
  CrmOffice *office = ui_test_demo (40);
  Room clients = open_room (office, "party");
  Room deals = clients;
  Awaited awaited = { .room = &deals };
  gint64 view;

  crm_list_view_add_filter (clients.view,
                            crm_condition_new_test ("kind", CRM_TEST_EQUAL, "organisation"));
  ui_test_settle ();
  crm_list_view_save_view (clients.view, "Companies", TRUE);
  ui_test_wait (has_view, clients.view);
  view = crm_list_view_get_view (clients.view);

  deals.page = ui_test_room (deals.window, "deal");
  deals.view = crm_room_page_get_list_view (deals.page);
  ui_test_settle ();
  filter_in_view (&deals, "client", view);
  awaited.n = (guint)ui_test_count_where (office, "deal", "client.kind = organisation");
  g_assert_cmpuint (awaited.n, >, 0);
  g_assert_cmpuint (n_rows (&deals), ==, awaited.n);
  assert_words (&deals, "Client in “Companies”");
  crm_list_view_save_view (deals.view, "Their deals", FALSE);
  ui_test_wait (has_view, deals.view);

  /* What the view asks is what it asks now. */
  crm_list_view_set_filter (clients.view, NULL);
  crm_list_view_add_filter (clients.view,
                            crm_condition_new_test ("kind", CRM_TEST_EQUAL, "person"));
  gtk_widget_activate_action (GTK_WIDGET (clients.view), "view.update-view", NULL);
  awaited.n = (guint)ui_test_count_where (office, "deal", "client.kind = person");
  ui_test_wait (shows, &awaited);

  /* And is called as it is called now. */
  g_assert_true (crm_office_run (office, CRM_TXN_WRITE, "test", rename_view, &view, NULL));
  ui_test_settle ();
  assert_words (&deals, "Client in “Firms”");

  /* It cannot go away while another one asks for it, and its list stays as it is. */
  gtk_widget_activate_action (GTK_WIDGET (clients.view), "view.delete-view", NULL);
  ui_test_settle ();
  g_assert_cmpint (crm_list_view_get_view (clients.view), ==, view);
  g_assert_cmpint (ui_test_count_where (office, "saved_view", "name = Firms"), ==, 1);
  g_assert_cmpuint (n_rows (&deals), ==, awaited.n);
  /* Of itself it would ask for ever: that is not saved. */
  filter_in_view (&deals, "id", crm_list_view_get_view (deals.view));
  gtk_widget_activate_action (GTK_WIDGET (deals.view), "view.update-view", NULL);
  ui_test_settle ();
  g_assert_cmpint (ui_test_count_where (office, "saved_view", "content ~ '\"id\",\"in view\"'"), ==,
                   0);
  /* One that is not there: the list says so until the condition is taken away. */
  filter_in_view (&deals, "client", G_GINT64_CONSTANT (999999999999));
  crm_list_view_set_filter (deals.view, NULL);
  g_assert_cmpuint (n_rows (&deals), ==, ui_test_count (office, "deal"));
  /* The next window begins with what this one showed. */
  crm_list_view_show_view (clients.view, 0);
  ui_test_close (clients.window);
}

/* Colours by rule are applied at once, and belong to the view. */
static void
test_colours (void)
{
  CrmOffice *office = ui_test_demo (40);
  Room room = open_room (office, "party");
  GtkWindow *dialog;
  g_autoptr (CrmRow) row = NULL;
  gint64 id;

  gtk_widget_activate_action (GTK_WIDGET (room.view), "view.colours", NULL);
  dialog = find_window (CRM_TYPE_COLOURS_DIALOG);
  g_assert_nonnull (dialog);
  crm_colours_dialog_add (CRM_COLOURS_DIALOG (dialog),
                          crm_condition_new_test ("name", CRM_TEST_FILLED, NULL), CRM_TONE_LATE,
                          "Named");
  crm_colours_dialog_apply (CRM_COLOURS_DIALOG (dialog));
  ui_test_settle ();
  row = g_list_model_get_item (G_LIST_MODEL (crm_list_view_get_list (room.view)), 0);
  g_assert_cmpuint (crm_row_get_rule (row), ==, 1);
  crm_list_view_save_view (room.view, "Named ones", FALSE);
  ui_test_wait (has_view, room.view);
  id = crm_list_view_get_view (room.view);
  ui_test_settle ();
  crm_list_view_show_view (room.view, 0);
  ui_test_settle ();
  g_assert_cmpuint (crm_row_get_rule (row), ==, 0);
  crm_list_view_show_view (room.view, id);
  ui_test_settle ();
  g_assert_cmpuint (crm_row_get_rule (row), ==, 1);
  ui_test_close (room.window);
}

/* Groups fold and unfold, and belong to the view. */
static void
test_groups (void)
{
  CrmOffice *office = ui_test_demo (40);
  Room room = open_room (office, "deal");
  CrmRecordList *list = crm_list_view_get_list (room.view);
  guint records;
  guint grouped;
  gint64 id;

  /* What another test has left behind is remembered. */
  crm_list_view_set_filter (room.view, NULL);
  records = n_rows (&room);
  g_assert_cmpuint (records, >, 3);

  gtk_widget_activate_action (GTK_WIDGET (room.view), "view.group", "s", "stage");
  grouped = n_rows (&room);
  g_assert_cmpuint (grouped, >, records);
  g_assert_cmpuint (crm_record_list_get_n_records (list), ==, records);
  g_assert_true (crm_record_list_fold_group (list, 0));
  g_assert_cmpuint (n_rows (&room), <, grouped);
  gtk_selection_model_select_all (crm_list_view_get_selection (room.view));
  g_assert_cmpuint (
    crm_list_selection_get_count (CRM_LIST_SELECTION (crm_list_view_get_selection (room.view))), ==,
    records);
  crm_list_view_save_view (room.view, "By stage", FALSE);
  ui_test_wait (has_view, room.view);
  id = crm_list_view_get_view (room.view);
  ui_test_settle ();
  crm_list_view_show_view (room.view, 0);
  g_assert_cmpuint (n_rows (&room), ==, records);
  crm_list_view_show_view (room.view, id);
  g_assert_cmpuint (n_rows (&room), ==, grouped);
  g_assert_cmpstr (crm_list_view_get_group (room.view), ==, "stage");
  ui_test_close (room.window);
}

static gboolean
has_file (gpointer path)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &text, &length, NULL) && length > 1000 &&
         g_str_has_prefix (text, "%PDF");
}

/* All pages of what was printed. (transfer full) */
static char *
text_of (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_gfile (file, NULL, NULL, &error);
  g_autoptr (GString) all = g_string_new (NULL);

  g_assert_no_error (error);
  for (int i = 0; i < poppler_document_get_n_pages (document); i++) {
    PopplerPage *page = poppler_document_get_page (document, i);
    g_autofree char *text = poppler_page_get_text (page);

    g_string_append (all, text);
    g_object_unref (page);
  }
  g_object_unref (document);

  return g_string_free (g_steal_pointer (&all), FALSE);
}

static guint
n_times (const char *text, const char *word)
{
  guint n = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    n++;

  return n;
}

static void
test_print (void)
{
  CrmOffice *office = ui_test_demo (40);
  Room room = open_room (office, "deal");
  g_autofree char *path = crm_test_path ("deals.pdf");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  CrmRecordList *list = crm_list_view_get_list (room.view);
  g_autofree char *text = NULL;
  guint records;
  guint first;

  g_remove (path);
  gtk_widget_activate_action (GTK_WIDGET (room.view), "view.group", "s", "stage");
  ui_test_settle ();
  records = crm_record_list_get_n_records (list);
  first = crm_record_list_get_heading (list, 0)->n_records;
  g_assert_true (crm_record_list_fold_group (list, 0));
  crm_list_view_print_to (room.view, file);
  ui_test_wait (has_file, path);
  text = text_of (path);
  g_assert_cmpuint (n_times (text, "▸"), ==, 1);
  g_assert_cmpuint (n_times (text, "▸") + n_times (text, "▾") + records - first, ==,
                    n_rows (&room));
  /* Each sum of a deal, of a group and of the whole in its own currency. */
  g_assert_cmpuint (n_times (text, "MDL"), >, records - first);
  gtk_widget_activate_action (GTK_WIDGET (room.view), "view.group", "s", "");
  ui_test_close (room.window);
}

static gboolean
is_done (gpointer dialog)
{
  return crm_bulk_dialog_is_done (dialog);
}

static gboolean
is_empty (gpointer page)
{
  return ui_test_n_rows (page) == 0;
}

/* Whether the window has said something that has this in it. */
static gboolean
has_said (CrmWindow *window, const char *part)
{
  GListModel *messages = crm_desk_get_messages (crm_window_get_desk (window));

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++) {
    g_autoptr (CrmMessage) message = g_list_model_get_item (messages, i);

    if (strstr (crm_message_get_text (message), part) != NULL)
      return TRUE;
  }

  return FALSE;
}

static void
test_bulk (void)
{
  static const char *const shown[] = { "name", "responsible", NULL };
  CrmOffice *office = ui_test_demo (40);
  Room room = open_room (office, "party");
  GtkWindow *dialog;
  GtkWidget *entry;
  GtkStringObject *chosen;
  g_autofree char *others = NULL;
  g_autoptr (GPtrArray) kept = NULL;

  crm_list_view_set_columns (room.view, shown);
  ui_test_settle ();
  crm_list_view_choose_cells (room.view, 0, 1, 1, 1);
  gtk_selection_model_select_all (crm_list_view_get_selection (room.view));
  gtk_widget_activate_action (GTK_WIDGET (room.view), "view.bulk", NULL);
  ui_test_settle ();
  dialog = find_window (CRM_TYPE_BULK_DIALOG);
  g_assert_nonnull (dialog);
  /* The field of the column that one is in. */
  chosen = gtk_drop_down_get_selected_item (
    GTK_DROP_DOWN (ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_DROP_DOWN)));
  g_assert_cmpstr (gtk_string_object_get_string (chosen), ==, "Responsible");
  /* What its editors write to is no new client that somebody has begun. */
  crm_bulk_dialog_choose (CRM_BULK_DIALOG (dialog), "is_partner");
  entry = ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON);
  g_assert_nonnull (entry);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (entry), TRUE);
  ui_test_settle ();
  kept = crm_desk_get_drafts (crm_window_get_desk (room.window));
  g_assert_cmpuint (kept->len, ==, 0);
  crm_bulk_dialog_choose (CRM_BULK_DIALOG (dialog), "tags");
  entry = ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "fair 2026");
  g_object_ref (dialog);
  crm_bulk_dialog_apply (CRM_BULK_DIALOG (dialog));
  ui_test_settle ();
  crm_bulk_dialog_apply (CRM_BULK_DIALOG (dialog));
  ui_test_wait (is_done, dialog);
  g_object_unref (dialog);
  crm_list_view_add_filter (room.view,
                            crm_condition_new_test ("tags", CRM_TEST_CONTAINS, "fair 2026"));
  g_assert_cmpuint (n_rows (&room), >, 20);
  others = g_strdup_printf (" and %u more records", n_rows (&room) - 1);
  gtk_widget_activate_action (GTK_WIDGET (room.window), "win.undo", NULL);
  ui_test_wait (is_empty, room.page);
  ui_test_settle ();
  g_assert_true (has_said (room.window, others));
  ui_test_close (room.window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/views/by-value", test_by_value);
  g_test_add_func ("/ui/views/values", test_values);
  g_test_add_func ("/ui/views/builder", test_builder);
  g_test_add_func ("/ui/views/save", test_save);
  g_test_add_func ("/ui/views/in-view", test_in_view);
  g_test_add_func ("/ui/views/colours", test_colours);
  g_test_add_func ("/ui/views/groups", test_groups);
  g_test_add_func ("/ui/views/print", test_print);
  g_test_add_func ("/ui/views/bulk", test_bulk);

  return g_test_run ();
}
