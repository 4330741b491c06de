/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-filter-bar.h"

#include "model/crm-condition-words.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmFilterBar {
  AdwBin parent_instance;

  GtkWidget *box;
  CrmDesk *desk;
  CrmSchema *schema;
  const CrmEntity *entity;
  CrmTitles *titles;
  CrmCondition *filter;
};

G_DEFINE_FINAL_TYPE (CrmFilterBar, crm_filter_bar, ADW_TYPE_BIN)

enum {
  SIGNAL_EDIT,
  SIGNAL_REMOVED,
  SIGNAL_CLEARED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_edit_cb (CrmFilterBar *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_EDIT], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "crm-place")));
}

static void
on_removed_cb (CrmFilterBar *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "crm-place")));
}

static void
on_cleared_cb (CrmFilterBar *self)
{
  g_signal_emit (self, signals[SIGNAL_CLEARED], 0);
}

static char *
words_of (CrmFilterBar *self, const CrmCondition *condition)
{
  return crm_condition_to_words (condition, self->schema, self->entity, crm_titles_get,
                                 self->titles, crm_desk_get_lang (self->desk));
}

static void
add_chip (CrmFilterBar *self, guint place)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *edit = gtk_button_new ();
  GtkWidget *label;
  GtkWidget *cross = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *words = words_of (self, self->filter->children->pdata[place]);

  label = gtk_label_new (words);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  /* The bar scrolls before its chips say nothing any more. */
  gtk_label_set_width_chars (GTK_LABEL (label), (int)MIN (g_utf8_strlen (words, -1), 24));
  gtk_button_set_child (GTK_BUTTON (edit), label);
  crm_spoken_set_tooltip (edit, words);
  crm_spoken_set (cross, _ ("Take this condition away"));
  g_object_set_data (G_OBJECT (edit), "crm-place", GUINT_TO_POINTER (place));
  g_object_set_data (G_OBJECT (cross), "crm-place", GUINT_TO_POINTER (place));
  g_signal_connect_object (edit, "clicked", G_CALLBACK (on_edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cross, "clicked", G_CALLBACK (on_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (chip, "crm-chip");
  gtk_widget_add_css_class (edit, "flat");
  gtk_widget_add_css_class (cross, "flat");
  gtk_box_append (GTK_BOX (chip), edit);
  gtk_box_append (GTK_BOX (chip), cross);
  gtk_box_append (GTK_BOX (self->box), chip);
}

static void
fill (CrmFilterBar *self)
{
  guint n =
    self->filter != NULL && self->filter->children != NULL ? self->filter->children->len : 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  for (guint i = 0; i < n; i++)
    add_chip (self, i);
  if (n > 1) {
    GtkWidget *clear = gtk_button_new_with_label (_ ("Clear all"));

    gtk_widget_add_css_class (clear, "flat");
    g_signal_connect_object (clear, "clicked", G_CALLBACK (on_cleared_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (self->box), clear);
  }
}

static void
on_titles_cb (gpointer data)
{
  fill (data);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_filter_bar_dispose (GObject *object)
{
  CrmFilterBar *self = CRM_FILTER_BAR (object);

  g_clear_pointer (&self->titles, crm_titles_free);
  g_clear_pointer (&self->filter, crm_condition_free);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_filter_bar_parent_class)->dispose (object);
}

static void
crm_filter_bar_class_init (CrmFilterBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_filter_bar_dispose;

  signals[SIGNAL_EDIT] = g_signal_new ("edit", CRM_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", CRM_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_CLEARED] = g_signal_new ("cleared", CRM_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_filter_bar_init (CrmFilterBar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->box, "crm-chips");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

CrmFilterBar *
crm_filter_bar_new (void)
{
  return g_object_new (CRM_TYPE_FILTER_BAR, NULL);
}

/* Views and clients that the chips name are given other names. */
static void
on_office_changed_cb (CrmFilterBar *self, const CrmChange *change)
{
  if (self->titles != NULL && crm_titles_forget (self->titles, change))
    crm_titles_read (self->titles, self->filter, on_titles_cb, self);
}

void
crm_filter_bar_set_desk (CrmFilterBar *self, CrmDesk *desk, const CrmEntity *entity)
{
  g_return_if_fail (CRM_IS_FILTER_BAR (self));
  g_return_if_fail (CRM_IS_DESK (desk));

  g_set_object (&self->desk, desk);
  g_clear_pointer (&self->schema, crm_schema_unref);
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  self->entity = entity;
  g_clear_pointer (&self->titles, crm_titles_free);
  self->titles = crm_titles_new (desk);
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (on_office_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

void
crm_filter_bar_show (CrmFilterBar *self, const CrmCondition *filter)
{
  g_return_if_fail (CRM_IS_FILTER_BAR (self));

  g_clear_pointer (&self->filter, crm_condition_free);
  self->filter = filter != NULL ? crm_condition_copy (filter) : NULL;
  fill (self);
  crm_titles_read (self->titles, self->filter, on_titles_cb, self);
}

char *
crm_filter_bar_get_words (CrmFilterBar *self)
{
  g_return_val_if_fail (CRM_IS_FILTER_BAR (self), NULL);

  return self->filter != NULL ? words_of (self, self->filter) : NULL;
}

CrmTitles *
crm_filter_bar_get_titles (CrmFilterBar *self)
{
  g_return_val_if_fail (CRM_IS_FILTER_BAR (self), NULL);

  return self->titles;
}
