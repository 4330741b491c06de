/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

G_BEGIN_DECLS

typedef struct _CrmDraftAsked CrmDraftAsked;

struct _CrmDraft {
  GObject parent_instance;

  CrmDesk *desk;
  CrmSchema *schema; /* keeps the entities and fields that the record points to */
  CrmRecord *record;
  GHashTable *titles;  /* id → title and entity */
  GHashTable *refused; /* field → why */
  CrmDraftState state;
  GError *error;
  GError *refusal;
  gboolean frozen;
  gboolean gone;
  gboolean scratch; /* never a record, so neither kept nor written down */

  CrmRecord *sent;       /* while it is being saved: what was sent */
  GPtrArray *sent_lines; /* per kind of lines: GPtrArray of the working copy's, as sent */
  gboolean again;
  GPtrArray *waiters; /* of GTask */
  guint quiet_source;

  GPtrArray *conflicts; /* of CrmConflict */
  GHashTable *authors;  /* key → CrmAuthor, as they were read last; or NULL */
  GPtrArray *news;      /* of CrmDraftNews */
  gint64 seen_version;  /* before the first of them */
  gboolean save_after;  /* save once the record was read anew */
  gint64 visit;
  gint64 visit_at;

  GHashTable *untaken; /* editor → CrmDraftPeekFunc */
  char *journal;       /* its file, once there is one */
  guint journal_source;

  char *key;            /* names it in journals, once another draft has to find it */
  CrmDraftAsked *asked; /* the field that waits for this record; see crm-draft-nested.h */
  CrmDraft *asker;      /* whose it is, in this run of the program */
};

/* What a reading found: the record, and titles of what it refers to. */
typedef struct {
  CrmSchema *schema;
  char *entity;
  gint64 id;         /* 0: only titles */
  GArray *wanted;    /* of gint64: titles asked for besides the record's own */
  CrmRecord *record; /* or NULL */
  GHashTable *titles;
  gboolean with_authors;
  GHashTable *authors;
} CrmDraftReading;

CrmDraftReading *_crm_draft_reading_new (const char *entity, gint64 id);
void _crm_draft_reading_free (CrmDraftReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDraftReading, _crm_draft_reading_free)

/* Runs on the store's thread. */
gboolean _crm_draft_read (CrmTxn *txn, gpointer reading, GError **error);
/* Ids of all that a record and its lines refer to are added to @ids. */
void _crm_draft_gather_ids (const CrmRecord *record, GArray *ids);

void _crm_draft_set_named (CrmDraft *self, gint64 id, const char *title, const char *entity);
void _crm_draft_take_titles (CrmDraft *self, CrmDraftReading *reading);
/* Puts a freshly read record under the draft; what was typed is laid over it. */
void _crm_draft_rebase (CrmDraft *self, CrmRecord *fresh);
/* Writes what is not saved to its file a moment later, or removes the file when all is. */
void _crm_draft_queue_journal (CrmDraft *self);
void _crm_draft_drop_journal (CrmDraft *self);
/* A copy of the working copy with what stands untaken in its editors. (transfer full) */
CrmRecord *_crm_draft_peek (CrmDraft *self);
void _crm_draft_news_free (gpointer news);
void _crm_draft_set_gone (CrmDraft *self);
/* The office's fields are others now: the record becomes one of theirs, with all that was typed. */
void _crm_draft_follow_schema (CrmDraft *self);

void _crm_draft_asked_free (CrmDraftAsked *asked);
void _crm_draft_nested_to_json (CrmDraft *self, JsonObject *object);
void _crm_draft_nested_from_json (CrmDraft *self, JsonObject *object);
/* Tells the form that waits for it. */
void _crm_draft_nested_created (CrmDraft *self);

gboolean _crm_draft_was_kept_out (CrmDraft *self);
void _crm_draft_set_state (CrmDraft *self, CrmDraftState state);
/* SAVED or CHANGED, as it is. */
void _crm_draft_settle (CrmDraft *self);
void _crm_draft_take_record (CrmDraft *self, CrmRecord *record);
gboolean _crm_draft_compute_frozen (CrmRecord *record);

/* Asks for the titles that are not known yet. */
void _crm_draft_resolve_titles (CrmDraft *self);

G_END_DECLS
