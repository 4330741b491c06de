/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Unsigned and with checks of our own: clang makes signed 128-bit checks into calls of a run-time
 * library that is not linked by default.
 */
typedef unsigned __int128 CrmWide;

#define CRM_WIDE_MAX (~(CrmWide)0)

/* |n|, for the least number too. */
guint64 _crm_magnitude (gint64 n);

/* 10^digits, digits ≤ 19. */
guint64 _crm_power_of_ten (guint digits);

/* FALSE when it does not fit. */
gboolean _crm_wide_to_int64 (CrmWide magnitude, gboolean negative, gint64 *result);

G_END_DECLS
