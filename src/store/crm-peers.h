/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* As many desktops as the sidecar has places for. */
#define CRM_PEERS_MOST 64
/* Open cards that a desktop tells of. */
#define CRM_PEER_CARDS 8

typedef enum {
  CRM_PEER_IDLE,
  CRM_PEER_READING, /* longer than usual: nobody can finish a save meanwhile */
  CRM_PEER_WAITING, /* for its turn to save */
  CRM_PEER_SAVING,
} CrmPeerState;

/**
 * CrmPeer:
 * @slot: its place in the sidecar; the lowest living one does the office's chores.
 * @own: this desktop.
 * @session: as in the operations of the log.
 * @name: title of the person; may be empty.
 * @layout: the newest layout it can write.
 * @wants_layout: what it wants to upgrade the file to; 0: nothing.
 * @ready: it has stopped writing, so that another can upgrade.
 * @frozen: it has the file open but has stopped answering.
 * @since: when it came, in UTC ms.
 * @state_since: UTC ms.
 * @cards: ids of open cards, filled up with 0.
 *
 * A desktop that has the office open.
 */
typedef struct {
  guint slot;
  gboolean own;
  gint64 session;
  gint64 person;
  char *name;
  char *user;
  char *host;
  guint32 pid;
  char *version;
  gint64 layout;
  gint64 wants_layout;
  gboolean ready;
  gboolean frozen;
  gint64 since;
  gint64 cards[CRM_PEER_CARDS];
  CrmPeerState state;
  gint64 state_since;
} CrmPeer;

CrmPeer *crm_peer_copy (const CrmPeer *self);
void crm_peer_free (CrmPeer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPeer, crm_peer_free)

gboolean crm_peer_has_card (const CrmPeer *self, gint64 id);
/* "Ana on office-pc 2", for people. (transfer full) */
char *crm_peer_describe (const CrmPeer *self);

G_END_DECLS
