/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When its table of quarks is full, as after the types and signals of a whole window, GLib takes a
 * larger one and leaves the first behind (gquark.c says why): that leak is not ours. To be called
 * before that. */
void ui_leaks_expect (void);

G_END_DECLS
