/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-view-private.h"

#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* The cell one is in. Up and down GTK moves the focus from row to row, and the cursor follows it;
 * to the sides it moves by itself. With Shift held both stretch one rectangle. */

static int
place_of (gpointer data, guint column)
{
  CrmListView *self = data;
  GListModel *shown = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->column_view));

  if (column >= self->columns->len)
    return -1;
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (GtkColumnViewColumn) one = g_list_model_get_item (shown, i);

    if (one == g_ptr_array_index (self->columns, column))
      return (int)i;
  }

  return -1;
}

gboolean
_crm_list_view_shows_column (CrmListView *self, guint column)
{
  return place_of (self, column) >= 0;
}

/* --- Moving ----------------------------------------------------------------------------------- */

static guint
row_with_focus (CrmListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *rows = gtk_widget_get_last_child (self->column_view);

  if (focus == NULL || rows == NULL || !gtk_widget_is_ancestor (focus, rows))
    return GTK_INVALID_LIST_POSITION;

  return crm_list_column_position_of (focus);
}

static void
on_focus_changed_cb (CrmListView *self)
{
  guint row = row_with_focus (self);

  gtk_widget_queue_draw (GTK_WIDGET (self->cells));
  if (row == GTK_INVALID_LIST_POSITION || row == crm_cell_cursor_get_row (self->cells))
    return;
  crm_cell_cursor_move (self->cells, row, crm_cell_cursor_get_column (self->cells),
                        self->extending);
}

static void
on_root_changed_cb (CrmListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (on_focus_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

void
_crm_list_view_focus_row (CrmListView *self, guint row)
{
  GtkWidget *rows = gtk_widget_get_last_child (self->column_view);

  self->extending = FALSE;
  if (row >= g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), row, TRUE);
  _crm_list_view_scroll_to (self, row);
  for (GtkWidget *one = gtk_widget_get_first_child (rows); one != NULL;
       one = gtk_widget_get_next_sibling (one))
    if (crm_list_column_position_of (one) == row) {
      gtk_widget_grab_focus (one);
      return;
    }
  gtk_widget_grab_focus (rows);
}

gboolean
_crm_list_view_move_cell (CrmListView *self, int by, gboolean extend)
{
  guint row = crm_cell_cursor_get_row (self->cells);
  int column = (int)crm_cell_cursor_get_column (self->cells) + by;

  while (column >= 0 && column < (int)self->columns->len && place_of (self, (guint)column) < 0)
    column += by;
  if (row == GTK_INVALID_LIST_POSITION || column < 0 || column >= (int)self->columns->len)
    return FALSE;
  crm_cell_cursor_move (self->cells, row, (guint)column, extend);

  return TRUE;
}

void
_crm_list_view_point_at (CrmListView *self, guint row, guint column)
{
  CrmCellRange range;

  if (crm_cell_cursor_get_range (self->cells, &range) && row >= range.top && row <= range.bottom &&
      column >= range.left && column <= range.right && !crm_cell_cursor_is_single (self->cells))
    return;
  crm_cell_cursor_move (self->cells, row, column, FALSE);
}

guint
_crm_list_view_get_cell (CrmListView *self, guint *column)
{
  guint row = crm_cell_cursor_get_row (self->cells);
  guint single = crm_list_selection_get_single (self->selection);

  *column = crm_cell_cursor_get_column (self->cells);

  return row != GTK_INVALID_LIST_POSITION ? row : single;
}

static void
on_pressed_cb (CrmListView *self, int presses, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *under = gtk_widget_pick (self->column_view, x, y, GTK_PICK_DEFAULT);
  GtkWidget *rows = gtk_widget_get_last_child (self->column_view);
  int column = -1;

  if (self->list == NULL || under == NULL || rows == NULL || !gtk_widget_is_ancestor (under, rows))
    return;
  column = crm_list_column_index_of (under);
  self->extending = (state & GDK_SHIFT_MASK) != 0;
  if (column < 0)
    column = (int)crm_cell_cursor_get_column (self->cells);
  if (crm_record_list_get_heading (self->list, crm_list_column_position_of (under)) != NULL) {
    /* Its row is not chosen, and the second press of a double click does not take the first back.
     */
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
    if (presses == 1)
      _crm_list_view_fold (self, crm_list_column_position_of (under));
    return;
  }
  crm_cell_cursor_move (self->cells, crm_list_column_position_of (under), (guint)column,
                        self->extending);
}

/* --- Keys ------------------------------------------------------------------------------------- */

void
_crm_list_view_show_head_menu (CrmListView *self)
{
  guint column = crm_cell_cursor_get_column (self->cells);
  guint row = crm_cell_cursor_get_row (self->cells);
  graphene_rect_t bounds;
  g_autoptr (GMenuModel) menu = NULL;
  double x = 24;
  double y = 48;

  if (column >= g_strv_length (self->paths))
    return;
  menu = _crm_list_view_head_menu (self->paths[column]);
  if (crm_cell_cursor_get_bounds (self->cells, row, column, &bounds))
    gtk_widget_translate_coordinates (GTK_WIDGET (self->cells), GTK_WIDGET (self), bounds.origin.x,
                                      24, &x, &y);
  _crm_list_view_popup (self, menu, x, y);
}

static void
show_menu_of_cell (CrmListView *self)
{
  guint column;
  guint row = _crm_list_view_get_cell (self, &column);
  graphene_rect_t bounds;
  double x = 24;
  double y = 48;

  if (crm_cell_cursor_get_bounds (self->cells, row, column, &bounds))
    gtk_widget_translate_coordinates (GTK_WIDGET (self->cells), self->column_view,
                                      bounds.origin.x + 6, bounds.origin.y + 6, &x, &y);
  _crm_list_view_show_row_menu (self, x, y);
}

static void
act (CrmListView *self, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), name, NULL);
}

