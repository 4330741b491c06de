/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/deals/crm-paper-plan.h"

#include "model/crm-format.h"
#include "office/documents/crm-document.h"
#include "office/documents/crm-kind.h"
#include "office/documents/crm-lines.h"
#include "office/documents/crm-series.h"
#include "office/templates/crm-paper-template.h"

/* --- Values ----------------------------------------------------------------------------------- */

void
crm_paper_wish_clear (CrmPaperWish *self)
{
  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->due, g_free);
  g_clear_pointer (&self->text, g_free);
}

void
crm_paper_wish_copy (const CrmPaperWish *self, CrmPaperWish *copy)
{
  *copy = *self;
  copy->date = g_strdup (self->date);
  copy->due = g_strdup (self->due);
  copy->text = g_strdup (self->text);
}

static void
choice_free (gpointer data)
{
  CrmPlanChoice *choice = data;

  g_free (choice->name);
  g_free (choice->detail);
  g_free (choice);
}

static void
kind_free (gpointer data)
{
  CrmPlanKind *kind = data;

  g_ptr_array_unref (kind->templates);
  g_ptr_array_unref (kind->series);
  g_free (kind);
}

void
crm_paper_plan_free (CrmPaperPlan *self)
{
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_free (self->title);
  g_free (self);
}

static void
add_choice (GPtrArray *choices, const CrmRecord *record, const char *detail)
{
  CrmPlanChoice *choice = g_new0 (CrmPlanChoice, 1);

  choice->id = crm_record_get_id (record);
  choice->name = g_strdup (crm_record_get_text (record, "name"));
  choice->detail = g_strdup (detail);
  g_ptr_array_add (choices, choice);
}

/* --- Reading, on the store's thread ----------------------------------------------------------- */

/* The paper as crm_document_make() would begin it. */
static CrmRecord *
begin_record (CrmTxn *txn, gint64 deal_id, char **title, GError **error)
{
  static const char *const fields[] = { "client", "our_company", "currency", "prices_include_tax" };
  static const char *const line_fields[] = {
    "product", "name", "quantity", "unit", "price", "discount", "tax_rate",
  };
  g_autoptr (CrmRecord) deal = crm_txn_get (txn, "deal", deal_id, error);
  g_autoptr (CrmRecord) record = NULL;
  GPtrArray *lines;

  if (deal == NULL)
    return NULL;
  *title = crm_record_title (deal);
  record = crm_txn_new (txn, "document");
  crm_record_set_int (record, "deal", deal_id);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    crm_record_set (record, fields[i], crm_record_get (deal, fields[i]));
  lines = crm_record_get_lines (deal, "lines");
  for (guint i = 0; i < lines->len; i++) {
    CrmRecord *line = crm_record_add_line (record, "lines");

    for (guint j = 0; j < G_N_ELEMENTS (line_fields); j++)
      crm_record_set (line, line_fields[j], crm_record_get (lines->pdata[i], line_fields[j]));
  }

  return crm_lines_fill_owner (txn, record, error) ? g_steal_pointer (&record) : NULL;
}

static CrmLang
lang_of (CrmTxn *txn, const CrmRecord *company, gint64 client_id)
{
  g_autoptr (CrmRecord) client = crm_txn_get (txn, "party", client_id, NULL);
  const char *language = client != NULL ? crm_record_get_text (client, "language") : "";

  return crm_lang_from_string (*language != '\0' ? language
                                                 : crm_record_get_text (company, "language"));
}

static void
add_template (GPtrArray *templates, const CrmRecord *template)
{
  const CrmField *field = crm_entity_find_field (crm_record_get_entity (template), "language");
  g_autofree char *language = crm_field_format (field, crm_record_get (template, "language"), NULL,
                                                NULL, crm_lang_of_person ());

  add_choice (templates, template, language);
}

