/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-record-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CrmListSelection:
 *
 * Which records of a list are chosen. Kept by the record's number and not by its position, so a
 * choice outlives sorting, searching and the changes of colleagues. Choosing all keeps only who is
 * left out.
 */
#define CRM_TYPE_LIST_SELECTION (crm_list_selection_get_type ())
G_DECLARE_FINAL_TYPE (CrmListSelection, crm_list_selection, CRM, LIST_SELECTION, GObject)

CrmListSelection *crm_list_selection_new (CrmRecordList *list);
CrmRecordList *crm_list_selection_get_list (CrmListSelection *self);
/* How many of the list are chosen. */
guint crm_list_selection_get_count (CrmListSelection *self);
/* The numbers of all that are chosen and listed. (transfer full) (element-type guint32) */
GArray *crm_list_selection_get_numbers (CrmListSelection *self);
/* The position of the only one that is chosen; GTK_INVALID_LIST_POSITION when it is not one. */
guint crm_list_selection_get_single (CrmListSelection *self);
/* The list stands in another order now. */
void crm_list_selection_reorder (CrmListSelection *self);

G_END_DECLS
