/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support/crm-share.h"

struct _CrmTestShare {
  char *count_path;
  GMappedFile *counters;
  char *environment[2 * 4 + 1];
};

CrmTestShare *
crm_test_share_new (const char *folder, guint call_us, guint sync_us)
{
  static const guint64 none[LAT_N_KINDS];
  static guint n;
  CrmTestShare *self = g_new0 (CrmTestShare, 1);
  g_autofree char *name = g_strdup_printf ("share-%u.count", n++);
  g_autoptr (GError) error = NULL;
  char **next = self->environment;

  self->count_path = crm_test_path (name);
  g_file_set_contents (self->count_path, (const char *)none, sizeof none, &error);
  g_assert_no_error (error);
  self->counters = g_mapped_file_new (self->count_path, TRUE, &error);
  g_assert_no_error (error);
  *next++ = g_strdup (LAT_FOLDER);
  *next++ = g_strdup (folder);
  *next++ = g_strdup (LAT_CALL);
  *next++ = g_strdup_printf ("%u", call_us);
  *next++ = g_strdup (LAT_SYNC);
  *next++ = g_strdup_printf ("%u", sync_us);
  *next++ = g_strdup (LAT_COUNT);
  *next++ = g_strdup (self->count_path);

  return self;
}

void
crm_test_share_free (CrmTestShare *self)
{
  for (gsize i = 0; self->environment[i] != NULL; i++)
    g_free (self->environment[i]);
  g_mapped_file_unref (self->counters);
  g_free (self->count_path);
  g_free (self);
}

void
crm_test_share_enter (CrmTestShare *self, GSubprocessLauncher *launcher)
{
  crm_test_load_rig (launcher, "lat");
  for (char **pair = self->environment; *pair != NULL; pair += 2)
    g_subprocess_launcher_setenv (launcher, pair[0], pair[1], TRUE);
}

CrmTestDesktop *
crm_test_share_desktop (CrmTestShare *self, const char *office)
{
  return crm_test_desktop_new_with (office, "lat", (const char *const *)self->environment);
}

guint64
crm_test_share_count (CrmTestShare *self, LatKind kind)
{
  /* Another process adds to it: it is not a value that the compiler may keep. */
  const volatile guint64 *counters = (guint64 *)g_mapped_file_get_contents (self->counters);

  return counters[kind];
}

guint64
crm_test_share_count_all (CrmTestShare *self)
{
  guint64 all = 0;

  for (guint kind = 0; kind < LAT_N_KINDS; kind++)
    all += crm_test_share_count (self, kind);

  return all;
}

const char *
crm_test_share_kind_name (LatKind kind)
{
  static const char *const names[LAT_N_KINDS] = {
    [LAT_LOCKS] = "locks",         [LAT_READS] = "reads", [LAT_WRITES] = "writes",
    [LAT_OPENS] = "opens",         [LAT_STATS] = "stats", [LAT_UNLINKS] = "unlinks",
    [LAT_TRUNCATES] = "truncates", [LAT_SYNCS] = "syncs",
  };

  return names[kind];
}
