/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/quality/crm-quality-rule.h"

#include "base/crm-error.h"
#include "office/clients/crm-party.h"
#include "office/crm-describe.h"

#include <string.h>

/* One rule weighs no more than ten others. */
#define MOST_WEIGHT 10

/* Cards that are read before they are computed. */
#define BATCH 1000

static const CrmField fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED },
  { .name = "entity",
    .label = N_ ("Room"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .initial = "party",
    .max = 40 },
  { .name = "path",
    .label = N_ ("What must be filled in"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .max = 80 },
  { .name = "only_where",
    .label = N_ ("Only where"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_IN_LIST },
  { .name = "weight",
    .label = N_ ("Weight"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT,
    .initial = "1" },
  { .name = "active",
    .label = N_ ("Active"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_IN_LIST,
    .initial = "1" },
  { .name = "rank", .label = N_ ("Order"), .type = CRM_FIELD_INTEGER },
  /* Whether all records have been computed by it as it is now. */
  { .name = "applied",
    .label = N_ ("Applied to all records"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_WRITTEN },
  { NULL },
};

static const char *const indexes[] = { "entity,rank", NULL };

static gboolean
validate (const CrmRecord *record, GError **error)
{
  gint64 weight = crm_record_get_int (record, "weight");

  if (weight >= 1 && weight <= MOST_WEIGHT)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The weight of a rule is from 1 to %d."),
               MOST_WEIGHT);

  return FALSE;
}

/* --- What it names ---------------------------------------------------------------------------- */

static gboolean
has_lines (const CrmEntity *entity, const char *name)
{
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    if (g_str_equal (entity->lines[i].name, name))
      return TRUE;
  }

  return FALSE;
}

/* A field, lines, or a field of lines. */
static gboolean
check_path (CrmTxn *txn, const CrmEntity *entity, const char *text, GError **error)
{
  g_autoptr (CrmPath) path = NULL;
  const CrmStep *steps;
  guint n;

  if (has_lines (entity, text))
    return TRUE;
  path = crm_path_new (crm_txn_get_schema (txn), entity, text, error);
  if (path == NULL)
    return FALSE;
  steps = crm_path_get_steps (path, &n);
  if (n == 0 || (n == 1 && steps[0].kind == CRM_STEP_LINES))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” leads to other records. A rule asks for a field of the card itself."),
               text);

  return FALSE;
}

static gboolean
check_condition (const CrmEntity *entity, const CrmCondition *condition, GError **error)
{
  if (condition->kind == CRM_CONDITION_TEST &&
      crm_entity_find_field (entity, condition->path) == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” in the condition is no field of the card itself."), condition->path);
    return FALSE;
  }
  if (crm_condition_asks_views (condition)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The condition of a rule asks for fields of the card itself, not for a "
                            "saved view."));
    return FALSE;
  }
  for (guint i = 0; condition->children != NULL && i < condition->children->len; i++) {
    if (!check_condition (entity, condition->children->pdata[i], error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
check_names (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  const CrmEntity *entity =
    crm_schema_get (crm_txn_get_schema (txn), crm_record_get_text (record, "entity"), error);
  const char *where = crm_record_get_text (record, "only_where");
  g_autoptr (CrmCondition) condition = NULL;

  if (entity == NULL)
    return FALSE;
  if (crm_entity_find_field (entity, "completeness") == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: the placeholder is a kind of thing. */
                 _ ("%s: cards of this kind have no completeness."), _ (entity->label_many));
    return FALSE;
  }
  if (!check_path (txn, entity, crm_record_get_text (record, "path"), error))
    return FALSE;
  if (*where == '\0')
    return TRUE;
  condition = crm_query_parse_where (where, error);

  return condition != NULL && check_condition (entity, condition, error);
}

static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  static const char *const counted[] = { "entity", "path", "only_where", "weight", "active" };

  for (guint i = 0; !crm_record_is_new (record) && i < G_N_ELEMENTS (counted); i++) {
    if (crm_record_is_changed (record, counted[i]))
      crm_record_set_int (record, "applied", 0);
  }

  return check_names (txn, record, error);
}

const CrmEntity crm_quality_rule_entity = {
  .number = 46,
  .name = "quality_rule",
  .label = N_ ("Quality rule"),
  .label_many = N_ ("Quality rules"),
  .label_new = N_ ("New quality rule"),
  NP_ ("%d quality rule", "%d quality rules"),
  .empty_title = N_ ("No quality rules yet"),
  .empty_text = N_ ("What a good card has in it: each rule names a field, and cards without it are "
                    "shown as incomplete."),
  .icon = "emblem-ok-symbolic",
  .fields = fields,
  .indexes = indexes,
  .order = "entity,rank",
  .title = "{name}",
  .subtitle = "{path}",
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
  .validate = validate,
  .before_save = before_save,
};

/* --- Seeds ------------------------------------------------------------------------------------ */

#define FIRMS  "is_client = yes and is_ours != yes and kind = organisation"
#define PEOPLE "is_client = yes and is_ours != yes and kind = person"
#define BOTH   "is_client = yes and is_ours != yes"

static const struct {
  const char *entity;
  const char *path;
  const char *where;
  gint64 weight;
  const char *names[3];
} seeds[] = {
  { "party",
    "phones",
    BOTH,
    3,
    { "A phone is known", "Телефон известен", "Telefonul este cunoscut" } },
  { "party",
    "emails",
    BOTH,
    2,
    { "An e-mail is known", "Почта известна", "E-mailul este cunoscut" } },
  { "party",
    "addresses.city",
    BOTH,
    1,
    { "The city is known", "Город известен", "Orașul este cunoscut" } },
  { "party",
    "responsible",
    BOTH,
    2,
    { "Somebody is responsible", "Ответственный назначен", "Există un responsabil" } },
  { "party",
    "segment",
    BOTH,
    1,
    { "The segment is known", "Сегмент указан", "Segmentul este indicat" } },
  { "party",
    "source",
    BOTH,
    1,
    { "The source is known", "Источник указан", "Sursa este indicată" } },
  { "party",
    "country",
    FIRMS,
    1,
    { "The country is known", "Страна указана", "Țara este indicată" } },
  { "party",
    "legal_form",
    FIRMS,
    1,
    { "The legal form is known", "Правовая форма указана", "Forma juridică este indicată" } },
  { "party",
    "inn",
    FIRMS " and country = RU",
    3,
    { "INN is known and right", "ИНН указан верно", "INN este corect" } },
  { "party",
    "idno",
    FIRMS " and country = MD",
    3,
    { "IDNO is known and right", "IDNO указан верно", "IDNO este corect" } },
  { "party",
    "cui",
    FIRMS " and country = RO",
    3,
    { "CUI is known and right", "CUI указан верно", "CUI este corect" } },
  { "party",
    "bank_accounts",
    FIRMS,
    1,
    { "A bank account is known", "Банковский счёт известен", "Contul bancar este cunoscut" } },
  { "party",
    "birthday",
    PEOPLE,
    1,
    { "The birthday is known", "День рождения известен", "Ziua de naștere este cunoscută" } },
  { "product",
    "code",
    "active = yes",
    1,
    { "The product has a code", "У товара есть код", "Produsul are cod" } },
  { "product",
    "unit",
    "active = yes",
    2,
    { "The unit is known", "Единица указана", "Unitatea este indicată" } },
  { "product",
    "prices",
    "active = yes",
    3,
    { "The product has a price", "У товара есть цена", "Produsul are preț" } },
  { "claim",
    "responsible",
    NULL,
    2,
    { "Somebody answers the claim", "У рекламации есть ответственный",
      "Reclamația are responsabil" } },
  { "claim",
    "due",
    NULL,
    2,
    { "The claim has a day to answer by", "У рекламации есть срок ответа",
      "Reclamația are termen de răspuns" } },
  { "claim",
    "cause",
    "state = closed",
    2,
    { "A closed claim has a cause", "У закрытой рекламации есть причина",
      "Reclamația închisă are cauză" } },
};

gboolean
crm_quality_rule_seed (CrmTxn *txn, CrmLang lang, gboolean applied, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("quality_rule");
  gint64 n = crm_txn_count (txn, query, error);

  for (guint i = 0; n == 0 && i < G_N_ELEMENTS (seeds); i++) {
    g_autoptr (CrmRecord) rule = crm_txn_new (txn, "quality_rule");

    crm_record_set_text (rule, "name", seeds[i].names[lang]);
    crm_record_set_text (rule, "entity", seeds[i].entity);
    crm_record_set_text (rule, "path", seeds[i].path);
    crm_record_set_text (rule, "only_where", seeds[i].where);
    crm_record_set_int (rule, "weight", seeds[i].weight);
    crm_record_set_int (rule, "rank", i + 1);
    crm_record_set_int (rule, "applied", applied);
    if (!crm_txn_save (txn, rule, error))
      return FALSE;
  }

  return n >= 0;
}

/* An upgrade has the file for itself, so that all cards are computed at once. */
static gboolean
compute_all (CrmTxn *txn, GError **error)
{
  static const char *const entities[] = { "party", "product", "claim" };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++) {
    gint64 after = 0;

    do {
      if (!crm_txn_rederive (txn, entities[i], &after, BATCH, error))
        return FALSE;
    } while (after != 0);
  }

  return TRUE;
}

gboolean
crm_quality_rule_ensure (CrmTxn *txn, GError **error)
{
  g_autoptr (CrmRecord) ours = crm_party_ours (txn, NULL);
  const char *language = ours != NULL ? crm_record_get_text (ours, "language") : NULL;
  CrmLang lang = language != NULL ? crm_lang_from_string (language) : crm_lang_of_person ();

  return crm_quality_rule_seed (txn, lang, TRUE, error) && compute_all (txn, error);
}
