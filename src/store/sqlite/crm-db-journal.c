/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sqlite/crm-sqlite.h"

#include <string.h>

/*
 * The journal of a save is written at once. The engine writes every page that is about to change in
 * three pieces, and each is a call to the file server: of a save over a network half the time. Here
 * the pieces are gathered until the engine syncs the journal, which it does before it touches the
 * office file itself; nothing that it relies on comes later than before.
 *
 * The journal is cut to nothing after a save, not removed. So it is made only once, and only then
 * the folder has to be synced with it: the first time that a connection opens it, because another
 * one may have made it and died before it was synced.
 */

/* The engine's own files take no more at once, and say that the disk is full. */
#define MOST_GATHERED 0x1f000

typedef struct {
  sqlite3_file base;
  const char *making; /* its name, until it has been synced with its folder */
  GByteArray *gathered;
  gint64 offset; /* of its first byte in the file */
} Journal;

/* The system's own file lies behind ours. */
#define JOURNAL(file) ((Journal *)(file))
#define BELOW(file)   ((sqlite3_file *)(JOURNAL (file) + 1))

static sqlite3_vfs *below;
static GMutex lock;      /* of made */
static GHashTable *made; /* names of journals that were synced with their folder */

static gint64
gathered_end (const Journal *self)
{
  return self->offset + self->gathered->len;
}

/* What could not be written stays: a rollback reads it. */
static int
flush (sqlite3_file *file)
{
  Journal *self = JOURNAL (file);
  int code;

  if (self->gathered->len == 0)
    return SQLITE_OK;
  code = BELOW (file)->pMethods->xWrite (BELOW (file), self->gathered->data,
                                         (int)self->gathered->len, self->offset);
  if (code == SQLITE_OK)
    g_byte_array_set_size (self->gathered, 0);
  return code;
}

/* What was not synced is of a save that has not touched the office file. */
static int
journal_close (sqlite3_file *file)
{
  g_byte_array_unref (JOURNAL (file)->gathered);
  return BELOW (file)->pMethods->xClose (BELOW (file));
}

static int
journal_read (sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
  Journal *self = JOURNAL (file);
  gint64 end = gathered_end (self);

  if (offset >= self->offset && offset + size <= end) {
    memcpy (data, self->gathered->data + (offset - self->offset), size);
    return SQLITE_OK;
  }
  if (offset + size > self->offset && offset < end) {
    int code = flush (file);

    if (code != SQLITE_OK)
      return code;
  }
  return BELOW (file)->pMethods->xRead (BELOW (file), data, size, offset);
}

static int
journal_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  Journal *self = JOURNAL (file);

  if (offset != gathered_end (self) || self->gathered->len + size > MOST_GATHERED) {
    int code = flush (file);

    if (code != SQLITE_OK)
      return code;
    self->offset = offset;
  }
  g_byte_array_append (self->gathered, data, size);
  return SQLITE_OK;
}

static int
journal_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  Journal *self = JOURNAL (file);

  if (size < gathered_end (self))
    g_byte_array_set_size (self->gathered, (guint)MAX (size - self->offset, 0));
  return BELOW (file)->pMethods->xTruncate (BELOW (file), size);
}

static int
journal_sync (sqlite3_file *file, int flags)
{
  Journal *self = JOURNAL (file);
  int code = flush (file);

  if (code == SQLITE_OK)
    code = BELOW (file)->pMethods->xSync (BELOW (file), flags);
  if (code == SQLITE_OK && self->making != NULL) {
    g_mutex_lock (&lock);
    g_hash_table_add (made, g_strdup (self->making));
    g_mutex_unlock (&lock);
    self->making = NULL;
  }
  return code;
}

static int
journal_size (sqlite3_file *file, sqlite3_int64 *size)
{
  Journal *self = JOURNAL (file);
  int code = BELOW (file)->pMethods->xFileSize (BELOW (file), size);

  if (code == SQLITE_OK && self->gathered->len > 0)
    *size = MAX (*size, gathered_end (self));
  return code;
}

