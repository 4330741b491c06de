/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-paper.h"
#include "store/crm-txn.h"

G_BEGIN_DECLS

/* What a paper is made of. Private to documents/. */
typedef struct {
  char *name; /* of the template */
  char *xml;
  JsonObject *context;
} CrmPaperSource;

void _crm_paper_source_clear (CrmPaperSource *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmPaperSource, _crm_paper_source_clear)

/* Of a draft, from what the office knows now. */
gboolean _crm_paper_source_of_draft (CrmTxn *txn,
                                     CrmRecord *record,
                                     gboolean draft,
                                     CrmPaperSource *source,
                                     GError **error);

/* Of any stored paper. */
gboolean
_crm_paper_source_of (CrmTxn *txn, CrmRecord *record, CrmPaperSource *source, GError **error);

/* Lays it out; needs no transaction. (transfer full) */
CrmPaper *_crm_paper_source_make (const CrmPaperSource *self, GError **error);

G_END_DECLS
