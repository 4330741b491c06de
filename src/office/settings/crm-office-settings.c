/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/settings/crm-office-settings.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "store/crm-txn.h"

static const CrmChoice places[] = {
  { "shared", N_ ("On several computers") },
  { "single", N_ ("On this computer only") },
  { NULL },
};

static const CrmField fields[] = {
  { .name = "name",
    .label = N_ ("Name of the office"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_LISTED,
    .max = 80 },
  { .name = "place",
    .label = N_ ("Used"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED,
    .choices = places,
    .initial = "shared" },
  { .name = "backup_folder",
    .label = N_ ("Folder for backups"),
    .type = CRM_FIELD_TEXT,
    .group = N_ ("Backups"),
    .max = 1000 },
  { .name = "backup_hour",
    .label = N_ ("Hour of the daily backup"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_REQUIRED,
    .initial = "18" },
  { .name = "backups_daily",
    .label = N_ ("Daily backups kept"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_COMPACT,
    .initial = "7" },
  { .name = "backups_weekly",
    .label = N_ ("Weekly backups kept"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_REQUIRED,
    .initial = "4" },
  { .name = "backups_monthly",
    .label = N_ ("Monthly backups kept"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_REQUIRED,
    .initial = "12" },
  { .name = "last_backup",
    .label = N_ ("Last verified backup"),
    .type = CRM_FIELD_INSTANT,
    .flags = CRM_FIELD_READ_ONLY },
  { .name = "last_backup_path",
    .label = N_ ("File of the last backup"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_READ_ONLY,
    .max = 1000 },
  { .name = "last_backup_host",
    .label = N_ ("Computer that made it"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_READ_ONLY,
    .max = 200 },
  { .name = "retention_days",
    .label = N_ ("Days that history is kept"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_REQUIRED,
    .group = N_ ("History"),
    .initial = "730" },
  { NULL },
};

static const struct {
  const char *field;
  gint64 least;
  gint64 most;
} bounds[] = {
  { "backup_hour", 0, 23 },      { "backups_daily", 1, 366 },     { "backups_weekly", 0, 520 },
  { "backups_monthly", 0, 600 }, { "retention_days", 30, 36500 },
};

static gboolean
validate (const CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++) {
    gint64 value = crm_record_get_int (record, bounds[i].field);
    const CrmField *field = crm_entity_find_field (entity, bounds[i].field);

    if (value >= bounds[i].least && value <= bounds[i].most)
      continue;
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: a field of the settings and its bounds. */
                 _ ("“%s” must be from %d to %d."), _ (field->label), (int)bounds[i].least,
                 (int)bounds[i].most);
    return FALSE;
  }

  return TRUE;
}

static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) query = NULL;
  gint64 count;

  if (!crm_record_is_new (record))
    return TRUE;
  query = crm_query_new ("office");
  count = crm_txn_count (txn, query, error);
  if (count < 0)
    return FALSE;
  if (count == 0)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNIQUE,
                       _ ("The office has its settings already: change those."));

  return FALSE;
}

static gboolean
before_delete (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED,
                       _ ("The settings of the office cannot be deleted: change them instead."));

  return FALSE;
}

const CrmEntity crm_office_settings_entity = {
  .number = 27,
  .name = "office",
  .label = N_ ("Settings of the office"),
  .label_many = N_ ("Settings of the office"),
  .label_new = N_ ("New settings of the office"),
  NP_ ("%d record of settings", "%d records of settings"),
  .empty_title = N_ ("No settings yet"),
  .empty_text = N_ ("Every office has them: upgrade the office file, and they are there."),
  .icon = "emblem-system-symbolic",
  .fields = fields,
  .order = "name",
  .title = "{name}",
  .explicit_save = TRUE,
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
  .validate = validate,
  .before_save = before_save,
  .before_delete = before_delete,
};

CrmRecord *
crm_office_settings_get (CrmTxn *txn, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("office");
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) record = NULL;

  g_return_val_if_fail (txn != NULL, NULL);

  record = crm_txn_first (txn, query, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                         _ ("This office file has no settings of the office. Check it with “kontor "
                            "check”."));

  return g_steal_pointer (&record);
}

gboolean
crm_office_settings_ensure (CrmTxn *txn, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("office");
  g_autoptr (CrmRecord) record = NULL;
  gint64 count = crm_txn_count (txn, query, error);

  if (count != 0)
    return count > 0;
  record = crm_txn_new (txn, "office");

  return crm_txn_save (txn, record, error);
}

gboolean
crm_office_settings_note_backup (CrmTxn *txn,
                                 gint64 at,
                                 const char *path,
                                 const char *host,
                                 GError **error)
{
  g_autoptr (CrmRecord) record = crm_office_settings_get (txn, error);
  gboolean trusted, saved;

  if (record == NULL)
    return FALSE;
  /* A late answer does not make an older backup the last one. */
  if (crm_record_get_int (record, "last_backup") > at)
    return TRUE;
  crm_record_set_int (record, "last_backup", at);
  crm_record_set_text (record, "last_backup_path", path);
  crm_record_set_text (record, "last_backup_host", host);
  crm_txn_forbid_undo (txn);
  /* The desktop that was elected may be anybody's. */
  trusted = crm_txn_trust (txn, TRUE);
  saved = crm_txn_save (txn, record, error);
  crm_txn_trust (txn, trusted);

  return saved;
}
