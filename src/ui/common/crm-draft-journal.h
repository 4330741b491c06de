/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

G_BEGIN_DECLS

/*
 * What is typed and not saved is written beside the program, a moment after it was typed, so that
 * no crash and no power cut loses it. At the next start the person is offered what was found.
 */

/* One that the program left behind. */
typedef struct {
  char *path;
  char *entity;
  gint64 id; /* 0: a new record */
  char *title;
  gint64 at; /* when it was written last, UTC ms */
} CrmDraftFound;

/* Newest first; none that this program itself is writing. (transfer full) (element-type
 * CrmDraftFound) */
GPtrArray *crm_draft_journal_find (CrmDesk *desk);
/* Lays it over the record as it stands now and shows its card: saved is nothing yet. */
void crm_draft_journal_open (CrmDesk *desk, const CrmDraftFound *found);
/* The person does not want it. */
void crm_draft_journal_forget (const CrmDraftFound *found);

G_END_DECLS
