/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-timeline.h"

#include "ui/common/crm-call-panel.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-timeline-filter.h"
#include "ui/common/crm-timeline-row.h"

#include "base/crm-day.h"

#include <glib/gi18n-lib.h>

/* Enough for the first screen; the rest follows in larger steps. */
#define FIRST_PAGE 60
#define NEXT_PAGE  400

struct _CrmTimeline {
  AdwBin parent_instance;

  GtkWidget *bar;
  GtkWidget *writing; /* a line for a note, and the button for a call */
  GtkWidget *note;
  GtkWidget *start_call;
  CrmTimelineFilter *filter;
  CrmCallPanel *call;
  GtkWidget *stack;
  GtkWidget *list;
  GListStore *shown_items;

  CrmDraft *draft;
  GPtrArray *all; /* of CrmTimelineItem, newest first */
  gint64 shown;   /* id of the record whose moments are shown */
  guint reading;  /* counts readings: an older one's answer is not wanted any more */
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmTimeline, crm_timeline, ADW_TYPE_BIN)

typedef struct {
  gint64 record;
  guint nth;
  gboolean first;
  CrmMoment before;
  CrmMoment last;
  gboolean more;
  GPtrArray *happenings;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->happenings, g_ptr_array_unref);
  g_free (reading);
}

/* On the store's thread. */
static gboolean
read_page (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->happenings, g_ptr_array_unref);
  reading->happenings = crm_happenings_read (
    txn, reading->record, reading->first ? NULL : &reading->before,
    reading->first ? FIRST_PAGE : NEXT_PAGE, &reading->last, &reading->more, error);

  return reading->happenings != NULL;
}

/* --- What is shown ---------------------------------------------------------------------------- */

static void
mark_days (GPtrArray *items)
{
  g_autofree char *before = NULL;

  for (guint i = 0; i < items->len; i++) {
    CrmTimelineItem *item = g_ptr_array_index (items, i);
    char *day = crm_day_of_instant (crm_timeline_item_get (item)->at, NULL);

    crm_timeline_item_set_begins_day (item, g_strcmp0 (day, before) != 0);
    g_free (before);
    before = day;
  }
}

static void
show_items (CrmTimeline *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < self->all->len; i++)
    if (crm_timeline_filter_lets (self->filter, g_ptr_array_index (self->all, i)))
      g_ptr_array_add (found, g_ptr_array_index (self->all, i));
  mark_days (found);
  g_list_store_splice (self->shown_items, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->shown_items)), found->pdata,
                       found->len);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), found->len > 0       ? "list"
                                                             : self->all->len > 0 ? "none"
                                                                                  : "empty");
}

static void
forget (CrmTimeline *self)
{
  g_ptr_array_set_size (self->all, 0);
  g_list_store_remove_all (self->shown_items);
  crm_timeline_filter_reset (self->filter);
  self->shown = 0;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void load_page (CrmTimeline *self, const Reading *after);

static void
take (CrmTimeline *self, Reading *reading)
{
  g_autoptr (GHashTable) expanded = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (reading->first) {
    for (guint i = 0; i < self->all->len; i++) {
      CrmTimelineItem *item = g_ptr_array_index (self->all, i);

      if (crm_timeline_item_is_expanded (item))
        g_hash_table_add (expanded, (gpointer)&crm_timeline_item_get (item)->id);
    }
  }
  g_ptr_array_set_free_func (reading->happenings, NULL);
  {
    g_autoptr (GPtrArray) old = reading->first ? self->all : NULL;

    if (reading->first)
      self->all = g_ptr_array_new_with_free_func (g_object_unref);
    for (guint i = 0; i < reading->happenings->len; i++) {
      CrmHappening *happening = g_ptr_array_index (reading->happenings, i);
      CrmTimelineItem *item = crm_timeline_item_new (happening);

      crm_timeline_item_set_expanded (item, g_hash_table_contains (expanded, &happening->id));
      g_ptr_array_add (self->all, item);
    }
  }
  g_ptr_array_sort (self->all, crm_timeline_item_compare);
  self->shown = reading->record;
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmTimeline *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error) || self->draft == NULL ||
      self->reading != reading->nth ||
      crm_record_get_id (crm_draft_get_record (self->draft)) != reading->record)
    return;
  take (self, reading);
  crm_timeline_filter_fill (self->filter, crm_draft_get_desk (self->draft), self->all);
  show_items (self);
  if (reading->more)
    load_page (self, reading);
}

static void
load_page (CrmTimeline *self, const Reading *after)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);
  Reading *reading = g_new0 (Reading, 1);

  reading->record = crm_record_get_id (crm_draft_get_record (self->draft));
  reading->first = after == NULL;
  reading->nth = after == NULL ? ++self->reading : after->nth;
  if (after != NULL)
    reading->before = after->last;
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), CRM_TXN_READ, NULL,
                        read_page, reading, NULL, NULL, on_read_cb, g_steal_pointer (&task));
}

