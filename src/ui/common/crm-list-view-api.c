/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-view-private.h"

#include <glib/gi18n-lib.h>

/* What rooms ask of a list. */

const CrmEntity *
crm_list_view_get_entity (CrmListView *self)
{
  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), NULL);

  return self->entity;
}

CrmRecordList *
crm_list_view_get_list (CrmListView *self)
{
  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), NULL);

  return self->list;
}

GtkSelectionModel *
crm_list_view_get_selection (CrmListView *self)
{
  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}

void
crm_list_view_search (CrmListView *self, const char *words)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), words != NULL ? words : "");
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
  _crm_list_view_ask (self);
}

const char *
crm_list_view_get_words (CrmListView *self)
{
  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

void
crm_list_view_set_where (CrmListView *self, CrmCondition *where)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  g_clear_pointer (&self->where, crm_condition_free);
  self->where = where;
  _crm_list_view_ask (self);
}

void
crm_list_view_set_order (CrmListView *self, const char *order)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  if (g_strcmp0 (order, self->order) == 0)
    return;
  g_free (self->order);
  self->order = g_strdup (order);
  _crm_list_view_show_order (self);
  _crm_list_view_show_actions (self);
  _crm_list_view_remember (self);
  _crm_list_view_ask (self);
  g_signal_emit_by_name (self, "state-changed");
}

const char *
crm_list_view_get_order (CrmListView *self)
{
  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), NULL);

  return self->order;
}

void
crm_list_view_set_columns (CrmListView *self, const char *const *paths)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));
  g_return_if_fail (paths != NULL && paths[0] != NULL);

  if (self->list == NULL)
    return;
  if (!crm_record_list_set_columns (self->list, paths, &error)) {
    crm_desk_report (self->desk, error);
    return;
  }
  g_strfreev (self->paths);
  self->paths = g_strdupv ((char **)paths);
  if (self->group != NULL)
    _crm_list_view_ask_groups (self);
  _crm_list_view_build_columns (self);
  _crm_list_view_remember (self);
  crm_list_foot_measure (self->foot, self->desk, self->list, paths);
  g_signal_emit_by_name (self, "state-changed");
}

void
crm_list_view_set_trash (CrmListView *self, gboolean trash)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  if (self->trash == trash)
    return;
  self->trash = trash;
  gtk_widget_set_visible (self->trash_bar, trash);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->trash_bar), trash);
  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  _crm_list_view_show_actions (self);
  _crm_list_view_ask (self);
}

gboolean
crm_list_view_get_trash (CrmListView *self)
{
  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), FALSE);

  return self->trash;
}

/* --- Where it stands -------------------------------------------------------------------------- */

void
_crm_list_view_scroll_to (CrmListView *self, guint position)
{
  GtkWidget *inner = gtk_widget_get_last_child (self->column_view);

  /* gtk_column_view_scroll_to() is newer than our GTK. */
  if (inner != NULL)
    gtk_widget_activate_action (inner, "list.scroll-to-item", "u", position);
}

static gboolean
on_scroll_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CrmListView *self = CRM_LIST_VIEW (widget);
  guint single = crm_list_selection_get_single (self->selection);

  if (self->scroll_frames++ == 0)
    return G_SOURCE_CONTINUE;
  self->scroll_frames = 0;
  self->scrolling = FALSE;
  if (single != GTK_INVALID_LIST_POSITION)
    _crm_list_view_scroll_to (self, single);

  return G_SOURCE_REMOVE;
}

/* Rows that have just come get their heights in the next frame; a list that is scrolled before that
 * stays with one row on the screen. */
static void
scroll_to_chosen (CrmListView *self)
{
  if (!self->scrolling)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), on_scroll_frame_cb, NULL, NULL);
  self->scrolling = TRUE;
}

void
_crm_list_view_choose_wanted (CrmListView *self)
{
  int position;

  if (self->wanted_n == 0)
    return;
  position = crm_record_list_find (self->list, self->wanted_n);
  if (position < 0)
    return;
  self->wanted_n = 0;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), (guint)position, TRUE);
  scroll_to_chosen (self);
}

void
crm_list_view_select_n (CrmListView *self, gint64 n)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  self->wanted_n = n;
  if (self->list != NULL)
    _crm_list_view_choose_wanted (self);
}

void
crm_list_view_follow_n (CrmListView *self, gint64 n)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  /* Several that were chosen by hand are not let go for it. */
  if (self->selection != NULL && crm_list_selection_get_count (self->selection) > 1)
    return;
  crm_list_view_select_n (self, n);
  /* It may not come into this list at all, and not into the way of what is chosen later. */
  if (self->wanted_n != 0 && self->list != NULL && crm_record_list_is_complete (self->list))
    crm_list_view_unselect (self);
}

void
crm_list_view_unselect (CrmListView *self)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  self->told_id = 0;
  self->wanted_n = 0;
  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

void
crm_list_view_step (CrmListView *self, int by)
{
  guint n;
  guint position;
  gint64 to;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  if (self->list == NULL)
    return;
  n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  position = crm_list_selection_get_single (self->selection);
  to = position == GTK_INVALID_LIST_POSITION ? 0 : (gint64)position + by;
  /* Headings of groups are passed over. */
  while (to >= 0 && to < n && by != 0 && crm_record_list_get_n (self->list, (guint)to) < 0)
    to += by > 0 ? 1 : -1;
  if (to < 0 || to >= n)
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), (guint)to, TRUE);
  _crm_list_view_scroll_to (self, (guint)to);
}

void
crm_list_view_focus_search (CrmListView *self)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  gtk_widget_grab_focus (self->search);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

void
crm_list_view_focus_list (CrmListView *self)
{
  GtkWidget *inner;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  inner = gtk_widget_get_last_child (self->column_view);
  if (inner == NULL || self->list == NULL ||
      g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  if (crm_list_selection_get_count (self->selection) == 0)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 0, TRUE);
  gtk_widget_grab_focus (inner);
}

void
_crm_list_view_settle_focus (CrmListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  guint single;

  if (!self->awaited || root == NULL || self->list == NULL ||
      g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  self->awaited = FALSE;
  if (GTK_IS_EDITABLE (gtk_root_get_focus (root)) || GTK_IS_TEXT_VIEW (gtk_root_get_focus (root)))
    return;
  single = crm_list_selection_get_single (self->selection);
  if (single != GTK_INVALID_LIST_POSITION)
    _crm_list_view_focus_row (self, single);
  else
    gtk_widget_grab_focus (gtk_widget_get_last_child (self->column_view));
}

void
crm_list_view_take_focus (CrmListView *self)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  self->awaited = TRUE;
  _crm_list_view_settle_focus (self);
}

void
crm_list_view_set_dense (CrmListView *self, gboolean dense)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  if (dense)
    gtk_widget_add_css_class (self->column_view, "crm-dense");
  else
    gtk_widget_remove_css_class (self->column_view, "crm-dense");
}

void
crm_list_view_refresh (CrmListView *self)
{
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  crm_store_poll (crm_office_get_store (crm_desk_get_office (self->desk)));
  if (self->list == NULL)
    return;
  query = crm_query_copy (crm_record_list_get_query (self->list));
  if (!crm_record_list_set_query (self->list, query, &error))
    crm_desk_report (self->desk, error);
}

gboolean
crm_list_view_can (CrmListView *self, const char *action)
{
  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), FALSE);

  return g_action_group_get_action_enabled (G_ACTION_GROUP (self->actions), action);
}
