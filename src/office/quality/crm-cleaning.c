/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/quality/crm-cleaning.h"

#include "base/crm-legal-form.h"
#include "model/crm-format.h"
#include "office/clients/crm-party.h"
#include "office/quality/crm-quality.h"

#include <string.h>

/* Cards looked at for the next question. */
#define LOOKED_AT 50

/* --- Questions -------------------------------------------------------------------------------- */

void
crm_question_free (CrmQuestion *self)
{
  g_free (self->entity);
  g_free (self->title);
  g_free (self->hint);
  g_free (self->path);
  g_free (self->token);
  g_free (self->label);
  g_free (self->value);
  g_free (self->other_title);
  g_free (self);
}

char *
crm_question_key (const CrmQuestion *self)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", self->id, self->token);
}

static CrmQuestion *
question_new (CrmQuestionKind kind, const CrmRecord *record, const char *token)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmQuestion *self = g_new0 (CrmQuestion, 1);

  self->kind = kind;
  self->entity = g_strdup (entity->name);
  self->id = crm_record_get_id (record);
  self->title = crm_record_title (record);
  self->token = g_strdup (token);
  if (entity->subtitle != NULL)
    self->hint = crm_record_expand (record, entity->subtitle);

  return self;
}

/* Of lines without a field the first that must be filled in: the number of a phone. */
static char *
answered_path (const CrmEntity *entity, const char *path)
{
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    const CrmEntity *line = crm_entity_line_entity (entity, i);

    if (!g_str_equal (entity->lines[i].name, path))
      continue;
    for (guint k = 0; k < crm_entity_n_fields (line); k++) {
      if (line->fields[k].flags & CRM_FIELD_REQUIRED)
        return g_strdup_printf ("%s.%s", path, line->fields[k].name);
    }
  }

  return g_strdup (path);
}

static CrmQuestion *
ask_lack (const CrmRecord *record, const CrmLack *lack)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmQuestion *self =
    question_new (lack->wrong ? CRM_QUESTION_WRONG : CRM_QUESTION_MISSING, record, lack->path);

  self->path = answered_path (entity, lack->path);
  self->label = crm_quality_path_label (entity, lack->path);
  if (lack->wrong)
    self->value = g_strdup (crm_record_get_text (record, lack->path));

  return self;
}

static gboolean
is_kept (const CrmRecord *record, const char *token)
{
  g_autofree char *kept = g_strdup_printf ("|%s|", token);

  return strstr (crm_record_get_text (record, "not_applicable"), kept) != NULL;
}

/* The name has the legal form in it still: `ООО «Ромашка»`. */
static CrmQuestion *
ask_form (const CrmRecord *record)
{
  g_autofree char *form = NULL;
  g_autofree char *name = NULL;
  CrmQuestion *self;

  if (!g_str_equal (crm_record_get_entity (record)->name, "party") || is_kept (record, "form") ||
      !g_str_equal (crm_record_get_text (record, "kind"), "organisation") ||
      !crm_legal_form_split (crm_record_get_text (record, "name"), &form, &name))
    return NULL;
  self = question_new (CRM_QUESTION_FORM, record, "form");
  self->path = g_strdup ("legal_form");
  self->label = g_steal_pointer (&form);
  self->value = g_steal_pointer (&name);

  return self;
}

/* What does not count, as a client set aside, is not worth anybody's question. */
static void
leave_out (CrmQuery *query)
{
  const char *where = crm_quality_where_counted (query->entity);

  if (where != NULL)
    crm_query_add_where (query, crm_query_parse_where (where, NULL));
}

