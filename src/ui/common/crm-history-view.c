/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-history-view.h"

#include "base/crm-day.h"
#include "office/crm-history.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-undoing.h"

#include <glib/gi18n-lib.h>

#define ENTRIES_MAX 300

struct _CrmHistoryView {
  AdwBin parent_instance;

  GtkWidget *fields; /* the filter */
  GtkStringList *labels;
  GtkWidget *since;
  GtkWidget *list;
  CrmDraft *draft;
  CrmHistoryPage *page; /* what is shown */
  gulong reloaded_handler;
  gboolean stale;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmHistoryView, crm_history_view, ADW_TYPE_BIN)

typedef struct {
  char *entity;
  gint64 id;
  CrmHistoryPage *page;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->page, crm_history_page_free);
  g_free (reading->entity);
  g_free (reading);
}

/* On the store's thread. */
static gboolean
read_history (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->page, crm_history_page_free);
  reading->page = crm_history_read (txn, reading->entity, reading->id, ENTRIES_MAX, error);

  return reading->page != NULL;
}

/* --- Putting one value back ------------------------------------------------------------------- */

typedef struct {
  CrmDesk *desk;
  char *entity;
  gint64 id;
  char *field;
  CrmValue value;
} Restoring;

static void
restoring_free (Restoring *self)
{
  g_object_unref (self->desk);
  g_free (self->entity);
  g_free (self->field);
  crm_value_clear (&self->value);
  g_free (self);
}

static gboolean
restore_value (CrmTxn *txn, gpointer data, GError **error)
{
  Restoring *self = data;

  return crm_history_restore_value (txn, self->entity, self->id, self->field, &self->value, error);
}

static void
on_restored_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  Restoring *self = data;
  g_autoptr (GError) error = NULL;

  if (crm_office_run_finish (CRM_OFFICE (office), result, &error))
    crm_desk_say_with (self->desk, _ ("The value from history is back"), _ ("Undo"), "win.undo");
  else
    crm_desk_report (self->desk, error);
  restoring_free (self);
}

static void
on_restore_cb (GtkButton *button, CrmHistoryView *self)
{
  const CrmHistoryChange *change = g_object_get_data (G_OBJECT (button), "change");
  Restoring *restoring = g_new0 (Restoring, 1);

  restoring->desk = g_object_ref (crm_draft_get_desk (self->draft));
  restoring->entity = g_strdup (crm_draft_get_entity (self->draft)->name);
  restoring->id = crm_record_get_id (crm_draft_get_record (self->draft));
  restoring->field = g_strdup (change->field->name);
  crm_value_copy (&change->old, &restoring->value);
  crm_office_run_async (crm_desk_get_office (restoring->desk), CRM_TXN_WRITE, "restore-value",
                        restore_value, restoring, NULL, NULL, on_restored_cb, restoring);
}

static void
on_undo_cb (GtkButton *button, CrmHistoryView *self)
{
  const CrmHistoryEntry *entry = g_object_get_data (G_OBJECT (button), "entry");

  crm_undoing_operation (crm_draft_get_desk (self->draft), entry->operation);
}

/* --- What is shown ---------------------------------------------------------------------------- */

static GtkWidget *
new_icon_button (const char *icon, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "crm-small");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  crm_spoken_set (button, tooltip);

  return button;
}

static GtkWidget *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

static GtkWidget *
new_change_row (CrmHistoryView *self, const CrmHistoryChange *change)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = NULL;

  if (change->after == NULL)
    /* Translators: a field, and that it was changed: "Logo: changed". */
    text = g_strdup_printf (_ ("%s: %s"), change->label, change->before);
  else
    /* Translators: in history: name of a field, what stood there, what stands there now. */
    text = g_strdup_printf (_ ("%s: %s → %s"), change->label, change->before, change->after);
  gtk_box_append (GTK_BOX (row), new_text (text));
  if (change->field != NULL && crm_draft_may_edit (self->draft, change->field)) {
    GtkWidget *button = new_icon_button ("document-revert-symbolic", NULL);
    g_autofree char *tooltip =
      /* Translators: field, the value that comes back. */
      g_strdup_printf (_ ("Put back in %s: %s"), change->label, change->before);

    crm_spoken_set (button, tooltip);
    g_object_set_data (G_OBJECT (button), "change", (gpointer)change);
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_restore_cb), self, 0);
    gtk_box_append (GTK_BOX (row), button);
  }

  return row;
}

