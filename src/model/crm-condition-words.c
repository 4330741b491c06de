/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-condition-words.h"

#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* More values than these are counted, not listed. */
#define MOST_VALUES 3
/* Ids are long: a view of a shorter number is called so. */
#define LEAST_ID (1 << 20)

typedef struct {
  CrmSchema *schema;
  const CrmEntity *entity;
  CrmTitleFunc title;
  gpointer user_data;
  CrmLang lang;
} Speaker;

/* --- Paths ------------------------------------------------------------------------------------ */

static const char *
step_label (const CrmStep *step)
{
  if (step->kind == CRM_STEP_LINES)
    return _ (step->from->lines[step->lines].label);
  if (step->kind == CRM_STEP_BACK)
    return step->to->label_many != NULL ? _ (step->to->label_many) : step->to->name;

  return crm_field_get_label (step->field);
}

char *
crm_path_to_words (CrmSchema *schema, const CrmEntity *entity, const char *text)
{
  g_autoptr (CrmPath) path = NULL;
  g_autoptr (GString) words = NULL;
  const CrmStep *steps;
  guint n;

  g_return_val_if_fail (schema != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  path = crm_path_new (schema, entity, text, NULL);
  if (path == NULL)
    return g_strdup (text);
  words = g_string_new (NULL);
  steps = crm_path_get_steps (path, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (words, "%s › ", step_label (&steps[i]));
  if (crm_path_get_field (path) != NULL)
    g_string_append (words, crm_field_get_label (crm_path_get_field (path)));
  else
    g_string_append (words, _ ("Id"));

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* --- Tests ------------------------------------------------------------------------------------ */

static gboolean
is_time (const CrmField *field)
{
  return field != NULL && (field->type == CRM_FIELD_DAY || field->type == CRM_FIELD_INSTANT);
}

static gboolean
is_reference (const CrmField *field)
{
  return field != NULL && (field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_ANY ||
                           field->type == CRM_FIELD_PARENT);
}

const char *
crm_test_get_label (CrmTest test, const CrmField *field)
{
  switch (test) {
  case CRM_TEST_EQUAL:
    return C_ ("condition", "is");
  case CRM_TEST_DIFFERS:
    return C_ ("condition", "is not");
  case CRM_TEST_LESS:
    return is_time (field) ? C_ ("condition", "before") : C_ ("condition", "less than");
  case CRM_TEST_AT_MOST:
    return is_time (field) ? C_ ("condition", "not later than") : C_ ("condition", "at most");
  case CRM_TEST_GREATER:
    return is_time (field) ? C_ ("condition", "after") : C_ ("condition", "more than");
  case CRM_TEST_AT_LEAST:
    return is_time (field) ? C_ ("condition", "not earlier than") : C_ ("condition", "at least");
  case CRM_TEST_CONTAINS:
    return C_ ("condition", "contains");
  case CRM_TEST_STARTS:
    return C_ ("condition", "begins with");
  case CRM_TEST_IN:
    return C_ ("condition", "is one of");
  case CRM_TEST_EMPTY:
    return C_ ("condition", "is empty");
  case CRM_TEST_IN_VIEW:
    return C_ ("condition", "is in view");
  case CRM_TEST_OUT_VIEW:
    return C_ ("condition", "is not in view");
  case CRM_TEST_FILLED:
  default:
    return C_ ("condition", "is filled in");
  }
}

gboolean
crm_test_suits (CrmTest test, const CrmField *field)
{
  gboolean ordered = field != NULL && (is_time (field) || crm_field_is_figure (field));
  gboolean text = field == NULL || is_reference (field) ||
                  (!crm_field_type_is_integer (field->type) && !is_time (field) &&
                   field->type != CRM_FIELD_CHOICE);

  switch (test) {
  case CRM_TEST_LESS:
  case CRM_TEST_AT_MOST:
  case CRM_TEST_GREATER:
  case CRM_TEST_AT_LEAST:
    return ordered;
  case CRM_TEST_CONTAINS:
  case CRM_TEST_STARTS:
    return field != NULL && text;
  case CRM_TEST_IN:
    return FALSE; /* "any of" says the same in the builder */
  case CRM_TEST_IN_VIEW:
  case CRM_TEST_OUT_VIEW:
    return field == NULL || field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT;
  case CRM_TEST_EQUAL:
  case CRM_TEST_DIFFERS:
  case CRM_TEST_EMPTY:
  case CRM_TEST_FILLED:
  default:
    return TRUE;
  }
}

/* --- Values ----------------------------------------------------------------------------------- */

/* "today+7" and the like. */
static char *
relative_words (const char *value)
{
  gint64 days;

  if (g_str_equal (value, "me"))
    return g_strdup (_ ("me"));
  if (g_str_equal (value, "now"))
    return g_strdup (_ ("now"));
  if (!g_str_has_prefix (value, "today"))
    return NULL;
  value += 5;
  if (*value == '\0')
    return g_strdup (_ ("today"));
  if ((*value != '+' && *value != '-') ||
      !g_ascii_string_to_signed (value + (*value == '+'), 10, -40000, 40000, &days, NULL))
    return NULL;
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong)-days), (int)-days);

  return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong)days), (int)days);
}

