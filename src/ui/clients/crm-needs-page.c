/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/clients/crm-needs-page.h"

#include "base/crm-money.h"
#include "model/crm-format.h"
#include "office/clients/crm-survey.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmNeedsPage {
  AdwBin parent_instance;

  GtkWidget *potentials;
  GtkWidget *add;
  GtkWidget *questions;

  CrmDesk *desk;
  CrmDraft *draft;
  gint64 shown;
};

G_DEFINE_FINAL_TYPE (CrmNeedsPage, crm_needs_page, ADW_TYPE_BIN)

/* --- Answers ---------------------------------------------------------------------------------- */

/* Which question an editor asks, and of whom: it may be left when another card is shown already. */
typedef struct {
  gint64 client;
  gint64 survey;
  gint64 question;
  char *text; /* as it is stored */
} Answer;

static Answer *
answer_new (gint64 client, gint64 survey, gint64 question, const char *text)
{
  Answer *answer = g_new0 (Answer, 1);

  *answer = (Answer){ client, survey, question, g_strdup (text) };

  return answer;
}

static void
answer_free (gpointer data)
{
  g_free (((Answer *)data)->text);
  g_free (data);
}

static gboolean
answer_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Answer *answer = data;

  return crm_survey_answer (txn, answer->client, answer->survey, answer->question, answer->text,
                            error);
}

static void
on_answered_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDesk) desk = data;
  g_autoptr (GError) error = NULL;

  crm_office_run_finish (CRM_OFFICE (office), result, &error);
  crm_desk_report (desk, error);
}

static void
keep (CrmNeedsPage *self, GtkWidget *editor, const char *text)
{
  Answer *asked = g_object_get_data (G_OBJECT (editor), "crm-answer");

  if (g_str_equal (asked->text, text))
    return;
  g_free (asked->text);
  asked->text = g_strdup (text);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_WRITE, "survey.answer",
                        answer_in_txn,
                        answer_new (asked->client, asked->survey, asked->question, text),
                        answer_free, NULL, on_answered_cb, g_object_ref (self->desk));
}

static void
on_entry_cb (CrmNeedsPage *self, GtkWidget *entry)
{
  keep (self, entry, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
on_left_cb (GtkEventControllerFocus *focus, CrmNeedsPage *self)
{
  on_entry_cb (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus)));
}

static void
on_choice_cb (CrmNeedsPage *self, GParamSpec *pspec, GtkDropDown *choice)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (choice);

  if (chosen != NULL)
    keep (self, GTK_WIDGET (choice), gtk_string_object_get_string (chosen));
}

static GtkWidget *
new_choice (CrmNeedsPage *self, const CrmAsked *asked)
{
  g_autofree char *yes_no = g_strconcat (_ ("Yes"), ";", _ ("No"), NULL);
  const char *options = g_str_equal (asked->kind, "yesno") ? yes_no : asked->options;
  g_auto (GStrv) words = g_strsplit (options, ";", -1);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *choice;
  guint at = 0;

  gtk_string_list_append (list, "");
  for (guint i = 0; words[i] != NULL; i++) {
    gtk_string_list_append (list, g_strstrip (words[i]));
    if (g_str_equal (words[i], asked->answer))
      at = i + 1;
  }
  /* An answer that the questionnaire no longer offers is still the answer. */
  if (at == 0 && *asked->answer != '\0') {
    gtk_string_list_append (list, asked->answer);
    at = g_list_model_get_n_items (G_LIST_MODEL (list)) - 1;
  }
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), at);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (on_choice_cb), self,
                           G_CONNECT_SWAPPED);

  return choice;
}

static GtkWidget *
new_entry (CrmNeedsPage *self, const CrmAsked *asked)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), asked->answer);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_entry_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_left_cb), self, 0);
  gtk_widget_add_controller (entry, focus);

  return entry;
}

static void
add_question (CrmNeedsPage *self, const CrmAsked *asked)
{
  GtkWidget *label = gtk_label_new (asked->text);
  GtkWidget *editor = g_str_equal (asked->kind, "choice") || g_str_equal (asked->kind, "yesno")
                        ? new_choice (self, asked)
                        : new_entry (self, asked);

  g_object_set_data_full (G_OBJECT (editor), "crm-answer",
                          answer_new (self->shown, asked->survey, asked->question, asked->answer),
                          answer_free);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), editor);
  crm_spoken_set_name (editor, asked->text);
  gtk_box_append (GTK_BOX (self->questions), label);
  gtk_box_append (GTK_BOX (self->questions), editor);
}

