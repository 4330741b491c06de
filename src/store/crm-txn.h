/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-merge.h"
#include "model/crm-query.h"

G_BEGIN_DECLS

/**
 * CrmTxn:
 *
 * One transaction on the office file, handed to a #CrmTxnFunc on the store's thread. All verbs are
 * written against it: they get, ask and save; they see neither the office nor a widget. In a
 * reading transaction nothing can be saved. All it gives is fresh: what this transaction has
 * written is seen by its later reads.
 */

/**
 * CrmTxnFunc:
 * @data: what was handed over; immutable input, and room for the result, which must be made anew at
 *   each run because the function may run twice.
 *
 * Returns: FALSE with @error set to give the whole transaction up.
 */
typedef gboolean (*CrmTxnFunc) (CrmTxn *txn, gpointer data, GError **error);

/* What a person may do with a record; asked inside the save and before every read. */
typedef enum {
  CRM_ACTION_READ,
  CRM_ACTION_CREATE,
  CRM_ACTION_EDIT,
  CRM_ACTION_DELETE,
} CrmAction;

/* What a person may do besides, which is no action on a record. */
typedef enum {
  CRM_RIGHT_PERSONAL, /* see personal data */
  CRM_RIGHT_EXPORT,
  CRM_RIGHT_BACKDATE, /* issue papers with an earlier day */
  CRM_RIGHT_MANAGE,   /* people and settings */
  CRM_RIGHT_UPGRADE,  /* upgrade and restore the office file */
} CrmRight;

CrmSchema *crm_txn_get_schema (CrmTxn *self);
gint64 crm_txn_get_now (CrmTxn *self);        /* UTC ms, the same for the whole transaction */
const char *crm_txn_get_today (CrmTxn *self); /* the person's day */
gint64 crm_txn_get_person (CrmTxn *self);     /* id of who is at the desk; 0 before anybody is */
gboolean crm_txn_is_bulk (CrmTxn *self); /* filling a new file: nobody waits, nothing to undo */
/* For a derive: whether to count what other records say (CrmField.from). Not while the record
 * itself is saved: that changes nothing of theirs, and where they have changed it is derived before
 * the commit. */
gboolean crm_txn_must_count (CrmTxn *self);

/* --- Rights ------------------------------------------------------------------------------------
 */

/* Whether the person may; %CRM_ERROR_DENIED says why not. @record NULL asks of the entity as a
 * whole. */
gboolean crm_txn_may (CrmTxn *self,
                      CrmAction action,
                      const char *entity,
                      const CrmRecord *record,
                      GError **error);
gboolean crm_txn_allows (CrmTxn *self, CrmRight right, GError **error);
/* The office's own work, a number of a series, a paper's content, does not depend on who does it.
 * Returns how it was before, to be given back. */
gboolean crm_txn_trust (CrmTxn *self, gboolean trusted);
/* Who is responsible for a record, over whatever references; 0 for nobody. */
gboolean
crm_txn_get_responsible (CrmTxn *self, const CrmRecord *record, gint64 *person, GError **error);
/* For who answers: whether this is the first question of the transaction, and whether it writes. */
gboolean crm_txn_asks_first (CrmTxn *self);
gboolean crm_txn_is_writing (CrmTxn *self);
/* Whether the log has rows of the entities after *@seq; moves it to the end of the log. Before the
 * first look it is -1. */
gboolean crm_txn_log_has (CrmTxn *self,
                          gint64 *seq,
                          const char *const *entities,
                          gboolean *has,
                          GError **error);

/* --- Records -----------------------------------------------------------------------------------
 */

/* A new record with its initial values. (transfer full) */
CrmRecord *crm_txn_new (CrmTxn *self, const char *entity);

/* The record with its lines, also from the trash; %CRM_ERROR_NOT_FOUND. (transfer full) */
CrmRecord *crm_txn_get (CrmTxn *self, const char *entity, gint64 id, GError **error);

/* The first living record, by id, whose field holds the value; NULL without error when there is
 * none. (transfer full) */
