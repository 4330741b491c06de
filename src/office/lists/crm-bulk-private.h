/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/lists/crm-bulk.h"

G_BEGIN_DECLS

typedef enum {
  CRM_BULK_SET, /* or cleared, with a NULL value */
  CRM_BULK_ADD_TAG,
  CRM_BULK_REMOVE_TAG,
  CRM_BULK_EACH, /* another value for each record */
} CrmBulkKind;

typedef struct {
  CrmBulkKind kind;
  guint field;
  CrmValue value;
  char *tag;
  GArray *each; /* of CrmBulkCell, one per id */
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

/* Of crm-bulk-new.c: the record that id 0 stands for. */
gboolean _crm_bulk_create (CrmTxn *txn, CrmBulk *self, guint at, CrmRecord **made, GError **error);
/* What the record is to have; FALSE when this change leaves it as it is. */
gboolean
_crm_bulk_wanted (const CrmBulkChange *change, guint at, const CrmValue *now, CrmValue *value);

G_END_DECLS
