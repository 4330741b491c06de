/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-client-people.h"

#include "base/crm-error.h"
#include "base/crm-phone.h"

#include <string.h>

/* More nobody speaks to. */
#define MOST 200

static void
person_free (gpointer data)
{
  CrmClientPerson *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->phones);
  g_ptr_array_unref (self->emails);
  g_free (self);
}

static void
add_text (GPtrArray *texts, const char *text)
{
  if (*text != '\0')
    g_ptr_array_add (texts, g_strdup (text));
}

static CrmClientPerson *
person_of (const CrmRecord *party)
{
  CrmClientPerson *self = g_new0 (CrmClientPerson, 1);
  GPtrArray *phones = crm_record_get_lines (party, "phones");
  GPtrArray *emails = crm_record_get_lines (party, "emails");

  self->id = crm_record_get_id (party);
  self->name = g_strdup (crm_record_get_text (party, "name"));
  self->phones = g_ptr_array_new_with_free_func (g_free);
  self->emails = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < phones->len; i++) {
    const char *e164 = crm_record_get_text (phones->pdata[i], "e164");

    add_text (self->phones,
              *e164 != '\0' ? e164 : crm_record_get_text (phones->pdata[i], "number"));
  }
  for (guint i = 0; i < emails->len; i++)
    add_text (self->emails, crm_record_get_text (emails->pdata[i], "address"));

  return self;
}

/* One who is in the trash, or whom this person may not see, is left out. */
static gboolean
add_party (CrmTxn *txn, gint64 id, GPtrArray *people, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) party = crm_txn_get (txn, "party", id, &local);

  if (party != NULL) {
    if (crm_record_get_deleted (party) == 0)
      g_ptr_array_add (people, person_of (party));
    return TRUE;
  }
  if (g_error_matches (local, CRM_ERROR, CRM_ERROR_NOT_FOUND) ||
      g_error_matches (local, CRM_ERROR, CRM_ERROR_DENIED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

GPtrArray *
crm_client_people (CrmTxn *txn, gint64 client, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (person_free);
  g_autoptr (CrmQuery) query = crm_query_new ("affiliation");
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (txn != NULL, NULL);

  if (client == 0)
    return g_steal_pointer (&people);
  if (!add_party (txn, client, people, error))
    return NULL;
  crm_query_add_test_id (query, "organisation", client);
  crm_query_set_order (query, "-is_main");
  query->limit = MOST;
  found = crm_txn_query (txn, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!add_party (txn, crm_record_get_int (found->pdata[i], "person"), people, error))
      return NULL;

  return found != NULL ? g_steal_pointer (&people) : NULL;
}

static gboolean
has_text (GPtrArray *texts, const char *text)
{
  for (guint i = 0; text != NULL && i < texts->len; i++)
    if (g_ascii_strcasecmp (texts->pdata[i], text) == 0)
      return TRUE;

  return FALSE;
}

const CrmClientPerson *
crm_client_people_find (GPtrArray *people, const char *typed, const char *country)
{
  g_autofree char *e164 = NULL;

  g_return_val_if_fail (people != NULL && typed != NULL, NULL);

  if (*typed == '\0')
    return NULL;
  e164 = strchr (typed, '@') == NULL ? crm_phone_normalise (typed, country) : NULL;
  for (guint i = 1; i < people->len; i++) {
    const CrmClientPerson *one = people->pdata[i];

    if (has_text (one->phones, e164) || has_text (one->phones, typed) ||
        has_text (one->emails, typed))
      return one;
  }

  return NULL;
}
