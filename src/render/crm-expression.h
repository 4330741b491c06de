/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/crm-lang.h"

G_BEGIN_DECLS

/* The one language of {{tags}} and conditions. Private to render/. */

/* Names that are in force: the context, and the current element of each loop around. */
typedef struct _CrmTagScope CrmTagScope;
struct _CrmTagScope {
  const CrmTagScope *outer;
  const char *name; /* NULL for the outermost, whose object is the context */
  const char *list; /* the path that is looped over */
  JsonNode *node;
};

typedef enum {
  CRM_FIGURE_NONE,
  CRM_FIGURE_MONEY,
  CRM_FIGURE_PRICE,
  CRM_FIGURE_QTY,
  CRM_FIGURE_INT,
} CrmFigureKind;

/* The number behind a printed text, for a workbook. */
typedef struct {
  CrmFigureKind kind;
  guint digits; /* decimal digits of value */
  gint64 value;
} CrmFigure;

typedef enum {
  CRM_PRINT_OK,
  CRM_PRINT_MISSING, /* nothing there and no default */
  CRM_PRINT_WRONG,   /* there, but not what the filter needs */
} CrmPrint;

typedef struct _CrmTagPath CrmTagPath;
typedef struct _CrmExpression CrmExpression;
typedef struct _CrmTagCondition CrmTagCondition;

/* "a.b.c"; error for anything else. */
CrmTagPath *crm_tag_path_parse (const char *text, GError **error);
void crm_tag_path_free (CrmTagPath *self);
const char *crm_tag_path_get_text (const CrmTagPath *self);
const char *crm_tag_path_get_last (const CrmTagPath *self);

/* The array that the path leads to, or NULL. */
JsonArray *crm_tag_path_get_array (const CrmTagPath *self, const CrmTagScope *scope);

/* What stands between the braces. */
CrmExpression *crm_expression_parse (const char *text, GError **error);
void crm_expression_free (CrmExpression *self);
const CrmTagPath *crm_expression_get_path (const CrmExpression *self);

/* Appends the value; tells the number behind it when the last word had one. */
CrmPrint crm_expression_print (const CrmExpression *self,
                               const CrmTagScope *scope,
                               CrmLang lang,
                               GString *out,
                               CrmFigure *figure);

CrmTagCondition *crm_tag_condition_parse (const char *text, GError **error);
void crm_tag_condition_free (CrmTagCondition *self);
gboolean crm_tag_condition_holds (const CrmTagCondition *self, const CrmTagScope *scope);
void crm_tag_condition_foreach_path (const CrmTagCondition *self,
                                     void (*func) (const CrmTagPath *path, gpointer data),
                                     gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTagPath, crm_tag_path_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmExpression, crm_expression_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTagCondition, crm_tag_condition_free)

G_END_DECLS
