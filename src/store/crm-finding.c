/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-finding.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

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

const char *
crm_finding_advise_backup (void)
{
  return _ ("The file is damaged. Restore the last backup; until then only read in it.");
}

gboolean
crm_findings_take_damage (GPtrArray *self, const char *part, GError *local, GError **error)
{
  const CrmFinding *last;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && part != NULL && local != NULL, FALSE);

  last = self->len > 0 ? g_ptr_array_index (self, self->len - 1) : NULL;
  if (!g_error_matches (local, CRM_ERROR, CRM_ERROR_CORRUPT)) {
    g_propagate_error (error, local);
    return FALSE;
  }
  g_error_free (local);
  /* Translators: a kind of records, or the file. */
  text = g_strdup_printf (_ ("%s: not all of it can be read"), part);
  if (last == NULL || !g_str_equal (last->text, text))
    add (self, crm_finding_advise_backup (), g_steal_pointer (&text));

  return TRUE;
}
