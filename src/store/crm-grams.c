/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-grams.h"

#include <string.h>

#define CHUNK_BITS 11
#define CHUNK_SIZE (1 << CHUNK_BITS)
G_STATIC_ASSERT (CHUNK_SIZE == CRM_GRAMS_CHUNK);
#define CHUNK_BYTES (CHUNK_SIZE / 8)
/* A list of 16-bit numbers is kept while it is shorter than the bitmap. */
#define MOST_LISTED (CHUNK_BYTES / 2 - 1)
/* A text has at most so many words that count: enough for every name, a bound for pasted novels. */
#define MOST_WORDS 48
/* A bulk load writes its sets when so many chunks are gathered: about 80 MB. */
#define MOST_CHUNKS 250000

typedef struct {
  gint64 key;
  gint64 chunk;
  guint8 set[CHUNK_BYTES];
  guint8 unset[CHUNK_BYTES];
} Chunk;

struct _CrmGrams {
  CrmDb *db;
  GHashTable *chunks;
};

static guint
chunk_hash (gconstpointer data)
{
  const Chunk *chunk = data;
  guint64 mixed = ((guint64)chunk->key * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) ^
                  ((guint64)chunk->chunk * G_GUINT64_CONSTANT (0xC2B2AE3D27D4EB4F));

  return mixed ^ (mixed >> 32);
}

static gboolean
chunk_equal (gconstpointer a, gconstpointer b)
{
  return ((const Chunk *)a)->key == ((const Chunk *)b)->key &&
         ((const Chunk *)a)->chunk == ((const Chunk *)b)->chunk;
}

CrmGrams *
crm_grams_new (CrmDb *db)
{
  CrmGrams *self = g_new0 (CrmGrams, 1);

  self->db = db;
  self->chunks = g_hash_table_new_full (chunk_hash, chunk_equal, NULL, g_free);
  return self;
}

void
crm_grams_free (CrmGrams *self)
{
  g_hash_table_unref (self->chunks);
  g_free (self);
}

void
crm_grams_clear (CrmGrams *self)
{
  g_hash_table_remove_all (self->chunks);
}

static gint64
key_of (guint16 entity, gunichar first, gunichar second)
{
  return ((gint64)entity << 42) | ((gint64)first << 21) | second;
}

static void
add_key (GArray *keys, gint64 key)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_array_index (keys, gint64, i) == key)
      return;
  g_array_append_val (keys, key);
}

static GArray *
keys_of_text (guint16 entity, const char *text)
{
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), 16);
  gboolean within = FALSE;

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gunichar next;

    if (!g_unichar_isalnum (c)) {
      within = FALSE;
      continue;
    }
    if (within)
      continue;
    within = TRUE;
    if (keys->len >= 2 * MOST_WORDS)
      break;
    next = g_utf8_get_char (g_utf8_next_char (p));
    add_key (keys, key_of (entity, c, 0));
    if (g_unichar_isalnum (next))
      add_key (keys, key_of (entity, c, next));
  }
  return keys;
}

static gboolean
has_key (GArray *keys, gint64 key)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_array_index (keys, gint64, i) == key)
      return TRUE;
  return FALSE;
}

static void
mark (CrmGrams *self, gint64 key, guint64 counter, gboolean set)
{
  Chunk probe = { .key = key, .chunk = counter >> CHUNK_BITS };
  Chunk *chunk = g_hash_table_lookup (self->chunks, &probe);
  guint bit = counter & (CHUNK_SIZE - 1);

  if (chunk == NULL) {
    chunk = g_new0 (Chunk, 1);
    chunk->key = probe.key;
    chunk->chunk = probe.chunk;
    g_hash_table_add (self->chunks, chunk);
  }
  (set ? chunk->set : chunk->unset)[bit >> 3] |= 1 << (bit & 7);
  (set ? chunk->unset : chunk->set)[bit >> 3] &= ~(1 << (bit & 7));
}

gboolean
crm_grams_change (CrmGrams *self, gint64 n, const char *before, const char *after, GError **error)
{
  guint16 entity = n >> 40;
  guint64 counter = n & ((G_GINT64_CONSTANT (1) << 40) - 1);
  g_autoptr (GArray) old_keys = keys_of_text (entity, before);
  g_autoptr (GArray) new_keys = keys_of_text (entity, after);

  for (guint i = 0; i < old_keys->len; i++)
    if (!has_key (new_keys, g_array_index (old_keys, gint64, i)))
      mark (self, g_array_index (old_keys, gint64, i), counter, FALSE);
  for (guint i = 0; i < new_keys->len; i++)
    if (!has_key (old_keys, g_array_index (new_keys, gint64, i)))
      mark (self, g_array_index (new_keys, gint64, i), counter, TRUE);
  if (g_hash_table_size (self->chunks) > MOST_CHUNKS)
    return crm_grams_flush (self, error);
  return TRUE;
}

static void
unpack (const guint8 *data, gsize size, guint8 bits[CHUNK_BYTES])
{
  memset (bits, 0, CHUNK_BYTES);
  if (size == CHUNK_BYTES) {
    memcpy (bits, data, CHUNK_BYTES);
    return;
  }
  for (gsize i = 0; i + 1 < size; i += 2) {
    guint bit = (data[i] | data[i + 1] << 8) & (CHUNK_SIZE - 1);

    bits[bit >> 3] |= 1 << (bit & 7);
  }
}

static gsize
pack (const guint8 bits[CHUNK_BYTES], guint8 data[CHUNK_BYTES])
{
  gsize size = 0;

  for (guint bit = 0; bit < CHUNK_SIZE; bit++) {
    if (!((bits[bit >> 3] >> (bit & 7)) & 1))
      continue;
    if (size / 2 >= MOST_LISTED) {
      memcpy (data, bits, CHUNK_BYTES);
      return CHUNK_BYTES;
    }
    data[size++] = bit & 0xff;
    data[size++] = bit >> 8;
  }
  return size;
}