static void
load (CrmTimeline *self)
{
  gboolean writable = crm_timeline_takes_notes (self);

  gtk_widget_set_visible (self->writing, writable);
  if (self->draft == NULL || crm_draft_is_new (self->draft) ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  load_page (self, NULL);
}

/* Also what has no timeline's place of its own, the record itself, has changes that are told. */
static gboolean
stands_here (CrmTimeline *self, const CrmChange *change)
{
  if (change->all)
    return TRUE;
  for (guint i = 0; i < change->records->len; i++) {
    const CrmChanged *changed = &g_array_index (change->records, CrmChanged, i);

    if ((changed->entity->when != NULL || changed->id == self->shown) &&
        changed->kind != CRM_CHANGE_DERIVED)
      return TRUE;
  }

  return FALSE;
}

static void
on_office_changed_cb (CrmTimeline *self, const CrmChange *change)
{
  if (!stands_here (self, change))
    return;
  self->stale = TRUE;
  load (self);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void
on_activate_cb (CrmTimeline *self, guint position)
{
  g_autoptr (CrmTimelineItem) item =
               g_list_model_get_item (G_LIST_MODEL (self->shown_items), position);

  if (item == NULL)
    return;
  crm_timeline_item_set_expanded (item, !crm_timeline_item_is_expanded (item));
  /* The row is bound anew. */
  g_list_store_splice (self->shown_items, position, 1, (gpointer *)&item, 1);
}

static void
on_setup_cb (CrmTimeline *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, crm_timeline_row_new (crm_draft_get_desk (self->draft)));
}

static void
on_bind_cb (CrmTimeline *self, GtkListItem *item)
{
  crm_timeline_row_bind (CRM_TIMELINE_ROW (gtk_list_item_get_child (item)),
                         gtk_list_item_get_item (item));
}

/* --- Notes ------------------------------------------------------------------------------------ */

typedef struct {
  gint64 client;
  gint64 about;
  char *note;
} Note;

static void
note_free (gpointer data)
{
  g_free (((Note *)data)->note);
  g_free (data);
}

static gboolean
note_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Note *note = data;
  CrmJotting jotting = { .kind = "note", .note = note->note, .about = note->about };

  return crm_client_jot (txn, note->client, &jotting, error) != 0;
}

static void
on_noted_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTimeline) self = data;
  g_autoptr (GError) error = NULL;

  gtk_editable_set_editable (GTK_EDITABLE (self->note), TRUE);
  if (crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    gtk_editable_set_text (GTK_EDITABLE (self->note), "");
    gtk_widget_grab_focus (self->note);
  } else if (self->draft != NULL) {
    /* What was typed stays in its line. */
    crm_desk_report (crm_draft_get_desk (self->draft), error);
  }
}

static void
on_note_cb (CrmTimeline *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->note));
  Note *note;

  /* The one before may still be on its way. */
  if (self->draft == NULL || crm_draft_is_new (self->draft) || *text == '\0' ||
      !gtk_editable_get_editable (GTK_EDITABLE (self->note)))
    return;
  note = g_new0 (Note, 1);
  crm_happening_place (crm_draft_get_record (self->draft), &note->client, &note->about);
  note->note = g_strdup (text);
  gtk_editable_set_editable (GTK_EDITABLE (self->note), FALSE);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), CRM_TXN_WRITE,
                        "event.jot", note_in_txn, note, note_free, NULL, on_noted_cb,
                        g_object_ref (self));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_timeline_map (GtkWidget *widget)
{
  CrmTimeline *self = CRM_TIMELINE (widget);

  GTK_WIDGET_CLASS (crm_timeline_parent_class)->map (widget);
  if (self->stale)
    load (self);
}

static void
crm_timeline_dispose (GObject *object)
{
  g_clear_object (&CRM_TIMELINE (object)->draft);

  G_OBJECT_CLASS (crm_timeline_parent_class)->dispose (object);
}

static void
crm_timeline_finalize (GObject *object)
{
  CrmTimeline *self = CRM_TIMELINE (object);

  g_ptr_array_unref (self->all);
  g_clear_object (&self->shown_items);

  G_OBJECT_CLASS (crm_timeline_parent_class)->finalize (object);
}

static void
crm_timeline_class_init (CrmTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_timeline_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_timeline_finalize;
  GTK_WIDGET_CLASS (klass)->map = crm_timeline_map;
}

