/* SPDX-License-Identifier: GPL-3.0-or-later */
#undef _FILE_OFFSET_BITS
#define _GNU_SOURCE

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>

/*
 * LD_PRELOAD: a share that was mounted without locks (nobrl, nolock). Every lock is granted, to
 * everybody, and means nothing.
 */

typedef int (*FcntlFunc) (int, int, ...);

static int
answer (FcntlFunc next, int file, int command, void *argument)
{
  switch (command) {
  case F_GETLK:
  case F_OFD_GETLK:
    ((struct flock *)argument)->l_type = F_UNLCK;
    return 0;
  case F_SETLK:
  case F_SETLKW:
  case F_OFD_SETLK:
  case F_OFD_SETLKW:
    return 0;
  default:
    return next (file, command, argument);
  }
}

#define UNLOCKED_FCNTL(name)                       \
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

UNLOCKED_FCNTL (fcntl)
UNLOCKED_FCNTL (fcntl64)
