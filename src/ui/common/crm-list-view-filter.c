/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-filter-dialog.h"
#include "ui/common/crm-list-view-private.h"

#include "base/crm-day.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* What a person filters a list by: chips over it, each one condition. */

CrmQuery *
_crm_list_view_build_query (CrmListView *self)
{
  CrmQuery *query = crm_query_new (self->entity->name);
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->entity->filter != NULL && !self->everything && !self->trash) {
    CrmCondition *where = crm_query_parse_where (self->entity->filter, NULL);

    if (where != NULL)
      crm_query_add_where (query, where);
  }
  if (self->where != NULL)
    crm_query_add_where (query, crm_condition_copy (self->where));
  if (self->filter != NULL)
    crm_query_add_where (query, crm_condition_copy (self->filter));
  if (*words != '\0')
    crm_query_set_words (query, words);
  if (self->order != NULL && *self->order != '\0')
    crm_query_set_order (query, self->order);
  query->trash = self->trash;

  return query;
}

static void
filter_changed (CrmListView *self)
{
  if (self->filter != NULL && (self->filter->children == NULL || self->filter->children->len == 0))
    g_clear_pointer (&self->filter, crm_condition_free);
  crm_filter_bar_show (self->filter_bar, self->filter);
  _crm_list_view_remember (self);
  _crm_list_view_show_actions (self);
  _crm_list_view_ask (self);
  g_signal_emit_by_name (self, "state-changed");
}

void
crm_list_view_set_filter (CrmListView *self, const CrmCondition *filter)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  g_clear_pointer (&self->filter, crm_condition_free);
  if (filter != NULL && filter->kind == CRM_CONDITION_ALL) {
    self->filter = crm_condition_copy (filter);
  } else if (filter != NULL) {
    self->filter = crm_condition_new_group (CRM_CONDITION_ALL);
    crm_condition_add (self->filter, crm_condition_copy (filter));
  }
  filter_changed (self);
}

const CrmCondition *
crm_list_view_get_filter (CrmListView *self)
{
  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), NULL);

  return self->filter;
}

void
crm_list_view_add_filter (CrmListView *self, CrmCondition *condition)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));
  g_return_if_fail (condition != NULL);

  if (self->filter == NULL)
    self->filter = crm_condition_new_group (CRM_CONDITION_ALL);
  for (guint i = 0; i < (self->filter->children != NULL ? self->filter->children->len : 0); i++)
    if (crm_condition_equal (self->filter->children->pdata[i], condition)) {
      crm_condition_free (condition);
      return;
    }
  crm_condition_add (self->filter, condition);
  filter_changed (self);
}

/* --- Chips ------------------------------------------------------------------------------------ */

static void
remove_chip (CrmListView *self, guint place)
{
  if (self->filter == NULL || place >= self->filter->children->len)
    return;
  g_ptr_array_remove_index (self->filter->children, place);
  filter_changed (self);
}

static void
on_applied_cb (CrmListView *self, const CrmCondition *filter)
{
  crm_list_view_set_filter (self, filter);
}

void
_crm_list_view_build_filter (CrmListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  CrmFilterDialog *dialog =
    crm_filter_dialog_new (self->desk, self->entity, crm_filter_bar_get_titles (self->filter_bar),
                           self->filter, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);

  g_signal_connect_object (dialog, "applied", G_CALLBACK (on_applied_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What one chip said gives way to what was made of it. */
static void
on_chip_applied_cb (CrmListView *self, const CrmCondition *made, GtkWidget *dialog)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "crm-place"));
  g_autoptr (CrmCondition) filter = crm_condition_new_group (CRM_CONDITION_ALL);

  for (guint i = 0; self->filter != NULL && i < self->filter->children->len; i++) {
    if (i != place)
      crm_condition_add (filter, crm_condition_copy (self->filter->children->pdata[i]));
    else if (made != NULL && made->kind == CRM_CONDITION_ALL)
      for (guint k = 0; k < made->children->len; k++)
        crm_condition_add (filter, crm_condition_copy (made->children->pdata[k]));
    else if (made != NULL)
      crm_condition_add (filter, crm_condition_copy (made));
  }
  crm_list_view_set_filter (self, filter);
}

static void
on_edit_chip_cb (CrmListView *self, guint place)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (CrmCondition) only = crm_condition_new_group (CRM_CONDITION_ALL);
  CrmFilterDialog *dialog;

  if (self->filter == NULL || place >= self->filter->children->len)
    return;
  crm_condition_add (only, crm_condition_copy (self->filter->children->pdata[place]));
  dialog =
    crm_filter_dialog_new (self->desk, self->entity, crm_filter_bar_get_titles (self->filter_bar),
                           only, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  g_object_set_data (G_OBJECT (dialog), "crm-place", GUINT_TO_POINTER (place));
  g_signal_connect_object (dialog, "applied", G_CALLBACK (on_chip_applied_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_cleared_cb (CrmListView *self)
{
  crm_list_view_set_filter (self, NULL);
}

void
_crm_list_view_add_filter_bar (CrmListView *self)
{
  crm_filter_bar_set_desk (self->filter_bar, self->desk, self->entity);
  g_signal_connect_object (self->filter_bar, "edit", G_CALLBACK (on_edit_chip_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_bar, "removed", G_CALLBACK (remove_chip), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_bar, "cleared", G_CALLBACK (on_cleared_cb), self,
                           G_CONNECT_SWAPPED);
  crm_filter_bar_show (self->filter_bar, self->filter);
}

/* --- By the value under the cursor ------------------------------------------------------------ */

static gboolean
is_reference (const CrmField *field)
{
  return field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_ANY ||
         field->type == CRM_FIELD_PARENT;
}

/* What a condition would have to be for the list to show only rows like this one. */
CrmCondition *
_crm_list_view_condition_of (CrmListView *self, CrmRow *row, guint column, gboolean negated)
{
  CrmPath *path = crm_record_list_get_column (self->list, column);
  const CrmField *field = crm_path_get_field (path);
  const CrmValue *value = crm_row_get_value (row, column);
  CrmTest test = negated ? CRM_TEST_DIFFERS : CRM_TEST_EQUAL;
  g_autofree char *text = NULL;

  if (field == NULL)
    return NULL;
  if (value == NULL || crm_value_is_null (value))
    return crm_condition_new_test (crm_path_get_text (path),
                                   negated ? CRM_TEST_FILLED : CRM_TEST_EMPTY, NULL);
  if (field->type == CRM_FIELD_INSTANT) {
    /* The same day, not the same millisecond. */
    text = crm_day_of_instant (value->integer, NULL);
  } else if (is_reference (field)) {
    g_autofree char *title = crm_row_format (row, column, crm_desk_get_lang (self->desk));

    text = g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    crm_titles_set (crm_filter_bar_get_titles (self->filter_bar), value->integer, title);
  } else {
    text = crm_field_to_string (field, value, NULL);
  }

  return crm_condition_new_test (crm_path_get_text (path), test, text);
}

void
crm_list_view_filter_by_value (CrmListView *self, guint position, guint column, gboolean negated)
{
  g_autoptr (CrmRow) row = NULL;
  CrmCondition *condition;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  if (self->list == NULL || column >= g_strv_length (self->paths))
    return;
  row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  if (row == NULL || !crm_row_is_loaded (row))
    return;
  condition = _crm_list_view_condition_of (self, row, column, negated);
  if (condition != NULL)
    crm_list_view_add_filter (self, condition);
}
