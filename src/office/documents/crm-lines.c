/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/documents/crm-lines.h"

#include "base/crm-error.h"
#include "office/clients/crm-party.h"
#include "office/products/crm-product.h"
#include "office/products/crm-tax-rate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ONE (1000) /* a quantity of 1 */

typedef struct {
  CrmTxn *txn;
  const char *day;
  const char *currency;
  const char *country; /* of our company */
  gboolean pays_vat;
  gboolean prices_include_tax;
} Filling;

/* --- The owner -------------------------------------------------------------------------------- */

static gboolean
fill_company (CrmTxn *txn, CrmRecord *owner, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CrmRecord) ours = NULL;

  if (!crm_record_is_null (owner, "our_company"))
    return TRUE;

  ours = crm_party_ours (txn, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  if (ours != NULL)
    crm_record_set_int (owner, "our_company", crm_record_get_id (ours));

  return TRUE;
}

static gboolean
fill_currency (CrmTxn *txn, CrmRecord *owner, const CrmRecord *company, GError **error)
{
  g_autoptr (CrmRecord) client = NULL;
  const char *currency;

  if (!crm_record_is_null (owner, "currency"))
    return TRUE;

  if (!crm_record_is_null (owner, "client")) {
    client = crm_txn_get (txn, "party", crm_record_get_int (owner, "client"), error);
    if (client == NULL)
      return FALSE;
  }
  currency = client != NULL ? crm_record_get_text (client, "currency") : "";
  if (*currency == '\0' && company != NULL)
    currency = crm_record_get_text (company, "currency");
  crm_record_set_text (owner, "currency", currency);

  return TRUE;
}

gboolean
crm_lines_fill_owner (CrmTxn *txn, CrmRecord *owner, GError **error)
{
  g_autoptr (CrmRecord) company = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);
  g_return_val_if_fail (owner != NULL, FALSE);

  if (!fill_company (txn, owner, error))
    return FALSE;
  if (!crm_record_is_null (owner, "our_company")) {
    company = crm_txn_get (txn, "party", crm_record_get_int (owner, "our_company"), error);
    if (company == NULL)
      return FALSE;
  }
  if (!fill_currency (txn, owner, company, error))
    return FALSE;
  /* Russian prices are named with VAT in them, those of others without. */
  if (crm_record_is_null (owner, "prices_include_tax") && company != NULL)
    crm_record_set_int (owner, "prices_include_tax",
                        g_str_equal (crm_record_get_text (company, "country"), "RU"));

  return TRUE;
}

CrmTaxRounding
crm_lines_rounding_of_country (const char *country)
{
  return g_strcmp0 (country, "RU") == 0 || g_strcmp0 (country, "MD") == 0
           ? CRM_TAX_ROUNDING_LINE
           : CRM_TAX_ROUNDING_RATE_TOTAL;
}

/* --- A line ----------------------------------------------------------------------------------- */

static void
copy_if_empty (CrmRecord *line, const char *to, const CrmRecord *product, const char *from)
{
  if (crm_entity_field_index (crm_record_get_entity (line), to) >= 0 &&
      crm_record_is_null (line, to))
    crm_record_set (line, to, crm_record_get (product, from));
}

static void
fill_from_product (Filling *self, CrmRecord *line, const CrmRecord *product)
{
  gint64 price;

  copy_if_empty (line, "name", product, "name");
  copy_if_empty (line, "code", product, "code");
  copy_if_empty (line, "unit", product, "unit");
  copy_if_empty (line, "tax_rate", product, "tax_rate");
  if (crm_record_is_null (line, "price") &&
      crm_product_find_price (product, self->currency, self->day,
                              crm_record_get_int (line, "quantity"), &price))
    crm_record_set_int (line, "price", price);
}

/* The rate that holds for the line on the day; NULL without error where there is no VAT. */
static CrmRecord *
find_rate (Filling *self, const CrmRecord *line, GError **error)
{
  g_autoptr (CrmRecord) rate = NULL;

  if (!self->pays_vat)
    return NULL;
  if (!crm_record_is_null (line, "tax_rate")) {
    gint64 id = crm_record_get_int (line, "tax_rate");

    rate = crm_txn_get (self->txn, "tax_rate", id, error);
    if (rate == NULL)
      return NULL;
    /* A product may be sold by our companies of several countries. */
    if (g_str_equal (crm_record_get_text (rate, "country"), self->country))
      return crm_tax_rate_is_valid (rate, self->day)
               ? g_steal_pointer (&rate)
               : crm_tax_rate_on (self->txn, id, self->day, error);
  }

  return crm_tax_rate_usual (self->txn, self->country, self->day, error);
}

