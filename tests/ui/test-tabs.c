/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "ui/common/crm-spoken.h"
#include "ui/common/crm-tabs.h"
#include "ui/common/crm-wrap.h"
#include "ui/shell/crm-room-table.h"

/* The tabs of a card: all of them in sight, however narrow it is. */

/* What a tab shows: its words, or the figure beside its picture; "" for the picture alone. */
static const char *
words_of (CrmTabs *tabs, const char *page)
{
  GtkWidget *label = ui_test_find (crm_tabs_get_tab (tabs, page), GTK_TYPE_LABEL);

  return gtk_widget_get_visible (label) ? gtk_label_get_text (GTK_LABEL (label)) : "";
}

static void
add_page (GtkStack *stack, const char *name, const char *title, const char *icon)
{
  GtkStackPage *page =
    gtk_stack_add_titled (stack, gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), name, title);

  gtk_stack_page_set_icon_name (page, icon);
}

static void
be_wide (GtkWindow *window, CrmTabs *tabs, int width)
{
  gtk_window_set_default_size (window, width, 200);
  ui_test_settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (tabs)), ==, width);
}

static void
test_words (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = gtk_stack_new ();
  CrmTabs *tabs = g_object_new (CRM_TYPE_TABS, "stack", stack, NULL);

  add_page (GTK_STACK (stack), "one", "The first page of them", "edit-find-symbolic");
  add_page (GTK_STACK (stack), "two", "The second page of them", "edit-copy-symbolic");
  add_page (GTK_STACK (stack), "three", "The third page of them", "edit-cut-symbolic");
  add_page (GTK_STACK (stack), "four", "Fourth", NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (tabs));
  gtk_box_append (GTK_BOX (box), stack);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  crm_tabs_set_count (tabs, "three", 3);
  be_wide (GTK_WINDOW (window), tabs, 1000);
  g_assert_false (crm_tabs_is_tight (tabs));
  g_assert_cmpstr (words_of (tabs, "two"), ==, "The second page of them");
  g_assert_cmpstr (words_of (tabs, "three"), ==, "The third page of them 3");

  /* The later half gives way first. */
  be_wide (GTK_WINDOW (window), tabs, 520);
  g_assert_true (crm_tabs_is_tight (tabs));
  g_assert_cmpstr (words_of (tabs, "two"), ==, "The second page of them");
  g_assert_cmpstr (words_of (tabs, "three"), ==, "3");

  be_wide (GTK_WINDOW (window), tabs, 320);
  g_assert_cmpstr (words_of (tabs, "one"), ==, "The first page of them");
  g_assert_cmpstr (words_of (tabs, "two"), ==, "");
  g_assert_cmpstr (crm_spoken_get_tooltip (crm_tabs_get_tab (tabs, "two")), ==,
                   "The second page of them");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (crm_tabs_get_tab (tabs, "three")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "The third page of them 3");
  /* Without a picture there is nothing else to show. */
  g_assert_cmpstr (words_of (tabs, "four"), ==, "Fourth");

  /* A tab chooses its page, and stays chosen when it is pressed again. */
  for (guint i = 0; i < 2; i++) {
    g_signal_emit_by_name (crm_tabs_get_tab (tabs, "two"), "clicked");
    g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "two");
    g_assert_true (
      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (crm_tabs_get_tab (tabs, "two"))));
  }
  g_assert_cmpstr (words_of (tabs, "one"), ==, "");
  g_assert_cmpstr (words_of (tabs, "two"), ==, "The second page of them");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- In the cards ----------------------------------------------------------------------------- */

static void
assert_in_sight (GtkWidget *tabs, const char *room)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  guint n = 0;

  ui_test_gather (tabs, GTK_TYPE_TOGGLE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++) {
    graphene_rect_t bounds;

    if (!gtk_widget_get_mapped (buttons->pdata[i]))
      continue;
    g_assert_true (gtk_widget_compute_bounds (buttons->pdata[i], tabs, &bounds));
    if (bounds.origin.x + bounds.size.width > (float)gtk_widget_get_width (tabs) + 0.5f)
      g_error ("%s: a tab ends at %.0f of %d", room, bounds.origin.x + bounds.size.width,
               gtk_widget_get_width (tabs));
    n++;
  }
  g_assert_cmpuint (n, >=, 4);
}

static void
test_rooms (void)
{
  static const int widths[] = { 1360, 1080, 420 };
  CrmWindow *window = ui_test_window (ui_test_demo (12));
  gsize n;
  const CrmEntity *const *entities =
    crm_schema_get_entities (crm_desk_get_schema (crm_window_get_desk (window)), &n);

  for (gsize i = 0; i < n; i++) {
    CrmRoomPage *page;
    GtkWidget *tabs;

    if (!crm_room_table_has_room (entities[i]))
      continue;
    page = ui_test_room (window, entities[i]->name);
    if (ui_test_n_rows (page) == 0)
      continue;
    ui_test_choose (page, 0);
    tabs = ui_test_find (GTK_WIDGET (crm_room_page_get_card (page)), CRM_TYPE_TABS);
    for (guint k = 0; k < G_N_ELEMENTS (widths); k++) {
      gtk_window_set_default_size (GTK_WINDOW (window), widths[k], 700);
      ui_test_settle ();
      if (gtk_widget_get_mapped (tabs))
        assert_in_sight (tabs, entities[i]->name);
    }
    gtk_window_set_default_size (GTK_WINDOW (window), 1360, 700);
    ui_test_settle ();
  }
  ui_test_close (window);
}

/* --- What wraps ------------------------------------------------------------------------------- */

static GtkWidget *
add_block (GtkWidget *wrap, int width, int height)
{
  GtkWidget *block = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (block, width, height);
  gtk_box_append (GTK_BOX (wrap), block);

  return block;
}

static void
assert_at (GtkWidget *block, int x, int y)
{
  double left, top;

  gtk_widget_translate_coordinates (block, gtk_widget_get_parent (block), 0, 0, &left, &top);
  g_assert_cmpfloat (left, ==, x);
  g_assert_cmpfloat (top, ==, y);
}

static void
test_wrap (void)
{
  GtkWidget *wrap = g_object_ref_sink (crm_wrap_new (6, 4));
  GtkWidget *one = add_block (wrap, 100, 20);
  GtkWidget *two = add_block (wrap, 60, 30);
  GtkWidget *hidden = add_block (wrap, 500, 500);
  GtkWidget *three = add_block (wrap, 150, 10);
  GtkAllocation place = { 0, 0, 170, 44 };
  int minimum, natural;

  gtk_widget_set_visible (hidden, FALSE);
  gtk_widget_measure (wrap, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 150);
  g_assert_cmpint (natural, ==, 100 + 6 + 60 + 6 + 150);
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 322, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 30);
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 170, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 30 + 4 + 10);
  g_assert_cmpint (minimum, ==, natural);
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 150, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 20 + 4 + 30 + 4 + 10);

  gtk_widget_size_allocate (wrap, &place, -1);
  assert_at (one, 0, 0);
  assert_at (two, 106, 0);
  assert_at (three, 0, 34);
  gtk_widget_set_direction (wrap, GTK_TEXT_DIR_RTL);
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 170, &minimum, &natural, NULL, NULL);
  gtk_widget_size_allocate (wrap, &place, -1);
  assert_at (one, 70, 0);
  assert_at (two, 4, 0);
  assert_at (three, 20, 34);
  g_object_unref (wrap);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/tabs/words", test_words);
  g_test_add_func ("/ui/tabs/rooms", test_rooms);
  g_test_add_func ("/ui/tabs/wrap", test_wrap);

  return g_test_run ();
}
