/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-office.h"

#include "office/people/crm-role.h"

/* Opening lists, and going anywhere in them; also as somebody who sees a part of the office. */

#define JUMPS 200

static guint ready;
static const char *whose = "";

static void
on_ready_cb (CrmRecordList *list)
{
  ready++;
}

static void
open_list (CrmOffice *office, const char *entity, const char *order)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (CrmRecordList) list = NULL;
  g_autoptr (CrmRow) first = NULL;
  g_autofree char *name = NULL;
  CrmTestTimes times;
  gint64 start = g_get_monotonic_time ();
  guint n, position = 0;

  if (g_str_equal (entity, "party"))
    crm_query_add_test (query, "is_client", CRM_TEST_EQUAL, "yes");
  crm_query_set_order (query, order);
  ready = 0;
  list = perf_list_new (office, query);
  g_signal_connect (list, "ready", G_CALLBACK (on_ready_cb), NULL);
  perf_list_wait (list, &ready, 0);
  first = perf_list_row (list, 0);
  name = g_strdup_printf ("%s%s by %s: first screen", whose, entity, order);
  crm_test_figure (name, perf_ms_since (start), 20, "ms");
  while (!crm_record_list_is_complete (list))
    g_main_context_iteration (NULL, TRUE);
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_free (name);
  name = g_strdup_printf ("%s%s by %s: all %u positions", whose, entity, order, n);
  crm_test_figure (name, perf_ms_since (start), 500, "ms");

  crm_test_times_init (&times);
  for (guint i = 0; i < JUMPS; i++) {
    g_autoptr (CrmRow) row = NULL;

    position = (guint)(((guint64)position + 7919 * 37) % n);
    start = g_get_monotonic_time ();
    row = perf_list_row (list, position);
    crm_test_times_add (&times, perf_ms_since (start));
  }
  g_free (name);
  name = g_strdup_printf ("%s%s by %s: jump to a row, p95", whose, entity, order);
  crm_test_figure (name, crm_test_times_at (&times, 95), 16, "ms");
  crm_test_times_clear (&times);
}

/* --- Of those who see a part -------------------------------------------------------------------*/

typedef struct {
  gint64 head, seller;
  CrmScopeKind scope; /* of what sellers see */
  gboolean apart;     /* the seller is alone in a department */
} Part;

static gint64
first_with_role (CrmTxn *txn, const char *key, GError **error)
{
  g_autoptr (CrmRecord) role = crm_role_find (txn, key, error);
  g_autoptr (CrmQuery) query = crm_query_new ("person");
  g_autoptr (CrmRecord) person = NULL;

  crm_query_add_test_id (query, "office_role", crm_record_get_id (role));
  person = crm_txn_first (txn, query, error);

  return crm_record_get_id (person);
}

static gboolean
find_people (CrmTxn *txn, gpointer data, GError **error)
{
  Part *part = data;

  part->head = first_with_role (txn, "head", error);
  part->seller = first_with_role (txn, "seller", error);

  return TRUE;
}

static gboolean
set_apart (CrmTxn *txn, gpointer data, GError **error)
{
  const Part *part = data;
  g_autoptr (CrmRecord) role = crm_role_find (txn, "seller", error);
  g_autoptr (CrmRecord) seller = crm_txn_get (txn, "person", part->seller, error);
  g_auto (CrmValue) place = CRM_VALUE_INIT;
  g_autoptr (CrmRecord) department = crm_txn_find_text (txn, "department", "name", "Apart", NULL);

  if (department == NULL) {
    department = crm_txn_new (txn, "department");
    crm_record_set_text (department, "name", "Apart");
    if (!crm_txn_save (txn, department, error))
      return FALSE;
  }
  crm_role_set_scope (role, CRM_ROLE_REST, CRM_ACTION_READ, part->scope);
  if (part->apart)
    crm_value_set_int (&place, crm_record_get_id (department));
  crm_record_set (seller, "department", &place);

  return crm_txn_save (txn, role, error) && crm_txn_save (txn, seller, error);
}

static void
change (CrmOffice *office, Part *part, CrmScopeKind scope, gboolean apart)
{
  g_autoptr (GError) error = NULL;

  part->scope = scope;
  part->apart = apart;
  crm_office_set_person (office, part->head);
  crm_office_run (office, CRM_TXN_WRITE, "perf", set_apart, part, &error);
  g_assert_no_error (error);
}

/* The office is afterwards as it was. */
static void
open_parts (CrmOffice *office)
{
  Part part = { 0 };

  crm_office_run (office, CRM_TXN_READ, NULL, find_people, &part, NULL);
  change (office, &part, CRM_SCOPE_OWN, TRUE);
  crm_office_set_person (office, part.seller);
  whose = "own ";
  open_list (office, "party", "name");
  open_list (office, "party", "-last_touch");
  open_list (office, "deal", "-number");
  change (office, &part, CRM_SCOPE_DEPARTMENT, TRUE);
  crm_office_set_person (office, part.seller);
  whose = "the department's ";
  open_list (office, "party", "name");
  open_list (office, "event", "-starts");
  change (office, &part, CRM_SCOPE_DEPARTMENT, FALSE);
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmOffice) office = NULL;
  gint64 start;

  g_test_init (&argc, &argv, NULL);
  g_free (perf_office_path ());
  start = g_get_monotonic_time ();
  office = perf_office_open ();
  crm_test_figure ("opening the office", perf_ms_since (start), 20, "ms");
  open_list (office, "party", "name");
  open_list (office, "party", "city,name");
  open_list (office, "party", "-last_touch");
  open_list (office, "deal", "-number");
  open_list (office, "deal", "-amount");
  open_list (office, "deal", "stage");
  open_list (office, "event", "-starts");
  open_list (office, "task", "due");
  open_parts (office);
  crm_office_close (office, NULL);

  return 0;
}
