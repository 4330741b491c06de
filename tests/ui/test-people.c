/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "office/people/crm-role.h"
#include "office/people/crm-who.h"
#include "support/crm-test.h"
#include "ui/common/crm-spoken.h"
#include "ui/people/crm-hand-over-dialog.h"
#include "ui/people/crm-permission-grid.h"

#include <string.h>

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

/* --- People ----------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  const char *role;
  gint64 client; /* whose responsible the person becomes, or 0 */
  gint64 id;
} Hired;

static gboolean
hire_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Hired *hired = data;
  g_autoptr (CrmRecord) role = crm_role_find (txn, hired->role, error);
  g_autoptr (CrmRecord) person = crm_txn_new (txn, "person");
  g_autoptr (CrmRecord) client = NULL;

  crm_record_set_text (person, "name", hired->name);
  crm_record_set_int (person, "office_role", crm_record_get_id (role));
  if (!crm_txn_save (txn, person, error))
    return FALSE;
  hired->id = crm_record_get_id (person);
  if (hired->client == 0)
    return TRUE;
  client = crm_txn_get (txn, "party", hired->client, error);
  crm_record_set_int (client, "responsible", hired->id);

  return crm_txn_save (txn, client, error);
}

static gint64
hire (const char *name, const char *role, gint64 client)
{
  Hired hired = { name, role, client, 0 };
  g_autoptr (GError) error = NULL;

  crm_office_run (office, CRM_TXN_WRITE, "test", hire_in_txn, &hired, &error);
  g_assert_no_error (error);

  return hired.id;
}

static gboolean
has_text (GtkWidget *root, const char *text)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  ui_test_gather (root, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i]) &&
        strstr (gtk_label_get_text (labels->pdata[i]), text) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
says_all (gpointer data)
{
  return has_text (GTK_WIDGET (card), data);
}

static GtkWindow *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), type))
      return l->data;

  return NULL;
}

static gboolean
is_ready (gpointer dialog)
{
  return crm_hand_over_dialog_is_ready (dialog);
}

typedef struct {
  gint64 client;
  gint64 person;
} Responsible;

static gboolean
is_responsible (gpointer data)
{
  const Responsible *expected = data;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, expected->person);
  g_autofree char *where = g_strconcat ("responsible = ", id, NULL);

  return ui_test_count_where (office, "party", where) == 1;
}

static gboolean
is_gone (gpointer type)
{
  return find_window (GPOINTER_TO_SIZE (type)) == NULL;
}

