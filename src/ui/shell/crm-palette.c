/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-palette.h"

#include "office/lists/crm-saved-view.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-spoken.h"
#include "ui/shell/crm-palette-items.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_RECORDS 20
#define MOST_OF_KIND 6

struct _CrmPalette {
  AdwWindow parent_instance;

  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *scrolled;
  GtkWidget *nothing;

  CrmWindow *window;
  CrmDesk *desk;
  GCancellable *cancellable; /* of the search under way */
  GPtrArray *views;          /* of CrmRecord; NULL until read */
  char *shown_words;         /* what the list answers */
};

G_DEFINE_FINAL_TYPE (CrmPalette, crm_palette, ADW_TYPE_WINDOW)

/* --- Doing what was chosen -------------------------------------------------------------------- */

/* An action that is there and switched off would be silent; the card's own do not tell. */
static gboolean
can_do (CrmWindow *window, CrmRoomPage *page, const char *name)
{
  if (g_str_has_prefix (name, "win."))
    return g_action_group_get_action_enabled (G_ACTION_GROUP (window), name + strlen ("win."));
  if (page != NULL && g_str_has_prefix (name, "view."))
    return crm_list_view_can (crm_room_page_get_list_view (page), name + strlen ("view."));

  return TRUE;
}

static void
activate_detailed (CrmWindow *window, CrmDesk *desk, const char *detailed)
{
  CrmRoomPage *page = crm_window_get_page (window);
  GtkWidget *target = GTK_WIDGET (window);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) value = NULL;

  if (!g_action_parse_detailed_name (detailed, &name, &value, NULL))
    return;
  if (page != NULL && g_str_has_prefix (name, "card."))
    target = GTK_WIDGET (crm_room_page_get_card (page));
  else if (page != NULL && g_str_has_prefix (name, "view."))
    target = GTK_WIDGET (crm_room_page_get_list_view (page));
  if (!can_do (window, page, name) || !gtk_widget_activate_action_variant (target, name, value))
    crm_desk_say (desk, _ ("This cannot be done here now"));
}

static void
open_view (CrmWindow *window, const CrmPaletteItem *item)
{
  CrmRoomPage *page = crm_window_go_to (window, item->entity);

  if (page != NULL)
    crm_list_view_show_view (crm_room_page_get_list_view (page), item->id);
}

static void
do_item (CrmPalette *self, const CrmPaletteItem *item)
{
  g_autoptr (CrmWindow) window = g_object_ref (self->window);
  g_autoptr (CrmDesk) desk = g_object_ref (self->desk);
  CrmRoomPage *page;
  CrmPaletteItem copy = { .kind = item->kind, .id = item->id, .action = item->action };
  g_autofree char *entity = g_strdup (item->entity);

  copy.entity = entity;
  gtk_window_destroy (GTK_WINDOW (self));
  switch (copy.kind) {
  case CRM_PALETTE_RECORD:
    crm_desk_open (desk, entity, copy.id, FALSE);
    break;
  case CRM_PALETTE_ROOM:
    page = crm_window_go_to (window, entity);
    if (page != NULL)
      crm_list_view_focus_list (crm_room_page_get_list_view (page));
    break;
  case CRM_PALETTE_NEW:
    page = crm_window_go_to (window, entity);
    if (page != NULL)
      crm_room_page_new_record (page);
    break;
  case CRM_PALETTE_VIEW:
    open_view (window, &copy);
    break;
  case CRM_PALETTE_ACTION:
  default:
    activate_detailed (window, desk, copy.action);
    break;
  }
}

/* --- The list --------------------------------------------------------------------------------- */

static GtkWidget *
new_row (CrmPaletteItem *item)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (item->title);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (item->icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (item->detail != NULL) {
    GtkWidget *detail = gtk_label_new (item->detail);

    gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
    gtk_widget_add_css_class (detail, "dim-label");
    gtk_widget_add_css_class (detail, "caption");
    gtk_box_append (GTK_BOX (box), detail);
  }
  if (item->keys != NULL) {
    guint key = 0;
    GdkModifierType modifiers = 0;
    g_autofree char *keys = NULL;
    GtkWidget *hint;

    gtk_accelerator_parse (item->keys, &key, &modifiers);
    keys = gtk_accelerator_get_label (key, modifiers);
    hint = gtk_label_new (keys);
    gtk_widget_add_css_class (hint, "dim-label");
    gtk_box_append (GTK_BOX (box), hint);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "crm-item", item, crm_palette_item_free);

  return row;
}

