/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "colleague.h"

CrmOffice *office;
CrmOffice *theirs;
CrmWindow *window;
CrmRoomPage *page;
CrmCard *card;
gint64 id;
gint64 ana;

static gboolean
add_ana (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "person");

  crm_record_set_text (record, "name", "Ana");
  if (!crm_txn_save (txn, record, error))
    return FALSE;
  ana = crm_record_get_id (record);

  return TRUE;
}

void
begin (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;

  office = ui_test_office ();
  crm_office_run (office, CRM_TXN_WRITE, "test", add_ana, NULL, &error);
  g_assert_no_error (error);
  id = ui_test_add_client (office, "Alfa");
  ui_test_add_client (office, "Beta");
  theirs = crm_office_open (crm_office_get_path (office), clock, &error);
  g_assert_no_error (error);
  crm_office_set_person (theirs, ana);
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  crm_list_view_set_order (crm_room_page_get_list_view (page), "name");
  ui_test_settle ();
  card = crm_room_page_get_card (page);
}

void
end (void)
{
  ui_test_close (window);
  crm_office_close (theirs, NULL);
  ui_test_settle ();
  g_clear_object (&theirs);
}

GtkWidget *
editor (const char *field)
{
  GtkWidget *found = ui_test_editor (GTK_WIDGET (card), field);

  g_assert_nonnull (found);

  return found;
}

gboolean
change_theirs (CrmTxn *txn, gpointer data, GError **error)
{
  Theirs *change = data;
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "party", id, error);

  return record != NULL &&
         crm_record_assign (record, change->path, change->text, NULL, NULL, error) &&
         crm_txn_save (txn, record, error);
}

void
they_change (const char *path, const char *text)
{
  Theirs change = { path, text };
  g_autoptr (GError) error = NULL;

  crm_office_run (theirs, CRM_TXN_WRITE, "edit", change_theirs, &change, &error);
  g_assert_no_error (error);
  crm_store_poll (crm_office_get_store (office));
  ui_test_settle ();
  ui_test_settle ();
}

void
assert_stored (const char *field, const char *text)
{
  g_autofree char *stored = ui_test_stored (office, "party", id, field);

  g_assert_cmpstr (stored, ==, text);
}

gboolean
is_deleted (gpointer draft)
{
  return crm_draft_is_deleted (draft);
}
