/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "ui/common/crm-presence.h"
#include "ui/shell/crm-banner.h"
#include "ui/shell/crm-people-button.h"
#include "ui/shell/crm-place-row.h"

#include <string.h>

/* Another desktop on the same office: who is in, and who has this card open. */

typedef struct {
  GtkWidget *root;
  const char *text;
  gboolean shown;
} Wanted;

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
is_as_wanted (gpointer data)
{
  Wanted *wanted = data;
  gboolean shown = gtk_widget_get_visible (wanted->root) &&
                   (wanted->text == NULL || has_text (wanted->root, wanted->text));

  return shown == wanted->shown;
}

static void
wait_shown (GtkWidget *root, const char *text, gboolean shown)
{
  Wanted wanted = { root, text, shown };

  ui_test_wait (is_as_wanted, &wanted);
}

static CrmOffice *
open_again (CrmOffice *office)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  CrmOffice *other = crm_office_open (crm_office_get_path (office), clock, &error);

  g_assert_no_error (error);
  return other;
}

static void
test_presence (void)
{
  CrmOffice *office = ui_test_office ();
  gint64 id = ui_test_add_client (office, "Alfa");
  CrmWindow *window = ui_test_window (office);
  CrmRoomPage *page = ui_test_room (window, "party");
  GtkWidget *people = ui_test_find (GTK_WIDGET (window), CRM_TYPE_PEOPLE_BUTTON);
  GtkWidget *presence;
  CrmOffice *other;

  ui_test_choose (page, 0);
  presence = ui_test_find (GTK_WIDGET (page), CRM_TYPE_PRESENCE);
  /* Alone: nothing of it is seen. */
  g_assert_false (gtk_widget_get_visible (people));
  g_assert_false (gtk_widget_get_visible (presence));

  other = open_again (office);
  crm_store_set_person_name (crm_office_get_store (other), "Ștefana Ивановна");
  wait_shown (people, NULL, TRUE);
  g_assert_false (gtk_widget_get_visible (presence));
  crm_store_set_cards (crm_office_get_store (other), &id, 1);
  wait_shown (presence, "Ștefana Ивановна has it open too", TRUE);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.people-in", NULL);
  wait_shown (people, "Ștefana Ивановна", TRUE);
  wait_shown (people, "Alfa", TRUE);

  crm_store_set_cards (crm_office_get_store (other), NULL, 0);
  wait_shown (presence, NULL, FALSE);
  crm_office_close (other, NULL);
  g_object_unref (other);
  wait_shown (people, NULL, FALSE);
  ui_test_close (window);
}

/* A place where locks do not reach: it is said at the head, with the way to see to it. */
static void
test_unsafe (void)
{
  CrmOffice *office = ui_test_office ();
  CrmOffice *again;
  CrmWindow *window;
  CrmBanner *banner;

  crm_office_close (office, NULL);
  g_setenv ("KONTOR_FILE_SYSTEM", "0x65735546", TRUE);
  again = open_again (office);
  g_unsetenv ("KONTOR_FILE_SYSTEM");
  g_object_unref (office);
  window = ui_test_window (again);
  banner = CRM_BANNER (ui_test_find (GTK_WIDGET (window), CRM_TYPE_BANNER));
  g_assert_nonnull (strstr (crm_banner_get_text (banner), "do not reach other computers"));
  g_assert_true (has_text (GTK_WIDGET (banner), "Where the office is…"));
  ui_test_close (window);
}

static guint
n_said (CrmWindow *window)
{
  return g_list_model_get_n_items (crm_desk_get_messages (crm_window_get_desk (window)));
}

/* Whatever waits for a colleague's save says so, once a wait. */
static void
test_waiting (void)
{
  CrmOffice *office = ui_test_office ();
  CrmWindow *window = ui_test_window (office);
  guint before = n_said (window);

  g_signal_emit_by_name (office, "waiting", 2, "Ion on desk-2");
  g_signal_emit_by_name (office, "waiting", 3, "Ion on desk-2");
  g_assert_cmpuint (n_said (window), ==, before + 1);
  wait_shown (GTK_WIDGET (window), "Waiting for Ion on desk-2", TRUE);
  g_signal_emit_by_name (office, "waiting", 2, NULL);
  g_assert_cmpuint (n_said (window), ==, before + 2);
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/presence/presence", test_presence);
  g_test_add_func ("/ui/presence/unsafe", test_unsafe);
  g_test_add_func ("/ui/presence/waiting", test_waiting);

  return g_test_run ();
}