static int
journal_lock (sqlite3_file *file, int level)
{
  return BELOW (file)->pMethods->xLock (BELOW (file), level);
}

static int
journal_unlock (sqlite3_file *file, int level)
{
  return BELOW (file)->pMethods->xUnlock (BELOW (file), level);
}

static int
journal_check_reserved (sqlite3_file *file, int *reserved)
{
  return BELOW (file)->pMethods->xCheckReservedLock (BELOW (file), reserved);
}

static int
journal_control (sqlite3_file *file, int op, void *argument)
{
  return BELOW (file)->pMethods->xFileControl (BELOW (file), op, argument);
}

static int
journal_sector_size (sqlite3_file *file)
{
  return BELOW (file)->pMethods->xSectorSize (BELOW (file));
}

static int
journal_characteristics (sqlite3_file *file)
{
  return BELOW (file)->pMethods->xDeviceCharacteristics (BELOW (file));
}

static const sqlite3_io_methods journal_methods = {
  .iVersion = 1,
  .xClose = journal_close,
  .xRead = journal_read,
  .xWrite = journal_write,
  .xTruncate = journal_truncate,
  .xSync = journal_sync,
  .xFileSize = journal_size,
  .xLock = journal_lock,
  .xUnlock = journal_unlock,
  .xCheckReservedLock = journal_check_reserved,
  .xFileControl = journal_control,
  .xSectorSize = journal_sector_size,
  .xDeviceCharacteristics = journal_characteristics,
};

/* --- Opening -----------------------------------------------------------------------------------*/

static gboolean
is_made (const char *name)
{
  gboolean is;

  g_mutex_lock (&lock);
  is = g_hash_table_contains (made, name);
  g_mutex_unlock (&lock);
  return is;
}

/* Opened to be made, the system's file syncs the folder at its first sync. */
static int
open_below (sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
  int code = SQLITE_CANTOPEN;

  JOURNAL (file)->making = NULL;
  if ((flags & SQLITE_OPEN_CREATE) && is_made (name))
    code = below->xOpen (below, name, BELOW (file), flags & ~SQLITE_OPEN_CREATE, out_flags);
  if ((code & 0xff) != SQLITE_CANTOPEN)
    return code;
  if (flags & SQLITE_OPEN_CREATE)
    JOURNAL (file)->making = name;
  memset (BELOW (file), 0, below->szOsFile);
  return below->xOpen (below, name, BELOW (file), flags, out_flags);
}

static int
open_journal (sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
  Journal *self = JOURNAL (file);
  int code;

  file->pMethods = NULL;
  memset (BELOW (file), 0, below->szOsFile);
  code = open_below (name, file, flags, out_flags);
  if (code != SQLITE_OK)
    return code;
  self->gathered = g_byte_array_sized_new (MOST_GATHERED);
  self->offset = 0;
  file->pMethods = &journal_methods;
  return SQLITE_OK;
}

/* Everything but journals is the system's own, as if there were nothing between. */
static int
vfs_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
  if (flags & SQLITE_OPEN_MAIN_JOURNAL)
    return open_journal (name, file, flags, out_flags);
  return below->xOpen (below, name, file, flags, out_flags);
}

const char *
_crm_db_vfs (void)
{
  static gsize done;
  static sqlite3_vfs vfs;

  if (g_once_init_enter (&done)) {
    below = sqlite3_vfs_find (NULL);
    g_assert (below != NULL);
    made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    vfs = *below;
    vfs.pNext = NULL;
    vfs.zName = "kontor";
    vfs.szOsFile = (int)sizeof (Journal) + below->szOsFile;
    vfs.xOpen = vfs_open;
    sqlite3_vfs_register (&vfs, 0);
    g_once_init_leave (&done, 1);
  }
  return vfs.zName;
}
