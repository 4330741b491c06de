/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/deals/crm-pipeline.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"

static const CrmField pipeline_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "rank", .label = N_ ("Order"), .type = CRM_FIELD_INTEGER },
  { NULL },
};

static gboolean
refuse_used (CrmTxn *txn,
             const char *entity,
             const char *field,
             const CrmRecord *record,
             const char *format,
             GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  gint64 n;

  crm_query_add_test_id (query, field, crm_record_get_id (record));
  n = crm_txn_count (txn, query, error);
  if (n == 0)
    return TRUE;
  if (n > 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED, format);

  return FALSE;
}

static gboolean
before_delete_pipeline (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  return refuse_used (txn, "deal", "pipeline", record,
                      _ ("Deals go through this pipeline: move them to another one first."), error);
}

const CrmEntity crm_pipeline_entity = {
  .number = 11,
  .name = "pipeline",
  .label = N_ ("Pipeline"),
  .label_many = N_ ("Pipelines"),
  .label_new = N_ ("New pipeline"),
  NP_ ("%d pipeline", "%d pipelines"),
  .empty_title = N_ ("No pipelines yet"),
  .empty_text = N_ ("A pipeline is the way your deals go, stage by stage."),
  .icon = "media-playlist-consecutive-symbolic",
  .fields = pipeline_fields,
  .order = "rank,name",
  .title = "{name}",
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
  .before_delete = before_delete_pipeline,
};

static const CrmChoice stage_kinds[] = {
  { "open", N_ ("In work"), CRM_TONE_ACTIVE },
  { "won", N_ ("Won"), CRM_TONE_DONE },
  { "lost", N_ ("Lost"), CRM_TONE_WAITING },
  { NULL },
};

static const CrmField stage_fields[] = {
  { .name = "pipeline",
    .label = N_ ("Pipeline"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .ref = "pipeline" },
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED },
  { .name = "rank", .label = N_ ("Order"), .type = CRM_FIELD_INTEGER, .flags = CRM_FIELD_COMPACT },
  { .name = "kind",
    .label = N_ ("Kind"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .choices = stage_kinds,
    .initial = "open" },
  { .name = "probability",
    .label = N_ ("Probability"),
    .type = CRM_FIELD_PERCENT,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT },
  { .name = "rot_days", .label = N_ ("Stuck after, days"), .type = CRM_FIELD_INTEGER },
  { NULL },
};

static const char *const stage_indexes[] = { "pipeline,rank", NULL };

static gboolean
validate_stage (const CrmRecord *record, GError **error)
{
  gint64 probability = crm_record_get_int (record, "probability");

  if (probability < 0 || probability > 10000) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A probability is between 0 and 100 %."));
    return FALSE;
  }
  if (crm_record_get_int (record, "rot_days") < 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The days after which a deal is stuck cannot be below zero."));
    return FALSE;
  }

  return TRUE;
}

/* Deals keep the kind and the pipeline of their stage, so a stage in use changes neither. */
static gboolean
before_save_stage (CrmTxn *txn, CrmRecord *record, GError **error)
{
  if (crm_record_is_new (record) ||
      (!crm_record_is_changed (record, "kind") && !crm_record_is_changed (record, "pipeline")))
    return TRUE;

  return refuse_used (txn, "deal", "stage", record,
                      _ ("Deals stand at this stage: make another stage and move them there."),
                      error);
}

static gboolean
before_delete_stage (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  return refuse_used (txn, "deal", "stage", record,
                      _ ("Deals stand at this stage: move them to another one first."), error);
}

const CrmEntity crm_stage_entity = {
  .number = 12,
  .name = "stage",
  .label = N_ ("Stage"),
  .label_many = N_ ("Stages"),
  .label_new = N_ ("New stage"),
  NP_ ("%d stage", "%d stages"),
  .empty_title = N_ ("No stages yet"),
  .empty_text = N_ ("Add the steps that a deal takes from the first talk to the money."),
  .icon = "go-next-symbolic",
  .fields = stage_fields,
  .indexes = stage_indexes,
  .order = "pipeline,rank",
  .title = "{name}",
  .state = "kind",
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
  .validate = validate_stage,
  .before_save = before_save_stage,
  .before_delete = before_delete_stage,
};

CrmRecord *
crm_pipeline_first (CrmTxn *txn, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("pipeline");

  g_return_val_if_fail (txn != NULL, NULL);

  crm_query_set_order (query, "rank,name");
  query->limit = 1;

  return crm_txn_first (txn, query, error);
}

GPtrArray *
crm_pipeline_stages (CrmTxn *txn, gint64 pipeline, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("stage");

  g_return_val_if_fail (txn != NULL, NULL);

  crm_query_add_test_id (query, "pipeline", pipeline);
  crm_query_set_order (query, "rank");

  return crm_txn_query (txn, query, error);
}
