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

/* "+373 22 123 456" from E.164; other text unchanged. (transfer full) */
char *crm_phone_pretty (const char *e164);

G_END_DECLS
