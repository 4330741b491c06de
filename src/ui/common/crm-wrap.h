/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CrmWrapLayout:
 *
 * Lays children out one after another, as words in a line of text: each as wide as it likes to be,
 * and on a further line what has no room. A #GtkFlowBox puts them into columns of one width, and a
 * #GtkBox makes its window as wide as all of them.
 */
#define CRM_TYPE_WRAP_LAYOUT (crm_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (CrmWrapLayout, crm_wrap_layout, CRM, WRAP_LAYOUT, GtkLayoutManager)

/**
 * crm_wrap_new:
 * @spacing: between children, in pixels
 * @line_spacing: between lines, in pixels
 *
 * Returns: a #GtkBox that wraps; its own spacing does not count
 */
GtkWidget *crm_wrap_new (int spacing, int line_spacing);

G_END_DECLS
