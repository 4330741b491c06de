/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-resolve.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "office/crm-rooms.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Hits by words among which the exact title is looked for. */
#define HITS_COMPARED 50

static gboolean
add_condition (CrmQuery *query, const char *where, GError **error)
{
  CrmCondition *condition;

  if (where == NULL)
    return TRUE;
  condition = crm_query_parse_where (where, error);
  if (condition == NULL)
    return FALSE;
  crm_query_add_where (query, condition);

  return TRUE;
}

/* The record that is called so when exactly one is; *id stays 0 when none is. */
static gboolean
find_by_field (CrmTxn *txn,
               const CrmEntity *entity,
               const char *where,
               const char *field,
               const char *text,
               gint64 *id,
               GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  g_autoptr (GPtrArray) found = NULL;

  crm_query_add_test (query, field, CRM_TEST_EQUAL, text);
  query->limit = 2;
  if (!add_condition (query, where, error))
    return FALSE;
  found = crm_txn_query (txn, query, error);
  if (found == NULL)
    return FALSE;
  if (found->len > 1) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("Several records are called “%s” (%s). Give the id of the one you mean: “list "
                    "%s --search” shows it."),
                 text, _ (entity->label), crm_rooms_word (entity->name, where));
    return FALSE;
  }
  if (found->len == 1)
    *id = crm_record_get_id (g_ptr_array_index (found, 0));

  return TRUE;
}

static gboolean
is_wholly_number (const char *text)
{
  return *text != '\0' && strlen (text) <= 18 && strspn (text, "0123456789") == strlen (text);
}

/* Fields by which people call a record, besides its title. */
static gboolean
find_by_names (CrmTxn *txn,
               const CrmEntity *entity,
               const char *where,
               const char *text,
               gint64 *id,
               GError **error)
{
  static const char *const names[] = { "number", "code", "name", "title", "subject" };

  for (guint i = 0; *id == 0 && i < G_N_ELEMENTS (names); i++) {
    const CrmField *field = crm_entity_find_field (entity, names[i]);

    if (field == NULL)
      continue;
    if (crm_field_type_is_integer (field->type) && !is_wholly_number (text))
      continue;
    if (!find_by_field (txn, entity, where, field->name, text, id, error))
      return FALSE;
  }

  return TRUE;
}

/* By the whole title, as lists show it: "12 Roof repair". */
static gboolean
find_by_title (CrmTxn *txn, const CrmEntity *entity, const char *text, gint64 *id, GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *wanted = crm_text_fold (text);

  hits = crm_txn_search (txn, entity->name, text, HITS_COMPARED, error);
  if (hits == NULL)
    return FALSE;
  for (guint i = 0; i < hits->len; i++) {
    const CrmHit *hit = g_ptr_array_index (hits, i);
    g_autofree char *title = crm_text_fold (hit->title);

    if (!g_str_equal (title, wanted))
      continue;
    if (*id != 0) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("Several records are called “%s”. Give the id of the one you mean."), text);
      return FALSE;
    }
    *id = hit->id;
  }

  return TRUE;
}

gboolean
crm_resolve_record (CrmTxn *txn,
                    const CrmEntity *entity,
                    const char *where,
                    const char *text,
                    gint64 *id,
                    GError **error)
{
  *id = 0;
  if (is_wholly_number (text)) {
    gint64 number = g_ascii_strtoll (text, NULL, 10);
    g_autoptr (CrmRecord) record = crm_txn_get (txn, entity->name, number, NULL);

    if (record != NULL) {
      *id = number;
      return TRUE;
    }
  }
  if (!find_by_names (txn, entity, where, text, id, error))
    return FALSE;
  if (*id == 0 && !find_by_title (txn, entity, text, id, error))
    return FALSE;
  if (*id == 0) {
    /* Translators: the first placeholder is a kind of thing: “Client: there is no “Alfa”.” */
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("%s: there is no “%s”. Give an id, a number or the whole title."),
                 _ (entity->label), text);
    return FALSE;
  }

  return TRUE;
}

gboolean
crm_resolve_reference (const CrmEntity *entity,
                       const char *text,
                       gpointer txn,
                       gint64 *id,
                       GError **error)
{
  if (g_str_equal (text, "me")) {
    *id = crm_txn_get_person (txn);
    if (*id != 0)
      return TRUE;
  }

  return crm_resolve_record (txn, entity, NULL, text, id, error);
}
