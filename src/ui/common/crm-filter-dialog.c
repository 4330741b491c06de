/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-filter-dialog.h"

#include "ui/common/crm-dialog.h"
#include "ui/common/crm-filter-group.h"

#include <glib/gi18n-lib.h>

struct _CrmFilterDialog {
  AdwWindow parent_instance;

  GtkWidget *side;
  GtkWidget *trouble;
  CrmFilterGroup *group;
};

G_DEFINE_FINAL_TYPE (CrmFilterDialog, crm_filter_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_APPLIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

gboolean
crm_filter_dialog_apply (CrmFilterDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmCondition) filter = NULL;

  g_return_val_if_fail (CRM_IS_FILTER_DIALOG (self), FALSE);

  filter = crm_filter_group_read (self->group, &error);
  gtk_widget_set_visible (self->trouble, error != NULL);
  if (error != NULL) {
    gtk_label_set_text (GTK_LABEL (self->trouble), error->message);
    return FALSE;
  }
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0, filter);
  gtk_window_destroy (GTK_WINDOW (self));

  return TRUE;
}

static void
on_apply_cb (CrmFilterDialog *self)
{
  crm_filter_dialog_apply (self);
}

static void
crm_filter_dialog_class_init (CrmFilterDialogClass *klass)
{
  signals[SIGNAL_APPLIED] = g_signal_new ("applied", CRM_TYPE_FILTER_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
crm_filter_dialog_init (CrmFilterDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *apply;

  self->side = adw_bin_new ();
  gtk_widget_add_css_class (self->side, "crm-dialog-body");
  self->trouble = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->trouble), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->trouble), 0.0f);
  gtk_widget_add_css_class (self->trouble, "error");
  gtk_widget_add_css_class (self->trouble, "crm-notice");
  gtk_widget_set_visible (self->trouble, FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->side);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box),
                  crm_dialog_make_head (GTK_WINDOW (self), _ ("Show"), G_CALLBACK (on_apply_cb),
                                        G_CALLBACK (gtk_window_destroy), &apply, NULL));
  gtk_window_set_default_widget (GTK_WINDOW (self), apply);
  gtk_box_append (GTK_BOX (box), self->trouble);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Filter"));
  gtk_window_set_default_size (GTK_WINDOW (self), 696, 468);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

CrmFilterDialog *
crm_filter_dialog_new (CrmDesk *desk,
                       const CrmEntity *entity,
                       CrmTitles *titles,
                       const CrmCondition *filter,
                       GtkWindow *parent)
{
  CrmFilterDialog *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_FILTER_DIALOG, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->group = crm_filter_group_new (desk, entity, titles, filter, FALSE);
  adw_bin_set_child (ADW_BIN (self->side), GTK_WIDGET (self->group));

  return self;
}
