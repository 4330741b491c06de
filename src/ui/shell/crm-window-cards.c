/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-window-private.h"

/* The strip of open cards: rooms show records, it remembers which. */

void
_crm_window_show_card (CrmWindow *self)
{
  if (self->cards != NULL && self->page != NULL)
    crm_open_cards_show (self->cards, crm_card_get_draft (crm_room_page_get_card (self->page)));
}

void
_crm_window_show_opened (CrmWindow *self, gint64 id)
{
  CrmDraft *draft = crm_card_get_draft (crm_room_page_get_card (self->page));

  if (draft != NULL && crm_record_get_id (crm_draft_get_record (draft)) == id)
    _crm_window_show_card (self);
}

/* The card of a room that is out of sight may change too. */
static void
on_record_changed_cb (CrmWindow *self, CrmCard *card)
{
  if (self->page != NULL && crm_room_page_get_card (self->page) == card)
    _crm_window_show_card (self);
}

static void
on_kept_cb (CrmWindow *self, gint64 id)
{
  if (self->cards != NULL)
    crm_open_cards_keep (self->cards, id);
}

void
_crm_window_follow_card (CrmWindow *self, CrmRoomPage *page)
{
  g_signal_connect_object (crm_room_page_get_card (page), "record-changed",
                           G_CALLBACK (on_record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "kept", G_CALLBACK (on_kept_cb), self, G_CONNECT_SWAPPED);
}

static void
on_wanted_cb (CrmWindow *self, const char *entity, gint64 id, CrmDraft *draft)
{
  CrmRoomPage *page;

  if (draft == NULL) {
    crm_desk_open (self->desk, entity, id, FALSE);
    return;
  }
  page = _crm_window_enter_room (self, entity);
  if (page != NULL)
    crm_room_page_show_draft (page, draft);
  _crm_window_show_card (self);
}

void
_crm_window_begin_cards (CrmWindow *self)
{
  self->cards = crm_open_cards_new (self->desk);
  g_signal_connect_object (self->cards, "wanted", G_CALLBACK (on_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  crm_card_strip_set_cards (self->strip, self->desk, self->cards);
}

void
_crm_window_end_cards (CrmWindow *self)
{
  crm_card_strip_set_cards (self->strip, NULL, NULL);
  g_clear_object (&self->cards);
}
