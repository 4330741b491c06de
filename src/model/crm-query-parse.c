/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-query.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LENGTH 10000
#define MAX_DEPTH  50

typedef struct {
  const char *text;
  const char *p;
  guint depth;
  GError **error;
} Parser;

static CrmCondition *parse_or (Parser *self);

/* --- Words ------------------------------------------------------------------------------------ */

/* @expected is one whole phrase in the person's language. */
static gpointer
fail (Parser *self, const char *expected)
{
  glong place = g_utf8_pointer_to_offset (self->text, self->p) + 1;
  const char *end = self->p;
  g_autofree char *found = NULL;

  for (guint i = 0; i < 20 && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  found = g_strndup (self->p, (gsize)(end - self->p));

  if (*found == '\0')
    /* Translators: where a filter typed by a person ends, and what should stand there. */
    g_set_error (self->error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The filter ends at character %ld. Expected: %s"), place, expected);
  else
    g_set_error (self->error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The filter cannot be read at character %ld, “%s”. Expected: %s"), place, found,
                 expected);

  return NULL;
}

static void
skip_space (Parser *self)
{
  while (*self->p != '\0' && g_unichar_isspace (g_utf8_get_char (self->p)))
    self->p = g_utf8_next_char (self->p);
}

static gboolean
is_path_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '.' || c == '[' || c == ']';
}

/* Steps over the keyword, in capitals or not, if it stands here. */
static gboolean
take_keyword (Parser *self, const char *keyword)
{
  gsize length = strlen (keyword);

  skip_space (self);
  if (g_ascii_strncasecmp (self->p, keyword, length) != 0 || is_path_char (self->p[length]))
    return FALSE;
  self->p += length;

  return TRUE;
}

static gboolean
take_sign (Parser *self, const char *sign)
{
  skip_space (self);
  if (!g_str_has_prefix (self->p, sign))
    return FALSE;
  self->p += strlen (sign);

  return TRUE;
}

/* --- Values ----------------------------------------------------------------------------------- */

/* The closing quote doubled is the quote itself. */
static char *
parse_quoted (Parser *self, const char *close)
{
  g_autoptr (GString) value = g_string_new (NULL);
  gsize length = strlen (close);

  while (*self->p != '\0') {
    if (g_str_has_prefix (self->p, close)) {
      self->p += length;
      if (!g_str_has_prefix (self->p, close))
        return g_string_free (g_steal_pointer (&value), FALSE);
    }
    g_string_append_unichar (value, g_utf8_get_char (self->p));
    self->p = g_utf8_next_char (self->p);
  }

  return fail (self, _ ("a quotation mark that ends the text"));
}

static gboolean
is_bare (gunichar c)
{
  return c != 0 && !g_unichar_isspace (c) &&
         (c >= 0x80 || strchr ("(),'\"=<>!~^", (int)c) == NULL) && c != 0x00ab && c != 0x00bb;
}

static char *
parse_value (Parser *self)
{
  const char *start;

  skip_space (self);
  if (take_sign (self, "'"))
    return parse_quoted (self, "'");
  if (take_sign (self, "\""))
    return parse_quoted (self, "\"");
  if (take_sign (self, "«"))
    return parse_quoted (self, "»");

  start = self->p;
  while (is_bare (g_utf8_get_char (self->p)))
    self->p = g_utf8_next_char (self->p);
  if (self->p == start)
    return fail (self, _ ("a value: a word, a number, a date or 'text'"));

  return g_strndup (start, (gsize)(self->p - start));
}

static CrmCondition *
parse_in (Parser *self, const char *path)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (!take_sign (self, "("))
    return fail (self, "(");

  do {
    char *value = parse_value (self);

    if (value == NULL)
      return NULL;
    g_ptr_array_add (values, value);
  } while (take_sign (self, ","));

  if (!take_sign (self, ")"))
    return fail (self, _ (", or )"));
  g_ptr_array_add (values, NULL);

  return crm_condition_new_in (path, (const char *const *)values->pdata);
}

/* --- Tests ------------------------------------------------------------------------------------ */

static CrmCondition *
parse_view (Parser *self, const char *path, CrmTest test)
{
  g_autofree char *view = parse_value (self);

  return view != NULL ? crm_condition_new_test (path, test, view) : NULL;
}

/* "in view X", of the record itself. */
static gboolean
take_in_view (Parser *self)
{
  const char *start = self->p;

  if (take_keyword (self, "in") && take_keyword (self, "view"))
    return TRUE;
  self->p = start;

  return FALSE;
}

static char *
parse_path (Parser *self)
{
  const char *start;

  skip_space (self);
  start = self->p;
  if (!g_ascii_isalpha (*start) && *start != '_')
    return fail (self, _ ("a field, “not” or ("));
  while (is_path_char (*self->p))
    self->p++;

  return g_strndup (start, (gsize)(self->p - start));
}

