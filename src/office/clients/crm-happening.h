/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* Somebody of the client's people. */
typedef struct {
  gint64 id;
  char *name;
} CrmHappeningContact;

/**
 * CrmHappening:
 *
 * One row of a timeline, of a client or of any record that has one, ready to be shown: a call, a
 * letter, a deal, a paper, a comment, a file, or a change that has a name, such as a deal that
 * moved.
 */
typedef struct {
  const char *entity; /* of the schema */
  gint64 id;
  gint64 n; /* with `at`, its place in order */
  gint64 at;
  const char *kind;  /* what it is filtered by: "call", "deal", "change"…; interned */
  const char *label; /* the same in the person's language */
  char *title;
  char *detail; /* or NULL: what more it says, some lines */
  char *about;  /* or NULL: "Alfa · 3 × 120.00 MDL", where that does not go without saying */
  char *person; /* or NULL: whose it is */
  gint64 person_id;
  GPtrArray *contacts;    /* of CrmHappeningContact, with whom it happened; NULL for nobody */
  const CrmChoice *state; /* or NULL */
  gint64 at_record;       /* of a comment, a file, a change: what it is about; else 0 */
} CrmHappening;

void crm_happening_free (CrmHappening *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmHappening, crm_happening_free)

/**
 * crm_happenings_read:
 * @record: whose timeline it is: a party's, or another record's whose entity has one.
 * @before: (nullable): go on where another reading ended; NULL begins with the newest, and with the
 *   named changes.
 *
 * Newest first. (transfer full) (element-type CrmHappening)
 */
GPtrArray *crm_happenings_read (CrmTxn *txn,
                                gint64 record,
                                const CrmMoment *before,
                                guint limit,
                                CrmMoment *last,
                                gboolean *more,
                                GError **error);

/* Whose the record is, 0 for nobody's, and, unless it is a party itself or stands alone, which
 * record of theirs. */
void crm_happening_place (const CrmRecord *record, gint64 *party, gint64 *about);

/* Whether what is written down can be about records of the entity. */
gboolean crm_happening_suits (CrmSchema *schema, const CrmEntity *entity);

/* A call, a note: one thing that happened just now, written down in one go. */
typedef struct {
  const char *kind; /* of an event */
  const char *direction;
  const char *subject;
  const char *note;
  const char *phone;
  const char *from; /* the address of a letter */
  const char *outcome;
  gint64 starts;   /* 0: now */
  gint64 duration; /* seconds; 0: not known */
  gint64 contact;  /* whom of the client's people it was with; 0: not known */
  gint64 about;    /* the record beside the client that it names: a deal, a claim; 0 for none */
  /* What comes of it: a task, the day it is due, and whose it is. */
  const char *next_title; /* NULL for nothing */
  const char *next_due;
  gint64 next_for; /* 0: mine */
} CrmJotting;

/* Puts what an event or a task is about, a deal, a claim, into the field that is for it; what has
 * none is left out. */
void crm_happening_name (CrmTxn *txn, CrmRecord *record, gint64 about);

/* Writes it into the calendar, and the task beside it, as one operation. The id of the event, or 0.
 */
gint64 crm_client_jot (CrmTxn *txn, gint64 client, const CrmJotting *jotting, GError **error);

G_END_DECLS