static void
show_questions (CrmNeedsPage *self, const CrmClientGlance *glance)
{
  GtkRoot *root = gtk_widget_get_root (self->questions);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gint64 survey = 0;

  /* Whoever is writing an answer goes on writing. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->questions) &&
      self->shown == crm_record_get_id (crm_draft_get_record (self->draft)))
    return;
  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->questions)) != NULL;)
    gtk_box_remove (GTK_BOX (self->questions), child);
  self->shown = crm_record_get_id (crm_draft_get_record (self->draft));
  for (guint i = 0; glance != NULL && i < glance->asked->len; i++) {
    const CrmAsked *asked = g_ptr_array_index (glance->asked, i);

    if (asked->survey != survey) {
      GtkWidget *heading = gtk_label_new (asked->survey_name);

      gtk_label_set_xalign (GTK_LABEL (heading), 0);
      gtk_widget_add_css_class (heading, "heading");
      gtk_widget_set_margin_top (heading, 12);
      gtk_box_append (GTK_BOX (self->questions), heading);
      survey = asked->survey;
    }
    add_question (self, asked);
  }
}

/* --- Potential -------------------------------------------------------------------------------- */

static GtkWidget *
make_potential (CrmNeedsPage *self, const CrmRecord *potential, const char *product)
{
  const CrmEntity *entity = crm_record_get_entity (potential);
  const CrmField *period = crm_entity_find_field (entity, "period");
  const CrmChoice *choice =
    crm_field_find_choice (period, crm_record_get_text (potential, "period"));
  g_autofree char *money = crm_money_format (crm_record_get_int (potential, "amount"),
                                             crm_record_get_text (potential, "currency"),
                                             crm_desk_get_lang (self->desk), TRUE);
  const char *category = crm_record_get_text (potential, "category");
  const char *name = product != NULL     ? product
                     : *category != '\0' ? category
                                         : _ ("All that we sell");
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle =
    g_strdup_printf ("%s · %s", money, choice != NULL ? crm_choice_get_label (choice) : "");
  GtkWidget *row = adw_action_row_new ();
  gint64 id = crm_record_get_id (potential);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "crm-id", g_memdup2 (&id, sizeof id), g_free);

  return row;
}

static void
on_row_activated_cb (CrmNeedsPage *self, GtkListBoxRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "crm-id");

  crm_desk_open (self->desk, "potential", *id, TRUE);
}

static void
on_add_cb (CrmNeedsPage *self)
{
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), "potential");
  g_autoptr (CrmDraft) draft = crm_draft_new_record (self->desk, entity);
  gint64 client = crm_record_get_id (crm_draft_get_record (self->draft));
  g_autofree char *title = crm_draft_get_title (self->draft);

  crm_record_set_int (crm_draft_get_record (draft), "client", client);
  crm_draft_set_title_of (draft, client, title);
  crm_desk_show_draft (self->desk, draft);
}

void
crm_needs_page_show (CrmNeedsPage *self, CrmDraft *draft, const CrmClientGlance *glance)
{
  g_return_if_fail (CRM_IS_NEEDS_PAGE (self));

  g_set_object (&self->draft, draft);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->potentials)) != NULL;)
    gtk_list_box_remove (GTK_LIST_BOX (self->potentials), child);
  if (draft == NULL || crm_draft_is_new (draft))
    return;
  for (guint i = 0; glance != NULL && i < glance->potentials->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->potentials),
                         make_potential (self, g_ptr_array_index (glance->potentials, i),
                                         g_ptr_array_index (glance->products, i)));
  gtk_widget_set_visible (self->potentials, glance != NULL && glance->potentials->len > 0);
  gtk_widget_set_visible (self->add, crm_draft_may_edit (draft, NULL));
  show_questions (self, glance);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_needs_page_dispose (GObject *object)
{
  CrmNeedsPage *self = CRM_NEEDS_PAGE (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_needs_page_parent_class)->dispose (object);
}

static void
crm_needs_page_class_init (CrmNeedsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_needs_page_dispose;
}

static void
crm_needs_page_init (CrmNeedsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_label_new (_ ("Potential"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_add_css_class (box, "crm-body");
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_widget_add_css_class (head, "heading");
  self->potentials = gtk_list_box_new ();
  crm_spoken_set_name (self->potentials, _ ("Potential"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->potentials), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->potentials, "boxed-list");
  self->add = gtk_button_new_with_label (_ ("New potential"));
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  self->questions = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->potentials);
  gtk_box_append (GTK_BOX (box), self->add);
  gtk_box_append (GTK_BOX (box), self->questions);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  g_signal_connect_object (self->potentials, "row-activated", G_CALLBACK (on_row_activated_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (on_add_cb), self, G_CONNECT_SWAPPED);
}

CrmNeedsPage *
crm_needs_page_new (CrmDesk *desk)
{
  CrmNeedsPage *self = g_object_new (CRM_TYPE_NEEDS_PAGE, NULL);

  self->desk = g_object_ref (desk);

  return self;
}
