/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/templates/crm-template-page.h"

#include "office/templates/crm-paper-template.h"
#include "ui/common/crm-editor.h"
#include "ui/templates/crm-template-sample.h"

#include <glib/gi18n-lib.h>

#define QUIET_MS   400
#define WIDE_LEAST 720

struct _CrmTemplatePage {
  GtkWidget parent_instance;

  CrmCard *card; /* which holds this page */
  GtkWidget *paned;
  GtkWidget *place; /* of the editor */
  GtkWidget *shipped;
  GtkWidget *trouble;
  CrmPaperView *view;
  CrmEditor *editor;
  const CrmField *field; /* which the editor was made for */
  GtkTextBuffer *buffer;
  CrmDraft *draft;
  GSignalGroup *signals;
  GCancellable *cancellable;
  guint quiet_id;
  gboolean placed; /* the handle was moved to the middle */
};

G_DEFINE_FINAL_TYPE (CrmTemplatePage, crm_template_page, GTK_TYPE_WIDGET)

static gboolean
is_shipped (CrmTemplatePage *self)
{
  return self->draft != NULL &&
         crm_record_get_int (crm_draft_get_record (self->draft), "shipped") != 0;
}

/* --- The preview ------------------------------------------------------------------------------ */

static void
show_trouble (CrmTemplatePage *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->trouble), text);
  gtk_widget_set_visible (self->trouble, *text != '\0');
}

static void
on_sample_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTemplatePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmPaper) paper = crm_template_sample_finish (result, &error);
  g_autoptr (CrmPageSource) source = NULL;

  if (self->draft == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* The last paper that could be made stays beside what is being written. */
  if (paper == NULL) {
    if (crm_paper_view_get_source (self->view) == NULL)
      crm_paper_view_set_trouble (self->view, _ ("There is no paper to show yet"), NULL);
    show_trouble (self, error->message);
    return;
  }
  source = crm_page_source_new_paper (paper);
  crm_paper_view_set_source (self->view, source);
  show_trouble (self, "");
  /* Text that is half written would only be refused. */
  if (self->editor != NULL)
    crm_editor_take (self->editor);
}

/* As it is being written. (transfer full) */
static char *
text_of (CrmTemplatePage *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
cancel (CrmTemplatePage *self)
{
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
preview (CrmTemplatePage *self)
{
  g_autofree char *text = NULL;
  CrmRecord *record;

  cancel (self);
  if (self->draft == NULL || self->buffer == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  text = text_of (self);
  record = crm_draft_get_record (self->draft);
  self->cancellable = g_cancellable_new ();
  crm_template_sample_async (text, crm_record_get_text (record, "name"),
                             crm_record_get_text (record, "country"), self->cancellable,
                             on_sample_cb, g_object_ref (self));
}

static gboolean
on_quiet_cb (gpointer data)
{
  CrmTemplatePage *self = data;

  self->quiet_id = 0;
  preview (self);

  return G_SOURCE_REMOVE;
}

static void
preview_soon (CrmTemplatePage *self)
{
  if (self->draft == NULL)
    return;
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  self->quiet_id = g_timeout_add (QUIET_MS, on_quiet_cb, self);
}

/* --- The text --------------------------------------------------------------------------------- */

/* The first widget of this type in it. */
static GtkWidget *
find_inside (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_inside (child, type);

  return found;
}

static void
make_editor (CrmTemplatePage *self)
{
  const CrmField *field = crm_entity_find_field (crm_draft_get_entity (self->draft), "xml");
  GtkWidget *scrolled;
  GtkWidget *text;

  if (self->field == field)
    return;
  self->field = field;
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_func (self->buffer, preview_soon, self);
  self->editor = crm_editor_new (field, FALSE);
  adw_bin_set_child (ADW_BIN (self->place), GTK_WIDGET (self->editor));
  scrolled = find_inside (GTK_WIDGET (self->editor), GTK_TYPE_SCROLLED_WINDOW);
  text = find_inside (GTK_WIDGET (self->editor), GTK_TYPE_TEXT_VIEW);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), -1);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 120);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (preview_soon), self,
                           G_CONNECT_SWAPPED);
}

static void
show_text (CrmTemplatePage *self)
{
  GtkWidget *text = find_inside (GTK_WIDGET (self->editor), GTK_TYPE_TEXT_VIEW);

  crm_editor_bind (self->editor, self->draft, crm_draft_get_record (self->draft));
  if (is_shipped (self))
    gtk_text_view_set_editable (GTK_TEXT_VIEW (text), FALSE);
  gtk_widget_set_visible (self->shipped, is_shipped (self));
}

/* --- Copies ----------------------------------------------------------------------------------- */

static void
on_copied_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDesk) desk = data;
  g_autoptr (GError) error = NULL;
  gint64 id = crm_template_duplicate_finish (CRM_OFFICE (office), result, &error);

  if (id == 0) {
    crm_desk_report (desk, error);
    return;
  }
  crm_desk_say_with (desk, _ ("This copy is yours to change"), _ ("Undo"), "win.undo");
  crm_desk_open (desk, "template", id, FALSE);
}

static void
on_copy_cb (CrmTemplatePage *self)
{
  CrmDesk *desk = crm_card_get_desk (self->card);

  if (self->draft != NULL)
    crm_template_duplicate_async (crm_desk_get_office (desk),
                                  crm_record_get_id (crm_draft_get_record (self->draft)), NULL,
                                  on_copied_cb, g_object_ref (desk));
}

