/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-text.h"

#include <string.h>

#define BREVE 0x0306

/* What a character becomes in a fold besides itself. All quotes are one, since people type the
 * apostrophe of a name, and the quotes of a company, with whatever key is near. */
enum {
  DROP = 0,
  SPACE = ' ',
  QUOTE = '"',
  DASH = '-',
  NOT_IN_TABLE = 0xffff,
};

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
  default:
    return plain_letter (c);
  }
}

static char *
fold_any (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *lower = g_utf8_casefold (valid, -1);
  g_autofree char *apart = g_utf8_normalize (lower, -1, G_NORMALIZE_NFD);
  GString *folded = g_string_sized_new (strlen (apart));
  gunichar last = SPACE;

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

/*
 * GLib takes 5 µs to fold the name of a company in Cyrillic, and an import folds millions. So the
 * answers of fold_any() for Latin, Greek and Cyrillic letters and for typographic marks are kept in
 * a table, and a text of such characters is folded in one pass.
 */
#define TABLE_LETTERS 0x0530
#define TABLE_MARKS   0x2000
#define TABLE_SIZE    (TABLE_LETTERS + 0x80)

static guint16
table_entry (gunichar c)
{
  gunichar plain = fold_char (c);
  g_autofree char *folded = NULL;
  char text[7] = "";

  if (plain == SPACE || c < 0x80)
    return (guint16)plain;
  /* A mark depends on the letter before it. */
  if (g_unichar_ismark (c))
    return NOT_IN_TABLE;

  g_unichar_to_utf8 (c, text);
  folded = fold_any (text);
  if (*folded == '\0')
    return DROP;
  /* The result must be one character and take no more room than its source. */
  if (*g_utf8_next_char (folded) != '\0' || strlen (folded) > strlen (text))
    return NOT_IN_TABLE;

  return (guint16)g_utf8_get_char (folded);
}

static const guint16 *
fold_table (void)
{
  static guint16 table[TABLE_SIZE];
  static gsize ready = 0;

  if (g_once_init_enter (&ready)) {
    for (gunichar i = 0; i < TABLE_SIZE; i++)
      table[i] = table_entry (i < TABLE_LETTERS ? i : i - TABLE_LETTERS + TABLE_MARKS);
    g_once_init_leave (&ready, 1);
  }

  return table;
}

/* The place in the table of the character at *@p, which is stepped over; TABLE_SIZE when it has
 * none or is not valid UTF-8. */
static gsize
next_place (const guchar **p)
{
  const guchar *c = *p;
  gsize place = TABLE_SIZE;

  if (c[0] < 0x80) {
    place = c[0];
    *p += 1;
  } else if (c[0] >= 0xc2 && c[0] <= 0xdf && (c[1] & 0xc0) == 0x80) {
    place = (gsize)(c[0] & 0x1f) << 6 | (c[1] & 0x3f);
    *p += 2;
    if (place >= TABLE_LETTERS)
      place = TABLE_SIZE;
  } else if (c[0] == 0xe2 && (c[1] & 0xfe) == 0x80 && (c[2] & 0xc0) == 0x80) {
    place = TABLE_LETTERS + ((gsize)(c[1] & 1) << 6 | (c[2] & 0x3f));
    *p += 3;
  }

  return place;
}

char *
crm_text_fold (const char *text)
{
  const guint16 *table = fold_table ();
  g_autofree char *folded = NULL;
  gsize n = 0;

  if (text == NULL)
    return g_strdup ("");

  folded = g_malloc (strlen (text) + 1);
  for (const guchar *p = (const guchar *)text; *p != '\0';) {
    gsize place = next_place (&p);
    guint16 plain = place < TABLE_SIZE ? table[place] : NOT_IN_TABLE;

    if (plain == NOT_IN_TABLE)
      return fold_any (text);
    if (plain == DROP || (plain == SPACE && (n == 0 || folded[n - 1] == ' ')))
      continue;
    if (plain < 0x80)
      folded[n++] = (char)plain;
    else
      n += (gsize)g_unichar_to_utf8 (plain, folded + n);
  }

  if (n > 0 && folded[n - 1] == ' ')
    n--;
  folded[n] = '\0';

  return g_steal_pointer (&folded);
}
