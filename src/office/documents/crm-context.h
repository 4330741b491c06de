/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "store/crm-txn.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Parts of what a paper says; crm-template.h has the whole. Private to documents/. */

/* Adds the member unless the text is empty: what is not known is left out. */
void _crm_context_add_text (JsonObject *object, const char *name, const char *text);

/* Money and prices carry their currency: {"v": 12345, "c": "MDL"}. */
void
_crm_context_add_amount (JsonObject *object, const char *name, gint64 value, const char *currency);

/**
 * _crm_context_party:
 * @currency: of the paper: the account in it is chosen.
 *
 * "org" or "client". (transfer full)
 */
JsonObject *_crm_context_party (const CrmRecord *party, const char *currency, CrmLang lang);

G_END_DECLS