/* What the office would choose comes first, then those of the country, then those of any. */
static gboolean
read_templates (CrmTxn *txn, CrmPlanKind *kind, const char *country, CrmLang lang, GError **error)
{
  g_autoptr (CrmRecord) best = crm_template_choose (txn, kind->kind->key, country, lang, NULL);
  g_autoptr (CrmQuery) query = crm_query_new ("template");
  g_autoptr (GPtrArray) found = NULL;

  if (best == NULL)
    return TRUE;
  add_template (kind->templates, best);
  crm_query_add_test (query, "kind", CRM_TEST_EQUAL, kind->kind->key);
  crm_query_set_order (query, "rank,name");
  found = crm_txn_query (txn, query, error);
  for (guint own = 0; found != NULL && own < 2; own++) {
    for (guint i = 0; i < found->len; i++) {
      const CrmRecord *template = g_ptr_array_index (found, i);
      const char *of = crm_record_get_text (template, "country");

      if (crm_record_get_id (template) != crm_record_get_id (best) &&
          g_str_equal (of, own == 0 ? country : ""))
        add_template (kind->templates, template);
    }
  }

  return found != NULL;
}

static gboolean
read_series (CrmTxn *txn, CrmPlanKind *kind, gint64 company, const char *day, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("series");
  g_autoptr (GPtrArray) found = NULL;

  crm_query_add_test_id (query, "our_company", company);
  crm_query_add_test (query, "kind", CRM_TEST_EQUAL, kind->kind->key);
  crm_query_set_order (query, "name");
  found = crm_txn_query (txn, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++) {
    const CrmRecord *series = g_ptr_array_index (found, i);
    g_autofree char *serial = NULL;
    g_autofree char *number = NULL;
    g_autoptr (CrmRecord) after =
                 crm_series_next (txn, crm_record_get_id (series), day, &serial, &number, NULL);

    add_choice (kind->series, series, after != NULL ? number : NULL);
  }

  return found != NULL;
}

static gboolean
read_kinds (CrmTxn *txn, CrmPaperPlan *plan, GError **error)
{
  gint64 company_id = crm_record_get_int (plan->record, "our_company");
  g_autoptr (CrmRecord) company = crm_txn_get (txn, "party", company_id, error);
  const char *country;
  CrmLang lang;

  if (company == NULL)
    return FALSE;
  country = crm_record_get_text (company, "country");
  lang = lang_of (txn, company, crm_record_get_int (plan->record, "client"));
  for (const CrmChoice *choice = crm_document_kinds; choice->key != NULL; choice++) {
    CrmPlanKind *kind;

    if (!crm_document_kind_is_allowed (country, choice->key, NULL))
      continue;
    kind = g_new0 (CrmPlanKind, 1);
    kind->kind = choice;
    kind->templates = g_ptr_array_new_with_free_func (choice_free);
    kind->series = g_ptr_array_new_with_free_func (choice_free);
    g_ptr_array_add (plan->kinds, kind);
    if (!read_templates (txn, kind, country, lang, error) ||
        !read_series (txn, kind, company_id, crm_txn_get_today (txn), error))
      return FALSE;
    if (kind->templates->len == 0)
      g_ptr_array_remove_index (plan->kinds, plan->kinds->len - 1);
  }

  return TRUE;
}

typedef struct {
  gint64 deal;
  CrmPaperPlan *plan;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->plan, crm_paper_plan_free);
  g_free (reading);
}

static gboolean
read_plan (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->plan, crm_paper_plan_free);
  reading->plan = g_new0 (CrmPaperPlan, 1);
  reading->plan->deal = reading->deal;
  reading->plan->kinds = g_ptr_array_new_with_free_func (kind_free);
  reading->plan->record = begin_record (txn, reading->deal, &reading->plan->title, error);

  return reading->plan->record != NULL && read_kinds (txn, reading->plan, error);
}

