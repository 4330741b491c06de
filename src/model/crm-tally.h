/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-format.h"

G_BEGIN_DECLS

/* What figures of one kind come to; of money and prices, of one currency. */
typedef struct {
  CrmFieldType type;
  char *currency; /* "" for none */
  gint64 sum;
  guint count;
  gboolean overflow; /* too great to be said */
} CrmTallied;

/**
 * CrmTally:
 *
 * Sums of chosen cells: of each kind of figure, and never over currencies. Days, texts and what is
 * masked are counted and not added.
 */
typedef struct {
  guint n_cells;
  guint n_filled;
  GArray *figures; /* of CrmTallied, in the order they came */
} CrmTally;

CrmTally *crm_tally_new (void);
void crm_tally_free (CrmTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTally, crm_tally_free)

/* @value NULL: an empty cell. */
void
crm_tally_add (CrmTally *self, const CrmField *field, const CrmValue *value, const char *currency);
/* Half away from nothing. */
gint64 crm_tallied_average (const CrmTallied *self);
/* As people read it: a sum or an average of the kind. (transfer full) */
char *crm_tallied_format (const CrmTallied *self, gint64 value, CrmLang lang);

G_END_DECLS
