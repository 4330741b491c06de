/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-finding.h"

void
crm_finding_free (CrmFinding *self)
{
  g_free (self->text);
  g_free (self->advice);
  g_free (self);
}

GPtrArray *
crm_findings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)crm_finding_free);
}

static void
add (GPtrArray *self, const char *advice, char *text)
{
  CrmFinding *finding = g_new0 (CrmFinding, 1);

  finding->text = text;
  finding->advice = g_strdup (advice);
  g_ptr_array_add (self, finding);
}

void
crm_findings_add (GPtrArray *self, const char *advice, const char *format, ...)
{
  va_list args;

  g_return_if_fail (self != NULL && advice != NULL && format != NULL);

  va_start (args, format);
  add (self, advice, g_strdup_vprintf (format, args));
  va_end (args);
}

void
crm_findings_take (GPtrArray *self, const char *advice, GPtrArray *texts)
{
  g_return_if_fail (self != NULL && advice != NULL && texts != NULL);

  for (guint i = 0; i < texts->len; i++)
    add (self, advice, g_strdup (g_ptr_array_index (texts, i)));
  g_ptr_array_set_size (texts, 0);
}
