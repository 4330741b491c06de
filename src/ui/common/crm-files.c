/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-files.h"

#include "base/crm-day.h"
#include "office/files/crm-attachment.h"
#include "ui/common/crm-courier.h"
#include "ui/common/crm-file-chooser.h"
#include "ui/common/crm-file-row.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-trash.h"
#include "ui/documents/crm-paper-files.h"

#include <glib/gi18n-lib.h>

#define FILES_MOST 1000

struct _CrmFiles {
  AdwBin parent_instance;

  GtkWidget *add;
  GtkWidget *progress_box;
  GtkWidget *progress;
  GtkWidget *list;
  GtkWidget *empty;

  CrmDraft *draft;
  CrmCourier *courier;
  CrmDesk *desk; /* while a new version is on its way */
  GCancellable *cancellable;
  gint64 replaces; /* what the next chosen file is a new version of */
  guint n, reading;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (CrmFiles, crm_files, ADW_TYPE_BIN)

static guint counted_signal;

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct {
  gint64 record;
  guint nth;
  GPtrArray *files;
  GPtrArray *authors;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->files, g_ptr_array_unref);
  g_clear_pointer (&reading->authors, g_ptr_array_unref);
}

static void
reading_free (gpointer data)
{
  reading_clear (data);
  g_free (data);
}

/* On the store's thread. Names and sizes only: bytes are read when a file is opened. */
static gboolean
read_files (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (CrmQuery) query = crm_query_new ("attachment");

  reading_clear (reading);
  crm_query_add_test_id (query, "record", reading->record);
  crm_query_add_test (query, "newer", CRM_TEST_EMPTY, NULL);
  crm_query_set_order (query, "-added");
  query->limit = FILES_MOST;
  reading->files = crm_txn_query (txn, query, error);
  reading->authors = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; reading->files != NULL && i < reading->files->len; i++)
    g_ptr_array_add (
      reading->authors,
      crm_txn_title (txn, crm_record_get_int (g_ptr_array_index (reading->files, i), "author"),
                     NULL));

  return reading->files != NULL;
}

static void
show_files (CrmFiles *self, const Reading *reading)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  self->n = reading->files->len;
  for (guint i = 0; i < self->n; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         crm_file_row_new (crm_draft_get_desk (self->draft),
                                           g_ptr_array_index (reading->files, i),
                                           g_ptr_array_index (reading->authors, i)));
  gtk_widget_set_visible (self->empty, self->n == 0);
  gtk_widget_set_visible (self->list, self->n > 0);
  g_signal_emit (self, counted_signal, 0, self->n);
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmFiles *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);

  if (crm_office_run_finish (CRM_OFFICE (office), result, NULL) && self->draft != NULL &&
      self->reading == reading->nth)
    show_files (self, reading);
}

static void
load (CrmFiles *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  if (self->draft == NULL || crm_draft_is_new (self->draft))
    return;
  reading = g_new0 (Reading, 1);
  reading->record = crm_record_get_id (crm_draft_get_record (self->draft));
  reading->nth = ++self->reading;
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), CRM_TXN_READ, NULL,
                        read_files, reading, NULL, NULL, on_read_cb, g_steal_pointer (&task));
}

static void
on_office_changed_cb (CrmFiles *self, const CrmChange *change)
{
  if (change->all || crm_change_touches (change, "attachment"))
    load (self);
}

/* --- Bringing them ---------------------------------------------------------------------------- */

static void
show_progress (CrmFiles *self, double fraction)
{
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), fraction);
}

static void
begin (CrmFiles *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  show_progress (self, 0);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), name);
  gtk_widget_set_visible (self->progress_box, TRUE);
}

static void
on_ended_cb (CrmFiles *self)
{
  gtk_widget_set_visible (self->progress_box, crm_files_is_busy (self));
}

static void
on_progress_cb (gint64 done, gint64 total, gpointer data)
{
  if (total > 0)
    show_progress (data, (double)done / (double)total);
}

static void
on_replaced_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFiles) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_attachment_add_finish (CRM_OFFICE (office), result, &error) != 0)
    crm_desk_say_with (self->desk, _ ("The new version lies here now"), _ ("Undo"), "win.undo");
  else
    crm_desk_report (self->desk, error);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  on_ended_cb (self);
}

