/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-value.h"

G_BEGIN_DECLS

typedef struct _CrmEntity CrmEntity;
typedef struct _CrmField CrmField;
typedef struct _CrmRecord CrmRecord;
typedef struct _CrmSchema CrmSchema;
/* The transaction is the store's; the grammar only hands it on to hooks. */
typedef struct _CrmTxn CrmTxn;

/**
 * CrmFieldType:
 *
 * What a field means. From the type follow the column, its check, the cell in a list, the editor in
 * a card, the operators of a filter, and how it is typed, shown, imported and exported.
 */
typedef enum {
  CRM_FIELD_TEXT, /* one line */
  CRM_FIELD_NOTE, /* several lines */
  CRM_FIELD_INTEGER,
  CRM_FIELD_QUANTITY,  /* 1/1000 */
  CRM_FIELD_PRICE,     /* 1/10000 of the currency named by `currency` */
  CRM_FIELD_MONEY,     /* minor units of the currency named by `currency` */
  CRM_FIELD_RATE,      /* 1e-6 */
  CRM_FIELD_PERCENT,   /* basis points */
  CRM_FIELD_YESNO,     /* 0 or 1 */
  CRM_FIELD_DAY,       /* "YYYY-MM-DD" */
  CRM_FIELD_INSTANT,   /* UTC milliseconds */
  CRM_FIELD_DURATION,  /* seconds */
  CRM_FIELD_CHOICE,    /* text: the key of one of `choices` */
  CRM_FIELD_CURRENCY,  /* text: ISO 4217 */
  CRM_FIELD_COUNTRY,   /* text: ISO 3166-1 alpha-2 */
  CRM_FIELD_LANGUAGE,  /* text: en, ru, ro */
  CRM_FIELD_REFERENCE, /* id of a record of the entity named by `ref` */
  CRM_FIELD_ANY,       /* id of a record of any entity */
  CRM_FIELD_PARENT,    /* id of a record of the same entity: a tree */
  CRM_FIELD_TAGS,      /* text: words between commas */
  CRM_FIELD_EMAIL,
  CRM_FIELD_PHONE, /* text as typed; its E.164 twin is made by the store */
  CRM_FIELD_LINK,
  CRM_FIELD_REQUISITE, /* text; `ref` names the kind: "inn", "iban", … or the field that does */
  CRM_FIELD_JSON,      /* text: a JSON object or array that only code reads */
  CRM_FIELD_XML,       /* text: XML that a person may edit */
  CRM_FIELD_BLOB,      /* bytes: a picture, a file */
} CrmFieldType;

typedef enum {
  CRM_FIELD_REQUIRED = 1 << 0,  /* must not be empty */
  CRM_FIELD_SEARCHED = 1 << 1,  /* found by its text or digits */
  CRM_FIELD_IN_LIST = 1 << 2,   /* a column of the list from the start */
  CRM_FIELD_SORTED = 1 << 3,    /* has an index, so lists sort by it at once */
  CRM_FIELD_UNIQUE = 1 << 4,    /* no two living records share it */
  CRM_FIELD_PERSONAL = 1 << 5,  /* personal data: masked for those without the right */
  CRM_FIELD_READ_ONLY = 1 << 6, /* written by verbs and rules, not by hand */
  CRM_FIELD_DERIVED = 1 << 7,   /* computed by the entity's `derive`; no version, no history */
  CRM_FIELD_LIVING = 1 << 8,    /* may change in a frozen record */
  CRM_FIELD_HIDDEN = 1 << 9,    /* never shown to people */
  CRM_FIELD_SYSTEM = 1 << 10,   /* kept by the store: who and when */
  CRM_FIELD_CUSTOM = 1 << 11,   /* added by this office */
  CRM_FIELD_COMPACT = 1 << 12,  /* shares its row in the card with the next one */
  CRM_FIELD_TOLD = 1 << 13,     /* its changes are told on timelines */
} CrmFieldFlags;

/* How a choice is coloured; never the only sign. */
typedef enum {
  CRM_TONE_NONE,
  CRM_TONE_WAITING, /* grey */
  CRM_TONE_ACTIVE,  /* accent */
  CRM_TONE_SOON,    /* amber */
  CRM_TONE_LATE,    /* red */
  CRM_TONE_DONE,    /* green */
} CrmTone;

/* One option of a choice. The last one has key NULL. */
typedef struct {
  const char *key;
  const char *label; /* N_() or NC_("choice", …) with `context` */
  CrmTone tone;
} CrmChoice;

/* A move that a state may make. The last one has from NULL. A state without moves may go anywhere.
 */
typedef struct {
  const char *from;
  const char *to;
} CrmMove;

struct _CrmField {
  const char *name;  /* column, path step, key in JSON */
  const char *label; /* N_(): what people call it */
  CrmFieldType type;
  CrmFieldFlags flags;
  const char *ref;          /* entity of a reference; kind of a requisite or the field naming it */
  const CrmChoice *choices; /* of a choice */
  const CrmMove *moves;     /* of a choice that is a state */
  const char *currency;     /* of money and price: the field with the currency, or a path to it */
  const char *initial;      /* what a new record has, in machine form; "today", "now", "me" */
  const char *group;        /* N_(): heading in the card; NULL = the one before, "" = none */
  const char *from;         /* derived: "event.client task.client": whose saves compute it again */
  guint max;                /* longest text in characters; 0 = the type's own limit */
  const char *shown; /* "kind = person": a card shows it, while it is empty, only when this holds */
};

