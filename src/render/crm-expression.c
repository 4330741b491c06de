/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-expression.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "render/crm-tag-filter.h"
#include "render/crm-tag-value.h"

struct _CrmTagPath {
  char *text;
  char **names;
};

struct _CrmExpression {
  CrmTagPath *path;
  GArray *filters; /* CrmTagFilter */
};

typedef enum {
  TEST_TRUE,
  TEST_EQUAL,
  TEST_GREATER,
} CrmTest;

typedef struct {
  CrmTagPath *path;
  gboolean negated;
  CrmTest test;
  char *literal;
} CrmTerm;

struct _CrmTagCondition {
  GArray *terms; /* CrmTerm, all of which must hold */
};

/* Reading */

static const char *
skip_spaces (const char *p)
{
  while (g_ascii_isspace (*p))
    p++;
  return p;
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* The path at @p, which moves behind it. */
static CrmTagPath *
read_path (const char **p, GError **error)
{
  const char *start = skip_spaces (*p);
  const char *end = start;
  CrmTagPath *path = NULL;

  while (is_name_char (*end) || (*end == '.' && end > start && is_name_char (end[1])))
    end++;
  if (end == start || g_ascii_isdigit (*start)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: %s is the rest of what was written in a template. */
                 _ ("a field such as “doc.number” is expected at “%s”"), start);
    return NULL;
  }
  path = g_new0 (CrmTagPath, 1);
  path->text = g_strndup (start, end - start);
  path->names = g_strsplit (path->text, ".", -1);
  *p = end;
  return path;
}

/* Word processors replace apostrophes by typographic quotes, so each of them closes any other. */
static gsize
quote_length (const char *p)
{
  static const char *const quotes[] = { "'", "\"", "«", "»", "“", "”", "„", "‘", "’" };

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++) {
    if (g_str_has_prefix (p, quotes[i]))
      return strlen (quotes[i]);
  }
  return 0;
}

/* A quoted text, or a bare word or number up to a separator. */
static char *
read_literal (const char **p, GError **error)
{
  const char *start = skip_spaces (*p);
  gsize quote = quote_length (start);
  const char *end = start + quote;

  if (quote > 0) {
    while (*end != '\0' && quote_length (end) == 0)
      end = g_utf8_next_char (end);
    if (*end == '\0') {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("the quote at “%s” is not closed"),
                   start);
      return NULL;
    }
    *p = end + quote_length (end);
    return g_strndup (start + quote, end - start - quote);
  }
  while (is_name_char (*end) || *end == '.' || *end == '-')
    end++;
  if (end == start) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("a word, a number or a text in quotes is expected at “%s”"), start);
    return NULL;
  }
  *p = end;
  return g_strndup (start, end - start);
}

static gboolean
read_filter (const char **p, CrmTagFilter *filter, GError **error)
{
  g_autofree char *name = NULL;
  const char *start = skip_spaces (*p);
  const char *end = start;

  while (is_name_char (*end))
    end++;
  name = g_strndup (start, end - start);
  if (!crm_tag_filter_from_name (name, &filter->kind)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("there is no filter “%s”"), name);
    return FALSE;
  }
  end = skip_spaces (end);
  if (*end == ':') {
    do {
      end++;
      if (filter->n_args == CRM_TAG_FILTER_MAX_ARGS) {
        g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("the filter “%s” has too many words"),
                     name);
        return FALSE;
      }
      filter->args[filter->n_args] = read_literal (&end, error);
      if (filter->args[filter->n_args] == NULL)
        return FALSE;
      filter->n_args++;
      end = skip_spaces (end);
    } while (*end == ',');
  }
  *p = end;
  return crm_tag_filter_check (filter, error);
}

/* Paths */

CrmTagPath *
crm_tag_path_parse (const char *text, GError **error)
{
  const char *p = text;
  g_autoptr (CrmTagPath) path = read_path (&p, error);

  if (path == NULL)
    return NULL;
  p = skip_spaces (p);
  if (*p != '\0') {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” cannot follow a field"), p);
    return NULL;
  }
  return g_steal_pointer (&path);
}

