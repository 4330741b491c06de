/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-merge-dialog.h"

#include "office/merge/crm-record-merge.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-phrases.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmMergeDialog {
  AdwWindow parent_instance;

  GtkWidget *merge;
  GtkWidget *stack;
  GtkWidget *trouble;
  GtkWidget *grid;
  GtkWidget *links;

  CrmDesk *desk;
  char *entity;
  gint64 keep;
  gint64 gone;
  CrmMergePlan *plan; /* NULL until it is read */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmMergeDialog, crm_merge_dialog, ADW_TYPE_WINDOW)

static guint merged_signal;

/* Columns of the table. */
enum {
  AT_LABEL,
  AT_KEPT,
  AT_GONE,
  AT_BOTH,
};

/* --- The table -------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *text, const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_yalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 4);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  crm_spoken_set_tooltip (label, text);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);

  return label;
}

static void
on_choice_toggled_cb (GtkCheckButton *button, gpointer data)
{
  CrmMergeField *field = g_object_get_data (G_OBJECT (button), "crm-field");

  if (gtk_check_button_get_active (button))
    field->choice = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "crm-choice"));
}

static GtkWidget *
add_choice (CrmMergeDialog *self,
            CrmMergeField *field,
            int column,
            int row,
            const char *text,
            GtkWidget *group)
{
  static const CrmMergeChoice choices
    [] = { [AT_KEPT] = CRM_MERGE_MINE, [AT_GONE] = CRM_MERGE_THEIRS, [AT_BOTH] = CRM_MERGE_BOTH };
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *spoken = g_strdup_printf ("%s: %s", field->label, text);

  gtk_check_button_set_child (
    GTK_CHECK_BUTTON (button),
    new_label (*text != '\0' ? text : "—", *text != '\0' ? NULL : "dim-label"));
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), field->choice == choices[column]);
  gtk_widget_set_hexpand (button, column != AT_BOTH);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  crm_spoken_set_name (button, spoken);
  g_object_set_data (G_OBJECT (button), "crm-field", field);
  g_object_set_data (G_OBJECT (button), "crm-choice", GINT_TO_POINTER (choices[column]));
  g_signal_connect (button, "toggled", G_CALLBACK (on_choice_toggled_cb), NULL);
  gtk_grid_attach (GTK_GRID (self->grid), button, column, row, 1, 1);

  return button;
}

static void
add_field (CrmMergeDialog *self, CrmMergeField *field, int row)
{
  GtkWidget *label = new_label (field->label, "dim-label");
  GtkWidget *kept;

  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_grid_attach (GTK_GRID (self->grid), label, AT_LABEL, row, 1, 1);
  kept = add_choice (self, field, AT_KEPT, row, field->kept, NULL);
  add_choice (self, field, AT_GONE, row, field->gone, kept);
  if (field->allows_both)
    add_choice (self, field, AT_BOTH, row, _ ("Both"), kept);
}

static void read_plan (CrmMergeDialog *self);

static void
on_stays_toggled_cb (CrmMergeDialog *self, GtkCheckButton *other)
{
  gint64 keep = self->keep;

  if (!gtk_check_button_get_active (other))
    return;
  self->keep = self->gone;
  self->gone = keep;
  read_plan (self);
}

/* Which of them stays is one more choice, above the others. */
static void
add_head (CrmMergeDialog *self)
{
  GtkWidget *kept = gtk_check_button_new ();
  GtkWidget *gone = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (kept),
                              new_label (self->plan->keep_title, "heading"));
  gtk_check_button_set_child (GTK_CHECK_BUTTON (gone),
                              new_label (self->plan->gone_title, "heading"));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (gone), GTK_CHECK_BUTTON (kept));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (kept), TRUE);
  gtk_grid_attach (GTK_GRID (self->grid), new_label (_ ("Stays"), "heading"), AT_LABEL, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), kept, AT_KEPT, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), gone, AT_GONE, 0, 1, 1);
  g_signal_connect_object (gone, "toggled", G_CALLBACK (on_stays_toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

static char *
tell_links (const CrmMergePlan *plan, CrmLang lang)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (plan->n_lines > 0)
    g_string_append_printf (text,
                            ngettext ("%u phone, address or the like",
                                      "%u phones, addresses and the like", plan->n_lines),
                            plan->n_lines);
  for (guint i = 0; i < plan->links->len; i++) {
    const CrmMergeLinks *links = &g_array_index (plan->links, CrmMergeLinks, i);
    g_autofree char *count = crm_phrase_count (links->entity, (guint)links->n, lang);

    if (text->len > 0)
      g_string_append (text, ", ");
    g_string_append (text, count);
  }
  if (text->len == 0)
    return g_strdup_printf (_ ("Nothing refers to “%s”. It goes to the trash."), plan->gone_title);

  /* Translators: the card that goes; what goes over: "2 phones, 3 deals". */
  return g_strdup_printf (_ ("“%s” goes to the trash. The other one gets from it: %s."),
                          plan->gone_title, text->str);
}

static void
show_plan (CrmMergeDialog *self)
{
  g_autofree char *links = tell_links (self->plan, crm_desk_get_lang (self->desk));

  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->grid)) != NULL;)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  add_head (self);
  for (guint i = 0; i < self->plan->fields->len; i++)
    add_field (self, g_ptr_array_index (self->plan->fields, i), (int)i + 1);
  gtk_label_set_text (GTK_LABEL (self->links), links);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "plan");
  gtk_widget_set_sensitive (self->merge, TRUE);
}

