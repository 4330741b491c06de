/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/people/crm-role.h"
#include "office/people/crm-who.h"
#include "support/crm-test.h"

#include <string.h>

/* Ana is head; Ion sells in one department, Eva in another; Olga only looks. */
typedef struct {
  CrmOffice *office;
  gint64 ana, ion, eva, olga;
  gint64 ions, evas; /* clients */
} Fixture;

static gint64
add_client (CrmTxn *txn, const char *name, gint64 responsible)
{
  g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");
  CrmRecord *phone = crm_record_add_line (client, "phones");

  crm_record_set_text (client, "name", name);
  crm_record_set_int (client, "responsible", responsible);
  crm_record_set_text (client, "birthday", "1980-05-01");
  crm_record_set_text (phone, "number", "+373 22 987654");
  office_test_save (txn, client);

  return crm_record_get_id (client);
}

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  gint64 north = office_test_department (txn, "North");
  gint64 south = office_test_department (txn, "South");

  self->ion = office_test_person (txn, "Ion", "seller", north);
  self->eva = office_test_person (txn, "Eva", "seller", south);
  self->olga = office_test_person (txn, "Olga", "reader", north);
  self->ions = add_client (txn, "Alfa", self->ion);
  self->evas = add_client (txn, "Alba", self->eva);

  return TRUE;
}

static void
set_up (Fixture *self)
{
  self->office = office_test_new ("MD", CRM_LANG_EN);
  self->ana = crm_office_get_person (self->office);
  office_test_do (self->office, fill, self);
}

/* --- Roads ------------------------------------------------------------------------------------ */

static gint64
count (CrmTxn *txn, const char *where, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  gint64 n;

  crm_query_add_where (query, crm_query_parse_where ("is_ours = no", NULL));
  if (where != NULL)
    crm_query_add_where (query, crm_query_parse_where (where, NULL));
  crm_query_set_words (query, words);
  n = crm_txn_count (txn, query, &error);
  g_assert_no_error (error);

  return n;
}

static void
assert_denied (GError **error)
{
  g_assert_error (*error, CRM_ERROR, CRM_ERROR_DENIED);
  g_clear_error (error);
}

static gboolean
roads_of_ion (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) mine = office_test_get (txn, "party", self->ions);
  g_autoptr (CrmRecord) ours = office_test_ours (txn);
  g_autoptr (GPtrArray) hits = crm_txn_search (txn, NULL, "alba", 10, NULL);
  g_autoptr (GPtrArray) seen = crm_txn_search (txn, NULL, "alfa", 10, NULL);
  g_autofree char *title = NULL;

  g_assert_cmpint (count (txn, NULL, NULL), ==, 1);
  g_assert_cmpint (count (txn, NULL, "alba"), ==, 0);
  g_assert_cmpint (count (txn, "name = Alba", NULL), ==, 0);
  g_assert_cmpuint (hits->len, ==, 0);
  g_assert_cmpuint (seen->len, ==, 1);
  g_assert_null (crm_txn_get (txn, "party", self->evas, &local));
  assert_denied (&local);
  g_assert_null (crm_txn_find_text (txn, "party", "name", "Alba", &local));
  g_assert_no_error (local);
  g_assert_null (crm_txn_history (txn, self->evas, 10, &local));
  assert_denied (&local);
  g_assert_false (crm_txn_delete (txn, "party", self->evas, &local));
  assert_denied (&local);
  /* What a visible record names is called by its name. */
  title = crm_txn_title (txn, self->evas, NULL);
  g_assert_cmpstr (title, ==, "Alba");

  return TRUE;
}

static void
test_roads (void)
{
  Fixture self;

  set_up (&self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, roads_of_ion, &self);
  office_test_close (self.office);
}

/* --- The matrix ------------------------------------------------------------------------------- */

