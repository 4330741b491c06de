/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-view-private.h"
#include "ui/common/crm-paste-dialog.h"

#include "exchange/crm-table-text.h"
#include "office/lists/crm-paste.h"
#include "ui/common/crm-bulk-words.h"

#include <glib/gi18n-lib.h>

/* Pasting a table into the cells from the cursor on, and below the end as new records. What is
 * small and wholly understood is done at once; anything else is shown first. */

/* From as many records on it is shown first. */
#define SHOW_FROM 30

typedef struct {
  CrmListView *view;
  GPtrArray *table;
  CrmCellRange range;
} Pasting;

static void
pasting_free (Pasting *pasting)
{
  g_object_unref (pasting->view);
  g_clear_pointer (&pasting->table, g_ptr_array_unref);
  g_free (pasting);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pasting, pasting_free)

/* --- Doing it --------------------------------------------------------------------------------- */

static void
on_edited_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDesk) desk = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmBulkReport) report =
               crm_office_bulk_edit_finish (CRM_OFFICE (office), result, &error);
  g_autofree char *words = NULL;

  if (report == NULL) {
    crm_desk_report (desk, error);
    return;
  }
  words = crm_bulk_report_words (report);
  if (report->left_out->len > 0) {
    const CrmLeftOut *first = g_ptr_array_index (report->left_out, 0);
    g_autofree char *why = g_strdup_printf ("%s: %s", words, first->reason);

    crm_desk_say (desk, why);
    return;
  }
  crm_desk_say_with (desk, words, _ ("Undo"), "win.undo");
}

static void
on_planned_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pasting) pasting = data;
  CrmListView *self = pasting->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmPastePlan) plan =
               crm_office_paste_plan_finish (CRM_OFFICE (office), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->desk == NULL)
    return;
  if (plan == NULL) {
    crm_desk_report (self->desk, error);
    return;
  }
  if (plan->bulk != NULL && plan->refused->len == 0 && plan->n_new == 0 &&
      plan->n_records < SHOW_FROM) {
    crm_office_bulk_edit_async (CRM_OFFICE (office), plan->bulk, NULL, on_edited_cb,
                                g_object_ref (self->desk));
    return;
  }
  gtk_window_present (GTK_WINDOW (crm_paste_dialog_new (
    self->desk, g_steal_pointer (&plan), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL)));
}

/* --- Where it goes ---------------------------------------------------------------------------- */

static void
on_rows_cb (GObject *list, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pasting) pasting = data;
  CrmListView *self = pasting->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = crm_record_list_read_finish (CRM_RECORD_LIST (list), result, &error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  if (self->desk == NULL)
    return;
  if (rows == NULL) {
    crm_desk_report (self->desk, error);
    return;
  }
  for (guint i = 0; i < rows->len; i++) {
    gint64 id = crm_row_get_id (rows->pdata[i]);

    g_array_append_val (ids, id);
  }
  for (guint i = pasting->range.left; i < g_strv_length (self->paths); i++)
    if (_crm_list_view_shows_column (self, i))
      g_strv_builder_add (columns, self->paths[i]);
  paths = g_strv_builder_end (columns);
  crm_office_paste_plan_async (crm_desk_get_office (self->desk), self->entity,
                               (const char *const *)paths, ids, pasting->table, NULL, on_planned_cb,
                               pasting);
  g_steal_pointer (&pasting);
}

/* One cell over many fills them, as in any spreadsheet. */
static void
fill_range (Pasting *pasting)
{
  GStrv only = pasting->table->len == 1 ? g_ptr_array_index (pasting->table, 0) : NULL;
  guint width = pasting->range.right - pasting->range.left + 1;
  guint height = pasting->range.bottom - pasting->range.top + 1;
  g_autofree char *text = NULL;

  if (only == NULL || g_strv_length (only) != 1 || width * height == 1)
    return;
  text = g_strdup (only[0]);
  g_ptr_array_set_size (pasting->table, 0);
  for (guint row = 0; row < height; row++) {
    g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

    for (guint column = 0; column < width; column++)
      if (_crm_list_view_shows_column (pasting->view, pasting->range.left + column))
        g_strv_builder_add (cells, text);
    g_ptr_array_add (pasting->table, g_strv_builder_end (cells));
  }
}

/* Positions from @first on that hold as many records; headings of groups hold none. */
static guint
positions_of (CrmListView *self, guint first, guint n_records)
{
  guint all = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n = 0;

  for (guint found = 0; found < n_records && first + n < all; n++)
    if (crm_record_list_get_n (self->list, first + n) >= 0)
      found++;

  return n;
}

void
crm_list_view_paste_text (CrmListView *self, const char *text)
{
  g_autoptr (Pasting) pasting = NULL;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));
  g_return_if_fail (text != NULL);

  if (self->list == NULL || self->trash)
    return;
  if (crm_office_is_read_only (crm_desk_get_office (self->desk))) {
    crm_desk_say (self->desk, _ ("This office can only be read."));
    return;
  }
  pasting = g_new0 (Pasting, 1);
  pasting->view = g_object_ref (self);
  pasting->table = crm_table_parse (text);
  if (pasting->table->len == 0 || !_crm_list_view_paste_place (self, &pasting->range)) {
    crm_desk_say (self->desk, _ ("There is nothing to paste."));
    return;
  }
  fill_range (pasting);
  crm_record_list_read_async (self->list, pasting->range.top,
                              positions_of (self, pasting->range.top, pasting->table->len), NULL,
                              on_rows_cb, pasting);
  g_steal_pointer (&pasting);
}

static void
on_text_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmListView) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  if (self->desk == NULL)
    return;
  if (text == NULL)
    crm_desk_say (self->desk, _ ("There is nothing to paste."));
  else
    crm_list_view_paste_text (self, text);
}

void
_crm_list_view_paste (CrmListView *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, on_text_cb,
                                 g_object_ref (self));
}
