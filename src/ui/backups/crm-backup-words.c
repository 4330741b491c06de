/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/backups/crm-backup-words.h"

#include "base/crm-day.h"
#include "office/crm-describe.h"
#include "ui/common/crm-phrases.h"
#include "ui/shell/crm-room-table.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* More kinds of things than these say no more. */
#define MOST_KINDS 5
/* "yesterday" still tells enough. */
#define RECENT_MS (36 * 3600 * G_GINT64_CONSTANT (1000))

char *
crm_backup_words_last (CrmDesk *desk, const CrmBackupState *state)
{
  if (state->last == 0)
    return g_strdup (_ ("none yet"));
  if (crm_desk_get_now (desk) - state->last > RECENT_MS)
    return crm_instant_format (state->last, crm_desk_get_lang (desk), NULL);

  return crm_instant_format_relative (state->last, crm_desk_get_now (desk),
                                      crm_desk_get_lang (desk), NULL);
}

static const char *
reason_words (CrmBackupReason reason)
{
  switch (reason) {
  case CRM_BACKUP_HAND:
    return _ ("Asked for");
  case CRM_BACKUP_UPGRADE:
    return _ ("Before an upgrade; kept for ever");
  case CRM_BACKUP_RESTORE:
    return _ ("Replaced by a backup; kept for ever");
  case CRM_BACKUP_DAILY:
  default:
    return _ ("Made by itself");
  }
}

char *
crm_backup_words_describe (const CrmBackup *backup)
{
  g_autofree char *size = g_format_size ((guint64)backup->size);

  return g_strdup_printf ("%s · %s · %s", reason_words (backup->reason), size,
                          crm_backup_is_verified (backup) ? _ ("verified") : _ ("not verified"));
}

/* (transfer full) */
static char *
words_of (CrmDesk *desk, const CrmEntity *entity, const CrmBackupHeld *held)
{
  /* Of the entity of clients only how they are counted. */
  static const CrmEntity contacts = { NP_ ("%d contact person", "%d contact persons") };

  return crm_phrase_count (held->contacts ? &contacts : entity, (guint)held->n,
                           crm_desk_get_lang (desk));
}

char *
crm_backup_words_holds (CrmDesk *desk, const GArray *held)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint kinds = 0;

  for (guint i = 0; i < held->len && kinds < MOST_KINDS; i++) {
    const CrmBackupHeld *one = &g_array_index (held, CrmBackupHeld, i);
    const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (desk), one->entity);
    g_autofree char *phrase = NULL;

    if (one->n <= 0 || entity == NULL || !crm_room_table_has_room (entity) ||
        entity->care == CRM_CARE_SETTINGS)
      continue;
    phrase = words_of (desk, entity, one);
    g_string_append_printf (words, "%s%s", kinds > 0 ? ", " : "", phrase);
    kinds++;
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

GtkWidget *
crm_backup_row_new (const char *title, const char *subtitle, GtkWidget *suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  crm_backup_row_set_subtitle (row, subtitle);
  if (suffix != NULL) {
    gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  }

  return row;
}

/* A subtitle of this libadwaita is markup whatever the title is. */
void
crm_backup_row_set_subtitle (GtkWidget *row, const char *subtitle)
{
  g_autofree char *escaped = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
}
