/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sqlite/crm-sqlite.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The text is folded already, so the tokenizer must not fold again; detail=full because phrases of
 * trigrams are asked for. LIKE is never used: any ESCAPE turns the index off in 3.40. */
const char *
_crm_db_search_sql (void)
{
  return "CREATE VIRTUAL TABLE search USING fts5(folded, digits, content='record', "
         "content_rowid='n', tokenize='trigram case_sensitive 1', detail=full)";
}

gboolean
crm_db_search_create (CrmDb *self, GError **error)
{
  return crm_db_exec (self, _crm_db_search_sql (), error);
}

static gboolean
change (CrmDb *self,
        const char *sql,
        gint64 n,
        const char *folded,
        const char *digits,
        GError **error)
{
  CrmStatement *statement = crm_db_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  self->n_search++;
  crm_statement_bind_int (statement, 1, n);
  crm_statement_bind_text (statement, 2, folded);
  crm_statement_bind_text (statement, 3, digits);
  return crm_statement_run (statement, error);
}

gboolean
crm_db_search_add (CrmDb *self, gint64 n, const char *folded, const char *digits, GError **error)
{
  return change (self, "INSERT INTO search(rowid, folded, digits) VALUES($1, $2, $3)", n, folded,
                 digits, error);
}

gboolean
crm_db_search_remove (CrmDb *self, gint64 n, const char *folded, const char *digits, GError **error)
{
  return change (self,
                 "INSERT INTO search(search, rowid, folded, digits) VALUES('delete', $1, $2, $3)",
                 n, folded, digits, error);
}

/* Every save adds a piece to the index, and a search looks into each piece, so they have to be
 * merged. The engine does that in bursts: with a hundred thousand clients one save in 64 made 800
 * calls to the file server, and one in 250 made 4,500, which is two seconds at a network. So it is
 * told to leave it, and each save merges a few pages. */
#define PAGES_EACH 4 /* for each text that was changed */
#define MOST_PAGES 64
/* Of one size; then the engine merges them all the same. */
#define MOST_PIECES      64
#define MOST_PIECES_BULK 1999

static gboolean
command (CrmDb *self, const char *name, int value, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (self, "INSERT INTO search(search, rank) VALUES($1, $2)", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  crm_statement_bind_int (statement, 2, value);
  return crm_statement_run (statement, error);
}

static gboolean
be_steady (CrmDb *self, GError **error)
{
  gint64 automerge = -1;

  if (self->steady)
    return TRUE;
  if (!crm_db_query_int (self,
                         "SELECT coalesce((SELECT v FROM search_config WHERE k = 'automerge'), -1)",
                         0, &automerge, error))
    return FALSE;
  self->steady = automerge == 0;
  return self->steady || (command (self, "automerge", 0, error) &&
                          command (self, "crisismerge", MOST_PIECES, error));
}

gboolean
crm_db_search_tend (CrmDb *self, GError **error)
{
  guint pages = MIN (self->n_search * PAGES_EACH, MOST_PAGES);

  if (pages == 0 || (self->flags & CRM_DB_BULK))
    return TRUE;
  return be_steady (self, error) && command (self, "merge", (int)pages, error);
}

/* In one piece: each of its pages is written twice, where the engine would write it four times. */
gboolean
crm_db_search_rebuild (CrmDb *self, GError **error)
{
  return command (self, "automerge", 0, error) &&
         command (self, "crisismerge", MOST_PIECES_BULK, error) &&
         crm_db_exec (self, "INSERT INTO search(search) VALUES('rebuild')", error) &&
         crm_db_exec (self, "INSERT INTO search(search) VALUES('optimize')", error) &&
         command (self, "crisismerge", MOST_PIECES, error);
}

gboolean
crm_db_search_check (CrmDb *self, GError **error)
{
  return crm_db_exec (self, "INSERT INTO search(search, rank) VALUES('integrity-check', 1)", error);
}

/* Every word in double quotes with its own quotes doubled: nothing a person types is an operator.
 */
static char *
match_of_words (const char *const *words, gboolean digits)
{
  GString *match = g_string_new (digits ? "{digits} : (" : "");

  for (gsize i = 0; words[i] != NULL; i++) {
    if (i > 0)
      g_string_append (match, " AND ");
    g_string_append_c (match, '"');
    for (const char *p = words[i]; *p != '\0'; p++) {
      if (*p == '"')
        g_string_append_c (match, '"');
      g_string_append_c (match, *p);
    }
    g_string_append_c (match, '"');
  }
  if (digits)
    g_string_append_c (match, ')');
  return g_string_free (match, FALSE);
}

gboolean
crm_db_search (CrmDb *self,
               const char *const *words,
               gboolean digits,
               gint64 first,
               gint64 last,
               CrmDbHitFunc hit,
               gpointer user_data,
               GError **error)
{
  g_autofree char *match = match_of_words (words, digits);
  CrmStatement *statement = crm_db_prepare (
    self, "SELECT rowid FROM search WHERE search MATCH $1 AND rowid BETWEEN $2 AND $3", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, match);
  crm_statement_bind_int (statement, 2, first);
  crm_statement_bind_int (statement, 3, last);
  while (TRUE) {
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (hit (crm_statement_get_int (statement, 0), user_data))
      continue;
    crm_statement_reset (statement);
    return TRUE;
  }
}

static gboolean
collect (CrmDb *self, const char *sql, const char *good, GPtrArray *findings, GError **error)
{
  CrmStatement *statement = crm_db_prepare (self, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (TRUE) {
    const char *text;

    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    text = crm_statement_get_text (statement, 0);
    /* Of which file: there is only one. */
    if (g_strcmp0 (text, good) != 0 && !g_str_has_prefix (text, "***"))
      g_ptr_array_add (findings, g_strdup (text));
  }
}

gboolean
crm_db_check_integrity (CrmDb *self, GPtrArray *findings, GError **error)
{
  return collect (self, "PRAGMA integrity_check(50)", "ok", findings, error);
}

gboolean
crm_db_check_references (CrmDb *self, GPtrArray *findings, GError **error)
{
  return collect (self,
                  "SELECT \"table\" || ': row ' || rowid || ' refers to a ' || parent || "
                  "' that is not there' FROM pragma_foreign_key_check LIMIT 50",
                  NULL, findings, error);
}
