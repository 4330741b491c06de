/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/people/crm-role.h"
#include "store/crm-compiler.h"
#include "store/crm-store-private.h"
#include "store/sqlite/crm-sqlite.h"

#include <string.h>

/*
 * Every statement that lists, searches and saves of all rooms come to, as the engine was given it:
 * none walks a whole table but along the index that gives its order, and none sorts. On a share a
 * walk over a hundred thousand clients is a second and a half. And none is left in the middle: as
 * long as one is, nobody in the office can finish a save.
 */

/* Rooms that grow with the years; the others hold what an office sets up once. */
static const char *const large[] = {
  "party", "deal", "task", "event", "document", "claim", "product", NULL,
};

/* --- What the engine is asked ------------------------------------------------------------------*/

static GMutex lock;
static GHashTable *asked; /* statements since the last forget() */
static guint64 steps;     /* that the engine's machine made for them */

static int
trace_cb (unsigned type, void *data, void *statement, void *expanded)
{
  const char *sql = sqlite3_sql (statement);

  g_mutex_lock (&lock);
  if (type == SQLITE_TRACE_PROFILE)
    steps += (guint64)sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_VM_STEP, 1);
  else if (asked != NULL && sql != NULL && !g_str_has_prefix (expanded, "--"))
    g_hash_table_add (asked, g_strdup (sql));
  g_mutex_unlock (&lock);

  return 0;
}

static int
watch (sqlite3 *handle, char **message, const void *api)
{
  return sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, trace_cb, NULL);
}

static void
begin_watching (void)
{
  asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_auto_extension ((void (*) (void)) (gpointer)watch);
}

static void
forget (void)
{
  g_mutex_lock (&lock);
  g_hash_table_remove_all (asked);
  steps = 0;
  g_mutex_unlock (&lock);
}

/* --- How it would be done ----------------------------------------------------------------------*/

/* Of a table that grows; the search index has tables of its own, which it reads in its own way. */
static gboolean
is_asked_of_rows (const char *sql)
{
  static const char *const all[] = { "record", "log", "operation", "timeline", "gram" };
  gboolean grows = FALSE;

  if (!g_str_has_prefix (sql, "SELECT") && !g_str_has_prefix (sql, "UPDATE") &&
      !g_str_has_prefix (sql, "DELETE"))
    return FALSE;
  for (gsize i = 0; large[i] != NULL && !grows; i++) {
    g_autofree char *quoted = g_strdup_printf ("\"%s\"", large[i]);

    grows = strstr (sql, quoted) != NULL;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (all) && !grows; i++) {
    g_autofree char *named = g_strdup_printf (" %s ", all[i]);

    grows = strstr (sql, named) != NULL && strstr (sql, "'main'.") == NULL;
  }

  return grows;
}

/* "SCAN t" without an index walks the table; the search index is walked by its words alone. */
static gboolean
is_bad (const char *detail, gboolean may_sort)
{
  if (!may_sort && strstr (detail, "USE TEMP B-TREE FOR ORDER BY") != NULL)
    return TRUE;

  return g_str_has_prefix (detail, "SCAN ") && strstr (detail, "INDEX") == NULL &&
         strstr (detail, "CONSTANT ROW") == NULL;
}

/* Saves may sort the few rows that they ask for, lists may not. */
static guint
check_plans (const char *path, gboolean may_sort)
{
  g_autofree char **statements = (char **)g_hash_table_get_keys_as_array (asked, NULL);
  sqlite3 *handle;
  guint n = 0;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_trace_v2 (handle, 0, NULL, NULL);
  for (guint i = 0; statements[i] != NULL; i++) {
    g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", statements[i], NULL);
    sqlite3_stmt *statement;

    if (!is_asked_of_rows (statements[i]) ||
        sqlite3_prepare_v2 (handle, explain, -1, &statement, NULL) != SQLITE_OK)
      continue;
    n++;
    while (sqlite3_step (statement) == SQLITE_ROW) {
      const char *detail = (const char *)sqlite3_column_text (statement, 3);

      if (is_bad (detail, may_sort))
        g_error ("%s: %s", detail, statements[i]);
    }
    sqlite3_finalize (statement);
  }
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);

  return n;
}

static guint
count_idle (const CrmDb *db)
{
  sqlite3_stmt *statement = NULL;
  guint n = 0;

  while ((statement = sqlite3_next_stmt (db->handle, statement)) != NULL) {
    if (sqlite3_stmt_busy (statement))
      g_error ("Left in the middle: %s", sqlite3_sql (statement));
    n++;
  }

  return n;
}

/* While nobody does anything. */
static void
assert_idle (CrmOffice *office)
{
  CrmStore *store = crm_office_get_store (office);

  g_assert_cmpuint (count_idle (store->writer.db) + count_idle (store->reader.db), >, 10);
}

/* --- Lists and searches ------------------------------------------------------------------------*/

static void
open_list (CrmOffice *office,
           const CrmEntity *entity,
           const char *order,
           const char *words,
           const char *where)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  g_autoptr (CrmRecordList) list = NULL;
  g_autoptr (GError) error = NULL;
  const char *columns[] = { entity->fields[0].name, NULL };

  crm_query_set_order (query, order);
  if (words != NULL)
    crm_query_set_words (query, words);
  if (where != NULL)
    crm_query_add_where (query, crm_query_parse_where (where, NULL));
  list = crm_office_list (office, query, columns, &error);
  g_assert_no_error (error);
  while (!crm_record_list_is_complete (list))
    g_main_context_iteration (NULL, TRUE);
  if (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0) {
    g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), 0);

    while (!crm_row_is_loaded (row))
      g_main_context_iteration (NULL, TRUE);
  }
}

