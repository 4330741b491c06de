/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmProgressDialog:
 *
 * Work on a thread of its own, and the window that says how far it is and lets it be stopped. Work
 * that is done at once shows none.
 */
#define CRM_TYPE_PROGRESS_DIALOG (crm_progress_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmProgressDialog, crm_progress_dialog, CRM, PROGRESS_DIALOG, AdwWindow)

/* What the thread is given: it tells how far it is, and is told to stop. */
typedef struct _CrmProgress CrmProgress;

/* A #CrmBackupProgress. @done: from 0 to 1; 0: it does not know. */
void crm_progress_tell (const char *step, double done, gpointer progress);
GCancellable *crm_progress_get_cancellable (CrmProgress *self);

/* On the thread: FALSE with an error. */
typedef gboolean (*CrmProgressFunc) (CrmProgress *progress, gpointer data, GError **error);

/**
 * crm_progress_dialog_run_async:
 * @parent: (nullable): when it goes, the work is stopped.
 * @heading: what is being done: "Making a backup".
 * @data: freed by @destroy on the thread of the caller, when the callback has been called.
 */
void crm_progress_dialog_run_async (GtkWindow *parent,
                                    const char *heading,
                                    CrmProgressFunc func,
                                    gpointer data,
                                    GDestroyNotify destroy,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean crm_progress_dialog_run_finish (GAsyncResult *result, GError **error);

/* For work that goes on by itself in the main loop: to be presented when it takes long, and
 * destroyed at its end. Its button cancels @cancellable. @parent: (nullable) */
CrmProgressDialog *
crm_progress_dialog_new (GtkWindow *parent, const char *heading, GCancellable *cancellable);

/* As crm_progress_tell(), of work in the main loop. */
void crm_progress_dialog_tell (CrmProgressDialog *self, const char *step, double done);

/* What its button does. */
void crm_progress_dialog_cancel (CrmProgressDialog *self);

G_END_DECLS
