/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-bitmap.h"
#include "store/crm-db.h"

G_BEGIN_DECLS

/*
 * The index for one and two typed letters, which trigrams do not serve: for each first letter and
 * each first pair of letters of a word, the set of records of an entity that have such a word. Sets
 * are kept in chunks of 2048 records, as a list of numbers while small and as a bitmap after, so
 * that 100,000 clients are answered from about fifty rows.
 *
 * n is the directory's: entity << 40 | counter.
 */
typedef struct _CrmGrams CrmGrams;

/* Changes are gathered and written by crm_grams_flush(), before the commit. */
CrmGrams *crm_grams_new (CrmDb *db);
void crm_grams_free (CrmGrams *self);
/* Words of @before (nullable) that @after (nullable) lacks are taken out, new ones put in. */
gboolean
crm_grams_change (CrmGrams *self, gint64 n, const char *before, const char *after, GError **error);
gboolean crm_grams_flush (CrmGrams *self, GError **error);
/* Forgets what was gathered: the transaction was rolled back. */
void crm_grams_clear (CrmGrams *self);

/* Records of one chunk of the sets. */
#define CRM_GRAMS_CHUNK 2048
/* Whether the sets of the chunk that begins with this counter are those of the texts. */
gboolean crm_grams_check (CrmDb *db, guint16 entity, gint64 first, gboolean *same, GError **error);

/* Records of the entity with a word that begins with the one or two letters. (transfer full) */
CrmBitmap *crm_grams_find (CrmDb *db, guint16 entity, const char *letters, GError **error);

G_END_DECLS
