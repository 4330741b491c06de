/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-table-text.h"

#include <string.h>

static gboolean
ends_cell (char c)
{
  return c == '\0' || c == '\t' || c == '\n' || c == '\r';
}

/* Behind the closing mark of a cell in quotes; NULL when it is none. */
static const char *
read_quoted (const char *text, GString *cell)
{
  g_string_truncate (cell, 0);
  for (const char *at = text + 1; *at != '\0'; at++) {
    if (*at != '"') {
      g_string_append_c (cell, *at);
      continue;
    }
    if (at[1] == '"') {
      g_string_append_c (cell, '"');
      at++;
      continue;
    }
    return ends_cell (at[1]) ? at + 1 : NULL;
  }

  return NULL;
}

static const char *
read_cell (const char *text, GString *cell)
{
  const char *end = *text == '"' ? read_quoted (text, cell) : NULL;

  if (end != NULL)
    return end;
  g_string_truncate (cell, 0);
  for (end = text; !ends_cell (*end); end++)
    g_string_append_c (cell, *end);

  return end;
}

GPtrArray *
crm_table_parse (const char *text)
{
  GPtrArray *table = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_autoptr (GString) cell = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, table);

  while (*text != '\0') {
    g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

    for (gboolean more = TRUE; more;) {
      text = read_cell (text, cell);
      g_strv_builder_add (row, cell->str);
      more = *text == '\t';
      if (more)
        text++;
    }
    if (*text == '\r')
      text++;
    if (*text == '\n')
      text++;
    g_ptr_array_add (table, g_strv_builder_end (row));
  }

  return table;
}

guint
crm_table_width (GPtrArray *table)
{
  guint width = 0;

  g_return_val_if_fail (table != NULL, 0);

  for (guint i = 0; i < table->len; i++)
    width = MAX (width, g_strv_length (g_ptr_array_index (table, i)));

  return width;
}
