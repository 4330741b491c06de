/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cli/cli-office.h"

/* Papers made without a window. */

static void
assert_begins (const char *path, const char *magic)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size, >, 1000);
  g_assert_true (memcmp (data, magic, strlen (magic)) == 0);
}

static void
test_draft (void)
{
  g_autofree char *office = cli_office_copy ("draft.kontor");
  g_autofree char *pdf = crm_test_path ("draft.pdf");
  g_autofree char *xlsx = crm_test_path ("draft.xlsx");
  g_autofree char *out = crm_test_print ("--file", office, "make", "proforma", "--deal", "1",
                                         "--pdf", pdf, "--xlsx", xlsx, NULL);

  g_assert_true (g_str_has_prefix (out, "Draft made: "));
  assert_begins (pdf, "%PDF-");
  assert_begins (xlsx, "PK\x03\x04");
}

static void
test_issued (void)
{
  g_autofree char *office = cli_office_copy ("issued.kontor");
  g_autofree char *out =
    crm_test_print ("--file", office, "make", "proforma", "--deal", "1", "--issue", NULL);
  g_autofree char *states =
    crm_test_print ("--file", office, "list", "document", "--where",
                    "deal.number = 1 and state = issued and number is filled", "--columns", "state",
                    "--format", "csv", NULL);

  g_assert_true (g_str_has_prefix (out, "Issued: "));
  g_assert_nonnull (strstr (states, "issued"));
}

/* An issued paper cannot be taken back, only voided. */
static void
test_not_undone (void)
{
  g_autofree char *office = cli_office_copy ("undo.kontor");
  g_autofree char *out =
    crm_test_print ("--file", office, "make", "proforma", "--deal", "1", "--issue", NULL);
  g_autoptr (CrmTestRun) undo = crm_test_run ("--file", office, "undo", NULL);

  g_assert_cmpint (undo->status, ==, 1);
  g_assert_cmpstr (undo->err, !=, "");
}

static void
test_refused (void)
{
  g_autofree char *office = cli_office_copy ("refused.kontor");
  g_autofree char *nowhere = crm_test_path ("no-such-folder/x.pdf");
  g_autoptr (CrmTestRun) deal =
               crm_test_run ("--file", office, "make", "proforma", "--deal", "99999", NULL);
  g_autoptr (CrmTestRun) template = crm_test_run ("--file", office, "make", "proforma", "--deal",
                                                  "1", "--template", "No such template", NULL);
  g_autoptr (CrmTestRun) folder = crm_test_run ("--file", office, "make", "proforma", "--deal", "1",
                                                "--pdf", nowhere, NULL);

  crm_test_assert_refused (deal, 1, "99999");
  crm_test_assert_refused (template, 1, "No such template");
  crm_test_assert_refused (folder, 1, "no-such-folder");
}

/* Moldova's tax invoice is a form of the state, which nobody may imitate. */
static void
test_no_tax_invoice_in_moldova (void)
{
  g_autofree char *office = cli_office_copy ("tax.kontor");
  g_autoptr (CrmTestRun) run =
               crm_test_run ("--file", office, "make", "invoice", "--deal", "1", NULL);

  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (run->err, !=, "");
}

static void
test_invoice_in_romania (void)
{
  g_autofree char *office = crm_test_path ("ro.kontor");
  g_autofree char *pdf = crm_test_path ("ro.pdf");
  g_autofree char *made =
    crm_test_print ("demo", office, "--clients", "3", "--country", "RO", NULL);
  g_autofree char *out = crm_test_print ("--file", office, "make", "invoice", "--deal", "1",
                                         "--issue", "--pdf", pdf, NULL);

  g_assert_true (g_str_has_prefix (out, "Issued: "));
  assert_begins (pdf, "%PDF-");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/paper/draft", test_draft);
  g_test_add_func ("/cli/paper/issued", test_issued);
  g_test_add_func ("/cli/paper/not-undone", test_not_undone);
  g_test_add_func ("/cli/paper/refused", test_refused);
  g_test_add_func ("/cli/paper/no-tax-invoice-in-moldova", test_no_tax_invoice_in_moldova);
  g_test_add_func ("/cli/paper/invoice-in-romania", test_invoice_in_romania);

  return g_test_run ();
}
