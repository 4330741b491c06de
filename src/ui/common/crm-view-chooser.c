/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-view-chooser.h"

#include "office/lists/crm-saved-view.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

/* From here on one types rather than looks. */
#define MANY 10

struct _CrmViewChooser {
  AdwBin parent_instance;

  GtkWidget *down;
  CrmDesk *desk;
  CrmTitles *titles;
  GArray *ids; /* of gint64, as the drop-down has them */
  gint64 view; /* chosen before they were read */
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (CrmViewChooser, crm_view_chooser, ADW_TYPE_BIN)

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct {
  char *entity;
  GPtrArray *views;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->entity);
  g_clear_pointer (&reading->views, g_ptr_array_unref);
  g_free (reading);
}

/* On the store's thread. */
static gboolean
read_views (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (CrmQuery) query = crm_saved_view_query (reading->entity);

  g_clear_pointer (&reading->views, g_ptr_array_unref);
  reading->views = crm_txn_query (txn, query, error);

  return reading->views != NULL;
}

static void
add (CrmViewChooser *self, GtkStringList *names, gint64 id, const char *name)
{
  g_array_append_val (self->ids, id);
  gtk_string_list_append (names, name);
}

static void
offer (CrmViewChooser *self, GtkStringList *names, guint selected)
{
  gboolean any = self->ids->len > 0;

  if (!any)
    gtk_string_list_append (names, _ ("No saved views yet"));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->down), G_LIST_MODEL (names));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->down), self->ids->len > MANY);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->down), selected);
  gtk_widget_set_sensitive (self->down, any);
}

static void
fill (CrmViewChooser *self, GPtrArray *views)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  g_array_set_size (self->ids, 0);
  for (guint i = 0; i < views->len; i++) {
    CrmRecord *view = g_ptr_array_index (views, i);
    gint64 id = crm_record_get_id (view);

    crm_titles_set (self->titles, id, crm_record_get_text (view, "name"));
    if (id == self->view)
      selected = i;
    add (self, names, id, crm_record_get_text (view, "name"));
  }
  if (self->view != 0 && selected == GTK_INVALID_LIST_POSITION) {
    selected = self->ids->len;
    add (self, names, self->view, _ ("A view that is not there"));
  }
  offer (self, names, selected != GTK_INVALID_LIST_POSITION ? selected : 0);
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmViewChooser *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    if (self->desk != NULL)
      crm_desk_report (self->desk, error);
    return;
  }
  self->reading = FALSE;
  /* The row may have gone meanwhile, and the titles with it. */
  if (self->desk != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    fill (self, reading->views);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_view_chooser_dispose (GObject *object)
{
  CrmViewChooser *self = CRM_VIEW_CHOOSER (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (crm_view_chooser_parent_class)->dispose (object);
}

static void
crm_view_chooser_class_init (CrmViewChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_view_chooser_dispose;
}

static void
crm_view_chooser_init (CrmViewChooser *self)
{
  GtkExpression *text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->down = gtk_drop_down_new (NULL, text);
  crm_spoken_set_name (self->down, _ ("Saved view"));
  gtk_widget_set_hexpand (self->down, TRUE);
  gtk_widget_set_sensitive (self->down, FALSE);
  adw_bin_set_child (ADW_BIN (self), self->down);
}

CrmViewChooser *
crm_view_chooser_new (CrmDesk *desk, const char *entity, CrmTitles *titles, gint64 view)
{
  CrmViewChooser *self;
  Reading *reading;
  GTask *task;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  self = g_object_new (CRM_TYPE_VIEW_CHOOSER, NULL);
  self->desk = g_object_ref (desk);
  self->titles = titles;
  self->view = view;
  self->reading = TRUE;
  reading = g_new0 (Reading, 1);
  reading->entity = g_strdup (entity);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, crm_view_chooser_new);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (desk), CRM_TXN_READ, NULL, read_views, reading, NULL,
                        NULL, on_read_cb, task);

  return self;
}

gint64
crm_view_chooser_get_view (CrmViewChooser *self)
{
  guint at;

  g_return_val_if_fail (CRM_IS_VIEW_CHOOSER (self), 0);

  if (self->reading)
    return self->view;
  at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->down));

  return at < self->ids->len ? g_array_index (self->ids, gint64, at) : 0;
}
