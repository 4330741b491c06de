/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_link_normalise:
 *
 * A link as it can be opened: "firma.md" and "WWW.Firma.md/" become https, "@nick", "t.me/nick",
 * "wa.me/37379123456", "vk.com/firma" lead to where they are; a phone number stays a number.
 *
 * Returns: (transfer full): never NULL; "" for nothing.
 */
char *crm_link_normalise (const char *typed);

/* An e-mail address as it is written to: "mailto:", the brackets of `Ana <ana@firma.md>` and spaces
 * off, the domain in small letters. (transfer full) (nullable): NULL without an "@". */
char *crm_email_normalise (const char *typed);

/* What was meant where a well-known domain has a mistake: "ana@gmail.com" for "ana@gmial.com".
 * (transfer full) (nullable) */
char *crm_email_hint (const char *address);

G_END_DECLS
