/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-foot.h"

#include "base/crm-money.h"
#include "base/crm-number.h"
#include "model/crm-format.h"
#include "ui/common/crm-phrases.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmListFoot {
  AdwBin parent_instance;

  GtkWidget *count;
  GtkWidget *sums;
  char *measured; /* of all records */
  char *tallied;  /* of the chosen cells, or NULL */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmListFoot, crm_list_foot, ADW_TYPE_BIN)

typedef struct {
  CrmQuery *query;
  CrmLang lang;
  GStrv labels; /* of the measures */
  GPtrArray *measured;
} Sums;

static void
sums_free (gpointer data)
{
  Sums *sums = data;

  crm_query_unref (sums->query);
  g_clear_pointer (&sums->measured, g_ptr_array_unref);
  g_strfreev (sums->labels);
  g_free (sums);
}

static void
show_sums (CrmListFoot *self)
{
  const char *text = self->tallied != NULL ? self->tallied : self->measured;

  gtk_label_set_text (GTK_LABEL (self->sums), text != NULL ? text : "");
  crm_spoken_set_tooltip (self->sums, text);
}

/* On the store's thread. */
static gboolean
measure (CrmTxn *txn, gpointer data, GError **error)
{
  Sums *sums = data;

  g_clear_pointer (&sums->measured, g_ptr_array_unref);
  sums->measured = crm_txn_measure (txn, sums->query, error);

  return sums->measured != NULL;
}

static void
append_sums (GString *text, const Sums *sums, guint measure)
{
  gboolean first = TRUE;

  for (guint i = 0; i < sums->measured->len; i++) {
    const CrmMeasured *row = g_ptr_array_index (sums->measured, i);
    g_autofree char *amount = NULL;

    if (measure >= row->n_measures || crm_value_get_int (&row->measures[measure]) == 0)
      continue;
    amount = crm_money_format (crm_value_get_int (&row->measures[measure]),
                               row->currency != NULL ? row->currency : "", sums->lang,
                               row->currency != NULL);
    if (first && text->len > 0)
      g_string_append (text, "   ");
    if (first)
      g_string_append_printf (text, "%s ", sums->labels[measure]);
    g_string_append_printf (text, "%s%s", first ? "" : " · ", amount);
    first = FALSE;
  }
}

static void
on_measured_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmListFoot *self = g_task_get_source_object (task);
  Sums *sums = g_task_get_task_data (task);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL))
    return;
  /* A newer question is on its way. */
  if (g_task_get_cancellable (task) != self->cancellable)
    return;
  for (guint i = 0; sums->labels[i] != NULL; i++)
    append_sums (text, sums, i);
  g_free (self->measured);
  self->measured = g_strdup (text->str);
  show_sums (self);
}

static void
crm_list_foot_dispose (GObject *object)
{
  CrmListFoot *self = CRM_LIST_FOOT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (crm_list_foot_parent_class)->dispose (object);
}

static void
crm_list_foot_finalize (GObject *object)
{
  CrmListFoot *self = CRM_LIST_FOOT (object);

  g_free (self->measured);
  g_free (self->tallied);

  G_OBJECT_CLASS (crm_list_foot_parent_class)->finalize (object);
}

static void
crm_list_foot_class_init (CrmListFootClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_list_foot_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_list_foot_finalize;
}

static void
crm_list_foot_init (CrmListFoot *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->count = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->count), PANGO_ELLIPSIZE_END);
  self->sums = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->sums), PANGO_ELLIPSIZE_START);
  gtk_label_set_xalign (GTK_LABEL (self->sums), 1.0f);
  gtk_widget_set_hexpand (self->sums, TRUE);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->sums);
  gtk_widget_add_css_class (box, "crm-foot");
  gtk_widget_add_css_class (box, "numeric");
  gtk_widget_add_css_class (box, "caption");
  adw_bin_set_child (ADW_BIN (self), box);
}

CrmListFoot *
crm_list_foot_new (void)
{
  return g_object_new (CRM_TYPE_LIST_FOOT, NULL);
}

