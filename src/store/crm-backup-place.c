/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-backup-private.h"

#include "base/crm-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#ifndef O_BINARY
#  define O_BINARY 0
#endif

#define SLICE (1 << 20)

static gboolean
fail (const char *path, int code, GError **error)
{
  gboolean full = code == ENOSPC || code == EFBIG;

  g_set_error (error, CRM_ERROR, full ? CRM_ERROR_FULL : CRM_ERROR_IO,
               full ? _ ("There is no room for the backup “%s”: %s. Free some space, or choose "
                         "another folder for backups.")
                    : _ ("The backup “%s” cannot be written: %s. Check the folder, its drive and "
                         "the network."),
               path, g_strerror (code));
  return FALSE;
}

static gboolean
write_all (int fd, const guint8 *bytes, gsize size)
{
  while (size > 0) {
    gssize written = write (fd, bytes, size);

    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return FALSE;
    bytes += written;
    size -= written;
  }
  return TRUE;
}

typedef struct {
  CrmBackup *backup;
  GChecksum *checksum;
  int from;
  int to;
  gint64 whole;
} Placing;

static gboolean
copy_bytes (Placing *placing, const CrmBackupTold *told, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (SLICE);

  while (TRUE) {
    gssize size = read (placing->from, bytes, SLICE);

    if (size < 0 && errno == EINTR)
      continue;
    if (size < 0 || (size > 0 && !write_all (placing->to, bytes, size)))
      return fail (placing->backup->path, errno, error);
    if (size == 0)
      return TRUE;
    if (g_cancellable_set_error_if_cancelled (told->cancellable, error))
      return FALSE;
    g_checksum_update (placing->checksum, bytes, size);
    placing->backup->size += size;
    _crm_backup_tell (told, _ ("Writing the backup"),
                      (double)placing->backup->size / MAX (placing->whole, 1));
  }
}

/* Its new name is in the folder itself, which has to be on the disk too. */
static void
sync_folder (const char *path)
{
#ifdef G_OS_UNIX
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY, 0);

  if (fd >= 0) {
    g_fsync (fd);
    g_close (fd, NULL);
  }
#endif
}

static gboolean
write_part (Placing *placing, const char *part, const CrmBackupTold *told, GError **error)
{
  gboolean ok;

  placing->to = g_open (part, O_WRONLY | O_CREAT | O_TRUNC | O_BINARY, 0600);
  if (placing->to < 0)
    return fail (placing->backup->path, errno, error);
  ok = copy_bytes (placing, told, error);
  if (ok && g_fsync (placing->to) != 0)
    ok = fail (placing->backup->path, errno, error);
  if (!g_close (placing->to, ok ? error : NULL))
    ok = FALSE;
  if (ok && g_rename (part, placing->backup->path) != 0)
    ok = fail (placing->backup->path, errno, error);
  if (!ok)
    g_unlink (part);
  return ok;
}

gboolean
_crm_backup_place (CrmBackup *self, const char *from, const CrmBackupTold *told, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *part = g_strconcat (self->path, CRM_BACKUP_PART, NULL);
  Placing placing = { .backup = self, .checksum = checksum };
  GStatBuf status;
  gboolean ok;

  placing.from = g_open (from, O_RDONLY | O_BINARY, 0);
  if (placing.from < 0)
    return fail (from, errno, error);
  if (g_stat (from, &status) == 0)
    placing.whole = status.st_size;
  self->size = 0;
  ok = write_part (&placing, part, told, error);
  g_close (placing.from, NULL);
  if (!ok)
    return FALSE;
  sync_folder (self->path);
  self->sha256 = g_strdup (g_checksum_get_string (checksum));
  return TRUE;
}

/* --- The manifest ------------------------------------------------------------------------------*/

static char *
manifest_text (const CrmBackup *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GList) names =
               g_list_sort (g_hash_table_get_keys (self->counts), (GCompareFunc)strcmp);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "reason");
  json_builder_add_string_value (builder, _crm_backup_reason_name (self->reason));
  json_builder_set_member_name (builder, "at");
  json_builder_add_int_value (builder, self->at);
  json_builder_set_member_name (builder, "layout");
  json_builder_add_int_value (builder, self->layout);
  json_builder_set_member_name (builder, "size");
  json_builder_add_int_value (builder, self->size);
  json_builder_set_member_name (builder, "sha256");
  json_builder_add_string_value (builder, self->sha256);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_object (builder);
  for (GList *at = names; at != NULL; at = at->next) {
    json_builder_set_member_name (builder, at->data);
    json_builder_add_int_value (builder, *(gint64 *)g_hash_table_lookup (self->counts, at->data));
  }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, NULL);
}

/* Written last: only what has one counts as verified. */
gboolean
_crm_backup_write_manifest (const CrmBackup *self, GError **error)
{
  g_autofree char *path = g_strconcat (self->path, ".json", NULL);
  g_autofree char *text = manifest_text (self);
  g_autoptr (GError) local = NULL;

  if (g_file_set_contents_full (
        path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_IO,
               _ ("What was found in the backup “%s” cannot be written beside it: %s"), self->path,
               local->message);
  return FALSE;
}
