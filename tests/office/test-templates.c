/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/templates/crm-paper-template.h"
#include "office/templates/crm-shipped.h"

#include <string.h>

static void
test_names (void)
{
  g_autofree char *country = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *language = NULL;

  g_assert_true (crm_shipped_split ("md.proforma.ro.xml", &country, &kind, &language));
  g_assert_cmpstr (country, ==, "md");
  g_assert_cmpstr (kind, ==, "proforma");
  g_assert_cmpstr (language, ==, "ro");
  g_assert_false (crm_shipped_split ("README", NULL, NULL, NULL));
  g_assert_false (crm_shipped_split ("../md.proforma.ro.xml", NULL, NULL, NULL));
  g_assert_false (crm_shipped_split ("a/b.c.ro.xml", NULL, NULL, NULL));
  g_assert_null (crm_shipped_read ("../../meson.build", NULL));
}

static gboolean
check_shipped (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) template = office_test_find (txn, "template", "file", "md.proforma.ro.xml");
  g_autoptr (CrmRecord) copy = NULL;
  g_autofree char *message = NULL;
  gint64 n = office_test_count (txn, "template");
  gint64 id;

  g_assert_cmpint (crm_record_get_int (template, "shipped"), ==, 1);
  crm_record_set_text (template, "name", "Mine");
  message = office_test_save_refused (txn, template, CRM_ERROR_DENIED);
  crm_record_revert (template);
  /* Where it stands in the list is the office's matter. */
  crm_record_set_int (template, "rank", 1);
  office_test_save (txn, template);

  if (!crm_template_duplicate (txn, crm_record_get_id (template), &id, error))
    return FALSE;
  copy = office_test_get (txn, "template", id);
  g_assert_cmpint (crm_record_get_int (copy, "shipped"), ==, 0);
  crm_record_set_text (copy, "name", "Mine");
  office_test_save (txn, copy);

  /* Loading again adds none and leaves the copy. */
  if (!crm_template_load_shipped (txn, error))
    return FALSE;
  g_assert_cmpint (office_test_count (txn, "template"), ==, n + 1);

  return TRUE;
}

static void
test_shipped (void)
{
  office_test_in ("MD", check_shipped);
}

static gboolean
check_wrong (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) template = crm_txn_new (txn, "template");
  g_autofree char *broken = NULL;
  g_autofree char *kind = NULL;

  crm_record_set_text (template, "name", "Ours");
  crm_record_set_text (template, "xml",
                       "<document kind=\"offer\" lang=\"ro\">\n<p>{{doc.number</p>\n</document>");
  broken = office_test_save_refused (txn, template, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (broken, "Ours"));
  g_assert_nonnull (strstr (broken, "2"));

  crm_record_set_text (template, "xml",
                       "<document kind=\"offer\" lang=\"ro\"><p>{{doc.number}}</p></document>");
  crm_record_set_text (template, "kind", "invoice");
  kind = office_test_save_refused (txn, template, CRM_ERROR_INVALID);
  crm_record_set_null (template, "kind");
  office_test_save (txn, template);
  g_assert_cmpstr (crm_record_get_text (template, "kind"), ==, "offer");
  g_assert_cmpstr (crm_record_get_text (template, "language"), ==, "ro");

  return TRUE;
}

static void
test_wrong (void)
{
  office_test_in ("MD", check_wrong);
}

static void
assert_chosen (CrmTxn *txn, const char *kind, const char *country, CrmLang lang, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) template = crm_template_choose (txn, kind, country, lang, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (crm_record_get_text (template, "file"), ==, file);
}

static gboolean
check_choice (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) own = crm_txn_new (txn, "template");
  g_autoptr (CrmRecord) chosen = NULL;
  g_autoptr (GError) none = NULL;

  assert_chosen (txn, "proforma", "MD", CRM_LANG_RU, "md.proforma.ru.xml");
  assert_chosen (txn, "proforma", "MD", CRM_LANG_RO, "md.proforma.ro.xml");
  assert_chosen (txn, "proforma", "MD", CRM_LANG_EN, "eu.proforma.en.xml");
  assert_chosen (txn, "proforma", "DE", CRM_LANG_RU, "eu.proforma.en.xml");
  assert_chosen (txn, "proforma", "RU", CRM_LANG_EN, "ru.proforma.ru.xml");
  assert_chosen (txn, "invoice", "RO", CRM_LANG_RO, "ro.invoice.ro.xml");
  g_assert_null (crm_template_choose (txn, "contract", "MD", CRM_LANG_RO, &none));
  g_assert_error (none, CRM_ERROR, CRM_ERROR_INVALID);

  crm_record_set_text (own, "name", "Ours");
  crm_record_set_text (own, "country", "MD");
  crm_record_set_text (own, "xml",
                       "<document kind=\"proforma\" lang=\"ro\"><p>{{doc.number}}</p></document>");
  office_test_save (txn, own);
  chosen = crm_template_choose (txn, "proforma", "MD", CRM_LANG_RO, error);
  g_assert_cmpint (crm_record_get_id (chosen), ==, crm_record_get_id (own));

  return TRUE;
}

static void
test_choice (void)
{
  office_test_in ("MD", check_choice);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/templates/names", test_names);
  g_test_add_func ("/office/templates/shipped", test_shipped);
  g_test_add_func ("/office/templates/wrong", test_wrong);
  g_test_add_func ("/office/templates/choice", test_choice);

  return g_test_run ();
}
