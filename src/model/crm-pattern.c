/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-pattern.h"

#include <string.h>

typedef struct {
  GString *text;
  gboolean begun;  /* a field has been there, filled in or not */
  gboolean filled; /* the last one was */
} Expansion;

/* What stands before a field, or behind the last one: `) · (`. The brackets belong to the fields on
 * their sides. */
static void
add_between (Expansion *self, const char *text, gsize n, const char *value)
{
  gsize closing = 0;
  gsize opening = n;

  while (closing < n && text[closing] == ')')
    closing++;
  while (opening > closing && text[opening - 1] == '(')
    opening--;
  if (self->filled || (!self->begun && value != NULL))
    g_string_append_len (self->text, text, (gssize)closing);
  if (value == NULL)
    return;
  /* Where the field before is empty, one before that may stand there. */
  if (!self->begun || self->text->len > 0)
    g_string_append_len (self->text, text + closing, (gssize)(opening - closing));
  g_string_append_len (self->text, text + opening, (gssize)(n - opening));
}

char *
crm_pattern_expand (const char *pattern, CrmPatternFunc value_of, gpointer user_data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Expansion expansion = { .text = text };
  const char *at = pattern;

  g_return_val_if_fail (pattern != NULL, NULL);
  g_return_val_if_fail (value_of != NULL, NULL);

  while (TRUE) {
    const char *field = strchr (at, '{');
    const char *end = field != NULL ? strchr (field, '}') : NULL;
    g_autofree char *name = NULL;
    g_autofree char *value = NULL;

    if (end == NULL)
      break;
    name = g_strndup (field + 1, (gsize)(end - field - 1));
    value = value_of (name, user_data);
    if (value != NULL && *value == '\0')
      g_clear_pointer (&value, g_free);
    add_between (&expansion, at, (gsize)(field - at), value);
    if (value != NULL)
      g_string_append (text, value);
    expansion.begun = TRUE;
    expansion.filled = value != NULL;
    at = end + 1;
  }
  if (expansion.filled || !expansion.begun)
    g_string_append (text, at);

  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}
