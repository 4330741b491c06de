/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-path.h"

#include "base/crm-error.h"
#include "sample-office.h"

#include <locale.h>
#include <string.h>

static CrmPath *
path_new (CrmSchema *schema, const char *entity, const char *text)
{
  g_autoptr (GError) error = NULL;
  CrmPath *path = crm_path_new (schema, crm_schema_find (schema, entity), text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (crm_path_get_text (path), ==, text);

  return path;
}

static void
test_steps (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (CrmPath) own = path_new (schema, "deal", "name");
  g_autoptr (CrmPath) far = path_new (schema, "event", "deal.client.phones[main].number");
  g_autoptr (CrmPath) tree = path_new (schema, "client", "group.group.id");
  g_autoptr (CrmPath) system = path_new (schema, "client", "created_by.name");
  const CrmStep *steps;
  guint n;

  crm_path_get_steps (own, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (crm_path_has_lines (own));
  g_assert_true (crm_path_get_owner (own) == crm_path_get_entity (own));

  steps = crm_path_get_steps (far, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (steps[0].kind, ==, CRM_STEP_REFERENCE);
  g_assert_cmpstr (steps[0].field->name, ==, "deal");
  g_assert_cmpstr (steps[1].from->name, ==, "deal");
  g_assert_cmpstr (steps[1].to->name, ==, "client");
  g_assert_cmpint (steps[2].kind, ==, CRM_STEP_LINES);
  g_assert_cmpuint (steps[2].lines, ==, 0);
  g_assert_true (steps[2].main);
  g_assert_true (crm_path_has_lines (far));
  g_assert_cmpstr (crm_path_get_field (far)->name, ==, "number");
  g_assert_cmpstr (crm_path_get_owner (far)->name, ==, "phone");

  g_assert_null (crm_path_get_field (tree));
  g_assert_cmpstr (crm_path_get_owner (tree)->name, ==, "client");
  g_assert_cmpstr (crm_path_get_owner (system)->name, ==, "person");
}

static void
test_mistakes (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autofree char *endless = g_strnfill (600, 'a');
  const struct {
    const char *text;
    const char *word;
  } cases[] = {
    { "", "title" },
    { ".", "deal" },
    { "ghost", "ghost" },
    { "title.", "deal" },
    { "client.", "city" },
    { "client..name", "client" },
    { "client.ghost", "city" },
    { "title.name", "deal" },
    /* Which entity any record is of is not known beforehand. */
    { "about.name", "about" },
    { "client.phones", "phones" },
    { "client[main].name", "client" },
    { "client.phones[2].number", "phones[2]" },
    { "client.phones[main]", "phones" },
    { "client.name[main]", "name" },
    { "id.name", "id" },
    { "client name", "client name" },
    { "client.\xff", "client" },
    { "group.group.group.group.group.group.group.group.group.group.group.group.group.group.group."
      "group.group.group.group.group.name",
      "group" },
    { endless, "…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    const CrmEntity *event = crm_schema_find (schema, "event");

    g_assert_null (crm_path_new (schema, event, cases[i].text, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
    if (strstr (error->message, cases[i].word) == NULL)
      g_error ("“%s” does not say “%s”", error->message, cases[i].word);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

static void
test_currency (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const struct {
    const char *entity;
    const char *path;
    const char *currency;
  } cases[] = {
    { "deal", "amount", "currency" },
    { "event", "deal.amount", "deal.currency" },
    /* A line takes it from the record that it belongs to. */
    { "deal", "items.sum", "currency" },
    { "deal", "items[main].price", "currency" },
    { "event", "deal.items.sum", "deal.currency" },
    { "item", "sum", NULL },
    { "deal", "name", NULL },
    { "deal", "id", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmPath) path = path_new (schema, cases[i].entity, cases[i].path);
    g_autofree char *currency = crm_path_currency_path (path);

    g_assert_cmpstr (currency, ==, cases[i].currency);
  }
}

static void
test_keeps_schema (void)
{
  CrmSchema *schema = sample_schema_new ();
  g_autoptr (CrmPath) path = path_new (schema, "deal", "client.name");
  g_autoptr (CrmPath) second = crm_path_ref (path);

  crm_schema_unref (schema);
  g_assert_cmpstr (crm_path_get_field (second)->name, ==, "name");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/path/steps", test_steps);
  g_test_add_func ("/model/path/mistakes", test_mistakes);
  g_test_add_func ("/model/path/currency", test_currency);
  g_test_add_func ("/model/path/keeps-schema", test_keeps_schema);

  return g_test_run ();
}
