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
  char *detail; /* what tells it from others of its title; or NULL */
  const char *icon;
  const char *keys;
  char *entity;
  gint64 id;
  const char *action;
} CrmPaletteItem;

void crm_palette_item_free (gpointer item);

/* Whose it is and of when: "Alfa SRL · 2 May 2026"; of those that are nobody's their second line.
 * NULL when there is nothing to say. On the store's thread. (transfer full) */
char *crm_palette_describe (CrmTxn *txn, const CrmHit *hit, CrmLang lang);

/**
 * crm_palette_items:
 * @words: as typed.
 * @views: (element-type CrmRecord) (nullable): saved views of all rooms.
 * @hits: (element-type CrmHit) (nullable): records that were found.
 * @details: (element-type utf8) (nullable): what crm_palette_describe() says of each of @hits.
 *
 * Everything that matches, by kind, the best of a kind first. (transfer full) (element-type
 * CrmPaletteItem)
 */
GPtrArray *crm_palette_items (CrmDesk *desk,
                              const char *words,
                              GPtrArray *views,
                              GPtrArray *hits,
                              GPtrArray *details);

G_END_DECLS