static gboolean
set_all (CrmTxn *txn, gpointer data, GError **error)
{
  const char *scope = data;
  g_autoptr (CrmRecord) role = office_test_find (txn, "role", "key", "seller");
  CrmRecord *line;

  crm_record_clear_lines (role, "permissions");
  line = crm_record_add_line (role, "permissions");
  crm_record_set_text (line, "entity", CRM_ROLE_REST);
  for (guint i = 0; i < CRM_N_ACTIONS; i++)
    crm_record_set_text (line, crm_role_action_field (i), scope);
  office_test_save (txn, role);

  return TRUE;
}

typedef struct {
  Fixture *fixture;
  CrmScopeKind scope;
} Cell;

static void
assert_may (CrmTxn *txn, gint64 responsible, gboolean may)
{
  static const char *const entities[] = { "party", "deal", "task", "event", "document", "claim" };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++) {
    g_autoptr (CrmRecord) record = crm_txn_new (txn, entities[i]);
    const CrmEntity *entity = crm_record_get_entity (record);

    crm_record_set_int (record, entity->responsible, responsible);
    for (guint action = 0; action < CRM_N_ACTIONS; action++) {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s %u", entities[i], action);
      g_assert_cmpint (crm_txn_may (txn, action, entities[i], record, &error), ==, may);
      if (!may)
        g_assert_error (error, CRM_ERROR, CRM_ERROR_DENIED);
    }
  }
}

static gboolean
check_cell (CrmTxn *txn, gpointer data, GError **error)
{
  const Cell *cell = data;
  g_autoptr (CrmRecord) ion = NULL;

  assert_may (txn, cell->fixture->ion, cell->scope >= CRM_SCOPE_OWN);
  assert_may (txn, cell->fixture->olga, cell->scope >= CRM_SCOPE_DEPARTMENT);
  assert_may (txn, cell->fixture->eva, cell->scope >= CRM_SCOPE_ALL);
  /* Settings are read by all and changed by those who manage. */
  ion = crm_txn_get (txn, "person", cell->fixture->ion, error);
  g_assert_nonnull (ion);
  g_assert_false (crm_txn_may (txn, CRM_ACTION_EDIT, "person", ion, NULL));
  g_assert_false (crm_txn_may (txn, CRM_ACTION_CREATE, "role", NULL, NULL));

  return TRUE;
}

static void
test_matrix (void)
{
  Fixture self;

  set_up (&self);
  for (int scope = CRM_SCOPE_NONE; scope <= CRM_SCOPE_ALL; scope++) {
    Cell cell = { &self, scope };

    crm_office_set_person (self.office, self.ana);
    office_test_do (self.office, set_all, (gpointer)crm_role_scope_key (scope));
    crm_office_set_person (self.office, self.ion);
    office_test_do (self.office, check_cell, &cell);
  }
  office_test_close (self.office);
}

/* --- Personal data ---------------------------------------------------------------------------- */

static gboolean
masked_for_olga (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", self->ions);
  CrmRecord *phone = crm_record_get_lines (client, "phones")->pdata[0];
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GPtrArray) found = NULL;

  g_assert_true (crm_value_is_masked (crm_record_get (client, "birthday")));
  g_assert_true (crm_value_is_masked (crm_record_get (phone, "number")));
  g_assert_true (crm_value_is_masked (crm_record_get (client, "phone_main")));
  g_assert_false (crm_record_has_changes (client));
  g_assert_cmpint (count (txn, NULL, "987654"), ==, 0);
  g_assert_cmpint (count (txn, NULL, "alfa"), ==, 1);
  crm_query_add_where (query, crm_query_parse_where ("birthday = 1980-05-01", NULL));
  found = crm_txn_query (txn, query, error);
  g_assert_null (found);
  assert_denied (error);

  return TRUE;
}

static gboolean
let_olga_edit (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) role = office_test_find (txn, "role", "key", "reader");

  crm_record_set_text (crm_record_get_lines (role, "permissions")->pdata[0], "edit", "all");
  office_test_save (txn, role);

  return TRUE;
}

