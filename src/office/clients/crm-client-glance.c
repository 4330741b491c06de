/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-client-glance.h"

#include "base/crm-error.h"
#include "office/clients/crm-potential.h"

#include <glib/gi18n-lib.h>

/* A ring of organisations is read one step far: nobody's card leads round and round. */
#define TIES_MOST 500

static void
tie_free (gpointer data)
{
  CrmTie *self = data;

  g_free (self->name);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->post);
  g_free (self);
}

static void
asked_free (gpointer data)
{
  CrmAsked *self = data;

  g_free (self->survey_name);
  g_free (self->text);
  g_free (self->kind);
  g_free (self->options);
  g_free (self->answer);
  g_free (self);
}

void
crm_client_glance_free (CrmClientGlance *self)
{
  if (self == NULL)
    return;
  g_free (self->responsible);
  g_clear_pointer (&self->ties, g_ptr_array_unref);
  g_clear_pointer (&self->potentials, g_ptr_array_unref);
  g_clear_pointer (&self->products, g_ptr_array_unref);
  g_clear_pointer (&self->yearly, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_free (self);
}

/* --- People ----------------------------------------------------------------------------------- */

static int
compare_ties (gconstpointer a, gconstpointer b)
{
  const CrmTie *left = *(const CrmTie *const *)a;
  const CrmTie *right = *(const CrmTie *const *)b;

  if (left->inactive != right->inactive)
    return left->inactive ? 1 : -1;
  if (left->is_main != right->is_main)
    return left->is_main ? -1 : 1;

  return g_utf8_collate (left->name, right->name);
}

static gboolean
add_tie (CrmTxn *txn, CrmClientGlance *self, const CrmRecord *record, const char *other)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gint64 id = crm_record_get_int (record, other);
  g_autoptr (CrmRecord) party = crm_txn_get (txn, "party", id, NULL);
  CrmTie *tie;

  if (party == NULL || crm_record_get_deleted (party) != 0)
    return TRUE;
  tie = g_new0 (CrmTie, 1);
  tie->affiliation = crm_record_get_id (record);
  tie->party = id;
  tie->name = g_strdup (crm_record_get_text (party, "name"));
  tie->phone = g_strdup (crm_record_get_text (party, "phone_main"));
  tie->email = g_strdup (crm_record_get_text (party, "email_main"));
  tie->role = crm_field_find_choice (crm_entity_find_field (entity, "role"),
                                     crm_record_get_text (record, "role"));
  tie->post = g_strdup (crm_record_get_text (record, "post"));
  tie->is_main = crm_record_get_int (record, "is_main") != 0;
  tie->inactive = crm_record_get_int (record, "inactive") != 0;
  g_ptr_array_add (self->ties, tie);

  return TRUE;
}

static gboolean
read_ties (CrmTxn *txn, CrmClientGlance *self, const CrmRecord *client, GError **error)
{
  gboolean person = g_str_equal (crm_record_get_text (client, "kind"), "person");
  g_autoptr (CrmQuery) query = crm_query_new ("affiliation");
  g_autoptr (GPtrArray) found = NULL;

  crm_query_add_test_id (query, person ? "person" : "organisation", crm_record_get_id (client));
  query->limit = TIES_MOST;
  found = crm_txn_query (txn, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_tie (txn, self, g_ptr_array_index (found, i), person ? "organisation" : "person");
  g_ptr_array_sort (self->ties, compare_ties);

  return found != NULL;
}

/* --- Potential and questions ------------------------------------------------------------------ */

static void
add_yearly (CrmClientGlance *self, const CrmRecord *potential)
{
  const char *currency = crm_record_get_text (potential, "currency");
  gint64 *sum = g_hash_table_lookup (self->yearly, currency);

  if (sum == NULL) {
    sum = g_new0 (gint64, 1);
    g_hash_table_insert (self->yearly, g_strdup (currency), sum);
  }
  *sum += crm_potential_yearly (potential);
}

static gboolean
read_potentials (CrmTxn *txn, CrmClientGlance *self, gint64 client, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("potential");

  crm_query_add_test_id (query, "client", client);
  self->potentials = crm_txn_query (txn, query, error);
  if (self->potentials == NULL)
    return FALSE;
  for (guint i = 0; i < self->potentials->len; i++) {
    const CrmRecord *potential = g_ptr_array_index (self->potentials, i);
    gint64 product = crm_record_get_int (potential, "product");

    g_ptr_array_add (self->products, product != 0 ? crm_txn_title (txn, product, NULL) : NULL);
    add_yearly (self, potential);
  }

  return TRUE;
}

static char *
find_answer (GPtrArray *answers, gint64 question)
{
  for (guint i = 0; i < answers->len; i++)
    if (crm_record_get_int (g_ptr_array_index (answers, i), "question_id") == question)
      return g_strdup (crm_record_get_text (g_ptr_array_index (answers, i), "text"));

  return g_strdup ("");
}

static gboolean
read_asked (CrmTxn *txn, CrmClientGlance *self, gint64 client, GError **error)
{
  g_autoptr (CrmQuery) surveys = crm_query_new ("survey");
  g_autoptr (CrmQuery) answered = crm_query_new ("answer");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) answers = NULL;

  crm_query_add_test (surveys, "active", CRM_TEST_EQUAL, "yes");
  crm_query_set_order (surveys, "name");
  crm_query_add_test_id (answered, "client", client);
  found = crm_txn_query (txn, surveys, error);
  answers = found != NULL ? crm_txn_query (txn, answered, error) : NULL;
  if (answers == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++) {
    const CrmRecord *survey = g_ptr_array_index (found, i);
    GPtrArray *questions = crm_record_get_lines (survey, "questions");

    for (guint k = 0; k < questions->len; k++) {
      const CrmRecord *question = g_ptr_array_index (questions, k);
      CrmAsked *asked = g_new0 (CrmAsked, 1);

      asked->survey = crm_record_get_id (survey);
      asked->question = crm_record_get_id (question);
      asked->survey_name = g_strdup (crm_record_get_text (survey, "name"));
      asked->text = g_strdup (crm_record_get_text (question, "text"));
      asked->kind = g_strdup (crm_record_get_text (question, "kind"));
      asked->options = g_strdup (crm_record_get_text (question, "options"));
      asked->answer = find_answer (answers, asked->question);
      g_ptr_array_add (self->asked, asked);
    }
  }

  return TRUE;
}

