/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-tally.h"
#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The line below a list: how many there are, how many are chosen, what they come to. Sums of
 * different currencies stand apart. The query's time is in the tooltip. */
#define CRM_TYPE_LIST_FOOT (crm_list_foot_get_type ())
G_DECLARE_FINAL_TYPE (CrmListFoot, crm_list_foot, CRM, LIST_FOOT, AdwBin)

CrmListFoot *crm_list_foot_new (void);
void crm_list_foot_set_count (CrmListFoot *self,
                              CrmDesk *desk,
                              const CrmEntity *entity,
                              CrmRecordList *list,
                              guint chosen);
/* Asks for the sums of the money columns among @paths. */
void crm_list_foot_measure (CrmListFoot *self,
                            CrmDesk *desk,
                            CrmRecordList *list,
                            const char *const *paths);

/* What the chosen cells come to, in place of the sums of all; NULL for those again. */
void crm_list_foot_set_tally (CrmListFoot *self, CrmDesk *desk, const CrmTally *tally);
/* What all records come to; NULL while it is not known. (transfer none) */
const char *crm_list_foot_get_measured (CrmListFoot *self);
/* What is shown. (transfer none) */
const char *crm_list_foot_get_sums (CrmListFoot *self);

G_END_DECLS
