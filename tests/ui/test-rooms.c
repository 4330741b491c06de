/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "support/crm-test.h"
#include "ui/common/crm-editor.h"
#include "ui/shell/crm-room-table.h"

/* Every room, with nothing in it, with little, and with enough to scroll. */

static void
visit (CrmWindow *window, const CrmEntity *entity)
{
  CrmRoomPage *page = ui_test_room (window, entity->name);
  CrmDraft *draft;
  guint n = ui_test_n_rows (page);

  g_assert_true (crm_window_get_page (window) == page);
  if (n > 0) {
    draft = ui_test_choose (page, 0);
    g_assert_false (crm_draft_is_new (draft));
    g_assert_nonnull (ui_test_find (GTK_WIDGET (page), CRM_TYPE_EDITOR));
    /* To look at a record changes nothing. */
    g_assert_false (crm_draft_has_changes (draft));
    g_assert_cmpint (crm_draft_get_state (draft), ==, CRM_DRAFT_SAVED);
    ui_test_choose (page, n - 1);
  }
  crm_room_page_new_record (page);
  draft = crm_card_get_draft (crm_room_page_get_card (page));
  g_assert_true (crm_draft_is_new (draft));
  ui_test_settle ();
  crm_draft_discard (draft);
  g_assert_null (crm_card_get_draft (crm_room_page_get_card (page)));
}

static void
visit_all (CrmOffice *office, const char *pictures)
{
  CrmWindow *window = ui_test_window (office);
  CrmSchema *schema = crm_desk_get_schema (crm_window_get_desk (window));
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (schema, &n);
  guint rooms = 0;

  for (gsize i = 0; i < n; i++) {
    if (!crm_room_table_has_room (entities[i]))
      continue;
    visit (window, entities[i]);
    rooms++;
    if (pictures != NULL) {
      g_autofree char *name = g_strconcat (entities[i]->name, ".png", NULL);
      g_autofree char *path = g_build_filename (pictures, name, NULL);

      crm_test_screenshot (GTK_WIDGET (window), path);
    }
  }
  g_assert_cmpuint (rooms, >, 3);
  ui_test_close (window);
}

static void
test_none (void)
{
  visit_all (ui_test_office (), NULL);
}

static void
test_one (void)
{
  visit_all (ui_test_demo (1), NULL);
}

static void
test_twenty (void)
{
  visit_all (ui_test_demo (20), g_getenv ("KONTOR_PICTURES"));
}

/* --- The focus -------------------------------------------------------------------------------- */

static gboolean
is_in (CrmWindow *window, gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* Whoever opens the office, or goes to a room by its number, goes on with the arrows. */
static void
test_focus (void)
{
  CrmWindow *window = ui_test_window (ui_test_demo (20));
  CrmRoomPage *page;
  GtkWidget *view;
  g_autoptr (GtkBitset) chosen = NULL;

  ui_test_settle ();
  page = crm_window_get_page (window);
  view = GTK_WIDGET (crm_room_page_get_list_view (page));
  g_assert_true (is_in (window, ui_test_find (view, GTK_TYPE_COLUMN_VIEW)));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.room-number", "i", 3);
  ui_test_settle ();
  page = crm_window_get_page (window);
  view = GTK_WIDGET (crm_room_page_get_list_view (page));
  g_assert_true (is_in (window, ui_test_find (view, GTK_TYPE_COLUMN_VIEW)));

  /* None is chosen by it. */
  ui_test_choose (page, 0);
  crm_list_view_unselect (crm_room_page_get_list_view (page));
  crm_list_view_take_focus (crm_room_page_get_list_view (page));
  ui_test_settle ();
  chosen = gtk_selection_model_get_selection (
    gtk_column_view_get_model (GTK_COLUMN_VIEW (ui_test_find (view, GTK_TYPE_COLUMN_VIEW))));
  g_assert_true (gtk_bitset_is_empty (chosen));

  /* Rows that come while somebody types leave him where he is. */
  crm_list_view_take_focus (crm_room_page_get_list_view (page));
  crm_list_view_focus_search (crm_room_page_get_list_view (page));
  crm_list_view_take_focus (crm_room_page_get_list_view (page));
  crm_list_view_refresh (crm_room_page_get_list_view (page));
  ui_test_settle ();
  g_assert_false (is_in (window, ui_test_find (view, GTK_TYPE_COLUMN_VIEW)));
  ui_test_close (window);
}

/* --- Narrow ----------------------------------------------------------------------------------- */

static gboolean
takes_drags (GtkWidget *paned)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (paned);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

    n += GTK_IS_GESTURE_DRAG (one) &&
         gtk_event_controller_get_propagation_phase (one) != GTK_PHASE_NONE;
  }

  return n > 0;
}

static gboolean
takes_none (gpointer paned)
{
  return !takes_drags (paned);
}

static gboolean
takes_some (gpointer paned)
{
  return takes_drags (paned);
}

/* The handle between list and card takes no clicks where it is not shown. */
static void
test_narrow (void)
{
  CrmWindow *window = ui_test_window (ui_test_demo (1));
  GtkWidget *paned = ui_test_find (GTK_WIDGET (ui_test_room (window, "party")), GTK_TYPE_PANED);

  g_assert_true (takes_drags (paned));
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 700);
  ui_test_wait (takes_none, paned);
  gtk_window_set_default_size (GTK_WINDOW (window), 1360, 700);
  ui_test_wait (takes_some, paned);
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/rooms/none", test_none);
  g_test_add_func ("/ui/rooms/one", test_one);
  g_test_add_func ("/ui/rooms/twenty", test_twenty);
  g_test_add_func ("/ui/rooms/focus", test_focus);
  g_test_add_func ("/ui/rooms/narrow", test_narrow);

  return g_test_run ();
}
