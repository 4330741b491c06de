/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/demo/crm-demo-private.h"

#include "base/crm-requisite.h"
#include "office/clients/crm-party.h"
#include "office/deals/crm-pipeline.h"
#include "office/people/crm-role.h"
#include "office/products/crm-tax-rate.h"

/* Prices are written in lei of Moldova; rounded so that they look like prices elsewhere, too. */
static gint64
home_price (CrmNation home, guint lei)
{
  switch (home) {
  case CRM_NATION_RU:
    return (gint64)(lei * 5 / 10 * 10) * 10000;
  case CRM_NATION_RO:
    return (gint64)(lei * 26) * 100;
  case CRM_NATION_MD:
  case CRM_NATION_EN:
  case CRM_NATION_N:
  default:
    return (gint64)lei * 10000;
  }
}

/* --- Our company ------------------------------------------------------------------------------ */

static void
set_signers (CrmRecord *ours, CrmNation home)
{
  static const struct {
    const char *post;
    const char *signer;
    const char *accountant;
  } signers[CRM_NATION_N] = {
    [CRM_NATION_MD] = { "Administrator", "Andrei Zidaru", "Olga Macovei" },
    [CRM_NATION_RO] = { "Administrator", "Radu Pădureanu", "Anca Verdeș" },
    [CRM_NATION_RU] = { "Генеральный директор", "Озеров П. А.", "Малинина В. С." },
    [CRM_NATION_EN] = { "Director", "Alan Marsh", "Ruth Hobbs" },
  };

  crm_record_set_text (ours, "signer_post", signers[home].post);
  crm_record_set_text (ours, "signer_name", signers[home].signer);
  crm_record_set_text (ours, "accountant_name", signers[home].accountant);
}

static gboolean
fill_our_company (CrmTxn *txn, CrmDemo *self, GError **error)
{
  g_autoptr (CrmRecord) ours = crm_party_ours (txn, error);
  g_autoptr (GBytes) logo = _crm_demo_logo ();
  g_auto (CrmValue) picture = CRM_VALUE_INIT;
  CrmLang lang = self->home == CRM_NATION_RU ? CRM_LANG_RU : CRM_LANG_RO;
  CrmRecord *line;
  char number[32];

  if (ours == NULL)
    return FALSE;
  self->ours = crm_record_get_id (ours);
  _crm_demo_fill_requisites (self, ours, self->home);
  crm_record_set_int (ours, "vat_payer", 1);
  if (self->home == CRM_NATION_MD && crm_record_is_null (ours, "vat_code"))
    crm_record_set_text (ours, "vat_code", "0600123");
  if (self->home == CRM_NATION_RO)
    crm_record_set_text (ours, "capital", "45 000 RON");
  set_signers (ours, self->home);
  _crm_demo_add_address (self, ours, self->home, lang, "legal");
  _crm_demo_add_account (self, ours, self->home, TRUE);
  crm_invent_phone (&self->state.dice, self->home, FALSE, number);
  line = crm_record_add_line (ours, "phones");
  crm_record_set_text (line, "number", number);
  crm_record_set_text (line, "kind", "work");
  line = crm_record_add_line (ours, "emails");
  crm_record_set_text (line, "address", "office@kontor.example");
  crm_record_set_text (line, "kind", "work");
  crm_record_set_text (ours, "site", "https://www.kontor.example");
  crm_value_set_blob (&picture, logo);
  crm_record_set (ours, "logo", &picture);

  return crm_txn_save (txn, ours, error);
}

/* --- Colleagues ------------------------------------------------------------------------------- */

static gboolean
set_role (CrmTxn *txn, CrmRecord *person, const char *key, GError **error)
{
  g_autoptr (CrmRecord) role = crm_role_find (txn, key, error);

  if (role == NULL)
    return FALSE;
  crm_record_set_int (person, "office_role", crm_record_get_id (role));

  return TRUE;
}

static gboolean
add_colleagues (CrmTxn *txn, CrmDemo *self, GError **error)
{
  static const char *const roles[] = { "seller", "seller", "accountant", "manager" };
  CrmLang lang = self->home == CRM_NATION_RU ? CRM_LANG_RU : CRM_LANG_RO;

  self->people[0] = crm_txn_get_person (txn);
  self->n_people = 1;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++) {
    g_autoptr (CrmRecord) person = crm_txn_new (txn, "person");
    CrmInventedPerson invented;
    g_autofree char *name = NULL;
    g_autofree char *email = NULL;
    char box[64];

    crm_invent_person (&self->state.dice, self->home, lang, &invented);
    name = g_strdup_printf ("%s %s", invented.given, invented.family);
    crm_invent_slug (name, box, sizeof box);
    email = g_strconcat (g_strdelimit (box, "-", '.'), "@kontor.example", NULL);
    crm_record_set_text (person, "name", name);
    if (!set_role (txn, person, roles[i], error))
      return FALSE;
    crm_record_set_text (person, "email", email);
    if (!crm_txn_save (txn, person, error))
      return FALSE;
    self->people[self->n_people++] = crm_record_get_id (person);
  }

  return TRUE;
}

