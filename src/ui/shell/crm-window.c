/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-window-private.h"

#include "ui/common/crm-spoken.h"
#include "ui/shell/crm-card-window.h"
#include "ui/shell/crm-keys.h"
#include "ui/shell/crm-room-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (CrmWindow, crm_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- Speaking --------------------------------------------------------------------------------- */

static void
on_said_cb (CrmWindow *self, const char *text, const char *button, const char *action)
{
  g_autofree char *title = g_markup_escape_text (text, -1);

  /* Only the last word counts; the others are in the log. */
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  self->toast = g_object_ref (adw_toast_new (title));
  if (button != NULL) {
    adw_toast_set_button_label (self->toast, button);
    adw_toast_set_detailed_action_name (self->toast, action);
  }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), g_object_ref (self->toast));
}

/* --- Rooms ------------------------------------------------------------------------------------ */

static void
show_room_title (CrmWindow *self)
{
  const CrmEntity *entity = crm_room_page_get_entity (self->page);
  g_autofree char *why = NULL;
  g_autofree char *title = NULL;

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->room_title), _ (entity->label_many));
  adw_button_content_set_label (ADW_BUTTON_CONTENT (self->new_content), _ (entity->label_new));
  gtk_widget_set_sensitive (self->new_button, crm_office_may (crm_desk_get_office (self->desk),
                                                              CRM_ACTION_CREATE, entity, &why));
  crm_spoken_set_tooltip (self->new_button, why != NULL ? why : _ (entity->label_new));
  crm_spoken_set_name (self->new_button, _ (entity->label_new));
  /* Translators: title of the window: the room, then the office. */
  title = g_strdup_printf (_ ("%s – %s"), _ (entity->label_many),
                           adw_window_title_get_title (ADW_WINDOW_TITLE (self->office_title)));
  gtk_window_set_title (GTK_WINDOW (self), title);
}

CrmRoomPage *
_crm_window_enter_room (CrmWindow *self, const char *entity)
{
  CrmRoomPage *page;
  const CrmEntity *found;

  if (self->desk == NULL)
    return NULL;
  found = crm_schema_find (crm_desk_get_schema (self->desk), entity);
  if (found == NULL || !crm_room_table_has_room (found))
    return NULL;
  page = g_hash_table_lookup (self->pages, entity);
  if (self->page != NULL && self->page != page)
    crm_room_page_leave (self->page);
  if (page == NULL) {
    page = crm_room_table_new_page (self->desk, found);
    gtk_stack_add_child (GTK_STACK (self->rooms), GTK_WIDGET (page));
    g_hash_table_insert (self->pages, g_strdup (entity), page);
    _crm_window_follow_card (self, page);
  }
  self->page = page;
  gtk_stack_set_visible_child (GTK_STACK (self->rooms), GTK_WIDGET (page));
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->content_side);
  crm_sidebar_show_room (self->sidebar, entity);
  crm_preferences_set_string (self->preferences, "last-room", entity);
  show_room_title (self);

  return page;
}

CrmRoomPage *
crm_window_go_to (CrmWindow *self, const char *entity)
{
  CrmRoomPage *page;

  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  page = _crm_window_enter_room (self, entity);
  _crm_window_show_card (self);

  return page;
}

static void
on_room_chosen_cb (CrmWindow *self, const char *entity)
{
  CrmRoomPage *page = crm_window_go_to (self, entity);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  /* Whoever goes from room to room by the arrows stays where the rooms are. */
  if (page != NULL &&
      (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar))))
    crm_list_view_take_focus (crm_room_page_get_list_view (page));
}

static void
on_open_record_cb (CrmWindow *self, const char *entity, gint64 id, gboolean own_window)
{
  CrmRoomPage *page = own_window ? NULL : _crm_window_enter_room (self, entity);

  if (page != NULL) {
    crm_room_page_open (page, id);
    _crm_window_show_opened (self, id);
  } else {
    crm_card_window_open (self->desk, entity, id, GTK_WINDOW (self));
  }
}

