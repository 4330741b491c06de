/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-decisions.h"

#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

/* One question: its widget, and a button for each answer. */
typedef struct {
  char *key;
  GtkWidget *box;
  GtkWidget *answers[3]; /* by CrmMergeChoice; NULL where there is no such choice */
} Question;

struct _CrmDecisions {
  AdwBin parent_instance;

  GtkWidget *list;
  GtkWidget *all;
  GPtrArray *questions;
};

G_DEFINE_FINAL_TYPE (CrmDecisions, crm_decisions, ADW_TYPE_BIN)

static guint changed_signal;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->key);
  g_free (question);
}

static void
on_toggled_cb (CrmDecisions *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* --- Keys ------------------------------------------------------------------------------------- */

static void
all_mine (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_decisions_choose_all (CRM_DECISIONS (widget), CRM_MERGE_MINE);
}

static void
all_theirs (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_decisions_choose_all (CRM_DECISIONS (widget), CRM_MERGE_THEIRS);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_decisions_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_DECISIONS (object)->questions);

  G_OBJECT_CLASS (crm_decisions_parent_class)->finalize (object);
}

static void
crm_decisions_class_init (CrmDecisionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_decisions_finalize;
  changed_signal = g_signal_new ("changed", CRM_TYPE_DECISIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "decisions.all-mine", NULL, all_mine);
  gtk_widget_class_install_action (widget_class, "decisions.all-theirs", NULL, all_theirs);
}

static GtkWidget *
new_all_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static void
crm_decisions_init (CrmDecisions *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->questions = g_ptr_array_new_with_free_func (question_free);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->all = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->all);
  adw_bin_set_child (ADW_BIN (self), box);
}

CrmDecisions *
crm_decisions_new (const char *mine, const char *theirs)
{
  CrmDecisions *self = g_object_new (CRM_TYPE_DECISIONS, NULL);

  gtk_box_append (GTK_BOX (self->all), new_all_button (mine, "decisions.all-mine"));
  gtk_box_append (GTK_BOX (self->all), new_all_button (theirs, "decisions.all-theirs"));

  return self;
}

/* --- Questions -------------------------------------------------------------------------------- */

static Question *
find (CrmDecisions *self, const char *key)
{
  for (guint i = 0; i < self->questions->len; i++) {
    Question *question = g_ptr_array_index (self->questions, i);

    if (g_str_equal (question->key, key))
      return question;
  }

  return NULL;
}

static void
add_answer (CrmDecisions *self, Question *question, CrmMergeChoice choice, const char *text)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (question->answers) && group == NULL; i++)
    group = question->answers[i];
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 4);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), button);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  crm_spoken_set_name (button, text);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (question->box), row);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled_cb), self, G_CONNECT_SWAPPED);
  question->answers[choice] = button;
}

static void
show_all_buttons (CrmDecisions *self)
{
  gboolean both_sides = FALSE;

  for (guint i = 0; i < self->questions->len; i++) {
    Question *question = g_ptr_array_index (self->questions, i);

    both_sides = both_sides || question->answers[CRM_MERGE_MINE] != NULL;
  }
  gtk_widget_set_visible (self->all, both_sides);
}

void
crm_decisions_ask (CrmDecisions *self, const CrmDecision *decision)
{
  Question *question;
  GtkWidget *title;

  g_return_if_fail (CRM_IS_DECISIONS (self));
  g_return_if_fail (decision != NULL && decision->key != NULL);

  if (find (self, decision->key) != NULL)
    return;
  question = g_new0 (Question, 1);
  question->key = g_strdup (decision->key);
  question->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  title = gtk_label_new (decision->title);
  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (question->box), title);
  if (decision->mine != NULL)
    add_answer (self, question, CRM_MERGE_MINE, decision->mine);
  if (decision->theirs != NULL)
    add_answer (self, question, CRM_MERGE_THEIRS, decision->theirs);
  if (decision->both != NULL)
    add_answer (self, question, CRM_MERGE_BOTH, decision->both);
  gtk_box_append (GTK_BOX (self->list), question->box);
  g_ptr_array_add (self->questions, question);
  show_all_buttons (self);
}

void
crm_decisions_clear (CrmDecisions *self)
{
  g_return_if_fail (CRM_IS_DECISIONS (self));

  for (guint i = 0; i < self->questions->len; i++)
    gtk_box_remove (GTK_BOX (self->list),
                    ((Question *)g_ptr_array_index (self->questions, i))->box);
  g_ptr_array_set_size (self->questions, 0);
}

static guint
chosen (const Question *question)
{
  for (guint i = 0; i < G_N_ELEMENTS (question->answers); i++)
    if (question->answers[i] != NULL &&
        gtk_check_button_get_active (GTK_CHECK_BUTTON (question->answers[i])))
      return i + 1;

  return 0;
}

gboolean
crm_decisions_is_complete (CrmDecisions *self)
{
  g_return_val_if_fail (CRM_IS_DECISIONS (self), FALSE);

  for (guint i = 0; i < self->questions->len; i++)
    if (chosen (g_ptr_array_index (self->questions, i)) == 0)
      return FALSE;

  return TRUE;
}

GHashTable *
crm_decisions_get_choices (CrmDecisions *self)
{
  GHashTable *choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (CRM_IS_DECISIONS (self), choices);

  for (guint i = 0; i < self->questions->len; i++) {
    const Question *question = g_ptr_array_index (self->questions, i);

    if (chosen (question) != 0)
      g_hash_table_insert (choices, g_strdup (question->key), GUINT_TO_POINTER (chosen (question)));
  }

  return choices;
}

void
crm_decisions_choose (CrmDecisions *self, const char *key, CrmMergeChoice choice)
{
  Question *question;

  g_return_if_fail (CRM_IS_DECISIONS (self));

  question = find (self, key);
  if (question != NULL && question->answers[choice] != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (question->answers[choice]), TRUE);
}

void
crm_decisions_choose_all (CrmDecisions *self, CrmMergeChoice choice)
{
  g_return_if_fail (CRM_IS_DECISIONS (self));

  for (guint i = 0; i < self->questions->len; i++) {
    Question *question = g_ptr_array_index (self->questions, i);
    CrmMergeChoice possible = question->answers[choice] != NULL ? choice : CRM_MERGE_THEIRS;

    crm_decisions_choose (self, question->key, possible);
  }
}
