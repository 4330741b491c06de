/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-room-table.h"

#include "ui/clients/crm-client-card.h"
#include "ui/deals/crm-deal-card.h"
#include "ui/documents/crm-document-page.h"
#include "ui/people/crm-person-card.h"
#include "ui/people/crm-role-card.h"
#include "ui/quality/crm-completeness.h"
#include "ui/quality/crm-quality-page.h"
#include "ui/templates/crm-template-page.h"

/* A room that looks other than its description alone makes it look has a row here. */
static const CrmRoomUi rooms[] = {
  { .entity = "party", .furnish_card = crm_client_card_furnish },
  { .entity = "deal", .furnish_card = crm_deal_card_furnish },
  { .entity = "document", .furnish_card = crm_document_page_furnish },
  { .entity = "person", .furnish_card = crm_person_card_furnish },
  { .entity = "role", .furnish_card = crm_role_card_furnish },
  { .entity = "template", .furnish_card = crm_template_page_furnish },
  { NULL },
};

const CrmRoomUi *
crm_room_table_find (const char *entity)
{
  g_return_val_if_fail (entity != NULL, NULL);

  for (const CrmRoomUi *room = rooms; room->entity != NULL; room++)
    if (g_str_equal (room->entity, entity))
      return room;

  return NULL;
}

gboolean
crm_room_table_has_room (const CrmEntity *entity)
{
  g_return_val_if_fail (entity != NULL, FALSE);

  return entity->owner == NULL && !entity->inside;
}

CrmRoomPage *
crm_room_table_new_page (CrmDesk *desk, const CrmEntity *entity)
{
  const CrmRoomUi *room;
  CrmRoomPage *page;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  room = crm_room_table_find (entity->name);
  page = crm_room_page_new (desk, entity);
  if (room != NULL && room->furnish_card != NULL)
    room->furnish_card (crm_room_page_get_card (page));
  if (room != NULL && room->furnish_page != NULL)
    room->furnish_page (page);
  /* Of every room whose cards can be more or less complete. */
  crm_completeness_furnish (crm_room_page_get_card (page), entity);
  crm_quality_page_furnish (page);

  return page;
}

CrmCard *
crm_room_table_new_card (CrmDesk *desk, const CrmEntity *entity)
{
  const CrmRoomUi *room;
  CrmCard *card;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  room = crm_room_table_find (entity->name);
  card = crm_card_new (desk);
  if (room != NULL && room->furnish_card != NULL)
    room->furnish_card (card);
  crm_completeness_furnish (card, entity);

  return card;
}
