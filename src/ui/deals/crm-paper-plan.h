/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* Something to choose by its name. */
typedef struct {
  gint64 id;
  char *name;
  char *detail; /* of a template its language, of a series its next number */
} CrmPlanChoice;

/* A kind of paper that may be made of the deal. */
typedef struct {
  const CrmChoice *kind;
  GPtrArray *templates; /* of CrmPlanChoice, the one that suits best first; at least one */
  GPtrArray *series;    /* of CrmPlanChoice */
} CrmPlanKind;

/**
 * CrmPaperPlan:
 * @record: the paper as it would be made, without kind, template and series; not saved.
 * @kinds: (element-type CrmPlanKind): those that our company's country may make and that have a
 *   template.
 *
 * What papers can be made of a deal: read before anything is written.
 */
typedef struct {
  gint64 deal;
  char *title; /* of the deal */
  CrmRecord *record;
  GPtrArray *kinds;
} CrmPaperPlan;

/* What a person has chosen. Empty texts and 0 leave the office's own choice. */
typedef struct {
  const char *kind;
  gint64 template_id;
  gint64 series;
  char *date;
  char *due;
  char *text;
} CrmPaperWish;

void crm_paper_wish_clear (CrmPaperWish *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmPaperWish, crm_paper_wish_clear)
void crm_paper_wish_copy (const CrmPaperWish *self, CrmPaperWish *copy);

void crm_paper_plan_free (CrmPaperPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPaperPlan, crm_paper_plan_free)

void crm_paper_plan_load_async (CrmOffice *office,
                                gint64 deal,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
CrmPaperPlan *crm_paper_plan_load_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/* NULL when no such paper can be made. */
const CrmPlanKind *crm_paper_plan_find_kind (const CrmPaperPlan *self, const char *kind);

/* The paper with what was chosen, to be looked at. (transfer full) */
CrmRecord *crm_paper_plan_record (const CrmPaperPlan *self, const CrmPaperWish *wish);

/**
 * crm_paper_plan_make_async:
 * @issue: give it its number at once; when that is refused, nothing is made.
 *
 * Makes the paper by the office's own verbs, all in one step.
 */
void crm_paper_plan_make_async (CrmOffice *office,
                                gint64 deal,
                                const CrmPaperWish *wish,
                                gboolean issue,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Id of the paper, 0 on error; its title through @title. */
gint64
crm_paper_plan_make_finish (CrmOffice *office, GAsyncResult *result, char **title, GError **error);

G_END_DECLS