static void
on_show_draft_cb (CrmWindow *self, CrmDraft *draft)
{
  gtk_window_present (GTK_WINDOW (crm_card_window_new (draft, GTK_WINDOW (self))));
}

static void
on_unread_counted_cb (CrmWindow *self)
{
  g_autoptr (GHashTable) counts = crm_marks_button_get_unread (self->marks);

  crm_sidebar_set_unread (self->sidebar, counts);
}

static void
on_folded_cb (CrmWindow *self)
{
  gboolean folded = adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet));

  gtk_widget_set_visible (self->to_rooms, folded);
  gtk_widget_set_visible (self->show_sidebar, !folded);
  _crm_window_show_sidebar (self,
                            crm_preferences_get_boolean (self->preferences, "sidebar-visible"));
}

void
_crm_window_show_sidebar (CrmWindow *self, gboolean visible)
{
  gboolean folded = adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet));

  /* Folded it is a page of its own, and there is no other way to the rooms. */
  gtk_widget_set_visible (self->sidebar_side, visible || folded);
}

/* A change of custom fields makes new entities: rooms are made anew when they are next shown. */
static void
on_schema_changed_cb (CrmWindow *self)
{
  g_autofree char *entity = NULL;
  g_autoptr (CrmRoomPlace) place = NULL;
  GHashTableIter iter;
  gpointer page;

  if (self->page == NULL)
    return;
  place = crm_room_page_note_place (self->page);
  crm_room_page_leave (self->page);
  entity = g_strdup (crm_room_page_get_entity (self->page)->name);
  self->page = NULL;
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    gtk_stack_remove (GTK_STACK (self->rooms), page);
  g_hash_table_remove_all (self->pages);
  crm_sidebar_set_desk (self->sidebar, self->desk);
  on_unread_counted_cb (self);
  /* Whoever adds a field at another desktop disturbs nobody. */
  if (crm_window_go_to (self, entity) != NULL)
    crm_room_page_take_place (self->page, g_steal_pointer (&place));
  _crm_window_show_card (self);
}

/* --- The office ------------------------------------------------------------------------------- */

static void
on_opened_cb (CrmWindow *self, CrmOffice *office)
{
  crm_window_set_office (self, office);
}

static void
show_office_title (CrmWindow *self)
{
  CrmOffice *office = crm_desk_get_office (self->desk);
  g_autofree char *name = g_filename_display_basename (crm_office_get_path (office));

  if (g_str_has_suffix (name, ".kontor"))
    name[strlen (name) - strlen (".kontor")] = '\0';
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->office_title), name);
  crm_spoken_set_tooltip (self->office_title, crm_office_get_path (office));
}

/* What helps with it: a button of the banner, and what it does. */
static const char *
find_help (CrmReadOnlyReason reason, const char **action)
{
  switch (reason) {
  case CRM_READ_ONLY_PLACE:
    *action = "win.place";
    return _ ("Where the office is…");
  case CRM_READ_ONLY_DAMAGED:
  case CRM_READ_ONLY_STRUCTURE:
    *action = "win.backups";
    return _ ("Backups…");
  case CRM_READ_ONLY_NOT:
  case CRM_READ_ONLY_BY_CHOICE:
  case CRM_READ_ONLY_PERMISSION:
  case CRM_READ_ONLY_LOCKS:
  case CRM_READ_ONLY_UPGRADE:
  case CRM_READ_ONLY_NEWER:
  case CRM_READ_ONLY_MOVED:
  case CRM_READ_ONLY_N_REASONS:
  default:
    *action = NULL;
    return NULL;
  }
}

