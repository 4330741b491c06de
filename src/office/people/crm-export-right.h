/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* So many records may be taken out by anybody who sees them: a screenful is no export. */
#define CRM_EXPORT_FREE 100

/* Whether the person may take so many records out; %CRM_ERROR_DENIED says whom to ask. */
gboolean crm_office_may_export (CrmOffice *self, guint n_records, GError **error);

/**
 * crm_office_note_export:
 * @what: "Clients".
 *
 * Writes an export of more than %CRM_EXPORT_FREE records down: who, when, what, how many. A file
 * that can only be read keeps no such note.
 */
gboolean
crm_office_note_export (CrmOffice *self, const char *what, guint n_records, GError **error);

G_END_DECLS
