/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

G_BEGIN_DECLS

/* What the palette offers for what was typed. Private to it. */

typedef enum {
  CRM_PALETTE_RECORD,
  CRM_PALETTE_ROOM,
  CRM_PALETTE_NEW,
  CRM_PALETTE_VIEW,
  CRM_PALETTE_ACTION,
} CrmPaletteItemKind;

typedef struct {
  CrmPaletteItemKind kind;
  guint score;
  char *group; /* heading */
  char *title;
  const char *icon;
  const char *keys;
  char *entity;
  gint64 id;
  const char *action;
} CrmPaletteItem;

void crm_palette_item_free (gpointer item);

/**
 * crm_palette_items:
 * @words: as typed.
 * @views: (element-type CrmRecord) (nullable): saved views of all rooms.
 * @hits: (element-type CrmHit) (nullable): records that were found.
 *
 * Everything that matches, by kind, the best of a kind first. (transfer full) (element-type
 * CrmPaletteItem)
 */
GPtrArray *crm_palette_items (CrmDesk *desk, const char *words, GPtrArray *views, GPtrArray *hits);

G_END_DECLS
