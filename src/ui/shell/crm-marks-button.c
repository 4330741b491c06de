/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-marks-button.h"

#include "office/talk/crm-comment.h"
#include "store/crm-marks.h"
#include "ui/common/crm-recent.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

#define FAVOURITES_MOST 30
#define RECENT_MOST     8

struct _CrmMarksButton {
  AdwBin parent_instance;

  GtkWidget *button;
  GtkWidget *count;
  GtkWidget *popover;
  GtkWidget *list;

  CrmDesk *desk;
  GPtrArray *unread;     /* of CrmUnread; NULL until read */
  GPtrArray *favourites; /* of CrmHit */
  guint n_unread;
  guint reading;
};

G_DEFINE_FINAL_TYPE (CrmMarksButton, crm_marks_button, ADW_TYPE_BIN)

static guint counted_signal;

typedef struct {
  guint nth;
  GPtrArray *unread;
  GPtrArray *favourites;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->unread, g_ptr_array_unref);
  g_clear_pointer (&reading->favourites, g_ptr_array_unref);
}

static void
reading_free (gpointer data)
{
  reading_clear (data);
  g_free (data);
}

/* On the store's thread. */
static gboolean
read_marks (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  reading_clear (reading);
  reading->unread = crm_comment_unread (txn, error);
  if (reading->unread == NULL)
    return FALSE;
  reading->favourites = crm_txn_get_marked (txn, CRM_MARK_FAVOURITE, FAVOURITES_MOST, error);

  return reading->favourites != NULL;
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void
add_heading (CrmMarksButton *self, const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_can_focus (row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
add_record (CrmMarksButton *self, const char *name, gint64 id, const char *title, const char *more)
{
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), name);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);

  if (entity != NULL && entity->icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (entity->icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (more != NULL) {
    GtkWidget *pill = gtk_label_new (more);

    gtk_widget_add_css_class (pill, "crm-pill");
    gtk_widget_add_css_class (pill, "caption");
    gtk_box_append (GTK_BOX (box), pill);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "crm-id", g_memdup2 (&id, sizeof id), g_free);
  g_object_set_data (G_OBJECT (row), "crm-entity", (gpointer)g_intern_string (name));
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
add_unread (CrmMarksButton *self, const CrmUnread *unread)
{
  g_autofree char *count = unread->mentioned ? g_strdup_printf ("@ %u", unread->count)
                                             : g_strdup_printf ("%u", unread->count);

  add_record (self, unread->entity, unread->record, unread->title, count);
}

static void
add_hint (CrmMarksButton *self, const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *hint = gtk_label_new (text);

  gtk_widget_add_css_class (hint, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), hint);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_can_focus (row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
add_recent (CrmMarksButton *self)
{
  g_autoptr (GPtrArray) recent = crm_recent_get (self->desk);

  if (recent->len > 0)
    add_heading (self, _ ("Recent"));
  for (guint i = 0; i < MIN (recent->len, RECENT_MOST); i++) {
    const CrmRecent *one = g_ptr_array_index (recent, i);

    add_record (self, one->entity, one->id, one->title, NULL);
  }
}

static void
show_rows (CrmMarksButton *self)
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->list)) != NULL;)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  if (self->desk == NULL || self->unread == NULL)
    return;
  if (self->unread->len > 0)
    add_heading (self, _ ("Not read yet"));
  for (guint i = 0; i < self->unread->len; i++)
    add_unread (self, g_ptr_array_index (self->unread, i));
  add_heading (self, _ ("Favourites"));
  for (guint i = 0; i < self->favourites->len; i++) {
    const CrmHit *hit = g_ptr_array_index (self->favourites, i);

    add_record (self, hit->entity, hit->id, hit->title, NULL);
  }
  if (self->favourites->len == 0)
    add_hint (self, _ ("Put a star on a record in its menu."));
  add_recent (self);
}

static void
on_popup_cb (GtkMenuButton *button, gpointer data)
{
  show_rows (data);
}

