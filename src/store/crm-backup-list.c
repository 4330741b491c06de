/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-backup-private.h"

#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* --- What lies in a folder ---------------------------------------------------------------------*/

static void
read_counts (CrmBackup *self, JsonObject *rows)
{
  g_autoptr (GList) names = json_object_get_members (rows);

  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (GList *at = names; at != NULL; at = at->next) {
    gint64 count = json_object_get_int_member_with_default (rows, at->data, -1);

    g_hash_table_insert (self->counts, g_strdup (at->data), g_memdup2 (&count, sizeof count));
  }
}

/* What cannot be read was not verified: it stays without counts. */
static void
read_manifest (CrmBackup *self)
{
  g_autofree char *path = g_strconcat (self->path, ".json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  root = crm_json_read (text, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  object = json_node_get_object (root);
  self->at = json_object_get_int_member_with_default (object, "at", self->at);
  self->layout = json_object_get_int_member_with_default (object, "layout", 0);
  if (json_object_get_int_member_with_default (object, "size", -1) != self->size ||
      !json_object_has_member (object, "rows"))
    return;
  self->sha256 = g_strdup (json_object_get_string_member_with_default (object, "sha256", NULL));
  if (self->sha256 != NULL && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "rows")))
    read_counts (self, json_object_get_object_member (object, "rows"));
}

static gboolean
reason_of_name (const char *name, CrmBackupReason *reason)
{
  for (int i = CRM_BACKUP_DAILY; i <= CRM_BACKUP_RESTORE; i++) {
    g_autofree char *end = g_strdup_printf ("-%s" CRM_BACKUP_SUFFIX, _crm_backup_reason_name (i));

    if (g_str_has_suffix (name, end)) {
      *reason = i;
      return TRUE;
    }
  }
  return FALSE;
}

CrmBackup *
crm_backup_read (const char *path, GError **error)
{
  g_autoptr (CrmBackup) self = g_new0 (CrmBackup, 1);
  g_autofree char *name = g_path_get_basename (path);
  GStatBuf status;

  if (g_stat (path, &status) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("The backup “%s” is not there. It may have been moved, or its drive is not "
                    "connected."),
                 path);
    return NULL;
  }
  if (!reason_of_name (name, &self->reason)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("“%s” is not a backup of Kontor. Backups end in “%s”."), path,
                 CRM_BACKUP_SUFFIX);
    return NULL;
  }
  self->path = g_strdup (path);
  self->size = status.st_size;
  self->at = (gint64)status.st_mtime * 1000;
  read_manifest (self);
  return g_steal_pointer (&self);
}

gboolean
crm_backup_is_verified (const CrmBackup *self)
{
  return self->counts != NULL;
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const CrmBackup *x = *(CrmBackup *const *)a;
  const CrmBackup *y = *(CrmBackup *const *)b;

  return x->at != y->at ? (x->at < y->at) - (x->at > y->at) : g_strcmp0 (y->path, x->path);
}

/* "NAME-2026…": an office called NAME-2 has backups of its own. */
static gboolean
is_of (const char *name, const char *base)
{
  gsize length = strlen (base);

  return strncmp (name, base, length) == 0 && name[length] == '-' &&
         _crm_backup_is_stamp (name + length + 1);
}

GPtrArray *
crm_backup_list (const char *folder, const char *office, GError **error)
{
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_backup_free);
  g_autofree char *base = _crm_backup_base_name (office);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&backups);
  dir = g_dir_open (folder, 0, error);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    CrmBackup *backup;

    if (!is_of (name, base))
      continue;
    backup = crm_backup_read (path, NULL);
    if (backup != NULL)
      g_ptr_array_add (backups, backup);
  }
  if (dir == NULL)
    return NULL;
  g_ptr_array_sort (backups, compare_newest);
  return g_steal_pointer (&backups);
}

/* --- Which are kept ----------------------------------------------------------------------------*/

/* The newest of each of the last @n periods that have one. @mark: of a local time. */
static void
keep_newest (GPtrArray *backups, GHashTable *kept, const char *mark, guint n)
{
  g_autofree char *last = NULL;

  for (guint i = 0; i < backups->len && n > 0; i++) {
    CrmBackup *backup = backups->pdata[i];
    g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (backup->at / 1000);
    g_autoptr (GDateTime) here = g_date_time_to_local (utc);
    g_autofree char *period = NULL;

    if (!crm_backup_is_verified (backup))
      continue;
    period = g_date_time_format (here, mark);
    if (g_strcmp0 (period, last) == 0)
      continue;
    g_hash_table_add (kept, backup);
    g_free (last);
    last = g_steal_pointer (&period);
    n--;
  }
}

static gboolean
is_rotated (const CrmBackup *self)
{
  return self->reason == CRM_BACKUP_DAILY || self->reason == CRM_BACKUP_HAND;
}

/* What was cut off while it was written: nothing takes a day to write. */
static void
drop_parts (const char *folder, const char *office)
{
  g_autofree char *base = _crm_backup_base_name (office);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 yesterday = g_get_real_time () / G_USEC_PER_SEC - 24 * 3600;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    GStatBuf status;

    if (is_of (name, base) && g_str_has_suffix (name, CRM_BACKUP_SUFFIX CRM_BACKUP_PART) &&
        g_stat (path, &status) == 0 && status.st_mtime < yesterday)
      g_unlink (path);
  }
}

gboolean
crm_backup_rotate (const char *folder,
                   const char *office,
                   const CrmBackupKeep *keep,
                   GError **error)
{
  g_autoptr (GPtrArray) backups = crm_backup_list (folder, office, error);
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);

  if (backups == NULL)
    return FALSE;
  for (guint i = backups->len; i > 0; i--)
    if (!is_rotated (backups->pdata[i - 1]))
      g_ptr_array_remove_index (backups, i - 1);
  keep_newest (backups, kept, "%Y%m%d", MAX (keep->daily, 1));
  keep_newest (backups, kept, "%G%V", keep->weekly);
  keep_newest (backups, kept, "%Y%m", keep->monthly);
  for (guint i = 0; i < backups->len; i++) {
    CrmBackup *backup = backups->pdata[i];
    g_autofree char *manifest = g_strconcat (backup->path, ".json", NULL);

    /* What was never verified may still be on its way; it goes when a newer one is there. */
    if (g_hash_table_contains (kept, backup) || (i == 0 && !crm_backup_is_verified (backup)))
      continue;
    g_unlink (backup->path);
    g_unlink (manifest);
  }
  drop_parts (folder, office);

  return TRUE;
}
