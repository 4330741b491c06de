/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "config.h"

#include "store/sqlite/crm-sqlite.h"

#include "store/crm-system.h"

/*
 * A folder that Linux has mounted from Windows or Samba has the locks of Windows. They belong to
 * one open file, not to the process; and whoever reads under a shared lock cannot make it his own
 * without letting go of it. SQLite on POSIX does both: it upgrades the lock of those who read, and
 * it sets with one handle what it takes back with another. Such a file is "locked" for ever.
 *
 * So this stands between SQLite and fcntl(2): all locks of one file go through one handle, and for
 * the upgrade the shared lock is let go of first. Nobody can slip in between: the writer holds the
 * byte of PENDING by then, which every new reader has to pass. SQLite for Windows does the same.
 */

#ifdef G_OS_WIN32

void
_crm_db_cifs_install (void)
{
}

void
_crm_db_cifs_use (void)
{
}

void
_crm_db_cifs_unuse (void)
{
}

#else

#  include <errno.h>
#  include <fcntl.h>
#  include <stdarg.h>
#  include <sys/stat.h>
#  include <unistd.h>

/* The bytes that readers share, in every file of SQLite. */
#  define SHARED_FIRST 0x40000002
#  define SHARED_SIZE  510

/* One file that is open, and the handle that has its locks. */
typedef struct {
  dev_t device;
  ino_t inode;
  int fd; /* -1: not on such a folder */
} Locks;

static GMutex lock;
static GArray *files; /* of Locks; NULL while nobody needs it */
static guint n_users;

typedef int (*FcntlFunc) (int, int, ...);
static FcntlFunc system_fcntl = fcntl;

/* With the lock held: the handle that has the locks of this file, or -1. */
static int
find_handle (int fd)
{
  Locks found = { .fd = -1 };
  struct stat of;
  guint64 type;

  if (files == NULL || fstat (fd, &of) != 0)
    return -1;
  for (guint i = 0; i < files->len; i++) {
    const Locks *other = &g_array_index (files, Locks, i);

    if (other->device == of.st_dev && other->inode == of.st_ino)
      return other->fd;
  }
  type = crm_system_file_system_of_fd (fd);
  found.device = of.st_dev;
  found.inode = of.st_ino;
  if (type == CRM_FS_CIFS || type == CRM_FS_SMB2)
    found.fd = system_fcntl (fd, F_DUPFD_CLOEXEC, 3);
  g_array_append_val (files, found);
  return found.fd;
}

static int
upgrade (int fd, struct flock *wanted)
{
  struct flock other = *wanted;
  int code, reason;

  other.l_type = F_UNLCK;
  system_fcntl (fd, F_SETLK, &other);
  code = system_fcntl (fd, F_SETLK, wanted);
  if (code == 0)
    return 0;
  reason = errno;
  other.l_type = F_RDLCK;
  system_fcntl (fd, F_SETLK, &other);
  errno = reason;
  return code;
}

static int
set_lock (int fd, int command, struct flock *wanted)
{
  int handle;

  g_mutex_lock (&lock);
  handle = find_handle (fd);
  g_mutex_unlock (&lock);
  if (handle < 0)
    return system_fcntl (fd, command, wanted);
  if (command == F_SETLK && wanted->l_type == F_WRLCK && wanted->l_start == SHARED_FIRST &&
      wanted->l_len == SHARED_SIZE)
    return upgrade (handle, wanted);
  return system_fcntl (handle, command, wanted);
}

static int
cifs_fcntl (int fd, int command, ...)
{
  void *argument;
  va_list more;

  va_start (more, command);
  argument = va_arg (more, void *);
  va_end (more);
  if (command == F_SETLK || command == F_GETLK)
    return set_lock (fd, command, argument);
  return system_fcntl (fd, command, argument);
}

void
_crm_db_cifs_install (void)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find ("unix");

  if (vfs != NULL && vfs->iVersion >= 3)
    vfs->xSetSystemCall (vfs, "fcntl", (sqlite3_syscall_ptr)cifs_fcntl);
}

void
_crm_db_cifs_use (void)
{
  g_mutex_lock (&lock);
  if (n_users++ == 0)
    files = g_array_new (FALSE, FALSE, sizeof (Locks));
  g_mutex_unlock (&lock);
}

void
_crm_db_cifs_unuse (void)
{
  g_mutex_lock (&lock);
  if (--n_users == 0) {
    for (guint i = 0; i < files->len; i++) {
      int fd = g_array_index (files, Locks, i).fd;

      if (fd >= 0)
        close (fd);
    }
    g_clear_pointer (&files, g_array_unref);
  }
  g_mutex_unlock (&lock);
}

#endif
