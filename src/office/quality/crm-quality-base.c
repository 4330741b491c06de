/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/quality/crm-quality.h"

#include "office/crm-verb.h"

#include <string.h>

/* Records computed in one transaction: others wait for it. */
#define BATCH 300

#define WHOLE 10000 /* basis points */

/* --- What counts ------------------------------------------------------------------------------ */

/* Work on a card that nobody works with any more would be for nothing. */
static const struct {
  const char *entity;
  const char *where;
} counted[] = {
  { "party", "is_client = yes and is_ours != yes and set_aside is empty" },
  { "product", "active = yes" },
};

const char *
crm_quality_where_counted (const char *entity)
{
  g_return_val_if_fail (entity != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    if (g_str_equal (counted[i].entity, entity))
      return counted[i].where;

  return NULL;
}

/* Of those that count the ones where @test holds too; takes it. (transfer full) */
static char *
among_counted (const char *entity, char *test)
{
  const char *where = crm_quality_where_counted (entity);
  g_autofree char *owned = test;

  return where != NULL ? g_strdup_printf ("%s and %s", where, owned) : g_steal_pointer (&owned);
}

char *
crm_quality_where_band (const char *entity, guint band)
{
  const int step = 100 / (CRM_QUALITY_BANDS - 1);

  g_return_val_if_fail (entity != NULL && band < CRM_QUALITY_BANDS, NULL);

  if (band == CRM_QUALITY_BANDS - 1)
    return among_counted (entity, g_strdup ("completeness = 100"));

  return among_counted (entity, g_strdup_printf ("completeness >= %d and completeness < %d",
                                                 step * (int)band, step * ((int)band + 1)));
}

char *
crm_quality_where_lack (const char *entity, const char *path, gboolean wrong)
{
  g_return_val_if_fail (entity != NULL && path != NULL, NULL);

  return among_counted (entity, g_strdup_printf ("missing ~ '|%s%s|'", path, wrong ? "!" : ""));
}

char *
crm_quality_where_losing (void)
{
  return among_counted ("party", g_strdup ("touch_due < today"));
}

/* --- Figures ---------------------------------------------------------------------------------- */

static void
lack_count_free (gpointer data)
{
  CrmLackCount *self = data;

  g_free (self->path);
  g_free (self);
}

void
crm_quality_free (CrmQuality *self)
{
  g_free (self->entity);
  g_ptr_array_unref (self->lacks);
  g_free (self);
}

/* Counts of records that count by the value of a field. */
static GPtrArray *
count_by (CrmTxn *txn, const char *entity, const char *field, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  const char *where = crm_quality_where_counted (entity);

  if (where != NULL)
    crm_query_add_where (query, crm_query_parse_where (where, NULL));
  crm_query_add_test (query, "completeness", CRM_TEST_FILLED, NULL);
  crm_query_add_bucket (query, CRM_BUCKET_VALUE, field);
  crm_query_add_measure (query, CRM_MEASURE_COUNT, NULL);

  return crm_txn_measure (txn, query, error);
}

static guint
band_of (gint64 completeness)
{
  return (guint)CLAMP (completeness * (CRM_QUALITY_BANDS - 1) / WHOLE, 0, CRM_QUALITY_BANDS - 1);
}

static gboolean
read_bands (CrmTxn *txn, CrmQuality *quality, GError **error)
{
  g_autoptr (GPtrArray) rows = count_by (txn, quality->entity, "completeness", error);
  gint64 sum = 0;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    const CrmMeasured *row = rows->pdata[i];
    gint64 completeness = crm_value_get_int (&row->buckets[0]);
    gint64 count = crm_value_get_int (&row->measures[0]);

    quality->cards += count;
    quality->bands[band_of (completeness)] += count;
    sum += completeness * count;
  }
  quality->average = quality->cards > 0 ? sum / quality->cards : 0;

  return TRUE;
}

