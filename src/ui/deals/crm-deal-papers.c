/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/deals/crm-deal-papers.h"

#include "base/crm-day.h"
#include "ui/common/crm-phrases.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

#define PAPERS_MAX 100

struct _CrmDealPapers {
  AdwBin parent_instance;

  GtkWidget *list;
  CrmDraft *draft;
  gint64 shown; /* id of the deal */
};

G_DEFINE_FINAL_TYPE (CrmDealPapers, crm_deal_papers, ADW_TYPE_BIN)

/* --- Rows ------------------------------------------------------------------------------------- */

static GtkWidget *
pill (const CrmRecord *paper)
{
  const CrmChoice *choice = NULL;
  CrmTone tone = crm_entity_state_tone (crm_record_get_entity (paper),
                                        crm_record_get_text (paper, "state"), &choice);
  GtkWidget *label = gtk_label_new (choice != NULL ? crm_choice_get_label (choice) : "");

  gtk_widget_add_css_class (label, "crm-pill");
  gtk_widget_add_css_class (label, "caption");
  if (crm_tone_class (tone) != NULL)
    gtk_widget_add_css_class (label, crm_tone_class (tone));
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);

  return label;
}

static void
add_row (CrmDealPapers *self, const CrmRecord *paper)
{
  const CrmField *total = crm_entity_find_field (crm_record_get_entity (paper), "total");
  CrmLang lang = crm_desk_get_lang (crm_draft_get_desk (self->draft));
  g_autofree char *title = crm_record_title (paper);
  g_autofree char *day = crm_day_format (crm_record_get_text (paper, "date"), lang);
  g_autofree char *sum = crm_field_format (total, crm_record_get (paper, "total"),
                                           crm_record_get_text (paper, "currency"), NULL, lang);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", day, sum);
  GtkWidget *row = adw_action_row_new ();
  gint64 *id = g_new (gint64, 1);

  *id = crm_record_get_id (paper);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill (paper));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "crm-id", id, g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
on_row_activated_cb (CrmDealPapers *self, GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "crm-id");

  if (self->draft != NULL)
    crm_desk_open (crm_draft_get_desk (self->draft), "document", *id, FALSE);
}

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct {
  gint64 deal;
  GPtrArray *papers;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->papers, g_ptr_array_unref);
  g_free (reading);
}

/* On the store's thread. */
static gboolean
read_papers (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (CrmQuery) query = crm_query_new ("document");

  crm_query_add_test_id (query, "deal", reading->deal);
  crm_query_set_order (query, "-date,-number");
  query->limit = PAPERS_MAX;
  g_clear_pointer (&reading->papers, g_ptr_array_unref);
  reading->papers = crm_txn_query (txn, query, error);

  return reading->papers != NULL;
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmDealPapers *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  GtkWidget *child;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL) || self->draft == NULL ||
      crm_record_get_id (crm_draft_get_record (self->draft)) != reading->deal)
    return;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < reading->papers->len; i++)
    add_row (self, g_ptr_array_index (reading->papers, i));
  self->shown = reading->deal;
  gtk_widget_set_visible (GTK_WIDGET (self), reading->papers->len > 0);
}

static void
load (CrmDealPapers *self)
{
  Reading *reading;
  GTask *task;

  if (self->draft == NULL || crm_draft_is_new (self->draft))
    return;
  reading = g_new0 (Reading, 1);
  reading->deal = crm_record_get_id (crm_draft_get_record (self->draft));
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), CRM_TXN_READ, NULL,
                        read_papers, reading, NULL, NULL, on_read_cb, task);
}

static void
on_office_changed_cb (CrmDealPapers *self, const CrmChange *change)
{
  if (change->all || crm_change_touches (change, "document"))
    load (self);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_deal_papers_dispose (GObject *object)
{
  g_clear_object (&CRM_DEAL_PAPERS (object)->draft);

  G_OBJECT_CLASS (crm_deal_papers_parent_class)->dispose (object);
}

static void
crm_deal_papers_class_init (CrmDealPapersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_papers_dispose;
}

static void
crm_deal_papers_init (CrmDealPapers *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (_ ("Papers"));

  gtk_label_set_xalign (GTK_LABEL (heading), 0.0f);
  gtk_widget_add_css_class (heading, "heading");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  crm_spoken_set_name (self->list, _ ("Papers"));
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), self->list);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmDealPapers *
crm_deal_papers_new (CrmDesk *desk)
{
  CrmDealPapers *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_DEAL_PAPERS, NULL);
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (on_office_changed_cb),
                           self, G_CONNECT_SWAPPED);

  return self;
}

void
crm_deal_papers_set_draft (CrmDealPapers *self, CrmDraft *draft)
{
  g_return_if_fail (CRM_IS_DEAL_PAPERS (self));

  g_set_object (&self->draft, draft);
  if (draft == NULL || crm_record_get_id (crm_draft_get_record (draft)) != self->shown)
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  load (self);
}
