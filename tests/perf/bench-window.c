/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf-office.h"
#include "ui/ui-test.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

/* What a person waits for, on an office of a hundred thousand clients: the start, another room, a
 * typed letter, a jump in the list. Each time ends when the frame with the rows has been painted.
 */

#define JUMPS 60

static gboolean
set_true (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until a frame has been painted after now. */
static void
wait_for_paint (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (set_true), &painted);

  gtk_widget_queue_draw (window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static CrmRecordList *
list_of (CrmWindow *window)
{
  CrmRoomPage *page = crm_window_get_page (window);

  return page != NULL ? crm_list_view_get_list (crm_room_page_get_list_view (page)) : NULL;
}

static gboolean
row_is_loaded (CrmRecordList *list, guint position)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);

  return row != NULL && crm_row_is_loaded (row);
}

static gboolean
first_row_is_there (gpointer window)
{
  CrmRecordList *list = list_of (window);

  return list != NULL && row_is_loaded (list, 0);
}

static gint64
memory_of (const char *field)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return -1;
  line = strstr (text, field);
  return line != NULL ? g_ascii_strtoll (line + strlen (field), NULL, 10) : -1;
}

/* --- The start, in a process of its own --------------------------------------------------------
 */

static int
run_start (const char *path)
{
  CrmWindow *window = ui_test_window (NULL);

  crm_window_open_path (window, path);
  ui_test_wait (first_row_is_there, window);
  wait_for_paint (GTK_WIDGET (window));
  puts ("painted");
  fflush (stdout);
  for (guint i = 0; i < 10; i++)
    ui_test_settle ();
  printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", memory_of ("\nPss:"),
          memory_of ("\nAnonymous:"));
  return 0;
}

static int
run_empty (void)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1360, 860);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_paint (window);
  for (guint i = 0; i < 10; i++)
    ui_test_settle ();
  printf ("painted\n%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", memory_of ("\nPss:"),
          memory_of ("\nAnonymous:"));
  return 0;
}

typedef struct {
  double ms;
  gint64 pss;
  gint64 anonymous;
} Start;

static void
spawn (const char *self, const char *word, const char *path, Start *start)
{
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GSubprocess) child =
               g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, word, path, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *painted = NULL;
  g_autofree char *memory = NULL;
  char *end;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  do {
    g_free (painted);
    painted = g_data_input_stream_read_line (lines, NULL, NULL, &error);
    g_assert_no_error (error);
  } while (painted != NULL && !g_str_equal (painted, "painted"));
  start->ms = perf_ms_since (began);
  memory = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_nonnull (memory);
  start->pss = g_ascii_strtoll (memory, &end, 10);
  start->anonymous = g_ascii_strtoll (end, NULL, 10);
  g_subprocess_wait (child, NULL, NULL);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
bench_start (const char *self, const char *path)
{
  Start empty;
  Start start = { 0 };
  double ms[5];

  spawn (self, "--empty", path, &empty);
  for (guint i = 0; i < G_N_ELEMENTS (ms); i++) {
    spawn (self, "--start", path, &start);
    ms[i] = start.ms;
  }
  qsort (ms, G_N_ELEMENTS (ms), sizeof (double), compare_doubles);
  printf ("start to painted list, median of 5: %.0f ms (goal 450; an empty window %.0f)\n", ms[2],
          empty.ms);
  printf ("memory: %.0f MB PSS (goal 110), %.1f MB anonymous above an empty window (goal 30)\n",
          start.pss / 1024.0, (start.anonymous - empty.anonymous) / 1024.0);
}

/* --- Within a window ---------------------------------------------------------------------------
 */

static void
print_times (const char *what, double *ms, guint n, double goal)
{
  qsort (ms, n, sizeof (double), compare_doubles);
  printf ("%s: median %.1f ms, p95 %.1f, most %.1f (goal %.0f)\n", what, ms[n / 2],
          ms[n * 95 / 100], ms[n - 1], goal);
}

