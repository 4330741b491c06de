/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler-private.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-number.h"
#include "base/crm-text.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const operators[] = {
  [CRM_TEST_EQUAL] = "=",    [CRM_TEST_LESS] = "<",      [CRM_TEST_AT_MOST] = "<=",
  [CRM_TEST_GREATER] = ">",  [CRM_TEST_AT_LEAST] = ">=", [CRM_TEST_DIFFERS] = "<>",
  [CRM_TEST_CONTAINS] = "~", [CRM_TEST_STARTS] = "^",    [CRM_TEST_IN] = "=",
  [CRM_TEST_EMPTY] = NULL,   [CRM_TEST_FILLED] = NULL,
};

/* --- Words that are worth something only when asked ------------------------------------------*/

static char *
relative_day (CrmCompiler *self, const char *text)
{
  gint64 days;

  if (!g_str_has_prefix (text, "today"))
    return NULL;
  text += strlen ("today");
  if (*text == '\0')
    return g_strdup (self->today);
  if ((*text != '+' && *text != '-') ||
      !g_ascii_string_to_signed (text + (*text == '+'), 10, -40000, 40000, &days, NULL))
    return NULL;
  return crm_day_add (self->today, days);
}

static gint64
whole_number (const char *text)
{
  gint64 id;

  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &id, NULL) ? id : 0;
}

/* --- Tests by type -----------------------------------------------------------------------------*/

static void
add_compare (CrmCompiler *self, GString *sql, const char *expression, CrmTest test, CrmValue *value)
{
  g_autofree char *parameter = _crm_compiler_parameter (self, value);

  if (test == CRM_TEST_DIFFERS)
    g_string_append_printf (sql, "(%s <> %s OR %s IS NULL)", expression, parameter, expression);
  else
    g_string_append_printf (sql, "%s %s %s", expression, operators[test], parameter);
}

/* Folded text within folded text. LIKE is safe here: the column is not the trigram index. */
static void
add_like (CrmCompiler *self, GString *sql, const char *expression, CrmTest test, const char *folded)
{
  g_autoptr (GString) pattern = g_string_new (test == CRM_TEST_CONTAINS ? "%" : "");
  g_autofree char *parameter = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  for (const char *p = folded; *p != '\0'; p++) {
    if (strchr ("%_!", *p) != NULL)
      g_string_append_c (pattern, '!');
    g_string_append_c (pattern, *p);
  }
  g_string_append_c (pattern, '%');
  crm_value_set_text (&value, pattern->str);
  parameter = _crm_compiler_parameter (self, &value);
  g_string_append_printf (sql, "%s LIKE %s ESCAPE '!'", expression, parameter);
}

static gboolean
add_reference (CrmCompiler *self,
               GString *sql,
               const char *expression,
               CrmTest test,
               const char *text)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autofree char *folded = NULL;
  g_autofree char *parameter = NULL;
  gint64 id = g_str_equal (text, "me") ? self->person : whole_number (text);
  gboolean negated = test == CRM_TEST_DIFFERS;

  if (id != 0 || g_str_equal (text, "me")) {
    crm_value_set_int (&value, id);
    add_compare (self, sql, expression, test, &value);
    return TRUE;
  }
  /* By title: the directory has it folded, as the first line of its text. */
  folded = crm_text_fold (text);
  if (negated)
    g_string_append_printf (sql, "(%s IS NULL OR NOT ", expression);
  g_string_append_printf (sql, "%s IN (SELECT id FROM record WHERE ", expression);
  if (test == CRM_TEST_CONTAINS || test == CRM_TEST_STARTS) {
    add_like (self, sql, "folded", test, folded);
  } else {
    g_autofree char *line = g_strconcat (folded, "\n", NULL);

    crm_value_set_text_length (&value, folded, strlen (folded));
    parameter = _crm_compiler_parameter (self, &value);
    g_string_append_printf (sql, "folded = %s OR ", parameter);
    add_like (self, sql, "folded", CRM_TEST_STARTS, line);
  }
  g_string_append (sql, negated ? "))" : ")");
  return TRUE;
}

