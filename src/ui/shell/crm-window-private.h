/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/settings/crm-backup-keeper.h"
#include "ui/backups/crm-backup-foot.h"
#include "ui/backups/crm-backups-window.h"
#include "ui/common/crm-open-cards.h"
#include "ui/shell/crm-banner.h"
#include "ui/shell/crm-card-strip.h"
#include "ui/shell/crm-marks-button.h"
#include "ui/shell/crm-offers.h"
#include "ui/shell/crm-people-button.h"
#include "ui/shell/crm-sidebar.h"
#include "ui/shell/crm-window.h"

G_BEGIN_DECLS

struct _CrmWindow {
  AdwApplicationWindow parent_instance;

  GtkWidget *toasts;
  GtkWidget *stack;
  CrmWelcome *welcome;
  GtkWidget *leaflet;
  GtkWidget *sidebar_side;
  CrmSidebar *sidebar;
  CrmBackupFoot *backup_foot;
  GtkWidget *content_side;
  GtkWidget *office_title;
  GtkWidget *room_title;
  GtkWidget *to_rooms;
  GtkWidget *show_sidebar;
  GtkWidget *new_button;
  GtkWidget *new_content;
  GtkWidget *menu_button;
  GtkWidget *menu_note; /* why some of the menu cannot be chosen */
  CrmPeopleButton *people;
  CrmMarksButton *marks;
  CrmBanner *read_only_banner;
  CrmOffers *offers;
  CrmCardStrip *strip;
  GtkWidget *rooms;

  CrmPreferences *preferences;
  CrmDesk *desk;
  CrmBackupKeeper *keeper;
  guint chores_source;
  CrmOpenCards *cards;
  GHashTable *pages; /* entity's name → CrmRoomPage */
  CrmRoomPage *page;
  AdwToast *toast;
  gboolean closing;
  char *restoring; /* the backup that is to take the office's place when it is closed */
  char *to_say;    /* when the office is open again */
  guint waited;    /* seconds for whoever is saving, as was last told */
};

void _crm_window_add_actions (CrmWindow *self);
void _crm_window_show_actions (CrmWindow *self);
void _crm_window_show_sidebar (CrmWindow *self, gboolean visible);
/* Looks for what colleagues change: often while the person looks, at once when the person comes
 * back, and now and then otherwise. */
void _crm_window_follow (CrmWindow *self);
/* A save that waits for a colleague's says for whose. */
void _crm_window_tell_waiting (CrmWindow *self, guint seconds, const char *who);
/* Saves what can be saved, asks about the rest, then closes the office. TRUE when it is closed
 * already. */
gboolean _crm_window_leave_office (CrmWindow *self);
void _crm_window_close_office (CrmWindow *self);
/* Backups that are made by themselves, and the windows about them. */
void _crm_window_keep_backups (CrmWindow *self);
/* NULL while no office is open. */
CrmBackupsWindow *_crm_window_show_backups (CrmWindow *self);
void _crm_window_export_all (CrmWindow *self);
void _crm_window_restore (CrmWindow *self, const char *backup);
/* Closes the office of a desk that the window has let go of, after the backup that is due. */
void _crm_window_close_file (CrmWindow *self, CrmDesk *desk);
/* The strip of open cards follows what the cards of the rooms show. */
void _crm_window_begin_cards (CrmWindow *self);
void _crm_window_follow_card (CrmWindow *self, CrmRoomPage *page);
void _crm_window_show_card (CrmWindow *self);
/* The same, of a record that was just opened: not before the card shows it. */
void _crm_window_show_opened (CrmWindow *self, gint64 id);
/* Shows the room, with the card that it happens to have. NULL when there is no such room. */
CrmRoomPage *_crm_window_enter_room (CrmWindow *self, const char *entity);
void _crm_window_end_cards (CrmWindow *self);
/* An office that does not know who sits here asks before it is shown. TRUE when it does. */
gboolean _crm_window_ask_who (CrmWindow *self, CrmOffice *office);
/* What the person is told after an office was opened: drafts that were left, what was cut off, what
 * colleagues have done meanwhile. */
void _crm_window_greet (CrmWindow *self);
/* Remembers what was seen, for the next greeting. */
void _crm_window_part (CrmWindow *self, CrmDesk *desk);

G_END_DECLS