static gboolean
write_chunk (CrmGrams *self, const Chunk *chunk, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (self->db, "SELECT bits FROM gram WHERE key = $1 AND chunk = $2", error);
  guint8 bits[CHUNK_BYTES] = { 0 };
  guint8 data[CHUNK_BYTES];
  gboolean row;
  gsize size;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, chunk->key);
  crm_statement_bind_int (statement, 2, chunk->chunk);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row) {
    const guint8 *stored = crm_statement_get_blob (statement, 0, &size);

    unpack (stored, size, bits);
    crm_statement_reset (statement);
  }
  for (guint i = 0; i < CHUNK_BYTES; i++)
    bits[i] = (bits[i] & ~chunk->unset[i]) | chunk->set[i];

  size = pack (bits, data);
  statement = crm_db_prepare (self->db,
                              "INSERT INTO gram(key, chunk, bits) VALUES($1, $2, $3) "
                              "ON CONFLICT(key, chunk) DO UPDATE SET bits = excluded.bits",
                              error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, chunk->key);
  crm_statement_bind_int (statement, 2, chunk->chunk);
  crm_statement_bind_blob (statement, 3, data, size);
  return crm_statement_run (statement, error);
}

static int
compare_chunks (gconstpointer a, gconstpointer b)
{
  const Chunk *x = *(Chunk *const *)a;
  const Chunk *y = *(Chunk *const *)b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->chunk > y->chunk) - (x->chunk < y->chunk);
}

/* In the order of the key, so that a bulk load fills the pages one after the other. */
gboolean
crm_grams_flush (CrmGrams *self, GError **error)
{
  g_autofree Chunk **sorted = NULL;
  guint n = g_hash_table_size (self->chunks);
  gboolean ok = TRUE;

  if (n == 0)
    return TRUE;
  sorted = (Chunk **)g_hash_table_get_keys_as_array (self->chunks, NULL);
  qsort (sorted, n, sizeof (Chunk *), compare_chunks);
  for (guint i = 0; i < n && ok; i++)
    ok = write_chunk (self, sorted[i], error);
  g_hash_table_remove_all (self->chunks);
  return ok;
}

CrmBitmap *
crm_grams_find (CrmDb *db, guint16 entity, const char *letters, GError **error)
{
  gunichar first = g_utf8_get_char (letters);
  gunichar second = g_utf8_get_char (g_utf8_next_char (letters));
  CrmStatement *statement =
    crm_db_prepare (db, "SELECT chunk, bits FROM gram WHERE key = $1 ORDER BY chunk", error);
  g_autoptr (CrmBitmap) hits = crm_bitmap_new ();
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, key_of (entity, first, second));
  while (TRUE) {
    guint8 bits[CHUNK_BYTES];
    const guint8 *data;
    gint64 chunk;
    gsize size;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&hits);
    chunk = crm_statement_get_int (statement, 0);
    data = crm_statement_get_blob (statement, 1, &size);
    unpack (data, size, bits);
    for (guint bit = 0; bit < CHUNK_SIZE; bit++)
      if ((bits[bit >> 3] >> (bit & 7)) & 1)
        crm_bitmap_add (hits, (chunk << CHUNK_BITS) | bit);
  }
}

/* --- Checking ----------------------------------------------------------------------------------*/

static gboolean
gather_chunk (CrmGrams *self, guint16 entity, gint64 first, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db, "SELECT n, folded FROM record WHERE n BETWEEN $1 AND $2 AND folded <> ''", error);
  gint64 n = ((gint64)entity << 40) + first;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, n);
  crm_statement_bind_int (statement, 2, n + CHUNK_SIZE - 1);
  while (TRUE) {
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (!crm_grams_change (self, crm_statement_get_int (statement, 0), NULL,
                           crm_statement_get_text (statement, 1), error)) {
      crm_statement_reset (statement);
      return FALSE;
    }
  }
}

/* Takes what is stored out of what should be: nothing may be left on either side. */
static gboolean
compare_stored (CrmGrams *self, guint16 entity, gint64 first, gboolean *same, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db, "SELECT key, bits FROM gram WHERE key BETWEEN $1 AND $2 AND chunk = $3", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, key_of (entity, 0, 0));
  crm_statement_bind_int (statement, 2, key_of (entity + 1, 0, 0) - 1);
  crm_statement_bind_int (statement, 3, first >> CHUNK_BITS);
  while (TRUE) {
    static const guint8 none[CHUNK_BYTES];
    Chunk probe = { .chunk = first >> CHUNK_BITS };
    guint8 bits[CHUNK_BYTES];
    const guint8 *data;
    Chunk *chunk;
    gsize size;

    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    probe.key = crm_statement_get_int (statement, 0);
    data = crm_statement_get_blob (statement, 1, &size);
    unpack (data, size, bits);
    chunk = g_hash_table_lookup (self->chunks, &probe);
    if (memcmp (bits, chunk != NULL ? chunk->set : none, CHUNK_BYTES) != 0)
      *same = FALSE;
    if (chunk != NULL)
      g_hash_table_remove (self->chunks, chunk);
  }
}

gboolean
crm_grams_check (CrmDb *db, guint16 entity, gint64 first, gboolean *same, GError **error)
{
  CrmGrams *expected = crm_grams_new (db);
  gboolean ok;

  *same = TRUE;
  ok = gather_chunk (expected, entity, first, error) &&
       compare_stored (expected, entity, first, same, error);
  if (g_hash_table_size (expected->chunks) > 0)
    *same = FALSE;
  crm_grams_free (expected);
  return ok;
}