/* An instant compared with a day means the whole day. */
static gboolean
add_instant_of_day (CrmCompiler *self,
                    GString *sql,
                    const char *expression,
                    CrmTest test,
                    const char *day)
{
  g_autofree char *next = crm_day_add (day, 1);
  g_auto (CrmValue) begin = CRM_VALUE_INIT;
  g_auto (CrmValue) end = CRM_VALUE_INIT;

  crm_value_set_int (&begin, crm_day_to_instant (day, NULL));
  crm_value_set_int (&end, crm_day_to_instant (next, NULL));
  switch ((int)test) {
  case CRM_TEST_LESS:
  case CRM_TEST_AT_LEAST:
    add_compare (self, sql, expression, test, &begin);
    break;
  case CRM_TEST_AT_MOST:
    add_compare (self, sql, expression, CRM_TEST_LESS, &end);
    break;
  case CRM_TEST_GREATER:
    add_compare (self, sql, expression, CRM_TEST_AT_LEAST, &end);
    break;
  default:
    if (test == CRM_TEST_DIFFERS)
      g_string_append_printf (sql, "(%s IS NULL OR NOT ", expression);
    g_string_append_c (sql, '(');
    add_compare (self, sql, expression, CRM_TEST_AT_LEAST, &begin);
    g_string_append (sql, " AND ");
    add_compare (self, sql, expression, CRM_TEST_LESS, &end);
    g_string_append (sql, test == CRM_TEST_DIFFERS ? "))" : ")");
    break;
  }
  return TRUE;
}

static gboolean
add_text (CrmCompiler *self,
          GString *sql,
          const char *alias,
          const CrmField *field,
          const char *expression,
          CrmTest test,
          const char *text,
          GError **error)
{
  g_autofree char *folded = NULL;
  g_autofree char *twin = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (crm_field_has_fold (field)) {
    folded = crm_text_fold (text);
    twin = g_strdup_printf ("%s.\"%s_fold\"", alias, field->name);
    if (test == CRM_TEST_CONTAINS || test == CRM_TEST_STARTS) {
      add_like (self, sql, twin, test, folded);
      return TRUE;
    }
    crm_value_set_text_length (&value, folded, strlen (folded));
    add_compare (self, sql, twin, test, &value);
    return TRUE;
  }
  if (test == CRM_TEST_CONTAINS || test == CRM_TEST_STARTS) {
    add_like (self, sql, expression, test, text);
    return TRUE;
  }
  if (field->type == CRM_FIELD_CHOICE && !crm_field_parse (field, text, NULL, NULL, &value, error))
    return FALSE;
  if (field->type != CRM_FIELD_CHOICE)
    crm_value_set_text_length (&value, text, strlen (text));
  add_compare (self, sql, expression, test, &value);
  return TRUE;
}

static gboolean
add_value (CrmCompiler *self,
           GString *sql,
           const char *alias,
           const CrmField *field,
           const char *expression,
           CrmTest test,
           const char *text,
           GError **error)
{
  g_autofree char *relative = relative_day (self, text);
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  const char *typed = relative != NULL ? relative : text;

  switch ((int)field->type) {
  case CRM_FIELD_REFERENCE:
  case CRM_FIELD_PARENT:
  case CRM_FIELD_ANY:
    return add_reference (self, sql, expression, test, text);
  case CRM_FIELD_YESNO:
    if (!crm_field_parse (field, text, NULL, self->today, &value, error))
      return FALSE;
    /* Nothing said is no; yes is asked plainly, so that an index serves it. */
    if ((crm_value_get_int (&value) != 0) == (test != CRM_TEST_DIFFERS))
      g_string_append_printf (sql, "%s = 1", expression);
    else
      g_string_append_printf (sql, "(%s = 0 OR %s IS NULL)", expression, expression);
    return TRUE;
  case CRM_FIELD_INSTANT:
    if (g_str_equal (text, "now"))
      crm_value_set_int (&value, self->now);
    else if (crm_day_is_valid (typed))
      return add_instant_of_day (self, sql, expression, test, typed);
    else if (!crm_field_parse (field, typed, NULL, self->today, &value, error))
      return FALSE;
    break;
  case CRM_FIELD_DAY:
    /* "^ 2026-02" is all of that month. */
    if (test == CRM_TEST_CONTAINS || test == CRM_TEST_STARTS)
      return add_text (self, sql, alias, field, expression, test, typed, error);
    if (!crm_field_parse (field, typed, NULL, self->today, &value, error))
      return FALSE;
    break;
  default:
    if (!crm_field_type_is_integer (field->type))
      return add_text (self, sql, alias, field, expression, test, text, error);
    if (!crm_field_parse (field, typed, NULL, self->today, &value, error))
      return FALSE;
    break;
  }
  add_compare (self, sql, expression, test, &value);
  return TRUE;
}