static CrmPaletteItem *
item_of (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "crm-item") : NULL;
}

static void
show_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const CrmPaletteItem *item = item_of (row);
  const CrmPaletteItem *above = item_of (before);
  GtkWidget *label;

  if (above != NULL && g_strcmp0 (above->group, item->group) == 0) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }
  label = gtk_label_new (item->group);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "crm-palette-heading");
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_header (row, label);
}

static void
clear_list (CrmPalette *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
}

static void
show_items (CrmPalette *self, GPtrArray *items)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);
  GtkListBoxRow *first;

  clear_list (self);
  g_ptr_array_set_free_func (items, NULL);
  for (guint i = 0; i < items->len; i++) {
    CrmPaletteItem *item = g_ptr_array_index (items, i);
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, item->group));

    if (n >= MOST_OF_KIND && item->kind != CRM_PALETTE_RECORD && item->kind != CRM_PALETTE_ACTION) {
      crm_palette_item_free (item);
      continue;
    }
    g_hash_table_insert (counts, item->group, GUINT_TO_POINTER (n + 1));
    gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (item));
  }
  g_hash_table_unref (counts);
  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  gtk_widget_set_visible (self->scrolled, first != NULL);
  gtk_widget_set_visible (self->nothing, first == NULL);
  if (first != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), first);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

static void
show_answer (CrmPalette *self, const char *words, GPtrArray *hits, GPtrArray *details)
{
  g_autoptr (GPtrArray) items = crm_palette_items (self->desk, words, self->views, hits, details);

  show_items (self, items);
  g_free (self->shown_words);
  self->shown_words = g_strdup (words);
}

/* --- Searching -------------------------------------------------------------------------------- */

typedef struct {
  char *words;
  CrmLang lang;
  gboolean with_views;
  GPtrArray *hits;
  GPtrArray *details; /* of strings or NULL, one for each of the hits */
  GPtrArray *views;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_pointer (&search->hits, g_ptr_array_unref);
  g_clear_pointer (&search->details, g_ptr_array_unref);
  g_clear_pointer (&search->views, g_ptr_array_unref);
  g_free (search->words);
  g_free (search);
}

/* On the store's thread. */
static gboolean
run_search (CrmTxn *txn, gpointer data, GError **error)
{
  Search *search = data;

  g_clear_pointer (&search->hits, g_ptr_array_unref);
  g_clear_pointer (&search->details, g_ptr_array_unref);
  g_clear_pointer (&search->views, g_ptr_array_unref);
  if (search->with_views) {
    g_autoptr (CrmQuery) query = crm_saved_view_query (NULL);

    search->views = crm_txn_query (txn, query, error);
    if (search->views == NULL)
      return FALSE;
  }
  search->hits = crm_txn_search (txn, NULL, search->words, MOST_RECORDS, error);
  search->details = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; search->hits != NULL && i < search->hits->len; i++)
    g_ptr_array_add (search->details,
                     crm_palette_describe (txn, search->hits->pdata[i], search->lang));

  return search->hits != NULL;
}

static void
on_found_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmPalette *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_office_run_finish (CRM_OFFICE (office), result, &error);

  /* A newer question is on its way, or the palette is closed. */
  if (self->desk == NULL || g_task_get_cancellable (task) != self->cancellable)
    return;
  if (!ok)
    crm_desk_report (self->desk, error);
  if (search->views != NULL) {
    g_clear_pointer (&self->views, g_ptr_array_unref);
    self->views = g_steal_pointer (&search->views);
  }
  show_answer (self, search->words, search->hits, search->details);
}

static void
start_search (CrmPalette *self)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  if (self->desk == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  search->with_views = self->views == NULL;
  search->lang = crm_desk_get_lang (self->desk);
  task = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_task_data (task, search, search_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, run_search, search,
                        NULL, self->cancellable, on_found_cb, g_steal_pointer (&task));
}

/* --- Keys ------------------------------------------------------------------------------------- */

static void
move_to (CrmPalette *self, int at)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), MAX (at, 0));
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  double top = 0;

  if (row == NULL)
    return;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  /* The typing goes on in the entry, so the row is shown without the focus. */
  if (gtk_widget_translate_coordinates (GTK_WIDGET (row), self->list, 0, 0, NULL, &top))
    gtk_adjustment_clamp_page (adjustment, top - 30,
                               top + gtk_widget_get_height (GTK_WIDGET (row)));
}