static gboolean
on_alt_key (CrmListView *self, guint keyval, GdkModifierType state)
{
  if (keyval == GDK_KEY_equal || keyval == GDK_KEY_KP_Equal)
    act (self, "filter-value");
  else if (keyval == GDK_KEY_minus || keyval == GDK_KEY_KP_Subtract)
    act (self, "filter-not");
  else if (keyval == GDK_KEY_Down && (state & GDK_SHIFT_MASK) != 0)
    act (self, "head");
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static gboolean
on_control_key (CrmListView *self, guint keyval, GdkModifierType state)
{
  /* Whichever keyboard layout is on. */
  if (keyval == GDK_KEY_Insert || gdk_keyval_to_lower (keyval) == GDK_KEY_c ||
      gdk_keyval_to_lower (keyval) == GDK_KEY_Cyrillic_es)
    act (self, (state & GDK_SHIFT_MASK) != 0 ? "copy-rows" : "copy");
  else if (gdk_keyval_to_lower (keyval) == GDK_KEY_e ||
           gdk_keyval_to_lower (keyval) == GDK_KEY_Cyrillic_u)
    act (self, "bulk");
  else if (gdk_keyval_to_lower (keyval) == GDK_KEY_v ||
           gdk_keyval_to_lower (keyval) == GDK_KEY_Cyrillic_em)
    act (self, "paste");
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

/* Before GTK's own keys of a list, which take those to the sides and do nothing with them. */
static gboolean
on_key_cb (CrmListView *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  self->extending = shift;
  if (self->list == NULL || row_with_focus (self) == GTK_INVALID_LIST_POSITION)
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_ALT_MASK) != 0)
    return on_alt_key (self, keyval, state);
  if ((state & GDK_CONTROL_MASK) != 0)
    return on_control_key (self, keyval, state);
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    _crm_list_view_move_cell (self, -1, shift);
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    _crm_list_view_move_cell (self, 1, shift);
  else if (keyval == GDK_KEY_Delete)
    crm_list_view_delete (self);
  else if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && shift))
    show_menu_of_cell (self);
  else if (keyval == GDK_KEY_Insert && shift)
    act (self, "paste");
  else if (keyval == GDK_KEY_F2)
    crm_list_view_edit_cell (self, NULL);
  else if ((state & (GDK_SUPER_MASK | GDK_META_MASK)) != 0 || !_crm_list_view_type (self, keyval))
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

/* --- Sums of the chosen cells ----------------------------------------------------------------- */

typedef struct {
  CrmListView *view;
  CrmCellRange range;
  GCancellable *cancellable;
} Cells;

static void
cells_free (Cells *cells)
{
  g_object_unref (cells->view);
  g_clear_object (&cells->cancellable);
  g_free (cells);
}

