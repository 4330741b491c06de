/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "ui/common/crm-merge-dialog.h"

/* Two rows are chosen and become one card; which stays, and whose word is right, is asked. */

static CrmOffice *office;
static CrmWindow *window;
static CrmRoomPage *page;
static gint64 alfa;
static gint64 beta;

static gboolean
set_segment (CrmTxn *txn, gpointer data, GError **error)
{
  const gint64 ids[] = { alfa, beta };
  const char *const segments[] = { "Trade", "Farming" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (CrmRecord) record = crm_txn_get (txn, "party", ids[i], error);

    if (record == NULL)
      return FALSE;
    crm_record_set_text (record, "segment", segments[i]);
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }

  return TRUE;
}

static void
begin (void)
{
  g_autoptr (GError) error = NULL;

  office = ui_test_office ();
  alfa = ui_test_add_client (office, "Alfa");
  beta = ui_test_add_client (office, "Alfa SRL");
  crm_office_run (office, CRM_TXN_WRITE, "test", set_segment, NULL, &error);
  g_assert_no_error (error);
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  crm_list_view_set_order (crm_room_page_get_list_view (page), "name");
  ui_test_settle ();
}

static CrmMergeDialog *
find_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

    if (CRM_IS_MERGE_DIALOG (one))
      return CRM_MERGE_DIALOG (one);
  }

  return NULL;
}

static gboolean
is_ready (gpointer data)
{
  CrmMergeDialog *dialog = find_dialog ();

  return dialog != NULL && crm_merge_dialog_is_ready (dialog);
}

static gboolean
is_gone (gpointer data)
{
  return find_dialog () == NULL;
}

/* The button of the table that says this. */
static GtkCheckButton *
find_choice (const char *text)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  ui_test_gather (GTK_WIDGET (find_dialog ()), GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++) {
    GtkWidget *button =
      gtk_widget_get_ancestor (g_ptr_array_index (labels, i), GTK_TYPE_CHECK_BUTTON);

    if (button != NULL && g_str_equal (gtk_label_get_text (g_ptr_array_index (labels, i)), text))
      return GTK_CHECK_BUTTON (button);
  }
  g_assert_not_reached ();
}

static void
open_dialog (void)
{
  GtkSelectionModel *selection = crm_list_view_get_selection (crm_room_page_get_list_view (page));

  gtk_selection_model_select_range (selection, 0, 2, TRUE);
  ui_test_settle ();
  gtk_widget_activate_action (GTK_WIDGET (crm_room_page_get_list_view (page)), "view.merge", NULL);
  ui_test_wait (is_ready, NULL);
}

static void
test_merge (void)
{
  g_autofree char *segment = NULL;
  gint64 before;

  begin ();
  before = ui_test_count (office, "party");
  open_dialog ();
  g_assert_true (gtk_check_button_get_active (find_choice ("Trade")));
  gtk_check_button_set_active (find_choice ("Farming"), TRUE);
  gtk_widget_activate_action (GTK_WIDGET (find_dialog ()), "merge.merge", NULL);
  ui_test_wait (is_gone, NULL);
  g_assert_cmpint (ui_test_count (office, "party"), ==, before - 1);
  segment = ui_test_stored (office, "party", alfa, "segment");
  g_assert_cmpstr (segment, ==, "Farming");
  ui_test_settle ();
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "party"), ==, before);
  ui_test_close (window);
}

/* The other one stays when it is chosen to. */
static void
test_swap (void)
{
  g_autofree char *name = NULL;
  g_autofree char *segment = NULL;

  begin ();
  open_dialog ();
  gtk_check_button_set_active (find_choice ("Alfa SRL"), TRUE);
  ui_test_wait (is_ready, NULL);
  g_assert_true (gtk_check_button_get_active (find_choice ("Farming")));
  gtk_widget_activate_action (GTK_WIDGET (find_dialog ()), "merge.merge", NULL);
  ui_test_wait (is_gone, NULL);
  name = ui_test_stored (office, "party", beta, "name");
  g_assert_cmpstr (name, ==, "Alfa SRL");
  segment = ui_test_stored (office, "party", beta, "segment");
  g_assert_cmpstr (segment, ==, "Farming");
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/merge/merge", test_merge);
  g_test_add_func ("/ui/merge/swap", test_swap);

  return g_test_run ();
}
