/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "base/crm-requisite.h"
#include "office/clients/crm-party.h"
#include "office/quality/crm-cleaning.h"
#include "office/quality/crm-quality.h"

/* Only these rules: two thirds for the phone, a third for the IDNO of Moldovan organisations. */
static void
set_rules (CrmTxn *txn)
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

static gboolean
check_card (CrmTxn *txn, gpointer data, GError **error)
{
  g_autofree char *right = crm_requisite_make (CRM_REQUISITE_IDNO, 7);
  g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) again = NULL;
  g_autoptr (GPtrArray) lacks = NULL;

  set_rules (txn);
  crm_record_set_text (client, "name", "Alfa");
  crm_record_set_text (client, "country", "MD");
  office_test_save (txn, client);
  g_assert_cmpint (crm_record_get_int (client, "completeness"), ==, 0);
  g_assert_cmpstr (crm_record_get_text (client, "missing"), ==, "|phones|idno|");
  lacks = crm_quality_lacks (client);
  g_assert_cmpuint (lacks->len, ==, 2);

  crm_record_set_text (crm_record_add_line (client, "phones"), "number", "022 123456");
  right[12] = right[12] == '0' ? '1' : '0';
  crm_record_set_text (client, "idno", right);
  office_test_save (txn, client);
  g_assert_cmpint (crm_record_get_int (client, "completeness"), ==, 6666);
  g_assert_cmpstr (crm_record_get_text (client, "missing"), ==, "|idno!|");

  /* What does not apply does not count. */
  g_assert_true (crm_quality_exempt (txn, "party", crm_record_get_id (client), "idno", error));
  again = office_test_get (txn, "party", crm_record_get_id (client));
  g_assert_cmpint (crm_record_get_int (again, "completeness"), ==, 10000);
  g_assert_true (crm_record_is_null (again, "missing"));

  /* No rule is for persons' IDNO, nor for suppliers. */
  crm_record_set_int (again, "is_client", 0);
  office_test_save (txn, again);
  g_assert_true (crm_record_is_null (again, "completeness"));

  return TRUE;
}

static void
test_card (void)
{
  office_test_in ("MD", check_card);
}

static gboolean
check_rules (CrmTxn *txn, gpointer data, GError **error)
{
  static const struct {
    const char *entity;
    const char *path;
    const char *where;
    const char *says;
  } wrong[] = {
    { "party", "phonez", NULL, "phonez" },
    { "party", "responsible.name", NULL, "other records" },
    { "party", "phones", "city = ", "character 8" },
    { "party", "phones", "responsible.name = Ana", "responsible.name" },
    { "unit", "name", NULL, "completeness" },
    { "nothing", "name", NULL, "nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (CrmRecord) rule = crm_txn_new (txn, "quality_rule");
    g_autoptr (GError) refused = NULL;

    crm_record_set_text (rule, "name", "Rule");
    crm_record_set_text (rule, "entity", wrong[i].entity);
    crm_record_set_text (rule, "path", wrong[i].path);
    crm_record_set_text (rule, "only_where", wrong[i].where);
    g_assert_false (crm_txn_save (txn, rule, &refused));
    if (strstr (refused->message, wrong[i].says) == NULL)
      g_error ("%s %s: %s", wrong[i].path, wrong[i].where, refused->message);
  }

  return TRUE;
}

static void
test_rules (void)
{
  office_test_in ("MD", check_rules);
}

/* --- Rules that change ------------------------------------------------------------------------ */

static gboolean
add_clients (CrmTxn *txn, gpointer data, GError **error)
{
  set_rules (txn);
  for (guint i = 0; i < 700; i++) {
    g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");
    g_autofree char *name = g_strdup_printf ("Alfa %u", i);

    crm_record_set_text (client, "name", name);
    if (i % 2 == 0)
      crm_record_set_text (crm_record_add_line (client, "phones"), "number", "022 123456");
    office_test_save (txn, client);
  }

  return TRUE;
}

static gboolean
check_figures (CrmTxn *txn, gpointer data, GError **error)
{
  const gint64 *expected = data;
  g_autoptr (CrmQuality) quality = crm_quality_read (txn, "party", error);
  const CrmLackCount *lack;

  g_assert_no_error (*error);
  g_assert_cmpint (quality->cards, ==, 700);
  g_assert_cmpint (quality->average, ==, expected[0]);
  g_assert_cmpint (quality->bands[0], ==, expected[1]);
  g_assert_cmpint (quality->bands[CRM_QUALITY_BANDS - 1], ==, expected[2]);
  lack = quality->lacks->pdata[0];
  g_assert_cmpint (lack->count, ==, expected[3]);
  for (guint i = 0; i < CRM_QUALITY_BANDS; i++) {
    g_autofree char *where = crm_quality_where_band (i);
    g_autoptr (CrmQuery) query = crm_query_new ("party");

    crm_query_add_where (query, crm_query_parse_where (where, error));
    g_assert_cmpint (crm_txn_count (txn, query, error), ==, quality->bands[i]);
  }
  for (guint i = 0; i < quality->lacks->len; i++) {
    const CrmLackCount *count = quality->lacks->pdata[i];
    g_autofree char *where = crm_quality_where_lack (count->path, count->wrong);
    g_autoptr (CrmQuery) query = crm_query_new ("party");

    crm_query_add_where (query, crm_query_parse_where (where, error));
    g_assert_cmpint (crm_txn_count (txn, query, error), ==, count->count);
  }

  return TRUE;
}

static gboolean
change_rules (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) rule = office_test_find (txn, "quality_rule", "path", "emails");

  crm_record_set_int (rule, "active", 1);
  crm_record_set_int (rule, "weight", 2);
  office_test_save (txn, rule);
  g_assert_cmpint (crm_record_get_int (rule, "applied"), ==, 0);

  return TRUE;
}

