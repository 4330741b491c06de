/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include <string.h>

#include "ui/common/crm-call-panel.h"
#include "ui/common/crm-timeline-people.h"
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
                   "+373 22 123 456");
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

/* --- Who took part ---------------------------------------------------------------------------- */

static gint64 ion, bob, me;

static gboolean
add_calls (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) person = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) works = crm_txn_new (txn, "affiliation");
  g_autoptr (CrmRecord) colleague = crm_txn_new (txn, "person");
  CrmJotting calls[] = { { .kind = "call", .note = "Asks for chairs" },
                         { .kind = "call", .note = "Asks for tables" },
                         { .kind = "note", .note = "Pays late" } };

  crm_record_set_text (person, "kind", "person");
  crm_record_set_text (person, "name", "Ion Vieru");
  crm_record_set_text (crm_record_add_line (person, "phones"), "number", "079 111 222");
  crm_record_set_text (colleague, "name", "Bob Munteanu");
  if (!crm_txn_save (txn, person, error) || !crm_txn_save (txn, colleague, error))
    return FALSE;
  ion = crm_record_get_id (person);
  bob = crm_record_get_id (colleague);
  me = crm_txn_get_person (txn);
  crm_record_set_int (works, "person", ion);
  crm_record_set_int (works, "organisation", client);
  if (!crm_txn_save (txn, works, error))
    return FALSE;
  calls[0].contact = ion;
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++) {
    gint64 id = crm_client_jot (txn, client, &calls[i], error);
    g_autoptr (CrmRecord) event = id != 0 ? crm_txn_get (txn, "event", id, error) : NULL;

    if (event == NULL)
      return FALSE;
    if (i > 0)
      crm_record_set_int (event, "responsible", bob);
    if (!crm_txn_save (txn, event, error))
      return FALSE;
  }

  return TRUE;
}

/* What the open chooser shows: rows, then the headings above them. */
static char *
tell_people (void)
{
  GtkWidget *people = find (CRM_TYPE_TIMELINE_PEOPLE);
  GtkWidget *list = ui_test_find (people, GTK_TYPE_LIST_BOX);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  ui_test_gather (list, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i]))
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              gtk_label_get_text (labels->pdata[i]));

  return g_strdup (text->str);
}

static void
assert_people (const char *text)
{
  g_autofree char *people = tell_people ();

  g_assert_cmpstr (people, ==, text);
}

static void
open_people (void)
{
  gtk_menu_button_popup (
    GTK_MENU_BUTTON (ui_test_find (find (CRM_TYPE_TIMELINE_PEOPLE), GTK_TYPE_MENU_BUTTON)));
  ui_test_settle ();
}

/* Typed and taken with Enter. */
static void
pick (const char *name)
{
  GtkWidget *entry = ui_test_find (find (CRM_TYPE_TIMELINE_PEOPLE), GTK_TYPE_SEARCH_ENTRY);

  open_people ();
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  ui_test_settle ();
  g_signal_emit_by_name (entry, "activate");
  ui_test_settle ();
}

static void
test_people (void)
{
  g_autoptr (GError) error = NULL;

  begin ("party");
  crm_office_run (office, CRM_TXN_WRITE, "test", add_calls, NULL, &error);
  g_assert_no_error (error);
  ui_test_settle ();
  /* Deal, claim, two calls and a note. */
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 5);
  open_people ();
  assert_people ("Everybody 5 Ana Rusu 3 Bob Munteanu 2 Ion Vieru 1 Colleagues Contact persons");
  gtk_menu_button_popdown (
    GTK_MENU_BUTTON (ui_test_find (find (CRM_TYPE_TIMELINE_PEOPLE), GTK_TYPE_MENU_BUTTON)));

  pick ("vieru");
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 1);
  g_assert_true (says (find (CRM_TYPE_TIMELINE_PEOPLE), "Ion Vieru"));
  pick ("MUNT");
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 2);
  /* With a kind, and with words: the chooser counts what these leave. */
  crm_timeline_set_filter (timeline, "call", NULL);
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 1);
  crm_timeline_set_filter (timeline, "call", "chairs");
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 0);
  open_people ();
  assert_people ("Everybody 1 Ana Rusu 1 Ion Vieru 1 Colleagues Contact persons");
  crm_timeline_set_person (timeline, me);
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 1);
  /* A name that is typed into the search is found as ever. */
  crm_timeline_set_person (timeline, 0);
  crm_timeline_set_filter (timeline, NULL, "vieru");
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 1);
  crm_timeline_set_filter (timeline, NULL, NULL);
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 5);
  /* Whose number was called is who the call was with. */
  gtk_widget_activate_action (GTK_WIDGET (card), "card.call", NULL);
  ui_test_settle ();
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (ui_test_find (find (CRM_TYPE_CALL_PANEL), GTK_TYPE_DROP_DOWN)), 1);
  crm_call_panel_keep (find (CRM_TYPE_CALL_PANEL));
  ui_test_settle ();
  g_assert_cmpint (ui_test_count_where (office, "event", "contact.name = 'Ion Vieru'"), ==, 2);
  crm_timeline_set_person (timeline, ion);
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 2);
  ui_test_close (window);
}

int
main (int argc, char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/timelines/claim", test_claim);
  g_test_add_func ("/ui/timelines/product", test_product);
  g_test_add_func ("/ui/timelines/people", test_people);

  return g_test_run ();
}
