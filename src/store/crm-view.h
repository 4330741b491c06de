/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-path.h"
#include "model/crm-query.h"

G_BEGIN_DECLS

/* A saved view, as far as a condition can ask for it. */
typedef struct {
  gint64 id;
  char *name;
  const CrmEntity *entity; /* of what stands in it */
  CrmCondition *where;     /* what that has to meet; NULL: nothing */
} CrmView;
void crm_view_clear (CrmView *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmView, crm_view_clear)

/**
 * CrmViews:
 *
 * Where saved views stand that a condition may ask for: the store asks, whoever opened it answers,
 * for the person of the transaction. Without them such a condition is refused.
 */
typedef struct {
  const char *entity; /* whose records they are */
  /* @text: an id, or a name. @of: (nullable): whose records the view has to show.
   * %CRM_ERROR_NOT_FOUND or %CRM_ERROR_INVALID says what is wrong with it. */
  gboolean (
    *find) (CrmTxn *txn, const char *text, const CrmEntity *of, CrmView *view, GError **error);
} CrmViews;

/* The entity whose records a test asks to be in a view; @entity: (out): NULL: of any.
 * %CRM_ERROR_INVALID where the path names no record, or no view is named. */
gboolean crm_view_target (const CrmPath *path,
                          const CrmCondition *test,
                          const CrmEntity **entity,
                          GError **error);

G_END_DECLS
