/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "ui/common/crm-chart.h"
#include "ui/common/crm-typing.h"
#include "ui/quality/crm-cleaning-view.h"
#include "ui/quality/crm-quality-page.h"

static gboolean
is_later (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *)data;
}

/* Where pictures are asked for, to be looked at. */
static void
shoot (CrmWindow *window, const char *name)
{
  const char *folder = g_getenv ("KONTOR_SCREENSHOTS");
  g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;

  gint64 drawn = g_get_monotonic_time () + 300000;

  if (path == NULL)
    return;
  ui_test_wait (is_later, &drawn);
  crm_test_screenshot (GTK_WIDGET (window), path);
}

static gboolean
has_bars (gpointer data)
{
  return crm_chart_get_n_bars (data) > 0;
}

static CrmQualityPage *
show_quality (CrmWindow *window, const char *entity)
{
  CrmRoomPage *page = ui_test_room (window, entity);
  GtkWidget *quality;

  crm_room_page_show_view (page, "quality");
  quality = ui_test_find (GTK_WIDGET (page), CRM_TYPE_QUALITY_PAGE);
  g_assert_nonnull (quality);
  ui_test_wait (has_bars, ui_test_find (quality, CRM_TYPE_CHART));

  return CRM_QUALITY_PAGE (quality);
}

/* A bar opens the records that it counts, in the list of the room. */
static void
test_bars (void)
{
  CrmWindow *window = ui_test_window (ui_test_demo (60));
  CrmQualityPage *quality = show_quality (window, "party");
  CrmRoomPage *page = ui_test_room (window, "party");
  CrmListView *list = crm_room_page_get_list_view (page);
  guint all = ui_test_n_rows (page);
  guint counted = 0;
  GtkWidget *chart = ui_test_find (GTK_WIDGET (quality), CRM_TYPE_CHART);

  g_assert_cmpuint (crm_chart_get_n_bars (CRM_CHART (chart)), ==, 5);
  ui_test_settle ();
  shoot (window, "quality");
  /* What the person looked for and filtered by is put by meanwhile. */
  crm_list_view_search (list, "nobody is called like this");
  crm_list_view_add_filter (list, crm_condition_new_test ("city", CRM_TEST_EQUAL, "Nowhere"));
  ui_test_settle ();
  for (guint i = 0; i < 5; i++) {
    if (crm_chart_get_count (CRM_CHART (chart), i) == 0)
      continue;
    crm_chart_activate (CRM_CHART (chart), i);
    ui_test_settle ();
    g_assert_cmpint (ui_test_n_rows (page), ==, crm_chart_get_count (CRM_CHART (chart), i));
    counted += ui_test_n_rows (page);
  }
  g_assert_cmpuint (counted, ==, all);
  shoot (window, "quality-list");
  ui_test_close (window);
}

/* Other rooms have it from their fields alone. */
static void
test_rooms (void)
{
  CrmWindow *window = ui_test_window (ui_test_demo (30));

  show_quality (window, "product");
  show_quality (window, "claim");
  g_assert_null (ui_test_find (GTK_WIDGET (ui_test_room (window, "task")), CRM_TYPE_QUALITY_PAGE));
  ui_test_close (window);
}

/* --- Typing ----------------------------------------------------------------------------------- */

static GtkEntry *
entry_of (GtkWidget *editor)
{
  return GTK_ENTRY (ui_test_find (editor, GTK_TYPE_ENTRY));
}

