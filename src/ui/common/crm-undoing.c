/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-undoing.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "model/crm-format.h"
#include "ui/common/crm-decisions.h"
#include "ui/common/crm-progress-dialog.h"

#include <glib/gi18n-lib.h>

/* Shorter work is not worth a window. */
#define SHOW_MS 500
#define LOOK_MS 100

/* --- Asking ----------------------------------------------------------------------------------- */

/* A dialog that is open, with what is to be undone. */
typedef struct {
  CrmDesk *desk;
  CrmUndo *undo;
  CrmDecisions *decisions;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  g_object_unref (asking->desk);
  g_clear_pointer (&asking->undo, crm_undo_free);
  g_free (asking);
}

static char *
format_side (CrmDesk *desk, const CrmUndoQuestion *question, const CrmRecord *side)
{
  const CrmField *field = question->field;
  g_autofree char *text = NULL;

  if (side == NULL)
    return g_strdup (_ ("removed"));
  if (field == NULL)
    return crm_record_title (side);
  text = crm_field_format (field, crm_record_get (side, field->name),
                           crm_record_currency (side, field, NULL), NULL, crm_desk_get_lang (desk));

  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (_ ("(empty)"));
}

static char *
format_when (CrmDesk *desk, const CrmUndoQuestion *question)
{
  const char *who = question->who != NULL ? question->who : _ ("A colleague");
  g_autofree char *when = crm_instant_format_relative (question->at, crm_desk_get_now (desk),
                                                       crm_desk_get_lang (desk), NULL);

  /* Translators: who did something and when: "Ana, 10 minutes ago". */
  return question->at != 0 ? g_strdup_printf (_ ("%s, %s"), who, when) : g_strdup (who);
}

static void
ask_field (Asking *asking, const CrmUndoQuestion *question)
{
  g_autofree char *label = crm_conflict_get_label (question->conflict);
  /* Translators: record, field. */
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), question->title, label);
  g_autofree char *was = format_side (asking->desk, question, question->conflict->mine);
  g_autofree char *is = format_side (asking->desk, question, question->conflict->theirs);
  g_autofree char *who = format_when (asking->desk, question);
  /* Translators: the value that comes back. */
  g_autofree char *mine = g_strdup_printf (_ ("Put back: %s"), was);
  /* Translators: the value that stands there now; who wrote it and when. */
  g_autofree char *theirs = g_strdup_printf (_ ("Leave as it is: %s (%s)"), is, who);

  crm_decisions_ask (
    asking->decisions,
    &(CrmDecision){ .key = question->key, .title = title, .mine = mine, .theirs = theirs });
}

static void
ask_record (Asking *asking, const CrmUndoQuestion *question)
{
  g_autofree char *who = format_when (asking->desk, question);
  /* Translators: who has changed the record and when. */
  g_autofree char *theirs = g_strdup_printf (_ ("Leave it: changed by %s"), who);

  crm_decisions_ask (asking->decisions, &(CrmDecision){ .key = question->key,
                                                        .title = question->title,
                                                        .mine = _ ("Move it to the trash"),
                                                        .theirs = theirs });
}

static void
ask_lost (Asking *asking, const CrmUndoQuestion *question)
{
  /* Translators: record, field. */
  g_autofree char *title =
    g_strdup_printf (_ ("%s: %s"), question->title, crm_field_get_label (question->field));

  crm_decisions_ask (
    asking->decisions,
    &(CrmDecision){ .key = question->key,
                    .title = title,
                    .theirs = _ ("What stood there before is not kept: it stays as it is") });
}

static void
ask_all (Asking *asking)
{
  for (guint i = 0; i < asking->undo->questions->len; i++) {
    const CrmUndoQuestion *question = g_ptr_array_index (asking->undo->questions, i);

    if (question->kind == CRM_UNDO_LOST)
      ask_lost (asking, question);
    else if (question->conflict == NULL)
      ask_record (asking, question);
    else
      ask_field (asking, question);
  }
}

static void
on_decided_cb (CrmDecisions *decisions, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "undo", crm_decisions_is_complete (decisions));
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Asking *asking)
{
  g_autoptr (GHashTable) choices = NULL;
  GHashTableIter iter;
  gpointer key, choice;

  if (!g_str_equal (response, "undo"))
    return;
  choices = crm_decisions_get_choices (asking->decisions);
  g_hash_table_iter_init (&iter, choices);
  while (g_hash_table_iter_next (&iter, &key, &choice))
    crm_undo_choose (asking->undo, key, (CrmMergeChoice)(GPOINTER_TO_INT (choice) - 1));
  crm_undoing_start (asking->desk, g_steal_pointer (&asking->undo));
}

static GtkWindow *
active_window (void)
{
  GApplication *application = g_application_get_default ();

  return application != NULL ? gtk_application_get_active_window (GTK_APPLICATION (application))
                             : NULL;
}

