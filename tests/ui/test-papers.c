/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "support/crm-test.h"
#include "ui/common/crm-editor.h"
#include "ui/deals/crm-paper-dialog.h"
#include "ui/deals/crm-stage-bar.h"
#include "ui/documents/crm-document-page.h"
#include "ui/documents/crm-paper-files.h"
#include "ui/documents/crm-sheet.h"
#include "ui/templates/crm-template-page.h"

#include <string.h>

/* The last leg of a sale: a deal is moved, a paper is made of it, issued, looked at and saved. */

/* --- Names of files --------------------------------------------------------------------------- */

static void
test_names (void)
{
  static const struct {
    const char *title;
    const char *client;
    const char *name;
  } cases[] = {
    { "Счёт 41", "ООО «Ромашка»", "Счёт 41 ООО «Ромашка».pdf" },
    { "Invoice A/15", "Alfa: \"Beta\" <Gamma>|?*", "Invoice A 15 Alfa Beta Gamma.pdf" },
    { "Act\t7", NULL, "Act 7.pdf" },
    { "Offer 1", "Alfa Ltd. ", "Offer 1 Alfa Ltd.pdf" },
    { "///", "\\", "Document.pdf" },
  };
  g_autofree char *xlsx = crm_paper_file_name ("Act 7", "Alfa", CRM_PAPER_XLSX);
  g_autofree char *endless = g_strnfill (1000, 'x');
  g_autofree char *cut = crm_paper_file_name (endless, endless, CRM_PAPER_PDF);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = crm_paper_file_name (cases[i].title, cases[i].client, CRM_PAPER_PDF);

    g_assert_cmpstr (name, ==, cases[i].name);
  }
  g_assert_cmpstr (xlsx, ==, "Act 7 Alfa.xlsx");
  g_assert_cmpuint (strlen (cut), <, 130);
}

/* --- Waiting ---------------------------------------------------------------------------------- */

static gboolean
is_drawn (gpointer view)
{
  return crm_paper_view_get_n_drawn (view) > 0;
}

static gboolean
has_no_dialog (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GObject) window = g_list_model_get_item (windows, i);

    if (CRM_IS_PAPER_DIALOG (window))
      return FALSE;
  }

  return TRUE;
}

static gboolean
has_dialog (gpointer data)
{
  return !has_no_dialog (data);
}

static CrmPaperDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GObject) window = g_list_model_get_item (windows, i);

    if (CRM_IS_PAPER_DIALOG (window))
      return CRM_PAPER_DIALOG (window);
  }
  g_assert_not_reached ();
}

/* The dialog for the first deal in the list, with its preview. */
static CrmPaperDialog *
open_dialog (CrmWindow *window)
{
  CrmRoomPage *page = ui_test_room (window, "deal");
  CrmPaperDialog *dialog;

  ui_test_choose (page, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (crm_room_page_get_card (page)),
                                             "deal.make-paper", "s", "proforma"));
  ui_test_wait (has_dialog, NULL);
  dialog = find_dialog ();
  ui_test_wait (is_drawn, crm_paper_dialog_get_view (dialog));
  ui_test_settle ();

  return dialog;
}

static GtkWidget *
find_button (GtkWidget *root, const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, action);

  return found;
}

static gboolean
may_issue (CrmPaperDialog *dialog)
{
  return gtk_widget_is_sensitive (find_button (GTK_WIDGET (dialog), "dialog.issue"));
}

/* --- Issuing and saving ----------------------------------------------------------------------- */

typedef struct {
  GAsyncResult *result;
} Answer;

static void
on_answer_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  ((Answer *)data)->result = g_object_ref (result);
}

static gboolean
is_answered (gpointer answer)
{
  return ((Answer *)answer)->result != NULL;
}

/* What was written, with what such a file begins. */
static void
check_file (CrmPaper *paper, CrmPaperFormat format, const char *begin)
{
  g_autofree char *path = crm_test_path (format == CRM_PAPER_PDF ? "Счёт 1.pdf" : "Счёт 1.xlsx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;
  Answer answer = { 0 };

  crm_paper_save_async (paper, format, file, NULL, on_answer_cb, &answer);
  ui_test_wait (is_answered, &answer);
  crm_paper_save_finish (file, answer.result, &error);
  g_assert_no_error (error);
  g_object_unref (answer.result);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 1000);
  g_assert_true (strncmp (bytes, begin, strlen (begin)) == 0);
}

static void
check_refused (CrmPaper *paper)
{
  g_autofree char *path = crm_test_path ("no-such-folder/1.pdf");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  Answer answer = { 0 };

  crm_paper_save_async (paper, CRM_PAPER_PDF, file, NULL, on_answer_cb, &answer);
  ui_test_wait (is_answered, &answer);
  g_assert_false (crm_paper_save_finish (file, answer.result, &error));
  g_object_unref (answer.result);
  g_assert_nonnull (strstr (error->message, "no-such-folder"));
}

