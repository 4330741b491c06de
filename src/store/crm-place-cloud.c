/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-place-private.h"

#include <string.h>

/* Programs that copy folders between computers copy an office while it is being written, and put an
 * older one in its place. They are known by what they leave in a folder, and by its usual name. */

typedef struct {
  const char *service;
  const char *marker; /* a file that it leaves in its topmost folder */
} Marker;

static const Marker markers[] = {
  { "Syncthing", ".stfolder" },
  { "Syncthing", ".stversions" },
  { "Dropbox", ".dropbox.cache" },
  { "Dropbox", ".dropbox" },
  { "Nextcloud", ".nextcloudsync.log" },
  { "ownCloud", ".owncloudsync.log" },
  { "Google Drive", ".tmp.drivedownload" },
  { "Yandex.Disk", ".yandex-disk" },
  { "MEGA", ".megaignore" },
  { "Resilio Sync", ".sync/ID" },
  { "Synology Drive", ".SynologyWorkingDirectory" },
};

typedef struct {
  const char *service;
  const char *name; /* of a folder in the person's own one, case and what follows it apart */
} Name;

static const Name names[] = {
  { "OneDrive", "onedrive" },
  { "Dropbox", "dropbox" },
  { "Nextcloud", "nextcloud" },
  { "ownCloud", "owncloud" },
  { "Google Drive", "google drive" },
  { "Google Drive", "googledrive" },
  { "Google Drive", "my drive" },
  { "Yandex.Disk", "yandex.disk" },
  { "Yandex.Disk", "yandexdisk" },
  { "Yandex.Disk", "яндекс.диск" },
  { "MEGA", "megasync" },
  { "MEGA", "mega" },
  { "iCloud", "iclouddrive" },
  { "iCloud", "icloud drive" },
  { "pCloud", "pclouddrive" },
  { "pCloud", "pcloud" },
  { "Облако Mail", "облако mail.ru" },
  { "Облако Mail", "cloud mail.ru" },
  { "Synology Drive", "synologydrive" },
};

static const char *
find_marker (const CrmPlaceFacts *facts, const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (markers); i++) {
    g_autofree char *path = g_build_filename (folder, markers[i].marker, NULL);

    if (facts->is_there (path, facts->data))
      return markers[i].service;
  }
  return NULL;
}

/* "OneDrive – Firma" is one too, "megaphones" is not. */
static gboolean
begins_with_word (const char *folded, const char *name)
{
  gsize size = strlen (name);

  if (!g_str_has_prefix (folded, name))
    return FALSE;
  return folded[size] == '\0' || folded[size] == ' ' || folded[size] == '-' || folded[size] == '(';
}

static const char *
find_name (const char *folder)
{
  g_autofree char *base = g_path_get_basename (folder);
  g_autofree char *folded = g_utf8_casefold (base, -1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (begins_with_word (folded, names[i].name))
      return names[i].service;
  return NULL;
}

static gboolean
is_in_home (const CrmPlaceFacts *facts, const char *folder)
{
  gsize size = facts->home != NULL ? strlen (facts->home) : 0;

  return size > 0 && g_str_has_prefix (folder, facts->home) && G_IS_DIR_SEPARATOR (folder[size]);
}

const char *
_crm_place_find_cloud (const CrmPlaceFacts *facts)
{
  g_autofree char *folder = g_strdup (facts->folder);

  while (TRUE) {
    const char *service = facts->is_there != NULL ? find_marker (facts, folder) : NULL;
    char *parent;

    if (service == NULL && is_in_home (facts, folder))
      service = find_name (folder);
    if (service != NULL)
      return service;
    parent = g_path_get_dirname (folder);
    if (g_str_equal (parent, folder) || g_str_equal (parent, ".")) {
      g_free (parent);
      return NULL;
    }
    g_free (folder);
    folder = parent;
  }
}