static gboolean
check_applied (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) rule = office_test_find (txn, "quality_rule", "path", "emails");

  g_assert_cmpint (crm_record_get_int (rule, "applied"), ==, 1);

  return TRUE;
}

/* The rule that has half of the weight. */
static gboolean
delete_rule (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) rule = office_test_find (txn, "quality_rule", "path", "emails");
  gint64 *id = data;

  *id = crm_record_get_id (rule);

  return crm_txn_delete (txn, "quality_rule", *id, error);
}

static gboolean
restore_rule (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_restore (txn, "quality_rule", *(gint64 *)data, error);
}

static void
assert_sound (CrmOffice *office)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings =
               crm_store_check (crm_office_get_store (office), NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_error ("%s", ((CrmFinding *)findings->pdata[i])->text);
}

static void
test_changes (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  gint64 before[] = { 5000, 350, 350, 350 };
  gint64 after[] = { 2500, 350, 0, 700 };
  gint64 id = 0;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  office_test_do (office, add_clients, NULL);
  g_assert_true (crm_quality_apply (office, &n, &error));
  office_test_do (office, check_figures, before);
  office_test_do (office, change_rules, NULL);
  /* No card is computed until the rule is applied, which takes several transactions. */
  office_test_do (office, check_figures, before);
  g_assert_true (crm_quality_apply (office, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  office_test_do (office, check_figures, after);
  office_test_do (office, check_applied, NULL);
  g_assert_true (crm_quality_apply (office, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  /* Without it the cards are as they were before; back from the trash it counts again. */
  office_test_do (office, delete_rule, &id);
  g_assert_true (crm_quality_apply (office, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  office_test_do (office, check_figures, before);
  g_assert_true (crm_quality_apply (office, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  office_test_do (office, restore_rule, &id);
  g_assert_true (crm_quality_apply (office, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  office_test_do (office, check_figures, after);
  assert_sound (office);
  office_test_close (office);
}

/* --- Losing touch ----------------------------------------------------------------------------- */

static gboolean
add_call (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 *id = data;
  g_autoptr (CrmRecord) call = crm_txn_new (txn, "event");

  *id = office_test_client (txn, "Alfa", CRM_LANG_RO);
  crm_record_set_text (call, "subject", "Call");
  crm_record_set_int (call, "client", *id);
  crm_record_set_int (call, "starts", crm_txn_get_now (txn) - 40 * G_GINT64_CONSTANT (86400000));
  office_test_save (txn, call);

  return TRUE;
}

static gboolean
check_touch (CrmTxn *txn, gpointer data, GError **error)
{
  const gint64 *id = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", *id);
  g_autoptr (CrmQuality) quality = NULL;
  g_autoptr (CrmQuality) aside = NULL;

  g_assert_true (crm_record_is_null (client, "touch_due"));
  crm_record_set_int (client, "touch_every", 30);
  office_test_save (txn, client);
  /* Ten days ago by the clock of the test. */
  g_assert_cmpstr (crm_record_get_text (client, "touch_due"), ==, "2026-01-31");
  quality = crm_quality_read (txn, "party", error);
  g_assert_cmpint (quality->losing, ==, 1);
  /* Whoever is set aside is not missed. */
  crm_record_set_text (client, "set_aside", "closed");
  office_test_save (txn, client);
  aside = crm_quality_read (txn, "party", error);
  g_assert_cmpint (aside->losing, ==, 0);
  crm_record_set_text (client, "set_aside", NULL);
  crm_record_set_int (client, "touch_every", 60);
  office_test_save (txn, client);
  g_assert_cmpstr (crm_record_get_text (client, "touch_due"), ==, "2026-03-02");

  return TRUE;
}

static void
test_touch (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  gint64 id = 0;

  office_test_do (office, add_call, &id);
  office_test_do (office, check_touch, &id);
  assert_sound (office);
  office_test_close (office);
}

/* --- Cleaning --------------------------------------------------------------------------------- */

static CrmQuestion *
next (CrmTxn *txn, CrmSkipped *skipped)
{
  g_autoptr (GError) error = NULL;
  CrmQuestion *question = crm_cleaning_next (txn, "party", skipped, &error);

  g_assert_no_error (error);

  return question;
}

static gboolean
check_questions (CrmTxn *txn, gpointer data, GError **error)
{
  g_autofree char *right = crm_requisite_make (CRM_REQUISITE_IDNO, 7);
  g_autoptr (GHashTable) skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) twin = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) cleaned = NULL;
  g_autoptr (GError) refused = NULL;
  CrmQuestion *question;

  set_rules (txn);
  crm_record_set_text (client, "name", "ООО «Ромашка»");
  crm_record_set_text (client, "country", "MD");
  office_test_save (txn, client);
  crm_record_set_text (twin, "name", "Romașka");
  crm_record_set_text (crm_record_add_line (twin, "phones"), "number", "022 123456");
  office_test_save (txn, twin);

  question = next (txn, skipped);
  g_assert_cmpint (question->kind, ==, CRM_QUESTION_SAME);
  g_assert_cmpint (question->other, ==, crm_record_get_id (twin));
  g_assert_true (crm_cleaning_answer (txn, question, NULL, error));
  crm_question_free (question);

  question = next (txn, skipped);
  g_assert_cmpint (question->kind, ==, CRM_QUESTION_FORM);
  g_assert_cmpstr (question->value, ==, "Ромашка");
  g_assert_true (crm_cleaning_answer (txn, question, "yes", error));
  crm_question_free (question);

  question = next (txn, skipped);
  g_assert_cmpint (question->kind, ==, CRM_QUESTION_MISSING);
  g_assert_cmpstr (question->path, ==, "phones.number");
  g_assert_false (crm_cleaning_answer (txn, question, "?", &refused));
  g_assert_error (refused, CRM_ERROR, CRM_ERROR_INVALID);
  g_hash_table_add (skipped, crm_question_key (question));
  crm_question_free (question);

  question = next (txn, skipped);
  g_assert_cmpstr (question->path, ==, "idno");
  g_assert_true (crm_cleaning_answer (txn, question, right, error));
  crm_question_free (question);
  g_assert_null (next (txn, skipped));

  g_hash_table_remove_all (skipped);
  question = next (txn, skipped);
  g_assert_cmpstr (question->token, ==, "phones");
  g_assert_true (crm_cleaning_answer (txn, question, "079 123456, 022 123456", error));
  crm_question_free (question);
  g_assert_null (next (txn, skipped));
  cleaned = office_test_get (txn, "party", crm_record_get_id (client));
  g_assert_cmpint (crm_record_get_int (cleaned, "completeness"), ==, 10000);
  g_assert_cmpstr (crm_record_get_text (cleaned, "name"), ==, "Ромашка");
  g_assert_cmpstr (crm_record_get_text (cleaned, "legal_form"), ==, "ООО");
  g_assert_cmpstr (crm_record_get_text (cleaned, "legal_name"), ==, "ООО «Ромашка»");
  g_assert_cmpuint (crm_record_get_lines (cleaned, "phones")->len, ==, 2);

  return TRUE;
}

static void
test_questions (void)
{
  office_test_in ("MD", check_questions);
}

/* Nobody is asked about clients set aside, nor whether another card is the same as theirs. */
static gboolean
check_set_aside (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) twin = crm_txn_new (txn, "party");
  CrmQuestion *question;

  set_rules (txn);
  crm_record_set_text (client, "name", "Alfa");
  office_test_save (txn, client);
  crm_record_set_text (twin, "name", "Alfa");
  crm_record_set_text (twin, "set_aside", "own_supplier");
  office_test_save (txn, twin);

  question = next (txn, NULL);
  g_assert_cmpint (question->id, ==, crm_record_get_id (client));
  g_assert_cmpint (question->kind, ==, CRM_QUESTION_MISSING);
  crm_question_free (question);
  crm_record_set_text (client, "set_aside", "never_buys");
  office_test_save (txn, client);
  g_assert_null (next (txn, NULL));
  crm_record_set_text (client, "set_aside", NULL);
  office_test_save (txn, client);
  question = next (txn, NULL);
  g_assert_cmpint (question->id, ==, crm_record_get_id (client));
  crm_question_free (question);

  return TRUE;
}

static void
test_set_aside (void)
{
  office_test_in ("MD", check_set_aside);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/quality/card", test_card);
  g_test_add_func ("/office/quality/rules", test_rules);
  g_test_add_func ("/office/quality/changes", test_changes);
  g_test_add_func ("/office/quality/touch", test_touch);
  g_test_add_func ("/office/quality/questions", test_questions);
  g_test_add_func ("/office/quality/set-aside", test_set_aside);

  return g_test_run ();
}
