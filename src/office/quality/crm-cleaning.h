/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

typedef enum {
  CRM_QUESTION_MISSING, /* what is it? */
  CRM_QUESTION_WRONG,   /* what is right? */
  CRM_QUESTION_FORM,    /* is this the legal form? */
  CRM_QUESTION_SAME,    /* are these two the same? */
} CrmQuestionKind;

/**
 * CrmQuestion:
 *
 * One question about one card, to be answered in a moment: the five-minute cleaning asks them one
 * after the other.
 */
typedef struct {
  CrmQuestionKind kind;
  char *entity;
  gint64 id;
  char *title;
  char *hint;  /* what helps to find the answer: city, phone; or NULL */
  char *path;  /* what is asked for; of a missing line the field that says most: "phones.number" */
  char *token; /* under which it is kept that this does not apply */
  char *label; /* what people call it */
  char *value; /* what stands there now, or is proposed; or NULL */
  gint64 other;
  char *other_title;
} CrmQuestion;

void crm_question_free (CrmQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQuestion, crm_question_free)

/* What the queue skips: "id token" of questions that were put off. A set of strings. */
typedef GHashTable CrmSkipped;
/* (transfer full) */
char *crm_question_key (const CrmQuestion *self);

/* The next question, the cards that lack most first. NULL without error when all is answered.
 * (transfer full) */
CrmQuestion *
crm_cleaning_next (CrmTxn *txn, const char *entity, CrmSkipped *skipped, GError **error);
void crm_cleaning_next_async (CrmOffice *office,
                              const char *entity,
                              CrmSkipped *skipped,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
CrmQuestion *crm_cleaning_next_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/* Writes the answer, as it would be typed into the card; to %CRM_QUESTION_FORM any text agrees. */
gboolean
crm_cleaning_answer (CrmTxn *txn, const CrmQuestion *question, const char *answer, GError **error);
/* @answer NULL: it does not apply, or the two are not the same. */
void crm_cleaning_answer_async (CrmOffice *office,
                                const CrmQuestion *question,
                                const char *answer,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean crm_cleaning_answer_finish (CrmOffice *office, GAsyncResult *result, GError **error);

G_END_DECLS
