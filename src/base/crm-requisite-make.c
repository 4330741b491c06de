/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-requisite.h"

#include "base/crm-day.h"
#include "base/crm-requisite-private.h"

#include <string.h>

/* Takes the lowest digits of the seed, so that following seeds give different values. */
static guint
take (guint64 *seed, guint n)
{
  guint taken = (guint)(*seed % n);

  *seed /= n;

  return taken;
}

static char *
with_key (char *digits, char key)
{
  gsize n = strlen (digits);
  char *value = g_realloc (digits, n + 2);

  value[n] = key;
  value[n + 1] = '\0';

  return value;
}

static char *
make_inn (guint64 seed)
{
  char *digits = g_strdup_printf ("77%07u", take (&seed, 10000000));

  return with_key (digits, _crm_requisite_inn_key (digits, 9));
}

static char *
make_ogrn (guint64 seed)
{
  guint number = take (&seed, 10000000);
  char *digits = g_strdup_printf ("1%02u77%07u", 2 + take (&seed, 24), number);

  return with_key (digits, _crm_requisite_ogrn_key (digits, 12));
}

static char *
make_okpo (guint64 seed)
{
  char *digits = g_strdup_printf ("%u", 1000000 + take (&seed, 9000000));

  return with_key (digits, _crm_requisite_okpo_key (digits, 7));
}

/* Register, the three last digits of the year (…003 is 2003), office, number. */
static char *
make_731 (guint64 seed, const char *registry, const char *office)
{
  guint number = take (&seed, 100000);
  char *digits = g_strdup_printf ("%s0%02u%s%05u", registry, 3 + take (&seed, 23), office, number);

  return with_key (digits, _crm_requisite_731_key (digits));
}

static char *
make_cui (guint64 seed)
{
  char *digits = g_strdup_printf ("%u", 1000000 + take (&seed, 9000000));

  return with_key (digits, _crm_requisite_cui_key (digits, 7));
}

static char *
make_cnp (guint64 seed)
{
  guint number = 1 + take (&seed, 999);
  guint county = 1 + take (&seed, 40);
  g_autofree char *birth = crm_day_add ("1950-01-01", (int)take (&seed, 18262));
  char *digits = g_strdup_printf ("%u%.2s%.2s%.2s%02u%03u", 1 + take (&seed, 2), birth + 2,
                                  birth + 5, birth + 8, county, number);

  return with_key (digits, _crm_requisite_cnp_key (digits));
}

static char *
make_ro_reg (guint64 seed)
{
  guint number = 1 + take (&seed, 99999);

  return g_strdup_printf ("J40/%u/%u", number, 1991 + take (&seed, 33));
}

static char *
make_bic (guint64 seed)
{
  char bank[5] = "";

  for (guint i = 4; i > 0; i--)
    bank[i - 1] = (char)('A' + take (&seed, 26));

  return g_strdup_printf ("%sMD2X", bank);
}

char *
crm_requisite_make (CrmRequisite requisite, guint64 seed)
{
  g_autofree char *cui = NULL;

  switch (requisite) {
  case CRM_REQUISITE_INN:
    return make_inn (seed);
  case CRM_REQUISITE_KPP:
    return g_strdup_printf ("77%02u01%03u", 1 + take (&seed, 51), 1 + take (&seed, 999));
  case CRM_REQUISITE_OGRN:
    return make_ogrn (seed);
  case CRM_REQUISITE_OKPO:
    return make_okpo (seed);
  case CRM_REQUISITE_BIK:
    return g_strdup_printf ("044525%03u", 50 + take (&seed, 950));
  case CRM_REQUISITE_RU_ACCOUNT:
    return crm_requisite_make_ru_account ("40702810", "044525225", seed);
  case CRM_REQUISITE_IDNO:
    return make_731 (seed, "1", "600");
  case CRM_REQUISITE_IDNP:
    return make_731 (seed, "2", "001");
  case CRM_REQUISITE_MD_VAT:
    return g_strdup_printf ("0%06u", take (&seed, 1000000));
  case CRM_REQUISITE_CUI:
    return make_cui (seed);
  case CRM_REQUISITE_CNP:
    return make_cnp (seed);
  case CRM_REQUISITE_RO_REG:
    return make_ro_reg (seed);
  case CRM_REQUISITE_EU_VAT:
    cui = make_cui (seed);
    return g_strconcat ("RO", cui, NULL);
  case CRM_REQUISITE_IBAN:
    return crm_requisite_make_iban ("MD", seed);
  case CRM_REQUISITE_BIC:
    return make_bic (seed);
  case CRM_REQUISITE_N:
  default:
    g_return_val_if_reached (NULL);
  }
}

char *
crm_requisite_make_iban (const char *country, guint64 seed)
{
  const char *shape;
  char *iban;
  gsize length;
  guint rest;

  g_return_val_if_fail (country != NULL && strlen (country) == 2, NULL);

  shape = _crm_requisite_iban_shape (country);
  g_return_val_if_fail (shape != NULL, NULL);

  length = 4 + _crm_requisite_shape_length (shape);
  iban = g_strnfill (length, '0');
  memcpy (iban, country, 2);
  for (gsize i = length; i > 4; i--)
    iban[i - 1] = (char)('0' + take (&seed, 10));
  _crm_requisite_fit_shape (iban + 4, shape);

  rest = 98 - _crm_requisite_iban_rest (iban);
  iban[2] = (char)('0' + rest / 10);
  iban[3] = (char)('0' + rest % 10);

  return iban;
}

char *
crm_requisite_make_ru_account (const char *prefix, const char *bik, guint64 seed)
{
  char account[21];
  gsize n;

  g_return_val_if_fail (prefix != NULL, NULL);
  g_return_val_if_fail (crm_requisite_check (CRM_REQUISITE_BIK, bik, NULL), NULL);

  n = strspn (prefix, "0123456789");
  memset (account, '0', 20);
  account[20] = '\0';
  memcpy (account, prefix, MIN (n, 20));
  for (gsize i = 20; i > MAX (n, 9); i--)
    account[i - 1] = (char)('0' + take (&seed, 10));
  account[8] = _crm_requisite_ru_account_key (account, bik);

  return g_strdup (account);
}