static void
open_lists (CrmOffice *office, const CrmEntity *entity)
{
  static const char *const words[] = { "a", "al", "alf", "alfa beta", "022" };

  open_list (office, entity, entity->order, NULL, NULL);
  for (const CrmField *field = entity->fields; field->name != NULL; field++) {
    g_autofree char *down = g_strconcat ("-", field->name, NULL);

    if (!(field->flags & CRM_FIELD_SORTED))
      continue;
    open_list (office, entity, field->name, NULL, NULL);
    open_list (office, entity, down, NULL, NULL);
    /* What nearly all of them are has an index too, which must not lead away from the order. */
    if (g_str_equal (entity->name, "party") && !_crm_empties_come_last (field)) {
      open_list (office, entity, field->name, NULL, "is_client = yes");
      open_list (office, entity, down, NULL, "is_client = yes");
    }
  }
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    open_list (office, entity, entity->order, words[i], NULL);
}

static gboolean
fill_func (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa Beta", CRM_LANG_RU);

  return office_test_deal (txn, client) != 0;
}

static void
test_lists (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RU);
  g_autoptr (CrmSchema) schema = crm_office_get_schema (office);
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (schema, &n);

  office_test_do (office, fill_func, NULL);
  forget ();
  for (gsize i = 0; i < n; i++)
    if (g_strv_contains (large, entities[i]->name))
      open_lists (office, entities[i]);
  assert_idle (office);
  g_assert_cmpuint (check_plans (crm_store_get_path (crm_office_get_store (office)), FALSE), >, 50);
  office_test_close (office);
}

/* --- Of those who see only some ----------------------------------------------------------------*/

#define CLIENTS 3000
#define MINE    30

typedef struct {
  gint64 ion;
  const char *scope; /* of what the role sees */
} Scoped;

static gboolean
hire (CrmTxn *txn, gpointer data, GError **error)
{
  Scoped *self = data;
  g_autoptr (CrmRecord) north = crm_txn_new (txn, "department");
  g_autoptr (CrmRecord) role = office_test_find (txn, "role", "key", "seller");
  g_autoptr (CrmRecord) ion = crm_txn_new (txn, "person");

  crm_record_set_text (north, "name", "North");
  office_test_save (txn, north);
  crm_role_set_scope (role, CRM_ROLE_REST, CRM_ACTION_READ, crm_role_scope_from_key (self->scope));
  office_test_save (txn, role);
  crm_record_set_text (ion, "name", "Ion");
  crm_record_set_int (ion, "office_role", crm_record_get_id (role));
  crm_record_set_int (ion, "department", crm_record_get_id (north));
  office_test_save (txn, ion);
  self->ion = crm_record_get_id (ion);
  for (guint i = 0; i < CLIENTS; i++) {
    g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");
    g_autofree char *name = g_strdup_printf ("Client %04u", i);

    crm_record_set_text (client, "name", name);
    crm_record_set_int (client, "is_client", 1);
    crm_record_set_int (client, "responsible",
                        i % (CLIENTS / MINE) == 0 ? self->ion : crm_txn_get_person (txn));
    office_test_save (txn, client);
  }

  return TRUE;
}

static guint64
steps_of_list (CrmOffice *office, const CrmEntity *entity, const char *order)
{
  forget ();
  open_list (office, entity, order, NULL, NULL);

  return steps;
}

/* Who sees a hundredth of the clients goes along the same index once, and looks at each row no
 * harder than who sees all of them: nothing is sorted, and nothing asked again for each. */
static void
check_scope (const char *scope)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autoptr (CrmSchema) schema = crm_office_get_schema (office);
  const CrmEntity *party = crm_schema_find (schema, "party");
  Scoped self = { .scope = scope };
  gint64 ana = crm_office_get_person (office);
  guint64 all, some;

  office_test_do (office, hire, &self);
  crm_office_set_person (office, ana);
  all = steps_of_list (office, party, "name");
  crm_office_set_person (office, self.ion);
  some = steps_of_list (office, party, "name");
  g_test_message ("%s: %" G_GUINT64_FORMAT " steps, all of it %" G_GUINT64_FORMAT, scope, some,
                  all);
  g_assert_cmpuint (some, <, 3 * all);
  g_assert_cmpuint (check_plans (crm_store_get_path (crm_office_get_store (office)), FALSE), >, 0);
  office_test_close (office);
}

static void
test_own (void)
{
  check_scope ("own");
}

static void
test_department (void)
{
  check_scope ("department");
}

/* --- Saves -------------------------------------------------------------------------------------*/

static gboolean
edit_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) client = office_test_find (txn, "party", "name", "Alfa Beta");
  g_autoptr (CrmRecord) call = crm_txn_new (txn, "event");

  crm_record_set_text (client, "note", "Spoke about it");
  crm_record_set_text (call, "kind", "call");
  crm_record_set_text (call, "subject", "About it");
  crm_record_set_int (call, "client", crm_record_get_id (client));
  office_test_save (txn, client);
  office_test_save (txn, call);

  return TRUE;
}

static void
test_saves (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RU);

  forget ();
  office_test_do (office, fill_func, NULL);
  office_test_do (office, edit_func, NULL);
  assert_idle (office);
  g_assert_cmpuint (check_plans (crm_store_get_path (crm_office_get_store (office)), TRUE), >, 10);
  office_test_close (office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  begin_watching ();
  g_test_add_func ("/office/plans/lists", test_lists);
  g_test_add_func ("/office/plans/own", test_own);
  g_test_add_func ("/office/plans/department", test_department);
  g_test_add_func ("/office/plans/saves", test_saves);

  return g_test_run ();
}
