/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "ui/common/crm-message.h"
#include "ui/settings/crm-fields-group.h"
#include "ui/settings/crm-fields-window.h"

#include <string.h>

/* The window that lays out cards, and cards that are open while somebody does. */

typedef struct {
  CrmFieldsWindow *window;
  const char *card; /* see card_of() */
  char *seen;
} Laid;

/* "Heading: field field\n" of each group of the window. (transfer full) */
static char *
card_of (CrmFieldsWindow *window)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  ui_test_gather (GTK_WIDGET (window), CRM_TYPE_FIELDS_GROUP, groups);
  for (guint i = 0; i < groups->len; i++) {
    g_autoptr (GPtrArray) rows = g_ptr_array_new ();

    g_string_append_printf (text, "%s:", crm_fields_group_get_name (groups->pdata[i]));
    ui_test_gather (groups->pdata[i], ADW_TYPE_ACTION_ROW, rows);
    for (guint k = 0; k < rows->len; k++)
      g_string_append_printf (text, " %s", crm_fields_group_field_of (rows->pdata[k]));
    g_string_append_c (text, '\n');
  }

  return g_string_free (text, FALSE);
}

static gboolean
is_laid_out (gpointer data)
{
  Laid *laid = data;

  g_free (laid->seen);
  laid->seen = card_of (laid->window);

  return strstr (laid->seen, laid->card) != NULL;
}

static void
wait_for (CrmFieldsWindow *window, const char *card)
{
  Laid laid = { .window = window, .card = card };

  ui_test_wait (is_laid_out, &laid);
  g_free (laid.seen);
}

static gboolean
has_toast (gpointer data)
{
  return ui_test_find (data, ADW_TYPE_TOAST_OVERLAY) != NULL &&
         gtk_widget_get_first_child (ui_test_find (data, ADW_TYPE_TOAST_OVERLAY)) !=
           gtk_widget_get_last_child (ui_test_find (data, ADW_TYPE_TOAST_OVERLAY));
}

static gboolean
label_is (GtkWidget *root, const char *text)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  ui_test_gather (root, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (g_str_equal (gtk_label_get_text (labels->pdata[i]), text))
      return TRUE;

  return FALSE;
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static void
answer_name (const char *name)
{
  GtkWidget *dialog = find_dialog ();

  g_assert_nonnull (dialog);
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (dialog, GTK_TYPE_ENTRY)), name);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "save");
}

static void
test_window (void)
{
  CrmOffice *office = ui_test_office ();
  CrmWindow *window;
  CrmFieldsWindow *fields;
  CrmRoomPage *page;
  g_autofree char *shipped = NULL;
  const char *name;

  ui_test_add_client (office, "Alder Ltd");
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  ui_test_choose (page, 0);
  fields = crm_fields_window_new (crm_window_get_desk (window), GTK_WINDOW (window), "party");
  gtk_window_present (GTK_WINDOW (fields));
  shipped = card_of (fields);
  name = strchr (shipped, ':');
  g_assert_nonnull (name);

  /* Into a new group, by the row's menu; its name is asked for. */
  gtk_widget_activate_action (GTK_WIDGET (fields), "fields.new-group", "s", "segment");
  answer_name ("Ours first");
  wait_for (fields, "Ours first: segment\n");
  /* The row that was moved has the focus still, for the next key. */
  g_assert_cmpstr (crm_fields_group_field_of (gtk_window_get_focus (GTK_WINDOW (fields))), ==,
                   "segment");
  gtk_widget_activate_action (GTK_WIDGET (fields), "fields.put", "(sss)", "source", "Ours first",
                              "segment");
  wait_for (fields, "Ours first: source segment\n");
  gtk_widget_activate_action (GTK_WIDGET (fields), "fields.down", "s", "source");
  wait_for (fields, "Ours first: segment source\n");

  gtk_widget_activate_action (GTK_WIDGET (fields), "fields.rename-group", "s", "Ours first");
  answer_name ("General");
  ui_test_wait (has_toast, fields);
  g_assert_true (label_is (GTK_WIDGET (fields), "Ours first"));
  gtk_widget_activate_action (GTK_WIDGET (fields), "fields.rename-group", "s", "Ours first");
  answer_name ("How they found us");
  wait_for (fields, "How they found us: segment source\n");
  /* The card that stands open behind it is laid out so too. */
  ui_test_settle ();
  g_assert_true (label_is (GTK_WIDGET (crm_room_page_get_card (crm_window_get_page (window))),
                           "How they found us"));

  gtk_widget_activate_action (GTK_WIDGET (fields), "fields.reset", NULL);
  wait_for (fields, shipped);
  ui_test_close (window);
}

