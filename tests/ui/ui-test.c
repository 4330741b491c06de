/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "ui-leaks.h"

#include "office/demo/crm-demo.h"
#include "support/crm-test.h"
#include "ui/common/crm-editor.h"

#include <glib/gstdio.h>

/* Whatever is waited for comes in a moment; a machine that builds something at the same time may
 * need a hundred of them. */
#define WAIT_SECONDS 30

static CrmApplication *application;

void
ui_test_init (int *argc, char ***argv)
{
  g_autofree char *data = crm_test_path ("data");

  /* What a desktop keeps for itself is kept for this test alone. */
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  ui_leaks_expect ();
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* --- Waiting ---------------------------------------------------------------------------------- */

static gboolean
on_timeout_cb (gpointer data)
{
  g_error ("waited for %d seconds", WAIT_SECONDS);

  return G_SOURCE_REMOVE;
}

void
ui_test_wait (UiTestUntil until, gpointer data)
{
  guint source = g_timeout_add_seconds (WAIT_SECONDS, on_timeout_cb, NULL);

  while (!until (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

static gboolean
on_quiet_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
nothing_func (CrmTxn *txn, gpointer data, GError **error)
{
  return TRUE;
}

static void
on_nothing_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  crm_office_run_finish (CRM_OFFICE (office), result, NULL);
  --*(guint *)data;
}

/* Jobs are done in turn: when one that does nothing is done, so are those before it. */
static void
drain_office (CrmOffice *office)
{
  guint left = 2;

  crm_office_run_async (office, CRM_TXN_WRITE, NULL, nothing_func, NULL, NULL, NULL, on_nothing_cb,
                        &left);
  crm_office_run_async (office, CRM_TXN_READ, NULL, nothing_func, NULL, NULL, NULL, on_nothing_cb,
                        &left);
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
drain_offices (void)
{
  g_autoptr (GPtrArray) offices = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GObject) window = g_list_model_get_item (windows, i);
    CrmDesk *desk = CRM_IS_WINDOW (window) ? crm_window_get_desk (CRM_WINDOW (window)) : NULL;

    if (desk != NULL)
      g_ptr_array_add (offices, g_object_ref (crm_desk_get_office (desk)));
  }
  for (guint i = 0; i < offices->len; i++)
    drain_office (offices->pdata[i]);
}

/* However slow the machine is: what was asked of a store is answered, and what the answer leads to
 * has time to be asked, and is answered too. */
void
ui_test_settle (void)
{
  gboolean quiet = FALSE;

  drain_offices ();
  g_timeout_add (150, on_quiet_cb, &quiet);
  while (!quiet)
    g_main_context_iteration (NULL, TRUE);
  drain_offices ();
}

/* --- Offices and windows ---------------------------------------------------------------------- */

/* Each office lies in a folder of its own: what the desktop keeps beside it, drafts and messages,
 * is of this one and not of the test before. */
static char *
office_path (const char *name)
{
  static guint n;
  g_autofree char *number = g_strdup_printf ("office-%u", n++);
  g_autofree char *folder = crm_test_path (number);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);

  return g_build_filename (folder, name, NULL);
}

CrmOffice *
ui_test_office (void)
{
  g_autofree char *path = office_path ("office.kontor");
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  CrmOfficeSetup setup = { .country = "MD", .company = "Test", .person = "Ana Rusu" };
  CrmOffice *office;

  office = crm_office_create (path, &setup, CRM_STORE_CREATE, clock, &error);
  g_assert_no_error (error);

  return office;
}

CrmOffice *
ui_test_demo (guint clients)
{
  g_autofree char *path = office_path ("demo.kontor");
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  CrmDemoOptions options = { .clients = clients, .seed = 1 };
  CrmOffice *office;

  g_assert_true (crm_demo_create (path, &options, NULL, NULL, &error));
  office = crm_office_open (path, clock, &error);
  g_assert_no_error (error);

  return office;
}

CrmWindow *
ui_test_window (CrmOffice *office)
{
  CrmWindow *window;

  if (application == NULL) {
    application = crm_application_new (G_APPLICATION_NON_UNIQUE);
    g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  }
  window =
    crm_window_new (GTK_APPLICATION (application), crm_application_get_preferences (application));
  if (office != NULL) {
    crm_window_set_office (window, office);
    g_object_unref (office);
  }
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));

  return window;
}

void
ui_test_close (CrmWindow *window)
{
  CrmDesk *desk = crm_window_get_desk (window);

  if (desk != NULL)
    crm_desk_clear_drafts (desk);
  /* A tooltip that is still to come is given up, as when the pointer moves on: GTK 4.8 looks for it
   * half a second later in a popover or window that is gone, and complains. */
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (window));
  gtk_window_destroy (GTK_WINDOW (window));
  ui_test_settle ();
}

/* --- Rooms ------------------------------------------------------------------------------------ */

static gboolean
is_read (gpointer page)
{
  CrmRecordList *list = crm_list_view_get_list (crm_room_page_get_list_view (page));

  return !crm_record_list_is_loading (list) && crm_record_list_is_complete (list);
}

CrmRoomPage *
ui_test_room (CrmWindow *window, const char *entity)
{
  CrmRoomPage *page = crm_window_go_to (window, entity);

  g_assert_nonnull (page);
  ui_test_wait (is_read, page);
  ui_test_settle ();

  return page;
}

guint
ui_test_n_rows (CrmRoomPage *page)
{
  return g_list_model_get_n_items (
    G_LIST_MODEL (crm_list_view_get_list (crm_room_page_get_list_view (page))));
}

typedef struct {
  CrmRoomPage *page;
  CrmRow *row;
} Chosen;

