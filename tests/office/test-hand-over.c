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

static gboolean
give_all (Fixture *self, gint64 from, gint64 to, guint *n, GError **error)
{
  g_autoptr (CrmHandOver) plan = crm_hand_over_new (from);

  crm_hand_over_give (plan, NULL, to);
  crm_hand_over_leave (plan, NULL);

  return crm_office_hand_over (self->office, plan, n, error);
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
  g_assert_false (give_all (&self, self.ion, queue, &n, &error));
  assert_denied (&error);
  crm_office_set_person (self.office, self.ana);
  g_assert_false (give_all (&self, self.ion, self.ion, &n, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  /* The last who may manage cannot go, and then nothing goes over. */
  g_assert_false (give_all (&self, self.ana, self.ion, &n, &error));
  assert_denied (&error);
  g_assert_true (give_all (&self, self.ion, queue, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 111);
  office_test_do (self.office, queue_has, &self);
  /* Three transactions, one operation. */
  office_test_do (self.office, undo, NULL);
  office_test_do (self.office, ion_has, &self);
  office_test_close (self.office);
}

/* Tasks to Eva, the rest stays; they come until the end of the month. */
static gboolean
eva_has (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) ion = office_test_get (txn, "person", self->ion);

  g_assert_cmpint (belonging (txn, self->eva, "task"), ==, 110);
  g_assert_cmpint (belonging (txn, self->ion, "party"), ==, 1);
  g_assert_cmpint (crm_record_get_int (ion, "active"), ==, 1);
  g_assert_cmpstr (crm_record_get_text (ion, "left_on"), ==, "2026-02-28");

  return TRUE;
}

static void
test_by_kind (void)
{
  Fixture self;
  g_autoptr (CrmHandOver) plan = NULL;
  g_autoptr (CrmHandOver) wrong = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  set_up (&self);
  office_test_do (self.office, make_work, &self);
  plan = crm_hand_over_new (self.ion);
  crm_hand_over_give (plan, "task", self.eva);
  crm_hand_over_leave (plan, "2026-02-28");
  g_assert_true (crm_office_hand_over (self.office, plan, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 110);
  g_assert_cmpuint (crm_hand_over_get_n_done (plan), ==, 110);
  office_test_do (self.office, eva_has, &self);
  /* What nobody is responsible for goes to nobody. */
  wrong = crm_hand_over_new (self.ion);
  crm_hand_over_give (wrong, "product", self.eva);
  g_assert_false (crm_office_hand_over (self.office, wrong, &n, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  office_test_do (self.office, undo, NULL);
  office_test_do (self.office, ion_has, &self);
  office_test_close (self.office);
}

typedef struct {
  GMainLoop *loop;
  GCancellable *cancellable;
  CrmHandOver *plan;
  GError *error;
  guint n;
} Stopping;

static gboolean
on_look_cb (gpointer data)
{
  Stopping *self = data;

  if (crm_hand_over_get_n_done (self->plan) == 0)
    return G_SOURCE_CONTINUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
on_handed_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  Stopping *self = data;

  crm_office_hand_over_finish (CRM_OFFICE (office), result, &self->n, &self->error);
  g_main_loop_quit (self->loop);
}

static gboolean
nothing_cut_off (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) cut_off = crm_txn_cut_off (txn, error);

  g_assert_cmpuint (cut_off->len, ==, 0);

  return TRUE;
}

/* Stopped in the middle: a part has gone over, and one undo brings it back. */
static void
test_stop (void)
{
  Fixture self;
  Stopping stopping = { 0 };

  set_up (&self);
  office_test_do (self.office, make_work, &self);
  stopping.loop = g_main_loop_new (NULL, FALSE);
  stopping.cancellable = g_cancellable_new ();
  stopping.plan = crm_hand_over_new (self.ion);
  crm_hand_over_give (stopping.plan, NULL, self.eva);
  crm_office_hand_over_async (self.office, stopping.plan, stopping.cancellable, on_handed_cb,
                              &stopping);
  g_idle_add (on_look_cb, &stopping);
  g_main_loop_run (stopping.loop);
  g_assert_error (stopping.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (stopping.n, >=, 50);
  g_assert_cmpuint (stopping.n, <, 111);
  office_test_do (self.office, nothing_cut_off, NULL);
  office_test_do (self.office, undo, NULL);
  office_test_do (self.office, ion_has, &self);
  g_clear_error (&stopping.error);
  crm_hand_over_unref (stopping.plan);
  g_object_unref (stopping.cancellable);
  g_main_loop_unref (stopping.loop);
  office_test_close (self.office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/hand-over/all", test_hand_over);
  g_test_add_func ("/office/hand-over/by-kind", test_by_kind);
  g_test_add_func ("/office/hand-over/stop", test_stop);

  return g_test_run ();
}