void
crm_tag_path_free (CrmTagPath *self)
{
  g_free (self->text);
  g_strfreev (self->names);
  g_free (self);
}

const char *
crm_tag_path_get_text (const CrmTagPath *self)
{
  return self->text;
}

const char *
crm_tag_path_get_last (const CrmTagPath *self)
{
  const char *dot = strrchr (self->text, '.');

  return dot != NULL ? dot + 1 : self->text;
}

static gboolean
follow_path (const CrmTagPath *self, const CrmTagScope *scope, CrmTagValue *value)
{
  JsonNode *node = NULL;
  guint i = 0;

  for (; scope != NULL; scope = scope->outer) {
    if (scope->name == NULL) {
      node = scope->node;
      break;
    }
    if (g_str_equal (scope->name, self->names[0])) {
      node = scope->node;
      i = 1;
      break;
    }
  }
  for (; node != NULL && self->names[i] != NULL; i++) {
    if (JSON_NODE_HOLDS_OBJECT (node)) {
      node = json_object_get_member (json_node_get_object (node), self->names[i]);
    } else if (JSON_NODE_HOLDS_ARRAY (node) && g_str_equal (self->names[i], "count") &&
               self->names[i + 1] == NULL) {
      *value = (CrmTagValue){ .kind = CRM_TAG_VALUE_INT,
                              .number = json_array_get_length (json_node_get_array (node)) };
      return TRUE;
    } else {
      node = NULL;
    }
  }
  return crm_tag_value_from_node (value, node);
}

JsonArray *
crm_tag_path_get_array (const CrmTagPath *self, const CrmTagScope *scope)
{
  CrmTagValue value = { 0 };

  return follow_path (self, scope, &value) && value.kind == CRM_TAG_VALUE_LIST ? value.list : NULL;
}

/* Expressions */

