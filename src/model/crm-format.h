/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "model/crm-record.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * crm_field_format:
 * @currency: (nullable): of money and price.
 * @title: (nullable): of a reference, the title of the record it names.
 *
 * The value as people read it. (transfer full): "" for NULL.
 */
char *crm_field_format (const CrmField *self,
                        const CrmValue *value,
                        const char *currency,
                        const char *title,
                        CrmLang lang);

/**
 * crm_field_parse:
 * @text: as a person types it; empty makes NULL.
 * @today: (nullable): for relative days; NULL takes the real day.
 *
 * Cleans, checks and converts by the field's type. %CRM_ERROR_INVALID names the field, what was
 * typed and what is expected. References are taken by id only.
 */
gboolean crm_field_parse (const CrmField *self,
                          const char *text,
                          const char *currency,
                          const char *today,
                          CrmValue *value,
                          GError **error);

/**
 * crm_field_check:
 *
 * Whether a value may stand in the field: kind, range, length, option, day. What the save road asks
 * of every value, wherever it comes from. NULL always may: whether a required field may stay empty
 * depends on the moment. Check digits are not asked for, because an office must be able to keep
 * what its client wrote; crm_requisite_check() is there to warn.
 */
gboolean crm_field_check (const CrmField *self, const CrmValue *value, GError **error);

/* Machine form, the same in every locale: "1234.50", "2026-11-15", "2026-11-15T10:00:00.000Z",
 * keys of choices, ids. (transfer full) */
char *crm_field_to_string (const CrmField *self, const CrmValue *value, const char *currency);
/* The way back; "" makes NULL. Reads the form, and "yes" and "no", but does not ask
 * crm_field_check(). Values of conditions and initial values are read so. */
gboolean crm_field_from_string (const CrmField *self,
                                const char *text,
                                const char *currency,
                                CrmValue *value,
                                GError **error);

/* The label in the person's language; the label of the option. */
const char *crm_field_get_label (const CrmField *self);
const char *crm_choice_get_label (const CrmChoice *self);

/* The currency that goes with a money or price field of this record; NULL when there is none. For a
 * line whose currency stands in its owner, the owner is given. */
const char *
crm_record_currency (const CrmRecord *self, const CrmField *field, const CrmRecord *owner);

/* Values as JSON, ids and 64-bit integers as strings, lines as arrays; for logs, batch and drafts.
 */
JsonNode *crm_value_to_json (const CrmValue *value);
gboolean
crm_value_from_json (JsonNode *node, const CrmField *field, CrmValue *value, GError **error);
JsonObject *crm_record_to_json (const CrmRecord *self);
/* The way back, into a record of the same entity: what it lacks stays as it is, what cannot be read
 * is left out. */
void crm_record_fill_from_json (CrmRecord *self, JsonObject *object);
/* JSON that stands in an office file, which others can write: what is nested without end would end
 * the program of whoever parses it. %CRM_ERROR_INVALID. (transfer full) */
JsonNode *crm_json_read (const char *text, GError **error);
/* The same of what the log keeps of a record: an object of pairs [old, new] by field, and of lines
 * by id, with their places by "#"; nothing of another shape. (transfer full) */
JsonNode *crm_changes_read (const char *text, GError **error);

G_END_DECLS
