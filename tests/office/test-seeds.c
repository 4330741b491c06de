/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/documents/crm-series.h"
#include "office/lists/crm-saved-view.h"
#include "office/products/crm-tax-rate.h"
#include "office/products/crm-unit.h"
#include "office/seeds/crm-seed.h"

static void
assert_usual (CrmTxn *txn, const char *country, const char *day, gint64 rate)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) usual = crm_tax_rate_usual (txn, country, day, &error);

  g_assert_no_error (error);
  g_assert_nonnull (usual);
  g_assert_cmpint (crm_record_get_int (usual, "rate"), ==, rate);
}

static gboolean
check_md (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) ours = office_test_ours (txn);
  g_autoptr (CrmRecord) person = office_test_find (txn, "person", "name", "Ana");
  g_autoptr (CrmRecord) invoices = NULL;

  g_assert_cmpstr (crm_record_get_text (ours, "currency"), ==, "MDL");
  g_assert_cmpint (crm_record_get_int (ours, "is_client"), ==, 0);
  g_assert_false (crm_record_is_null (ours, "idno"));
  g_assert_cmpstr (crm_record_get_text (person, "account"), ==, g_get_user_name ());
  assert_usual (txn, "MD", "2026-02-10", 2000);
  g_assert_cmpint (office_test_count (txn, "tax_rate"), ==, 4);
  g_assert_cmpint (office_test_count (txn, "stage"), ==, 6);
  g_assert_cmpint (office_test_count (txn, "unit"), ==, 13);
  g_assert_cmpint (office_test_count (txn, "cause"), ==, 7);
  g_assert_cmpint (office_test_count (txn, "template"), >, 0);
  invoices = crm_series_find (txn, crm_record_get_id (ours), "invoice", NULL);
  g_assert_null (invoices);

  return TRUE;
}

static void
test_md (void)
{
  office_test_in ("MD", check_md);
}

/* 425-ФЗ: 20 % ended with 2025. */
static gboolean
check_ru (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) ours = office_test_ours (txn);
  g_autoptr (CrmRecord) unit = office_test_find (txn, "unit", "code", "796");
  g_autoptr (CrmRecord) exempt = office_test_find (txn, "tax_rate", "level", "exempt");
  g_autofree char *text = crm_tax_rate_text (exempt, CRM_LANG_RU);

  g_assert_cmpstr (crm_record_get_text (ours, "currency"), ==, "RUB");
  g_assert_false (crm_record_is_null (ours, "inn"));
  assert_usual (txn, "RU", "2025-12-31", 2000);
  assert_usual (txn, "RU", "2026-01-01", 2200);
  g_assert_cmpint (office_test_count (txn, "tax_rate"), ==, 7);
  g_assert_cmpstr (crm_unit_short_name (unit, CRM_LANG_RU), ==, "шт.");
  g_assert_cmpstr (crm_unit_short_name (unit, CRM_LANG_RO), ==, "buc.");
  g_assert_cmpstr (text, ==, "без НДС");

  return TRUE;
}

static void
test_ru (void)
{
  office_test_in ("RU", check_ru);
}

/* Legea 141/2025: both old reduced rates are followed by 11 %. */
static gboolean
check_ro (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) ours = office_test_ours (txn);
  g_autoptr (CrmRecord) old = office_test_find (txn, "tax_rate", "name", "VAT 5%");
  g_autoptr (CrmRecord) now = crm_tax_rate_on (txn, crm_record_get_id (old), "2026-02-10", error);
  g_autoptr (CrmRecord) invoices =
               crm_series_find (txn, crm_record_get_id (ours), "invoice", error);

  assert_usual (txn, "RO", "2025-07-31", 1900);
  assert_usual (txn, "RO", "2025-08-01", 2100);
  g_assert_nonnull (now);
  g_assert_cmpint (crm_record_get_int (now, "rate"), ==, 1100);
  g_assert_nonnull (invoices);
  g_assert_cmpstr (crm_record_get_text (invoices, "prefix"), ==, "KON");
  g_assert_cmpstr (crm_record_get_text (ours, "currency"), ==, "RON");

  return TRUE;
}

static void
test_ro (void)
{
  office_test_in ("RO", check_ro);
}

