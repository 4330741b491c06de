/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/lists/crm-bulk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What came of work over many records, as windows show it. */

/* "12 records changed · 3 left as they are". (transfer full) */
char *crm_bulk_report_words (const CrmBulkReport *report);
/* Each record that was left as it is, and why. */
void crm_bulk_report_fill (const CrmBulkReport *report, GtkListBox *list);
/* One line of such a list. */
void crm_bulk_left_append (GtkListBox *list, const char *title, const char *reason);
/* A page with an empty list. (transfer floating) */
GtkWidget *crm_bulk_left_page (GtkWidget **list);

G_END_DECLS
