/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/templates/crm-shipped.h"

#include "base/crm-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

char *
crm_shipped_dir (void)
{
  const char *given = g_getenv ("KONTOR_TEMPLATE_DIR");
  g_autofree char *installed = NULL;

  if (given != NULL && *given != '\0')
    return g_strdup (given);

#ifdef G_OS_WIN32
  g_autofree char *package = g_win32_get_package_installation_directory_of_module (NULL);

  installed = g_build_filename (package, "share", "kontor", "templates", NULL);
#else
  installed = g_build_filename (KONTOR_DATA_DIR, "templates", NULL);
#endif
  if (g_file_test (installed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&installed);

  return g_build_filename (KONTOR_SOURCE_DIR, "data", "templates", NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
crm_shipped_list (GError **error)
{
  g_autofree char *path = crm_shipped_dir ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) inner = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &inner);
  const char *name;

  if (dir == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("The templates that come with Kontor are not in the folder “%s”. Install "
                    "Kontor again."),
                 path);
    return NULL;
  }
  while ((name = g_dir_read_name (dir)) != NULL) {
    if (crm_shipped_split (name, NULL, NULL, NULL))
      g_ptr_array_add (names, g_strdup (name));
  }
  g_ptr_array_sort (names, compare_names);

  return g_steal_pointer (&names);
}

char *
crm_shipped_read (const char *name, GError **error)
{
  g_autofree char *dir = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) inner = NULL;
  char *text = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  dir = crm_shipped_dir ();
  path = g_build_filename (dir, name, NULL);
  /* The name stands in the office file: it must not lead out of the folder. */
  if (crm_shipped_split (name, NULL, NULL, NULL) && g_file_get_contents (path, &text, NULL, &inner))
    return text;

  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("The template “%s” does not come with this Kontor: %s"), name,
               inner != NULL ? inner->message : path);

  return NULL;
}

gboolean
crm_shipped_split (const char *name, char **country, char **kind, char **language)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  if (strpbrk (name, "/\\") != NULL)
    return FALSE;
  parts = g_strsplit (name, ".", -1);
  if (g_strv_length (parts) != 4 || strlen (parts[0]) != 2 || strlen (parts[2]) != 2 ||
      *parts[1] == '\0' || !g_str_equal (parts[3], "xml"))
    return FALSE;

  if (country != NULL)
    *country = g_strdup (parts[0]);
  if (kind != NULL)
    *kind = g_strdup (parts[1]);
  if (language != NULL)
    *language = g_strdup (parts[2]);

  return TRUE;
}
