/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-names.h"
#include "ui-test.h"

#include "office/lists/crm-saved-view.h"
#include "ui/clients/crm-accept-dialog.h"
#include "ui/common/crm-bulk-dialog.h"
#include "ui/common/crm-colours-dialog.h"
#include "ui/common/crm-filter-dialog.h"
#include "ui/common/crm-log-window.h"
#include "ui/common/crm-merge-dialog.h"
#include "ui/common/crm-message-log.h"
#include "ui/common/crm-trash-window.h"
#include "ui/common/crm-values-dialog.h"
#include "ui/deals/crm-paper-dialog.h"
#include "ui/people/crm-exports-window.h"
#include "ui/people/crm-hand-over-dialog.h"
#include "ui/quality/crm-cleaning-view.h"
#include "ui/quality/crm-quality-page.h"
#include "ui/settings/crm-fields-window.h"
#include "ui/shell/crm-place-dialog.h"
#include "ui/shell/crm-room-table.h"

/* Whoever hears the program instead of seeing it knows each thing by its name. */

static void
visit (CrmWindow *window, const CrmEntity *entity)
{
  CrmRoomPage *page = ui_test_room (window, entity->name);
  guint n = ui_test_n_rows (page);

  /* The card shows nothing yet, and nobody comes to it. */
  ui_names_assert (GTK_WIDGET (crm_room_page_get_list_view (page)), entity->name);
  if (n > 0) {
    ui_test_choose (page, 0);
    ui_test_settle ();
    ui_names_assert (GTK_WIDGET (window), entity->name);
  }
  crm_room_page_new_record (page);
  ui_test_settle ();
  ui_names_assert (GTK_WIDGET (window), entity->label_new);
  crm_draft_discard (crm_card_get_draft (crm_room_page_get_card (page)));
}

static void
test_rooms (void)
{
  CrmWindow *window = ui_test_window (ui_test_demo (12));
  CrmSchema *schema = crm_desk_get_schema (crm_window_get_desk (window));
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (schema, &n);

  for (gsize i = 0; i < n; i++)
    if (crm_room_table_has_room (entities[i]))
      visit (window, entities[i]);
  ui_test_close (window);
}

static void
test_cleaning (void)
{
  CrmWindow *window = ui_test_window (ui_test_demo (12));
  CrmRoomPage *page = ui_test_room (window, "party");
  GtkWidget *cleaning;

  crm_room_page_show_view (page, "quality");
  ui_test_settle ();
  cleaning = ui_test_find (GTK_WIDGET (page), CRM_TYPE_CLEANING_VIEW);
  crm_cleaning_view_start (CRM_CLEANING_VIEW (cleaning));
  gtk_stack_set_visible_child (GTK_STACK (gtk_widget_get_parent (cleaning)), cleaning);
  ui_test_settle ();
  ui_names_assert (GTK_WIDGET (page), "cleaning");
  ui_test_close (window);
}

/* --- Dialogs ---------------------------------------------------------------------------------- */

static void
look_at (gpointer dialog, const char *name)
{
  gtk_window_present (GTK_WINDOW (dialog));
  ui_test_settle ();
  ui_names_assert (GTK_WIDGET (dialog), name);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_test_settle ();
}

/* What an action of the window opens. */
static void
look_at_action (CrmWindow *window, const char *action)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  guint n = 0;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
  ui_test_settle ();
  for (guint i = g_list_model_get_n_items (windows); i > 0; i--) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i - 1);

    if (CRM_IS_WINDOW (one))
      continue;
    ui_names_assert (GTK_WIDGET (one), action);
    gtk_window_destroy (one);
    n++;
  }
  g_assert_cmpuint (n, >, 0);
  ui_test_settle ();
}

/* What asks about one kind of record. */
static void
look_at_lists (CrmDesk *desk, GtkWindow *parent)
{
  const CrmEntity *party = crm_schema_find (crm_desk_get_schema (desk), "party");
  CrmTitles *titles = crm_titles_new (desk);
  g_autoptr (CrmCondition) filter =
               crm_query_parse_where ("city = Soroca and (name ~ a or name ~ b)", NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) colours = g_array_new (FALSE, FALSE, sizeof (CrmColourRule));
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  CrmColoursDialog *dialog;

  look_at (crm_filter_dialog_new (desk, party, titles, filter, parent), "filter");
  look_at (crm_values_dialog_new (desk, party, query, "city", titles, parent), "values");
  look_at (crm_bulk_dialog_new (desk, party, ids, parent), "bulk");
  dialog = crm_colours_dialog_new (desk, party, titles, colours, parent);
  crm_colours_dialog_add (dialog, crm_query_parse_where ("city = Soroca", NULL), CRM_TONE_SOON,
                          "Far");
  look_at (dialog, "colours");
  crm_titles_free (titles);
}

static gint64
first_id (CrmWindow *window, const char *entity)
{
  return crm_record_get_id (
    crm_draft_get_record (ui_test_choose (ui_test_room (window, entity), 0)));
}

static void
test_call (void)
{
  CrmWindow *window = ui_test_window (ui_test_demo (12));
  CrmRoomPage *page = ui_test_room (window, "party");

  ui_test_choose (page, 0);
  crm_timeline_start_call (crm_card_get_timeline (crm_room_page_get_card (page)));
  ui_test_settle ();
  ui_names_assert (GTK_WIDGET (page), "call");
  ui_test_close (window);
}

static void
test_dialogs (void)
{
  CrmOffice *office = ui_test_demo (12);
  gint64 alfa = ui_test_add_client (office, "Alfa");
  gint64 beta = ui_test_add_client (office, "Beta");
  CrmWindow *window = ui_test_window (office);
  GtkWindow *parent = GTK_WINDOW (window);
  CrmDesk *desk = crm_window_get_desk (window);

  look_at_lists (desk, parent);
  look_at (crm_merge_dialog_new (desk, "party", alfa, beta, parent), "merge");
  look_at (crm_accept_dialog_new (desk, parent), "accept");
  look_at (crm_trash_window_new (desk, parent), "trash");
  look_at (crm_log_window_new (desk, parent, 0), "log");
  look_at (crm_message_log_new (desk, parent), "messages");
  look_at (crm_fields_window_new (desk, parent, "party"), "fields");
  look_at (crm_exports_window_new (desk, parent), "exports");
  look_at (crm_place_dialog_new (desk, parent), "place");
  look_at (crm_paper_dialog_new (desk, first_id (window, "deal"), NULL, parent), "paper");
  look_at (crm_hand_over_dialog_new (desk, first_id (window, "person"), "Ana", parent),
           "hand over");
  look_at_action (window, "win.backups");
  look_at_action (window, "win.palette");
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/names/rooms", test_rooms);
  g_test_add_func ("/ui/names/cleaning", test_cleaning);
  g_test_add_func ("/ui/names/call", test_call);
  g_test_add_func ("/ui/names/dialogs", test_dialogs);

  return g_test_run ();
}