static GtkWidget *
make_bar (CrmTimeline *self)
{
  self->writing = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->bar, "crm-timeline-bar");
  self->note = gtk_entry_new ();
  gtk_widget_set_hexpand (self->note, TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->note), _ ("+ note"));
  crm_spoken_set_tooltip (self->note, _ ("Write a note; Enter keeps it (N)"));
  crm_spoken_set_name (self->note, _ ("Note"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->note), 12);
  self->start_call = gtk_button_new_from_icon_name ("call-start-symbolic");
  gtk_widget_add_css_class (self->start_call, "flat");
  crm_spoken_set (self->start_call, _ ("Write a call down; the clock runs (C)"));
  self->filter = crm_timeline_filter_new ();
  gtk_box_append (GTK_BOX (self->writing), self->note);
  gtk_box_append (GTK_BOX (self->writing), self->start_call);
  gtk_box_append (GTK_BOX (self->bar), self->writing);
  gtk_box_append (GTK_BOX (self->bar), GTK_WIDGET (self->filter));
  g_signal_connect_object (self->note, "activate", G_CALLBACK (on_note_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start_call, "clicked", G_CALLBACK (crm_timeline_start_call), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (show_items), self,
                           G_CONNECT_SWAPPED);

  return self->bar;
}

static GtkWidget *
make_list (CrmTimeline *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, G_CONNECT_SWAPPED);
  self->list = gtk_list_view_new (
    GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown_items)))),
    factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "crm-moments");
  crm_spoken_set_name (self->list, _ ("Timeline"));
  g_signal_connect_object (self->list, "activate", G_CALLBACK (on_activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);

  return scrolled;
}

static GtkWidget *
make_empty (const char *icon, const char *title, const char *text)
{
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), text);
  gtk_widget_add_css_class (empty, "compact");

  return empty;
}

static void
crm_timeline_init (CrmTimeline *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown_items = g_list_store_new (CRM_TYPE_TIMELINE_ITEM);
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  self->call = crm_call_panel_new ();
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->call));
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
                       "nothing");
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  gtk_stack_add_named (
    GTK_STACK (self->stack),
    make_empty ("document-open-recent-symbolic", _ ("Nothing has happened yet"),
                _ ("Calls, letters, deals, papers and claims stand here by day.")),
    "empty");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       make_empty ("edit-find-symbolic", _ ("Nothing like that"),
                                   _ ("Choose another kind or person, or other words.")),
                       "none");
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_bin_set_child (ADW_BIN (self), box);
}

CrmTimeline *
crm_timeline_new (void)
{
  return g_object_new (CRM_TYPE_TIMELINE, NULL);
}

static void
follow_office (CrmTimeline *self, CrmDraft *draft)
{
  CrmOffice *old =
    self->draft != NULL ? crm_desk_get_office (crm_draft_get_desk (self->draft)) : NULL;
  CrmOffice *office = draft != NULL ? crm_desk_get_office (crm_draft_get_desk (draft)) : NULL;

  if (old == office)
    return;
  if (old != NULL)
    g_signal_handlers_disconnect_by_func (old, on_office_changed_cb, self);
  if (office != NULL)
    g_signal_connect_object (office, "changed", G_CALLBACK (on_office_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

void
crm_timeline_set_draft (CrmTimeline *self, CrmDraft *draft)
{
  gboolean same;

  g_return_if_fail (CRM_IS_TIMELINE (self));

  follow_office (self, draft);
  g_set_object (&self->draft, draft);
  same = draft != NULL && self->shown != 0 &&
         crm_record_get_id (crm_draft_get_record (draft)) == self->shown;
  if (!same) {
    forget (self);
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
  }
  crm_call_panel_set_draft (self->call, draft);
  self->stale = TRUE;
  load (self);
}

gboolean
crm_timeline_takes_notes (CrmTimeline *self)
{
  CrmDesk *desk;
  CrmSchema *schema;

  g_return_val_if_fail (CRM_IS_TIMELINE (self), FALSE);

  if (self->draft == NULL || crm_draft_is_new (self->draft) || crm_draft_is_deleted (self->draft))
    return FALSE;
  desk = crm_draft_get_desk (self->draft);
  schema = crm_desk_get_schema (desk);

  return crm_happening_suits (schema, crm_draft_get_entity (self->draft)) &&
         crm_draft_may_edit (self->draft, NULL) &&
         crm_office_may (crm_desk_get_office (desk), CRM_ACTION_CREATE,
                         crm_schema_find (schema, "event"), NULL);
}

void
crm_timeline_focus_note (CrmTimeline *self)
{
  g_return_if_fail (CRM_IS_TIMELINE (self));

  gtk_widget_grab_focus (self->note);
}

void
crm_timeline_start_call (CrmTimeline *self)
{
  g_return_if_fail (CRM_IS_TIMELINE (self));

  crm_call_panel_start (self->call);
}

guint
crm_timeline_get_n_rows (CrmTimeline *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->shown_items));
}

void
crm_timeline_set_filter (CrmTimeline *self, const char *kind, const char *words)
{
  g_return_if_fail (CRM_IS_TIMELINE (self));

  crm_timeline_filter_set (self->filter, kind, words);
}

void
crm_timeline_set_person (CrmTimeline *self, gint64 person)
{
  g_return_if_fail (CRM_IS_TIMELINE (self));

  crm_timeline_filter_set_person (self->filter, person);
}
