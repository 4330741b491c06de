/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-peers-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MARK "PEER"

enum {
  AT_SUM = 4,
  AT_COUNTER = 8,
  AT_TOKEN = 16,
  AT_SESSION = 24,
  AT_PERSON = 32,
  AT_SINCE = 40,
  AT_LAYOUT = 48,
  AT_WANTS_LAYOUT = 56,
  AT_STATE_SINCE = 64,
  AT_PID = 72,
  AT_STATE = 76,
  AT_READY = 77,
  AT_ALARM = 78,
  AT_CARDS = 80,
  AT_USER = 144,
  AT_HOST = 208,
  AT_NAME = 272,
  AT_VERSION = 400,
  AT_END = 432,
};

/* --- Peers ------------------------------------------------------------------------------------ */

CrmPeer *
crm_peer_copy (const CrmPeer *self)
{
  CrmPeer *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->user = g_strdup (self->user);
  copy->host = g_strdup (self->host);
  copy->version = g_strdup (self->version);
  return copy;
}

static void
peer_clear (CrmPeer *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->version, g_free);
}

void
crm_peer_free (CrmPeer *self)
{
  peer_clear (self);
  g_free (self);
}

gboolean
crm_peer_has_card (const CrmPeer *self, gint64 id)
{
  for (guint i = 0; id != 0 && i < CRM_PEER_CARDS; i++)
    if (self->cards[i] == id)
      return TRUE;
  return FALSE;
}

char *
crm_peer_describe (const CrmPeer *self)
{
  const char *who = *self->name != '\0' ? self->name : self->user;

  /* Translators: a person and the computer, as in “Ana on office-pc”. */
  return g_strdup_printf (_ ("%s on %s"), who, self->host);
}

/* --- Numbers and texts ------------------------------------------------------------------------ */

guint64
_crm_peers_get_number (const guint8 *bytes)
{
  guint64 number;

  memcpy (&number, bytes, sizeof number);
  return GUINT64_FROM_LE (number);
}

void
_crm_peers_put_number (guint8 *bytes, guint64 number)
{
  number = GUINT64_TO_LE (number);
  memcpy (bytes, &number, sizeof number);
}

static guint32
get_32 (const guint8 *bytes)
{
  guint32 number;

  memcpy (&number, bytes, sizeof number);
  return GUINT32_FROM_LE (number);
}

static void
put_32 (guint8 *bytes, guint32 number)
{
  number = GUINT32_TO_LE (number);
  memcpy (bytes, &number, sizeof number);
}

static void
put_text (guint8 *bytes, int from, int to, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  gsize size = MIN (strlen (valid), (gsize)(to - from - 1));

  /* No half letters at the end. */
  while (size > 0 && (valid[size] & 0xC0) == 0x80)
    size--;
  memcpy (bytes + from, valid, size);
}

static char *
get_text (const guint8 *bytes, int from, int to)
{
  gsize size = strnlen ((const char *)bytes + from, to - from);

  return g_utf8_make_valid ((const char *)bytes + from, size);
}

/* FNV-1a: told apart are a record that is half written and one that is whole, nothing worse. */
static guint32
sum (const guint8 *bytes)
{
  guint32 hash = 2166136261u;

  for (guint i = AT_TOKEN; i < CRM_PEERS_SLOT_SIZE; i++)
    hash = (hash ^ bytes[i]) * 16777619u;
  return hash;
}

/* --- Slots ------------------------------------------------------------------------------------ */

void
_crm_peer_slot_clear (CrmPeerSlot *self)
{
  peer_clear (&self->peer);
}

void
_crm_peer_slot_write (const CrmPeerSlot *self, guint8 *bytes)
{
  const CrmPeer *peer = &self->peer;

  memset (bytes, 0, CRM_PEERS_SLOT_SIZE);
  memcpy (bytes, MARK, strlen (MARK));
  _crm_peers_put_number (bytes + AT_COUNTER, self->counter);
  _crm_peers_put_number (bytes + AT_TOKEN, self->token);
  _crm_peers_put_number (bytes + AT_SESSION, peer->session);
  _crm_peers_put_number (bytes + AT_PERSON, peer->person);
  _crm_peers_put_number (bytes + AT_SINCE, peer->since);
  _crm_peers_put_number (bytes + AT_LAYOUT, peer->layout);
  _crm_peers_put_number (bytes + AT_WANTS_LAYOUT, peer->wants_layout);
  _crm_peers_put_number (bytes + AT_STATE_SINCE, peer->state_since);
  put_32 (bytes + AT_PID, peer->pid);
  bytes[AT_STATE] = peer->state;
  bytes[AT_READY] = peer->ready ? 1 : 0;
  bytes[AT_ALARM] = self->alarm ? 1 : 0;
  for (guint i = 0; i < CRM_PEER_CARDS; i++)
    _crm_peers_put_number (bytes + AT_CARDS + 8 * i, peer->cards[i]);
  put_text (bytes, AT_USER, AT_HOST, peer->user);
  put_text (bytes, AT_HOST, AT_NAME, peer->host);
  put_text (bytes, AT_NAME, AT_VERSION, peer->name);
  put_text (bytes, AT_VERSION, AT_END, peer->version);
  put_32 (bytes + AT_SUM, sum (bytes));
}

void
_crm_peer_slot_read (CrmPeerSlot *self, const guint8 *bytes)
{
  CrmPeer *peer = &self->peer;

  *self = (CrmPeerSlot){ 0 };
  if (memcmp (bytes, MARK, strlen (MARK)) != 0 || get_32 (bytes + AT_SUM) != sum (bytes))
    return;
  self->used = TRUE;
  self->counter = _crm_peers_get_number (bytes + AT_COUNTER);
  self->token = _crm_peers_get_number (bytes + AT_TOKEN);
  self->alarm = bytes[AT_ALARM] == 1;
  peer->session = _crm_peers_get_number (bytes + AT_SESSION);
  peer->person = _crm_peers_get_number (bytes + AT_PERSON);
  peer->since = _crm_peers_get_number (bytes + AT_SINCE);
  peer->layout = _crm_peers_get_number (bytes + AT_LAYOUT);
  peer->wants_layout = _crm_peers_get_number (bytes + AT_WANTS_LAYOUT);
  peer->state_since = _crm_peers_get_number (bytes + AT_STATE_SINCE);
  peer->pid = get_32 (bytes + AT_PID);
  peer->state = MIN (bytes[AT_STATE], CRM_PEER_SAVING);
  peer->ready = bytes[AT_READY] == 1;
  for (guint i = 0; i < CRM_PEER_CARDS; i++)
    peer->cards[i] = _crm_peers_get_number (bytes + AT_CARDS + 8 * i);
  peer->user = get_text (bytes, AT_USER, AT_HOST);
  peer->host = get_text (bytes, AT_HOST, AT_NAME);
  peer->name = get_text (bytes, AT_NAME, AT_VERSION);
  peer->version = get_text (bytes, AT_VERSION, AT_END);
}
