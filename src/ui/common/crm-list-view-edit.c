/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-view-private.h"

#include "base/crm-error.h"
#include "ui/common/crm-choice-editor.h"
#include "ui/common/crm-ref-editor.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Editing in the cell: the card's own editor over it, on a draft of the record, saved as the card
 * saves. Enter and Tab take the value and move on, Esc gives the old one back. */

/* --- Why not ---------------------------------------------------------------------------------- */

/* What the description says, before the record is read. (transfer full) (nullable) */
static char *
why_not_column (CrmListView *self, CrmPath *path)
{
  const CrmField *field = crm_path_get_field (path);
  const char *label = field != NULL ? crm_field_get_label (field) : "id";
  guint n_steps;

  crm_path_get_steps (path, &n_steps);
  if (crm_office_is_read_only (crm_desk_get_office (self->desk)))
    return g_strdup (_ ("This office can only be read."));
  if (self->trash)
    return g_strdup (_ ("It is in the trash. Put it back, then change it."));
  if (n_steps > 0)
    return g_strdup_printf (_ ("“%s” stands in another record or line. Change it in its card."),
                            label);
  if (field == NULL || (field->flags & CRM_FIELD_DERIVED) != 0)
    return g_strdup_printf (_ ("“%s” is computed from the rest; it is not written by hand."),
                            label);
  if ((field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_SYSTEM)) != 0)
    return g_strdup_printf (_ ("“%s” is written by Kontor itself, not by hand."), label);
  if (field->type == CRM_FIELD_BLOB || field->type == CRM_FIELD_JSON ||
      field->type == CRM_FIELD_XML)
    return g_strdup_printf (_ ("“%s” is too large for a cell. Change it in the card."), label);

  return NULL;
}

/* What the record says. (transfer full) (nullable) */
static char *
why_not_record (CrmListView *self, CrmDraft *draft, const CrmField *field)
{
  const CrmValue *value = crm_record_get (crm_draft_get_record (draft), field->name);
  const char *text = crm_value_get_text (value);
  char *why = NULL;

  if (crm_draft_may_edit (draft, field)) {
    /* A cell has one line. */
    if (field->type == CRM_FIELD_NOTE && text != NULL && strchr (text, '\n') != NULL)
      return g_strdup_printf (_ ("“%s” has several lines. Change it in the card."),
                              crm_field_get_label (field));
    return NULL;
  }
  if (!crm_draft_is_permitted (draft, &why) && why != NULL)
    return why;
  g_free (why);
  if (crm_value_is_masked (value) || (field->flags & CRM_FIELD_PERSONAL) != 0)
    return g_strdup_printf (_ ("“%s” is personal data that you do not see; ask whoever manages "
                               "the rights."),
                            crm_field_get_label (field));
  if (crm_draft_is_frozen (draft))
    return g_strdup_printf (_ ("This record is closed: “%s” does not change any more."),
                            crm_field_get_label (field));

  return g_strdup_printf (_ ("“%s” cannot be changed here."), crm_field_get_label (field));
}

/* --- The place of the editor ------------------------------------------------------------------ */

static gboolean
on_child_position_cb (CrmListView *self, GtkWidget *child, GdkRectangle *place)
{
  graphene_rect_t bounds;
  int width;
  int height;

  if (child != self->edit.box ||
      !crm_cell_cursor_get_bounds (self->cells, self->edit.row, self->edit.column, &bounds))
    return FALSE;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  place->width = MAX ((int)bounds.size.width, width);
  place->height = MAX ((int)bounds.size.height, height);
  place->x =
    MAX (0, MIN ((int)bounds.origin.x, gtk_widget_get_width (self->overlay) - place->width));
  place->y = (int)bounds.origin.y + ((int)bounds.size.height - place->height) / 2;

  return TRUE;
}

static void
on_scrolled_cb (CrmListView *self)
{
  if (self->edit.box != NULL)
    gtk_widget_queue_allocate (self->overlay);
}

/* --- Ending ----------------------------------------------------------------------------------- */

typedef struct {
  CrmDesk *desk;
  gboolean own; /* read for this cell, not what a card is working on */
} Saving;

static void
on_saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CrmDraft *draft = CRM_DRAFT (object);
  Saving *saving = data;
  CrmRecord *record = crm_draft_get_record (draft);

  /* Why it was not saved the draft says itself, or the card that works on it. */
  if (!crm_draft_save_finish (draft, result, NULL)) {
    /* What both have changed is asked in the card. */
    if (crm_draft_get_conflicts (draft)->len > 0)
      crm_desk_open (saving->desk, crm_record_get_entity (record)->name, crm_record_get_id (record),
                     FALSE);
    else if (saving->own)
      crm_draft_discard (draft);
  }
  g_object_unref (saving->desk);
  g_free (saving);
}

