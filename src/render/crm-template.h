/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/crm-lang.h"

G_BEGIN_DECLS

/*
 * A template is XML text of blocks; it is bound to a context, which is JSON, and laid out as a
 * paper (crm-paper.h).
 *
 * The context
 * -----------
 * Money is an object, so that its currency is known: {"v": minor units, "c": "MDL"}. Prices are
 * {"v": 1/10000, "c": "MDL"}; quantities are whole numbers of 1/1000. Days are "YYYY-MM-DD".
 * What is not known is left out, null or "".
 *
 *   "doc":    "kind" "title" "number" "series" "date" "due" "delivery_date" "basis" "note"
 *             "purpose" "draft": true|false, "currency": {"code": "MDL", "short": "lei"},
 *             "vat_included": true when prices hold the tax (left out: they do not)
 *   "org":    "name" "full" (name, ids, address, phones in one line) "country" "vat_payer"
 *             "inn" "kpp" "ogrn" "idno" "vat_code" "cui" "reg_no" "capital" "address" "phone"
 *             "email" "site" "slogan" "logo" "stamp" "letterhead",
 *             "bank": {"name" "bic" "corr" "account" "iban" "swift"},
 *             "signers": [{"post" "name" "sign"}]
 *   "client": the same shape as "org"
 *   "items":  [{"n" "code" "name" "unit" "qty": 1500, "price": price, "discount": money|null,
 *             "net": money, "vat_rate": "20%", "vat": money, "sum": money}]; "net" is without and
 *             "sum" with tax, both after the discount, which is in the terms of the price
 *   "totals": "before_discount" "discount" (left out without one) "net" "vat_sum" "due",
 *             "vat": [{"label": "НДС 20%", "rate": "20%", "base": money, "amount": money}]
 *             (empty when we pay no VAT)
 *   "payments": free, and so is every other member that a template of the office's own uses.
 *
 * "logo", "stamp", "letterhead" and "sign" are PNG pictures: "data:image/png;base64,…" or the path
 * of a file.
 *
 * The text of a block may hold tags {{path|filter:arg|filter}}. Filters: money, money:code (with
 * the currency), money:'EUR', price (two to four decimals), qty, int, date, date:'d MMMM y',
 * words, words:RUB, iban, phone, upper1, plural:'one','few','many', default:'—', join:', '.
 * "items.count" is the length of a list. Apostrophes and typographic quotes are equal. {{page}}
 * and {{pages}} stand in <header> and <footer> only.
 *
 * A condition (if="…") is: a, not a, a = 'x', a > 0, joined by "and". Money and numbers are true
 * when not zero, texts and lists when not empty; money is compared in major units.
 *
 * Blocks and their attributes are the tables in crm-template-grammar.c. Lengths are millimetres,
 * text sizes points. A line break in the text of a block is a space; "&#10;" breaks the line.
 */

/**
 * CrmTemplate:
 *
 * A template that has been read and checked. Immutable, reference counted, safe to use from
 * several threads at once.
 */
typedef struct _CrmTemplate CrmTemplate;

/**
 * crm_template_new:
 * @xml: the text, UTF-8.
 * @length: its length in bytes, or -1 when it ends with a zero.
 * @name: what messages call it: the name of its file.
 *
 * Returns: (transfer full): the template, or NULL and %CRM_ERROR_INVALID whose message names the
 *   template, the line and the tag or attribute.
 */
CrmTemplate *crm_template_new (const char *xml, gssize length, const char *name, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

CrmTemplate *crm_template_ref (CrmTemplate *self);
void crm_template_unref (CrmTemplate *self);

/* "proforma", "invoice", "offer", "act", … as <document kind="…"> says. */
const char *crm_template_get_kind (CrmTemplate *self);

/* The language in which it prints numbers, days and words. */
CrmLang crm_template_get_lang (CrmTemplate *self);

/* What people call it: <document title="…">, or its name where there is none. */
const char *crm_template_get_title (CrmTemplate *self);

/**
 * crm_template_list_fields:
 *
 * Returns: (transfer full) (array zero-terminated=1): the paths that its tags, conditions and loops
 *   use, sorted, each once; lists are written through: "items.name".
 */
char **crm_template_list_fields (CrmTemplate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTemplate, crm_template_unref)

G_END_DECLS
