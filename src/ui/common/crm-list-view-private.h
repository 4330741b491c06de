/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-list-column.h"
#include "ui/common/crm-list-foot.h"
#include "ui/common/crm-list-selection.h"
#include "ui/common/crm-list-view.h"

G_BEGIN_DECLS

struct _CrmListView {
  AdwBin parent_instance;

  GtkWidget *search;
  GtkWidget *trash_bar;
  GtkWidget *stack;
  GtkWidget *spinner;
  GtkWidget *scrolled;
  GtkWidget *column_view;
  GtkWidget *empty;
  GtkWidget *new_button;
  GtkWidget *none;
  GtkWidget *other_layout;
  GtkWidget *trouble;
  CrmListFoot *foot;
  GMenu *view_menu;
  GMenu *row_menu;
  GMenu *trash_menu;

  CrmDesk *desk;
  CrmSchema *schema; /* keeps the entity */
  const CrmEntity *entity;
  CrmRecordList *list;
  CrmListSelection *selection;
  GSimpleActionGroup *actions;
  GtkWidget *popover;
  GStrv paths;
  GPtrArray *columns; /* one for each path, also those that do not fit */
  char *order;
  CrmCondition *where;
  gboolean everything; /* beyond the room's own filter */
  gboolean trash;
  gboolean asked;   /* a new query is on its way: the list goes to its top */
  gboolean limited; /* before the first frame */
  gboolean framed;
  gboolean building;
  CrmSortProbe probe;
  GtkSorter *sorter;
  gint64 wanted_n; /* to be chosen as soon as it is listed; 0 for none */
  gint64 told_id;
  guint choose_source;
  guint spinner_source;
  guint fit_source;
  int fitted_width;
};

/* Columns and order. */
void _crm_list_view_build_columns (CrmListView *self);
void _crm_list_view_show_order (CrmListView *self);
void _crm_list_view_queue_fit (CrmListView *self);
/* (transfer full): what is shown from the start. */
GStrv _crm_list_view_default_paths (const CrmEntity *entity);

/* Menus and actions. */
void _crm_list_view_add_actions (CrmListView *self);
void _crm_list_view_show_actions (CrmListView *self);
void _crm_list_view_show_row_menu (CrmListView *self, double x, double y);

/* What a room remembers. */
void _crm_list_view_remember (CrmListView *self);
void _crm_list_view_recall (CrmListView *self);

void _crm_list_view_ask (CrmListView *self);
void _crm_list_view_scroll_to (CrmListView *self, guint position);
void _crm_list_view_choose_wanted (CrmListView *self);

G_END_DECLS
