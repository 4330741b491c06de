/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-values-dialog.h"

#include "base/crm-number.h"
#include "base/crm-text.h"
#include "model/crm-condition-words.h"
#include "model/crm-format.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More different values than these are found by typing, not by scrolling. */
#define MOST_VALUES 500

struct _CrmValuesDialog {
  AdwWindow parent_instance;

  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *range;
  GtkWidget *from;
  GtkWidget *to;
  GtkWidget *trouble;

  CrmDesk *desk;
  CrmSchema *schema;
  const CrmEntity *entity;
  CrmTitles *titles;
  char *path;
  const CrmField *field;
  gboolean loaded;
};

G_DEFINE_FINAL_TYPE (CrmValuesDialog, crm_values_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_APPLIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_reference (const CrmField *field)
{
  return field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_ANY ||
         field->type == CRM_FIELD_PARENT;
}

static gboolean
has_range (const CrmField *field)
{
  return field->type == CRM_FIELD_DAY || field->type == CRM_FIELD_INSTANT ||
         (crm_field_is_figure (field) && field->type != CRM_FIELD_DURATION);
}

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct {
  CrmQuery *query;
  gboolean titled;
  GPtrArray *measured;
  GPtrArray *titles; /* of the references, or NULL */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  crm_query_unref (reading->query);
  g_clear_pointer (&reading->measured, g_ptr_array_unref);
  g_clear_pointer (&reading->titles, g_ptr_array_unref);
  g_free (reading);
}

/* The most frequent first. */
static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const CrmMeasured *one = *(const CrmMeasured *const *)a;
  const CrmMeasured *two = *(const CrmMeasured *const *)b;
  gint64 x = crm_value_get_int (&one->measures[0]);
  gint64 y = crm_value_get_int (&two->measures[0]);

  return (x < y) - (x > y);
}

static gboolean
read_values (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->measured, g_ptr_array_unref);
  g_clear_pointer (&reading->titles, g_ptr_array_unref);
  reading->measured = crm_txn_measure (txn, reading->query, error);
  if (reading->measured == NULL)
    return FALSE;
  g_ptr_array_sort (reading->measured, compare_counts);
  if (!reading->titled)
    return TRUE;
  reading->titles = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < MIN (reading->measured->len, MOST_VALUES); i++) {
    const CrmMeasured *row = g_ptr_array_index (reading->measured, i);

    g_ptr_array_add (reading->titles,
                     crm_txn_title (txn, crm_value_get_int (&row->buckets[0]), NULL));
  }

  return TRUE;
}

static void
add_value (CrmValuesDialog *self, const CrmMeasured *row, const char *title)
{
  CrmLang lang = crm_desk_get_lang (self->desk);
  GtkWidget *line = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *count;
  GtkWidget *label;
  const CrmValue *value = &row->buckets[0];
  g_autofree char *number = crm_number_format (crm_value_get_int (&row->measures[0]), 0, 0, lang);
  g_autofree char *text = NULL;
  char *machine = NULL;

  if (crm_value_is_null (value)) {
    text = g_strdup (_ ("(empty)"));
  } else if (self->field->type == CRM_FIELD_INSTANT) {
    machine = g_strdup (crm_value_get_text (value));
    text = g_strdup (machine);
  } else {
    text = crm_field_format (self->field, value, NULL, title, lang);
    machine = is_reference (self->field)
                ? g_strdup_printf ("%" G_GINT64_FORMAT, crm_value_get_int (value))
                : crm_field_to_string (self->field, value, NULL);
    if (title != NULL)
      crm_titles_set (self->titles, crm_value_get_int (value), title);
  }
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  count = gtk_label_new (number);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (line), box);
  g_object_set_data (G_OBJECT (line), "crm-check", check);
  g_object_set_data_full (G_OBJECT (line), "crm-value", machine, g_free);
  g_object_set_data_full (G_OBJECT (line), "crm-fold", crm_text_fold (text), g_free);
  g_object_set_data_full (G_OBJECT (line), "crm-count", g_steal_pointer (&number), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), line);
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmValuesDialog *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    gtk_label_set_text (GTK_LABEL (self->trouble), error->message);
    gtk_widget_set_visible (self->trouble, TRUE);
    return;
  }
  for (guint i = 0; i < MIN (reading->measured->len, MOST_VALUES); i++)
    add_value (self, g_ptr_array_index (reading->measured, i),
               reading->titles != NULL ? reading->titles->pdata[i] : NULL);
  self->loaded = TRUE;
}

