/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-palette-match.h"

#include "base/crm-text.h"

#include <string.h>

enum {
  NO_MATCH = 0,
  INITIALS = 1,
  WITHIN = 2,
  BEGINS = 4,
  BEGINS_ALL = CRM_PALETTE_BEGINS,
};

/* How well one typed word stands in the label. */
static guint
match_word (char **parts, const char *label, const char *word)
{
  if (g_str_has_prefix (label, word))
    return BEGINS_ALL;
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], word))
      return BEGINS;

  return g_utf8_strlen (word, -1) >= 2 && strstr (label, word) != NULL ? WITHIN : NO_MATCH;
}

/* Letter by letter: the next letter of a word, or the first one of a word further on. */
static gboolean
are_initials (char **parts, const char *typed)
{
  const char *at = NULL;
  guint part = 0;

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (at != NULL && *at != '\0' && g_utf8_get_char (at) == c) {
      at = g_utf8_next_char (at);
      continue;
    }
    while (parts[part] != NULL && g_utf8_get_char (parts[part]) != c)
      part++;
    if (parts[part] == NULL)
      return FALSE;
    at = g_utf8_next_char (parts[part]);
    part++;
  }

  return TRUE;
}

guint
crm_palette_match (const char *label, const char *words)
{
  g_autofree char *folded = NULL;
  g_auto (GStrv) parts = NULL;
  g_auto (GStrv) typed = NULL;
  guint score = 0;

  g_return_val_if_fail (label != NULL, NO_MATCH);
  g_return_val_if_fail (words != NULL, NO_MATCH);

  if (*words == '\0')
    return INITIALS;
  folded = crm_text_fold (label);
  parts = g_strsplit_set (folded, " -,/\"", -1);
  typed = g_strsplit (words, " ", -1);
  for (guint i = 0; typed[i] != NULL; i++) {
    guint one = *typed[i] != '\0' ? match_word (parts, folded, typed[i]) : WITHIN;

    if (one == NO_MATCH) {
      score = 0;
      break;
    }
    score += one;
  }
  if (score == 0 && typed[1] == NULL && are_initials (parts, words))
    score = INITIALS;

  return score;
}
