/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-office.h"

#include "office/documents/crm-document.h"

/* From a deal to a PDF: a draft, its issue, the paper. */

#define PAPERS 100

typedef struct {
  gint64 deal;
  gint64 document;
  CrmPaper *paper;
} Making;

static gboolean
find_deal (CrmTxn *txn, gpointer data, GError **error)
{
  Making *self = data;
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  g_autoptr (CrmRecord) deal = NULL;

  crm_query_add_test (query, "number", CRM_TEST_EQUAL, "1");
  deal = crm_txn_first (txn, query, error);
  self->deal = deal != NULL ? crm_record_get_id (deal) : 0;

  return deal != NULL;
}

static gboolean
make (CrmTxn *txn, gpointer data, GError **error)
{
  Making *self = data;

  return crm_document_make (txn, self->deal, "proforma", 0, &self->document, error);
}

static gboolean
issue (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_document_issue (txn, ((Making *)data)->document, error);
}

static gboolean
draw (CrmTxn *txn, gpointer data, GError **error)
{
  Making *self = data;

  self->paper = crm_document_paper (txn, self->document, error);

  return self->paper != NULL;
}

static void
step (CrmOffice *office, CrmTxnMode mode, CrmTxnFunc func, Making *making, CrmTestTimes *times)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  crm_office_run (office, mode, "bench", func, making, &error);
  g_assert_no_error (error);
  crm_test_times_add (times, perf_ms_since (start));
}

static double
time_of_pdf (Making *making)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  pdf = crm_paper_to_pdf (making->paper, &error);
  g_assert_no_error (error);
  g_clear_pointer (&making->paper, crm_paper_unref);

  return perf_ms_since (start);
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmOffice) office = NULL;
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autofree char *path = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GError) error = NULL;
  CrmTestTimes makes, issues, draws, pdfs;
  Making making = { 0 };

  g_test_init (&argc, &argv, NULL);
  path = perf_office_path ();
  copy = crm_test_copy (path, "papers.kontor");
  office = crm_office_open (copy, clock, &error);
  g_assert_no_error (error);
  crm_test_times_init (&makes);
  crm_test_times_init (&issues);
  crm_test_times_init (&draws);
  crm_test_times_init (&pdfs);
  crm_office_run (office, CRM_TXN_READ, NULL, find_deal, &making, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < PAPERS; i++) {
    step (office, CRM_TXN_WRITE, make, &making, &makes);
    step (office, CRM_TXN_WRITE, issue, &making, &issues);
    step (office, CRM_TXN_READ, draw, &making, &draws);
    crm_test_times_add (&pdfs, time_of_pdf (&making));
    if (i == 0)
      crm_test_figure ("first paper: layout and PDF",
                       crm_test_times_at (&draws, 100) + crm_test_times_at (&pdfs, 100), 60, "ms");
  }
  crm_test_figure ("a draft from a deal, median", crm_test_times_at (&makes, 50), 10, "ms");
  crm_test_figure ("issuing it, median", crm_test_times_at (&issues, 50), 30, "ms");
  crm_test_figure ("laying it out, median", crm_test_times_at (&draws, 50), 6, "ms");
  crm_test_figure ("its PDF, median", crm_test_times_at (&pdfs, 50), 6, "ms");
  crm_test_times_clear (&makes);
  crm_test_times_clear (&issues);
  crm_test_times_clear (&draws);
  crm_test_times_clear (&pdfs);
  crm_office_close (office, NULL);

  return 0;
}