static void
start_reading (CrmValuesDialog *self, CrmQuery *query)
{
  Reading *reading = g_new0 (Reading, 1);
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  reading->query = crm_query_copy (query);
  reading->titled = is_reference (self->field);
  crm_query_set_order (reading->query, "");
  crm_query_add_measure (reading->query, CRM_MEASURE_COUNT, NULL);
  crm_query_add_bucket (reading->query,
                        self->field->type == CRM_FIELD_INSTANT ? CRM_BUCKET_DAY : CRM_BUCKET_VALUE,
                        self->path);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_values, reading,
                        NULL, NULL, on_read_cb, task);
}

/* --- Applying --------------------------------------------------------------------------------- */

static gboolean
add_bound (CrmValuesDialog *self, CrmCondition *all, GtkWidget *entry, CrmTest test, GError **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autofree char *today = crm_desk_get_today (self->desk);
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autofree char *machine = NULL;

  if (*text == '\0')
    return TRUE;
  if (!crm_field_parse (self->field, text, NULL, today, &value, error))
    return FALSE;
  machine = crm_field_to_string (self->field, &value, NULL);
  crm_condition_add (all, crm_condition_new_test (self->path, test, machine));

  return TRUE;
}

/* The chosen values as one condition; NULL when none is. */
static CrmCondition *
chosen_values (CrmValuesDialog *self)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  CrmCondition *in = NULL;
  CrmCondition *empty = NULL;
  CrmCondition *any;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL;
       i++) {
    char *value = g_object_get_data (G_OBJECT (row), "crm-value");

    if (!gtk_check_button_get_active (g_object_get_data (G_OBJECT (row), "crm-check")))
      continue;
    if (value != NULL)
      g_ptr_array_add (values, value);
    else
      empty = crm_condition_new_test (self->path, CRM_TEST_EMPTY, NULL);
  }
  if (values->len == 1)
    in = crm_condition_new_test (self->path, CRM_TEST_EQUAL, values->pdata[0]);
  g_ptr_array_add (values, NULL);
  if (values->len > 2)
    in = crm_condition_new_in (self->path, (const char *const *)values->pdata);
  if (in == NULL || empty == NULL)
    return in != NULL ? in : empty;
  any = crm_condition_new_group (CRM_CONDITION_ANY);
  crm_condition_add (any, in);
  crm_condition_add (any, empty);

  return any;
}

static void
apply (CrmValuesDialog *self, CrmCondition *condition)
{
  g_autoptr (CrmCondition) held = condition;

  g_signal_emit (self, signals[SIGNAL_APPLIED], 0, held);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_apply_cb (CrmValuesDialog *self)
{
  g_autoptr (CrmCondition) all = crm_condition_new_group (CRM_CONDITION_ALL);
  g_autoptr (GError) error = NULL;
  CrmCondition *chosen = chosen_values (self);

  if (chosen != NULL)
    crm_condition_add (all, chosen);
  if (has_range (self->field) && (!add_bound (self, all, self->from, CRM_TEST_AT_LEAST, &error) ||
                                  !add_bound (self, all, self->to, CRM_TEST_AT_MOST, &error))) {
    gtk_label_set_text (GTK_LABEL (self->trouble), error->message);
    gtk_widget_set_visible (self->trouble, TRUE);
    return;
  }
  if (all->children == NULL || all->children->len == 0) {
    gtk_window_destroy (GTK_WINDOW (self));
    return;
  }
  apply (self, all->children->len == 1 ? g_ptr_array_steal_index (all->children, 0)
                                       : g_steal_pointer (&all));
}

static void
on_empty_cb (CrmValuesDialog *self)
{
  apply (self, crm_condition_new_test (self->path, CRM_TEST_EMPTY, NULL));
}

static void
on_filled_cb (CrmValuesDialog *self)
{
  apply (self, crm_condition_new_test (self->path, CRM_TEST_FILLED, NULL));
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  CrmValuesDialog *self = data;
  g_autofree char *folded = crm_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  return strstr (g_object_get_data (G_OBJECT (row), "crm-fold"), folded) != NULL;
}

static void
on_search_changed_cb (CrmValuesDialog *self)
{
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
}

static void
on_row_activated_cb (CrmValuesDialog *self, GtkListBoxRow *row)
{
  GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "crm-check");

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_values_dialog_finalize (GObject *object)
{
  CrmValuesDialog *self = CRM_VALUES_DIALOG (object);

  g_free (self->path);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_values_dialog_parent_class)->finalize (object);
}

