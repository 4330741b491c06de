/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-xlsx-text.h"

#include <string.h>

#define MOST_NAME 31

/* "_x0041_" in a text means a letter to Excel. */
static gboolean
looks_coded (const char *text, gsize length)
{
  return length >= 7 && text[0] == '_' && text[1] == 'x' && g_ascii_isxdigit (text[2]) &&
         g_ascii_isxdigit (text[3]) && g_ascii_isxdigit (text[4]) && g_ascii_isxdigit (text[5]) &&
         text[6] == '_';
}

void
crm_xlsx_append_escaped (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if (text[i] == '&')
      g_string_append (out, "&amp;");
    else if (text[i] == '<')
      g_string_append (out, "&lt;");
    else if (text[i] == '>')
      g_string_append (out, "&gt;");
    else if (text[i] == '"')
      g_string_append (out, "&quot;");
    else if (text[i] == '_' && looks_coded (text + i, length - i))
      g_string_append (out, "_x005F_");
    else if ((guchar)text[i] >= 0x20 || text[i] == '\t' || text[i] == '\n')
      g_string_append_c (out, text[i]);
  }
}

/* As Excel does: only spaces at the ends are asked for by name. */
void
crm_xlsx_append_text (GString *out, const char *text, gsize length)
{
  const gboolean keep =
    length > 0 && (g_ascii_isspace (text[0]) || g_ascii_isspace (text[length - 1]));

  g_string_append (out, keep ? "<t xml:space=\"preserve\">" : "<t>");
  crm_xlsx_append_escaped (out, text, length);
  g_string_append (out, "</t>");
}

void
crm_xlsx_append_name (GString *out, guint row, guint column)
{
  char letters[8];
  guint n = 0;

  for (column++; column > 0; column = (column - 1) / 26)
    letters[n++] = (char)('A' + (column - 1) % 26);
  while (n > 0)
    g_string_append_c (out, letters[--n]);
  g_string_append_printf (out, "%u", row + 1);
}

char *
crm_xlsx_sheet_name (const char *title)
{
  char *name = g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1), MOST_NAME));

  for (char *p = name; *p != '\0'; p++) {
    if (strchr ("[]:*?/\\'", *p) != NULL || g_ascii_iscntrl (*p))
      *p = ' ';
  }
  g_strstrip (name);
  if (*name != '\0')
    return name;
  g_free (name);
  return g_strdup ("1");
}
