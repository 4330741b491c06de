/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-window-private.h"

#include <glib/gi18n-lib.h>

/* --- Following ---------------------------------------------------------------------------------
 */

/* A card in a window of its own counts too. */
static gboolean
is_looked_at (CrmWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (gtk_window_is_active (GTK_WINDOW (self)))
    return TRUE;
  for (GList *l = application != NULL ? gtk_application_get_windows (application) : NULL; l != NULL;
       l = l->next)
    if (gtk_window_is_active (l->data))
      return TRUE;
  return FALSE;
}

void
_crm_window_follow (CrmWindow *self)
{
  CrmStore *store;

  if (self->desk == NULL)
    return;
  store = crm_office_get_store (crm_desk_get_office (self->desk));
  if (!is_looked_at (self)) {
    crm_store_follow (store, CRM_STORE_PACE_AWAY);
    return;
  }
  crm_store_follow (store, crm_store_get_pace (store));
  crm_store_poll (store);
}

/* --- Waiting -----------------------------------------------------------------------------------
 */

/* Once for each wait; a card that is being saved says it itself. */
void
_crm_window_tell_waiting (CrmWindow *self, guint seconds, const char *who)
{
  CrmDraft *draft =
    self->page != NULL ? crm_card_get_draft (crm_room_page_get_card (self->page)) : NULL;
  gboolean goes_on = self->waited != 0 && seconds > self->waited;
  g_autofree char *text = NULL;

  self->waited = seconds;
  if (goes_on || self->desk == NULL ||
      (draft != NULL && crm_draft_get_state (draft) == CRM_DRAFT_SAVING))
    return;
  text = who != NULL ? g_strdup_printf (_ ("Waiting for %s…"), who)
                     : g_strdup (_ ("Waiting for a colleague…"));
  crm_desk_say (self->desk, text);
}

/* Leaving an office: nothing that was typed is lost without a question. */

static void
on_response_cb (CrmWindow *self, const char *response)
{
  if (!g_str_equal (response, "lose")) {
    g_clear_pointer (&self->restoring, g_free);
    return;
  }
  crm_desk_clear_drafts (self->desk);
  _crm_window_close_office (self);
}

static void
ask (CrmWindow *self, guint n)
{
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (self), _ ("Not everything is saved"), NULL);
  g_autofree char *body = NULL;

  body = g_strdup_printf (ngettext ("%u record is not saved yet. If you go on, what you typed "
                                    "there is lost.",
                                    "%u records are not saved yet. If you go on, what you typed "
                                    "there is lost.",
                                    n),
                          n);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("Stay here"), "lose",
                                    _ ("Close and lose it"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "lose",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Drafts that a person would miss: a new one that was only opened is none. */
static guint
count_unsaved (CrmWindow *self)
{
  g_autoptr (GPtrArray) drafts = crm_desk_get_drafts (self->desk);
  guint n = 0;

  for (guint i = 0; i < drafts->len; i++)
    if (crm_draft_get_state (g_ptr_array_index (drafts, i)) != CRM_DRAFT_SAVED)
      n++;

  return n;
}

static void
on_saved_cb (GObject *draft, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmWindow) self = data;

  crm_draft_save_finish (CRM_DRAFT (draft), result, NULL);
  if (self->desk != NULL)
    _crm_window_leave_office (self);
}

/* Begins to save one that can be saved without a button. */
static gboolean
save_one (CrmWindow *self)
{
  g_autoptr (GPtrArray) drafts = crm_desk_get_drafts (self->desk);

  for (guint i = 0; i < drafts->len; i++) {
    CrmDraft *draft = g_ptr_array_index (drafts, i);
    CrmDraftState state = crm_draft_get_state (draft);

    if (state != CRM_DRAFT_SAVING && (state != CRM_DRAFT_CHANGED || crm_draft_is_explicit (draft)))
      continue;
    crm_draft_save_async (draft, on_saved_cb, g_object_ref (self));
    return TRUE;
  }

  return FALSE;
}

gboolean
_crm_window_leave_office (CrmWindow *self)
{
  guint unsaved;

  if (self->desk == NULL)
    return TRUE;
  if (self->page != NULL)
    crm_room_page_leave (self->page);
  if (save_one (self))
    return FALSE;
  unsaved = count_unsaved (self);
  if (unsaved > 0) {
    ask (self, unsaved);
    return FALSE;
  }
  _crm_window_close_office (self);

  return TRUE;
}

void
_crm_window_close_office (CrmWindow *self)
{
  g_autoptr (CrmDesk) desk = g_steal_pointer (&self->desk);
  GHashTableIter iter;
  gpointer page;

  if (desk == NULL)
    return;
  _crm_window_part (self, desk);
  _crm_window_end_cards (self);
  self->page = NULL;
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    gtk_stack_remove (GTK_STACK (self->rooms), page);
  g_hash_table_remove_all (self->pages);
  crm_sidebar_set_desk (self->sidebar, NULL);
  crm_people_button_set_desk (self->people, NULL);
  crm_marks_button_set_desk (self->marks, NULL);
  crm_desk_clear_drafts (desk);
  crm_preferences_flush (self->preferences);
  _crm_window_show_actions (self);
  crm_backup_foot_set (self->backup_foot, NULL, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "welcome");
  crm_welcome_start (self->welcome);
  gtk_window_set_title (GTK_WINDOW (self), "Kontor");
  _crm_window_close_file (self, desk);
  if (self->closing)
    gtk_window_destroy (GTK_WINDOW (self));
}
