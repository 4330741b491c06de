/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <string.h>

/* Undo that meets later changes, in parts, and history that is summed up. */

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static void
two_people (CrmStore **ana, CrmStore **ion)
{
  g_autofree char *path = sample_path ();
  gint64 id;

  *ana = sample_open (path, CRM_STORE_CREATE);
  *ion = sample_open (path, 0);
  id = sample_add (*ana, "person", "name", "Ana", NULL);
  crm_store_set_person (*ana, id);
  id = sample_add (*ion, "person", "name", "Ion", NULL);
  crm_store_set_person (*ion, id);
}

static gboolean
part_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_undo_part (txn, data, 0, error);
}

static CrmUndoQuestion *
question (CrmUndo *undo, guint n)
{
  g_assert_cmpuint (n, <, undo->questions->len);
  return undo->questions->pdata[n];
}

/* What somebody has changed since is asked field by field, with what was, what is, and who. */
static void
test_asked (void)
{
  CrmStore *ana, *ion;
  g_autoptr (CrmUndo) undo = crm_undo_new (0);
  g_autofree char *message = NULL;
  gint64 id;

  two_people (&ana, &ion);
  id = sample_add (ana, "party", "name", "Alfa", "city", "Iași", "rating", "1", NULL);
  sample_edit (ana, "party", id, "city", "Orhei", "rating", "2", "note", "mine", NULL);
  sample_edit (ion, "party", id, "city", "Bălți", "rating", "3", NULL);
  message = sample_refuse (ana, part_func, undo, CRM_ERROR_CONFLICT);
  g_assert_nonnull (strstr (message, "City"));
  g_assert_cmpuint (undo->questions->len, ==, 2);
  g_assert_cmpstr (question (undo, 0)->who, ==, "Ion");
  g_assert_cmpstr (crm_record_get_text (question (undo, 0)->conflict->mine, "city"), ==, "Iași");
  g_assert_cmpstr (crm_record_get_text (question (undo, 0)->conflict->theirs, "city"), ==, "Bălți");
  sample_assert (ana, "party", id, "note", "mine");
  crm_undo_choose (undo, question (undo, 0)->key, CRM_MERGE_MINE);
  crm_undo_choose (undo, question (undo, 1)->key, CRM_MERGE_THEIRS);
  sample_do (ana, part_func, undo);
  sample_assert (ana, "party", id, "city", "Iași");
  sample_assert (ana, "party", id, "rating", "3");
  sample_assert (ana, "party", id, "note", "");
  sample_assert_clean (ana);
  sample_close (ion);
  sample_close (ana);
}

static void
test_worked_in (void)
{
  CrmStore *ana, *ion;
  g_autoptr (CrmUndo) undo = crm_undo_new (0);
  g_autofree char *message = NULL;
  gint64 id;

  two_people (&ana, &ion);
  id = sample_add (ana, "party", "name", "Alfa", NULL);
  sample_edit (ion, "party", id, "city", "Iași", NULL);
  message = sample_refuse (ana, part_func, undo, CRM_ERROR_CONFLICT);
  g_assert_cmpuint (undo->questions->len, ==, 1);
  g_assert_cmpint (question (undo, 0)->kind, ==, CRM_UNDO_WORKED_IN);
  g_assert_cmpstr (question (undo, 0)->who, ==, "Ion");
  crm_undo_choose (undo, question (undo, 0)->key, CRM_MERGE_MINE);
  sample_do (ana, part_func, undo);
  g_assert_cmpint (sample_count (ana, "party", NULL), ==, 0);
  sample_close (ion);
  sample_close (ana);
}

/* Bytes are not in the log: that a picture stays is said first, and then the rest is done. */
static gboolean
picture_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "thing", *(gint64 *)data, error);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("png", 3);
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  crm_value_set_blob (&value, bytes);
  crm_record_set (record, "blob", &value);
  crm_record_set_text (record, "text", "two");

  return crm_txn_save (txn, record, error);
}

