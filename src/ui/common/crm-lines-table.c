/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-lines-table.h"

#include "ui/common/crm-editor.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

/* Characters of a header that are never cut off. */
#define HEADER_MOST 8

typedef struct {
  GPtrArray *editors;
  GtkWidget *menu;
} Row;

struct _CrmLinesTable {
  AdwBin parent_instance;

  const CrmEntity *entity;
  guint index;
  CrmDraft *draft;
  GPtrArray *columns; /* of CrmField */
  GPtrArray *rows;    /* of Row */

  GtkWidget *count;
  GtkWidget *add;
  GtkWidget *scrolled;
  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (CrmLinesTable, crm_lines_table, ADW_TYPE_BIN)

static guint taken_signal;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_ptr_array_unref (row->editors);
  g_free (row);
}

static const char *
lines_name (CrmLinesTable *self)
{
  return self->entity->lines[self->index].name;
}

static GPtrArray *
lines_of (CrmLinesTable *self)
{
  return crm_record_get_lines_at (crm_draft_get_record (self->draft), self->index);
}

static gboolean
may_edit (CrmLinesTable *self)
{
  if (self->draft == NULL || !crm_draft_may_edit (self->draft, NULL))
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    if (crm_draft_may_edit (self->draft, g_ptr_array_index (self->columns, i)))
      return TRUE;

  return FALSE;
}

/* --- Changing the lines ----------------------------------------------------------------------- */

static void
lines_changed (CrmLinesTable *self)
{
  crm_lines_table_bind (self, self->draft);
  crm_draft_touch (self->draft);
  g_signal_emit (self, taken_signal, 0);
}

static guint
position_of (CrmLinesTable *self, GtkWidget *widget)
{
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);

    if (gtk_widget_is_ancestor (widget, row->menu) || widget == row->menu)
      return i;
    for (guint k = 0; k < row->editors->len; k++)
      if (gtk_widget_is_ancestor (widget, g_ptr_array_index (row->editors, k)))
        return i;
  }

  return self->rows->len;
}

static void
remove_line (CrmLinesTable *self, guint position)
{
  crm_lines_table_take (self);
  crm_record_remove_line (crm_draft_get_record (self->draft), lines_name (self), position);
  lines_changed (self);
}

static void
move_line (CrmLinesTable *self, guint from, int by)
{
  int to = (int)from + by;

  if (to < 0 || to >= (int)self->rows->len || !crm_lines_table_take (self))
    return;
  crm_record_move_line (crm_draft_get_record (self->draft), lines_name (self), from, (guint)to);
  lines_changed (self);
}

static void
on_remove_cb (CrmLinesTable *self, GtkWidget *button)
{
  remove_line (self, position_of (self, button));
}

/* Ctrl+Shift+Up and Down move the line, Ctrl+Delete removes it. */
static gboolean
on_key_pressed_cb (CrmLinesTable *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint position = focus != NULL ? position_of (self, focus) : self->rows->len;
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  if (!control || position >= self->rows->len || !may_edit (self))
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_SHIFT_MASK) != 0 && (keyval == GDK_KEY_Up || keyval == GDK_KEY_Down)) {
    guint to = keyval == GDK_KEY_Up ? position - 1 : position + 1;

    move_line (self, position, keyval == GDK_KEY_Up ? -1 : 1);
    if (to < self->rows->len) {
      Row *row = g_ptr_array_index (self->rows, to);

      crm_editor_focus (g_ptr_array_index (row->editors, 0));
    }
    return GDK_EVENT_STOP;
  }
  if (keyval == GDK_KEY_Delete) {
    remove_line (self, position);
    return GDK_EVENT_STOP;
  }

  return GDK_EVENT_PROPAGATE;
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void
on_taken_cb (CrmLinesTable *self)
{
  g_signal_emit (self, taken_signal, 0);
}

