/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

G_BEGIN_DECLS

/* A record that this desktop remembers for a person: looked at lately, or left open. */
typedef struct {
  char *entity;
  gint64 id;
  char *title;
} CrmRecent;

/* The records looked at lately in this office, the newest first. */
void crm_recent_note (CrmDesk *desk, const char *entity, gint64 id, const char *title);
/* (transfer full) (element-type CrmRecent) */
GPtrArray *crm_recent_get (CrmDesk *desk);

/* The records whose cards were left open in this office, in their order; see
 * crm-open-cards.h. */
GPtrArray *crm_recent_get_open (CrmDesk *desk);
/* @cards: (element-type CrmRecent) */
void crm_recent_set_open (CrmDesk *desk, GPtrArray *cards);

/* An empty array for them. (transfer full) (element-type CrmRecent) */
GPtrArray *crm_recent_new_array (void);
void crm_recent_add (GPtrArray *records, const char *entity, gint64 id, const char *title);

G_END_DECLS
