/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support/crm-share.h"

G_BEGIN_DECLS

/**
 * CrmTestCrowd:
 *
 * Many desktops that save at once, each a process of its own: what they were answered, and how long
 * each save took from the moment a person would have pressed the button.
 */
typedef struct {
  const char *office;
  CrmTestShare *share; /* NULL: a local disk */
  guint desktops;
  guint every_ms;           /* about so often each saves, at uneven times; 0: without a pause */
  guint seconds;            /* how long at least, */
  guint saves_each;         /* and until each has saved so often, */
  guint race;               /* or (not 0) until one has saved so often */
  const char *const *lines; /* what is saved, in turn, with %d for a number; NULL-terminated */
  gboolean kills;           /* now and then one is killed, and another takes its place */
} CrmTestCrowdPlan;

typedef struct {
  guint saves;  /* acknowledged */
  guint errors; /* shown to a person */
  guint kills;
  guint fewest; /* saves of the unluckiest desktop */
  guint most;
  char *message; /* of the first error */
  double seconds;
  CrmTestTimes times;
} CrmTestCrowd;

/* Returns when all have ended. */
void crm_test_crowd_run (CrmTestCrowd *self, const CrmTestCrowdPlan *plan);
void crm_test_crowd_clear (CrmTestCrowd *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmTestCrowd, crm_test_crowd_clear)

/* How many saves of clients the office holds by its own count: what their versions say, and what
 * its log says, which must be the same. */
guint crm_test_count_edits (const char *office);

G_END_DECLS
