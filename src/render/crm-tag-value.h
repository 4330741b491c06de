/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/crm-lang.h"

G_BEGIN_DECLS

/* What a path of a template leads to. Private to render/; borrows from the context. */

typedef enum {
  CRM_TAG_VALUE_NONE,
  CRM_TAG_VALUE_TEXT,
  CRM_TAG_VALUE_INT,
  CRM_TAG_VALUE_REAL,
  CRM_TAG_VALUE_FLAG,
  CRM_TAG_VALUE_AMOUNT, /* money or price: {"v", "c"} */
  CRM_TAG_VALUE_LIST,
  CRM_TAG_VALUE_OBJECT,
} CrmTagValueKind;

typedef struct {
  CrmTagValueKind kind;
  gint64 number;
  double real;
  const char *text; /* the text, or the currency of an amount */
  JsonArray *list;
} CrmTagValue;

/* FALSE when there is nothing (NULL or a JSON null). */
gboolean crm_tag_value_from_node (CrmTagValue *self, JsonNode *node);

/* No text to print: an empty string or list. */
gboolean crm_tag_value_is_blank (const CrmTagValue *self);
gboolean crm_tag_value_is_true (const CrmTagValue *self);
gboolean crm_tag_value_equals (const CrmTagValue *self, const char *literal);

/* As strcmp(); amounts count in major units. What is no number is less than any. */
int crm_tag_value_compare (const CrmTagValue *self, const char *literal);
gboolean crm_tag_value_is_number_text (const char *text);

/* Without a filter: texts, numbers and amounts; FALSE for what has no text. */
gboolean crm_tag_value_print_plain (const CrmTagValue *self, CrmLang lang, GString *out);

/* Appends text as it may stand on a paper: valid, without control characters, lines by \n. */
void crm_tag_value_append_clean (GString *out, const char *text);

G_END_DECLS
