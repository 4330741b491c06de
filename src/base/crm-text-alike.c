/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-text.h"

#include <string.h>

/* Fewer letters are found in too much. */
#define LEAST_LETTERS 3

typedef struct {
  const char *from;
  const char *to;
} Pair;

/* How Cyrillic is written in Latin: as in English, as in Romanian, and as between them by
 * whoever has no marks at hand. Letters that
 * are the same in all stand in the last table. */
static const Pair english[] = {
  { "ж", "zh" }, { "х", "kh" }, { "ц", "ts" }, { "ч", "ch" }, { "ш", "sh" }, { "щ", "shch" },
  { "ю", "yu" }, { "я", "ya" }, { "й", "y" },  { "ы", "y" },  { "к", "k" },  { NULL },
};
static const Pair romanian[] = {
  { "ж", "j" },  { "х", "h" },  { "ц", "t" }, { "ч", "c" }, { "ш", "s" }, { "щ", "s" },
  { "ю", "iu" }, { "я", "ia" }, { "й", "i" }, { "ы", "i" }, { "к", "c" }, { NULL },
};
static const Pair unmarked[] = {
  { "ж", "j" },  { "х", "h" },  { "ц", "ts" }, { "ч", "ch" }, { "ш", "s" }, { "щ", "s" },
  { "ю", "iu" }, { "я", "ia" }, { "й", "i" },  { "ы", "y" },  { "к", "k" }, { NULL },
};
static const Pair to_latin[] = {
  { "а", "a" }, { "б", "b" }, { "в", "v" }, { "г", "g" }, { "д", "d" }, { "е", "e" }, { "з", "z" },
  { "и", "i" }, { "л", "l" }, { "м", "m" }, { "н", "n" }, { "о", "o" }, { "п", "p" }, { "р", "r" },
  { "с", "s" }, { "т", "t" }, { "у", "u" }, { "ф", "f" }, { "ъ", "" },  { "ь", "" },  { "э", "e" },
  { "є", "e" }, { "і", "i" }, { "ґ", "g" }, { NULL },
};

/* And back: the longest first. Of the letters with marks only those that say more than without. */
static const Pair from_english[] = {
  { "shch", "щ" }, { "sch", "щ" }, { "zh", "ж" }, { "kh", "х" }, { "ts", "ц" }, { "ch", "ч" },
  { "sh", "ш" },   { "yu", "ю" },  { "ya", "я" }, { "iu", "ю" }, { "ia", "я" }, { "yo", "е" },
  { "c", "к" },    { "j", "дж" },  { "y", "и" },  { "h", "х" },  { NULL },
};
static const Pair from_romanian[] = {
  { "che", "ке" }, { "chi", "ки" }, { "ce", "че" }, { "ci", "чи" }, { "ghe", "ге" },
  { "ghi", "ги" }, { "iu", "ю" },   { "ia", "я" },  { "c", "к" },   { "j", "ж" },
  { "y", "й" },    { "h", "х" },    { NULL },
};
/* As names stand in passports and letters of three countries: Andrei, Sergej, Maria, Bystrov. */
static const Pair from_passports[] = {
  { "shch", "щ" }, { "zh", "ж" },  { "kh", "х" },  { "ts", "ц" },  { "ch", "ч" },  { "sh", "ш" },
  { "ai", "ай" },  { "ei", "ей" }, { "oi", "ой" }, { "ui", "уй" }, { "ii", "ий" }, { "ay", "ай" },
  { "ey", "ей" },  { "oy", "ой" }, { "uy", "уй" }, { "iy", "ий" }, { "yy", "ый" }, { "aj", "ай" },
  { "ej", "ей" },  { "oj", "ой" }, { "uj", "уй" }, { "ij", "ий" }, { "yj", "ый" }, { "ya", "я" },
  { "yu", "ю" },   { "ja", "я" },  { "ju", "ю" },  { "ia", "ия" }, { "iu", "ю" },  { "c", "к" },
  { "j", "ж" },    { "y", "ы" },   { "h", "х" },   { NULL },
};
static const Pair from_latin[] = {
  { "ș", "ш" }, { "ş", "ш" },  { "ț", "ц" }, { "ţ", "ц" }, { "ă", "э" }, { "â", "ы" },
  { "î", "ы" }, { "ph", "ф" }, { "a", "а" }, { "b", "б" }, { "v", "в" }, { "w", "в" },
  { "g", "г" }, { "d", "д" },  { "e", "е" }, { "z", "з" }, { "i", "и" }, { "k", "к" },
  { "q", "к" }, { "l", "л" },  { "m", "м" }, { "n", "н" }, { "o", "о" }, { "p", "п" },
  { "r", "р" }, { "s", "с" },  { "t", "т" }, { "u", "у" }, { "f", "ф" }, { "x", "кс" },
  { NULL },
};

