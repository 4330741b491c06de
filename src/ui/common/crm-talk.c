/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-talk.h"

#include "base/crm-day.h"
#include "base/crm-text.h"
#include "office/talk/crm-comment.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COMMENTS_MOST 500
#define NAMES_MOST    8

struct _CrmTalk {
  AdwBin parent_instance;

  GtkWidget *list;
  GtkWidget *empty;
  GtkWidget *entry;
  GtkWidget *names; /* popover of colleagues */
  GtkWidget *names_list;

  CrmDraft *draft;
  GPtrArray *people; /* names of colleagues */
  guint n;
  guint reading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmTalk, crm_talk, ADW_TYPE_BIN)

static guint counted_signal;

typedef struct {
  gint64 record;
  guint nth;
  GPtrArray *comments;
  GPtrArray *authors; /* their names, one for each */
  GPtrArray *people;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->comments, g_ptr_array_unref);
  g_clear_pointer (&reading->authors, g_ptr_array_unref);
  g_clear_pointer (&reading->people, g_ptr_array_unref);
}

static void
reading_free (gpointer data)
{
  reading_clear (data);
  g_free (data);
}

static gboolean
read_people (CrmTxn *txn, Reading *reading, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");
  g_autoptr (GPtrArray) people = NULL;

  crm_query_add_test (query, "active", CRM_TEST_EQUAL, "yes");
  crm_query_set_order (query, "name");
  people = crm_txn_query (txn, query, error);
  reading->people = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; people != NULL && i < people->len; i++)
    g_ptr_array_add (reading->people,
                     g_strdup (crm_record_get_text (g_ptr_array_index (people, i), "name")));

  return people != NULL;
}

/* On the store's thread. */
static gboolean
read_comments (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (CrmQuery) query = crm_query_new ("comment");

  reading_clear (reading);
  crm_query_add_test_id (query, "record", reading->record);
  crm_query_set_order (query, "-said");
  query->limit = COMMENTS_MOST;
  reading->comments = crm_txn_query (txn, query, error);
  if (reading->comments == NULL)
    return FALSE;
  reading->authors = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < reading->comments->len; i++)
    g_ptr_array_add (
      reading->authors,
      crm_txn_title (txn, crm_record_get_int (g_ptr_array_index (reading->comments, i), "author"),
                     NULL));

  return read_people (txn, reading, error);
}

/* --- What was said ---------------------------------------------------------------------------- */

static void
add_comment (CrmTalk *self, const CrmRecord *comment, const char *author)
{
  CrmDesk *desk = crm_draft_get_desk (self->draft);
  gint64 said = crm_record_get_int (comment, "said");
  g_autofree char *when =
    crm_instant_format_relative (said, crm_desk_get_now (desk), crm_desk_get_lang (desk), NULL);
  g_autofree char *exact = crm_instant_format (said, crm_desk_get_lang (desk), NULL);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *who = gtk_label_new (author);
  GtkWidget *at = gtk_label_new (when);
  GtkWidget *text = gtk_label_new (crm_record_get_text (comment, "text"));

  gtk_widget_add_css_class (who, "heading");
  gtk_widget_add_css_class (at, "dim-label");
  gtk_widget_add_css_class (at, "caption");
  crm_spoken_set_tooltip (at, exact);
  gtk_label_set_ellipsize (GTK_LABEL (who), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (head), who);
  gtk_box_append (GTK_BOX (head), at);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
on_marked_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDesk) desk = data;

  /* What could not be noted is unread once more: nothing to say to the person. */
  if (crm_comment_mark_read_finish (CRM_OFFICE (office), result, NULL))
    g_signal_emit_by_name (desk, "read-changed");
}

static void
show_comments (CrmTalk *self, Reading *reading)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  self->n = reading->comments->len;
  for (guint i = 0; i < self->n; i++)
    add_comment (self, g_ptr_array_index (reading->comments, i),
                 g_ptr_array_index (reading->authors, i));
  gtk_widget_set_visible (self->empty, self->n == 0);
  gtk_widget_set_visible (self->list, self->n > 0);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = g_steal_pointer (&reading->people);
  g_signal_emit (self, counted_signal, 0, self->n);
}

static void
mark_read (CrmTalk *self)
{
  CrmDesk *desk = crm_draft_get_desk (self->draft);
  CrmOffice *office = crm_desk_get_office (desk);

  if (self->n > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)) && !crm_office_is_read_only (office))
    crm_comment_mark_read_async (office, crm_record_get_id (crm_draft_get_record (self->draft)),
                                 NULL, on_marked_cb, g_object_ref (desk));
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmTalk *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);

  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL) || self->draft == NULL ||
      self->reading != reading->nth)
    return;
  show_comments (self, reading);
  mark_read (self);
}