/* Ion's only client goes to Eva, and Ion is offered no more; one undo brings all of it back. */
static void
test_hand_over (void)
{
  GtkWindow *dialog;
  gint64 client, ion, eva;
  Responsible now;

  begin ("person");
  client = ui_test_add_client (office, "Alfa");
  ion = hire ("Ion", "seller", client);
  eva = hire ("Eva", "seller", 0);
  crm_room_page_open (page, ion);
  ui_test_wait (says_all, (gpointer) "Moves their own to the trash: ");
  gtk_widget_activate_action (GTK_WIDGET (card), "person.hand-over", NULL);
  dialog = find_window (CRM_TYPE_HAND_OVER_DIALOG);
  g_assert_nonnull (dialog);
  ui_test_wait (is_ready, dialog);
  g_assert_true (has_text (GTK_WIDGET (dialog), "1 open"));
  crm_hand_over_dialog_choose (CRM_HAND_OVER_DIALOG (dialog), "party", eva);
  g_assert_true (has_text (GTK_WIDGET (dialog), "1 record goes over"));
  crm_hand_over_dialog_apply (CRM_HAND_OVER_DIALOG (dialog));
  ui_test_wait (is_gone, GSIZE_TO_POINTER (CRM_TYPE_HAND_OVER_DIALOG));
  now = (Responsible){ client, eva };
  g_assert_true (is_responsible (&now));
  ui_test_wait (says_all, (gpointer) "Does not work here any more");
  g_assert_cmpuint (ui_test_n_offered (office, "person", "ion"), ==, 0);
  g_assert_cmpuint (ui_test_n_offered (office, "person", "eva"), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  now.person = ion;
  ui_test_wait (is_responsible, &now);
  g_assert_cmpuint (ui_test_n_offered (office, "person", "ion"), ==, 1);
  ui_test_close (window);
}

/* --- What is forbidden ------------------------------------------------------------------------ */

static gboolean
is_enabled (GtkWidget *widget, const char *action)
{
  g_autoptr (GtkWidget) held = g_object_ref (widget);
  GtkWidget *button = gtk_button_new ();
  gboolean enabled;

  /* As a button there would be. */
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_parent (button, widget);
  enabled = gtk_widget_is_sensitive (button);
  gtk_widget_unparent (button);

  return enabled;
}

/* Olga only looks: whatever would change something is insensitive and says why. */
static void
test_forbidden (void)
{
  office = ui_test_office ();
  ui_test_add_client (office, "Alfa");
  crm_office_set_person (office, hire ("Olga", "reader", 0));
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  card = crm_room_page_get_card (page);
  ui_test_choose (page, 0);
  ui_test_settle ();
  g_assert_false (is_enabled (GTK_WIDGET (window), "win.fields"));
  g_assert_false (is_enabled (GTK_WIDGET (window), "win.exports"));
  g_assert_false (is_enabled (GTK_WIDGET (card), "card.delete"));
  g_assert_false (is_enabled (GTK_WIDGET (card), "card.duplicate"));
  g_assert_false (is_enabled (GTK_WIDGET (crm_room_page_get_list_view (page)), "view.bulk"));
  g_assert_false (is_enabled (GTK_WIDGET (card), "client.deal"));
  g_assert_true (is_enabled (GTK_WIDGET (card), "client.map::Alfa"));
  ui_test_close (window);
}

/* What the role does not show looks like that and says why, and offers no call. */
static void
test_masked (void)
{
  GtkWidget *editor, *entry;

  office = ui_test_demo (20);
  crm_office_set_person (office, hire ("Olga", "reader", 0));
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  card = crm_room_page_get_card (page);
  ui_test_choose (page, 0);
  editor = ui_test_editor (GTK_WIDGET (card), "number");
  g_assert_nonnull (editor);
  entry = ui_test_find (editor, GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, CRM_MASK);
  g_assert_null (gtk_entry_get_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY));
  g_assert_true (gtk_widget_has_css_class (editor, "crm-masked"));
  g_assert_nonnull (strstr (crm_spoken_get_tooltip (editor), "does not show personal data"));
  ui_test_close (window);
}

/* --- Two desktops ----------------------------------------------------------------------------- */

typedef struct {
  gint64 person;
  const char *role;
} Given;

static gboolean
give_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  const Given *given = data;
  g_autoptr (CrmRecord) role = crm_role_find (txn, given->role, error);
  g_autoptr (CrmRecord) person = crm_txn_get (txn, "person", given->person, error);

  crm_record_set_int (person, "office_role", crm_record_get_id (role));

  return crm_txn_save (txn, person, error);
}

static gboolean
may_not_trash (gpointer data)
{
  card = crm_room_page_get_card (crm_window_get_page (window));

  return !is_enabled (GTK_WIDGET (card), "card.delete");
}

/* Ana gives Ion another role from her desk while his window is open: it follows. */
static void
test_two_desktops (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  CrmOffice *anas;
  Given given = { .role = "reader" };

  office = ui_test_office ();
  path = g_strdup (crm_office_get_path (office));
  given.person = hire ("Ion", "seller", ui_test_add_client (office, "Alfa"));
  anas = crm_office_open (path, clock, &error);
  g_assert_no_error (error);
  g_assert_true (crm_office_act_as (anas, "Ana Rusu", &error));
  crm_office_set_person (office, given.person);
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  card = crm_room_page_get_card (page);
  ui_test_choose (page, 0);
  g_assert_true (is_enabled (GTK_WIDGET (card), "card.delete"));
  crm_office_run (anas, CRM_TXN_WRITE, "test", give_in_txn, &given, &error);
  g_assert_no_error (error);
  /* The room is made anew; what he had open is chosen again by itself. */
  ui_test_settle ();
  page = ui_test_room (window, "party");
  ui_test_choose (page, 0);
  ui_test_wait (may_not_trash, NULL);
  g_assert_true (crm_office_close (anas, &error));
  g_object_unref (anas);
  ui_test_close (window);
}

int
main (int argc, char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/people/grid", test_grid);
  g_test_add_func ("/ui/people/whole-lines", test_whole_lines);
  g_test_add_func ("/ui/people/rights", test_rights);
  g_test_add_func ("/ui/people/hand-over", test_hand_over);
  g_test_add_func ("/ui/people/forbidden", test_forbidden);
  g_test_add_func ("/ui/people/masked", test_masked);
  g_test_add_func ("/ui/people/two-desktops", test_two_desktops);

  return g_test_run ();
}
