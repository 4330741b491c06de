/* SPDX-License-Identifier: GPL-3.0-or-later */
#undef _FILE_OFFSET_BITS
#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

/*
 * LD_PRELOAD: the locks of a folder that Linux has mounted from Windows or Samba (cifs). There a
 * lock belongs to one open file and not to the process, and it stands in the way of everybody, of
 * the one who set it too: whoever reads a range under a shared lock cannot turn it into his own
 * without letting go of it first. POSIX has neither, and SQLite counts on that.
 *
 * What belongs to an open file are the locks that Linux calls F_OFD; the rest is remembered here.
 */

#define MOST_FILES  4096
#define MOST_RANGES 16

typedef struct {
  off64_t start;
  off64_t length; /* 0: nothing is here */
} Range;

static Range shared[MOST_FILES][MOST_RANGES];

typedef int (*FcntlFunc) (int, int, ...);

static bool
meets (const Range *range, const struct flock *lock)
{
  return range->length > 0 && (lock->l_len == 0 || (lock->l_start < range->start + range->length &&
                                                    range->start < lock->l_start + lock->l_len));
}

static bool
is_refused (int file, const struct flock *lock)
{
  if (lock->l_type != F_WRLCK)
    return false;
  for (int i = 0; i < MOST_RANGES; i++)
    if (meets (&shared[file][i], lock))
      return true;
  return false;
}

static void
remember (int file, const struct flock *lock)
{
  Range *place = NULL;

  for (int i = 0; i < MOST_RANGES; i++) {
    Range *range = &shared[file][i];

    if (lock->l_type == F_UNLCK && meets (range, lock))
      range->length = 0;
    if (range->length == 0)
      place = range;
  }
  if (lock->l_type == F_RDLCK && place != NULL)
    *place = (Range){ lock->l_start, lock->l_len };
}

static int
set_lock (FcntlFunc next, int file, struct flock *lock)
{
  struct flock own = *lock;
  int code;

  if (is_refused (file, lock)) {
    errno = EACCES;
    return -1;
  }
  own.l_pid = 0;
  code = next (file, F_OFD_SETLK, &own);
  if (code == 0)
    remember (file, lock);
  return code;
}

static int
answer (FcntlFunc next, int file, int command, void *argument)
{
  int code;

  if (file < 0 || file >= MOST_FILES)
    return next (file, command, argument);
  if (command == F_SETLK || command == F_OFD_SETLK)
    return set_lock (next, file, argument);
  if (command != F_GETLK)
    return next (file, command, argument);
  ((struct flock *)argument)->l_pid = 0;
  code = next (file, F_OFD_GETLK, argument);
  return code;
}

#define MANDATORY_FCNTL(name)                      \
  int name (int file, int command, ...)            \
  {                                                \
    static FcntlFunc next;                         \
    va_list more;                                  \
    void *argument;                                \
                                                   \
    if (next == NULL)                              \
      *(void **)&next = dlsym (RTLD_NEXT, #name);  \
    va_start (more, command);                      \
    argument = va_arg (more, void *);              \
    va_end (more);                                 \
    return answer (next, file, command, argument); \
  }

MANDATORY_FCNTL (fcntl)
MANDATORY_FCNTL (fcntl64)

int
close (int file)
{
  static int (*next) (int);

  if (next == NULL)
    *(void **)&next = dlsym (RTLD_NEXT, "close");
  for (int i = 0; file >= 0 && file < MOST_FILES && i < MOST_RANGES; i++)
    shared[file][i].length = 0;
  return next (file);
}
