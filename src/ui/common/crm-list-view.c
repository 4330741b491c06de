/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-view-private.h"

#include "base/crm-text.h"
#include "office/lists/crm-saved-view.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-phrases.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

/* GtkColumnView realises 205 rows whatever its height; before the first frame a screen is enough.
 */
#define FIRST_ROWS 40
/* Whoever holds an arrow key down wants the rows, not each card on the way. */
#define CHOOSE_DELAY  60
#define SPINNER_DELAY 200

G_DEFINE_FINAL_TYPE (CrmListView, crm_list_view, ADW_TYPE_BIN)

enum {
  SIGNAL_CHOSEN,
  SIGNAL_OPENED,
  SIGNAL_NEW_WANTED,
  SIGNAL_STATE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- The query -------------------------------------------------------------------------------- */

static void
show_trouble (CrmListView *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_title (ADW_STATUS_PAGE (self->trouble), crm_error_heading (error));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->trouble), text);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "trouble");
}

void
_crm_list_view_ask (CrmListView *self)
{
  g_autoptr (CrmQuery) query = _crm_list_view_build_query (self);
  g_autoptr (GError) error = NULL;

  if (self->list == NULL || crm_query_equal (query, crm_record_list_get_query (self->list)))
    return;
  self->asked = TRUE;
  if (!crm_record_list_set_query (self->list, query, &error))
    show_trouble (self, error);
}

/* --- What is shown ---------------------------------------------------------------------------- */

static void
show_none (CrmListView *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *other = crm_text_other_layout (words);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  /* Translators: what was searched. */
  text = g_strdup_printf (_ ("Nothing matches “%s”."), words);
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->none), *words != '\0' ? escaped : NULL);
  gtk_widget_set_visible (self->other_layout, other != NULL && *words != '\0');
  if (other != NULL) {
    /* Translators: the same keys typed in the other keyboard layout. */
    g_autofree char *label = g_strdup_printf (_ ("Search for “%s”"), other);

    gtk_button_set_label (GTK_BUTTON (self->other_layout), label);
    g_object_set_data_full (G_OBJECT (self->other_layout), "crm-words", g_steal_pointer (&other),
                            g_free);
  }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
}

static void
show_page (CrmListView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (n > 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  else if (crm_record_list_is_loading (self->list))
    return;
  else if (*words != '\0' || self->where != NULL || self->filter != NULL || self->trash)
    show_none (self);
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
}

static void
show_foot (CrmListView *self)
{
  crm_list_foot_set_count (self->foot, self->desk, self->entity, self->list,
                           crm_list_selection_get_count (self->selection));
}

static gboolean
on_spinner_due_cb (gpointer data)
{
  CrmListView *self = data;

  self->spinner_source = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));

  return G_SOURCE_REMOVE;
}

static void
on_loading_changed_cb (CrmListView *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  if (crm_record_list_is_loading (self->list)) {
    self->spinner_source = g_timeout_add (SPINNER_DELAY, on_spinner_due_cb, self);
    return;
  }
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_widget_set_visible (self->spinner, FALSE);
  show_page (self);
  show_foot (self);
  _crm_list_view_show_permitted (self);
}

/* --- Choosing --------------------------------------------------------------------------------- */

static void
tell_chosen (CrmListView *self, CrmRow *row)
{
  gint64 id = row != NULL ? crm_row_get_id (row) : 0;

  if (id == self->told_id)
    return;
  self->told_id = id;
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, id, row != NULL ? crm_row_get_n (row) : 0);
}

static void
on_chosen_row_changed_cb (CrmListView *self, CrmRow *row)
{
  guint single = crm_list_selection_get_single (self->selection);

  if (!crm_row_is_loaded (row))
    return;
  g_signal_handlers_disconnect_by_func (row, on_chosen_row_changed_cb, self);
  if (single == crm_row_get_position (row))
    tell_chosen (self, row);
}

