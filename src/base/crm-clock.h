/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmClock:
 *
 * Time and randomness as a value that is passed in, so that demos and tests are the same every
 * time. Reference counted, safe to use from several threads.
 */
typedef struct _CrmClock CrmClock;

/* The real time and a generator seeded by the system. */
CrmClock *crm_clock_new (void);

/* A clock that stands at @now (UTC ms) and a generator with this seed. */
CrmClock *crm_clock_new_fixed (gint64 now, guint64 seed);

CrmClock *crm_clock_ref (CrmClock *self);
void crm_clock_unref (CrmClock *self);

/* UTC milliseconds. */
gint64 crm_clock_now (CrmClock *self);

/* Moves a fixed clock; no effect on the real one. */
void crm_clock_advance (CrmClock *self, gint64 ms);

/* The day it is for the person. (transfer full) */
char *crm_clock_today (CrmClock *self);

/* 64 random bits; crm_clock_random_below() is uniform in 0 … n - 1, n > 0. */
guint64 crm_clock_random (CrmClock *self);
guint64 crm_clock_random_below (CrmClock *self, guint64 n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmClock, crm_clock_unref)

/**
 * CrmIds:
 *
 * Maker of record ids: 41 bits of milliseconds since 2020-01-01, 22 bits that start random and
 * count up within one millisecond, so that ids made on two desktops do not meet and copies can be
 * merged. Always greater than the one before. Safe to use from several threads.
 */
typedef struct _CrmIds CrmIds;

CrmIds *crm_ids_new (CrmClock *clock);
void crm_ids_free (CrmIds *self);
gint64 crm_ids_next (CrmIds *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmIds, crm_ids_free)

G_END_DECLS
