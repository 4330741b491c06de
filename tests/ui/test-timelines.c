/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "ui/common/crm-call-panel.h"
#include "ui/common/crm-timeline.h"

/* Timelines on the cards of other rooms than the clients'. */

static CrmOffice *office;
static CrmWindow *window;
static CrmCard *card;
static CrmTimeline *timeline;
static gint64 client, product, claim;

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) party = crm_txn_get (txn, "party", client, error);
  g_autoptr (CrmRecord) chair = crm_txn_new (txn, "product");
  g_autoptr (CrmRecord) deal = crm_txn_new (txn, "deal");
  g_autoptr (CrmRecord) wrong = crm_txn_new (txn, "claim");
  CrmRecord *line;

  crm_record_set_text (crm_record_add_line (party, "phones"), "number", "022 123 456");
  crm_record_set_text (chair, "name", "Chair");
  line = crm_record_add_line (chair, "prices");
  crm_record_set_int (line, "price", 1000000);
  crm_record_set_text (line, "currency", "MDL");
  if (!crm_txn_save (txn, party, error) || !crm_txn_save (txn, chair, error))
    return FALSE;
  product = crm_record_get_id (chair);
  crm_record_set_text (deal, "title", "Furniture");
  crm_record_set_int (deal, "client", client);
  crm_record_set_text (deal, "currency", "MDL");
  crm_record_set_int (crm_record_add_line (deal, "lines"), "product", product);
  crm_record_set_int (wrong, "client", client);
  crm_record_set_int (wrong, "product", product);
  crm_record_set_text (wrong, "text", "A leg is broken");
  if (!crm_txn_save (txn, deal, error) || !crm_txn_save (txn, wrong, error))
    return FALSE;
  claim = crm_record_get_id (wrong);

  return TRUE;
}

static void
begin (const char *entity)
{
  g_autoptr (GError) error = NULL;
  CrmRoomPage *page;

  office = ui_test_office ();
  client = ui_test_add_client (office, "Alfa");
  crm_office_run (office, CRM_TXN_WRITE, "test", fill, NULL, &error);
  g_assert_no_error (error);
  window = ui_test_window (office);
  page = ui_test_room (window, entity);
  card = crm_room_page_get_card (page);
  ui_test_choose (page, 0);
  crm_card_show_page (card, "timeline");
  ui_test_settle ();
  timeline = crm_card_get_timeline (card);
}

static gpointer
find (GType type)
{
  return ui_test_find (GTK_WIDGET (timeline), type);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;

  return FALSE;
}

static gboolean
take_up (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "claim", claim, error);

  crm_record_set_text (record, "state", "working");

  return crm_txn_save (txn, record, error);
}

/* A note and a call from the card of a claim are the claim's and its client's. */
static void
test_claim (void)
{
  GtkWidget *note;
  gpointer phones;

  begin ("claim");
  g_assert_true (crm_timeline_takes_notes (timeline));
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 0);
  note = find (GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (note), "They send a picture");
  g_signal_emit_by_name (note, "activate");
  ui_test_settle ();
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 1);
  crm_card_show_page (card, "details");
  gtk_widget_activate_action (GTK_WIDGET (card), "card.call", NULL);
  ui_test_settle ();
  /* The client's numbers are offered. */
  phones = ui_test_find (find (CRM_TYPE_CALL_PANEL), GTK_TYPE_DROP_DOWN);
  g_assert_cmpstr (gtk_string_object_get_string (gtk_drop_down_get_selected_item (phones)), ==,
                   "+37322123456");
  crm_call_panel_keep (find (CRM_TYPE_CALL_PANEL));
  ui_test_settle ();
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 2);
  g_assert_cmpint (ui_test_count_where (office, "event", "claim is filled and client.name = Alfa"),
                   ==, 2);
  /* A colleague takes it up. */
  g_assert_true (crm_office_run (office, CRM_TXN_WRITE, "edit", take_up, NULL, NULL));
  ui_test_settle ();
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 3);
  g_assert_true (says (GTK_WIDGET (timeline), "State: New → In work"));
  ui_test_close (window);
}

static gboolean
raise_price (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "product", product, error);

  crm_record_set_int (g_ptr_array_index (crm_record_get_lines (record, "prices"), 0), "price",
                      1200000);

  return crm_txn_save (txn, record, error);
}

/* Who bought it for how much, what was complained of, and what became of its price. */
static void
test_product (void)
{
  begin ("product");
  g_assert_false (crm_timeline_takes_notes (timeline));
  g_assert_false (gtk_widget_get_mapped (find (GTK_TYPE_ENTRY)));
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 2);
  g_assert_true (says (GTK_WIDGET (timeline), "Alfa · 1 × 100.00\xc2\xa0MDL"));
  g_assert_true (says (GTK_WIDGET (timeline), "Alfa"));
  g_assert_true (crm_office_run (office, CRM_TXN_WRITE, "edit", raise_price, NULL, NULL));
  ui_test_settle ();
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 3);
  g_assert_true (says (GTK_WIDGET (timeline), "Price: 100.00\xc2\xa0MDL → 120.00\xc2\xa0MDL"));
  ui_test_close (window);
}

int
main (int argc, char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/timelines/claim", test_claim);
  g_test_add_func ("/ui/timelines/product", test_product);

  return g_test_run ();
}
