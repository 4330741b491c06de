/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

G_BEGIN_DECLS

/* @draft: of a record that is not in the office yet; its @id is 0. @passing: only looked at while
 * going down a list, and gone as soon as another is looked at. @unsaved: what was typed is here
 * only. */
typedef struct {
  const char *entity; /* interned */
  gint64 id;
  char *title;
  CrmDraft *draft;
  gboolean passing;
  gboolean unsaved;
  guint seen; /* the higher, the later */
} CrmOpenCard;

/**
 * CrmOpenCards:
 *
 * The cards that a person has open in one window, to go back and forth between them. It is a list
 * of records, not of widgets: each room has one card, and an open card is a record to show in it.
 * Those that are kept come back at the next start.
 *
 * Signals: "changed": the list, a title, a mark, or which of them is looked at. "wanted" (entity,
 * id, draft): this one should be shown now; @draft (#CrmDraft) is NULL for a record of the office.
 */
#define CRM_TYPE_OPEN_CARDS (crm_open_cards_get_type ())
G_DECLARE_FINAL_TYPE (CrmOpenCards, crm_open_cards, CRM, OPEN_CARDS, GObject)

/* Begins with what was left open. The desk is not kept alive. */
CrmOpenCards *crm_open_cards_new (CrmDesk *desk);

guint crm_open_cards_get_n (CrmOpenCards *self);
/* (transfer none): good until "changed". */
const CrmOpenCard *crm_open_cards_get (CrmOpenCards *self, guint at);
/* Whether there is more than what one looks at in passing. */
gboolean crm_open_cards_has_kept (CrmOpenCards *self);
/* The one that is looked at; -1 when it is none of them. */
int crm_open_cards_get_current (CrmOpenCards *self);

/* A card shows this now; NULL: nothing. */
void crm_open_cards_show (CrmOpenCards *self, CrmDraft *draft);
/* This record was opened in earnest: it stays, as soon as it is shown. */
void crm_open_cards_keep (CrmOpenCards *self, gint64 id);

void crm_open_cards_go (CrmOpenCards *self, guint at);
/* The one after the current, or before it; from the last to the first. */
void crm_open_cards_step (CrmOpenCards *self, int by);
/* FALSE for what has to be saved or thrown away first: the person is told, and shown it. */
gboolean crm_open_cards_close (CrmOpenCards *self, guint at);
/* All, or all but one; those that are not saved stay. @but -1: none. */
void crm_open_cards_close_all (CrmOpenCards *self, int but);

G_END_DECLS
