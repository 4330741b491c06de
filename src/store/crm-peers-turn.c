/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-peers-live.h"

#include <string.h>

/*
 * Whose turn it is to save. SQLite's own waiting is a lottery in which newcomers buy more tickets
 * than those who wait. So whoever wants to save draws a number, written beside the office, and the
 * lowest number that nobody serves goes next. The turn itself is a lock, which the system takes
 * back from a desktop that dies.
 *
 * Ten that save without pause for 8 s on a slow network, least and most saves of one: SQLite's own
 * waiting 1 and 56, our jittered one 4 and 28, a race for the lock 6 and 20, numbers 12 and 13. To
 * let the system wait for the lock would be as fair, but cannot be cancelled, and over NFS it is
 * the client that asks again and again.
 *
 * It is a courtesy, not the law: the law is the lock of SQLite. Hence nothing here can stop an
 * office for long: numbers of desktops that have stopped answering are passed over, and a turn that
 * nobody gives back is passed by after a while, straight to SQLite.
 */
#define HOLDS (G_GUINT64_CONSTANT (1) << 63) /* a ticket that is being served: with since when */

/* Whoever is next looks often; the others the less often the longer the queue before them is, so
 * that fifty waiting desktops do not keep the server from the one that saves. */
#define LOOK_US       700
#define LOOK_BEHIND   4000
#define MOST_LOOK_US  60000
#define PASS_OVER_US  (250 * G_TIME_SPAN_MILLISECOND)
#define PASS_BY_US    (5 * G_USEC_PER_SEC)
#define TICKETS_BYTES (CRM_PEERS_MOST * 8)

typedef struct {
  CrmPeers *peers;
  CrmSideFile *file;
  guint slot;
  guint64 ticket;
  guint64 most; /* the highest number that was drawn */
  guint ahead;  /* how many are before us */
  gint64 moved; /* when the queue last did */
  gint64 began;
  guint8 tickets[TICKETS_BYTES];
} Turn;

static gboolean
set_ticket (Turn *turn, guint64 ticket)
{
  guint8 bytes[8];

  turn->ticket = ticket;
  _crm_peers_put_number (bytes, ticket);
  return crm_side_file_write (turn->file, CRM_PEERS_TICKETS_AT + 8 * turn->slot, bytes,
                              sizeof bytes, NULL);
}

static gboolean
look (Turn *turn)
{
  CrmPeers *self = turn->peers;
  guint8 tickets[TICKETS_BYTES];
  guint64 silent;

  _crm_peers_refresh (self);
  if (!crm_side_file_read (turn->file, CRM_PEERS_TICKETS_AT, tickets, sizeof tickets, NULL))
    return FALSE;
  if (memcmp (tickets, turn->tickets, sizeof tickets) != 0)
    turn->moved = g_get_monotonic_time ();
  memcpy (turn->tickets, tickets, sizeof tickets);
  g_mutex_lock (&self->lock);
  silent = self->silent;
  g_mutex_unlock (&self->lock);
  turn->ahead = 0;
  for (guint i = 0; i < CRM_PEERS_MOST; i++) {
    guint64 ticket = _crm_peers_get_number (tickets + 8 * i);

    if (ticket == 0 || (ticket & HOLDS) || i == turn->slot || (silent >> i & 1))
      continue;
    turn->most = MAX (turn->most, ticket);
    /* Two that drew at the same moment have the same number. */
    if (turn->ticket == 0 || ticket < turn->ticket || (ticket == turn->ticket && i < turn->slot))
      turn->ahead++;
  }
  return TRUE;
}

static gboolean
take (Turn *turn)
{
  CrmPeers *self = turn->peers;

  if (crm_side_file_lock (turn->file, CRM_PEERS_TURN) != CRM_SIDE_LOCK_TAKEN)
    return FALSE;
  self->turn_file = turn->file;
  self->turn_slot = turn->slot;
  set_ticket (turn, HOLDS | (guint64)(g_get_real_time () / 1000));
  return TRUE;
}

static void
rest (Turn *turn)
{
  gint32 most = turn->ahead == 0 ? LOOK_US : MIN (turn->ahead * LOOK_BEHIND, MOST_LOOK_US);

  g_usleep (g_rand_int_range (turn->peers->rand, most / 2, most + 1));
}

gboolean
_crm_peers_enter (CrmPeers *self, gint64 deadline, CrmPeersWait wait, gpointer data)
{
  Turn turn = { .peers = self };
  gboolean goes_on = TRUE;

  if (_crm_peers_is_alone (self))
    return TRUE;
  turn.file = g_atomic_pointer_get (&self->file);
  turn.slot = g_atomic_int_get (&self->own);
  turn.began = turn.moved = g_get_monotonic_time ();
  while (look (&turn)) {
    gint64 now = g_get_monotonic_time ();

    if ((turn.ahead == 0 || now - turn.moved > PASS_OVER_US) && take (&turn))
      return TRUE;
    if (turn.ticket == 0)
      set_ticket (&turn, turn.most + 1);
    if (now - turn.moved > PASS_BY_US)
      break;
    goes_on = now < deadline && wait (data, (now - turn.began) / 1000);
    if (!goes_on)
      break;
    rest (&turn);
  }
  if (turn.ticket != 0)
    set_ticket (&turn, 0);
  return goes_on;
}

void
_crm_peers_leave (CrmPeers *self)
{
  Turn turn = { .peers = self, .file = self->turn_file, .slot = self->turn_slot };

  if (self->turn_file == NULL)
    return;
  set_ticket (&turn, 0);
  crm_side_file_unlock (turn.file, CRM_PEERS_TURN);
  self->turn_file = NULL;
}

/* --- Who it is -------------------------------------------------------------------------------- */

/* The one that took the turn last, among those who are there. */
static guint
find_server (CrmPeers *self)
{
  guint8 tickets[TICKETS_BYTES];
  guint own = g_atomic_int_get (&self->own);
  guint64 latest = 0;
  guint found = CRM_PEERS_MOST;

  if (!crm_side_file_read (g_atomic_pointer_get (&self->file), CRM_PEERS_TICKETS_AT, tickets,
                           sizeof tickets, NULL))
    return found;
  for (guint i = 0; i < CRM_PEERS_MOST; i++) {
    guint64 ticket = _crm_peers_get_number (tickets + 8 * i);

    if (i == own || !(ticket & HOLDS) || ticket < latest)
      continue;
    latest = ticket;
    found = i;
  }
  return found;
}

/* The later in the enum, the likelier. */
static int
likelihood (const CrmPeer *peer, guint server)
{
  if (peer->own)
    return 0;
  if (peer->slot == server)
    return 10;
  if (peer->state == CRM_PEER_SAVING || peer->state == CRM_PEER_READING)
    return 4 + peer->state;
  return peer->frozen ? 1 : 0;
}

CrmPeer *
_crm_peers_find_holder (CrmPeers *self)
{
  g_autoptr (GPtrArray) peers = _crm_peers_get (self);
  guint server = find_server (self);
  const CrmPeer *found = NULL;
  int best = 0;

  for (guint i = 0; i < peers->len; i++) {
    const CrmPeer *peer = g_ptr_array_index (peers, i);
    int likely = likelihood (peer, server);

    if (likely > best) {
      best = likely;
      found = peer;
    }
  }
  return found != NULL ? crm_peer_copy (found) : NULL;
}
