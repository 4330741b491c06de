/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_table_parse:
 * @text: what a spreadsheet or 1C puts on the clipboard: tabs between cells, a new line behind each
 *   row, cells with either of them in quotes.
 *
 * Rows need not be equally long. A quotation mark that is not closed is a character like any other.
 *
 * Returns: (transfer full) (element-type GStrv): the rows; none for an empty text.
 */
GPtrArray *crm_table_parse (const char *text);
/* Cells of the longest row. */
guint crm_table_width (GPtrArray *table);

G_END_DECLS
