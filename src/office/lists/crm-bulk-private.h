/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/lists/crm-bulk.h"

G_BEGIN_DECLS

typedef enum {
  CRM_BULK_SET, /* or cleared, with a NULL value */
  CRM_BULK_ADD_TAG,
  CRM_BULK_REMOVE_TAG,
} CrmBulkKind;

typedef struct {
  CrmBulkKind kind;
  guint field;
  CrmValue value;
  char *tag;
} CrmBulkChange;

struct _CrmBulk {
  int ref_count;
  CrmSchema *schema; /* keeps the entity */
  const CrmEntity *entity;
  GArray *ids;
  GArray *changes;
  GPtrArray *seen; /* of GArray of CrmValue, one per id; NULL before anybody looked */
  int n_done;
};

G_END_DECLS
