/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-upgrade-private.h"

#include "base/crm-error.h"
#include "store/crm-peers-private.h"
#include "store/crm-place.h"

#include <glib/gi18n-lib.h>

/* Who has an office open that this desktop has not, as the sidecar tells: asked before the file is
 * upgraded or replaced. */

/* Desktops that are asked to stop writing answer within two looks. */
#define WAIT_MS 8000
#define LOOK_MS 200

static void
ignore_change (gpointer data)
{
}

static CrmPeerState
be_idle (gpointer data, gint64 *since)
{
  *since = g_get_real_time () / 1000;

  return CRM_PEER_IDLE;
}

/* NULL where no sidecar can be had: then nobody can know of others. */
static CrmPeers *
join (const char *path, CrmClock *clock)
{
  g_autoptr (CrmPlace) place = crm_place_probe (path);
  g_autoptr (GError) error = NULL;
  const CrmPeersSetup setup = {
    .office = path,
    .remote = place->kind != CRM_PLACE_LOCAL,
    .session = 0,
    .layout = CRM_STORE_SCHEMA_VERSION,
    .now = crm_clock_now (clock),
    .changed = ignore_change,
    .locks_broken = ignore_change,
    .state = be_idle,
  };
  CrmPeers *self = _crm_peers_new (&setup, &error);

  if (self == NULL)
    g_debug ("Nobody knows who is in: %s", error->message);

  return self;
}

static GPtrArray *
others (CrmPeers *peers, gboolean not_ready)
{
  g_autoptr (GPtrArray) all = _crm_peers_get (peers);

  for (guint i = all->len; i > 0; i--) {
    const CrmPeer *peer = g_ptr_array_index (all, i - 1);

    /* One that is frozen writes nothing, and finds the file changed when it wakes up. */
    if (peer->own || (not_ready && (peer->ready || peer->frozen)))
      g_ptr_array_remove_index (all, i - 1);
  }

  return g_steal_pointer (&all);
}

static char *
describe (GPtrArray *peers)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < peers->len; i++) {
    g_autofree char *name = crm_peer_describe (g_ptr_array_index (peers, i));

    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
  }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

GPtrArray *
crm_store_who_is_in (const char *path, CrmClock *clock)
{
  CrmPeers *peers;
  GPtrArray *found;

  g_return_val_if_fail (path != NULL && clock != NULL, NULL);

  peers = join (path, clock);
  if (peers == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)crm_peer_free);
  found = others (peers, FALSE);
  _crm_peers_free (peers);

  return found;
}

gboolean
crm_store_check_nobody_in (const char *path, CrmClock *clock, GError **error)
{
  g_autoptr (GPtrArray) found = crm_store_who_is_in (path, clock);
  g_autofree char *names = describe (found);

  if (found->len == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_BUSY,
               /* Translators: names of people and computers. */
               _ ("The office is still open: %s. It has to be closed there first."), names);

  return FALSE;
}

CrmPeers *
_crm_upgrade_announce (const char *path, gint64 layout, CrmClock *clock)
{
  CrmPeers *peers = join (path, clock);

  if (peers != NULL)
    _crm_peers_set_upgrade (peers, layout, FALSE);

  return peers;
}

gboolean
_crm_upgrade_wait (CrmPeers *peers,
                   const CrmUpgrade *upgrade,
                   GCancellable *cancellable,
                   GError **error)
{
  gint64 end = g_get_monotonic_time () + WAIT_MS * G_TIME_SPAN_MILLISECOND;

  while (peers != NULL) {
    g_autoptr (GPtrArray) waited_for = others (peers, TRUE);
    g_autofree char *names = NULL;

    if (waited_for->len == 0)
      return TRUE;
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    names = describe (waited_for);
    if (g_get_monotonic_time () > end) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_BUSY,
                   /* Translators: names of people and computers. */
                   _ ("The office is still open in an older Kontor: %s. It has to be closed there "
                      "before the file can be upgraded."),
                   names);
      return FALSE;
    }
    if (upgrade->progress != NULL) {
      /* Translators: names of people and computers. */
      g_autofree char *step = g_strdup_printf (_ ("Waiting for %s to stop writing"), names);

      upgrade->progress (step, 0, upgrade->progress_data);
    }
    /* Looking oftener than they tick would make them seem frozen. */
    g_usleep (LOOK_MS * G_TIME_SPAN_MILLISECOND);
  }

  return TRUE;
}