static void
test_name (void)
{
  CrmOffice *office = ui_test_office ();
  gint64 id = ui_test_add_client (office, "Alfa");
  CrmWindow *window = ui_test_window (office);
  CrmRoomPage *page = ui_test_room (window, "party");
  CrmDraft *draft = ui_test_choose (page, 0);
  GtkWidget *name = ui_test_editor (GTK_WIDGET (page), "name");
  g_autofree char *stored = NULL;
  g_autofree char *form = NULL;

  ui_test_type (name, "ООО «Ромашка»");
  g_assert_true (crm_editor_take (CRM_EDITOR (name)));
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (draft), "name"), ==, "Ромашка");
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (draft), "legal_form"), ==, "ООО");
  /* Back to what was typed, and then forward by hand again. */
  g_assert_true (crm_typing_undo (draft));
  g_assert_cmpstr (crm_record_get_text (crm_draft_get_record (draft), "name"), ==, "ООО «Ромашка»");
  g_assert_true (crm_record_is_null (crm_draft_get_record (draft), "legal_form"));
  g_assert_false (crm_typing_undo (draft));
  ui_test_type (name, "АО «Ромашка»");
  g_assert_true (crm_editor_take (CRM_EDITOR (name)));
  crm_draft_save (draft);
  ui_test_saved (page);
  stored = ui_test_stored (office, "party", id, "name");
  form = ui_test_stored (office, "party", id, "legal_form");
  g_assert_cmpstr (stored, ==, "Ромашка");
  g_assert_cmpstr (form, ==, "АО");
  /* What is stored is the office's to undo. */
  g_assert_false (crm_typing_undo (draft));
  ui_test_close (window);
}

/* A sign beside a number that cannot be right, and its reason for those who hear it. */
static void
test_marks (void)
{
  CrmOffice *office = ui_test_office ();
  CrmWindow *window;
  CrmRoomPage *page;
  g_autofree char *reason = NULL;
  GtkWidget *idno;

  ui_test_add_client (office, "Alfa");
  window = ui_test_window (office);
  page = ui_test_room (window, "party");
  ui_test_choose (page, 0);
  idno = ui_test_editor (GTK_WIDGET (page), "idno");
  g_assert_nonnull (idno);
  ui_test_type (idno, "1003600012346");
  g_assert_cmpstr (gtk_entry_get_icon_name (entry_of (idno), GTK_ENTRY_ICON_SECONDARY), ==,
                   "dialog-warning-symbolic");
  reason = gtk_entry_get_icon_tooltip_text (entry_of (idno), GTK_ENTRY_ICON_SECONDARY);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry_of (idno)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason);
  ui_test_type (idno, "");
  g_assert_null (gtk_entry_get_icon_name (entry_of (idno), GTK_ENTRY_ICON_SECONDARY));
  ui_test_close (window);
}

/* --- Cleaning --------------------------------------------------------------------------------- */

static gboolean
is_asked (gpointer data)
{
  GtkWidget *stack = ui_test_find (data, GTK_TYPE_STACK);

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "question") == 0;
}

/* The answer is saved, and the next question has come. */
static gboolean
is_answered (gpointer entry)
{
  return *gtk_editable_get_text (GTK_EDITABLE (entry)) == '\0';
}

static void
test_cleaning (void)
{
  CrmOffice *office = ui_test_office ();
  gint64 id = ui_test_add_client (office, "Alfa");
  CrmWindow *window = ui_test_window (office);
  CrmQualityPage *quality = show_quality (window, "party");
  GtkWidget *cleaning = ui_test_find (GTK_WIDGET (quality), CRM_TYPE_CLEANING_VIEW);
  GtkWidget *entry;

  crm_cleaning_view_start (CRM_CLEANING_VIEW (cleaning));
  gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_parent (cleaning)), "cleaning");
  ui_test_wait (is_asked, cleaning);
  shoot (window, "cleaning");
  entry = ui_test_find (cleaning, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "022 123456");
  g_signal_emit_by_name (entry, "activate");
  ui_test_wait (is_answered, entry);
  g_assert_cmpuint (ui_test_n_lines (office, "party", id, "phones"), ==, 1);
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/quality/bars", test_bars);
  g_test_add_func ("/ui/quality/rooms", test_rooms);
  g_test_add_func ("/ui/quality/name", test_name);
  g_test_add_func ("/ui/quality/marks", test_marks);
  g_test_add_func ("/ui/quality/cleaning", test_cleaning);

  return g_test_run ();
}
