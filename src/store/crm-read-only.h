/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why an office cannot be written, the weightier the later: of several the last one is told. */
typedef enum {
  CRM_READ_ONLY_NOT,
  CRM_READ_ONLY_BY_CHOICE,  /* opened so */
  CRM_READ_ONLY_PERMISSION, /* the system does not let us write the file or its folder */
  CRM_READ_ONLY_PLACE,      /* what the folder is on does not keep a shared file safe */
  CRM_READ_ONLY_LOCKS,      /* desktops do not see each other's locks */
  CRM_READ_ONLY_UPGRADE,    /* another desktop is changing the layout */
  CRM_READ_ONLY_NEWER,      /* a newer program has changed it */
  CRM_READ_ONLY_DAMAGED,
  CRM_READ_ONLY_MOVED,     /* the file was moved or replaced while it was open */
  CRM_READ_ONLY_STRUCTURE, /* it has tables or triggers that are not ours */
  CRM_READ_ONLY_N_REASONS,
} CrmReadOnlyReason;

G_END_DECLS
