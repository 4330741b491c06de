/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What each system does its own way; crm-system.c is the only file of the store with headers of one
 * system alone. */

/* --- A file that several programs lock byte by byte ------------------------------------------- */

/*
 * Locks belong to the open file, not to the process (F_OFD_SETLK, LockFileEx): closing another
 * handle does not drop them, and two offices opened by one program do not mix. They are never
 * waited for. Not for the office file itself, which only SQLite may open.
 */
typedef struct _CrmSideFile CrmSideFile;

typedef enum {
  CRM_SIDE_LOCK_TAKEN,
  CRM_SIDE_LOCK_HELD, /* by somebody else */
  CRM_SIDE_LOCK_NONE, /* this place has no locks */
} CrmSideLock;

/* Opens it for reading and writing, or makes it with the rights that the file @like has. */
CrmSideFile *crm_side_file_open (const char *path, const char *like, GError **error);
/* Lets go of all its locks. */
void crm_side_file_close (CrmSideFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSideFile, crm_side_file_close)

/* What lies behind the end reads as zero. */
gboolean
crm_side_file_read (CrmSideFile *self, guint64 offset, gpointer buffer, gsize size, GError **error);
gboolean crm_side_file_write (CrmSideFile *self,
                              guint64 offset,
                              gconstpointer buffer,
                              gsize size,
                              GError **error);
CrmSideLock crm_side_file_lock (CrmSideFile *self, guint64 byte);
void crm_side_file_unlock (CrmSideFile *self, guint64 byte);
/* FALSE when the path leads to another file by now, or to none. */
gboolean crm_side_file_is_there (CrmSideFile *self);

/* Of this program. */
guint32 crm_system_pid (void);

/* --- File systems ----------------------------------------------------------------------------- */

#define CRM_FS_CIFS G_GUINT64_CONSTANT (0xFF534D42)
#define CRM_FS_SMB2 G_GUINT64_CONSTANT (0xFE534D42)

/**
 * crm_system_file_system:
 *
 * The f_type of statfs(2) for a folder, 0 where there is none; and where it really is, without
 * links: @real (out) (transfer full). Asked on a thread of its own, for a
 * dead mount may never answer: FALSE after @timeout_ms.
 *
 * The environment variable KONTOR_FILE_SYSTEM says what type to assume instead ("cifs", "nfs",
 * "ext4" or a number), for tests on a machine without such a mount. It changes nothing else.
 */
gboolean crm_system_file_system (const char *folder, guint timeout_ms, guint64 *type, char **real);
/* The same of an open file, at once. */
guint64 crm_system_file_system_of_fd (int fd);
/* /proc/self/mountinfo. (transfer full) (nullable) */
char *crm_system_mounts (void);

typedef enum {
  CRM_DRIVE_UNKNOWN,
  CRM_DRIVE_LOCAL,
  CRM_DRIVE_REMOTE,
} CrmDrive;

/* What Windows says of the drive or share of a path; elsewhere unknown. */
CrmDrive crm_system_drive (const char *path);

G_END_DECLS
