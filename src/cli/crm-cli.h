/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmRunWindow:
 * @office_path: (nullable): the office file to open; NULL lets the person choose.
 *
 * Opens the window and returns the exit status of the program.
 */
typedef int (*CrmRunWindow) (int argc, char **argv, const char *office_path);

/**
 * crm_cli_main:
 * @argv: the arguments of the program, UTF-8.
 *
 * Does what the command line says. GTK is not started unless it asks for the window, which is then
 * opened by @run_window.
 *
 * Returns: 0 when it was done, 1 when it could not be, 2 when the command line makes no sense.
 */
int crm_cli_main (int argc, char **argv, CrmRunWindow run_window);

G_END_DECLS
