/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler.h"
#include "store/crm-search.h"

#include "base/crm-error.h"
#include "base/crm-text.h"

#include <string.h>

/* Of a number without what is dialled before it, so many digits must be left to find it by. */
#define LEAST_DIGITS 5
/* A single letter is in every name: in another layout it is not looked for. */
#define LEAST_LETTERS 2

gboolean
_crm_words_are_empty (const char *words)
{
  for (const char *p = words; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
add_hit (gint64 n, gpointer data)
{
  crm_bitmap_add (data, CRM_N_COUNTER (n));
  return TRUE;
}

/* "+373 (22) 12-34-56" and the like: one number in parts, whatever stands between them. */
gboolean
_crm_words_are_number (const char *words)
{
  guint digits = 0;

  for (const char *p = words; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      digits++;
    else if (strchr (" +-()./", *p) == NULL)
      return FALSE;
  }
  return digits >= CRM_TRIGRAM;
}

/* A word begins and ends with a letter or digit: quotes, brackets and stars around it are how it
 * was typed. */
char *
_crm_word_trim (char *word)
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
match_words (CrmTxn *self, const CrmEntity *entity, const char *folded, GError **error)
{
  g_auto (GStrv) split = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GPtrArray) long_words = g_ptr_array_new ();
  g_autoptr (CrmBitmap) hits = NULL;

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

/* The words as they are searched for. */
char **
_crm_words_of (char **split)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0, n = 0; split[i] != NULL && n < CRM_MOST_WORDS; i++) {
    const char *word = _crm_word_trim (split[i]);

    if (*word == '\0')
      continue;
    g_strv_builder_add (words, word);
    n++;
  }
  return g_strv_builder_end (words);
}

/* Without those that only masked values have made. */
static CrmBitmap *
search_words (CrmTxn *self, const CrmEntity *entity, const char *folded, GError **error)
{
  g_autoptr (CrmBitmap) hits = match_words (self, entity, folded, error);
  g_auto (GStrv) split = NULL;
  g_auto (GStrv) asked = NULL;

  if (hits == NULL || _crm_txn_sees_personal (self))
    return g_steal_pointer (&hits);
  split = g_strsplit_set (folded, " \t\n", -1);
  asked = _crm_words_of (split);
  return _crm_txn_drop_masked (self, entity, (const char *const *)asked, &hits, error)
           ? g_steal_pointer (&hits)
           : NULL;
}

static gboolean
unite_number (CrmTxn *self,
              const CrmEntity *entity,
              const char *digits,
              CrmBitmap *hits,
              GError **error)
{
  g_autoptr (GPtrArray) number = g_ptr_array_new ();

  g_ptr_array_add (number, (gpointer)digits);
  g_ptr_array_add (number, NULL);
  /* As it was typed into a card, and as its country and the world write it. */
  for (guint i = 0; i < 2; i++) {
    g_autoptr (CrmBitmap) found = crm_bitmap_new ();

    if (!search_long (self, entity, number, i == 0, found, error) ||
        (!_crm_txn_sees_personal (self) &&
         !_crm_txn_drop_masked (self, entity, (const char *const *)number->pdata, &found, error)))
      return FALSE;
    crm_bitmap_unite (hits, found);
  }
  return TRUE;
}

/* What is dialled before a number falls away after the country's code: "8 916" is "+7 916". */
const char *
_crm_number_without_trunk (const char *digits)
{
  gsize n = strlen (digits);
  gsize trunk = 0;

  if (g_str_has_prefix (digits, "00"))
    trunk = 2;
  else if (digits[0] == '0' || (digits[0] == '8' && n == 11))
    trunk = 1;
  return trunk > 0 && n - trunk >= LEAST_DIGITS ? digits + trunk : NULL;
}

static CrmBitmap *
hits_as_typed (CrmTxn *self, const CrmEntity *entity, const char *words, GError **error)
{
  g_autofree char *folded = crm_text_fold (words);
  g_autoptr (CrmBitmap) hits = search_words (self, entity, folded, error);
  g_autofree char *digits = NULL;
  const char *national;

  if (hits == NULL || !_crm_words_are_number (folded))
    return g_steal_pointer (&hits);
  digits = crm_text_digits (folded);
  national = _crm_number_without_trunk (digits);
  if (!unite_number (self, entity, digits, hits, error) ||
      (national != NULL && !unite_number (self, entity, national, hits, error)))
    return NULL;
  return g_steal_pointer (&hits);
}

