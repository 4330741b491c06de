/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-schema.h"

G_BEGIN_DECLS

/* An entity as the schema has it. Its first member is what the rest of the program sees, so a
 * pointer to one is a pointer to the other. */
typedef struct {
  CrmEntity entity;
  CrmSchema *schema;         /* not owned: the schema owns this */
  const CrmField *described; /* as they come with the program; ends with name NULL, or NULL */
  CrmField *fields;          /* the same as entity.fields */
  guint n_fields;
  guint n_laid_out;    /* of them: those before the store's own */
  const char **groups; /* that they stand in; NULL: without a heading */
  int *places;         /* as in CrmCustomField */
  guint n_lines;
  GHashTable *field_index;         /* name → place + 1 */
  const CrmEntity **line_entities; /* one per kind of lines */
  GArray *derivations;             /* of CrmDerivation */
  GArray *stands;                  /* of CrmStand */
  gboolean has_timeline;
} CrmSchemaEntity;

/* Lays the fields out as the office has it; before the store's own fields are added. */
void _crm_schema_lay_out (CrmSchemaEntity *self, const CrmCustomField *custom, gsize n_custom);
/* The label in the person's language. (transfer full) */
char *_crm_schema_label (const char *label);

struct _CrmSchema {
  int ref_count;
  GPtrArray *entities; /* of CrmSchemaEntity; ends with NULL */
  gsize n_entities;
  GHashTable *by_name;
  GHashTable *by_number;
  GStringChunk *strings; /* of custom fields */
  GPtrArray *blocks;     /* memory of custom fields */
  GPtrArray *no_lines;   /* what a record without lines answers */
};

CrmSchemaEntity *_crm_schema_entity (const CrmEntity *entity);

/* Before anything is built: names and numbers of one static description. */
gboolean _crm_schema_check_static (const CrmEntity *entity, GError **error);
/* Once all entities stand: everything that names something else. Fills the derivations. */
gboolean _crm_schema_check (CrmSchema *self, GError **error);

/* The entity that a reference or a parent leads to; NULL for any record and for other types. */
const CrmEntity *
_crm_schema_target (CrmSchema *self, const CrmEntity *entity, const CrmField *field);

G_END_DECLS