static void
save (CrmListView *self, CrmDraft *draft)
{
  Saving *saving;

  if (!crm_draft_has_changes (draft))
    return;
  saving = g_new0 (Saving, 1);
  saving->desk = g_object_ref (self->desk);
  saving->own = self->edit.own;
  crm_draft_save_async (draft, on_saved_cb, saving);
}

/* The focus must not fall on whatever row GTK finds when its widget goes. */
static void
keep_focus (CrmListView *self, GtkWidget *box)
{
  GtkRoot *root = gtk_widget_get_root (box);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, box))
    _crm_list_view_focus_row (self, self->edit.row);
}

static void
close_editor (CrmListView *self)
{
  GtkWidget *box = g_steal_pointer (&self->edit.box);

  g_cancellable_cancel (self->edit.loading);
  g_clear_object (&self->edit.loading);
  g_clear_pointer (&self->edit.typed, g_free);
  g_clear_handle_id (&self->edit.ending, g_source_remove);
  self->edit.editor = NULL;
  if (box != NULL) {
    keep_focus (self, box);
    gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), box);
  }
  g_clear_object (&self->edit.draft);
}

gboolean
crm_list_view_end_edit (CrmListView *self, gboolean take)
{
  g_autoptr (CrmDraft) draft = NULL;

  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), FALSE);

  if (self->edit.box == NULL) {
    close_editor (self);
    return TRUE;
  }
  if (!take)
    crm_editor_give_back (self->edit.editor);
  else if (!crm_editor_take (self->edit.editor)) {
    crm_desk_say (self->desk, crm_spoken_get_tooltip (GTK_WIDGET (self->edit.editor)));
    return FALSE;
  }
  draft = g_object_ref (self->edit.draft);
  close_editor (self);
  save (self, draft);

  return TRUE;
}

/* Takes or gives back, then goes on to another cell. */
static void
leave_cell (CrmListView *self, gboolean take, int across, int down)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  gint64 row = (gint64)self->edit.row + down;

  if (!crm_list_view_end_edit (self, take))
    return;
  _crm_list_view_focus_row (self, (guint)CLAMP (row, 0, (gint64)n - 1));
  if (across != 0)
    _crm_list_view_move_cell (self, across, FALSE);
}

/* --- Keys of the editor ----------------------------------------------------------------------- */

static gboolean
on_key_cb (CrmListView *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  /* A list that has popped up has its own keys. */
  if (focus == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 ||
      gtk_widget_get_native (focus) != gtk_widget_get_native (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;
  switch (keyval) {
  case GDK_KEY_Escape:
    leave_cell (self, FALSE, 0, 0);
    return GDK_EVENT_STOP;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    /* What was typed for a record is first chosen from what was found. */
    if (CRM_IS_REF_EDITOR (self->edit.editor) && crm_editor_is_untaken (self->edit.editor))
      return GDK_EVENT_PROPAGATE;
    leave_cell (self, TRUE, 0, shift ? -1 : 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Tab:
  case GDK_KEY_KP_Tab:
  case GDK_KEY_ISO_Left_Tab:
    leave_cell (self, TRUE, shift || keyval == GDK_KEY_ISO_Left_Tab ? -1 : 1, 0);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static gboolean
on_ending_cb (gpointer data)
{
  CrmListView *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  self->edit.ending = 0;
  /* What was chosen whole ends the editing, and so does going elsewhere. */
  if (focus == NULL || gtk_widget_is_ancestor (focus, self->edit.box) || focus == self->edit.box)
    leave_cell (self, TRUE, 0, 0);
  else
    crm_list_view_end_edit (self, TRUE);

  return G_SOURCE_REMOVE;
}

/* Not in the middle of a change of focus, nor of a signal of the editor itself. */
static void
end_soon (CrmListView *self)
{
  if (self->edit.box != NULL && self->edit.ending == 0)
    self->edit.ending = g_idle_add (on_ending_cb, self);
}

static void
on_focus_left_cb (CrmListView *self)
{
  end_soon (self);
}

static void
on_taken_cb (CrmListView *self)
{
  if (CRM_IS_REF_EDITOR (self->edit.editor) || CRM_IS_CHOICE_EDITOR (self->edit.editor))
    end_soon (self);
}

/* --- Beginning -------------------------------------------------------------------------------- */

static GtkWidget *
new_box (CrmListView *self, CrmEditor *editor)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_add_css_class (box, "crm-cell-editor");
  gtk_widget_set_hexpand (GTK_WIDGET (editor), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (editor));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (box, key);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left_cb), self);
  gtk_widget_add_controller (box, focus);
  g_signal_connect_object (editor, "taken", G_CALLBACK (on_taken_cb), self, G_CONNECT_SWAPPED);

  return box;
}

static void
begin_typing (CrmListView *self)
{
  GtkWidget *inner = CRM_EDITOR_GET_CLASS (self->edit.editor)->get_focus (self->edit.editor);

  crm_editor_focus (self->edit.editor);
  if (GTK_IS_DROP_DOWN (inner)) {
    g_signal_emit_by_name (inner, "activate");
  } else if (GTK_IS_EDITABLE (inner) && self->edit.typed != NULL) {
    gtk_editable_set_text (GTK_EDITABLE (inner), self->edit.typed);
    gtk_editable_set_position (GTK_EDITABLE (inner), -1);
  } else if (GTK_IS_EDITABLE (inner)) {
    gtk_editable_select_region (GTK_EDITABLE (inner), 0, -1);
  }
}

/* Yes and no need no editor. */
static void
turn_over (CrmListView *self, const CrmField *field)
{
  g_autoptr (CrmDraft) draft = g_object_ref (self->edit.draft);
  CrmRecord *record = crm_draft_get_record (draft);

  crm_record_set_int (record, field->name, crm_record_get_int (record, field->name) == 0);
  crm_draft_touch (draft);
  save (self, draft);
  close_editor (self);
}

static void
open_editor (CrmListView *self, const CrmField *field)
{
  self->edit.editor = crm_editor_new (field, TRUE);
  self->edit.box = new_box (self, self->edit.editor);
  crm_editor_bind (self->edit.editor, self->edit.draft, crm_draft_get_record (self->edit.draft));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->edit.box);
  gtk_overlay_set_clip_overlay (GTK_OVERLAY (self->overlay), self->edit.box, TRUE);
  begin_typing (self);
}

static void
on_loaded_cb (GObject *desk, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmListView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDraft) draft = crm_draft_load_finish (result, &error);
  const CrmField *field;
  g_autofree char *why = NULL;

  if (self->desk == NULL || g_task_get_cancellable (G_TASK (result)) != self->edit.loading)
    return;
  g_clear_object (&self->edit.loading);
  if (draft == NULL) {
    crm_desk_report (self->desk, error);
    close_editor (self);
    return;
  }
  field = crm_entity_find_field (crm_draft_get_entity (draft), self->paths[self->edit.column]);
  why = why_not_record (self, draft, field);
  if (why != NULL) {
    crm_desk_say (self->desk, why);
    close_editor (self);
    return;
  }
  g_set_object (&self->edit.draft, draft);
  if (field->type == CRM_FIELD_YESNO)
    turn_over (self, field);
  else
    open_editor (self, field);
}

