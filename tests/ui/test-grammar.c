/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The rooms of Kontor, and one more that nobody has written a window for. */
#define crm_rooms       shipped_rooms
#define crm_rooms_alias shipped_rooms_alias
#include "office/crm-rooms.c"
#undef crm_rooms
#undef crm_rooms_alias

#include "ui-test.h"

#include "office/crm-describe.h"
#include "support/crm-test.h"
#include "ui/common/crm-editor.h"

static const CrmField boat_fields[] = {
  { .name = "name",
    .label = "Name",
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED },
  { .name = "length", .label = "Length", .type = CRM_FIELD_QUANTITY, .flags = CRM_FIELD_IN_LIST },
  { .name = "launched", .label = "Launched", .type = CRM_FIELD_DAY, .flags = CRM_FIELD_IN_LIST },
  { NULL },
};

static const CrmEntity boat_entity = {
  .number = 900,
  .name = "boat",
  .label = "Boat",
  .label_many = "Boats",
  .label_new = "New boat",
  NP_ ("%d boat", "%d boats"),
  .empty_title = "No boats yet",
  .empty_text = "Add a boat.",
  .fields = boat_fields,
  .order = "name",
  .title = "{name}",
};

const CrmEntity *const *crm_rooms (void);
const char *crm_rooms_alias (const char *name, const char **where);

const CrmEntity *const *
crm_rooms (void)
{
  static const CrmEntity *all[200];
  const CrmEntity *const *shipped = shipped_rooms ();
  guint n = 0;

  for (; shipped[n] != NULL; n++)
    all[n] = shipped[n];
  all[n] = &boat_entity;
  all[n + 1] = NULL;

  return all;
}

const char *
crm_rooms_alias (const char *name, const char **where)
{
  return shipped_rooms_alias (name, where);
}

/* Ten lines of description are a room with a list, a card, search and undo. */
static void
test_boats (void)
{
  CrmOffice *office = ui_test_office ();
  CrmWindow *window = ui_test_window (office);
  CrmRoomPage *page = ui_test_room (window, "boat");
  CrmCard *card = crm_room_page_get_card (page);

  g_assert_cmpuint (ui_test_n_rows (page), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new", NULL);
  ui_test_type (ui_test_editor (GTK_WIDGET (card), "name"), "Pinta");
  ui_test_type (ui_test_editor (GTK_WIDGET (card), "length"), "2*8,5");
  ui_test_type (ui_test_editor (GTK_WIDGET (card), "launched"), "3.8.1992");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.finish", NULL);
  ui_test_saved (page);
  g_assert_cmpint (crm_record_get_int (crm_draft_get_record (crm_card_get_draft (card)), "length"),
                   ==, 17000);
  ui_test_settle ();
  g_assert_cmpuint (ui_test_n_rows (page), ==, 1);
  crm_list_view_search (crm_room_page_get_list_view (page), "pin");
  ui_test_settle ();
  g_assert_cmpuint (ui_test_n_rows (page), ==, 1);
  crm_list_view_search (crm_room_page_get_list_view (page), "santa");
  ui_test_settle ();
  g_assert_cmpuint (ui_test_n_rows (page), ==, 0);
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/grammar/boats", test_boats);

  return g_test_run ();
}
