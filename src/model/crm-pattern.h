/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The value of a field as it shall be read; NULL or "" when it is empty. (transfer full) */
typedef char *(*CrmPatternFunc) (const char *name, gpointer user_data);

/**
 * crm_pattern_expand:
 * @pattern: `{city} · {phone}`, `{name} ({stage})`
 *
 * Puts values for the fields of a title. What stands between two fields is seen only between two
 * that are filled in, and brackets only around what is: no part that is empty leaves a mark.
 *
 * Returns: (transfer full): trimmed.
 */
char *crm_pattern_expand (const char *pattern, CrmPatternFunc value_of, gpointer user_data);

G_END_DECLS
