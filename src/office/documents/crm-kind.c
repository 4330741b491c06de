/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/documents/crm-kind.h"

#include "base/crm-error.h"
#include "office/documents/crm-document.h"

#include <glib/gi18n-lib.h>

const CrmChoice crm_document_kinds[] = {
  { "offer", N_ ("Offer") },
  { "proforma", N_ ("Payment request") },
  { "invoice", N_ ("Tax invoice") },
  { "order", NC_ ("choice", "Order") },
  { "contract", N_ ("Contract") },
  { "act", N_ ("Act") },
  { "delivery_note", N_ ("Delivery note") },
  { NULL },
};

/* What papers are called on paper: the language is the paper's, not that of the person who makes
 * it, so gettext is not asked. The first row that fits holds; a country NULL fits all. */
static const struct {
  const char *kind;
  const char *country;
  const char *titles[3]; /* by CrmLang */
} titles[] = {
  { "offer", NULL, { "Offer", "Коммерческое предложение", "Ofertă" } },
  { "proforma", "MD", { "Payment request", "Счёт на оплату", "Cont de plată" } },
  { "proforma", NULL, { "Proforma invoice", "Счёт на оплату", "Factură proformă" } },
  { "invoice", NULL, { "Invoice", "Счёт-фактура", "Factură" } },
  { "order", NULL, { "Order", "Заказ", "Comandă" } },
  { "contract", NULL, { "Contract", "Договор", "Contract" } },
  { "act", "MD", { "Act of acceptance", "Акт выполненных работ", "Act de predare-primire" } },
  { "act", NULL, { "Act of acceptance", "Акт выполненных работ", "Proces-verbal de recepție" } },
  { "delivery_note", "RO", { "Delivery note", "Накладная", "Aviz de însoțire" } },
  { "delivery_note", NULL, { "Delivery note", "Накладная", "Notă de livrare" } },
};

const char *
crm_document_kind_title (const char *kind, const char *country, CrmLang lang)
{
  g_return_val_if_fail (kind != NULL, "");

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++) {
    if (g_str_equal (titles[i].kind, kind) &&
        (titles[i].country == NULL || g_strcmp0 (titles[i].country, country) == 0))
      return titles[i].titles[lang];
  }

  return kind;
}

gboolean
crm_document_kind_is_allowed (const char *country, const char *kind, GError **error)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  if (!g_str_equal (kind, "invoice"))
    return TRUE;

  /* Codul fiscal al RM, art. 117: the factura fiscală is a form of strict record, whose series and
   * numbers the tax service gives out. */
  if (g_strcmp0 (country, "MD") == 0) {
    g_set_error_literal (
      error, CRM_ERROR, CRM_ERROR_INVALID,
      _ ("In Moldova a tax invoice is a form of strict record with a number from the tax "
         "service: make it in e-Factura. Here a payment request can be made."));
    return FALSE;
  }
  /* НК РФ ст. 169, постановление № 1137: its form is prescribed and not among our templates. */
  if (g_strcmp0 (country, "RU") == 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The Russian tax invoice has a prescribed form that Kontor does not "
                            "make: make it in the accounting program. Here a payment request can "
                            "be made."));
    return FALSE;
  }

  return TRUE;
}
