/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-place.h"

G_BEGIN_DECLS

/* A line of /proc/self/mountinfo. */
typedef struct {
  char *point;
  char *type;
  char *options; /* of the mount and of the file system, between commas */
} CrmMount;

void _crm_mount_clear (CrmMount *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmMount, _crm_mount_clear)
gboolean _crm_mount_find (CrmMount *self, const char *mounts, const char *folder);
gboolean _crm_mount_has (const CrmMount *self, const char *option);

/* The program that copies this folder to other computers, or NULL. */
const char *_crm_place_find_cloud (const CrmPlaceFacts *facts);

G_END_DECLS
