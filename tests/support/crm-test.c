/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* prlimit() */
#include "config.h"

#include "support/crm-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#  include <sys/resource.h>
#endif

/* --- Files ------------------------------------------------------------------------------------ */

static char *folder;

char *
crm_test_unpack_office (const char *name)
{
  g_autofree char *packed = g_strdup_printf ("%s.kontor.gz", name);
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "data", "offices", packed, NULL);
  g_autofree char *plain = g_strdup_printf ("%s.kontor", name);
  char *path = crm_test_path (plain);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GZlibDecompressor) unzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) in = g_file_read (source, NULL, &error);
  g_autoptr (GFileOutputStream) out = NULL;
  g_autoptr (GOutputStream) plain_out = NULL;

  g_assert_no_error (error);
  out = g_file_replace (target, NULL, FALSE, 0, NULL, &error);
  g_assert_no_error (error);
  plain_out = g_converter_output_stream_new (G_OUTPUT_STREAM (out), G_CONVERTER (unzip));
  g_output_stream_splice (plain_out, G_INPUT_STREAM (in), G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
                          &error);
  g_assert_no_error (error);

  return path;
}

void
crm_test_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      crm_test_remove (child);
    else
      g_unlink (child);
  }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (path);
}

static void
remove_folder (void)
{
  crm_test_remove (folder);
  g_clear_pointer (&folder, g_free);
}

char *
crm_test_path (const char *name)
{
  if (folder == NULL) {
    g_autoptr (GError) error = NULL;

    folder = g_dir_make_tmp ("kontor-test-XXXXXX", &error);
    g_assert_no_error (error);
    atexit (remove_folder);
  }

  return g_build_filename (folder, name, NULL);
}

char *
crm_test_copy (const char *path, const char *name)
{
  g_autofree char *copy = crm_test_path (name);
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&copy);
}

char *
crm_test_checksum (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)data, size);
}

void
crm_test_overwrite (const char *path, goffset offset, gconstpointer data, gsize size)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((gsize)offset + size, <=, length);
  memcpy (bytes + offset, data, size);
  g_file_set_contents (path, bytes, (gssize)length, &error);
  g_assert_no_error (error);
}

void
crm_test_damage_end (const char *path, guint pages)
{
  g_autofree char *target = g_strconcat ("of=", path, NULL);
  g_autofree char *count = g_strdup_printf ("count=%u", pages);
  g_autofree char *seek = NULL;
  const char *argv[] = {
    "dd", "if=/dev/zero", target, "bs=4096", NULL, count, "conv=notrunc", NULL
  };
  GStatBuf status;
  int code = -1;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  argv[4] = seek = g_strdup_printf ("seek=%d", (int)(status.st_size / 4096) - (int)pages);
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                               NULL, &code, NULL));
  g_assert_cmpint (code, ==, 0);
}

/* --- The program ------------------------------------------------------------------------------ */

void
crm_test_run_free (CrmTestRun *self)
{
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

static const char *
program (void)
{
  const char *path = g_getenv ("KONTOR_BIN");

  if (path == NULL)
    g_error ("KONTOR_BIN does not name the program");

  return path;
}

CrmTestRun *
crm_test_runv (const char *const *args, const char *input)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  CrmTestRun *run = g_new0 (CrmTestRun, 1);

  g_ptr_array_add (argv, (gpointer)program ());
  for (; *args != NULL; args++)
    g_ptr_array_add (argv, (gpointer)*args);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *)argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &run->out, &run->err, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_if_exited (process))
    g_error ("The program was ended by a signal: %s", run->err);
  run->status = g_subprocess_get_exit_status (process);

  return run;
}

static CrmTestRun *
run_list (const char *first, va_list more)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new ();

  for (const char *arg = first; arg != NULL; arg = va_arg (more, const char *))
    g_ptr_array_add (args, (gpointer)arg);
  g_ptr_array_add (args, NULL);

  return crm_test_runv ((const char *const *)args->pdata, NULL);
}

CrmTestRun *
crm_test_run (const char *first, ...)
{
  CrmTestRun *run;
  va_list more;

  va_start (more, first);
  run = run_list (first, more);
  va_end (more);

  return run;
}

char *
crm_test_print (const char *first, ...)
{
  g_autoptr (CrmTestRun) run = NULL;
  va_list more;

  va_start (more, first);
  run = run_list (first, more);
  va_end (more);
  g_assert_cmpstr (run->err, ==, "");
  g_assert_cmpint (run->status, ==, 0);

  return g_steal_pointer (&run->out);
}

void
crm_test_assert_refused (const CrmTestRun *run, int status, const char *text)
{
  g_assert_cmpint (run->status, ==, status);
  g_assert_cmpstr (run->out, ==, "");
  if (strstr (run->err, text) == NULL)
    g_error ("It should have said “%s”, but said: %s", text, run->err);
}

/* --- Another desktop -------------------------------------------------------------------------- */

struct _CrmTestDesktop {
  GSubprocess *process;
  gboolean killed;
  GOutputStream *in; /* the process's */
  GDataInputStream *out;
};

gboolean
crm_test_has_rigs (void)
{
#ifdef __SANITIZE_ADDRESS__
  /* Its runtime and what is loaded before a program both want to come first. */
  return FALSE;
#else
  return g_getenv ("KONTOR_RIG_DIR") != NULL;
#endif
}

void
crm_test_load_rig (GSubprocessLauncher *launcher, const char *rig)
{
  g_autofree char *name = g_strconcat (rig, ".so", NULL);
  g_autofree char *path = NULL;

  g_assert_true (crm_test_has_rigs ());
  path = g_build_filename (g_getenv ("KONTOR_RIG_DIR"), name, NULL);
  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", path, TRUE);
}

