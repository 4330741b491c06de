/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-office.h"

static const CrmChoice stages[] = {
  { "new", "New", CRM_TONE_WAITING },
  { "talks", "Talks", CRM_TONE_ACTIVE },
  { "won", "Won", CRM_TONE_DONE },
  { "lost", "Lost", CRM_TONE_LATE },
  { NULL },
};

static const CrmMove moves[] = {
  { "new", "talks" },
  { "talks", "won" },
  { "talks", "lost" },
  { NULL },
};

static const CrmField person_fields[] = {
  { .name = "name", .label = "Name", .type = CRM_FIELD_TEXT, .flags = CRM_FIELD_SEARCHED },
  { NULL },
};

static const CrmField client_fields[] = {
  { .name = "name",
    .label = "Name",
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  { .name = "city", .label = "City", .type = CRM_FIELD_TEXT },
  { .name = "group", .label = "Group", .type = CRM_FIELD_PARENT },
  { .name = "responsible",
    .label = "Responsible",
    .type = CRM_FIELD_REFERENCE,
    .ref = "person",
    .initial = "me" },
  { .name = "inn",
    .label = "INN",
    .type = CRM_FIELD_REQUISITE,
    .ref = "inn",
    .flags = CRM_FIELD_UNIQUE },
  { .name = "deals",
    .label = "Deals",
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_DERIVED,
    .from = "deal.client event.client" },
  { .name = "last_touch",
    .label = "Last touch",
    .type = CRM_FIELD_INSTANT,
    .flags = CRM_FIELD_DERIVED,
    .from = "event.client" },
  { NULL },
};

static const CrmLines client_lines[] = {
  { .name = "phones", .entity = "phone", .label = "Phones" },
  { NULL },
};

static const CrmField phone_fields[] = {
  { .name = "number", .label = "Number", .type = CRM_FIELD_PHONE, .flags = CRM_FIELD_SEARCHED },
  { .name = "kind", .label = "Kind", .type = CRM_FIELD_TEXT },
  { NULL },
};

static const CrmField deal_fields[] = {
  { .name = "name", .label = "Name", .type = CRM_FIELD_TEXT },
  { .name = "number",
    .label = "Number",
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_READ_ONLY | CRM_FIELD_UNIQUE },
  { .name = "client", .label = "Client", .type = CRM_FIELD_REFERENCE, .ref = "client" },
  { .name = "stage",
    .label = "Stage",
    .type = CRM_FIELD_CHOICE,
    .choices = stages,
    .moves = moves,
    .initial = "new" },
  { .name = "amount", .label = "Amount", .type = CRM_FIELD_MONEY, .currency = "currency" },
  { .name = "currency", .label = "Currency", .type = CRM_FIELD_CURRENCY, .initial = "MDL" },
  { .name = "opened", .label = "Opened", .type = CRM_FIELD_DAY, .initial = "today" },
  { .name = "seen", .label = "Seen", .type = CRM_FIELD_INSTANT, .initial = "now" },
  { .name = "chance", .label = "Chance", .type = CRM_FIELD_PERCENT, .initial = "12.5" },
  { NULL },
};

static const CrmLines deal_lines[] = {
  { .name = "items", .entity = "item", .label = "Items" },
  { NULL },
};

static const char *const deal_indexes[] = { "client,opened", "stage", NULL };

static const CrmField item_fields[] = {
  { .name = "what", .label = "What", .type = CRM_FIELD_TEXT },
  { .name = "quantity", .label = "Quantity", .type = CRM_FIELD_QUANTITY },
  { .name = "price", .label = "Price", .type = CRM_FIELD_PRICE, .currency = "currency" },
  { .name = "sum", .label = "Sum", .type = CRM_FIELD_MONEY, .currency = "currency" },
  { NULL },
};

static const CrmField event_fields[] = {
  { .name = "title", .label = "Title", .type = CRM_FIELD_TEXT },
  { .name = "client", .label = "Client", .type = CRM_FIELD_REFERENCE, .ref = "client" },
  { .name = "deal", .label = "Deal", .type = CRM_FIELD_REFERENCE, .ref = "deal" },
  { .name = "about", .label = "About", .type = CRM_FIELD_ANY },
  { .name = "begins", .label = "Begins", .type = CRM_FIELD_INSTANT },
  { NULL },
};

static const CrmField thing_fields[] = {
  { .name = "text", .label = "Text", .type = CRM_FIELD_TEXT },
  { .name = "note", .label = "Note", .type = CRM_FIELD_NOTE },
  { .name = "integer", .label = "Integer", .type = CRM_FIELD_INTEGER },
  { .name = "quantity", .label = "Quantity", .type = CRM_FIELD_QUANTITY },
  { .name = "price", .label = "Price", .type = CRM_FIELD_PRICE, .currency = "currency" },
  { .name = "money", .label = "Money", .type = CRM_FIELD_MONEY, .currency = "currency" },
  { .name = "rate", .label = "Rate", .type = CRM_FIELD_RATE },
  { .name = "percent", .label = "Percent", .type = CRM_FIELD_PERCENT },
  { .name = "yesno", .label = "Yes or no", .type = CRM_FIELD_YESNO },
  { .name = "day", .label = "Day", .type = CRM_FIELD_DAY },
  { .name = "instant", .label = "Instant", .type = CRM_FIELD_INSTANT },
  { .name = "duration", .label = "Duration", .type = CRM_FIELD_DURATION },
  { .name = "choice", .label = "Choice", .type = CRM_FIELD_CHOICE, .choices = stages },
  { .name = "currency", .label = "Currency", .type = CRM_FIELD_CURRENCY },
  { .name = "country", .label = "Country", .type = CRM_FIELD_COUNTRY },
  { .name = "language", .label = "Language", .type = CRM_FIELD_LANGUAGE },
  { .name = "reference", .label = "Reference", .type = CRM_FIELD_REFERENCE, .ref = "client" },
  { .name = "any", .label = "Any", .type = CRM_FIELD_ANY },
  { .name = "parent", .label = "Parent", .type = CRM_FIELD_PARENT, .ref = "thing" },
  { .name = "tags", .label = "Tags", .type = CRM_FIELD_TAGS },
  { .name = "email", .label = "E-mail", .type = CRM_FIELD_EMAIL },
  { .name = "phone", .label = "Phone", .type = CRM_FIELD_PHONE },
  { .name = "link", .label = "Link", .type = CRM_FIELD_LINK },
  { .name = "requisite", .label = "IBAN", .type = CRM_FIELD_REQUISITE, .ref = "iban" },
  { .name = "account", .label = "Account", .type = CRM_FIELD_REQUISITE, .ref = "text" },
  { .name = "json", .label = "JSON", .type = CRM_FIELD_JSON },
  { .name = "xml", .label = "XML", .type = CRM_FIELD_XML },
  { .name = "blob", .label = "Picture", .type = CRM_FIELD_BLOB },
  { .name = "short", .label = "Short", .type = CRM_FIELD_TEXT, .max = 5 },
  { NULL },
};

static const CrmEntity person = { .number = 1,
                                  .name = "person",
                                  .fields = person_fields,
                                  .title = "{name}" };

static const CrmEntity client = {
  .number = 2,
  .name = "client",
  .fields = client_fields,
  .lines = client_lines,
  .order = "name",
  .title = "{name}",
  .party = "id",
  .responsible = "responsible",
};

static const CrmEntity phone = { .number = 3,
                                 .name = "phone",
                                 .owner = "client",
                                 .fields = phone_fields };

static const CrmEntity deal = {
  .number = 4,
  .name = "deal",
  .fields = deal_fields,
  .lines = deal_lines,
  .indexes = deal_indexes,
  .order = "-opened,client.name,items.price",
  .title = "{number}  {name} ({stage})",
  .subtitle = "{amount}",
  .filter = "stage in (new, talks) and client is filled",
  .state = "stage",
  .party = "client",
  .when = "opened",
  .responsible = "client.responsible",
};

static const CrmEntity item = { .number = 5,
                                .name = "item",
                                .owner = "deal",
                                .fields = item_fields };

static const CrmEntity event = {
  .number = 6,
  .name = "event",
  .fields = event_fields,
  .title = "{title}",
  .party = "deal.client",
  .when = "begins",
  .stands_on = "deal",
};

static const CrmEntity thing = { .number = 4095,
                                 .name = "thing",
                                 .fields = thing_fields,
                                 .title = "{text}" };

const CrmEntity *const *
sample_entities (void)
{
  static const CrmEntity *const entities[] = { &person, &client, &phone, &deal,
                                               &item,   &event,  &thing, NULL };

  return entities;
}

CrmSchema *
sample_schema_new (void)
{
  g_autoptr (GError) error = NULL;
  CrmSchema *schema = crm_schema_new (sample_entities (), NULL, 0, &error);

  g_assert_no_error (error);

  return schema;
}

CrmRecord *
sample_record_new (const char *entity)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();

  return crm_record_new (crm_schema_find (schema, entity));
}