static void
forget (CrmMarksButton *self)
{
  g_clear_pointer (&self->unread, g_ptr_array_unref);
  g_clear_pointer (&self->favourites, g_ptr_array_unref);
  self->n_unread = 0;
  gtk_widget_set_visible (self->count, FALSE);
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmMarksButton *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autofree char *text = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL) || self->desk == NULL ||
      self->reading != reading->nth)
    return;
  forget (self);
  self->unread = g_steal_pointer (&reading->unread);
  self->favourites = g_steal_pointer (&reading->favourites);
  for (guint i = 0; i < self->unread->len; i++)
    self->n_unread += ((const CrmUnread *)g_ptr_array_index (self->unread, i))->count;
  text = g_strdup_printf ("%u", self->n_unread);
  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->count, self->n_unread > 0);
  show_rows (self);
  g_signal_emit (self, counted_signal, 0);
}

static void
load (CrmMarksButton *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  if (self->desk == NULL)
    return;
  reading = g_new0 (Reading, 1);
  reading->nth = ++self->reading;
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_marks, reading,
                        NULL, NULL, on_read_cb, g_steal_pointer (&task));
}

static void
on_office_changed_cb (CrmMarksButton *self, const CrmChange *change)
{
  if (change->all || crm_change_touches (change, "comment"))
    load (self);
}

static void
on_row_activated_cb (CrmMarksButton *self, GtkListBoxRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "crm-id");

  if (id == NULL || self->desk == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  crm_desk_open (self->desk, g_object_get_data (G_OBJECT (row), "crm-entity"), *id, FALSE);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_marks_button_dispose (GObject *object)
{
  CrmMarksButton *self = CRM_MARKS_BUTTON (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->unread, g_ptr_array_unref);
  g_clear_pointer (&self->favourites, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_marks_button_parent_class)->dispose (object);
}

static void
crm_marks_button_class_init (CrmMarksButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_marks_button_dispose;

  counted_signal = g_signal_new ("counted", CRM_TYPE_MARKS_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
crm_marks_button_init (CrmMarksButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("starred-symbolic"));
  self->count = gtk_label_new (NULL);
  gtk_widget_set_visible (self->count, FALSE);
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_box_append (GTK_BOX (box), self->count);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "crm-moments");
  crm_spoken_set_name (self->list, _ ("Favourites"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 480);
  gtk_widget_set_size_request (self->list, 300, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), scrolled);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  /* A header bar makes only its own children flat, and this one is inside a bin. */
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->button), FALSE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  /* What was looked at since is not told by anybody. */
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), on_popup_cb, self, NULL);
  crm_spoken_set (self->button, _ ("Favourites, recent records, and talk that you have not read"));
  adw_bin_set_child (ADW_BIN (self), self->button);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmMarksButton *
crm_marks_button_new (void)
{
  return g_object_new (CRM_TYPE_MARKS_BUTTON, NULL);
}

void
crm_marks_button_set_desk (CrmMarksButton *self, CrmDesk *desk)
{
  g_return_if_fail (CRM_IS_MARKS_BUTTON (self));

  if (self->desk != NULL) {
    g_signal_handlers_disconnect_by_func (self->desk, load, self);
    g_signal_handlers_disconnect_by_func (crm_desk_get_office (self->desk), on_office_changed_cb,
                                          self);
  }
  g_set_object (&self->desk, desk);
  forget (self);
  show_rows (self);
  if (desk == NULL)
    return;
  g_signal_connect_object (desk, "read-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (on_office_changed_cb),
                           self, G_CONNECT_SWAPPED);
  load (self);
}

guint
crm_marks_button_get_n_unread (CrmMarksButton *self)
{
  g_return_val_if_fail (CRM_IS_MARKS_BUTTON (self), 0);

  return self->n_unread;
}

guint
crm_marks_button_get_n_favourites (CrmMarksButton *self)
{
  g_return_val_if_fail (CRM_IS_MARKS_BUTTON (self), 0);

  return self->favourites != NULL ? self->favourites->len : 0;
}

GHashTable *
crm_marks_button_get_unread (CrmMarksButton *self)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (CRM_IS_MARKS_BUTTON (self), counts);

  for (guint i = 0; self->unread != NULL && i < self->unread->len; i++) {
    const CrmUnread *unread = g_ptr_array_index (self->unread, i);
    guint before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, unread->entity));

    g_hash_table_insert (counts, (gpointer)g_intern_string (unread->entity),
                         GUINT_TO_POINTER (before + unread->count));
  }

  return counts;
}
