/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-error.h"
#include "store/crm-record-list.h"

G_BEGIN_DECLS

/* 2026-02-10 10:00 UTC */
#define SAMPLE_NOW G_GINT64_CONSTANT (1770717600000)

/*
 * A small office: person; party with its lines phone and the derived count `deals`; deal with moves
 * of its stage, frozen once won; event, which stands on the timeline of deal.client; remark, which
 * stands beside a record of any kind; step, which stands where it was put; and thing, with a field
 * of every type named after it.
 */
const CrmEntity *const *sample_entities (void);

/* --- Files; each must go well -------------------------------------------------------------------
 */

/* A path that no file has yet. (transfer full) */
char *sample_path (void);
CrmStore *sample_open (const char *path, CrmStoreFlags flags);
/* One that is there, so many seconds later by this desktop's clock. */
CrmStore *sample_open_later (const char *path, gint64 seconds);
/* A new file. */
CrmStore *sample_new (void);
void sample_close (CrmStore *store);
/* Opening must fail with this. (transfer full): the message. */
char *sample_open_refused (const char *path, CrmStoreFlags flags, CrmError code);

void sample_do (CrmStore *store, CrmTxnFunc func, gpointer data);
/* It must fail with this code. (transfer full): the message. */
char *sample_refuse (CrmStore *store, CrmTxnFunc func, gpointer data, CrmError code);

/* --- Records, each in a transaction of its own --------------------------------------------------
 */

/* Pairs of path and text as a person types it: "name", "Alfa", "phones.number", "022 1", NULL. */
gint64 sample_add (CrmStore *store, const char *entity, ...) G_GNUC_NULL_TERMINATED;
void sample_edit (CrmStore *store, const char *entity, gint64 id, ...) G_GNUC_NULL_TERMINATED;
/* @record as new when @id is 0. (transfer full): the message. */
char *sample_edit_refused (CrmStore *store, CrmError code, const char *entity, gint64 id, ...)
  G_GNUC_NULL_TERMINATED;
CrmRecord *sample_get (CrmStore *store, const char *entity, gint64 id);
void sample_save (CrmStore *store, CrmRecord *record);
char *sample_save_refused (CrmStore *store, CrmRecord *record, CrmError code);
void sample_delete (CrmStore *store, const char *entity, gint64 id);
void sample_restore (CrmStore *store, const char *entity, gint64 id);
/* Titles of what was undone. (transfer full) */
char *sample_undo (CrmStore *store);
char *sample_redo (CrmStore *store);
char *sample_undo_refused (CrmStore *store, CrmError code);

/* A value in machine form; of lines all of them, between spaces. (transfer full) */
char *sample_text (CrmStore *store, const char *entity, gint64 id, const char *path);
#define sample_assert(store, entity, id, path, text)                    \
  G_STMT_START                                                          \
  {                                                                     \
    g_autofree char *sample_is = sample_text (store, entity, id, path); \
    g_assert_cmpstr (sample_is, ==, text);                              \
  }                                                                     \
  G_STMT_END

/* --- Questions ----------------------------------------------------------------------------------
 */

/* Titles between commas, in the query's order, or the entity's. (transfer full) */
char *sample_titles (CrmStore *store, CrmQuery *query);
#define sample_assert_titles(store, query, text)                \
  G_STMT_START                                                  \
  {                                                             \
    g_autofree char *sample_are = sample_titles (store, query); \
    g_assert_cmpstr (sample_are, ==, text);                     \
  }                                                             \
  G_STMT_END
/* The same from conditions, or from words; both may be NULL. */
char *sample_find (CrmStore *store, const char *entity, const char *where, const char *words);
gint64 sample_count (CrmStore *store, const char *entity, const char *where);
/* Nothing may be found wrong. */
void sample_assert_clean (CrmStore *store);

/* --- The main loop ------------------------------------------------------------------------------
 */

/* Until it is set; fails after ten seconds. */
void sample_wait (gboolean *done);
/* Until nothing is left to do. */
void sample_settle (void);
/* One look at the file, until its answer has come: questions are answered in their order. */
void sample_look (CrmStore *store);

/* As another program would change the file, and what it would find in it. */
void sample_run_sql (const char *path, const char *sql);
gint64 sample_ask_sql (const char *path, const char *sql);

G_END_DECLS
