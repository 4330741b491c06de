/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-place-private.h"

#include <string.h>

#define PROBE_MS 3000

/* --- Mounts ----------------------------------------------------------------------------------- */

void
_crm_mount_clear (CrmMount *self)
{
  g_clear_pointer (&self->point, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->options, g_free);
}

/* Blanks in a path are written \040. */
static char *
unescape (const char *text)
{
  return g_strcompress (text);
}

static gboolean
parse_mount (const char *line, CrmMount *mount)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint n = g_strv_length (words);
  guint dash = 6;

  while (dash < n && !g_str_equal (words[dash], "-"))
    dash++;
  if (dash + 3 >= n)
    return FALSE;
  mount->point = unescape (words[4]);
  mount->type = g_strdup (words[dash + 1]);
  mount->options = g_strconcat (words[5], ",", words[dash + 3], NULL);
  return TRUE;
}

static gboolean
is_below (const char *folder, const char *point)
{
  gsize size = strlen (point);

  if (!g_str_has_prefix (folder, point))
    return FALSE;
  return folder[size] == '\0' || folder[size] == '/' || (size > 0 && point[size - 1] == '/');
}

/* The deepest mount that leads to the folder; of two at one point the later one lies above. */
gboolean
_crm_mount_find (CrmMount *self, const char *mounts, const char *folder)
{
  g_auto (GStrv) lines = g_strsplit (mounts, "\n", -1);
  gsize longest = 0;
  gboolean found = FALSE;

  for (guint i = 0; lines[i] != NULL; i++) {
    CrmMount mount = { 0 };

    if (!parse_mount (lines[i], &mount))
      continue;
    if (!is_below (folder, mount.point) || strlen (mount.point) < longest) {
      _crm_mount_clear (&mount);
      continue;
    }
    longest = strlen (mount.point);
    _crm_mount_clear (self);
    *self = mount;
    found = TRUE;
  }
  return found;
}

gboolean
_crm_mount_has (const CrmMount *self, const char *option)
{
  g_auto (GStrv) options = self->options != NULL ? g_strsplit (self->options, ",", -1) : NULL;

  return options != NULL && g_strv_contains ((const char *const *)options, option);
}

/* --- File systems ----------------------------------------------------------------------------- */

/* An allow-list: what is not known to be a disk of this computer is none. */
static const struct {
  guint64 type;
  const char *name;
} local_types[] = {
  { 0xEF53, "ext4" },         { 0x58465342, "xfs" },   { 0x9123683E, "btrfs" },
  { 0xF2F52010, "f2fs" },     { 0x2FC12FC1, "zfs" },   { 0x01021994, "tmpfs" },
  { 0x794C7630, "overlay" },  { 0x4D44, "vfat" },      { 0x2011BAB0, "exfat" },
  { 0x5346544E, "ntfs" },     { 0x7366746E, "ntfs3" }, { 0x3153464A, "jfs" },
  { 0x52654973, "reiserfs" }, { 0xF15F, "ecryptfs" },  { 0x858458F6, "ramfs" },
  { 0xCA451A4E, "bcachefs" },
};
#define TYPE_NFS G_GUINT64_CONSTANT (0x6969)

static const char *
local_name (guint64 type, const char *mounted)
{
  for (guint i = 0; i < G_N_ELEMENTS (local_types); i++)
    if (type != 0 ? type == local_types[i].type : g_strcmp0 (mounted, local_types[i].name) == 0)
      return local_types[i].name;
  /* A disk of Windows, through a program of its own. */
  if (g_strcmp0 (mounted, "fuseblk") == 0)
    return "fuseblk";
  return NULL;
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return name != NULL && g_strv_contains (names, name);
}

static gboolean
is_cifs (guint64 type, const char *mounted)
{
  static const char *const names[] = { "cifs", "smb3", "smb2", NULL };

  return type == CRM_FS_CIFS || type == CRM_FS_SMB2 || (type == 0 && is_one_of (mounted, names));
}

static gboolean
is_nfs (guint64 type, const char *mounted)
{
  static const char *const names[] = { "nfs", "nfs4", NULL };

  return type == TYPE_NFS || (type == 0 && is_one_of (mounted, names));
}

