/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/quality/crm-cleaning-view.h"

#include "office/quality/crm-cleaning.h"
#include "ui/common/crm-merge-dialog.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmCleaningView {
  AdwBin parent_instance;

  CrmDesk *desk;
  char *entity;
  CrmQuestion *question;
  CrmSkipped *skipped;
  guint answered;
  gboolean busy;

  GtkWidget *stack;
  GtkLabel *asked;
  GtkLabel *title;
  GtkLabel *hint;
  GtkLabel *trouble;
  GtkLabel *count;
  GtkWidget *entry;
  GtkWidget *yes;
  GtkWidget *no;
  GtkWidget *open;
};

G_DEFINE_FINAL_TYPE (CrmCleaningView, crm_cleaning_view, ADW_TYPE_BIN)

static guint closed_signal;

/* --- A question ------------------------------------------------------------------------------- */

/* (transfer full) */
static char *
ask (const CrmQuestion *question)
{
  switch (question->kind) {
  case CRM_QUESTION_WRONG:
    /* Translators: the placeholder is a field: “INN cannot be right. What is it?” */
    return g_strdup_printf (_ ("%s cannot be right. What is it?"), question->label);
  case CRM_QUESTION_FORM:
    /* Translators: a legal form, and the name without it. */
    return g_strdup_printf (_ ("Is the legal form %s and the name “%s”?"), question->label,
                            question->value);
  case CRM_QUESTION_SAME:
    /* Translators: the name of another client. */
    return g_strdup_printf (_ ("Is this the same as “%s”?"), question->other_title);
  case CRM_QUESTION_MISSING:
  default:
    /* Translators: the placeholder is a field: “Phones: what is missing?” */
    return g_strdup_printf (_ ("%s: what belongs here?"), question->label);
  }
}

static void
show_trouble (CrmCleaningView *self, const char *message)
{
  gtk_label_set_text (self->trouble, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), message != NULL);
}

static void
show_count (CrmCleaningView *self)
{
  g_autofree char *text = g_strdup_printf (
    ngettext ("%u question answered", "%u questions answered", self->answered), self->answered);

  gtk_label_set_text (self->count, text);
}

static void
show_question (CrmCleaningView *self)
{
  const CrmQuestion *question = self->question;
  g_autofree char *text = question != NULL ? ask (question) : NULL;
  gboolean typed;

  show_count (self);
  show_trouble (self, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    question != NULL ? "question" : "done");
  if (question == NULL)
    return;
  typed = question->kind == CRM_QUESTION_MISSING || question->kind == CRM_QUESTION_WRONG;
  gtk_label_set_text (self->title, question->title);
  gtk_label_set_text (self->hint, question->hint != NULL ? question->hint : "");
  gtk_label_set_text (self->asked, text);
  gtk_widget_set_visible (self->entry, typed);
  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         typed && question->value != NULL ? question->value : "");
  crm_spoken_set_name (self->entry, text);
  gtk_button_set_label (GTK_BUTTON (self->yes), question->kind == CRM_QUESTION_SAME
                                                  ? _ ("_Merge…")
                                                  : (typed ? _ ("_Answer") : _ ("_Yes")));
  gtk_button_set_label (GTK_BUTTON (self->no), question->kind == CRM_QUESTION_SAME
                                                 ? _ ("_Not the same")
                                                 : _ ("Does _not apply"));
  gtk_button_set_label (GTK_BUTTON (self->open), question->kind == CRM_QUESTION_SAME
                                                   ? _ ("S_how both")
                                                   : _ ("_Open the card"));
  gtk_widget_grab_focus (typed ? self->entry : self->yes);
}

static void
on_next_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCleaningView) self = data;
  g_autoptr (GError) error = NULL;
  CrmQuestion *question = crm_cleaning_next_finish (CRM_OFFICE (office), result, &error);

  self->busy = FALSE;
  if (error != NULL) {
    crm_desk_report (self->desk, error);
    return;
  }
  g_clear_pointer (&self->question, crm_question_free);
  self->question = question;
  show_question (self);
}

static void
go_on (CrmCleaningView *self)
{
  self->busy = TRUE;
  crm_cleaning_next_async (crm_desk_get_office (self->desk), self->entity, self->skipped, NULL,
                           on_next_cb, g_object_ref (self));
}

/* --- An answer -------------------------------------------------------------------------------- */

static void
on_answered_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCleaningView) self = data;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (!crm_cleaning_answer_finish (CRM_OFFICE (office), result, &error)) {
    show_trouble (self, error->message);
    gtk_widget_grab_focus (self->entry);
    return;
  }
  self->answered++;
  crm_desk_say_with (self->desk, _ ("Written into the card"), _ ("Undo"), "win.undo");
  go_on (self);
}

/* @answer NULL: it does not apply. */
static void
answer (CrmCleaningView *self, const char *text)
{
  if (self->busy || self->question == NULL)
    return;
  self->busy = TRUE;
  crm_cleaning_answer_async (crm_desk_get_office (self->desk), self->question, text, NULL,
                             on_answered_cb, g_object_ref (self));
}

