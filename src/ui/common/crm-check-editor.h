/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-editor.h"

G_BEGIN_DECLS

/* Yes or no. */
#define CRM_TYPE_CHECK_EDITOR (crm_check_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmCheckEditor, crm_check_editor, CRM, CHECK_EDITOR, CrmEditor)

G_END_DECLS
