/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "office/talk/crm-comment.h"
#include "support/crm-test.h"
#include "ui/clients/crm-client-head.h"
#include "ui/clients/crm-people-section.h"
#include "ui/common/crm-call-panel.h"
#include "ui/common/crm-files.h"
#include "ui/common/crm-lines-table.h"
#include "ui/common/crm-talk.h"
#include "ui/common/crm-timeline.h"
#include "ui/shell/crm-marks-button.h"

/* The client's card: what stands around a client is read and written where it is seen. */

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
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  card = crm_room_page_get_card (page);
  ui_test_choose (page, 0);
  ui_test_settle ();
}

static gpointer
find (GType type)
{
  GtkWidget *found = ui_test_find (GTK_WIDGET (card), type);

  g_assert_nonnull (found);

  return found;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;

  return FALSE;
}

static gboolean
set_aside (CrmTxn *txn, gpointer reason, GError **error)
{
  g_autoptr (CrmRecord) client = crm_txn_get (txn, "party", id, error);

  crm_record_set_text (client, "set_aside", reason);

  return crm_txn_save (txn, client, error);
}

/* Who is set aside says so in the head, and why; a colleague's change is followed. */
static void
test_aside (void)
{
  begin ();
  g_assert_false (says (find (CRM_TYPE_CLIENT_HEAD), "Set aside"));
  g_assert_true (
    crm_office_run (office, CRM_TXN_WRITE, "edit", set_aside, (gpointer) "closed", NULL));
  ui_test_settle ();
  g_assert_true (says (find (CRM_TYPE_CLIENT_HEAD), "Set aside: Closed down"));
  g_assert_true (crm_office_run (office, CRM_TXN_WRITE, "edit", set_aside, NULL, NULL));
  ui_test_settle ();
  g_assert_false (says (find (CRM_TYPE_CLIENT_HEAD), "Set aside"));
  ui_test_close (window);
}

static void
test_timeline (void)
{
  CrmTimeline *timeline;

  begin ();
  timeline = crm_card_get_timeline (card);
  /* A call, from the head to the calendar. */
  gtk_widget_activate_action (GTK_WIDGET (card), "client.call", NULL);
  ui_test_settle ();
  crm_call_panel_keep (find (CRM_TYPE_CALL_PANEL));
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "event"), ==, 1);
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 1);
  /* What is said at the record stands there too. */
  crm_talk_say (find (CRM_TYPE_TALK), "Chairs are late");
  ui_test_settle ();
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 2);
  crm_timeline_set_filter (timeline, "call", NULL);
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 1);
  crm_timeline_set_filter (timeline, NULL, "CHAIRS late");
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 1);
  crm_timeline_set_filter (timeline, NULL, "tables");
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 0);
  crm_timeline_set_filter (timeline, NULL, NULL);
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 2);
  ui_test_close (window);
}

static gboolean
add_colleagues (CrmTxn *txn, gpointer data, GError **error)
{
  static const char *const names[] = { "Ana Rusu", "Grigore Ciobanu", "Galina Munteanu" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CrmRecord) person = crm_txn_new (txn, "person");

    crm_record_set_text (person, "name", names[i]);
    if (!crm_txn_save (txn, person, error))
      return FALSE;
  }

  return TRUE;
}

/* As keys do it: the text changes before the cursor moves. */
static void
type_into (GtkWidget *entry, const char *text)
{
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (entry)), "insert-at-cursor",
                         text);
}

/* The names that are offered, in their order. */
static char *
offered_names (GtkWidget *entry)
{
  GtkWidget *list = ui_test_find (entry, GTK_TYPE_LIST_BOX);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_nonnull (list);
  if (!gtk_widget_get_visible (gtk_widget_get_ancestor (list, GTK_TYPE_POPOVER)))
    return g_strdup ("");
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_string_append_printf (names, "%s,",
                            gtk_label_get_text (GTK_LABEL (ui_test_find (row, GTK_TYPE_LABEL))));

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Whoever is meant is offered for what stands there, not for what stood there a letter ago. */
static void
test_mention (void)
{
  static const struct {
    const char *typed;
    const char *names;
  } cases[] = {
    { "call @g", "Galina Munteanu,Grigore Ciobanu," },
    { "r", "Grigore Ciobanu," },
    { "x", "" },
    { " ask @mun", "Galina Munteanu," },
    { " or ion@g", "" },
  };
  GtkWidget *entry;

  begin ();
  g_assert_true (crm_office_run (office, CRM_TXN_WRITE, "test", add_colleagues, NULL, NULL));
  crm_card_show_page (card, "talk");
  ui_test_settle ();
  entry = ui_test_find (find (CRM_TYPE_TALK), GTK_TYPE_ENTRY);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *names = NULL;

    type_into (entry, cases[i].typed);
    names = offered_names (entry);
    g_assert_cmpstr (names, ==, cases[i].names);
  }
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  ui_test_close (window);
}

