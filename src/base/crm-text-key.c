/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-text.h"

#include "base/crm-legal-form.h"

#include <string.h>

/* Letters and groups of letters that stand for one sound in the names of companies and people, the
 * longest first. Romanian marks have been folded away, so that ш is s and ц is t, as people type
 * them. */
static const struct {
  const char *written;
  const char *key;
} sounds[] = {
  { "shch", "s" }, { "sch", "s" }, { "sh", "s" }, { "ch", "k" }, { "ck", "k" },
  { "kh", "h" },   { "zh", "j" },  { "ph", "f" }, { "ts", "t" }, { "tz", "t" },
  { "c", "k" },    { "q", "k" },   { "w", "v" },  { "x", "ks" }, { "y", "i" },
};

/* а to я, then the letters of the neighbours. */
static const char *
latin_of (gunichar c)
{
  static const char *const letters[] = {
    "a", "b", "v", "g", "d", "e", "j", "z", "i", "i", "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "h", "t", "k", "s", "s", "",  "i", "",  "e", "iu", "ia",
  };

  if (c >= 0x0430 && c <= 0x044f)
    return letters[c - 0x0430];

  switch (c) {
  case 0x0454: /* є */
    return "e";
  case 0x0456: /* і */
    return "i";
  case 0x0491: /* ґ */
    return "g";
  case 0x045e: /* ў */
    return "u";
  default:
    return NULL;
  }
}

/* Doubled letters are one: "Rossia" and "Rosia" are the same to whoever hears the name. */
static void
append (GString *key, const char *letters)
{
  for (; *letters != '\0'; letters++) {
    if (key->len == 0 || g_ascii_isdigit (*letters) || key->str[key->len - 1] != *letters)
      g_string_append_c (key, *letters);
  }
}

static const char *
append_latin (GString *key, const char *p)
{
  char letter[2] = { *p, '\0' };

  for (guint i = 0; i < G_N_ELEMENTS (sounds); i++) {
    gsize n = strlen (sounds[i].written);

    if (strncmp (p, sounds[i].written, n) == 0) {
      append (key, sounds[i].key);
      return p + n;
    }
  }
  append (key, letter);

  return p + 1;
}

char *
crm_text_key (const char *text)
{
  g_autofree char *name = crm_legal_form_strip (text);
  g_autofree char *folded = crm_text_fold (name);
  GString *key = g_string_sized_new (strlen (folded) + 8);
  const char *p = folded;

  while (*p != '\0') {
    gunichar c = g_utf8_get_char (p);
    const char *latin = latin_of (c);

    if (c < 0x80 && g_ascii_isalnum ((char)c)) {
      p = append_latin (key, p);
      continue;
    }
    if (latin != NULL)
      append (key, latin);
    else if (g_unichar_isalnum (c))
      g_string_append_unichar (key, c);
    p = g_utf8_next_char (p);
  }

  return g_string_free (key, FALSE);
}
