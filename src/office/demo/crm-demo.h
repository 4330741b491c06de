/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"

G_BEGIN_DECLS

/* Clients of a demo office when nobody says how many. */
#define CRM_DEMO_CLIENTS 200

typedef struct {
  guint clients;
  guint64 seed;
  const char *country; /* MD, RU or RO; NULL is MD */
  CrmLang language;    /* of what our office calls its own things: stages, units, goods */
  const char *today;   /* (nullable): the day around which everything happens; NULL is today */
} CrmDemoOptions;

/* FALSE gives up; the unfinished file is removed. */
typedef gboolean (*CrmDemoProgress) (guint done, guint total, gpointer data);

/**
 * crm_demo_create:
 * @path: a file that does not exist yet.
 * @progress: (nullable): called now and then with the clients made so far.
 *
 * Makes an office of invented companies and people with all that an office has, through the same
 * rules as any save. The same options give the same office.
 */
gboolean crm_demo_create (const char *path,
                          const CrmDemoOptions *options,
                          CrmDemoProgress progress,
                          gpointer data,
                          GError **error);

G_END_DECLS