static void
test_lost (void)
{
  CrmStore *store = sample_new ();
  g_autoptr (CrmUndo) undo = crm_undo_new (0);
  g_autofree char *message = NULL;
  g_autoptr (CrmRecord) record = NULL;
  gint64 id = sample_add (store, "thing", "text", "one", NULL);

  sample_do (store, picture_func, &id);
  message = sample_refuse (store, part_func, undo, CRM_ERROR_CONFLICT);
  g_assert_cmpint (question (undo, 0)->kind, ==, CRM_UNDO_LOST);
  sample_assert (store, "thing", id, "text", "two");
  crm_undo_choose (undo, question (undo, 0)->key, CRM_MERGE_THEIRS);
  sample_do (store, part_func, undo);
  sample_assert (store, "thing", id, "text", "one");
  record = sample_get (store, "thing", id);
  g_assert_false (crm_record_is_null (record, "blob"));
  sample_close (store);
}

/* --- Parts ------------------------------------------------------------------------------------ */

#define MANY 25

typedef struct {
  gint64 ids[MANY];
  CrmUndo *undo;
  guint limit;
} Many;

static gboolean
many_func (CrmTxn *txn, gpointer data, GError **error)
{
  Many *many = data;

  for (guint i = 0; i < MANY; i++) {
    g_autoptr (CrmRecord) record = crm_txn_get (txn, "party", many->ids[i], error);

    crm_record_set_text (record, "city", "Orhei");
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
limited_func (CrmTxn *txn, gpointer data, GError **error)
{
  Many *many = data;

  return crm_txn_undo_part (txn, many->undo, many->limit, error);
}

static guint
undo_parts (CrmStore *store, Many *many)
{
  guint parts = 0;

  do {
    sample_do (store, limited_func, many);
    many->undo->below = many->undo->next_below;
    many->undo->by = many->undo->next_by;
    parts++;
  } while (many->undo->below > 0);
  return parts;
}

/* A long operation is taken back in parts, which are one operation that can be taken back too. */
static void
test_parts (void)
{
  CrmStore *store = sample_new ();
  Many many = { .limit = 10 };
  g_autofree char *redone = NULL;

  for (guint i = 0; i < MANY; i++)
    many.ids[i] = sample_add (store, "party", "name", "Alfa", "city", "Iași", NULL);
  sample_do (store, many_func, &many);
  g_assert_cmpint (sample_count (store, "party", "city = Orhei"), ==, MANY);
  many.undo = crm_undo_new (0);
  g_assert_cmpuint (undo_parts (store, &many), ==, 3);
  crm_undo_free (many.undo);
  g_assert_cmpint (sample_count (store, "party", "city = Iași"), ==, MANY);
  redone = sample_redo (store);
  g_assert_cmpint (sample_count (store, "party", "city = Orhei"), ==, MANY);
  sample_assert_clean (store);
  sample_close (store);
}

/* --- Who -------------------------------------------------------------------------------------- */

typedef struct {
  gint64 id;
  const char *key;
  char *who;
} Asked;

static gboolean
who_func (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autoptr (GHashTable) authors = crm_txn_authors (txn, asked->id, error);
  const CrmAuthor *author = authors != NULL ? g_hash_table_lookup (authors, asked->key) : NULL;

  g_free (asked->who);
  asked->who = author != NULL ? g_strdup (author->name) : NULL;
  return authors != NULL;
}

static void
assert_who (CrmStore *store, gint64 id, const char *key, const char *who)
{
  Asked asked = { .id = id, .key = key };

  sample_do (store, who_func, &asked);
  g_assert_cmpstr (asked.who, ==, who);
  g_free (asked.who);
}

static void
test_authors (void)
{
  CrmStore *ana, *ion;
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *line = NULL;
  gint64 id;

  two_people (&ana, &ion);
  id = sample_add (ana, "party", "name", "Alfa", "phones.number", "111", NULL);
  sample_edit (ana, "party", id, "city", "Orhei", "rating", "1", NULL);
  sample_edit (ion, "party", id, "city", "Iași", "phones[1].number", "112", NULL);
  record = sample_get (ana, "party", id);
  line = g_strdup_printf ("phones/%" G_GINT64_FORMAT "/number",
                          crm_record_get_id (crm_record_get_lines (record, "phones")->pdata[0]));
  assert_who (ana, id, "city", "Ion");
  assert_who (ana, id, "rating", "Ana");
  assert_who (ana, id, line, "Ion");
  assert_who (ana, id, "", "Ion");
  assert_who (ana, id, "note", NULL);
  sample_close (ion);
  sample_close (ana);
}

/* --- Retention -------------------------------------------------------------------------------- */

typedef struct {
  gint64 before;
  guint limit;
  guint n;
} Sum;

static gboolean
sum_func (CrmTxn *txn, gpointer data, GError **error)
{
  Sum *sum = data;

  return crm_txn_sum_up_history (txn, sum->before, sum->limit, &sum->n, error);
}

static void
sum_up (CrmStore *store, gint64 before, guint limit)
{
  Sum sum = { .before = before, .limit = limit };

  do
    sample_do (store, sum_func, &sum);
  while (sum.n > 0);
}

typedef struct {
  gint64 id;
  guint n;
  guint with_values;
  gint64 since;
} Rows;

static gboolean
rows_func (CrmTxn *txn, gpointer data, GError **error)
{
  Rows *rows = data;
  g_autoptr (GPtrArray) entries = crm_txn_history (txn, rows->id, 0, error);

  if (entries == NULL)
    return FALSE;
  rows->n = entries->len;
  rows->since = crm_txn_history_since (txn);
  rows->with_values = 0;
  for (guint i = 0; i < entries->len; i++)
    rows->with_values += ((CrmHistory *)entries->pdata[i])->changes != NULL;
  return TRUE;
}

static void
on_changed_cb (CrmStore *store, CrmChange *change, gpointer data)
{
  *(gboolean *)data = change->all;
}

/* Old rows become one per record; what came after them can still be undone; who slept over it reads
 * everything anew. */
static void
test_retention (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *old = sample_open (path, CRM_STORE_CREATE);
  CrmStore *asleep;
  CrmStore *store;
  gint64 limit = SAMPLE_NOW + 100 * DAY_MS;
  gint64 id = sample_add (old, "party", "name", "Alfa", NULL);
  Rows rows = { .id = id };
  gboolean all = FALSE;
  g_autofree char *undone = NULL;
  g_autofree char *message = NULL;

  asleep = sample_open (path, 0);
  g_signal_connect (asleep, "changed", G_CALLBACK (on_changed_cb), &all);
  for (guint i = 0; i < 20; i++) {
    g_autofree char *text = g_strdup_printf ("%u", i);

    sample_edit (old, "party", id, "rating", text, NULL);
  }
  sample_close (old);
  store = sample_open_later (path, 200 * 24 * 60 * 60);
  sample_edit (store, "party", id, "city", "Orhei", NULL);

  sum_up (store, limit, 7);
  sample_do (store, rows_func, &rows);
  g_assert_cmpuint (rows.n, ==, 2);
  g_assert_cmpuint (rows.with_values, ==, 1);
  g_assert_cmpint (rows.since, ==, limit);
  /* Again there is nothing to do. */
  sum_up (store, limit, 7);
  sample_do (store, rows_func, &rows);
  g_assert_cmpuint (rows.n, ==, 2);

  undone = sample_undo (store);
  sample_assert (store, "party", id, "city", "");
  sample_assert (store, "party", id, "rating", "19");
  message = sample_undo_refused (store, CRM_ERROR_DENIED);
  g_assert_nonnull (strstr (message, "older"));
  sample_assert (store, "party", id, "rating", "19");
  crm_store_poll (asleep);
  sample_wait (&all);
  sample_assert_clean (store);
  sample_close (asleep);
  sample_close (store);
}

/* --- Clocks ----------------------------------------------------------------------------------- */

#define DAY_SECONDS (24 * 60 * 60)

typedef struct {
  gint64 id;
  const char *const *cities; /* as they were saved */
  gsize n;
} Cities;

static gboolean
cities_func (CrmTxn *txn, gpointer data, GError **error)
{
  const Cities *cities = data;
  g_autoptr (GPtrArray) entries = crm_txn_history (txn, cities->id, 0, error);

  g_assert_cmpuint (entries->len, ==, cities->n + 1);
  for (guint i = 0; i < cities->n; i++) {
    const CrmHistory *entry = entries->pdata[i];

    g_assert_nonnull (strstr (entry->changes, cities->cities[cities->n - 1 - i]));
  }
  return TRUE;
}

/* Four desktops, whose clocks are right, a day ahead, a day behind, and at the hour that comes
 * twice in the night when the clocks are put back: history tells what was saved after what. */
static void
test_clocks (void)
{
  static const char *const cities[] = { "Orhei", "Soroca", "Cahul", "Edineț", "Bender", "Comrat" };
  /* 2026-10-24 23:45 and 0:15 UTC: 2:45 and 2:15 in Chișinău. */
  static const gint64 skews[] = { 0,
                                  DAY_SECONDS,
                                  -DAY_SECONDS,
                                  (G_GINT64_CONSTANT (1792885500000) - SAMPLE_NOW) / 1000,
                                  (G_GINT64_CONSTANT (1792887300000) - SAMPLE_NOW) / 1000,
                                  0 };
  g_autofree char *path = sample_path ();
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  Cities all = { id, cities, G_N_ELEMENTS (cities) };

  g_setenv ("TZ", "Europe/Chisinau", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cities); i++) {
    CrmStore *other = sample_open_later (path, skews[i]);

    sample_edit (other, "party", id, "city", cities[i], NULL);
    sample_close (other);
  }
  sample_do (store, cities_func, &all);
  sample_assert (store, "party", id, "city", "Comrat");
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
  sample_assert_clean (store);
  sample_close (store);
}

/* A desktop whose clock is a day behind: what is last is told by the log, not by the time. */
static void
test_clock_skew (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *ahead = sample_open (path, CRM_STORE_CREATE);
  CrmStore *behind = sample_open_later (path, -DAY_SECONDS);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gint64 id = sample_add (ahead, "party", "name", "Alfa", NULL);

  sample_edit (ahead, "party", id, "city", "Orhei", NULL);
  sample_edit (behind, "party", id, "city", "Iași", NULL);
  first = sample_undo (ahead);
  sample_assert (ahead, "party", id, "city", "Orhei");
  second = sample_undo (behind);
  sample_assert (ahead, "party", id, "city", "");
  sample_close (behind);
  sample_close (ahead);
}

static gboolean
agreed_func (CrmTxn *txn, gpointer data, GError **error)
{
  *(gint64 *)data = crm_txn_agreed_now (txn);
  return TRUE;
}

static gint64
agreed_now (CrmStore *store)
{
  gint64 now = 0;

  sample_do (store, agreed_func, &now);
  return now;
}

#define YEARS_SECONDS (G_GINT64_CONSTANT (5) * 365 * DAY_SECONDS)

/* A desktop whose clock runs years ahead does not take what colleagues have just done for old; as
 * long as there are none, there is only its own clock. */
static void
test_clock_ahead (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *ana = sample_open (path, CRM_STORE_CREATE);
  CrmStore *ahead = sample_open_later (path, YEARS_SECONDS);
  gint64 id;

  crm_store_set_person (ahead, sample_add (ana, "person", "name", "Ion", NULL));
  id = sample_add (ahead, "party", "name", "Alfa", NULL);
  g_assert_cmpint (agreed_now (ahead), >, SAMPLE_NOW + 4 * 365 * DAY_MS);
  crm_store_set_person (ana, sample_add (ana, "person", "name", "Ana", NULL));
  sample_edit (ana, "party", id, "city", "Orhei", NULL);
  g_assert_cmpint (agreed_now (ahead), <, SAMPLE_NOW + DAY_MS);
  g_assert_cmpint (agreed_now (ana), <, SAMPLE_NOW + DAY_MS);
  sample_close (ahead);
  sample_close (ana);
}

/* --- Chores ------------------------------------------------------------------------------------*/

static gboolean
claim_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_claim_today (txn, "tidy", data, error);
}

