/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-text.h"

#include <string.h>

#define BREVE 0x0306

/* What a character becomes in a fold besides itself. */
enum {
  DROP = 0,
  SPACE = ' ',
  QUOTE = '"',
  DASH = '-'
};

static gboolean
is_ascii (const char *text, gsize *length)
{
  gsize i;

  for (i = 0; text[i] != '\0'; i++) {
    if ((guchar)text[i] >= 0x80)
      return FALSE;
  }
  *length = i;

  return TRUE;
}

/* Letters that carry their mark inside and so have no decomposition. */
static gunichar
plain_letter (gunichar c)
{
  switch (c) {
  case 0x0142: /* ł */
    return 'l';
  case 0x0111: /* đ */
  case 0x00f0: /* ð */
    return 'd';
  case 0x00f8: /* ø */
    return 'o';
  case 0x0131: /* ı */
    return 'i';
  case 0x0127: /* ħ */
    return 'h';
  case 0x0167: /* ŧ */
    return 't';
  default:
    return c;
  }
}

static gunichar
plain_punctuation (gunichar c)
{
  switch (c) {
  case '\'':
  case '`':
  case 0x00ab: /* « » */
  case 0x00bb:
  case 0x00b4: /* ´ */
  case 0x02b9: /* ʹ ʺ ʻ ʼ ʽ: the Ukrainian apostrophe is among them */
  case 0x02ba:
  case 0x02bb:
  case 0x02bc:
  case 0x02bd:
  case 0x2032: /* ′ ″ ‵ ‶ */
  case 0x2033:
  case 0x2035:
  case 0x2036:
  case 0x2039: /* ‹ › */
  case 0x203a:
  case 0xff02: /* the wide ones of East Asia */
  case 0xff07:
    return QUOTE;
  case 0x2043:
  case 0x2212: /* − */
  case 0xfe58:
  case 0xfe63:
  case 0xff0d:
    return DASH;
  default:
    break;
  }

  if (c >= 0x2018 && c <= 0x201f)
    return QUOTE;
  if (c >= 0x2010 && c <= 0x2015)
    return DASH;

  return c;
}

/* @c is already case folded and decomposed. */
static gunichar
fold_char (gunichar c)
{
  gunichar plain;

  if (g_unichar_isspace (c) || c == '\v' || c == 0x0085)
    return SPACE;

  plain = plain_punctuation (c);
  if (plain != c)
    return plain;

  if (c < 0x80)
    return g_ascii_iscntrl ((char)c) ? DROP : (gunichar)g_ascii_tolower ((char)c);

  switch ((int)g_unichar_type (c)) {
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_ENCLOSING_MARK:
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
    return DROP;
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_SPACE_SEPARATOR:
    return SPACE;
  default:
    return plain_letter (c);
  }
}

static char *
fold_ascii (const char *text, gsize length)
{
  char *folded = g_malloc (length + 1);
  gsize n = 0;

  for (gsize i = 0; i < length; i++) {
    gunichar c = fold_char ((guchar)text[i]);

    if (c == DROP || (c == SPACE && (n == 0 || folded[n - 1] == ' ')))
      continue;
    folded[n++] = (char)c;
  }

  if (n > 0 && folded[n - 1] == ' ')
    n--;
  folded[n] = '\0';

  return folded;
}

char *
crm_text_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *apart = NULL;
  GString *folded;
  gsize length;
  gunichar last = SPACE;

  if (text == NULL)
    return g_strdup ("");
  if (is_ascii (text, &length))
    return fold_ascii (text, length);

  valid = g_utf8_make_valid (text, -1);
  lower = g_utf8_casefold (valid, -1);
  apart = g_utf8_normalize (lower, -1, G_NORMALIZE_NFD);
  folded = g_string_sized_new (strlen (apart));

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gunichar plain = fold_char (c);

    /* й is a letter of its own in Russian: only its mark comes back. */
    if (c == BREVE && last == 0x0438) {
      g_string_truncate (folded, folded->len - strlen ("и"));
      last = 0x0439;
      g_string_append_unichar (folded, last);
    } else if (plain != DROP && !(plain == SPACE && last == SPACE)) {
      last = plain;
      g_string_append_unichar (folded, last);
    }
  }

  if (folded->len > 0 && last == SPACE)
    g_string_truncate (folded, folded->len - 1);

  return g_string_free (folded, FALSE);
}

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
  g_autofree char *composed = NULL;
  GString *clean;
  guint breaks = 0;
  gboolean space = FALSE;

  if (text == NULL)
    return g_strdup ("");

  valid = g_utf8_make_valid (text, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  clean = g_string_sized_new (strlen (composed));

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p)) {
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

  return g_string_free (clean, FALSE);
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
