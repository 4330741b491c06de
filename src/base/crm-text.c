/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-text.h"

#include <string.h>

char *
crm_text_digits (const char *text)
{
  g_autofree char *valid = NULL;
  GString *digits;

  if (text == NULL)
    return g_strdup ("");

  valid = g_utf8_make_valid (text, -1);
  digits = g_string_sized_new (16);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    int digit = g_unichar_digit_value (g_utf8_get_char (p));

    if (digit >= 0)
      g_string_append_c (digits, (char)('0' + digit));
  }

  return g_string_free (digits, FALSE);
}

/* Characters that nobody sees and that only make equal texts differ; the joiners U+200C and U+200D
 * stay, since emoji and some scripts are written with them. */
static gboolean
is_invisible (gunichar c)
{
  if (c < 0x20 || (c >= 0x7f && c < 0xa0))
    return TRUE;
  if (c == 0x00ad || c == 0x200b || c == 0xfeff || c == 0x2060 || (c & 0xfffe) == 0xfffe)
    return TRUE;

  return c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

char *
crm_text_clean (const char *text, gboolean lines)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) clean = NULL;
  guint breaks = 0;
  gboolean space = FALSE;

  if (text == NULL)
    return g_strdup ("");

  valid = g_utf8_make_valid (text, -1);
  clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (lines && c == '\r' && p[1] == '\n')
      continue;
    if (lines && (c == '\n' || c == '\r' || c == 0x0085 || c == 0x2028 || c == 0x2029)) {
      breaks++;
    } else if (g_unichar_isspace (c) || c == '\v' || c == 0x0085) {
      space = TRUE;
    } else if (!is_invisible (c)) {
      for (; breaks > 0 && clean->len > 0; breaks--, space = FALSE)
        g_string_append_c (clean, '\n');
      if (space && breaks == 0 && clean->len > 0 && clean->str[clean->len - 1] != '\n')
        g_string_append_c (clean, ' ');
      g_string_append_unichar (clean, c);
      breaks = 0;
      space = FALSE;
    }
  }

  /* Last, since a letter and its mark can meet when what stood between them is gone. */
  return g_utf8_normalize (clean->str, -1, G_NORMALIZE_NFC);
}

char *
crm_text_ellipsize (const char *text, gsize n)
{
  g_autofree char *valid = NULL;
  g_autofree char *kept = NULL;
  const char *end;

  if (text == NULL)
    return g_strdup ("");

  valid = g_utf8_make_valid (text, -1);
  end = valid;
  while (n > 0 && *end != '\0') {
    end = g_utf8_next_char (end);
    n--;
  }
  if (*end == '\0')
    return g_steal_pointer (&valid);

  /* Never between a letter and its mark, nor after a space. */
  while (end > valid && g_unichar_ismark (g_utf8_get_char (end)))
    end = g_utf8_prev_char (end);
  while (end > valid && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  kept = g_strndup (valid, (gsize)(end - valid));

  return g_strconcat (kept, "…", NULL);
}

/* The keys of a PC keyboard in the layouts "us" and "ru" (winkeys), in the same order. */
static const char us_keys[] = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
                              "~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?"
                              "@#$^&|";
static const char ru_keys[] = "ёйцукенгшщзхъфывапролджэячсмитьбю."
                              "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
                              "\"№;:?/";

static gunichar
other_key (gunichar c, const char *from, const char *to)
{
  const char *p = from;
  const char *q = to;

  for (; *p != '\0'; p = g_utf8_next_char (p), q = g_utf8_next_char (q)) {
    if (g_utf8_get_char (p) == c)
      return g_utf8_get_char (q);
  }

  return c;
}

char *
crm_text_other_layout (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;
  GString *other;
  guint latin = 0;
  guint cyrillic = 0;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    latin += c < 0x80 && g_ascii_isalpha ((char)c);
    cyrillic += c >= 0x0400 && c <= 0x045f;
  }
  /* Without a letter it is a number or a date, where a point is meant as a point. */
  if (latin == 0 && cyrillic == 0)
    return NULL;

  other = g_string_sized_new (strlen (composed) * 2);
  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    c = cyrillic >= latin ? other_key (c, ru_keys, us_keys) : other_key (c, us_keys, ru_keys);
    g_string_append_unichar (other, c);
  }

  if (g_str_equal (other->str, text))
    return g_string_free (other, TRUE);

  return g_string_free (other, FALSE);
}
