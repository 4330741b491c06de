/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

G_BEGIN_DECLS

/*
 * A form needs a record that is not there yet: the new one is filled in beside it, and the form
 * goes on where it stood. Both are kept as drafts, so neither a card that shows something else by
 * then nor a crash makes the two lose each other.
 */

/* Once @self is created, @field of @line refers to it: of @asker's record or of one of its lines.
 * @asker is kept until it is saved. */
void crm_draft_answer (CrmDraft *self, CrmDraft *asker, const CrmRecord *line, const char *field);
/* Whether another form waits for it. */
gboolean crm_draft_is_asked_for (CrmDraft *self);

G_END_DECLS
