/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * What lat.so is told by its environment, and what it tells: an array of 64-bit counters, one for
 * each kind, at the start of a file that all processes of a rig share.
 */
#define LAT_FOLDER "KONTOR_LAT_FOLDER" /* the share: only files below it are slow */
#define LAT_CALL   "KONTOR_LAT_CALL"   /* µs a call */
#define LAT_SYNC   "KONTOR_LAT_SYNC"   /* µs a sync */
#define LAT_COUNT  "KONTOR_LAT_COUNT"  /* file of the counters; none when unset */

typedef enum {
  LAT_LOCKS,
  LAT_READS,
  LAT_WRITES,
  LAT_OPENS,
  LAT_STATS,
  LAT_UNLINKS,
  LAT_TRUNCATES,
  LAT_SYNCS,
  LAT_N_KINDS,
} LatKind;