static gboolean
claims (CrmStore *store)
{
  gboolean claimed = FALSE;

  sample_do (store, claim_func, &claimed);

  return claimed;
}

/* Once a day, whoever asks. */
static void
test_chores (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *first = sample_open (path, CRM_STORE_CREATE);
  CrmStore *second = sample_open (path, 0);
  CrmStore *tomorrow = sample_open_later (path, 24 * 60 * 60);

  g_assert_true (claims (first));
  g_assert_false (claims (first));
  g_assert_false (claims (second));
  g_assert_true (claims (tomorrow));
  g_assert_false (claims (tomorrow));
  sample_close (tomorrow);
  sample_close (second);
  sample_close (first);
}

/* --- The trash ---------------------------------------------------------------------------------*/

typedef struct {
  gint64 id;
  gint64 version;
} Seen;

static gboolean
delete_func (CrmTxn *txn, gpointer data, GError **error)
{
  Seen *seen = data;

  return crm_txn_delete_seen (txn, "party", seen->id, seen->version, error);
}

/* What a colleague has done since it was looked at does not go to the trash unseen. */
static void
test_delete_unseen (void)
{
  CrmStore *ana, *ion;
  Seen seen = { .version = 1 };
  g_autofree char *message = NULL;

  two_people (&ana, &ion);
  seen.id = sample_add (ana, "party", "name", "Alfa", NULL);
  sample_edit (ion, "party", seen.id, "city", "Bălți", "phones.number", "022 123 456", NULL);
  sample_edit (ana, "party", seen.id, "note", "mine", NULL);
  message = sample_refuse (ana, delete_func, &seen, CRM_ERROR_CONFLICT);
  g_test_message ("%s", message);
  g_assert_nonnull (strstr (message, "“Alfa”"));
  g_assert_nonnull (strstr (message, "Ion has changed Phones, City ("));
  g_assert_null (strstr (message, "Note"));
  g_assert_cmpint (sample_count (ana, "party", NULL), ==, 1);
  /* What was seen goes, and so does what nobody said they had looked at. */
  seen.version = 2;
  sample_do (ana, delete_func, &seen);
  g_assert_cmpint (sample_count (ana, "party", NULL), ==, 0);
  sample_restore (ana, "party", seen.id);
  seen.version = 0;
  sample_do (ana, delete_func, &seen);
  g_assert_cmpint (sample_count (ana, "party", NULL), ==, 0);
  sample_close (ion);
  sample_close (ana);
}

