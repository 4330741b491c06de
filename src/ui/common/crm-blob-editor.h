/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-editor.h"

G_BEGIN_DECLS

/* A picture or a file. */
#define CRM_TYPE_BLOB_EDITOR (crm_blob_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmBlobEditor, crm_blob_editor, CRM, BLOB_EDITOR, CrmEditor)

G_END_DECLS
