/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-who.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "office/crm-verb.h"
#include "office/people/crm-person.h"

#include <glib/gi18n-lib.h>

/* --- Whom one may be -------------------------------------------------------------------------- */

static void
candidate_free (gpointer data)
{
  CrmCandidate *self = data;

  g_free (self->name);
  g_free (self->role);
  g_free (self);
}

void
crm_who_free (CrmWho *self)
{
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_free (self);
}

/* (transfer full) (element-type CrmRecord): who works here, no queues. */
static GPtrArray *
read_people (CrmTxn *txn, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");

  crm_query_add_test (query, "active", CRM_TEST_EQUAL, "yes");
  crm_query_add_test (query, "queue_of", CRM_TEST_EMPTY, NULL);
  crm_query_set_order (query, "name");

  return crm_txn_query (txn, query, error);
}

/* In an office with roles there must be one that does no harm. */
static gboolean
may_be_new (CrmTxn *txn, gboolean *may, gint64 *role, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("role");
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) reader = crm_role_find (txn, "reader", &local);
  gint64 n = local == NULL ? crm_txn_count (txn, query, &local) : -1;

  if (n < 0) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  *may = n == 0 || reader != NULL;
  *role = reader != NULL ? crm_record_get_id (reader) : 0;

  return TRUE;
}

static gboolean
ask_who (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  g_autoptr (CrmWho) who = g_new0 (CrmWho, 1);
  g_autoptr (GPtrArray) people = NULL;
  gint64 role;

  crm_txn_trust (txn, TRUE);
  who->people = g_ptr_array_new_with_free_func (candidate_free);
  people = read_people (txn, error);
  if (people == NULL || !may_be_new (txn, &who->may_be_new, &role, error))
    return FALSE;
  for (guint i = 0; i < people->len; i++) {
    const CrmRecord *person = people->pdata[i];
    CrmCandidate *candidate;

    if (!crm_record_is_null (person, "account"))
      continue;
    candidate = g_new0 (CrmCandidate, 1);
    candidate->id = crm_record_get_id (person);
    candidate->name = g_strdup (crm_record_get_text (person, "name"));
    candidate->role = crm_txn_title (txn, crm_record_get_int (person, "office_role"), NULL);
    if (candidate->role == NULL)
      candidate->role = g_strdup ("");
    g_ptr_array_add (who->people, candidate);
  }
  call->result = g_steal_pointer (&who);
  call->free_result = (GDestroyNotify)crm_who_free;

  return TRUE;
}

void
crm_office_ask_who_async (CrmOffice *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  crm_verb_call_run_async (self, CRM_TXN_READ, NULL, crm_verb_call_new (ask_who, 0), cancellable,
                           callback, user_data);
}

CrmWho *
crm_office_ask_who_finish (CrmOffice *self, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  return crm_verb_call_finish (self, result, &call, error) ? g_steal_pointer (&call->result) : NULL;
}

/* --- Joining ---------------------------------------------------------------------------------- */

static gboolean
refuse_twin (CrmTxn *txn, const char *name, GError **error)
{
  g_autoptr (GPtrArray) people = read_people (txn, error);
  g_autofree char *wanted = crm_text_fold (name);

  for (guint i = 0; people != NULL && i < people->len; i++) {
    g_autofree char *taken = crm_text_fold (crm_record_get_text (people->pdata[i], "name"));

    if (!g_str_equal (taken, wanted))
      continue;
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNIQUE,
                 _ ("“%s” works here already. Choose the name in the list; if it is not there, it "
                    "belongs to another account: ask whoever manages people."),
                 name);
    return FALSE;
  }

  return people != NULL;
}

static CrmRecord *
make_new (CrmTxn *txn, const char *name, GError **error)
{
  g_autoptr (CrmRecord) person = NULL;
  gboolean may;
  gint64 role;

  if (!may_be_new (txn, &may, &role, error) || !refuse_twin (txn, name, error))
    return NULL;
  if (!may) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED,
                         _ ("Whoever manages people has to add you to this office first."));
    return NULL;
  }
  person = crm_txn_new (txn, "person");
  crm_record_set_text (person, "name", name);
  if (role != 0)
    crm_record_set_int (person, "office_role", role);

  return g_steal_pointer (&person);
}

static gboolean
join (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  g_autoptr (CrmRecord) person = NULL;
  g_autofree char *account = crm_person_account ();
  g_autofree char *both = NULL;

  crm_txn_trust (txn, TRUE);
  person = call->id != 0 ? crm_txn_get (txn, "person", call->id, error)
                         : make_new (txn, call->text, error);
  if (person == NULL)
    return FALSE;
  if (!crm_person_has_account (person, account)) {
    both = crm_record_is_null (person, "account")
             ? g_strdup (account)
             : g_strdup_printf ("%s, %s", crm_record_get_text (person, "account"), account);
    crm_record_set_text (person, "account", both);
  }
  /* It says who somebody is; Ctrl+Z must not make them a stranger. */
  crm_txn_forbid_undo (txn);
  if (!crm_txn_save (txn, person, error))
    return FALSE;
  call->result_id = crm_record_get_id (person);

  return TRUE;
}

/* What cannot be remembered in a file that can only be read holds for this time. */
static gboolean
join_for_now (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  g_autoptr (CrmRecord) person = NULL;

  crm_txn_trust (txn, TRUE);
  person = crm_txn_get (txn, "person", call->id, error);
  call->result_id = call->id;

  return person != NULL;
}

void
crm_office_join_async (CrmOffice *self,
                       gint64 person,
                       const char *name,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  CrmVerbCall *call;

  g_return_if_fail (person != 0 || name != NULL);

  if (person != 0 && crm_office_is_read_only (self)) {
    crm_verb_call_run_async (self, CRM_TXN_READ, NULL, crm_verb_call_new (join_for_now, person),
                             cancellable, callback, user_data);
    return;
  }
  call = crm_verb_call_new (join, person);
  call->text = name != NULL ? crm_text_clean (name, FALSE) : NULL;
  crm_verb_call_run_async (self, CRM_TXN_WRITE, "person.join", call, cancellable, callback,
                           user_data);
}

gboolean
crm_office_join_finish (CrmOffice *self, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  if (!crm_verb_call_finish (self, result, &call, error))
    return FALSE;
  crm_office_set_person (self, call->result_id);

  return TRUE;
}

/* --- Another one for once --------------------------------------------------------------------- */

typedef struct {
  const char *name;
  gint64 id;
} Named;

static gboolean
find_named (CrmTxn *txn, gpointer data, GError **error)
{
  Named *named = data;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *wanted = crm_text_fold (named->name);

  crm_txn_trust (txn, TRUE);
  people = read_people (txn, error);
  if (people == NULL)
    return FALSE;
  named->id = 0;
  for (guint i = 0; i < people->len; i++) {
    const char *name = crm_record_get_text (people->pdata[i], "name");
    g_autofree char *folded = crm_text_fold (name);

    if (g_str_equal (folded, wanted))
      named->id = crm_record_get_id (people->pdata[i]);
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
  }
  if (named->id == 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 /* Translators: a name, then those that there are. */
                 _ ("Nobody called “%s” works here. There are: %s."), named->name, names->str);

  return named->id != 0;
}

gboolean
crm_office_act_as (CrmOffice *self, const char *name, GError **error)
{
  Named named = { .name = name };

  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (!crm_office_run (self, CRM_TXN_READ, NULL, find_named, &named, error))
    return FALSE;
  crm_office_set_person (self, named.id);

  return TRUE;
}