static gboolean
edit_as_olga (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", self->ions);
  g_autofree char *message = NULL;

  crm_record_set_text (client, "segment", "B2B");
  office_test_save (txn, client);
  g_assert_true (crm_value_is_masked (crm_record_get (client, "birthday")));
  crm_record_set_text (client, "birthday", "1990-01-01");
  message = office_test_save_refused (txn, client, CRM_ERROR_DENIED);
  g_assert_nonnull (strstr (message, "Birthday"));
  crm_record_revert (client);
  crm_record_remove_line (client, "phones", 0);
  g_free (message);
  message = office_test_save_refused (txn, client, CRM_ERROR_DENIED);

  return TRUE;
}

static gboolean
whole_for_ana (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", self->ions);
  CrmRecord *phone = crm_record_get_lines (client, "phones")->pdata[0];

  g_assert_cmpstr (crm_record_get_text (client, "segment"), ==, "B2B");
  g_assert_cmpstr (crm_record_get_text (client, "birthday"), ==, "1980-05-01");
  g_assert_cmpstr (crm_record_get_text (phone, "number"), ==, "+373 22 987654");
  crm_record_set_text (client, "birthday", "1981-05-01");
  office_test_save (txn, client);

  return TRUE;
}

static gboolean
history_for_olga (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (GPtrArray) history = crm_txn_history (txn, self->ions, 10, error);
  gboolean masked = FALSE;

  g_assert_nonnull (history);
  for (guint i = 0; i < history->len; i++) {
    const char *changes = ((CrmHistory *)history->pdata[i])->changes;

    g_assert_false (changes != NULL && strstr (changes, "1981-05-01") != NULL);
    masked = masked || (changes != NULL && strstr (changes, CRM_MASK) != NULL);
  }
  g_assert_true (masked);

  return TRUE;
}

static void
test_personal (void)
{
  Fixture self;

  set_up (&self);
  crm_office_set_person (self.office, self.olga);
  office_test_do (self.office, masked_for_olga, &self);
  crm_office_set_person (self.office, self.ana);
  office_test_do (self.office, let_olga_edit, NULL);
  crm_office_set_person (self.office, self.olga);
  office_test_do (self.office, edit_as_olga, &self);
  crm_office_set_person (self.office, self.ana);
  office_test_do (self.office, whole_for_ana, &self);
  crm_office_set_person (self.office, self.olga);
  office_test_do (self.office, history_for_olga, &self);
  office_test_close (self.office);
}

/* --- Standing in ------------------------------------------------------------------------------ */

typedef struct {
  Fixture *fixture;
  const char *since;
  const char *until;
} Absence;

static gboolean
go_away (CrmTxn *txn, gpointer data, GError **error)
{
  const Absence *absence = data;
  g_autoptr (CrmRecord) eva = office_test_get (txn, "person", absence->fixture->eva);
  CrmRecord *line;

  crm_record_clear_lines (eva, "substitutes");
  line = crm_record_add_line (eva, "substitutes");
  crm_record_set_int (line, "person", absence->fixture->ion);
  crm_record_set_text (line, "since", absence->since);
  crm_record_set_text (line, "until", absence->until);
  office_test_save (txn, eva);

  return TRUE;
}

static gboolean
sees_two (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", self->evas);

  g_assert_cmpint (count (txn, NULL, NULL), ==, 2);
  crm_record_set_text (client, "segment", "A");
  office_test_save (txn, client);

  return TRUE;
}

static gboolean
sees_one (CrmTxn *txn, gpointer data, GError **error)
{
  g_assert_cmpint (count (txn, NULL, NULL), ==, 1);

  return TRUE;
}

/* Today is 10 February 2026: the first and the last day count, the days beside them do not. */
static void
test_substitute (void)
{
  static const struct {
    const char *since;
    const char *until;
    gboolean stands_in;
  } cases[] = {
    { "2026-02-10", "2026-02-10", TRUE },  { "2026-02-01", "2026-02-10", TRUE },
    { "2026-02-10", NULL, TRUE },          { "2026-02-11", "2026-02-20", FALSE },
    { "2026-02-01", "2026-02-09", FALSE },
  };
  Fixture self;

  set_up (&self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Absence absence = { &self, cases[i].since, cases[i].until };

    crm_office_set_person (self.office, self.ana);
    office_test_do (self.office, go_away, &absence);
    crm_office_set_person (self.office, self.ion);
    office_test_do (self.office, cases[i].stands_in ? sees_two : sees_one, &self);
  }
  office_test_close (self.office);
}

