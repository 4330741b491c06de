/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-merge.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmDecisions:
 *
 * What two people both have changed, one question after the other: mine, theirs, or, of notes, both
 * texts. All of them at once by Alt+M and Alt+T. Nothing is chosen before a person does. Signal
 * "changed": see crm_decisions_is_complete().
 */
#define CRM_TYPE_DECISIONS (crm_decisions_get_type ())
G_DECLARE_FINAL_TYPE (CrmDecisions, crm_decisions, CRM, DECISIONS, AdwBin)

/* Words for the two sides as a whole: "Keep all _mine", "Take all _theirs". */
CrmDecisions *crm_decisions_new (const char *all_mine, const char *all_theirs);

typedef struct {
  const char *key;   /* to read the answer by */
  const char *title; /* what is asked about */
  const char *mine;  /* NULL: there is no such choice */
  const char *theirs;
  const char *both; /* NULL: there is no such choice */
} CrmDecision;
/* A question that is there already keeps its answer. */
void crm_decisions_ask (CrmDecisions *self, const CrmDecision *decision);
void crm_decisions_clear (CrmDecisions *self);
/* Whether there is nothing left to choose. */
gboolean crm_decisions_is_complete (CrmDecisions *self);
/* key → CrmMergeChoice + 1, of what was chosen. (transfer full) (element-type utf8 guint) */
GHashTable *crm_decisions_get_choices (CrmDecisions *self);
void crm_decisions_choose_all (CrmDecisions *self, CrmMergeChoice choice);
void crm_decisions_choose (CrmDecisions *self, const char *key, CrmMergeChoice choice);

G_END_DECLS
