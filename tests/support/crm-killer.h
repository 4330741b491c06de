/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

G_BEGIN_DECLS

/* Ends this process as kill -9 does, before a statement of the engine: of any connection that is
 * opened from then on. */

static int crm_killer_left;

static int
crm_killer_count_cb (unsigned type, void *data, void *statement, void *sql)
{
  if (--crm_killer_left == 0)
    kill (getpid (), SIGKILL);

  return 0;
}

static int
crm_killer_watch (sqlite3 *db, char **message, const sqlite3_api_routines *api)
{
  return sqlite3_trace_v2 (db, SQLITE_TRACE_STMT, crm_killer_count_cb, NULL);
}

/* The engine must be set up by now. G_MAXINT: only counts. */
static inline void
crm_killer_arm (int before)
{
  crm_killer_left = before;
  sqlite3_auto_extension ((void (*) (void))crm_killer_watch);
}

G_END_DECLS
