/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "support/crm-test.h"
#include "ui/common/crm-editor.h"
#include "ui/common/crm-recent.h"
#include "ui/shell/crm-card-strip.h"

/* The strip of open cards: what was opened stays at hand, what was only passed does not. */

static CrmOffice *office;
static CrmWindow *window;
static CrmRoomPage *page;
static CrmCardStrip *strip;
static gint64 alfa;
static gint64 beta;
static gint64 gamma_id;

static void
show_window (CrmOffice *shown)
{
  window = ui_test_window (shown);
  page = ui_test_room (window, "party");
  crm_list_view_set_order (crm_room_page_get_list_view (page), "name");
  ui_test_settle ();
  strip = CRM_CARD_STRIP (ui_test_find (GTK_WIDGET (window), CRM_TYPE_CARD_STRIP));
}

static void
begin (void)
{
  office = ui_test_office ();
  alfa = ui_test_add_client (office, "Alfa");
  beta = ui_test_add_client (office, "Beta");
  gamma_id = ui_test_add_client (office, "Gamma");
  show_window (office);
}

/* What the strip shows: "Alfa|Beta*|[Gamma]": a star for what is not saved, brackets for the one
 * that is looked at. */
static char *
read_strip (void)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *scrolled = gtk_widget_get_first_child (GTK_WIDGET (strip));
  GString *text = g_string_new (NULL);

  if (!gtk_widget_get_visible (GTK_WIDGET (strip)))
    return g_string_free (text, FALSE);
  ui_test_gather (scrolled, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i + 1 < labels->len; i += 2) {
    GtkWidget *tab = gtk_widget_get_ancestor (g_ptr_array_index (labels, i), GTK_TYPE_BUTTON);
    gboolean current = gtk_widget_has_css_class (gtk_widget_get_parent (tab), "crm-current");

    g_string_append_printf (text, "%s%s%s%s%s", i > 0 ? "|" : "", current ? "[" : "",
                            gtk_label_get_text (g_ptr_array_index (labels, i)),
                            gtk_widget_get_visible (g_ptr_array_index (labels, i + 1)) ? "*" : "",
                            current ? "]" : "");
  }

  return g_string_free (text, FALSE);
}

static gboolean
strip_reads (gpointer expected)
{
  static char *before;
  g_autofree char *text = read_strip ();

  if (g_strcmp0 (text, before) != 0) {
    g_test_message ("%s (waiting for %s)", text, (char *)expected);
    g_free (before);
    before = g_strdup (text);
  }

  return g_str_equal (text, expected);
}

static void
expect (const char *text)
{
  ui_test_wait (strip_reads, (gpointer)text);
}

static void
open_row (guint position)
{
  CrmListView *view = crm_room_page_get_list_view (page);

  ui_test_choose (page, position);
  g_signal_emit_by_name (
    view, "opened",
    crm_record_get_id (crm_draft_get_record (crm_card_get_draft (crm_room_page_get_card (page)))));
}

static void
activate (const char *name, int by)
{
  gtk_widget_activate_action (GTK_WIDGET (window), name, by != 0 ? "i" : NULL, by);
}

static void
test_passing (void)
{
  g_autofree char *nothing = NULL;

  begin ();
  ui_test_choose (page, 0);
  ui_test_choose (page, 1);
  nothing = read_strip ();
  g_assert_cmpstr (nothing, ==, "");
  open_row (1);
  expect ("[Beta]");
  ui_test_choose (page, 2);
  expect ("Beta|[Gamma]");
  /* The next one takes the place of what was only passed. */
  ui_test_choose (page, 0);
  expect ("Beta|[Alfa]");
  ui_test_choose (page, 1);
  expect ("[Beta]|Alfa");
  ui_test_close (window);
}

static void
test_step_and_close (void)
{
  begin ();
  open_row (0);
  open_row (1);
  open_row (2);
  expect ("Alfa|Beta|[Gamma]");
  activate ("win.step-card", 1);
  expect ("[Alfa]|Beta|Gamma");
  activate ("win.step-card", -1);
  expect ("Alfa|Beta|[Gamma]");
  ui_test_settle ();
  /* The keys of the card are heard there. */
  g_assert_nonnull (
    gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), CRM_TYPE_CARD));
  activate ("win.close-card", 0);
  expect ("Alfa|[Beta]");
  /* From another room it leads back. */
  ui_test_room (window, "deal");
  expect ("Alfa|Beta");
  activate ("win.step-card", 1);
  expect ("[Alfa]|Beta");
  g_assert_true (crm_window_get_page (window) == page);
  ui_test_close (window);
}

static void
test_unsaved (void)
{
  GtkWidget *editor;

  begin ();
  ui_test_choose (page, 0);
  editor = ui_test_editor (GTK_WIDGET (crm_room_page_get_card (page)), "segment");
  ui_test_type (editor, "Trade");
  g_assert_true (crm_editor_take (CRM_EDITOR (editor)));
  /* To write into a card is to open it. */
  expect ("[Alfa*]");
  activate ("win.save", 0);
  expect ("[Alfa]");
  crm_room_page_new_record (page);
  editor = ui_test_editor (GTK_WIDGET (crm_room_page_get_card (page)), "name");
  ui_test_type (editor, "Delta");
  g_assert_true (crm_editor_take (CRM_EDITOR (editor)));
  expect ("Alfa|[Delta*]");
  /* It would be lost. */
  activate ("win.close-card", 0);
  ui_test_settle ();
  expect ("Alfa|[Delta*]");
  activate ("win.step-card", 1);
  expect ("[Alfa]|Delta*");
  activate ("win.step-card", 1);
  expect ("Alfa|[Delta*]");
  activate ("win.save", 0);
  expect ("Alfa|[Delta]");
  activate ("win.close-card", 0);
  expect ("[Alfa]");
  ui_test_close (window);
}

static gboolean
trash_beta (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "party", beta, error);

  return record != NULL && crm_txn_delete (txn, "party", beta, error);
}

static gboolean
rename_gamma (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "party", gamma_id, error);

  if (record == NULL)
    return FALSE;
  crm_record_set_text (record, "name", "Gamma SRL");

  return crm_txn_save (txn, record, error);
}

/* What was open is open again; what has gone meanwhile is not. */
static void
test_next_start (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) recent = NULL;

  begin ();
  path = g_strdup (crm_office_get_path (office));
  open_row (2);
  open_row (1);
  open_row (0);
  expect ("Gamma|Beta|[Alfa]");
  recent = crm_recent_get (crm_window_get_desk (window));
  g_assert_cmpuint (recent->len, >=, 3);
  g_assert_cmpstr (((CrmRecent *)g_ptr_array_index (recent, 0))->title, ==, "Alfa");
  crm_office_run (office, CRM_TXN_WRITE, "test", rename_gamma, NULL, &error);
  g_assert_no_error (error);
  expect ("Gamma SRL|Beta|[Alfa]");
  ui_test_close (window);

  office = crm_office_open (path, clock, &error);
  g_assert_no_error (error);
  crm_office_run (office, CRM_TXN_WRITE, "test", trash_beta, NULL, &error);
  g_assert_no_error (error);
  show_window (office);
  expect ("Gamma SRL|[Alfa]");
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/open-cards/passing", test_passing);
  g_test_add_func ("/ui/open-cards/step-and-close", test_step_and_close);
  g_test_add_func ("/ui/open-cards/unsaved", test_unsaved);
  g_test_add_func ("/ui/open-cards/next-start", test_next_start);

  return g_test_run ();
}