static void
load (CrmTalk *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  if (self->draft == NULL || crm_draft_is_new (self->draft))
    return;
  self->stale = FALSE;
  reading = g_new0 (Reading, 1);
  reading->record = crm_record_get_id (crm_draft_get_record (self->draft));
  reading->nth = ++self->reading;
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), CRM_TXN_READ, NULL,
                        read_comments, reading, NULL, NULL, on_read_cb, g_steal_pointer (&task));
}

static void
on_office_changed_cb (CrmTalk *self, const CrmChange *change)
{
  /* Whoever has come can be named. */
  if (change->all || crm_change_touches (change, "comment") ||
      crm_change_touches (change, "person"))
    load (self);
}

/* --- Saying ----------------------------------------------------------------------------------- */

static void
on_said_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTalk) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->entry, TRUE);
  if (crm_comment_add_finish (CRM_OFFICE (office), result, &error)) {
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    gtk_widget_grab_focus (self->entry);
  } else if (self->draft != NULL) {
    crm_desk_report (crm_draft_get_desk (self->draft), error);
  }
}

static void
say (CrmTalk *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->draft == NULL || crm_draft_is_new (self->draft) || *text == '\0')
    return;
  gtk_widget_set_sensitive (self->entry, FALSE);
  crm_comment_add_async (crm_desk_get_office (crm_draft_get_desk (self->draft)),
                         crm_record_get_id (crm_draft_get_record (self->draft)), text, NULL,
                         on_said_cb, g_object_ref (self));
}

/* --- Names behind an @ ------------------------------------------------------------------------ */

/* The @ that is being written behind: NULL when the cursor stands behind no name. */
static char *
begun_name (CrmTalk *self, int *start)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int cursor = gtk_editable_get_position (GTK_EDITABLE (self->entry));
  g_autofree char *before = g_utf8_substring (text, 0, cursor);
  const char *at = strrchr (before, '@');

  if (at == NULL || g_utf8_strlen (at, -1) > 30)
    return NULL;
  /* That of an address stands behind a letter. */
  if (at > before && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
    return NULL;
  *start = (int)g_utf8_pointer_to_offset (before, at);

  return g_strdup (at + 1);
}

/* Whether the given name or the family name begins so. */
static gboolean
is_begun (const char *name, const char *folded)
{
  g_autofree char *fold = crm_text_fold (name);
  g_autofree char *behind = g_strconcat (" ", folded, NULL);

  return g_str_has_prefix (fold, folded) || strstr (fold, behind) != NULL;
}

static void
show_names (CrmTalk *self)
{
  int start;
  g_autofree char *begun = begun_name (self, &start);
  g_autofree char *folded = begun != NULL ? crm_text_fold (begun) : NULL;
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (self->names_list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->names_list), child);
  for (guint i = 0; begun != NULL && self->people != NULL && i < self->people->len; i++) {
    const char *name = g_ptr_array_index (self->people, i);
    GtkWidget *label;

    if (!is_begun (name, folded) || g_str_equal (name, begun) || n == NAMES_MOST)
      continue;
    label = gtk_label_new (name);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_list_box_append (GTK_LIST_BOX (self->names_list), label);
    n++;
  }
  if (n == 0) {
    gtk_popover_popdown (GTK_POPOVER (self->names));
    return;
  }
  gtk_list_box_select_row (GTK_LIST_BOX (self->names_list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->names_list), 0));
  gtk_popover_popup (GTK_POPOVER (self->names));
  /* Of another height than a letter ago. */
  gtk_popover_present (GTK_POPOVER (self->names));
}

static void
take_name (CrmTalk *self, GtkListBoxRow *row)
{
  GtkWidget *label = row != NULL ? gtk_list_box_row_get_child (row) : NULL;
  int start, position;
  g_autofree char *begun = begun_name (self, &start);
  g_autofree char *name = NULL;

  if (label == NULL || begun == NULL)
    return;
  name = g_strconcat ("@", gtk_label_get_text (GTK_LABEL (label)), " ", NULL);
  position = gtk_editable_get_position (GTK_EDITABLE (self->entry));
  gtk_editable_delete_text (GTK_EDITABLE (self->entry), start, position);
  gtk_editable_insert_text (GTK_EDITABLE (self->entry), name, -1, &start);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), start);
  gtk_popover_popdown (GTK_POPOVER (self->names));
}

