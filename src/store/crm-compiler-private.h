/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-compiler.h"

G_BEGIN_DECLS

/* A FROM clause: the query's own, or that of a subselect over lines. */
typedef struct {
  const char *alias;
  GString *joins;
  GHashTable *aliases; /* "alias.field" → alias of what it leads to */
} CrmScope;

/* A view whose conditions are being written, within those of others. */
typedef struct _CrmAsked CrmAsked;
struct _CrmAsked {
  const CrmView *view;
  const CrmAsked *above;
};

struct _CrmCompiler {
  CrmTables *tables;
  const CrmEntity *entity;
  char *today;
  gint64 now;
  gint64 person;
  CrmScope scope;
  GString *from;
  GString *where;
  GArray *parameters; /* of CrmValue */
  guint n_aliases;
  gboolean by_number;
  char *index;      /* (nullable): the one to go by */
  gboolean literal; /* values are written into the SQL, not bound */
  CrmSightFunc sight;
  gpointer sight_data;
  CrmRanksFunc ranks;
  gpointer ranks_data;
  CrmViewFunc views;
  gpointer views_data;
  const CrmAsked *asked;
  guint n_views;
};

void _crm_scope_init (CrmScope *self, const char *alias);
void _crm_scope_clear (CrmScope *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmScope, _crm_scope_clear)

/* "$7" for a new parameter, or the value itself; takes over the value's content. (transfer full) */
char *_crm_compiler_parameter (CrmCompiler *self, CrmValue *value);

/* Joins what the steps from @first lead over until lines or the end. Returns the alias there, and
 * in @stopped the index of the step into lines, or the count of steps. (transfer full) */
char *_crm_compiler_walk (CrmCompiler *self,
                          CrmScope *scope,
                          const char *alias,
                          const CrmStep *steps,
                          guint n_steps,
                          guint first,
                          guint *stopped);
/* SQL that ties the rows behind a step into lines, or back over a reference, to where it starts.
 * (transfer full) */
char *
_crm_compiler_tie (CrmCompiler *self, const CrmStep *step, const char *line, const char *from);
/* " AND …" that leaves of the entity's rows behind an alias only those that are seen; "" when all
 * are. (transfer full) */
char *_crm_compiler_sight (CrmCompiler *self, const CrmEntity *entity, const char *alias);
/* A text within SQL. (transfer full) */
char *_crm_sql_quote (const char *text);
char *_crm_compiler_new_alias (CrmCompiler *self, const char *prefix);
/* SQL for the place that a column's value has among its kind; NULL where the value itself is what
 * is sorted by. (transfer full) */
char *_crm_compiler_rank (CrmCompiler *self, const CrmField *field, const char *column);

gboolean _crm_compiler_add_condition (CrmCompiler *self,
                                      const CrmCondition *condition,
                                      GString *sql,
                                      GError **error);
/* Appends whether what the path leads to is in a view. @itself: it is the row that is asked about.
 */
gboolean _crm_compiler_test_view (CrmCompiler *self,
                                  const char *alias,
                                  gboolean itself,
                                  const CrmPath *path,
                                  const CrmCondition *condition,
                                  GString *sql,
                                  GError **error);
/* Appends the test of a field behind an alias. */
gboolean _crm_compiler_test (CrmCompiler *self,
                             const char *alias,
                             const CrmPath *path,
                             const CrmCondition *condition,
                             GString *sql,
                             GError **error);

G_END_DECLS
