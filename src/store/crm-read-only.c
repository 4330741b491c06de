/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* One place that knows whether an office may be written, and why not. A store that is running turns
 * read-only between two transactions: what has begun still ends as it was asked. */

static const char *
usual_text (CrmReadOnlyReason reason)
{
  switch (reason) {
  case CRM_READ_ONLY_BY_CHOICE:
    return _ ("This office was opened for reading only. To change it, open it again for writing.");
  case CRM_READ_ONLY_PERMISSION:
    return _ ("You may not write to this office file or its folder. Ask whoever keeps the folder "
              "for the right to change it, then open the office again.");
  case CRM_READ_ONLY_PLACE:
    return _ ("Several people cannot safely write to an office in this folder. Move it to a folder "
              "that is shared by a file server.");
  case CRM_READ_ONLY_LOCKS:
    return _ ("The computers here do not see each other's locks on this folder, so saving could "
              "damage the office. Nothing is saved until it lies in a folder that every computer "
              "reaches in the same way.");
  case CRM_READ_ONLY_UPGRADE:
    return _ ("A colleague's Kontor is upgrading this office. Wait until it is done, then open the "
              "office again.");
  case CRM_READ_ONLY_NEWER:
    return _ ("A newer Kontor has upgraded this office. Update Kontor on this computer and open it "
              "again.");
  case CRM_READ_ONLY_DAMAGED:
    return _ ("The office file is damaged. It can be read, but not changed; restore the last "
              "backup.");
  case CRM_READ_ONLY_MOVED:
    return _ ("The office file was moved or replaced while it was open. What is shown may be old; "
              "open the office again.");
  case CRM_READ_ONLY_STRUCTURE:
    return _ ("The office file contains tables or rules that Kontor did not make. It can be read, "
              "but not changed; restore the last backup.");
  case CRM_READ_ONLY_NOT:
  case CRM_READ_ONLY_N_REASONS:
  default:
    return "";
  }
}

/* With the store's lock held. */
static CrmReadOnlyReason
find_reason (CrmStore *self)
{
  for (int i = CRM_READ_ONLY_N_REASONS - 1; i > CRM_READ_ONLY_NOT; i--)
    if (self->read_only[i] != NULL)
      return i;
  return CRM_READ_ONLY_NOT;
}

CrmReadOnlyReason
crm_store_get_read_only_reason (CrmStore *self)
{
  CrmReadOnlyReason reason;

  g_return_val_if_fail (CRM_IS_STORE (self), CRM_READ_ONLY_NOT);

  g_mutex_lock (&self->lock);
  reason = find_reason (self);
  g_mutex_unlock (&self->lock);
  return reason;
}

char *
crm_store_get_read_only_text (CrmStore *self)
{
  CrmReadOnlyReason reason;
  char *text;

  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  g_mutex_lock (&self->lock);
  reason = find_reason (self);
  text = reason != CRM_READ_ONLY_NOT ? g_strdup (self->read_only[reason]) : NULL;
  g_mutex_unlock (&self->lock);
  return text;
}

gboolean
crm_store_is_read_only (CrmStore *self)
{
  return crm_store_get_read_only_reason (self) != CRM_READ_ONLY_NOT;
}

/* @text NULL takes the reason away. Says nothing when it is known already: a threat that is seen
 * again with every look is told once. */
static void
set_reason (CrmStore *self, CrmReadOnlyReason reason, const char *text)
{
  gboolean changed;

  g_mutex_lock (&self->lock);
  changed = g_strcmp0 (self->read_only[reason], text) != 0;
  if (changed) {
    g_free (self->read_only[reason]);
    self->read_only[reason] = g_strdup (text);
  }
  g_mutex_unlock (&self->lock);
  if (changed)
    _crm_store_tell (self, "read-only-changed");
}

void
_crm_store_turn_read_only (CrmStore *self, CrmReadOnlyReason reason, const char *text)
{
  g_return_if_fail (reason > CRM_READ_ONLY_NOT && reason < CRM_READ_ONLY_N_REASONS);

  set_reason (self, reason, text != NULL ? text : usual_text (reason));
}

void
_crm_store_lift_read_only (CrmStore *self, CrmReadOnlyReason reason)
{
  g_return_if_fail (reason > CRM_READ_ONLY_NOT && reason < CRM_READ_ONLY_N_REASONS);

  set_reason (self, reason, NULL);
}

gboolean
_crm_store_check_writable (CrmStore *self, GError **error)
{
  g_autofree char *text = crm_store_get_read_only_text (self);

  if (text == NULL)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY, _ ("Nothing was saved. %s"), text);
  return FALSE;
}
