/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

G_BEGIN_DECLS

/* So many bytes a value of the field may have, whatever its characters are: what is longer was
 * written by somebody else. */
gsize crm_field_most_bytes (const CrmField *self);

/* What of a text is brought into a list: as much as a note may have. */
#define CRM_LIST_MOST_BYTES 400000

G_END_DECLS
