/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  CRM_FILES_OFFICE,
  CRM_FILES_PICTURE,
  CRM_FILES_ANY,
  CRM_FILES_BACKUP,
  CRM_FILES_PACKAGE, /* .zip */
  CRM_FILES_FOLDER,
} CrmFileKind;

/* @file: what was chosen; never called when nothing was. */
typedef void (*CrmFileChosen) (GFile *file, gpointer data);

/**
 * crm_choose_file:
 * @saving: a new file rather than one that is there.
 * @name: (nullable): of a new file.
 * @data: an object; its answer is dropped when it is gone.
 */
void crm_choose_file (GtkWidget *widget,
                      const char *title,
                      CrmFileKind kind,
                      gboolean saving,
                      const char *name,
                      CrmFileChosen chosen,
                      gpointer data);

G_END_DECLS