static void
add_lack (CrmQuality *quality, const char *token, gint64 count)
{
  gsize n = strlen (token);
  gboolean wrong = n > 0 && token[n - 1] == '!';
  CrmLackCount *lack;

  if (n == 0)
    return;
  n -= wrong;
  for (guint i = 0; i < quality->lacks->len; i++) {
    lack = quality->lacks->pdata[i];
    if (lack->wrong == wrong && strlen (lack->path) == n && strncmp (lack->path, token, n) == 0) {
      lack->count += count;
      return;
    }
  }
  lack = g_new0 (CrmLackCount, 1);
  lack->path = g_strndup (token, n);
  lack->wrong = wrong;
  lack->count = count;
  g_ptr_array_add (quality->lacks, lack);
}

static int
compare_lacks (gconstpointer a, gconstpointer b)
{
  const CrmLackCount *x = *(CrmLackCount *const *)a;
  const CrmLackCount *y = *(CrmLackCount *const *)b;

  if (x->count != y->count)
    return x->count < y->count ? 1 : -1;

  return strcmp (x->path, y->path);
}

/* Cards lack the same things in few ways, so that one pass over the table counts them all. */
static gboolean
read_lacks (CrmTxn *txn, CrmQuality *quality, GError **error)
{
  g_autoptr (GPtrArray) rows = count_by (txn, quality->entity, "missing", error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    const CrmMeasured *row = rows->pdata[i];
    const char *missing = crm_value_get_text (&row->buckets[0]);
    g_auto (GStrv) tokens = g_strsplit (missing != NULL ? missing : "", "|", -1);

    for (guint k = 0; tokens[k] != NULL; k++)
      add_lack (quality, tokens[k], crm_value_get_int (&row->measures[0]));
  }
  g_ptr_array_sort (quality->lacks, compare_lacks);

  return TRUE;
}

static gboolean
read_losing (CrmTxn *txn, CrmQuality *quality, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autofree char *where = crm_quality_where_losing ();

  if (!g_str_equal (quality->entity, "party"))
    return TRUE;
  crm_query_add_where (query, crm_query_parse_where (where, NULL));
  quality->losing = crm_txn_count (txn, query, error);

  return quality->losing >= 0;
}

CrmQuality *
crm_quality_read (CrmTxn *txn, const char *entity, GError **error)
{
  g_autoptr (CrmQuality) quality = g_new0 (CrmQuality, 1);

  g_return_val_if_fail (entity != NULL, NULL);

  quality->entity = g_strdup (entity);
  quality->lacks = g_ptr_array_new_with_free_func (lack_count_free);
  if (!read_bands (txn, quality, error) || !read_lacks (txn, quality, error) ||
      !read_losing (txn, quality, error))
    return NULL;

  return g_steal_pointer (&quality);
}

/* --- As verbs --------------------------------------------------------------------------------- */

static gboolean
read_func (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  call->result = crm_quality_read (txn, call->text, error);

  return call->result != NULL;
}

void
crm_quality_read_async (CrmOffice *office,
                        const char *entity,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  CrmVerbCall *call = crm_verb_call_new (read_func, 0);

  call->text = g_strdup (entity);
  call->free_result = (GDestroyNotify)crm_quality_free;
  crm_verb_call_run_async (office, CRM_TXN_READ, NULL, call, cancellable, callback, user_data);
}

CrmQuality *
crm_quality_read_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  if (!crm_verb_call_finish (office, result, &call, error))
    return NULL;

  return g_steal_pointer (&call->result);
}

/* --- After a rule has changed ----------------------------------------------------------------- */

