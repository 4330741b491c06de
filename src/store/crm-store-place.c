/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* Where the file lives decides how it is kept and whether it may be written. */

#define SELECT_THIS_COMPUTER "SELECT count(*) FROM meta WHERE key = 'this_computer'"

/* While another program has the file, trying to put it right interrupts reading each time. */
#define SETTLE_EVERY_US (3 * G_USEC_PER_SEC)

/* --- Opening ---------------------------------------------------------------------------------- */

static gboolean
refuse (CrmStore *self, CrmError code, gboolean several, GError **error)
{
  g_autofree char *what = crm_place_describe (self->place);
  g_autofree char *advice = crm_place_advise (self->place, several);

  g_set_error (error, CRM_ERROR, code, "%s %s", what, advice != NULL ? advice : "");
  return FALSE;
}

gboolean
_crm_store_find_place (CrmStore *self, GError **error)
{
  gboolean create = (self->flags & CRM_STORE_CREATE) != 0;
  gboolean one = (self->flags & CRM_STORE_THIS_COMPUTER) != 0;

  self->place = crm_place_probe (self->path);
  if (self->place->kind == CRM_PLACE_SILENT)
    return refuse (self, CRM_ERROR_IO, TRUE, error);
  if (create && crm_place_get_fit (self->place, !one) == CRM_PLACE_BAD)
    return refuse (self, CRM_ERROR_READ_ONLY, !one, error);
  return TRUE;
}

CrmDbFlags
_crm_store_place_flags (CrmStore *self)
{
  CrmDbFlags flags = 0;

  if (self->place->kind != CRM_PLACE_LOCAL)
    flags |= CRM_DB_REMOTE;
  if (self->place->kind == CRM_PLACE_CIFS)
    flags |= CRM_DB_CIFS;
  return flags;
}

static gboolean
is_alone_here (CrmStore *self, CrmDb *db, gboolean *one, GError **error)
{
  gint64 n;

  if (!crm_db_query_int (db, SELECT_THIS_COMPUTER, 0, &n, error))
    return FALSE;
  *one = n > 0;
  return TRUE;
}

/* What somebody has done to the file with another tool, who could not know that colleagues use it.
 * Where a colleague's desktop has put it right already, this connection has still to follow. */
static gboolean
settle_journal (CrmStore *self, CrmDb *db, gboolean one, GError **error)
{
  gboolean wanted = one && self->place->kind == CRM_PLACE_LOCAL;
  gboolean is_one;

  if (!crm_db_is_for_one_computer (db, &is_one, error))
    return FALSE;
  return (is_one && wanted) || crm_db_is_read_only (db) ||
         crm_db_set_for_one_computer (db, wanted, error);
}

static gboolean
write_mark (CrmDb *db, gboolean one, GError **error)
{
  if (!crm_db_begin (db, TRUE, error))
    return FALSE;
  if (crm_db_exec (db,
                   one ? "INSERT INTO meta(key, value) VALUES('this_computer', '1') "
                         "ON CONFLICT(key) DO NOTHING"
                       : "DELETE FROM meta WHERE key = 'this_computer'",
                   error))
    return crm_db_commit (db, error);
  crm_db_rollback (db);
  return FALSE;
}

static gboolean
may_be_one (CrmStore *self)
{
  return self->place->kind == CRM_PLACE_LOCAL || self->place->kind == CRM_PLACE_UNSAFE;
}