static gboolean
on_choose_due_cb (gpointer data)
{
  CrmListView *self = data;
  guint position = crm_list_selection_get_single (self->selection);
  g_autoptr (CrmRow) row = NULL;

  self->choose_source = 0;
  if (position != GTK_INVALID_LIST_POSITION)
    row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  if (row != NULL && !crm_row_is_loaded (row)) {
    g_signal_connect_object (row, "changed", G_CALLBACK (on_chosen_row_changed_cb), self,
                             G_CONNECT_SWAPPED);
    /* The list would drop a row that nobody holds before it is read. */
    g_object_set_data_full (G_OBJECT (self), "crm-chosen-row", g_object_ref (row), g_object_unref);
    return G_SOURCE_REMOVE;
  }
  /* That it is not listed does not close the card: a search is not a farewell. */
  if (row != NULL || crm_list_selection_get_count (self->selection) > 1)
    tell_chosen (self, row);

  return G_SOURCE_REMOVE;
}

static void
on_selection_changed_cb (CrmListView *self)
{
  show_foot (self);
  if (self->choose_source == 0)
    self->choose_source = g_timeout_add (CHOOSE_DELAY, on_choose_due_cb, self);
}

/* --- The list --------------------------------------------------------------------------------- */

static gboolean
on_first_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CrmListView *self = CRM_LIST_VIEW (widget);

  if (!self->limited)
    return G_SOURCE_REMOVE;
  /* The first turn is before the first frame, the second after it. */
  if (!self->framed) {
    self->framed = TRUE;
    return G_SOURCE_CONTINUE;
  }
  self->limited = FALSE;
  crm_record_list_set_limit (self->list, 0);

  return G_SOURCE_REMOVE;
}

static void
on_ready_cb (CrmListView *self)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  crm_list_selection_reorder (self->selection);
  _crm_list_view_settle_cells (self, self->asked);
  if (self->asked) {
    guint single = crm_list_selection_get_single (self->selection);

    /* In another order the first rows come before one knows where the chosen one stands. */
    if (single != GTK_INVALID_LIST_POSITION && crm_record_list_is_complete (self->list))
      _crm_list_view_scroll_to (self, single);
    else
      gtk_adjustment_set_value (adjustment, 0);
  }
  self->asked = self->asked && !crm_record_list_is_complete (self->list);
  if (self->limited)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), on_first_frame_cb, NULL, NULL);
  _crm_list_view_choose_wanted (self);
  show_page (self);
  _crm_list_view_settle_focus (self);
  show_foot (self);
  crm_list_foot_measure (self->foot, self->desk, self->list, (const char *const *)self->paths);
}

static void
on_items_changed_cb (CrmListView *self)
{
  _crm_list_view_choose_wanted (self);
  show_page (self);
  show_foot (self);
}

static void
on_failed_cb (CrmListView *self, GError *error)
{
  show_trouble (self, error);
}

