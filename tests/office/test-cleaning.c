/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "base/crm-requisite.h"
#include "office/quality/crm-cleaning.h"

/* The five-minute cleaning: one question after the other. */

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

  office_test_rules (txn);
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

  office_test_rules (txn);
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
  g_test_add_func ("/office/cleaning/questions", test_questions);
  g_test_add_func ("/office/cleaning/set-aside", test_set_aside);

  return g_test_run ();
}
