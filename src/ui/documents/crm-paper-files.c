/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/documents/crm-paper-files.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define NAME_MAX_CHARS 120
#define DAY_SECONDS    (24 * 60 * 60)

/* --- Names ------------------------------------------------------------------------------------ */

static gboolean
is_forbidden (gunichar c)
{
  static const char forbidden[] = "<>:\"/\\|?*";

  return c < 0x20 || c == 0x7f || (c < 0x80 && strchr (forbidden, (int)c) != NULL);
}

/* Quotes and slashes go, spaces in a row become one, and no name ends with a point: Windows. */
static void
append_clean (GString *name, const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c) || c == '/' || c == '\\')
      c = ' ';
    else if (is_forbidden (c))
      continue;
    if (c == ' ' && (name->len == 0 || name->str[name->len - 1] == ' '))
      continue;
    g_string_append_unichar (name, c);
  }
}

char *
crm_paper_file_name (const char *title, const char *client, CrmPaperFormat format)
{
  g_autoptr (GString) name = g_string_new (NULL);

  g_return_val_if_fail (title != NULL, NULL);

  append_clean (name, title);
  append_clean (name, " ");
  append_clean (name, client);
  if (g_utf8_strlen (name->str, -1) > NAME_MAX_CHARS)
    g_string_truncate (name,
                       (gsize)(g_utf8_offset_to_pointer (name->str, NAME_MAX_CHARS) - name->str));
  while (name->len > 0 && strchr (" .", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_append (name, _ ("Document"));

  return g_strconcat (name->str, format == CRM_PAPER_PDF ? ".pdf" : ".xlsx", NULL);
}

/* --- Saving ----------------------------------------------------------------------------------- */

typedef struct {
  CrmPaper *paper;
  CrmPaperFormat format;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  crm_paper_unref (saving->paper);
  g_free (saving);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = source;
  Saving *saving = data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  bytes = saving->format == CRM_PAPER_PDF ? crm_paper_to_pdf (saving->paper, &error)
                                          : crm_paper_to_xlsx (saving->paper);
  if (bytes == NULL && error == NULL)
    g_set_error_literal (&error, CRM_ERROR, CRM_ERROR_IO, _ ("The file could not be made."));
  if (bytes != NULL && g_file_replace_contents (
                         file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                         FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  path = g_file_get_parse_name (file);
  g_prefix_error (&error, _ ("“%s” was not written. "), path);
  g_task_return_error (task, g_steal_pointer (&error));
}

void
crm_paper_save_async (CrmPaper *paper,
                      CrmPaperFormat format,
                      GFile *file,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  g_return_if_fail (paper != NULL);
  g_return_if_fail (G_IS_FILE (file));

  saving = g_new (Saving, 1);
  saving->paper = crm_paper_ref (paper);
  saving->format = format;
  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_paper_save_async);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
crm_paper_save_finish (GFile *file, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- For other programs ----------------------------------------------------------------------- */

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    g_remove (file);
  }
  g_rmdir (path);
}

static void
remove_old (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    GStatBuf status;

    if (g_stat (path, &status) == 0 && now - (gint64)status.st_mtime > DAY_SECONDS)
      remove_folder (path);
  }
}

GFile *
crm_paper_temporary (const char *name, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *own = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  folder = g_build_filename (g_get_user_cache_dir (), "kontor", "papers", NULL);
  own = g_build_filename (folder, "XXXXXX", NULL);
  remove_old (folder);
  if (g_mkdir_with_parents (folder, 0700) != 0 || g_mkdtemp (own) == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO,
                 _ ("The folder “%s” for files to be shown could not be made."), folder);
    return NULL;
  }

  return g_file_new_build_filename (own, name, NULL);
}