/* Another card with the same name, however it is written. */
static gboolean
ask_same (CrmTxn *txn, const CrmRecord *record, CrmQuestion **question, GError **error)
{
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (GPtrArray) others = NULL;

  if (!g_str_equal (crm_record_get_entity (record)->name, "party") ||
      crm_record_is_null (record, "name_key"))
    return TRUE;
  query = crm_query_new ("party");
  crm_query_add_test (query, "name_key", CRM_TEST_EQUAL, crm_record_get_text (record, "name_key"));
  leave_out (query);
  query->limit = 5;
  others = crm_txn_query (txn, query, error);
  for (guint i = 0; others != NULL && i < others->len && *question == NULL; i++) {
    const CrmRecord *other = others->pdata[i];
    g_autofree char *token = g_strdup_printf ("same:%" G_GINT64_FORMAT, crm_record_get_id (other));

    /* Of two cards the elder one asks. */
    if (crm_record_get_id (other) <= crm_record_get_id (record) || is_kept (record, token))
      continue;
    *question = question_new (CRM_QUESTION_SAME, record, token);
    (*question)->other = crm_record_get_id (other);
    (*question)->other_title = crm_record_title (other);
    (*question)->value = crm_record_expand (other, crm_record_get_entity (other)->subtitle);
  }

  return others != NULL;
}

/* --- The queue -------------------------------------------------------------------------------- */

static gboolean
is_skipped (const CrmQuestion *question, CrmSkipped *skipped)
{
  g_autofree char *key = crm_question_key (question);

  return skipped != NULL && g_hash_table_contains (skipped, key);
}

static CrmQuestion *
unless_skipped (CrmQuestion *question, CrmSkipped *skipped)
{
  if (question != NULL && is_skipped (question, skipped))
    g_clear_pointer (&question, crm_question_free);

  return question;
}

static gboolean
ask_of (CrmTxn *txn,
        const CrmRecord *record,
        CrmSkipped *skipped,
        CrmQuestion **question,
        GError **error)
{
  g_autoptr (GPtrArray) lacks = crm_quality_lacks (record);

  if (!ask_same (txn, record, question, error))
    return FALSE;
  *question = unless_skipped (*question, skipped);
  if (*question == NULL)
    *question = unless_skipped (ask_form (record), skipped);
  for (guint i = 0; *question == NULL && i < lacks->len; i++)
    *question = unless_skipped (ask_lack (record, lacks->pdata[i]), skipped);

  return TRUE;
}

CrmQuestion *
crm_cleaning_next (CrmTxn *txn, const char *entity, CrmSkipped *skipped, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GPtrArray) records = NULL;
  CrmQuestion *question = NULL;

  crm_query_add_test (query, "completeness", CRM_TEST_LESS, "100");
  leave_out (query);
  crm_query_set_order (query, "completeness");
  query->limit = LOOKED_AT + (skipped != NULL ? g_hash_table_size (skipped) : 0);
  records = crm_txn_query (txn, query, error);
  for (guint i = 0; records != NULL && i < records->len && question == NULL; i++) {
    if (!ask_of (txn, records->pdata[i], skipped, &question, error))
      return NULL;
  }

  return question;
}

/* --- Answers ---------------------------------------------------------------------------------- */

static gboolean
write_answer (CrmRecord *record, const CrmQuestion *question, const char *answer, GError **error)
{
  const char *point = strchr (question->path, '.');
  g_autofree char *lines = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  CrmRecord *target = record;
  const CrmField *field;

  if (point != NULL) {
    GPtrArray *all;

    lines = g_strndup (question->path, (gsize)(point - question->path));
    all = crm_record_get_lines (record, lines);
    /* The city of an address that is there, a phone that is not. */
    target = all->len > 0 ? all->pdata[0] : crm_record_add_line (record, lines);
  }
  field = crm_entity_find_field (crm_record_get_entity (target),
                                 point != NULL ? point + 1 : question->path);
  g_return_val_if_fail (field != NULL, FALSE);
  if (!crm_field_parse (field, answer, NULL, NULL, &value, error))
    return FALSE;
  crm_record_set (target, field->name, &value);

  return TRUE;
}

gboolean
crm_cleaning_answer (CrmTxn *txn, const CrmQuestion *question, const char *answer, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;

  g_return_val_if_fail (question != NULL, FALSE);

  if (answer == NULL)
    return crm_quality_exempt (txn, question->entity, question->id, question->token, error);
  record = crm_txn_get (txn, question->entity, question->id, error);
  if (record == NULL)
    return FALSE;
  if (question->kind == CRM_QUESTION_FORM)
    crm_party_take_form (record);
  else if (question->path != NULL && !write_answer (record, question, answer, error))
    return FALSE;

  return crm_txn_save (txn, record, error);
}
