/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-editor.h"

G_BEGIN_DECLS

/* One of a few: choices, currencies, countries, languages. A state offers only the moves it may
 * make. */
#define CRM_TYPE_CHOICE_EDITOR (crm_choice_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmChoiceEditor, crm_choice_editor, CRM, CHOICE_EDITOR, CrmEditor)

G_END_DECLS
