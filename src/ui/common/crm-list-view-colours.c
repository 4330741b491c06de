/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-colours-dialog.h"
#include "ui/common/crm-list-view-private.h"

#include "office/lists/crm-saved-view.h"

/* Colours by rule: the bar at the left edge, and the rule's word in its tooltip. */

void
_crm_list_view_ask_colours (CrmListView *self)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);

  for (guint i = 0; i < self->colours->len; i++)
    g_ptr_array_add (rules,
                     crm_condition_copy (g_array_index (self->colours, CrmColourRule, i).where));
  crm_record_list_set_rules (self->list, rules->len > 0 ? rules : NULL);
}

void
_crm_list_view_set_colours (CrmListView *self, GArray *colours)
{
  if (self->colours == colours || (self->colours->len == 0 && colours->len == 0))
    return;
  g_array_ref (colours);
  g_array_unref (self->colours);
  self->colours = colours;
  if (self->list == NULL)
    return;
  _crm_list_view_ask_colours (self);
  _crm_list_view_build_columns (self);
}

static void
on_applied_cb (CrmListView *self, GArray *colours)
{
  _crm_list_view_set_colours (self, colours);
  _crm_list_view_remember (self);
}

void
_crm_list_view_edit_colours (CrmListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  CrmColoursDialog *dialog =
    crm_colours_dialog_new (self->desk, self->entity, crm_filter_bar_get_titles (self->filter_bar),
                            self->colours, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);

  g_signal_connect_object (dialog, "applied", G_CALLBACK (on_applied_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
