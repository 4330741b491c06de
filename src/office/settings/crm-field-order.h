/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/**
 * CrmFieldOrder:
 *
 * The fields of one entity in the order of its card, each with the group that it stands in, to be
 * moved about and written back. Fields of a group stand side by side.
 */
typedef struct {
  const CrmEntity *entity;
  GArray *places; /* of CrmFieldPlace */
  CrmSchema *schema;
} CrmFieldOrder;

typedef struct {
  const CrmField *field;
  const char *group; /* NULL: without a heading */
} CrmFieldPlace;

/* As the office has it now; NULL with error when there is no such entity. (transfer full) */
CrmFieldOrder *_crm_field_order_read (CrmTxn *txn, const char *entity, GError **error);
void _crm_field_order_free (CrmFieldOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFieldOrder, _crm_field_order_free)

/* -1 when there is none. */
int _crm_field_order_find (const CrmFieldOrder *self, const char *field);
CrmFieldPlace *_crm_field_order_get (const CrmFieldOrder *self, int index);
/* Nobody is shown it, so nothing is moved past it. */
gboolean _crm_field_order_is_hidden (const CrmFieldOrder *self, int index);
/* Where a group begins, and, in @n, how many fields it has; -1 when there is none. */
int _crm_field_order_find_group (const CrmFieldOrder *self, const char *group, guint *n);
/* Takes @n fields out at @from, and puts them in so that they stand before what stands at @to. */
void _crm_field_order_move (CrmFieldOrder *self, int from, guint n, int to);
/* Writes down what stands elsewhere than before. */
gboolean _crm_field_order_write (CrmFieldOrder *self, CrmTxn *txn, GError **error);
/* The layout of a described field, made when there is none; NULL with error. (transfer full) */
CrmRecord *
_crm_field_layout_of (CrmTxn *txn, const char *entity, const char *field, GError **error);
/* How a group is written in the file: one that Kontor has by its words in the program, whatever
 * language it was typed in. */
const char *_crm_field_group_key (const CrmEntity *entity, const char *group);
/* The same for the group that a record of a field names. */
void _crm_field_keep_group (CrmTxn *txn, CrmRecord *record);

G_END_DECLS