CrmRecord *crm_txn_find (CrmTxn *self,
                         const char *entity,
                         const char *field,
                         const CrmValue *value,
                         GError **error);
CrmRecord *crm_txn_find_text (CrmTxn *self,
                              const char *entity,
                              const char *field,
                              const char *value,
                              GError **error);

/* What the query finds, with lines. (transfer full) (element-type CrmRecord) */
GPtrArray *crm_txn_query (CrmTxn *self, const CrmQuery *query, GError **error);
/* All records of an entity, a slice at a time, in the order they were made: those with a greater n
 * than @after, with lines. (transfer full) (element-type CrmRecord) */
GPtrArray *
crm_txn_walk (CrmTxn *self, const char *entity, gint64 after, guint limit, GError **error);
/* The first that it finds; NULL without error when there is none. (transfer full) */
CrmRecord *crm_txn_first (CrmTxn *self, const CrmQuery *query, GError **error);
/* How many it finds; -1 on error. */
gint64 crm_txn_count (CrmTxn *self, const CrmQuery *query, GError **error);

/**
 * CrmMeasured:
 *
 * One row of measures: a value per bucket and, for a sum over money, its currency. A query with a
 * sum in three currencies gives three rows per bucket.
 */
typedef struct {
  CrmValue *buckets;
  CrmValue *measures;
  guint n_buckets;
  guint n_measures;
  char *currency;
} CrmMeasured;
/* (transfer full) (element-type CrmMeasured) */
GPtrArray *crm_txn_measure (CrmTxn *self, const CrmQuery *query, GError **error);

/* The title of a record of any entity, from the directory; NULL when there is none. `entity` (out)
 * (optional) is its name. (transfer full) */
char *crm_txn_title (CrmTxn *self, gint64 id, const char **entity);

/**
 * crm_txn_save:
 *
 * The one road: reads the row anew, merges field by field what others changed, asks the rights,
 * checks, runs the entity's rules, writes row, lines, derived values, directory, search, timeline
 * and log. Afterwards @record has its id, the new version, and its base is what is stored.
 *
 * Errors: %CRM_ERROR_CONFLICT naming the fields that both changed, with theirs and mine;
 * %CRM_ERROR_INVALID, %CRM_ERROR_UNIQUE, %CRM_ERROR_DENIED (rights, or frozen),
 * %CRM_ERROR_NOT_FOUND (deleted meanwhile), %CRM_ERROR_READ_ONLY.
 */
gboolean crm_txn_save (CrmTxn *self, CrmRecord *record, GError **error);

/**
 * crm_txn_rederive:
 * @after: (inout): 0 to begin; where to go on, 0 when all are done.
 *
 * Computes the derived values of the next @limit records anew and writes what moved: for values
 * that follow from rules of the office, after a rule has changed.
 */
gboolean
crm_txn_rederive (CrmTxn *self, const char *entity, gint64 *after, guint limit, GError **error);

/**
 * crm_txn_remember:
 * @entity: what it was made from; forgotten with the next change to a record of it.
 * @made: (transfer full): what rules need again with each record, until the transaction ends.
 */
void crm_txn_remember (CrmTxn *self, const char *entity, GPtrArray *made);
/* (transfer none) (nullable) */
GPtrArray *crm_txn_recall (CrmTxn *self, const char *entity);

/**
 * crm_txn_attempt:
 * @func: a part of the transaction that may fail.
 *
 * When it fails, what it has done is taken back, and the transaction goes on with the rest: work
 * over many records leaves out the one that cannot be done.
 */
gboolean crm_txn_attempt (CrmTxn *self, CrmTxnFunc func, gpointer data, GError **error);

/* To the trash and back. What others refer to stays readable there. */
gboolean crm_txn_delete (CrmTxn *self, const char *entity, gint64 id, GError **error);
gboolean crm_txn_restore (CrmTxn *self, const char *entity, gint64 id, GError **error);
/* The same of a record that was last seen as it was at @version: %CRM_ERROR_CONFLICT, which says
 * who and what, when somebody else has changed it since. 0: it does not matter. */
