/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-error.h"
#include "office/crm-office.h"

G_BEGIN_DECLS

/* A new office of the country, at 10 February 2026, 10:00 UTC, with our company's requisites and
 * bank account, so that papers can be issued. */
CrmOffice *office_test_new (const char *country, CrmLang lang);
void office_test_close (CrmOffice *office);

/* Runs the function in a writing transaction, which must go well. */
void office_test_do (CrmOffice *office, CrmTxnFunc func, gpointer data);
/* It must fail with this error. (transfer full): the message. */
char *office_test_refuse (CrmOffice *office, CrmTxnFunc func, gpointer data, CrmError code);

/* Both of the above with an office made for it: most tests are one function. */
void office_test_in (const char *country, CrmTxnFunc func);

/* --- Inside a transaction; each must go well ----------------------------------------------------
 */

void office_test_save (CrmTxn *txn, CrmRecord *record);
/* The save must fail with this code. (transfer full): the message. */
char *office_test_save_refused (CrmTxn *txn, CrmRecord *record, CrmError code);
CrmRecord *office_test_get (CrmTxn *txn, const char *entity, gint64 id);
CrmRecord *office_test_find (CrmTxn *txn, const char *entity, const char *field, const char *value);
gint64 office_test_count (CrmTxn *txn, const char *entity);
CrmRecord *office_test_ours (CrmTxn *txn);

/* Somebody with the role of this key, "seller"; @department 0: in none. */
gint64 office_test_person (CrmTxn *txn, const char *name, const char *key, gint64 department);
gint64 office_test_department (CrmTxn *txn, const char *name);
/* Of somebody's, with nothing but a name. */
gint64 office_test_client_of (CrmTxn *txn, const char *name, gint64 responsible);

/* A client in our country that speaks the language. */
gint64 office_test_client (CrmTxn *txn, const char *name, CrmLang lang);
/* A product with a price in our currency, in 1/10000. */
gint64 office_test_product (CrmTxn *txn, const char *name, gint64 price);
/* A deal with one line: 3 pieces of a product at 100.00. */
gint64 office_test_deal (CrmTxn *txn, gint64 client);
/* Only these rules of quality: two thirds for the phone, a third for the IDNO of Moldovan
 * organisations. */
void office_test_rules (CrmTxn *txn);

G_END_DECLS
