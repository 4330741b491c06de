/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What cut.so is told by its environment. */
#define CUT_FOLDER "KONTOR_CUT_FOLDER" /* the disk: only files below it */
#define CUT_AT     "KONTOR_CUT_AT"     /* the power fails instead of this operation, from 1 */
#define CUT_KEEPS  "KONTOR_CUT_KEEPS"  /* set: what was not synced has got there all the same */
#define CUT_LIES   "KONTOR_CUT_LIES"   /* syncs of files whose names end so do nothing */

/* The status of a process whose power has failed. */
#define CUT_STATUS 99
