/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-vfs.h"

#include <string.h>

typedef struct {
  sqlite3_file base;
  char *path;
  sqlite3_file *real;
} File;

static sqlite3_vfs *below;
static GMutex lock; /* of the hook */
static SampleVfsHook hook;
static gpointer hook_data;

static int
ask (SampleVfsKind kind, const char *path, gint64 offset, int size, gconstpointer data)
{
  const SampleVfsCall call = { kind, path, offset, size, data };
  int code = SQLITE_OK;

  g_mutex_lock (&lock);
  if (hook != NULL)
    code = hook (&call, hook_data);
  g_mutex_unlock (&lock);

  return code;
}

/* Returns whether the real thing is to be done. */
static gboolean
goes_on (int *code, SampleVfsKind kind, File *file, gint64 offset, int size, gconstpointer data)
{
  *code = ask (kind, file->path, offset, size, data);
  if (*code == SQLITE_OK)
    return TRUE;
  if (*code == SAMPLE_VFS_DONE)
    *code = SQLITE_OK;

  return FALSE;
}

#define FILE_OF(base) ((File *)(base))
#define REAL(base)    (FILE_OF (base)->real)

/* --- Files -------------------------------------------------------------------------------------*/

static int
file_close (sqlite3_file *base)
{
  int code = REAL (base)->pMethods->xClose (REAL (base));

  g_free (FILE_OF (base)->path);
  g_free (FILE_OF (base)->real);

  return code;
}

static int
file_read (sqlite3_file *base, void *data, int size, sqlite3_int64 offset)
{
  int code;

  if (!goes_on (&code, SAMPLE_VFS_READ, FILE_OF (base), offset, size, NULL))
    return code;
  return REAL (base)->pMethods->xRead (REAL (base), data, size, offset);
}

static int
file_write (sqlite3_file *base, const void *data, int size, sqlite3_int64 offset)
{
  int code;

  if (!goes_on (&code, SAMPLE_VFS_WRITE, FILE_OF (base), offset, size, data))
    return code;
  return REAL (base)->pMethods->xWrite (REAL (base), data, size, offset);
}

static int
file_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  int code;

  if (!goes_on (&code, SAMPLE_VFS_TRUNCATE, FILE_OF (base), size, 0, NULL))
    return code;
  return REAL (base)->pMethods->xTruncate (REAL (base), size);
}

static int
file_sync (sqlite3_file *base, int flags)
{
  int code;

  if (!goes_on (&code, SAMPLE_VFS_SYNC, FILE_OF (base), 0, 0, NULL))
    return code;
  return REAL (base)->pMethods->xSync (REAL (base), flags);
}

static int
file_size (sqlite3_file *base, sqlite3_int64 *size)
{
  return REAL (base)->pMethods->xFileSize (REAL (base), size);
}

static int
file_lock (sqlite3_file *base, int level)
{
  int code;

  if (!goes_on (&code, SAMPLE_VFS_LOCK, FILE_OF (base), level, 0, NULL))
    return code;
  return REAL (base)->pMethods->xLock (REAL (base), level);
}

static int
file_unlock (sqlite3_file *base, int level)
{
  return REAL (base)->pMethods->xUnlock (REAL (base), level);
}

static int
file_check_reserved (sqlite3_file *base, int *reserved)
{
  return REAL (base)->pMethods->xCheckReservedLock (REAL (base), reserved);
}

static int
file_control (sqlite3_file *base, int op, void *argument)
{
  return REAL (base)->pMethods->xFileControl (REAL (base), op, argument);
}

static int
file_sector_size (sqlite3_file *base)
{
  return REAL (base)->pMethods->xSectorSize (REAL (base));
}

static int
file_characteristics (sqlite3_file *base)
{
  return REAL (base)->pMethods->xDeviceCharacteristics (REAL (base));
}

static int
file_shm_map (sqlite3_file *base, int page, int size, int extend, void volatile **map)
{
  return REAL (base)->pMethods->xShmMap (REAL (base), page, size, extend, map);
}

static int
file_shm_lock (sqlite3_file *base, int offset, int n, int flags)
{
  return REAL (base)->pMethods->xShmLock (REAL (base), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *base)
{
  REAL (base)->pMethods->xShmBarrier (REAL (base));
}

static int
file_shm_unmap (sqlite3_file *base, int remove)
{
  return REAL (base)->pMethods->xShmUnmap (REAL (base), remove);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

/* --- The layer ---------------------------------------------------------------------------------*/

static int
vfs_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *out_flags)
{
  File *file = FILE_OF (base);
  int code;

  file->base.pMethods = NULL;
  code = ask (SAMPLE_VFS_OPEN, name, 0, 0, NULL);
  if (code != SQLITE_OK)
    return code;
  file->real = g_malloc0 (below->szOsFile);
  code = below->xOpen (below, name, file->real, flags, out_flags);
  if (code != SQLITE_OK) {
    g_free (file->real);
    return code;
  }
  file->path = g_strdup (name);
  file->base.pMethods = &methods;

  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  int code = ask (SAMPLE_VFS_DELETE, name, sync_folder, 0, NULL);

  return code != SQLITE_OK ? code : below->xDelete (below, name, sync_folder);
}

void
sample_vfs_install (SampleVfsHook func, gpointer user_data)
{
  static sqlite3_vfs vfs;

  g_mutex_lock (&lock);
  hook = func;
  hook_data = user_data;
  g_mutex_unlock (&lock);
  if (below != NULL)
    return;
  below = sqlite3_vfs_find (NULL);
  g_assert_nonnull (below);
  /* What is not watched is the system's own function; it takes nothing of its first argument. */
  vfs = *below;
  vfs.pNext = NULL;
  vfs.zName = "sample";
  vfs.szOsFile = sizeof (File);
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}
