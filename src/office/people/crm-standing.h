/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/people/crm-role.h"

G_BEGIN_DECLS

/**
 * CrmStanding:
 *
 * What one person may do in the office today: role, department, for whom they stand in. Read once
 * and not changed; reference counted and safe to read from any thread.
 */
typedef struct _CrmStanding CrmStanding;

/* As the office file says now. Everything is read, whoever asks. */
CrmStanding *crm_standing_load (CrmTxn *txn, gint64 person, GError **error);
CrmStanding *crm_standing_ref (CrmStanding *self);
void crm_standing_unref (CrmStanding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmStanding, crm_standing_unref)

gboolean crm_standing_equal (const CrmStanding *a, const CrmStanding *b);
/* Whether it is still that of this person on this day. */
gboolean crm_standing_is_of (const CrmStanding *self, gint64 person, const char *today);

gint64 crm_standing_get_person (const CrmStanding *self);
/* An office without roles lets everybody do everything. */
gboolean crm_standing_is_free (const CrmStanding *self);
/* Whose records of the entity: what the role says, whatever the entity has of it. */
CrmScopeKind
crm_standing_scope (const CrmStanding *self, CrmAction action, const CrmEntity *entity);
/* Whether anything at all may be done, perhaps in somebody's stead. */
gboolean crm_standing_may (const CrmStanding *self, CrmAction action, const CrmEntity *entity);
/* @responsible: of the record; 0 for nobody. */
gboolean crm_standing_may_of (const CrmStanding *self,
                              CrmAction action,
                              const CrmEntity *entity,
                              gint64 responsible);
gboolean crm_standing_allows (const CrmStanding *self, CrmRight right);
/* What is read of the entity; NULL for all of it. (transfer full) */
CrmCondition *crm_standing_condition (const CrmStanding *self, const CrmEntity *entity);

/* Why not. (transfer full): a whole sentence. @title NULL: of the entity as a whole. */
char *crm_standing_refusal (const CrmStanding *self,
                            CrmAction action,
                            const CrmEntity *entity,
                            const char *title);
char *crm_standing_refusal_of_right (const CrmStanding *self, CrmRight right);
/* In words, one sentence a line: "Sees clients of their department." (transfer full) */
char *crm_standing_describe (const CrmStanding *self, CrmSchema *schema);

G_END_DECLS
