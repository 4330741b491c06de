/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/deals/crm-paper-dialog.h"

#include "model/crm-format.h"
#include "office/documents/crm-document.h"
#include "ui/common/crm-dialog.h"
#include "ui/deals/crm-day-entry.h"
#include "ui/deals/crm-paper-plan.h"

#include <glib/gi18n-lib.h>

#define QUIET_MS 300

struct _CrmPaperDialog {
  AdwWindow parent_instance;

  GtkWidget *heading;
  GtkWidget *side;
  GtkWidget *problems_box;
  GtkWidget *problems;
  GtkWidget *form;
  GtkWidget *kind;
  GtkWidget *template;
  GtkWidget *series_row;
  GtkWidget *series;
  GtkWidget *number_row;
  GtkWidget *number;
  CrmDayEntry *date;
  GtkWidget *date_label;
  CrmDayEntry *due;
  GtkWidget *due_label;
  GtkWidget *text;
  CrmPaperView *view;

  CrmDesk *desk;
  gint64 deal;
  const char *wanted; /* interned */
  CrmPaperPlan *plan;
  GCancellable *cancellable; /* of the preview */
  guint quiet_id;
  gboolean filling; /* lists, not by the person */
  gboolean current; /* the preview is of what is chosen */
  gboolean busy;    /* being made */
  gboolean issuing;
  gboolean gone;
};

G_DEFINE_FINAL_TYPE (CrmPaperDialog, crm_paper_dialog, ADW_TYPE_WINDOW)

/* --- What is chosen --------------------------------------------------------------------------- */

static const CrmPlanKind *
chosen_kind (CrmPaperDialog *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind));

  return self->plan != NULL && at < self->plan->kinds->len
           ? g_ptr_array_index (self->plan->kinds, at)
           : NULL;
}

static const CrmPlanChoice *
chosen (GPtrArray *choices, GtkWidget *list)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (list));

  return at < choices->len ? g_ptr_array_index (choices, at) : NULL;
}

/* FALSE when there is nothing to choose from. */
static gboolean
read_wish (CrmPaperDialog *self, CrmPaperWish *wish)
{
  const CrmPlanKind *kind = chosen_kind (self);
  const CrmPlanChoice *template = kind != NULL ? chosen (kind->templates, self->template) : NULL;
  const CrmPlanChoice *series = kind != NULL ? chosen (kind->series, self->series) : NULL;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter start;
  GtkTextIter end;

  if (template == NULL)
    return FALSE;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  wish->kind = kind->kind->key;
  wish->template_id = template->id;
  wish->series = series != NULL ? series->id : 0;
  wish->date = g_strdup (crm_day_entry_get_day (self->date));
  wish->due = g_strdup (crm_day_entry_get_day (self->due));
  wish->text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));

  return TRUE;
}

/* --- What is in the way ----------------------------------------------------------------------- */

static void
update_actions (CrmPaperDialog *self)
{
  gboolean days =
    crm_day_entry_get_trouble (self->date) == NULL && crm_day_entry_get_trouble (self->due) == NULL;
  gboolean ready = self->plan != NULL && chosen_kind (self) != NULL && !self->busy && days;
  gboolean whole = self->current && *gtk_label_get_text (GTK_LABEL (self->problems)) == '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.keep", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.issue", ready && whole);
  gtk_widget_set_sensitive (self->form, self->plan != NULL && !self->busy);
}

/* @list: (array zero-terminated=1) */
static void
show_problems (CrmPaperDialog *self, const char *const *list)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *mark = list[0] != NULL && list[1] != NULL ? "• " : "";

  for (guint i = 0; list[i] != NULL; i++)
    if (*list[i] != '\0')
      g_string_append_printf (text, "%s%s%s", text->len > 0 ? "\n" : "", mark, list[i]);
  gtk_label_set_text (GTK_LABEL (self->problems), text->str);
  gtk_widget_set_visible (self->problems_box, text->len > 0);
  update_actions (self);
}

static void
show_error (CrmPaperDialog *self, const GError *error)
{
  g_auto (GStrv) lines = g_strsplit (error->message, "\n", -1);

  show_problems (self, (const char *const *)lines);
  if (gtk_widget_get_visible (self->problems_box))
    gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->side)), 0);
}

/* --- The preview ------------------------------------------------------------------------------ */

static void
on_paper_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPaperDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmPaper) paper = crm_document_preview_finish (CRM_OFFICE (office), result, &error);
  g_autoptr (CrmPageSource) source = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->gone)
    return;
  if (paper == NULL) {
    crm_paper_view_set_trouble (self->view, _ ("There is no paper to show yet"), error->message);
    show_error (self, error);
    return;
  }
  self->current = TRUE;
  source = crm_page_source_new_paper (paper);
  crm_paper_view_set_source (self->view, source);
  show_problems (self, crm_paper_get_problems (paper));
}