static gboolean
fill_tax (Filling *self, CrmRecord *line, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CrmRecord) rate = find_rate (self, line, &inner);

  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  if (rate == NULL) {
    crm_record_set_null (line, "tax_rate");
    crm_record_set_null (line, "tax");
    crm_record_set_int (line, "tax_included", self->prices_include_tax);
    return TRUE;
  }

  crm_record_set_int (line, "tax_rate", crm_record_get_id (rate));
  if (crm_tax_rate_is_exempt (rate))
    crm_record_set_null (line, "tax");
  else
    crm_record_set_int (line, "tax", crm_record_get_int (rate, "rate"));
  /* A rate of the kind 22/122 is contained in any price. */
  crm_record_set_int (line, "tax_included",
                      self->prices_include_tax ||
                        g_str_equal (crm_record_get_text (rate, "calc"), "included"));

  return TRUE;
}

static gboolean
check_whole (Filling *self, const CrmRecord *line, guint place, GError **error)
{
  g_autoptr (CrmRecord) unit = NULL;

  if (crm_record_is_null (line, "unit") || crm_record_get_int (line, "quantity") % ONE == 0)
    return TRUE;

  unit = crm_txn_get (self->txn, "unit", crm_record_get_int (line, "unit"), error);
  if (unit == NULL)
    return FALSE;
  if (crm_record_get_int (unit, "whole") == 0)
    return TRUE;

  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               /* Translators: number of a line, short name of a unit. */
               _ ("Line %u: a quantity in “%s” is a whole number."), place + 1,
               crm_record_get_text (unit, "short_name"));

  return FALSE;
}

static gboolean
fill_line (Filling *self, CrmRecord *line, guint place, GError **error)
{
  g_autoptr (CrmRecord) product = NULL;

  if (crm_record_is_null (line, "quantity"))
    crm_record_set_int (line, "quantity", ONE);
  if (!crm_record_is_null (line, "product")) {
    product = crm_txn_get (self->txn, "product", crm_record_get_int (line, "product"), error);
    if (product == NULL)
      return FALSE;
    fill_from_product (self, line, product);
  }

  return fill_tax (self, line, error) && check_whole (self, line, place, error);
}

gboolean
crm_lines_fill (CrmTxn *txn, CrmRecord *owner, const char *day, GError **error)
{
  Filling self = { .txn = txn, .day = day, .country = "" };
  g_autoptr (CrmRecord) company = NULL;
  GPtrArray *lines;

  g_return_val_if_fail (txn != NULL, FALSE);
  g_return_val_if_fail (owner != NULL, FALSE);
  g_return_val_if_fail (day != NULL, FALSE);

  lines = crm_record_get_lines (owner, "lines");
  if (lines->len == 0)
    return TRUE;

  if (!crm_record_is_null (owner, "our_company")) {
    company = crm_txn_get (txn, "party", crm_record_get_int (owner, "our_company"), error);
    if (company == NULL)
      return FALSE;
    self.country = crm_record_get_text (company, "country");
    self.pays_vat = crm_record_get_int (company, "vat_payer") != 0;
  }
  self.currency = crm_record_get_text (owner, "currency");
  self.prices_include_tax = crm_record_get_int (owner, "prices_include_tax") != 0;

  for (guint i = 0; i < lines->len; i++) {
    if (!fill_line (&self, g_ptr_array_index (lines, i), i, error))
      return FALSE;
  }

  return TRUE;
}

/* --- Counting --------------------------------------------------------------------------------- */

CrmTotalsLine *
crm_lines_to_totals (const CrmRecord *owner, gsize *n)
{
  GPtrArray *lines;
  CrmTotalsLine *result;

  g_return_val_if_fail (owner != NULL, NULL);
  g_return_val_if_fail (n != NULL, NULL);

  lines = crm_record_get_lines (owner, "lines");
  result = g_new0 (CrmTotalsLine, lines->len + 1);
  *n = lines->len;
  for (guint i = 0; i < lines->len; i++) {
    const CrmRecord *line = g_ptr_array_index (lines, i);

    result[i] = (CrmTotalsLine){
      .quantity = crm_record_get_int (line, "quantity"),
      .price = crm_record_get_int (line, "price"),
      .discount = crm_record_get_int (line, "discount"),
      .tax = crm_record_get_int (line, "tax"),
      .taxed = !crm_record_is_null (line, "tax"),
      .included = crm_record_get_int (line, "tax_included") != 0,
    };
  }

  return result;
}

gboolean
crm_lines_count (CrmRecord *owner, CrmTaxRounding rounding, CrmTotals *totals, GError **error)
{
  g_autofree CrmTotalsLine *counted = NULL;
  GPtrArray *lines;
  gsize n;

  g_return_val_if_fail (owner != NULL, FALSE);
  g_return_val_if_fail (totals != NULL, FALSE);

  counted = crm_lines_to_totals (owner, &n);
  if (!crm_totals_count (counted, n, crm_record_get_text (owner, "currency"), rounding, totals,
                         error))
    return FALSE;

  lines = crm_record_get_lines (owner, "lines");
  for (guint i = 0; i < lines->len; i++) {
    CrmRecord *line = g_ptr_array_index (lines, i);

    crm_record_set_int (line, "sum", counted[i].sum);
    crm_record_set_int (line, "tax_sum", counted[i].tax_sum);
  }

  return TRUE;
}
