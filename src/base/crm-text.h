/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Raised when crm_text_fold() changes its result, so that stored folds are made again. */
#define CRM_FOLD_VERSION 1

/**
 * crm_text_fold:
 *
 * The twin by which text is found and sorted: case folded, marks dropped (ă=a, ș=ş=s, ț=ţ=t, é=e),
 * ё=е but й kept, every quote and apostrophe made ", every dash -, every kind of space plain, runs
 * of space one, ends trimmed. Invalid UTF-8 is replaced. The same on every desktop: no locale, no
 * ICU.
 *
 * Returns: (transfer full): never NULL; "" for NULL.
 */
char *crm_text_fold (const char *text);

/* Only the decimal digits, ASCII. (transfer full) */
char *crm_text_digits (const char *text);

/* Trimmed, inner runs of white space one space, control characters dropped, NFC. Keeps line breaks
 * when @lines. (transfer full) */
char *crm_text_clean (const char *text, gboolean lines);

/* The first @n characters, with "…" when something was cut. (transfer full) */
char *crm_text_ellipsize (const char *text, gsize n);

/* What the same keys give in the other layout: "hjvfirf" ↔ "ромашка" (ЙЦУКЕН ↔ QWERTY). Returns
 * NULL when nothing changes. (transfer full) */
char *crm_text_other_layout (const char *text);

/* All that may have been meant by a text typed in the wrong layout: the one above, and where a key
 * bears a Romanian letter, that one too. (transfer full): NULL-terminated, without @text itself. */
GStrv crm_text_layouts (const char *text);

/* The text in the other script, in the ways that people write it: "Молдтелеком" is "moldtelekom"
 * and "moldtelecom", "Romașka" is "ромашка". (transfer full): folded, NULL-terminated, empty for a
 * text with less than three letters or of both scripts. */
GStrv crm_text_alike (const char *text);

/**
 * crm_text_key:
 *
 * By which two names are found to be the same in spite of how they are written: without legal form,
 * quotes and spaces, Cyrillic as Latin, letters that are written in several ways as one. Only for
 * comparing; two different names may share a key, so a person decides.
 *
 * Returns: (transfer full): never NULL; "" when nothing of a name is left.
 */
char *crm_text_key (const char *text);

G_END_DECLS