/* --- The end of a path -------------------------------------------------------------------------*/

static gboolean
test_is_possible (const CrmField *field,
                  const CrmPath *path,
                  const CrmCondition *condition,
                  GError **error)
{
  gboolean within = condition->test == CRM_TEST_CONTAINS || condition->test == CRM_TEST_STARTS;
  gboolean needs_value = condition->test != CRM_TEST_EMPTY && condition->test != CRM_TEST_FILLED &&
                         condition->test != CRM_TEST_IN;

  if (needs_value && (condition->values == NULL || condition->values[0] == NULL)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The condition on “%s” has no value. Give one after the sign."),
                 crm_path_get_text (path));
    return FALSE;
  }
  if (within && (field == NULL ||
                 (crm_field_type_is_integer (field->type) && field->type != CRM_FIELD_REFERENCE &&
                  field->type != CRM_FIELD_PARENT && field->type != CRM_FIELD_ANY))) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is not text, so it cannot contain a word. Compare it with =, < or >."),
                 crm_path_get_text (path));
    return FALSE;
  }
  return TRUE;
}

typedef struct {
  CrmCompiler *compiler;
  const char *alias;
  const CrmField *field; /* NULL for the id */
  const char *expression;
  const CrmCondition *condition;
} Test;

static gboolean
add_one (const Test *test, const char *text, GString *sql, GError **error)
{
  g_auto (CrmValue) id = CRM_VALUE_INIT;

  if (test->field != NULL)
    return add_value (test->compiler, sql, test->alias, test->field, test->expression,
                      test->condition->test, text, error);
  crm_value_set_int (&id, whole_number (text));
  add_compare (test->compiler, sql, test->expression, test->condition->test, &id);
  return TRUE;
}

/* One of the values, as a tree of halves for the reason told beside add_children(). */
static gboolean
add_values (const Test *test, char **values, guint n, GString *sql, GError **error)
{
  if (n == 0) {
    g_string_append (sql, "1 = 0");
    return TRUE;
  }
  if (n == 1)
    return add_one (test, values[0], sql, error);
  g_string_append_c (sql, '(');
  if (!add_values (test, values, n / 2, sql, error))
    return FALSE;
  g_string_append (sql, " OR ");
  if (!add_values (test, values + n / 2, n - n / 2, sql, error))
    return FALSE;
  g_string_append_c (sql, ')');
  return TRUE;
}

gboolean
_crm_compiler_test (CrmCompiler *self,
                    const char *alias,
                    const CrmPath *path,
                    const CrmCondition *condition,
                    GString *sql,
                    GError **error)
{
  const CrmField *field = crm_path_get_field (path);
  g_autofree char *expression = field != NULL ? g_strdup_printf ("%s.\"%s\"", alias, field->name)
                                              : g_strdup_printf ("%s.id", alias);
  Test test = { self, alias, field, expression, condition };
  guint n = condition->values != NULL ? g_strv_length (condition->values) : 0;

  if (!test_is_possible (field, path, condition, error))
    return FALSE;
  if (condition->test == CRM_TEST_EMPTY || condition->test == CRM_TEST_FILLED) {
    g_string_append_printf (sql, "%s IS %sNULL", expression,
                            condition->test == CRM_TEST_EMPTY ? "" : "NOT ");
    return TRUE;
  }
  return add_values (&test, condition->values, n, sql, error);
}
