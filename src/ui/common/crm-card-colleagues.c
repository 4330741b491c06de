/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-card-private.h"

#include "ui/common/crm-spoken.h"

#include "base/crm-day.h"

#include <glib/gi18n-lib.h>

/* So long what a colleague has changed stays marked. */
#define NEWS_SECONDS 30

static char *
format_ago (CrmCard *self, gint64 at)
{
  return crm_instant_format_relative (at, crm_desk_get_now (self->desk),
                                      crm_desk_get_lang (self->desk), NULL);
}

/* --- Deleted meanwhile ------------------------------------------------------------------------ */

char *
_crm_card_tell_deleted (CrmCard *self)
{
  const CrmAuthor *author = crm_draft_get_author (self->draft, "");
  g_autofree char *when = author != NULL ? format_ago (self, author->at) : NULL;

  if (author == NULL || author->name == NULL)
    return g_strdup (_ ("This is in the trash."));
  if (crm_draft_has_changes (self->draft))
    /* Translators: who has moved the record to the trash and when. */
    return g_strdup_printf (_ ("%s has moved this to the trash (%s). What you have changed is not "
                               "saved."),
                            author->name, when);

  /* Translators: who has moved the record to the trash and when. */
  return g_strdup_printf (_ ("This is in the trash: %s, %s."), author->name, when);
}

/* --- News ------------------------------------------------------------------------------------- */

static gboolean
on_news_old_cb (gpointer data)
{
  CrmCard *self = data;

  self->news_source = 0;
  if (self->draft != NULL)
    crm_draft_clear_news (self->draft);

  return G_SOURCE_REMOVE;
}

/* All that the one who was last has changed. */
static char *
tell_news (GPtrArray *news)
{
  const CrmDraftNews *last = g_ptr_array_index (news, news->len - 1);
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < news->len; i++) {
    const CrmDraftNews *one = g_ptr_array_index (news, i);

    if (!g_str_equal (one->who, last->who))
      continue;
    if (labels->len > 0)
      g_string_append (labels, ", ");
    g_string_append (labels, one->label);
  }

  /* Translators: who, and which fields: "Ana has just changed: City, Phones". */
  return g_strdup_printf (_ ("%s has just changed: %s"), last->who, labels->str);
}

void
_crm_card_show_news (CrmCard *self)
{
  GPtrArray *news = crm_draft_get_news (self->draft);
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->news_source, g_source_remove);
  gtk_widget_set_visible (self->news, news->len > 0);
  if (self->form != NULL)
    crm_form_show_news (self->form, news);
  if (news->len == 0)
    return;
  text = tell_news (news);
  gtk_label_set_text (GTK_LABEL (self->news), text);
  crm_spoken_set_tooltip (self->news, text);
  self->news_source = g_timeout_add_seconds (NEWS_SECONDS, on_news_old_cb, self);
}

/* --- What both have changed ------------------------------------------------------------------- */

static char *
format_side (CrmCard *self, const CrmConflict *conflict, const CrmRecord *side)
{
  const CrmField *field = crm_conflict_get_field (conflict);
  const CrmValue *value;
  const char *title = NULL;
  g_autofree char *text = NULL;

  if (side == NULL)
    return g_strdup (_ ("removed"));
  if (field == NULL)
    return crm_draft_describe_line (self->draft, side);
  value = crm_record_get_at (side, (guint)conflict->field);
  if (value->kind == CRM_VALUE_INT)
    title = crm_draft_get_title_of (self->draft, value->integer);
  text = crm_field_format (field, value,
                           crm_record_currency (side, field, crm_draft_get_record (self->draft)),
                           title, crm_desk_get_lang (self->desk));

  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (_ ("(empty)"));
}

static void
ask (CrmCard *self, const CrmConflict *conflict)
{
  g_autofree char *key = crm_conflict_get_key (conflict);
  g_autofree char *title = crm_conflict_get_label (conflict);
  g_autofree char *my_text = format_side (self, conflict, conflict->mine);
  g_autofree char *their_text = format_side (self, conflict, conflict->theirs);
  const CrmAuthor *author = crm_draft_get_author (self->draft, key);
  g_autofree char *when = author != NULL ? format_ago (self, author->at) : NULL;
  /* Translators: the value that this person has typed. */
  g_autofree char *mine = g_strdup_printf (_ ("Mine: %s"), my_text);
  g_autofree char *theirs = NULL;

  if (author != NULL && author->name != NULL)
    /* Translators: a colleague, when they wrote it, the value. */
    theirs = g_strdup_printf (_ ("%s, %s: %s"), author->name, when, their_text);
  else
    /* Translators: the value that a colleague has written. */
    theirs = g_strdup_printf (_ ("Theirs: %s"), their_text);
  crm_decisions_ask (self->decisions, &(CrmDecision){ .key = key,
                                                      .title = title,
                                                      .mine = mine,
                                                      .theirs = theirs,
                                                      .both = crm_conflict_allows_both (conflict)
                                                                ? _ ("Both, one after the other")
                                                                : NULL });
}

static void
on_chosen_cb (CrmCard *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.decide",
                                 crm_decisions_is_complete (self->decisions));
}

void
_crm_card_make_decisions (CrmCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->decisions = crm_decisions_new (_ ("Keep all _mine"), _ ("Take all _theirs"));
  self->decide = gtk_button_new_with_mnemonic (_ ("_Save as chosen"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->decide), "card.decide");
  gtk_widget_add_css_class (self->decide, "suggested-action");
  gtk_widget_set_halign (self->decide, GTK_ALIGN_START);
  self->asked_text = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->asked_text), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (self->asked_text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->asked_text), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), self->asked_text);
  /* Twenty questions must leave room for the fields they are about. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 240);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->decisions));
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), self->decide);
  gtk_widget_add_css_class (box, "crm-asked");
  adw_bin_set_child (ADW_BIN (self->asked), box);
  g_signal_connect_object (self->decisions, "changed", G_CALLBACK (on_chosen_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_crm_card_show_conflicts (CrmCard *self)
{
  GPtrArray *conflicts = crm_draft_get_conflicts (self->draft);
  g_autoptr (GHashTable) chosen = crm_decisions_get_choices (self->decisions);
  GHashTableIter iter;
  gpointer key, choice;

  /* Asked anew, because they may have changed it once more; what is chosen stays chosen. */
  crm_decisions_clear (self->decisions);
  for (guint i = 0; i < conflicts->len; i++)
    ask (self, g_ptr_array_index (conflicts, i));
  g_hash_table_iter_init (&iter, chosen);
  while (g_hash_table_iter_next (&iter, &key, &choice))
    crm_decisions_choose (self->decisions, key, (CrmMergeChoice)(GPOINTER_TO_INT (choice) - 1));
  if (conflicts->len > 0 && crm_draft_get_error (self->draft) != NULL)
    gtk_label_set_text (GTK_LABEL (self->asked_text), crm_draft_get_error (self->draft)->message);
  gtk_widget_set_visible (self->asked, conflicts->len > 0);
  on_chosen_cb (self);
}