static void
cancel_preview (CrmPaperDialog *self)
{
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->current = FALSE;
}

static void
preview (CrmPaperDialog *self)
{
  g_auto (CrmPaperWish) wish = { 0 };
  g_autoptr (CrmRecord) record = NULL;

  cancel_preview (self);
  if (!read_wish (self, &wish))
    return;
  record = crm_paper_plan_record (self->plan, &wish);
  self->cancellable = g_cancellable_new ();
  crm_document_preview_async (crm_desk_get_office (self->desk), record, self->cancellable,
                              on_paper_cb, g_object_ref (self));
  update_actions (self);
}

static gboolean
on_quiet_cb (gpointer data)
{
  CrmPaperDialog *self = data;

  self->quiet_id = 0;
  preview (self);

  return G_SOURCE_REMOVE;
}

static void
on_text_changed_cb (CrmPaperDialog *self)
{
  if (self->filling)
    return;
  cancel_preview (self);
  self->quiet_id = g_timeout_add (QUIET_MS, on_quiet_cb, self);
  update_actions (self);
}

static void
on_day_taken_cb (CrmPaperDialog *self)
{
  if (!self->filling)
    preview (self);
}

/* --- The form --------------------------------------------------------------------------------- */

/* @detail: the second part of each name. */
static void
fill_list (GtkWidget *list, GPtrArray *choices, gboolean detail)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < choices->len; i++) {
    const CrmPlanChoice *choice = g_ptr_array_index (choices, i);

    if (detail && choice->detail != NULL)
      gtk_string_list_take (names, g_strdup_printf ("%s · %s", choice->name, choice->detail));
    else
      gtk_string_list_append (names, choice->name);
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (list), G_LIST_MODEL (names));
}

static void
show_number (CrmPaperDialog *self)
{
  const CrmPlanKind *kind = chosen_kind (self);
  const CrmPlanChoice *series = kind != NULL ? chosen (kind->series, self->series) : NULL;
  g_autofree char *text = NULL;

  if (series != NULL && series->detail != NULL)
    /* Translators: the number that a paper will get. */
    text = g_strdup_printf (_ ("%s, when it is issued"), series->detail);
  gtk_widget_set_visible (self->number_row, text != NULL);
  gtk_label_set_text (GTK_LABEL (self->number), text != NULL ? text : "");
}

static void
on_kind_chosen_cb (CrmPaperDialog *self)
{
  const CrmPlanKind *kind = chosen_kind (self);

  if (self->filling || kind == NULL)
    return;
  self->filling = TRUE;
  fill_list (self->template, kind->templates, TRUE);
  fill_list (self->series, kind->series, FALSE);
  gtk_widget_set_visible (self->series_row, kind->series->len > 1);
  self->filling = FALSE;
  show_number (self);
  preview (self);
}

static void
on_template_chosen_cb (CrmPaperDialog *self)
{
  if (!self->filling)
    preview (self);
}

static void
on_series_chosen_cb (CrmPaperDialog *self)
{
  if (self->filling)
    return;
  show_number (self);
  preview (self);
}

static void
fill_form (CrmPaperDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *today = crm_desk_get_today (self->desk);
  CrmLang lang = crm_desk_get_lang (self->desk);
  guint at = 0;

  self->filling = TRUE;
  for (guint i = 0; i < self->plan->kinds->len; i++) {
    const CrmPlanKind *kind = g_ptr_array_index (self->plan->kinds, i);

    gtk_string_list_append (names, crm_choice_get_label (kind->kind));
    if (g_strcmp0 (kind->kind->key, self->wanted) == 0)
      at = i;
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->kind), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), at);
  crm_day_entry_set_day (self->date, crm_record_get_text (self->plan->record, "date"), today, lang);
  crm_day_entry_set_day (self->due, crm_record_get_text (self->plan->record, "due"), today, lang);
  self->filling = FALSE;
  on_kind_chosen_cb (self);
}

static void
on_plan_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPaperDialog) self = data;
  g_autoptr (GError) error = NULL;
  CrmPaperPlan *plan = crm_paper_plan_load_finish (CRM_OFFICE (office), result, &error);

  if (self->gone) {
    g_clear_pointer (&plan, crm_paper_plan_free);
    return;
  }
  if (plan == NULL) {
    crm_paper_view_set_trouble (self->view, _ ("The deal could not be read"), error->message);
    return;
  }
  g_clear_pointer (&self->plan, crm_paper_plan_free);
  self->plan = plan;
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->heading), plan->title);
  if (plan->kinds->len > 0) {
    fill_form (self);
    gtk_widget_grab_focus (self->kind);
    return;
  }
  gtk_widget_set_visible (self->side, FALSE);
  crm_paper_view_set_trouble (
    self->view, _ ("No paper can be made of this deal"),
    _ ("There is no template for papers of our company's country. Make one in Templates."));
}

/* --- Making ----------------------------------------------------------------------------------- */

