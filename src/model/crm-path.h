/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-schema.h"

G_BEGIN_DECLS

typedef enum {
  CRM_STEP_REFERENCE, /* over a reference to the record it names */
  CRM_STEP_LINES,     /* into the lines of the record */
  CRM_STEP_BACK,      /* back to the records whose reference names it */
} CrmStepKind;

typedef struct {
  CrmStepKind kind;
  const CrmEntity *from;
  const CrmField *field; /* of a reference; of a way back, the reference in `to` */
  guint lines;           /* of lines: their index in `from` */
  gboolean main;         /* only the first line: "[main]" */
  const CrmEntity *to;
} CrmStep;

/**
 * CrmPath:
 *
 * The way from a record to a field, over references and lines: `name`, `client.name`,
 * `deal.client.phones[main].number`; and back over a reference: `deal[client].amount` of a client
 * is the amount of the deals whose client it is. Such records, like lines without "[main]", mean
 * any of them in conditions and the first of them elsewhere. Also `id`. A path that ends in a
 * reference stands for the record's title.
 */
typedef struct _CrmPath CrmPath;

/* %CRM_ERROR_NOT_FOUND names the step that is not there and what could stand there. */
CrmPath *
crm_path_new (CrmSchema *schema, const CrmEntity *entity, const char *text, GError **error);
CrmPath *crm_path_ref (CrmPath *self);
void crm_path_unref (CrmPath *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPath, crm_path_unref)

const char *crm_path_get_text (const CrmPath *self);
const CrmEntity *crm_path_get_entity (const CrmPath *self);
/* The field it ends at; NULL for `id`. */
const CrmField *crm_path_get_field (const CrmPath *self);
/* The entity that the last field belongs to. */
const CrmEntity *crm_path_get_owner (const CrmPath *self);
const CrmStep *crm_path_get_steps (const CrmPath *self, guint *n);
/* Whether it can lead to several values: over lines, or back over a reference. */
gboolean crm_path_has_lines (const CrmPath *self);
/* The currency beside a money or price field: path text from the same start, or NULL. (transfer
 * full) */
char *crm_path_currency_path (const CrmPath *self);

G_END_DECLS