CrmTestDesktop *
crm_test_desktop_new (const char *office)
{
  return crm_test_desktop_new_with (office, NULL, NULL);
}

CrmTestDesktop *
crm_test_desktop_new_with (const char *office, const char *rig, const char *const *environment)
{
  CrmTestDesktop *self = g_new0 (CrmTestDesktop, 1);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;

  if (rig != NULL)
    crm_test_load_rig (launcher, rig);
  for (; environment != NULL && *environment != NULL; environment += 2)
    g_subprocess_launcher_setenv (launcher, environment[0], environment[1], TRUE);
  self->process =
    g_subprocess_launcher_spawn (launcher, &error, program (), "--file", office, "batch", NULL);
  g_assert_no_error (error);
  self->in = g_subprocess_get_stdin_pipe (self->process);
  self->out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));

  return self;
}

void
crm_test_desktop_free (CrmTestDesktop *self)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (self->in, NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  if (!self->killed) {
    g_assert_true (g_subprocess_get_if_exited (self->process));
    g_assert_cmpint (g_subprocess_get_exit_status (self->process), <=, 1);
  }
  g_object_unref (self->out);
  g_object_unref (self->process);
  g_free (self);
}

void
crm_test_desktop_kill (CrmTestDesktop *self)
{
  self->killed = TRUE;
  g_subprocess_force_exit (self->process);
}

gboolean
crm_test_desktop_limit (CrmTestDesktop *self, goffset most)
{
#ifdef __linux__
  pid_t pid = (pid_t)g_ascii_strtoll (g_subprocess_get_identifier (self->process), NULL, 10);
  struct rlimit limit;

  g_assert_cmpint (prlimit (pid, RLIMIT_FSIZE, NULL, &limit), ==, 0);
  limit.rlim_cur = most < 0 ? limit.rlim_max : (rlim_t)most;
  g_assert_cmpint (prlimit (pid, RLIMIT_FSIZE, &limit, NULL), ==, 0);

  return TRUE;
#else
  return FALSE;
#endif
}

void
crm_test_desktop_send (CrmTestDesktop *self, const char *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (self->in, text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}

JsonObject *
crm_test_desktop_try_receive (CrmTestDesktop *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *line = g_data_input_stream_read_line_utf8 (self->out, NULL, NULL, &error);

  g_assert_no_error (error);
  /* An answer that was cut off was not given. */
  if (line == NULL || (self->killed && !g_str_has_suffix (line, "}")))
    return NULL;
  node = json_from_string (line, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));

  return json_object_ref (json_node_get_object (node));
}

JsonObject *
crm_test_desktop_receive (CrmTestDesktop *self)
{
  JsonObject *answer = crm_test_desktop_try_receive (self);

  if (answer == NULL)
    g_error ("The other desktop has ended instead of answering");

  return answer;
}

G_GNUC_PRINTF (2, 0)
static JsonObject *
ask (CrmTestDesktop *self, const char *format, va_list args)
{
  g_autofree char *line = g_strdup_vprintf (format, args);

  crm_test_desktop_send (self, line);

  return crm_test_desktop_receive (self);
}

JsonObject *
crm_test_desktop_ask (CrmTestDesktop *self, const char *format, ...)
{
  JsonObject *answer;
  va_list args;

  va_start (args, format);
  answer = ask (self, format, args);
  va_end (args);

  return answer;
}

JsonNode *
crm_test_desktop_do (CrmTestDesktop *self, const char *format, ...)
{
  g_autoptr (JsonObject) answer = NULL;
  va_list args;

  va_start (args, format);
  answer = ask (self, format, args);
  va_end (args);
  if (!json_object_get_boolean_member (answer, "ok"))
    g_error ("%s", json_object_get_string_member (json_object_get_object_member (answer, "error"),
                                                  "message"));

  return json_node_copy (json_object_get_member (answer, "result"));
}

char *
crm_test_desktop_refuse (CrmTestDesktop *self, const char *code, const char *line)
{
  g_autoptr (JsonObject) answer = crm_test_desktop_ask (self, "%s", line);
  JsonObject *error;

  g_assert_false (json_object_get_boolean_member (answer, "ok"));
  error = json_object_get_object_member (answer, "error");
  g_assert_cmpstr (json_object_get_string_member (error, "code"), ==, code);

  return g_strdup (json_object_get_string_member (error, "message"));
}

/* --- Figures ---------------------------------------------------------------------------------- */

void
crm_test_times_init (CrmTestTimes *self)
{
  self->ms = g_array_new (FALSE, FALSE, sizeof (double));
}

void
crm_test_times_add (CrmTestTimes *self, double ms)
{
  g_array_append_val (self->ms, ms);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x > y) - (x < y);
}

double
crm_test_times_at (CrmTestTimes *self, guint percent)
{
  g_assert_cmpuint (self->ms->len, >, 0);
  g_array_sort (self->ms, compare_times);

  return g_array_index (self->ms, double, (self->ms->len - 1) * percent / 100);
}

void
crm_test_times_clear (CrmTestTimes *self)
{
  g_clear_pointer (&self->ms, g_array_unref);
}

gboolean
crm_test_figure (const char *name, double figure, double goal, const char *unit)
{
  gboolean met = figure <= goal;

  g_print ("%-44s %10.2f %s (goal %.2f)%s\n", name, figure, unit, goal, met ? "" : "  MISSED");

  return met;
}
