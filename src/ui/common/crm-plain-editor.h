/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-editor.h"

G_BEGIN_DECLS

/* A value that rules and verbs write: shown, not edited. */
#define CRM_TYPE_PLAIN_EDITOR (crm_plain_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmPlainEditor, crm_plain_editor, CRM, PLAIN_EDITOR, CrmEditor)

G_END_DECLS
