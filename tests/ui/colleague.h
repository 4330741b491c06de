/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui-test.h"

G_BEGIN_DECLS

/* A small office with two clients in it that is open here, and on a colleague's desktop: Ana's. */
extern CrmOffice *office;
extern CrmOffice *theirs;
extern CrmWindow *window;
extern CrmRoomPage *page; /* the clients' */
extern CrmCard *card;
extern gint64 id; /* of the first client */
extern gint64 ana;

void begin (void);
void end (void);

/* The editor of a field in the card. */
GtkWidget *editor (const char *field);

/* What she changes in the first client. */
typedef struct {
  const char *path;
  const char *text;
} Theirs;
/* A #CrmTxnFunc, with a Theirs. */
gboolean change_theirs (CrmTxn *txn, gpointer data, GError **error);
/* And it is known here. */
void they_change (const char *path, const char *text);

void assert_stored (const char *field, const char *text);
/* A #UiTestUntil, with the draft. */
gboolean is_deleted (gpointer draft);

G_END_DECLS
