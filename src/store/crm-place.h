/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-system.h"

G_BEGIN_DECLS

/* Where an office file may live, and how. */
typedef enum {
  CRM_PLACE_LOCAL,  /* a disk of this computer */
  CRM_PLACE_SMB,    /* a share, as Windows connects it */
  CRM_PLACE_NFS,    /* NFS with locks that reach the server */
  CRM_PLACE_CIFS,   /* a share, as Linux connects it: needs its own way of locking */
  CRM_PLACE_UNSAFE, /* locks do not reach other computers, or nobody knows whether they do */
  CRM_PLACE_CLOUD,  /* a program copies the files from one computer to the other */
  CRM_PLACE_SILENT, /* it does not answer */
} CrmPlaceKind;

/* Whether an office may be kept there. */
typedef enum {
  CRM_PLACE_GOOD,
  CRM_PLACE_CARE, /* with something to mind */
  CRM_PLACE_BAD,
} CrmPlaceFit;

/**
 * CrmPlace:
 * @folder: where it is, without links.
 * @mount: (nullable): where that file system begins.
 * @file_system: what the system calls it; may be empty.
 * @service: (nullable): of a cloud folder: the program that copies it.
 * @trouble: (nullable): the option or the kind that makes it unsafe.
 * @soft: a server that is away makes saving fail instead of wait.
 */
typedef struct {
  CrmPlaceKind kind;
  char *folder;
  char *mount;
  char *file_system;
  char *service;
  char *trouble;
  gboolean soft;
} CrmPlace;

/* What is known of a folder, for a decision that asks nobody. */
typedef struct {
  const char *folder; /* absolute */
  guint64 type;       /* f_type of statfs; 0: unknown */
  const char *mounts; /* (nullable): text of /proc/self/mountinfo */
  CrmDrive drive;     /* of Windows */
  const char *home;   /* (nullable): the person's own folder */
  gboolean (*is_there) (const char *path, gpointer data); /* (nullable): of marker files */
  gpointer data;
} CrmPlaceFacts;

CrmPlace *crm_place_new (const CrmPlaceFacts *facts);
/* Asks the system, a few seconds at most: not for the window's own thread. @path: of a file, which
 * need not be there, in a folder that is. It is never opened. */
CrmPlace *crm_place_probe (const char *path);
void crm_place_free (CrmPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPlace, crm_place_free)

/* @several: whether more than one person is to work with the office. */
CrmPlaceFit crm_place_get_fit (const CrmPlace *self, gboolean several);
/* One sentence for people: what this is. (transfer full) */
char *crm_place_describe (const CrmPlace *self);
/* What to do, or to mind. (transfer full) (nullable) */
char *crm_place_advise (const CrmPlace *self, gboolean several);
/* "local", "cifs" …: for the command line. */
const char *crm_place_get_name (const CrmPlace *self);

G_END_DECLS
