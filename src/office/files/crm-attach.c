/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/files/crm-attachment.h"

#include "base/crm-error.h"
#include "store/crm-content.h"

#include <glib/gi18n-lib.h>

/* What was begun and not finished for that long was given up. */
#define ABANDONED_AFTER (G_GINT64_CONSTANT (24) * 3600 * 1000)

/* A file on its way into the office; lives on the thread that brings it. */
typedef struct {
  CrmOffice *office;
  GCancellable *cancellable;
  CrmAttachProgress progress;
  gpointer progress_data;
  GMainContext *context;

  GFile *file;
  char *name;
  char *mime;
  gint64 record;
  gint64 replaces;
  gint64 size;
  char *hash;

  GChecksum *checksum;
  gint64 piece;
  gconstpointer bytes; /* of the piece */
  gsize n_bytes;
  gboolean complete;
  gint64 result;
} Bringing;

static void
bringing_free (gpointer data)
{
  Bringing *self = data;

  g_clear_object (&self->office);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->file);
  g_clear_pointer (&self->checksum, g_checksum_free);
  g_free (self->name);
  g_free (self->mime);
  g_free (self->hash);
  g_free (self);
}

/* --- Telling how far it is -------------------------------------------------------------------- */

typedef struct {
  CrmAttachProgress progress;
  gpointer data;
  gint64 done;
  gint64 total;
} Told;

static gboolean
tell_cb (gpointer data)
{
  Told *told = data;

  told->progress (told->done, told->total, told->data);

  return G_SOURCE_REMOVE;
}

static void
tell (Bringing *self, gint64 done)
{
  Told *told;

  if (self->progress == NULL)
    return;
  told = g_new (Told, 1);
  *told = (Told){ self->progress, self->progress_data, done, self->size };
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_cb, told, g_free);
}

/* --- What kind of file ------------------------------------------------------------------------ */

static gboolean
refuse_size (const char *name, gint64 size, GError **error)
{
  g_autofree char *is = g_format_size ((guint64)size);
  g_autofree char *most = g_format_size (CRM_ATTACHMENT_MOST);

  if (size <= CRM_ATTACHMENT_MOST)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_FULL,
               _ ("“%s” has %s; an office file keeps files of up to %s. Put it into a shared "
                  "folder and write its address into a note instead."),
               name, is, most);

  return FALSE;
}

static gboolean
look_at (Bringing *self, GError **error)
{
  g_autoptr (GFileInfo) info =
               g_file_query_info (self->file,
                                  "standard::type,standard::size,standard::display-name,"
                                  "standard::content-type",
                                  G_FILE_QUERY_INFO_NONE, self->cancellable, error);
  const char *type;

  if (info == NULL)
    return FALSE;
  g_free (self->name);
  self->name = crm_attachment_clean_name (g_file_info_get_display_name (info));
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is not a file. Put the files that are in it one by one."), self->name);
    return FALSE;
  }
  self->size = g_file_info_get_size (info);
  type = g_file_info_get_content_type (info);
  self->mime = type != NULL ? g_content_type_get_mime_type (type) : NULL;

  return refuse_size (self->name, self->size, error);
}

/* --- Reading it twice -------------------------------------------------------------------------
 * The first reading makes the name of the content, the second keeps it. */

typedef gboolean (*PieceFunc) (Bringing *self, GError **error);

static gboolean
read_pieces (Bringing *self, PieceFunc func, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (self->file, self->cancellable, error);
  g_autofree guchar *buffer = g_malloc (CRM_CONTENT_PIECE);
  gint64 total = 0;

  self->bytes = buffer;
  for (self->piece = 0; stream != NULL; self->piece++) {
    if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, CRM_CONTENT_PIECE,
                                  &self->n_bytes, self->cancellable, error))
      return FALSE;
    if (self->n_bytes == 0) {
      self->size = total;
      return TRUE;
    }
    total += (gint64)self->n_bytes;
    /* A file that grows while it is read has no end that was asked about. */
    if (!refuse_size (self->name, total, error))
      return FALSE;
    g_checksum_update (self->checksum, buffer, (gssize)self->n_bytes);
    if (func != NULL && !func (self, error))
      return FALSE;
  }

  return FALSE;
}

static gboolean
begin_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Bringing *self = data;
  g_autoptr (GPtrArray) abandoned =
               crm_txn_unfinished_content (txn, crm_txn_get_now (txn) - ABANDONED_AFTER, error);

  for (guint i = 0; abandoned != NULL && i < abandoned->len; i++)
    if (!crm_txn_drop_content (txn, g_ptr_array_index (abandoned, i), error))
      return FALSE;

  return abandoned != NULL &&
         crm_txn_begin_content (txn, self->hash, self->size, &self->complete, error);
}

static gboolean
add_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Bringing *self = data;

  return crm_txn_add_content (txn, self->hash, self->piece, self->bytes, self->n_bytes, error);
}

static gboolean
keep_piece (Bringing *self, GError **error)
{
  if (!crm_office_run (self->office, CRM_TXN_WRITE, NULL, add_in_txn, self, error))
    return FALSE;
  tell (self, self->piece * CRM_CONTENT_PIECE + (gint64)self->n_bytes);

  return TRUE;
}

