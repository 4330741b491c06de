/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-format.h"
#include "model/crm-merge.h"
#include "ui/common/crm-desk.h"

G_BEGIN_DECLS

typedef enum {
  CRM_DRAFT_SAVED,   /* as it stands in the office */
  CRM_DRAFT_CHANGED, /* here only */
  CRM_DRAFT_SAVING,
  CRM_DRAFT_FAILED, /* see crm_draft_get_error() */
} CrmDraftState;

/**
 * CrmDraft:
 *
 * A record while it is being edited: the working copy, the titles of what it refers to, and whether
 * it is saved. It has no widgets, so that it outlives the card it was typed into: leaving a card
 * never loses what was typed.
 *
 * Signals: "state-changed"; "reloaded": the record object is another one; "titles-changed";
 * "quiet": about to save by itself, so untaken text should be taken; "created" (id); "gone": it was
 * deleted, here or by a colleague; "news": see crm_draft_get_news().
 */
#define CRM_TYPE_DRAFT (crm_draft_get_type ())
G_DECLARE_FINAL_TYPE (CrmDraft, crm_draft, CRM, DRAFT, GObject)

/* Takes nothing: the record is referenced. */
CrmDraft *crm_draft_new (CrmDesk *desk, CrmRecord *record);
/* An empty record for editors to write values to, which is never saved: the desk does not keep it,
 * and nothing of it is offered after a crash. */
CrmDraft *crm_draft_new_scratch (CrmDesk *desk, const CrmEntity *entity);
/* A new record with its initial values and, of a room with a filter, what makes it belong there. */
CrmDraft *crm_draft_new_record (CrmDesk *desk, const CrmEntity *entity);

/* Reads a record and the titles of all it refers to in one go; a draft kept by the desk comes
 * first. (transfer full) */
void crm_draft_load_async (CrmDesk *desk,
                           const char *entity,
                           gint64 id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
CrmDraft *crm_draft_load_finish (GAsyncResult *result, GError **error);

CrmDesk *crm_draft_get_desk (CrmDraft *self);
CrmRecord *crm_draft_get_record (CrmDraft *self);
const CrmEntity *crm_draft_get_entity (CrmDraft *self);
CrmDraftState crm_draft_get_state (CrmDraft *self);
const GError *crm_draft_get_error (CrmDraft *self);
gboolean crm_draft_is_new (CrmDraft *self);
/* In the trash. */
gboolean crm_draft_is_deleted (CrmDraft *self);
/* Whether it is saved by a button and not by leaving. */
gboolean crm_draft_is_explicit (CrmDraft *self);
gboolean crm_draft_has_changes (CrmDraft *self);
/* Whether the person may do it to the record, as it is stored; @why: (out) (optional) (transfer
 * full). */
gboolean crm_draft_may (CrmDraft *self, CrmAction action, char **why);
/* Whether the person may change the record at all; @why: (out) (optional) (transfer full). */
gboolean crm_draft_is_permitted (CrmDraft *self, char **why);
/* By rights of the file, the record's state and the field's description. @field NULL: anything. */
gboolean crm_draft_may_edit (CrmDraft *self, const CrmField *field);
gboolean crm_draft_is_frozen (CrmDraft *self);
/* A pattern of the description, "{number} {amount}", as people read it. (transfer full) */
char *crm_draft_expand (CrmDraft *self, const char *pattern);
/* (transfer full): the title, or the phrase for a new one. */
char *crm_draft_get_title (CrmDraft *self);

/* What a line holds, as people read it: "022 12 34 56, work". (transfer full) */
char *crm_draft_describe_line (CrmDraft *self, const CrmRecord *line);

/* Of a record that this one refers to; NULL when it is not known yet. */
const char *crm_draft_get_title_of (CrmDraft *self, gint64 id);
void crm_draft_set_title_of (CrmDraft *self, gint64 id, const char *title);
/* The entity of a record that an any-record reference names; NULL when it is not known. */
const char *crm_draft_get_entity_of (CrmDraft *self, gint64 id);

/* A value was taken. */
void crm_draft_touch (CrmDraft *self);
/* Something is being typed: the time of quiet begins anew. */
void crm_draft_typing (CrmDraft *self);
/* What stands in an editor and is not taken yet, so that it outlives the program. FALSE when it
 * cannot be read as a value. */
typedef gboolean (*CrmDraftPeekFunc) (gpointer editor,
                                      CrmRecord **line,
                                      const char **field,
                                      CrmValue *value);
/* @peek NULL: it was taken or given back. */
void crm_draft_set_untaken (CrmDraft *self, gpointer editor, CrmDraftPeekFunc peek);
/* A value was typed into a field that somebody else has changed since typing began: both are kept
 * until somebody decides. @line: the record or one of its lines, with the value typed. */
void crm_draft_clash (CrmDraft *self,
                      CrmRecord *line,
                      const char *field,
                      const CrmValue *began,
                      const CrmValue *theirs);
/* A field holds text that cannot be taken, or no longer does (@message NULL). */
void crm_draft_refuse (CrmDraft *self, gconstpointer field, const char *message);

/* Begins to save what was changed; nothing when nothing was. */
void crm_draft_save (CrmDraft *self);
/* Saves, then answers: TRUE when all is stored. */
void crm_draft_save_async (CrmDraft *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_draft_save_finish (CrmDraft *self, GAsyncResult *result, GError **error);
void crm_draft_discard (CrmDraft *self);
/* Reads it anew; what was typed stays. */
void crm_draft_refresh (CrmDraft *self);

/* --- Colleagues ------------------------------------------------------------------------------- */

/* What both have changed and nobody has decided yet; nothing is saved before. (transfer none)
 * (element-type CrmConflict) */
GPtrArray *crm_draft_get_conflicts (CrmDraft *self);
/* @choices: (element-type utf8 CrmMergeChoice): by crm_conflict_get_key(); see
 * crm_draft_choice(). When all is decided it is saved. */
void crm_draft_decide (CrmDraft *self, GHashTable *choices);
/* Decides all in the same way. */
void crm_draft_decide_all (CrmDraft *self, CrmMergeChoice choice);
/* Who changed it last, by the key of a field or line, "" for anything. (nullable) */
const CrmAuthor *crm_draft_get_author (CrmDraft *self, const char *key);

/* A field, or the lines of one kind, that a colleague has just changed under this card. */
typedef struct {
  char *key; /* name of the field or of the lines */
  char *label;
  char *who;
  gint64 at;
  char *was; /* as people read it; NULL for lines */
} CrmDraftNews;
/* (transfer none) (element-type CrmDraftNews) */
GPtrArray *crm_draft_get_news (CrmDraft *self);
void crm_draft_clear_news (CrmDraft *self);
/* The record's version before the news that are still marked: what its reader has had time to see.
 */
gint64 crm_draft_get_seen_version (CrmDraft *self);

/* The operation that this visit's saves belong to; 0 before the first. */
gint64 crm_draft_get_visit (CrmDraft *self);
/* What is saved next is a visit of its own. */
void crm_draft_end_visit (CrmDraft *self);
/* Deleted meanwhile: takes it out of the trash and saves what was typed. */
void crm_draft_restore_mine (CrmDraft *self);
/* What was found in the journal is laid over the record as it was read; see crm-draft-journal.h. */
void crm_draft_lay_over (CrmDraft *self, CrmRecord *mine);

G_END_DECLS
