/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-error.h"
#include "model/crm-query.h"

#include <locale.h>
#include <string.h>

static char *
parsed (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmCondition) condition = crm_query_parse_where (text, &error);
  g_autoptr (JsonNode) node = NULL;

  g_assert_no_error (error);
  node = crm_condition_to_json (condition);

  return json_to_string (node, FALSE);
}

static void
test_trees (void)
{
  static const struct {
    const char *text;
    const char *json;
  } cases[] = {
    { "city='Iași'", "['city','=','Iași']" },
    { " city  =  Iași ", "['city','=','Iași']" },
    { "amount >= -1000.50", "['amount','>=','-1000.50']" },
    { "a<1 and b<=2 and c>3", "['all',['a','<','1'],['b','<=','2'],['c','>','3']]" },
    { "a!=1 or b<>2", "['any',['a','!=','1'],['b','!=','2']]" },
    { "a=1 or b=2 and c=3", "['any',['a','=','1'],['all',['b','=','2'],['c','=','3']]]" },
    { "(a=1 or b=2) and c=3", "['all',['any',['a','=','1'],['b','=','2']],['c','=','3']]" },
    { "not a=1", "['not',['a','=','1']]" },
    { "not not (a=1)", "['not',['not',['a','=','1']]]" },
    { "NOT a=1 AND b=2", "['all',['not',['a','=','1']],['b','=','2']]" },
    { "stage.kind in (won, 'lost deal',\"x\")", "['stage.kind','in','won','lost deal','x']" },
    { "stage not in (won)", "['not',['stage','in','won']]" },
    { "client in view 'Large ones'", "['client','in view','Large ones']" },
    { "client NOT in VIEW 123456789", "['client','not in view','123456789']" },
    { "in view Large or a=1", "['any',['id','in view','Large'],['a','=','1']]" },
    { "not in view Large", "['not',['id','in view','Large']]" },
    { "a in (view, b)", "['a','in','view','b']" },
    { "inn = 1 and in = 2", "['all',['inn','=','1'],['in','=','2']]" },
    { "city is empty", "['city','empty']" },
    { "city is filled", "['city','filled']" },
    { "city Is Not Empty", "['city','filled']" },
    { "city is not filled", "['city','empty']" },
    { "phones[main].number ~ 22", "['phones[main].number','~','22']" },
    { "name ^ «Альфа и К»", "['name','^','Альфа и К']" },
    { "opened >= today-30 and opened < today+7", "['all',['opened','>=','today-30'],"
                                                 "['opened','<','today+7']]" },
    { "responsible = me", "['responsible','=','me']" },
    { "seen > 2026-11-15T10:00:00.000Z", "['seen','>','2026-11-15T10:00:00.000Z']" },
    { "name = 'it''s'", "['name','=','it`s']" },
    { "name = ''", "['name','=','']" },
    { "name = «a '»", "['name','=','a `']" },
    { "notes = not", "['notes','=','not']" },
    { "android = 1 and order = 2", "['all',['android','=','1'],['order','=','2']]" },
    { "not(a=1)and(b=2)", "['all',['not',['a','=','1']],['b','=','2']]" },
    { "((((a=1))))", "['a','=','1']" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *json = parsed (cases[i].text);
    g_autofree char *expected = g_strdelimit (g_strdup (cases[i].json), "'", '"');

    g_strdelimit (expected, "`", '\'');
    g_assert_cmpstr (json, ==, expected);
  }
}

static void
test_mistakes (void)
{
  static const struct {
    const char *text;
    const char *place;
  } cases[] = {
    { "", "character 1" },
    { "   ", "character 4" },
    { "city", "character 5" },
    { "city =", "character 7" },
    { "city = and", "" },
    { "city = 'Iași", "character 13" },
    { "город = 1", "character 1" },
    { "a = 1 b = 2", "character 7" },
    { "a = 1 and", "character 10" },
    { "a = 1 and and", "" },
    { "(a = 1", "character 7" },
    { "a = 1)", "character 6" },
    { "a in won", "character 6" },
    { "a in ()", "character 7" },
    { "a in (b", "character 8" },
    { "a in (b,)", "character 9" },
    { "a in view", "character 10" },
    { "a in viewer", "character 6" },
    { "in view (a)", "character 9" },
    { "a is", "character 5" },
    { "a is big", "character 6" },
    { "a not like b", "character 7" },
    { "a == 1", "character 4" },
    { "5 = 5", "character 1" },
    { "Iași; DROP", "character 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmCondition) condition = crm_query_parse_where (cases[i].text, &error);

    /* A keyword may stand where a value is expected. */
    if (*cases[i].place == '\0')
      continue;
    if (condition != NULL)
      g_error ("taken: %s", cases[i].text);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    if (strstr (error->message, cases[i].place) == NULL)
      g_error ("%s: “%s” does not say %s", cases[i].text, error->message, cases[i].place);
  }
}

static void
test_limits (void)
{
  g_autofree char *endless = g_strnfill (10001, ' ');
  g_autofree char *deep = g_strnfill (5000, '(');
  g_autoptr (GString) fits = g_string_new (NULL);
  g_autoptr (GString) nots = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  g_assert_null (crm_query_parse_where (endless, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (crm_query_parse_where (deep, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  for (guint i = 0; i < 2000; i++)
    g_string_append (nots, "not ");
  g_assert_null (crm_query_parse_where (nots->str, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (crm_query_parse_where ("a = \xff", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);

  /* What may be typed may be saved. */
  for (guint i = 0; i < 50; i++)
    g_string_append (fits, "a=1 or b=1 and (");
  g_string_append (fits, "c=1");
  for (guint i = 0; i < 50; i++)
    g_string_append_c (fits, ')');
  json = parsed (fits->str);
  {
    g_autoptr (JsonNode) node = json_from_string (json, NULL);
    g_autoptr (CrmCondition) back = crm_condition_from_json (node, &error);

    g_assert_no_error (error);
    g_assert_nonnull (back);
  }
}

/* Pieces in any order are a tree or an error, never anything else. */
static void
test_anything (void)
{
  static const char *const pieces[] = { "a",  "b.c", "=", "!=",  "in", "(",   ")",     ",",
                                        "'",  "«",   "»", "and", "or", "not", "is",    "empty",
                                        "12", " ",   " ", "ж",   "\"", "~",   "[main]" };

  for (guint round = 0; round < 50000; round++) {
    g_autoptr (GString) text = g_string_new ("a=1 ");
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmCondition) condition = NULL;

    for (int n = g_test_rand_int_range (0, 15); n > 0; n--)
      g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
    condition = crm_query_parse_where (text->str, &error);
    g_assert_true ((condition == NULL) == (error != NULL));
    if (error != NULL)
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/query-parse/trees", test_trees);
  g_test_add_func ("/model/query-parse/mistakes", test_mistakes);
  g_test_add_func ("/model/query-parse/limits", test_limits);
  g_test_add_func ("/model/query-parse/anything", test_anything);

  return g_test_run ();
}