static void
bench_rooms (CrmWindow *window)
{
  static const char *const rooms[] = { "deal", "task", "event", "document", "product", "party" };
  double first[G_N_ELEMENTS (rooms)];
  double again[G_N_ELEMENTS (rooms)];

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (rooms); i++) {
      gint64 began = g_get_monotonic_time ();

      crm_window_go_to (window, rooms[i]);
      ui_test_wait (first_row_is_there, window);
      wait_for_paint (GTK_WIDGET (window));
      (round == 0 ? first : again)[i] = perf_ms_since (began);
      ui_test_settle ();
    }
  print_times ("another room, first time", first, G_N_ELEMENTS (rooms), 80);
  print_times ("another room, again", again, G_N_ELEMENTS (rooms), 80);
}

static void
on_ready_cb (CrmRecordList *list, guint *ready)
{
  (*ready)++;
}

static void
bench_search (CrmWindow *window)
{
  static const char *const words[] = { "a",  "al",  "alf", "alfa", "alf",   "ро",  "ром",
                                       "ре", "кон", "srl", "37",   "37322", "son", "elect" };
  CrmListView *view = crm_room_page_get_list_view (crm_window_get_page (window));
  CrmRecordList *list = crm_list_view_get_list (view);
  double ms[G_N_ELEMENTS (words)];
  guint ready = 0;
  gulong handler = g_signal_connect (list, "ready", G_CALLBACK (on_ready_cb), &ready);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    gint64 began = g_get_monotonic_time ();
    guint before = ready;

    crm_list_view_search (view, words[i]);
    while (ready == before)
      g_main_context_iteration (NULL, TRUE);
    wait_for_paint (GTK_WIDGET (window));
    ms[i] = perf_ms_since (began);
    ui_test_settle ();
  }
  g_signal_handler_disconnect (list, handler);
  crm_list_view_search (view, "");
  ui_test_settle ();
  print_times ("key to painted list", ms, G_N_ELEMENTS (words), 30);
}

typedef struct {
  CrmRecordList *list;
  guint position;
} Place;

static gboolean
is_loaded (gpointer place)
{
  return row_is_loaded (((Place *)place)->list, ((Place *)place)->position);
}

static void
bench_jumps (CrmWindow *window)
{
  CrmListView *view = crm_room_page_get_list_view (crm_window_get_page (window));
  GtkWidget *columns = ui_test_find (GTK_WIDGET (view), GTK_TYPE_COLUMN_VIEW);
  GtkWidget *inner = gtk_widget_get_last_child (columns);
  CrmRecordList *list = crm_list_view_get_list (view);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  double ms[JUMPS];

  while (inner != NULL && !GTK_IS_LIST_VIEW (inner))
    inner = gtk_widget_get_prev_sibling (inner);
  for (guint i = 0; i < JUMPS; i++) {
    Place place = { list, (guint)g_rand_int_range (rand, 0, (int)n) };
    gint64 began = g_get_monotonic_time ();

    gtk_widget_activate_action (inner, "list.scroll-to-item", "u", place.position);
    ui_test_wait (is_loaded, &place);
    wait_for_paint (GTK_WIDGET (window));
    ms[i] = perf_ms_since (began);
  }
  print_times ("jump to any row", ms, JUMPS, 16);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  CrmWindow *window;

  ui_test_init (&argc, &argv);
  if (argc > 2 && g_str_equal (argv[1], "--start"))
    return run_start (argv[2]);
  if (argc > 1 && g_str_equal (argv[1], "--empty"))
    return run_empty ();

  path = perf_office_path ();
  bench_start (argv[0], path);
  window = ui_test_window (perf_office_open ());
  ui_test_room (window, "party");
  bench_rooms (window);
  bench_search (window);
  bench_jumps (window);
  ui_test_close (window);
  return 0;
}