/* Lines of a record: what it is called there and the entity of one line. Last: name NULL. */
typedef struct {
  const char *name;   /* "phones" */
  const char *entity; /* "phone" */
  const char *label;  /* N_() */
  const char *behind; /* "name": a card shows them behind the group of this field; NULL: last */
} CrmLines;

/* Whose care the records of an entity are, for the rights of those who work with them. */
typedef enum {
  CRM_CARE_WORK,     /* the work of the office: by the role of each */
  CRM_CARE_SETTINGS, /* read by everybody, changed by those who manage people and settings */
  CRM_CARE_DESK,     /* everybody's own things, saved views and the like: read by everybody, changed
                        by whoever is responsible and by those who manage people and settings */
} CrmCare;

/* Where the office is: what is short is read by it. */
typedef struct {
  char *country; /* ISO 3166, or "" */
  char *near;    /* E.164 of a number in its town, or NULL */
} CrmHome;

struct _CrmEntity {
  guint16 number;    /* high bits of the directory's n: fixed for ever, 1 … 4095 */
  const char *name;  /* table, path, command line */
  const char *owner; /* a line entity: the entity it belongs to; NULL for records of their own */

  /* Whole phrases, N_(): languages need gender and case, so none is glued from parts. */
  const char *label;       /* "Client" */
  const char *label_many;  /* "Clients" */
  const char *label_new;   /* "New client" */
  const char *label_count; /* ngettext singular: "%d client" */
  const char *label_count_many;
  const char *empty_title; /* "No clients yet" */
  const char *empty_text;  /* what belongs here and the first step */

  const char *icon;
  const CrmField *fields;     /* last: name NULL */
  const CrmLines *lines;      /* or NULL */
  const char *const *indexes; /* further indexes: "is_client,name"; NULL-terminated, or NULL */
  const char *order;          /* "name", "-date,number": the list from the start */
  const char *title;          /* "{number} {name}": see crm_pattern_expand() */
  const char *subtitle;       /* the same, second line where there is room; or NULL */
  const char *filter;         /* the room's own records, as crm_query_parse_where(); or NULL */
  const char *state;          /* the choice field whose tone colours rows; or NULL */

  const char *party; /* path to the party whose timeline it stands on: "client", "deal.client" */
  const char *when;  /* the instant or day it stands there at */
  const char *stands_on;   /* "deal claim lines.product": references of its own and of its lines to
                              further records on whose timelines it stands; one to a record of any
                              entity counts where that one's entity has a timeline */
  const char *responsible; /* the field, or the reference it inherits from: "deal.responsible" */
  const char *shared;      /* what everybody who reads the entity sees, whoever is responsible:
                              "is_ours = yes", as crm_query_parse_where(); or NULL */
  const char *beside;      /* the reference to the record of any entity that it stands at: whoever
                              sees that one sees it, whoever is responsible; or NULL */
  const char *open;        /* what is still to be done, and goes to another when somebody leaves;
                              the same; NULL = all */
  const char *offered;     /* which may be chosen anew in another record, the same; NULL = all */
  CrmCare care;

  gboolean explicit_save; /* papers, money, our own requisites: saved by a button, not by leaving */
  gboolean inside;        /* kept within other rooms: has no place in the sidebar */

  /* Whether the record, as stored, is frozen: only living fields may change. */
  gboolean (*is_frozen) (const CrmRecord *stored);
  /* Rules over one record, after the checks of its fields. */
  gboolean (*validate) (const CrmRecord *record, GError **error);
  /* While it is typed: brings what was written into @field of @line (the record itself, or one of
   * its lines) into the form that the office keeps, and may fill other fields. @home says where the
   * office is. */
  void (*tidy) (CrmRecord *record, CrmRecord *line, const CrmField *field, const CrmHome *home);
  /* Why @typed, which is allowed there, can hardly be right; NULL when nothing speaks against it.
   * @sure: (out): something speaks for it. (transfer full) */
  char *(*doubt) (const CrmRecord *record,
                  const CrmRecord *line,
                  const CrmField *field,
                  const char *typed,
                  const CrmHome *home,
                  gboolean *sure);
  /* Fills what follows from the rest, inside the transaction, before the row is written. */
  gboolean (*before_save) (CrmTxn *txn, CrmRecord *record, GError **error);
  /* Sets the derived fields. Must depend only on the record and on what the transaction can read.
   */
  gboolean (*derive) (CrmTxn *txn, CrmRecord *record, GError **error);
  /* Refuses a deletion, or does what goes with it. */
  gboolean (*before_delete) (CrmTxn *txn, const CrmRecord *record, GError **error);
  /* What comes back with it when it is taken out of the trash, where it has been since @deleted:
   * what went there with it bears the same instant. */
  gboolean (*after_restore) (CrmTxn *txn, const CrmRecord *record, gint64 deleted, GError **error);
};

/* --- Of a field ------------------------------------------------------------------------------ */

/* Whether values of the type are integers in the file. */
gboolean crm_field_type_is_integer (CrmFieldType type);
/* "text", "money"…, as custom fields and JSON write it. */
const char *crm_field_type_name (CrmFieldType type);
gboolean crm_field_type_from_name (const char *name, CrmFieldType *type);

/* Digits after the point of a number type; of money it depends on the currency. */
guint crm_field_digits (const CrmField *self, const char *currency);

/* The option with this key, or NULL. */
const CrmChoice *crm_field_find_choice (const CrmField *self, const char *key);

/* Whether a text twin folded for search and order stands beside the column ("name_fold"). */
gboolean crm_field_has_fold (const CrmField *self);

/* Whether the figure is right-aligned. */
gboolean crm_field_is_figure (const CrmField *self);

G_END_DECLS
