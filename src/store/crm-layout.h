/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-db.h"
#include "store/crm-tables.h"

G_BEGIN_DECLS

/*
 * What an office file is made of, as the descriptions of this program say, and how a file differs
 * from it. A new file is made from it, an older one is brought up to it, and whatever somebody else
 * has put into a file stands out against it.
 */

/* A table of the file. */
typedef struct {
  const CrmEntity *entity; /* NULL: one that every office has beside its entities */
  char *name;
  GPtrArray *columns; /* of char*: "name TYPE checks", in order */
  char *create_sql;
} CrmLayoutTable;

typedef struct {
  char *name;
  char *table;
  char *create_sql;
} CrmLayoutIndex;

typedef struct {
  GPtrArray *tables;  /* of CrmLayoutTable, those that are referred to first or not: any order */
  GPtrArray *indexes; /* of CrmLayoutIndex */
  GHashTable *tables_named;
  GHashTable *indexes_named;
} CrmLayout;

CrmLayout *crm_layout_new (CrmTables *tables);
void crm_layout_free (CrmLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLayout, crm_layout_free)

/* Of the index of a field, or of the fields in an entry of #CrmEntity.indexes. (transfer full) */
char *crm_layout_index_name (const CrmEntity *entity, const char *columns);

/* Makes an empty file into an office: tables and search, and, apart, the indexes. */
gboolean crm_layout_create (const CrmLayout *self, CrmDb *db, GError **error);
gboolean crm_layout_create_indexes (const CrmLayout *self, CrmDb *db, GError **error);

typedef enum {
  CRM_LAYOUT_MISSING_TABLE,
  CRM_LAYOUT_MISSING_COLUMN,
  CRM_LAYOUT_MISSING_INDEX,
  CRM_LAYOUT_OTHER_INDEX,  /* not as this program makes it */
  CRM_LAYOUT_OLD_INDEX,    /* on one of our tables, named as we name them, and not ours any more */
  CRM_LAYOUT_OTHER_COLUMN, /* of another type, or computed by the file */
  CRM_LAYOUT_MORE_COLUMN,  /* plain, and unknown to this program */
  CRM_LAYOUT_FOREIGN,      /* a trigger, a view, an unknown table or index */
} CrmLayoutKind;

/* One thing in which a file differs. */
typedef struct {
  CrmLayoutKind kind;
  const CrmLayoutTable *table; /* the layout's, where there is one */
  const CrmLayoutIndex *index;
  guint column;      /* of the table */
  gboolean computed; /* by the file */
  char *type;        /* foreign: "trigger", "view", "table", "index" */
  char *name;        /* of the object or column */
} CrmLayoutDifference;

/**
 * crm_layout_compare:
 *
 * (transfer full) (element-type CrmLayoutDifference): empty when the file is as it should be.
 * Tables and indexes that are written as this program writes them are known by their text; only
 * where the text differs, as after an upgrade, are columns compared one by one.
 */
GPtrArray *crm_layout_compare (const CrmLayout *self, CrmDb *db, GError **error);

/* Whether a program may work with a file in spite of it: FALSE for what runs, or answers, behind
 * its back. */
gboolean crm_layout_difference_is_harmless (const CrmLayoutDifference *self);
/* A trigger, a view, a computed column: no version of Kontor makes one. */
gboolean crm_layout_difference_acts (const CrmLayoutDifference *self);
/* Whether anything of the layout is missing. */
gboolean _crm_layout_lacks (GPtrArray *differences);
/* What would go on working behind our back must be looked at by somebody first: %CRM_ERROR_CORRUPT
 * names the first such thing. */
gboolean _crm_layout_refuse_foreign (GPtrArray *differences, GError **error);
/* For people: "the trigger “x”". (transfer full) */
char *crm_layout_difference_describe (const CrmLayoutDifference *self);

G_END_DECLS
