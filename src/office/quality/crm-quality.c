/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/quality/crm-quality.h"

#include "base/crm-requisite.h"
#include "model/crm-format.h"
#include "office/quality/crm-quality-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WHOLE 10000 /* basis points */

/* --- Rules ------------------------------------------------------------------------------------ */

typedef struct {
  char *entity;
  char *path;
  CrmCondition *where; /* or NULL */
  gint64 weight;
} Rule;

static void
rule_free (gpointer data)
{
  Rule *self = data;

  g_free (self->entity);
  g_free (self->path);
  g_clear_pointer (&self->where, crm_condition_free);
  g_free (self);
}

/* All active rules; each save asks for them, so that the transaction keeps them in mind. */
static GPtrArray *
find_rules (CrmTxn *txn, GError **error)
{
  GPtrArray *rules = crm_txn_recall (txn, "quality_rule");
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (rules != NULL)
    return rules;
  query = crm_query_new ("quality_rule");
  crm_query_add_test (query, "active", CRM_TEST_EQUAL, "yes");
  crm_query_set_order (query, "entity,rank");
  records = crm_txn_query (txn, query, error);
  if (records == NULL)
    return NULL;
  rules = g_ptr_array_new_with_free_func (rule_free);
  for (guint i = 0; i < records->len; i++) {
    const CrmRecord *record = records->pdata[i];
    const char *where = crm_record_get_text (record, "only_where");
    Rule *rule = g_new0 (Rule, 1);

    rule->entity = g_strdup (crm_record_get_text (record, "entity"));
    rule->path = g_strdup (crm_record_get_text (record, "path"));
    rule->where = *where != '\0' ? crm_query_parse_where (where, NULL) : NULL;
    rule->weight = crm_record_get_int (record, "weight");
    g_ptr_array_add (rules, rule);
  }
  crm_txn_remember (txn, "quality_rule", rules);

  return rules;
}

/* --- One card --------------------------------------------------------------------------------- */

typedef enum {
  STATE_FILLED,
  STATE_MISSING,
  STATE_WRONG,
} State;

static State
look_at_field (const CrmRecord *record, const char *name)
{
  const CrmField *field = crm_entity_find_field (crm_record_get_entity (record), name);
  CrmRequisite requisite;

  if (field == NULL || crm_record_is_null (record, name))
    return STATE_MISSING;
  if (field->type == CRM_FIELD_REQUISITE && crm_requisite_from_name (field->ref, &requisite) &&
      !crm_requisite_check (requisite, crm_record_get_text (record, name), NULL))
    return STATE_WRONG;

  return STATE_FILLED;
}

static State
look_at_lines (const CrmRecord *record, guint index, const char *field)
{
  GPtrArray *lines = crm_record_get_lines_at (record, index);
  State best = STATE_MISSING;

  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    State state = field != NULL ? look_at_field (lines->pdata[i], field) : STATE_FILLED;

    if (state == STATE_FILLED)
      return state;
    best = MAX (best, state);
  }

  return best;
}

static State
look_at (const CrmRecord *record, const char *path)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    gsize n = strlen (entity->lines[i].name);

    if (strncmp (path, entity->lines[i].name, n) == 0 && (path[n] == '\0' || path[n] == '.'))
      return look_at_lines (record, i, path[n] == '.' ? path + n + 1 : NULL);
  }

  return look_at_field (record, path);
}

/* A birthday of an organisation, the INN of a firm abroad: the card has no place for it. */
static gboolean
has_place (const CrmRecord *record, const char *path)
{
  const CrmField *field = crm_entity_find_field (crm_record_get_entity (record), path);

  return field == NULL || crm_field_is_shown (field, record);
}

static gboolean
is_exempt (const CrmRecord *record, const char *path)
{
  g_autofree char *token = g_strdup_printf ("|%s|", path);

  return strstr (crm_record_get_text (record, "not_applicable"), token) != NULL;
}

gboolean
crm_quality_derive (CrmTxn *txn, CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  GPtrArray *rules = find_rules (txn, error);
  g_autoptr (GString) missing = g_string_new (NULL);
  gint64 all = 0;
  gint64 got = 0;

  if (rules == NULL)
    return FALSE;
  for (guint i = 0; i < rules->len; i++) {
    const Rule *rule = rules->pdata[i];
    State state;

    if (!g_str_equal (rule->entity, entity->name) || is_exempt (record, rule->path) ||
        (rule->where != NULL && !crm_condition_holds (rule->where, record)) ||
        !has_place (record, rule->path))
      continue;
    state = look_at (record, rule->path);
    all += rule->weight;
    got += state == STATE_FILLED ? rule->weight : 0;
    if (state != STATE_FILLED)
      g_string_append_printf (missing, "%s%s%s|", missing->len == 0 ? "|" : "", rule->path,
                              state == STATE_WRONG ? "!" : "");
  }
  if (all > 0)
    crm_record_set_int (record, "completeness", got * WHOLE / all);
  else
    crm_record_set_null (record, "completeness");
  crm_record_set_text (record, "missing", missing->len > 0 ? missing->str : NULL);

  return TRUE;
}

static void
lack_free (gpointer data)
{
  CrmLack *self = data;

  g_free (self->path);
  g_free (self);
}

GPtrArray *
crm_quality_lacks (const CrmRecord *record)
{
  GPtrArray *lacks = g_ptr_array_new_with_free_func (lack_free);
  g_auto (GStrv) tokens = NULL;

  g_return_val_if_fail (record != NULL, lacks);

  if (crm_entity_find_field (crm_record_get_entity (record), "missing") == NULL)
    return lacks;
  tokens = g_strsplit (crm_record_get_text (record, "missing"), "|", -1);
  for (guint i = 0; tokens[i] != NULL; i++) {
    gsize n = strlen (tokens[i]);
    CrmLack *lack;

    if (n == 0)
      continue;
    lack = g_new0 (CrmLack, 1);
    lack->wrong = tokens[i][n - 1] == '!';
    lack->path = g_strndup (tokens[i], lack->wrong ? n - 1 : n);
    g_ptr_array_add (lacks, lack);
  }

  return lacks;
}

char *
crm_quality_path_label (const CrmEntity *entity, const char *path)
{
  const char *point = strchr (path, '.');
  const CrmField *field;

  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    gsize n = point != NULL ? (gsize)(point - path) : strlen (path);

    if (strlen (entity->lines[i].name) != n || strncmp (entity->lines[i].name, path, n) != 0)
      continue;
    if (point == NULL)
      return g_strdup (_ (entity->lines[i].label));
    field = crm_entity_find_field (crm_entity_line_entity (entity, i), point + 1);
    return g_strdup (field != NULL ? crm_field_get_label (field) : path);
  }
  field = crm_entity_find_field (entity, path);

  return g_strdup (field != NULL ? crm_field_get_label (field) : path);
}

gboolean
crm_quality_exempt (CrmTxn *txn, const char *entity, gint64 id, const char *path, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, entity, id, error);
  g_autofree char *all = NULL;
  const char *before;

  if (record == NULL)
    return FALSE;
  if (is_exempt (record, path))
    return TRUE;
  before = crm_record_get_text (record, "not_applicable");
  all = g_strdup_printf ("%s%s|", *before != '\0' ? before : "|", path);
  crm_record_set_text (record, "not_applicable", all);

  return crm_txn_save (txn, record, error);
}