static void
append_row (CrmLinesTable *self)
{
  Row *row = g_new0 (Row, 1);
  int at = (int)self->rows->len + 1;

  row->editors = g_ptr_array_new ();
  for (guint i = 0; i < self->columns->len; i++) {
    CrmEditor *editor = crm_editor_new (g_ptr_array_index (self->columns, i), TRUE);

    g_signal_connect_object (editor, "taken", G_CALLBACK (on_taken_cb), self, G_CONNECT_SWAPPED);
    g_ptr_array_add (row->editors, editor);
    gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (editor), (int)i, at, 1, 1);
  }
  row->menu = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gtk_widget_add_css_class (row->menu, "flat");
  gtk_widget_add_css_class (row->menu, "crm-small");
  gtk_widget_set_valign (row->menu, GTK_ALIGN_CENTER);
  crm_spoken_set (row->menu, _ ("Remove this line (Ctrl+Delete)"));
  g_signal_connect_object (row->menu, "clicked", G_CALLBACK (on_remove_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_grid_attach (GTK_GRID (self->grid), row->menu, (int)self->columns->len, at, 1, 1);
  g_ptr_array_add (self->rows, row);
}

static void
drop_row (CrmLinesTable *self)
{
  Row *row = g_ptr_array_index (self->rows, self->rows->len - 1);

  for (guint i = 0; i < row->editors->len; i++) {
    CrmEditor *editor = g_ptr_array_index (row->editors, i);

    /* Its mark goes with it. */
    crm_editor_give_back (editor);
    gtk_grid_remove (GTK_GRID (self->grid), GTK_WIDGET (editor));
  }
  gtk_grid_remove (GTK_GRID (self->grid), row->menu);
  g_ptr_array_set_size (self->rows, (int)self->rows->len - 1);
}

static gboolean
is_typed_in (const Row *row)
{
  for (guint i = 0; i < row->editors->len; i++)
    if (crm_editor_is_untaken (g_ptr_array_index (row->editors, i)))
      return TRUE;

  return FALSE;
}

static void
place_row (CrmLinesTable *self, guint at)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->grid);
  Row *row = g_ptr_array_index (self->rows, at);

  for (guint i = 0; i <= row->editors->len; i++) {
    GtkWidget *cell =
      i < row->editors->len ? GTK_WIDGET (g_ptr_array_index (row->editors, i)) : row->menu;
    GtkLayoutChild *child = gtk_layout_manager_get_layout_child (layout, cell);

    gtk_grid_layout_child_set_row (GTK_GRID_LAYOUT_CHILD (child), (int)at + 1);
  }
}

/* A row in which something is being typed goes with its line when a colleague's lines come or go
 * above it; the widgets are moved and not filled anew, so the cursor stays. */
static void
follow_lines (CrmLinesTable *self, GPtrArray *lines)
{
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);
    CrmRecord *line = crm_editor_get_record (g_ptr_array_index (row->editors, 0));
    guint to;

    if (!is_typed_in (row) || line == NULL ||
        crm_lines_find (lines, crm_record_get_id (line), &to) == NULL || to == i)
      continue;
    while (self->rows->len <= to)
      append_row (self);
    self->rows->pdata[i] = self->rows->pdata[to];
    self->rows->pdata[to] = row;
    place_row (self, i);
    place_row (self, to);
  }
}

static void
make_columns (CrmLinesTable *self)
{
  const CrmEntity *line = crm_entity_line_entity (self->entity, self->index);

  for (guint i = 0; i < crm_entity_n_fields (line); i++) {
    const CrmField *field = &line->fields[i];
    GtkWidget *label;

    if ((field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_SYSTEM)) != 0 ||
        field->type == CRM_FIELD_JSON)
      continue;
    label = gtk_label_new (crm_field_get_label (field));
    gtk_label_set_xalign (GTK_LABEL (label), crm_field_is_figure (field) ? 1.0f : 0.0f);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_label_set_width_chars (
      GTK_LABEL (label), (int)MIN (g_utf8_strlen (crm_field_get_label (field), -1), HEADER_MOST));
    crm_spoken_set_tooltip (label, crm_field_get_label (field));
    gtk_widget_add_css_class (label, "caption");
    gtk_widget_add_css_class (label, "dim-label");
    gtk_widget_set_margin_start (label, 6);
    gtk_widget_set_margin_end (label, 6);
    gtk_grid_attach (GTK_GRID (self->grid), label, (int)self->columns->len, 0, 1, 1);
    g_ptr_array_add (self->columns, (gpointer)field);
  }
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_lines_table_dispose (GObject *object)
{
  g_clear_object (&CRM_LINES_TABLE (object)->draft);

  G_OBJECT_CLASS (crm_lines_table_parent_class)->dispose (object);
}

