/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-merge.h"
#include "store/crm-db.h"
#include "store/crm-grams.h"
#include "store/crm-store.h"
#include "store/crm-tables.h"

G_BEGIN_DECLS

/* n of the directory and the entity's own counter. */
#define CRM_N(entity_number, counter) (((gint64)(entity_number) << 40) | (counter))
#define CRM_N_COUNTER(n)              ((n) & ((G_GINT64_CONSTANT (1) << 40) - 1))
#define CRM_N_ENTITY(n)               ((guint16)((n) >> 40))

/* What a transaction must not forget between two of its kind on the same connection. */
typedef struct {
  CrmGrams *grams;
  GHashTable *counters; /* bulk: number of an entity → last counter given */
  GHashTable *pending;  /* bulk: as that of a transaction, derived when the file is closed */
} CrmTxnKeep;

struct _CrmTxn {
  CrmDb *db;
  CrmTables *tables;
  CrmSchema *schema;
  const CrmEntity *const *entities; /* the static descriptions */
  CrmClock *clock;
  CrmIds *ids;
  const CrmRights *rights;
  const CrmViews *views; /* or NULL */
  CrmTxnKeep *keep;
  CrmTxnMode mode;
  gboolean bulk;
  gboolean trusted;                  /* the office's own work: nobody's rights narrow it */
  gint64 saving;                     /* id of the record whose rules are run */
  gboolean asked;                    /* see crm_txn_asks_first() */
  gboolean moving;                   /* references of frozen records may change */
  gboolean personal, personal_known; /* whether personal data is seen, once it was asked */
  GHashTable *sights;                /* entity → what asks whether a record of it is seen */
  GHashTable *ranks;                 /* entity → GArray of its ids in its own order, or NULL */

  gint64 now;
  char *today;
  gint64 person;
  gint64 session;

  /* The operation: its row is written with the first log row. */
  gint64 operation;
  char *verb;
  char *title;
  gboolean undoable;
  gint64 undo_of;
  guint n_logged;
  gboolean continued;  /* its row is there already */
  gboolean unfinished; /* more of it is to come */
  gboolean noted;      /* an operation without log rows */

  GArray *changed; /* of CrmChanged */
  GHashTable
    *pending; /* gint64 id → number of its entity: derived values to compute before the commit */
  GHashTable *seen; /* gint64 id → CrmRecord as it stands in the file: see _crm_txn_lookup() */
  gboolean counted; /* see crm_txn_must_count() */
  GHashTable *remembered; /* see crm_txn_remember(); NULL until something is */
  gboolean schema_changed;
  gboolean again; /* see _crm_txn_run_again() */
};

/* --- Opening and ending; of crm-store.c
 * ----------------------------------------------------------*/

void _crm_txn_init (CrmTxn *self,
                    CrmDb *db,
                    CrmTables *tables,
                    CrmClock *clock,
                    CrmIds *ids,
                    CrmTxnMode mode);
void _crm_txn_clear (CrmTxn *self);
/* What is due before the commit: derived values of others, search, the operation. */
gboolean _crm_txn_finish (CrmTxn *self, GError **error);

/* --- Rows
 * ----------------------------------------------------------------------------------------*/

/* Reads a record's row from a statement over CrmTable.columns_sql, and its lines. */
CrmRecord *_crm_txn_read_row (CrmTxn *self, const CrmTable *table, CrmStatement *statement);
gboolean _crm_txn_read_lines (CrmTxn *self, CrmRecord *record, GError **error);
/* Without error for a record that is not there: NULL. Rules ask for the same few records, a kind, a
 * rate, a product, at every line: what was read once is kept until it is written. */
CrmRecord *_crm_txn_lookup (CrmTxn *self, const CrmEntity *entity, gint64 id, GError **error);

void _crm_txn_forget (CrmTxn *self, const CrmRecord *record);

