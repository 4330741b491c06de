/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/people/crm-hand-over.h"

/* A deal that is postponed, of Ion's, and the task that reminds of it. */
typedef struct {
  CrmOffice *office;
  gint64 deal, task;
  gint64 ana, ion, eva;
} Fixture;

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) lost = office_test_find (txn, "stage", "kind", "lost");
  g_autoptr (CrmRecord) deal = NULL;

  self->ion = office_test_person (txn, "Ion", "seller", 0);
  self->eva = office_test_person (txn, "Eva", "seller", 0);
  self->deal = office_test_deal (txn, office_test_client_of (txn, "Alfa", self->ion));
  deal = office_test_get (txn, "deal", self->deal);
  crm_record_set_int (deal, "responsible", self->ion);
  crm_record_set_int (deal, "stage", crm_record_get_id (lost));
  crm_record_set_text (deal, "lost_reason", "postponed");
  crm_record_set_text (deal, "return_on", "2026-09-01");
  office_test_save (txn, deal);
  self->task = crm_record_get_int (deal, "return_task");

  return TRUE;
}

static void
set_up (Fixture *self)
{
  self->office = office_test_new ("MD", CRM_LANG_EN);
  self->ana = crm_office_get_person (self->office);
  office_test_do (self->office, fill, self);
}

/* Each step a moment after the one before, as people do things. */
static void
step (Fixture *self, CrmTxnFunc func)
{
  crm_clock_advance (crm_store_get_clock (crm_office_get_store (self->office)), 1);
  office_test_do (self->office, func, self);
}

static gboolean
trash_deal (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_delete (txn, "deal", ((Fixture *)data)->deal, error);
}

static gboolean
restore_deal (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_restore (txn, "deal", ((Fixture *)data)->deal, error);
}

static gboolean
trash_task (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_delete (txn, "task", ((Fixture *)data)->task, error);
}

static gboolean
restore_task (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_restore (txn, "task", ((Fixture *)data)->task, error);
}

static gboolean
undo (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", ((Fixture *)data)->deal);
  g_autofree char *title = crm_record_title (deal);
  g_autofree char *undone = NULL;

  if (!crm_txn_undo (txn, 0, &undone, error))
    return FALSE;
  /* It is called after the deal, whatever went with it. */
  g_assert_cmpstr (undone, ==, title);

  return TRUE;
}

static gboolean
redo (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_redo (txn, NULL, error);
}

static void
check_gone (CrmTxn *txn, const char *entity, gint64 id, gboolean gone)
{
  g_autoptr (CrmRecord) record = office_test_get (txn, entity, id);

  g_assert_cmpint (crm_record_get_deleted (record) != 0, ==, gone);
}

static gboolean
both_gone (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  check_gone (txn, "deal", self->deal, TRUE);
  check_gone (txn, "task", self->task, TRUE);

  return TRUE;
}

static gboolean
none_gone (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) task = office_test_get (txn, "task", self->task);

  check_gone (txn, "deal", self->deal, FALSE);
  check_gone (txn, "task", self->task, FALSE);
  g_assert_cmpstr (crm_record_get_text (task, "state"), ==, "open");
  g_assert_cmpstr (crm_record_get_text (task, "due"), ==, "2026-09-01");

  return TRUE;
}

static gboolean
task_gone (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  check_gone (txn, "deal", self->deal, FALSE);
  check_gone (txn, "task", self->task, TRUE);

  return TRUE;
}

static gboolean
deal_gone (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  check_gone (txn, "deal", self->deal, TRUE);
  check_gone (txn, "task", self->task, FALSE);

  return TRUE;
}

/* --- The trash -------------------------------------------------------------------------------- */

static void
test_trash (void)
{
  Fixture self;

  set_up (&self);
  step (&self, trash_deal);
  step (&self, both_gone);
  step (&self, restore_deal);
  step (&self, none_gone);
  /* And once more, so that a first time leaves no trace. */
  step (&self, trash_deal);
  step (&self, both_gone);
  step (&self, restore_deal);
  step (&self, none_gone);
  office_test_close (self.office);
}

static void
test_undone (void)
{
  Fixture self;

  set_up (&self);
  step (&self, trash_deal);
  for (guint i = 0; i < 2; i++) {
    step (&self, undo);
    step (&self, none_gone);
    step (&self, redo);
    step (&self, both_gone);
  }
  /* Out of the trash by hand after all that, and that undone. */
  step (&self, restore_deal);
  step (&self, none_gone);
  step (&self, undo);
  step (&self, both_gone);
  step (&self, redo);
  step (&self, none_gone);
  office_test_close (self.office);
}

static gboolean
redo_part (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_undo_part (txn, data, 1, error);
}

/* As a long one is done, row by row: the two part at no time. */
static void
test_in_parts (void)
{
  Fixture self;
  CrmUndo *part = crm_undo_new (0);
  guint n = 0;

  set_up (&self);
  step (&self, trash_deal);
  step (&self, undo);
  part->redo = TRUE;
  do {
    crm_clock_advance (crm_store_get_clock (crm_office_get_store (self.office)), 1);
    office_test_do (self.office, redo_part, part);
    part->below = part->next_below;
    part->by = part->next_by;
    n++;
  } while (part->below > 0);
  g_assert_cmpuint (n, >=, 2);
  step (&self, both_gone);
  step (&self, restore_deal);
  step (&self, none_gone);
  crm_undo_free (part);
  office_test_close (self.office);
}