/* Whether it can be written, and why not; it may change while the office is open. */
static void
show_read_only (CrmWindow *self)
{
  const char *action = NULL;
  const char *button;
  g_autofree char *text = NULL;

  if (self->desk == NULL)
    return;
  text = crm_store_get_read_only_text (crm_office_get_store (crm_desk_get_office (self->desk)));
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->office_title),
                                 text != NULL ? _ ("Can only be read") : "");
  button = find_help (
    crm_store_get_read_only_reason (crm_office_get_store (crm_desk_get_office (self->desk))),
    &action);
  crm_banner_show (self->read_only_banner, text, button, action);
  _crm_window_show_actions (self);
}

/* What may be seen is in the sidebar. */
static gboolean
may_enter (CrmWindow *self, const char *entity)
{
  const CrmEntity *found = crm_schema_find (crm_desk_get_schema (self->desk), entity);

  return found != NULL &&
         crm_office_may (crm_desk_get_office (self->desk), CRM_ACTION_READ, found, NULL);
}

static void
go_to_last_room (CrmWindow *self)
{
  g_autofree char *last = crm_preferences_get_string (self->preferences, "last-room");
  const char *first = crm_sidebar_get_nth (self->sidebar, 1);

  if ((!may_enter (self, last) || crm_window_go_to (self, last) == NULL) && first != NULL)
    crm_window_go_to (self, first);
  if (self->page != NULL)
    crm_list_view_take_focus (crm_room_page_get_list_view (self->page));
}

static void
on_rights_changed_cb (CrmWindow *self)
{
  on_schema_changed_cb (self);
  _crm_window_show_actions (self);
  /* The room one was in may be closed to one now. */
  if (self->page != NULL && !may_enter (self, crm_room_page_get_entity (self->page)->name))
    go_to_last_room (self);
}

void
crm_window_set_office (CrmWindow *self, CrmOffice *office)
{
  g_return_if_fail (CRM_IS_WINDOW (self));
  g_return_if_fail (CRM_IS_OFFICE (office));

  if (_crm_window_ask_who (self, office))
    return;
  self->closing = FALSE;
  if (self->desk != NULL && !_crm_window_leave_office (self)) {
    GtkWindow *other = GTK_WINDOW (
      crm_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->preferences));

    /* What is not saved keeps this window on its office. */
    crm_window_set_office (CRM_WINDOW (other), office);
    gtk_window_present (other);
    return;
  }
  self->desk = crm_desk_new (office, self->preferences);
  g_signal_connect_object (self->desk, "said", G_CALLBACK (on_said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "open-record", G_CALLBACK (on_open_record_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "show-draft", G_CALLBACK (on_show_draft_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "schema-changed", G_CALLBACK (on_schema_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* Other rights are another office to look at: lists, cards and buttons are made anew. */
  g_signal_connect_object (office, "rights-changed", G_CALLBACK (on_rights_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (office, "waiting", G_CALLBACK (_crm_window_tell_waiting), self,
                           G_CONNECT_SWAPPED);
  _crm_window_follow (self);
  _crm_window_begin_cards (self);
  crm_sidebar_set_desk (self->sidebar, self->desk);
  crm_people_button_set_desk (self->people, self->desk);
  crm_marks_button_set_desk (self->marks, self->desk);
  _crm_window_keep_backups (self);
  g_signal_connect_object (office, "read-only-changed", G_CALLBACK (show_read_only), self,
                           G_CONNECT_SWAPPED);
  show_office_title (self);
  show_read_only (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "office");
  go_to_last_room (self);
  _crm_window_greet (self);
  if (self->to_say != NULL)
    crm_desk_say (self->desk, self->to_say);
  g_clear_pointer (&self->to_say, g_free);
}

void
crm_window_open_path (CrmWindow *self, const char *path)
{
  g_return_if_fail (CRM_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  crm_welcome_open (self->welcome, path);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
remember_size (CrmWindow *self)
{
  GtkWindow *window = GTK_WINDOW (self);
  int width = 0;
  int height = 0;

  gtk_window_get_default_size (window, &width, &height);
  if (!gtk_window_is_maximized (window) && width > 0 && height > 0) {
    crm_preferences_set_int (self->preferences, "window-width", CLAMP (width, 320, 16384));
    crm_preferences_set_int (self->preferences, "window-height", CLAMP (height, 240, 16384));
  }
  crm_preferences_set_boolean (self->preferences, "window-maximized",
                               gtk_window_is_maximized (window));
  crm_preferences_flush (self->preferences);
}

static gboolean
crm_window_close_request (GtkWindow *window)
{
  CrmWindow *self = CRM_WINDOW (window);

  remember_size (self);
  if (self->desk == NULL)
    return GTK_WINDOW_CLASS (crm_window_parent_class)->close_request (window);
  self->closing = TRUE;
  _crm_window_leave_office (self);

  return GDK_EVENT_STOP;
}

static void
crm_window_dispose (GObject *object)
{
  CrmWindow *self = CRM_WINDOW (object);

  self->closing = FALSE;
  self->page = NULL;
  g_clear_object (&self->toast);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->restoring, g_free);
  g_clear_pointer (&self->to_say, g_free);
  g_clear_object (&self->keeper);
  g_clear_handle_id (&self->chores_source, g_source_remove);
  g_clear_object (&self->cards);
  if (self->desk != NULL) {
    crm_desk_clear_drafts (self->desk);
    crm_office_close (crm_desk_get_office (self->desk), NULL);
  }
  g_clear_object (&self->desk);
  g_clear_object (&self->preferences);

  G_OBJECT_CLASS (crm_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, sidebar_side);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, backup_foot);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, content_side);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, office_title);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, room_title);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, to_rooms);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, show_sidebar);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, new_content);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, people);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, marks);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, read_only_banner);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, offers);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, rooms);
}