gboolean _crm_txn_insert_row (CrmTxn *self, CrmRecord *record, GError **error);
gboolean
_crm_txn_update_row (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error);
gboolean
_crm_txn_write_lines (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error);

/* --- Steps of a save
 * -----------------------------------------------------------------------------*/

/* Nobody's rights narrow what it does. */
gboolean _crm_txn_is_free (CrmTxn *self);
gboolean _crm_txn_may (CrmTxn *self,
                       CrmAction action,
                       const CrmEntity *entity,
                       const CrmRecord *record,
                       GError **error);
gboolean _crm_txn_may_read_id (CrmTxn *self, gint64 id, GError **error);
/* A condition for each question; NULL when all is seen. (transfer full) */
CrmCondition *_crm_txn_scope (CrmTxn *self, const CrmEntity *entity);
/* Whether there are records of it that are not seen. */
gboolean _crm_txn_is_scoped (CrmTxn *self, const CrmEntity *entity);
GHashTable *_crm_txn_new_sights (void);
/* Whether the person sees the living record; without a statement when all are seen. */
gboolean _crm_txn_sees (CrmTxn *self,
                        const CrmEntity *entity,
                        gint64 counter,
                        gboolean *seen,
                        GError **error);
/* The same by entity and number, whether the entity is there and may be read or not. */
gboolean
_crm_txn_sees_number (CrmTxn *self, const char *name, gint64 n, gboolean *seen, GError **error);
gboolean _crm_txn_sees_personal (CrmTxn *self);
GHashTable *_crm_txn_new_ranks (void);
/* As a CrmRanksFunc; @data: a CrmTxn. */
GArray *_crm_txn_ranks (const CrmEntity *entity, gpointer data);
/* The entity that the field refers to, when its records stand in an order that somebody gives them.
 */
const CrmEntity *_crm_ranked_entity (CrmSchema *schema, const CrmField *field);
/* What an option is sorted by. (transfer full) */
char *_crm_choice_rank (const CrmField *field, const char *key);
/* Up or down, what has no value there stands at the end. */
gboolean _crm_empties_come_last (const CrmField *field);
gboolean _crm_txn_check_question (CrmTxn *self,
                                  const CrmEntity *entity,
                                  const CrmQuery *query,
                                  GError **error);

/* As crm_txn_get(), nothing masked: for what the store itself does with it. */
CrmRecord *_crm_txn_get_whole (CrmTxn *self, const char *entity, gint64 id, GError **error);
/* Personal data becomes a mask, in values and base, unless this person sees it. */
void _crm_txn_mask (CrmTxn *self, CrmRecord *record);
char *_crm_txn_mask_changes (CrmTxn *self, const CrmEntity *entity, const char *changes);
/* What is masked gets back what is stored; %CRM_ERROR_DENIED when it was written to. */
gboolean _crm_txn_unmask (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error);

/* What is stored with @record's changes, field by field, laid over it; its base is what is stored.
 * NULL with %CRM_ERROR_CONFLICT. (transfer full) */
CrmRecord *_crm_txn_merge (CrmTxn *self, CrmRecord *record, CrmRecord *stored, GError **error);
/* The conflicts in words: "City: theirs is “Orhei”, yours is “Iași”; …". (transfer full) */
char *_crm_txn_tell_conflicts (CrmTxn *self, GPtrArray *conflicts);
gboolean
_crm_txn_validate (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error);

/* What the directory knows of a record. */
typedef struct {
  char *title;
  GString *folded;
  GString *digits;
  gint64 party;
  gint64 responsible;
  gint64 deleted;
} CrmEntry;

