/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-schema.h"

#include "base/crm-error.h"
#include "model/crm-format.h"
#include "sample-office.h"

#include <locale.h>
#include <string.h>

static void
test_entities (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (GError) error = NULL;
  const CrmEntity *client = crm_schema_find (schema, "client");
  gsize n = 0;

  g_assert_nonnull (crm_schema_get_entities (schema, &n));
  g_assert_cmpuint (n, ==, 7);
  g_assert_null (crm_schema_get_entities (schema, NULL)[n]);
  g_assert_nonnull (client);
  g_assert_true (client != sample_entities ()[1]);
  g_assert_true (crm_schema_get_entities (schema, NULL)[1] == client);
  g_assert_true (crm_schema_find_number (schema, 2) == client);
  g_assert_null (crm_schema_find_number (schema, 77));
  g_assert_null (crm_schema_find (schema, NULL));
  g_assert_true (crm_schema_get (schema, "client", &error) == client);
  g_assert_true (crm_entity_get_schema (client) == schema);

  g_assert_null (crm_schema_get (schema, "clients", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "person, client, phone"));
}

static void
test_fields (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const CrmEntity *client = crm_schema_find (schema, "client");
  const CrmEntity *phone = crm_schema_find (schema, "phone");
  const CrmField *field;

  g_assert_cmpuint (crm_entity_n_fields (client), ==, 7 + 4);
  g_assert_cmpint (crm_entity_field_index (client, "name"), ==, 0);
  g_assert_cmpint (crm_entity_field_index (client, "nothing"), ==, -1);
  g_assert_cmpint (crm_entity_field_index (client, NULL), ==, -1);
  field = crm_entity_find_field (client, "created_by");
  g_assert_true (field == &client->fields[crm_entity_field_index (client, "created_by")]);
  g_assert_cmpint (field->type, ==, CRM_FIELD_REFERENCE);
  g_assert_cmpint (field->flags, ==, CRM_FIELD_SYSTEM | CRM_FIELD_READ_ONLY);
  g_assert_null (client->fields[11].name);

  g_assert_cmpuint (crm_entity_n_fields (phone), ==, 2);
  g_assert_cmpuint (crm_entity_n_lines (phone), ==, 0);
  g_assert_cmpuint (crm_entity_n_lines (client), ==, 1);
  g_assert_cmpint (crm_entity_lines_index (client, "phones"), ==, 0);
  g_assert_cmpint (crm_entity_lines_index (client, "phone"), ==, -1);
  g_assert_true (crm_entity_line_entity (client, 0) == phone);
}

