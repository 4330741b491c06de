/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/documents/crm-series.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "office/documents/crm-kind.h"

#include <string.h>

/* Longer numbers than these would not be printed anywhere. */
#define MAX_DIGITS 12

static const CrmChoice resets[] = {
  { "never", N_ ("Goes on for ever") },
  { "year", N_ ("Begins anew each year") },
  { NULL },
};

static const CrmField fields[] = {
  { .name = "our_company",
    .label = N_ ("Our company"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .ref = "party" },
  { .name = "kind",
    .label = N_ ("Kind"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .choices = crm_document_kinds },
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "prefix",
    .label = N_ ("Series"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT,
    .max = 16 },
  { .name = "pattern",
    .label = N_ ("Pattern of the number"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED,
    .initial = "{N}",
    .max = 40 },
  { .name = "reset",
    .label = N_ ("Counting"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED,
    .choices = resets,
    .initial = "year" },
  { .name = "year",
    .label = N_ ("Counted year"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_READ_ONLY | CRM_FIELD_COMPACT },
  { .name = "next",
    .label = N_ ("Next number"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .initial = "1" },
  { NULL },
};

static gboolean
validate (const CrmRecord *record, GError **error)
{
  g_autofree char *sample =
    crm_series_format (crm_record_get_text (record, "pattern"), 1, "2000-01-01", error);

  if (sample == NULL)
    return FALSE;
  if (crm_record_get_int (record, "next") < 1) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The next number of a series is at least 1."));
    return FALSE;
  }

  return TRUE;
}

static gboolean
before_delete (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("document");
  gint64 n;

  crm_query_add_test_id (query, "series", crm_record_get_id (record));
  n = crm_txn_count (txn, query, error);
  if (n > 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED,
                         _ ("Papers have numbers from this series, so it stays."));

  return n == 0;
}

const CrmEntity crm_series_entity = {
  .number = 16,
  .name = "series",
  .label = N_ ("Series of numbers"),
  .label_many = N_ ("Series of numbers"),
  .label_new = N_ ("New series"),
  NP_ ("%d series", "%d series"),
  .empty_title = N_ ("No series yet"),
  .empty_text = N_ ("Papers take their numbers from a series: add one per kind."),
  .icon = "view-list-ordered-symbolic",
  .fields = fields,
  .order = "name",
  .title = "{name}",
  .explicit_save = TRUE,
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
  .validate = validate,
  .before_delete = before_delete,
};

/* --- Patterns --------------------------------------------------------------------------------- */

/* "N:4" → 4, "N" → 1; 0 for what is no number. */
static guint
number_width (const char *name)
{
  if (g_str_equal (name, "N"))
    return 1;
  if (g_str_has_prefix (name, "N:") && g_ascii_isdigit (name[2])) {
    guint64 width = 0;

    if (g_ascii_string_to_unsigned (name + 2, 10, 1, MAX_DIGITS, &width, NULL))
      return (guint)width;
  }

  return 0;
}

static gboolean
append_part (GString *out, const char *name, gint64 n, const char *day, gboolean *has_number)
{
  guint width = number_width (name);

  if (width > 0) {
    g_string_append_printf (out, "%0*" G_GINT64_FORMAT, (int)width, n);
    *has_number = TRUE;
  } else if (g_str_equal (name, "YYYY")) {
    g_string_append_len (out, day, 4);
  } else if (g_str_equal (name, "YY")) {
    g_string_append_len (out, day + 2, 2);
  } else if (g_str_equal (name, "MM")) {
    g_string_append_len (out, day + 5, 2);
  } else {
    return FALSE;
  }

  return TRUE;
}

char *
crm_series_format (const char *pattern, gint64 n, const char *day, GError **error)
{
  g_autoptr (GString) out = NULL;
  gboolean has_number = FALSE;

  g_return_val_if_fail (pattern != NULL, NULL);
  g_return_val_if_fail (day != NULL && crm_day_is_valid (day), NULL);

  out = g_string_new (NULL);
  for (const char *p = pattern; *p != '\0';) {
    const char *end = *p == '{' ? strchr (p, '}') : NULL;

    if (end != NULL) {
      g_autofree char *name = g_strndup (p + 1, (gsize)(end - p - 1));

      if (!append_part (out, name, n, day, &has_number)) {
        g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                     _ ("“{%s}” in the pattern of a number is unknown: there are {N}, {N:4}, "
                        "{YYYY}, {YY} and {MM}."),
                     name);
        return NULL;
      }
      p = end + 1;
    } else {
      g_string_append_c (out, *p++);
    }
  }
  if (!has_number) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The pattern “%s” lacks {N}, so all papers would have the same number."),
                 pattern);
    return NULL;
  }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Skips what stands for a date; FALSE for what cannot be one. */
static gboolean
skip_digits (const char **text, guint n)
{
  for (; n > 0; n--, (*text)++)
    if (!g_ascii_isdigit (**text))
      return FALSE;

  return TRUE;
}

static gboolean
read_part (const char *name, const char **text, gint64 *n)
{
  char *end;

  if (number_width (name) == 0)
    return skip_digits (text, g_str_equal (name, "YYYY") ? 4 : 2);
  if (!g_ascii_isdigit (**text))
    return FALSE;
  *n = g_ascii_strtoll (*text, &end, 10);
  *text = end;

  return TRUE;
}

gint64
crm_series_read (const char *pattern, const char *serial)
{
  gint64 n = 0;

  g_return_val_if_fail (pattern != NULL && serial != NULL, 0);

  for (const char *p = pattern; *p != '\0'; p++) {
    const char *end = *p == '{' ? strchr (p, '}') : NULL;

    if (end == NULL) {
      if (*serial++ != *p)
        return 0;
    } else {
      g_autofree char *name = g_strndup (p + 1, (gsize)(end - p - 1));

      if (!read_part (name, &serial, &n))
        return 0;
      p = end;
    }
  }

  return *serial == '\0' ? n : 0;
}

/* --- Numbers ---------------------------------------------------------------------------------- */

CrmRecord *
crm_series_find (CrmTxn *txn, gint64 our_company, const char *kind, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("series");

  g_return_val_if_fail (txn != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  crm_query_add_test_id (query, "our_company", our_company);
  crm_query_add_test (query, "kind", CRM_TEST_EQUAL, kind);
  crm_query_set_order (query, "name");
  query->limit = 1;

  return crm_txn_first (txn, query, error);
}

/* A series that begins anew each year does so with the first paper of a later year; a paper dated
 * back into a year that is over would take a number that is gone, so it is refused. */
static gboolean
turn_year (CrmRecord *series, const char *day, GError **error)
{
  gint64 year = g_ascii_strtoll (day, NULL, 10);
  gint64 counted = crm_record_get_int (series, "year");

  if (!g_str_equal (crm_record_get_text (series, "reset"), "year") || year == counted)
    return TRUE;
  if (year < counted) {
    g_autofree char *counts = g_strdup_printf ("%" G_GINT64_FORMAT, counted);

    /* Translators: the name of a series of numbers, and a year. */
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The series “%s” already counts %s: a paper of an earlier year can no longer "
                    "be issued in it."),
                 crm_record_get_text (series, "name"), counts);
    return FALSE;
  }

  /* The first year of a series begins where the office says, not at 1. */
  if (counted != 0)
    crm_record_set_int (series, "next", 1);
  crm_record_set_int (series, "year", year);

  return TRUE;
}

CrmRecord *
crm_series_next (CrmTxn *txn,
                 gint64 id,
                 const char *day,
                 char **serial,
                 char **number,
                 GError **error)
{
  g_autoptr (CrmRecord) series = NULL;
  g_autofree char *text = NULL;
  const char *prefix;
  gint64 next;

  g_return_val_if_fail (txn != NULL, NULL);
  g_return_val_if_fail (day != NULL, NULL);
  g_return_val_if_fail (serial != NULL && number != NULL, NULL);

  series = crm_txn_get (txn, "series", id, error);
  if (series == NULL || !turn_year (series, day, error))
    return NULL;

  next = crm_record_get_int (series, "next");
  text = crm_series_format (crm_record_get_text (series, "pattern"), next, day, error);
  if (text == NULL)
    return NULL;
  crm_record_set_int (series, "next", next + 1);

  prefix = crm_record_get_text (series, "prefix");
  *number = *prefix != '\0' ? g_strconcat (prefix, " ", text, NULL) : g_strdup (text);
  *serial = g_steal_pointer (&text);

  return g_steal_pointer (&series);
}