static void
ask (CrmDesk *desk, CrmUndo *undo)
{
  GtkWidget *dialog = adw_message_dialog_new (active_window (), NULL, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  Asking *asking = g_new0 (Asking, 1);

  asking->desk = g_object_ref (desk);
  asking->undo = undo;
  asking->decisions = crm_decisions_new (_ ("_Put all back"), _ ("_Leave all as it is"));
  ask_all (asking);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Changed since"));
  adw_message_dialog_format_body (
    ADW_MESSAGE_DIALOG (dialog),
    /* Translators: the placeholder is a record. */
    _ ("Not all of “%s” can be undone without a question. Choose what is to come back."),
    undo->title != NULL ? undo->title : "");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (asking->decisions));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scrolled);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "undo",
                                    _ ("Undo"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "undo",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "undo", FALSE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (asking->decisions, "changed", G_CALLBACK (on_decided_cb), dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response_cb), asking, asking_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Doing it --------------------------------------------------------------------------------- */

static void
say_undone (CrmDesk *desk, const CrmUndo *undo)
{
  gboolean redo = undo->redone;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text,
                   /* Translators: the placeholder says what: "Deal moved". */
                   redo ? _ ("Done again: %s") : _ ("Undone: %s"), undo->title);
  if (undo->n_records > 1)
    g_string_append_printf (
      text,
      /* Translators: follows "Undone: Alfa SRL". */
      ngettext (" and %u more record", " and %u more records", undo->n_records - 1),
      undo->n_records - 1);
  if (undo->n_left > 0) {
    g_string_append (text, ". ");
    g_string_append_printf (text,
                            ngettext ("%u value was changed meanwhile and stays as it is",
                                      "%u values were changed meanwhile and stay as they are",
                                      undo->n_left),
                            undo->n_left);
  }
  crm_desk_say_with (desk, text->str, redo ? _ ("Undo") : _ ("Redo"), "win.undo");
}

/* Long operations go back in parts: what was done of them before somebody stopped it stays done. */
static void
say_stopped (CrmDesk *desk, const CrmUndo *undo)
{
  if (undo != NULL && undo->by != 0)
    crm_desk_say_with (desk, _ ("Stopped. What was taken back until then stays so."), _ ("Redo"),
                       "win.undo");
}

/* An operation that is on its way back. */
typedef struct {
  CrmDesk *desk;
  GCancellable *cancellable;
  const CrmUndo *undo;       /* the task's */
  CrmProgressDialog *dialog; /* (nullable): it goes with its window */
  gint64 began;
  guint look_source;
} Running;

static void
running_free (Running *running)
{
  g_clear_handle_id (&running->look_source, g_source_remove);
  if (running->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (running->dialog));
  g_clear_weak_pointer (&running->dialog);
  g_object_unref (running->cancellable);
  g_object_unref (running->desk);
  g_free (running);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Running, running_free)

static void
show_running (Running *running)
{
  CrmProgressDialog *dialog =
    crm_progress_dialog_new (active_window (), _ ("Undoing"), running->cancellable);

  g_set_weak_pointer (&running->dialog, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
on_look_cb (gpointer data)
{
  Running *running = data;
  const CrmUndo *undo = running->undo;

  if (running->dialog != NULL)
    crm_progress_dialog_tell (running->dialog,
                              undo->n_done > 0 ? "" : _ ("Looking at what has changed since"),
                              undo->n_parts > 0 ? (double)undo->n_done / undo->n_parts : 0);
  else if (!g_cancellable_is_cancelled (running->cancellable) &&
           g_get_monotonic_time () - running->began >= SHOW_MS * G_TIME_SPAN_MILLISECOND)
    show_running (running);

  return G_SOURCE_CONTINUE;
}

static void
on_undone_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (Running) running = data;
  g_autoptr (CrmUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  if (crm_office_undo_finish (CRM_OFFICE (office), result, &undo, &error))
    say_undone (running->desk, undo);
  else if (undo != NULL && undo->questions->len > 0)
    ask (running->desk, g_steal_pointer (&undo));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_stopped (running->desk, undo);
  else
    crm_desk_report (running->desk, error);
}

void
crm_undoing_start (CrmDesk *desk, CrmUndo *undo)
{
  Running *running;

  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (undo != NULL);

  running = g_new0 (Running, 1);
  running->desk = g_object_ref (desk);
  running->cancellable = g_cancellable_new ();
  running->undo = undo;
  running->began = g_get_monotonic_time ();
  running->look_source = g_timeout_add (LOOK_MS, on_look_cb, running);
  crm_office_undo_async (crm_desk_get_office (desk), undo, running->cancellable, on_undone_cb,
                         running);
}

void
crm_undoing_operation (CrmDesk *desk, gint64 operation)
{
  crm_undoing_start (desk, crm_undo_new (operation));
}
