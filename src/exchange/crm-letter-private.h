/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a letter says in bytes of some charset, as UTF-8: the charset it names, if it can be read
 * by that, else the one that it looks like. (transfer full) */
char *_crm_letter_decode (const char *bytes, gsize size, const char *charset);

/* The words of a page, with a line for each paragraph, cell and item. @html is UTF-8. (transfer
 * full) */
char *_crm_html_to_text (const char *html);

G_END_DECLS
