/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"
#include "support/crm-test.h"

G_BEGIN_DECLS

/* How many clients the office of the benchmarks has: KONTOR_PERF_CLIENTS, or a hundred thousand. */
guint perf_clients (void);

/* The path of a demo office of that size. It is kept in the build folder and made anew when the
 * program is newer. (transfer full) */
char *perf_office_path (void);
/* Makes it, whether it is there or not. Returns the seconds it took. */
double perf_make_office (void);

/* The same, opened with the real clock. (transfer full) */
CrmOffice *perf_office_open (void);
CrmOffice *perf_office_open_at (const char *path);

/* The path of an office of KONTOR_PERF_MILLION clients, a million unless said otherwise, with
 * nothing but a name, a city and a phone each. Made once, through the bulk store. (transfer full)
 */
char *perf_million_path (void);
/* A name like theirs, from its number. (transfer full) */
char *perf_million_name (guint i);

/* The words of a text, without its signs. (transfer full) */
char **perf_words (const char *text);

/* A list over an entity with the columns that it usually shows, once its first rows are there.
 * (transfer full): NULL-terminated columns from the schema's lists. */
CrmRecordList *perf_list_new (CrmOffice *office, CrmQuery *query);
/* Runs the main context until the list has said "ready" once more than @before times. */
void perf_list_wait (CrmRecordList *list, guint *ready, guint before);
/* Runs it until the row has its values. Returns the row. (transfer full) */
CrmRow *perf_list_row (CrmRecordList *list, guint position);

/* Milliseconds since an earlier g_get_monotonic_time(). */
double perf_ms_since (gint64 start);

G_END_DECLS
