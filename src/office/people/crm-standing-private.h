/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/people/crm-standing.h"

G_BEGIN_DECLS

/* What a role permits: by entity, and for the rest. */
typedef struct {
  CrmScopeKind scopes[CRM_N_ACTIONS];
} CrmPermits;

typedef struct {
  char *name;
  GHashTable *permits; /* name of an entity → CrmPermits */
  CrmPermits rest;
  gboolean rights[CRM_N_RIGHTS];
} CrmPart;

/* Somebody for whom this person stands in today. */
typedef struct {
  gint64 id;
  char *name;
  CrmPart *part;
} CrmAbsent;

struct _CrmStanding {
  gatomicrefcount ref_count;
  gint64 person;
  char *today;
  char *name;
  char *department_name;
  gboolean free;
  gboolean left; /* no longer works here */
  CrmPart *part; /* NULL: without a role */
  GArray *own;   /* of gint64: me, and the queues of my department */
  GArray *department;
  GPtrArray *absent; /* of CrmAbsent */
  char *managers;    /* who can change all this: "Ana, Ion" */
  GString *mark;     /* of all of it, to compare */
};

const CrmPermits *_crm_part_permits (const CrmPart *self, const CrmEntity *entity);

G_END_DECLS
