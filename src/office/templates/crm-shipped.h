/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files of templates that come with the program: country.kind.language.xml. */

/* The folder: KONTOR_TEMPLATE_DIR of the environment, the installed one, that of the source tree.
 * (transfer full) */
char *crm_shipped_dir (void);

/* Names of its files, sorted. (transfer full) (element-type utf8) */
GPtrArray *crm_shipped_list (GError **error);

/* The text of one; NULL with %CRM_ERROR_NOT_FOUND when it does not come with this program. */
char *crm_shipped_read (const char *name, GError **error);

/* "md", "proforma" and "ro" of "md.proforma.ro.xml"; FALSE for a name that is not so. */
gboolean crm_shipped_split (const char *name, char **country, char **kind, char **language);

G_END_DECLS
