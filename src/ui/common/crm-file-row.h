/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One file of a record: what it looks like, its name, size, whose it is. */
#define CRM_TYPE_FILE_ROW (crm_file_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmFileRow, crm_file_row, CRM, FILE_ROW, GtkListBoxRow)

GtkWidget *crm_file_row_new (CrmDesk *desk, const CrmRecord *attachment, const char *author);
/* "(xs)": its id and name, for actions. (transfer none) */
GVariant *crm_file_row_get_target (CrmFileRow *self);

G_END_DECLS