/* What was not in the way of the deal stays where somebody has put it. */
static void
test_only_its_own (void)
{
  Fixture self;

  set_up (&self);
  step (&self, trash_task);
  step (&self, trash_deal);
  step (&self, both_gone);
  step (&self, restore_deal);
  step (&self, task_gone);
  step (&self, trash_deal);
  step (&self, undo);
  step (&self, task_gone);
  /* Taken along, fetched by hand, thrown away by hand. */
  step (&self, restore_task);
  step (&self, trash_deal);
  step (&self, restore_task);
  step (&self, deal_gone);
  step (&self, trash_task);
  step (&self, restore_deal);
  step (&self, task_gone);
  office_test_close (self.office);
}

/* --- What is not open any more ---------------------------------------------------------------- */

static void
set_state (CrmTxn *txn, Fixture *self, const char *state)
{
  g_autoptr (CrmRecord) task = office_test_get (txn, "task", self->task);

  crm_record_set_text (task, "state", state);
  office_test_save (txn, task);
}

static gboolean
finish_task (CrmTxn *txn, gpointer data, GError **error)
{
  set_state (txn, data, "done");

  return TRUE;
}

static gboolean
cancel_task (CrmTxn *txn, gpointer data, GError **error)
{
  set_state (txn, data, "open");
  set_state (txn, data, "cancelled");

  return TRUE;
}

static gboolean
take_over (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", self->deal);

  crm_record_set_int (deal, "responsible", self->eva);
  office_test_save (txn, deal);

  return TRUE;
}

static void
check_whose (CrmTxn *txn, Fixture *self, gint64 deal_of, gint64 task_of)
{
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", self->deal);
  g_autoptr (CrmRecord) task = office_test_get (txn, "task", self->task);

  g_assert_cmpint (crm_record_get_int (deal, "responsible"), ==, deal_of);
  g_assert_cmpint (crm_record_get_int (task, "assignee"), ==, task_of);
  g_assert_cmpint (office_test_count (txn, "task"), ==, 1);
}

static gboolean
both_ions (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  check_whose (txn, self, self->ion, self->ion);

  return TRUE;
}

static gboolean
both_evas (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  check_whose (txn, self, self->eva, self->eva);

  return TRUE;
}

static gboolean
deal_evas (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  check_whose (txn, self, self->eva, self->ion);

  return TRUE;
}

static void
check_finished (CrmTxnFunc finish)
{
  Fixture self;

  set_up (&self);
  step (&self, finish_task);
  if (finish != finish_task)
    step (&self, finish);
  step (&self, trash_deal);
  step (&self, deal_gone);
  step (&self, restore_deal);
  step (&self, take_over);
  step (&self, deal_evas);
  office_test_close (self.office);
}

static void
test_done (void)
{
  check_finished (finish_task);
  check_finished (cancel_task);
}

/* --- Another is responsible ------------------------------------------------------------------- */

static void
test_taken_over (void)
{
  Fixture self;

  set_up (&self);
  step (&self, both_ions);
  step (&self, take_over);
  step (&self, both_evas);
  step (&self, undo);
  step (&self, both_ions);
  step (&self, redo);
  step (&self, both_evas);
  office_test_close (self.office);
}

static gboolean
give_task_to_ana (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) task = office_test_get (txn, "task", self->task);

  crm_record_set_int (task, "assignee", self->ana);
  office_test_save (txn, task);

  return TRUE;
}

static gboolean
task_anas (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  check_whose (txn, self, self->eva, self->ana);

  return TRUE;
}

static gboolean
free_deal (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", self->deal);

  crm_record_set_null (deal, "responsible");
  office_test_save (txn, deal);
  check_whose (txn, self, 0, self->ion);

  return TRUE;
}

/* The third person's stays, and somebody has it while nobody is responsible. */
static void
test_third (void)
{
  Fixture self;

  set_up (&self);
  step (&self, free_deal);
  step (&self, undo);
  step (&self, give_task_to_ana);
  step (&self, take_over);
  step (&self, task_anas);
  /* It goes with the deal all the same. */
  step (&self, trash_deal);
  step (&self, both_gone);
  step (&self, restore_deal);
  step (&self, task_anas);
  office_test_close (self.office);
}

/* A new day and a new person in one save. */
static gboolean
move_and_take_over (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", self->deal);
  g_autoptr (CrmRecord) task = NULL;

  crm_record_set_text (deal, "return_on", "2026-10-01");
  crm_record_set_int (deal, "responsible", self->eva);
  office_test_save (txn, deal);
  task = office_test_get (txn, "task", self->task);
  g_assert_cmpstr (crm_record_get_text (task, "due"), ==, "2026-10-01");

  return TRUE;
}

static void
test_day_too (void)
{
  Fixture self;

  set_up (&self);
  step (&self, move_and_take_over);
  step (&self, both_evas);
  office_test_close (self.office);
}

/* Ion leaves: what he had postponed is somebody's too. */
static void
test_handed_over (void)
{
  Fixture self;
  g_autoptr (CrmHandOver) plan = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  set_up (&self);
  plan = crm_hand_over_new (self.ion);
  crm_hand_over_give (plan, "deal", self.eva);
  g_assert_true (crm_office_hand_over (self.office, plan, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  step (&self, both_evas);
  step (&self, undo);
  step (&self, both_ions);
  office_test_close (self.office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/deal-return/trash", test_trash);
  g_test_add_func ("/office/deal-return/undone", test_undone);
  g_test_add_func ("/office/deal-return/in-parts", test_in_parts);
  g_test_add_func ("/office/deal-return/only-its-own", test_only_its_own);
  g_test_add_func ("/office/deal-return/done", test_done);
  g_test_add_func ("/office/deal-return/taken-over", test_taken_over);
  g_test_add_func ("/office/deal-return/third", test_third);
  g_test_add_func ("/office/deal-return/day-too", test_day_too);
  g_test_add_func ("/office/deal-return/handed-over", test_handed_over);

  return g_test_run ();
}