static gboolean
is_shown (gpointer data)
{
  Chosen *chosen = data;
  CrmDraft *draft = crm_card_get_draft (crm_room_page_get_card (chosen->page));

  return crm_row_is_loaded (chosen->row) && draft != NULL &&
         crm_record_get_id (crm_draft_get_record (draft)) == crm_row_get_id (chosen->row);
}

CrmDraft *
ui_test_choose (CrmRoomPage *page, guint position)
{
  CrmListView *view = crm_room_page_get_list_view (page);
  g_autoptr (CrmRow) row =
               g_list_model_get_item (G_LIST_MODEL (crm_list_view_get_list (view)), position);
  Chosen chosen = { page, row };

  g_assert_nonnull (row);
  gtk_selection_model_select_item (crm_list_view_get_selection (view), position, TRUE);
  ui_test_wait (is_shown, &chosen);

  return crm_card_get_draft (crm_room_page_get_card (page));
}

static gboolean
is_saved (gpointer page)
{
  CrmDraft *draft = crm_card_get_draft (crm_room_page_get_card (page));

  return draft != NULL && crm_draft_get_state (draft) == CRM_DRAFT_SAVED &&
         !crm_draft_is_new (draft);
}

void
ui_test_saved (CrmRoomPage *page)
{
  ui_test_wait (is_saved, page);
}

/* --- Widgets ---------------------------------------------------------------------------------- */

GtkWidget *
ui_test_find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = ui_test_find (child, type);

    if (found != NULL)
      return found;
  }

  return NULL;
}

void
ui_test_gather (GtkWidget *root, GType type, GPtrArray *found)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (g_type_is_a (G_OBJECT_TYPE (child), type))
      g_ptr_array_add (found, child);
    ui_test_gather (child, type, found);
  }
}

GtkWidget *
ui_test_editor (GtkWidget *root, const char *field)
{
  if (CRM_IS_EDITOR (root) && g_str_equal (crm_editor_get_field (CRM_EDITOR (root))->name, field))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = ui_test_editor (child, field);

    if (found != NULL)
      return found;
  }

  return NULL;
}

void
ui_test_type (GtkWidget *editor, const char *text)
{
  GtkWidget *entry = ui_test_find (editor, GTK_TYPE_ENTRY);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* --- The store -------------------------------------------------------------------------------- */

typedef struct {
  const char *entity;
  const char *text;
  gint64 id;
  char *stored;
} Job;

static gboolean
add_client (CrmTxn *txn, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_record_set_text (record, "name", job->text);
  crm_record_set_int (record, "is_client", 1);
  if (!crm_txn_save (txn, record, error))
    return FALSE;
  job->id = crm_record_get_id (record);

  return TRUE;
}

gint64
ui_test_add_client (CrmOffice *office, const char *name)
{
  g_autoptr (GError) error = NULL;
  Job job = { .text = name };

  crm_office_run (office, CRM_TXN_WRITE, "test", add_client, &job, &error);
  g_assert_no_error (error);

  return job.id;
}

static gboolean
read_stored (CrmTxn *txn, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmRecord) record = crm_txn_get (txn, job->entity, job->id, error);

  if (record == NULL)
    return FALSE;
  g_free (job->stored);
  job->stored = g_strdup (crm_record_get_text (record, job->text));

  return TRUE;
}

char *
ui_test_stored (CrmOffice *office, const char *entity, gint64 id, const char *field)
{
  g_autoptr (GError) error = NULL;
  Job job = { .entity = entity, .text = field, .id = id };

  crm_office_run (office, CRM_TXN_READ, NULL, read_stored, &job, &error);
  g_assert_no_error (error);

  return job.stored;
}

static gboolean
count_lines (CrmTxn *txn, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmRecord) record = crm_txn_get (txn, job->entity, job->id, error);

  if (record == NULL)
    return FALSE;
  job->id = crm_record_get_lines (record, job->text)->len;

  return TRUE;
}

guint
ui_test_n_lines (CrmOffice *office, const char *entity, gint64 id, const char *lines)
{
  g_autoptr (GError) error = NULL;
  Job job = { .entity = entity, .text = lines, .id = id };

  crm_office_run (office, CRM_TXN_READ, NULL, count_lines, &job, &error);
  g_assert_no_error (error);

  return (guint)job.id;
}

static gboolean
count (CrmTxn *txn, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmQuery) query = crm_query_new (job->entity);

  if (job->text != NULL)
    crm_query_add_where (query, crm_query_parse_where (job->text, NULL));
  job->id = crm_txn_count (txn, query, error);

  return job->id >= 0;
}

gint64
ui_test_count_where (CrmOffice *office, const char *entity, const char *where)
{
  g_autoptr (GError) error = NULL;
  Job job = { .entity = entity, .text = where };

  crm_office_run (office, CRM_TXN_READ, NULL, count, &job, &error);
  g_assert_no_error (error);

  return job.id;
}

gint64
ui_test_count (CrmOffice *office, const char *entity)
{
  return ui_test_count_where (office, entity, NULL);
}

static gboolean
offer (CrmTxn *txn, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (GPtrArray) hits = crm_txn_offer (txn, job->entity, job->text, 100, error);

  job->id = hits != NULL ? (gint64)hits->len : -1;

  return hits != NULL;
}

guint
ui_test_n_offered (CrmOffice *office, const char *entity, const char *words)
{
  g_autoptr (GError) error = NULL;
  Job job = { .entity = entity, .text = words };

  crm_office_run (office, CRM_TXN_READ, NULL, offer, &job, &error);
  g_assert_no_error (error);

  return (guint)job.id;
}

/* --- Pictures --------------------------------------------------------------------------------- */

void
crm_test_screenshot (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);

  gtk_snapshot_scale (snapshot, 2, 2);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
