/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-peers-live.h"

#include <string.h>

/* Looks without a sign of life before a lock is asked: a loaded machine may miss one. */
#define STILL_LOOKS 3
/* Whoever shows nothing for so many ticks has frozen. Looks alone do not tell: whoever has news for
 * the others looks at once, and may do so many times between two ticks of theirs. */
#define STILL_TICKS 3
/* How long a lock that could be had is held to see whether its owner goes on; more than the longest
 * pause between two ticks. */
#define SUSPECT_US (3 * G_USEC_PER_SEC)

static guint64
offset_of (guint slot)
{
  return CRM_PEERS_SLOTS_AT + slot * CRM_PEERS_SLOT_SIZE;
}

void
_crm_peers_refresh (CrmPeers *self)
{
  /* A client of NFS forgets what it has read of a file when it gets a lock on it. */
  if (self->setup.remote &&
      crm_side_file_lock (self->file, CRM_PEERS_FRESH (self->own)) == CRM_SIDE_LOCK_TAKEN)
    crm_side_file_unlock (self->file, CRM_PEERS_FRESH (self->own));
}

/* --- Ourselves -------------------------------------------------------------------------------- */

gboolean
_crm_peers_show_self (CrmPeers *self, GError **error)
{
  guint8 bytes[CRM_PEERS_SLOT_SIZE];
  gint64 since = 0;
  CrmPeerState state = self->setup.state (self->setup.data, &since);
  gboolean all;

  g_mutex_lock (&self->lock);
  if (state != self->me.peer.state) {
    self->me.peer.state = state;
    self->me.peer.state_since = since;
    self->moved = TRUE;
  }
  self->me.peer.slot = self->own;
  self->me.alarm = self->alarm;
  self->me.counter++;
  all = self->moved;
  self->moved = FALSE;
  _crm_peer_slot_write (&self->me, bytes);
  g_mutex_unlock (&self->lock);
  if (all)
    return crm_side_file_write (self->file, offset_of (self->own), bytes, sizeof bytes, error);
  return crm_side_file_write (self->file, offset_of (self->own) + 8, bytes + 8, 8, error);
}

/* Our slot as it is in the file. A computer that has slept may find that others took it for dead;
 * but two that live in one slot, and have its lock, are two whose locks do not meet. */
static void
look_at_self (CrmPeers *self, const guint8 *bytes)
{
  g_auto (CrmPeerSlot) slot = { 0 };

  _crm_peer_slot_read (&slot, bytes);
  if (slot.used && slot.token == self->me.token)
    return;
  self->evicted = TRUE;
  if (slot.used &&
      crm_side_file_lock (self->file, CRM_PEERS_LOCK (self->own)) == CRM_SIDE_LOCK_TAKEN)
    self->alarm = TRUE;
}

/* --- The others ------------------------------------------------------------------------------- */

static void
let_go (CrmPeers *self, guint i)
{
  CrmPeerSeen *seen = &self->seen[i];

  if (seen->suspect)
    crm_side_file_unlock (self->file, CRM_PEERS_LOCK (i));
  seen->suspect = FALSE;
}

/* Somebody who has crashed: the slot, and the place in the queue, are for others. */
static void
clear_away (CrmPeers *self, guint i)
{
  static const guint8 empty[CRM_PEERS_SLOT_SIZE];

  crm_side_file_write (self->file, offset_of (i), empty, sizeof empty, NULL);
  crm_side_file_write (self->file, CRM_PEERS_TICKETS_AT + 8 * i, empty, 8, NULL);
  let_go (self, i);
  _crm_peer_slot_clear (&self->seen[i].slot);
  self->seen[i] = (CrmPeerSeen){ 0 };
}

/*
 * Whoever is there holds a lock on a byte. That it can be had may mean that he has gone between
 * reading and asking, or that locks do not reach from one computer to the other. So the lock is
 * kept: a counter that moves although we hold its lock proves that locks mean nothing here. One
 * that stands still belongs to a desktop that crashed.
 */
static void
judge (CrmPeers *self, guint i, const CrmPeerSlot *now)
{
  CrmPeerSeen *seen = &self->seen[i];
  gboolean newcomer = now->token != seen->slot.token;
  gboolean moved = !newcomer && now->counter != seen->slot.counter;

  seen->still = moved || newcomer ? 0 : seen->still + 1;
  if (seen->still == 0)
    seen->moved_at = g_get_monotonic_time ();
  if (newcomer) {
    let_go (self, i);
  } else if (seen->suspect && moved) {
    self->alarm = TRUE;
    let_go (self, i);
  } else if (seen->suspect) {
    if (g_get_monotonic_time () - seen->suspect_since > SUSPECT_US)
      clear_away (self, i);
    return;
  }
  /* One question per look is enough among those who live: fifty desktops would ask each other
   * 2,500 times a second. */
  if (newcomer || i == self->next_probe || seen->still >= STILL_LOOKS) {
    seen->suspect = crm_side_file_lock (self->file, CRM_PEERS_LOCK (i)) == CRM_SIDE_LOCK_TAKEN;
    seen->suspect_since = g_get_monotonic_time ();
  }
  seen->alive = !seen->suspect || self->alarm;
}

