/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* How a paper looks. The file is called so because crm-template.h is what reads it. */
extern const CrmEntity crm_template_entity;
/* The text of a template as it was when papers were issued by it: each text once. */
extern const CrmEntity crm_template_version_entity;

/**
 * crm_template_load_shipped:
 *
 * Adds the templates that come with the program and are not in the office yet; a text that the
 * program ships anew replaces what it shipped before. Copies that the office has made stay.
 */
gboolean crm_template_load_shipped (CrmTxn *txn, GError **error);

/**
 * crm_template_choose:
 * @country: of our company.
 *
 * The template for a paper: of the kind, for the country (else for any), in the language (else in
 * another one of the country); the office's own before shipped ones. %CRM_ERROR_INVALID when there
 * is none. (transfer full)
 */
CrmRecord *crm_template_choose (CrmTxn *txn,
                                const char *kind,
                                const char *country,
                                CrmLang lang,
                                GError **error);

/* A copy of a template that may be edited; @copy (out): its id. */
gboolean crm_template_duplicate (CrmTxn *txn, gint64 template, gint64 *copy, GError **error);

/* Keeps the text of a template under its hash (SHA-256 in hex), for papers that are issued with it.
 * (transfer full) */
char *crm_template_keep_version (CrmTxn *txn, CrmRecord *template, GError **error);

void crm_template_duplicate_async (CrmOffice *office,
                                   gint64 template,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* The copy's id; 0 on error. */
gint64 crm_template_duplicate_finish (CrmOffice *office, GAsyncResult *result, GError **error);

G_END_DECLS
