/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-export-right.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

gboolean
crm_office_may_export (CrmOffice *self, guint n_records, GError **error)
{
  g_autofree char *why = NULL;

  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);

  if (n_records <= CRM_EXPORT_FREE || crm_office_allows (self, CRM_RIGHT_EXPORT, &why))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED, why);

  return FALSE;
}

static gboolean
note (CrmTxn *txn, gpointer data, GError **error)
{
  if (!crm_txn_allows (txn, CRM_RIGHT_EXPORT, error))
    return FALSE;
  crm_txn_note (txn, "export", data);

  return TRUE;
}

gboolean
crm_office_note_export (CrmOffice *self, const char *what, guint n_records, GError **error)
{
  g_autofree char *title = NULL;

  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);
  g_return_val_if_fail (what != NULL, FALSE);

  if (n_records <= CRM_EXPORT_FREE || crm_office_is_read_only (self))
    return crm_office_may_export (self, n_records, error);
  /* Translators: what was exported, "Clients", and how many. */
  title = g_strdup_printf (_ ("%s: %u"), what, n_records);

  return crm_office_run (self, CRM_TXN_WRITE, "export", note, title, error);
}
