/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CrmPreferences:
 *
 * What one person likes on one desktop. Kept in GSettings; where its schema is not installed, kept
 * for as long as the program runs.
 */
#define CRM_TYPE_PREFERENCES (crm_preferences_get_type ())
G_DECLARE_FINAL_TYPE (CrmPreferences, crm_preferences, CRM, PREFERENCES, GObject)

CrmPreferences *crm_preferences_new (void);

int crm_preferences_get_int (CrmPreferences *self, const char *key);
void crm_preferences_set_int (CrmPreferences *self, const char *key, int value);
gboolean crm_preferences_get_boolean (CrmPreferences *self, const char *key);
void crm_preferences_set_boolean (CrmPreferences *self, const char *key, gboolean value);
/* (transfer full): never NULL. */
char *crm_preferences_get_string (CrmPreferences *self, const char *key);
void crm_preferences_set_string (CrmPreferences *self, const char *key, const char *value);

/* Paths of offices opened lately, the newest first. (transfer full) */
char **crm_preferences_get_recent (CrmPreferences *self);
void crm_preferences_add_recent (CrmPreferences *self, const char *path);
void crm_preferences_remove_recent (CrmPreferences *self, const char *path);

/* What is remembered of a room: an object that may be written to, followed by
 * crm_preferences_rooms_changed(). (transfer none) */
JsonObject *crm_preferences_get_room (CrmPreferences *self, const char *room);
void crm_preferences_rooms_changed (CrmPreferences *self);
/* Writes what waits to be written. */
void crm_preferences_flush (CrmPreferences *self);

G_END_DECLS
