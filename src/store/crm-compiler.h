/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-query.h"
#include "store/crm-db.h"
#include "store/crm-tables.h"
#include "store/crm-view.h"

G_BEGIN_DECLS

/**
 * CrmCompiler:
 *
 * The one place where a query becomes SQL: paths become joins and subselects, conditions become
 * tests with parameters. The entity's own row is "t". Pieces are asked for one by one and put
 * together by the caller: SELECT … FROM crm_compiler_get_from() WHERE crm_compiler_get_where().
 */
typedef struct _CrmCompiler CrmCompiler;

/* What the words of a condition stand for. */
typedef struct {
  const char *today;
  gint64 now;
  gint64 person;
} CrmCompilerWords;

CrmCompiler *
crm_compiler_new (CrmTables *tables, const CrmEntity *entity, const CrmCompilerWords *words);
void crm_compiler_free (CrmCompiler *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCompiler, crm_compiler_free)

/* Adds with AND. %CRM_ERROR_NOT_FOUND or %CRM_ERROR_INVALID names the path or the value. */
gboolean
crm_compiler_add_condition (CrmCompiler *self, const CrmCondition *condition, GError **error);
/* Records of an entity that somebody sees. */
typedef struct {
  const CrmEntity *entity;
  CrmCondition *condition; /* NULL: all of them */
} CrmSeen;
/**
 * crm_compiler_add_beside:
 * @field: the reference to a record of any entity.
 * @seen: (element-type CrmSeen): what such a record may be.
 * @author: (nullable): the reference to who made it; their own they see in any case.
 *
 * Adds with AND: only what stands at a record that is seen.
 */
gboolean crm_compiler_add_beside (CrmCompiler *self,
                                  const char *field,
                                  GArray *seen,
                                  const char *author,
                                  GError **error);
/* What somebody sees of an entity: FALSE: nothing. @condition: (out): NULL: all of it. */
typedef gboolean (*CrmSightFunc) (const CrmEntity *entity, CrmCondition **condition, gpointer data);
/* From here on paths lead only to records that are seen: behind the others all is empty, and
 * nothing is found by it. Titles of what is named are not behind them. NULL: to all, as before.
 * Adds no parameters. */
void crm_compiler_set_sight (CrmCompiler *self, CrmSightFunc func, gpointer data);
/* The records of an entity in its own order; NULL: by title. (transfer none) (element-type gint64)
 */
typedef GArray *(*CrmRanksFunc) (const CrmEntity *entity, gpointer data);
/* From here on what is sorted by a reference goes by this order. */
void crm_compiler_set_ranks (CrmCompiler *self, CrmRanksFunc func, gpointer data);
/* Without it, conditions on saved views are only read. */
/* Finds a view; see CrmViews. */
typedef gboolean (*CrmViewFunc) (const char *text,
                                 const CrmEntity *of,
                                 CrmView *view,
                                 gpointer data,
                                 GError **error);
void crm_compiler_set_views (CrmCompiler *self, CrmViewFunc func, gpointer data);
/* Only the living, or only those in the trash. */
void crm_compiler_add_trash (CrmCompiler *self, gboolean trash);
/* Adds a test written by the store itself. Parameters after it count from
 * crm_compiler_get_n_parameters() + 1. */
void crm_compiler_add_sql (CrmCompiler *self, const char *sql);
void crm_compiler_add_int (CrmCompiler *self, gint64 value);

typedef enum {
  CRM_USE_VALUE, /* as it is stored: of a reference, the id */
  CRM_USE_TITLE, /* of a reference, the title of what it names */
  CRM_USE_ORDER, /* what lists are sorted by: folded text, place of a choice, title of a reference
                  */
} CrmUse;

/**
 * crm_compiler_expression:
 * @not_null: (out) (optional): whether it is never NULL.
 *
 * SQL for what a path leads to, from "t". (transfer full)
 */
char *
crm_compiler_expression (CrmCompiler *self, const CrmPath *path, CrmUse use, gboolean *not_null);

/* The rows are to be met in the order of n, whatever indexes the conditions have. */
void crm_compiler_set_by_number (CrmCompiler *self);
/* They are to be met in the order of this index, which the file must have, whatever others the
 * conditions have: an engine that does not know how many records have a value takes the index of a
 * condition that nearly all of them meet, and sorts what it finds. */
void crm_compiler_set_index (CrmCompiler *self, const char *index);
const char *crm_compiler_get_from (CrmCompiler *self);
const char *crm_compiler_get_where (CrmCompiler *self);
guint crm_compiler_get_n_parameters (CrmCompiler *self);
void crm_compiler_bind (CrmCompiler *self, CrmStatement *statement);

G_END_DECLS