static CrmTally *
tally_of (CrmListView *self, GPtrArray *rows, const CrmCellRange *range)
{
  CrmTally *tally = crm_tally_new ();

  for (guint column = range->left; column <= range->right; column++) {
    const CrmField *field = crm_path_get_field (crm_record_list_get_column (self->list, column));

    if (place_of (self, column) < 0)
      continue;
    for (guint i = 0; i < rows->len; i++)
      crm_tally_add (tally, field, crm_row_get_value (rows->pdata[i], column),
                     crm_row_get_currency (rows->pdata[i], column));
  }

  return tally;
}

static void
on_tallied_cb (GObject *list, GAsyncResult *result, gpointer data)
{
  Cells *cells = data;
  CrmListView *self = cells->view;
  g_autoptr (GPtrArray) rows = crm_record_list_read_finish (CRM_RECORD_LIST (list), result, NULL);

  if (rows != NULL && self->tallying == cells->cancellable &&
      cells->range.right < g_strv_length (self->paths)) {
    g_autoptr (CrmTally) tally = tally_of (self, rows, &cells->range);

    crm_list_foot_set_tally (self->foot, self->desk, tally);
  }
  cells_free (cells);
}

static void
show_tally (CrmListView *self)
{
  Cells *cells;
  CrmCellRange range;

  g_cancellable_cancel (self->tallying);
  g_clear_object (&self->tallying);
  if (crm_cell_cursor_is_single (self->cells) || !crm_cell_cursor_get_range (self->cells, &range)) {
    crm_list_foot_set_tally (self->foot, self->desk, NULL);
    return;
  }
  self->tallying = g_cancellable_new ();
  cells = g_new0 (Cells, 1);
  cells->view = g_object_ref (self);
  cells->range = range;
  cells->cancellable = g_object_ref (self->tallying);
  crm_record_list_read_async (self->list, range.top, range.bottom - range.top + 1, self->tallying,
                              on_tallied_cb, cells);
}

/* For those who hear the list: which column, and what stands there. */
static void
describe_cell (CrmListView *self)
{
  guint column = crm_cell_cursor_get_column (self->cells);
  guint position = crm_cell_cursor_get_row (self->cells);
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  const CrmField *field = column < g_strv_length (self->paths)
                            ? crm_path_get_field (crm_record_list_get_column (self->list, column))
                            : NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;

  if (row == NULL || field == NULL)
    return;
  value = crm_row_format (row, column, crm_desk_get_lang (self->desk));
  text = g_strdup_printf ("%s: %s", crm_field_get_label (field), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->column_view),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
on_cell_changed_cb (CrmListView *self)
{
  if (self->list == NULL)
    return;
  show_tally (self);
  describe_cell (self);
}

void
_crm_list_view_settle_cells (CrmListView *self, gboolean asked)
{
  guint row = crm_cell_cursor_get_row (self->cells);

  if (crm_cell_cursor_get_column (self->cells) >= g_strv_length (self->paths))
    crm_cell_cursor_move (self->cells, row, 0, FALSE);
  else if (asked)
    crm_cell_cursor_collapse (self->cells);
  if (!crm_cell_cursor_is_single (self->cells))
    show_tally (self);
  _crm_list_view_follow_edit (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->cells));
}

/* --- Copying ---------------------------------------------------------------------------------- */

/* A spreadsheet takes the figure from here, and people see the text. */
static void
append_html_cell (GString *html, const CrmField *field, CrmRow *row, guint column, const char *text)
{
  const CrmValue *value = crm_row_get_value (row, column);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (field != NULL && value != NULL && value->kind == CRM_VALUE_INT &&
      crm_field_is_figure (field) && field->type != CRM_FIELD_DURATION &&
      field->type != CRM_FIELD_PERCENT) {
    g_autofree char *figure =
      crm_field_to_string (field, value, crm_row_get_currency (row, column));

    g_string_append_printf (html, "<td align=\"right\" sdval=\"%s\" x:num=\"%s\">%s</td>", figure,
                            figure, escaped);
  } else {
    /* Not a figure, whatever it looks like: a phone, an account, "=1+1". */
    g_string_append_printf (html, "<td x:str style=\"mso-number-format:'\\@'\">%s</td>", escaped);
  }
}

static void
append_cells (CrmListView *self,
              CrmRow *row,
              const CrmCellRange *range,
              GString *plain,
              GString *html)
{
  gboolean first = TRUE;

  g_string_append (html, "<tr>");
  for (guint column = range->left; column <= range->right; column++) {
    const CrmField *field = crm_path_get_field (crm_record_list_get_column (self->list, column));
    g_autofree char *text = NULL;

    if (place_of (self, column) < 0)
      continue;
    text = crm_row_format (row, column, crm_desk_get_lang (self->desk));
    append_html_cell (html, field, row, column, text);
    if (!first)
      g_string_append_c (plain, '\t');
    g_string_append (plain, g_strdelimit (text, "\t\n\r", ' '));
    first = FALSE;
  }
  g_string_append (html, "</tr>");
  g_string_append_c (plain, '\n');
}

