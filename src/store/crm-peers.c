/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-peers-live.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How often one shows that one is there and looks who else is. On a share every look costs the
 * server something for each desktop. */
#define TICK_LOCAL_MS  1000
#define TICK_REMOTE_MS 2000

#define MARK    "KNTRPEER"
#define VERSION 1

gint64
_crm_peers_get_tick (CrmPeers *self)
{
  return (self->setup.remote ? TICK_REMOTE_MS : TICK_LOCAL_MS) * G_TIME_SPAN_MILLISECOND;
}

/* --- The file --------------------------------------------------------------------------------- */

static gboolean
is_empty (const guint8 *header)
{
  for (guint i = 0; i < strlen (MARK); i++)
    if (header[i] != 0)
      return FALSE;
  return TRUE;
}

/* Makes the sidecar ready for use. Whatever a crash, or somebody else, has left under its name
 * holds nothing worth keeping; only that of another Kontor is left alone. */
static gboolean
check_header (CrmSideFile *file, GError **error)
{
  g_autofree guint8 *fresh = g_malloc0 (CRM_PEERS_SIZE);
  guint8 header[16];

  if (!crm_side_file_read (file, 0, header, sizeof header, error))
    return FALSE;
  memcpy (fresh, MARK, strlen (MARK));
  _crm_peers_put_number (fresh + strlen (MARK), VERSION);
  if (memcmp (header, fresh, sizeof header) == 0)
    return TRUE;
  if (memcmp (header, MARK, strlen (MARK)) == 0) {
    g_set_error_literal (
      error, CRM_ERROR, CRM_ERROR_NEWER,
      _ ("Another version of Kontor has this office open, and it tells of itself "
         "in a way that this one does not know. Update Kontor on this computer."));
    return FALSE;
  }
  /* Two that begin it at once write the same, and each writes its own slot after that. */
  return crm_side_file_write (file, 0, fresh, is_empty (header) ? sizeof header : CRM_PEERS_SIZE,
                              error);
}

/* Takes this slot, if nobody lives in it. */
static gboolean
try_slot (CrmSideFile *file, const guint8 *bytes, guint i, gboolean *taken, GError **error)
{
  guint64 at = CRM_PEERS_SLOTS_AT + i * CRM_PEERS_SLOT_SIZE;
  guint8 again[CRM_PEERS_SLOT_SIZE];

  *taken = FALSE;
  switch (crm_side_file_lock (file, CRM_PEERS_LOCK (i))) {
  case CRM_SIDE_LOCK_HELD:
    return TRUE;
  case CRM_SIDE_LOCK_NONE:
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_READ_ONLY,
                         _ ("Files in this folder cannot be locked, so several people cannot "
                            "safely write to an office there. Move it to another folder."));
    return FALSE;
  case CRM_SIDE_LOCK_TAKEN:
  default:
    break;
  }
  if (!crm_side_file_read (file, at, again, sizeof again, error))
    return FALSE;
  /* Nobody has moved in, or moved, since all was read. */
  *taken = memcmp (again, bytes + at, sizeof again) == 0;
  if (!*taken)
    crm_side_file_unlock (file, CRM_PEERS_LOCK (i));
  return TRUE;
}

/* An empty slot; when there is none, one that somebody has left in a hurry. */
static gboolean
find_slot (CrmSideFile *file, const guint8 *bytes, guint *found, GError **error)
{
  for (guint n = 0; n < 2 * CRM_PEERS_MOST; n++) {
    guint i = n % CRM_PEERS_MOST;
    gboolean left = n >= CRM_PEERS_MOST;
    gboolean taken;
    g_auto (CrmPeerSlot) slot = { 0 };

    _crm_peer_slot_read (&slot, bytes + CRM_PEERS_SLOTS_AT + i * CRM_PEERS_SLOT_SIZE);
    if (slot.used != left)
      continue;
    if (!try_slot (file, bytes, i, &taken, error))
      return FALSE;
    if (taken) {
      *found = i;
      return TRUE;
    }
  }
  g_set_error (
    error, CRM_ERROR, CRM_ERROR_BUSY,
    _ ("%d desktops have this office open, and there is no room for more. Close it on one "
       "that is not needed now, then try again."),
    CRM_PEERS_MOST);
  return FALSE;
}

/* Opens the sidecar, or the one that has taken its place, and moves in. */
static gboolean
move_in (CrmPeers *self, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (CRM_PEERS_SIZE);
  g_autoptr (CrmSideFile) file = NULL;
  guint own = 0;

  file = crm_side_file_open (self->path, self->office, error);
  if (file == NULL || !check_header (file, error) ||
      !crm_side_file_read (file, 0, bytes, CRM_PEERS_SIZE, error) ||
      !find_slot (file, bytes, &own, error))
    return FALSE;
  if (self->file != NULL) {
    _crm_peers_forget (self);
    crm_side_file_unlock (self->file, CRM_PEERS_LOCK (self->own));
    g_ptr_array_add (self->left_files, self->file);
  }
  g_atomic_pointer_set (&self->file, g_steal_pointer (&file));
  g_atomic_int_set (&self->own, own);
  self->evicted = FALSE;
  g_mutex_lock (&self->lock);
  self->moved = TRUE;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/* With the lock held: others are to know of it at once. */
static void
changed_self (CrmPeers *self)
{
  self->moved = TRUE;
  self->woken = TRUE;
  g_cond_signal (&self->wake);
}

/* --- The thread ------------------------------------------------------------------------------- */

static void
tick (CrmPeers *self)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  if ((self->evicted || !crm_side_file_is_there (self->file)) && !move_in (self, &error)) {
    g_debug ("%s", error->message);
    return;
  }
  if (!_crm_peers_show_self (self, &error) || !_crm_peers_look (self, &changed, &error)) {
    /* A share may be away for a while; the office itself says so when it is needed. */
    g_debug ("%s", error->message);
    return;
  }
  if (changed)
    self->setup.changed (self->setup.data);
  if (self->alarm && !self->alarm_told) {
    self->alarm_told = TRUE;
    g_mutex_lock (&self->lock);
    changed_self (self);
    g_mutex_unlock (&self->lock);
    self->setup.locks_broken (self->setup.data);
  }
}