static void
test_derivations (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const CrmEntity *event = crm_schema_find (schema, "event");
  const CrmDerivation *derivations;
  gsize n = 0;

  /* Two fields are computed from it, but the client need be computed only once. */
  derivations = crm_entity_get_derivations (event, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (derivations[0].target == crm_schema_find (schema, "client"));
  g_assert_true (derivations[0].reference == crm_entity_find_field (event, "client"));

  crm_entity_get_derivations (crm_schema_find (schema, "client"), &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_custom (void)
{
  char name[] = "x_colour";
  const CrmCustomField custom[] = {
    { .entity = "client",
      .name = name,
      .label = "Culoare",
      .type = CRM_FIELD_CHOICE,
      .options = "red=Roșu\n\n blue = Albastru \ngreen\n" },
    { .entity = "client", .name = "x_boss", .type = CRM_FIELD_REFERENCE, .ref = "person" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSchema) schema = crm_schema_new (sample_entities (), custom, 2, &error);
  const CrmEntity *client;
  const CrmField *field;

  g_assert_no_error (error);
  /* The schema has copied it. */
  memset (name, '?', strlen (name));
  client = crm_schema_find (schema, "client");
  g_assert_cmpuint (crm_entity_n_fields (client), ==, 7 + 2 + 4);
  g_assert_cmpint (crm_entity_field_index (client, "x_colour"), ==, 7);
  g_assert_cmpint (crm_entity_field_index (client, "created_at"), ==, 9);
  field = crm_entity_find_field (client, "x_colour");
  g_assert_true (field->flags & CRM_FIELD_CUSTOM);
  g_assert_cmpstr (crm_field_get_label (field), ==, "Culoare");
  g_assert_cmpstr (crm_field_find_choice (field, "blue")->label, ==, "Albastru");
  g_assert_cmpstr (crm_field_find_choice (field, "green")->label, ==, "green");
  g_assert_null (field->choices[3].key);
  g_assert_cmpstr (crm_field_get_label (&client->fields[8]), ==, "x_boss");
}

static void
test_custom_mistakes (void)
{
  const CrmCustomField mistakes[] = {
    { .entity = "client", .name = "colour", .type = CRM_FIELD_TEXT },
    { .entity = "nobody", .name = "x_colour", .type = CRM_FIELD_TEXT },
    { .entity = "client", .name = "x_Colour", .type = CRM_FIELD_TEXT },
    { .entity = "client", .name = "x_colour", .type = CRM_FIELD_CHOICE, .options = "\n" },
    { .entity = "client", .name = "x_colour", .type = CRM_FIELD_CHOICE, .options = "a\na=b" },
    { .entity = "client", .name = "x_colour", .type = CRM_FIELD_CHOICE },
    { .entity = "client", .name = "x_boss", .type = CRM_FIELD_REFERENCE, .ref = "boss" },
    { .entity = "client", .name = "x_type", .type = (CrmFieldType)99 },
    { 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (crm_schema_new (sample_entities (), &mistakes[i], 1, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

/* Builds the sample with one entity and its first field replaced. */
static void
assert_mistake (const CrmEntity *broken, const char *word)
{
  const CrmEntity *entities[16] = { NULL };
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (; sample_entities ()[n] != NULL; n++)
    entities[n] = sample_entities ()[n];
  entities[n] = broken;

  g_assert_null (crm_schema_new (entities, NULL, 0, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

static void
test_field_mistakes (void)
{
  static const CrmChoice twice[] = { { "a", "A" }, { "a", "B" }, { NULL } };
  static const CrmChoice one[] = { { "a", "A" }, { NULL } };
  static const CrmMove from[] = { { "b", "a" }, { NULL } };
  static const CrmMove to[] = { { "a", "b" }, { NULL } };
  const struct {
    CrmField field;
    const char *word;
  } cases[] = {
    { { .name = "Bad name" }, "Bad name" },
    { { .name = "id" }, "id" },
    { { .name = "created_at" }, "created_at" },
    { { .name = "c", .type = CRM_FIELD_CHOICE }, "choices" },
    { { .name = "c", .type = CRM_FIELD_CHOICE, .choices = twice }, "twice" },
    { { .name = "c", .type = CRM_FIELD_CHOICE, .choices = one, .moves = from }, "from" },
    { { .name = "c", .type = CRM_FIELD_CHOICE, .choices = one, .moves = to }, "to" },
    { { .name = "c", .type = CRM_FIELD_CHOICE, .choices = one, .initial = "b" }, "begin" },
    { { .name = "r", .type = CRM_FIELD_REFERENCE, .ref = "nobody" }, "nobody" },
    { { .name = "r", .type = CRM_FIELD_REFERENCE }, "refers" },
    { { .name = "r", .type = CRM_FIELD_PARENT, .ref = "client" }, "parent" },
    { { .name = "r", .type = CRM_FIELD_REQUISITE, .ref = "nonsense" }, "nonsense" },
    { { .name = "m", .type = CRM_FIELD_MONEY, .currency = "coin" }, "coin" },
    { { .name = "m", .type = CRM_FIELD_MONEY, .currency = "m" }, "currency" },
    { { .name = "d", .type = CRM_FIELD_DAY, .initial = "now" }, "now" },
    { { .name = "d", .type = CRM_FIELD_DAY, .from = "deal.client" }, "derived" },
    { { .name = "d", .flags = CRM_FIELD_DERIVED, .from = "deal.client" }, "refer" },
    { { .name = "d", .flags = CRM_FIELD_DERIVED, .from = "deal" }, "deal" },
    { { .name = "d", .flags = CRM_FIELD_DERIVED, .from = "event.about" }, "event.about" },
    { { .name = "d", .flags = CRM_FIELD_DERIVED, .from = "deal.client.name" }, "deal.client.name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CrmField fields[] = { cases[i].field, { NULL } };
    const CrmEntity entity = { .number = 100, .name = "broken", .fields = fields };

    assert_mistake (&entity, cases[i].word);
  }
}

static void
test_entity_mistakes (void)
{
  static const CrmField fields[] = {
    { .name = "name", .type = CRM_FIELD_TEXT },
    { .name = "client", .type = CRM_FIELD_REFERENCE, .ref = "client" },
    { NULL },
  };
  static const CrmField shown[] = {
    { .name = "name", .type = CRM_FIELD_TEXT, .shown = "ghost = 1" },
    { NULL },
  };
  static const CrmField twice[] = { { .name = "name" }, { .name = "name" }, { NULL } };
  static const CrmLines foreign[] = { { "phones", "phone", NULL }, { NULL } };
  static const CrmLines missing[] = { { "ghosts", "ghost", NULL }, { NULL } };
  static const CrmLines clash[] = { { "name", "phone", NULL }, { NULL } };
  static const char *const indexes[] = { "name,ghost", NULL };
  const struct {
    CrmEntity entity;
    const char *word;
  } cases[] = {
    { { .number = 0 }, "4095" },
    { { .number = 4096 }, "4095" },
    { { .number = 2 }, "number 2" },
    { { .name = "client" }, "client" },
    { { .name = "Client" }, "Client" },
    { { .fields = twice }, "name" },
    { { .lines = foreign }, "phone" },
    { { .lines = missing }, "ghost" },
    { { .lines = clash }, "name" },
    { { .owner = "client" }, "client" },
    { { .owner = "ghost" }, "ghost" },
    { { .indexes = indexes }, "ghost" },
    { { .order = "name,-ghost" }, "ghost" },
    { { .order = "client.ghost" }, "ghost" },
    { { .title = "{name} {ghost}" }, "ghost" },
    { { .title = "{name" }, "{name" },
    { { .subtitle = "{client.name}" }, "client.name" },
    { { .filter = "name =" }, "filter" },
    { { .filter = "ghost = 1" }, "ghost" },
    { { .fields = shown }, "ghost" },
    { { .state = "name" }, "state" },
    { { .party = "name" }, "party" },
    { { .party = "client.ghost" }, "ghost" },
    { { .when = "name" }, "time" },
    { { .when = "id" }, "time" },
    { { .responsible = "name" }, "responsible" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CrmEntity entity = cases[i].entity;

    if (entity.number == 0 && i > 0)
      entity.number = 100;
    if (entity.name == NULL)
      entity.name = "broken";
    if (entity.fields == NULL)
      entity.fields = fields;
    assert_mistake (&entity, cases[i].word);
  }
}

static void
test_stand_mistakes (void)
{
  static const CrmField fields[] = {
    { .name = "name", .type = CRM_FIELD_TEXT },
    { .name = "client", .type = CRM_FIELD_REFERENCE, .ref = "client" },
    { NULL },
  };
  static const struct {
    const char *stands_on;
    const char *when;
    const char *word;
  } cases[] = {
    { "client", NULL, "no time" },
    { "name", "created_at", "name" },
    { "client ghost", "created_at", "ghost" },
    { "ghosts.client", "created_at", "ghosts.client" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CrmEntity entity = { .number = 100,
                               .name = "broken",
                               .fields = fields,
                               .when = cases[i].when,
                               .stands_on = cases[i].stands_on };

    assert_mistake (&entity, cases[i].word);
  }
}

/* Whoever is named as a place has a timeline, and nobody else. */
static void
test_timelines (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const CrmEntity *event = crm_schema_find (schema, "event");
  const CrmStand *stands;
  gsize n;

  g_assert_true (crm_entity_has_timeline (crm_schema_find (schema, "client")));
  g_assert_true (crm_entity_has_timeline (crm_schema_find (schema, "deal")));
  g_assert_false (crm_entity_has_timeline (event));
  g_assert_false (crm_entity_has_timeline (crm_schema_find (schema, "thing")));
  stands = crm_entity_get_stands (event, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (stands[0].lines, ==, -1);
  g_assert_cmpstr (event->fields[stands[0].field].name, ==, "deal");
}

/* Without people in the office the store's own fields are plain numbers. */
static void
test_no_person (void)
{
  static const CrmField fields[] = { { .name = "name", .type = CRM_FIELD_TEXT }, { NULL } };
  static const CrmEntity lone = { .number = 1, .name = "lone", .fields = fields };
  static const CrmEntity bare = { .number = 2, .name = "bare" };
  const CrmEntity *const entities[] = { &lone, &bare, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSchema) schema = crm_schema_new (entities, NULL, 0, &error);
  const CrmEntity *entity;

  g_assert_no_error (error);
  entity = crm_schema_find (schema, "lone");
  g_assert_cmpint (crm_entity_find_field (entity, "created_by")->type, ==, CRM_FIELD_INTEGER);
  g_assert_cmpuint (crm_entity_n_fields (crm_schema_find (schema, "bare")), ==, 4);
}

static gpointer
hold (gpointer schema)
{
  for (guint i = 0; i < 10000; i++)
    crm_schema_unref (crm_schema_ref (schema));

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("hold", hold, schema);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_nonnull (crm_schema_find (schema, "client"));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/schema/timelines", test_timelines);
  g_test_add_func ("/model/schema/stand-mistakes", test_stand_mistakes);
  g_test_add_func ("/model/schema/entities", test_entities);
  g_test_add_func ("/model/schema/fields", test_fields);
  g_test_add_func ("/model/schema/derivations", test_derivations);
  g_test_add_func ("/model/schema/custom", test_custom);
  g_test_add_func ("/model/schema/custom-mistakes", test_custom_mistakes);
  g_test_add_func ("/model/schema/field-mistakes", test_field_mistakes);
  g_test_add_func ("/model/schema/entity-mistakes", test_entity_mistakes);
  g_test_add_func ("/model/schema/no-person", test_no_person);
  g_test_add_func ("/model/schema/threads", test_threads);

  return g_test_run ();
}
