/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-potential.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"

static const CrmChoice periods[] = {
  { "month", N_ ("A month") },
  { "quarter", N_ ("A quarter") },
  { "year", N_ ("A year") },
  { NULL },
};

static const CrmField fields[] = {
  { .name = "client",
    .label = N_ ("Client"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .ref = "party" },
  { .name = "product",
    .label = N_ ("Product"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST,
    .ref = "product" },
  { .name = "category",
    .label = N_ ("Kind of goods"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_LISTED },
  { .name = "amount",
    .label = N_ ("Could buy for"),
    .type = CRM_FIELD_MONEY,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT,
    .currency = "currency" },
  { .name = "currency", .label = N_ ("Currency"), .type = CRM_FIELD_CURRENCY },
  { .name = "period",
    .label = N_ ("In"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .choices = periods,
    .initial = "year" },
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_NOTE, .flags = CRM_FIELD_SEARCHED },
  { NULL },
};

static const char *const indexes[] = { "client", NULL };

static gboolean
validate (const CrmRecord *record, GError **error)
{
  if (crm_record_get_int (record, "amount") >= 0)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       _ ("A client cannot buy for less than nothing."));

  return FALSE;
}

/* The client's currency, else ours. */
static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmRecord) client = NULL;

  if (!crm_record_is_null (record, "currency"))
    return TRUE;
  client = crm_txn_get (txn, "party", crm_record_get_int (record, "client"), error);
  if (client == NULL)
    return FALSE;
  crm_record_set_text (record, "currency", crm_record_get_text (client, "currency"));
  if (crm_record_is_null (record, "currency")) {
    g_auto (CrmValue) yes = CRM_VALUE_INIT;
    g_autoptr (CrmRecord) ours = NULL;

    crm_value_set_int (&yes, 1);
    ours = crm_txn_find (txn, "party", "is_ours", &yes, NULL);
    crm_record_set_text (record, "currency",
                         ours != NULL ? crm_record_get_text (ours, "currency") : "EUR");
  }

  return TRUE;
}

const CrmEntity crm_potential_entity = {
  .number = 40,
  .name = "potential",
  .label = N_ ("Potential"),
  .label_many = N_ ("Potentials"),
  .label_new = N_ ("New potential"),
  NP_ ("%d potential", "%d potentials"),
  .empty_title = N_ ("No potential yet"),
  .empty_text = N_ ("Write down how much the client could buy, in all or of one kind of goods."),
  .icon = "power-profile-performance-symbolic",
  .fields = fields,
  .indexes = indexes,
  .order = "-amount",
  .title = "{category} {amount}",
  .responsible = "client.responsible",
  .inside = TRUE,
  .validate = validate,
  .before_save = before_save,
};

gint64
crm_potential_yearly (const CrmRecord *potential)
{
  const char *period = crm_record_get_text (potential, "period");
  gint64 amount = crm_record_get_int (potential, "amount");
  gint64 times = g_str_equal (period, "month") ? 12 : g_str_equal (period, "quarter") ? 4 : 1;

  return amount > G_MAXINT64 / times ? G_MAXINT64 : amount * times;
}
