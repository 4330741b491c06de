/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-editor.h"

G_BEGIN_DECLS

/* Several lines of text; XML in letters of one width. */
#define CRM_TYPE_NOTE_EDITOR (crm_note_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmNoteEditor, crm_note_editor, CRM, NOTE_EDITOR, CrmEditor)

G_END_DECLS