void
crm_files_add (CrmFiles *self, GFile *file)
{
  g_return_if_fail (CRM_IS_FILES (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->draft == NULL)
    return;
  if (crm_draft_is_new (self->draft))
    crm_desk_say (crm_draft_get_desk (self->draft), _ ("Create the record first."));
  else
    crm_courier_bring (self->courier, crm_draft_get_desk (self->draft),
                       crm_record_get_id (crm_draft_get_record (self->draft)), FALSE, file);
}

/* What is on its way, and what waits behind it. */
static void
on_cancel_cb (CrmFiles *self)
{
  crm_courier_cancel (self->courier);
  g_cancellable_cancel (self->cancellable);
}

static void
on_chosen_cb (GFile *file, gpointer data)
{
  crm_files_add (data, file);
}

void
crm_files_choose (CrmFiles *self)
{
  crm_choose_file (GTK_WIDGET (self), _ ("Choose a file"), CRM_FILES_ANY, FALSE, NULL, on_chosen_cb,
                   self);
}

static void
on_version_cb (GFile *file, gpointer data)
{
  CrmFiles *self = data;

  if (self->draft == NULL || self->cancellable != NULL)
    return;
  self->desk = g_object_ref (crm_draft_get_desk (self->draft));
  self->cancellable = g_cancellable_new ();
  begin (self, file);
  crm_attachment_add_async (crm_desk_get_office (self->desk), 0, file, self->replaces,
                            self->cancellable, on_progress_cb, on_replaced_cb, g_object_ref (self));
}

/* --- What is dropped and pasted --------------------------------------------------------------- */

static gboolean
take_value (CrmFiles *self, const GValue *value)
{
  g_autoptr (GPtrArray) files = crm_courier_files_of (value);

  for (guint i = 0; files != NULL && i < files->len; i++)
    crm_files_add (self, files->pdata[i]);

  return files != NULL;
}

static void
on_pasted_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFiles) self = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  if (value != NULL)
    take_value (self, value);
}

/* A paste of text goes on to whatever has the focus. */
static gboolean
on_paste_cb (CrmFiles *self, guint keyval, guint keycode, GdkModifierType state)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if ((state & GDK_CONTROL_MASK) == 0 ||
      (keyval != GDK_KEY_v && keyval != GDK_KEY_V && keyval != GDK_KEY_Cyrillic_em) ||
      !gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                          GDK_TYPE_FILE_LIST))
    return GDK_EVENT_PROPAGATE;
  gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                  on_pasted_cb, g_object_ref (self));

  return GDK_EVENT_STOP;
}

void
crm_files_listen (CrmFiles *self, GtkWidget *widget)
{
  GtkDropTarget *target = crm_courier_new_target ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_return_if_fail (CRM_IS_FILES (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_signal_connect_object (target, "drop", G_CALLBACK (take_value), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_paste_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, key);
}

/* --- What is done with one -------------------------------------------------------------------- */

static void
on_kept_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDesk) desk = data;
  g_autoptr (GError) error = NULL;

  if (crm_attachment_save_finish (CRM_OFFICE (office), result, &error))
    crm_desk_say (desk, _ ("The file is kept where you chose"));
  else
    crm_desk_report (desk, error);
}

typedef struct {
  CrmFiles *files;
  GFile *file;
} Opening;

static void
on_copied_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;
  g_autoptr (CrmFiles) self = opening->files;
  g_autoptr (GFile) file = opening->file;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_file_get_uri (file);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_free (opening);
  if (crm_attachment_save_finish (CRM_OFFICE (office), result, &error))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
  else if (self->draft != NULL)
    crm_desk_report (crm_draft_get_desk (self->draft), error);
}

static void
open_file (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmFiles *self = data;
  gint64 id;
  const char *name;
  g_autoptr (GError) error = NULL;
  Opening *opening;
  GFile *file;

  g_variant_get (parameter, "(x&s)", &id, &name);
  if (self->draft == NULL)
    return;
  /* A copy: what another program changes in it is not the office's. */
  file = crm_paper_temporary (name, &error);
  if (file == NULL) {
    crm_desk_report (crm_draft_get_desk (self->draft), error);
    return;
  }
  opening = g_new (Opening, 1);
  *opening = (Opening){ g_object_ref (self), file };
  crm_attachment_save_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), id, file, NULL,
                             on_copied_cb, opening);
}

static void
on_place_cb (GFile *file, gpointer data)
{
  CrmFiles *self = data;

  if (self->draft == NULL)
    return;
  crm_attachment_save_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), self->replaces,
                             file, NULL, on_kept_cb,
                             g_object_ref (crm_draft_get_desk (self->draft)));
}

static void
save_file (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmFiles *self = data;
  const char *name;

  g_variant_get (parameter, "(x&s)", &self->replaces, &name);
  crm_choose_file (GTK_WIDGET (self), _ ("Save the file"), CRM_FILES_ANY, TRUE, name, on_place_cb,
                   self);
}

static void
replace_file (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmFiles *self = data;
  const char *name;

  g_variant_get (parameter, "(x&s)", &self->replaces, &name);
  crm_choose_file (GTK_WIDGET (self), _ ("Choose the new version"), CRM_FILES_ANY, FALSE, NULL,
                   on_version_cb, self);
}

