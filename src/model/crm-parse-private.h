/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-format.h"

G_BEGIN_DECLS

/* %CRM_ERROR_INVALID that names the field, what was typed and what the type expects. Always FALSE.
 */
gboolean
_crm_field_refuse (const CrmField *self, const char *typed, const char *currency, GError **error);

/* Whether a text has the shape of its type; what reading has cleaned passes. */
gboolean _crm_field_has_shape (const CrmField *self, const char *text);
gboolean _crm_field_has_length (const CrmField *self, const char *text, GError **error);

G_END_DECLS
