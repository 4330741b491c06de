/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/products/crm-product.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "office/quality/crm-quality.h"

#include <string.h>

static const CrmChoice kinds[] = {
  { "goods", N_ ("Goods") },
  { "service", N_ ("Service") },
  { NULL },
};

static const CrmField product_fields[] = {
  { .name = "code",
    .label = N_ ("Code"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_LISTED | CRM_FIELD_SORTED | CRM_FIELD_COMPACT,
    .group = N_ ("General"),
    .max = 64 },
  { .name = "kind",
    .label = N_ ("Kind"),
    .type = CRM_FIELD_CHOICE,
    .choices = kinds,
    .initial = "goods" },
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "unit",
    .label = N_ ("Unit"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT,
    .ref = "unit" },
  { .name = "category",
    .label = N_ ("Category"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "barcode",
    .label = N_ ("Barcode"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_SEARCHED | CRM_FIELD_COMPACT,
    .max = 48 },
  { .name = "active",
    .label = N_ ("Is sold"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_TOLD,
    .initial = "1" },
  { .name = "tax_rate",
    .label = N_ ("VAT rate"),
    .type = CRM_FIELD_REFERENCE,
    .ref = "tax_rate",
    .group = N_ ("Prices") },
  { .name = "cost",
    .label = N_ ("Cost"),
    .type = CRM_FIELD_MONEY,
    .flags = CRM_FIELD_COMPACT | CRM_FIELD_TOLD,
    .currency = "currency" },
  { .name = "currency", .label = N_ ("Currency of the cost"), .type = CRM_FIELD_CURRENCY },
  { .name = "note",
    .label = N_ ("Note"),
    .type = CRM_FIELD_NOTE,
    .flags = CRM_FIELD_SEARCHED,
    .group = N_ ("More") },
  CRM_QUALITY_FIELDS,
  { NULL },
};

static const CrmLines product_lines[] = {
  { "prices", "price", N_ ("Prices") },
  { NULL },
};

static const char *const product_indexes[] = { "active,name", NULL };

static gboolean
validate (const CrmRecord *record, GError **error)
{
  GPtrArray *prices = crm_record_get_lines (record, "prices");

  for (guint i = 0; i < prices->len; i++) {
    const CrmRecord *line = g_ptr_array_index (prices, i);

    if (crm_record_get_int (line, "price") < 0 || crm_record_get_int (line, "min_quantity") < 0) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                           _ ("A price and the quantity it begins with cannot be below zero."));
      return FALSE;
    }
  }

  return TRUE;
}

const CrmEntity crm_product_entity = {
  .number = 8,
  .name = "product",
  .label = N_ ("Product"),
  .label_many = N_ ("Products"),
  .label_new = N_ ("New product"),
  NP_ ("%d product", "%d products"),
  .empty_title = N_ ("No products yet"),
  .empty_text = N_ ("Goods and services you sell belong here, so that deals and papers take their "
                    "names, units and prices. Add the first one, or import a price list."),
  .icon = "package-x-generic-symbolic",
  .fields = product_fields,
  .lines = product_lines,
  .indexes = product_indexes,
  .order = "name",
  .title = "{name}",
  .subtitle = "{code} · {category}",
  .validate = validate,
  .derive = crm_quality_derive,
};

static const CrmField price_fields[] = {
  { .name = "price",
    .label = N_ ("Price"),
    .type = CRM_FIELD_PRICE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_COMPACT | CRM_FIELD_TOLD,
    .currency = "currency" },
  { .name = "currency",
    .label = N_ ("Currency"),
    .type = CRM_FIELD_CURRENCY,
    .flags = CRM_FIELD_REQUIRED },
  { .name = "valid_from",
    .label = N_ ("Valid from"),
    .type = CRM_FIELD_DAY,
    .flags = CRM_FIELD_COMPACT },
  { .name = "min_quantity", .label = N_ ("From quantity"), .type = CRM_FIELD_QUANTITY },
  { NULL },
};

const CrmEntity crm_price_entity = {
  .number = 22,
  .name = "price",
  .owner = "product",
  .label = N_ ("Price"),
  .label_many = N_ ("Prices"),
  .label_new = N_ ("New price"),
  NP_ ("%d price", "%d prices"),
  .empty_title = N_ ("No prices yet"),
  .empty_text = N_ ("Add the first price: lines of deals and papers take it."),
  .icon = "x-office-spreadsheet-symbolic",
  .fields = price_fields,
  .title = "{price}",
};

/* Whether a holds rather than b: "" as a day is always. */
static gboolean
holds_rather (const CrmRecord *a, const CrmRecord *b)
{
  gint64 a_least = crm_record_get_int (a, "min_quantity");
  gint64 b_least = crm_record_get_int (b, "min_quantity");

  if (a_least != b_least)
    return a_least > b_least;

  return g_strcmp0 (crm_record_get_text (a, "valid_from"), crm_record_get_text (b, "valid_from")) >=
         0;
}

gboolean
crm_product_find_price (const CrmRecord *product,
                        const char *currency,
                        const char *day,
                        gint64 quantity,
                        gint64 *price)
{
  const CrmRecord *best = NULL;
  GPtrArray *prices;

  g_return_val_if_fail (product != NULL, FALSE);
  g_return_val_if_fail (day != NULL, FALSE);
  g_return_val_if_fail (price != NULL, FALSE);

  prices = crm_record_get_lines (product, "prices");
  for (guint i = 0; i < prices->len; i++) {
    const CrmRecord *line = g_ptr_array_index (prices, i);

    if (g_strcmp0 (crm_record_get_text (line, "currency"), currency) != 0 ||
        strcmp (crm_record_get_text (line, "valid_from"), day) > 0 ||
        crm_record_get_int (line, "min_quantity") > quantity)
      continue;
    if (best == NULL || holds_rather (line, best))
      best = line;
  }
  if (best == NULL)
    return FALSE;

  *price = crm_record_get_int (best, "price");

  return TRUE;
}
