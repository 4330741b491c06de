/* SPDX-License-Identifier: GPL-3.0-or-later */
#undef _FILE_OFFSET_BITS
#define _GNU_SOURCE

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * LD_PRELOAD: who opens the office file? A line is written to the file $OPENS_LOG for every opening
 * of $OPENS_PATH: "sqlite" or the library that did it. Closing such a handle would drop the locks
 * that SQLite holds in the same process.
 */

typedef int (*OpenFunc) (const char *, int, ...);
typedef int (*OpenatFunc) (int, const char *, int, ...);
typedef FILE *(*FopenFunc) (const char *, const char *);

static void *
find (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

static void
tell (const char *path, void *caller)
{
  const char *watched = getenv ("OPENS_PATH");
  const char *log = getenv ("OPENS_LOG");
  OpenFunc next;
  Dl_info info = { 0 };
  char line[4200];
  int file, size;

  if (watched == NULL || log == NULL || path == NULL || strcmp (path, watched) != 0)
    return;
  *(void **)&next = find ("open");
  dladdr (caller, &info);
  size =
    snprintf (line, sizeof line, "%s\n",
              info.dli_fname != NULL && strstr (info.dli_fname, "libsqlite3") != NULL ? "sqlite"
              : info.dli_fname != NULL ? info.dli_fname
                                       : "?");
  file = next (log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0 || write (file, line, size) != size)
    abort ();
  close (file);
}

#define WATCHED_OPEN(name)                     \
  int name (const char *path, int flags, ...)  \
  {                                            \
    OpenFunc next;                             \
    va_list more;                              \
    mode_t mode;                               \
                                               \
    *(void **)&next = find (#name);            \
    va_start (more, flags);                    \
    mode = va_arg (more, mode_t);              \
    va_end (more);                             \
    tell (path, __builtin_return_address (0)); \
    return next (path, flags, mode);           \
  }

WATCHED_OPEN (open)
WATCHED_OPEN (open64)

#define WATCHED_OPENAT(name)                              \
  int name (int folder, const char *path, int flags, ...) \
  {                                                       \
    OpenatFunc next;                                      \
    va_list more;                                         \
    mode_t mode;                                          \
                                                          \
    *(void **)&next = find (#name);                       \
    va_start (more, flags);                               \
    mode = va_arg (more, mode_t);                         \
    va_end (more);                                        \
    tell (path, __builtin_return_address (0));            \
    return next (folder, path, flags, mode);              \
  }

WATCHED_OPENAT (openat)
WATCHED_OPENAT (openat64)

#define WATCHED_FOPEN(name)                       \
  FILE *name (const char *path, const char *mode) \
  {                                               \
    FopenFunc next;                               \
                                                  \
    *(void **)&next = find (#name);               \
    tell (path, __builtin_return_address (0));    \
    return next (path, mode);                     \
  }

WATCHED_FOPEN (fopen)
WATCHED_FOPEN (fopen64)
