/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locks that belong to an open file are one of its extensions. */
#define _GNU_SOURCE
#include "config.h"

#include "store/crm-system.h"

#include "base/crm-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef G_OS_WIN32
#  include <io.h>
#  include <windows.h>
#else
#  include <sys/vfs.h>
#  include <unistd.h>
#endif

struct _CrmSideFile {
  char *path;
  int fd;
};

/* --- Opening ---------------------------------------------------------------------------------- */

/* Colleagues must be able to write what one of them has made, as SQLite sees to with its journal.
 */
static int
mode_like (const char *like)
{
  GStatBuf of;

  return g_stat (like, &of) == 0 ? (int)(of.st_mode & 0666) : 0600;
}

CrmSideFile *
crm_side_file_open (const char *path, const char *like, GError **error)
{
  int mode = mode_like (like);
  CrmSideFile *self;
  int fd;
#ifdef G_OS_WIN32
  int flags = O_RDWR | O_BINARY;
#else
  int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW;
#endif

  fd = g_open (path, flags, 0);
  if (fd < 0 && errno == ENOENT) {
    fd = g_open (path, flags | O_CREAT, mode);
    if (fd >= 0 && g_chmod (path, mode) != 0)
      g_debug ("“%s” keeps the rights it was made with.", path);
  }
  if (fd < 0) {
    int code = errno;

    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be opened: %s"), path,
                 g_strerror (code));
    return NULL;
  }
  self = g_new0 (CrmSideFile, 1);
  self->path = g_strdup (path);
  self->fd = fd;

  return self;
}

void
crm_side_file_close (CrmSideFile *self)
{
  if (self == NULL)
    return;
  g_close (self->fd, NULL);
  g_free (self->path);
  g_free (self);
}

gboolean
crm_side_file_is_there (CrmSideFile *self)
{
#ifdef G_OS_WIN32
  /* Windows lets nobody remove a file that is open. */
  return g_file_test (self->path, G_FILE_TEST_EXISTS);
#else
  struct stat ours;
  GStatBuf there;

  return fstat (self->fd, &ours) == 0 && g_stat (self->path, &there) == 0 &&
         ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
#endif
}

/* --- Bytes and locks -------------------------------------------------------------------------- */

static gboolean
set_io_error (CrmSideFile *self, GError **error)
{
  int code = errno;

  g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be read or written: %s"), self->path,
               g_strerror (code));
  return FALSE;
}

#ifdef G_OS_WIN32

static HANDLE
handle_of (CrmSideFile *self)
{
  return (HANDLE)_get_osfhandle (self->fd);
}

static OVERLAPPED
overlapped_at (guint64 offset)
{
  return (OVERLAPPED){ .Offset = (DWORD)offset, .OffsetHigh = (DWORD)(offset >> 32) };
}

gboolean
crm_side_file_read (CrmSideFile *self, guint64 offset, gpointer buffer, gsize size, GError **error)
{
  OVERLAPPED at = overlapped_at (offset);
  DWORD n = 0;

  memset (buffer, 0, size);
  if (ReadFile (handle_of (self), buffer, (DWORD)size, &n, &at) ||
      GetLastError () == ERROR_HANDLE_EOF)
    return TRUE;
  errno = EIO;
  return set_io_error (self, error);
}

gboolean
crm_side_file_write (CrmSideFile *self,
                     guint64 offset,
                     gconstpointer buffer,
                     gsize size,
                     GError **error)
{
  OVERLAPPED at = overlapped_at (offset);
  DWORD n = 0;

  if (WriteFile (handle_of (self), buffer, (DWORD)size, &n, &at) && n == size)
    return TRUE;
  errno = EIO;
  return set_io_error (self, error);
}

CrmSideLock
crm_side_file_lock (CrmSideFile *self, guint64 byte)
{
  OVERLAPPED at = overlapped_at (byte);

  if (LockFileEx (handle_of (self), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0,
                  &at))
    return CRM_SIDE_LOCK_TAKEN;
  return GetLastError () == ERROR_LOCK_VIOLATION || GetLastError () == ERROR_IO_PENDING
           ? CRM_SIDE_LOCK_HELD
           : CRM_SIDE_LOCK_NONE;
}

void
crm_side_file_unlock (CrmSideFile *self, guint64 byte)
{
  OVERLAPPED at = overlapped_at (byte);

  UnlockFileEx (handle_of (self), 0, 1, 0, &at);
}

#else

gboolean
crm_side_file_read (CrmSideFile *self, guint64 offset, gpointer buffer, gsize size, GError **error)
{
  gsize done = 0;

  memset (buffer, 0, size);
  while (done < size) {
    gssize n = pread (self->fd, (char *)buffer + done, size - done, offset + done);

    if (n == 0)
      return TRUE;
    if (n < 0 && errno != EINTR)
      return set_io_error (self, error);
    done += MAX (n, 0);
  }
  return TRUE;
}

gboolean
crm_side_file_write (CrmSideFile *self,
                     guint64 offset,
                     gconstpointer buffer,
                     gsize size,
                     GError **error)
{
  gsize done = 0;

  while (done < size) {
    gssize n = pwrite (self->fd, (const char *)buffer + done, size - done, offset + done);

    if (n < 0 && errno != EINTR)
      return set_io_error (self, error);
    done += MAX (n, 0);
  }
  return TRUE;
}

