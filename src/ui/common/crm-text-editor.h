/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-editor.h"

G_BEGIN_DECLS

/* One line of text: words, figures, days, phones, requisites. What can be opened has a button for
 * it at its end, a day its calendar, a requisite a mark that says whether it can be real. */
#define CRM_TYPE_TEXT_EDITOR (crm_text_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmTextEditor, crm_text_editor, CRM, TEXT_EDITOR, CrmEditor)

G_END_DECLS
