/* SPDX-License-Identifier: GPL-3.0-or-later */
#undef _FILE_OFFSET_BITS
#define _GNU_SOURCE

#include "cut.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * LD_PRELOAD: a disk whose power fails. What is written to a file below one folder is held back
 * until it is synced, and lost with the power or when the file is closed before; names get there at
 * once. For programs that write a file from its beginning to its end.
 */

#define MOST_FILES 4096

typedef struct {
  bool ours;
  bool lies;
  char *data; /* not synced */
  size_t size;
} File;

static File files[MOST_FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long operations;

#define NEXT(type, name, ...)        \
  static type (*next) (__VA_ARGS__); \
                                     \
  if (next == NULL)                  \
  *(void **)&next = dlsym (RTLD_NEXT, name)

static bool
is_path_ours (const char *path)
{
  const char *folder = getenv (CUT_FOLDER);

  return folder != NULL && path != NULL && strncmp (path, folder, strlen (folder)) == 0;
}

static bool
is_ours (int file)
{
  return file >= 0 && file < MOST_FILES && files[file].ours;
}

/* The operation that comes; not reached when the power fails before. */
static void
operate (void)
{
  const char *at = getenv (CUT_AT);
  bool is_last;

  pthread_mutex_lock (&lock);
  is_last = at != NULL && ++operations == atol (at);
  pthread_mutex_unlock (&lock);
  if (is_last)
    _exit (CUT_STATUS);
}

static bool
ends_with (const char *text, const char *end)
{
  size_t length = strlen (text);

  return end != NULL && length >= strlen (end) && strcmp (text + length - strlen (end), end) == 0;
}

static void
begin (int file, const char *path)
{
  if (file < 0 || file >= MOST_FILES)
    return;
  files[file] = (File){ .ours = is_path_ours (path), .lies = ends_with (path, getenv (CUT_LIES)) };
}

typedef int (*OpenFunc) (const char *, int, ...);

#define CUT_OPEN(name)                            \
  int name (const char *path, int flags, ...)     \
  {                                               \
    static OpenFunc next;                         \
    va_list more;                                 \
    mode_t mode;                                  \
    int file;                                     \
                                                  \
    if (next == NULL)                             \
      *(void **)&next = dlsym (RTLD_NEXT, #name); \
    va_start (more, flags);                       \
    mode = va_arg (more, mode_t);                 \
    va_end (more);                                \
    if (is_path_ours (path))                      \
      operate ();                                 \
    file = next (path, flags, mode);              \
    begin (file, path);                           \
    return file;                                  \
  }

CUT_OPEN (open)
CUT_OPEN (open64)

ssize_t
write (int file, const void *data, size_t size)
{
  NEXT (ssize_t, "write", int, const void *, size_t);
  File *one = &files[file >= 0 && file < MOST_FILES ? file : 0];

  if (!is_ours (file))
    return next (file, data, size);
  operate ();
  if (getenv (CUT_KEEPS) != NULL)
    return next (file, data, size);
  one->data = realloc (one->data, one->size + size);
  if (one->data == NULL)
    abort ();
  memcpy (one->data + one->size, data, size);
  one->size += size;
  return (ssize_t)size;
}

/* All that was held back. */
static void
let_go (int file)
{
  NEXT (ssize_t, "write", int, const void *, size_t);
  File *one = &files[file];

  for (size_t done = 0; done < one->size;) {
    ssize_t written = next (file, one->data + done, one->size - done);

    if (written <= 0)
      abort ();
    done += (size_t)written;
  }
  free (one->data);
  one->data = NULL;
  one->size = 0;
}

static void
before_sync (int file)
{
  if (!is_ours (file))
    return;
  operate ();
  if (!files[file].lies)
    let_go (file);
}

int
fsync (int file)
{
  NEXT (int, "fsync", int);

  before_sync (file);
  return next (file);
}

int
fdatasync (int file)
{
  NEXT (int, "fdatasync", int);

  before_sync (file);
  return next (file);
}

int
close (int file)
{
  NEXT (int, "close", int);

  if (is_ours (file)) {
    free (files[file].data);
    files[file] = (File){ 0 };
  }
  return next (file);
}

int
rename (const char *from, const char *to)
{
  NEXT (int, "rename", const char *, const char *);

  if (is_path_ours (to))
    operate ();
  return next (from, to);
}