static int
set_lock (CrmSideFile *self, guint64 byte, short type)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

  return fcntl (self->fd, F_OFD_SETLK, &lock);
}

CrmSideLock
crm_side_file_lock (CrmSideFile *self, guint64 byte)
{
  if (set_lock (self, byte, F_WRLCK) == 0)
    return CRM_SIDE_LOCK_TAKEN;
  return errno == EAGAIN || errno == EACCES || errno == EINTR ? CRM_SIDE_LOCK_HELD
                                                              : CRM_SIDE_LOCK_NONE;
}

void
crm_side_file_unlock (CrmSideFile *self, guint64 byte)
{
  set_lock (self, byte, F_UNLCK);
}

#endif

guint32
crm_system_pid (void)
{
#ifdef G_OS_WIN32
  return GetCurrentProcessId ();
#else
  return getpid ();
#endif
}

/* --- File systems ----------------------------------------------------------------------------- */

static gboolean
assumed_file_system (guint64 *type)
{
  static const struct {
    const char *name;
    guint64 type;
  } names[] = {
    { "cifs", CRM_FS_CIFS },
    { "ext4", 0xEF53 },
    { "nfs", 0x6969 },
  };
  const char *assumed = g_getenv ("KONTOR_FILE_SYSTEM");

  if (assumed == NULL || *assumed == '\0')
    return FALSE;
  *type = g_ascii_strtoull (assumed, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, assumed))
      *type = names[i].type;
  return TRUE;
}

typedef struct {
  gatomicrefcount refs;
  GMutex lock;
  GCond done_cond;
  gboolean done;
  char *folder;
  char *real;
  guint64 type;
} Asking;

static void
asking_unref (Asking *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done_cond);
  g_free (self->folder);
  g_free (self->real);
  g_free (self);
}

static char *
find_real (const char *folder)
{
#ifndef G_OS_WIN32
  char *real = realpath (folder, NULL);

  if (real != NULL) {
    char *copy = g_strdup (real);

    free (real);
    return copy;
  }
#endif
  return g_strdup (folder);
}

static guint64
ask_file_system (const char *folder)
{
#ifdef G_OS_WIN32
  return 0;
#else
  struct statfs of;

  /* The type is signed on some machines, and the magic numbers have 32 bits. */
  return statfs (folder, &of) == 0 ? (guint32)of.f_type : 0;
#endif
}

static gpointer
ask_main (gpointer data)
{
  Asking *asking = data;
  char *real = find_real (asking->folder);
  guint64 type = ask_file_system (real);

  g_mutex_lock (&asking->lock);
  asking->type = type;
  asking->real = real;
  asking->done = TRUE;
  g_cond_signal (&asking->done_cond);
  g_mutex_unlock (&asking->lock);
  asking_unref (asking);
  return NULL;
}

gboolean
crm_system_file_system (const char *folder, guint timeout_ms, guint64 *type, char **real)
{
  gint64 end = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  Asking *asking;
  gboolean done;

  asking = g_new0 (Asking, 1);
  g_atomic_ref_count_init (&asking->refs);
  g_atomic_ref_count_inc (&asking->refs);
  g_mutex_init (&asking->lock);
  g_cond_init (&asking->done_cond);
  asking->folder = g_strdup (folder);
  g_thread_unref (g_thread_new ("file-system", ask_main, asking));
  g_mutex_lock (&asking->lock);
  while (!asking->done && g_cond_wait_until (&asking->done_cond, &asking->lock, end))
    ;
  done = asking->done;
  *type = asking->type;
  *real = g_steal_pointer (&asking->real);
  g_mutex_unlock (&asking->lock);
  asking_unref (asking);
  assumed_file_system (type);
  return done;
}

guint64
crm_system_file_system_of_fd (int fd)
{
  guint64 type = 0;

  if (assumed_file_system (&type))
    return type;
#ifndef G_OS_WIN32
  struct statfs of;

  if (fstatfs (fd, &of) == 0)
    type = (guint32)of.f_type;
#endif
  return type;
}

char *
crm_system_mounts (void)
{
  char *text = NULL;

#ifndef G_OS_WIN32
  g_file_get_contents ("/proc/self/mountinfo", &text, NULL, NULL);
#endif
  return text;
}

CrmDrive
crm_system_drive (const char *path)
{
#ifdef G_OS_WIN32
  g_autofree wchar_t *wide = g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
  wchar_t volume[MAX_PATH];

  if (g_str_has_prefix (path, "\\\\") && !g_str_has_prefix (path, "\\\\?\\"))
    return CRM_DRIVE_REMOTE;
  if (wide == NULL || !GetVolumePathNameW (wide, volume, G_N_ELEMENTS (volume)))
    return CRM_DRIVE_UNKNOWN;
  switch (GetDriveTypeW (volume)) {
  case DRIVE_REMOTE:
    return CRM_DRIVE_REMOTE;
  case DRIVE_FIXED:
  case DRIVE_REMOVABLE:
  case DRIVE_RAMDISK:
    return CRM_DRIVE_LOCAL;
  default:
    return CRM_DRIVE_UNKNOWN;
  }
#else
  return CRM_DRIVE_UNKNOWN;
#endif
}
