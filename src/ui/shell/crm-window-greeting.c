/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-window-private.h"

#include "ui/common/crm-draft-journal.h"
#include "ui/common/crm-log-window.h"
#include "ui/common/crm-undoing.h"

#include <glib/gi18n-lib.h>

/* More is not counted. */
#define MOST_COUNTED 1000
/* How often it is looked whether the day's chores are done. */
#define CHORES_SECONDS 3600

/* --- Drafts that were left -------------------------------------------------------------------- */

typedef struct {
  CrmDesk *desk;
  GPtrArray *found;
} Left;

static void
left_free (gpointer data)
{
  Left *left = data;

  g_object_unref (left->desk);
  g_ptr_array_unref (left->found);
  g_free (left);
}

static void
open_left (gpointer data)
{
  Left *left = data;

  for (guint i = 0; i < left->found->len; i++)
    crm_draft_journal_open (left->desk, g_ptr_array_index (left->found, i));
}

static void
offer_drafts (CrmWindow *self)
{
  g_autoptr (GPtrArray) found = crm_draft_journal_find (self->desk);
  g_autofree char *text = NULL;
  Left *left;

  if (found->len == 0)
    return;
  left = g_new0 (Left, 1);
  left->desk = g_object_ref (self->desk);
  left->found = g_ptr_array_ref (found);
  text = g_strdup_printf (ngettext ("%u card was not saved when Kontor ended: %s",
                                    "%u cards were not saved when Kontor ended: %s and more",
                                    found->len),
                          found->len, ((CrmDraftFound *)g_ptr_array_index (found, 0))->title);
  /* Not now is not never: they are offered again at the next start. */
  crm_offers_add (self->offers, text, _ ("Open"), open_left, NULL, left, left_free);
}

/* --- What was cut off, and what colleagues did ------------------------------------------------ */

typedef struct {
  gint64 seen; /* the last change that was there when this person left; 0: never was */
  gint64 cut_off;
  char *cut_off_title;
  guint n_done;
  char *who;
  gboolean several;
} Greeting;

static void
greeting_free (gpointer data)
{
  Greeting *greeting = data;

  g_free (greeting->cut_off_title);
  g_free (greeting->who);
  g_free (greeting);
}

static gboolean
read_cut_off (CrmTxn *txn, Greeting *greeting, GError **error)
{
  g_autoptr (GPtrArray) cut_off = crm_txn_cut_off (txn, error);

  if (cut_off == NULL)
    return FALSE;
  if (cut_off->len > 0) {
    const CrmOperation *last = g_ptr_array_index (cut_off, 0);

    greeting->cut_off = last->id;
    g_free (greeting->cut_off_title);
    greeting->cut_off_title = g_strdup (last->title);
  }

  return TRUE;
}

/* On the store's thread. */
static gboolean
read_greeting (CrmTxn *txn, gpointer data, GError **error)
{
  Greeting *greeting = data;
  const CrmOperationFilter filter = { .after_seq = greeting->seen,
                                      .person = crm_txn_get_person (txn),
                                      .not_person = TRUE,
                                      .limit = MOST_COUNTED };
  g_autoptr (GPtrArray) done = NULL;

  if (!read_cut_off (txn, greeting, error))
    return FALSE;
  if (greeting->seen == 0)
    return TRUE;
  done = crm_txn_operations (txn, &filter, error);
  if (done == NULL)
    return FALSE;
  greeting->n_done = done->len;
  greeting->several = FALSE;
  for (guint i = 0; i < done->len; i++) {
    const CrmOperation *operation = g_ptr_array_index (done, i);
    const CrmOperation *first = g_ptr_array_index (done, 0);

    greeting->several = greeting->several || operation->person != first->person;
    if (i == 0) {
      g_free (greeting->who);
      greeting->who = crm_txn_title (txn, operation->person, NULL);
    }
  }

  return TRUE;
}

typedef struct {
  CrmWindow *window; /* lives as long as its offers */
  gint64 number;     /* an operation, or the last change that was seen */
} Offered;

static void
undo_cut_off (gpointer data)
{
  Offered *offered = data;

  crm_undoing_operation (offered->window->desk, offered->number);
}

static gboolean
accept_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_accept_cut_off (txn, *(gint64 *)data, error);
}

static void
keep_cut_off (gpointer data)
{
  Offered *offered = data;

  crm_office_run_async (crm_desk_get_office (offered->window->desk), CRM_TXN_WRITE, NULL,
                        accept_in_txn, g_memdup2 (&offered->number, sizeof (gint64)), g_free, NULL,
                        NULL, NULL);
}

