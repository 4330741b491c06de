/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-peers.h"
#include "store/crm-system.h"

G_BEGIN_DECLS

/*
 * The sidecar OFFICE.kontor.peers: who has the office open, whether everybody's locks are real, and
 * whose turn it is to save. Never the office file itself: heartbeats would eat a tenth of what a
 * share can save. It holds nothing worth keeping, is never synced, and may be deleted at any time.
 *
 * Bytes, little-endian:
 *      0  header: "KNTRPEER", version u32 = 1, then zeros
 *    512  64 tickets of 8 bytes, one for each slot: 0 = it wants nothing; the number that it has
 * drawn for its turn to save; with the highest bit: it has the turn, since then (UTC ms) 1024  64
 * slots of 512 bytes (below)
 *
 * A slot:
 *      0  "PEER" when somebody is in          4  sum u32 of all behind byte 16
 *      8  counter u64, moved with every tick (alone, so it is outside the sum)
 *     16  token u64, random: tells two lodgers of a slot apart
 *     24  session     32  person     40  since     48  layout     56  wants_layout     64
 * state_since 72  pid u32     76  state u8   77  ready u8  78  alarm u8: it has seen locks that do
 * not hold 80  8 cards of 8 bytes 144  user 64     208  host 64   272  name 128     400  version
 * 32: UTF-8, ended by zero
 *
 * Locked bytes lie where no data is, because locks of Windows keep others from reading what they
 * cover: 2^30 + slot by whoever lives in it; 2^30 + 64 by whoever has the turn to save; 2^30 + 128
 * + slot for a moment, to make an NFS client forget what it has read before.
 */
#define CRM_PEERS_SLOT_SIZE   512
#define CRM_PEERS_TICKETS_AT  512
#define CRM_PEERS_SLOTS_AT    1024
#define CRM_PEERS_SIZE        (CRM_PEERS_SLOTS_AT + CRM_PEERS_MOST * CRM_PEERS_SLOT_SIZE)
#define CRM_PEERS_LOCK(slot)  ((G_GUINT64_CONSTANT (1) << 30) + (slot))
#define CRM_PEERS_TURN        CRM_PEERS_LOCK (64)
#define CRM_PEERS_FRESH(slot) CRM_PEERS_LOCK (128 + (slot))

typedef struct {
  gboolean used;
  gboolean alarm;
  guint64 counter;
  guint64 token;
  CrmPeer peer;
} CrmPeerSlot;

void _crm_peer_slot_clear (CrmPeerSlot *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmPeerSlot, _crm_peer_slot_clear)
void _crm_peer_slot_write (const CrmPeerSlot *self, guint8 *bytes);
/* Anything may stand in the file; what is not a whole record is an empty slot. */
void _crm_peer_slot_read (CrmPeerSlot *self, const guint8 *bytes);

/* The numbers of the file, from any processor. */
guint64 _crm_peers_get_number (const guint8 *bytes);
void _crm_peers_put_number (guint8 *bytes, guint64 number);

/* --- The desktop among its peers -------------------------------------------------------------- */

typedef struct _CrmPeers CrmPeers;

/* From the thread of the peers. */
typedef void (*CrmPeersTell) (gpointer data);
/* What the desktop itself is doing, and since when (UTC ms). */
typedef CrmPeerState (*CrmPeersState) (gpointer data, gint64 *since);

typedef struct {
  const char *office; /* path */
  gboolean remote;
  gint64 session;
  gint64 layout;
  gint64 now;
  CrmPeersTell changed;
  CrmPeersTell locks_broken;
  CrmPeersState state;
  gpointer data;
} CrmPeersSetup;

/* Takes a slot and starts the thread. NULL with an error: no sidecar can be had here, or all of its
 * slots are taken. %CRM_ERROR_READ_ONLY: the place has no locks at all. */
CrmPeers *_crm_peers_new (const CrmPeersSetup *setup, GError **error);
void _crm_peers_free (CrmPeers *self);

/* As of the last tick. (transfer full) (element-type CrmPeer) */
GPtrArray *_crm_peers_get (CrmPeers *self);
gboolean _crm_peers_is_elected (CrmPeers *self);
gboolean _crm_peers_is_alone (CrmPeers *self);
void _crm_peers_set_person (CrmPeers *self, gint64 person, const char *name);
void _crm_peers_set_cards (CrmPeers *self, const gint64 *ids, gsize n);
void _crm_peers_set_upgrade (CrmPeers *self, gint64 wants_layout, gboolean ready);
/* Looks now instead of with the next tick. */
void _crm_peers_wake (CrmPeers *self);

/* Called again and again while one waits for one's turn. FALSE gives up. */
typedef gboolean (*CrmPeersWait) (gpointer data, guint waited_ms);

/* Waits for the turn to save. FALSE when @wait gave up or @deadline (monotonic µs) has passed. */
gboolean _crm_peers_enter (CrmPeers *self, gint64 deadline, CrmPeersWait wait, gpointer data);
void _crm_peers_leave (CrmPeers *self);
/* Who keeps others from saving, as far as it can be told. (transfer full) (nullable) */
CrmPeer *_crm_peers_find_holder (CrmPeers *self);

G_END_DECLS