static void
look_at (CrmPeers *self, guint i, const guint8 *bytes)
{
  CrmPeerSeen *seen = &self->seen[i];
  CrmPeerSlot now;

  _crm_peer_slot_read (&now, bytes);
  if (!now.used) {
    /* Somebody is just writing, or has gone. */
    let_go (self, i);
    _crm_peer_slot_clear (&seen->slot);
    *seen = (CrmPeerSeen){ 0 };
    return;
  }
  judge (self, i, &now);
  if (!seen->alive && !seen->suspect) {
    _crm_peer_slot_clear (&now);
    return;
  }
  _crm_peer_slot_clear (&seen->slot);
  seen->slot = now;
  if (seen->alive && now.alarm)
    self->alarm = TRUE;
}

/* The next one that is there. */
static void
choose_probe (CrmPeers *self)
{
  for (guint i = 1; i <= CRM_PEERS_MOST; i++) {
    guint next = (self->next_probe + i) % CRM_PEERS_MOST;

    if (next != self->own && self->seen[next].alive) {
      self->next_probe = next;
      return;
    }
  }
}

/* --- The picture ------------------------------------------------------------------------------ */

static gboolean
is_same (const CrmPeer *a, const CrmPeer *b)
{
  return a->slot == b->slot && a->session == b->session && a->person == b->person &&
         a->wants_layout == b->wants_layout && a->ready == b->ready && a->frozen == b->frozen &&
         a->state == b->state && g_str_equal (a->name, b->name) &&
         memcmp (a->cards, b->cards, sizeof a->cards) == 0;
}

static gboolean
is_frozen (CrmPeers *self, const CrmPeerSeen *seen)
{
  return seen->still >= STILL_LOOKS &&
         g_get_monotonic_time () - seen->moved_at > STILL_TICKS * _crm_peers_get_tick (self);
}

static GPtrArray *
make_picture (CrmPeers *self)
{
  GPtrArray *picture = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_peer_free);

  for (guint i = 0; i < CRM_PEERS_MOST; i++) {
    const CrmPeerSeen *seen = &self->seen[i];
    CrmPeer *peer;

    if (i == self->own) {
      g_ptr_array_add (picture, crm_peer_copy (&self->me.peer));
      continue;
    }
    if (!seen->alive)
      continue;
    peer = crm_peer_copy (&seen->slot.peer);
    peer->slot = i;
    peer->frozen = is_frozen (self, seen);
    g_ptr_array_add (picture, peer);
  }
  return picture;
}

static gboolean
take_picture (CrmPeers *self)
{
  GPtrArray *before;
  GPtrArray *picture;
  gboolean changed;

  g_mutex_lock (&self->lock);
  picture = make_picture (self);
  before = self->peers;
  changed = before->len != picture->len;
  for (guint i = 0; !changed && i < picture->len; i++)
    changed = !is_same (g_ptr_array_index (before, i), g_ptr_array_index (picture, i));
  self->peers = picture;
  self->silent = ~G_GUINT64_CONSTANT (0);
  for (guint i = 0; i < picture->len; i++) {
    const CrmPeer *peer = g_ptr_array_index (picture, i);

    if (!peer->frozen)
      self->silent &= ~(G_GUINT64_CONSTANT (1) << peer->slot);
  }
  g_atomic_int_set (&self->n_others, picture->len - 1);
  g_mutex_unlock (&self->lock);
  g_ptr_array_unref (before);
  return changed;
}

gboolean
_crm_peers_look (CrmPeers *self, gboolean *changed, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (CRM_PEERS_SIZE);

  _crm_peers_refresh (self);
  if (!crm_side_file_read (self->file, 0, bytes, CRM_PEERS_SIZE, error))
    return FALSE;
  choose_probe (self);
  for (guint i = 0; i < CRM_PEERS_MOST; i++) {
    if (i == self->own)
      look_at_self (self, bytes + offset_of (i));
    else
      look_at (self, i, bytes + offset_of (i));
  }
  *changed = take_picture (self);
  return TRUE;
}

void
_crm_peers_forget (CrmPeers *self)
{
  for (guint i = 0; i < CRM_PEERS_MOST; i++) {
    let_go (self, i);
    _crm_peer_slot_clear (&self->seen[i].slot);
    self->seen[i] = (CrmPeerSeen){ 0 };
  }
}