char *
crm_condition_value_to_words (const CrmField *field,
                              const char *text,
                              CrmTitleFunc title,
                              gpointer user_data,
                              CrmLang lang)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  char *relative;

  g_return_val_if_fail (text != NULL, NULL);

  relative = relative_words (text);
  if (relative != NULL || field == NULL)
    return relative != NULL ? relative : g_strdup (text);
  if (is_reference (field)) {
    gint64 id = g_ascii_strtoll (text, NULL, 10);
    const char *found = id != 0 && title != NULL ? title (id, user_data) : NULL;

    return g_strdup (found != NULL ? found : text);
  }
  if (!crm_field_from_string (field, text, NULL, &value, NULL) &&
      !crm_field_parse (field, text, NULL, NULL, &value, NULL))
    return g_strdup (text);

  return crm_field_format (field, &value, NULL, NULL, lang);
}

static char *
values_words (const Speaker *self, const CrmField *field, char **values)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = values != NULL ? g_strv_length (values) : 0;

  for (guint i = 0; i < MIN (n, MOST_VALUES); i++) {
    g_autofree char *one =
      crm_condition_value_to_words (field, values[i], self->title, self->user_data, self->lang);

    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", one);
  }
  if (n > MOST_VALUES) {
    g_string_append_c (words, ' ');
    g_string_append_printf (words, ngettext ("and %u more", "and %u more", n - MOST_VALUES),
                            n - MOST_VALUES);
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* --- Conditions ------------------------------------------------------------------------------- */

/* Of the record itself nothing needs to be said but the view. */
static char *
view_words (const Speaker *self, const CrmCondition *condition, const char *what)
{
  gboolean in = condition->test == CRM_TEST_IN_VIEW;
  const char *text =
    condition->values != NULL && condition->values[0] != NULL ? condition->values[0] : "";
  gint64 id = 0;
  gboolean by_id = g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL);
  const char *found = by_id && self->title != NULL ? self->title (id, self->user_data) : NULL;
  const char *name = found != NULL ? found : by_id && id >= LEAST_ID ? "…" : text;

  if (g_str_equal (condition->path, "id"))
    /* Translators: the name of a saved view that a record is in, or is not in. */
    return g_strdup_printf (in ? C_ ("condition", "in “%s”") : C_ ("condition", "not in “%s”"),
                            name);

  /* Translators: a field and the name of a saved view: "Client in “Large ones”". */
  return g_strdup_printf (in ? C_ ("condition", "%s in “%s”") : C_ ("condition", "%s not in “%s”"),
                          what, name);
}

static char *
test_words (const Speaker *self, const CrmCondition *condition)
{
  g_autoptr (CrmPath) path = crm_path_new (self->schema, self->entity, condition->path, NULL);
  const CrmField *field = path != NULL ? crm_path_get_field (path) : NULL;
  g_autofree char *what = crm_path_to_words (self->schema, self->entity, condition->path);
  g_autofree char *values = values_words (self, field, condition->values);

  if (crm_test_is_of_view (condition->test))
    return view_words (self, condition, what);
  if (condition->test == CRM_TEST_EMPTY || condition->test == CRM_TEST_FILLED)
    /* Translators: a field and what is asked of it: "City is empty". */
    return g_strdup_printf (C_ ("condition", "%s %s"), what,
                            crm_test_get_label (condition->test, field));

  /* Translators: a field, the test and the value: "City is Iași". */
  return g_strdup_printf (C_ ("condition", "%s %s %s"), what,
                          crm_test_get_label (condition->test, field), values);
}

static char *condition_words (const Speaker *self, const CrmCondition *condition, gboolean nested);

static char *
group_words (const Speaker *self, const CrmCondition *group, gboolean nested)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const char *between =
    group->kind == CRM_CONDITION_ANY ? C_ ("condition", "or") : C_ ("condition", "and");
  guint n = group->children != NULL ? group->children->len : 0;

  for (guint i = 0; i < n; i++) {
    g_autofree char *one = condition_words (self, group->children->pdata[i], n > 1);

    if (i > 0)
      g_string_append_printf (words, " %s ", between);
    g_string_append (words, one);
  }
  if (nested && n > 1) {
    g_string_prepend_c (words, '(');
    g_string_append_c (words, ')');
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
condition_words (const Speaker *self, const CrmCondition *condition, gboolean nested)
{
  g_autofree char *inner = NULL;

  switch (condition->kind) {
  case CRM_CONDITION_TEST:
    return test_words (self, condition);
  case CRM_CONDITION_NOT:
    inner = group_words (self, condition, FALSE);
    /* Translators: a condition that must not hold. */
    return g_strdup_printf (C_ ("condition", "not (%s)"), inner);
  case CRM_CONDITION_ALL:
  case CRM_CONDITION_ANY:
  default:
    return group_words (self, condition, nested);
  }
}

char *
crm_condition_to_words (const CrmCondition *self,
                        CrmSchema *schema,
                        const CrmEntity *entity,
                        CrmTitleFunc title,
                        gpointer user_data,
                        CrmLang lang)
{
  Speaker speaker = { schema, entity, title, user_data, lang };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (schema != NULL, NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  return condition_words (&speaker, self, FALSE);
}