CrmExpression *
crm_expression_parse (const char *text, GError **error)
{
  g_autoptr (CrmExpression) self = g_new0 (CrmExpression, 1);
  const char *p = text;

  self->filters = g_array_new (FALSE, TRUE, sizeof (CrmTagFilter));
  g_array_set_clear_func (self->filters, (GDestroyNotify)crm_tag_filter_clear);
  self->path = read_path (&p, error);
  if (self->path == NULL)
    return NULL;
  p = skip_spaces (p);
  while (*p == '|') {
    CrmTagFilter filter = { 0 };
    gboolean ok = FALSE;

    p++;
    ok = read_filter (&p, &filter, error);
    g_array_append_val (self->filters, filter);
    if (!ok)
      return NULL;
    p = skip_spaces (p);
  }
  if (*p != '\0') {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” cannot follow a field"), p);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
crm_expression_free (CrmExpression *self)
{
  g_clear_pointer (&self->path, crm_tag_path_free);
  g_clear_pointer (&self->filters, g_array_unref);
  g_free (self);
}

const CrmTagPath *
crm_expression_get_path (const CrmExpression *self)
{
  return self->path;
}

static const CrmTagFilter *
find_default (const CrmExpression *self)
{
  for (guint i = 0; i < self->filters->len; i++) {
    const CrmTagFilter *filter = &g_array_index (self->filters, CrmTagFilter, i);

    if (filter->kind == CRM_TAG_FILTER_DEFAULT)
      return filter;
  }
  return NULL;
}

CrmPrint
crm_expression_print (const CrmExpression *self,
                      const CrmTagScope *scope,
                      CrmLang lang,
                      GString *out,
                      CrmFigure *figure)
{
  CrmTagValue value = { 0 };
  const CrmTagFilter *otherwise = find_default (self);
  gsize start = out->len;
  gboolean printed = FALSE;

  figure->kind = CRM_FIGURE_NONE;
  if (!follow_path (self->path, scope, &value) || crm_tag_value_is_blank (&value)) {
    if (otherwise == NULL)
      return CRM_PRINT_MISSING;
    g_string_append (out, otherwise->args[0]);
    return CRM_PRINT_OK;
  }
  for (guint i = 0; i < self->filters->len; i++) {
    const CrmTagFilter *filter = &g_array_index (self->filters, CrmTagFilter, i);

    if (filter->kind == CRM_TAG_FILTER_DEFAULT)
      continue;
    if (filter->kind == CRM_TAG_FILTER_UPPER1) {
      if (!printed && !crm_tag_value_print_plain (&value, lang, out))
        return CRM_PRINT_WRONG;
      crm_tag_filter_upper_first (out, start);
    } else if (printed || !crm_tag_filter_print (filter, &value, lang, out, figure)) {
      g_string_truncate (out, start);
      return CRM_PRINT_WRONG;
    }
    printed = TRUE;
  }
  if (!printed && !crm_tag_value_print_plain (&value, lang, out))
    return CRM_PRINT_WRONG;
  return CRM_PRINT_OK;
}

/* Conditions */

static void
clear_term (CrmTerm *term)
{
  g_clear_pointer (&term->path, crm_tag_path_free);
  g_clear_pointer (&term->literal, g_free);
}

/* Moves behind the word when it stands at @p by itself. */
static gboolean
accept_word (const char **p, const char *word)
{
  const char *start = skip_spaces (*p);
  gsize length = strlen (word);

  if (strncmp (start, word, length) != 0 || is_name_char (start[length]) || start[length] == '.')
    return FALSE;
  *p = start + length;
  return TRUE;
}

static gboolean
read_term (const char **p, CrmTerm *term, GError **error)
{
  term->negated = accept_word (p, "not");
  term->path = read_path (p, error);
  if (term->path == NULL)
    return FALSE;
  *p = skip_spaces (*p);
  if (**p != '=' && **p != '>')
    return TRUE;
  term->test = **p == '=' ? TEST_EQUAL : TEST_GREATER;
  (*p)++;
  term->literal = read_literal (p, error);
  if (term->literal == NULL)
    return FALSE;
  if (term->test == TEST_GREATER && !crm_tag_value_is_number_text (term->literal)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a number"), term->literal);
    return FALSE;
  }
  return TRUE;
}

CrmTagCondition *
crm_tag_condition_parse (const char *text, GError **error)
{
  g_autoptr (CrmTagCondition) self = g_new0 (CrmTagCondition, 1);
  const char *p = text;

  self->terms = g_array_new (FALSE, TRUE, sizeof (CrmTerm));
  g_array_set_clear_func (self->terms, (GDestroyNotify)clear_term);
  do {
    CrmTerm term = { 0 };
    gboolean ok = read_term (&p, &term, error);

    g_array_append_val (self->terms, term);
    if (!ok)
      return NULL;
  } while (accept_word (&p, "and"));
  p = skip_spaces (p);
  if (*p != '\0') {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not understood in a condition"),
                 p);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
crm_tag_condition_free (CrmTagCondition *self)
{
  g_clear_pointer (&self->terms, g_array_unref);
  g_free (self);
}

static gboolean
term_holds (const CrmTerm *term, const CrmTagScope *scope)
{
  CrmTagValue value = { 0 };

  if (!follow_path (term->path, scope, &value))
    return FALSE;
  switch (term->test) {
  case TEST_EQUAL:
    return crm_tag_value_equals (&value, term->literal);
  case TEST_GREATER:
    return crm_tag_value_compare (&value, term->literal) > 0;
  case TEST_TRUE:
  default:
    return crm_tag_value_is_true (&value);
  }
}

gboolean
crm_tag_condition_holds (const CrmTagCondition *self, const CrmTagScope *scope)
{
  for (guint i = 0; i < self->terms->len; i++) {
    const CrmTerm *term = &g_array_index (self->terms, CrmTerm, i);

    if (term_holds (term, scope) == term->negated)
      return FALSE;
  }
  return TRUE;
}

void
crm_tag_condition_foreach_path (const CrmTagCondition *self,
                                void (*func) (const CrmTagPath *path, gpointer data),
                                gpointer data)
{
  for (guint i = 0; i < self->terms->len; i++)
    func (g_array_index (self->terms, CrmTerm, i).path, data);
}
