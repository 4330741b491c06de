/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-phone.h"

#include "base/crm-phone-private.h"
#include "base/crm-text.h"

#include <string.h>

/* A slash can stand inside a number; with so many digits before it, it ends one. */
#define ENOUGH_DIGITS 5

/* So many digits of a text must be in the number that was read from it. */
#define SAME_DIGITS 5

/* "8 10" is the longest that is dialled before a country's code. */
#define MOST_PREFIX 3

/* What an extension begins with, and what joins two numbers. Folded. */
static const char *const extensions[] = { "доб", "внутр", "вн", "ext", "int", "x", "#", NULL };
static const char *const joints[] = {
  " или ", " и ", " or ", " and ", " sau ", " si ", " și ", NULL
};

static gboolean
begins_with_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_has_prefix (text, words[i]))
      return TRUE;
  }

  return FALSE;
}

static gsize
count_digits (const char *text)
{
  gsize n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text);

  return n;
}

/* --- Where an extension begins ---------------------------------------------------------------- */

/* Folding a character alone gives the same as folding it in the text, for letters. */
static gboolean
word_begins (const char *p, const char *const *words)
{
  g_autofree char *end = g_utf8_substring (p, 0, MIN (6, g_utf8_strlen (p, -1)));
  g_autofree char *folded = crm_text_fold (end);

  return begins_with_any (folded, words);
}

/* Behind the digits of a number: what is neither a digit nor stands between digits. */
static const char *
find_tail (const char *typed)
{
  gsize digits = 0;

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_ascii_isdigit (*p))
      digits++;
    else if (digits >= ENOUGH_DIGITS && (g_unichar_isalpha (c) || c == '#' || c == '*'))
      return p > typed && p[-1] == '(' ? p - 1 : p;
  }

  return NULL;
}

/* --- Apart ------------------------------------------------------------------------------------ */

static void
take_piece (GPtrArray *pieces, GString *piece)
{
  g_autofree char *text = crm_text_clean (piece->str, FALSE);

  g_string_truncate (piece, 0);
  if (*text == '\0')
    return;
  if (pieces->len > 0 && count_digits (text) <= ENOUGH_DIGITS && word_begins (text, extensions)) {
    char *before = pieces->pdata[pieces->len - 1];

    pieces->pdata[pieces->len - 1] = g_strconcat (before, " ", text, NULL);
    g_free (before);
    return;
  }
  g_ptr_array_add (pieces, g_steal_pointer (&text));
}

/* The length of a word that joins two numbers, 0 when none stands here. */
static gsize
joint_length (const char *p)
{
  for (guint i = 0; joints[i] != NULL; i++) {
    gsize n = strlen (joints[i]);

    if (g_ascii_strncasecmp (p, joints[i], n) == 0)
      return n;
  }

  return 0;
}

static GPtrArray *
cut (const char *typed)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) piece = g_string_new (NULL);
  gsize digits = 0;

  for (const char *p = typed; *p != '\0';) {
    gsize joint = digits >= ENOUGH_DIGITS ? joint_length (p) : 0;

    digits += g_ascii_isdigit (*p);
    if (joint > 0 || strchr (",;|\r\n", *p) != NULL || (*p == '/' && digits >= ENOUGH_DIGITS)) {
      take_piece (pieces, piece);
      p += MAX (joint, 1);
      digits = 0;
      continue;
    }
    g_string_append_c (piece, *p++);
  }
  take_piece (pieces, piece);

  return pieces;
}

/* Whether @number was read from all digits of @piece before its tail, and not from the first of two
 * numbers. */
static gboolean
is_whole (const char *piece, const char *number)
{
  const char *tail = find_tail (piece);
  g_autofree char *head = g_strndup (piece, tail != NULL ? (gsize)(tail - piece) : strlen (piece));
  g_autofree char *digits = crm_text_digits (head);
  gsize n = strlen (digits);

  return n >= SAME_DIGITS && n < strlen (number) + MOST_PREFIX &&
         g_str_has_suffix (number, digits + n - SAME_DIGITS);
}

static gboolean
is_number (const char *piece, const char *country, const char *near)
{
  g_autofree char *number = crm_phone_normalise_near (piece, country, near);

  return number != NULL && is_whole (piece, number);
}

/* Two numbers with nothing but a space between. */
static gboolean
part (GPtrArray *pieces, guint i, const char *country, const char *near)
{
  char *piece = pieces->pdata[i];

  for (const char *p = strchr (piece, ' '); p != NULL; p = strchr (p + 1, ' ')) {
    g_autofree char *head = g_strndup (piece, (gsize)(p - piece));

    if (!is_number (head, country, near) || !is_number (p + 1, country, near))
      continue;
    g_ptr_array_insert (pieces, (int)i + 1, g_strdup (p + 1));
    pieces->pdata[i] = g_steal_pointer (&head);
    g_free (piece);
    return TRUE;
  }

  return FALSE;
}

GStrv
crm_phone_split (const char *typed, const char *country, const char *near)
{
  g_autofree char *valid = g_utf8_make_valid (typed != NULL ? typed : "", -1);
  g_autoptr (GPtrArray) pieces = cut (valid);

  for (guint i = 0; i < pieces->len; i++) {
    if (is_number (pieces->pdata[i], country, near) || part (pieces, i, country, near))
      continue;
    /* Something else stands there too. */
    g_ptr_array_set_size (pieces, 0);
    g_ptr_array_add (pieces, crm_text_clean (valid, FALSE));
    break;
  }
  g_ptr_array_add (pieces, NULL);

  return (GStrv)g_ptr_array_free (g_steal_pointer (&pieces), FALSE);
}

char *
crm_phone_pretty_as (const char *e164, const char *typed)
{
  g_autofree char *pretty = crm_phone_pretty (e164);
  const char *tail = typed != NULL ? find_tail (typed) : NULL;

  return tail != NULL ? g_strconcat (pretty, " ", tail, NULL) : g_steal_pointer (&pretty);
}

char *
crm_phone_tidy (const char *typed, const char *country, const char *near)
{
  g_autofree char *text = crm_text_clean (typed, FALSE);
  g_autofree char *number = crm_phone_normalise_near (text, country, near);

  if (number == NULL || !is_whole (text, number))
    return g_steal_pointer (&text);

  return crm_phone_pretty_as (number, text);
}
