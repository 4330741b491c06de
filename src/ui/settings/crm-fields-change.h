/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/settings/crm-field-verbs.h"

G_BEGIN_DECLS

/* One step in the window "Fields and layout", as it goes to the store's thread. */
typedef enum {
  CRM_FIELDS_SHOW,
  CRM_FIELDS_MOVE,
  CRM_FIELDS_PUT,
  CRM_FIELDS_MOVE_GROUP,
  CRM_FIELDS_RENAME_GROUP,
  CRM_FIELDS_RESET,
} CrmFieldsChangeKind;

typedef struct {
  CrmFieldsChangeKind kind;
  char *entity;
  char *field;
  char *group;  /* NULL: without a heading */
  char *before; /* or the new name of a group */
  gboolean shown;
  int by;
  gint64 custom;
} CrmFieldsChange;

void crm_fields_change_free (gpointer change);
/* The verb of its operation, "field.move". */
const char *crm_fields_change_verb (const CrmFieldsChange *self);
/* Does it; a function for crm_office_run_async(). */
gboolean crm_fields_change_do (CrmTxn *txn, gpointer change, GError **error);

G_END_DECLS