void
crm_list_foot_set_count (CrmListFoot *self,
                         CrmDesk *desk,
                         const CrmEntity *entity,
                         CrmRecordList *list,
                         guint chosen)
{
  guint n;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;
  g_autofree char *time = NULL;

  g_return_if_fail (CRM_IS_LIST_FOOT (self));

  n = crm_record_list_get_n_records (list);
  count = crm_phrase_count (entity, n, crm_desk_get_lang (desk));
  if (chosen > 1) {
    g_autofree char *number = crm_number_format (chosen, 0, 0, crm_desk_get_lang (desk));

    /* Translators: below a list: "1,204 clients · 3 chosen". */
    text = g_strdup_printf (_ ("%s · %s chosen"), count, number);
  }
  gtk_label_set_text (GTK_LABEL (self->count), text != NULL ? text : count);
  /* Translators: how long the search took, in milliseconds. */
  time = g_strdup_printf (_ ("Found in %.0f ms"), crm_record_list_get_query_time (list));
  crm_spoken_set_tooltip (self->count, time);
}

void
crm_list_foot_measure (CrmListFoot *self,
                       CrmDesk *desk,
                       CrmRecordList *list,
                       const char *const *paths)
{
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_autoptr (GTask) task = NULL;
  Sums *sums;

  g_return_if_fail (CRM_IS_LIST_FOOT (self));
  g_return_if_fail (CRM_IS_RECORD_LIST (list));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  query = crm_query_copy (crm_record_list_get_query (list));
  crm_query_set_order (query, "");
  for (guint i = 0; paths[i] != NULL; i++) {
    const CrmField *field = crm_path_get_field (crm_record_list_get_column (list, i));

    if (field == NULL || field->type != CRM_FIELD_MONEY)
      continue;
    crm_query_add_measure (query, CRM_MEASURE_SUM, paths[i]);
    g_strv_builder_add (labels, crm_field_get_label (field));
  }
  if (query->measures == NULL || query->measures->len == 0) {
    g_clear_pointer (&self->measured, g_free);
    show_sums (self);
    return;
  }
  self->cancellable = g_cancellable_new ();
  sums = g_new0 (Sums, 1);
  sums->query = g_steal_pointer (&query);
  sums->labels = g_strv_builder_end (labels);
  sums->lang = crm_desk_get_lang (desk);
  task = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_task_data (task, sums, sums_free);
  crm_office_run_async (crm_desk_get_office (desk), CRM_TXN_READ, NULL, measure, sums, NULL,
                        self->cancellable, on_measured_cb, g_steal_pointer (&task));
}

/* --- Chosen cells ----------------------------------------------------------------------------- */

static void
append_figures (GString *text, const CrmTally *tally, gboolean averages, CrmLang lang)
{
  gboolean first = TRUE;

  for (guint i = 0; i < tally->figures->len; i++) {
    const CrmTallied *tallied = &g_array_index (tally->figures, CrmTallied, i);
    g_autofree char *figure = NULL;

    if (tallied->overflow)
      continue;
    figure =
      crm_tallied_format (tallied, averages ? crm_tallied_average (tallied) : tallied->sum, lang);
    if (first)
      g_string_append_printf (text, "   %s ", averages ? _ ("Average") : _ ("Sum"));
    g_string_append_printf (text, "%s%s", first ? "" : " · ", figure);
    first = FALSE;
  }
}

void
crm_list_foot_set_tally (CrmListFoot *self, CrmDesk *desk, const CrmTally *tally)
{
  g_autoptr (GString) text = NULL;
  CrmLang lang;

  g_return_if_fail (CRM_IS_LIST_FOOT (self));

  g_clear_pointer (&self->tallied, g_free);
  if (tally != NULL) {
    lang = crm_desk_get_lang (desk);
    text = g_string_new (NULL);
    g_string_append_printf (text, ngettext ("%u filled cell", "%u filled cells", tally->n_filled),
                            tally->n_filled);
    append_figures (text, tally, FALSE, lang);
    append_figures (text, tally, TRUE, lang);
    self->tallied = g_strdup (text->str);
  }
  show_sums (self);
}

const char *
crm_list_foot_get_sums (CrmListFoot *self)
{
  g_return_val_if_fail (CRM_IS_LIST_FOOT (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->sums));
}

const char *
crm_list_foot_get_measured (CrmListFoot *self)
{
  g_return_val_if_fail (CRM_IS_LIST_FOOT (self), NULL);

  return self->measured;
}