static void
put_on_clipboard (CrmListView *self, GString *plain, GString *html)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html->str, html->len);
  GdkContentProvider *both[] = { gdk_content_provider_new_typed (G_TYPE_STRING, plain->str),
                                 gdk_content_provider_new_for_bytes ("text/html", bytes) };
  g_autoptr (GdkContentProvider) content =
               gdk_content_provider_new_union (both, G_N_ELEMENTS (both));

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
}

static void
on_copied_cb (GObject *list, GAsyncResult *result, gpointer data)
{
  Cells *cells = data;
  CrmListView *self = cells->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = crm_record_list_read_finish (CRM_RECORD_LIST (list), result, &error);
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GString) html = g_string_new ("<meta charset=\"utf-8\"><table>");
  g_autofree char *said = NULL;

  if (self->desk != NULL && rows == NULL)
    crm_desk_report (self->desk, error);
  if (self->desk != NULL && rows != NULL && cells->range.right < g_strv_length (self->paths)) {
    for (guint i = 0; i < rows->len; i++)
      append_cells (self, rows->pdata[i], &cells->range, plain, html);
    g_string_append (html, "</table>");
    /* One cell is pasted into a text without a new line behind it. */
    if (rows->len == 1)
      g_string_truncate (plain, plain->len - 1);
    put_on_clipboard (self, plain, html);
    said = g_strdup_printf (
      ngettext ("Cells of %u row copied", "Cells of %u rows copied", rows->len), rows->len);
    crm_desk_say (self->desk, said);
  }
  cells_free (cells);
}

gboolean
_crm_list_view_has_cells (CrmListView *self)
{
  CrmCellRange range;
  guint chosen = crm_list_selection_get_count (self->selection);

  /* Rows chosen one by one, or all of them, are more than the rectangle. */
  return crm_cell_cursor_get_range (self->cells, &range) && chosen <= range.bottom - range.top + 1;
}

void
_crm_list_view_copy_cells (CrmListView *self)
{
  Cells *cells = g_new0 (Cells, 1);

  cells->view = g_object_ref (self);
  if (!crm_cell_cursor_get_range (self->cells, &cells->range)) {
    cells_free (cells);
    return;
  }
  crm_record_list_read_async (self->list, cells->range.top,
                              cells->range.bottom - cells->range.top + 1, NULL, on_copied_cb,
                              cells);
}

void
crm_list_view_choose_cells (CrmListView *self,
                            guint from_row,
                            guint from_column,
                            guint row,
                            guint column)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));
  g_return_if_fail (MAX (from_column, column) < self->columns->len);

  crm_cell_cursor_move (self->cells, from_row, from_column, FALSE);
  if (row != from_row || column != from_column)
    crm_cell_cursor_move (self->cells, row, column, TRUE);
}

/* An empty list takes rows from its first column on. */
gboolean
_crm_list_view_paste_place (CrmListView *self, CrmCellRange *range)
{
  if (crm_cell_cursor_get_range (self->cells, range))
    return TRUE;
  *range = (CrmCellRange){ 0 };

  return g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
}

/* --- Set up ----------------------------------------------------------------------------------- */

static void
follow_scrolling (CrmListView *self, GtkAdjustment *adjustment)
{
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw),
                           self->cells, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (gtk_widget_queue_draw), self->cells,
                           G_CONNECT_SWAPPED);
}

void
_crm_list_view_add_cells (CrmListView *self)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (self->scrolled);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  crm_cell_cursor_set_view (self->cells, GTK_COLUMN_VIEW (self->column_view), place_of, self);
  g_signal_connect_object (self->cells, "changed", G_CALLBACK (on_cell_changed_cb), self,
                           G_CONNECT_SWAPPED);
  follow_scrolling (self, gtk_scrolled_window_get_vadjustment (scrolled));
  follow_scrolling (self, gtk_scrolled_window_get_hadjustment (scrolled));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (self->column_view, key);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (self->column_view, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (self, "notify::root", G_CALLBACK (on_root_changed_cb), self, 0);
  _crm_list_view_add_edit (self);
}
