/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-error.h"

static void
test_names (void)
{
  static const struct {
    CrmError code;
    const char *name;
  } cases[] = {
    { CRM_ERROR_NOT_FOUND, "not-found" }, { CRM_ERROR_CONFLICT, "conflict" },
    { CRM_ERROR_UNIQUE, "unique" },       { CRM_ERROR_BUSY, "busy" },
    { CRM_ERROR_READ_ONLY, "read-only" }, { CRM_ERROR_FULL, "full" },
    { CRM_ERROR_CORRUPT, "corrupt" },     { CRM_ERROR_FOREIGN, "foreign" },
    { CRM_ERROR_NEWER, "newer" },         { CRM_ERROR_INVALID, "invalid" },
    { CRM_ERROR_DENIED, "denied" },       { CRM_ERROR_GONE, "gone" },
    { CRM_ERROR_OLDER, "older" },         { CRM_ERROR_IO, "io" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (crm_error_name (cases[i].code), ==, cases[i].name);
}

static void
test_foreign_codes (void)
{
  g_assert_cmpstr (crm_error_name ((CrmError)99), ==, "io");
  g_assert_cmpstr (crm_error_name ((CrmError)-1), ==, "io");
}

static void
test_domain (void)
{
  g_autoptr (GError) error = g_error_new (CRM_ERROR, CRM_ERROR_BUSY, "…");

  g_assert_error (error, CRM_ERROR, CRM_ERROR_BUSY);
  g_assert_cmpstr (g_quark_to_string (CRM_ERROR), ==, "crm-error-quark");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/names", test_names);
  g_test_add_func ("/error/foreign-codes", test_foreign_codes);
  g_test_add_func ("/error/domain", test_domain);

  return g_test_run ();
}