static gboolean
on_key_pressed_cb (CrmPalette *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int at = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  switch (keyval) {
  case GDK_KEY_Down:
  case GDK_KEY_Up:
    move_to (self, at + (keyval == GDK_KEY_Down ? 1 : -1));
    return GDK_EVENT_STOP;
  case GDK_KEY_Page_Down:
  case GDK_KEY_Page_Up:
    move_to (self, at + (keyval == GDK_KEY_Page_Down ? 8 : -8));
    return GDK_EVENT_STOP;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    crm_palette_choose (self);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    gtk_window_destroy (GTK_WINDOW (self));
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
on_row_activated_cb (CrmPalette *self, GtkListBoxRow *row)
{
  CrmPaletteItem *item = item_of (row);

  if (item != NULL)
    do_item (self, item);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_palette_dispose (GObject *object)
{
  CrmPalette *self = CRM_PALETTE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->shown_words, g_free);
  g_clear_object (&self->desk);
  self->window = NULL;

  G_OBJECT_CLASS (crm_palette_parent_class)->dispose (object);
}

static void
crm_palette_class_init (CrmPaletteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_palette_dispose;
}

static void
make_list (CrmPalette *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), show_heading, NULL, NULL);
  gtk_widget_set_can_focus (self->list, FALSE);
  gtk_widget_add_css_class (self->list, "crm-palette-list");
  crm_spoken_set_name (self->list, _ ("What was found"));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->list);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
}

static void
crm_palette_init (CrmPalette *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *key = gtk_event_controller_key_new ();

  /* A bare text has no role of its own, and would not be there for those who hear it. */
  self->entry = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  crm_spoken_set_name (self->entry, _ ("Find a record, a room or an action…"));
  gtk_text_set_placeholder_text (GTK_TEXT (self->entry), _ ("Find a record, a room or an action…"));
  gtk_widget_add_css_class (self->entry, "crm-palette-entry");
  make_list (self);
  self->nothing = gtk_label_new (_ ("Nothing found"));
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_widget_set_vexpand (self->nothing, TRUE);
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), self->scrolled);
  gtk_box_append (GTK_BOX (box), self->nothing);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 600, 468);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Find anything"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_resizable (GTK_WINDOW (self), FALSE);
  gtk_widget_set_size_request (GTK_WIDGET (self), 600, 468);
  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-palette");
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (start_search), self,
                           G_CONNECT_SWAPPED);
}

CrmPalette *
crm_palette_new (CrmWindow *window)
{
  CrmPalette *self;

  g_return_val_if_fail (CRM_IS_WINDOW (window), NULL);
  g_return_val_if_fail (crm_window_get_desk (window) != NULL, NULL);

  self = g_object_new (CRM_TYPE_PALETTE, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), GTK_WINDOW (window));
  self->window = window;
  self->desk = g_object_ref (crm_window_get_desk (window));
  start_search (self);
  gtk_widget_grab_focus (self->entry);

  return self;
}

void
crm_palette_type (CrmPalette *self, const char *words)
{
  g_return_if_fail (CRM_IS_PALETTE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

gboolean
crm_palette_is_settled (CrmPalette *self)
{
  g_return_val_if_fail (CRM_IS_PALETTE (self), FALSE);

  return g_strcmp0 (self->shown_words, gtk_editable_get_text (GTK_EDITABLE (self->entry))) == 0;
}

char *
crm_palette_list (CrmPalette *self)
{
  GString *text = g_string_new (NULL);
  GtkListBoxRow *row;

  g_return_val_if_fail (CRM_IS_PALETTE (self), g_string_free (text, FALSE));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL;
       i++) {
    const CrmPaletteItem *item = item_of (row);

    g_string_append_printf (text, "%s: %s", item->group, item->title);
    if (item->detail != NULL)
      g_string_append_printf (text, "\t%s", item->detail);
    g_string_append_c (text, '\n');
  }

  return g_string_free (text, FALSE);
}

void
crm_palette_choose (CrmPalette *self)
{
  CrmPaletteItem *item;

  g_return_if_fail (CRM_IS_PALETTE (self));

  item = item_of (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));
  if (item != NULL)
    do_item (self, item);
}
