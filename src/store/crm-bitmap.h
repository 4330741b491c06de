/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A set of small numbers, one bit each: the hits of a search over the counters of one entity. */
typedef struct {
  guint64 *words;
  gsize n_words;
} CrmBitmap;

CrmBitmap *crm_bitmap_new (void);
void crm_bitmap_free (CrmBitmap *self);
void crm_bitmap_add (CrmBitmap *self, guint32 n);
/* self = self ∩ other; self = self ∪ other. */
void crm_bitmap_intersect (CrmBitmap *self, const CrmBitmap *other);
void crm_bitmap_unite (CrmBitmap *self, const CrmBitmap *other);
gsize crm_bitmap_count (const CrmBitmap *self);
/* The least member >= @from; FALSE when there is none. */
gboolean crm_bitmap_next (const CrmBitmap *self, guint32 from, guint32 *n);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBitmap, crm_bitmap_free)

static inline gboolean
crm_bitmap_has (const CrmBitmap *self, guint32 n)
{
  return (n >> 6) < self->n_words && ((self->words[n >> 6] >> (n & 63)) & 1);
}

G_END_DECLS