static void
crm_lines_table_finalize (GObject *object)
{
  CrmLinesTable *self = CRM_LINES_TABLE (object);

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (crm_lines_table_parent_class)->finalize (object);
}

static void
crm_lines_table_class_init (CrmLinesTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_lines_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_lines_table_finalize;

  taken_signal = g_signal_new ("taken", CRM_TYPE_LINES_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
crm_lines_table_init (CrmLinesTable *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->columns = g_ptr_array_new ();
  self->rows = g_ptr_array_new_with_free_func (row_free);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

static GtkWidget *
make_heading (CrmLinesTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_ (self->entity->lines[self->index].label));
  const CrmEntity *line = crm_entity_line_entity (self->entity, self->index);

  gtk_widget_add_css_class (title, "heading");
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_add_css_class (self->add, "crm-small");
  crm_spoken_set (self->add, _ (line->label_new));
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (crm_lines_table_add), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->add);

  return box;
}

CrmLinesTable *
crm_lines_table_new (const CrmEntity *entity, guint index)
{
  CrmLinesTable *self;
  GtkWidget *box;

  g_return_val_if_fail (entity != NULL, NULL);
  g_return_val_if_fail (index < crm_entity_n_lines (entity), NULL);

  self = g_object_new (CRM_TYPE_LINES_TABLE, NULL);
  self->entity = entity;
  self->index = index;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), make_heading (self));
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 0);
  gtk_widget_add_css_class (self->grid, "crm-lines");
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->grid);
  gtk_box_append (GTK_BOX (box), self->scrolled);
  adw_bin_set_child (ADW_BIN (self), box);
  crm_spoken_set_name (self->grid, _ (entity->lines[index].label));
  make_columns (self);

  return self;
}

void
crm_lines_table_bind (CrmLinesTable *self, CrmDraft *draft)
{
  GPtrArray *lines;
  gboolean editable;
  g_autofree char *count = NULL;

  g_return_if_fail (CRM_IS_LINES_TABLE (self));
  g_return_if_fail (CRM_IS_DRAFT (draft));

  g_set_object (&self->draft, draft);
  lines = lines_of (self);
  editable = may_edit (self);
  follow_lines (self, lines);
  while (self->rows->len > lines->len)
    drop_row (self);
  while (self->rows->len < lines->len)
    append_row (self);
  for (guint i = 0; i < lines->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);

    for (guint k = 0; k < row->editors->len; k++)
      crm_editor_bind (g_ptr_array_index (row->editors, k), draft, g_ptr_array_index (lines, i));
    gtk_widget_set_visible (row->menu, editable);
  }
  count = g_strdup_printf ("%u", lines->len);
  gtk_label_set_text (GTK_LABEL (self->count), lines->len > 0 ? count : "");
  gtk_widget_set_visible (self->scrolled, lines->len > 0);
  gtk_widget_set_visible (self->add, editable);
  /* What can be neither read nor added is not worth a heading. */
  gtk_widget_set_visible (GTK_WIDGET (self), editable || lines->len > 0);
}

gboolean
crm_lines_table_take (CrmLinesTable *self)
{
  gboolean all = TRUE;

  g_return_val_if_fail (CRM_IS_LINES_TABLE (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);

    for (guint k = 0; k < row->editors->len; k++)
      all = crm_editor_take (g_ptr_array_index (row->editors, k)) && all;
  }

  return all;
}

void
crm_lines_table_add (CrmLinesTable *self)
{
  CrmDesk *desk;
  CrmRecord *line;
  g_autofree char *today = NULL;
  Row *row;

  g_return_if_fail (CRM_IS_LINES_TABLE (self));

  if (!may_edit (self))
    return;
  desk = crm_draft_get_desk (self->draft);
  today = crm_desk_get_today (desk);
  line = crm_record_add_line (crm_draft_get_record (self->draft), lines_name (self));
  crm_record_apply_initial (line, today, crm_desk_get_now (desk),
                            crm_office_get_person (crm_desk_get_office (desk)));
  lines_changed (self);
  row = g_ptr_array_index (self->rows, self->rows->len - 1);
  if (row->editors->len > 0)
    crm_editor_focus (g_ptr_array_index (row->editors, 0));
}

guint
crm_lines_table_get_n_rows (CrmLinesTable *self)
{
  g_return_val_if_fail (CRM_IS_LINES_TABLE (self), 0);

  return self->rows->len;
}