/* --- Goods ------------------------------------------------------------------------------------ */

/* The unit with the code; 0 without error when the office has none. */
static gint64
find_unit (CrmTxn *txn, const char *code)
{
  g_autoptr (CrmRecord) unit = crm_txn_find_text (txn, "unit", "code_ece", code, NULL);

  return unit != NULL ? crm_record_get_id (unit) : 0;
}

static gboolean
add_product (CrmTxn *txn, CrmDemo *self, const CrmGood *good, gint64 tax_rate, GError **error)
{
  g_autoptr (CrmRecord) product = crm_txn_new (txn, "product");
  const char *currency = crm_nation_currency (self->home);
  gint64 unit = find_unit (txn, good->unit);
  gint64 price = home_price (self->home, good->price);
  CrmDemoProduct made = { .tax_rate = tax_rate, .price = price, .name = good->names[self->lang] };
  CrmRecord *line;

  if (unit == 0)
    unit = find_unit (txn, "H87");
  crm_record_set_text (product, "code", good->code);
  crm_record_set_text (product, "kind", good->service ? "service" : "goods");
  crm_record_set_text (product, "name", made.name);
  crm_record_set_text (product, "category", crm_demo_category (good, self->lang));
  if (unit != 0)
    crm_record_set_int (product, "unit", unit);
  crm_record_set_int (product, "tax_rate", tax_rate);
  crm_record_set_int (product, "cost", price / 100 * 68 / 100);
  crm_record_set_text (product, "currency", currency);
  line = crm_record_add_line (product, "prices");
  crm_record_set_int (line, "price", price);
  crm_record_set_text (line, "currency", currency);
  if (!good->service) {
    line = crm_record_add_line (product, "prices");
    crm_record_set_int (line, "price", price / 10000 * 9500);
    crm_record_set_text (line, "currency", currency);
    crm_record_set_int (line, "min_quantity", 10000);
  }
  if (!crm_txn_save (txn, product, error))
    return FALSE;
  made.id = crm_record_get_id (product);
  made.unit = unit;
  g_array_append_val (self->products, made);

  return TRUE;
}

static gboolean
add_products (CrmTxn *txn, CrmDemo *self, GError **error)
{
  g_autoptr (CrmRecord) rate = crm_tax_rate_usual (txn, crm_nation_country (self->home),
                                                   crm_txn_get_today (txn), error);

  if (rate == NULL)
    return FALSE;
  g_array_set_size (self->products, 0);
  for (guint i = 0; i < crm_demo_n_goods; i++)
    if (!add_product (txn, self, &crm_demo_goods[i], crm_record_get_id (rate), error))
      return FALSE;

  return TRUE;
}

/* --- What the office began with --------------------------------------------------------------- */

static gboolean
read_stages (CrmTxn *txn, CrmDemo *self, GError **error)
{
  g_autoptr (CrmRecord) pipeline = crm_pipeline_first (txn, error);
  g_autoptr (GPtrArray) stages = NULL;

  if (pipeline == NULL)
    return FALSE;
  stages = crm_pipeline_stages (txn, crm_record_get_id (pipeline), error);
  if (stages == NULL)
    return FALSE;
  g_array_set_size (self->stages, 0);
  for (guint i = 0; i < stages->len; i++) {
    const CrmRecord *record = g_ptr_array_index (stages, i);
    CrmDemoStage stage = { .id = crm_record_get_id (record) };

    stage.open = g_str_equal (crm_record_get_text (record, "kind"), "open");
    stage.won = g_str_equal (crm_record_get_text (record, "kind"), "won");
    g_array_append_val (self->stages, stage);
  }

  return TRUE;
}

static gboolean
read_causes (CrmTxn *txn, CrmDemo *self, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("cause");
  g_autoptr (GPtrArray) causes = NULL;

  crm_query_set_order (query, "name");
  causes = crm_txn_query (txn, query, error);
  if (causes == NULL)
    return FALSE;
  g_array_set_size (self->causes, 0);
  for (guint i = 0; i < causes->len; i++) {
    gint64 id = crm_record_get_id (g_ptr_array_index (causes, i));

    g_array_append_val (self->causes, id);
  }

  return TRUE;
}

/* Numbers that do not begin anew each year: a list of two years reads in one order. */
static gboolean
count_on (CrmTxn *txn, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("series");
  g_autoptr (GPtrArray) series = crm_txn_query (txn, query, error);

  for (guint i = 0; series != NULL && i < series->len; i++) {
    CrmRecord *record = g_ptr_array_index (series, i);

    crm_record_set_text (record, "reset", "never");
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }

  return series != NULL;
}

gboolean
_crm_demo_set_up (CrmTxn *txn, gpointer demo, GError **error)
{
  CrmDemo *self = demo;

  return fill_our_company (txn, self, error) && count_on (txn, error) &&
         add_colleagues (txn, self, error) && add_products (txn, self, error) &&
         read_stages (txn, self, error) && read_causes (txn, self, error);
}
