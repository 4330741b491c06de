/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample.h"

G_BEGIN_DECLS

/* Four parties, Alfa to Gamma, with ratings; one has somebody responsible. */
CrmStore *sample_few (void);

CrmRecordList *
sample_list (CrmStore *store, const char *entity, const char *order, const char *const *paths);
void sample_list_wait (CrmRecordList *list);
/* Asks for parties, and waits for the answer. */
void sample_ask (CrmRecordList *list, const char *order, const char *words, const char *where);

/* The value of a column at a position, waiting for its page. (transfer full) */
char *sample_cell (CrmRecordList *list, guint position, guint column);
/* The first column from top to bottom, between commas. (transfer full) */
char *sample_cells (CrmRecordList *list);
#define sample_assert_cells(list, text)         \
  G_STMT_START                                  \
  {                                             \
    g_autofree char *are = sample_cells (list); \
    g_assert_cmpstr (are, ==, text);            \
  }                                             \
  G_STMT_END

G_END_DECLS
