/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/*
 * The fonts of papers: the ones that come with Kontor and no others, so that a paper looks the same
 * on every desktop. Private to render/.
 */

#define CRM_FONT_FAMILY   "Liberation Sans"
#define CRM_FONT_FALLBACK "DejaVu Sans"

/* FALSE and %CRM_ERROR_NOT_FOUND when the font files are not where they should be. */
gboolean crm_fonts_load (GError **error);

/* A font map of its own: Pango's are not safe to share between threads. (transfer full) */
PangoFontMap *crm_fonts_new_map (void);

/* Whether some font can draw the character, and whether the first one can. */
gboolean crm_fonts_have (gunichar c);
gboolean crm_fonts_have_first (gunichar c);

G_END_DECLS
