/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which column a list is sorted by: GTK 4.8 does not tell, so each column's sorter notes itself
 * here when it is asked to compare (GtkColumnView hands the question to the first of them). */
typedef struct {
  int column;
} CrmSortProbe;

/* The column of a list that shows its path number @index. @probe must outlive it. */
GtkColumnViewColumn *
crm_list_column_new (CrmDesk *desk, CrmRecordList *list, guint index, CrmSortProbe *probe);
/* What a column shows in the heading of a group, before it is shown. */
typedef struct {
  const CrmField *field; /* what is grouped by */
  CrmBucketKind bucket;
  gboolean title; /* what the group is called; else what it comes to */
  int sum;        /* index of the sum, -1 for none */
} CrmColumnHeading;
void crm_list_column_set_heading (GtkColumnViewColumn *column, const CrmColumnHeading *heading);
/* The bar at the left edge that shows the tone of the first rule that holds, else of the state.
 * @rules: (element-type CrmColourRule) */
GtkColumnViewColumn *crm_list_column_new_state (const CrmEntity *entity, GArray *rules);
/* How wide it is from the start. */
int crm_list_column_width (const CrmField *field);
/* The index of the path whose cell it is; -1 for none. */
int crm_list_column_index_of (GtkWidget *widget);
/* The position of the row under a widget of the list; GTK_INVALID_LIST_POSITION for none. */
guint crm_list_column_position_of (GtkWidget *widget);

G_END_DECLS
