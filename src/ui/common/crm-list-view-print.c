/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-print.h"
#include "ui/common/crm-list-view-private.h"

#include "base/crm-error.h"
#include "ui/common/crm-phrases.h"

#include <glib/gi18n-lib.h>

/* What is listed, on paper: the columns as they stand, the filter in words, sums at the end. */

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
  sheet->count = crm_phrase_count (self->entity, rows->len, crm_desk_get_lang (self->desk));
  totals = crm_list_foot_get_measured (self->foot);
  sheet->totals = totals != NULL && *totals != '\0' ? g_strdup (totals) : NULL;
  sheet->rows = g_steal_pointer (&rows);
  add_columns (self, sheet);
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