/* --- The card --------------------------------------------------------------------------------- */

static void
take (CrmTemplatePage *self)
{
  if (self->editor != NULL && self->draft != NULL)
    crm_editor_take (self->editor);
}

static void
on_record_changed_cb (CrmTemplatePage *self)
{
  CrmDraft *draft = crm_card_get_draft (self->card);

  cancel (self);
  if (draft != self->draft)
    crm_paper_view_set_source (self->view, NULL);
  g_set_object (&self->draft, draft);
  g_signal_group_set_target (self->signals, draft);
  if (draft == NULL)
    return;
  make_editor (self);
  show_text (self);
  show_trouble (self, "");
  preview (self);
}

/* What was typed a moment ago is saved, too. In Russian the key is another letter. */
static gboolean
on_key_cb (CrmTemplatePage *self, guint keyval, guint keycode, GdkModifierType state)
{
  static const guint saving[] = { GDK_KEY_s, GDK_KEY_Cyrillic_yeru, GDK_KEY_Return,
                                  GDK_KEY_KP_Enter };

  for (guint i = 0; (state & GDK_CONTROL_MASK) != 0 && i < G_N_ELEMENTS (saving); i++)
    if (gdk_keyval_to_lower (keyval) == saving[i])
      take (self);

  return GDK_EVENT_PROPAGATE;
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_template_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmTemplatePage *self = CRM_TEMPLATE_PAGE (widget);
  GtkOrientation orientation =
    width >= WIDE_LEAST ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;

  if (gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) != orientation) {
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned), orientation);
    self->placed = FALSE;
  }
  if (!self->placed)
    gtk_paned_set_position (GTK_PANED (self->paned),
                            orientation == GTK_ORIENTATION_HORIZONTAL ? width / 2 : height * 2 / 5);
  self->placed = TRUE;
  gtk_widget_allocate (self->paned, width, height, baseline, NULL);
}

static void
crm_template_page_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  /* Either way round it must fit. */
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 300 : 320;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 900 : 600;
}

static void
crm_template_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_template_page_parent_class)->map (widget);
  preview (CRM_TEMPLATE_PAGE (widget));
}

static void
crm_template_page_dispose (GObject *object)
{
  CrmTemplatePage *self = CRM_TEMPLATE_PAGE (object);

  cancel (self);
  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->draft);
  self->editor = NULL;
  g_clear_pointer (&self->paned, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_template_page_parent_class)->dispose (object);
}

static void
crm_template_page_class_init (CrmTemplatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_template_page_dispose;
  widget_class->map = crm_template_page_map;
  widget_class->measure = crm_template_page_measure;
  widget_class->size_allocate = crm_template_page_size_allocate;
}

static GtkWidget *
make_notice (CrmTemplatePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ ("It comes with Kontor and does not change."));
  GtkWidget *button = gtk_button_new_with_label (_ ("Make a copy to change"));

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "crm-notice");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_copy_cb), self, G_CONNECT_SWAPPED);

  return box;
}

static GtkWidget *
make_side (CrmTemplatePage *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_margin_top (side, 12);
  gtk_widget_set_margin_bottom (side, 12);
  gtk_widget_set_margin_start (side, 12);
  gtk_widget_set_margin_end (side, 12);
  self->shipped = make_notice (self);
  self->place = adw_bin_new ();
  gtk_widget_set_vexpand (self->place, TRUE);
  self->trouble = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->trouble), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (self->trouble), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->trouble), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->trouble), TRUE);
  gtk_widget_add_css_class (self->trouble, "error");
  gtk_widget_set_visible (self->trouble, FALSE);
  gtk_box_append (GTK_BOX (side), self->shipped);
  gtk_box_append (GTK_BOX (side), self->place);
  gtk_box_append (GTK_BOX (side), self->trouble);

  return side;
}

static void
crm_template_page_init (CrmTemplatePage *self)
{
  self->view = crm_paper_view_new ();
  self->paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_start_child (GTK_PANED (self->paned), make_side (self));
  gtk_paned_set_end_child (GTK_PANED (self->paned), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->paned, GTK_WIDGET (self));
  self->signals = g_signal_group_new (CRM_TYPE_DRAFT);
  g_signal_group_connect_swapped (self->signals, "state-changed", G_CALLBACK (preview_soon), self);
}

CrmTemplatePage *
crm_template_page_new (CrmCard *card)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  CrmTemplatePage *self;

  g_return_val_if_fail (CRM_IS_CARD (card), NULL);

  self = g_object_new (CRM_TYPE_TEMPLATE_PAGE, NULL);
  self->card = card;
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (card), keys);
  crm_card_add_page (card, "text", _ ("Text and preview"), "document-edit-symbolic",
                     GTK_WIDGET (self));
  /* The text is what a template is about; it is written there, so the fields leave it out. */
  crm_card_start_on (card, "text");
  crm_card_leave_out (card, "xml");
  g_signal_connect_object (card, "record-changed", G_CALLBACK (on_record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  on_record_changed_cb (self);

  return self;
}

CrmPaperView *
crm_template_page_get_view (CrmTemplatePage *self)
{
  g_return_val_if_fail (CRM_IS_TEMPLATE_PAGE (self), NULL);

  return self->view;
}

const char *
crm_template_page_get_trouble (CrmTemplatePage *self)
{
  g_return_val_if_fail (CRM_IS_TEMPLATE_PAGE (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->trouble));
}

void
crm_template_page_furnish (CrmCard *card)
{
  crm_template_page_new (card);
}
