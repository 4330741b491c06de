/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-schema.h"

G_BEGIN_DECLS

/**
 * CrmRecord:
 *
 * One row with its lines: its values, the base copy it was read with, its version. It knows what
 * was changed and nothing of the file. Reference counted; one thread at a time.
 */
#define CRM_TYPE_RECORD (crm_record_get_type ())
GType crm_record_get_type (void);
CrmRecord *crm_record_ref (CrmRecord *self);
void crm_record_unref (CrmRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRecord, crm_record_unref)

/* A new one, without id, every value NULL: initial values are given by crm_record_apply_initial().
 */
CrmRecord *crm_record_new (const CrmEntity *entity);
/* Gives each empty field its `initial`: @today, @now and @me stand for the words of that name. */
void crm_record_apply_initial (CrmRecord *self, const char *today, gint64 now, gint64 me);
/* A deep copy with base, version and line ids. (transfer full) */
CrmRecord *crm_record_copy (const CrmRecord *self);
/* As a new record: values and lines of @self, no ids, no version, nothing read-only or unique. */
CrmRecord *crm_record_duplicate (const CrmRecord *self);

const CrmEntity *crm_record_get_entity (const CrmRecord *self);
gint64 crm_record_get_id (const CrmRecord *self);
void crm_record_set_id (CrmRecord *self, gint64 id);
/* 0 for one that was never saved. */
gint64 crm_record_get_version (const CrmRecord *self);
void crm_record_set_version (CrmRecord *self, gint64 version);
gboolean crm_record_is_new (const CrmRecord *self);
/* Dense number within its entity; 0 when new. */
gint64 crm_record_get_n (const CrmRecord *self);
void crm_record_set_n (CrmRecord *self, gint64 n);
/* UTC ms at which it went to the trash; 0 when alive. */
gint64 crm_record_get_deleted (const CrmRecord *self);
void crm_record_set_deleted (CrmRecord *self, gint64 at);

/* --- Values. A name that the entity lacks is a programming error. ------------------------------
 */

const CrmValue *crm_record_get (const CrmRecord *self, const char *field);
const CrmValue *crm_record_get_at (const CrmRecord *self, guint index);
const CrmValue *crm_record_get_base_at (const CrmRecord *self, guint index);
gint64 crm_record_get_int (const CrmRecord *self, const char *field);
/* "" for NULL. */
const char *crm_record_get_text (const CrmRecord *self, const char *field);
gboolean crm_record_is_null (const CrmRecord *self, const char *field);

void crm_record_set (CrmRecord *self, const char *field, const CrmValue *value);
void crm_record_set_at (CrmRecord *self, guint index, const CrmValue *value);
void crm_record_set_int (CrmRecord *self, const char *field, gint64 value);
/* "" and NULL make it NULL: an empty text and no text are the same to people. */
void crm_record_set_text (CrmRecord *self, const char *field, const char *text);
void crm_record_set_null (CrmRecord *self, const char *field);

/* --- Lines
 * --------------------------------------------------------------------------------------*/

/* (transfer none) (element-type CrmRecord): living lines in order. */
GPtrArray *crm_record_get_lines (const CrmRecord *self, const char *lines);
GPtrArray *crm_record_get_lines_at (const CrmRecord *self, guint index);
/* (element-type CrmRecord): as they were read. */
GPtrArray *crm_record_get_base_lines_at (const CrmRecord *self, guint index);
/* A new line at the end. (transfer none) */
CrmRecord *crm_record_add_line (CrmRecord *self, const char *lines);
/* An existing line at the end; a reference is taken. */
void crm_record_append_line (CrmRecord *self, guint index, CrmRecord *line);
void crm_record_remove_line (CrmRecord *self, const char *lines, guint position);
void crm_record_move_line (CrmRecord *self, const char *lines, guint from, guint to);
void crm_record_clear_lines (CrmRecord *self, const char *lines);

/* --- What was changed
 * ---------------------------------------------------------------------------*/

gboolean crm_record_is_changed (const CrmRecord *self, const char *field);
gboolean crm_record_is_changed_at (const CrmRecord *self, guint index);
gboolean crm_record_has_changes (const CrmRecord *self);
/* The values as they are become the base. */
void crm_record_rebase (CrmRecord *self);
/* Back to the base. */
void crm_record_revert (CrmRecord *self);

/* --- Between two schemas of one office ----------------------------------------------------------
 */

/* A copy with its base and lines as a record of an entity of the same name. (transfer full) */
CrmRecord *crm_record_in (const CrmRecord *self, const CrmEntity *entity);
/* As it was read, of the same kind; without a base of its own. (transfer full) */
CrmRecord *crm_record_base (const CrmRecord *self, const CrmEntity *entity);
/* Makes it what was saved of its copy. */
void crm_record_take (CrmRecord *self, const CrmRecord *saved);

/* By the entity's pattern; "" when everything in it is empty. (transfer full) */
char *crm_record_title (const CrmRecord *self);
/* Expands any pattern over the record: see crm_pattern_expand(). (transfer full) */
char *crm_record_expand (const CrmRecord *self, const char *pattern);

/* --- Text in and out
 * ----------------------------------------------------------------------------*/

/**
 * crm_record_assign:
 * @path: `name`, `phones.number` (a new line), `phones[2].number` (the second),
 * `phones[main].number`.
 * @text: as a person types it; references by id, or, when @resolve is given, by title or number.
 *
 * What is assigned is typed by hand: a read-only or derived field counts as a wrong path.
 *
 * %CRM_ERROR_NOT_FOUND for a wrong path, %CRM_ERROR_INVALID for a wrong value: it names the field
 * and what is expected.
 */
typedef gboolean (*CrmResolveFunc) (const CrmEntity *entity,
                                    const char *text,
                                    gpointer user_data,
                                    gint64 *id,
                                    GError **error);
gboolean crm_record_assign (CrmRecord *self,
                            const char *path,
                            const char *text,
                            CrmResolveFunc resolve,
                            gpointer user_data,
                            GError **error);

G_END_DECLS
