/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-clock.h"

#include "base/crm-day.h"

/* 2026-11-15 12:30:00 UTC. */
#define NOON    G_GINT64_CONSTANT (1794745800000)
#define EPOCH   G_GINT64_CONSTANT (1577836800000)
#define THREADS 4
#define EACH    20000

static void
test_fixed (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (NOON, 7);
  g_autofree char *today = crm_clock_today (clock);
  g_autofree char *tomorrow = NULL;

  g_assert_cmpint (crm_clock_now (clock), ==, NOON);
  g_assert_cmpstr (today, ==, "2026-11-15");

  crm_clock_advance (clock, 86400000);
  g_assert_cmpint (crm_clock_now (clock), ==, NOON + 86400000);
  tomorrow = crm_clock_today (clock);
  g_assert_cmpstr (tomorrow, ==, "2026-11-16");

  crm_clock_advance (clock, -86400001);
  g_assert_cmpint (crm_clock_now (clock), ==, NOON - 1);
}

static void
test_real (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (CrmClock) other = crm_clock_new ();
  g_autofree char *today = crm_clock_today (clock);
  gint64 before = g_get_real_time () / 1000;
  gint64 now;

  crm_clock_advance (clock, 1000000000);
  now = crm_clock_now (clock);
  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time () / 1000);
  g_assert_true (crm_day_is_valid (today));
  g_assert_cmpuint (crm_clock_random (clock), !=, crm_clock_random (other));
}

static void
test_same_seed_same_sequence (void)
{
  g_autoptr (CrmClock) a = crm_clock_new_fixed (0, 42);
  g_autoptr (CrmClock) b = crm_clock_new_fixed (NOON, 42);
  g_autoptr (CrmClock) c = crm_clock_new_fixed (0, 43);
  guint same = 0;

  for (guint i = 0; i < 1000; i++) {
    guint64 drawn = crm_clock_random (a);

    g_assert_cmpuint (drawn, ==, crm_clock_random (b));
    same += drawn == crm_clock_random (c);
  }
  g_assert_cmpuint (same, ==, 0);
}

/* The generator is part of what makes demo offices equal over versions: its first numbers are fixed
 * by SplitMix64 (published: seed 0 gives e220a8397b1dcdaf…) and xoshiro256**. */
static void
test_known_sequence (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (0, 0);
  guint64 s1 = G_GUINT64_CONSTANT (0x6e789e6aa1b965f4);
  guint64 x = s1 * 5;

  x = ((x << 7) | (x >> 57)) * 9;
  g_assert_cmpuint (crm_clock_random (clock), ==, x);
}

static void
test_below (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (0, 1);
  guint counts[10] = { 0 };

  for (guint i = 0; i < 100000; i++) {
    guint64 drawn = crm_clock_random_below (clock, 10);

    g_assert_cmpuint (drawn, <, 10);
    counts[drawn]++;
  }
  for (guint i = 0; i < 10; i++) {
    g_assert_cmpuint (counts[i], >, 9500);
    g_assert_cmpuint (counts[i], <, 10500);
  }

  g_assert_cmpuint (crm_clock_random_below (clock, 1), ==, 0);
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (crm_clock_random_below (clock, G_MAXUINT64), <, G_MAXUINT64);
}

static void
test_ids_shape (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (NOON, 3);
  g_autoptr (CrmIds) ids = crm_ids_new (clock);
  gint64 id = crm_ids_next (ids);

  g_assert_cmpint (id >> 22, ==, NOON - EPOCH);
  g_assert_cmpint (crm_ids_next (ids), ==, id + 1);

  crm_clock_advance (clock, 1);
  g_assert_cmpint (crm_ids_next (ids) >> 22, >=, NOON - EPOCH + 1);
}

static void
test_ids_grow (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (NOON, 4);
  g_autoptr (CrmIds) ids = crm_ids_new (clock);
  gint64 last = 0;

  for (guint i = 0; i < 100000; i++) {
    gint64 id = crm_ids_next (ids);

    g_assert_cmpint (id, >, last);
    last = id;
    /* The clock jumps, stands, and is set back by a day. */
    if (i % 1000 == 0)
      crm_clock_advance (clock, i % 3000 == 0 ? -86400000 : 5);
  }
}

/* A whole counter's worth within one millisecond runs over into the next one. */
static void
test_ids_overflow (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (NOON, 5);
  g_autoptr (CrmIds) ids = crm_ids_new (clock);
  gint64 first = crm_ids_next (ids);
  gint64 last = first;

  for (guint i = 0; i < (1 << 22) + 10; i++)
    last = crm_ids_next (ids);

  g_assert_cmpint (last, ==, first + (1 << 22) + 10);
  crm_clock_advance (clock, 1);
  g_assert_cmpint (crm_ids_next (ids), >, last);
}

static void
test_ids_odd_times (void)
{
  static const gint64 times[] = { 0,         -1,    G_MININT64 / 2,
                                  EPOCH - 1, EPOCH, G_GINT64_CONSTANT (4000000000000) };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autoptr (CrmClock) clock = crm_clock_new_fixed (times[i], i);
    g_autoptr (CrmIds) ids = crm_ids_new (clock);
    gint64 first = crm_ids_next (ids);

    g_assert_cmpint (first, >, 0);
    g_assert_cmpint (crm_ids_next (ids), >, first);
  }
}

/* Two desktops in the same millisecond. */
static void
test_ids_do_not_meet (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint seed = 0; seed < 100; seed++) {
    g_autoptr (CrmClock) clock = crm_clock_new_fixed (NOON, seed);
    g_autoptr (CrmIds) ids = crm_ids_new (clock);

    for (guint i = 0; i < 10; i++) {
      gint64 *id = g_new (gint64, 1);

      *id = crm_ids_next (ids);
      g_assert_true (g_hash_table_add (seen, id));
    }
  }
}

static gpointer
draw_ids (gpointer data)
{
  GArray *drawn = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < EACH; i++) {
    gint64 id = crm_ids_next (data);

    g_array_append_val (drawn, id);
  }

  return drawn;
}

static void
test_ids_threads (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (CrmIds) ids = crm_ids_new (clock);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  GThread *threads[THREADS];
  GArray *drawn[THREADS];

  for (guint t = 0; t < THREADS; t++)
    threads[t] = g_thread_new ("ids", draw_ids, ids);
  for (guint t = 0; t < THREADS; t++) {
    drawn[t] = g_thread_join (threads[t]);
    for (guint i = 0; i < EACH; i++) {
      gint64 *id = &g_array_index (drawn[t], gint64, i);

      g_assert_true (g_hash_table_add (seen, id));
      g_assert_true (i == 0 || id[0] > id[-1]);
    }
  }

  g_hash_table_remove_all (seen);
  for (guint t = 0; t < THREADS; t++)
    g_array_unref (drawn[t]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/fixed", test_fixed);
  g_test_add_func ("/clock/real", test_real);
  g_test_add_func ("/clock/same-seed-same-sequence", test_same_seed_same_sequence);
  g_test_add_func ("/clock/known-sequence", test_known_sequence);
  g_test_add_func ("/clock/below", test_below);
  g_test_add_func ("/ids/shape", test_ids_shape);
  g_test_add_func ("/ids/grow", test_ids_grow);
  g_test_add_func ("/ids/overflow", test_ids_overflow);
  g_test_add_func ("/ids/odd-times", test_ids_odd_times);
  g_test_add_func ("/ids/do-not-meet", test_ids_do_not_meet);
  g_test_add_func ("/ids/threads", test_ids_threads);

  return g_test_run ();
}