static CrmCondition *
parse_is (Parser *self, const char *path)
{
  gboolean negative = take_keyword (self, "not");
  gboolean empty;

  if (take_keyword (self, "empty"))
    empty = TRUE;
  else if (take_keyword (self, "filled"))
    empty = FALSE;
  else
    return fail (self, _ ("“empty” or “filled”"));

  return crm_condition_new_test (path, empty != negative ? CRM_TEST_EMPTY : CRM_TEST_FILLED, NULL);
}

static CrmCondition *
negate (CrmCondition *child)
{
  CrmCondition *condition = crm_condition_new_group (CRM_CONDITION_NOT);

  crm_condition_add (condition, child);

  return condition;
}

static CrmCondition *
parse_not_in (Parser *self, const char *path)
{
  CrmCondition *inner;

  if (!take_keyword (self, "in"))
    return fail (self, _ ("“in”"));
  if (take_keyword (self, "view"))
    return parse_view (self, path, CRM_TEST_OUT_VIEW);
  inner = parse_in (self, path);

  return inner != NULL ? negate (inner) : NULL;
}

static CrmCondition *
parse_test (Parser *self)
{
  /* The longer sign first: "<" begins "<=" too. */
  static const struct {
    const char *sign;
    CrmTest test;
  } signs[] = {
    { "!=", CRM_TEST_DIFFERS },  { "<>", CRM_TEST_DIFFERS }, { "<=", CRM_TEST_AT_MOST },
    { ">=", CRM_TEST_AT_LEAST }, { "=", CRM_TEST_EQUAL },    { "<", CRM_TEST_LESS },
    { ">", CRM_TEST_GREATER },   { "~", CRM_TEST_CONTAINS }, { "^", CRM_TEST_STARTS },
  };
  g_autofree char *path = NULL;
  g_autofree char *value = NULL;

  if (take_in_view (self))
    return parse_view (self, "id", CRM_TEST_IN_VIEW);
  path = parse_path (self);
  if (path == NULL)
    return NULL;
  if (take_in_view (self))
    return parse_view (self, path, CRM_TEST_IN_VIEW);
  if (take_keyword (self, "in"))
    return parse_in (self, path);
  if (take_keyword (self, "is"))
    return parse_is (self, path);
  if (take_keyword (self, "not"))
    return parse_not_in (self, path);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++) {
    if (take_sign (self, signs[i].sign)) {
      value = parse_value (self);
      return value != NULL ? crm_condition_new_test (path, signs[i].test, value) : NULL;
    }
  }

  return fail (self, _ ("one of = != < <= > >= ~ ^ in is"));
}

/* --- Groups ----------------------------------------------------------------------------------- */

static CrmCondition *
parse_unary (Parser *self)
{
  gboolean negative = take_keyword (self, "not");
  gboolean brackets = !negative && take_sign (self, "(");
  g_autoptr (CrmCondition) condition = NULL;

  if (!negative && !brackets)
    return parse_test (self);
  if (++self->depth > MAX_DEPTH)
    return fail (self, _ ("fewer conditions within conditions"));

  condition = negative ? parse_unary (self) : parse_or (self);
  self->depth--;
  if (condition == NULL)
    return NULL;
  if (brackets && !take_sign (self, ")"))
    return fail (self, _ ("“and”, “or” or )"));

  return negative ? negate (g_steal_pointer (&condition)) : g_steal_pointer (&condition);
}

/* Parts joined by one keyword: a lone part stands for itself. */
static CrmCondition *
parse_joined (Parser *self,
              CrmConditionKind kind,
              const char *keyword,
              CrmCondition *(*parse_part) (Parser *))
{
  g_autoptr (CrmCondition) first = parse_part (self);
  g_autoptr (CrmCondition) group = NULL;

  if (first == NULL)
    return NULL;

  while (take_keyword (self, keyword)) {
    CrmCondition *next = parse_part (self);

    if (next == NULL)
      return NULL;
    if (group == NULL) {
      group = crm_condition_new_group (kind);
      crm_condition_add (group, g_steal_pointer (&first));
    }
    crm_condition_add (group, next);
  }

  return group != NULL ? g_steal_pointer (&group) : g_steal_pointer (&first);
}

static CrmCondition *
parse_and (Parser *self)
{
  return parse_joined (self, CRM_CONDITION_ALL, "and", parse_unary);
}

static CrmCondition *
parse_or (Parser *self)
{
  return parse_joined (self, CRM_CONDITION_ANY, "or", parse_and);
}

CrmCondition *
crm_query_parse_where (const char *text, GError **error)
{
  g_autoptr (CrmCondition) condition = NULL;
  Parser self = { .text = text, .p = text, .error = error };

  g_return_val_if_fail (text != NULL, NULL);

  if (strnlen (text, MAX_LENGTH + 1) > MAX_LENGTH) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The filter is longer than %d characters. Shorten it."), MAX_LENGTH);
    return NULL;
  }
  if (!g_utf8_validate (text, -1, NULL)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The filter is not text. Write it once more."));
    return NULL;
  }

  condition = parse_or (&self);
  if (condition == NULL)
    return NULL;
  skip_space (&self);
  if (*self.p != '\0')
    return fail (&self, _ ("“and” or “or”"));

  return g_steal_pointer (&condition);
}
