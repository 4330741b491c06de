/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_phone_normalise:
 * @typed: what was typed or imported.
 * @country: ISO 3166 code of the office, for numbers without a country code.
 *
 * Returns: (transfer full) (nullable): E.164 with "+", or NULL when no number can be read. Country
 *   code, trunk prefix and lengths come from a table, so every desktop gives the same.
 */
char *crm_phone_normalise (const char *typed, const char *country);

/**
 * crm_phone_normalise_near:
 * @near: (nullable): E.164 of a number in our own town, from which short numbers get its area code.
 *
 * crm_phone_normalise() that reads "234567" too.
 */
char *crm_phone_normalise_near (const char *typed, const char *country, const char *near);

/**
 * crm_phone_split:
 *
 * The numbers in one cell: "022 123456, 079 111222; вн. 12" are "022 123456" and "079 111222 вн.
 * 12". A cell in which anything but numbers and their extensions stands is left whole.
 *
 * Returns: (transfer full): one text at the least; none for an empty one.
 */
GStrv crm_phone_split (const char *typed, const char *country, const char *near);

/**
 * crm_phone_tidy:
 *
 * As the office writes a number, with what stands behind it kept: "+373 22 123 456 вн. 12".
 *
 * Returns: (transfer full): what was typed where it is no number.
 */
char *crm_phone_tidy (const char *typed, const char *country, const char *near);

/* The number as the world writes it, with the extension or remark that was typed behind it.
 * (transfer full) */
char *crm_phone_pretty_as (const char *e164, const char *typed);

/* "+373 22 123 456" from E.164; other text unchanged. (transfer full) */
char *crm_phone_pretty (const char *e164);

G_END_DECLS
