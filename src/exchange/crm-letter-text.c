/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-letter-private.h"

#include <gio/gio.h>
#include <string.h>

/* Charsets that letters of our countries come in without saying so. */
static const char *const likely[] = { "windows-1251", "koi8-r", "windows-1250", "iso-8859-2" };

static char *
convert (const char *bytes, gsize size, const char *charset)
{
  return charset != NULL && *charset != '\0'
           ? g_convert (bytes, (gssize)size, "UTF-8", charset, NULL, NULL, NULL)
           : NULL;
}

static gboolean
is_cyrillic (gunichar letter)
{
  return letter >= 0x400 && letter <= 0x45f;
}

static gboolean
is_romanian (gunichar letter)
{
  return letter != 0 && g_utf8_strchr ("ăâîșțşţĂÂÎȘȚŞŢéáöüóÉ", -1, letter) != NULL;
}

static int
worth (gunichar letter, gunichar before)
{
  /* No word is written in two alphabets. */
  if ((is_cyrillic (letter) &&
       (g_ascii_isalpha ((char)MIN (before, 0x7f)) || is_romanian (before))) ||
      (is_cyrillic (before) &&
       (g_ascii_isalpha ((char)MIN (letter, 0x7f)) || is_romanian (letter))))
    return -6;
  if (letter < 0x80)
    return 0;
  if ((letter >= 0x430 && letter <= 0x44f) || letter == 0x451)
    return 3;
  if (letter >= 0x410 && letter <= 0x42f)
    return g_unichar_islower (before) ? -4 : 1;
  if (is_romanian (letter) || g_utf8_strchr ("«»„”–—№“’", -1, letter) != NULL)
    return 2;

  return -3;
}

/* Words are written small with a capital at most in front: read by the wrong charset they are full
 * of capitals, of signs, or of letters that nobody writes. */
static int
likeness (const char *text)
{
  int score = 0;
  gunichar before = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    score += worth (letter, before);
    before = letter;
  }

  return score;
}

static char *
guess (const char *bytes, gsize size)
{
  g_autofree char *best = NULL;
  int best_score = G_MININT;

  for (guint i = 0; i < G_N_ELEMENTS (likely); i++) {
    g_autofree char *text = convert (bytes, size, likely[i]);
    int score = text != NULL ? likeness (text) : G_MININT;

    if (score > best_score) {
      g_free (best);
      best = g_steal_pointer (&text);
      best_score = score;
    }
  }

  return best != NULL ? g_steal_pointer (&best) : g_utf8_make_valid (bytes, (gssize)size);
}

char *
_crm_letter_decode (const char *bytes, gsize size, const char *charset)
{
  g_autofree char *text = NULL;

  /* What is UTF-8 is nothing else, whatever the letter says. */
  if (g_utf8_validate (bytes, (gssize)size, NULL))
    return g_strndup (bytes, size);
  if (charset == NULL || g_ascii_strcasecmp (charset, "us-ascii") != 0)
    text = convert (bytes, size, charset);

  return text != NULL ? g_steal_pointer (&text) : guess (bytes, size);
}

char *
_crm_letter_charset (guint code_page)
{
  switch (code_page) {
  case 0:
    return NULL;
  case 20127:
    return g_strdup ("us-ascii");
  case 20866:
    return g_strdup ("koi8-r");
  case 21866:
    return g_strdup ("koi8-u");
  case 65001:
    return g_strdup ("utf-8");
  default:
    /* 28591 to 28605 are the parts of ISO 8859. */
    if (code_page > 28590 && code_page < 28606)
      return g_strdup_printf ("iso-8859-%u", code_page - 28590);
    return g_strdup_printf ("cp%u", code_page);
  }
}