/* Which entities are to be computed again, and how far that is. */
typedef struct {
  GArray *rules;       /* gint64: those whose mark does not say how it is */
  GPtrArray *entities; /* char * */
  guint entity;
  gint64 after;
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->rules, g_array_unref);
  g_clear_pointer (&self->entities, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
add_work (CrmTxn *txn, Work *work, CrmQuery *query, GError **error)
{
  g_autoptr (GPtrArray) rules = crm_txn_query (txn, query, error);

  for (guint i = 0; rules != NULL && i < rules->len; i++) {
    const char *entity = crm_record_get_text (rules->pdata[i], "entity");
    gint64 id = crm_record_get_id (rules->pdata[i]);

    g_array_append_val (work->rules, id);
    if (!g_ptr_array_find_with_equal_func (work->entities, entity, g_str_equal, NULL))
      g_ptr_array_add (work->entities, g_strdup (entity));
  }

  return rules != NULL;
}

/* Rules that are not applied, and those in the trash that still are. */
static gboolean
find_work (CrmTxn *txn, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (CrmQuery) query = crm_query_new ("quality_rule");
  g_autoptr (CrmQuery) gone = crm_query_new ("quality_rule");

  work_clear (work);
  work->rules = g_array_new (FALSE, FALSE, sizeof (gint64));
  work->entities = g_ptr_array_new_with_free_func (g_free);
  crm_query_add_test (query, "applied", CRM_TEST_DIFFERS, "yes");
  crm_query_add_test (gone, "applied", CRM_TEST_EQUAL, "yes");
  crm_query_add_test (gone, "active", CRM_TEST_EQUAL, "yes");
  gone->trash = TRUE;

  return add_work (txn, work, query, error) && add_work (txn, work, gone, error);
}

static gboolean
compute_batch (CrmTxn *txn, gpointer data, GError **error)
{
  const Work *work = data;
  gint64 after = work->after;

  if (!crm_txn_rederive (txn, work->entities->pdata[work->entity], &after, BATCH, error))
    return FALSE;
  /* The function may run twice: where it goes on is set when it is done. */
  ((Work *)data)->after = after;

  return TRUE;
}

/* What lies in the trash is taken out for it and put back. */
static gboolean
mark_rule (CrmTxn *txn, gint64 id, GError **error)
{
  g_autoptr (CrmRecord) stored = crm_txn_get (txn, "quality_rule", id, error);
  g_autoptr (CrmRecord) rule = NULL;
  gboolean gone;

  if (stored == NULL)
    return FALSE;
  gone = crm_record_get_deleted (stored) != 0;
  if (gone && !crm_txn_restore (txn, "quality_rule", id, error))
    return FALSE;
  rule = crm_txn_get (txn, "quality_rule", id, error);
  if (rule == NULL)
    return FALSE;
  crm_record_set_int (rule, "applied", !gone);

  return crm_txn_save (txn, rule, error) &&
         (!gone || crm_txn_delete (txn, "quality_rule", id, error));
}

/* A rule that somebody has changed since keeps its mark. */
static gboolean
mark_applied (CrmTxn *txn, gpointer data, GError **error)
{
  const Work *work = data;

  /* The office's own work: whoever is at the desk where it was left. */
  crm_txn_trust (txn, TRUE);
  crm_txn_forbid_undo (txn);
  for (guint i = 0; i < work->rules->len; i++)
    if (!mark_rule (txn, g_array_index (work->rules, gint64, i), error))
      return FALSE;

  return TRUE;
}

gboolean
crm_quality_apply (CrmOffice *office, guint *n, GError **error)
{
  g_auto (Work) work = { 0 };

  g_return_val_if_fail (CRM_IS_OFFICE (office), FALSE);

  if (!crm_office_run (office, CRM_TXN_READ, NULL, find_work, &work, error))
    return FALSE;
  if (n != NULL)
    *n = work.rules->len;
  if (work.rules->len == 0 || crm_office_is_read_only (office))
    return TRUE;
  for (work.entity = 0; work.entity < work.entities->len; work.entity++) {
    work.after = 0;
    do {
      if (!crm_office_run (office, CRM_TXN_WRITE, "quality.apply", compute_batch, &work, error))
        return FALSE;
    } while (work.after != 0);
  }

  return crm_office_run (office, CRM_TXN_WRITE, "quality.apply", mark_applied, &work, error);
}

static void
apply_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (crm_quality_apply (source, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_quality_apply_async (CrmOffice *office,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CRM_IS_OFFICE (office));

  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_quality_apply_async);
  g_task_run_in_thread (task, apply_thread);
}

gboolean
crm_quality_apply_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, office), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