static void
crm_values_dialog_class_init (CrmValuesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_values_dialog_finalize;

  signals[SIGNAL_APPLIED] = g_signal_new ("applied", CRM_TYPE_VALUES_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static GtkWidget *
new_bound (const char *label)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  crm_spoken_set_name (entry, label);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_widget_set_hexpand (entry, TRUE);

  return entry;
}

static GtkWidget *
new_body (CrmValuesDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *ends = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *empty = gtk_button_new_with_label (_ ("Empty"));
  GtkWidget *filled = gtk_button_new_with_label (_ ("Filled in"));

  self->range = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->from = new_bound (C_ ("range", "From"));
  self->to = new_bound (C_ ("range", "To"));
  gtk_box_append (GTK_BOX (self->range), self->from);
  gtk_box_append (GTK_BOX (self->range), self->to);
  self->entry = gtk_search_entry_new ();
  crm_spoken_set_name (self->entry, _ ("Search"));
  self->list = gtk_list_box_new ();
  crm_spoken_set_name (self->list, _ ("What was found"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), is_wanted, self, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->trouble = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->trouble), TRUE);
  gtk_widget_add_css_class (self->trouble, "error");
  gtk_widget_set_visible (self->trouble, FALSE);
  gtk_box_append (GTK_BOX (ends), empty);
  gtk_box_append (GTK_BOX (ends), filled);
  gtk_box_append (GTK_BOX (box), self->trouble);
  gtk_box_append (GTK_BOX (box), self->range);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), ends);
  gtk_widget_add_css_class (box, "crm-dialog-body");
  g_signal_connect_object (empty, "clicked", G_CALLBACK (on_empty_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (filled, "clicked", G_CALLBACK (on_filled_cb), self, G_CONNECT_SWAPPED);

  return box;
}

static void
crm_values_dialog_init (CrmValuesDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *apply;

  gtk_box_append (GTK_BOX (box),
                  crm_dialog_make_head (GTK_WINDOW (self), _ ("Show"), G_CALLBACK (on_apply_cb),
                                        G_CALLBACK (gtk_window_destroy), &apply, NULL));
  gtk_window_set_default_widget (GTK_WINDOW (self), apply);
  gtk_box_append (GTK_BOX (box), new_body (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 360, 468);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (on_search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmValuesDialog *
crm_values_dialog_new (CrmDesk *desk,
                       const CrmEntity *entity,
                       CrmQuery *query,
                       const char *path,
                       CrmTitles *titles,
                       GtkWindow *parent)
{
  CrmValuesDialog *self;
  g_autoptr (CrmPath) found = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  found = crm_path_new (crm_entity_get_schema (entity), entity, path, NULL);
  g_return_val_if_fail (found != NULL && crm_path_get_field (found) != NULL, NULL);
  self = g_object_new (CRM_TYPE_VALUES_DIALOG, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  self->entity = entity;
  self->titles = titles;
  self->path = g_strdup (path);
  self->field = crm_path_get_field (found);
  words = crm_path_to_words (self->schema, entity, path);
  gtk_window_set_title (GTK_WINDOW (self), words);
  gtk_widget_set_visible (self->range, has_range (self->field));
  start_reading (self, query);

  return self;
}

gboolean
crm_values_dialog_is_loaded (CrmValuesDialog *self)
{
  g_return_val_if_fail (CRM_IS_VALUES_DIALOG (self), FALSE);

  return self->loaded;
}

char *
crm_values_dialog_list (CrmValuesDialog *self)
{
  GString *text = g_string_new (NULL);
  GtkListBoxRow *row;

  g_return_val_if_fail (CRM_IS_VALUES_DIALOG (self), g_string_free (text, FALSE));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    g_string_append_printf (text, "%s %s\n",
                            (const char *)g_object_get_data (G_OBJECT (row), "crm-fold"),
                            (const char *)g_object_get_data (G_OBJECT (row), "crm-count"));

  return g_string_free (text, FALSE);
}
