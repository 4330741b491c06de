/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler.h"
#include "store/crm-search.h"

#include "base/crm-error.h"
#include "base/crm-text.h"

#include <string.h>

/* Trigrams serve words from this length on. */
#define TRIGRAM 3
/* More words than this in one search are a pasted text; the first ones find it. */
#define MOST_WORDS 12

gboolean
_crm_words_are_empty (const char *words)
{
  for (const char *p = words; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static void
add_hit (gint64 n, gpointer data)
{
  crm_bitmap_add (data, CRM_N_COUNTER (n));
}

/* "+373 (22) 12-34-56" and the like: one number in parts, whatever stands between them. */
static gboolean
is_number_in_parts (const char *words)
{
  guint digits = 0;

  for (const char *p = words; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      digits++;
    else if (strchr (" +-()./", *p) == NULL)
      return FALSE;
  }
  return digits >= TRIGRAM;
}

/* A word begins and ends with a letter or digit: quotes, brackets and stars around it are how it
 * was typed. */
static char *
trim_word (char *word)
{
  char *end = word + strlen (word);

  while (*word != '\0' && !g_unichar_isalnum (g_utf8_get_char (word)))
    word = g_utf8_next_char (word);
  while (end > word) {
    char *last = g_utf8_prev_char (end);

    if (g_unichar_isalnum (g_utf8_get_char (last)))
      break;
    *last = '\0';
    end = last;
  }
  return word;
}

static gboolean
search_long (CrmTxn *self,
             const CrmEntity *entity,
             GPtrArray *words,
             gboolean digits,
             CrmBitmap *hits,
             GError **error)
{
  return crm_db_search (self->db, (const char *const *)words->pdata, digits,
                        CRM_N (entity->number, 0), CRM_N (entity->number + 1, 0) - 1, add_hit, hits,
                        error);
}

static CrmBitmap *
search_words (CrmTxn *self, const CrmEntity *entity, const char *folded, GError **error)
{
  g_auto (GStrv) split = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GPtrArray) long_words = g_ptr_array_new ();
  g_autoptr (CrmBitmap) hits = NULL;

  for (guint i = 0, n = 0; split[i] != NULL && n < MOST_WORDS; i++) {
    g_autoptr (CrmBitmap) found = NULL;
    char *word = trim_word (split[i]);

    if (*word == '\0')
      continue;
    n++;
    if (g_utf8_strlen (word, -1) >= TRIGRAM) {
      g_ptr_array_add (long_words, word);
      continue;
    }
    found = crm_grams_find (self->db, entity->number, word, error);
    if (found == NULL)
      return NULL;
    if (hits == NULL)
      hits = g_steal_pointer (&found);
    else
      crm_bitmap_intersect (hits, found);
  }
  if (long_words->len > 0) {
    g_autoptr (CrmBitmap) found = crm_bitmap_new ();

    g_ptr_array_add (long_words, NULL);
    if (!search_long (self, entity, long_words, FALSE, found, error))
      return NULL;
    if (hits == NULL)
      hits = g_steal_pointer (&found);
    else
      crm_bitmap_intersect (hits, found);
  }
  return hits != NULL ? g_steal_pointer (&hits) : crm_bitmap_new ();
}

CrmBitmap *
_crm_txn_hits (CrmTxn *self, const CrmEntity *entity, const char *words, GError **error)
{
  g_autofree char *folded = crm_text_fold (words);
  g_autoptr (CrmBitmap) hits = search_words (self, entity, folded, error);
  g_autofree char *digits = NULL;
  g_autoptr (GPtrArray) number = NULL;
  g_autoptr (CrmBitmap) found = NULL;

  if (hits == NULL || !is_number_in_parts (folded))
    return g_steal_pointer (&hits);
  digits = crm_text_digits (folded);
  number = g_ptr_array_new ();
  found = crm_bitmap_new ();
  g_ptr_array_add (number, digits);
  g_ptr_array_add (number, NULL);
  if (!search_long (self, entity, number, TRUE, found, error))
    return NULL;
  crm_bitmap_unite (hits, found);
  return g_steal_pointer (&hits);
}

/* Takes out what the person does not see. */
static gboolean
narrow (CrmTxn *self, const CrmEntity *entity, CrmBitmap **hits, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  g_autoptr (CrmCompiler) compiler = NULL;
  g_autoptr (CrmBitmap) seen = crm_bitmap_new ();
  g_autofree char *sql = NULL;
  guint32 counter = 0;

  if (!_crm_txn_is_scoped (self, entity))
    return TRUE;
  compiler = _crm_txn_compile (self, entity, query, error);
  if (compiler == NULL)
    return FALSE;
  sql = g_strdup_printf ("SELECT 1 FROM %s WHERE %s AND t.n = $%u",
                         crm_compiler_get_from (compiler), crm_compiler_get_where (compiler),
                         crm_compiler_get_n_parameters (compiler) + 1);
  for (guint32 from = 0; crm_bitmap_next (*hits, from, &counter); from = counter + 1) {
    CrmStatement *statement = crm_db_prepare (self->db, sql, error);
    gboolean row;

    if (statement == NULL)
      return FALSE;
    crm_compiler_bind (compiler, statement);
    crm_statement_bind_int (statement, crm_compiler_get_n_parameters (compiler) + 1, counter);
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      continue;
    crm_statement_reset (statement);
    crm_bitmap_add (seen, counter);
  }
  crm_bitmap_free (*hits);
  *hits = g_steal_pointer (&seen);
  return TRUE;
}

/* --- Over all entities -------------------------------------------------------------------------*/

static void
hit_free (gpointer data)
{
  CrmHit *self = data;

  g_free (self->title);
  g_free (self);
}

/* Of the hits of one entity those whose title begins with the words come first. */
static gboolean
collect (CrmTxn *self,
         const CrmEntity *entity,
         const CrmBitmap *bits,
         const char *folded,
         guint limit,
         GPtrArray *first,
         GPtrArray *rest,
         GError **error)
{
  guint32 counter = 0;
  guint looked = 0;

  for (guint32 from = 0; crm_bitmap_next (bits, from, &counter); from = counter + 1) {
    CrmStatement *statement =
      crm_db_prepare (self->db, "SELECT id, title, folded FROM record WHERE n = $1", error);
    gboolean row;
    CrmHit *hit;

    if (statement == NULL)
      return FALSE;
    crm_statement_bind_int (statement, 1, CRM_N (entity->number, counter));
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      continue;
    hit = g_new0 (CrmHit, 1);
    hit->id = crm_statement_get_int (statement, 0);
    hit->entity = entity->name;
    hit->title = g_strdup (crm_statement_get_text (statement, 1));
    g_ptr_array_add (
      g_str_has_prefix (crm_statement_get_text (statement, 2), folded) ? first : rest, hit);
    crm_statement_reset (statement);
    if (first->len >= limit || ++looked >= 50 * limit)
      break;
  }
  return TRUE;
}

GPtrArray *
crm_txn_search (CrmTxn *self, const char *entity, const char *words, guint limit, GError **error)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func (hit_free);
  g_autoptr (GPtrArray) rest = g_ptr_array_new_with_free_func (hit_free);
  g_autofree char *folded = crm_text_fold (words);
  gsize n_entities;
  const CrmEntity *const *entities = crm_schema_get_entities (self->schema, &n_entities);

  if (_crm_words_are_empty (words))
    return g_steal_pointer (&first);
  for (gsize i = 0; i < n_entities; i++) {
    g_autoptr (CrmBitmap) hits = NULL;

    /* What may not be read is not found, and no error in a search over everything. */
    if (entities[i]->owner != NULL ||
        !_crm_txn_may (self, CRM_ACTION_READ, entities[i], NULL, NULL) ||
        (entity != NULL && !g_str_equal (entity, entities[i]->name)))
      continue;
    hits = _crm_txn_hits (self, entities[i], words, error);
    if (hits == NULL || !narrow (self, entities[i], &hits, error) ||
        !collect (self, entities[i], hits, folded, limit, first, rest, error))
      return NULL;
  }
  g_ptr_array_set_free_func (rest, NULL);
  for (guint i = 0; i < rest->len; i++)
    g_ptr_array_add (first, rest->pdata[i]);
  if (first->len > limit)
    g_ptr_array_set_size (first, limit);
  return g_steal_pointer (&first);
}
