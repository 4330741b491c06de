/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-cell-cursor.h"
#include "ui/common/crm-courier.h"
#include "ui/common/crm-editor.h"
#include "ui/common/crm-filter-bar.h"
#include "ui/common/crm-list-column.h"
#include "ui/common/crm-list-foot.h"
#include "ui/common/crm-list-selection.h"
#include "ui/common/crm-list-view.h"

G_BEGIN_DECLS

/* A cell that is being edited. */
typedef struct {
  guint row;
  guint column;
  gint64 n;              /* of the record */
  gboolean own;          /* no card is working on the record */
  char *typed;           /* what began it, or NULL */
  GCancellable *loading; /* the record is being read */
  CrmDraft *draft;
  GtkWidget *box;    /* over the cell; NULL while nothing is edited */
  CrmEditor *editor; /* in it */
  guint ending;
} CrmCellEdit;

struct _CrmListView {
  AdwBin parent_instance;

  GtkWidget *views_button;
  GtkWidget *views_label;
  GtkWidget *search;
  GtkWidget *filter_button;
  GtkWidget *view_button;
  GtkWidget *view_note; /* why its menu does not let one export */
  CrmFilterBar *filter_bar;
  GtkWidget *trash_bar;
  GtkWidget *stack;
  GtkWidget *spinner;
  GtkWidget *scrolled;
  GtkWidget *overlay;
  GtkWidget *column_view;
  CrmCellCursor *cells;
  GtkWidget *empty;
  GtkWidget *new_button;
  GtkWidget *none;
  GtkWidget *other_layout;
  GtkWidget *trouble;
  CrmListFoot *foot;
  GMenu *view_menu;
  GMenu *views_menu;
  GMenu *lists_menu;
  GMenu *row_menu;
  GMenu *trash_menu;

  CrmDesk *desk;
  CrmSchema *schema; /* keeps the entity */
  const CrmEntity *entity;
  CrmRecordList *list;
  CrmListSelection *selection;
  GSimpleActionGroup *actions;
  GtkWidget *popover;
  char *row_note; /* why the menu of a row does not let one change it, or NULL */
  GStrv paths;
  GPtrArray *columns; /* one for each path, also those that do not fit */
  char *order;
  char *group;          /* path, or NULL */
  CrmBucketKind bucket; /* of a day */
  CrmCondition *where;
  GArray *colours;      /* of CrmColourRule: the first that holds colours the row */
  CrmCondition *filter; /* what the person filters by: a group, or NULL */
  GPtrArray *views;     /* of CrmRecord: the saved views of the room */
  GPtrArray *lists;     /* of CrmRecord: its lists of chosen records */
  gint64 view_id;       /* the view shown; 0 for none */
  gint64 wanted_view;   /* to be shown as soon as it is read */
  gint64 deleted_view;  /* is being put into the trash, if it may */
  gboolean extending;   /* Shift is held while the cursor moves */
  GCancellable *tallying;
  CrmCellEdit edit;
  gboolean everything; /* beyond the room's own filter */
  gboolean trash;
  gboolean asked;     /* a new query is on its way: the list goes to its top */
  gboolean limited;   /* before the first frame */
  gboolean awaited;   /* the focus is to come to the rows as soon as there are any */
  gboolean scrolling; /* to what was chosen, once its rows have heights */
  guint scroll_frames;
  gboolean framed;
  gboolean building;
  CrmSortProbe probe;
  GtkSorter *sorter;
  gint64 wanted_n; /* to be chosen as soon as it is listed; 0 for none */
  gint64 told_id;
  guint choose_source;
  guint spinner_source;
  guint fit_source;
  guint drag_source;
  int fitted_width;
  CrmCourier *courier; /* of what is dropped on rows */
  GtkWidget *drop_row; /* over which a file hovers; a weak pointer */
};

/* Columns and order. */
void _crm_list_view_build_columns (CrmListView *self);
void _crm_list_view_show_order (CrmListView *self);
void _crm_list_view_queue_fit (CrmListView *self);
/* A column may have been dragged elsewhere. */
void _crm_list_view_columns_moved (CrmListView *self);
/* (transfer full): what is shown from the start. */
GStrv _crm_list_view_default_paths (const CrmEntity *entity);

/* What the head of a column offers. */
/* (transfer full): of the column with this path. */
GMenuModel *_crm_list_view_head_menu (const char *path);
void _crm_list_view_add_head_actions (CrmListView *self);
void _crm_list_view_add_column (CrmListView *self);

/* What is listed, as a file: "xlsx" or "csv". */
void _crm_list_view_export (CrmListView *self, const char *ending);

