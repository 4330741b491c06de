/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-window-private.h"

#include "ui/backups/crm-check-window.h"
#include "ui/clients/crm-accept-dialog.h"
#include "ui/common/crm-log-window.h"
#include "ui/common/crm-message-log.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-trash-window.h"
#include "ui/common/crm-undoing.h"
#include "ui/people/crm-exports-window.h"
#include "ui/settings/crm-fields-window.h"
#include "ui/shell/crm-palette.h"
#include "ui/shell/crm-place-dialog.h"

#include <glib/gi18n-lib.h>

static CrmCard *
card_of (CrmWindow *self)
{
  return self->page != NULL ? crm_room_page_get_card (self->page) : NULL;
}

/* --- Undo ------------------------------------------------------------------------------------- */

static void
undo_now (CrmDesk *desk, gboolean redo)
{
  CrmUndo *undo = crm_undo_new (0);

  undo->redo = redo;
  crm_undoing_start (desk, undo);
}

static void
on_saved_before_undo_cb (GObject *draft, GAsyncResult *result, gpointer data)
{
  /* What could not be saved is still in the card: the step before it is undone. */
  crm_draft_save_finish (CRM_DRAFT (draft), result, NULL);
  undo_now (crm_draft_get_desk (CRM_DRAFT (draft)), FALSE);
}

static void
undo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;
  CrmDraft *draft = card_of (self) != NULL ? crm_card_get_draft (card_of (self)) : NULL;

  if (self->desk == NULL)
    return;
  /* What stands in the card but not yet in the file is the last thing that was done. */
  if (draft != NULL && !crm_draft_is_explicit (draft) &&
      crm_draft_get_state (draft) == CRM_DRAFT_CHANGED)
    crm_draft_save_async (draft, on_saved_before_undo_cb, NULL);
  else
    undo_now (self->desk, FALSE);
}

static void
redo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    undo_now (self->desk, TRUE);
}

static void
undo_operation (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    crm_undoing_operation (self->desk, g_variant_get_int64 (parameter));
}

/* --- The room one is in ----------------------------------------------------------------------- */

static void
new_record (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->page != NULL)
    crm_room_page_new_record (self->page);
}

static void
accept (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    gtk_window_present (GTK_WINDOW (crm_accept_dialog_new (self->desk, GTK_WINDOW (self))));
}

static void
find (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->page != NULL)
    crm_room_page_find (self->page);
}

static void
save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (card_of (self) != NULL)
    crm_card_save (card_of (self));
}

/* Ctrl+Enter: a new record is created, another gets its own window. */
static void
finish (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;
  CrmDraft *draft = card_of (self) != NULL ? crm_card_get_draft (card_of (self)) : NULL;

  if (draft == NULL)
    return;
  if (crm_draft_is_new (draft))
    crm_card_save (card_of (self));
  else
    gtk_widget_activate_action (GTK_WIDGET (card_of (self)), "card.window", NULL);
}

static void
edit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->page != NULL)
    crm_room_page_edit (self->page);
}

static void
step (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->page != NULL)
    crm_room_page_step (self->page, g_variant_get_int32 (parameter));
}

static void
refresh (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->page != NULL)
    crm_list_view_refresh (crm_room_page_get_list_view (self->page));
}

static void
trash (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;
  CrmListView *view;

  if (self->page == NULL)
    return;
  view = crm_room_page_get_list_view (self->page);
  crm_list_view_set_trash (view, !crm_list_view_get_trash (view));
}

static void
back (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->page != NULL && crm_room_page_back (self->page))
    return;
  if (self->page != NULL)
    crm_list_view_focus_list (crm_room_page_get_list_view (self->page));
}

static void
step_card (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->cards != NULL)
    crm_open_cards_step (self->cards, g_variant_get_int32 (parameter));
}

static void
close_card (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;
  int at = self->cards != NULL ? crm_open_cards_get_current (self->cards) : -1;

  if (at >= 0)
    crm_open_cards_close (self->cards, (guint)at);
}

static void
room_number (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;
  const char *entity = crm_sidebar_get_nth (self->sidebar, (guint)g_variant_get_int32 (parameter));

  if (entity != NULL && crm_window_go_to (self, entity) != NULL)
    crm_list_view_take_focus (crm_room_page_get_list_view (self->page));
}

/* --- The window ------------------------------------------------------------------------------- */

static void
rooms (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->sidebar_side);
}

static void
change_sidebar (GSimpleAction *action, GVariant *state, gpointer data)
{
  CrmWindow *self = data;

  g_simple_action_set_state (action, state);
  crm_preferences_set_boolean (self->preferences, "sidebar-visible", g_variant_get_boolean (state));
  _crm_window_show_sidebar (self, g_variant_get_boolean (state));
}

static void
change_dense (GSimpleAction *action, GVariant *state, gpointer data)
{
  CrmWindow *self = data;
  GHashTableIter iter;
  gpointer page;

  g_simple_action_set_state (action, state);
  crm_preferences_set_boolean (self->preferences, "dense-rows", g_variant_get_boolean (state));
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    crm_list_view_set_dense (crm_room_page_get_list_view (page), g_variant_get_boolean (state));
}

static void
messages (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    gtk_window_present (GTK_WINDOW (crm_message_log_new (self->desk, GTK_WINDOW (self))));
}