static void
show_done (gpointer data)
{
  Offered *offered = data;

  gtk_window_present (GTK_WINDOW (
    crm_log_window_new (offered->window->desk, GTK_WINDOW (offered->window), offered->number)));
}

static void
offer (CrmWindow *self,
       const char *text,
       const char *button,
       CrmOfferFunc accepted,
       CrmOfferFunc dismissed,
       gint64 number)
{
  Offered *offered = g_new0 (Offered, 1);

  offered->window = self;
  offered->number = number;
  crm_offers_add (self->offers, text, button, accepted, dismissed, offered, g_free);
}

static void
on_greeting_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmWindow *self = g_task_get_source_object (task);
  Greeting *greeting = g_task_get_task_data (task);
  g_autofree char *text = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL) || self->desk == NULL ||
      crm_desk_get_office (self->desk) != CRM_OFFICE (office))
    return;
  if (greeting->cut_off != 0) {
    g_autofree char *cut_off = NULL;

    /* Translators: the placeholder is the first record of many. */
    cut_off = g_strdup_printf (_ ("What was being done with “%s” and more was cut off in the "
                                  "middle when Kontor ended."),
                               greeting->cut_off_title);
    offer (self, cut_off, _ ("Undo"), undo_cut_off, keep_cut_off, greeting->cut_off);
  }
  if (greeting->n_done == 0)
    return;
  if (greeting->several || greeting->who == NULL)
    text =
      g_strdup_printf (ngettext ("Colleagues did %u thing while you were away",
                                 "Colleagues did %u things while you were away", greeting->n_done),
                       greeting->n_done);
  else
    /* Translators: how many things, a colleague. */
    text = g_strdup_printf (ngettext ("%2$s did %1$u thing while you were away",
                                      "%2$s did %1$u things while you were away", greeting->n_done),
                            greeting->n_done, greeting->who);
  offer (self, text, _ ("Show"), show_done, NULL, greeting->seen);
}

/* --- What was seen, kept per person on this desktop --------------------------------------------
 */

static JsonObject *
read_seen (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (g_file_get_contents (path, &text, NULL, NULL))
    node = json_from_string (text, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
           ? json_object_ref (json_node_get_object (node))
           : json_object_new ();
}

static char *
person_key (CrmDesk *desk)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, crm_office_get_person (crm_desk_get_office (desk)));
}

static void
write_seen (CrmDesk *desk)
{
  g_autofree char *path = crm_desk_get_data_path (desk, "seen.json");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *key = person_key (desk);
  g_autoptr (JsonObject) seen = read_seen (path);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_object_set_int_member (
    seen, key, crm_store_get_seen_seq (crm_office_get_store (crm_desk_get_office (desk))));
  json_node_set_object (node, seen);
  text = json_to_string (node, FALSE);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents (path, text, -1, NULL);
}

void
_crm_window_part (CrmWindow *self, CrmDesk *desk)
{
  crm_offers_clear (self->offers);
  write_seen (desk);
}

static gboolean
on_chores_cb (gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    crm_office_tidy_daily (crm_desk_get_office (self->desk));

  return G_SOURCE_CONTINUE;
}

/* Windows stay open for weeks, and the desktop that did it yesterday may be gone. */
static void
begin_chores (CrmWindow *self)
{
  g_clear_handle_id (&self->chores_source, g_source_remove);
  self->chores_source = g_timeout_add_seconds (CHORES_SECONDS, on_chores_cb, self);
  on_chores_cb (self);
}

void
_crm_window_greet (CrmWindow *self)
{
  CrmOffice *office = crm_desk_get_office (self->desk);
  g_autofree char *path = crm_desk_get_data_path (self->desk, "seen.json");
  g_autofree char *key = person_key (self->desk);
  g_autoptr (JsonObject) seen = read_seen (path);
  GTask *task = g_task_new (self, NULL, NULL, NULL);
  Greeting *greeting = g_new0 (Greeting, 1);

  crm_offers_clear (self->offers);
  if (!crm_office_is_read_only (office))
    offer_drafts (self);
  greeting->seen = json_object_get_int_member_with_default (seen, key, 0);
  /* The first time here, which may end in a crash. */
  if (greeting->seen == 0)
    write_seen (self->desk);
  g_task_set_task_data (task, greeting, greeting_free);
  crm_office_run_async (office, CRM_TXN_READ, NULL, read_greeting, greeting, NULL, NULL,
                        on_greeting_cb, task);
  begin_chores (self);
}