/* --- While a card is open --------------------------------------------------------------------- */

static gint64 hobby;

static gboolean
add_hobby (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) field = crm_txn_new (txn, "custom_field");

  crm_record_set_text (field, "entity", data);
  crm_record_set_text (field, "name", "x_hobby");
  crm_record_set_text (field, "label", "Hobby");
  if (!crm_txn_save (txn, field, error))
    return FALSE;
  hobby = crm_record_get_id (field);

  return TRUE;
}

static gboolean
remove_hobby (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_delete (txn, "custom_field", hobby, error);
}

static CrmDraft *
open_draft (CrmWindow *window)
{
  CrmRoomPage *page = crm_window_get_page (window);

  return page != NULL ? crm_card_get_draft (crm_room_page_get_card (page)) : NULL;
}

static const CrmField *
hobby_of (gpointer window)
{
  CrmDraft *draft = open_draft (window);

  return draft != NULL ? crm_entity_find_field (crm_draft_get_entity (draft), "x_hobby") : NULL;
}

static gboolean
hobby_is_there (gpointer window)
{
  return hobby_of (window) != NULL && (hobby_of (window)->flags & CRM_FIELD_HIDDEN) == 0;
}

static gboolean
hobby_is_hidden (gpointer window)
{
  return hobby_of (window) != NULL && (hobby_of (window)->flags & CRM_FIELD_HIDDEN) != 0;
}

static GtkWidget *
editor_of (CrmWindow *window, const char *field)
{
  return ui_test_editor (GTK_WIDGET (crm_room_page_get_card (crm_window_get_page (window))), field);
}

static gboolean
was_said (CrmDesk *desk, const char *words)
{
  GListModel *messages = crm_desk_get_messages (desk);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++) {
    g_autoptr (CrmMessage) message = g_list_model_get_item (messages, i);

    if (strstr (crm_message_get_text (message), words) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* A colleague adds a field and takes it out of use again, while this card is being written in. */
static void
test_open_card (void)
{
  CrmOffice *office = ui_test_office ();
  gint64 client = ui_test_add_client (office, "Alder Ltd");
  CrmWindow *window = ui_test_window (office);
  CrmCard *card;
  g_autofree char *stored = NULL;

  ui_test_choose (ui_test_room (window, "party"), 0);
  card = crm_room_page_get_card (crm_window_get_page (window));
  crm_card_focus (card, "post");
  g_assert_true (
    crm_office_run (office, CRM_TXN_WRITE, "test", add_hobby, (gpointer) "party", NULL));
  ui_test_wait (hobby_is_there, window);
  ui_test_settle ();
  /* The same card, the same field. */
  card = crm_room_page_get_card (crm_window_get_page (window));
  g_assert_cmpint (crm_record_get_id (crm_draft_get_record (open_draft (window))), ==, client);
  g_assert_nonnull (editor_of (window, "x_hobby"));

  crm_card_focus (card, "x_hobby");
  ui_test_type (editor_of (window, "x_hobby"), "Chess");
  g_assert_true (crm_office_run (office, CRM_TXN_WRITE, "test", remove_hobby, NULL, NULL));
  ui_test_wait (hobby_is_hidden, window);
  ui_test_settle ();
  g_assert_null (editor_of (window, "x_hobby"));
  g_assert_true (was_said (crm_window_get_desk (window), "“Hobby” was taken out of use"));
  ui_test_saved (crm_window_get_page (window));
  stored = ui_test_stored (office, "party", client, "x_hobby");
  g_assert_cmpstr (stored, ==, "Chess");
  ui_test_close (window);
}

/* A new deal waits for its button: what was typed waits with it, under other fields. */
static void
test_new_record (void)
{
  CrmOffice *office = ui_test_office ();
  CrmWindow *window = ui_test_window (office);
  CrmRecord *record;

  crm_room_page_new_record (ui_test_room (window, "party"));
  ui_test_settle ();
  ui_test_type (editor_of (window, "name"), "Birch");
  g_assert_true (
    crm_office_run (office, CRM_TXN_WRITE, "test", add_hobby, (gpointer) "party", NULL));
  ui_test_wait (hobby_is_there, window);
  ui_test_settle ();
  record = crm_draft_get_record (open_draft (window));
  g_assert_cmpstr (crm_record_get_text (record, "name"), ==, "Birch");
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/fields/window", test_window);
  g_test_add_func ("/ui/fields/open-card", test_open_card);
  g_test_add_func ("/ui/fields/new-record", test_new_record);

  return g_test_run ();
}
