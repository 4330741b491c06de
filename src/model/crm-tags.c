/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-tags.h"

#include "base/crm-text.h"

/* The tags in order without the empty ones and, when given, without @leave_out. */
static GPtrArray *
split (const char *tags, const char *leave_out)
{
  GPtrArray *result = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (tags != NULL ? tags : "", ",", -1);
  g_autofree char *out = leave_out != NULL ? crm_text_fold (leave_out) : NULL;

  for (guint i = 0; parts[i] != NULL; i++) {
    g_autofree char *clean = crm_text_clean (parts[i], FALSE);
    g_autofree char *folded = crm_text_fold (clean);

    if (*clean != '\0' && g_strcmp0 (folded, out) != 0)
      g_ptr_array_add (result, g_steal_pointer (&clean));
  }

  return result;
}

static char *
join (GPtrArray *tags)
{
  if (tags->len == 0)
    return NULL;
  g_ptr_array_add (tags, NULL);

  return g_strjoinv (", ", (char **)tags->pdata);
}

gboolean
crm_tags_has (const char *tags, const char *tag)
{
  g_autoptr (GPtrArray) all = split (tags, NULL);
  g_autofree char *clean = NULL;
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (tag != NULL, FALSE);

  clean = crm_text_clean (tag, FALSE);
  wanted = crm_text_fold (clean);
  for (guint i = 0; i < all->len; i++) {
    g_autofree char *folded = crm_text_fold (g_ptr_array_index (all, i));

    if (g_str_equal (folded, wanted))
      return TRUE;
  }

  return FALSE;
}

char *
crm_tags_add (const char *tags, const char *tag)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *clean = NULL;

  g_return_val_if_fail (tag != NULL, NULL);

  if (crm_tags_has (tags, tag))
    return g_strdup (tags);
  all = split (tags, NULL);
  clean = crm_text_clean (tag, FALSE);
  if (*clean != '\0')
    g_ptr_array_add (all, g_steal_pointer (&clean));

  return join (all);
}

char *
crm_tags_remove (const char *tags, const char *tag)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *clean = NULL;

  g_return_val_if_fail (tag != NULL, NULL);

  if (!crm_tags_has (tags, tag))
    return g_strdup (tags);
  clean = crm_text_clean (tag, FALSE);
  all = split (tags, clean);

  return join (all);
}