static GtkWidget *
new_dim (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);

  return label;
}

static GtkWidget *
new_entry_head (CrmHistoryView *self, const CrmHistoryEntry *entry)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  CrmDesk *desk = crm_draft_get_desk (self->draft);
  g_autofree char *when = crm_instant_format (entry->at, crm_desk_get_lang (desk), NULL);
  GtkWidget *at = new_dim (when);
  GtkWidget *what = new_dim (crm_verb_get_label (entry->verb));

  gtk_widget_add_css_class (at, "numeric");
  gtk_box_append (GTK_BOX (head), at);
  gtk_box_append (GTK_BOX (head), gtk_label_new (entry->who));
  gtk_widget_set_hexpand (what, TRUE);
  gtk_label_set_xalign (GTK_LABEL (what), 0.0f);
  gtk_box_append (GTK_BOX (head), what);
  if (entry->undone)
    gtk_box_append (GTK_BOX (head), new_dim (_ ("undone")));
  if (entry->undoable && !crm_office_is_read_only (crm_desk_get_office (desk))) {
    GtkWidget *button = new_icon_button ("edit-undo-symbolic", _ ("Undo this"));

    g_object_set_data (G_OBJECT (button), "entry", (gpointer)entry);
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_undo_cb), self, 0);
    gtk_box_append (GTK_BOX (head), button);
  }

  return head;
}

/* The label that is filtered by; NULL for all. */
static const char *
wanted_label (CrmHistoryView *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->fields));

  return selected > 0 && selected != GTK_INVALID_LIST_POSITION
           ? gtk_string_list_get_string (self->labels, selected)
           : NULL;
}

static void
add_entry (CrmHistoryView *self, const CrmHistoryEntry *entry, const char *wanted)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  guint shown = 0;

  g_object_ref_sink (box);
  gtk_box_append (GTK_BOX (box), new_entry_head (self, entry));
  for (guint i = 0; i < entry->changes->len; i++) {
    const CrmHistoryChange *change = g_ptr_array_index (entry->changes, i);

    if (wanted != NULL && !g_str_equal (change->label, wanted))
      continue;
    gtk_box_append (GTK_BOX (box), new_change_row (self, change));
    shown++;
  }
  if (wanted == NULL || shown > 0) {
    gtk_list_box_append (GTK_LIST_BOX (self->list), box);
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_parent (box)), FALSE);
  }
  g_object_unref (box);
}

static void
show_entries (CrmHistoryView *self)
{
  const char *wanted = wanted_label (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL && GTK_IS_LIST_BOX_ROW (child))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; self->page != NULL && i < self->page->entries->len; i++)
    add_entry (self, g_ptr_array_index (self->page->entries, i), wanted);
}

static void
on_filter_cb (CrmHistoryView *self)
{
  if (!self->filling)
    show_entries (self);
}

/* The fields that have been changed at all, as they are called. */
static void
fill_fields (CrmHistoryView *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *wanted = g_strdup (wanted_label (self));
  guint selected = 0;

  self->filling = TRUE;
  gtk_string_list_splice (self->labels, 1,
                          g_list_model_get_n_items (G_LIST_MODEL (self->labels)) - 1, NULL);
  for (guint i = 0; i < self->page->entries->len; i++) {
    const CrmHistoryEntry *entry = g_ptr_array_index (self->page->entries, i);

    for (guint k = 0; k < entry->changes->len; k++) {
      const CrmHistoryChange *change = g_ptr_array_index (entry->changes, k);

      if (!g_hash_table_add (seen, change->label))
        continue;
      gtk_string_list_append (self->labels, change->label);
      if (g_strcmp0 (change->label, wanted) == 0)
        selected = g_hash_table_size (seen);
    }
  }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->fields), selected);
  gtk_widget_set_visible (self->fields, g_hash_table_size (seen) > 1);
  self->filling = FALSE;
}

