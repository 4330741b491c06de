/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "office/people/crm-role.h"
#include "support/crm-test.h"
#include "ui/people/crm-permission-grid.h"

/* Roles and people: what one may do is read and written at a glance. */

static CrmOffice *office;
static CrmWindow *window;
static CrmRoomPage *page;
static CrmCard *card;

static void
begin (const char *entity)
{
  office = ui_test_office ();
  window = ui_test_window (office);
  page = ui_test_room (window, entity);
  card = crm_room_page_get_card (page);
}

/* --- Roles ------------------------------------------------------------------------------------ */

/* The draft of the role of this key. */
static CrmDraft *
choose_role (const char *key)
{
  for (guint i = 0; i < ui_test_n_rows (page); i++) {
    CrmDraft *draft = ui_test_choose (page, i);

    if (g_str_equal (crm_record_get_text (crm_draft_get_record (draft), "key"), key))
      return draft;
  }
  g_assert_not_reached ();
}

static CrmPermissionGrid *
grid (void)
{
  return CRM_PERMISSION_GRID (ui_test_find (GTK_WIDGET (card), CRM_TYPE_PERMISSION_GRID));
}

static void
test_grid (void)
{
  CrmDraft *draft;
  gint64 id;

  begin ("role");
  draft = choose_role ("seller");
  id = crm_record_get_id (crm_draft_get_record (draft));
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), "party", "read"), ==, "Department");
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), "product", "create"), ==, "Nothing");
  g_assert_cmpuint (ui_test_n_lines (office, "role", id, "permissions"), ==, 2);
  /* A kind that went by the rest has a line of its own now; its other cells stay as they were. */
  crm_permission_grid_choose (grid (), "deal", "edit", "own");
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), "deal", "edit"), ==, "Own");
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), "deal", "read"), ==, "Department");
  /* What follows the rest goes with it. */
  crm_permission_grid_choose (grid (), CRM_ROLE_REST, "read", "all");
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), "party", "read"), ==, "All");
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), "deal", "read"), ==, "Department");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  ui_test_saved (page);
  g_assert_cmpuint (ui_test_n_lines (office, "role", id, "permissions"), ==, 3);
  ui_test_close (window);
}

/* As the menus of a row, of a head and "as everything else" do it. */
static void
test_whole_lines (void)
{
  begin ("role");
  choose_role ("seller");
  /* The rest is row 0, clients row 1; see is column 0. */
  gtk_widget_activate_action (GTK_WIDGET (grid ()), "permit.row-1", "s", "own");
  for (guint i = 0; i < CRM_N_ACTIONS; i++)
    g_assert_cmpstr (crm_permission_grid_get_text (grid (), "party", crm_role_action_field (i)), ==,
                     "Own");
  gtk_widget_activate_action (GTK_WIDGET (grid ()), "permit.column-0", "s", "all");
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), CRM_ROLE_REST, "read"), ==, "All");
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), "party", "read"), ==, "All");
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), "party", "edit"), ==, "Own");
  gtk_widget_activate_action (GTK_WIDGET (grid ()), "permit.follow-1", NULL);
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), "party", "edit"), ==, "Department");
  /* All of it is given up again. */
  gtk_widget_activate_action (GTK_WIDGET (card), "card.discard", NULL);
  ui_test_settle ();
  g_assert_cmpstr (crm_permission_grid_get_text (grid (), "party", "read"), ==, "Department");
  ui_test_close (window);
}

static GtkWidget *
check_of (const char *label)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  ui_test_gather (GTK_WIDGET (card), ADW_TYPE_ACTION_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), label))
      return adw_action_row_get_activatable_widget (rows->pdata[i]);

  return NULL;
}

static void
test_rights (void)
{
  CrmDraft *draft;
  GtkWidget *check;

  begin ("role");
  draft = choose_role ("seller");
  check = check_of ("May export lists");
  g_assert_nonnull (check);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_cmpint (crm_draft_get_state (draft), ==, CRM_DRAFT_SAVED);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_cmpint (crm_record_get_int (crm_draft_get_record (draft), "may_export"), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  ui_test_saved (page);
  /* The form has no second place for them. */
  g_assert_null (ui_test_editor (GTK_WIDGET (card), "entity"));
  ui_test_close (window);
}

int
main (int argc, char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/people/grid", test_grid);
  g_test_add_func ("/ui/people/whole-lines", test_whole_lines);
  g_test_add_func ("/ui/people/rights", test_rights);

  return g_test_run ();
}
