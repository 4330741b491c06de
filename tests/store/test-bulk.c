/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

/* The same work in both modes. */
static gboolean
fill_func (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 previous = 0;

  for (guint i = 0; i < 300; i++) {
    g_autoptr (CrmRecord) party = crm_txn_new (txn, "party");
    g_autoptr (CrmRecord) deal = crm_txn_new (txn, "deal");
    g_autofree char *name = g_strdup_printf ("Party %u %s", i, i % 3 == 0 ? "Nord" : "Sud");
    CrmRecord *phone = crm_record_add_line (party, "phones");

    crm_record_set_text (party, "name", name);
    crm_record_set_text (phone, "number", "022 123 456");
    if (!crm_txn_save (txn, party, error))
      return FALSE;
    crm_record_set_text (deal, "name", name);
    crm_record_set_text (deal, "opened", "2026-01-05");
    crm_record_set_int (deal, "client", previous != 0 ? previous : crm_record_get_id (party));
    if (!crm_txn_save (txn, deal, error))
      return FALSE;
    /* And a change, a line less, a deletion among them. */
    crm_record_set_text (party, "city", "Orhei");
    if (i % 5 == 0)
      crm_record_remove_line (party, "phones", 0);
    if (!crm_txn_save (txn, party, error) ||
        (i % 7 == 0 && !crm_txn_delete (txn, "deal", crm_record_get_id (deal), error)))
      return FALSE;
    previous = crm_record_get_id (party);
  }

  return TRUE;
}

static gboolean
fail_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_record_set_text (record, "name", "Never");
  if (!crm_txn_save (txn, record, error))
    return FALSE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, "no");

  return FALSE;
}

static void
compare (CrmStore *bulk, CrmStore *normal)
{
  static const struct {
    const char *entity;
    const char *where;
    const char *words;
  } questions[] = {
    { "party", NULL, NULL },     { "party", NULL, "n" },
    { "party", NULL, "nor" },    { "party", NULL, "pa 7" },
    { "party", NULL, "123456" }, { "party", "deals = 1", NULL },
    { "party", NULL, "nev" },    { "party", "city = Orhei", "su" },
    { "deal", NULL, "sud" },     { "deal", "client.name ~ nord", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++) {
    g_autofree char *a =
      sample_find (bulk, questions[i].entity, questions[i].where, questions[i].words);
    g_autofree char *b =
      sample_find (normal, questions[i].entity, questions[i].where, questions[i].words);

    g_assert_cmpstr (a, ==, b);
  }
}

static void
test_same (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *bulk = sample_open (path, CRM_STORE_CREATE | CRM_STORE_BULK);
  CrmStore *normal = sample_new ();
  g_autofree char *message = NULL;
  g_autofree char *second = NULL;

  sample_do (bulk, fill_func, NULL);
  message = sample_refuse (bulk, fail_func, NULL, CRM_ERROR_INVALID);
  sample_close (bulk);
  bulk = sample_open (path, 0);
  sample_do (normal, fill_func, NULL);
  second = sample_refuse (normal, fail_func, NULL, CRM_ERROR_INVALID);
  compare (bulk, normal);
  sample_assert_clean (bulk);
  sample_assert_clean (normal);
  /* And it goes on as any file. */
  sample_add (bulk, "party", "name", "Later", NULL);
  sample_assert_clean (bulk);
  sample_close (bulk);
  sample_close (normal);
}

static gboolean
see_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("party");

  g_assert_true (crm_txn_is_bulk (txn));
  g_assert_cmpint (crm_txn_count (txn, query, error), ==, 300);

  return TRUE;
}

/* Rules ask while it fills: it sees its own work. */
static void
test_sees (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *bulk = sample_open (path, CRM_STORE_CREATE | CRM_STORE_BULK);
  g_autoptr (GError) error = NULL;

  sample_do (bulk, fill_func, NULL);
  crm_store_run (bulk, CRM_TXN_READ, NULL, see_func, NULL, &error);
  g_assert_no_error (error);
  sample_close (bulk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/bulk/same", test_same);
  g_test_add_func ("/store/bulk/sees", test_sees);

  return g_test_run ();
}
