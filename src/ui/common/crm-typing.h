/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-editor.h"

G_BEGIN_DECLS

/* What the office makes of a text while it is typed: its doubts, its own form of it, and back to
 * what was typed. */

/* Begins to read where the office of the desk is, unless that is known. */
void crm_typing_prepare (CrmDesk *desk);

/* Why the text can hardly be right; NULL when nothing speaks against it. @sure: (out): something
 * speaks for it. (transfer full) */
char *crm_typing_doubt (CrmEditor *editor, const char *typed, gboolean *sure);

/* A value was taken: it is brought into the form of the office. */
void crm_typing_tidy (CrmEditor *editor);

/* Gives back what was typed when tidying was the last thing done to this draft. FALSE when it was
 * not. */
gboolean crm_typing_undo (CrmDraft *draft);
/* Something else was done. */
void crm_typing_forget (CrmDraft *draft);

G_END_DECLS
