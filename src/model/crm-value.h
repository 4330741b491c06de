/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a cell of the office file can hold. What it means is said by the field, not by the value. */
typedef enum {
  CRM_VALUE_NULL,
  CRM_VALUE_INT,
  CRM_VALUE_TEXT,
  CRM_VALUE_BLOB,
  CRM_VALUE_MASKED, /* something stands there that this person does not see */
} CrmValueKind;

/* How it is shown, in whatever language. */
#define CRM_MASK "•••"

/**
 * CrmValue:
 *
 * One value: nothing, a 64-bit integer, a text or bytes. Texts and bytes are shared, so a copy
 * costs a reference and not the bytes; a value must not be changed in place while somebody else
 * reads it. {0} is a valid NULL.
 */
typedef struct {
  CrmValueKind kind;
  union {
    gint64 integer;
    char *text; /* a GRefString */
    GBytes *blob;
  };
} CrmValue;

#define CRM_VALUE_INIT                   \
  {                                      \
    .kind = CRM_VALUE_NULL, .integer = 0 \
  }

void crm_value_clear (CrmValue *self);
void crm_value_copy (const CrmValue *from, CrmValue *to);
void crm_value_set_int (CrmValue *self, gint64 integer);
/* NULL makes the value NULL. The text is copied. */
void crm_value_set_text (CrmValue *self, const char *text);
void crm_value_set_text_length (CrmValue *self, const char *text, gsize length);
void crm_value_set_blob (CrmValue *self, GBytes *blob);

/* What a person without the right to it gets in place of the value; never written. */
void crm_value_set_masked (CrmValue *self);
gboolean crm_value_is_masked (const CrmValue *self);

/* 0 for NULL, text and bytes. */
gint64 crm_value_get_int (const CrmValue *self);
/* NULL for anything but text. */
const char *crm_value_get_text (const CrmValue *self);
gboolean crm_value_is_null (const CrmValue *self);

gboolean crm_value_equal (const CrmValue *a, const CrmValue *b);
/* NULL first, then integers, texts by bytes, blobs by bytes, what is masked last. */
int crm_value_compare (const CrmValue *a, const CrmValue *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmValue, crm_value_clear)

G_END_DECLS
