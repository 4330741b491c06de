/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-clock.h"

#include "base/crm-day.h"

/* 2020-01-01T00:00:00Z in milliseconds since 1970. */
#define IDS_EPOCH        G_GINT64_CONSTANT (1577836800000)
#define IDS_COUNTER_BITS 22
#define IDS_TIME_MAX     ((G_GINT64_CONSTANT (1) << 41) - 1)

struct _CrmClock {
  gatomicrefcount refs;
  GMutex lock;
  gboolean fixed;
  gint64 now;
  guint64 state[4];
};

struct _CrmIds {
  GMutex lock;
  CrmClock *clock;
  gint64 last;
};

/* SplitMix64 by Vigna: spreads any seed, zero too, over the state of the generator. */
static guint64
spread (guint64 *seed)
{
  guint64 z = (*seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

static guint64
rotate (guint64 x, int bits)
{
  return (x << bits) | (x >> (64 - bits));
}

/* xoshiro256** by Blackman and Vigna. GRand gives 32 bits and promises no fixed sequence. */
static guint64
next_random (guint64 *s)
{
  guint64 result = rotate (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate (s[3], 45);

  return result;
}

static CrmClock *
clock_new (gboolean fixed, gint64 now)
{
  CrmClock *self = g_new0 (CrmClock, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->fixed = fixed;
  self->now = now;

  return self;
}

CrmClock *
crm_clock_new (void)
{
  CrmClock *self = clock_new (FALSE, 0);

  for (guint i = 0; i < G_N_ELEMENTS (self->state); i++) {
    guint64 seed = (guint64)g_random_int () << 32 | g_random_int ();

    self->state[i] = spread (&seed);
  }

  return self;
}

CrmClock *
crm_clock_new_fixed (gint64 now, guint64 seed)
{
  CrmClock *self = clock_new (TRUE, now);

  for (guint i = 0; i < G_N_ELEMENTS (self->state); i++)
    self->state[i] = spread (&seed);

  return self;
}

CrmClock *
crm_clock_ref (CrmClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);

  return self;
}

void
crm_clock_unref (CrmClock *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_mutex_clear (&self->lock);
  g_free (self);
}

gint64
crm_clock_now (CrmClock *self)
{
  gint64 now;

  g_return_val_if_fail (self != NULL, 0);

  if (!self->fixed)
    return g_get_real_time () / 1000;

  g_mutex_lock (&self->lock);
  now = self->now;
  g_mutex_unlock (&self->lock);

  return now;
}

void
crm_clock_advance (CrmClock *self, gint64 ms)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->now += ms;
  g_mutex_unlock (&self->lock);
}

char *
crm_clock_today (CrmClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return crm_day_of_instant (crm_clock_now (self), NULL);
}

guint64
crm_clock_random (CrmClock *self)
{
  guint64 result;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->lock);
  result = next_random (self->state);
  g_mutex_unlock (&self->lock);

  return result;
}

guint64
crm_clock_random_below (CrmClock *self, guint64 n)
{
  guint64 refused;
  guint64 drawn;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (n > 0, 0);

  /* 2^64 mod n: so many of the smallest draws are refused, else small results came more often. */
  refused = (0 - n) % n;
  do {
    drawn = crm_clock_random (self);
  } while (drawn < refused);

  return drawn % n;
}

CrmIds *
crm_ids_new (CrmClock *clock)
{
  CrmIds *self;

  g_return_val_if_fail (clock != NULL, NULL);

  self = g_new0 (CrmIds, 1);
  g_mutex_init (&self->lock);
  self->clock = crm_clock_ref (clock);

  return self;
}

void
crm_ids_free (CrmIds *self)
{
  if (self == NULL)
    return;

  crm_clock_unref (self->clock);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gint64
crm_ids_next (CrmIds *self)
{
  gint64 ms;
  gint64 id;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->lock);

  ms = crm_clock_now (self->clock) - IDS_EPOCH;
  ms = CLAMP (ms, 0, IDS_TIME_MAX);

  /* Within one millisecond, and when the desktop's clock was set back, counting goes on from the
   * last id; a full counter runs over into the next millisecond. */
  if (self->last >> IDS_COUNTER_BITS >= ms && self->last > 0)
    id = self->last + 1;
  else
    id =
      ms << IDS_COUNTER_BITS | (gint64)(crm_clock_random (self->clock) >> (64 - IDS_COUNTER_BITS));

  self->last = MAX (id, 1);
  id = self->last;

  g_mutex_unlock (&self->lock);

  return id;
}
