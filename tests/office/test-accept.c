/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/clients/crm-accept.h"

#include <string.h>

/* Somebody has called, written or come. */

static void
test_line (void)
{
  static const struct {
    const char *typed, *name, *phone, *email;
  } lines[] = {
    { "079 123456", NULL, "079 123456", NULL },
    { "Ion Rusu +373 (79) 123-456", "Ion Rusu", "+373 (79) 123-456", NULL },
    { "Ana <ana@firma.md>, 022 123456", "Ana", "022 123456", "<ana@firma.md>" },
    { "Alfa 24", "Alfa 24", NULL, NULL },
    { "  ", NULL, NULL, NULL },
    { NULL, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (CrmAccepting) parts = crm_accepting_new ();

    crm_accepting_take (parts, lines[i].typed);
    /* What a line before has said is gone. */
    crm_accepting_take (parts, lines[i].typed);
    g_assert_cmpstr (parts->name, ==, lines[i].name);
    g_assert_cmpstr (parts->phone, ==, lines[i].phone);
    g_assert_cmpstr (parts->email, ==, lines[i].email);
  }
}

/* --- Who it may be ---------------------------------------------------------------------------- */

static gint64
add_client (CrmTxn *txn, const char *name, const char *phone)
{
  g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");

  crm_record_set_text (client, "name", name);
  if (phone != NULL)
    crm_record_set_text (crm_record_add_line (client, "phones"), "number", phone);
  office_test_save (txn, client);

  return crm_record_get_id (client);
}

static gboolean
check_callers (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 alfa = add_client (txn, "Alfa Trading", NULL);
  gint64 beta = add_client (txn, "Beta", "+373 22 987 654");
  g_autoptr (GPtrArray) both = crm_callers_find (txn, "Alfa 022 987654", 5, error);
  g_autoptr (GPtrArray) one = crm_callers_find (txn, "Alfa 022 987654", 1, error);
  g_autoptr (GPtrArray) none = crm_callers_find (txn, "Omega", 5, error);

  /* By the number first: a name is many people's. */
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_cmpint (((CrmCaller *)both->pdata[0])->id, ==, beta);
  g_assert_cmpstr (((CrmCaller *)both->pdata[0])->detail, ==, "+373 22 987 654");
  g_assert_cmpint (((CrmCaller *)both->pdata[1])->id, ==, alfa);
  g_assert_null (((CrmCaller *)both->pdata[1])->detail);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);

  return TRUE;
}

static void
test_callers (void)
{
  office_test_in ("MD", check_callers);
}

/* --- Accepting -------------------------------------------------------------------------------- */

typedef struct {
  CrmOffice *office;
  CrmAccepting *accepting;
  gint64 seller, reader;
} Fixture;

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  self->seller = office_test_person (txn, "Ion", "seller", 0);
  self->reader = office_test_person (txn, "Olga", "reader", 0);

  return TRUE;
}

static void
set_up (Fixture *self)
{
  self->office = office_test_new ("MD", CRM_LANG_EN);
  office_test_do (self->office, fill, self);
  self->accepting = crm_accepting_new ();
  crm_accepting_take (self->accepting, "Omega 022 654321 office@omega.md");
  self->accepting->subject = g_strdup ("Wants ten chairs");
  self->accepting->deal = g_strdup ("Ten chairs");
  self->accepting->to = self->seller;
}

static void
tear_down (Fixture *self)
{
  crm_accepting_free (self->accepting);
  office_test_close (self->office);
}

static gboolean
check_accepted (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", self->accepting->party);
  g_autoptr (CrmRecord) event = office_test_get (txn, "event", self->accepting->event);
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", self->accepting->deal_id);
  g_autoptr (CrmRecord) task = office_test_find (txn, "task", "title", "Wants ten chairs");
  GPtrArray *emails = crm_record_get_lines (client, "emails");

  g_assert_cmpstr (crm_record_get_text (client, "name"), ==, "Omega");
  g_assert_cmpstr (crm_record_get_text (client, "phone_main"), ==, "+373 22 654 321");
  g_assert_cmpuint (emails->len, ==, 1);
  g_assert_cmpint (crm_record_get_int (client, "responsible"), ==, self->seller);
  g_assert_cmpstr (crm_record_get_text (client, "source"), ==, "call");
  g_assert_cmpint (crm_record_get_int (event, "client"), ==, self->accepting->party);
  g_assert_cmpint (crm_record_get_int (event, "deal"), ==, self->accepting->deal_id);
  g_assert_cmpstr (crm_record_get_text (event, "direction"), ==, "in");
  g_assert_cmpint (crm_record_get_int (event, "responsible"), ==, crm_txn_get_person (txn));
  g_assert_cmpint (crm_record_get_int (deal, "client"), ==, self->accepting->party);
  g_assert_cmpint (crm_record_get_int (deal, "responsible"), ==, self->seller);
  g_assert_cmpint (crm_record_get_int (task, "assignee"), ==, self->seller);
  g_assert_cmpint (crm_record_get_int (task, "client"), ==, self->accepting->party);

  return TRUE;
}

