/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

/* What the threads of the store have to say, told on the main context of the opener. */

typedef struct {
  CrmStore *store;
  CrmChange *change;
  const char *signal;
  guint seconds;
  char *who;
} Told;

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->store);
  g_clear_pointer (&told->change, crm_change_unref);
  g_free (told->who);
  g_free (told);
}

static gboolean
tell_change_cb (gpointer data)
{
  Told *told = data;

  g_signal_emit_by_name (told->store, "changed", told->change);
  return G_SOURCE_REMOVE;
}

static gboolean
tell_cb (gpointer data)
{
  g_signal_emit_by_name (((Told *)data)->store, ((Told *)data)->signal);
  return G_SOURCE_REMOVE;
}

static gboolean
tell_waiting_cb (gpointer data)
{
  Told *told = data;

  g_signal_emit_by_name (told->store, "waiting", told->seconds, told->who);
  return G_SOURCE_REMOVE;
}

/* @told is taken over. */
static void
tell (CrmStore *self, GSourceFunc func, Told *told)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  told->store = g_object_ref (self);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, told, told_free);
  g_source_attach (source, self->context);
}

void
_crm_store_tell_change (CrmStore *self, CrmChange *change)
{
  Told *told = g_new0 (Told, 1);

  told->change = crm_change_ref (change);
  tell (self, tell_change_cb, told);
}

static gboolean
poll_cb (gpointer data)
{
  crm_store_poll (((Told *)data)->store);
  return G_SOURCE_REMOVE;
}

/* Whoever was in our way has changed something. */
void
_crm_store_poll_soon (CrmStore *self)
{
  tell (self, poll_cb, g_new0 (Told, 1));
}

void
_crm_store_tell (CrmStore *self, const char *signal)
{
  Told *told = g_new0 (Told, 1);

  told->signal = g_intern_string (signal);
  tell (self, tell_cb, told);
}

void
_crm_store_waiting (guint waited_ms, gpointer store)
{
  Told *told = g_new0 (Told, 1);

  told->seconds = waited_ms / 1000;
  told->who = _crm_store_find_holder (store);
  tell (store, tell_waiting_cb, told);
}
