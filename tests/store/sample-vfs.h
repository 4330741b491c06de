/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/*
 * A layer between the store and the system: sees every operation on files, and may let it fail or
 * pretend it was done. It is SQLite's default from the moment it is installed, so the store uses it
 * without knowing.
 */

typedef enum {
  SAMPLE_VFS_OPEN,
  SAMPLE_VFS_READ,
  SAMPLE_VFS_WRITE,
  SAMPLE_VFS_TRUNCATE,
  SAMPLE_VFS_SYNC,
  SAMPLE_VFS_LOCK,
  SAMPLE_VFS_DELETE,
} SampleVfsKind;

typedef struct {
  SampleVfsKind kind;
  const char *path; /* NULL of a temporary file */
  gint64 offset;    /* or the size to cut to, or the level of the lock */
  int size;
  gconstpointer data; /* of a write */
} SampleVfsCall;

/* SQLITE_OK: go on. SAMPLE_VFS_DONE: as if it had gone well. Anything else: fail with it. */
#define SAMPLE_VFS_DONE (-1)
/* From any thread of the store, but never two at a time. */
typedef int (*SampleVfsHook) (const SampleVfsCall *call, gpointer user_data);

/* NULL: everything passes. */
void sample_vfs_install (SampleVfsHook hook, gpointer user_data);

G_END_DECLS
