/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"
#include "ui/common/crm-preferences.h"

G_BEGIN_DECLS

typedef struct _CrmDraft CrmDraft;

/**
 * CrmDesk:
 *
 * What every page and card is given: the open office, what the person prefers, and the way to speak
 * to the person. Pages know nothing of the window; it listens to the desk.
 *
 * Signals: "said" (text, button, action): show it for a moment; button and detailed action may be
 * NULL. "open-record" (entity, id, own window). "show-draft" (#CrmDraft): a new record to be filled
 * in, in its own window. "drafts-changed". "schema-changed". "read-changed": the person has read
 * what was said somewhere.
 */
#define CRM_TYPE_DESK (crm_desk_get_type ())
G_DECLARE_FINAL_TYPE (CrmDesk, crm_desk, CRM, DESK, GObject)

CrmDesk *crm_desk_new (CrmOffice *office, CrmPreferences *preferences);

CrmOffice *crm_desk_get_office (CrmDesk *self);
CrmPreferences *crm_desk_get_preferences (CrmDesk *self);
/* (transfer none): the schema as it is now. */
CrmSchema *crm_desk_get_schema (CrmDesk *self);
CrmLang crm_desk_get_lang (CrmDesk *self);
gint64 crm_desk_get_now (CrmDesk *self);
/* (transfer full) */
char *crm_desk_get_today (CrmDesk *self);
/* Where this desktop keeps something of this office for itself: a file or folder of this name in
 * the person's data folder. (transfer full) */
char *crm_desk_get_data_path (CrmDesk *self, const char *name);
/* (transfer none) (element-type CrmMessage) */
GListModel *crm_desk_get_messages (CrmDesk *self);

void crm_desk_say (CrmDesk *self, const char *text);
/* The same with a button, "win.undo". */
void crm_desk_say_with (CrmDesk *self, const char *text, const char *button, const char *action);
/* Something went wrong. Cancellation is not worth a word. */
void crm_desk_report (CrmDesk *self, const GError *error);

void crm_desk_open (CrmDesk *self, const char *entity, gint64 id, gboolean own_window);
void crm_desk_show_draft (CrmDesk *self, CrmDraft *draft);

/* Colleagues are told which cards are open. @owner: who shows it; @id 0: nothing any more. */
void crm_desk_set_shown (CrmDesk *self, gpointer owner, gint64 id);

/* Drafts that are not saved yet are kept here, whichever card shows them. */
void crm_desk_keep_draft (CrmDesk *self, CrmDraft *draft);
void crm_desk_drop_draft (CrmDesk *self, CrmDraft *draft);
/* @id 0: the new record of this entity. (transfer none) (nullable) */
CrmDraft *crm_desk_find_draft (CrmDesk *self, const char *entity, gint64 id);
/* (transfer container) (element-type CrmDraft) */
GPtrArray *crm_desk_get_drafts (CrmDesk *self);
/* Forgets them: the office is closing. */
void crm_desk_clear_drafts (CrmDesk *self);

G_END_DECLS