typedef struct {
  gint64 parties, events, deals, tasks;
} Counts;

static gboolean
count (CrmTxn *txn, gpointer data, GError **error)
{
  Counts *counts = data;

  counts->parties = office_test_count (txn, "party");
  counts->events = office_test_count (txn, "event");
  counts->deals = office_test_count (txn, "deal");
  counts->tasks = office_test_count (txn, "task");

  return TRUE;
}

static void
assert_made (const Fixture *self, const Counts *before, gint64 n)
{
  Counts now;

  office_test_do (self->office, count, &now);
  g_assert_cmpint (now.parties, ==, before->parties + n);
  g_assert_cmpint (now.events, ==, before->events + n);
  g_assert_cmpint (now.deals, ==, before->deals + n);
  g_assert_cmpint (now.tasks, ==, before->tasks + n);
}

static gboolean
undo (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_undo (txn, 0, NULL, error);
}

static void
test_accept (void)
{
  Fixture self;
  Counts before;

  set_up (&self);
  office_test_do (self.office, count, &before);
  office_test_do (self.office, crm_client_accept, self.accepting);
  office_test_do (self.office, check_accepted, &self);
  assert_made (&self, &before, 1);
  office_test_do (self.office, undo, NULL);
  assert_made (&self, &before, 0);
  tear_down (&self);
}

static gboolean
check_known (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmAccepting) letter = crm_accepting_new ();
  g_autoptr (CrmRecord) event = NULL;
  gint64 parties, tasks;

  letter->client = add_client (txn, "Alfa", NULL);
  letter->channel = g_strdup ("letter");
  letter->email = g_strdup ("ana@alfa.md");
  letter->subject = g_strdup ("A question");
  parties = office_test_count (txn, "party");
  tasks = office_test_count (txn, "task");
  if (!crm_client_accept (txn, letter, error))
    return FALSE;
  /* Whoever accepts it sees to it: no task, and nobody new. */
  g_assert_cmpint (letter->party, ==, letter->client);
  g_assert_cmpint (letter->deal_id, ==, 0);
  g_assert_cmpint (office_test_count (txn, "party"), ==, parties);
  g_assert_cmpint (office_test_count (txn, "task"), ==, tasks);
  event = office_test_get (txn, "event", letter->event);
  g_assert_cmpstr (crm_record_get_text (event, "from_address"), ==, "ana@alfa.md");

  return TRUE;
}

static void
test_known (void)
{
  office_test_in ("MD", check_known);
}

static gboolean
leave (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) person = office_test_get (txn, "person", ((Fixture *)data)->seller);

  crm_record_set_int (person, "active", 0);
  office_test_save (txn, person);

  return TRUE;
}

/* What cannot be done changes nothing, and says why. */
static void
test_refused (void)
{
  g_autofree char *gone = NULL;
  g_autofree char *nameless = NULL;
  g_autofree char *about = NULL;
  g_autofree char *denied = NULL;
  Fixture self;
  Counts before;

  set_up (&self);
  office_test_do (self.office, leave, &self);
  office_test_do (self.office, count, &before);
  gone = office_test_refuse (self.office, crm_client_accept, self.accepting, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (gone, "Ion"));
  self.accepting->to = 0;
  crm_accepting_take (self.accepting, "079 123456");
  nameless = office_test_refuse (self.office, crm_client_accept, self.accepting, CRM_ERROR_INVALID);
  g_assert_cmpstr (nameless, ==, "Say what the new client is called.");
  crm_accepting_take (self.accepting, "Omega");
  g_clear_pointer (&self.accepting->subject, g_free);
  about = office_test_refuse (self.office, crm_client_accept, self.accepting, CRM_ERROR_INVALID);
  g_assert_cmpstr (about, ==, "Say what it is about.");
  self.accepting->subject = g_strdup ("A question");
  crm_office_set_person (self.office, self.reader);
  denied = office_test_refuse (self.office, crm_client_accept, self.accepting, CRM_ERROR_DENIED);
  g_assert_cmpstr (denied, !=, "");
  assert_made (&self, &before, 0);
  tear_down (&self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/accept/line", test_line);
  g_test_add_func ("/office/accept/callers", test_callers);
  g_test_add_func ("/office/accept/accept", test_accept);
  g_test_add_func ("/office/accept/known", test_known);
  g_test_add_func ("/office/accept/refused", test_refused);

  return g_test_run ();
}
