/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* A questionnaire of the office, its questions, and what a client answered. */
extern const CrmEntity crm_survey_entity;
extern const CrmEntity crm_question_entity;
extern const CrmEntity crm_answer_entity;

/* Writes down what a client answers to a question; an empty text takes the answer away. */
gboolean crm_survey_answer (CrmTxn *txn,
                            gint64 client,
                            gint64 survey,
                            gint64 question,
                            const char *text,
                            GError **error);

G_END_DECLS
