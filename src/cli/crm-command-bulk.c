/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-error.h"
#include "base/crm-number.h"
#include "office/lists/crm-bulk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One change of many records from the command line. */

typedef struct {
  CrmSession *session;
  const char *entity;
  const char *where;
  char **assignments;
  CrmBulkReport *report;
} Many;

static GArray *
find_ids (CrmTxn *txn,
          const CrmEntity *entity,
          const char *alias,
          const char *where,
          GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  const char *texts[] = { alias, where };
  g_autoptr (GPtrArray) found = NULL;
  GArray *ids;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    CrmCondition *condition = texts[i] != NULL ? crm_query_parse_where (texts[i], error) : NULL;

    if (texts[i] != NULL && condition == NULL)
      return NULL;
    if (condition != NULL)
      crm_query_add_where (query, condition);
  }
  found = crm_txn_query (txn, query, error);
  if (found == NULL)
    return NULL;
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), found->len);
  for (guint i = 0; i < found->len; i++) {
    gint64 id = crm_record_get_id (g_ptr_array_index (found, i));

    g_array_append_val (ids, id);
  }

  return ids;
}

/* "tags+=VIP", "tags-=VIP", "city=Iași". */
static gboolean
add_change (CrmTxn *txn, CrmBulk *bulk, CrmRecord *scratch, const char *assignment, GError **error)
{
  const char *equals = strchr (assignment, '=');
  g_autofree char *path = NULL;
  char sign;

  if (equals == NULL || equals == assignment) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” should read FIELD=VALUE."), assignment);
    return FALSE;
  }
  path = g_strndup (assignment, (gsize)(equals - assignment));
  sign = path[strlen (path) - 1];
  if (sign == '+' || sign == '-') {
    path[strlen (path) - 1] = '\0';
    return crm_bulk_tag (bulk, path, equals + 1, sign == '+', error);
  }
  if (crm_entity_find_field (crm_record_get_entity (scratch), path) == NULL)
    return crm_bulk_set (bulk, path, NULL, error);

  return crm_record_assign (scratch, path, equals + 1, crm_resolve_reference, txn, error) &&
         crm_bulk_set (bulk, path, crm_record_get (scratch, path), error);
}

static gboolean
set_many (CrmTxn *txn, gpointer data, GError **error)
{
  Many *self = data;
  const char *alias = NULL;
  const CrmEntity *entity;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (CrmBulk) bulk = NULL;
  g_autoptr (CrmRecord) scratch = NULL;
  guint next = 0;

  g_clear_pointer (&self->report, crm_bulk_report_free);
  self->report = crm_bulk_report_new ();
  entity = crm_command_entity (crm_txn_get_schema (txn), self->entity, &alias, error);
  ids = entity != NULL ? find_ids (txn, entity, alias, self->where, error) : NULL;
  if (ids == NULL)
    return FALSE;
  bulk = crm_bulk_new (entity, ids);
  scratch = crm_record_new (entity);
  for (guint i = 0; self->assignments[i] != NULL; i++)
    if (!add_change (txn, bulk, scratch, self->assignments[i], error))
      return FALSE;

  return crm_bulk_apply (txn, bulk, &next, 0, self->report, error);
}

static void
answer (CrmSession *session, const CrmBulkReport *report)
{
  JsonObject *object = json_object_new ();
  JsonArray *left = json_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          ngettext ("%u record changed", "%u records changed", report->n_changed),
                          report->n_changed);
  if (report->n_same > 0) {
    g_string_append (text, ", ");
    g_string_append_printf (
      text, ngettext ("%u had that value already", "%u had that value already", report->n_same),
      report->n_same);
  }
  for (guint i = 0; i < report->left_out->len; i++) {
    const CrmLeftOut *one = g_ptr_array_index (report->left_out, i);
    JsonObject *row = json_object_new ();
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, one->id);

    json_object_set_string_member (row, "id", id);
    json_object_set_string_member (row, "title", one->title != NULL ? one->title : "");
    json_object_set_string_member (row, "reason", one->reason);
    json_array_add_object_element (left, row);
    /* Translators: a record that was not changed, and why. */
    g_string_append_printf (text, _ ("\nleft as it is: %s: %s"),
                            one->title != NULL ? one->title : id, one->reason);
  }
  json_object_set_int_member (object, "changed", report->n_changed);
  json_object_set_int_member (object, "same", report->n_same);
  json_object_set_array_member (object, "left", left);
  crm_command_answer (session, object, text->str);
}

gboolean
crm_command_set_many (CrmSession *session,
                      const char *entity,
                      const char *where,
                      char **assignments,
                      GError **error)
{
  Many many = { .session = session, .entity = entity, .where = where, .assignments = assignments };
  CrmOffice *office = crm_session_open (session, error);
  gboolean ok =
    office != NULL && crm_office_run (office, CRM_TXN_WRITE, "bulk.edit", set_many, &many, error);

  if (ok)
    answer (session, many.report);
  g_clear_pointer (&many.report, crm_bulk_report_free);

  return ok;
}
