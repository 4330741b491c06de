/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/files/crm-drop.h"

#include "base/crm-error.h"
#include "exchange/crm-letter.h"
#include "office/clients/crm-client-people.h"
#include "office/clients/crm-happening.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- A letter finds its place ------------------------------------------------------------------
 */

typedef struct {
  const CrmLetter *letter;
  gint64 record;
  gint64 event;
} Placing;

/* The living record that has this address among its e-mails; 0 for none. */
static gboolean
find_party (CrmTxn *txn, const char *address, gint64 *party, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GPtrArray) found = NULL;

  *party = 0;
  if (*address == '\0')
    return TRUE;
  crm_query_add_test (query, "emails.address", CRM_TEST_CONTAINS, address);
  query->limit = 20;
  found = crm_txn_query (txn, query, error);
  for (guint i = 0; found != NULL && i < found->len && *party == 0; i++) {
    GPtrArray *emails = crm_record_get_lines (g_ptr_array_index (found, i), "emails");

    for (guint k = 0; k < emails->len; k++)
      if (g_ascii_strcasecmp (crm_record_get_text (g_ptr_array_index (emails, k), "address"),
                              address) == 0)
        *party = crm_record_get_id (g_ptr_array_index (found, i));
  }

  return found != NULL;
}

/* A colleague's address: then the letter went out from us. */
static gboolean
is_ours (CrmTxn *txn, const char *address)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");
  g_autoptr (GPtrArray) people = *address != '\0' ? crm_txn_query (txn, query, NULL) : NULL;

  for (guint i = 0; people != NULL && i < people->len; i++)
    if (g_ascii_strcasecmp (crm_record_get_text (g_ptr_array_index (people, i), "email"),
                            address) == 0)
      return TRUE;

  return FALSE;
}

/* Who it is from comes before who it is to: a client's letter is the client's. */
static gboolean
find_by_addresses (CrmTxn *txn, const CrmLetter *letter, gint64 *party, GError **error)
{
  if (!find_party (txn, letter->from, party, error))
    return FALSE;
  for (guint i = 0; i < letter->to->len && *party == 0; i++)
    if (!find_party (txn, g_ptr_array_index (letter->to, i), party, error))
      return FALSE;
  if (*party != 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("No client has the address “%s”. Drop the letter on the client's card."),
               *letter->from != '\0' || letter->to->len == 0
                 ? letter->from
                 : (const char *)g_ptr_array_index (letter->to, 0));

  return FALSE;
}

/* What it was put on says whose it is; a record of another room says so by its own fields. */
static gboolean
place_at (CrmTxn *txn, CrmRecord *event, gint64 id, GError **error)
{
  const char *entity = NULL;
  g_autofree char *title = crm_txn_title (txn, id, &entity);
  const CrmEntity *found;
  g_autoptr (CrmRecord) record = NULL;
  const CrmField *client;

  if (title == NULL)
    return TRUE;
  if (g_str_equal (entity, "party")) {
    crm_record_set_int (event, "client", id);
    return TRUE;
  }
  found = crm_schema_find (crm_txn_get_schema (txn), entity);
  client = crm_entity_find_field (found, "client");
  if (client == NULL || g_strcmp0 (client->ref, "party") != 0)
    return TRUE;
  record = crm_txn_get (txn, entity, id, error);
  if (record == NULL)
    return FALSE;
  crm_record_set (event, "client", crm_record_get (record, "client"));
  crm_happening_name (txn, event, id);

  return TRUE;
}

/* Whoever of the client's people has written it, or is written to. */
static gboolean
name_contact (CrmTxn *txn, CrmRecord *event, const CrmLetter *letter, GError **error)
{
  g_autoptr (GPtrArray) people =
               crm_client_people (txn, crm_record_get_int (event, "client"), error);
  const CrmClientPerson *contact;

  if (people == NULL)
    return FALSE;
  contact = crm_client_people_find (people, letter->from, "");
  for (guint i = 0; i < letter->to->len && contact == NULL; i++)
    contact = crm_client_people_find (people, letter->to->pdata[i], "");
  if (contact != NULL)
    crm_record_set_int (event, "contact", contact->id);

  return TRUE;
}

