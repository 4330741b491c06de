/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-fonts.h"

#include <fontconfig/fontconfig.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

#include "base/crm-error.h"

/* Loaded once and never freed: the whole program uses them until it ends. */
typedef struct {
  FcConfig *config;
  FcCharSet *all;
  FcCharSet *first;
} CrmFonts;

static CrmFonts *fonts;
static GMutex fonts_lock;

/* Program data: beside the installed program, else in the source tree it was built from. */
static char *
crm_render_data_path (const char *name)
{
  g_autofree char *path = NULL;

#ifdef G_OS_WIN32
  g_autofree char *package = g_win32_get_package_installation_directory_of_module (NULL);

  path = g_build_filename (package, "share", "kontor", name, NULL);
#else
  path = g_build_filename (KONTOR_DATA_DIR, name, NULL);
#endif
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&path);
  return g_build_filename (KONTOR_SOURCE_DIR, "data", name, NULL);
}

static char *
find_font_dir (void)
{
  const char *given = g_getenv ("KONTOR_FONT_DIR");

  if (given != NULL && *given != '\0')
    return g_strdup (given);
  return crm_render_data_path ("fonts");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
add_coverage (CrmFonts *self)
{
  FcFontSet *set = FcConfigGetFonts (self->config, FcSetApplication);

  self->all = FcCharSetCreate ();
  self->first = FcCharSetCreate ();
  for (int i = 0; set != NULL && i < set->nfont; i++) {
    FcCharSet *chars = NULL;
    FcChar8 *family = NULL;
    FcBool changed = FcFalse;

    if (FcPatternGetCharSet (set->fonts[i], FC_CHARSET, 0, &chars) != FcResultMatch)
      continue;
    FcCharSetMerge (self->all, chars, &changed);
    if (FcPatternGetString (set->fonts[i], FC_FAMILY, 0, &family) == FcResultMatch &&
        g_str_equal ((const char *)family, CRM_FONT_FAMILY))
      FcCharSetMerge (self->first, chars, &changed);
  }
}

/* One by one and sorted: for a whole folder fontconfig wants to write a cache beside the system's,
 * and complains where it may not. */
static void
add_files (CrmFonts *self, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_suffix (name, ".ttf") || g_str_has_suffix (name, ".otf"))
      g_ptr_array_add (files, g_build_filename (path, name, NULL));
  }
  g_ptr_array_sort (files, compare_names);
  for (guint i = 0; i < files->len; i++)
    FcConfigAppFontAddFile (self->config, g_ptr_array_index (files, i));
}

static CrmFonts *
load_fonts (GError **error)
{
  g_autofree char *dir = find_font_dir ();
  CrmFonts *self = g_new0 (CrmFonts, 1);

  self->config = FcConfigCreate ();
  add_files (self, dir);
  add_coverage (self);
  if (FcCharSetCount (self->first) > 0)
    return self;
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("The fonts for papers are not in the folder “%s”. Install Kontor again."), dir);
  FcCharSetDestroy (self->all);
  FcCharSetDestroy (self->first);
  FcConfigDestroy (self->config);
  g_free (self);
  return NULL;
}

gboolean
crm_fonts_load (GError **error)
{
  gboolean loaded = FALSE;

  g_mutex_lock (&fonts_lock);
  if (fonts == NULL)
    fonts = load_fonts (error);
  loaded = fonts != NULL;
  g_mutex_unlock (&fonts_lock);
  return loaded;
}

PangoFontMap *
crm_fonts_new_map (void)
{
  PangoFontMap *map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);

  g_return_val_if_fail (fonts != NULL, map);

  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (map), fonts->config);
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72);
  return map;
}

gboolean
crm_fonts_have (gunichar c)
{
  return FcCharSetHasChar (fonts->all, c);
}

gboolean
crm_fonts_have_first (gunichar c)
{
  return FcCharSetHasChar (fonts->first, c);
}
