/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-colours-dialog.h"

#include "model/crm-condition-words.h"
#include "office/lists/crm-saved-view.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-filter-dialog.h"
#include "ui/common/crm-phrases.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmColoursDialog {
  AdwWindow parent_instance;

  GtkWidget *list;
  GtkWidget *none;

  CrmDesk *desk;
  CrmSchema *schema; /* keeps the entity */
  const CrmEntity *entity;
  CrmTitles *titles;
  GPtrArray *rules; /* of Rule */
};

G_DEFINE_FINAL_TYPE (CrmColoursDialog, crm_colours_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_APPLIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* As one row of the dialog. */
typedef struct {
  CrmColoursDialog *dialog;
  CrmCondition *where; /* NULL until it is built */
  GtkWidget *row;
  GtkWidget *condition;
  GtkWidget *tone;
  GtkWidget *word;
} Rule;

/* What may be chosen, in this order. */
static const CrmTone tones[] = { CRM_TONE_LATE, CRM_TONE_SOON, CRM_TONE_ACTIVE, CRM_TONE_DONE,
                                 CRM_TONE_WAITING };

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_clear_pointer (&rule->where, crm_condition_free);
  g_free (rule);
}

/* --- A rule ----------------------------------------------------------------------------------- */

static void
show_condition (Rule *rule)
{
  CrmColoursDialog *self = rule->dialog;
  g_autofree char *words =
    rule->where != NULL
      ? crm_condition_to_words (rule->where, self->schema, self->entity, crm_titles_get,
                                self->titles, crm_desk_get_lang (self->desk))
      : g_strdup (_ ("Condition…"));

  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (rule->condition))), words);
  crm_spoken_set_tooltip (rule->condition, words);
}

static void
on_condition_built_cb (Rule *rule, const CrmCondition *where)
{
  g_clear_pointer (&rule->where, crm_condition_free);
  rule->where = where != NULL ? crm_condition_copy (where) : NULL;
  show_condition (rule);
}

static void
on_condition_clicked_cb (Rule *rule)
{
  CrmColoursDialog *self = rule->dialog;
  CrmFilterDialog *dialog =
    crm_filter_dialog_new (self->desk, self->entity, self->titles, rule->where, GTK_WINDOW (self));

  /* It goes with this window, and the rule with the row. */
  g_signal_connect_swapped (dialog, "applied", G_CALLBACK (on_condition_built_cb), rule);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_none (CrmColoursDialog *self)
{
  gtk_widget_set_visible (self->none, self->rules->len == 0);
  gtk_widget_set_visible (self->list, self->rules->len > 0);
}

static void
on_remove_clicked_cb (Rule *rule)
{
  CrmColoursDialog *self = rule->dialog;

  gtk_list_box_remove (GTK_LIST_BOX (self->list), rule->row);
  g_ptr_array_remove (self->rules, rule);
  show_none (self);
}

static GtkWidget *
new_tones (CrmTone tone)
{
  const char *const labels[] = {
    _ ("Red"), _ ("Amber"), _ ("Accent"), _ ("Green"), _ ("Grey"), NULL
  };
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (labels);

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    if (tones[i] == tone)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), i);
  crm_spoken_set_name (drop_down, _ ("Colour"));

  return drop_down;
}

static GtkWidget *
new_row (Rule *rule, CrmTone tone, const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  rule->condition = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (rule->condition), label);
  gtk_widget_set_hexpand (rule->condition, TRUE);
  rule->tone = new_tones (tone);
  rule->word = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (rule->word), _ ("Word"));
  crm_spoken_set_name (rule->word, _ ("Word"));
  gtk_editable_set_width_chars (GTK_EDITABLE (rule->word), 14);
  gtk_editable_set_text (GTK_EDITABLE (rule->word), word != NULL ? word : "");
  gtk_widget_add_css_class (remove, "flat");
  crm_spoken_set (remove, _ ("Remove this rule"));
  gtk_box_append (GTK_BOX (box), rule->condition);
  gtk_box_append (GTK_BOX (box), rule->tone);
  gtk_box_append (GTK_BOX (box), rule->word);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_widget_add_css_class (box, "crm-rule");
  g_signal_connect_swapped (rule->condition, "clicked", G_CALLBACK (on_condition_clicked_cb), rule);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove_clicked_cb), rule);

  return box;
}