static gboolean
refuse_second (CrmTxn *txn, const CrmRecord *event, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("event");
  g_autoptr (GPtrArray) found = NULL;

  crm_query_add_test_id (query, "client", crm_record_get_int (event, "client"));
  crm_query_add_test (query, "kind", CRM_TEST_EQUAL, "letter");
  crm_query_add_test (query, "from_address", CRM_TEST_EQUAL,
                      crm_record_get_text (event, "from_address"));
  found = crm_txn_query (txn, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++) {
    const CrmRecord *other = g_ptr_array_index (found, i);

    if (crm_record_get_int (other, "starts") != crm_record_get_int (event, "starts") ||
        strcmp (crm_record_get_text (other, "subject"), crm_record_get_text (event, "subject")) !=
          0)
      continue;
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNIQUE, _ ("The letter “%s” is there already."),
                 crm_record_get_text (event, "subject"));
    return FALSE;
  }

  return found != NULL;
}

static char *
short_text (const char *text, glong most)
{
  return g_utf8_strlen (text, -1) > most ? g_utf8_substring (text, 0, most) : g_strdup (text);
}

static void
fill_event (CrmTxn *txn, CrmRecord *event, const CrmLetter *letter)
{
  g_autofree char *subject =
    short_text (*letter->subject != '\0' ? letter->subject : _ ("(no subject)"), 200);
  g_autofree char *note = NULL;
  g_autofree char *to = NULL;

  if (letter->cut)
    /* Translators: under the text of a letter that was too long to be shown whole. */
    note =
      g_strdup_printf ("%s\n\n%s", letter->text, _ ("The rest stands in the letter's own file."));
  g_ptr_array_add (letter->to, NULL);
  to = g_strjoinv (", ", (char **)letter->to->pdata);
  g_ptr_array_set_size (letter->to, (int)letter->to->len - 1);
  crm_record_set_text (event, "kind", "letter");
  crm_record_set_text (event, "subject", subject);
  crm_record_set_text (event, "note", note != NULL ? note : letter->text);
  crm_record_set_text (event, "direction", is_ours (txn, letter->from) ? "out" : "in");
  crm_record_set_text (event, "from_address", letter->from);
  crm_record_set_text (event, "to_address", to);
  if (letter->at != 0)
    crm_record_set_int (event, "starts", letter->at);
  crm_record_set_int (event, "done", 1);
}

static gboolean
place_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Placing *placing = data;
  g_autoptr (CrmRecord) event = crm_txn_new (txn, "event");
  gint64 party;

  fill_event (txn, event, placing->letter);
  if (placing->record != 0 && !place_at (txn, event, placing->record, error))
    return FALSE;
  if (crm_record_is_null (event, "client")) {
    if (!find_by_addresses (txn, placing->letter, &party, error))
      return FALSE;
    crm_record_set_int (event, "client", party);
  }
  if (!refuse_second (txn, event, error) || !name_contact (txn, event, placing->letter, error) ||
      !crm_txn_save (txn, event, error))
    return FALSE;
  placing->event = crm_record_get_id (event);

  return TRUE;
}

/* The letter as it came, and each file that came with it. */
static gboolean
keep_files (CrmOffice *office,
            const CrmLetter *letter,
            gint64 event,
            GFile *file,
            GCancellable *cancellable,
            GError **error)
{
  if (crm_attachment_add (office, event, file, 0, cancellable, error) == 0)
    return FALSE;
  for (guint i = 0; i < letter->parts->len; i++) {
    const CrmLetterPart *part = g_ptr_array_index (letter->parts, i);

    if (crm_attachment_add_bytes (office, event, part->name, part->bytes, error) == 0)
      return FALSE;
  }

  return TRUE;
}

static gint64
drop_letter (CrmOffice *office,
             gint64 record,
             const CrmLetter *letter,
             GFile *file,
             GCancellable *cancellable,
             GError **error)
{
  Placing placing = { .letter = letter, .record = record };

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !crm_office_run (office, CRM_TXN_WRITE, "letter.add", place_in_txn, &placing, error) ||
      !keep_files (office, letter, placing.event, file, cancellable, error))
    return 0;

  return placing.event;
}