CrmClientGlance *
crm_client_glance_read (CrmTxn *txn, gint64 client, GError **error)
{
  g_autoptr (CrmClientGlance) self = g_new0 (CrmClientGlance, 1);
  g_autoptr (CrmRecord) record = NULL;

  g_return_val_if_fail (txn != NULL, NULL);

  record = crm_txn_get (txn, "party", client, error);
  if (record == NULL)
    return NULL;
  self->ties = g_ptr_array_new_with_free_func (tie_free);
  self->products = g_ptr_array_new_with_free_func (g_free);
  self->yearly = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->asked = g_ptr_array_new_with_free_func (asked_free);
  if (crm_record_get_int (record, "responsible") != 0)
    self->responsible = crm_txn_title (txn, crm_record_get_int (record, "responsible"), NULL);
  if (!read_ties (txn, self, record, error) || !read_potentials (txn, self, client, error) ||
      !read_asked (txn, self, client, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* --- Joining ---------------------------------------------------------------------------------- */

static gint64
make_other (CrmTxn *txn, gboolean person, const char *name, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_record_set_text (record, "kind", person ? "person" : "organisation");
  crm_record_set_text (record, "name", name);
  /* A contact person is not a client by that. */
  if (person)
    crm_record_set_int (record, "is_client", 0);

  return crm_txn_save (txn, record, error) ? crm_record_get_id (record) : 0;
}

static gboolean
refuse_second (CrmTxn *txn, const CrmRecord *tie, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("affiliation");
  gint64 n;

  crm_query_add_test_id (query, "person", crm_record_get_int (tie, "person"));
  crm_query_add_test_id (query, "organisation", crm_record_get_int (tie, "organisation"));
  crm_query_add_test (query, "role", CRM_TEST_EQUAL, crm_record_get_text (tie, "role"));
  n = crm_txn_count (txn, query, error);
  if (n > 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNIQUE,
                         _ ("They are joined in this role already."));

  return n == 0;
}

gboolean
crm_client_tie (CrmTxn *txn,
                gint64 client,
                gint64 other,
                const char *name,
                const char *role,
                GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmRecord) tie = NULL;
  gboolean person;

  g_return_val_if_fail (txn != NULL, FALSE);

  record = crm_txn_get (txn, "party", client, error);
  if (record == NULL)
    return FALSE;
  person = g_str_equal (crm_record_get_text (record, "kind"), "person");
  if (other == 0)
    other = make_other (txn, !person, name, error);
  if (other == 0)
    return FALSE;
  tie = crm_txn_new (txn, "affiliation");
  crm_record_set_int (tie, "person", person ? client : other);
  crm_record_set_int (tie, "organisation", person ? other : client);
  if (role != NULL)
    crm_record_set_text (tie, "role", role);
  crm_txn_set_verb (txn, "client.tie");

  return refuse_second (txn, tie, error) && crm_txn_save (txn, tie, error);
}
