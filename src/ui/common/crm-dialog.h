/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

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

G_END_DECLS