/* --- Any file --------------------------------------------------------------------------------- */

typedef struct {
  gint64 record;
  GFile *file;
  CrmDropKind kind;
  gint64 id;
} Drop;

static void
drop_free (gpointer data)
{
  Drop *drop = data;

  g_object_unref (drop->file);
  g_free (drop);
}

CrmDropKind
crm_drop (CrmOffice *office,
          gint64 record,
          GFile *file,
          GCancellable *cancellable,
          gint64 *id,
          GError **error)
{
  g_autoptr (CrmLetter) letter = NULL;
  g_autoptr (GError) unread = NULL;
  g_autofree char *name = NULL;
  gboolean is_letter;
  gint64 made;

  g_return_val_if_fail (CRM_IS_OFFICE (office), CRM_DROP_NOTHING);
  g_return_val_if_fail (G_IS_FILE (file), CRM_DROP_NOTHING);

  name = g_file_get_basename (file);
  is_letter = crm_letter_is_letter (name);
  if (is_letter)
    letter = crm_letter_read (file, &unread);
  else if (record == 0)
    g_set_error (&unread, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is not a letter: drop it on the card that it belongs to."), name);
  if (unread != NULL && (record == 0 || unread->domain != CRM_ERROR)) {
    g_propagate_error (error, g_steal_pointer (&unread));
    return CRM_DROP_NOTHING;
  }
  made = letter != NULL ? drop_letter (office, record, letter, file, cancellable, error)
                        : crm_attachment_add (office, record, file, 0, cancellable, error);
  if (id != NULL)
    *id = made;
  if (made == 0)
    return CRM_DROP_NOTHING;

  return letter != NULL ? CRM_DROP_LETTER : is_letter ? CRM_DROP_UNREAD : CRM_DROP_FILE;
}

static void
drop_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Drop *drop = data;
  GError *error = NULL;

  drop->kind =
    crm_drop (CRM_OFFICE (source), drop->record, drop->file, cancellable, &drop->id, &error);
  if (drop->kind != CRM_DROP_NOTHING)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_added_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Drop *drop = g_task_get_task_data (task);
  GError *error = NULL;

  drop->id = crm_attachment_add_finish (CRM_OFFICE (office), result, &error);
  drop->kind = CRM_DROP_FILE;
  if (drop->id != 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* How far it is is told to whoever asked, not to the task that goes between. */
typedef struct {
  CrmAttachProgress progress;
  gpointer data;
} Listener;

static void
on_progress_cb (gint64 done, gint64 total, gpointer task)
{
  Listener *listener = g_object_get_data (task, "crm-listener");

  listener->progress (done, total, listener->data);
}

void
crm_drop_async (CrmOffice *office,
                gint64 record,
                GFile *file,
                GCancellable *cancellable,
                CrmAttachProgress progress,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autofree char *name = NULL;
  GTask *task;
  Drop *drop;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (G_IS_FILE (file));

  name = g_file_get_basename (file);
  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_drop_async);
  g_task_set_check_cancellable (task, FALSE);
  drop = g_new0 (Drop, 1);
  drop->record = record;
  drop->file = g_object_ref (file);
  g_task_set_task_data (task, drop, drop_free);
  if (progress != NULL && record != 0 && !crm_letter_is_letter (name)) {
    Listener *listener = g_new (Listener, 1);

    *listener = (Listener){ progress, user_data };
    g_object_set_data_full (G_OBJECT (task), "crm-listener", listener, g_free);
    crm_attachment_add_async (office, record, file, 0, cancellable, on_progress_cb, on_added_cb,
                              task);
    return;
  }
  g_task_run_in_thread (task, drop_in_thread);
  g_object_unref (task);
}

CrmDropKind
crm_drop_finish (CrmOffice *office, GAsyncResult *result, gint64 *id, GError **error)
{
  Drop *drop;

  g_return_val_if_fail (g_task_is_valid (result, office), CRM_DROP_NOTHING);

  drop = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return CRM_DROP_NOTHING;
  if (id != NULL)
    *id = drop->id;

  return drop->kind;
}