/* The cell one is in, and the rectangle of cells. */
void _crm_list_view_add_cells (CrmListView *self);
/* Rows are there: the focus comes to them if that was asked for and nobody types. */
void _crm_list_view_settle_focus (CrmListView *self);

/* The rows are other ones: @asked because somebody asked for others. */
void _crm_list_view_settle_cells (CrmListView *self, gboolean asked);
/* Moves over columns that are shown; FALSE at the edge. */
gboolean _crm_list_view_move_cell (CrmListView *self, int by, gboolean extend);
/* The cell under the pointer; a rectangle around it stays. */
void _crm_list_view_point_at (CrmListView *self, guint row, guint column);
void _crm_list_view_copy_cells (CrmListView *self);
/* Whether the cells, rather than whole rows, are what one has chosen. */
gboolean _crm_list_view_has_cells (CrmListView *self);
void _crm_list_view_show_head_menu (CrmListView *self);
/* A chosen row of the cursor's, and its column. */
guint _crm_list_view_get_cell (CrmListView *self, guint *column);

gboolean _crm_list_view_shows_column (CrmListView *self, guint column);
/* Pasting what the clipboard has; where it goes. */
void _crm_list_view_paste (CrmListView *self);
gboolean _crm_list_view_paste_place (CrmListView *self, CrmCellRange *range);
/* Brings the focus, and with it the cursor, to a row. */
void _crm_list_view_focus_row (CrmListView *self, guint row);

/* Editing in the cell. */
void _crm_list_view_add_edit (CrmListView *self);
/* A key that writes something begins it. */
gboolean _crm_list_view_type (CrmListView *self, guint keyval);
/* The rows are other ones. */
void _crm_list_view_follow_edit (CrmListView *self);
void _crm_list_view_forget_edit (CrmListView *self);

/* Files that are dropped on rows. */
void _crm_list_view_add_drop (CrmListView *self);
void _crm_list_view_forget_drop (CrmListView *self);

/* Menus and actions. */
void _crm_list_view_add_actions (CrmListView *self);
void _crm_list_view_show_actions (CrmListView *self);
/* What rights forbid of them: of an export it depends on how many there are. */
void _crm_list_view_show_permitted (CrmListView *self);
void _crm_list_view_show_row_menu (CrmListView *self, double x, double y);
/* At a place within the list. */
void _crm_list_view_popup (CrmListView *self, GMenuModel *menu, double x, double y);

/* What the list asks for now, and the filter in it. (transfer full) */
CrmQuery *_crm_list_view_build_query (CrmListView *self);
void _crm_list_view_add_filter_bar (CrmListView *self);
void _crm_list_view_build_filter (CrmListView *self);
/* Only rows like this one, or without them. (transfer full) (nullable) */
CrmCondition *
_crm_list_view_condition_of (CrmListView *self, CrmRow *row, guint column, gboolean negated);
/* The values of a column, to choose from. */
void _crm_list_view_show_values (CrmListView *self, guint column);

/* Colours by rule. @colours: (element-type CrmColourRule): referenced, not changed any more. */
void _crm_list_view_set_colours (CrmListView *self, GArray *colours);
/* Tells the list of them. */
void _crm_list_view_ask_colours (CrmListView *self);
void _crm_list_view_edit_colours (CrmListView *self);

/* Groups. */
void _crm_list_view_ask_groups (CrmListView *self);
/* (transfer full) */
GMenuModel *_crm_list_view_group_menu (CrmListView *self);
void _crm_list_view_add_group_action (CrmListView *self);
void _crm_list_view_show_group_action (CrmListView *self);
/* FALSE when no heading stands there. */
gboolean _crm_list_view_fold (CrmListView *self, guint position);

/* Saved views and lists of chosen records. */
void _crm_list_view_add_view_actions (CrmListView *self);
void _crm_list_view_load_views (CrmListView *self);
void _crm_list_view_show_view_name (CrmListView *self);

/* Work over what is chosen: @use takes the ids. */
typedef void (*CrmUseIds) (CrmListView *self, GArray *ids, gint64 which);
void _crm_list_view_with_chosen (CrmListView *self, CrmUseIds use, gint64 which);

/* What a room remembers. */
void _crm_list_view_remember (CrmListView *self);
void _crm_list_view_recall (CrmListView *self);

void _crm_list_view_ask (CrmListView *self);
void _crm_list_view_scroll_to (CrmListView *self, guint position);
void _crm_list_view_choose_wanted (CrmListView *self);

G_END_DECLS
