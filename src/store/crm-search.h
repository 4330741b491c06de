/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-bitmap.h"
#include "store/crm-compiler.h"
#include "store/crm-txn-private.h"

G_BEGIN_DECLS

/**
 * _crm_txn_hits:
 *
 * The records of an entity that have all the words: words of three letters and more anywhere in a
 * searched text, shorter ones at the start of a word; a number typed with spaces, brackets or
 * dashes also in the digits of phones and requisites, with or without what is dialled before it.
 * Words of one script are also looked for in the other, and when nothing is found, as they read in
 * the other keyboard layout. The living only.
 *
 * Returns: (transfer full): their counters, or NULL with @error set.
 */
CrmBitmap *_crm_txn_hits (CrmTxn *self, const CrmEntity *entity, const char *words, GError **error);

/* Trigrams serve words from this length on. */
#define CRM_TRIGRAM 3
/* More words than this in one search are a pasted text; the first ones find it. */
#define CRM_MOST_WORDS 12

/* "+373 (22) 12-34-56": one number in parts. */
gboolean _crm_words_are_number (const char *words);
/* The digits behind what is dialled before a number, NULL when nothing is. */
const char *_crm_number_without_trunk (const char *digits);
/* The words as they are searched for; spoils @split. (transfer full) */
char **_crm_words_of (char **split);
/* Within the word, without what stands around its letters and digits. */
char *_crm_word_trim (char *word);

/* Whether there is anything to search for in what was typed. */
gboolean _crm_words_are_empty (const char *words);

/* Of the hits those that meet the compiler's conditions too. */
gboolean _crm_txn_keep_hits (CrmTxn *self, CrmCompiler *compiler, CrmBitmap **hits, GError **error);
/* Takes out of the hits those that only masked values have made. */
gboolean _crm_txn_drop_masked (CrmTxn *self,
                               const CrmEntity *entity,
                               const char *const *words,
                               CrmBitmap **hits,
                               GError **error);

/* A compiler whose paths lead only to what the person sees; all records of the entity. */
CrmCompiler *_crm_txn_new_compiler (CrmTxn *self, const CrmEntity *entity);
/* Narrows it to what the person sees. */
gboolean
_crm_txn_add_scope (CrmTxn *self, CrmCompiler *compiler, const CrmEntity *entity, GError **error);
/* The conditions of a query, with the person's scope, ready for more; and its order behind it. */
CrmCompiler *
_crm_txn_compile (CrmTxn *self, const CrmEntity *entity, const CrmQuery *query, GError **error);
gboolean _crm_txn_add_order (CrmTxn *self,
                             CrmCompiler *compiler,
                             const CrmEntity *entity,
                             const CrmQuery *query,
                             GString *sql,
                             GError **error);

G_END_DECLS
