/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <string.h>

static const CrmChoice kinds[] = {
  { "client", "Client", CRM_TONE_ACTIVE },
  { "supplier", "Supplier", CRM_TONE_NONE },
  { NULL },
};

static const CrmChoice stages[] = {
  { "new", "New", CRM_TONE_WAITING },
  { "talks", "Talks", CRM_TONE_ACTIVE },
  { "won", "Won", CRM_TONE_DONE },
  { "lost", "Lost", CRM_TONE_LATE },
  { NULL },
};

static const CrmMove moves[] = {
  { "new", "talks" }, { "talks", "won" }, { "talks", "lost" }, { "lost", "talks" }, { NULL },
};

static const CrmField person_fields[] = {
  { .name = "name",
    .label = "Name",
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  { NULL },
};

static const CrmField party_fields[] = {
  { .name = "name",
    .label = "Name",
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  { .name = "kind",
    .label = "Kind",
    .type = CRM_FIELD_CHOICE,
    .choices = kinds,
    .initial = "client" },
  { .name = "city", .label = "City", .type = CRM_FIELD_TEXT, .flags = CRM_FIELD_SORTED },
  { .name = "code",
    .label = "Code",
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_UNIQUE | CRM_FIELD_SEARCHED },
  { .name = "note", .label = "Note", .type = CRM_FIELD_NOTE },
  { .name = "rating", .label = "Rating", .type = CRM_FIELD_INTEGER, .flags = CRM_FIELD_SORTED },
  { .name = "responsible", .label = "Responsible", .type = CRM_FIELD_REFERENCE, .ref = "person" },
  { .name = "group", .label = "Group", .type = CRM_FIELD_PARENT, .ref = "party" },
  { .name = "deals",
    .label = "Deals",
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_DERIVED | CRM_FIELD_SORTED,
    .from = "deal.client" },
  { NULL },
};

static const CrmLines party_lines[] = {
  { .name = "phones", .entity = "phone", .label = "Phones" },
  { NULL },
};

static const CrmField phone_fields[] = {
  { .name = "number", .label = "Number", .type = CRM_FIELD_PHONE, .flags = CRM_FIELD_SEARCHED },
  { .name = "kind", .label = "Kind", .type = CRM_FIELD_TEXT },
  { .name = "via", .label = "Via", .type = CRM_FIELD_REFERENCE, .ref = "party" },
  { NULL },
};

/* A step stands where somebody has put it. */
static const CrmField step_fields[] = {
  { .name = "name", .label = "Name", .type = CRM_FIELD_TEXT, .flags = CRM_FIELD_REQUIRED },
  { .name = "rank", .label = "Rank", .type = CRM_FIELD_INTEGER },
  { NULL },
};

static const CrmField deal_fields[] = {
  { .name = "name",
    .label = "Name",
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED },
  { .name = "number", .label = "Number", .type = CRM_FIELD_TEXT, .flags = CRM_FIELD_UNIQUE },
  { .name = "client", .label = "Client", .type = CRM_FIELD_REFERENCE, .ref = "party" },
  { .name = "stage",
    .label = "Stage",
    .type = CRM_FIELD_CHOICE,
    .choices = stages,
    .moves = moves,
    .flags = CRM_FIELD_TOLD,
    .initial = "new" },
  { .name = "step",
    .label = "Step",
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_SORTED,
    .ref = "step" },
  { .name = "amount", .label = "Amount", .type = CRM_FIELD_MONEY, .currency = "currency" },
  { .name = "currency", .label = "Currency", .type = CRM_FIELD_CURRENCY, .initial = "MDL" },
  { .name = "opened", .label = "Opened", .type = CRM_FIELD_DAY, .flags = CRM_FIELD_SORTED },
  { .name = "note", .label = "Note", .type = CRM_FIELD_NOTE, .flags = CRM_FIELD_LIVING },
  { NULL },
};

static const char *const deal_indexes[] = { "client,opened", NULL };

static const CrmField event_fields[] = {
  { .name = "title", .label = "Title", .type = CRM_FIELD_TEXT, .flags = CRM_FIELD_SEARCHED },
  { .name = "deal", .label = "Deal", .type = CRM_FIELD_REFERENCE, .ref = "deal" },
  { .name = "begins", .label = "Begins", .type = CRM_FIELD_INSTANT, .flags = CRM_FIELD_SORTED },
  { NULL },
};

static const CrmField remark_fields[] = {
  { .name = "text", .label = "Text", .type = CRM_FIELD_TEXT },
  { .name = "record", .label = "Record", .type = CRM_FIELD_ANY },
  { .name = "said", .label = "Said", .type = CRM_FIELD_INSTANT },
  { NULL },
};

static const CrmField thing_fields[] = {
  { .name = "text", .label = "Text", .type = CRM_FIELD_TEXT, .flags = CRM_FIELD_SEARCHED },
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
  { .name = "reference", .label = "Reference", .type = CRM_FIELD_REFERENCE, .ref = "party" },
  { .name = "any", .label = "Any", .type = CRM_FIELD_ANY },
  { .name = "parent", .label = "Parent", .type = CRM_FIELD_PARENT, .ref = "thing" },
  { .name = "tags", .label = "Tags", .type = CRM_FIELD_TAGS },
  { .name = "email", .label = "E-mail", .type = CRM_FIELD_EMAIL },
  { .name = "phone", .label = "Phone", .type = CRM_FIELD_PHONE },
  { .name = "link", .label = "Link", .type = CRM_FIELD_LINK },
  { .name = "requisite", .label = "Requisite", .type = CRM_FIELD_REQUISITE, .ref = "text" },
  { .name = "json", .label = "JSON", .type = CRM_FIELD_JSON },
  { .name = "xml", .label = "XML", .type = CRM_FIELD_XML },
  { .name = "blob", .label = "Picture", .type = CRM_FIELD_BLOB },
  { NULL },
};

/* --- Rules -------------------------------------------------------------------------------------*/

static gboolean
validate_party (const CrmRecord *record, GError **error)
{
  if (!g_str_equal (crm_record_get_text (record, "name"), "Nobody"))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, "Nobody is no name");

  return FALSE;
}

static gboolean
derive_party (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  gint64 count;

  crm_query_add_test_id (query, "client", crm_record_get_id (record));
  count = crm_txn_count (txn, query, error);
  if (count < 0)
    return FALSE;
  crm_record_set_int (record, "deals", count);

  return TRUE;
}

static gboolean
is_won (const CrmRecord *stored)
{
  return g_str_equal (crm_record_get_text (stored, "stage"), "won");
}

/* --- Entities ----------------------------------------------------------------------------------*/

static const CrmEntity person = {
  .number = 1,
  .name = "person",
  .label = "Person",
  .fields = person_fields,
  .order = "name",
  .title = "{name}",
};

static const CrmEntity party = {
  .number = 2,
  .name = "party",
  .label = "Party",
  .fields = party_fields,
  .lines = party_lines,
  .order = "name",
  .title = "{name}",
  .responsible = "responsible",
  .validate = validate_party,
  .derive = derive_party,
};

static const CrmEntity phone = {
  .number = 3,
  .name = "phone",
  .owner = "party",
  .label = "Phone",
  .fields = phone_fields,
  .title = "{number}",
};

static const CrmEntity deal = {
  .number = 4,
  .name = "deal",
  .label = "Deal",
  .fields = deal_fields,
  .indexes = deal_indexes,
  .order = "-opened",
  .title = "{name}",
  .state = "stage",
  .party = "client",
  .when = "opened",
  .is_frozen = is_won,
};

static const CrmEntity step = {
  .number = 7,
  .name = "step",
  .label = "Step",
  .fields = step_fields,
  .order = "rank,name",
  .title = "{name}",
};

static const CrmEntity event = {
  .number = 5,
  .name = "event",
  .label = "Event",
  .fields = event_fields,
  .order = "begins",
  .title = "{title}",
  .party = "deal.client",
  .when = "begins",
  .stands_on = "deal",
};

static const CrmEntity remark = {
  .number = 6,
  .name = "remark",
  .label = "Remark",
  .fields = remark_fields,
  .order = "said",
  .title = "{text}",
  .party = "record",
  .when = "said",
  .stands_on = "record",
};

static const CrmEntity thing = {
  .number = 4095,
  .name = "thing",
  .label = "Thing",
  .fields = thing_fields,
  .order = "text",
  .title = "{text}",
};

const CrmEntity *const *
sample_entities (void)
{
  static const CrmEntity *const entities[] = { &person, &party,  &phone, &deal, &step,
                                               &event,  &remark, &thing, NULL };

  return entities;
}
