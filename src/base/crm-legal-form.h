/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_legal_form_split:
 * @typed: the name of a company as people write it: `ООО «Ромашка»`, "Alfa S.R.L.".
 * @form: (out) (transfer full): "ООО", "SRL", as the country writes it.
 * @name: (out) (transfer full): what is left, without the quotes around it.
 *
 * Returns: FALSE when no legal form is recognised, or nothing but one stands there; then nothing is
 *   set.
 */
gboolean crm_legal_form_split (const char *typed, char **form, char **name);

/* The name without legal form and outer quotes; all of it when there is none. (transfer full) */
char *crm_legal_form_strip (const char *typed);

/* "ООО" from "общество с ограниченной ответственностью", "SRL" from "S.R.L."; other text cleaned.
 * (transfer full) */
char *crm_legal_form_normalise (const char *typed);

G_END_DECLS
