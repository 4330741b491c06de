/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What tests of several floors need. A failure of the helpers ends the test. */

/* --- Files ------------------------------------------------------------------------------------ */

/* A path in a folder of this test alone, which is removed at the end. (transfer full) */
char *crm_test_path (const char *name);
/* A copy of a file under another name in that folder. (transfer full): its path. */
char *crm_test_copy (const char *path, const char *name);
/* SHA-256 of what a file holds. (transfer full) */
char *crm_test_checksum (const char *path);
/* Writes bytes over a file at an offset, to damage it. */
void crm_test_overwrite (const char *path, goffset offset, gconstpointer data, gsize size);
/* Empties the last pages (of 4096 bytes) of a file, as another process would: whatever this one
 * opened and closed would drop the locks that it has. */
void crm_test_damage_end (const char *path, guint pages);
/* An office that an earlier Kontor has made: tests/data/offices. (transfer full): a copy of it. */
char *crm_test_unpack_office (const char *name);
/* Removes a folder with all that is in it. */
void crm_test_remove (const char *path);

/* --- The program ------------------------------------------------------------------------------ */

typedef struct {
  int status;
  char *out;
  char *err;
} CrmTestRun;

void crm_test_run_free (CrmTestRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTestRun, crm_test_run_free)

/* Runs the program named by KONTOR_BIN with these arguments and waits for its end. */
CrmTestRun *crm_test_run (const char *first, ...) G_GNUC_NULL_TERMINATED;
CrmTestRun *crm_test_runv (const char *const *args, const char *input);

/* The same, and it must have gone well: (transfer full): what it printed. */
char *crm_test_print (const char *first, ...) G_GNUC_NULL_TERMINATED;

/* It must have failed with this status, saying something that contains @text. */
void crm_test_assert_refused (const CrmTestRun *run, int status, const char *text);

/* --- Another desktop -------------------------------------------------------------------------- */

/**
 * CrmTestDesktop:
 *
 * A colleague at another computer: a process of its own that has the office file open and does what
 * it is told, line by line (`kontor batch`).
 */
typedef struct _CrmTestDesktop CrmTestDesktop;

CrmTestDesktop *crm_test_desktop_new (const char *office);
/* The same with a module of tests/rigs loaded before its libraries, and with more in its
 * environment: pairs of name and value. Both may be NULL. */
CrmTestDesktop *
crm_test_desktop_new_with (const char *office, const char *rig, const char *const *environment);
/* Has processes of a launcher load a module of tests/rigs before their libraries. */
void crm_test_load_rig (GSubprocessLauncher *launcher, const char *rig);
/* Whether there are rigs: elsewhere than on Linux a test that needs one is skipped. */
gboolean crm_test_has_rigs (void);
/* Ends it; it must end well unless a command failed before. */
void crm_test_desktop_free (CrmTestDesktop *self);
/* Ends it at once, whatever it is doing; what it has answered till then can still be received. */
void crm_test_desktop_kill (CrmTestDesktop *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTestDesktop, crm_test_desktop_free)
/* Its files may not grow beyond this, as if its disk were full; -1: as if there were room again.
 * FALSE where that cannot be done. */
gboolean crm_test_desktop_limit (CrmTestDesktop *self, goffset most);

/* The answer to a line. (transfer full) */
JsonObject *
crm_test_desktop_ask (CrmTestDesktop *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The same in two steps, so that two desktops work at once. */
void crm_test_desktop_send (CrmTestDesktop *self, const char *line);
JsonObject *crm_test_desktop_receive (CrmTestDesktop *self);
/* The same, or NULL when it has ended. */
JsonObject *crm_test_desktop_try_receive (CrmTestDesktop *self);

/* The answer must be an error with this code. (transfer full): its message. */
char *crm_test_desktop_refuse (CrmTestDesktop *self, const char *code, const char *line);
/* The answer must be well. (transfer full): "result". */
JsonNode *crm_test_desktop_do (CrmTestDesktop *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* --- Figures ---------------------------------------------------------------------------------- */

/* Times of a benchmark in milliseconds. */
typedef struct {
  GArray *ms; /* of double */
} CrmTestTimes;

void crm_test_times_init (CrmTestTimes *self);
void crm_test_times_add (CrmTestTimes *self, double ms);
/* @percent: 50 is the median, 100 the worst. */
double crm_test_times_at (CrmTestTimes *self, guint percent);
void crm_test_times_clear (CrmTestTimes *self);

/* Prints "NAME: FIGURE (goal GOAL)" and returns whether the goal was met. */
gboolean crm_test_figure (const char *name, double figure, double goal, const char *unit);

G_END_DECLS
