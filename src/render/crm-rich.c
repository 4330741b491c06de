/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-rich.h"

#include <string.h>

CrmRich *
crm_rich_new (const char *text, gsize length, const CrmSpan *spans, guint n, CrmFigure figure)
{
  CrmRich *self = g_new0 (CrmRich, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_strndup (text, length);
  self->length = length;
  self->figure = figure;
  self->n_spans = n;
  self->spans = g_memdup2 (spans, n * sizeof *spans);
  self->hash = g_str_hash (self->text);
  for (guint i = 0; i < n; i++)
    self->hash = self->hash * 31 + spans[i].start * 8 + spans[i].flags;
  return self;
}

CrmRich *
crm_rich_ref (CrmRich *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_rich_unref (CrmRich *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->text);
  g_free (self->spans);
  g_free (self);
}

/* Equal to the eye: the figure behind the text does not count. */
gboolean
crm_rich_equal (const CrmRich *self, const CrmRich *other)
{
  if (self == other)
    return TRUE;
  return self->hash == other->hash && self->length == other->length &&
         self->n_spans == other->n_spans && g_str_equal (self->text, other->text) &&
         (self->n_spans == 0 ||
          memcmp (self->spans, other->spans, self->n_spans * sizeof *self->spans) == 0);
}
