/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* Shorter work is not worth a word to others. */
#define SAVING_US  (500 * G_TIME_SPAN_MILLISECOND)
#define READING_US (G_USEC_PER_SEC)

/* --- What the peers ask and tell, from their thread ------------------------------------------- */

/* Somebody is about to upgrade the file: what has begun to be saved ends, and nothing more begins.
 */
static void
look_for_upgrade (CrmStore *self)
{
  g_autoptr (GPtrArray) peers = self->peers != NULL ? _crm_peers_get (self->peers) : NULL;
  gboolean wanted = FALSE;

  for (guint i = 0; peers != NULL && i < peers->len; i++) {
    const CrmPeer *peer = g_ptr_array_index (peers, i);

    wanted = wanted || (!peer->own && peer->wants_layout > self->layout);
  }
  if (wanted == self->giving_way)
    return;
  self->giving_way = wanted;
  if (wanted)
    _crm_store_turn_read_only (self, CRM_READ_ONLY_UPGRADE, NULL);
  else
    _crm_store_lift_read_only (self, CRM_READ_ONLY_UPGRADE);
  _crm_store_set_upgrade (self, 0, wanted);
}

static void
peers_changed (gpointer data)
{
  look_for_upgrade (data);
  _crm_store_tell (data, "peers-changed");
}

static void
locks_broken (gpointer data)
{
  _crm_store_turn_read_only (data, CRM_READ_ONLY_LOCKS, NULL);
}

static CrmPeerState
find_state (CrmStore *self, gint64 now, gint64 *began)
{
  if (self->writer.waiting_since != 0) {
    *began = self->writer.waiting_since;
    return CRM_PEER_WAITING;
  }
  if (self->writer.busy_since != 0 && now - self->writer.busy_since > SAVING_US) {
    *began = self->writer.busy_since;
    return CRM_PEER_SAVING;
  }
  if (self->reader.busy_since != 0 && now - self->reader.busy_since > READING_US) {
    *began = self->reader.busy_since;
    return CRM_PEER_READING;
  }
  return CRM_PEER_IDLE;
}

static CrmPeerState
own_state (gpointer data, gint64 *since)
{
  CrmStore *self = data;
  gint64 now = g_get_monotonic_time ();
  gint64 began = now;
  CrmPeerState state;

  g_mutex_lock (&self->lock);
  state = find_state (self, now, &began);
  g_mutex_unlock (&self->lock);
  *since = (g_get_real_time () - (now - began)) / 1000;
  return state;
}

void
_crm_store_join (CrmStore *self)
{
  g_autoptr (GError) error = NULL;
  CrmPeersSetup setup = {
    .office = self->path,
    .session = self->session,
    .remote = self->place->kind != CRM_PLACE_LOCAL,
    .layout = CRM_STORE_SCHEMA_VERSION,
    .now = crm_clock_now (self->clock),
    .changed = peers_changed,
    .locks_broken = locks_broken,
    .state = own_state,
    .data = self,
  };

  self->peers = _crm_peers_new (&setup, &error);
  if (self->peers != NULL)
    return;
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_READ_ONLY))
    _crm_store_turn_read_only (self, CRM_READ_ONLY_LOCKS, error->message);
  else
    g_debug ("Nobody knows of this desktop: %s", error->message);
}

/* --- Turns, on the thread that writes --------------------------------------------------------- */

typedef struct {
  CrmStore *store;
  GCancellable *cancellable;
  gint64 told;
} Wait;

static gboolean
wait_cb (gpointer data, guint waited_ms)
{
  Wait *wait = data;

  if (g_cancellable_is_cancelled (wait->cancellable))
    return FALSE;
  if (waited_ms > CRM_DB_TELL_MS && g_get_monotonic_time () - wait->told > G_USEC_PER_SEC) {
    wait->told = g_get_monotonic_time ();
    _crm_store_waiting (waited_ms, wait->store);
  }
  return TRUE;
}

static void
set_waiting (CrmStore *self, gint64 since)
{
  g_mutex_lock (&self->lock);
  self->writer.waiting_since = since;
  g_mutex_unlock (&self->lock);
}

gboolean
_crm_store_take_turn (CrmStore *self, GCancellable *cancellable, gint64 deadline, GError **error)
{
  Wait wait = { .store = self, .cancellable = cancellable };
  gboolean ok;

  if (self->peers == NULL)
    return TRUE;
  set_waiting (self, g_get_monotonic_time ());
  ok = _crm_peers_enter (self->peers, deadline, wait_cb, &wait);
  set_waiting (self, 0);
  if (!ok && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_BUSY,
                         _ ("Other desktops are saving. Try again in a moment."));
  return ok;
}

void
_crm_store_end_turn (CrmStore *self)
{
  if (self->peers != NULL)
    _crm_peers_leave (self->peers);
}

char *
_crm_store_find_holder (CrmStore *self)
{
  g_autoptr (CrmPeer) peer = NULL;

  if (self->peers != NULL)
    peer = _crm_peers_find_holder (self->peers);
  return peer != NULL ? crm_peer_describe (peer) : NULL;
}

/* --- For others ------------------------------------------------------------------------------- */

GPtrArray *
crm_store_get_peers (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  if (self->peers == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)crm_peer_free);
  return _crm_peers_get (self->peers);
}

gboolean
crm_store_is_elected (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), FALSE);

  /* Chores are claimed in the file: one that two desktops begin is done by one of them. */
  return self->peers == NULL || _crm_peers_is_elected (self->peers);
}

gboolean
crm_store_is_alone (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), FALSE);

  if (self->peers == NULL)
    return (self->flags & CRM_STORE_BULK) != 0;
  return _crm_peers_is_alone (self->peers);
}

void
crm_store_set_person_name (CrmStore *self, const char *name)
{
  g_return_if_fail (CRM_IS_STORE (self));

  if (self->peers != NULL)
    _crm_peers_set_person (self->peers, crm_store_get_person (self), name);
}

void
crm_store_set_cards (CrmStore *self, const gint64 *ids, gsize n)
{
  g_return_if_fail (CRM_IS_STORE (self));

  if (self->peers != NULL)
    _crm_peers_set_cards (self->peers, ids, n);
}

void
_crm_store_set_upgrade (CrmStore *self, gint64 wants_layout, gboolean ready)
{
  if (self->peers != NULL)
    _crm_peers_set_upgrade (self->peers, wants_layout, ready);
}