/* A page that was drawn has ink on it. */
static void
check_ink (CrmPaperView *view)
{
  GtkWidget *sheet = ui_test_find (GTK_WIDGET (view), CRM_TYPE_SHEET);
  GdkTexture *texture = crm_sheet_get_texture (CRM_SHEET (sheet));
  gsize width = (gsize)gdk_texture_get_width (texture);
  gsize height = (gsize)gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  guint ink = 0;

  gdk_texture_download (texture, (guchar *)pixels, width * 4);
  for (gsize i = 0; i < width * height; i++)
    ink += (pixels[i] & 0xffffff) != 0xffffff;
  g_assert_cmpuint (ink, >, 1000);
  g_assert_cmpuint (ink, <, width * height / 2);
}

static CrmDocumentPage *
document_page (CrmRoomPage *page)
{
  GtkWidget *found = ui_test_find (GTK_WIDGET (page), CRM_TYPE_DOCUMENT_PAGE);

  g_assert_nonnull (found);

  return CRM_DOCUMENT_PAGE (found);
}

static gboolean
is_paper_drawn (gpointer page)
{
  return crm_document_page_get_paper (page) != NULL && is_drawn (crm_document_page_get_view (page));
}

static void
test_issue (void)
{
  CrmWindow *window = ui_test_window (ui_test_demo (10));
  CrmPaperDialog *dialog = open_dialog (window);
  CrmRoomPage *page;
  CrmDocumentPage *paper;
  CrmRecord *record;

  g_assert_cmpstr (crm_paper_dialog_get_problems (dialog), ==, "");
  g_assert_cmpuint (crm_paper_view_get_n_pages (crm_paper_dialog_get_view (dialog)), >=, 1);
  check_ink (crm_paper_dialog_get_view (dialog));
  g_assert_true (may_issue (dialog));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.issue", NULL);
  ui_test_wait (has_no_dialog, NULL);
  ui_test_settle ();

  page = crm_window_get_page (window);
  g_assert_cmpstr (crm_room_page_get_entity (page)->name, ==, "document");
  paper = document_page (page);
  ui_test_wait (is_paper_drawn, paper);
  record = crm_draft_get_record (crm_card_get_draft (crm_room_page_get_card (page)));
  g_assert_cmpstr (crm_record_get_text (record, "state"), ==, "issued");
  g_assert_cmpstr (crm_record_get_text (record, "number"), !=, "");
  check_ink (crm_document_page_get_view (paper));
  check_file (crm_document_page_get_paper (paper), CRM_PAPER_PDF, "%PDF-");
  check_file (crm_document_page_get_paper (paper), CRM_PAPER_XLSX, "PK");
  check_refused (crm_document_page_get_paper (paper));
  ui_test_close (window);
}

static void
test_keep (void)
{
  CrmOffice *office = ui_test_demo (10);
  CrmWindow *window = ui_test_window (office);
  CrmPaperDialog *dialog = open_dialog (window);
  gint64 n = ui_test_count (office, "document");
  CrmRecord *record;

  gtk_window_close (GTK_WINDOW (dialog));
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "document"), ==, n);

  dialog = open_dialog (window);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.keep", NULL);
  ui_test_wait (has_no_dialog, NULL);
  ui_test_wait (is_paper_drawn, document_page (crm_window_get_page (window)));
  g_assert_cmpint (ui_test_count (office, "document"), ==, n + 1);
  record = crm_draft_get_record (
    crm_card_get_draft (crm_room_page_get_card (crm_window_get_page (window))));
  g_assert_cmpstr (crm_record_get_text (record, "state"), ==, "draft");
  g_assert_cmpstr (crm_record_get_text (record, "number"), ==, "");
  ui_test_close (window);
}

/* --- What is in the way ----------------------------------------------------------------------- */

static gboolean
add_template (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 *id = data;
  g_autoptr (CrmRecord) template = crm_txn_new (txn, "template");

  crm_record_set_text (template, "name", "Wanting");
  crm_record_set_text (template, "kind", "proforma");
  crm_record_set_text (template, "language", "en");
  crm_record_set_text (template, "country", "MD");
  crm_record_set_text (template, "xml",
                       "<document kind=\"proforma\" lang=\"en\"><h1>{{doc.title}}</h1>"
                       "<p>{{org.motto}}</p></document>");
  if (!crm_txn_save (txn, template, error))
    return FALSE;
  *id = crm_record_get_id (template);

  return TRUE;
}

static gboolean
has_problems (gpointer dialog)
{
  return *crm_paper_dialog_get_problems (dialog) != '\0';
}

