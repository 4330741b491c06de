/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

static gboolean
check_task (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) task = crm_txn_new (txn, "task");
  g_autofree char *message = NULL;

  crm_record_set_text (task, "title", "Call");
  office_test_save (txn, task);
  g_assert_cmpstr (crm_record_get_text (task, "due"), ==, crm_txn_get_today (txn));
  g_assert_true (crm_record_is_null (task, "done_at"));
  crm_record_set_text (task, "state", "done");
  office_test_save (txn, task);
  g_assert_cmpint (crm_record_get_int (task, "done_at"), ==, crm_txn_get_now (txn));
  crm_record_set_text (task, "state", "cancelled");
  message = office_test_save_refused (txn, task, CRM_ERROR_INVALID);
  crm_record_set_text (task, "state", "open");
  office_test_save (txn, task);
  g_assert_true (crm_record_is_null (task, "done_at"));

  return TRUE;
}

static void
test_task (void)
{
  office_test_in ("MD", check_task);
}

static gboolean
check_claim (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  g_autoptr (CrmRecord) claim = crm_txn_new (txn, "claim");
  g_autofree char *too_soon = NULL;
  g_autofree char *undecided = NULL;
  g_autofree char *no_currency = NULL;

  crm_record_set_int (claim, "client", client);
  crm_record_set_text (claim, "text", "Two chairs are broken");
  office_test_save (txn, claim);
  g_assert_cmpint (crm_record_get_int (claim, "number"), ==, 1);
  g_assert_cmpstr (crm_record_get_text (claim, "state"), ==, "new");

  crm_record_set_text (claim, "state", "closed");
  too_soon = office_test_save_refused (txn, claim, CRM_ERROR_INVALID);
  crm_record_set_text (claim, "state", "working");
  office_test_save (txn, claim);
  crm_record_set_text (claim, "state", "closed");
  undecided = office_test_save_refused (txn, claim, CRM_ERROR_INVALID);
  crm_record_set_text (claim, "decision", "replace");
  crm_record_set_int (claim, "cost", 10000);
  no_currency = office_test_save_refused (txn, claim, CRM_ERROR_INVALID);
  crm_record_set_text (claim, "currency", "MDL");
  office_test_save (txn, claim);

  return TRUE;
}

static void
test_claim (void)
{
  office_test_in ("MD", check_claim);
}

/* --- Fields of the office's own -----------------------------------------------------------------
 */

static gboolean
add_field (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) field = crm_txn_new (txn, "custom_field");
  g_autofree char *name = NULL;
  g_autofree char *entity = NULL;
  g_autofree char *options = NULL;

  crm_record_set_text (field, "entity", "party");
  crm_record_set_text (field, "name", "grade");
  crm_record_set_text (field, "label", "Grade");
  name = office_test_save_refused (txn, field, CRM_ERROR_INVALID);
  crm_record_set_text (field, "name", "x_grade");
  crm_record_set_text (field, "entity", "nothing");
  entity = office_test_save_refused (txn, field, CRM_ERROR_NOT_FOUND);
  crm_record_set_text (field, "entity", "party");
  crm_record_set_text (field, "type", "choice");
  options = office_test_save_refused (txn, field, CRM_ERROR_INVALID);
  crm_record_set_text (field, "options", "a=First\nb=Second");
  office_test_save (txn, field);

  return TRUE;
}

static gboolean
use_field (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) client =
               office_test_get (txn, "party", office_test_client (txn, "Alfa", CRM_LANG_RO));
  g_autoptr (CrmRecord) again = NULL;
  g_autoptr (CrmRecord) field = office_test_find (txn, "custom_field", "name", "x_grade");
  g_autoptr (CrmRecord) twin = crm_txn_new (txn, "custom_field");
  g_autofree char *remade = NULL;
  g_autofree char *doubled = NULL;

  crm_record_set_text (client, "x_grade", "b");
  office_test_save (txn, client);
  again = office_test_get (txn, "party", crm_record_get_id (client));
  g_assert_cmpstr (crm_record_get_text (again, "x_grade"), ==, "b");

  crm_record_set_text (field, "type", "note");
  remade = office_test_save_refused (txn, field, CRM_ERROR_INVALID);
  crm_record_set_text (twin, "entity", "party");
  crm_record_set_text (twin, "name", "x_grade");
  crm_record_set_text (twin, "label", "Grade");
  doubled = office_test_save_refused (txn, twin, CRM_ERROR_UNIQUE);

  return TRUE;
}

static void
test_custom_field (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);

  office_test_do (office, add_field, NULL);
  /* The schema comes with the next turn of the main loop. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  office_test_do (office, use_field, NULL);
  office_test_close (office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/states/task", test_task);
  g_test_add_func ("/office/states/claim", test_claim);
  g_test_add_func ("/office/states/custom-field", test_custom_field);

  return g_test_run ();
}
