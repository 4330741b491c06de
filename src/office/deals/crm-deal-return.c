/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-error.h"
#include "office/deals/crm-deal-rules.h"

#include <glib/gi18n-lib.h>

/* A deal lost because it is postponed comes back: on the day that was said, a task reminds whoever
 * is responsible. The deal keeps which task that is, so that there is one. */

/* The task made before; NULL without error when there is none any more. */
static CrmRecord *
find_task (CrmTxn *txn, const CrmRecord *deal, GError **error)
{
  gint64 id = crm_record_get_int (deal, "return_task");
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) task = id != 0 ? crm_txn_get (txn, "task", id, &local) : NULL;

  /* The trash may have been emptied since. */
  if (local != NULL && !g_error_matches (local, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));

  return g_steal_pointer (&task);
}

static gboolean
is_open (const CrmRecord *task)
{
  return task != NULL && crm_record_get_deleted (task) == 0 &&
         g_str_equal (crm_record_get_text (task, "state"), "open");
}

static gboolean
make_task (CrmTxn *txn, CrmRecord *deal, GError **error)
{
  g_autoptr (CrmRecord) task = crm_txn_new (txn, "task");
  g_autofree char *title =
    g_strdup_printf (_ ("Come back to “%s”"), crm_record_get_text (deal, "title"));

  crm_record_set_text (task, "title", title);
  crm_record_set (task, "due", crm_record_get (deal, "return_on"));
  if (!crm_record_is_null (deal, "responsible"))
    crm_record_set (task, "assignee", crm_record_get (deal, "responsible"));
  crm_record_set (task, "client", crm_record_get (deal, "client"));
  crm_record_set_int (task, "deal", crm_record_get_id (deal));
  if (!crm_txn_save (txn, task, error))
    return FALSE;
  crm_record_set_int (deal, "return_task", crm_record_get_id (task));

  return TRUE;
}

/* It is in work again, or lost for good: nobody has to come back to it on a day. */
static gboolean
forget (CrmTxn *txn, CrmRecord *deal, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) task = find_task (txn, deal, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  crm_record_set_null (deal, "return_on");
  crm_record_set_null (deal, "return_task");
  if (!is_open (task))
    return TRUE;
  crm_record_set_text (task, "state", "cancelled");

  return crm_txn_save (txn, task, error);
}

/* What somebody has given to a third person stays theirs. */
static void
give_to_responsible (const CrmRecord *deal, CrmRecord *task)
{
  int index = crm_entity_field_index (crm_record_get_entity (deal), "responsible");

  if (crm_record_is_changed (deal, "responsible") && !crm_record_is_null (deal, "responsible") &&
      crm_value_equal (crm_record_get_base_at (deal, (guint)index),
                       crm_record_get (task, "assignee")))
    crm_record_set (task, "assignee", crm_record_get (deal, "responsible"));
}

/* Deals that were postponed before a day was asked for stay as they are until that is touched. */
static gboolean
check_day (const CrmRecord *deal, GError **error)
{
  if (!crm_record_is_null (deal, "return_on") ||
      (!crm_record_is_new (deal) && !crm_record_is_changed (deal, "lost_reason") &&
       !crm_record_is_changed (deal, "return_on")))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       _ ("The deal is postponed: say in “Return on” on which day to come back to "
                          "it."));

  return FALSE;
}

gboolean
_crm_deal_keep_return (CrmTxn *txn, CrmRecord *deal, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) task = NULL;
  gboolean moved = crm_record_is_changed (deal, "return_on");
  gboolean made = !crm_record_is_null (deal, "return_task");

  if (!g_str_equal (crm_record_get_text (deal, "lost_reason"), "postponed"))
    return forget (txn, deal, error);
  if (!check_day (deal, error))
    return FALSE;
  /* Saved again: the task is the person's own by now. */
  if (crm_record_is_null (deal, "return_on") ||
      (made && !moved && !crm_record_is_changed (deal, "responsible")))
    return TRUE;

  task = find_task (txn, deal, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (!is_open (task))
    return (made && !moved) || make_task (txn, deal, error);
  if (moved)
    crm_record_set (task, "due", crm_record_get (deal, "return_on"));
  give_to_responsible (deal, task);

  return crm_txn_save (txn, task, error);
}

gboolean
_crm_deal_before_delete (CrmTxn *txn, const CrmRecord *deal, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) task = find_task (txn, deal, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }

  return !is_open (task) || crm_txn_delete (txn, "task", crm_record_get_id (task), error);
}

gboolean
_crm_deal_after_restore (CrmTxn *txn, const CrmRecord *deal, gint64 deleted, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) task = find_task (txn, deal, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  /* Put there on its own, before or after, it was not wanted any more. */
  if (task == NULL || crm_record_get_deleted (task) != deleted)
    return TRUE;

  return crm_txn_restore (txn, "task", crm_record_get_id (task), error);
}
