/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-schema.h"

G_BEGIN_DECLS

/**
 * CrmTable:
 *
 * How one entity lies in the file, and the SQL that reads and writes it. A record's table has n
 * (dense, the key), id, version, deleted and its fields; a line's table id, owner, position and its
 * fields. A field that is found or sorted by its text has a folded twin beside it.
 */
typedef struct {
  const CrmEntity *entity;
  char *insert_sql;
  char *by_id_sql; /* records: n, id, version, deleted, fields…; lines: id, fields… by owner */
  char *columns_sql; /* the list of columns of by_id_sql, each behind "t." */
  guint *folds;      /* fields with a folded twin, in order */
  guint n_folds;
} CrmTable;

/* All tables of a schema; immutable, shared by the threads of a store. */
typedef struct _CrmTables CrmTables;

CrmTables *crm_tables_new (CrmSchema *schema);
CrmTables *crm_tables_ref (CrmTables *self);
void crm_tables_unref (CrmTables *self);
CrmSchema *crm_tables_get_schema (CrmTables *self);
const CrmTable *crm_tables_find (CrmTables *self, const CrmEntity *entity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTables, crm_tables_unref)

/* First column of the fields in by_id_sql. */
#define CRM_TABLE_RECORD_FIELDS 4
#define CRM_TABLE_LINE_FIELDS   1

/* "name TYPE checks" of one field; used too when an office adds one. (transfer full) */
char *crm_table_column_sql (const CrmField *field);

G_END_DECLS
