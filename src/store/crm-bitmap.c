/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-bitmap.h"

#include <string.h>

CrmBitmap *
crm_bitmap_new (void)
{
  return g_new0 (CrmBitmap, 1);
}

void
crm_bitmap_free (CrmBitmap *self)
{
  g_free (self->words);
  g_free (self);
}

void
crm_bitmap_add (CrmBitmap *self, guint32 n)
{
  gsize word = n >> 6;

  if (word >= self->n_words) {
    gsize size = MAX (64, MAX (word + 1, self->n_words * 2));

    self->words = g_renew (guint64, self->words, size);
    memset (self->words + self->n_words, 0, (size - self->n_words) * sizeof (guint64));
    self->n_words = size;
  }
  self->words[word] |= G_GUINT64_CONSTANT (1) << (n & 63);
}

void
crm_bitmap_intersect (CrmBitmap *self, const CrmBitmap *other)
{
  for (gsize i = 0; i < self->n_words; i++)
    self->words[i] &= i < other->n_words ? other->words[i] : 0;
}

void
crm_bitmap_unite (CrmBitmap *self, const CrmBitmap *other)
{
  if (other->n_words > self->n_words) {
    self->words = g_renew (guint64, self->words, other->n_words);
    memset (self->words + self->n_words, 0, (other->n_words - self->n_words) * sizeof (guint64));
    self->n_words = other->n_words;
  }
  for (gsize i = 0; i < other->n_words; i++)
    self->words[i] |= other->words[i];
}

gsize
crm_bitmap_count (const CrmBitmap *self)
{
  gsize count = 0;

  for (gsize i = 0; i < self->n_words; i++)
    count += __builtin_popcountll (self->words[i]);
  return count;
}

gboolean
crm_bitmap_next (const CrmBitmap *self, guint32 from, guint32 *n)
{
  gsize word = from >> 6;
  guint64 bits;

  if (word >= self->n_words)
    return FALSE;
  bits = self->words[word] & (~G_GUINT64_CONSTANT (0) << (from & 63));
  while (bits == 0) {
    if (++word >= self->n_words)
      return FALSE;
    bits = self->words[word];
  }
  *n = word * 64 + __builtin_ctzll (bits);
  return TRUE;
}
