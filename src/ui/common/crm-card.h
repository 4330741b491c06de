/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"
#include "ui/common/crm-timeline.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmCard:
 *
 * One record, edited where it is read. Its head says what it is, how it stands, and whether it is
 * saved. A room may put its own sections, pages and one action into it.
 *
 * Signals: "record-changed": another draft, or its record was read anew. "close": what it showed is
 * no more. "narrow-changed": see crm_card_is_narrow().
 */
#define CRM_TYPE_CARD (crm_card_get_type ())
G_DECLARE_FINAL_TYPE (CrmCard, crm_card, CRM, CARD, AdwBin)

CrmCard *crm_card_new (CrmDesk *desk);

/* Leaves the one before as crm_card_leave() does. NULL shows nothing. */
void crm_card_set_draft (CrmCard *self, CrmDraft *draft);
CrmDraft *crm_card_get_draft (CrmCard *self);
CrmDesk *crm_card_get_desk (CrmCard *self);

/* Takes what is typed and saves it, unless the record has a button for that. FALSE when something
 * typed cannot be read: it is said, and the text is given up when the card goes on. */
gboolean crm_card_leave (CrmCard *self);
void crm_card_save (CrmCard *self);
/* The field of the form in which the focus is; NULL when it is elsewhere. */
const char *crm_card_get_focused (CrmCard *self);
/* The first field, or the one of this name. */
void crm_card_focus (CrmCard *self, const char *field);
/* Goes to the card without beginning to edit: its keys are heard, and arrows turn its pages. */
void crm_card_enter (CrmCard *self);

/* --- For rooms -------------------------------------------------------------------------------- */

/* Above the fields: what is read before them. */
void crm_card_add_above (CrmCard *self, GtkWidget *section);
/* Below the fields. */
void crm_card_add_section (CrmCard *self, GtkWidget *section);
/* A page beside the fields, before those that every card has. @icon: its tab where there is no room
 * for its title. */
void crm_card_add_page (CrmCard *self,
                        const char *name,
                        const char *title,
                        const char *icon,
                        GtkWidget *page);
/* The page that such records are looked at on; a new one begins with its fields. */
void crm_card_start_on (CrmCard *self, const char *page);
void crm_card_show_page (CrmCard *self, const char *page);
const char *crm_card_get_page (CrmCard *self);
CrmTimeline *crm_card_get_timeline (CrmCard *self);
/* A field that the room shows elsewhere in the card; a new record has only its fields. */
void crm_card_leave_out (CrmCard *self, const char *field);
/* A field, or lines, that the room edits in a section of its own, also of a new record. */
void crm_card_take_over (CrmCard *self, const char *field);
/* Whether there is room for one thing beside another; "narrow-changed" tells. */
gboolean crm_card_is_narrow (CrmCard *self);
/* A line of the head, under title and state. NULL takes it away. */
void crm_card_set_head (CrmCard *self, GtkWidget *head);
/* The one thing people do most with such a record: a button in the head. NULL takes it away. */
void crm_card_set_action (CrmCard *self, GtkWidget *button);
/* Further lines of the card's menu. */
void crm_card_set_menu (CrmCard *self, GMenuModel *menu);

G_END_DECLS
