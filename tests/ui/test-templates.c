/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "support/crm-test.h"
#include "ui/common/crm-day-popover.h"
#include "ui/common/crm-message-log.h"
#include "ui/common/crm-message.h"
#include "ui/shell/crm-card-window.h"
#include "ui/shell/crm-new-office.h"

/* Every window and page can be made, with and without an office. */

static void
test_before_office (void)
{
  CrmWindow *window = ui_test_window (NULL);
  CrmWelcome *welcome = crm_window_get_welcome (window);

  g_assert_cmpstr (crm_welcome_get_page (welcome), ==, "start");
  crm_welcome_new_office (welcome);
  g_assert_cmpstr (crm_welcome_get_page (welcome), ==, "new");
  crm_welcome_start (welcome);
  g_assert_null (crm_window_get_page (window));
  ui_test_close (window);
}

static void
test_new_office (void)
{
  CrmNewOffice *form = g_object_ref_sink (crm_new_office_new ());
  CrmOfficeSetup setup;
  GtkWidget *company = NULL;
  g_autofree char *path = NULL;

  company = ui_test_find (GTK_WIDGET (form), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (company), "Alfa / Beta");
  crm_new_office_get_setup (form, &setup);
  g_assert_cmpstr (setup.company, ==, "Alfa / Beta");
  path = crm_new_office_get_path (form);
  g_assert_true (g_str_has_suffix (path, "Alfa   Beta.kontor"));
  g_object_unref (form);
}

static void
test_help (void)
{
  g_autoptr (GtkBuilder) builder =
               gtk_builder_new_from_resource ("/org/kontor/Kontor/gtk/help-overlay.ui");
  GtkWidget *overlay = GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay"));

  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (overlay));
  gtk_window_destroy (GTK_WINDOW (overlay));
}

static void
test_with_office (void)
{
  CrmWindow *window = ui_test_window (ui_test_office ());
  CrmDesk *desk = crm_window_get_desk (window);
  CrmMessageLog *log;
  GtkWidget *day = g_object_ref_sink (GTK_WIDGET (crm_day_popover_new ()));

  crm_day_popover_set_day (CRM_DAY_POPOVER (day), "2026-02-28");
  g_object_unref (day);
  crm_desk_say (desk, "5 < 6 & more");
  log = crm_message_log_new (desk, GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (log));
  ui_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (crm_desk_get_messages (desk)), ==, 1);
  gtk_window_destroy (GTK_WINDOW (log));
  ui_test_close (window);
}

static gboolean
is_trouble (gpointer welcome)
{
  return g_str_equal (crm_welcome_get_page (welcome), "trouble");
}

static void
test_trouble (void)
{
  CrmWindow *window = ui_test_window (NULL);
  g_autofree char *foreign = crm_test_path ("foreign.kontor");
  g_autofree char *missing = crm_test_path ("missing.kontor");

  crm_window_open_path (window, missing);
  ui_test_wait (is_trouble, crm_window_get_welcome (window));
  crm_welcome_start (crm_window_get_welcome (window));
  g_assert_true (g_file_set_contents (foreign, "not an office, whatever it is called", -1, NULL));
  crm_window_open_path (window, foreign);
  ui_test_wait (is_trouble, crm_window_get_welcome (window));
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/templates/before-office", test_before_office);
  g_test_add_func ("/ui/templates/new-office", test_new_office);
  g_test_add_func ("/ui/templates/help", test_help);
  g_test_add_func ("/ui/templates/with-office", test_with_office);
  g_test_add_func ("/ui/templates/trouble", test_trouble);

  return g_test_run ();
}
