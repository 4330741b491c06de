/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-export-right.h"

#include "base/crm-error.h"
#include "office/crm-verb.h"

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

/* --- Who has exported what -------------------------------------------------------------------- */

static void
export_note_free (gpointer data)
{
  CrmExportNote *self = data;

  g_free (self->who);
  g_free (self->what);
  g_free (self);
}

GPtrArray *
crm_export_notes (CrmTxn *txn, guint limit, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (export_note_free);
  g_autoptr (GPtrArray) notes = NULL;

  g_return_val_if_fail (txn != NULL, NULL);

  if (!crm_txn_allows (txn, CRM_RIGHT_MANAGE, error))
    return NULL;
  notes = crm_txn_notes (txn, "export", limit, error);
  for (guint i = 0; notes != NULL && i < notes->len; i++) {
    const CrmNote *note = notes->pdata[i];
    CrmExportNote *one = g_new0 (CrmExportNote, 1);

    one->at = note->at;
    one->who = crm_txn_title (txn, note->person, NULL);
    if (one->who == NULL)
      one->who = g_strdup ("");
    one->what = g_strdup (note->title);
    g_ptr_array_add (all, one);
  }

  return notes != NULL ? g_steal_pointer (&all) : NULL;
}

static gboolean
read_notes (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  call->result = crm_export_notes (txn, (guint)call->other, error);
  call->free_result = (GDestroyNotify)g_ptr_array_unref;

  return call->result != NULL;
}

void
crm_export_notes_async (CrmOffice *office,
                        guint limit,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  CrmVerbCall *call = crm_verb_call_new (read_notes, 0);

  call->other = limit;
  crm_verb_call_run_async (office, CRM_TXN_READ, NULL, call, cancellable, callback, user_data);
}

GPtrArray *
crm_export_notes_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  return crm_verb_call_finish (office, result, &call, error) ? g_steal_pointer (&call->result)
                                                             : NULL;
}
