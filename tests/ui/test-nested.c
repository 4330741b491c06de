/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "support/crm-test.h"
#include "ui/common/crm-draft-journal.h"
#include "ui/common/crm-draft-nested.h"
#include "ui/common/crm-editor.h"
#include "ui/common/crm-ref-picker.h"
#include "ui/shell/crm-card-window.h"

#include <string.h>

/* A record that a form needs is made beside it: the form keeps what stands in it and gets the new
 * record, whatever happens in between. */

static CrmOffice *office;
static CrmWindow *window;
static CrmRoomPage *page;
static CrmCard *card;
static CrmDraft *deal;

static GtkWidget *
editor (const char *field)
{
  GtkWidget *found = ui_test_editor (GTK_WIDGET (card), field);

  g_assert_nonnull (found);

  return found;
}

static gboolean
has_rows (gpointer list)
{
  return gtk_widget_get_first_child (list) != NULL;
}

static CrmCardWindow *
find_own (void)
{
  GList *windows = gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (window)));

  for (GList *l = windows; l != NULL; l = l->next)
    if (CRM_IS_CARD_WINDOW (l->data))
      return l->data;

  return NULL;
}

static gboolean
is_beside (gpointer data)
{
  return find_own () != NULL;
}

/* A deal that is being filled in wants a client who is not there: the last line of the list. */
static CrmCardWindow *
begin (void)
{
  GtkWidget *list;
  GtkWidget *last;

  office = ui_test_office ();
  ui_test_add_client (office, "Alfa");
  window = ui_test_window (office);
  page = ui_test_room (window, "deal");
  card = crm_room_page_get_card (page);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new", NULL);
  ui_test_type (editor ("title"), "Windows for the school");
  g_assert_true (crm_editor_take (CRM_EDITOR (editor ("title"))));
  deal = g_object_ref (crm_card_get_draft (card));
  crm_editor_focus (CRM_EDITOR (editor ("client")));
  list = ui_test_find (ui_test_find (editor ("client"), GTK_TYPE_POPOVER), GTK_TYPE_LIST_BOX);
  ui_test_type (editor ("client"), "Omega");
  ui_test_wait (has_rows, list);
  last = gtk_widget_get_last_child (list);
  g_signal_emit_by_name (list, "row-activated", last);
  ui_test_wait (is_beside, NULL);

  return find_own ();
}

static void
end (void)
{
  g_clear_object (&deal);
  ui_test_close (window);
}

static CrmDraft *
made_in (CrmCardWindow *own)
{
  return crm_card_get_draft (crm_card_window_get_card (own));
}

static gboolean
is_closed (gpointer data)
{
  return find_own () == NULL;
}

static void
assert_client (CrmDraft *draft, const char *name)
{
  gint64 client = crm_record_get_int (crm_draft_get_record (draft), "client");

  g_assert_cmpint (client, !=, 0);
  g_assert_cmpstr (crm_draft_get_title_of (draft, client), ==, name);
}

static void
test_fill (void)
{
  CrmCardWindow *own = begin ();
  CrmDraft *made = made_in (own);

  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (made), "name"), ==, "Omega");
  g_assert_true (crm_draft_is_asked_for (made));
  gtk_widget_activate_action (GTK_WIDGET (own), "win.save", NULL);
  ui_test_wait (is_closed, NULL);
  assert_client (deal, "Omega");
  g_assert_true (crm_card_get_draft (card) == deal);
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (deal), "title"), ==,
                   "Windows for the school");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  ui_test_saved (page);
  g_assert_cmpint (ui_test_count (office, "deal"), ==, 1);
  end ();
}

/* By then the card shows something else, and the editor that asked belongs to another deal. */
static void
test_other_card (void)
{
  CrmCardWindow *own = begin ();
  const CrmEntity *entity = crm_draft_get_entity (deal);
  g_autoptr (CrmDraft) other = crm_draft_new_record (crm_window_get_desk (window), entity);

  crm_room_page_show_draft (page, other);
  g_assert_true (crm_card_get_draft (card) == other);
  gtk_widget_activate_action (GTK_WIDGET (own), "win.save", NULL);
  ui_test_wait (is_closed, NULL);
  assert_client (deal, "Omega");
  g_assert_cmpint (crm_record_get_int (crm_draft_get_record (other), "client"), ==, 0);
  /* It waits for its turn to be shown again. */
  g_assert_true (crm_desk_find_draft (crm_window_get_desk (window), "deal", 0) == deal);
  end ();
}

/* Thrown away, it leaves the form as it was. */
static void
test_thrown_away (void)
{
  CrmCardWindow *own = begin ();

  crm_draft_discard (made_in (own));
  ui_test_settle ();
  g_assert_cmpint (crm_record_get_int (crm_draft_get_record (deal), "client"), ==, 0);
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (deal), "title"), ==,
                   "Windows for the school");
  end ();
}

/* --- A crash ---------------------------------------------------------------------------------- */

static gboolean
has_passed (gpointer end_of)
{
  return g_get_monotonic_time () > *(gint64 *)end_of;
}

/* The files as another run of the program would have left them. */
static void
make_foreign (CrmDesk *desk)
{
  g_autofree char *folder = crm_desk_get_data_path (desk, "drafts");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
    g_autofree char *foreign =
      g_strconcat (folder, G_DIR_SEPARATOR_S "left-", g_ptr_array_index (names, i), NULL);
    g_autofree char *text = NULL;
    char *run;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    run = strstr (text, "\"run\":\"");
    g_assert_nonnull (run);
    run[7] = run[7] == 'x' ? 'y' : 'x';
    g_assert_true (g_file_set_contents (foreign, text, -1, NULL));
  }
}

static void
test_crash (void)
{
  CrmCardWindow *own = begin ();
  CrmDesk *desk = crm_window_get_desk (window);
  gint64 until = g_get_monotonic_time () + 1300 * 1000;
  g_autoptr (CrmDraft) made = g_object_ref (made_in (own));
  g_autoptr (GPtrArray) found = NULL;
  CrmDraft *again;

  ui_test_wait (has_passed, &until);
  make_foreign (desk);
  crm_draft_discard (made);
  crm_draft_discard (deal);
  ui_test_settle ();
  g_assert_null (crm_desk_find_draft (desk, "deal", 0));

  found = crm_draft_journal_find (desk);
  g_assert_cmpuint (found->len, ==, 2);
  for (guint i = 0; i < found->len; i++)
    crm_draft_journal_open (desk, g_ptr_array_index (found, i));
  ui_test_settle ();
  again = crm_desk_find_draft (desk, "deal", 0);
  g_assert_nonnull (again);
  g_assert_cmpint (crm_record_get_int (crm_draft_get_record (again), "client"), ==, 0);
  crm_draft_save (crm_desk_find_draft (desk, "party", 0));
  ui_test_settle ();
  assert_client (again, "Omega");
  crm_draft_discard (again);
  end ();
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/nested/fill", test_fill);
  g_test_add_func ("/ui/nested/other-card", test_other_card);
  g_test_add_func ("/ui/nested/thrown-away", test_thrown_away);
  g_test_add_func ("/ui/nested/crash", test_crash);

  return g_test_run ();
}
