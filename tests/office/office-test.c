/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "base/crm-error.h"
#include "base/crm-requisite.h"
#include "office/clients/crm-party.h"
#include "support/crm-test.h"

/* 2026-02-10 10:00 UTC */
#define NOW G_GINT64_CONSTANT (1770717600000)

static gboolean
fill_company (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) ours = office_test_ours (txn);
  const char *country = crm_record_get_text (ours, "country");
  gboolean russian = g_str_equal (country, "RU");
  CrmRecord *account = crm_record_add_line (ours, "bank_accounts");
  CrmRecord *address = crm_record_add_line (ours, "addresses");
  CrmRecord *phone = crm_record_add_line (ours, "phones");
  g_autofree char *number = russian ? crm_requisite_make_ru_account ("40702810", "044525225", 7)
                                    : crm_requisite_make_iban (country, 7);

  crm_record_set_text (ours, "signer_name", "Ion Popescu");
  crm_record_set_text (ours, "signer_post", "Director");
  crm_record_set_text (ours, "accountant_name", "Maria Rusu");
  crm_record_set_text (ours, "reg_no", "J40/123/2020");
  crm_record_set_text (account, "bank", "Banca");
  crm_record_set_text (account, russian ? "account" : "iban", number);
  crm_record_set_text (account, "bic", russian ? "044525225" : "AGRNMD2X");
  if (russian)
    crm_record_set_text (account, "corr", "30101810400000000225");
  crm_record_set_text (address, "line", "Strada Mare 1");
  crm_record_set_text (address, "city", "Orhei");
  crm_record_set_text (phone, "number", russian ? "8 495 123-45-67" : "022 123 456");
  office_test_save (txn, ours);

  return TRUE;
}

CrmOffice *
office_test_new (const char *country, CrmLang lang)
{
  static guint n;
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (NOW, 1);
  g_autofree char *name = g_strdup_printf ("office-%u.kontor", n++);
  g_autofree char *path = crm_test_path (name);
  g_autofree char *tax_id = NULL;
  g_autoptr (GError) error = NULL;
  CrmOfficeSetup setup = {
    .country = country,
    .company = "Kontor Test",
    .legal_name = "Kontor Test SRL",
    .vat_payer = TRUE,
    .person = "Ana",
    .language = lang,
  };
  CrmOffice *office;

  if (g_str_equal (country, "RU"))
    tax_id = crm_requisite_make (CRM_REQUISITE_INN, 1);
  else if (g_str_equal (country, "MD"))
    tax_id = crm_requisite_make (CRM_REQUISITE_IDNO, 1);
  else if (g_str_equal (country, "RO"))
    tax_id = crm_requisite_make (CRM_REQUISITE_CUI, 1);
  setup.tax_id = tax_id;
  office = crm_office_create (path, &setup, 0, clock, &error);
  g_assert_no_error (error);
  g_assert_nonnull (office);
  office_test_do (office, fill_company, NULL);

  return office;
}

void
office_test_close (CrmOffice *office)
{
  g_autoptr (GError) error = NULL;
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  gpointer alive = office;

  g_assert_true (crm_office_close (office, &error));
  g_assert_no_error (error);
  /* A thread that laid out a paper lets go of the office a moment after its answer has come. */
  g_object_add_weak_pointer (G_OBJECT (office), &alive);
  g_object_unref (office);
  while (g_atomic_pointer_get (&alive) != NULL && g_get_monotonic_time () < end) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  g_assert_null (alive);
}

void
office_test_do (CrmOffice *office, CrmTxnFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_office_run (office, CRM_TXN_WRITE, "test", func, data, &error);
  g_assert_no_error (error);
}

char *
office_test_refuse (CrmOffice *office, CrmTxnFunc func, gpointer data, CrmError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_office_run (office, CRM_TXN_WRITE, "test", func, data, &error));
  g_assert_error (error, CRM_ERROR, code);

  return g_strdup (error->message);
}

void
office_test_in (const char *country, CrmTxnFunc func)
{
  CrmOffice *office = office_test_new (country, CRM_LANG_EN);

  office_test_do (office, func, NULL);
  office_test_close (office);
}

/* --- Inside a transaction -----------------------------------------------------------------------
 */

void
office_test_save (CrmTxn *txn, CrmRecord *record)
{
  g_autoptr (GError) error = NULL;

  crm_txn_save (txn, record, &error);
  g_assert_no_error (error);
}

char *
office_test_save_refused (CrmTxn *txn, CrmRecord *record, CrmError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_txn_save (txn, record, &error));
  g_assert_error (error, CRM_ERROR, code);

  return g_strdup (error->message);
}

CrmRecord *
office_test_get (CrmTxn *txn, const char *entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CrmRecord *record = crm_txn_get (txn, entity, id, &error);

  g_assert_no_error (error);

  return record;
}

