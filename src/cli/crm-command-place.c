/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "office/crm-office-link.h"
#include "office/crm-office-place.h"

#include <glib/gi18n-lib.h>

/* Where an office is, how it is kept, and who is in. */

static gboolean
parse_yes (const char *text, gboolean *yes, GError **error)
{
  *yes = g_strcmp0 (text, "yes") == 0;
  if (text == NULL || *yes || g_str_equal (text, "no"))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("--this-computer takes “yes” or “no”."));
  return FALSE;
}

static JsonArray *
list_peers (CrmStore *store)
{
  g_autoptr (GPtrArray) peers = crm_store_get_peers (store);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < peers->len; i++) {
    const CrmPeer *peer = g_ptr_array_index (peers, i);
    JsonObject *object;

    if (peer->own)
      continue;
    object = json_object_new ();
    json_object_set_string_member (object, "name", peer->name);
    json_object_set_string_member (object, "account", peer->user);
    json_object_set_string_member (object, "computer", peer->host);
    json_object_set_string_member (object, "version", peer->version);
    json_array_add_object_element (list, object);
  }
  return list;
}

static void
add_peers (GString *text, CrmStore *store)
{
  g_autoptr (GPtrArray) peers = crm_store_get_peers (store);

  for (guint i = 0; i < peers->len; i++) {
    const CrmPeer *peer = g_ptr_array_index (peers, i);
    g_autofree char *who = crm_peer_describe (peer);

    /* Translators: a person on a computer; a version of Kontor. */
    if (!peer->own)
      g_string_append_printf (text, _ ("\nOpen now: %s, Kontor %s"), who, peer->version);
  }
}

static char *
tell (CrmOffice *office)
{
  CrmStore *store = crm_office_get_store (office);
  const CrmPlace *place = crm_store_get_place (store);
  g_autofree char *what = crm_place_describe (place);
  g_autofree char *advice = crm_place_advise (place, !crm_store_is_this_computer (store));
  g_autofree char *refused = crm_store_get_read_only_text (store);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Folder: %s"), place->folder);
  if (*place->file_system != '\0')
    g_string_append_printf (text, " (%s)", place->file_system);
  g_string_append_printf (text, "\n%s", what);
  if (advice != NULL)
    g_string_append_printf (text, " %s", advice);
  g_string_append_printf (text, "\n%s", crm_office_describe_keeping (office));
  if (refused != NULL)
    g_string_append_printf (text, _ ("\nCan only be read: %s"), refused);
  add_peers (text, store);
  return g_string_free (text, FALSE);
}

static gboolean
run_place (CrmSession *session, char ***args, GError **error)
{
  g_autofree char *one = NULL;
  const GOptionEntry entries[] = {
    { "this-computer", 0, 0, G_OPTION_ARG_STRING, &one, NULL, NULL },
    { NULL },
  };
  g_autofree char *sentence = NULL;
  JsonObject *object;
  CrmOffice *office;
  CrmStore *store;
  gboolean yes;

  if (!crm_command_parse (entries, args, 0, 1, error) || !parse_yes (one, &yes, error) ||
      !crm_session_take_path (session, (*args)[0], error))
    return FALSE;
  office = crm_session_open (session, error);
  if (office == NULL)
    return FALSE;
  store = crm_office_get_store (office);
  if (one != NULL && !crm_store_set_this_computer (store, yes, error))
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "folder", crm_store_get_place (store)->folder);
  json_object_set_string_member (object, "place", crm_place_get_name (crm_store_get_place (store)));
  json_object_set_boolean_member (object, "this_computer", crm_store_is_this_computer (store));
  json_object_set_boolean_member (object, "read_only", crm_store_is_read_only (store));
  json_object_set_array_member (object, "open", list_peers (store));
  sentence = tell (office);
  crm_command_answer (session, object, sentence);
  return TRUE;
}

/* --- shortcut --------------------------------------------------------------------------------- */

static gboolean
run_shortcut (CrmSession *session, char ***args, GError **error)
{
  g_autofree char *sentence = NULL;
  g_autofree char *path = NULL;
  JsonObject *object;
  CrmOffice *office;

  if (!crm_command_parse (NULL, args, 1, 1, error))
    return FALSE;
  office = crm_session_open (session, error);
  path = office != NULL ? crm_office_make_link (office, (*args)[0], error) : NULL;
  if (path == NULL)
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "file", path);
  /* Translators: the placeholder is a file name. */
  sentence = g_strdup_printf (_ ("The shortcut is in %s. Give it to your colleagues."), path);
  crm_command_answer (session, object, sentence);

  return TRUE;
}

const CrmCommand crm_commands_place[] = {
  {
    .name = "place",
    .usage = "[OFFICE] [--this-computer yes|no]",
    .help = N_ ("Where an office is, how it is kept, and who has it open"),
    .details = N_ ("With “--this-computer yes” only programs of this computer can use the office, "
                   "which makes saving faster; “no” lets several computers use it again. Nobody "
                   "else may have it open at that moment."),
    .run = run_place,
  },
  {
    .name = "shortcut",
    .usage = "FILE",
    .help = N_ ("Make a shortcut by which colleagues open the office"),
    .details = N_ ("A small file, FILE.kontor-link, that opens the office with a double click. "
                   "Every command takes it in the place of the office, too."),
    .run = run_shortcut,
  },
  { NULL },
};
