/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What has a picture instead of words is shown its words by a tooltip, which a screen reader takes
 * for a further description: without a name it says "GtkImage". */

/**
 * crm_spoken_set:
 * @words: what it does or is, with its key where it has one: "Close this card (Ctrl+F4)"
 *
 * Says it in a tooltip, and gives it to those who hear it as its name, without the key.
 */
void crm_spoken_set (GtkWidget *widget, const char *words);

/**
 * crm_spoken_set_tooltip:
 * @words: (nullable): none takes it away
 *
 * Shows a tooltip, and says it to a screen reader as a description. gtk_widget_set_tooltip_text()
 * asks the display where the pointer is each time, which on X11 is four ways there and back for
 * every cell that scrolls by (GTK 4.8: XIGetClientPointer, two XIQueryPointer, XSync). This asks
 * nothing: the words are looked for when the pointer rests there.
 */
void crm_spoken_set_tooltip (GtkWidget *widget, const char *words);

/* Set here, or in a description of the widget. (transfer none) (nullable) */
const char *crm_spoken_get_tooltip (GtkWidget *widget);

/* The name alone: where the words stand beside it, or the tooltip says more. */
void crm_spoken_set_name (GtkWidget *widget, const char *name);

/* What the arrow of an #AdwSplitButton opens. */
void crm_spoken_set_arrow (GtkWidget *split, const char *words);

G_END_DECLS