static void
skip (CrmCleaningView *self)
{
  if (self->busy || self->question == NULL)
    return;
  g_hash_table_add (self->skipped, crm_question_key (self->question));
  go_on (self);
}

static void
on_merged_cb (CrmCleaningView *self)
{
  self->answered++;
  go_on (self);
}

/* The elder card is proposed to stay. */
static void
merge (CrmCleaningView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  CrmMergeDialog *dialog =
    crm_merge_dialog_new (self->desk, self->question->entity, self->question->id,
                          self->question->other, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);

  g_signal_connect_object (dialog, "merged", G_CALLBACK (on_merged_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_yes_cb (CrmCleaningView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->question == NULL)
    return;
  if (self->question->kind == CRM_QUESTION_SAME) {
    merge (self);
  } else if (self->question->kind == CRM_QUESTION_FORM) {
    answer (self, "yes");
  } else if (*text == '\0') {
    /* Enter in an empty field puts the question off. */
    skip (self);
  } else {
    answer (self, text);
  }
}

static void
on_no_cb (CrmCleaningView *self)
{
  answer (self, NULL);
}

static void
on_open_cb (CrmCleaningView *self)
{
  if (self->question == NULL)
    return;
  crm_desk_open (self->desk, self->question->entity, self->question->id, TRUE);
  if (self->question->other != 0)
    crm_desk_open (self->desk, self->question->entity, self->question->other, TRUE);
}

static void
on_close_cb (CrmCleaningView *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static gboolean
on_key_pressed_cb (CrmCleaningView *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  on_close_cb (self);

  return GDK_EVENT_STOP;
}

/* --- Object ----------------------------------------------------------------------------------- */

static GtkWidget *
add_button (CrmCleaningView *self, GtkWidget *box, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static GtkLabel *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static GtkWidget *
make_question (CrmCleaningView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *more = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *skip_button;

  gtk_widget_add_css_class (box, "crm-body");
  self->title = add_label (box, "title-2");
  self->hint = add_label (box, "dim-label");
  self->asked = add_label (box, "heading");
  self->entry = gtk_entry_new ();
  crm_spoken_set_name (self->entry, _ ("Answer"));
  gtk_box_append (GTK_BOX (box), self->entry);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_yes_cb), self,
                           G_CONNECT_SWAPPED);
  self->trouble = add_label (box, "error");
  self->yes = add_button (self, buttons, _ ("_Answer"), G_CALLBACK (on_yes_cb));
  gtk_widget_add_css_class (self->yes, "suggested-action");
  skip_button = add_button (self, buttons, _ ("_Skip"), G_CALLBACK (skip));
  crm_spoken_set_tooltip (skip_button, _ ("Ask again another time"));
  gtk_box_append (GTK_BOX (box), buttons);
  /* The pane is as narrow as a list: what is seldom pressed stands below. */
  self->no = add_button (self, more, _ ("Does _not apply"), G_CALLBACK (on_no_cb));
  self->open = gtk_button_new_with_mnemonic (_ ("_Open the card"));
  gtk_widget_add_css_class (self->open, "flat");
  gtk_widget_set_halign (self->open, GTK_ALIGN_START);
  g_signal_connect_object (self->open, "clicked", G_CALLBACK (on_open_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), more);
  gtk_box_append (GTK_BOX (box), self->open);

  return box;
}

static void
crm_cleaning_view_finalize (GObject *object)
{
  CrmCleaningView *self = CRM_CLEANING_VIEW (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->question, crm_question_free);
  g_hash_table_unref (self->skipped);
  g_free (self->entity);

  G_OBJECT_CLASS (crm_cleaning_view_parent_class)->finalize (object);
}

static void
crm_cleaning_view_class_init (CrmCleaningViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_cleaning_view_finalize;

  closed_signal = g_signal_new ("closed", CRM_TYPE_CLEANING_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
crm_cleaning_view_init (CrmCleaningView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *done = adw_status_page_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_add_css_class (back, "flat");
  crm_spoken_set (back, _ ("Back to the figures"));
  g_signal_connect_object (back, "clicked", G_CALLBACK (on_close_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (bar, "crm-bar-top");
  gtk_box_append (GTK_BOX (bar), back);
  self->count = add_label (bar, "dim-label");
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (done), "emblem-ok-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (done), _ ("Nothing left to ask"));
  adw_status_page_set_description (ADW_STATUS_PAGE (done),
                                   _ ("What was put off is asked again next time."));
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  /* Nothing until the first question is found. */
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "none");
  gtk_stack_add_named (GTK_STACK (self->stack), make_question (self), "question");
  gtk_stack_add_named (GTK_STACK (self->stack), done, "done");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

CrmCleaningView *
crm_cleaning_view_new (CrmDesk *desk, const char *entity)
{
  CrmCleaningView *self = g_object_new (CRM_TYPE_CLEANING_VIEW, NULL);

  self->desk = g_object_ref (desk);
  self->entity = g_strdup (entity);

  return self;
}

void
crm_cleaning_view_start (CrmCleaningView *self)
{
  g_return_if_fail (CRM_IS_CLEANING_VIEW (self));

  g_hash_table_remove_all (self->skipped);
  self->answered = 0;
  if (!self->busy)
    go_on (self);
}