static void
make_list (CrmListView *self)
{
  g_autoptr (CrmQuery) query = _crm_list_view_build_query (self);
  g_autoptr (GError) error = NULL;

  self->list = crm_office_list (crm_desk_get_office (self->desk), query,
                                (const char *const *)self->paths, &error);
  if (self->list == NULL) {
    /* What was remembered may not hold any more. */
    g_strfreev (self->paths);
    self->paths = _crm_list_view_default_paths (self->entity);
    g_free (self->order);
    self->order = NULL;
    crm_query_set_order (query, "");
    self->list = crm_office_list (crm_desk_get_office (self->desk), query,
                                  (const char *const *)self->paths, NULL);
  }
  if (self->list == NULL) {
    show_trouble (self, error);
    return;
  }
  if (self->colours->len > 0)
    _crm_list_view_ask_colours (self);
  if (self->group != NULL)
    _crm_list_view_ask_groups (self);
  self->limited = TRUE;
  crm_record_list_set_limit (self->list, FIRST_ROWS);
  self->selection = crm_list_selection_new (self->list);
  g_signal_connect_object (self->list, "ready", G_CALLBACK (on_ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "failed", G_CALLBACK (on_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (on_items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (on_loading_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (on_selection_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->column_view),
                             GTK_SELECTION_MODEL (self->selection));
  _crm_list_view_build_columns (self);
  on_loading_changed_cb (self);
}

static void
on_sorter_changed_cb (CrmListView *self)
{
  g_autoptr (GObject) one = NULL;
  g_autoptr (GObject) other = NULL;
  GtkOrdering ordering;
  g_autofree char *order = NULL;

  if (self->building || self->list == NULL || self->paths == NULL)
    return;
  one = g_object_new (G_TYPE_OBJECT, NULL);
  other = g_object_new (G_TYPE_OBJECT, NULL);
  self->probe.column = -1;
  /* Two different objects: the same one twice is equal without asking. */
  ordering = gtk_sorter_compare (self->sorter, one, other);
  if (self->probe.column < 0 || self->probe.column >= (int)g_strv_length (self->paths))
    return;
  order =
    g_strconcat (ordering == GTK_ORDERING_LARGER ? "-" : "", self->paths[self->probe.column], NULL);
  crm_list_view_set_order (self, order);
}

/* --- Keys and buttons ------------------------------------------------------------------------- */

static void
on_search_changed_cb (CrmListView *self)
{
  _crm_list_view_ask (self);
}

static void
on_search_activate_cb (CrmListView *self)
{
  _crm_list_view_ask (self);
  crm_list_view_focus_list (self);
}

static void
on_stop_search_cb (CrmListView *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    crm_list_view_search (self, "");
  else
    crm_list_view_focus_list (self);
}

static gboolean
on_search_key_cb (CrmListView *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  crm_list_view_focus_list (self);

  return GDK_EVENT_STOP;
}

static void
on_activate_cb (CrmListView *self, guint position)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (_crm_list_view_fold (self, position))
    return;
  if (row != NULL && crm_row_is_loaded (row))
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, crm_row_get_id (row));
}

static void
on_secondary_click_cb (CrmListView *self, int presses, double x, double y)
{
  if (self->list != NULL)
    _crm_list_view_show_row_menu (self, x, y);
}

static void
on_new_clicked_cb (CrmListView *self)
{
  g_signal_emit (self, signals[SIGNAL_NEW_WANTED], 0);
}

static void
on_other_layout_cb (CrmListView *self)
{
  crm_list_view_search (self, g_object_get_data (G_OBJECT (self->other_layout), "crm-words"));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_list_view_dispose (GObject *object)
{
  CrmListView *self = CRM_LIST_VIEW (object);

  g_clear_handle_id (&self->choose_source, g_source_remove);
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_handle_id (&self->fit_source, g_source_remove);
  g_clear_handle_id (&self->drag_source, g_source_remove);
  /* It speaks once more while the columns go. */
  if (self->sorter != NULL)
    g_signal_handlers_disconnect_by_func (self->sorter, on_sorter_changed_cb, self);
  g_clear_object (&self->sorter);
  if (self->overlay != NULL)
    _crm_list_view_forget_edit (self);
  self->overlay = NULL;
  _crm_list_view_forget_drop (self);
  g_cancellable_cancel (self->tallying);
  g_clear_object (&self->tallying);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->row_note, g_free);
  if (self->column_view != NULL)
    gtk_column_view_set_model (GTK_COLUMN_VIEW (self->column_view), NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->column_view = NULL;
  g_clear_object (&self->actions);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_list_view_parent_class)->dispose (object);
}

static void
crm_list_view_finalize (GObject *object)
{
  CrmListView *self = CRM_LIST_VIEW (object);

  g_ptr_array_unref (self->columns);
  g_array_unref (self->colours);
  g_strfreev (self->paths);
  g_free (self->order);
  g_free (self->group);
  g_clear_pointer (&self->where, crm_condition_free);
  g_clear_pointer (&self->filter, crm_condition_free);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->schema, crm_schema_unref);

  G_OBJECT_CLASS (crm_list_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CrmListView, views_button);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, views_label);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, search);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, trash_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, overlay);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, column_view);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, cells);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, empty);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, new_button);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, none);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, other_layout);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, trouble);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, foot);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, view_button);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, view_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, views_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, row_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, lists_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, trash_menu);
}

