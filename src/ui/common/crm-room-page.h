/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"
#include "ui/common/crm-list-view.h"

G_BEGIN_DECLS

/**
 * CrmRoomPage:
 *
 * A room: its list and the card of what is chosen in it. Where there is no width for both, the one
 * that is being used is shown. A room may add views of its own beside the list: a board, a
 * calendar.
 *
 * Signals: "kept" (id): a record was opened in earnest, and not only passed in the list.
 */
#define CRM_TYPE_ROOM_PAGE (crm_room_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmRoomPage, crm_room_page, CRM, ROOM_PAGE, GtkWidget)

CrmRoomPage *crm_room_page_new (CrmDesk *desk, const CrmEntity *entity);

CrmDesk *crm_room_page_get_desk (CrmRoomPage *self);
const CrmEntity *crm_room_page_get_entity (CrmRoomPage *self);
CrmListView *crm_room_page_get_list_view (CrmRoomPage *self);
CrmCard *crm_room_page_get_card (CrmRoomPage *self);

/* Another way to look at the room's records, beside the list. */
void crm_room_page_add_view (CrmRoomPage *self,
                             const char *name,
                             const char *title,
                             const char *icon,
                             GtkWidget *view);
/* Shows one of them: "list", or as it was named. */
void crm_room_page_show_view (CrmRoomPage *self, const char *name);

void crm_room_page_open (CrmRoomPage *self, gint64 id);
void crm_room_page_new_record (CrmRoomPage *self);
/* Shows a draft in the room's card. */
void crm_room_page_show_draft (CrmRoomPage *self, CrmDraft *draft);

/* What a person has before them in a room: the record, the page of its card and the field that is
 * being written in, and the words that the list was asked for. */
typedef struct _CrmRoomPlace CrmRoomPlace;
/* (transfer full) */
CrmRoomPlace *crm_room_page_note_place (CrmRoomPage *self);
/* The same in another page of the same room; takes @place over. */
void crm_room_page_take_place (CrmRoomPage *self, CrmRoomPlace *place);
void crm_room_place_free (CrmRoomPlace *place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRoomPlace, crm_room_place_free)

void crm_room_page_find (CrmRoomPage *self);
/* The record before or after. */
void crm_room_page_step (CrmRoomPage *self, int by);
void crm_room_page_edit (CrmRoomPage *self);
/* From the card to the list, where only one is shown. FALSE when both are. */
gboolean crm_room_page_back (CrmRoomPage *self);
/* Takes what is typed: another room is shown, or the window closes. */
void crm_room_page_leave (CrmRoomPage *self);

G_END_DECLS