void _crm_entry_clear (CrmEntry *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmEntry, _crm_entry_clear)
/* As it should be, and as it stands in the file: without title when it does not. */
gboolean
_crm_txn_make_entry (CrmTxn *self, const CrmRecord *record, CrmEntry *entry, GError **error);
gboolean _crm_txn_read_entry (CrmTxn *self, gint64 n, CrmEntry *entry, GError **error);
gboolean _crm_entry_equal (const CrmEntry *a, const CrmEntry *b);
/* Whatever has changed: the way to its party may lead over another record. */
gboolean
_crm_txn_refresh_directory (CrmTxn *self, const CrmRecord *record, gboolean is_new, GError **error);
gboolean _crm_txn_write_directory (CrmTxn *self,
                                   const CrmRecord *record,
                                   const CrmRecord *stored,
                                   GError **error);
gboolean _crm_txn_write_timeline (CrmTxn *self,
                                  const CrmRecord *record,
                                  const CrmRecord *stored,
                                  GError **error);
/* Adds a finding when the living record is not where it belongs. */
gboolean _crm_txn_check_timeline (CrmTxn *self,
                                  const CrmRecord *record,
                                  const char *title,
                                  GPtrArray *findings,
                                  GError **error);
gboolean _crm_txn_write_log (CrmTxn *self,
                             const CrmRecord *record,
                             const CrmRecord *stored,
                             CrmChangeKind kind,
                             GError **error);
/* Sets the derived fields: they must not depend on who saves, so no scope narrows what is counted.
 */
gboolean _crm_txn_call_derive (CrmTxn *self, CrmRecord *record, GError **error);
/* Whether the record, in a bulk load, is one that others are counted in: its derived values are
 * then made once, at the end. */
gboolean _crm_txn_derive_later (CrmTxn *self, const CrmRecord *record);
/* Runs the entity's derive and writes what moved, without version or history. */
gboolean _crm_txn_derive (CrmTxn *self, const CrmEntity *entity, gint64 id, GError **error);
void _crm_txn_mark_derived (CrmTxn *self, const CrmRecord *record, const CrmRecord *stored);
gboolean _crm_txn_run_pending (CrmTxn *self, GHashTable *pending, GError **error);
void _crm_txn_note_change (CrmTxn *self, const CrmRecord *record, CrmChangeKind kind);

/* The party, and who is responsible, that a record belongs to; 0 for none. */
gboolean _crm_txn_party_of (CrmTxn *self, const CrmRecord *record, gint64 *party, GError **error);

/* An operation that is under way is marked beside the log; a mark that stays was cut off. */
#define CRM_OPEN_MARK "open:"
gboolean _crm_txn_mark_open (CrmTxn *self, gint64 operation, gboolean open, GError **error);

gint64 _crm_txn_meta_int (CrmDb *db, const char *key);
/* The last row of the log that was summed up: who follows it from before that reads all anew. */
gint64 _crm_txn_summed_seq (CrmDb *db);

/* @stored as it was before these changes of the log, with what others did since; saving it needs no
 * further merge. @lost (element-type CrmField) gets what the log cannot give back. NULL with error.
 * (transfer full) */
CrmRecord *_crm_txn_revert (const CrmRecord *stored,
                            const char *changes,
                            GPtrArray *conflicts,
                            GPtrArray *lost,
                            GError **error);

/* Whether a change of it may be told on timelines, and whether this one is. */
gboolean _crm_entity_is_told (const CrmEntity *entity);
gboolean _crm_changes_are_told (const CrmEntity *entity, const char *changes);
/* A JSON object of what differs: {"field": [old, new], "lines": {"<id>": {…}}}. NULL when nothing
 * does. (transfer full) */
char *_crm_changes_to_json (const CrmRecord *record, const CrmRecord *stored);
/* Two such objects of one record, one after the other, as one: from before the first to after the
 * last. NULL is an object of nothing. NULL with error when one cannot be read. (transfer full) */
char *_crm_changes_combine (const char *older, const char *newer, GError **error);

/* The custom columns of the file. (transfer full) (element-type CrmCustomField) */
GArray *_crm_txn_read_custom (CrmDb *db, GError **error);

G_END_DECLS
