/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-content.h"

#include "base/crm-error.h"
#include "store/crm-txn-private.h"

#include <glib/gi18n-lib.h>

static CrmStatement *
prepare (CrmTxn *self, const char *sql, const char *hash, GError **error)
{
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);

  if (statement != NULL)
    crm_statement_bind_text (statement, 1, hash);
  return statement;
}

typedef struct {
  gboolean there;
  gboolean complete;
  gint64 size;
} Content;

static gboolean
look (CrmTxn *self, const char *hash, Content *content, GError **error)
{
  CrmStatement *statement =
    prepare (self, "SELECT size, complete FROM content WHERE hash = $1", hash, error);

  *content = (Content){ 0 };
  if (statement == NULL || !crm_statement_step (statement, &content->there, error))
    return FALSE;
  if (!content->there)
    return TRUE;
  content->size = crm_statement_get_int (statement, 0);
  content->complete = crm_statement_get_int (statement, 1) != 0;
  crm_statement_reset (statement);
  return TRUE;
}

gboolean
crm_txn_begin_content (CrmTxn *self,
                       const char *hash,
                       gint64 size,
                       gboolean *complete,
                       GError **error)
{
  CrmStatement *statement;
  Content content;

  g_return_val_if_fail (self != NULL && hash != NULL && complete != NULL, FALSE);
  g_return_val_if_fail (self->mode == CRM_TXN_WRITE, FALSE);

  if (!look (self, hash, &content, error))
    return FALSE;
  *complete = content.complete;
  if (content.complete)
    return TRUE;
  /* Two desktops may bring the same file at once: each piece is the same whoever writes it. */
  statement = prepare (self,
                       "INSERT INTO content(hash, size, at, complete) VALUES($1, $2, $3, 0) "
                       "ON CONFLICT(hash) DO UPDATE SET at = excluded.at",
                       hash, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 2, size);
  crm_statement_bind_int (statement, 3, self->now);
  return crm_statement_run (statement, error);
}

gboolean
crm_txn_add_content (CrmTxn *self,
                     const char *hash,
                     gint64 piece,
                     gconstpointer bytes,
                     gsize size,
                     GError **error)
{
  CrmStatement *statement;

  g_return_val_if_fail (self != NULL && hash != NULL, FALSE);
  g_return_val_if_fail (self->mode == CRM_TXN_WRITE, FALSE);
  g_return_val_if_fail (size > 0 && size <= CRM_CONTENT_PIECE, FALSE);

  statement = prepare (self,
                       "INSERT INTO content_piece(hash, piece, bytes) VALUES($1, $2, $3) "
                       "ON CONFLICT(hash, piece) DO NOTHING",
                       hash, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 2, piece);
  crm_statement_bind_blob (statement, 3, bytes, size);
  return crm_statement_run (statement, error);
}

static gboolean
written (CrmTxn *self, const char *hash, gint64 *size, GError **error)
{
  CrmStatement *statement = prepare (
    self, "SELECT coalesce(sum(length(bytes)), 0) FROM content_piece WHERE hash = $1", hash, error);
  gboolean row;

  if (statement == NULL || !crm_statement_step (statement, &row, error))
    return FALSE;
  *size = crm_statement_get_int (statement, 0);
  crm_statement_reset (statement);
  return TRUE;
}

gboolean
crm_txn_end_content (CrmTxn *self, const char *hash, GError **error)
{
  CrmStatement *statement;
  Content content;
  gint64 size;

  g_return_val_if_fail (self != NULL && hash != NULL, FALSE);
  g_return_val_if_fail (self->mode == CRM_TXN_WRITE, FALSE);

  if (!look (self, hash, &content, error) || !written (self, hash, &size, error))
    return FALSE;
  if (!content.there || size != content.size) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The file was not kept whole. Put it in once more."));
    return FALSE;
  }
  statement = prepare (self, "UPDATE content SET complete = 1 WHERE hash = $1", hash, error);
  return statement != NULL && crm_statement_run (statement, error);
}

GBytes *
crm_txn_read_content (CrmTxn *self, const char *hash, gint64 piece, GError **error)
{
  CrmStatement *statement;
  Content content;
  gboolean row;
  gconstpointer bytes;
  gsize size;
  GBytes *copy;

  g_return_val_if_fail (self != NULL && hash != NULL, NULL);

  if (!look (self, hash, &content, error))
    return NULL;
  if (!content.complete) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                         _ ("The bytes of this file are not in the office file."));
    return NULL;
  }
  statement =
    prepare (self, "SELECT bytes FROM content_piece WHERE hash = $1 AND piece = $2", hash, error);
  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 2, piece);
  if (!crm_statement_step (statement, &row, error) || !row)
    return NULL;
  bytes = crm_statement_get_blob (statement, 0, &size);
  copy = g_bytes_new (bytes, size);
  crm_statement_reset (statement);
  return copy;
}

gboolean
crm_txn_has_content (CrmTxn *self, const char *hash, gboolean *there, GError **error)
{
  Content content;

  g_return_val_if_fail (self != NULL && hash != NULL && there != NULL, FALSE);

  if (!look (self, hash, &content, error))
    return FALSE;
  *there = content.complete;
  return TRUE;
}

gboolean
crm_txn_drop_content (CrmTxn *self, const char *hash, GError **error)
{
  CrmStatement *statement;

  g_return_val_if_fail (self != NULL && hash != NULL, FALSE);
  g_return_val_if_fail (self->mode == CRM_TXN_WRITE, FALSE);

  statement = prepare (self, "DELETE FROM content_piece WHERE hash = $1", hash, error);
  if (statement == NULL || !crm_statement_run (statement, error))
    return FALSE;
  statement = prepare (self, "DELETE FROM content WHERE hash = $1", hash, error);
  return statement != NULL && crm_statement_run (statement, error);
}

GPtrArray *
crm_txn_unfinished_content (CrmTxn *self, gint64 before, GError **error)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  CrmStatement *statement;
  gboolean row;

  g_return_val_if_fail (self != NULL, NULL);

  statement = crm_db_prepare (
    self->db, "SELECT hash FROM content WHERE complete = 0 AND at < $1 ORDER BY hash", error);
  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, before);
  while (TRUE) {
    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&hashes);
    g_ptr_array_add (hashes, g_strdup (crm_statement_get_text (statement, 0)));
  }
}
