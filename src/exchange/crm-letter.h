/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that came with a letter. */
typedef struct {
  char *name;
  GBytes *bytes;
} CrmLetterPart;

/**
 * CrmLetter:
 *
 * What an .eml file, or an .msg of Outlook, says: who wrote to whom, when, and what, as UTF-8 text,
 * whatever charset, encoding and markup it came in.
 */
typedef struct {
  char *subject;
  char *from;      /* the address, in small letters; "" when it says none */
  char *from_name; /* "" when it says none */
  GPtrArray *to;   /* of char*: addresses of To and Cc, in small letters */
  gint64 at;       /* UTC ms; 0 when it does not say */
  char *text;
  gboolean cut;     /* the text was longer than anybody reads */
  GPtrArray *parts; /* of CrmLetterPart */
} CrmLetter;

/* %CRM_ERROR_INVALID for what is no letter, %CRM_ERROR_FULL for one that is too large. Reads the
 * file, so never on the main thread. */
CrmLetter *crm_letter_read (GFile *file, GError **error);
void crm_letter_free (CrmLetter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLetter, crm_letter_free)

/* By its name. */
gboolean crm_letter_is_letter (const char *name);

G_END_DECLS
