/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "render/crm-bind.h"

/* The fields of crm-template.h. A field that is empty now but stands here is only missing; any
 * other is a mistake in the template. */
static const char *const roots[] = {
  "doc.kind",
  "doc.title",
  "doc.number",
  "doc.series",
  "doc.date",
  "doc.due",
  "doc.delivery_date",
  "doc.basis",
  "doc.note",
  "doc.purpose",
  "doc.draft",
  "doc.vat_included",
  "doc.currency",
  "doc.currency.code",
  "doc.currency.short",
  "items",
  "items.n",
  "items.code",
  "items.name",
  "items.unit",
  "items.qty",
  "items.price",
  "items.discount",
  "items.net",
  "items.vat_rate",
  "items.vat",
  "items.sum",
  "totals",
  "totals.before_discount",
  "totals.discount",
  "totals.net",
  "totals.vat",
  "totals.vat.label",
  "totals.vat.rate",
  "totals.vat.base",
  "totals.vat.amount",
  "totals.vat_sum",
  "totals.due",
  "payments",
};

/* Of "org" and of "client". */
static const char *const parties[] = {
  "name",         "full",       "country",    "vat_payer", "inn",          "kpp",
  "ogrn",         "idno",       "vat_code",   "cui",       "reg_no",       "capital",
  "address",      "phone",      "email",      "site",      "slogan",       "logo",
  "stamp",        "letterhead", "bank",       "bank.name", "bank.bic",     "bank.corr",
  "bank.account", "bank.iban",  "bank.swift", "signers",   "signers.post", "signers.name",
  "signers.sign",
};

gboolean
crm_context_knows (const char *path)
{
  const char *party = NULL;

  if (g_str_has_prefix (path, "org."))
    party = path + strlen ("org.");
  else if (g_str_has_prefix (path, "client."))
    party = path + strlen ("client.");
  if (party != NULL) {
    for (guint i = 0; i < G_N_ELEMENTS (parties); i++) {
      if (g_str_equal (parties[i], party))
        return TRUE;
    }
    return FALSE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (roots); i++) {
    if (g_str_equal (roots[i], path))
      return TRUE;
  }
  return FALSE;
}