/* Before anybody but the writer's connection has the file open. */
gboolean
_crm_store_settle_place (CrmStore *self, CrmDb *db, GError **error)
{
  gboolean one = FALSE;
  g_autoptr (GError) local = NULL;

  if ((self->flags & CRM_STORE_CREATE) && (self->flags & CRM_STORE_THIS_COMPUTER) &&
      may_be_one (self) && !write_mark (db, TRUE, error))
    return FALSE;
  if (!is_alone_here (self, db, &one, error))
    return FALSE;
  if (crm_place_get_fit (self->place, !one) == CRM_PLACE_BAD) {
    g_autofree char *what = crm_place_describe (self->place);
    g_autofree char *advice = crm_place_advise (self->place, TRUE);
    g_autofree char *text = g_strdup_printf ("%s %s", what, advice != NULL ? advice : "");

    _crm_store_turn_read_only (self, CRM_READ_ONLY_PLACE, text);
    return TRUE;
  }
  self->one_computer = one;
  if (settle_journal (self, db, one, &local)) {
    _crm_store_lift_read_only (self, CRM_READ_ONLY_PLACE);
    return TRUE;
  }
  if (!g_error_matches (local, CRM_ERROR, CRM_ERROR_BUSY)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  /* Being kept for several is safe on one computer; the other way round it is not. */
  if (!one)
    _crm_store_turn_read_only (
      self, CRM_READ_ONLY_PLACE,
      _ ("Another program has changed how this office file is kept, so that only one computer can "
         "use it, and still has it open. Close that program; Kontor then puts it right by "
         "itself."));
  return TRUE;
}

/* --- While it is open ------------------------------------------------------------------------- */

/* Runs with all threads of the store at rest and only the writer's connection open. */
typedef gboolean (*Alone) (CrmStore *self, gpointer data, GError **error);

static gboolean
run_alone (CrmStore *self, Alone func, gpointer data, GError **error)
{
  gboolean ok;

  if (!_crm_store_pause (self)) {
    g_propagate_error (error, _crm_store_gone ());
    return FALSE;
  }
  _crm_store_close_reader (self);
  ok = func (self, data, error);
  ok = _crm_store_open_reader (self, ok ? error : NULL) && ok;
  _crm_store_resume (self);
  return ok;
}

static gboolean
settle_alone (CrmStore *self, gpointer data, GError **error)
{
  return _crm_store_settle_place (self, self->writer.db, error);
}

static gpointer
settle_main (gpointer data)
{
  g_autoptr (CrmStore) self = data;
  g_autoptr (GError) error = NULL;

  if (!run_alone (self, settle_alone, NULL, &error))
    g_message ("%s", error != NULL ? error->message : "");
  g_atomic_int_set (&self->settling, FALSE);
  return NULL;
}

/* Read-only because of the journal, not because of the folder. */
static gboolean
waits_for_journal (CrmStore *self)
{
  return crm_store_get_read_only_reason (self) == CRM_READ_ONLY_PLACE &&
         crm_place_get_fit (self->place, TRUE) != CRM_PLACE_BAD;
}

void
_crm_store_check_journal (CrmStore *self, CrmDb *db)
{
  gint64 now = g_get_monotonic_time ();
  gboolean waits = waits_for_journal (self);
  gboolean is_one = FALSE;

  if (self->one_computer || !crm_db_is_for_one_computer (db, &is_one, NULL) ||
      (!is_one && !waits) || (waits && now - self->settled_at < SETTLE_EVERY_US))
    return;
  self->settled_at = now;
  if (is_one)
    _crm_store_turn_read_only (
      self, CRM_READ_ONLY_PLACE,
      _ ("Another program has changed how this office file is kept. Kontor is putting it right; "
         "close that program if this does not go away."));
  /* The threads of the store cannot wait for themselves. */
  if (g_atomic_int_compare_and_exchange (&self->settling, FALSE, TRUE))
    g_thread_unref (g_thread_new ("store-settle", settle_main, g_object_ref (self)));
}

/* --- For one computer, or for several --------------------------------------------------------- */

/* The mark goes first when it comes to one computer and last when it comes to several: a crash in
 * between leaves a file that the next to open it puts right. */
static gboolean
change_alone (CrmStore *self, gpointer data, GError **error)
{
  gboolean one = GPOINTER_TO_INT (data);
  CrmDb *db = self->writer.db;

  self->flags &= ~CRM_STORE_CREATE;
  if (one && !write_mark (db, TRUE, error))
    return FALSE;
  if (!settle_journal (self, db, one, error)) {
    if (one)
      write_mark (db, FALSE, NULL);
    return FALSE;
  }
  return (one || write_mark (db, FALSE, error)) && _crm_store_settle_place (self, db, error);
}

static gboolean
may_change (CrmStore *self, gboolean one, GError **error)
{
  CrmReadOnlyReason reason = crm_store_get_read_only_reason (self);

  if (reason != CRM_READ_ONLY_NOT && reason != CRM_READ_ONLY_PLACE)
    return _crm_store_check_writable (self, error);
  if (self->place->kind == CRM_PLACE_CLOUD)
    return refuse (self, CRM_ERROR_READ_ONLY, FALSE, error);
  if (one && !may_be_one (self)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED,
                         _ ("The office is on a file server, where others can open it too, so it "
                            "cannot be kept for this computer only."));
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_alone (CrmStore *self, GError **error)
{
  g_autoptr (GPtrArray) peers = crm_store_get_peers (self);

  for (guint i = 0; i < peers->len; i++) {
    const CrmPeer *peer = g_ptr_array_index (peers, i);
    g_autofree char *who = crm_peer_describe (peer);

    if (peer->own)
      continue;
    g_set_error (error, CRM_ERROR, CRM_ERROR_BUSY,
                 _ ("%s has this office open. Ask them to close it and try again."), who);
    return FALSE;
  }
  return TRUE;
}

gboolean
crm_store_set_this_computer (CrmStore *self, gboolean one, GError **error)
{
  g_return_val_if_fail (CRM_IS_STORE (self), FALSE);
  g_return_val_if_fail (self->place != NULL, FALSE);

  return may_change (self, one, error) && check_alone (self, error) &&
         run_alone (self, change_alone, GINT_TO_POINTER (one), error);
}

gboolean
crm_store_is_this_computer (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), FALSE);

  return self->one_computer;
}

const CrmPlace *
crm_store_get_place (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return self->place;
}
