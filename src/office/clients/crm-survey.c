/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-survey.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"

#include <string.h>

static const CrmField survey_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED },
  { .name = "active",
    .label = N_ ("Is asked"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_IN_LIST,
    .initial = "1" },
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_NOTE },
  { NULL },
};

static const CrmLines survey_lines[] = {
  { "questions", "question", N_ ("Questions") },
  { NULL },
};

const CrmEntity crm_survey_entity = {
  .number = 41,
  .name = "survey",
  .label = N_ ("Questionnaire"),
  .label_many = N_ ("Questionnaires"),
  .label_new = N_ ("New questionnaire"),
  NP_ ("%d questionnaire", "%d questionnaires"),
  .empty_title = N_ ("No questionnaires yet"),
  .empty_text = N_ ("Write down what every client should be asked."),
  .icon = "view-list-bullet-symbolic",
  .fields = survey_fields,
  .lines = survey_lines,
  .order = "name",
  .title = "{name}",
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
};

static const CrmChoice kinds[] = {
  { "text", N_ ("Text") },
  { "choice", N_ ("Choice") },
  { "yesno", N_ ("Yes or no") },
  { "number", N_ ("Number") },
  { NULL },
};

static const CrmField question_fields[] = {
  { .name = "text",
    .label = N_ ("Question"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED,
    .max = 300 },
  { .name = "kind",
    .label = N_ ("Kind of answer"),
    .type = CRM_FIELD_CHOICE,
    .choices = kinds,
    .initial = "text" },
  { .name = "options",
    .label = N_ ("Options, between semicolons"),
    .type = CRM_FIELD_TEXT,
    .max = 1000 },
  { NULL },
};

const CrmEntity crm_question_entity = {
  .number = 42,
  .name = "question",
  .owner = "survey",
  .label = N_ ("Question"),
  .label_many = N_ ("Questions"),
  .label_new = N_ ("New question"),
  NP_ ("%d question", "%d questions"),
  .empty_title = N_ ("No questions yet"),
  .empty_text = N_ ("Add the first question."),
  .icon = "dialog-question-symbolic",
  .fields = question_fields,
  .title = "{text}",
};

/* The question's words stay with the answer: a questionnaire changes, what was asked does not. */
static const CrmField answer_fields[] = {
  { .name = "client",
    .label = N_ ("Client"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .ref = "party" },
  { .name = "survey",
    .label = N_ ("Questionnaire"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .ref = "survey" },
  { .name = "question_id",
    .label = N_ ("Question"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_WRITTEN },
  { .name = "question",
    .label = N_ ("Question"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_READ_ONLY | CRM_LISTED,
    .max = 300 },
  { .name = "text",
    .label = N_ ("Answer"),
    .type = CRM_FIELD_NOTE,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED,
    .max = 4000 },
  { .name = "author",
    .label = N_ ("Written down by"),
    .type = CRM_FIELD_REFERENCE,
    .ref = "person",
    .initial = "me" },
  { .name = "answered", .label = N_ ("When"), .type = CRM_FIELD_INSTANT, .initial = "now" },
  { NULL },
};

static const char *const answer_indexes[] = { "client,survey", NULL };

const CrmEntity crm_answer_entity = {
  .number = 43,
  .name = "answer",
  .label = N_ ("Answer"),
  .label_many = N_ ("Answers"),
  .label_new = N_ ("New answer"),
  NP_ ("%d answer", "%d answers"),
  .empty_title = N_ ("No answers yet"),
  .empty_text = N_ ("Fill in the questionnaire in the client's card."),
  .icon = "emblem-ok-symbolic",
  .fields = answer_fields,
  .indexes = answer_indexes,
  .order = "-answered",
  .title = "{question}",
  .subtitle = "{text}",
  .responsible = "client.responsible",
  .inside = TRUE,
};

/* --- Answering -------------------------------------------------------------------------------- */

static const CrmRecord *
find_question (const CrmRecord *survey, gint64 id, GError **error)
{
  GPtrArray *questions = crm_record_get_lines (survey, "questions");

  for (guint i = 0; i < questions->len; i++)
    if (crm_record_get_id (g_ptr_array_index (questions, i)) == id)
      return g_ptr_array_index (questions, i);
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("The questionnaire “%s” does not ask this any more."),
               crm_record_get_text (survey, "name"));

  return NULL;
}

static gboolean
find_answer (CrmTxn *txn,
             gint64 client,
             gint64 survey,
             gint64 question,
             CrmRecord **answer,
             GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("answer");
  g_autoptr (GError) local = NULL;

  crm_query_add_test_id (query, "client", client);
  crm_query_add_test_id (query, "survey", survey);
  crm_query_add_test_id (query, "question_id", question);
  *answer = crm_txn_first (txn, query, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return *answer != NULL || error == NULL || *error == NULL;
}

gboolean
crm_survey_answer (CrmTxn *txn,
                   gint64 client,
                   gint64 survey,
                   gint64 question,
                   const char *text,
                   GError **error)
{
  g_autoptr (CrmRecord) asked = NULL;
  g_autoptr (CrmRecord) answer = NULL;
  const CrmRecord *line;

  g_return_val_if_fail (txn != NULL, FALSE);

  asked = crm_txn_get (txn, "survey", survey, error);
  line = asked != NULL ? find_question (asked, question, error) : NULL;
  if (line == NULL || !find_answer (txn, client, survey, question, &answer, error))
    return FALSE;
  crm_txn_set_verb (txn, "survey.answer");
  if (text == NULL || *text == '\0')
    return answer == NULL || crm_txn_delete (txn, "answer", crm_record_get_id (answer), error);
  if (answer == NULL) {
    answer = crm_txn_new (txn, "answer");
    crm_record_set_int (answer, "client", client);
    crm_record_set_int (answer, "survey", survey);
    crm_record_set_int (answer, "question_id", question);
  } else if (strcmp (crm_record_get_text (answer, "text"), text) == 0) {
    return TRUE;
  } else {
    crm_record_set_int (answer, "answered", crm_txn_get_now (txn));
    crm_record_set_int (answer, "author", crm_txn_get_person (txn));
  }
  crm_record_set_text (answer, "question", crm_record_get_text (line, "text"));
  crm_record_set_text (answer, "text", text);

  return crm_txn_save (txn, answer, error);
}