CrmRecord *
office_test_find (CrmTxn *txn, const char *entity, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;
  CrmRecord *record = crm_txn_find_text (txn, entity, field, value, &error);

  g_assert_no_error (error);
  if (record == NULL)
    g_error ("there is no %s with %s = %s", entity, field, value);

  return record;
}

gint64
office_test_count (CrmTxn *txn, const char *entity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  gint64 n = crm_txn_count (txn, query, &error);

  g_assert_no_error (error);

  return n;
}

CrmRecord *
office_test_ours (CrmTxn *txn)
{
  g_autoptr (GError) error = NULL;
  CrmRecord *record = crm_party_ours (txn, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);

  return record;
}

gint64
office_test_person (CrmTxn *txn, const char *name, const char *key, gint64 department)
{
  g_autoptr (CrmRecord) role = office_test_find (txn, "role", "key", key);
  g_autoptr (CrmRecord) person = crm_txn_new (txn, "person");

  crm_record_set_text (person, "name", name);
  crm_record_set_int (person, "office_role", crm_record_get_id (role));
  if (department != 0)
    crm_record_set_int (person, "department", department);
  office_test_save (txn, person);

  return crm_record_get_id (person);
}

gint64
office_test_department (CrmTxn *txn, const char *name)
{
  g_autoptr (CrmRecord) department = crm_txn_new (txn, "department");

  crm_record_set_text (department, "name", name);
  office_test_save (txn, department);

  return crm_record_get_id (department);
}

gint64
office_test_client_of (CrmTxn *txn, const char *name, gint64 responsible)
{
  g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");

  crm_record_set_text (client, "name", name);
  crm_record_set_int (client, "responsible", responsible);
  office_test_save (txn, client);

  return crm_record_get_id (client);
}

gint64
office_test_client (CrmTxn *txn, const char *name, CrmLang lang)
{
  g_autoptr (CrmRecord) ours = office_test_ours (txn);
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");
  CrmRecord *address = crm_record_add_line (record, "addresses");

  crm_record_set_text (record, "name", name);
  crm_record_set (record, "country", crm_record_get (ours, "country"));
  crm_record_set_text (record, "language", crm_lang_code (lang));
  if (g_str_equal (crm_record_get_text (ours, "country"), "RU")) {
    g_autofree char *inn = crm_requisite_make (CRM_REQUISITE_INN, 5);

    crm_record_set_text (record, "inn", inn);
  } else if (g_str_equal (crm_record_get_text (ours, "country"), "MD")) {
    g_autofree char *idno = crm_requisite_make (CRM_REQUISITE_IDNO, 5);

    crm_record_set_text (record, "idno", idno);
  } else if (g_str_equal (crm_record_get_text (ours, "country"), "RO")) {
    g_autofree char *cui = crm_requisite_make (CRM_REQUISITE_CUI, 5);

    crm_record_set_text (record, "cui", cui);
  }
  crm_record_set_text (address, "line", "Strada Nouă 2");
  crm_record_set_text (address, "city", "Bălți");
  office_test_save (txn, record);

  return crm_record_get_id (record);
}

gint64
office_test_product (CrmTxn *txn, const char *name, gint64 price)
{
  g_autoptr (CrmRecord) ours = office_test_ours (txn);
  g_autoptr (CrmRecord) piece = office_test_find (txn, "unit", "code", "796");
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "product");
  CrmRecord *line = crm_record_add_line (record, "prices");

  crm_record_set_text (record, "name", name);
  crm_record_set_int (record, "unit", crm_record_get_id (piece));
  crm_record_set_int (line, "price", price);
  crm_record_set (line, "currency", crm_record_get (ours, "currency"));
  office_test_save (txn, record);

  return crm_record_get_id (record);
}

gint64
office_test_deal (CrmTxn *txn, gint64 client)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "deal");
  CrmRecord *line = crm_record_add_line (record, "lines");
  gint64 product = office_test_product (txn, "Chair", 1000000);

  crm_record_set_text (record, "title", "Chairs");
  crm_record_set_int (record, "client", client);
  crm_record_set_int (line, "product", product);
  crm_record_set_int (line, "quantity", 3000);
  office_test_save (txn, record);

  return crm_record_get_id (record);
}

void
office_test_rules (CrmTxn *txn)
{
  g_autoptr (CrmQuery) query = crm_query_new ("quality_rule");
  g_autoptr (GPtrArray) rules = crm_txn_query (txn, query, NULL);

  g_assert_nonnull (rules);
  g_assert_cmpuint (rules->len, >, 10);
  for (guint i = 0; i < rules->len; i++) {
    CrmRecord *rule = rules->pdata[i];
    const char *path = crm_record_get_text (rule, "path");
    gboolean phones = g_str_equal (path, "phones");
    gboolean idno = g_str_equal (path, "idno");

    crm_record_set_int (rule, "active", phones || idno);
    crm_record_set_int (rule, "weight", phones ? 2 : 1);
    office_test_save (txn, rule);
  }
}
