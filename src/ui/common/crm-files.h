/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmFiles:
 *
 * The files that lie at a record: opened, kept elsewhere, replaced, removed. Signal "counted" (n).
 */
#define CRM_TYPE_FILES (crm_files_get_type ())
G_DECLARE_FINAL_TYPE (CrmFiles, crm_files, CRM, FILES, AdwBin)

CrmFiles *crm_files_new (void);
/* NULL empties it. */
void crm_files_set_draft (CrmFiles *self, CrmDraft *draft);
/* Asks which file to put on the record. */
void crm_files_choose (CrmFiles *self);
/* Puts a file on the record; several wait for each other. */
void crm_files_add (CrmFiles *self, GFile *file);
/* What is dropped anywhere on the widget, or pasted into it, is put on the record. */
void crm_files_listen (CrmFiles *self, GtkWidget *widget);
guint crm_files_get_n_files (CrmFiles *self);
gboolean crm_files_is_busy (CrmFiles *self);

G_END_DECLS
