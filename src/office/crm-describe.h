/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

#include <glib/gi18n-lib.h>

/* Words for the descriptions of rooms. */

/* Both forms of a count; xgettext reads the pair with --keyword=NP_:1,2. */
#define NP_(one, many) .label_count = one, .label_count_many = many

/* Flags that often go together. */
#define CRM_LISTED  (CRM_FIELD_SEARCHED | CRM_FIELD_IN_LIST)
#define CRM_WRITTEN (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN) /* by rules, and not shown */
