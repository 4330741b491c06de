/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmRequisite:
 *
 * Numbers by which a company, person or account is known to the state or a bank. Names for users
 * are the ones of the country: ИНН, КПП, IDNO, CUI…
 */
typedef enum {
  CRM_REQUISITE_INN,        /* RU 10 or 12 digits, check digits by ФНС order ММВ-7-6/435@ */
  CRM_REQUISITE_KPP,        /* RU 9: NNNNPPXXX */
  CRM_REQUISITE_OGRN,       /* RU 13 or 15 (ОГРНИП) */
  CRM_REQUISITE_OKPO,       /* RU 8 or 10 (ИП), key by weights 1-8, then 3-10 */
  CRM_REQUISITE_BIK,        /* RU 9 */
  CRM_REQUISITE_RU_ACCOUNT, /* RU 20; its key is checked with crm_requisite_check_ru_account() */
  CRM_REQUISITE_IDNO,       /* MD organisation, 13 digits, 7-3-1 check digit */
  CRM_REQUISITE_IDNP,       /* MD person, 13 digits, 7-3-1 check digit */
  CRM_REQUISITE_MD_VAT,     /* MD cod TVA, 7 digits */
  CRM_REQUISITE_CUI,    /* RO fiscal code, 2-10 digits, key 753217532, "RO" prefix when VAT payer */
  CRM_REQUISITE_CNP,    /* RO person, 13 digits, key 279146358279 */
  CRM_REQUISITE_RO_REG, /* RO trade register: J40/123/2020 or the 14-character form of 2024 */
  CRM_REQUISITE_EU_VAT, /* two letters of the country and 2-12 characters */
  CRM_REQUISITE_IBAN,   /* ISO 13616, length by country, mod 97 */
  CRM_REQUISITE_BIC,    /* ISO 9362, 8 or 11 */
  CRM_REQUISITE_N,
} CrmRequisite;

/* "inn", "iban"…, the name by which a field's description asks for one; FALSE when unknown. */
gboolean crm_requisite_from_name (const char *name, CrmRequisite *requisite);
const char *crm_requisite_name (CrmRequisite requisite);

/* As it is stored: no spaces, dots or dashes, upper case. (transfer full) */
char *crm_requisite_normalise (CrmRequisite requisite, const char *text);

/* As it is shown: IBAN in groups of four, others as stored. (transfer full) */
char *crm_requisite_pretty (CrmRequisite requisite, const char *text);

/**
 * crm_requisite_check:
 *
 * Whether a normalised value can be real: length, letters, check digits. The error,
 * %CRM_ERROR_INVALID, says which number, what is wrong with it, and is translated.
 */
gboolean crm_requisite_check (CrmRequisite requisite, const char *value, GError **error);

/* The key of a Russian account with its bank's БИК (ЦБ РФ 08.09.1997 № 515). */
gboolean crm_requisite_check_ru_account (const char *account, const char *bik, GError **error);

/**
 * crm_requisite_make:
 * @seed: digits to take the free part from.
 *
 * A value with right check digits, for demo offices and tests. (transfer full)
 */
char *crm_requisite_make (CrmRequisite requisite, guint64 seed);

/* An IBAN of the country from a seed, with its length and a right key. (transfer full) */
char *crm_requisite_make_iban (const char *country, guint64 seed);

/* A Russian account (40702810…) whose key fits the БИК. (transfer full) */
char *crm_requisite_make_ru_account (const char *prefix, const char *bik, guint64 seed);

G_END_DECLS