gboolean
crm_txn_delete_seen (CrmTxn *self, const char *entity, gint64 id, gint64 version, GError **error);

/**
 * crm_txn_note:
 *
 * Writes down what changes no record, as an export, with who and when. It stands in nobody's way to
 * undo what was done before it.
 */
void crm_txn_note (CrmTxn *self, const char *verb, const char *title);
/* What was noted under a verb, newest first. (transfer full) (element-type CrmNote) */
typedef struct {
  gint64 at;
  gint64 person;
  char *title;
} CrmNote;
GPtrArray *crm_txn_notes (CrmTxn *self, const char *verb, guint limit, GError **error);

/* What history calls this operation: a verb's name, "deal.move", and whether it can be undone. */
void crm_txn_set_verb (CrmTxn *self, const char *verb);
/* What it is called; otherwise as the first record that it changes. */
void crm_txn_set_title (CrmTxn *self, const char *title);
/* The verb of operations that make two records one. They, and what takes them back, may move the
 * references of frozen records: an issued paper belongs to whoever its client has become. */
#define CRM_VERB_MERGE "record.merge"
void crm_txn_move_links (CrmTxn *self, gboolean moving);
void crm_txn_forbid_undo (CrmTxn *self);

/**
 * crm_txn_continue:
 * @operation: of an earlier transaction; see crm_txn_get_operation().
 *
 * What is done here belongs to that operation too: a visit to a card with several saves, an import
 * or a bulk edit in batches is one entry of history and one undo. What it changed of a record again
 * is told in one row, unless somebody else has changed the record in between.
 *
 * Returns: FALSE when it has been undone since, cannot be undone, or is another person's: then what
 *   is done here is an operation of its own.
 */
gboolean crm_txn_continue (CrmTxn *self, gint64 operation);
/* The operation of what was written so far; 0 before anything was. */
gint64 crm_txn_get_operation (CrmTxn *self);
/* More of this operation is to come in further transactions. The last one does not call it; where
 * none comes, the operation was cut off: see crm_txn_cut_off(). */
void crm_txn_set_unfinished (CrmTxn *self);

/**
 * crm_txn_undo:
 * @operation: an operation's id; 0 for the last one of this person that is neither undone nor an
 * undo.
 *
 * Takes it back as a new operation: every field gets its old value if it still has the new one.
 * %CRM_ERROR_CONFLICT names what somebody changed since; %CRM_ERROR_NOT_FOUND when there is nothing
 * to undo; %CRM_ERROR_DENIED when it cannot be undone (the issuing of a paper).
 *
 * @undone: (out) (optional) (transfer full): what was undone, for the toast.
 */
gboolean crm_txn_undo (CrmTxn *self, gint64 operation, char **undone, GError **error);
/* Undoes this person's last undo. */
gboolean crm_txn_redo (CrmTxn *self, char **redone, GError **error);

typedef enum {
  CRM_UNDO_CHANGED_SINCE, /* a field or line, see `conflict` */
  CRM_UNDO_WORKED_IN,     /* a record to be trashed that a colleague has changed since */
  CRM_UNDO_LOST,          /* a picture: what it was before is not kept, whatever is chosen */
} CrmUndoQuestionKind;

typedef struct {
  CrmUndoQuestionKind kind;
  char *key; /* to answer it by */
  CrmRecord *record;
  char *title;
  CrmConflict *conflict; /* mine: what was before the operation; theirs: what stands there now */
  const CrmField *field; /* NULL for a line or a record */
  char *who;             /* who changed it since; NULL when it is not known */
  gint64 at;
} CrmUndoQuestion;

/**
 * CrmUndo:
 *
 * Taking an operation back, or an undo, in one transaction or in parts.
 */
