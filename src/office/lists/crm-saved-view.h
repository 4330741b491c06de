/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-query.h"
#include "model/crm-record.h"

G_BEGIN_DECLS

/**
 * A list as somebody likes it, under a name: columns, widths, order, filter, groups, colours. A
 * person's own, or everybody's. Its content is one JSON object:
 *
 * {"columns": ["name", …], "widths": {"name": 200}, "order": "-due", "where": ["city", "=",
 * "Iași"], "group": "stage", "bucket": "month", "colours": [{"where": […], "tone": "late", "word":
 * "…"}]}
 */
extern const CrmEntity crm_saved_view_entity;

/* One colour rule of a view. */
typedef struct {
  CrmCondition *where;
  CrmTone tone;
  char *word; /* said beside the colour, or NULL */
} CrmColourRule;

/* What a view holds, read and checked. Members that are not there are NULL. */
typedef struct {
  GStrv columns;
  JsonObject *widths;
  char *order;
  CrmCondition *where;
  char *group;
  CrmBucketKind bucket;
  GArray *colours; /* of CrmColourRule; never NULL */
} CrmViewContent;

CrmViewContent *crm_view_content_new (void);
void crm_view_content_free (CrmViewContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmViewContent, crm_view_content_free)

/* %CRM_ERROR_INVALID when it cannot be read. */
CrmViewContent *crm_view_content_parse (const char *json, GError **error);
/* (transfer full) */
char *crm_view_content_to_json (const CrmViewContent *self);

/**
 * crm_view_content_fit:
 *
 * Takes out what this office does not have any more, a field that was removed while the view still
 * names it: the rest of the view goes on working. (transfer full) (nullable): the paths taken out,
 * for a word to the person.
 */
GStrv crm_view_content_fit (CrmViewContent *self, CrmSchema *schema, const CrmEntity *entity);

const char *crm_tone_name (CrmTone tone);
gboolean crm_tone_from_name (const char *name, CrmTone *tone);

/* The views of a room, or with NULL of all rooms, that this person sees, own ones and those for
 * everybody, by rank and name. (transfer full) */
CrmQuery *crm_saved_view_query (const char *entity);

G_END_DECLS