static void
on_made_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPaperDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  gint64 id = crm_paper_plan_make_finish (CRM_OFFICE (office), result, &title, &error);

  self->busy = FALSE;
  if (id == 0) {
    if (self->gone)
      crm_desk_report (self->desk, error);
    else
      show_error (self, error);
    return;
  }
  if (self->issuing) {
    /* Translators: the placeholder is the paper: "Payment request 41". */
    text = g_strdup_printf (_ ("Issued: %s"), title);
    crm_desk_say (self->desk, text);
  } else {
    crm_desk_say_with (self->desk, _ ("Kept as a draft"), _ ("Undo"), "win.undo");
  }
  crm_desk_open (self->desk, "document", id, FALSE);
  if (!self->gone)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
make (CrmPaperDialog *self, gboolean issue)
{
  g_auto (CrmPaperWish) wish = { 0 };

  if (!read_wish (self, &wish))
    return;
  /* A day that was being typed may have turned out to be none. */
  if (crm_day_entry_get_trouble (self->date) != NULL ||
      crm_day_entry_get_trouble (self->due) != NULL) {
    update_actions (self);
    return;
  }
  self->busy = TRUE;
  update_actions (self);
  self->issuing = issue;
  crm_paper_plan_make_async (crm_desk_get_office (self->desk), self->deal, &wish, issue, NULL,
                             on_made_cb, g_object_ref (self));
}

static void
issue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  make (CRM_PAPER_DIALOG (widget), TRUE);
}

static void
keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  make (CRM_PAPER_DIALOG (widget), FALSE);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_paper_dialog_dispose (GObject *object)
{
  CrmPaperDialog *self = CRM_PAPER_DIALOG (object);

  self->filling = TRUE;
  self->gone = TRUE;
  cancel_preview (self);
  g_clear_pointer (&self->plan, crm_paper_plan_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_PAPER_DIALOG);

  G_OBJECT_CLASS (crm_paper_dialog_parent_class)->dispose (object);
}

static void
crm_paper_dialog_finalize (GObject *object)
{
  g_clear_object (&CRM_PAPER_DIALOG (object)->desk);

  G_OBJECT_CLASS (crm_paper_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, side);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, problems_box);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, problems);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, form);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, template);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, series_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, series);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, number_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, number);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, date);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, date_label);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, due);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, due_label);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, text);
  gtk_widget_class_bind_template_child (widget_class, CrmPaperDialog, view);
}

static void
crm_paper_dialog_class_init (CrmPaperDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_paper_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_paper_dialog_finalize;
  g_type_ensure (CRM_TYPE_DAY_ENTRY);
  g_type_ensure (CRM_TYPE_PAPER_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/deals/crm-paper-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "dialog.issue", NULL, issue_action);
  gtk_widget_class_install_action (widget_class, "dialog.keep", NULL, keep_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "dialog.issue", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "dialog.issue", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "dialog.keep",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
crm_paper_dialog_init (CrmPaperDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  crm_day_entry_set_label (self->date, self->date_label);
  crm_day_entry_set_label (self->due, self->due_label);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (on_kind_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->template, "notify::selected", G_CALLBACK (on_template_chosen_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->series, "notify::selected", G_CALLBACK (on_series_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->date, "taken", G_CALLBACK (on_day_taken_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->due, "taken", G_CALLBACK (on_day_taken_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed",
                           G_CALLBACK (on_text_changed_cb), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

CrmPaperDialog *
crm_paper_dialog_new (CrmDesk *desk, gint64 deal, const char *kind, GtkWindow *parent)
{
  CrmPaperDialog *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_PAPER_DIALOG, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->deal = deal;
  self->wanted = g_intern_string (kind != NULL ? kind : "proforma");
  crm_paper_view_set_source (self->view, NULL);
  crm_paper_plan_load_async (crm_desk_get_office (desk), deal, NULL, on_plan_cb,
                             g_object_ref (self));

  return self;
}

CrmPaperView *
crm_paper_dialog_get_view (CrmPaperDialog *self)
{
  g_return_val_if_fail (CRM_IS_PAPER_DIALOG (self), NULL);

  return self->view;
}

const char *
crm_paper_dialog_get_problems (CrmPaperDialog *self)
{
  g_return_val_if_fail (CRM_IS_PAPER_DIALOG (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->problems));
}

gboolean
crm_paper_dialog_choose_template (CrmPaperDialog *self, gint64 template_id)
{
  const CrmPlanKind *kind;

  g_return_val_if_fail (CRM_IS_PAPER_DIALOG (self), FALSE);

  kind = chosen_kind (self);
  for (guint i = 0; kind != NULL && i < kind->templates->len; i++) {
    const CrmPlanChoice *choice = g_ptr_array_index (kind->templates, i);

    if (choice->id == template_id) {
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->template), i);
      return TRUE;
    }
  }

  return FALSE;
}
