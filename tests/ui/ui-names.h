/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Ends the test when something inside @root that is pressed, typed into or chosen from has nothing
 * that a screen reader could say. @where: what is looked at. */
void ui_names_assert (GtkWidget *root, const char *where);

G_END_DECLS
