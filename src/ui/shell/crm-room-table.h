/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-room-page.h"

G_BEGIN_DECLS

/**
 * CrmRoomUi:
 * @entity: whose room it is.
 * @furnish_page: (nullable): adds views of its own to the room's page.
 * @furnish_card: (nullable): adds sections, pages and the action to each of its cards.
 *
 * How a room differs from what its description alone makes of it. A room that does not differ has
 * no row.
 */
typedef struct {
  const char *entity;
  void (*furnish_page) (CrmRoomPage *page);
  void (*furnish_card) (CrmCard *card);
} CrmRoomUi;

/* NULL when the room does not differ. */
const CrmRoomUi *crm_room_table_find (const char *entity);

/* Whether the entity has a place in the sidebar. */
gboolean crm_room_table_has_room (const CrmEntity *entity);

/* The page of a room, and the card of a record, with what the room adds. (transfer floating) */
CrmRoomPage *crm_room_table_new_page (CrmDesk *desk, const CrmEntity *entity);
CrmCard *crm_room_table_new_card (CrmDesk *desk, const CrmEntity *entity);

G_END_DECLS
