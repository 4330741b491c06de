/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-history-view.h"

#include "base/crm-day.h"

#include <glib/gi18n-lib.h>

#define ENTRIES_MAX 200

struct _CrmHistoryView {
  AdwBin parent_instance;

  GtkWidget *list;
  CrmDraft *draft;
  gulong reloaded_handler;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmHistoryView, crm_history_view, ADW_TYPE_BIN)

typedef struct {
  gint64 id;
  GPtrArray *entries;
  GPtrArray *persons; /* their titles, one for each entry */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->entries, g_ptr_array_unref);
  g_clear_pointer (&reading->persons, g_ptr_array_unref);
}

static void
reading_free (gpointer data)
{
  reading_clear (data);
  g_free (data);
}

/* On the store's thread. */
static gboolean
read_history (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  reading_clear (reading);
  reading->entries = crm_txn_history (txn, reading->id, ENTRIES_MAX, error);
  if (reading->entries == NULL)
    return FALSE;
  reading->persons = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < reading->entries->len; i++) {
    const CrmHistory *entry = g_ptr_array_index (reading->entries, i);

    g_ptr_array_add (reading->persons, crm_txn_title (txn, entry->person, NULL));
  }

  return TRUE;
}

/* --- Words of a change ------------------------------------------------------------------------ */

static char *
format_side (CrmHistoryView *self, const CrmField *field, JsonNode *node)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  CrmRecord *record = crm_draft_get_record (self->draft);
  const char *title = NULL;
  g_autofree char *text = NULL;

  if (!crm_value_from_json (node, field, &value, NULL) || crm_value_is_null (&value))
    return g_strdup ("—");
  if (value.kind == CRM_VALUE_INT)
    title = crm_draft_get_title_of (self->draft, crm_value_get_int (&value));
  text = crm_field_format (field, &value, crm_record_currency (record, field, NULL), title,
                           crm_desk_get_lang (crm_draft_get_desk (self->draft)));

  return *text != '\0' ? g_steal_pointer (&text) : g_strdup ("…");
}

static void
add_change (CrmHistoryView *self, GtkWidget *box, const char *name, JsonNode *node)
{
  const CrmEntity *entity = crm_draft_get_entity (self->draft);
  const CrmField *field = crm_entity_find_field (entity, name);
  int lines = crm_entity_lines_index (entity, name);
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (field != NULL && (field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_SYSTEM)) != 0)
    return;
  if (field != NULL && JSON_NODE_HOLDS_ARRAY (node) &&
      json_array_get_length (json_node_get_array (node)) == 2) {
    JsonArray *sides = json_node_get_array (node);
    g_autofree char *was = format_side (self, field, json_array_get_element (sides, 0));
    g_autofree char *is = format_side (self, field, json_array_get_element (sides, 1));

    /* Translators: in history: name of a field, what stood there, what stands there now. */
    text = g_strdup_printf (_ ("%s: %s → %s"), crm_field_get_label (field), was, is);
  } else if (lines >= 0) {
    text = g_strdup (_ (entity->lines[lines].label));
  } else {
    return;
  }
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_changes (CrmHistoryView *self, GtkWidget *box, const char *changes)
{
  g_autoptr (JsonNode) node = changes != NULL ? json_from_string (changes, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    add_change (self, box, name, member);
}

static void
add_entry (CrmHistoryView *self, const CrmHistory *entry, const char *person)
{
  CrmDesk *desk = crm_draft_get_desk (self->draft);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *when = crm_instant_format (entry->at, crm_desk_get_lang (desk), NULL);
  GtkWidget *at = gtk_label_new (when);
  GtkWidget *who = gtk_label_new (person);
  GtkWidget *what = gtk_label_new (crm_verb_get_label (entry->verb));

  gtk_widget_add_css_class (at, "dim-label");
  gtk_widget_add_css_class (at, "numeric");
  gtk_widget_add_css_class (what, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (what), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (head), at);
  gtk_box_append (GTK_BOX (head), who);
  gtk_box_append (GTK_BOX (head), what);
  if (entry->undone) {
    GtkWidget *undone = gtk_label_new (_ ("undone"));

    gtk_widget_add_css_class (undone, "dim-label");
    gtk_box_append (GTK_BOX (head), undone);
  }
  gtk_box_append (GTK_BOX (box), head);
  add_changes (self, box, entry->changes);
  gtk_list_box_append (GTK_LIST_BOX (self->list), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_parent (box)), FALSE);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmHistoryView *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GtkWidget *child;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error) || self->draft == NULL ||
      crm_record_get_id (crm_draft_get_record (self->draft)) != reading->id)
    return;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < reading->entries->len; i++)
    add_entry (self, g_ptr_array_index (reading->entries, i),
               g_ptr_array_index (reading->persons, i));
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

static void
crm_history_view_init (CrmHistoryView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *none = gtk_label_new (_ ("Nothing has been changed yet"));

  gtk_widget_add_css_class (none, "dim-label");
  gtk_widget_set_margin_top (none, 24);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), none);
  gtk_widget_add_css_class (self->list, "crm-moments");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("History"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  adw_bin_set_child (ADW_BIN (self), scrolled);
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
  if (draft == NULL)
    return;
  self->reloaded_handler =
    g_signal_connect_object (draft, "reloaded", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}