void
crm_colours_dialog_add (CrmColoursDialog *self, CrmCondition *where, CrmTone tone, const char *word)
{
  Rule *rule;

  g_return_if_fail (CRM_IS_COLOURS_DIALOG (self));

  rule = g_new0 (Rule, 1);
  rule->dialog = self;
  rule->where = where;
  rule->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (rule->row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (rule->row), new_row (rule, tone, word));
  gtk_list_box_append (GTK_LIST_BOX (self->list), rule->row);
  g_ptr_array_add (self->rules, rule);
  show_condition (rule);
  show_none (self);
}

/* --- The whole -------------------------------------------------------------------------------- */

static void
colour_clear (gpointer data)
{
  CrmColourRule *colour = data;

  g_clear_pointer (&colour->where, crm_condition_free);
  g_free (colour->word);
}

/* A row without a condition is none. */
static GArray *
read_rules (CrmColoursDialog *self)
{
  GArray *colours = g_array_new (FALSE, TRUE, sizeof (CrmColourRule));

  g_array_set_clear_func (colours, colour_clear);
  for (guint i = 0; i < self->rules->len; i++) {
    const Rule *rule = g_ptr_array_index (self->rules, i);
    guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (rule->tone));
    const char *word = gtk_editable_get_text (GTK_EDITABLE (rule->word));
    CrmColourRule colour = { 0 };

    if (rule->where == NULL || at >= G_N_ELEMENTS (tones))
      continue;
    colour.where = crm_condition_copy (rule->where);
    colour.tone = tones[at];
    /* The colour is never the only sign. */
    colour.word = *word != '\0' ? g_strdup (word)
                                : crm_condition_to_words (rule->where, self->schema, self->entity,
                                                          crm_titles_get, self->titles,
                                                          crm_desk_get_lang (self->desk));
    g_array_append_val (colours, colour);
  }

  return colours;
}

void
crm_colours_dialog_apply (CrmColoursDialog *self)
{
  g_autoptr (GArray) colours = NULL;

  g_return_if_fail (CRM_IS_COLOURS_DIALOG (self));

  colours = read_rules (self);
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0, colours);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_add_cb (CrmColoursDialog *self)
{
  crm_colours_dialog_add (self, NULL, CRM_TONE_LATE, NULL);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_colours_dialog_finalize (GObject *object)
{
  CrmColoursDialog *self = CRM_COLOURS_DIALOG (object);

  g_ptr_array_unref (self->rules);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_colours_dialog_parent_class)->finalize (object);
}

static void
crm_colours_dialog_class_init (CrmColoursDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_colours_dialog_finalize;
  signals[SIGNAL_APPLIED] = g_signal_new ("applied", CRM_TYPE_COLOURS_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
crm_colours_dialog_init (CrmColoursDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *add = gtk_button_new_with_label (_ ("Another rule"));

  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->none = gtk_label_new (_ ("Rows that meet a rule get its colour at the left edge. The first "
                                 "rule that holds counts."));
  gtk_label_set_wrap (GTK_LABEL (self->none), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->none), 0.0f);
  self->list = gtk_list_box_new ();
  crm_spoken_set_name (self->list, _ ("Colours by rule"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_visible (self->list, FALSE);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (body), self->none);
  gtk_box_append (GTK_BOX (body), self->list);
  gtk_box_append (GTK_BOX (body), add);
  gtk_widget_add_css_class (body, "crm-dialog-body");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), body);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box),
                  crm_dialog_make_head (GTK_WINDOW (self), _ ("Apply"),
                                        G_CALLBACK (crm_colours_dialog_apply),
                                        G_CALLBACK (gtk_window_destroy), NULL, NULL));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Colours by rule"));
  gtk_window_set_default_size (GTK_WINDOW (self), 660, 396);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add_cb), self, G_CONNECT_SWAPPED);
}

CrmColoursDialog *
crm_colours_dialog_new (CrmDesk *desk,
                        const CrmEntity *entity,
                        CrmTitles *titles,
                        GArray *colours,
                        GtkWindow *parent)
{
  CrmColoursDialog *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_COLOURS_DIALOG, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  self->entity = entity;
  self->titles = titles;
  for (guint i = 0; i < colours->len; i++) {
    const CrmColourRule *colour = &g_array_index (colours, CrmColourRule, i);

    crm_colours_dialog_add (self, crm_condition_copy (colour->where), colour->tone, colour->word);
  }

  return self;
}
