/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler.h"
#include "store/crm-search.h"

#include "base/crm-text.h"

#include <string.h>

/*
 * A few hits over all entities, for pickers and the palette. In a million records nobody can wait
 * for all of them: what begins with the words comes from the index of names, the rest from the
 * beginning of the search index, and both stop as soon as there are enough.
 */

/* Looked at for one that the person may see. */
#define MOST_LOOKED 200
/* Beyond any letter. */
#define LAST_LETTER "\xf4\x8f\xbf\xbf"

/* Where the words stand, the best place first. */
typedef enum {
  PLACE_BEGINNING, /* of the title */
  PLACE_NAME,      /* at the beginning of a further word of it */
  PLACE_ANYWHERE,
} Place;
#define N_PLACES (PLACE_ANYWHERE + 1)

typedef struct {
  CrmTxn *txn;
  const CrmEntity *entity;
  gboolean offering;  /* only what may be chosen anew */
  CrmCompiler *scope; /* of who sees only some, or NULL */
  char *scope_sql;
  const char *folded;
  guint limit;
  gboolean choosy; /* not all that is found may be seen */
  guint looked;
  CrmBitmap *taken;
  const CrmBitmap *within;   /* hits of the short words, or NULL */
  GHashTable *ids;           /* found already, in whatever way */
  GPtrArray *hits[N_PLACES]; /* of CrmHit */
  guint n;                   /* of this entity */
} Finder;

static void
hit_free (gpointer data)
{
  CrmHit *self = data;

  g_free (self->title);
  g_free (self);
}

/* --- One record ------------------------------------------------------------------------------- */

static gboolean
make_scope (Finder *self, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (self->entity->name);
  const char *offered = self->offering ? self->entity->offered : NULL;

  if (offered == NULL && !_crm_txn_is_scoped (self->txn, self->entity))
    return TRUE;
  if (offered != NULL)
    crm_query_add_where (query, crm_query_parse_where (offered, NULL));
  self->scope = _crm_txn_compile (self->txn, self->entity, query, error);
  if (self->scope == NULL)
    return FALSE;
  self->scope_sql = g_strdup_printf (
    "SELECT 1 FROM %s WHERE %s AND t.n = $%u", crm_compiler_get_from (self->scope),
    crm_compiler_get_where (self->scope), crm_compiler_get_n_parameters (self->scope) + 1);
  return TRUE;
}

static gboolean
is_seen (Finder *self, guint32 counter, gboolean *seen, GError **error)
{
  CrmStatement *statement;

  *seen = TRUE;
  if (self->scope == NULL)
    return TRUE;
  statement = crm_db_prepare (self->txn->db, self->scope_sql, error);
  if (statement == NULL)
    return FALSE;
  crm_compiler_bind (self->scope, statement);
  crm_statement_bind_int (statement, (int)crm_compiler_get_n_parameters (self->scope) + 1, counter);
  if (!crm_statement_step (statement, seen, error))
    return FALSE;
  crm_statement_reset (statement);
  return TRUE;
}

/* Whether a word of the title begins with them: before a name there may be a legal form. The title
 * is the first line of all that a record is found by. */
static gboolean
begins_a_word (const char *texts, const char *words)
{
  const char *end = texts + strcspn (texts, "\n");
  const char *p = texts;

  while ((p = strstr (p, words)) != NULL && p < end) {
    if (p == texts || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (p))))
      return TRUE;
    p = g_utf8_next_char (p);
  }
  return FALSE;
}

static Place
place_of (Finder *self, const char *texts)
{
  if (g_str_has_prefix (texts, self->folded))
    return PLACE_BEGINNING;
  return begins_a_word (texts, self->folded) ? PLACE_NAME : PLACE_ANYWHERE;
}