static void
remove_file (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmFiles *self = data;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *name;
  gint64 id;

  g_variant_get (parameter, "(x&s)", &id, &name);
  g_array_append_val (ids, id);
  if (self->draft != NULL)
    crm_trash_put (crm_draft_get_desk (self->draft), "attachment", ids, NULL);
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_file, .parameter_type = "(xs)" },
  { .name = "save", .activate = save_file, .parameter_type = "(xs)" },
  { .name = "replace", .activate = replace_file, .parameter_type = "(xs)" },
  { .name = "remove", .activate = remove_file, .parameter_type = "(xs)" },
};

/* --- Object ----------------------------------------------------------------------------------- */

static void
on_row_activated_cb (CrmFiles *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "file.open",
                                      crm_file_row_get_target (CRM_FILE_ROW (row)));
}

static void
crm_files_dispose (GObject *object)
{
  CrmFiles *self = CRM_FILES (object);

  g_cancellable_cancel (self->cancellable);
  if (self->courier != NULL)
    crm_courier_cancel (self->courier);
  g_clear_object (&self->courier);
  g_clear_object (&self->draft);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (crm_files_parent_class)->dispose (object);
}

static void
crm_files_class_init (CrmFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_files_dispose;

  counted_signal = g_signal_new ("counted", CRM_TYPE_FILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
}

static GtkWidget *
make_head (CrmFiles *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Cancel"));

  gtk_widget_add_css_class (box, "crm-timeline-bar");
  self->add = gtk_button_new_with_label (_ ("Add a file…"));
  self->progress_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->progress = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress), TRUE);
  gtk_progress_bar_set_ellipsize (GTK_PROGRESS_BAR (self->progress), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->progress, TRUE);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->progress_box), self->progress);
  gtk_box_append (GTK_BOX (self->progress_box), cancel);
  gtk_widget_set_hexpand (self->progress_box, TRUE);
  gtk_widget_set_visible (self->progress_box, FALSE);
  gtk_box_append (GTK_BOX (box), self->add);
  gtk_box_append (GTK_BOX (box), self->progress_box);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (crm_files_choose), self);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (on_cancel_cb), self, G_CONNECT_SWAPPED);

  return box;
}

static void
crm_files_init (CrmFiles *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->courier = crm_courier_new ();
  g_signal_connect_object (self->courier, "began", G_CALLBACK (begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->courier, "progressed", G_CALLBACK (show_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->courier, "ended", G_CALLBACK (on_ended_cb), self,
                           G_CONNECT_SWAPPED);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "file", G_ACTION_GROUP (self->actions));
  gtk_box_append (GTK_BOX (box), make_head (self));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "crm-moments");
  crm_spoken_set_name (self->list, _ ("Files"));
  self->empty = adw_status_page_new ();
  gtk_widget_add_css_class (self->empty, "compact");
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty), "mail-attachment-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), _ ("No files yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty),
                                   _ ("Drop files here, paste them, or choose them with the "
                                      "button. A letter (.eml, .msg) becomes a "
                                      "letter on the timeline."));
  gtk_box_append (GTK_BOX (inside), self->list);
  gtk_box_append (GTK_BOX (inside), self->empty);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), inside);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmFiles *
crm_files_new (void)
{
  return g_object_new (CRM_TYPE_FILES, NULL);
}

void
crm_files_set_draft (CrmFiles *self, CrmDraft *draft)
{
  CrmOffice *old, *office;

  g_return_if_fail (CRM_IS_FILES (self));

  old = self->draft != NULL ? crm_desk_get_office (crm_draft_get_desk (self->draft)) : NULL;
  office = draft != NULL ? crm_desk_get_office (crm_draft_get_desk (draft)) : NULL;
  if (old != office && old != NULL)
    g_signal_handlers_disconnect_by_func (old, on_office_changed_cb, self);
  if (old != office && office != NULL)
    g_signal_connect_object (office, "changed", G_CALLBACK (on_office_changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_set_object (&self->draft, draft);
  gtk_widget_set_visible (self->add, office != NULL && !crm_office_is_read_only (office));
  if (draft != NULL)
    crm_permit_making (self->add, crm_draft_get_desk (draft), "attachment", NULL);
  self->n = 0;
  g_signal_emit (self, counted_signal, 0, 0);
  load (self);
}

guint
crm_files_get_n_files (CrmFiles *self)
{
  g_return_val_if_fail (CRM_IS_FILES (self), 0);

  return self->n;
}

gboolean
crm_files_is_busy (CrmFiles *self)
{
  g_return_val_if_fail (CRM_IS_FILES (self), FALSE);

  return self->cancellable != NULL || crm_courier_is_busy (self->courier);
}