static void
test_problem (void)
{
  CrmOffice *office = ui_test_demo (10);
  CrmWindow *window;
  CrmPaperDialog *dialog;
  g_autoptr (GError) error = NULL;
  gint64 id;
  gint64 n;

  crm_office_run (office, CRM_TXN_WRITE, "test", add_template, &id, &error);
  g_assert_no_error (error);
  n = ui_test_count (office, "document");
  window = ui_test_window (office);
  dialog = open_dialog (window);
  g_assert_true (crm_paper_dialog_choose_template (dialog, id));
  ui_test_wait (has_problems, dialog);
  g_assert_nonnull (strstr (crm_paper_dialog_get_problems (dialog), "org.motto"));
  g_assert_false (may_issue (dialog));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.issue", NULL);
  ui_test_settle ();
  g_assert_cmpint (ui_test_count (office, "document"), ==, n);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_test_close (window);
}

/* --- Stages ----------------------------------------------------------------------------------- */

typedef struct {
  CrmDraft *draft;
  gint64 stage;
} Place;

static gboolean
has_moved (gpointer data)
{
  Place *place = data;

  return crm_record_get_int (crm_draft_get_record (place->draft), "stage") != place->stage;
}

static gboolean
is_back (gpointer data)
{
  return !has_moved (data);
}

static void
test_stages (void)
{
  CrmWindow *window = ui_test_window (ui_test_demo (10));
  CrmRoomPage *page = ui_test_room (window, "deal");
  Place place = { .draft = ui_test_choose (page, 0) };
  CrmStageBar *bar = CRM_STAGE_BAR (ui_test_find (GTK_WIDGET (page), CRM_TYPE_STAGE_BAR));

  place.stage = crm_record_get_int (crm_draft_get_record (place.draft), "stage");
  ui_test_settle ();
  g_assert_true (crm_stage_bar_step (bar, 1) || crm_stage_bar_step (bar, -1));
  ui_test_wait (has_moved, &place);
  ui_test_settle ();
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ui_test_wait (is_back, &place);
  ui_test_close (window);
}

/* --- Templates -------------------------------------------------------------------------------- */

static gboolean
has_trouble (gpointer page)
{
  return *crm_template_page_get_trouble (page) != '\0';
}

static gboolean
has_no_trouble (gpointer page)
{
  return !has_trouble (page);
}

static void
write_text (CrmTemplatePage *page, const char *text)
{
  GtkWidget *view = ui_test_find (GTK_WIDGET (page), GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
test_template (void)
{
  CrmOffice *office = ui_test_demo (10);
  CrmWindow *window = NULL;
  CrmRoomPage *room;
  CrmTemplatePage *page;
  GtkWidget *view;
  g_autoptr (GError) error = NULL;
  gint64 id;

  crm_office_run (office, CRM_TXN_WRITE, "test", add_template, &id, &error);
  g_assert_no_error (error);
  window = ui_test_window (office);
  room = ui_test_room (window, "template");
  ui_test_choose (room, 0);
  page = CRM_TEMPLATE_PAGE (ui_test_find (GTK_WIDGET (room), CRM_TYPE_TEMPLATE_PAGE));
  ui_test_wait (is_drawn, crm_template_page_get_view (page));
  view = ui_test_find (GTK_WIDGET (page), GTK_TYPE_TEXT_VIEW);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));

  crm_desk_open (crm_window_get_desk (window), "template", id, FALSE);
  ui_test_settle ();
  ui_test_wait (is_drawn, crm_template_page_get_view (page));
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  write_text (page, "<document kind=\"proforma\" lang=\"en\">\n<nonsense/>\n</document>");
  ui_test_wait (has_trouble, page);
  g_assert_nonnull (strstr (crm_template_page_get_trouble (page), "nonsense"));
  g_assert_nonnull (strstr (crm_template_page_get_trouble (page), "2"));
  write_text (page, "<document kind=\"proforma\" lang=\"en\">\n<p>Well</p>\n</document>");
  ui_test_wait (has_no_trouble, page);
  write_text (page, "<document kind=\"proforma\" lang=\"en\">\n<p>Half");
  ui_test_wait (has_trouble, page);
  write_text (page, "<document kind=\"proforma\" lang=\"en\">\n<p>Whole</p>\n</document>");
  ui_test_wait (has_no_trouble, page);
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/papers/names", test_names);
  g_test_add_func ("/papers/issue", test_issue);
  g_test_add_func ("/papers/keep", test_keep);
  g_test_add_func ("/papers/problem", test_problem);
  g_test_add_func ("/papers/stages", test_stages);
  g_test_add_func ("/papers/template", test_template);

  return g_test_run ();
}
