/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/files/crm-attachment.h"

#include "base/crm-error.h"
#include "store/crm-content.h"

#include <glib/gi18n-lib.h>

/* One piece at a time: no file is in memory whole, and no reading holds up a writer. */
typedef struct {
  gint64 attachment;
  char *hash;
  gint64 piece;
  GBytes *bytes;
} Reading;

static gboolean
find_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "attachment", reading->attachment, error);

  if (record == NULL)
    return FALSE;
  g_free (reading->hash);
  reading->hash = g_strdup (crm_record_get_text (record, "hash"));

  return TRUE;
}

static gboolean
read_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (GError) local = NULL;

  g_clear_pointer (&reading->bytes, g_bytes_unref);
  reading->bytes = crm_txn_read_content (txn, reading->hash, reading->piece, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return reading->bytes != NULL || error == NULL || *error == NULL;
}

static gboolean
copy_pieces (CrmOffice *office,
             Reading *reading,
             GOutputStream *stream,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (reading->piece = 0;; reading->piece++) {
    g_autoptr (GError) local = NULL;

    if (!crm_office_run (office, CRM_TXN_READ, NULL, read_in_txn, reading, &local)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (reading->bytes == NULL)
      break;
    g_checksum_update (checksum, g_bytes_get_data (reading->bytes, NULL),
                       (gssize)g_bytes_get_size (reading->bytes));
    if (!g_output_stream_write_all (stream, g_bytes_get_data (reading->bytes, NULL),
                                    g_bytes_get_size (reading->bytes), NULL, cancellable, error))
      return FALSE;
  }
  if (g_str_equal (g_checksum_get_string (checksum), reading->hash))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CORRUPT,
                       _ ("The bytes of this file are damaged in the office file. Take it out of a "
                          "backup."));

  return FALSE;
}

gboolean
crm_attachment_save (CrmOffice *office,
                     gint64 attachment,
                     GFile *file,
                     GCancellable *cancellable,
                     GError **error)
{
  Reading reading = { .attachment = attachment };
  g_autoptr (GFileOutputStream) stream = NULL;
  gboolean ok;

  g_return_val_if_fail (CRM_IS_OFFICE (office), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  ok = crm_office_run (office, CRM_TXN_READ, NULL, find_in_txn, &reading, error);
  if (ok) {
    stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
    ok = stream != NULL &&
         copy_pieces (office, &reading, G_OUTPUT_STREAM (stream), cancellable, error);
  }
  /* Closed with a cancelled cancellable, what was there before stays. */
  if (ok) {
    ok = g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
  } else if (stream != NULL) {
    g_autoptr (GCancellable) given_up = g_cancellable_new ();

    g_cancellable_cancel (given_up);
    g_output_stream_close (G_OUTPUT_STREAM (stream), given_up, NULL);
  }
  g_free (reading.hash);
  g_clear_pointer (&reading.bytes, g_bytes_unref);

  return ok;
}

typedef struct {
  gint64 attachment;
  GFile *file;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->file);
  g_free (saving);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  if (crm_attachment_save (CRM_OFFICE (source), saving->attachment, saving->file, cancellable,
                           &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_attachment_save_async (CrmOffice *office,
                           gint64 attachment,
                           GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_attachment_save_async);
  saving = g_new0 (Saving, 1);
  saving->attachment = attachment;
  saving->file = g_object_ref (file);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
crm_attachment_save_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, office), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