static void
test_people (void)
{
  gint64 before;

  begin ();
  before = ui_test_count (office, "party");
  /* Typed and found nobody: somebody new, and the form stays as it was. */
  ui_test_type (ui_test_editor (GTK_WIDGET (card), "segment"), "Trade");
  crm_people_section_add (find (CRM_TYPE_PEOPLE_SECTION), 0, "Ion Rusu");
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "party"), ==, before + 1);
  g_assert_cmpint (ui_test_count (office, "affiliation"), ==, 1);
  crm_card_save (card);
  ui_test_saved (page);
  g_assert_cmpstr (
    crm_record_get_text (crm_draft_get_record (crm_card_get_draft (card)), "segment"), ==, "Trade");
  ui_test_close (window);
}

static gboolean
is_free (gpointer files)
{
  return !crm_files_is_busy (files);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("kontor-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plan.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) parent = g_file_new_for_path (folder);
  CrmFiles *files;

  begin ();
  files = find (CRM_TYPE_FILES);
  g_assert_true (g_file_set_contents (path, "plan", 4, NULL));
  crm_files_add (files, file);
  crm_files_add (files, file);
  ui_test_wait (is_free, files);
  ui_test_settle ();
  ui_test_wait (is_free, files);
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "attachment"), ==, 2);
  g_assert_cmpuint (crm_files_get_n_files (files), ==, 2);
  g_file_delete (file, NULL, NULL);
  g_file_delete (parent, NULL, NULL);
  ui_test_close (window);
}

/* Every room has talk and files, not only that of clients. */
static void
test_other_rooms (void)
{
  static const char *const rooms[] = { "claim", "product", "deal", "document" };

  begin ();
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++) {
    CrmRoomPage *other = ui_test_room (window, rooms[i]);
    GtkWidget *other_card = GTK_WIDGET (crm_room_page_get_card (other));

    g_assert_nonnull (ui_test_find (other_card, CRM_TYPE_TALK));
    g_assert_nonnull (ui_test_find (other_card, CRM_TYPE_FILES));
  }
  ui_test_close (window);
}

static gboolean
add_deal (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) deal = crm_txn_new (txn, "deal");

  crm_record_set_text (deal, "title", "Chairs");
  crm_record_set_int (deal, "client", id);

  return crm_txn_save (txn, deal, error);
}

/* A note on the card of a deal stands there and with its client. */
static void
test_deal (void)
{
  g_autoptr (GError) error = NULL;
  CrmRoomPage *deals;
  CrmTimeline *timeline;
  GtkWidget *note;

  begin ();
  crm_office_run (office, CRM_TXN_WRITE, "test", add_deal, NULL, &error);
  g_assert_no_error (error);
  deals = ui_test_room (window, "deal");
  ui_test_choose (deals, 0);
  timeline = crm_card_get_timeline (crm_room_page_get_card (deals));
  crm_card_show_page (crm_room_page_get_card (deals), "timeline");
  ui_test_settle ();
  note = ui_test_find (GTK_WIDGET (timeline), GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (note), "They want a discount");
  g_signal_emit_by_name (note, "activate");
  ui_test_settle ();
  g_assert_cmpuint (crm_timeline_get_n_rows (timeline), ==, 1);
  g_assert_cmpint (ui_test_count_where (office, "event", "deal.title = 'Chairs'"), ==, 1);
  page = ui_test_room (window, "party");
  crm_card_show_page (card, "timeline");
  ui_test_settle ();
  /* The deal itself, and the note. */
  g_assert_cmpuint (crm_timeline_get_n_rows (crm_card_get_timeline (card)), ==, 2);
  ui_test_close (window);
}

static gpointer
find_marks (void)
{
  return ui_test_find (GTK_WIDGET (window), CRM_TYPE_MARKS_BUTTON);
}

static gboolean
add_colleague (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "person");

  crm_record_set_text (record, "name", "Ion");
  if (!crm_txn_save (txn, record, error))
    return FALSE;
  *(gint64 *)data = crm_record_get_id (record);

  return TRUE;
}

static gboolean
say_for_me (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_comment_add (txn, id, "Please look", error);
}

/* A star follows the person; what a colleague says is counted until it is seen. */
static void
test_marks (void)
{
  g_autoptr (GHashTable) unread = NULL;
  gint64 me, other;

  begin ();
  gtk_widget_activate_action (GTK_WIDGET (card), "card.favourite", NULL);
  ui_test_settle ();
  g_assert_cmpuint (crm_marks_button_get_n_favourites (find_marks ()), ==, 1);
  me = crm_office_get_person (office);
  g_assert_true (crm_office_run (office, CRM_TXN_WRITE, "test", add_colleague, &other, NULL));
  crm_office_set_person (office, other);
  g_assert_true (crm_office_run (office, CRM_TXN_WRITE, "comment.add", say_for_me, NULL, NULL));
  crm_office_set_person (office, me);
  ui_test_settle ();
  g_assert_cmpuint (crm_marks_button_get_n_unread (find_marks ()), ==, 1);
  unread = crm_marks_button_get_unread (find_marks ());
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (unread, "party")), ==, 1);
  /* The page of talk is opened: it is read. */
  crm_card_show_page (card, "talk");
  ui_test_settle ();
  g_assert_cmpuint (crm_marks_button_get_n_unread (find_marks ()), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (card), "card.favourite", NULL);
  ui_test_settle ();
  g_assert_cmpuint (crm_marks_button_get_n_favourites (find_marks ()), ==, 0);
  ui_test_close (window);
}

