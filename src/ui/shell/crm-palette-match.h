/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The label begins with what was typed. */
#define CRM_PALETTE_BEGINS 8

/**
 * crm_palette_match:
 * @label: what something is called.
 * @words: what was typed, folded by crm_text_fold().
 *
 * How well it matches, 0 when it does not: each typed word begins a word of the label, best in its
 * first; or stands within it; or the letters are the first ones of its words, "нк" for "Новый
 * клиент".
 */
guint crm_palette_match (const char *label, const char *words);

G_END_DECLS
