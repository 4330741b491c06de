/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * crm_dialog_stand_over:
 * @parent: (nullable): whose dialog it is.
 *
 * The dialog stands over its parent and is destroyed with it. The one way for all of them: GTK 4.8
 * leaves a window that is destroyed with its parent pointing at the parent, and looks there when
 * the window is freed, which is later when work that it has begun still holds it.
 */
void crm_dialog_stand_over (GtkWindow *self, GtkWindow *parent);

/**
 * crm_dialog_make_head:
 * @action: what it does: "Paste".
 * @on_action, @on_cancel: called with @self.
 * @act, @cancel: (out) (optional): the buttons.
 *
 * The head of a dialog that does something or nothing. Escape cancels, Ctrl+Enter does it.
 */
GtkWidget *crm_dialog_make_head (GtkWindow *self,
                                 const char *action,
                                 GCallback on_action,
                                 GCallback on_cancel,
                                 GtkWidget **act,
                                 GtkWidget **cancel);

/* @name: never empty, without blanks around it. */
typedef void (*CrmDialogNamed) (GObject *self, const char *name);

/**
 * crm_dialog_ask_name:
 * @name: (nullable): as it is called now.
 * @self: for whom it is asked; the dialog is silent once it is gone.
 *
 * Asks what something is called; Enter takes it, Escape does not.
 */
void crm_dialog_ask_name (GtkWindow *parent,
                          const char *heading,
                          const char *name,
                          GObject *self,
                          CrmDialogNamed named);

G_END_DECLS