static CrmBitmap *
hits_of_any (CrmTxn *self, const CrmEntity *entity, GStrv all, GError **error)
{
  g_autoptr (CrmBitmap) hits = crm_bitmap_new ();

  for (guint i = 0; all[i] != NULL; i++) {
    g_autoptr (CrmBitmap) found = search_words (self, entity, all[i], error);

    if (found == NULL)
      return NULL;
    crm_bitmap_unite (hits, found);
  }
  return g_steal_pointer (&hits);
}

/* How words are understood, the likeliest first. */
typedef enum {
  WAY_TYPED,
  WAY_ALIKE,  /* in the other script: Cyrillic and Latin are alike */
  WAY_LAYOUT, /* typed in the wrong layout, when nothing else is found */
  N_WAYS,
} Way;

static CrmBitmap *
hits_by (CrmTxn *self, const CrmEntity *entity, const char *words, Way way, GError **error)
{
  g_auto (GStrv) others = NULL;
  g_autoptr (CrmBitmap) hits = NULL;

  if (way == WAY_TYPED)
    return hits_as_typed (self, entity, words, error);
  if (way == WAY_LAYOUT && g_utf8_strlen (words, -1) < LEAST_LETTERS)
    return crm_bitmap_new ();
  others = way == WAY_ALIKE ? crm_text_alike (words) : crm_text_layouts (words);
  hits = hits_of_any (self, entity, others, error);
  for (guint i = 0; way == WAY_LAYOUT && hits != NULL && others[i] != NULL; i++) {
    g_auto (GStrv) alike = crm_text_alike (others[i]);
    g_autoptr (CrmBitmap) found = hits_of_any (self, entity, alike, error);

    if (found == NULL)
      return NULL;
    crm_bitmap_unite (hits, found);
  }
  return g_steal_pointer (&hits);
}

static gboolean
is_empty (const CrmBitmap *hits)
{
  guint32 counter;

  return !crm_bitmap_next (hits, 0, &counter);
}

CrmBitmap *
_crm_txn_hits (CrmTxn *self, const CrmEntity *entity, const char *words, GError **error)
{
  g_autoptr (CrmBitmap) hits = crm_bitmap_new ();
  g_autofree char *valid = g_utf8_make_valid (words != NULL ? words : "", -1);

  for (Way way = WAY_TYPED; way < N_WAYS && (way < WAY_LAYOUT || is_empty (hits)); way++) {
    g_autoptr (CrmBitmap) found = hits_by (self, entity, valid, way, error);

    if (found == NULL)
      return NULL;
    crm_bitmap_unite (hits, found);
  }
  return g_steal_pointer (&hits);
}

/* One statement a hit up to here; more of them are found in one walk over the table. */
#define MOST_ASKED 1000

static gboolean
ask_each (CrmTxn *self,
          CrmCompiler *compiler,
          const CrmBitmap *hits,
          CrmBitmap *kept,
          GError **error)
{
  guint parameter = crm_compiler_get_n_parameters (compiler) + 1;
  g_autofree char *sql =
    g_strdup_printf ("SELECT 1 FROM %s WHERE %s AND t.n = $%u", crm_compiler_get_from (compiler),
                     crm_compiler_get_where (compiler), parameter);
  guint32 counter = 0;

  for (guint32 from = 0; crm_bitmap_next (hits, from, &counter); from = counter + 1) {
    CrmStatement *statement = crm_db_prepare (self->db, sql, error);
    gboolean row;

    if (statement == NULL)
      return FALSE;
    crm_compiler_bind (compiler, statement);
    crm_statement_bind_int (statement, parameter, counter);
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      continue;
    crm_statement_reset (statement);
    crm_bitmap_add (kept, counter);
  }
  return TRUE;
}

static gboolean
ask_once (CrmTxn *self, CrmCompiler *compiler, CrmBitmap *kept, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT t.n FROM %s WHERE %s", crm_compiler_get_from (compiler),
                     crm_compiler_get_where (compiler));
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_compiler_bind (compiler, statement);
  while (TRUE) {
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    crm_bitmap_add (kept, crm_statement_get_int (statement, 0));
  }
}

gboolean
_crm_txn_keep_hits (CrmTxn *self, CrmCompiler *compiler, CrmBitmap **hits, GError **error)
{
  g_autoptr (CrmBitmap) kept = crm_bitmap_new ();

  if (crm_bitmap_count (*hits) <= MOST_ASKED) {
    if (!ask_each (self, compiler, *hits, kept, error))
      return FALSE;
  } else if (!ask_once (self, compiler, kept, error)) {
    return FALSE;
  }
  crm_bitmap_intersect (*hits, kept);
  return TRUE;
}
