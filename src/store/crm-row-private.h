/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-path.h"
#include "store/crm-record-list.h"

G_BEGIN_DECLS

/* What a list fetches for one column. */
typedef struct {
  CrmPath *path;
  int title;    /* place of a reference's title in the row, -1 for none */
  int currency; /* place of the currency of money */
} CrmColumn;

/* Columns and the values behind them, shared by the rows of a list. */
typedef struct {
  int ref_count;
  CrmColumn *columns;
  guint n_columns;
  GPtrArray *expressions; /* of CrmPath: what the rows' values are, columns first */
  GArray *uses;           /* of int: CrmUse of each */
  int state;              /* place of the state field, -1 for none */
  GPtrArray *rules;       /* of CrmCondition: see crm_record_list_set_rules(); or NULL */
} CrmColumns;

CrmColumns *crm_columns_new (CrmSchema *schema,
                             const CrmEntity *entity,
                             const char *const *paths,
                             GError **error);
/* Before anybody else has them. */
void crm_columns_set_rules (CrmColumns *self, GPtrArray *rules);
CrmColumns *crm_columns_ref (CrmColumns *self);
void crm_columns_unref (CrmColumns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmColumns, crm_columns_unref)

/* Values of one record as the reading thread has fetched them. */
typedef struct {
  int ref_count;
  gint64 n; /* the entity's counter */
  gint64 id;
  gint64 version;
  guint rule; /* the first of the columns' rules that holds, from 1; 0 for none */
  guint n_values;
  CrmValue values[];
} CrmRowData;

CrmRowData *crm_row_data_new (guint n_values);
CrmRowData *crm_row_data_ref (CrmRowData *self);
void crm_row_data_unref (gpointer self);

/* Of crm-list-groups.c. */
void _crm_group_unref (gpointer group);

CrmRow *crm_row_new (guint position);
/* A heading in place of a record; NULL for none. */
void crm_row_show_group (CrmRow *self, CrmColumns *columns, CrmGroup *group);
/* Shows the data; NULL unloads. Says "changed" when something did. */
void crm_row_show (CrmRow *self, CrmColumns *columns, CrmRowData *data);

G_END_DECLS
