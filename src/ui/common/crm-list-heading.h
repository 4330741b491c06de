/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "store/crm-record-list.h"

G_BEGIN_DECLS

/* Headings of groups as lists show them. */

/* "▾ 12 · Chișinău". @field: what is grouped by. (transfer full) */
char *crm_list_heading_format (const CrmGroup *group,
                               const CrmField *field,
                               CrmBucketKind bucket,
                               CrmLang lang);
/* The sums with this index, "100 MDL · 20 EUR"; "" for none. (transfer full) */
char *crm_list_heading_sums (const CrmGroup *group, guint sum, CrmLang lang);

G_END_DECLS