static gpointer
peers_main (gpointer data)
{
  CrmPeers *self = data;

  g_mutex_lock (&self->lock);
  while (!self->stopping) {
    gint64 next = g_get_monotonic_time () + _crm_peers_get_tick (self);

    g_mutex_unlock (&self->lock);
    tick (self);
    g_mutex_lock (&self->lock);
    while (!self->stopping && !self->woken && g_cond_wait_until (&self->wake, &self->lock, next))
      ;
    self->woken = FALSE;
  }
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* --- Coming and going ------------------------------------------------------------------------- */

CrmPeers *
_crm_peers_new (const CrmPeersSetup *setup, GError **error)
{
  CrmPeers *self = g_new0 (CrmPeers, 1);
  CrmPeer *me = &self->me.peer;
  gboolean changed;

  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->setup = *setup;
  self->office = g_strdup (setup->office);
  self->path = g_strconcat (setup->office, ".peers", NULL);
  self->left_files = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_side_file_close);
  self->peers = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_peer_free);
  self->rand = g_rand_new ();
  self->me.used = TRUE;
  self->me.token = ((guint64)g_random_int () << 32) | g_random_int ();
  me->own = TRUE;
  me->session = setup->session;
  me->layout = setup->layout;
  me->since = setup->now;
  me->name = g_strdup ("");
  me->user = g_strdup (g_get_user_name ());
  me->host = g_strdup (g_get_host_name ());
  me->version = g_strdup (KONTOR_VERSION);
  me->pid = crm_system_pid ();
  /* The first look is had before anybody asks. */
  if (!move_in (self, error) || !_crm_peers_show_self (self, error) ||
      !_crm_peers_look (self, &changed, error)) {
    _crm_peers_free (self);
    return NULL;
  }
  self->thread = g_thread_new ("store-peers", peers_main, self);
  return self;
}

void
_crm_peers_free (CrmPeers *self)
{
  static const guint8 empty[CRM_PEERS_SLOT_SIZE];

  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  if (self->thread != NULL) {
    g_thread_join (self->thread);
    crm_side_file_write (self->file, CRM_PEERS_SLOTS_AT + self->own * CRM_PEERS_SLOT_SIZE, empty,
                         sizeof empty, NULL);
  }
  g_clear_pointer (&self->file, crm_side_file_close);
  g_ptr_array_unref (self->left_files);
  g_ptr_array_unref (self->peers);
  g_rand_free (self->rand);
  _crm_peer_slot_clear (&self->me);
  for (guint i = 0; i < CRM_PEERS_MOST; i++)
    _crm_peer_slot_clear (&self->seen[i].slot);
  g_free (self->office);
  g_free (self->path);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}

/* --- What is known, and what others are to know ----------------------------------------------- */

GPtrArray *
_crm_peers_get (CrmPeers *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_peer_free);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->peers->len; i++)
    g_ptr_array_add (copy, crm_peer_copy (g_ptr_array_index (self->peers, i)));
  g_mutex_unlock (&self->lock);
  return copy;
}

gboolean
_crm_peers_is_elected (CrmPeers *self)
{
  gboolean elected = FALSE;

  g_mutex_lock (&self->lock);
  for (guint i = 0; !elected && i < self->peers->len; i++) {
    const CrmPeer *peer = g_ptr_array_index (self->peers, i);

    if (!peer->frozen && !peer->own)
      break;
    elected = peer->own;
  }
  g_mutex_unlock (&self->lock);
  return elected;
}

gboolean
_crm_peers_is_alone (CrmPeers *self)
{
  return g_atomic_int_get (&self->n_others) == 0;
}

void
_crm_peers_wake (CrmPeers *self)
{
  g_mutex_lock (&self->lock);
  self->woken = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

void
_crm_peers_set_person (CrmPeers *self, gint64 person, const char *name)
{
  g_mutex_lock (&self->lock);
  self->me.peer.person = person;
  g_free (self->me.peer.name);
  self->me.peer.name = g_strdup (name != NULL ? name : "");
  changed_self (self);
  g_mutex_unlock (&self->lock);
}

void
_crm_peers_set_cards (CrmPeers *self, const gint64 *ids, gsize n)
{
  gint64 cards[CRM_PEER_CARDS] = { 0 };

  if (n > 0)
    memcpy (cards, ids, MIN (n, CRM_PEER_CARDS) * sizeof *cards);
  g_mutex_lock (&self->lock);
  if (memcmp (cards, self->me.peer.cards, sizeof cards) != 0) {
    memcpy (self->me.peer.cards, cards, sizeof cards);
    changed_self (self);
  }
  g_mutex_unlock (&self->lock);
}

void
_crm_peers_set_upgrade (CrmPeers *self, gint64 wants_layout, gboolean ready)
{
  g_mutex_lock (&self->lock);
  self->me.peer.wants_layout = wants_layout;
  self->me.peer.ready = ready;
  changed_self (self);
  g_mutex_unlock (&self->lock);
}
