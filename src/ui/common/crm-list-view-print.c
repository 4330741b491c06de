/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-heading.h"
#include "ui/common/crm-list-print.h"
#include "ui/common/crm-list-view-private.h"

#include "base/crm-error.h"
#include "ui/common/crm-phrases.h"

#include <glib/gi18n-lib.h>

/* What is listed, on paper: the columns as they stand, groups with what they come to, the filter in
 * words, sums at the end. */

/* The column that takes what the others leave. */
#define WIDE_WEIGHT 220

typedef struct {
  CrmListView *view;
  GFile *file; /* or NULL: a printer is asked for */
} Printing;

static void
printing_free (Printing *printing)
{
  g_object_unref (printing->view);
  g_clear_object (&printing->file);
  g_free (printing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Printing, printing_free)

static void
add_columns (CrmListView *self, CrmListSheet *sheet)
{
  for (guint i = 0; i < self->columns->len; i++) {
    GtkColumnViewColumn *shown = g_ptr_array_index (self->columns, i);
    const CrmField *field = crm_path_get_field (crm_record_list_get_column (self->list, i));
    CrmListPrintColumn column = { .index = i };

    column.title = g_strdup (gtk_column_view_column_get_title (shown));
    column.figure = field != NULL && crm_field_is_figure (field);
    column.weight = gtk_column_view_column_get_expand (shown)
                      ? WIDE_WEIGHT
                      : MAX (gtk_column_view_column_get_fixed_width (shown), 36);
    g_array_append_val (sheet->columns, column);
  }
}

static char *
words_of_filter (CrmListView *self)
{
  g_autofree char *filter = crm_filter_bar_get_words (self->filter_bar);
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (*words == '\0')
    return g_steal_pointer (&filter);
  if (filter == NULL)
    return g_strdup_printf ("“%s”", words);

  return g_strdup_printf ("%s · “%s”", filter, words);
}

/* The figure at the end of a money column's heading stays right even where nothing follows. */
static GStrv
cells_of_heading (CrmListView *self, const CrmGroup *group)
{
  g_autoptr (CrmPath) path = crm_path_new (self->schema, self->entity, self->group, NULL);
  const CrmField *by = path != NULL ? crm_path_get_field (path) : NULL;
  CrmLang lang = crm_desk_get_lang (self->desk);
  char **cells = g_new0 (char *, self->columns->len + 1);
  guint sum = 0;

  for (guint i = 0; i < self->columns->len; i++) {
    const CrmField *field = crm_path_get_field (crm_record_list_get_column (self->list, i));

    if (field != NULL && field->type == CRM_FIELD_MONEY)
      cells[i] = crm_list_heading_sums (group, sum++, lang);
    else if (i == 0 && by != NULL)
      cells[i] = crm_list_heading_format (group, by, self->bucket, lang);
    else
      cells[i] = g_strdup ("");
  }

  return cells;
}

/* Headings stand where they stand in the list; of a folded group only its heading. */
static void
add_lines (CrmListView *self, CrmListSheet *sheet, GPtrArray *rows)
{
  guint position = 0;

  for (guint i = 0; i <= rows->len; i++) {
    CrmRow *row = i < rows->len ? rows->pdata[i] : NULL;
    guint end = row != NULL ? crm_row_get_position (row)
                            : g_list_model_get_n_items (G_LIST_MODEL (self->list));

    for (; crm_record_list_is_grouped (self->list) && position < end; position++) {
      const CrmGroup *group = crm_record_list_get_heading (self->list, position);

      if (group != NULL)
        crm_list_sheet_add_heading (sheet, cells_of_heading (self, group));
    }
    position = end;
    if (row != NULL)
      crm_list_sheet_add_row (sheet, row);
  }
}

static void
on_rows_cb (GObject *list, GAsyncResult *result, gpointer data)
{
  g_autoptr (Printing) printing = data;
  CrmListView *self = printing->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = crm_record_list_read_finish (CRM_RECORD_LIST (list), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const char *totals;
  CrmListSheet *sheet;

  if (self->desk == NULL)
    return;
  if (rows == NULL) {
    crm_desk_report (self->desk, error);
    return;
  }
  sheet = crm_list_sheet_new (self->desk);
  sheet->title = g_strdup (_ (self->entity->label_many));
  sheet->filter = words_of_filter (self);
  sheet->count = crm_phrase_count (self->entity, crm_record_list_get_n_records (self->list),
                                   crm_desk_get_lang (self->desk));
  totals = crm_list_foot_get_measured (self->foot);
  sheet->totals = totals != NULL && *totals != '\0' ? g_strdup (totals) : NULL;
  add_columns (self, sheet);
  add_lines (self, sheet, rows);
  crm_list_print (sheet, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, printing->file);
}

void
crm_list_view_print_to (CrmListView *self, GFile *file)
{
  Printing *printing;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  if (self->list == NULL)
    return;
  printing = g_new0 (Printing, 1);
  printing->view = g_object_ref (self);
  printing->file = file != NULL ? g_object_ref (file) : NULL;
  crm_record_list_read_async (self->list, 0, G_MAXUINT, NULL, on_rows_cb, printing);
}