static gboolean
take (Finder *self, guint32 counter, GError **error)
{
  CrmStatement *statement;
  gboolean row;
  CrmHit *hit;

  if (!is_seen (self, counter, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  statement =
    crm_db_prepare (self->txn->db, "SELECT id, title, folded FROM record WHERE n = $1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, CRM_N (self->entity->number, counter));
  if (!crm_statement_step (statement, &row, error) || !row)
    return *error == NULL;
  hit = g_new0 (CrmHit, 1);
  hit->id = crm_statement_get_int (statement, 0);
  crm_bitmap_add (self->taken, counter);
  if (g_hash_table_contains (self->ids, &hit->id)) {
    g_free (hit);
    crm_statement_reset (statement);
    return TRUE;
  }
  g_hash_table_add (self->ids, &hit->id);
  hit->entity = self->entity->name;
  hit->title = g_strdup (crm_statement_get_text (statement, 1));
  g_ptr_array_add (self->hits[place_of (self, crm_statement_get_text (statement, 2))], hit);
  crm_statement_reset (statement);
  self->n++;
  return TRUE;
}

/* Of a search that runs: its statement is still under way, so the record is read afterwards. */
static gboolean
note_hit (gint64 n, gpointer data)
{
  Finder *self = ((gpointer *)data)[0];
  GArray *found = ((gpointer *)data)[1];
  guint32 counter = (guint32)CRM_N_COUNTER (n);

  if (crm_bitmap_has (self->taken, counter) ||
      (self->within != NULL && !crm_bitmap_has (self->within, counter)))
    return ++self->looked < 100 * MOST_LOOKED;
  g_array_append_val (found, counter);
  return self->n + found->len < (self->choosy ? MOST_LOOKED : self->limit);
}

/* Without those that have the words only in what this person does not see. */
static gboolean
drop_masked (Finder *self, GArray *found, GError **error)
{
  g_auto (GStrv) split = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (CrmBitmap) bits = NULL;

  if (found->len == 0 || _crm_txn_sees_personal (self->txn))
    return TRUE;
  split = g_strsplit_set (self->folded, " \t\n", -1);
  words = _crm_words_of (split);
  bits = crm_bitmap_new ();
  for (guint i = 0; i < found->len; i++)
    crm_bitmap_add (bits, g_array_index (found, guint32, i));
  if (!_crm_txn_drop_masked (self->txn, self->entity, (const char *const *)words, &bits, error))
    return FALSE;
  for (guint i = 0; i < found->len;) {
    if (crm_bitmap_has (bits, g_array_index (found, guint32, i)))
      i++;
    else
      g_array_remove_index (found, i);
  }
  return TRUE;
}

static gboolean
take_found (Finder *self, GArray *found, GError **error)
{
  if (!drop_masked (self, found, error))
    return FALSE;
  for (guint i = 0; i < found->len && self->n < self->limit; i++)
    if (!take (self, g_array_index (found, guint32, i), error))
      return FALSE;
  return TRUE;
}

/* --- Begins with the words -------------------------------------------------------------------- */

/* The field that titles begin with, when an index has it in order. */
static const CrmField *
title_field (const CrmEntity *entity)
{
  const char *end =
    entity->title != NULL && *entity->title == '{' ? strchr (entity->title, '}') : NULL;
  g_autofree char *name =
    end != NULL ? g_strndup (entity->title + 1, (gsize)(end - entity->title - 1)) : NULL;
  const CrmField *field = name != NULL ? crm_entity_find_field (entity, name) : NULL;

  return field != NULL && (field->flags & CRM_FIELD_SORTED) != 0 && crm_field_has_fold (field)
           ? field
           : NULL;
}

static gboolean
find_beginning (Finder *self, GError **error)
{
  const CrmField *field = title_field (self->entity);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *last = g_strconcat (self->folded, LAST_LETTER, NULL);
  g_autofree char *sql = NULL;
  CrmStatement *statement;

  if (field == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT n FROM \"%s\" WHERE \"%s_fold\" >= $1 AND \"%s_fold\" < $2 AND "
                         "deleted IS NULL ORDER BY \"%s_fold\" LIMIT $3",
                         self->entity->name, field->name, field->name, field->name);
  statement = crm_db_prepare (self->txn->db, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, self->folded);
  crm_statement_bind_text (statement, 2, last);
  crm_statement_bind_int (statement, 3, self->choosy ? MOST_LOOKED : (gint64)self->limit);
  while (TRUE) {
    gboolean row;
    guint32 counter;

    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    counter = (guint32)crm_statement_get_int (statement, 0);
    g_array_append_val (found, counter);
  }
  return take_found (self, found, error);
}

/* --- Has the words anywhere ------------------------------------------------------------------- */

static gboolean
find_long (Finder *self, GPtrArray *words, gboolean digits, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  gpointer data[] = { self, found };

  return crm_db_search (self->txn->db, (const char *const *)words->pdata, digits,
                        CRM_N (self->entity->number, 0), CRM_N (self->entity->number + 1, 0) - 1,
                        note_hit, data, error) &&
         take_found (self, found, error);
}

static gboolean
take_bits (Finder *self, const CrmBitmap *bits, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 counter = 0;

  for (guint32 from = 0; found->len < MOST_LOOKED && crm_bitmap_next (bits, from, &counter);
       from = counter + 1)
    if (!crm_bitmap_has (self->taken, counter))
      g_array_append_val (found, counter);
  return take_found (self, found, error);
}

/* The hits of the words too short for trigrams; NULL when there are none such. */
static gboolean
short_hits (Finder *self, char **split, GPtrArray *long_words, CrmBitmap **hits, GError **error)
{
  for (guint i = 0, n = 0; split[i] != NULL && n < CRM_MOST_WORDS; i++) {
    g_autoptr (CrmBitmap) found = NULL;
    char *word = _crm_word_trim (split[i]);

    if (*word == '\0')
      continue;
    n++;
    if (g_utf8_strlen (word, -1) >= CRM_TRIGRAM) {
      g_ptr_array_add (long_words, word);
      continue;
    }
    found = crm_grams_find (self->txn->db, self->entity->number, word, error);
    if (found == NULL)
      return FALSE;
    if (*hits == NULL)
      *hits = g_steal_pointer (&found);
    else
      crm_bitmap_intersect (*hits, found);
  }
  return TRUE;
}

static gboolean
find_anywhere (Finder *self, GError **error)
{
  g_auto (GStrv) split = g_strsplit_set (self->folded, " \t\n", -1);
  g_autoptr (GPtrArray) long_words = g_ptr_array_new ();
  g_autoptr (CrmBitmap) hits = NULL;
  gboolean ok;

  if (!short_hits (self, split, long_words, &hits, error))
    return FALSE;
  if (long_words->len == 0)
    return hits == NULL || take_bits (self, hits, error);
  g_ptr_array_add (long_words, NULL);
  self->within = hits;
  ok = find_long (self, long_words, FALSE, error);
  self->within = NULL;
  return ok;
}

/* As it was typed into a card, and as its country and the world write it. */
static gboolean
find_digits (Finder *self, const char *digits, GError **error)
{
  g_autoptr (GPtrArray) number = g_ptr_array_new ();

  g_ptr_array_add (number, (gpointer)digits);
  g_ptr_array_add (number, NULL);
  return find_long (self, number, TRUE, error) &&
         (self->n >= self->limit || find_long (self, number, FALSE, error));
}

static gboolean
find_number (Finder *self, GError **error)
{
  g_autofree char *digits = NULL;
  const char *national;

  if (!_crm_words_are_number (self->folded))
    return TRUE;
  digits = crm_text_digits (self->folded);
  national = _crm_number_without_trunk (digits);
  return find_digits (self, digits, error) &&
         (national == NULL || self->n >= self->limit || find_digits (self, national, error));
}

/* --- Over all entities ------------------------------------------------------------------------ */

static gboolean
has_records (CrmTxn *self, const CrmEntity *entity, gboolean *has, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (self->db, "SELECT 1 FROM record WHERE n BETWEEN $1 AND $2 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, CRM_N (entity->number, 0));
  crm_statement_bind_int (statement, 2, CRM_N (entity->number + 1, 0) - 1);
  if (!crm_statement_step (statement, has, error))
    return FALSE;
  if (*has)
    crm_statement_reset (statement);
  return TRUE;
}

static gboolean
find_in (Finder *self, const CrmEntity *entity, GError **error)
{
  gboolean ok;
  gboolean has;

  if (!has_records (self->txn, entity, &has, error) || !has)
    return *error == NULL;
  self->entity = entity;
  self->n = 0;
  self->looked = 0;
  self->taken = crm_bitmap_new ();
  ok = make_scope (self, error);
  self->choosy = self->scope != NULL || !_crm_txn_sees_personal (self->txn);
  ok = ok && find_beginning (self, error) &&
       (self->n >= self->limit || find_anywhere (self, error)) &&
       (self->n >= self->limit || find_number (self, error));
  g_clear_pointer (&self->taken, crm_bitmap_free);
  g_clear_pointer (&self->scope, crm_compiler_free);
  g_clear_pointer (&self->scope_sql, g_free);
  return ok;
}

/* One understanding of what was typed. */
static gboolean
find_words (Finder *self, const char *only, const char *folded, GError **error)
{
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (self->txn->schema, &n);
  g_autoptr (GError) why = NULL;

  self->folded = folded;
  for (gsize i = 0; i < n; i++) {
    /* What may not be read is not found, and no error in a search over everything. */
    if (entities[i]->owner != NULL ||
        !_crm_txn_may (self->txn, CRM_ACTION_READ, entities[i], NULL, NULL) ||
        (only != NULL && !g_str_equal (only, entities[i]->name)))
      continue;
    if (find_in (self, entities[i], &why))
      continue;
    g_propagate_error (error, g_steal_pointer (&why));
    return FALSE;
  }
  return TRUE;
}

static gboolean
find_each (Finder *self, const char *only, GStrv words, GError **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!find_words (self, only, words[i], error))
      return FALSE;
  return TRUE;
}

static guint
count_hits (const Finder *self)
{
  guint n = 0;

  for (guint i = 0; i < N_PLACES; i++)
    n += self->hits[i]->len;
  return n;
}

/* As typed, in the other script, and when nothing is found, in the wrong layout. */
static gboolean
find_all_ways (Finder *self, const char *only, const char *words, guint limit, GError **error)
{
  g_autofree char *folded = crm_text_fold (words);
  g_auto (GStrv) alike = NULL;
  g_auto (GStrv) layouts = NULL;

  if (!find_words (self, only, folded, error))
    return FALSE;
  if (count_hits (self) >= limit)
    return TRUE;
  alike = crm_text_alike (words);
  if (!find_each (self, only, alike, error))
    return FALSE;
  if (count_hits (self) > 0 || g_utf8_strlen (words, -1) < 2)
    return TRUE;
  layouts = crm_text_layouts (words);
  for (guint i = 0; layouts[i] != NULL; i++) {
    g_auto (GStrv) meant = crm_text_alike (layouts[i]);
    g_autofree char *typed = crm_text_fold (layouts[i]);

    if (!find_words (self, only, typed, error) || !find_each (self, only, meant, error))
      return FALSE;
  }
  return TRUE;
}

static GPtrArray *
search (CrmTxn *self,
        const char *entity,
        const char *words,
        gboolean offering,
        guint limit,
        GError **error)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func (hit_free);
  g_autoptr (GPtrArray) named = g_ptr_array_new_with_free_func (hit_free);
  g_autoptr (GPtrArray) rest = g_ptr_array_new_with_free_func (hit_free);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  Finder finder = { .txn = self, .offering = offering, .ids = ids, .hits = { first, named, rest } };

  /* One kind of record must not hide all others. */
  finder.limit = entity != NULL ? limit : MAX (limit / 3, MIN (limit, 4));
  if (!find_all_ways (&finder, entity, words, limit, error))
    return NULL;
  g_ptr_array_extend_and_steal (first, g_steal_pointer (&named));
  g_ptr_array_extend_and_steal (first, g_steal_pointer (&rest));
  if (first->len > limit)
    g_ptr_array_set_size (first, limit);
  return g_steal_pointer (&first);
}

GPtrArray *
crm_txn_search (CrmTxn *self, const char *entity, const char *words, guint limit, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (words != NULL ? words : "", -1);

  return _crm_words_are_empty (valid) ? g_ptr_array_new_with_free_func (hit_free)
                                      : search (self, entity, valid, FALSE, limit, error);
}

/* --- Offering --------------------------------------------------------------------------------- */

/* Nothing is typed yet: the first in the entity's own order. */
static GPtrArray *
offer_first (CrmTxn *self, const char *entity, guint limit, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (hit_free);
  const CrmEntity *found = crm_schema_get (self->schema, entity, error);
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (found == NULL)
    return NULL;
  query = crm_query_new (entity);
  if (found->offered != NULL)
    crm_query_add_where (query, crm_query_parse_where (found->offered, NULL));
  crm_query_set_order (query, found->order);
  query->limit = limit;
  records = crm_txn_query (self, query, error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++) {
    CrmHit *hit = g_new0 (CrmHit, 1);

    hit->id = crm_record_get_id (records->pdata[i]);
    hit->entity = found->name;
    hit->title = crm_txn_title (self, hit->id, NULL);
    g_ptr_array_add (hits, hit);
  }
  return g_steal_pointer (&hits);
}

GPtrArray *
crm_txn_offer (CrmTxn *self, const char *entity, const char *words, guint limit, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (words != NULL ? words : "", -1);

  if (!_crm_words_are_empty (valid))
    return search (self, entity, valid, TRUE, limit, error);
  return entity != NULL ? offer_first (self, entity, limit, error)
                        : g_ptr_array_new_with_free_func (hit_free);
}
