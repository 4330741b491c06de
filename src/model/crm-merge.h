/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-record.h"

G_BEGIN_DECLS

/*
 * What two people did to the same record, as one: field by field, line by line. Only what both
 * changed, differently, is a conflict, which somebody has to decide.
 */

typedef enum {
  CRM_CONFLICT_VALUE,   /* both changed a field */
  CRM_CONFLICT_REMOVED, /* they removed a line that I changed */
  CRM_CONFLICT_CHANGED, /* they changed a line that I removed */
} CrmConflictKind;

typedef enum {
  CRM_MERGE_MINE,
  CRM_MERGE_THEIRS,
  CRM_MERGE_BOTH, /* notes only: one text after the other */
} CrmMergeChoice;

typedef struct {
  CrmConflictKind kind;
  const CrmEntity *entity; /* of the record */
  int lines;               /* which kind of lines; -1: a field of the record itself */
  gint64 line;             /* id of the line; 0: of the record itself */
  int field;               /* index; -1 for a whole line */
  CrmRecord *base;         /* record or line as both found it; NULL for a line that nobody found */
  CrmRecord *mine;         /* NULL: not there any more */
  CrmRecord *theirs;       /* NULL: not there any more */
} CrmConflict;

void crm_conflict_free (CrmConflict *self);
/* The field in question; NULL for a whole line. */
const CrmField *crm_conflict_get_field (const CrmConflict *self);
/* "City", or "Phones: Number" and "Phones" for lines. (transfer full) */
char *crm_conflict_get_label (const CrmConflict *self);
/* Names the field or line within its record, as the log's changes do: "city", "phones/7/number",
 * "phones/7". (transfer full) */
char *crm_conflict_get_key (const CrmConflict *self);
/* Whether both texts may stand one after the other. */
gboolean crm_conflict_allows_both (const CrmConflict *self);

/**
 * crm_merge:
 * @base: what both started from; @mine and @theirs are of the same entity of the same schema.
 * @conflicts: (nullable) (element-type CrmConflict): those found are added, in the card's order.
 *
 * Whoever changed a field has it. Where both did, mine stands in the result until something else is
 * chosen. The order of lines is one more value: mine when I changed it. What the store keeps and
 * what is derived is theirs.
 *
 * Returns: (transfer full): with id, version and base of @theirs, so that saving it needs no
 *   further merge while nobody changes the record again.
 */
CrmRecord *crm_merge (const CrmRecord *base,
                      const CrmRecord *mine,
                      const CrmRecord *theirs,
                      GPtrArray *conflicts);

/* Decides one conflict in the result of a merge. */
void crm_merge_choose (CrmRecord *merged, const CrmConflict *conflict, CrmMergeChoice choice);

/* The line with this id, and its place; NULL when it is not among them. */
CrmRecord *crm_lines_find (GPtrArray *lines, gint64 id, guint *position);

/* Whether values and lines are the same, whatever their versions. */
gboolean crm_record_same (const CrmRecord *a, const CrmRecord *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmConflict, crm_conflict_free)

G_END_DECLS