typedef struct {
  gint64 operation;    /* 0: the last of this person that can be */
  gboolean redo;       /* with 0: the last undo instead */
  GHashTable *choices; /* see crm_undo_choose() */
  gint64 below;        /* 0, or `next_below` of the part before */
  gint64 by;           /* 0, or `next_by` of the part before */

  GPtrArray *questions; /* of CrmUndoQuestion: what nobody has decided yet */
  gint64 found;         /* the operation that is taken back */
  char *title;          /* what it was, for the toast */
  gint64 next_below;    /* 0: that was all */
  gint64 next_by;       /* the operation that took it back */
  gboolean redone;      /* it was an undo that was taken back */
  guint n_left;         /* what was changed during the work, and was left as it is */
  guint n_rows;         /* of the log, in this part: one for each record */
  guint n_records;      /* of all parts, once all were looked at */
  guint n_parts;        /* how many parts it has, once all were looked at, */
  guint n_done;         /* and how many of them are back */
} CrmUndo;

/* (element-type CrmUndoQuestion) */
GPtrArray *crm_undo_questions_new (void);
CrmUndo *crm_undo_new (gint64 operation);
void crm_undo_free (CrmUndo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmUndo, crm_undo_free)
/* Mine: the old value comes back; theirs: it stays as it is. */
void crm_undo_choose (CrmUndo *self, const char *key, CrmMergeChoice choice);
/**
 * crm_txn_undo_part:
 * @limit: rows of the log for this part; 0 is all of them.
 *
 * As crm_txn_undo(); in a reading transaction it only looks what must be asked. Where something is
 * undecided %CRM_ERROR_CONFLICT names the first, and `questions` has them all.
 */
gboolean crm_txn_undo_part (CrmTxn *self, CrmUndo *undo, guint limit, GError **error);

/* Whether it is there, is not undone and may be. */
gboolean crm_txn_can_undo (CrmTxn *self, gint64 operation);

/* Who changed a field or line of a record last, and when. */
typedef struct {
  gint64 person;
  gint64 at;
  gint64 operation;
  char *name;
} CrmAuthor;
/* By the keys of crm_conflict_get_key(); "" is the record as a whole. (transfer full) (element-type
 * utf8 CrmAuthor) */
GHashTable *crm_txn_authors (CrmTxn *self, gint64 id, GError **error);

/* One entry of a record's history, newest first. (transfer full) (element-type CrmHistory) */
typedef struct {
  gint64 operation;
  gint64 at;
  gint64 person;
  char *verb;
  char *changes; /* JSON: {"field": [old, new], "phones": {"<id>": {…}}}; NULL for a creation */
  gboolean undoable;
  gboolean undone;
} CrmHistory;
GPtrArray *crm_txn_history (CrmTxn *self, gint64 id, guint limit, GError **error);
/* From when on the log has all that was changed, UTC ms; 0: from the beginning. */
gint64 crm_txn_history_since (CrmTxn *self);
/**
 * crm_txn_sum_up_history:
 * @before: what was done before this, UTC ms, is summed up: of each record one row stays, which
 *   says who changed it last and when, without values. It can be undone no more.
 * @limit: rows for this transaction, so that nobody waits for it.
 * @n: (out): how many were dealt with; 0 when nothing is left to do.
 */
gboolean
crm_txn_sum_up_history (CrmTxn *self, gint64 before, guint limit, guint *n, GError **error);
/* What time it is as far as the clocks of this office agree: not later than when a colleague did
 * something last. By a clock that runs years ahead all of history would be old. */
gint64 crm_txn_agreed_now (CrmTxn *self);
/* A chore of the office that is done once a day: @claimed is whether it is this transaction's to do
 * today; from its commit on it is nobody else's. */
gboolean crm_txn_claim_today (CrmTxn *self, const char *chore, gboolean *claimed, GError **error);

/**
 * CrmOperation:
 *
 * What somebody did, as one thing: over one record or ten thousand.
 */
