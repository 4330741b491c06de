/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CrmSchema:
 *
 * The entities as this open office has them: the static descriptions, the fields that the store
 * keeps (created_at, created_by, modified_at, modified_by), and the office's own fields x_…
 * Immutable and reference counted: a change of custom fields makes a new schema. All code asks the
 * schema; entities and fields got from it live as long as it does.
 */
GType crm_schema_get_type (void);
CrmSchema *crm_schema_ref (CrmSchema *self);
void crm_schema_unref (CrmSchema *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSchema, crm_schema_unref)

/* As a group of a layout: the field stands without a heading. */
#define CRM_GROUP_NONE "-"

/**
 * CrmCustomField:
 *
 * One field that an office has added (its name begins with "x_"), or how the office lays out a
 * field that is described: then only group, place and the flag of being hidden count. What is
 * hidden is out of sight and keeps its values. Owned by whoever made it; the schema copies.
 */
typedef struct {
  const char *entity;
  const char *name;
  const char *label; /* "Label", then lines "ru=Метка" for other languages */
  CrmFieldType type;
  CrmFieldFlags flags;
  const char *ref;     /* of a reference */
  const char *options; /* of a choice: "key=Label" a line */
  const char *group;   /* heading; CRM_GROUP_NONE; NULL: as described, or of our own */
  gboolean is_layout;  /* of a field that is described */
  int place; /* among the fields: the first one stands at 10, the second at 20…; 0: where it is */
} CrmCustomField;

/**
 * crm_schema_new:
 * @entities: (array zero-terminated=1): static descriptions; they are copied.
 * @custom: (array length=n_custom): fields of this office.
 *
 * Checks that the descriptions hold together: names and numbers unique, every ref, line, title,
 * order and derived source there. A mistake in them is %CRM_ERROR_INVALID naming it.
 */
CrmSchema *crm_schema_new (const CrmEntity *const *entities,
                           const CrmCustomField *custom,
                           gsize n_custom,
                           GError **error);

/* In the order given, lines among them. (array length=n) */
const CrmEntity *const *crm_schema_get_entities (CrmSchema *self, gsize *n);

/* NULL when there is none. */
const CrmEntity *crm_schema_find (CrmSchema *self, const char *name);
const CrmEntity *crm_schema_find_number (CrmSchema *self, guint16 number);
/* As crm_schema_find(), with %CRM_ERROR_NOT_FOUND that lists the names there are. */
const CrmEntity *crm_schema_get (CrmSchema *self, const char *name, GError **error);

/* --- Of an entity of the schema (not of a static one) ------------------------------------------
 */

guint crm_entity_n_fields (const CrmEntity *self);
const CrmField *crm_entity_find_field (const CrmEntity *self, const char *name);
/* Place of the field in records and rows; -1 when there is none. */
int crm_entity_field_index (const CrmEntity *self, const char *name);
/* The field as it comes with the program, however the office lays it out; NULL for its own. */
const CrmField *crm_entity_get_described (const CrmEntity *self, const char *name);
/* The heading that it comes with, said by it or before it; NULL without one. */
const char *crm_entity_get_described_group (const CrmEntity *self, const char *name);
/* The heading that the field stands under in the card, whether it begins the group or not; NULL
 * without one. Fields of a group stand side by side. */
const char *crm_entity_get_group (const CrmEntity *self, guint index);
/* Its place as the office has it, see CrmCustomField; 0 for the store's own fields. */
int crm_entity_get_place (const CrmEntity *self, guint index);
guint crm_entity_n_lines (const CrmEntity *self);
int crm_entity_lines_index (const CrmEntity *self, const char *name);
const CrmEntity *crm_entity_line_entity (const CrmEntity *self, guint index);
CrmSchema *crm_entity_get_schema (const CrmEntity *self);

/* Where a derived field is computed from: "party" is computed again when "event" is saved, for the
 * record its field "client" names. (array length=n) */
typedef struct {
  const CrmEntity *target;
  const CrmField *reference; /* a field of the saved entity */
} CrmDerivation;
const CrmDerivation *crm_entity_get_derivations (const CrmEntity *self, gsize *n);

/* A reference to a record on whose timeline it stands beside its party's. */
typedef struct {
  int lines;   /* the kind of lines that have it; -1: its own */
  guint field; /* its place there */
} CrmStand;
const CrmStand *crm_entity_get_stands (const CrmEntity *self, gsize *n);
/* Whether its records have a timeline: some entity names them as a place where it stands. */
gboolean crm_entity_has_timeline (const CrmEntity *self);

G_END_DECLS