static void
crm_list_view_class_init (CrmListViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_list_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_list_view_finalize;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", CRM_TYPE_LIST_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", CRM_TYPE_LIST_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_NEW_WANTED] = g_signal_new ("new-wanted", CRM_TYPE_LIST_VIEW, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_STATE_CHANGED] = g_signal_new (
    "state-changed", CRM_TYPE_LIST_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CRM_TYPE_CELL_CURSOR);
  g_type_ensure (CRM_TYPE_FILTER_BAR);
  g_type_ensure (CRM_TYPE_LIST_FOOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/common/crm-list-view.ui");
  bind_children (widget_class);
}

static void
add_keys (CrmListView *self)
{
  GtkEventController *search_key = gtk_event_controller_key_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();

  g_signal_connect_swapped (search_key, "key-pressed", G_CALLBACK (on_search_key_cb), self);
  gtk_widget_add_controller (self->search, search_key);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (secondary, "pressed", G_CALLBACK (on_secondary_click_cb), self);
  gtk_widget_add_controller (self->column_view, GTK_EVENT_CONTROLLER (secondary));
}

static void
crm_list_view_init (CrmListView *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
  self->colours = g_array_new (FALSE, TRUE, sizeof (CrmColourRule));
  gtk_widget_init_template (GTK_WIDGET (self));

  self->sorter = g_object_ref (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (self->column_view)));
  g_signal_connect_object (self->sorter, "changed", G_CALLBACK (on_sorter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (on_search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (on_search_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (on_stop_search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->column_view)),
                           "items-changed", G_CALLBACK (_crm_list_view_columns_moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->column_view, "activate", G_CALLBACK (on_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->new_button, "clicked", G_CALLBACK (on_new_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->other_layout, "clicked", G_CALLBACK (on_other_layout_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), "notify::page-size",
    G_CALLBACK (_crm_list_view_queue_fit), self, G_CONNECT_SWAPPED);
  add_keys (self);
  _crm_list_view_add_cells (self);
  _crm_list_view_add_drop (self);
}

static void
show_entity (CrmListView *self)
{
  const CrmEntity *entity = self->entity;
  gboolean writable = !crm_office_is_read_only (crm_desk_get_office (self->desk));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty), entity->icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty),
                             entity->empty_title != NULL ? _ (entity->empty_title) : "");
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty),
                                   entity->empty_text != NULL ? _ (entity->empty_text) : "");
  gtk_button_set_label (GTK_BUTTON (self->new_button), _ (entity->label_new));
  gtk_widget_set_visible (self->new_button, writable);
  crm_permit_making (self->new_button, self->desk, entity->name, NULL);
  crm_spoken_set_name (self->column_view, _ (entity->label_many));
}

CrmListView *
crm_list_view_new (CrmDesk *desk, const CrmEntity *entity)
{
  CrmListView *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  self = g_object_new (CRM_TYPE_LIST_VIEW, NULL);
  self->desk = g_object_ref (desk);
  self->entity = entity;
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  self->paths = _crm_list_view_default_paths (entity);
  self->order = g_strdup (entity->order);
  _crm_list_view_recall (self);
  show_entity (self);
  _crm_list_view_add_actions (self);
  crm_list_view_set_dense (
    self, crm_preferences_get_boolean (crm_desk_get_preferences (desk), "dense-rows"));
  make_list (self);
  _crm_list_view_add_filter_bar (self);
  _crm_list_view_show_actions (self);
  _crm_list_view_load_views (self);

  return self;
}