static const Pair *
find_pair (const Pair *pairs, const char *p)
{
  for (; pairs->from != NULL; pairs++) {
    if (strncmp (p, pairs->from, strlen (pairs->from)) == 0)
      return pairs;
  }

  return NULL;
}

static void
add_unless_there (GPtrArray *all, const char *text, const char * not )
{
  g_autofree char *folded = crm_text_fold (text);

  if (*folded == '\0' || g_str_equal (folded, not ))
    return;
  for (guint i = 0; i < all->len; i++) {
    if (g_str_equal (all->pdata[i], folded))
      return;
  }
  g_ptr_array_add (all, g_steal_pointer (&folded));
}

static void
add_written (GPtrArray *all, const char *text, const Pair *first, const Pair *then)
{
  g_autoptr (GString) written = g_string_sized_new (strlen (text) * 2);
  const char *p = text;

  while (*p != '\0') {
    const Pair *pair = find_pair (first, p);

    if (pair == NULL)
      pair = find_pair (then, p);
    if (pair != NULL) {
      g_string_append (written, pair->to);
      p += strlen (pair->from);
    } else {
      g_string_append_unichar (written, g_utf8_get_char (p));
      p = g_utf8_next_char (p);
    }
  }
  add_unless_there (all, written->str, text);
}

static void
count_letters (const char *text, guint *latin, guint *cyrillic)
{
  *latin = 0;
  *cyrillic = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    *latin += c < 0x0250 && g_unichar_isalpha (c);
    *cyrillic += c >= 0x0400 && c < 0x0530;
  }
}

GStrv
crm_text_alike (const char *text)
{
  GPtrArray *all = g_ptr_array_new ();
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *lower = g_utf8_strdown (valid, -1);
  g_autofree char *composed = g_utf8_normalize (lower, -1, G_NORMALIZE_NFC);
  g_autofree char *folded = crm_text_fold (text);
  guint latin;
  guint cyrillic;

  count_letters (folded, &latin, &cyrillic);
  if (latin == 0 && cyrillic >= LEAST_LETTERS) {
    add_written (all, folded, english, to_latin);
    add_written (all, folded, romanian, to_latin);
    add_written (all, folded, unmarked, to_latin);
  } else if (cyrillic == 0 && latin >= LEAST_LETTERS) {
    add_written (all, composed, from_english, from_latin);
    add_written (all, composed, from_romanian, from_latin);
    add_written (all, composed, from_passports, from_latin);
  }
  g_ptr_array_add (all, NULL);

  return (GStrv)g_ptr_array_free (all, FALSE);
}

/* --- Layouts ---------------------------------------------------------------------------------- */

/* The Romanian standard layout (SR 13392) differs from the American one in these letters. */
static const Pair romanian_keys[] = {
  { "ă", "[" }, { "Ă", "{" },  { "î", "]" }, { "Î", "}" },  { "â", "\\" },
  { "Â", "|" }, { "ș", ";" },  { "Ș", ":" }, { "ş", ";" },  { "Ş", ":" },
  { "ț", "'" }, { "Ț", "\"" }, { "ţ", "'" }, { "Ţ", "\"" }, { NULL },
};

static char *
change_keys (const char *text, gboolean to_romanian)
{
  GString *changed = g_string_sized_new (strlen (text) * 2);

  while (*text != '\0') {
    const Pair *pair = romanian_keys;

    for (; pair->from != NULL; pair++) {
      const char *key = to_romanian ? pair->to : pair->from;

      if (strncmp (text, key, strlen (key)) == 0)
        break;
    }
    if (pair->from != NULL) {
      g_string_append (changed, to_romanian ? pair->from : pair->to);
      text += strlen (to_romanian ? pair->to : pair->from);
    } else {
      g_string_append_unichar (changed, g_utf8_get_char (text));
      text = g_utf8_next_char (text);
    }
  }

  return g_string_free (changed, FALSE);
}

GStrv
crm_text_layouts (const char *text)
{
  GPtrArray *all = g_ptr_array_new ();
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autofree char *plain = change_keys (composed, FALSE);
  g_autofree char *other = crm_text_other_layout (plain);
  g_autofree char *folded = crm_text_fold (text);
  guint latin;
  guint cyrillic;

  count_letters (folded, &latin, &cyrillic);
  /* Of two scripts it was typed with care. */
  if (other != NULL && (latin == 0 || cyrillic == 0)) {
    if (cyrillic > 0) {
      g_autofree char *letters = change_keys (other, TRUE);

      if (!g_str_equal (letters, other))
        add_unless_there (all, letters, folded);
    }
    add_unless_there (all, other, folded);
  }
  g_ptr_array_add (all, NULL);

  return (GStrv)g_ptr_array_free (all, FALSE);
}
