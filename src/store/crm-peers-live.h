/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-peers-private.h"

G_BEGIN_DECLS

/* Shared by the files crm-peers*.c only. */

/* What this desktop has seen of a slot. */
typedef struct {
  CrmPeerSlot slot; /* at the last look */
  gboolean alive;
  gboolean suspect; /* its lock could be had: we hold it until it is clear what that means */
  gint64 suspect_since;
  guint still;     /* looks without its counter moving */
  gint64 moved_at; /* when it was last seen to move */
} CrmPeerSeen;

struct _CrmPeers {
  CrmPeersSetup setup;
  char *office;
  char *path;

  CrmSideFile *file;     /* atomic: another one when it was deleted */
  GPtrArray *left_files; /* those before it, kept for whoever has one in hand */
  guint own;             /* atomic */
  gboolean evicted;      /* somebody has taken us for dead */
  CrmPeerSeen seen[CRM_PEERS_MOST];
  guint next_probe;
  gboolean alarm; /* locks do not hold here */
  gboolean alarm_told;

  GThread *thread;
  GMutex lock; /* of everything below */
  GCond wake;
  gboolean stopping;
  gboolean woken;
  gboolean moved; /* more than the counter is to be written */
  CrmPeerSlot me;
  GPtrArray *peers; /* of CrmPeer, by slot */
  int n_others;     /* atomic */

  guint64 silent; /* a bit for each slot that has stopped answering or is empty */

  /* The turn to save; of the thread that writes. */
  GRand *rand;
  CrmSideFile *turn_file; /* NULL: it has no turn */
  guint turn_slot;
};

/* How often one shows oneself, in microseconds. */
gint64 _crm_peers_get_tick (CrmPeers *self);
/* Writes our slot, or only its counter. */
gboolean _crm_peers_show_self (CrmPeers *self, GError **error);
/* Looks who is there, and whether locks mean anything. */
gboolean _crm_peers_look (CrmPeers *self, gboolean *changed, GError **error);
/* What was seen was in another file. */
void _crm_peers_forget (CrmPeers *self);
/* On a share: what was read before is not to be believed. */
void _crm_peers_refresh (CrmPeers *self);

G_END_DECLS
