/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-paper.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Papers as files: kept where the person says, or shown by another program. */

typedef enum {
  CRM_PAPER_PDF,
  CRM_PAPER_XLSX,
} CrmPaperFormat;

/**
 * crm_paper_file_name:
 * @title: of the paper.
 * @client: (nullable): its name.
 *
 * A name that every file system takes: "Счёт на оплату 41 ООО Ромашка.pdf". (transfer full)
 */
char *crm_paper_file_name (const char *title, const char *client, CrmPaperFormat format);

/* Writes the file whole or not at all, without holding up the window. */
void crm_paper_save_async (CrmPaper *paper,
                           CrmPaperFormat format,
                           GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean crm_paper_save_finish (GFile *file, GAsyncResult *result, GError **error);

/**
 * crm_paper_temporary:
 * @name: of the file.
 *
 * A place for a file that another program shall show: in a folder that only this person may read.
 * What was put there on earlier days is removed. (transfer full)
 */
GFile *crm_paper_temporary (const char *name, GError **error);

G_END_DECLS
