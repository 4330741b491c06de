/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-office.h"

#include <glib/gstdio.h>
#include <stdlib.h>

guint
perf_clients (void)
{
  const char *n = g_getenv ("KONTOR_PERF_CLIENTS");

  return n != NULL ? (guint)atoi (n) : 100000;
}

static char *
path_of_office (void)
{
  g_autofree char *name = g_strdup_printf ("perf-%u.kontor", perf_clients ());

  return g_test_build_filename (G_TEST_BUILT, name, NULL);
}

double
perf_make_office (void)
{
  g_autofree char *path = path_of_office ();
  g_autofree char *clients = g_strdup_printf ("%u", perf_clients ());
  const char *args[] = { "demo", path, "--clients", clients, "--language", "en", NULL };
  g_autoptr (CrmTestRun) run = NULL;
  gint64 start;
  double seconds;

  g_unlink (path);
  start = g_get_monotonic_time ();
  run = crm_test_runv (args, NULL);
  seconds = perf_ms_since (start) / 1000;
  if (run->status != 0)
    g_error ("No demo office: %s", run->err);

  return seconds;
}

char *
perf_office_path (void)
{
  g_autofree char *path = path_of_office ();
  GStatBuf office, program;

  g_assert_cmpint (g_stat (g_getenv ("KONTOR_BIN"), &program), ==, 0);
  if (g_stat (path, &office) != 0 || office.st_mtime < program.st_mtime)
    perf_make_office ();

  return g_steal_pointer (&path);
}

CrmOffice *
perf_office_open (void)
{
  g_autofree char *path = perf_office_path ();

  return perf_office_open_at (path);
}

CrmOffice *
perf_office_open_at (const char *path)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  CrmOffice *office = crm_office_open (path, clock, &error);

  g_assert_no_error (error);

  return office;
}

/* --- A million -------------------------------------------------------------------------------- */

#define IN_ONE_GO 50000

static const char *const syllables[] = { "ро",  "маш", "ка",  "алек", "сан", "др", "ви",
                                         "тор", "ми",  "хай", "лов",  "ко",  "ва", "лен",
                                         "та",  "ні",  "бор", "ис",   "ола", "ев" };
static const char *const latin[] = { "al", "fa",  "mol", "do",  "va",  "com", "ser",
                                     "vi", "ce",  "in",  "ter", "gra", "nit", "so",
                                     "la", "ris", "te",  "ch",  "no",  "mar" };
static const char *const cities[] = { "Chișinău", "Iași",   "Москва", "București",
                                      "Bălți",    "Казань", "Cluj",   "Тула" };

char *
perf_million_name (guint i)
{
  const char *const *from = i % 2 == 0 ? syllables : latin;
  guint at = i * 2654435761u;
  GString *name = g_string_new (i % 2 == 0 ? "ООО «" : "SRL ");

  for (guint k = 0; k < 3; k++, at /= 20)
    g_string_append (name, from[at % 20]);
  g_string_append_c (name, ' ');
  for (guint k = 0; k < 3; k++, at /= 20)
    g_string_append (name, from[(at + i) % 20]);
  g_string_append (name, i % 2 == 0 ? "»" : "");

  return g_string_free (name, FALSE);
}

char **
perf_words (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar letter = g_utf8_get_char (text);

    if (g_unichar_isalnum (letter))
      g_string_append_unichar (plain, letter);
    else if (plain->len > 0 && plain->str[plain->len - 1] != ' ')
      g_string_append_c (plain, ' ');
  }

  return g_strsplit (g_strchomp (plain->str), " ", -1);
}

typedef struct {
  guint from;
  guint n;
} Part;

static gboolean
add_part (CrmTxn *txn, gpointer data, GError **error)
{
  const Part *part = data;

  for (guint i = part->from; i < part->from + part->n; i++) {
    g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");
    g_autofree char *name = perf_million_name (i);
    g_autofree char *phone = g_strdup_printf ("+3736%07u", i);

    crm_record_set_text (record, "name", name);
    crm_record_set_int (record, "is_client", 1);
    crm_record_set_text (crm_record_add_line (record, "addresses"), "city",
                         cities[i % G_N_ELEMENTS (cities)]);
    crm_record_set_text (crm_record_add_line (record, "phones"), "number", phone);
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }

  return TRUE;
}

static void
make_million (const char *path, guint n)
{
  static const CrmOfficeSetup setup = { .country = "MD",
                                        .company = "Million SRL",
                                        .person = "Ana",
                                        .language = CRM_LANG_EN };
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (CrmOffice) office = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_unlink (path);
  office = crm_office_create (path, &setup, CRM_STORE_BULK, clock, &error);
  g_assert_no_error (error);
  for (Part part = { 0, IN_ONE_GO }; part.from < n; part.from += IN_ONE_GO) {
    part.n = MIN (IN_ONE_GO, n - part.from);
    crm_office_run (office, CRM_TXN_WRITE, "import", add_part, &part, &error);
    g_assert_no_error (error);
  }
  crm_office_close (office, &error);
  g_assert_no_error (error);
  g_print ("made %u clients in %.0f s\n", n, perf_ms_since (start) / 1000);
}

char *
perf_million_path (void)
{
  const char *wanted = g_getenv ("KONTOR_PERF_MILLION");
  guint n = wanted != NULL ? (guint)atoi (wanted) : 1000000;
  g_autofree char *name = g_strdup_printf ("perf-million-%u.kontor", n);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    make_million (path, n);

  return g_steal_pointer (&path);
}

CrmRecordList *
perf_list_new (CrmOffice *office, CrmQuery *query)
{
  g_autoptr (CrmSchema) schema = crm_office_get_schema (office);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const CrmEntity *entity = crm_schema_get (schema, query->entity, &error);
  CrmRecordList *list;

  g_assert_no_error (error);
  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (entity->fields[i].flags & CRM_FIELD_IN_LIST)
      g_ptr_array_add (columns, (gpointer)entity->fields[i].name);
  g_ptr_array_add (columns, NULL);
  list = crm_office_list (office, query, (const char *const *)columns->pdata, &error);
  g_assert_no_error (error);

  return list;
}

void
perf_list_wait (CrmRecordList *list, guint *ready, guint before)
{
  while (*ready <= before)
    g_main_context_iteration (NULL, TRUE);
}

CrmRow *
perf_list_row (CrmRecordList *list, guint position)
{
  CrmRow *row = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (row);
  while (!crm_row_is_loaded (row))
    g_main_context_iteration (NULL, TRUE);

  return row;
}

double
perf_ms_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / 1000;
}