static gboolean
drop_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Bringing *self = data;

  return crm_txn_drop_content (txn, self->hash, error);
}

static gboolean
keep_pieces (Bringing *self, GError **error)
{
  g_autofree char *name = g_strdup (self->hash);

  g_checksum_reset (self->checksum);
  if (!read_pieces (self, keep_piece, error))
    return FALSE;
  if (g_str_equal (g_checksum_get_string (self->checksum), name))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” was changed by another program while it was read. Put it in once more."),
               self->name);

  return FALSE;
}

/* --- The record ------------------------------------------------------------------------------- */

static gboolean
replace_older (CrmTxn *txn, Bringing *self, CrmRecord *record, GError **error)
{
  g_autoptr (CrmRecord) older = crm_txn_get (txn, "attachment", self->replaces, error);

  if (older == NULL)
    return FALSE;
  crm_record_set (record, "record", crm_record_get (older, "record"));
  crm_record_set_int (record, "revision", crm_record_get_int (older, "revision") + 1);
  if (!crm_txn_save (txn, record, error))
    return FALSE;
  crm_record_set_int (older, "newer", crm_record_get_id (record));

  return crm_txn_save (txn, older, error);
}

static gboolean
save_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Bringing *self = data;
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "attachment");

  if (!self->complete && !crm_txn_end_content (txn, self->hash, error))
    return FALSE;
  crm_record_set_text (record, "name", self->name);
  crm_record_set_int (record, "record", self->record);
  crm_record_set_text (record, "mime", self->mime);
  crm_record_set_int (record, "size", self->size);
  crm_record_set_text (record, "hash", self->hash);
  if (!(self->replaces != 0 ? replace_older (txn, self, record, error)
                            : crm_txn_save (txn, record, error)))
    return FALSE;
  self->result = crm_record_get_id (record);

  return TRUE;
}

static gboolean
bring (Bringing *self, GError **error)
{
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  if (!look_at (self, error) || !read_pieces (self, NULL, error))
    return FALSE;
  self->hash = g_strdup (g_checksum_get_string (self->checksum));
  if (!crm_office_run (self->office, CRM_TXN_WRITE, NULL, begin_in_txn, self, error))
    return FALSE;
  if ((!self->complete && !keep_pieces (self, error)) ||
      g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !crm_office_run (self->office, CRM_TXN_WRITE, "attachment.add", save_in_txn, self, error)) {
    /* What another attachment has is complete and stays. */
    if (!self->complete)
      crm_office_run (self->office, CRM_TXN_WRITE, NULL, drop_in_txn, self, NULL);
    return FALSE;
  }

  return TRUE;
}

static Bringing *
bringing_new (CrmOffice *office,
              gint64 record,
              GFile *file,
              gint64 replaces,
              GCancellable *cancellable)
{
  Bringing *self = g_new0 (Bringing, 1);

  self->office = g_object_ref (office);
  self->record = record;
  self->file = g_object_ref (file);
  self->replaces = replaces;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->name = g_file_get_basename (file);

  return self;
}

gint64
crm_attachment_add (CrmOffice *office,
                    gint64 record,
                    GFile *file,
                    gint64 replaces,
                    GCancellable *cancellable,
                    GError **error)
{
  Bringing *self;
  gint64 id;

  g_return_val_if_fail (CRM_IS_OFFICE (office), 0);
  g_return_val_if_fail (G_IS_FILE (file), 0);

  self = bringing_new (office, record, file, replaces, cancellable);
  id = bring (self, error) ? self->result : 0;
  bringing_free (self);

  return id;
}

gint64
crm_attachment_add_bytes (CrmOffice *office,
                          gint64 record,
                          const char *name,
                          GBytes *bytes,
                          GError **error)
{
  g_autofree char *clean = crm_attachment_clean_name (name);
  g_autofree char *folder = g_dir_make_tmp ("kontor-XXXXXX", error);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) parent = NULL;
  gint64 id = 0;

  if (folder == NULL)
    return 0;
  parent = g_file_new_for_path (folder);
  file = g_file_get_child (parent, clean);
  if (g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                               FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, error))
    id = crm_attachment_add (office, record, file, 0, NULL, error);
  g_file_delete (file, NULL, NULL);
  g_file_delete (parent, NULL, NULL);

  return id;
}

static void
bring_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Bringing *self = data;
  GError *error = NULL;

  if (bring (self, &error))
    g_task_return_int (task, self->result);
  else
    g_task_return_error (task, error);
}

void
crm_attachment_add_async (CrmOffice *office,
                          gint64 record,
                          GFile *file,
                          gint64 replaces,
                          GCancellable *cancellable,
                          CrmAttachProgress progress,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Bringing *self;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_attachment_add_async);
  /* What was saved stays saved. */
  g_task_set_check_cancellable (task, FALSE);
  self = bringing_new (office, record, file, replaces, cancellable);
  self->progress = progress;
  self->progress_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  g_task_set_task_data (task, self, bringing_free);
  g_task_run_in_thread (task, bring_in_thread);
}

gint64
crm_attachment_add_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  gint64 id;

  g_return_val_if_fail (g_task_is_valid (result, office), 0);

  id = g_task_propagate_int (G_TASK (result), error);

  return id > 0 ? id : 0;
}