static void
crm_window_class_init (CrmWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = crm_window_close_request;
  g_type_ensure (CRM_TYPE_BACKUP_FOOT);
  g_type_ensure (CRM_TYPE_BANNER);
  g_type_ensure (CRM_TYPE_OFFERS);
  g_type_ensure (CRM_TYPE_CARD_STRIP);
  g_type_ensure (CRM_TYPE_PEOPLE_BUTTON);
  g_type_ensure (CRM_TYPE_MARKS_BUTTON);
  g_type_ensure (CRM_TYPE_WELCOME);
  g_type_ensure (CRM_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/shell/crm-window.ui");
  bind_children (widget_class);
}

static void
crm_window_init (CrmWindow *self)
{
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (self->welcome, "opened", G_CALLBACK (on_opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->marks, "counted", G_CALLBACK (on_unread_counted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "room-chosen", G_CALLBACK (on_room_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (_crm_window_follow), NULL);
  crm_keys_add (GTK_WIDGET (self));
}

CrmWindow *
crm_window_new (GtkApplication *application, CrmPreferences *preferences)
{
  CrmWindow *self;

  g_return_val_if_fail (CRM_IS_PREFERENCES (preferences), NULL);

  self = g_object_new (CRM_TYPE_WINDOW, "application", application, NULL);
  if (application != NULL)
    g_signal_connect_object (application, "notify::active-window", G_CALLBACK (_crm_window_follow),
                             self, G_CONNECT_SWAPPED);
  self->preferences = g_object_ref (preferences);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               crm_preferences_get_int (preferences, "window-width"),
                               crm_preferences_get_int (preferences, "window-height"));
  if (crm_preferences_get_boolean (preferences, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_widget_set_size_request (self->sidebar_side,
                               crm_preferences_get_int (preferences, "sidebar-width"), -1);
  crm_welcome_set_preferences (self->welcome, preferences);
  _crm_window_add_actions (self);
  _crm_window_show_actions (self);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (on_folded_cb), self,
                           G_CONNECT_SWAPPED);
  on_folded_cb (self);

  return self;
}

CrmDesk *
crm_window_get_desk (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);

  return self->desk;
}

CrmWelcome *
crm_window_get_welcome (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);

  return self->welcome;
}

CrmRoomPage *
crm_window_get_page (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);

  return self->page;
}
