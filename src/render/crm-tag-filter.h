/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-expression.h"
#include "render/crm-tag-value.h"

G_BEGIN_DECLS

/* The filters of {{path|filter:arg}}. Private to render/. */

typedef enum {
  CRM_TAG_FILTER_MONEY,
  CRM_TAG_FILTER_PRICE,
  CRM_TAG_FILTER_QTY,
  CRM_TAG_FILTER_INT,
  CRM_TAG_FILTER_DATE,
  CRM_TAG_FILTER_WORDS,
  CRM_TAG_FILTER_IBAN,
  CRM_TAG_FILTER_PHONE,
  CRM_TAG_FILTER_UPPER1,
  CRM_TAG_FILTER_PLURAL,
  CRM_TAG_FILTER_DEFAULT,
  CRM_TAG_FILTER_JOIN,
  CRM_TAG_FILTER_N,
} CrmTagFilterKind;

#define CRM_TAG_FILTER_MAX_ARGS 3

typedef struct {
  CrmTagFilterKind kind;
  guint n_args;
  char *args[CRM_TAG_FILTER_MAX_ARGS];
} CrmTagFilter;

gboolean crm_tag_filter_from_name (const char *name, CrmTagFilterKind *kind);

/* Whether the filter has the arguments it needs. */
gboolean crm_tag_filter_check (const CrmTagFilter *self, GError **error);
void crm_tag_filter_clear (CrmTagFilter *self);

/* FALSE when the value is not what the filter needs; then @out may hold a part. */
gboolean crm_tag_filter_print (const CrmTagFilter *self,
                               const CrmTagValue *value,
                               CrmLang lang,
                               GString *out,
                               CrmFigure *figure);

/* Makes the first letter from byte @start on a capital. */
void crm_tag_filter_upper_first (GString *out, gsize start);

G_END_DECLS