typedef struct {
  gint64 id;
  gint64 at;
  gint64 person;
  gint64 seq;     /* grows with everything that is done in the office */
  gint64 undo_of; /* 0 when it is no undo */
  char *verb;
  char *title; /* of the first record, as it was called then */
  gboolean undoable;
  gboolean undone;
  guint n_records;
  gint64 record;           /* the first that it touched */
  const CrmEntity *entity; /* of that record */
} CrmOperation;

/* All of it is optional. */
typedef struct {
  gint64 after_seq;
  gint64 since; /* UTC ms */
  gint64 person;
  gboolean not_person;     /* everybody but that person */
  const CrmEntity *entity; /* has touched one of these */
  guint limit;
} CrmOperationFilter;

/* Newest first; only of records that the person may see. (transfer full) (element-type
 * CrmOperation) */
GPtrArray *crm_txn_operations (CrmTxn *self, const CrmOperationFilter *filter, GError **error);
/* Operations of this person that were to go on and did not: the program ended between two of their
 * transactions. (transfer full) (element-type CrmOperation) */
GPtrArray *crm_txn_cut_off (CrmTxn *self, GError **error);
/* It stays as it is and is not offered again. */
gboolean crm_txn_accept_cut_off (CrmTxn *self, gint64 operation, GError **error);
/* Of the last change that there is. */
gint64 crm_txn_last_seq (CrmTxn *self);

/* What lies in the trash, newest first, whose title has all the words; only what the person
 * may see. (transfer full) (element-type CrmDeleted) */
typedef struct {
  gint64 id;
  gint64 n;
  gint64 at;
  const CrmEntity *entity;
  char *title;
} CrmDeleted;
GPtrArray *crm_txn_deleted (CrmTxn *self, const char *words, guint limit, GError **error);

/* What stands on the timeline of a party or of another record, newest first. (transfer full)
 * (element-type CrmMoment) */
typedef struct {
  gint64 id;
  gint64 n;
  gint64 at;
  const char *entity; /* of the schema */
  char *title;
  gint64 responsible; /* 0 for nobody */
} CrmMoment;
GPtrArray *crm_txn_timeline (CrmTxn *self, gint64 record, guint limit, GError **error);
/* The same, older than a moment that is known already; NULL for the newest ones. */
GPtrArray *crm_txn_timeline_before (CrmTxn *self,
                                    gint64 record,
                                    const CrmMoment *before,
                                    guint limit,
                                    GError **error);

/* What was done to a record, and of a party also to what belongs to it, by verbs of these names, or
 * to fields whose changes are told; newest first, what was undone left out. (transfer full)
 * (element-type CrmDone) */
typedef struct {
  gint64 operation;
  gint64 at;
  gint64 person;
  char *verb;
  gint64 id; /* the record it was done to */
  gint64 n;
  const char *entity; /* of the schema */
  char *title;        /* as it is called now */
  char *changes;      /* JSON, as in CrmHistory */
  gboolean told;      /* something in them is told */
} CrmDone;
GPtrArray *
crm_txn_done (CrmTxn *self, gint64 record, const char *const *verbs, guint limit, GError **error);

/* Hits over all entities, for pickers and the palette: records by words, best first. NULL entity =
 * all. (transfer full) (element-type CrmHit) */
typedef struct {
  gint64 id;
  const char *entity;
  char *title;
} CrmHit;
GPtrArray *
crm_txn_search (CrmTxn *self, const char *entity, const char *words, guint limit, GError **error);

/* The same of what may be chosen anew, for pickers; without words the first of the entity. */
GPtrArray *
crm_txn_offer (CrmTxn *self, const char *entity, const char *words, guint limit, GError **error);

/* Adds a field of this office to an entity; its column is made in this transaction and every
 * desktop reloads its schema after the commit. The definition itself is the caller's record. */
gboolean crm_txn_add_column (CrmTxn *self, const CrmCustomField *field, GError **error);
/* Lays a described field out: group, place, hidden or not; followed as a new field is. */
gboolean crm_txn_lay_out (CrmTxn *self, const CrmCustomField *field, GError **error);

G_END_DECLS