static void
show_trouble (CrmMergeDialog *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->trouble), message != NULL ? message : "");
  gtk_widget_set_visible (self->trouble, message != NULL);
}

/* --- Reading and doing ------------------------------------------------------------------------ */

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMergeDialog) self = data;
  g_autoptr (GError) error = NULL;
  CrmMergePlan *plan = crm_merge_plan_read_finish (CRM_OFFICE (office), result, &error);

  if (self->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_pointer (&plan, crm_merge_plan_unref);
    return;
  }
  if (plan == NULL) {
    show_trouble (self, error->message);
    return;
  }
  g_clear_pointer (&self->plan, crm_merge_plan_unref);
  self->plan = plan;
  show_plan (self);
}

static void
read_plan (CrmMergeDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (self->merge, FALSE);
  show_trouble (self, NULL);
  crm_merge_plan_read_async (crm_desk_get_office (self->desk), self->entity, self->keep, self->gone,
                             self->cancellable, on_read_cb, g_object_ref (self));
}

static void
on_merged_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMergeDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->desk == NULL)
    return;
  if (!crm_office_merge_finish (CRM_OFFICE (office), result, &error)) {
    show_trouble (self, error->message);
    gtk_widget_set_sensitive (self->merge, TRUE);
    return;
  }
  /* Translators: the card that went, the card that stays. */
  text = g_strdup_printf (_ ("“%s” is part of “%s” now"), self->plan->gone_title,
                          self->plan->keep_title);
  crm_desk_say_with (self->desk, text, _ ("Undo"), "win.undo");
  g_signal_emit (self, merged_signal, 0);
  crm_desk_open (self->desk, self->entity, self->keep, FALSE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
merge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmMergeDialog *self = CRM_MERGE_DIALOG (widget);

  if (!crm_merge_dialog_is_ready (self))
    return;
  gtk_widget_set_sensitive (self->merge, FALSE);
  show_trouble (self, NULL);
  crm_office_merge_async (crm_desk_get_office (self->desk), self->plan, NULL, on_merged_cb,
                          g_object_ref (self));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_merge_dialog_dispose (GObject *object)
{
  CrmMergeDialog *self = CRM_MERGE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_merge_dialog_parent_class)->dispose (object);
}

/* The buttons, which point to its fields, have gone by then. */
static void
crm_merge_dialog_finalize (GObject *object)
{
  CrmMergeDialog *self = CRM_MERGE_DIALOG (object);

  g_clear_pointer (&self->plan, crm_merge_plan_unref);
  g_free (self->entity);

  G_OBJECT_CLASS (crm_merge_dialog_parent_class)->finalize (object);
}

static void
crm_merge_dialog_class_init (CrmMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_merge_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_merge_dialog_finalize;
  merged_signal = g_signal_new ("merged", CRM_TYPE_MERGE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "merge.merge", NULL, merge);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "merge.merge", NULL);
}

static GtkWidget *
make_bar (CrmMergeDialog *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->merge = gtk_button_new_with_mnemonic (_ ("_Merge"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->merge), "merge.merge");
  gtk_widget_add_css_class (self->merge, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->merge);

  return bar;
}

static GtkWidget *
make_body (CrmMergeDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  self->links = new_label (NULL, "dim-label");
  gtk_label_set_lines (GTK_LABEL (self->links), -1);
  gtk_box_append (GTK_BOX (box), self->grid);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), self->links);
  gtk_widget_add_css_class (box, "crm-body");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);

  return scrolled;
}

static void
crm_merge_dialog_init (CrmMergeDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_bar (self));
  self->trouble = new_label (NULL, "error");
  gtk_label_set_lines (GTK_LABEL (self->trouble), -1);
  gtk_widget_add_css_class (self->trouble, "crm-dialog-body");
  gtk_box_append (GTK_BOX (box), self->trouble);
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  /* Nothing until both are read. */
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "none");
  gtk_stack_add_named (GTK_STACK (self->stack), make_body (self), "plan");
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Two cards become one"));
  gtk_window_set_default_size (GTK_WINDOW (self), 720, 560);
}

CrmMergeDialog *
crm_merge_dialog_new (CrmDesk *desk,
                      const char *entity,
                      gint64 keep,
                      gint64 gone,
                      GtkWindow *parent)
{
  CrmMergeDialog *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  self = g_object_new (CRM_TYPE_MERGE_DIALOG, "modal", TRUE, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->entity = g_strdup (entity);
  self->keep = keep;
  self->gone = gone;
  read_plan (self);

  return self;
}

gboolean
crm_merge_dialog_is_ready (CrmMergeDialog *self)
{
  g_return_val_if_fail (CRM_IS_MERGE_DIALOG (self), FALSE);

  return self->plan != NULL && gtk_widget_get_sensitive (self->merge);
}
