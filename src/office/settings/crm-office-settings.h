/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-record.h"

G_BEGIN_DECLS

/* How the office works: one record, which every office has. */
extern const CrmEntity crm_office_settings_entity;

/* What is meant where the settings cannot be asked. */
#define CRM_OFFICE_BACKUP_HOUR    18
#define CRM_OFFICE_RETENTION_DAYS 730

/* The record; %CRM_ERROR_NOT_FOUND when there is none. (transfer full) */
CrmRecord *crm_office_settings_get (CrmTxn *txn, GError **error);

/* Makes it where it is not there: in a new office, and in one of before layout 2. */
gboolean crm_office_settings_ensure (CrmTxn *txn, GError **error);

/* Notes in the settings when the last verified backup was made, where it lies, and on which
 * computer. */
gboolean crm_office_settings_note_backup (CrmTxn *txn,
                                          gint64 at,
                                          const char *path,
                                          const char *host,
                                          GError **error);

G_END_DECLS
