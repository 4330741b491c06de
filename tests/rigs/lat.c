/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program and the libraries under it call both names of these functions, with and without "64":
 * here each is a function of its own. */
#undef _FILE_OFFSET_BITS
#define _GNU_SOURCE

#include "lat.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/*
 * LD_PRELOAD: an office network. Every call that a file server would have to answer takes a while
 * longer, a sync much longer, and each is counted. Only for files below one folder: the program's
 * own files are on the desktop's own disk.
 */

#define MOST_FILES 4096

static atomic_bool ours[MOST_FILES];
static char folder[4096];
static size_t folder_length;
static long call_us, sync_us;
static _Atomic uint64_t *counters;

static long
setting (const char *name)
{
  const char *value = getenv (name);

  return value != NULL ? atol (value) : 0;
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *path = getenv (LAT_FOLDER);
  const char *count = getenv (LAT_COUNT);

  if (path != NULL && strlen (path) < sizeof folder) {
    strcpy (folder, path);
    folder_length = strlen (folder);
  }
  call_us = setting (LAT_CALL);
  sync_us = setting (LAT_SYNC);
  if (count != NULL) {
    int file = open (count, O_RDWR | O_CLOEXEC);
    void *map = MAP_FAILED;

    if (file >= 0)
      map =
        mmap (NULL, LAT_N_KINDS * sizeof *counters, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (map != MAP_FAILED)
      counters = map;
    if (file >= 0)
      close (file);
  }
}

static bool
is_path_ours (const char *path)
{
  return folder_length > 0 && path != NULL && strncmp (path, folder, folder_length) == 0;
}

static bool
is_ours (int file)
{
  return file >= 0 && file < MOST_FILES && atomic_load (&ours[file]);
}

/* The way to the server and back. */
static void
travel (LatKind kind)
{
  long us = kind == LAT_SYNCS ? sync_us : call_us;
  struct timespec time = { us / 1000000, us % 1000000 * 1000 };

  if (counters != NULL)
    atomic_fetch_add (&counters[kind], 1);
  if (us > 0)
    nanosleep (&time, NULL);
}

#define FIND(next, name) \
  if (next == NULL)      \
  *(void **)&next = dlsym (RTLD_NEXT, name)

/* A function that is the next one of its name, later. */
#define SLOW(type, name, parameters, arguments, is_slow, kind) \
  type name parameters                                         \
  {                                                            \
    static type (*next) parameters;                            \
                                                               \
    FIND (next, #name);                                        \
    if (is_slow)                                               \
      travel (kind);                                           \
    return next arguments;                                     \
  }

/* clang-format off */
SLOW (ssize_t, read, (int file, void *data, size_t size), (file, data, size), is_ours (file), LAT_READS)
SLOW (ssize_t, pread, (int file, void *data, size_t size, off_t at), (file, data, size, at), is_ours (file), LAT_READS)
SLOW (ssize_t, pread64, (int file, void *data, size_t size, off64_t at), (file, data, size, at), is_ours (file), LAT_READS)
SLOW (ssize_t, write, (int file, const void *data, size_t size), (file, data, size), is_ours (file), LAT_WRITES)
SLOW (ssize_t, pwrite, (int file, const void *data, size_t size, off_t at), (file, data, size, at), is_ours (file), LAT_WRITES)
SLOW (ssize_t, pwrite64, (int file, const void *data, size_t size, off64_t at), (file, data, size, at), is_ours (file), LAT_WRITES)
SLOW (int, fsync, (int file), (file), is_ours (file), LAT_SYNCS)
SLOW (int, fdatasync, (int file), (file), is_ours (file), LAT_SYNCS)
SLOW (int, ftruncate, (int file, off_t size), (file, size), is_ours (file), LAT_TRUNCATES)
SLOW (int, ftruncate64, (int file, off64_t size), (file, size), is_ours (file), LAT_TRUNCATES)
SLOW (int, stat, (const char *path, struct stat *status), (path, status), is_path_ours (path), LAT_STATS)
SLOW (int, stat64, (const char *path, struct stat64 *status), (path, status), is_path_ours (path), LAT_STATS)
SLOW (int, lstat, (const char *path, struct stat *status), (path, status), is_path_ours (path), LAT_STATS)
SLOW (int, lstat64, (const char *path, struct stat64 *status), (path, status), is_path_ours (path), LAT_STATS)
SLOW (int, fstat, (int file, struct stat *status), (file, status), is_ours (file), LAT_STATS)
SLOW (int, fstat64, (int file, struct stat64 *status), (file, status), is_ours (file), LAT_STATS)
SLOW (int, access, (const char *path, int mode), (path, mode), is_path_ours (path), LAT_STATS)
SLOW (int, unlink, (const char *path), (path), is_path_ours (path), LAT_UNLINKS)
/* clang-format on */

typedef int (*OpenFunc) (const char *, int, ...);
typedef int (*FcntlFunc) (int, int, ...);

static int
slow_open (OpenFunc next, const char *path, int flags, mode_t mode)
{
  bool mine = is_path_ours (path);
  int file;

  if (mine)
    travel (LAT_OPENS);
  file = next (path, flags, mode);
  if (file >= 0 && file < MOST_FILES)
    atomic_store (&ours[file], mine);

  return file;
}

/* Without O_CREAT there is no mode to take; what is taken then is passed on and not looked at. */
#define SLOW_OPEN(name)                         \
  int name (const char *path, int flags, ...)   \
  {                                             \
    static OpenFunc next;                       \
    va_list more;                               \
    mode_t mode;                                \
                                                \
    FIND (next, #name);                         \
    va_start (more, flags);                     \
    mode = va_arg (more, mode_t);               \
    va_end (more);                              \
    return slow_open (next, path, flags, mode); \
  }

SLOW_OPEN (open)
SLOW_OPEN (open64)

int
close (int file)
{
  static int (*next) (int);

  FIND (next, "close");
  if (file >= 0 && file < MOST_FILES)
    atomic_store (&ours[file], false);

  return next (file);
}

static bool
is_lock (int command)
{
  return command == F_SETLK || command == F_SETLKW || command == F_GETLK ||
         command == F_OFD_SETLK || command == F_OFD_SETLKW || command == F_OFD_GETLK;
}

#define SLOW_FCNTL(name)                     \
  int name (int file, int command, ...)      \
  {                                          \
    static FcntlFunc next;                   \
    va_list more;                            \
    void *argument;                          \
                                             \
    FIND (next, #name);                      \
    va_start (more, command);                \
    argument = va_arg (more, void *);        \
    va_end (more);                           \
    if (is_lock (command) && is_ours (file)) \
      travel (LAT_LOCKS);                    \
    return next (file, command, argument);   \
  }

SLOW_FCNTL (fcntl)
SLOW_FCNTL (fcntl64)
