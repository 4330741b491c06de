/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tags are words between commas. Two that differ only in case or diacritics are the same tag. */

gboolean crm_tags_has (const char *tags, const char *tag);
/* (transfer full) (nullable): the text with the tag; what stands there already keeps its spelling.
 */
char *crm_tags_add (const char *tags, const char *tag);
/* (transfer full) (nullable): without it; NULL when none is left. */
char *crm_tags_remove (const char *tags, const char *tag);

G_END_DECLS
