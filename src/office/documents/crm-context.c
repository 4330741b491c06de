/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/documents/crm-context.h"

#include "base/crm-day.h"
#include "base/crm-number.h"
#include "office/documents/crm-document.h"
#include "office/documents/crm-lines.h"
#include "office/products/crm-tax-rate.h"
#include "office/products/crm-unit.h"

#include <string.h>

/* What stands behind an amount in words of the paper's language; others are named by their code. */
static const struct {
  const char *code;
  const char *short_names[3]; /* by CrmLang */
} currencies[] = {
  { "MDL", { "lei", "леев", "lei" } },
  { "RON", { "lei", "леев", "lei" } },
  { "RUB", { "RUB", "руб.", "ruble" } },
  { "EUR", { "EUR", "евро", "euro" } },
  { "USD", { "USD", "долл. США", "dolari SUA" } },
};

static const char *const vat_names[] = {
  [CRM_LANG_EN] = "VAT",
  [CRM_LANG_RU] = "НДС",
  [CRM_LANG_RO] = "TVA",
};

typedef struct {
  CrmTxn *txn;
  const CrmRecord *record;
  CrmRecord *company;
  CrmRecord *client;
  CrmLang lang;
  const char *currency;
  CrmTotals totals;
} Context;

static const char *
short_name_of_currency (const char *code, CrmLang lang)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++) {
    if (g_str_equal (currencies[i].code, code))
      return currencies[i].short_names[lang];
  }

  return code;
}

/* --- "doc" ------------------------------------------------------------------------------------ */

/* What the payer writes into the order: the title stands by itself, so that it need not be put into
 * another case. */
static char *
make_purpose (Context *self, const char *title)
{
  const char *number = crm_record_get_text (self->record, "number");
  g_autofree char *day = NULL;

  if (*number == '\0')
    return NULL;
  day = crm_day_format (crm_record_get_text (self->record, "date"), self->lang);
  switch (self->lang) {
  case CRM_LANG_RU:
    return g_strdup_printf ("Оплата: %s № %s от %s", title, number, day);
  case CRM_LANG_RO:
    return g_strdup_printf ("Plata: %s nr. %s din %s", title, number, day);
  case CRM_LANG_EN:
  default:
    return g_strdup_printf ("Payment: %s No. %s of %s", title, number, day);
  }
}

/* The prefix of the series, which stands in front of the number. */
static char *
make_prefix (const CrmRecord *record)
{
  const char *number = crm_record_get_text (record, "number");
  const char *serial = crm_record_get_text (record, "serial");
  g_autofree char *prefix = NULL;

  if (*serial == '\0' || !g_str_has_suffix (number, serial))
    return NULL;
  prefix = g_strndup (number, strlen (number) - strlen (serial));

  return g_strdup (g_strstrip (prefix));
}

static JsonObject *
make_doc (Context *self, gboolean draft)
{
  static const char *const texts[] = { "kind", "date", "due", "delivery_date", "basis" };
  const CrmRecord *record = self->record;
  const char *title =
    crm_document_kind_title (crm_record_get_text (record, "kind"),
                             crm_record_get_text (self->company, "country"), self->lang);
  g_autofree char *purpose = make_purpose (self, title);
  g_autofree char *prefix = make_prefix (record);
  JsonObject *doc = json_object_new ();
  JsonObject *currency = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    _crm_context_add_text (doc, texts[i], crm_record_get_text (record, texts[i]));
  _crm_context_add_text (doc, "title", title);
  _crm_context_add_text (doc, "series", prefix);
  _crm_context_add_text (doc, "number", crm_record_get_text (record, "serial"));
  _crm_context_add_text (doc, "note", crm_record_get_text (record, "text"));
  _crm_context_add_text (doc, "purpose", purpose);
  json_object_set_boolean_member (doc, "draft", draft);
  json_object_set_boolean_member (doc, "vat_included",
                                  crm_record_get_int (record, "prices_include_tax") != 0);
  json_object_set_string_member (currency, "code", self->currency);
  json_object_set_string_member (currency, "short",
                                 short_name_of_currency (self->currency, self->lang));
  json_object_set_object_member (doc, "currency", currency);

  return doc;
}

/* --- "items" ---------------------------------------------------------------------------------- */

static gboolean
add_unit (Context *self, const CrmRecord *line, JsonObject *item, GError **error)
{
  g_autoptr (CrmRecord) unit = NULL;

  if (crm_record_is_null (line, "unit"))
    return TRUE;
  unit = crm_txn_get (self->txn, "unit", crm_record_get_int (line, "unit"), error);
  if (unit == NULL)
    return FALSE;
  _crm_context_add_text (item, "unit", crm_unit_short_name (unit, self->lang));

  return TRUE;
}

static gboolean
add_rate (Context *self, const CrmRecord *line, JsonObject *item, GError **error)
{
  g_autoptr (CrmRecord) rate = NULL;
  g_autofree char *text = NULL;

  if (crm_record_is_null (line, "tax_rate"))
    return TRUE;
  rate = crm_txn_get (self->txn, "tax_rate", crm_record_get_int (line, "tax_rate"), error);
  if (rate == NULL)
    return FALSE;
  text = crm_tax_rate_text (rate, self->lang);
  _crm_context_add_text (item, "vat_rate", text);

  return TRUE;
}

