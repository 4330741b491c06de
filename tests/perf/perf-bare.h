/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bare SQLite that writes what the store writes when calls are added: the same rows into the same
 * tables and indexes, with the same journal and syncs, each call in a transaction of its own.
 * Without rights, rules, merging, checks: the least that the work costs. */

/* @writer numbers the process. Returns the errors, which are busy files that were waited for in
 * vain. */
guint perf_bare_add_calls (const char *office, gint64 client, guint writer, guint n);

G_END_DECLS
