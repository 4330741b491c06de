/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/documents/crm-series-check.h"

#include "office/documents/crm-series.h"
#include "store/crm-finding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A series that jumped far says so once, not a thousand times. */
#define GAPS_NAMED 5

typedef struct {
  CrmRecord *series;
  GPtrArray *findings;
  GHashTable *titles; /* gint64 n → char* title, of the year that is looked at */
  gint64 least;
  gint64 most;
  char year[5]; /* "" where counting goes on for ever */
} Counting;

static const char *
name_of (const Counting *self)
{
  return crm_record_get_text (self->series, "name");
}

static void
name_gap (GString *gaps, gint64 first, gint64 last)
{
  g_string_append_printf (gaps, "%s%" G_GINT64_FORMAT, gaps->len > 0 ? ", " : "", first);
  if (last > first)
    g_string_append_printf (gaps, "–%" G_GINT64_FORMAT, last);
}

static void
look_for_gaps (Counting *self)
{
  g_autoptr (GString) gaps = g_string_new (NULL);
  g_autofree char *where = NULL;
  guint named = 0;
  gint64 n = self->least;

  /* As many steps as there are papers and gaps, however far the numbers jump. */
  while (n < self->most && named < GAPS_NAMED) {
    gint64 first = n;

    if (g_hash_table_contains (self->titles, &n)) {
      n++;
      continue;
    }
    while (n < self->most && n - first < G_MAXINT16 && !g_hash_table_contains (self->titles, &n))
      n++;
    name_gap (gaps, first, n - 1);
    named++;
  }
  if (gaps->len == 0)
    return;
  /* Translators: a series and a year. */
  where = *self->year != '\0' ? g_strdup_printf (_ ("“%s”, %s"), name_of (self), self->year)
                              : g_strdup_printf ("“%s”", name_of (self));
  crm_findings_add (
    self->findings,
    _ ("An issued paper cannot be deleted, so somebody has changed the next number of the series, "
       "or another program the file. Note down why, for whoever audits the books."),
    /* Translators: a series, and numbers: "3, 7–9". */
    _ ("Series %s: no paper has the number %s"), where, gaps->str);
}

static void
end_year (Counting *self)
{
  if (g_hash_table_size (self->titles) > 0)
    look_for_gaps (self);
  g_hash_table_remove_all (self->titles);
  self->least = G_MAXINT64;
  self->most = 0;
}

static void
note_number (Counting *self, const CrmRecord *paper, gint64 n)
{
  const char *other = g_hash_table_lookup (self->titles, &n);
  const char *title = crm_record_get_text (paper, "title");

  self->least = MIN (self->least, n);
  self->most = MAX (self->most, n);
  if (other == NULL) {
    g_hash_table_insert (self->titles, g_memdup2 (&n, sizeof n), g_strdup (title));
    return;
  }
  crm_findings_add (
    self->findings, _ ("Void one of them and issue it again: it then gets a number of its own."),
    /* Translators: titles of papers, and a series. */
    _ ("“%s” and “%s” have the same number in the series “%s”"), other, title, name_of (self));
}

static gboolean
counts_by_year (const Counting *self)
{
  return g_strcmp0 (crm_record_get_text (self->series, "reset"), "year") == 0;
}

static void
note_paper (Counting *self, const CrmRecord *paper)
{
  const char *day = crm_record_get_text (paper, "date");
  const char *serial = crm_record_get_text (paper, "serial");
  gint64 n = crm_series_read (crm_record_get_text (self->series, "pattern"), serial);

  if (counts_by_year (self) && strncmp (self->year, day, 4) != 0) {
    end_year (self);
    g_strlcpy (self->year, day, sizeof self->year);
  }
  /* The pattern was another one then. */
  if (n > 0)
    note_number (self, paper, n);
}

/* The next number must be greater than all that are taken. */
static void
look_at_next (Counting *self)
{
  gint64 next = crm_record_get_int (self->series, "next");
  g_autofree char *counted =
    g_strdup_printf ("%" G_GINT64_FORMAT, crm_record_get_int (self->series, "year"));
  g_autofree char *next_text = NULL;
  g_autofree char *most_text = NULL;

  if (next > self->most || (counts_by_year (self) && !g_str_equal (counted, self->year)))
    return;
  next_text = g_strdup_printf ("%" G_GINT64_FORMAT, next);
  most_text = g_strdup_printf ("%" G_GINT64_FORMAT, self->most);
  crm_findings_add (self->findings,
                    _ ("Open the series in the settings and set its next number to one more than "
                       "the greatest that is taken."),
                    /* Translators: a series and two numbers. */
                    _ ("Series “%s” would give the number %s again: %s is taken already"),
                    name_of (self), next_text, most_text);
}

static gboolean
check_one (CrmTxn *txn, CrmRecord *series, GPtrArray *findings, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("document");
  g_autoptr (GPtrArray) papers = NULL;
  g_autoptr (GHashTable) titles =
               g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Counting counting = { .series = series,
                        .findings = findings,
                        .titles = titles,
                        .least = G_MAXINT64 };

  crm_query_add_test_id (query, "series", crm_record_get_id (series));
  crm_query_add_test (query, "serial", CRM_TEST_FILLED, NULL);
  crm_query_set_order (query, "date");
  papers = crm_txn_query (txn, query, error);
  if (papers == NULL)
    return FALSE;
  for (guint i = 0; i < papers->len; i++)
    note_paper (&counting, g_ptr_array_index (papers, i));
  look_at_next (&counting);
  end_year (&counting);

  return TRUE;
}

gboolean
crm_series_check (CrmTxn *txn, GPtrArray *findings, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("series");
  g_autoptr (GPtrArray) all = crm_txn_query (txn, query, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (!check_one (txn, g_ptr_array_index (all, i), findings, error))
      return FALSE;

  return all != NULL;
}
