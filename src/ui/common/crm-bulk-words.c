/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-bulk-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* A person reads no more than this. */
#define MOST_ROWS 500

static void
append_part (GString *text, const char *part, guint n)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

char *
crm_bulk_report_words (const CrmBulkReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_left = report->left_out->len;
  g_autofree char *made = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *left = NULL;

  made = g_strdup_printf (ngettext ("%u record made", "%u records made", report->n_made),
                          report->n_made);
  changed = g_strdup_printf (
    ngettext ("%u record changed", "%u records changed", report->n_changed), report->n_changed);
  left = g_strdup_printf (ngettext ("%u left as it is", "%u left as they are", n_left), n_left);
  append_part (text, made, report->n_made);
  append_part (text, changed, report->n_made == 0 ? 1 : report->n_changed);
  append_part (text, left, n_left);
  append_part (text, _ ("stopped"), report->cancelled);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
crm_bulk_left_append (GtkListBox *list, const char *title, const char *reason)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title != NULL ? title : "", -1);
  g_autofree char *escaped_reason = g_markup_escape_text (reason, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_reason);
  gtk_list_box_append (list, row);
}

void
crm_bulk_report_fill (const CrmBulkReport *report, GtkListBox *list)
{
  for (guint i = 0; i < MIN (report->left_out->len, MOST_ROWS); i++) {
    const CrmLeftOut *one = g_ptr_array_index (report->left_out, i);

    crm_bulk_left_append (list, one->title, one->reason);
  }
}

GtkWidget *
crm_bulk_left_page (GtkWidget **list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (_ ("Left as they are:"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  *list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (*list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (*list, "boxed-list");
  gtk_widget_set_valign (*list, GTK_ALIGN_START);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (*list), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), *list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_add_css_class (box, "crm-dialog-body");

  return box;
}
