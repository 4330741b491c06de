/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* The shortcut by which colleagues come to an office: a small file of their own that opens it with
 * a double click, on their desktop or out of a letter, wherever the office lies. */

#define CRM_OFFICE_LINK_SUFFIX ".kontor-link"

/**
 * crm_office_make_link:
 * @path: of the shortcut, whose ending is put behind it where it is missing.
 *
 * Returns: (transfer full): where it is; NULL and %CRM_ERROR_INVALID when others cannot come by it,
 * because the office is kept for this computer only.
 */
char *crm_office_make_link (CrmOffice *self, const char *path, GError **error);

/**
 * crm_office_follow_link:
 * @path: of an office or of a shortcut.
 *
 * Returns: (transfer full): of the office. One that lies beside its shortcut is found there, too:
 * a shared folder need not have the same name on every computer. %CRM_ERROR_INVALID when it is no
 * shortcut of Kontor, %CRM_ERROR_NOT_FOUND when the office is not where it says.
 */
char *crm_office_follow_link (const char *path, GError **error);

G_END_DECLS
