/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/quality/crm-quality-rules.h"

#include "office/quality/crm-quality.h"
#include "ui/common/crm-draft.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmQualityRules {
  AdwBin parent_instance;

  CrmDesk *desk;
  char *entity;
  GtkWidget *list;
  gboolean applying;
  gboolean again; /* a rule was changed while others were being applied */
};

G_DEFINE_FINAL_TYPE (CrmQualityRules, crm_quality_rules, ADW_TYPE_BIN)

/* --- The list --------------------------------------------------------------------------------- */

typedef struct {
  char *entity;
  GPtrArray *records;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_free (self->entity);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_func (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (CrmQuery) query = crm_query_new ("quality_rule");

  g_clear_pointer (&reading->records, g_ptr_array_unref);
  crm_query_add_test (query, "entity", CRM_TEST_EQUAL, reading->entity);
  crm_query_set_order (query, "rank");
  reading->records = crm_txn_query (txn, query, error);

  return reading->records != NULL;
}

static void
add_row (CrmQualityRules *self, const CrmRecord *rule)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean active = crm_record_get_int (rule, "active") != 0;
  g_autofree char *weight =
    g_strdup_printf ("× %" G_GINT64_FORMAT, crm_record_get_int (rule, "weight"));
  g_autofree char *name = g_markup_escape_text (crm_record_get_text (rule, "name"), -1);
  gint64 id = crm_record_get_id (rule);
  GtkWidget *figure = gtk_label_new (weight);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), active ? NULL : _ ("Switched off"));
  gtk_widget_add_css_class (figure, "dim-label");
  crm_spoken_set_tooltip (figure, _ ("Weight"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), figure);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "crm-id", g_memdup2 (&id, sizeof id), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
add_last_row (CrmQualityRules *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Add a rule"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmQualityRules *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GtkWidget *child;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    crm_desk_report (self->desk, error);
    return;
  }
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < reading->records->len; i++)
    add_row (self, reading->records->pdata[i]);
  add_last_row (self);
}

static void
read_rules (CrmQualityRules *self)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);
  Reading *reading = g_new0 (Reading, 1);

  reading->entity = g_strdup (self->entity);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_func, reading,
                        NULL, NULL, on_read_cb, task);
}

static void
on_row_activated_cb (CrmQualityRules *self, GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "crm-id");
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), "quality_rule");
  g_autoptr (CrmDraft) draft = NULL;

  if (id != NULL) {
    crm_desk_open (self->desk, "quality_rule", *id, TRUE);
    return;
  }
  draft = crm_draft_new_record (self->desk, entity);
  crm_record_set_text (crm_draft_get_record (draft), "entity", self->entity);
  crm_desk_show_draft (self->desk, draft);
}

/* --- Applying --------------------------------------------------------------------------------- */

static void apply (CrmQualityRules *self);

static void
on_applied_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmQualityRules) self = data;
  g_autoptr (GError) error = NULL;

  self->applying = FALSE;
  if (!crm_quality_apply_finish (CRM_OFFICE (office), result, &error))
    crm_desk_report (self->desk, error);
  else if (self->again)
    apply (self);
}

static void
apply (CrmQualityRules *self)
{
  self->again = self->applying;
  if (self->applying)
    return;
  self->applying = TRUE;
  crm_quality_apply_async (crm_desk_get_office (self->desk), NULL, on_applied_cb,
                           g_object_ref (self));
}

static gboolean
names_rules (const CrmChange *change)
{
  for (guint i = 0; !change->all && i < change->records->len; i++) {
    const CrmChanged *changed = &g_array_index (change->records, CrmChanged, i);

    if (g_str_equal (changed->entity->name, "quality_rule"))
      return TRUE;
  }

  return change->all;
}

static void
on_changed_cb (CrmQualityRules *self, const CrmChange *change)
{
  if (!names_rules (change))
    return;
  read_rules (self);
  apply (self);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_quality_rules_finalize (GObject *object)
{
  CrmQualityRules *self = CRM_QUALITY_RULES (object);

  g_clear_object (&self->desk);
  g_free (self->entity);

  G_OBJECT_CLASS (crm_quality_rules_parent_class)->finalize (object);
}

static void
crm_quality_rules_class_init (CrmQualityRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_quality_rules_finalize;
}

static void
crm_quality_rules_init (CrmQualityRules *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  crm_spoken_set_name (self->list, _ ("Rules"));
  adw_bin_set_child (ADW_BIN (self), self->list);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmQualityRules *
crm_quality_rules_new (CrmDesk *desk, const char *entity)
{
  CrmQualityRules *self = g_object_new (CRM_TYPE_QUALITY_RULES, NULL);

  self->desk = g_object_ref (desk);
  self->entity = g_strdup (entity);
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_rules (self);
  /* What a desktop that went away has left. */
  apply (self);

  return self;
}
