/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/people/crm-hand-over.h"

/* Ana is head; Ion leaves, and his work goes to the queue of his department; Eva only sells. */
typedef struct {
  CrmOffice *office;
  gint64 ana, ion, eva;
} Fixture;

static gint64
add_person (CrmTxn *txn, const char *name, gint64 department)
{
  g_autoptr (CrmRecord) person = crm_txn_new (txn, "person");

  crm_record_set_text (person, "name", name);
  crm_record_set_int (person, "department", department);
  office_test_save (txn, person);

  return crm_record_get_id (person);
}

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) north = crm_txn_new (txn, "department");
  g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");

  crm_record_set_text (north, "name", "North");
  office_test_save (txn, north);
  self->ion = add_person (txn, "Ion", crm_record_get_id (north));
  self->eva = add_person (txn, "Eva", crm_record_get_id (north));
  crm_record_set_text (client, "name", "Alfa");
  crm_record_set_int (client, "responsible", self->ion);
  office_test_save (txn, client);

  return TRUE;
}

static void
set_up (Fixture *self)
{
  self->office = office_test_new ("MD", CRM_LANG_EN);
  self->ana = crm_office_get_person (self->office);
  office_test_do (self->office, fill, self);
}

static void
assert_denied (GError **error)
{
  g_assert_error (*error, CRM_ERROR, CRM_ERROR_DENIED);
  g_clear_error (error);
}

static gboolean
make_work (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  for (guint i = 0; i < 120; i++) {
    g_autoptr (CrmRecord) task = crm_txn_new (txn, "task");

    crm_record_set_text (task, "title", "Call");
    crm_record_set_int (task, "assignee", self->ion);
    if (i >= 110)
      crm_record_set_text (task, "state", "done");
    office_test_save (txn, task);
  }

  return TRUE;
}

static gint64
belonging (CrmTxn *txn, gint64 person, const char *entity)
{
  g_autoptr (GPtrArray) parts = crm_person_belongings (txn, person, NULL);

  for (guint i = 0; i < parts->len; i++)
    if (g_str_equal (((CrmHandOverPart *)parts->pdata[i])->entity, entity))
      return ((CrmHandOverPart *)parts->pdata[i])->n;
  g_assert_not_reached ();
}

static gboolean
ion_has (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) ion = office_test_get (txn, "person", self->ion);

  g_assert_cmpint (belonging (txn, self->ion, "task"), ==, 110);
  g_assert_cmpint (belonging (txn, self->ion, "party"), ==, 1);
  g_assert_cmpint (crm_record_get_int (ion, "active"), ==, 1);

  return TRUE;
}

static gboolean
queue_has (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) north = office_test_find (txn, "department", "name", "North");
  g_autoptr (CrmRecord) ion = office_test_get (txn, "person", self->ion);

  g_assert_cmpint (belonging (txn, self->ion, "task"), ==, 0);
  g_assert_cmpint (belonging (txn, crm_record_get_int (north, "queue"), "task"), ==, 110);
  g_assert_cmpint (crm_record_get_int (ion, "active"), ==, 0);
  g_assert_cmpstr (crm_record_get_text (ion, "left_on"), ==, "2026-02-10");

  return TRUE;
}

static gboolean
find_queue (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) north = office_test_find (txn, "department", "name", "North");

  *(gint64 *)data = crm_record_get_int (north, "queue");

  return TRUE;
}

static gboolean
undo (CrmTxn *txn, gpointer data, GError **error)
{
  g_autofree char *undone = NULL;

  return crm_txn_undo (txn, 0, &undone, error);
}

static void
test_hand_over (void)
{
  Fixture self;
  g_autoptr (GError) error = NULL;
  gint64 queue = 0;
  guint n = 0;

  set_up (&self);
  office_test_do (self.office, make_work, &self);
  office_test_do (self.office, ion_has, &self);
  office_test_do (self.office, find_queue, &queue);
  /* Not by somebody who may not, and not to oneself. */
  crm_office_set_person (self.office, self.eva);
  g_assert_false (crm_person_hand_over (self.office, self.ion, queue, NULL, TRUE, &n, &error));
  assert_denied (&error);
  crm_office_set_person (self.office, self.ana);
  g_assert_false (crm_person_hand_over (self.office, self.ion, self.ion, NULL, TRUE, &n, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  /* The last who may manage cannot go, and then nothing goes over. */
  g_assert_false (crm_person_hand_over (self.office, self.ana, self.ion, NULL, TRUE, &n, &error));
  assert_denied (&error);
  g_assert_true (crm_person_hand_over (self.office, self.ion, queue, NULL, TRUE, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 111);
  office_test_do (self.office, queue_has, &self);
  /* Three transactions, one operation. */
  office_test_do (self.office, undo, NULL);
  office_test_do (self.office, ion_has, &self);
  office_test_close (self.office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/hand-over/all", test_hand_over);

  return g_test_run ();
}