static gboolean
add_item (Context *self,
          JsonArray *items,
          guint place,
          const CrmTotalsLine *counted,
          GError **error)
{
  const CrmRecord *line = g_ptr_array_index (crm_record_get_lines (self->record, "lines"), place);
  g_autoptr (JsonObject) item = json_object_new ();

  json_object_set_int_member (item, "n", place + 1);
  _crm_context_add_text (item, "code", crm_record_get_text (line, "code"));
  _crm_context_add_text (item, "name", crm_record_get_text (line, "name"));
  json_object_set_int_member (item, "qty", counted->quantity);
  /* No price is not a price of 0: the paper says that it is missing. */
  if (!crm_record_is_null (line, "price"))
    _crm_context_add_amount (item, "price", counted->price, self->currency);
  if (counted->reduced != 0)
    _crm_context_add_amount (item, "discount", counted->reduced, self->currency);
  _crm_context_add_amount (item, "net", counted->net, self->currency);
  if (counted->taxed)
    _crm_context_add_amount (item, "vat", counted->tax_sum, self->currency);
  _crm_context_add_amount (item, "sum", counted->gross, self->currency);
  if (!add_unit (self, line, item, error) || !add_rate (self, line, item, error))
    return FALSE;
  json_array_add_object_element (items, g_steal_pointer (&item));

  return TRUE;
}

static JsonArray *
make_items (Context *self, const CrmTotalsLine *counted, gsize n, GError **error)
{
  g_autoptr (JsonArray) items = json_array_new ();

  for (gsize i = 0; i < n; i++) {
    if (!add_item (self, items, (guint)i, &counted[i], error))
      return NULL;
  }

  return g_steal_pointer (&items);
}

/* --- "totals" --------------------------------------------------------------------------------- */

static JsonArray *
make_vat (Context *self)
{
  JsonArray *vat = json_array_new ();

  for (guint i = 0; i < self->totals.rates->len; i++) {
    const CrmTotalsRate *rate = &g_array_index (self->totals.rates, CrmTotalsRate, i);
    g_autofree char *number = crm_number_format (rate->tax, CRM_PERCENT_DIGITS, 0, self->lang);
    g_autofree char *percent = g_strconcat (number, "%", NULL);
    g_autofree char *label = g_strconcat (vat_names[self->lang], " ", percent, NULL);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "label", label);
    json_object_set_string_member (object, "rate", percent);
    _crm_context_add_amount (object, "base", rate->base, self->currency);
    _crm_context_add_amount (object, "amount", rate->amount, self->currency);
    json_array_add_object_element (vat, object);
  }

  return vat;
}

static JsonObject *
make_totals (Context *self)
{
  const CrmTotals *totals = &self->totals;
  JsonObject *object = json_object_new ();

  if (totals->reduced != 0) {
    _crm_context_add_amount (object, "before_discount", totals->full, self->currency);
    _crm_context_add_amount (object, "discount", totals->reduced, self->currency);
  }
  _crm_context_add_amount (object, "net", totals->net, self->currency);
  _crm_context_add_amount (object, "vat_sum", totals->tax, self->currency);
  _crm_context_add_amount (object, "due", totals->gross, self->currency);
  json_object_set_array_member (object, "vat", make_vat (self));

  return object;
}

/* --- The whole -------------------------------------------------------------------------------- */

static JsonObject *
make_context (Context *self, gboolean draft, GError **error)
{
  g_autofree CrmTotalsLine *counted = NULL;
  JsonArray *items;
  JsonObject *object;
  CrmTaxRounding rounding =
    g_str_equal (crm_record_get_text (self->record, "tax_rounding"), "rate_total")
      ? CRM_TAX_ROUNDING_RATE_TOTAL
      : CRM_TAX_ROUNDING_LINE;
  gsize n;

  counted = crm_lines_to_totals (self->record, &n);
  if (!crm_totals_count (counted, n, self->currency, rounding, &self->totals, error))
    return NULL;
  items = make_items (self, counted, n, error);
  if (items == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_object_member (object, "doc", make_doc (self, draft));
  json_object_set_object_member (object, "org",
                                 _crm_context_party (self->company, self->currency, self->lang));
  json_object_set_object_member (object, "client",
                                 _crm_context_party (self->client, self->currency, self->lang));
  json_object_set_array_member (object, "items", items);
  json_object_set_object_member (object, "totals", make_totals (self));

  return object;
}

JsonObject *
crm_document_context (CrmTxn *txn, CrmRecord *record, gboolean draft, GError **error)
{
  Context self = { .txn = txn, .record = record };
  g_autoptr (CrmRecord) company = NULL;
  g_autoptr (CrmRecord) client = NULL;
  JsonObject *object;

  g_return_val_if_fail (txn != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);

  company = crm_txn_get (txn, "party", crm_record_get_int (record, "our_company"), error);
  if (company == NULL)
    return NULL;
  client = crm_txn_get (txn, "party", crm_record_get_int (record, "client"), error);
  if (client == NULL)
    return NULL;
  self.company = company;
  self.client = client;
  self.lang = crm_lang_from_string (crm_record_get_text (record, "language"));
  self.currency = crm_record_get_text (record, "currency");
  object = make_context (&self, draft, error);
  crm_totals_clear (&self.totals);

  return object;
}