/* --- More than one expects ---------------------------------------------------------------------
 */

#define PHONES 40

static gboolean
add_phones (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) party = crm_txn_get (txn, "party", id, error);

  for (guint i = 0; i < PHONES; i++) {
    g_autofree char *number = g_strdup_printf ("+373 22 1234%02u", i);

    crm_record_set_text (crm_record_add_line (party, "phones"), "number", number);
  }

  return crm_txn_save (txn, party, error);
}

/* All of them on the card, all of them to be called. */
/* Numbers and addresses stand where one looks for them: behind the group of the name. */
static void
test_order (void)
{
  double below;

  begin ();
  gtk_widget_translate_coordinates (ui_test_editor (GTK_WIDGET (card), "is_client"),
                                    find (CRM_TYPE_LINES_TABLE), 0, 0, NULL, &below);
  g_assert_cmpfloat (below, >, 0);
  gtk_widget_translate_coordinates (
    find (CRM_TYPE_LINES_TABLE), ui_test_editor (GTK_WIDGET (card), "segment"), 0, 0, NULL, &below);
  g_assert_cmpfloat (below, >, 0);
  ui_test_close (window);
}

static void
test_phones (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();
  gboolean offered = FALSE;

  begin ();
  crm_office_run (office, CRM_TXN_WRITE, "test", add_phones, NULL, &error);
  g_assert_no_error (error);
  ui_test_settle ();
  g_assert_cmpuint (ui_test_n_lines (office, "party", id, "phones"), ==, PHONES);
  gtk_widget_activate_action (GTK_WIDGET (card), "client.call", NULL);
  ui_test_settle ();
  ui_test_gather (find (CRM_TYPE_CALL_PANEL), GTK_TYPE_DROP_DOWN, choices);
  for (guint i = 0; i < choices->len; i++)
    offered =
      offered || g_list_model_get_n_items (gtk_drop_down_get_model (choices->pdata[i])) == PHONES;
  g_assert_true (offered);
  ui_test_close (window);
}

/* --- A field that goes while it is filled in ----------------------------------------------------
 */

static gint64 size;

static gboolean
add_size (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) field = crm_txn_new (txn, "custom_field");

  crm_record_set_text (field, "entity", "party");
  crm_record_set_text (field, "name", "x_size");
  crm_record_set_text (field, "label", "Size");
  size = crm_txn_save (txn, field, error) ? crm_record_get_id (field) : 0;

  return size != 0;
}

static gboolean
drop_size (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_delete (txn, "custom_field", size, error);
}

/* Rooms are furnished anew for other fields. */
static void
look_again (void)
{
  ui_test_settle ();
  page = ui_test_room (window, "party");
  card = crm_room_page_get_card (page);
  ui_test_settle ();
}

/* A colleague takes the field away while somebody types into it: the other fields are saved, and
 * what was typed is kept in the column that nobody sees any more. */
static void
test_field_removed (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *segment = NULL;
  g_autofree char *kept = NULL;

  begin ();
  crm_office_run (office, CRM_TXN_WRITE, "test", add_size, NULL, &error);
  g_assert_no_error (error);
  look_again ();
  ui_test_type (ui_test_editor (GTK_WIDGET (card), "segment"), "Trade");
  ui_test_type (ui_test_editor (GTK_WIDGET (card), "x_size"), "XL");
  crm_office_run (office, CRM_TXN_WRITE, "test", drop_size, NULL, &error);
  g_assert_no_error (error);
  look_again ();
  crm_card_save (card);
  ui_test_saved (page);
  segment = ui_test_stored (office, "party", id, "segment");
  g_assert_cmpstr (segment, ==, "Trade");
  kept = ui_test_stored (office, "party", id, "x_size");
  g_assert_cmpstr (kept, ==, "XL");
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/client/timeline", test_timeline);
  g_test_add_func ("/ui/client/aside", test_aside);
  g_test_add_func ("/ui/client/mention", test_mention);
  g_test_add_func ("/ui/client/people", test_people);
  g_test_add_func ("/ui/client/files", test_files);
  g_test_add_func ("/ui/client/marks", test_marks);
  g_test_add_func ("/ui/client/other-rooms", test_other_rooms);
  g_test_add_func ("/ui/client/deal", test_deal);
  g_test_add_func ("/ui/client/order", test_order);
  g_test_add_func ("/ui/client/phones", test_phones);
  g_test_add_func ("/ui/client/field-removed", test_field_removed);

  return g_test_run ();
}