/* Options that switch off the locks, or let one computer read what it remembers. */
static const char *
bad_option (const CrmMount *mount)
{
  static const char *const bad[] = {
    "nobrl",       "nolock",   "local_lock=posix", "local_lock=all", "local_lock=flock,posix",
    "cache=loose", "vers=1.0", "forcemand=0"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (_crm_mount_has (mount, bad[i]))
      return bad[i];
  return NULL;
}

static void
judge_linux (CrmPlace *self, const CrmPlaceFacts *facts, const CrmMount *mount)
{
  const char *name = local_name (facts->type, mount->type);
  const char *option = bad_option (mount);
  gboolean gvfs =
    strstr (self->folder, "/gvfs/") != NULL || strstr (self->folder, "/.gvfs/") != NULL;

  self->soft = _crm_mount_has (mount, "soft");
  if (gvfs) {
    self->kind = CRM_PLACE_UNSAFE;
    self->trouble = g_strdup ("gvfs");
    return;
  }
  if (name != NULL) {
    self->kind = CRM_PLACE_LOCAL;
  } else if (is_cifs (facts->type, mount->type)) {
    self->kind = CRM_PLACE_CIFS;
    name = "cifs";
  } else if (is_nfs (facts->type, mount->type)) {
    self->kind = CRM_PLACE_NFS;
    name = "nfs";
  } else {
    self->kind = CRM_PLACE_UNSAFE;
    self->trouble = g_strdup (mount->type != NULL ? mount->type : "?");
  }
  if (option != NULL && (self->kind == CRM_PLACE_CIFS || self->kind == CRM_PLACE_NFS)) {
    self->kind = CRM_PLACE_UNSAFE;
    self->trouble = g_strdup (option);
  }
  g_free (self->file_system);
  self->file_system = g_strdup (name != NULL ? name : mount->type != NULL ? mount->type : "");
}

static void
judge_windows (CrmPlace *self, CrmDrive drive)
{
  self->kind = drive == CRM_DRIVE_LOCAL    ? CRM_PLACE_LOCAL
               : drive == CRM_DRIVE_REMOTE ? CRM_PLACE_SMB
                                           : CRM_PLACE_UNSAFE;
  if (self->kind == CRM_PLACE_UNSAFE)
    self->trouble = g_strdup ("?");
}

/* --- Places ----------------------------------------------------------------------------------- */

CrmPlace *
crm_place_new (const CrmPlaceFacts *facts)
{
  CrmPlace *self = g_new0 (CrmPlace, 1);
  g_auto (CrmMount) mount = { 0 };

  g_return_val_if_fail (facts->folder != NULL, NULL);

  self->folder = g_strdup (facts->folder);
  self->file_system = g_strdup ("");
  if (facts->drive != CRM_DRIVE_UNKNOWN) {
    judge_windows (self, facts->drive);
  } else {
    if (facts->mounts != NULL && _crm_mount_find (&mount, facts->mounts, facts->folder))
      self->mount = g_strdup (mount.point);
    judge_linux (self, facts, &mount);
  }
  self->service = g_strdup (_crm_place_find_cloud (facts));
  if (self->service != NULL)
    self->kind = CRM_PLACE_CLOUD;
  return self;
}

static gboolean
is_there (const char *path, gpointer data)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

CrmPlace *
crm_place_probe (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autofree char *mounts = crm_system_mounts ();
  g_autofree char *real = NULL;
  CrmPlaceFacts facts = { .mounts = mounts, .home = g_get_home_dir (), .is_there = is_there };

  if (!crm_system_file_system (folder, PROBE_MS, &facts.type, &real)) {
    CrmPlace *silent = g_new0 (CrmPlace, 1);

    silent->kind = CRM_PLACE_SILENT;
    silent->folder = g_strdup (folder);
    silent->file_system = g_strdup ("");
    return silent;
  }
  facts.folder = real;
  facts.drive = crm_system_drive (real);
  return crm_place_new (&facts);
}

void
crm_place_free (CrmPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self->mount);
  g_free (self->file_system);
  g_free (self->service);
  g_free (self->trouble);
  g_free (self);
}

const char *
crm_place_get_name (const CrmPlace *self)
{
  static const char *const names[] = { "local", "smb", "nfs", "cifs", "unsafe", "cloud", "silent" };

  return names[self->kind];
}
