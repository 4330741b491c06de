/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One line of input without its end; FALSE when there is no more. */
static gboolean
read_line (FILE *in, GString *line)
{
  char piece[4096];

  g_string_truncate (line, 0);
  while (fgets (piece, sizeof piece, in) != NULL) {
    g_string_append (line, piece);
    if (line->len > 0 && line->str[line->len - 1] == '\n') {
      g_string_truncate (line, line->len - 1);
      if (line->len > 0 && line->str[line->len - 1] == '\r')
        g_string_truncate (line, line->len - 1);
      return TRUE;
    }
  }

  return line->len > 0;
}

/* The name of an error in an answer. */
static const char *
error_code (const GError *error)
{
  if (error->domain == CRM_ERROR)
    return crm_error_name ((CrmError)error->code);
  if (error->domain == G_OPTION_ERROR || error->domain == G_SHELL_ERROR)
    return "usage";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";

  return "io";
}

static gboolean
run_line (CrmSession *session, const char *line, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_auto (GStrv) args = NULL;
  const CrmCommand *command;

  if (!g_utf8_validate (line, -1, NULL)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The line holds characters that are not UTF-8."));
    return FALSE;
  }
  if (!g_shell_parse_argv (line, NULL, &words, error))
    return FALSE;
  command = crm_command_find (words[0], TRUE);
  if (command == NULL || g_str_equal (words[0], "batch") || g_str_equal (words[0], "help")) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("There is no command “%s” in a batch."), words[0]);
    return FALSE;
  }
  args = g_strdupv (words + 1);

  return command->run (session, &args, error);
}

/* The answer to one line: always one line itself. */
static void
answer (CrmOutput *out, const GString *result, const GError *error, double ms)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, "%.3f", ms);
  if (error == NULL) {
    crm_output_printf (out, "{\"ok\":true,\"result\":%s,\"ms\":%s}\n",
                       result->len > 0 ? result->str : "null", digits);
  } else {
    g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
    g_autoptr (JsonObject) object = json_object_new ();
    g_autofree char *text = NULL;

    json_object_set_string_member (object, "code", error_code (error));
    json_object_set_string_member (object, "message", error->message);
    json_node_set_object (node, object);
    text = json_to_string (node, FALSE);
    crm_output_printf (out, "{\"ok\":false,\"error\":%s,\"ms\":%s}\n", text, digits);
  }
  crm_output_flush (out);
}

/* Returns whether the line was done. */
static gboolean
take_line (CrmSession *session, const char *line, CrmOutput *out)
{
  g_autoptr (GString) result = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  CrmOutput buffer = { .buffer = result };
  gint64 start = g_get_monotonic_time ();
  gboolean done;

  /* What other desktops have told meanwhile is taken note of first. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  session->out = &buffer;
  done = run_line (session, line, &error);
  session->out = out;
  if (!done && error == NULL)
    g_set_error_literal (&error, CRM_ERROR, CRM_ERROR_INVALID, result->str);
  answer (out, result, error, (double)(g_get_monotonic_time () - start) / 1000.0);

  return done;
}

gboolean
crm_batch_run (CrmSession *session, FILE *in)
{
  g_autoptr (GString) line = g_string_new (NULL);
  CrmOutput *out = session->out;
  gboolean all_done = TRUE;

  session->batch = TRUE;
  while (!out->failed && read_line (in, line)) {
    const char *text = line->str;

    while (g_ascii_isspace (*text))
      text++;
    if (*text == '\0' || *text == '#')
      continue;
    if (!take_line (session, text, out))
      all_done = FALSE;
  }
  session->batch = FALSE;

  return all_done;
}