/* One's own changes are no news. */
static void
test_delete_own (void)
{
  CrmStore *ana, *ion;
  Seen seen = { .version = 1 };

  two_people (&ana, &ion);
  seen.id = sample_add (ana, "party", "name", "Alfa", NULL);
  sample_edit (ana, "party", seen.id, "city", "Orhei", NULL);
  sample_do (ana, delete_func, &seen);
  g_assert_cmpint (sample_count (ana, "party", NULL), ==, 0);
  sample_close (ion);
  sample_close (ana);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/history/asked", test_asked);
  g_test_add_func ("/store/history/worked-in", test_worked_in);
  g_test_add_func ("/store/history/lost", test_lost);
  g_test_add_func ("/store/history/parts", test_parts);
  g_test_add_func ("/store/history/authors", test_authors);
  g_test_add_func ("/store/history/retention", test_retention);
  g_test_add_func ("/store/history/clock-skew", test_clock_skew);
  g_test_add_func ("/store/history/clocks", test_clocks);
  g_test_add_func ("/store/history/clock-ahead", test_clock_ahead);
  g_test_add_func ("/store/history/chores", test_chores);
  g_test_add_func ("/store/history/delete-unseen", test_delete_unseen);
  g_test_add_func ("/store/history/delete-own", test_delete_own);

  return g_test_run ();
}