/* --- Guards ----------------------------------------------------------------------------------- */

static gboolean
unseat (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) ana = office_test_get (txn, "person", self->ana);
  g_autoptr (CrmRecord) head = office_test_find (txn, "role", "key", "head");
  g_autoptr (CrmRecord) seller = office_test_find (txn, "role", "key", "seller");
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;
  g_autoptr (GError) local = NULL;

  crm_record_set_int (ana, "active", 0);
  a = office_test_save_refused (txn, ana, CRM_ERROR_DENIED);
  crm_record_revert (ana);
  crm_record_set_int (ana, "office_role", crm_record_get_id (seller));
  b = office_test_save_refused (txn, ana, CRM_ERROR_DENIED);
  crm_record_set_int (head, "may_manage", 0);
  c = office_test_save_refused (txn, head, CRM_ERROR_DENIED);
  g_assert_false (crm_txn_delete (txn, "person", self->ana, &local));
  assert_denied (&local);
  g_assert_false (crm_txn_delete (txn, "role", crm_record_get_id (seller), &local));
  assert_denied (&local);

  return TRUE;
}

static gboolean
turn_round (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) north = office_test_find (txn, "department", "name", "North");
  g_autoptr (CrmRecord) south = office_test_find (txn, "department", "name", "South");
  g_autofree char *message = NULL;

  crm_record_set_int (north, "parent", crm_record_get_id (south));
  office_test_save (txn, north);
  crm_record_set_int (south, "parent", crm_record_get_id (north));
  message = office_test_save_refused (txn, south, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (message, "South"));

  return TRUE;
}

static void
test_guards (void)
{
  Fixture self;

  set_up (&self);
  office_test_do (self.office, unseat, &self);
  office_test_do (self.office, turn_round, NULL);
  office_test_close (self.office);
}

/* --- Two desktops ----------------------------------------------------------------------------- */

static void
on_rights_changed_cb (gboolean *changed)
{
  *changed = TRUE;
}

static gboolean
take_reading (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) role = office_test_find (txn, "role", "key", "seller");

  crm_record_set_text (crm_record_get_lines (role, "permissions")->pdata[0], "read", "none");
  office_test_save (txn, role);

  return TRUE;
}

static void
test_two_desktops (void)
{
  Fixture self;
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (G_GINT64_CONSTANT (1770717600000), 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSchema) schema = NULL;
  CrmOffice *other;
  gboolean changed = FALSE;
  const CrmEntity *party;

  set_up (&self);
  other = crm_office_open (crm_office_get_path (self.office), clock, &error);
  g_assert_no_error (error);
  g_assert_true (crm_office_act_as (other, "Ion", &error));
  schema = crm_office_get_schema (other);
  party = crm_schema_find (schema, "party");
  g_assert_true (crm_office_may (other, CRM_ACTION_READ, party, NULL));
  /* That Ion sits there now was news, too. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_signal_connect_swapped (other, "rights-changed", G_CALLBACK (on_rights_changed_cb), &changed);
  office_test_do (self.office, take_reading, NULL);
  crm_store_poll (crm_office_get_store (other));
  while (!changed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (crm_office_may (other, CRM_ACTION_READ, party, NULL));
  office_test_close (other);
  office_test_close (self.office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/rights/roads", test_roads);
  g_test_add_func ("/office/rights/matrix", test_matrix);
  g_test_add_func ("/office/rights/personal", test_personal);
  g_test_add_func ("/office/rights/substitute", test_substitute);
  g_test_add_func ("/office/rights/guards", test_guards);
  g_test_add_func ("/office/rights/two-desktops", test_two_desktops);

  return g_test_run ();
}
