/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support/crm-crowd.h"

#include <sqlite3.h>
#include <string.h>

typedef struct {
  const CrmTestCrowdPlan *plan;
  CrmTestCrowd *crowd;
  GMutex *lock; /* of the crowd */
  guint number;
  gint64 start;
  CrmTestDesktop *desktop;
  GRand *rand;
  guint saves;
  gint *is_won; /* atomic: of the race */
} Member;

/* --- One desktop -------------------------------------------------------------------------------*/

static void
sit_down (Member *self)
{
  const CrmTestCrowdPlan *plan = self->plan;

  self->desktop = plan->share != NULL ? crm_test_share_desktop (plan->share, plan->office)
                                      : crm_test_desktop_new (plan->office);
  /* Open before the others begin. */
  json_object_unref (crm_test_desktop_ask (self->desktop, "list pipeline --limit 1"));
}

/* Who thinks to be alone does not wait for a turn. */
static void
meet (Member *self)
{
  guint n_others = 0;

  while (TRUE) {
    g_autoptr (JsonNode) place = crm_test_desktop_do (self->desktop, "place");
    JsonObject *object = json_node_get_object (place);

    n_others = json_array_get_length (json_object_get_array_member (object, "open"));
    if (n_others > 0)
      return;
    g_usleep (20000);
  }
}

static void
note_answer (Member *self, JsonObject *answer, double ms)
{
  CrmTestCrowd *crowd = self->crowd;

  g_mutex_lock (self->lock);
  if (json_object_get_boolean_member (answer, "ok")) {
    self->saves++;
    crowd->saves++;
    crm_test_times_add (&crowd->times, ms);
  } else {
    JsonObject *error = json_object_get_object_member (answer, "error");

    if (crowd->errors++ == 0)
      crowd->message = g_strdup (json_object_get_string_member (error, "message"));
  }
  g_mutex_unlock (self->lock);
}

/* With a number that no other save has in the place of each %d: what changes nothing is not saved.
 */
static char *
line_of (Member *self, guint n)
{
  static gint number_of_all; /* atomic */
  const char *const *lines = self->plan->lines;
  guint n_lines = g_strv_length ((GStrv)lines);
  g_autofree char *number = g_strdup_printf ("%d", g_atomic_int_add (&number_of_all, 1));
  g_auto (GStrv) parts = g_strsplit (lines[(self->number + n) % n_lines], "%d", -1);

  return g_strjoinv (number, parts);
}

static void
save (Member *self, guint n)
{
  g_autofree char *line = line_of (self, n);
  gboolean kill = self->plan->kills && g_rand_int_range (self->rand, 0, 20) == 0;
  gint64 start = g_get_monotonic_time ();
  JsonObject *answer;

  crm_test_desktop_send (self->desktop, line);
  if (kill) {
    g_usleep (g_rand_int_range (self->rand, 0, 30000));
    crm_test_desktop_kill (self->desktop);
  }
  answer = crm_test_desktop_try_receive (self->desktop);
  g_assert_true (answer != NULL || kill);
  if (answer != NULL)
    note_answer (self, answer, (double)(g_get_monotonic_time () - start) / 1000);
  g_clear_pointer (&answer, json_object_unref);
  if (kill) {
    crm_test_desktop_free (self->desktop);
    g_mutex_lock (self->lock);
    self->crowd->kills++;
    g_mutex_unlock (self->lock);
    sit_down (self);
  }
}

static gboolean
is_done (Member *self, guint n)
{
  const CrmTestCrowdPlan *plan = self->plan;

  if (plan->race > 0) {
    if (self->saves >= plan->race)
      g_atomic_int_set (self->is_won, TRUE);
    return g_atomic_int_get (self->is_won);
  }

  return n >= plan->saves_each &&
         g_get_monotonic_time () > self->start + plan->seconds * G_USEC_PER_SEC;
}

static gpointer
member_main (gpointer data)
{
  Member *self = data;
  guint every_us = self->plan->every_ms * 1000;

  if (every_us > 0)
    g_usleep (g_rand_int_range (self->rand, 0, every_us));
  for (guint n = 0; !is_done (self, n); n++) {
    gint64 begun = g_get_monotonic_time ();
    gint64 left;

    save (self, n);
    if (every_us == 0)
      continue;
    left = g_rand_int_range (self->rand, every_us / 2, every_us * 3 / 2) -
           (g_get_monotonic_time () - begun);
    if (left > 0)
      g_usleep (left);
  }

  return NULL;
}

/* --- All of them -------------------------------------------------------------------------------*/

void
crm_test_crowd_run (CrmTestCrowd *self, const CrmTestCrowdPlan *plan)
{
  g_autofree Member *members = g_new0 (Member, plan->desktops);
  g_autofree GThread **threads = g_new0 (GThread *, plan->desktops);
  GMutex lock;
  gint is_won = FALSE;
  gint64 start;

  *self = (CrmTestCrowd){ .fewest = G_MAXUINT };
  crm_test_times_init (&self->times);
  g_mutex_init (&lock);
  for (guint i = 0; i < plan->desktops; i++) {
    members[i] = (Member){ .plan = plan, .crowd = self, .lock = &lock, .number = i };
    members[i].is_won = &is_won;
    members[i].rand = g_rand_new_with_seed (i);
    sit_down (&members[i]);
  }
  for (guint i = 0; i < plan->desktops; i++)
    meet (&members[i]);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < plan->desktops; i++) {
    members[i].start = start;
    threads[i] = g_thread_new ("desktop", member_main, &members[i]);
  }
  for (guint i = 0; i < plan->desktops; i++)
    g_thread_join (threads[i]);
  self->seconds = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  for (guint i = 0; i < plan->desktops; i++) {
    self->fewest = MIN (self->fewest, members[i].saves);
    self->most = MAX (self->most, members[i].saves);
    crm_test_desktop_free (members[i].desktop);
    g_rand_free (members[i].rand);
  }
  g_mutex_clear (&lock);
}

void
crm_test_crowd_clear (CrmTestCrowd *self)
{
  crm_test_times_clear (&self->times);
  g_free (self->message);
}

/* --- What the file says ------------------------------------------------------------------------*/

static guint
query_int (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *statement;
  guint value;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = (guint)sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);

  return value;
}

guint
crm_test_count_edits (const char *office)
{
  sqlite3 *handle;
  guint versions, log;

  g_assert_cmpint (sqlite3_open_v2 (office, &handle, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  versions = query_int (handle, "SELECT coalesce(sum(version - 1), 0) FROM party");
  log = query_int (handle, "SELECT count(*) FROM log l JOIN party p ON p.id = l.id "
                           "WHERE l.changes IS NOT NULL");
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  g_assert_cmpuint (versions, ==, log);

  return versions;
}
