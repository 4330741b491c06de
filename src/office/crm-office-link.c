/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-office-link.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

#define GROUP     "Kontor Link"
#define KEY       "Office"
#define MOST_SIZE 65536

static gboolean
is_link (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, CRM_OFFICE_LINK_SUFFIX);
}

/* --- Making ----------------------------------------------------------------------------------- */

char *
crm_office_make_link (CrmOffice *self, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *where = NULL;
  g_autofree char *office = NULL;
  g_autofree char *uri = NULL;

  g_return_val_if_fail (CRM_IS_OFFICE (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  if (crm_store_is_this_computer (crm_office_get_store (self))) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("Only this computer uses the office. Let several computers use it "
                            "first, under “Where the office is”."));
    return NULL;
  }
  where = is_link (path) ? g_strdup (path) : g_strconcat (path, CRM_OFFICE_LINK_SUFFIX, NULL);
  office = g_canonicalize_filename (crm_office_get_path (self), NULL);
  uri = g_filename_to_uri (office, NULL, error);
  if (uri == NULL)
    return NULL;
  g_key_file_set_string (file, GROUP, KEY, uri);
  if (!g_key_file_save_to_file (file, where, error)) {
    g_prefix_error (error, "%s: ", where);
    return NULL;
  }

  return g_steal_pointer (&where);
}

/* --- Following -------------------------------------------------------------------------------- */

static char *
refuse (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (
    error, CRM_ERROR, CRM_ERROR_INVALID,
    _ ("“%s” is no shortcut to an office of Kontor. Ask whoever gave it to you for a new "
       "one."),
    shown);

  return NULL;
}

/* (transfer full): what the shortcut says; NULL without error when it is none. */
static char *
read_target (const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GFile) itself = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (itself, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *uri = NULL;

  if (info == NULL || g_file_info_get_size (info) > MOST_SIZE ||
      !g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  uri = g_key_file_get_string (file, GROUP, KEY, NULL);

  return uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
}

char *
crm_office_follow_link (const char *path, GError **error)
{
  g_autofree char *target = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *beside = NULL;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!is_link (path))
    return g_strdup (path);
  target = read_target (path);
  /* One step: a shortcut to a shortcut would be a way to nowhere. */
  if (target == NULL || is_link (target))
    return refuse (path, error);
  if (g_file_test (target, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&target);
  folder = g_path_get_dirname (path);
  name = g_path_get_basename (target);
  beside = g_build_filename (folder, name, NULL);
  if (g_file_test (beside, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&beside);
  shown = g_filename_display_name (target);
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("The office “%s” that this shortcut leads to is not there. Is the network drive "
                  "connected? If the office was moved, ask for a new shortcut."),
               shown);

  return NULL;
}
