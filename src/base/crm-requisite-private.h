/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-requisite.h"

G_BEGIN_DECLS

/* The sum of the first @n digits times @weights (repeated every @n_weights). */
guint _crm_requisite_sum (const char *digits, gsize n, const guint8 *weights, gsize n_weights);

/*
 * The check digits that belong behind the first digits of a value. These functions serve both the
 * check and crm_requisite_make(); the values have been found to be digits before.
 */
char _crm_requisite_inn_key (const char *digits, gsize n);
char _crm_requisite_ogrn_key (const char *digits, gsize n);
char _crm_requisite_okpo_key (const char *digits, gsize n);
char _crm_requisite_731_key (const char *digits);
char _crm_requisite_cui_key (const char *digits, gsize n);
char _crm_requisite_cnp_key (const char *digits);
char _crm_requisite_ro_reg_key (const char *value);

/* The key of an account whose own ninth digit does not count. */
char _crm_requisite_ru_account_key (const char *account, const char *bik);

/* The remainder by 97 of country, key and BBAN in the order of ISO 13616. */
guint _crm_requisite_iban_rest (const char *iban);

/* "2c18c", the shape of the part behind the key, or NULL for a country without IBAN. */
const char *_crm_requisite_iban_shape (const char *country);

/* The length of such a shape. */
gsize _crm_requisite_shape_length (const char *shape);

/* Whether @text has the shape; n digits, a letters, c both, with a count before each. */
gboolean _crm_requisite_has_shape (const char *text, const char *shape);

/* Turns digits into letters where the shape wants letters. */
void _crm_requisite_fit_shape (char *text, const char *shape);

/* Whether @value fits the VAT numbers of its country; @known says whether it is a country at all.
 */
gboolean _crm_requisite_is_eu_vat (const char *value, gboolean *known);

G_END_DECLS