static void
show_since (CrmHistoryView *self)
{
  CrmLang lang = crm_desk_get_lang (crm_draft_get_desk (self->draft));
  g_autofree char *text = NULL;

  if (self->page->since != 0) {
    g_autofree char *when = crm_instant_format (self->page->since, lang, NULL);

    /* Translators: the placeholder is a day and time. */
    text = g_strdup_printf (_ ("What was changed before %s is summed up"), when);
  } else if (self->page->more) {
    text = g_strdup (_ ("Older changes: kontor history"));
  }
  gtk_label_set_text (GTK_LABEL (self->since), text != NULL ? text : "");
  gtk_widget_set_visible (self->since, text != NULL);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmHistoryView *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  CrmHistoryPage *before;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error) || self->draft == NULL ||
      crm_record_get_id (crm_draft_get_record (self->draft)) != reading->id)
    return;
  before = self->page;
  self->page = g_steal_pointer (&reading->page);
  fill_fields (self);
  show_entries (self);
  show_since (self);
  /* Only now nothing points to it any more. */
  g_clear_pointer (&before, crm_history_page_free);
}

static void
load (CrmHistoryView *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  self->stale = TRUE;
  if (self->draft == NULL || crm_draft_is_new (self->draft) ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  reading = g_new0 (Reading, 1);
  reading->entity = g_strdup (crm_draft_get_entity (self->draft)->name);
  reading->id = crm_record_get_id (crm_draft_get_record (self->draft));
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), CRM_TXN_READ, NULL,
                        read_history, reading, NULL, NULL, on_read_cb, g_steal_pointer (&task));
}

static void
crm_history_view_map (GtkWidget *widget)
{
  CrmHistoryView *self = CRM_HISTORY_VIEW (widget);

  GTK_WIDGET_CLASS (crm_history_view_parent_class)->map (widget);
  if (self->stale)
    load (self);
}

static void
crm_history_view_dispose (GObject *object)
{
  crm_history_view_set_draft (CRM_HISTORY_VIEW (object), NULL);

  G_OBJECT_CLASS (crm_history_view_parent_class)->dispose (object);
}

static void
crm_history_view_class_init (CrmHistoryViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_history_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = crm_history_view_map;
}

static GtkWidget *
new_bar (CrmHistoryView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *const first[] = { _ ("All fields"), NULL };

  self->labels = gtk_string_list_new (first);
  self->fields = gtk_drop_down_new (G_LIST_MODEL (self->labels), NULL);
  gtk_widget_set_visible (self->fields, FALSE);
  crm_spoken_set (self->fields, _ ("Show only changes of one field"));
  g_signal_connect_object (self->fields, "notify::selected", G_CALLBACK (on_filter_cb), self,
                           G_CONNECT_SWAPPED);
  self->since = new_dim (NULL);
  gtk_widget_set_visible (self->since, FALSE);
  gtk_box_append (GTK_BOX (bar), self->fields);
  gtk_box_append (GTK_BOX (bar), self->since);
  gtk_widget_add_css_class (bar, "crm-bar-top");

  return bar;
}

static void
crm_history_view_init (CrmHistoryView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *none = gtk_label_new (_ ("Nothing has been changed yet"));

  gtk_widget_add_css_class (none, "dim-label");
  gtk_widget_set_margin_top (none, 24);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), none);
  gtk_widget_add_css_class (self->list, "crm-moments");
  crm_spoken_set_name (self->list, _ ("History"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), new_bar (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_bin_set_child (ADW_BIN (self), box);
}

CrmHistoryView *
crm_history_view_new (void)
{
  return g_object_new (CRM_TYPE_HISTORY_VIEW, NULL);
}

void
crm_history_view_set_draft (CrmHistoryView *self, CrmDraft *draft)
{
  g_return_if_fail (CRM_IS_HISTORY_VIEW (self));

  if (self->draft != NULL)
    g_clear_signal_handler (&self->reloaded_handler, self->draft);
  g_set_object (&self->draft, draft);
  if (self->page != NULL) {
    g_autoptr (CrmHistoryPage) before = g_steal_pointer (&self->page);

    if (self->list != NULL && draft != NULL)
      show_entries (self);
  }
  if (draft == NULL)
    return;
  self->reloaded_handler =
    g_signal_connect_object (draft, "reloaded", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}
