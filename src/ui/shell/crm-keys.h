/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives a window Kontor's keys. They work in any keyboard layout, and come after the widget that
 * has the focus: a field's own Ctrl+Z goes first. */
void crm_keys_add (GtkWidget *window);

G_END_DECLS
