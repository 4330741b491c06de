/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

#include <glib/gi18n-lib.h>

/* Words for the descriptions of rooms. */

/* Both forms of a count; xgettext reads the pair with --keyword=NP_:1,2. */
#define NP_(one, many) .label_count = one, .label_count_many = many

/* Flags that often go together. */
#define CRM_LISTED  (CRM_FIELD_SEARCHED | CRM_FIELD_IN_LIST)
#define CRM_WRITTEN (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN) /* by rules, and not shown */

/* How complete a card is by the rules of the office: fields of each entity that has rules. What is
 * missing is kept as "|phones|inn!|"; what was said not to apply, as "|phones|". */
#define CRM_QUALITY_FIELDS                                                                 \
  { .name = "completeness",                                                                \
    .label = N_ ("Completeness"),                                                          \
    .type = CRM_FIELD_PERCENT,                                                             \
    .flags = CRM_FIELD_DERIVED | CRM_FIELD_SORTED,                                         \
    .group = N_ ("At a glance") },                                                         \
    { .name = "missing",                                                                   \
      .label = N_ ("What is missing"),                                                     \
      .type = CRM_FIELD_TEXT,                                                              \
      .flags = CRM_FIELD_DERIVED | CRM_FIELD_HIDDEN,                                       \
      .max = 2000 },                                                                       \
  {                                                                                        \
    .name = "not_applicable", .label = N_ ("What does not apply"), .type = CRM_FIELD_TEXT, \
    .flags = CRM_WRITTEN, .max = 2000                                                      \
  }