/* The office's own things are in its language, whatever the person's is. */
static gboolean
check_words (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) stage = office_test_find (txn, "stage", "kind", "won");
  g_autoptr (CrmRecord) pipeline = office_test_find (txn, "pipeline", "name", "Vânzări");

  g_assert_cmpstr (crm_record_get_text (stage, "name"), ==, "Câștigată");
  g_assert_cmpint (crm_record_get_int (stage, "pipeline"), ==, crm_record_get_id (pipeline));

  return TRUE;
}

static void
test_words (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);

  office_test_do (office, check_words, NULL);
  office_test_close (office);
}

/* A country that nothing is known of still has an office to begin with. */
static gboolean
check_unknown (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) ours = office_test_ours (txn);

  g_assert_cmpstr (crm_record_get_text (ours, "currency"), ==, "EUR");
  g_assert_cmpint (office_test_count (txn, "tax_rate"), ==, 1);

  return TRUE;
}

static void
test_unknown (void)
{
  office_test_in ("IE", check_unknown);
}

static void
test_open (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autofree char *path = g_strdup (crm_office_get_path (office));
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  gint64 person = crm_office_get_person (office);

  g_assert_cmpint (person, !=, 0);
  office_test_close (office);
  office = crm_office_open (path, clock, &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_office_get_person (office), ==, person);
  office_test_close (office);
}

static void
test_currencies (void)
{
  g_assert_cmpstr (crm_seed_currency ("UA"), ==, "UAH");
  g_assert_cmpstr (crm_seed_currency ("FR"), ==, "EUR");
  g_assert_cmpstr (crm_seed_currency (NULL), ==, "EUR");
}

/* --- Saved views ------------------------------------------------------------------------------ */

static void
add_event (CrmTxn *txn, const char *kind, const char *subject, gint64 starts)
{
  g_autoptr (CrmRecord) event = crm_txn_new (txn, "event");

  crm_record_set_text (event, "kind", kind);
  crm_record_set_text (event, "subject", subject);
  crm_record_set_int (event, "starts", starts);
  office_test_save (txn, event);
}

/* Today's visits, in the order in which one makes them. */
static gboolean
check_route (CrmTxn *txn, gpointer data, GError **error)
{
  const gint64 hour = 60 * 60 * 1000;
  const CrmEntity *entity = crm_schema_find (crm_txn_get_schema (txn), "event");
  g_autoptr (CrmRecord) view = office_test_find (txn, "saved_view", "entity", "event");
  g_autoptr (CrmViewContent) content =
               crm_view_content_parse (crm_record_get_text (view, "content"), error);
  g_autoptr (CrmQuery) query = crm_query_new ("event");
  g_autoptr (GPtrArray) found = NULL;
  g_auto (GStrv) gone = NULL;
  gint64 now = crm_txn_get_now (txn);

  g_assert_no_error (*error);
  g_assert_cmpint (crm_record_get_int (view, "shared"), ==, 1);
  add_event (txn, "visit", "Late", now + 5 * hour);
  add_event (txn, "visit", "Early", now - 2 * hour);
  add_event (txn, "visit", "Tomorrow", now + 24 * hour);
  add_event (txn, "call", "A call", now);
  gone = crm_view_content_fit (content, crm_txn_get_schema (txn), entity);
  g_assert_null (gone);
  crm_query_add_where (query, g_steal_pointer (&content->where));
  crm_query_set_order (query, content->order);
  found = crm_txn_query (txn, query, error);
  g_assert_no_error (*error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (crm_record_get_text (found->pdata[0], "subject"), ==, "Early");
  g_assert_cmpstr (crm_record_get_text (found->pdata[1], "subject"), ==, "Late");

  return TRUE;
}

static void
test_route (void)
{
  office_test_in ("MD", check_route);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/seeds/md", test_md);
  g_test_add_func ("/office/seeds/ru", test_ru);
  g_test_add_func ("/office/seeds/ro", test_ro);
  g_test_add_func ("/office/seeds/words", test_words);
  g_test_add_func ("/office/seeds/unknown", test_unknown);
  g_test_add_func ("/office/seeds/open", test_open);
  g_test_add_func ("/office/seeds/currencies", test_currencies);
  g_test_add_func ("/office/seeds/route", test_route);

  return g_test_run ();
}
