/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

G_BEGIN_DECLS

/* The records this person looked at lately in this office, on this desktop. */
typedef struct {
  char *entity;
  gint64 id;
  char *title;
} CrmRecent;

void crm_recent_note (CrmDesk *desk, const char *entity, gint64 id, const char *title);
/* The newest first. (transfer full) (element-type CrmRecent) */
GPtrArray *crm_recent_get (CrmDesk *desk);

G_END_DECLS
