/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-filter-group.h"

#include "ui/common/crm-filter-row.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

enum {
  KIND_ALL,
  KIND_ANY,
  KIND_NONE,
};

struct _CrmFilterGroup {
  AdwBin parent_instance;

  GtkWidget *kinds;
  GtkWidget *rows;
  GtkWidget *remove;

  CrmDesk *desk;
  CrmSchema *schema;
  const CrmEntity *entity;
  CrmTitles *titles;
};

G_DEFINE_FINAL_TYPE (CrmFilterGroup, crm_filter_group, ADW_TYPE_BIN)

enum {
  SIGNAL_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_child_removed_cb (CrmFilterGroup *self, GtkWidget *child)
{
  gtk_box_remove (GTK_BOX (self->rows), child);
}

static void
add_child (CrmFilterGroup *self, GtkWidget *child)
{
  g_signal_connect_object (child, "removed", G_CALLBACK (on_child_removed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->rows), child);
}

static void
add_condition (CrmFilterGroup *self, const CrmCondition *condition)
{
  if (condition == NULL || condition->kind == CRM_CONDITION_TEST)
    add_child (self,
               GTK_WIDGET (crm_filter_row_new (self->desk, self->entity, self->titles, condition)));
  else
    add_child (self, GTK_WIDGET (crm_filter_group_new (self->desk, self->entity, self->titles,
                                                       condition, TRUE)));
}

static void
on_add_cb (CrmFilterGroup *self)
{
  add_condition (self, NULL);
}

static void
on_add_group_cb (CrmFilterGroup *self)
{
  add_child (
    self, GTK_WIDGET (crm_filter_group_new (self->desk, self->entity, self->titles, NULL, TRUE)));
}

static void
on_remove_cb (CrmFilterGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

CrmCondition *
crm_filter_group_read (CrmFilterGroup *self, GError **error)
{
  guint kind;
  g_autoptr (CrmCondition) group = NULL;

  g_return_val_if_fail (CRM_IS_FILTER_GROUP (self), NULL);

  kind = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kinds));
  group = crm_condition_new_group (kind == KIND_ALL ? CRM_CONDITION_ALL : CRM_CONDITION_ANY);
  for (GtkWidget *child = gtk_widget_get_first_child (self->rows); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    g_autoptr (GError) why = NULL;
    CrmCondition *one = CRM_IS_FILTER_ROW (child)
                          ? crm_filter_row_read (CRM_FILTER_ROW (child), &why)
                          : crm_filter_group_read (CRM_FILTER_GROUP (child), &why);

    if (why != NULL) {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
    if (one != NULL)
      crm_condition_add (group, one);
  }
  if (group->children == NULL || group->children->len == 0)
    return NULL;
  if (kind == KIND_NONE) {
    CrmCondition *none = crm_condition_new_group (CRM_CONDITION_NOT);

    crm_condition_add (none, g_steal_pointer (&group));
    return none;
  }

  return g_steal_pointer (&group);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_filter_group_finalize (GObject *object)
{
  CrmFilterGroup *self = CRM_FILTER_GROUP (object);

  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_filter_group_parent_class)->finalize (object);
}

static void
crm_filter_group_class_init (CrmFilterGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_filter_group_finalize;

  signals[SIGNAL_REMOVED] = g_signal_new ("removed", CRM_TYPE_FILTER_GROUP, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_filter_group_init (CrmFilterGroup *self)
{
  static const char *const kinds[] = { N_ ("All of these"), N_ ("Any of these"),
                                       N_ ("None of these"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_with_label (_ ("Add a condition"));
  GtkWidget *add_group = gtk_button_new_with_label (_ ("Add a group"));
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (labels, _ (kinds[i]));
  self->kinds = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (labels)), NULL);
  crm_spoken_set_name (self->kinds, _ ("How many of these must hold"));
  self->remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->remove, "flat");
  crm_spoken_set (self->remove, _ ("Take this group away"));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_add_css_class (add_group, "flat");
  gtk_box_append (GTK_BOX (head), self->kinds);
  gtk_box_append (GTK_BOX (head), add);
  gtk_box_append (GTK_BOX (head), add_group);
  gtk_box_append (GTK_BOX (head), self->remove);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->rows);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (add_group, "clicked", G_CALLBACK (on_add_group_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (on_remove_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
show_condition (CrmFilterGroup *self, const CrmCondition *condition)
{
  guint kind = KIND_ALL;

  if (condition == NULL) {
    add_condition (self, NULL);
    return;
  }
  if (condition->kind == CRM_CONDITION_TEST) {
    add_condition (self, condition);
    return;
  }
  if (condition->kind == CRM_CONDITION_ANY)
    kind = KIND_ANY;
  if (condition->kind == CRM_CONDITION_NOT) {
    const CrmCondition *inner = condition->children->pdata[0];

    kind = KIND_NONE;
    /* "None of" is written as not (any of). */
    if (inner->kind == CRM_CONDITION_ANY)
      condition = inner;
  }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kinds), kind);
  for (guint i = 0; condition->children != NULL && i < condition->children->len; i++)
    add_condition (self, condition->children->pdata[i]);
}

CrmFilterGroup *
crm_filter_group_new (CrmDesk *desk,
                      const CrmEntity *entity,
                      CrmTitles *titles,
                      const CrmCondition *condition,
                      gboolean inner)
{
  CrmFilterGroup *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_FILTER_GROUP, NULL);
  self->desk = g_object_ref (desk);
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  self->entity = entity;
  self->titles = titles;
  gtk_widget_set_visible (self->remove, inner);
  if (inner)
    gtk_widget_add_css_class (GTK_WIDGET (self), "crm-filter-inner");
  show_condition (self, condition);

  return self;
}
