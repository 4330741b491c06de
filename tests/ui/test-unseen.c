/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "colleague.h"

#include "ui/common/crm-progress-dialog.h"
#include "ui/common/crm-undoing.h"

#include <string.h>

/* Moving to the trash what a colleague has just changed, and undoing that has to wait for her. */

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) one = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (one))
      return one;
  }

  return NULL;
}

static gboolean
is_asked (gpointer unused)
{
  return find_dialog () != NULL;
}

static void
answer (const char *response)
{
  GtkWidget *dialog = find_dialog ();

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What a colleague has just changed is not moved to the trash before it was seen. */
static void
test_delete_unseen (void)
{
  CrmDraft *draft;

  begin ();
  draft = ui_test_choose (page, 0);
  they_change ("segment", "Trade");
  g_assert_cmpuint (crm_draft_get_news (draft)->len, ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (card), "card.delete", NULL);
  ui_test_wait (is_asked, NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_dialog ())),
                            "Ana has changed Segment ("));
  answer ("cancel");
  ui_test_settle ();
  g_assert_false (crm_draft_is_deleted (draft));
  /* The marks have gone by themselves: it was seen. */
  crm_draft_clear_news (draft);
  they_change ("signer_name", "Director");
  gtk_widget_activate_action (GTK_WIDGET (card), "card.delete", NULL);
  ui_test_wait (is_asked, NULL);
  answer ("delete");
  ui_test_wait (is_deleted, draft);
  g_assert_null (find_dialog ());
  end ();
}

/* The same from the list, of what it has not shown yet. */
static void
test_delete_unseen_in_list (void)
{
  CrmListView *view;
  Theirs change = { "segment", "Trade" };
  gint64 before;

  begin ();
  view = crm_room_page_get_list_view (page);
  ui_test_choose (page, 0);
  before = ui_test_count (office, "party");
  crm_store_follow (crm_office_get_store (office), 0);
  crm_office_run (theirs, CRM_TXN_WRITE, "edit", change_theirs, &change, NULL);
  crm_list_view_delete (view);
  ui_test_wait (is_asked, NULL);
  g_assert_cmpint (ui_test_count (office, "party"), ==, before);
  answer ("delete");
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "party"), ==, before - 1);
  end ();
}

/* --- What takes long -------------------------------------------------------------------------- */

typedef struct {
  gint held; /* atomic */
  gint released;
} Hold;

static gboolean
hold_theirs (CrmTxn *txn, gpointer data, GError **error)
{
  Hold *hold = data;

  g_atomic_int_set (&hold->held, TRUE);
  while (!g_atomic_int_get (&hold->released))
    g_usleep (1000);

  return TRUE;
}

/* From now on nobody else can save. */
static void
begin_hold (Hold *hold)
{
  *hold = (Hold){ 0 };
  crm_office_run_async (theirs, CRM_TXN_WRITE, NULL, hold_theirs, hold, NULL, NULL, NULL, NULL);
  while (!g_atomic_int_get (&hold->held))
    g_usleep (1000);
}

static GtkWidget *
find_progress (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) one = g_list_model_get_item (windows, i);

    if (CRM_IS_PROGRESS_DIALOG (one) && gtk_widget_get_visible (one))
      return one;
  }

  return NULL;
}

static gboolean
is_in_progress (gpointer unused)
{
  return find_progress () != NULL;
}

static gboolean
is_over (gpointer unused)
{
  return find_progress () == NULL;
}

/* An undo that takes long says so, and can be stopped. */
static void
test_long_undo (void)
{
  Theirs change = { "segment", "Mine" };
  Hold hold;
  g_autoptr (GError) error = NULL;

  begin ();
  crm_office_run (office, CRM_TXN_WRITE, "edit", change_theirs, &change, &error);
  g_assert_no_error (error);
  begin_hold (&hold);
  crm_undoing_operation (crm_window_get_desk (window), 0);
  ui_test_wait (is_in_progress, NULL);
  crm_progress_dialog_cancel (CRM_PROGRESS_DIALOG (find_progress ()));
  ui_test_wait (is_over, NULL);
  g_atomic_int_set (&hold.released, TRUE);
  ui_test_settle ();
  assert_stored ("segment", "Mine");

  begin_hold (&hold);
  crm_undoing_operation (crm_window_get_desk (window), 0);
  ui_test_wait (is_in_progress, NULL);
  g_atomic_int_set (&hold.released, TRUE);
  ui_test_wait (is_over, NULL);
  assert_stored ("segment", "");
  end ();
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/unseen/card", test_delete_unseen);
  g_test_add_func ("/ui/unseen/list", test_delete_unseen_in_list);
  g_test_add_func ("/ui/unseen/long-undo", test_long_undo);

  return g_test_run ();
}
