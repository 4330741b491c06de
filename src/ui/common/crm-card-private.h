/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"
#include "ui/common/crm-decisions.h"
#include "ui/common/crm-files.h"
#include "ui/common/crm-form.h"
#include "ui/common/crm-history-view.h"
#include "ui/common/crm-presence.h"
#include "ui/common/crm-tabs.h"
#include "ui/common/crm-talk.h"
#include "ui/common/crm-timeline.h"

G_BEGIN_DECLS

struct _CrmCard {
  AdwBin parent_instance;

  GtkWidget *stack;
  GtkWidget *title;
  GtkWidget *pill;
  GtkWidget *subtitle;
  GtkWidget *status;
  CrmPresence *presence;
  GtkWidget *save;
  GtkWidget *discard;
  GtkWidget *action;
  GtkWidget *menu_button;
  GtkWidget *menu_note; /* why some of the menu cannot be chosen */
  GtkWidget *notice;
  GtkWidget *notice_text;
  GtkWidget *notice_buttons;
  GtkWidget *retry;
  GtkWidget *restore;
  GtkWidget *restore_mine;
  GtkWidget *let_go;
  GtkWidget *undo_visit;
  GtkWidget *news;
  GtkWidget *asked; /* what both have changed */
  CrmTabs *tabs;
  GtkWidget *pages;
  GtkWidget *scrolled;
  GtkWidget *form_place;
  GtkWidget *above;
  GtkWidget *head_place;
  GtkWidget *sections;
  GMenu *card_menu;
  GMenu *room_section;

  CrmDesk *desk;
  CrmDraft *draft;
  CrmForm *form;
  const CrmEntity *form_entity;
  CrmSchema *form_schema; /* keeps the form's fields */
  CrmTimeline *timeline;
  CrmTalk *talk;
  CrmFiles *files;
  CrmHistoryView *history;
  CrmDecisions *decisions;
  GtkWidget *asked_text;
  GtkWidget *decide;
  guint news_source;
  GSignalGroup *signals;
  char *start_page;      /* NULL: the fields */
  GPtrArray *left_out;   /* names of fields */
  GPtrArray *taken_over; /* of fields and lines */
  gboolean narrow;
  guint narrow_source;
  gboolean was_fresh; /* so that its pages were out of sight */
  gboolean waiting;   /* another desktop holds up our save */
  char *waiting_for;  /* who it is, if that is known */
};

void _crm_card_install_actions (GtkWidgetClass *widget_class);
/* Which of them make sense now. */
void _crm_card_update_actions (CrmCard *self);
/* Notes and calls. */
void _crm_card_install_jotting (GtkWidgetClass *widget_class);
void _crm_card_listen_for_jotting (CrmCard *self);
void _crm_card_update_jotting (CrmCard *self);
/* Pages that every record has: talk and files. */
void _crm_card_add_beside (CrmCard *self);
/* A page with its tab. */
void _crm_card_add_titled (CrmCard *self,
                           GtkWidget *page,
                           const char *name,
                           const char *title,
                           const char *icon);
void _crm_card_show_beside (CrmCard *self);
CrmForm *_crm_card_get_form (CrmCard *self);

/* --- Colleagues -------------------------------------------------------------------------------
 */

/* Puts the place for questions into the card. */
void _crm_card_make_decisions (CrmCard *self);
/* Asks about what both have changed; nothing when nobody has. */
void _crm_card_show_conflicts (CrmCard *self);
/* "Ana has just changed: City". */
void _crm_card_show_news (CrmCard *self);
/* (transfer full) (nullable): who moved it to the trash and when. */
char *_crm_card_tell_deleted (CrmCard *self);

G_END_DECLS