static gboolean
on_key_cb (CrmTalk *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBox *list = GTK_LIST_BOX (self->names_list);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);
  int at = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  if (!gtk_widget_get_visible (self->names))
    return GDK_EVENT_PROPAGATE;
  switch (keyval) {
  case GDK_KEY_Down:
  case GDK_KEY_Up:
    row = gtk_list_box_get_row_at_index (list, MAX (0, at + (keyval == GDK_KEY_Down ? 1 : -1)));
    if (row != NULL)
      gtk_list_box_select_row (list, row);
    return GDK_EVENT_STOP;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_Tab:
    take_name (self, row);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    gtk_popover_popdown (GTK_POPOVER (self->names));
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_talk_map (GtkWidget *widget)
{
  CrmTalk *self = CRM_TALK (widget);

  GTK_WIDGET_CLASS (crm_talk_parent_class)->map (widget);
  if (self->stale)
    load (self);
  else if (self->draft != NULL)
    mark_read (self);
}

static void
crm_talk_dispose (GObject *object)
{
  CrmTalk *self = CRM_TALK (object);

  g_clear_pointer (&self->names, gtk_widget_unparent);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->people, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_talk_parent_class)->dispose (object);
}

static void
crm_talk_class_init (CrmTalkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_talk_dispose;
  GTK_WIDGET_CLASS (klass)->map = crm_talk_map;

  counted_signal = g_signal_new ("counted", CRM_TYPE_TALK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
make_names (CrmTalk *self)
{
  self->names_list = gtk_list_box_new ();
  gtk_widget_set_can_focus (self->names_list, FALSE);
  self->names = gtk_popover_new ();
  /* The typing goes on in the entry. */
  gtk_popover_set_autohide (GTK_POPOVER (self->names), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->names), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->names), GTK_POS_BOTTOM);
  gtk_widget_add_css_class (self->names, "menu");
  gtk_widget_add_css_class (self->names, "crm-hits");
  gtk_widget_set_halign (self->names, GTK_ALIGN_START);
  gtk_popover_set_child (GTK_POPOVER (self->names), self->names_list);
  gtk_widget_set_parent (self->names, self->entry);
  g_signal_connect_object (self->names_list, "row-activated", G_CALLBACK (take_name), self,
                           G_CONNECT_SWAPPED);
}

static GtkWidget *
make_entry (CrmTalk *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry),
                                  _ ("To your colleagues; @ names one of them"));
  crm_spoken_set_name (self->entry, _ ("Comment"));
  gtk_widget_add_css_class (self->entry, "crm-say");
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  /* When the text has changed, the cursor has not moved yet. */
  g_signal_connect_object (self->entry, "notify::cursor-position", G_CALLBACK (show_names), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (self->entry, key);
  make_names (self);

  return self->entry;
}

static void
crm_talk_init (CrmTalk *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_entry (self));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "crm-moments");
  crm_spoken_set_name (self->list, _ ("Comments"));
  self->empty = adw_status_page_new ();
  gtk_widget_add_css_class (self->empty, "compact");
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty), "user-available-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), _ ("No comments yet"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (self->empty),
    _ ("Write to your colleagues where the work is; name them with @."));
  gtk_box_append (GTK_BOX (inside), self->list);
  gtk_box_append (GTK_BOX (inside), self->empty);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), inside);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_bin_set_child (ADW_BIN (self), box);
}

CrmTalk *
crm_talk_new (void)
{
  return g_object_new (CRM_TYPE_TALK, NULL);
}

void
crm_talk_set_draft (CrmTalk *self, CrmDraft *draft)
{
  CrmOffice *old, *office;

  g_return_if_fail (CRM_IS_TALK (self));

  old = self->draft != NULL ? crm_desk_get_office (crm_draft_get_desk (self->draft)) : NULL;
  office = draft != NULL ? crm_desk_get_office (crm_draft_get_desk (draft)) : NULL;
  if (old != office && old != NULL)
    g_signal_handlers_disconnect_by_func (old, on_office_changed_cb, self);
  if (old != office && office != NULL)
    g_signal_connect_object (office, "changed", G_CALLBACK (on_office_changed_cb), self,
                             G_CONNECT_SWAPPED);
  if (self->draft != draft)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_set_object (&self->draft, draft);
  gtk_widget_set_visible (self->entry, office != NULL && !crm_office_is_read_only (office));
  if (draft != NULL)
    crm_permit_making (self->entry, crm_draft_get_desk (draft), "comment", NULL);
  self->n = 0;
  g_signal_emit (self, counted_signal, 0, 0);
  load (self);
}

guint
crm_talk_get_n_comments (CrmTalk *self)
{
  g_return_val_if_fail (CRM_IS_TALK (self), 0);

  return self->n;
}

void
crm_talk_say (CrmTalk *self, const char *text)
{
  g_return_if_fail (CRM_IS_TALK (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_popover_popdown (GTK_POPOVER (self->names));
  say (self);
}
