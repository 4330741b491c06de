/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-timeline.h"

#include "base/crm-day.h"
#include "model/crm-path.h"

#include <glib/gi18n-lib.h>

#define MOMENTS_MAX 200

struct _CrmTimeline {
  AdwBin parent_instance;

  GtkWidget *stack;
  GtkWidget *list;
  CrmDraft *draft;
  gint64 shown; /* id of the party whose moments are shown */
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmTimeline, crm_timeline, ADW_TYPE_BIN)

typedef struct {
  gint64 party;
  GPtrArray *moments;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->moments, g_ptr_array_unref);
  g_free (reading);
}

/* On the store's thread. */
static gboolean
read_moments (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->moments, g_ptr_array_unref);
  reading->moments = crm_txn_timeline (txn, reading->party, MOMENTS_MAX, error);

  return reading->moments != NULL;
}

static void
add_moment (CrmTimeline *self, const CrmMoment *moment)
{
  CrmDesk *desk = crm_draft_get_desk (self->draft);
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (desk), moment->entity);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (moment->title);
  g_autofree char *when = crm_instant_format_relative (moment->at, crm_desk_get_now (desk),
                                                       crm_desk_get_lang (desk), NULL);
  g_autofree char *exact = crm_instant_format (moment->at, crm_desk_get_lang (desk), NULL);
  GtkWidget *at = gtk_label_new (when);
  gint64 *id = g_new (gint64, 1);

  *id = moment->id;
  gtk_widget_add_css_class (at, "dim-label");
  gtk_widget_add_css_class (at, "numeric");
  gtk_label_set_xalign (GTK_LABEL (at), 0.0f);
  gtk_label_set_width_chars (GTK_LABEL (at), 16);
  gtk_widget_set_tooltip_text (at, exact);
  gtk_box_append (GTK_BOX (box), at);
  if (entity != NULL && entity->icon != NULL) {
    GtkWidget *icon = gtk_image_new_from_icon_name (entity->icon);

    gtk_widget_set_tooltip_text (icon, _ (entity->label));
    gtk_box_append (GTK_BOX (box), icon);
  }
  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "crm-id", id, g_free);
  g_object_set_data (G_OBJECT (row), "crm-entity", (gpointer)g_intern_string (moment->entity));
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmTimeline *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GtkWidget *child;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error) || self->draft == NULL ||
      crm_record_get_id (crm_draft_get_record (self->draft)) != reading->party)
    return;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < reading->moments->len; i++)
    add_moment (self, g_ptr_array_index (reading->moments, i));
  self->shown = reading->party;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    reading->moments->len > 0 ? "list" : "empty");
}

static void
load (CrmTimeline *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  if (self->draft == NULL || crm_draft_is_new (self->draft) ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  reading = g_new0 (Reading, 1);
  reading->party = crm_record_get_id (crm_draft_get_record (self->draft));
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), CRM_TXN_READ, NULL,
                        read_moments, reading, NULL, NULL, on_read_cb, g_steal_pointer (&task));
}

static void
on_office_changed_cb (CrmTimeline *self)
{
  self->stale = TRUE;
  load (self);
}

static void
on_row_activated_cb (CrmTimeline *self, GtkListBoxRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "crm-id");

  if (self->draft != NULL)
    crm_desk_open (crm_draft_get_desk (self->draft),
                   g_object_get_data (G_OBJECT (row), "crm-entity"), *id, FALSE);
}

static void
crm_timeline_map (GtkWidget *widget)
{
  CrmTimeline *self = CRM_TIMELINE (widget);

  GTK_WIDGET_CLASS (crm_timeline_parent_class)->map (widget);
  if (self->stale)
    load (self);
}

static void
crm_timeline_dispose (GObject *object)
{
  g_clear_object (&CRM_TIMELINE (object)->draft);

  G_OBJECT_CLASS (crm_timeline_parent_class)->dispose (object);
}

static void
crm_timeline_class_init (CrmTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_timeline_dispose;
  GTK_WIDGET_CLASS (klass)->map = crm_timeline_map;
}

static void
crm_timeline_init (CrmTimeline *self)
{
  GtkWidget *empty = adw_status_page_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "document-open-recent-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("Nothing has happened yet"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (empty), _ ("Calls, letters, deals, papers and claims stand here by day."));
  gtk_widget_add_css_class (empty, "compact");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "crm-moments");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Timeline"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
                       "nothing");
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  adw_bin_set_child (ADW_BIN (self), self->stack);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmTimeline *
crm_timeline_new (void)
{
  return g_object_new (CRM_TYPE_TIMELINE, NULL);
}

void
crm_timeline_set_draft (CrmTimeline *self, CrmDraft *draft)
{
  CrmOffice *office;

  g_return_if_fail (CRM_IS_TIMELINE (self));

  if (self->draft != NULL &&
      (draft == NULL || crm_draft_get_desk (draft) != crm_draft_get_desk (self->draft))) {
    office = crm_desk_get_office (crm_draft_get_desk (self->draft));
    g_signal_handlers_disconnect_by_func (office, on_office_changed_cb, self);
  }
  if (draft != NULL &&
      (self->draft == NULL || crm_draft_get_desk (draft) != crm_draft_get_desk (self->draft))) {
    office = crm_desk_get_office (crm_draft_get_desk (draft));
    g_signal_connect_object (office, "changed", G_CALLBACK (on_office_changed_cb), self,
                             G_CONNECT_SWAPPED);
  }
  g_set_object (&self->draft, draft);
  if (draft == NULL || crm_record_get_id (crm_draft_get_record (draft)) != self->shown)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
  self->stale = TRUE;
  load (self);
}

gboolean
crm_timeline_suits (CrmSchema *schema, const CrmEntity *entity)
{
  const CrmEntity *const *entities;
  gsize n;

  g_return_val_if_fail (schema != NULL && entity != NULL, FALSE);

  entities = crm_schema_get_entities (schema, &n);
  for (gsize i = 0; i < n; i++) {
    g_autoptr (CrmPath) path = NULL;
    const CrmField *field;

    if (entities[i]->party == NULL)
      continue;
    path = crm_path_new (schema, entities[i], entities[i]->party, NULL);
    field = path != NULL ? crm_path_get_field (path) : NULL;
    if (field != NULL && g_strcmp0 (field->ref, entity->name) == 0)
      return TRUE;
  }

  return FALSE;
}
