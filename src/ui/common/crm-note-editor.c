/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-note-editor.h"

#include "base/crm-error.h"
#include "ui/common/crm-spoken.h"

#define HEIGHT_LEAST 54
#define HEIGHT_MOST  240

struct _CrmNoteEditor {
  CrmEditor parent_instance;

  GtkWidget *scrolled;
  GtkWidget *view;
  GtkTextBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (CrmNoteEditor, crm_note_editor, CRM_TYPE_EDITOR)

static char *
text_of (CrmNoteEditor *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
on_changed_cb (CrmNoteEditor *self)
{
  crm_editor_typed (CRM_EDITOR (self));
}

/* A wheel that turns over a note which is all in sight is meant for the card; a GtkScrolledWindow
 * takes it all the same. */
static void
on_sight_changed_cb (GtkAdjustment *adjustment, CrmNoteEditor *self)
{
  gboolean all = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment) <
                 gtk_adjustment_get_page_size (adjustment) + 1;
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->scrolled);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);
    GtkPropagationPhase own = gtk_event_controller_get_propagation_phase (one);

    if (!GTK_IS_EVENT_CONTROLLER_SCROLL (one))
      continue;
    if (own != GTK_PHASE_NONE)
      g_object_set_data (G_OBJECT (one), "crm-phase", GINT_TO_POINTER (own));
    own = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (one), "crm-phase"));
    gtk_event_controller_set_propagation_phase (one, all ? GTK_PHASE_NONE : own);
  }
}

static void
crm_note_editor_show (CrmEditor *editor)
{
  CrmNoteEditor *self = CRM_NOTE_EDITOR (editor);
  const char *text = crm_value_get_text (crm_editor_get_value (editor));
  g_autofree char *there = text_of (self);
  gboolean editable = crm_editor_is_editable (editor);

  if (text == NULL)
    text = "";
  if (!g_str_equal (there, text)) {
    gtk_text_buffer_begin_irreversible_action (self->buffer);
    gtk_text_buffer_set_text (self->buffer, text, -1);
    gtk_text_buffer_end_irreversible_action (self->buffer);
  }
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), editable);
  if (editable)
    gtk_widget_remove_css_class (self->scrolled, "crm-fixed");
  else
    gtk_widget_add_css_class (self->scrolled, "crm-fixed");
}

static gboolean
crm_note_editor_read (CrmEditor *editor, CrmValue *value, GError **error)
{
  CrmNoteEditor *self = CRM_NOTE_EDITOR (editor);
  g_autofree char *text = text_of (self);

  return crm_field_parse (crm_editor_get_field (editor), text, NULL, NULL, value, error);
}

static GtkWidget *
crm_note_editor_get_focus (CrmEditor *editor)
{
  return CRM_NOTE_EDITOR (editor)->view;
}

static void
crm_note_editor_constructed (GObject *object)
{
  CrmNoteEditor *self = CRM_NOTE_EDITOR (object);
  const CrmField *field = crm_editor_get_field (CRM_EDITOR (self));

  G_OBJECT_CLASS (crm_note_editor_parent_class)->constructed (object);

  crm_spoken_set_name (self->view, crm_field_get_label (field));
  if (field->type != CRM_FIELD_NOTE) {
    gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), TRUE);
    gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_NONE);
    gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC,
                                    GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scrolled), HEIGHT_MOST);
    gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled),
                                                2 * HEIGHT_MOST);
  }
}

static void
crm_note_editor_class_init (CrmNoteEditorClass *klass)
{
  CrmEditorClass *editor_class = CRM_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_note_editor_constructed;
  editor_class->show = crm_note_editor_show;
  editor_class->read = crm_note_editor_read;
  editor_class->get_focus = crm_note_editor_get_focus;
}

static void
crm_note_editor_init (CrmNoteEditor *self)
{
  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  /* Tab goes on to the next field. */
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->view), 4);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->view), 4);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (self->scrolled, "crm-note");
  gtk_widget_set_hexpand (self->scrolled, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scrolled), HEIGHT_LEAST);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), HEIGHT_MOST);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->view);
  adw_bin_set_child (ADW_BIN (self), self->scrolled);
  g_signal_connect_object (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), "changed",
    G_CALLBACK (on_sight_changed_cb), self, 0);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