void
crm_list_view_edit_cell (CrmListView *self, const char *typed)
{
  guint column;
  guint position;
  g_autoptr (CrmRow) row = NULL;
  g_autofree char *why = NULL;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  if (self->list == NULL || !crm_list_view_end_edit (self, TRUE))
    return;
  position = _crm_list_view_get_cell (self, &column);
  row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  if (row == NULL || !crm_row_is_loaded (row) || column >= g_strv_length (self->paths))
    return;
  why = why_not_column (self, crm_record_list_get_column (self->list, column));
  if (why != NULL) {
    crm_desk_say (self->desk, why);
    return;
  }
  self->edit.row = position;
  self->edit.column = column;
  self->edit.n = crm_row_get_n (row);
  self->edit.typed = g_strdup (typed);
  self->edit.own =
    crm_desk_find_draft (self->desk, self->entity->name, crm_row_get_id (row)) == NULL;
  self->edit.loading = g_cancellable_new ();
  crm_draft_load_async (self->desk, self->entity->name, crm_row_get_id (row), self->edit.loading,
                        on_loaded_cb, g_object_ref (self));
}

gboolean
_crm_list_view_type (CrmListView *self, guint keyval)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char text[8] = { 0 };
  char *typed;

  /* Space chooses a row. */
  if (letter == 0 || !g_unichar_isprint (letter) || (letter == ' ' && self->edit.loading == NULL))
    return FALSE;
  g_unichar_to_utf8 (letter, text);
  if (self->edit.loading == NULL) {
    crm_list_view_edit_cell (self, text);
    return TRUE;
  }
  /* The record is still being read. */
  typed = g_strconcat (self->edit.typed != NULL ? self->edit.typed : "", text, NULL);
  g_free (self->edit.typed);
  self->edit.typed = typed;

  return TRUE;
}

void
_crm_list_view_follow_edit (CrmListView *self)
{
  int row = self->edit.box != NULL ? crm_record_list_find (self->list, self->edit.n) : -1;

  if (row >= 0)
    self->edit.row = (guint)row;
  on_scrolled_cb (self);
}

void
_crm_list_view_forget_edit (CrmListView *self)
{
  close_editor (self);
}

void
_crm_list_view_add_edit (CrmListView *self)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (self->scrolled);

  g_signal_connect_object (self->overlay, "get-child-position", G_CALLBACK (on_child_position_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scrolled), "value-changed",
                           G_CALLBACK (on_scrolled_cb), self, G_CONNECT_SWAPPED);
}
