/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-palette-actions.h"

#include <glib/gi18n-lib.h>

static const CrmPaletteAction actions[] = {
  { N_ ("Accept a contact"), "win.accept", "<Control>i", "call-start-symbolic" },
  { N_ ("Find in this list"), "win.find", "<Control>f", "edit-find-symbolic" },
  { N_ ("Filter this list"), "view.filter", "<Control><Shift>f", "crm-filter-symbolic" },
  { N_ ("Values of this column"), "view.values", NULL, "view-list-symbolic" },
  { N_ ("Show all"), "view.clear", NULL, "edit-clear-all-symbolic" },
  { N_ ("Change the chosen records"), "view.bulk", NULL, "document-edit-symbolic" },
  { N_ ("Merge the two chosen records"), "view.merge", NULL, "edit-copy-symbolic" },
  { N_ ("Save this view"), "view.save-view", NULL, "view-list-symbolic" },
  { N_ ("Put into a new list"), "view.list-new", NULL, "view-list-symbolic" },
  { N_ ("Export to XLSX"), "view.export-xlsx", NULL, "document-save-as-symbolic" },
  { N_ ("Export to CSV"), "view.export-csv", NULL, "document-save-as-symbolic" },
  { N_ ("Print this list"), "view.print", NULL, "document-print-symbolic" },
  { N_ ("Add a column"), "view.add-column", NULL, "list-add-symbolic" },
  { N_ ("Colours by rule"), "view.colours", NULL, "applications-graphics-symbolic" },
  { N_ ("Save the changes of this view"), "view.update-view", NULL, "view-list-symbolic" },
  { N_ ("Show this view to everybody, or to nobody else"), "view.share-view", NULL,
    "view-list-symbolic" },
  { N_ ("Begin with this view"), "view.default-view", NULL, "view-list-symbolic" },
  { N_ ("Delete this view"), "view.delete-view", NULL, "user-trash-symbolic" },
  { N_ ("Copy the chosen rows"), "view.copy-rows", NULL, "edit-copy-symbolic" },
  { N_ ("Paste into the list"), "view.paste", "<Control>v", "edit-paste-symbolic" },
  { N_ ("Undo"), "win.undo", "<Control>z", "edit-undo-symbolic" },
  { N_ ("Redo"), "win.redo", "<Control><Shift>z", "edit-redo-symbolic" },
  { N_ ("Save"), "win.save", "<Control>s", "document-save-symbolic" },
  { N_ ("Edit the card"), "win.edit", "F2", "document-edit-symbolic" },
  { N_ ("Next record"), "win.step(1)", "<Alt>Down", "go-down-symbolic" },
  { N_ ("Previous record"), "win.step(-1)", "<Alt>Up", "go-up-symbolic" },
  { N_ ("Next open card"), "win.step-card(1)", "<Control>Tab", "go-next-symbolic" },
  { N_ ("Previous open card"), "win.step-card(-1)", "<Control><Shift>Tab", "go-previous-symbolic" },
  { N_ ("Close this card"), "win.close-card", "<Control>F4", "window-close-symbolic" },
  { N_ ("Open in its own window"), "card.window", "<Control>Return", "window-new-symbolic" },
  { N_ ("Add a file to this record"), "card.attach", NULL, "mail-attachment-symbolic" },
  { N_ ("Put on a star, or take it off"), "card.favourite", NULL, "starred-symbolic" },
  { N_ ("Copy this record as a new one"), "card.duplicate", NULL, "edit-copy-symbolic" },
  { N_ ("Move to the trash"), "card.delete", "Delete", "user-trash-symbolic" },
  { N_ ("Ask again"), "win.refresh", "F5", "view-refresh-symbolic" },
  { N_ ("Trash of this room"), "win.trash", NULL, "user-trash-symbolic" },
  { N_ ("All that was deleted"), "win.trash-all", NULL, "user-trash-symbolic" },
  { N_ ("What was done"), "win.log", NULL, "document-open-recent-symbolic" },
  { N_ ("Fields and layout"), "win.fields", NULL, "view-list-symbolic" },
  { N_ ("Who exported what"), "win.exports", NULL, "document-save-as-symbolic" },
  { N_ ("Who is in the office now"), "win.people-in", NULL, "system-users-symbolic" },
  { N_ ("Dense rows"), "win.dense-rows", NULL, "view-list-symbolic" },
  { N_ ("Sidebar"), "win.sidebar", "F9", "sidebar-show-symbolic" },
  { N_ ("Light and dark as the desktop"), "app.color-scheme('default')", NULL,
    "weather-clear-symbolic" },
  { N_ ("Light colours"), "app.color-scheme('light')", NULL, "weather-clear-symbolic" },
  { N_ ("Dark colours"), "app.color-scheme('dark')", NULL, "weather-clear-night-symbolic" },
  { N_ ("Messages"), "win.messages", NULL, "mail-unread-symbolic" },
  { N_ ("Keyboard shortcuts"), "win.show-help-overlay", "<Control>question",
    "input-keyboard-symbolic" },
  { N_ ("Where the office is"), "win.place", NULL, "folder-symbolic" },
  { N_ ("Backups"), "win.backups", NULL, "drive-harddisk-symbolic" },
  { N_ ("Check the office file"), "win.check", NULL, "emblem-ok-symbolic" },
  { N_ ("Export everything"), "win.export-all", NULL, "document-save-symbolic" },
  { N_ ("Open another office"), "win.open-office", "<Control>o", "document-open-symbolic" },
  { N_ ("Close this office"), "win.close-office", NULL, "window-close-symbolic" },
  { N_ ("About Kontor"), "app.about", NULL, "help-about-symbolic" },
  { N_ ("Quit"), "app.quit", "<Control>q", "application-exit-symbolic" },
};

const CrmPaletteAction *
crm_palette_actions (guint *n)
{
  *n = G_N_ELEMENTS (actions);

  return actions;
}
