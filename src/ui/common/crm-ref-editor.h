/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-editor.h"

G_BEGIN_DECLS

/* A record that this one refers to. */
#define CRM_TYPE_REF_EDITOR (crm_ref_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmRefEditor, crm_ref_editor, CRM, REF_EDITOR, CrmEditor)

G_END_DECLS
