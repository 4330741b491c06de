/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* Where numbers of papers come from: one series per company of ours and kind. */
extern const CrmEntity crm_series_entity;

/**
 * crm_series_find:
 *
 * The series from which a company's papers of the kind are numbered: the first one by name. NULL
 * without error when there is none. (transfer full)
 */
CrmRecord *crm_series_find (CrmTxn *txn, gint64 our_company, const char *kind, GError **error);

/**
 * crm_series_next:
 * @day: date of the paper, by which a series that begins anew each year is counted.
 * @serial: (out) (transfer full): "0041"
 * @number: (out) (transfer full): with the prefix: "KON 0041"
 *
 * The next number of a series. It is taken by saving what is returned, which the issuing of a paper
 * does in the same transaction as the paper itself: either both are written or neither, so there
 * are no gaps and no number twice. (transfer full)
 */
CrmRecord *crm_series_next (CrmTxn *txn,
                            gint64 series,
                            const char *day,
                            char **serial,
                            char **number,
                            GError **error);

/* The number that the pattern has made this of; 0 when it has not. */
gint64 crm_series_read (const char *pattern, const char *serial);

/* What the pattern makes of a number: {N}, {N:4} with zeros in front, {YYYY}, {YY}, {MM}. NULL and
 * %CRM_ERROR_INVALID for anything else in braces, or a pattern without {N}. (transfer full) */
char *crm_series_format (const char *pattern, gint64 n, const char *day, GError **error);

G_END_DECLS
