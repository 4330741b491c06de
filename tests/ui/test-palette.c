/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "ui/shell/crm-palette-actions.h"
#include "ui/shell/crm-palette-match.h"
#include "ui/shell/crm-palette.h"

#include <string.h>

/* The palette: everything there is, by a few letters. */

static void
test_match (void)
{
  static const struct {
    const char *label;
    const char *better;
    const char *worse;
    const char *never;
  } cases[] = {
    { "New client", "new", "nc", "xyz" },
    { "New client", "new c", "clie", "cliem" },
    { "Новый клиент", "нов", "нк", "кн" },
    { "Save this view", "save", "stv", "vts" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint better = crm_palette_match (cases[i].label, cases[i].better);
    guint worse = crm_palette_match (cases[i].label, cases[i].worse);

    g_assert_cmpuint (better, >, worse);
    g_assert_cmpuint (worse, >, 0);
    g_assert_cmpuint (crm_palette_match (cases[i].label, cases[i].never), ==, 0);
  }
}

static gboolean
is_settled (gpointer palette)
{
  return crm_palette_is_settled (palette);
}

static char *
type (CrmPalette *palette, const char *words)
{
  crm_palette_type (palette, words);
  ui_test_wait (is_settled, palette);

  return crm_palette_list (palette);
}

static gboolean
is_party_card (gpointer window)
{
  CrmRoomPage *page = crm_window_get_page (window);
  CrmDraft *draft = page != NULL ? crm_card_get_draft (crm_room_page_get_card (page)) : NULL;

  return draft != NULL && g_strcmp0 (crm_record_get_text (crm_draft_get_record (draft), "name"),
                                     "Zebra Trading") == 0;
}

static gboolean
add_task (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) task = crm_txn_new (txn, "task");

  crm_record_set_text (task, "title", "Ring them up");
  crm_record_set_text (task, "due", "2026-05-02");
  crm_record_set_int (task, "client", *(gint64 *)data);

  return crm_txn_save (txn, task, error);
}

/* Two tasks of one title are told apart by whose they are and of when. */
static void
test_details (void)
{
  CrmOffice *office = ui_test_office ();
  gint64 clients[] = { ui_test_add_client (office, "Alder Ltd"),
                       ui_test_add_client (office, "Birch Ltd") };
  CrmWindow *window;
  CrmPalette *palette;
  g_autofree char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    g_assert_true (crm_office_run (office, CRM_TXN_WRITE, "test", add_task, &clients[i], NULL));
  window = ui_test_window (office);
  palette = crm_palette_new (window);
  gtk_window_present (GTK_WINDOW (palette));
  found = type (palette, "ring");
  g_assert_nonnull (strstr (found, "Tasks: Ring them up\tAlder Ltd · 2 May 2026\n"));
  g_assert_nonnull (strstr (found, "Tasks: Ring them up\tBirch Ltd · 2 May 2026\n"));
  gtk_window_destroy (GTK_WINDOW (palette));
  ui_test_close (window);
}

static void
test_find (void)
{
  CrmOffice *office = ui_test_office ();
  CrmWindow *window;
  CrmPalette *palette;
  g_autofree char *records = NULL;
  g_autofree char *rooms = NULL;
  g_autofree char *actions = NULL;
  g_autofree char *recent = NULL;
  g_autofree char *none = NULL;

  ui_test_add_client (office, "Zebra Trading");
  window = ui_test_window (office);
  palette = crm_palette_new (window);
  gtk_window_present (GTK_WINDOW (palette));
  rooms = type (palette, "dea");
  g_assert_nonnull (strstr (rooms, "Rooms: Deals"));
  actions = type (palette, "und");
  g_assert_nonnull (strstr (actions, "Actions: Undo"));
  none = type (palette, "qqqqqq");
  g_assert_cmpstr (none, ==, "");
  records = type (palette, "zebra");
  g_assert_nonnull (strstr (records, ": Zebra Trading"));
  crm_palette_choose (palette);
  ui_test_wait (is_party_card, window);

  /* What was opened comes first the next time. */
  palette = crm_palette_new (window);
  gtk_window_present (GTK_WINDOW (palette));
  recent = type (palette, "");
  g_assert_true (g_str_has_prefix (recent, "Recent: Zebra Trading"));
  gtk_window_destroy (GTK_WINDOW (palette));
  ui_test_close (window);
}

/* --- Any action ------------------------------------------------------------------------------- */

/* What only makes sense where it was pointed at: a value under the cursor, a column, a group. */
static const char *const pointed[] = {
  "view.open",       "view.copy",    "view.edit-cell", "view.filter-value", "view.filter-not",
  "view.head",       "view.group",   "view.sort",      "view.descending",   "view.view",
  "view.everything", "view.restore", "view.trash",     "view.list-add",     "view.list-remove",
};

static gboolean
is_offered (const char *action)
{
  guint n;
  const CrmPaletteAction *actions = crm_palette_actions (&n);

  if (g_strv_contains (pointed, action) || g_str_has_prefix (action, "view.column-"))
    return TRUE;
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = NULL;
    g_autoptr (GVariant) target = NULL;

    g_assert_true (g_action_parse_detailed_name (actions[i].action, &name, &target, NULL));
    if (g_str_equal (name, action))
      return TRUE;
  }

  return g_str_equal (action, "view.delete"); /* card.delete is the same for the chosen one */
}

static guint
check_menu (GMenuModel *menu)
{
  guint n = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++) {
    static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };
    g_autofree char *action = NULL;

    for (guint k = 0; k < G_N_ELEMENTS (links); k++) {
      g_autoptr (GMenuModel) link = g_menu_model_get_item_link (menu, i, links[k]);

      n += link != NULL ? check_menu (link) : 0;
    }
    if (!g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action) ||
        !strchr (action, '.'))
      continue;
    if (!is_offered (action))
      g_error ("the palette does not know %s", action);
    n++;
  }

  return n;
}

/* Each action of the menus of window, list and card is found by its words too. */
static void
test_actions (void)
{
  CrmOffice *office = ui_test_office ();
  CrmWindow *window;
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  guint n = 0;

  ui_test_add_client (office, "Alder Ltd");
  window = ui_test_window (office);
  ui_test_choose (ui_test_room (window, "party"), 0);
  ui_test_gather (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++) {
    GMenuModel *menu = gtk_menu_button_get_menu_model (buttons->pdata[i]);

    n += menu != NULL ? check_menu (menu) : 0;
  }
  g_assert_cmpuint (n, >, 40);
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/palette/match", test_match);
  g_test_add_func ("/ui/palette/find", test_find);
  g_test_add_func ("/ui/palette/details", test_details);
  g_test_add_func ("/ui/palette/actions", test_actions);

  return g_test_run ();
}