static void
on_run_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (crm_office_run_finish (CRM_OFFICE (office), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_paper_plan_load_async (CrmOffice *office,
                           gint64 deal,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  Reading *reading;

  g_return_if_fail (CRM_IS_OFFICE (office));

  reading = g_new0 (Reading, 1);
  reading->deal = deal;
  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_paper_plan_load_async);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (office, CRM_TXN_READ, NULL, read_plan, reading, NULL, cancellable,
                        on_run_cb, task);
}

CrmPaperPlan *
crm_paper_plan_load_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  Reading *reading;

  g_return_val_if_fail (g_task_is_valid (result, office), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  reading = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&reading->plan);
}

/* --- Choosing --------------------------------------------------------------------------------- */

const CrmPlanKind *
crm_paper_plan_find_kind (const CrmPaperPlan *self, const char *kind)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; kind != NULL && i < self->kinds->len; i++) {
    const CrmPlanKind *one = g_ptr_array_index (self->kinds, i);

    if (g_str_equal (one->kind->key, kind))
      return one;
  }

  return NULL;
}

static void
apply_wish (CrmRecord *record, const CrmPaperWish *wish)
{
  crm_record_set_text (record, "kind", wish->kind);
  if (wish->template_id != 0)
    crm_record_set_int (record, "template", wish->template_id);
  if (wish->series != 0)
    crm_record_set_int (record, "series", wish->series);
  if (wish->date != NULL && *wish->date != '\0')
    crm_record_set_text (record, "date", wish->date);
  crm_record_set_text (record, "due", wish->due);
  crm_record_set_text (record, "text", wish->text);
}

CrmRecord *
crm_paper_plan_record (const CrmPaperPlan *self, const CrmPaperWish *wish)
{
  CrmRecord *record;

  g_return_val_if_fail (self != NULL && wish != NULL, NULL);

  record = crm_record_copy (self->record);
  apply_wish (record, wish);

  return record;
}

/* --- Making, on the store's thread ------------------------------------------------------------ */

typedef struct {
  gint64 deal;
  CrmPaperWish wish;
  gboolean issue;
  gint64 id;
  char *title;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  crm_paper_wish_clear (&making->wish);
  g_free (making->title);
  g_free (making);
}

static gboolean
make_paper (CrmTxn *txn, gpointer data, GError **error)
{
  Making *making = data;
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmRecord) made = NULL;

  if (!crm_document_make (txn, making->deal, making->wish.kind, making->wish.template_id,
                          &making->id, error))
    return FALSE;
  record = crm_txn_get (txn, "document", making->id, error);
  if (record == NULL)
    return FALSE;
  apply_wish (record, &making->wish);
  if (!crm_txn_save (txn, record, error) ||
      (making->issue && !crm_document_issue (txn, making->id, error)))
    return FALSE;

  made = crm_txn_get (txn, "document", making->id, error);
  g_clear_pointer (&making->title, g_free);
  making->title = made != NULL ? crm_record_title (made) : NULL;

  return made != NULL;
}

void
crm_paper_plan_make_async (CrmOffice *office,
                           gint64 deal,
                           const CrmPaperWish *wish,
                           gboolean issue,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  Making *making;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (wish != NULL && wish->kind != NULL);

  making = g_new0 (Making, 1);
  making->deal = deal;
  making->issue = issue;
  crm_paper_wish_copy (wish, &making->wish);
  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_paper_plan_make_async);
  g_task_set_task_data (task, making, making_free);
  crm_office_run_async (office, CRM_TXN_WRITE, issue ? "document.issue" : "document.make",
                        make_paper, making, NULL, cancellable, on_run_cb, task);
}

gint64
crm_paper_plan_make_finish (CrmOffice *office, GAsyncResult *result, char **title, GError **error)
{
  Making *making;

  g_return_val_if_fail (g_task_is_valid (result, office), 0);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;
  making = g_task_get_task_data (G_TASK (result));
  if (title != NULL)
    *title = g_steal_pointer (&making->title);

  return making->id;
}
