/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/people/crm-person-card.h"

#include "office/people/crm-person-rights.h"
#include "ui/common/crm-spoken.h"
#include "ui/people/crm-hand-over-dialog.h"

#include <glib/gi18n-lib.h>

/* Lives as long as its card. */
typedef struct {
  CrmCard *card;
  GtkWidget *section;
  GtkWidget *words;
  GtkWidget *hand_over;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
} PersonCard;

static void
person_card_free (gpointer data)
{
  PersonCard *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->actions);
  g_free (self);
}

static PersonCard *
person_card_of (CrmCard *card)
{
  return g_object_get_data (G_OBJECT (card), "crm-person-card");
}

/* --- Rights in words -------------------------------------------------------------------------- */

/* A sentence a line. */
static void
show_words (PersonCard *self, const char *words)
{
  g_auto (GStrv) lines = g_strsplit (words, "\n", -1);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->words)) != NULL)
    gtk_box_remove (GTK_BOX (self->words), child);
  for (guint i = 0; lines[i] != NULL; i++) {
    GtkWidget *line = gtk_label_new (lines[i]);

    gtk_label_set_xalign (GTK_LABEL (line), 0.0f);
    gtk_label_set_wrap (GTK_LABEL (line), TRUE);
    gtk_box_append (GTK_BOX (self->words), line);
  }
}

static void
on_described_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCard) card = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = crm_person_describe_rights_finish (CRM_OFFICE (office), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_words (person_card_of (card), words != NULL ? words : error->message);
}

static void
show (CrmCard *card)
{
  PersonCard *self = person_card_of (card);
  CrmDraft *draft = crm_card_get_draft (card);
  CrmOffice *office = crm_desk_get_office (crm_card_get_desk (card));
  gboolean there = draft != NULL && !crm_draft_is_new (draft) && !crm_draft_is_deleted (draft);
  CrmRecord *person = there ? crm_draft_get_record (draft) : NULL;
  gboolean queue = there && !crm_record_is_null (person, "queue_of");
  g_autofree char *why = NULL;
  gboolean may = crm_office_allows (office, CRM_RIGHT_MANAGE, &why);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->section, there && !queue);
  if (!there || queue)
    return;
  may = may && !crm_office_is_read_only (office);
  gtk_widget_set_sensitive (self->hand_over, may);
  crm_spoken_set_tooltip (self->hand_over, why);
  crm_person_describe_rights_async (office, crm_record_get_id (person), self->cancellable,
                                    on_described_cb, g_object_ref (card));
}

static void
on_changed_cb (CrmCard *card, const CrmChange *change)
{
  if (change->all || crm_change_touches (change, "person") || crm_change_touches (change, "role") ||
      crm_change_touches (change, "department"))
    show (card);
}

/* --- Handing over ----------------------------------------------------------------------------- */

static void
hand_over (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PersonCard *self = data;
  CrmDraft *draft = crm_card_get_draft (self->card);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->card));
  g_autofree char *name = NULL;

  if (draft == NULL || crm_draft_is_new (draft))
    return;
  crm_card_leave (self->card);
  name = crm_draft_get_title (draft);
  gtk_window_present (GTK_WINDOW (crm_hand_over_dialog_new (
    crm_draft_get_desk (draft), crm_record_get_id (crm_draft_get_record (draft)), name,
    GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL)));
}

static const GActionEntry entries[] = {
  { .name = "hand-over", .activate = hand_over },
};

/* --- Building --------------------------------------------------------------------------------- */

static GtkWidget *
new_section (PersonCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_ ("What they may do"));

  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_widget_add_css_class (title, "heading");
  self->words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->hand_over = gtk_button_new_with_label (_ ("Hand over…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->hand_over), "person.hand-over");
  gtk_widget_set_halign (self->hand_over, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->hand_over, 6);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), self->hand_over);

  return box;
}

void
crm_person_card_furnish (CrmCard *card)
{
  PersonCard *self = g_new0 (PersonCard, 1);

  self->card = card;
  self->cancellable = g_cancellable_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (card), "person", G_ACTION_GROUP (self->actions));
  self->section = new_section (self);
  g_object_set_data_full (G_OBJECT (card), "crm-person-card", self, person_card_free);
  crm_card_add_section (card, self->section);
  g_signal_connect_object (card, "record-changed", G_CALLBACK (show), card, 0);
  g_signal_connect_object (crm_desk_get_office (crm_card_get_desk (card)), "changed",
                           G_CALLBACK (on_changed_cb), card, G_CONNECT_SWAPPED);
  show (card);
}
