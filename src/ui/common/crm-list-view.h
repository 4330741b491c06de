/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmListView:
 *
 * The records of one entity as a list: search, columns, order, what is chosen, sums. Everything it
 * shows follows from the entity's description.
 *
 * Signals: "chosen" (id, n): one record was chosen; 0 when none or several are. "opened" (id): a
 * row was activated. "new-wanted". "state-changed": columns, order or filter became others.
 */
#define CRM_TYPE_LIST_VIEW (crm_list_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmListView, crm_list_view, CRM, LIST_VIEW, AdwBin)

CrmListView *crm_list_view_new (CrmDesk *desk, const CrmEntity *entity);

const CrmEntity *crm_list_view_get_entity (CrmListView *self);
CrmRecordList *crm_list_view_get_list (CrmListView *self);
GtkSelectionModel *crm_list_view_get_selection (CrmListView *self);
/* Whether its action "print", without "view.", is there and may be used now. */
gboolean crm_list_view_can (CrmListView *self, const char *action);

void crm_list_view_search (CrmListView *self, const char *words);
const char *crm_list_view_get_words (CrmListView *self);
/* A further condition besides the room's own; takes it, NULL takes it away. */
void crm_list_view_set_where (CrmListView *self, CrmCondition *where);
/* What the person filters by, chip by chip; copied. NULL for nothing. */
void crm_list_view_set_filter (CrmListView *self, const CrmCondition *filter);
const CrmCondition *crm_list_view_get_filter (CrmListView *self);
/* Takes the condition. */
void crm_list_view_add_filter (CrmListView *self, CrmCondition *condition);
/* Only rows with the value that stands there, or without it. */
void
crm_list_view_filter_by_value (CrmListView *self, guint position, guint column, gboolean negated);

/* Shows a saved view, as soon as it is read; 0 what the room shows from the start. */
void crm_list_view_show_view (CrmListView *self, gint64 id);
gint64 crm_list_view_get_view (CrmListView *self);
/* Keeps what is shown under a name. */
void crm_list_view_save_view (CrmListView *self, const char *name, gboolean shared);

/* "name", "-amount". */
void crm_list_view_set_order (CrmListView *self, const char *order);
const char *crm_list_view_get_order (CrmListView *self);
/* Groups by a path, of days by @bucket; NULL for none. */
void crm_list_view_set_group (CrmListView *self, const char *path, CrmBucketKind bucket);
const char *crm_list_view_get_group (CrmListView *self);
void crm_list_view_set_columns (CrmListView *self, const char *const *paths);
void crm_list_view_set_trash (CrmListView *self, gboolean trash);
gboolean crm_list_view_get_trash (CrmListView *self);

/* Prints what is listed: asks for a printer, or with a file writes it there as PDF. */
void crm_list_view_print_to (CrmListView *self, GFile *file);
/* Writes what is listed to a file, by its name's ending; says so when it is done. */
void crm_list_view_export_to (CrmListView *self, GFile *file);

/* Chooses the record with this dense number, as soon as it is listed. */
void crm_list_view_select_n (CrmListView *self, gint64 n);
/* The cell one is in, and the rectangle from another one to it. Rows are positions, columns indexes
 * of what is shown. */
void crm_list_view_choose_cells (CrmListView *self,
                                 guint from_row,
                                 guint from_column,
                                 guint row,
                                 guint column);
/* Edits the cell one is in, beginning with what was typed, or NULL with what stands there; or says
 * why it cannot be edited. */
void crm_list_view_edit_cell (CrmListView *self, const char *typed);
/* Takes what was typed, or gives the old value back. FALSE when it cannot be taken. */
gboolean crm_list_view_end_edit (CrmListView *self, gboolean take);
/* Chooses it if it is listed, and none otherwise: the card shows it already. */
void crm_list_view_follow_n (CrmListView *self, gint64 n);
/* Pastes a table of text into the cells from the cursor on, and as new records below the end. */
void crm_list_view_paste_text (CrmListView *self, const char *text);
/* Puts the files that were dropped on a row at its record. FALSE where none can lie. */
gboolean crm_list_view_drop (CrmListView *self, guint position, const GValue *value);
/* Chooses none; choosing the same one again is heard. */
void crm_list_view_unselect (CrmListView *self);
/* The one before or after. */
void crm_list_view_step (CrmListView *self, int by);
void crm_list_view_focus_search (CrmListView *self);
void crm_list_view_focus_list (CrmListView *self);
/* The focus comes to the rows, to the chosen one if there is one, as soon as there are any; not
 * away from where somebody types. None is chosen by it. */
void crm_list_view_take_focus (CrmListView *self);
void crm_list_view_set_dense (CrmListView *self, gboolean dense);
/* Asks again. */
void crm_list_view_refresh (CrmListView *self);
/* What is chosen, to the trash. */
void crm_list_view_delete (CrmListView *self);

G_END_DECLS