static void
log_of_office (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    gtk_window_present (GTK_WINDOW (crm_log_window_new (self->desk, GTK_WINDOW (self), 0)));
}

static void
fields (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL && self->page != NULL)
    gtk_window_present (GTK_WINDOW (crm_fields_window_new (
      self->desk, GTK_WINDOW (self), crm_room_page_get_entity (self->page)->name)));
}

static void
exports (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    gtk_window_present (crm_exports_window_new (self->desk, GTK_WINDOW (self)));
}

static void
trash_all (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    gtk_window_present (GTK_WINDOW (crm_trash_window_new (self->desk, GTK_WINDOW (self))));
}

static void
place (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    gtk_window_present (GTK_WINDOW (crm_place_dialog_new (self->desk, GTK_WINDOW (self))));
}

static void
backups (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _crm_window_show_backups (data);
}

static void
export_all (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _crm_window_export_all (data);
}

static void
check (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    crm_check_window_check (self->desk, GTK_WINDOW (self));
}

static void
restore (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _crm_window_restore (data, g_variant_get_string (parameter, NULL));
}

static void
people (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_people_button_popup (((CrmWindow *)data)->people);
}

static void
open_office (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  crm_welcome_choose_file (self->welcome);
}

static void
close_office (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  self->closing = FALSE;
  _crm_window_leave_office (self);
}

static void
palette (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->desk != NULL)
    gtk_window_present (GTK_WINDOW (crm_palette_new (self)));
}

static void
filter (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (crm_room_page_get_list_view (self->page)),
                                "view.filter", NULL);
}

static void
print (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = data;

  if (self->page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (crm_room_page_get_list_view (self->page)), "view.print",
                                NULL);
}

static const GActionEntry entries[] = {
  { .name = "palette", .activate = palette },
  { .name = "filter", .activate = filter },
  { .name = "print", .activate = print },
  { .name = "undo", .activate = undo },
  { .name = "undo-operation", .activate = undo_operation, .parameter_type = "x" },
  { .name = "redo", .activate = redo },
  { .name = "new", .activate = new_record },
  { .name = "accept", .activate = accept },
  { .name = "find", .activate = find },
  { .name = "save", .activate = save },
  { .name = "finish", .activate = finish },
  { .name = "edit", .activate = edit },
  { .name = "step", .activate = step, .parameter_type = "i" },
  { .name = "step-card", .activate = step_card, .parameter_type = "i" },
  { .name = "close-card", .activate = close_card },
  { .name = "refresh", .activate = refresh },
  { .name = "trash", .activate = trash },
  { .name = "back", .activate = back },
  { .name = "room-number", .activate = room_number, .parameter_type = "i" },
  { .name = "rooms", .activate = rooms },
  { .name = "sidebar", .state = "true", .change_state = change_sidebar },
  { .name = "dense-rows", .state = "false", .change_state = change_dense },
  { .name = "messages", .activate = messages },
  { .name = "log", .activate = log_of_office },
  { .name = "fields", .activate = fields },
  { .name = "exports", .activate = exports },
  { .name = "trash-all", .activate = trash_all },
  { .name = "place", .activate = place },
  { .name = "backups", .activate = backups },
  { .name = "check", .activate = check },
  { .name = "export-all", .activate = export_all },
  { .name = "restore", .activate = restore, .parameter_type = "s" },
  { .name = "people-in", .activate = people },
  { .name = "open-office", .activate = open_office },
  { .name = "close-office", .activate = close_office },
};

static const char *const need_office[] = {
  "undo",         "redo",    "new",       "find",      "save",        "finish",  "edit",
  "step",         "refresh", "trash",     "back",      "room-number", "rooms",   "messages",
  "close-office", "log",     "trash-all", "place",     "people-in",   "fields",  "palette",
  "filter",       "backups", "restore",   "step-card", "close-card",  "exports", "check",
  "export-all",   "print",   "accept",
};

void
_crm_window_add_actions (CrmWindow *self)
{
  GAction *sidebar;
  GAction *dense;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  sidebar = g_action_map_lookup_action (G_ACTION_MAP (self), "sidebar");
  g_simple_action_set_state (
    G_SIMPLE_ACTION (sidebar),
    g_variant_new_boolean (crm_preferences_get_boolean (self->preferences, "sidebar-visible")));
  dense = g_action_map_lookup_action (G_ACTION_MAP (self), "dense-rows");
  g_simple_action_set_state (
    G_SIMPLE_ACTION (dense),
    g_variant_new_boolean (crm_preferences_get_boolean (self->preferences, "dense-rows")));
}

static void
enable (CrmWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

static void
show_permitted (CrmWindow *self)
{
  CrmOffice *office = crm_desk_get_office (self->desk);
  g_autofree char *why = NULL;
  gboolean may_manage = crm_office_allows (office, CRM_RIGHT_MANAGE, &why);

  enable (self, "new", !crm_office_is_read_only (office));
  enable (self, "accept", !crm_office_is_read_only (office));
  enable (self, "fields", may_manage);
  enable (self, "exports", may_manage);
  if (self->menu_note == NULL)
    self->menu_note = crm_permit_add_note (
      GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->menu_button))));
  crm_permit_set_note (self->menu_note, why);
}

void
_crm_window_show_actions (CrmWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (need_office); i++)
    enable (self, need_office[i], self->desk != NULL);
  if (self->desk != NULL)
    show_permitted (self);
}
