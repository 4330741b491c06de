/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/documents/crm-document-page-private.h"

#include "office/documents/crm-document.h"
#include "ui/common/crm-file-chooser.h"
#include "ui/common/crm-permit.h"
#include "ui/documents/crm-paper-files.h"
#include "ui/documents/crm-paper-print.h"

#include <glib/gi18n-lib.h>

static CrmDraft *
draft_of (CrmDocumentPage *self)
{
  return _crm_document_page_get_draft (self);
}

static CrmDesk *
desk_of (CrmDocumentPage *self)
{
  return _crm_document_page_get_desk (self);
}

static CrmOffice *
office_of (CrmDocumentPage *self)
{
  return crm_desk_get_office (desk_of (self));
}

static gint64
id_of (CrmDocumentPage *self)
{
  return crm_record_get_id (crm_draft_get_record (draft_of (self)));
}

/* (nullable) */
static GtkWindow *
window_of (CrmDocumentPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* A message of many lines is read in peace, not in a toast. */
static void
explain (CrmDocumentPage *self, const char *heading, const GError *error)
{
  GtkWidget *dialog;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dialog = adw_message_dialog_new (window_of (self), heading, error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Issuing ---------------------------------------------------------------------------------- */

typedef struct {
  CrmDocumentPage *page;
  gint64 id;
  char *title;
} Issuing;

static void
issuing_free (Issuing *issuing)
{
  g_object_unref (issuing->page);
  g_free (issuing->title);
  g_free (issuing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Issuing, issuing_free)

static void
on_numbered_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (Issuing) issuing = data;
  g_autoptr (CrmRecord) record = crm_office_load_finish (CRM_OFFICE (office), result, NULL);
  g_autofree char *title = record != NULL ? crm_record_title (record) : NULL;
  g_autofree char *text = NULL;

  if (title == NULL)
    return;
  /* Translators: the placeholder is the paper: "Payment request 41". */
  text = g_strdup_printf (_ ("Issued: %s"), title);
  crm_desk_say (desk_of (issuing->page), text);
}

static void
on_issued_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (Issuing) issuing = data;
  g_autoptr (GError) error = NULL;
  gint64 id = issuing->id;

  if (crm_document_issue_finish (CRM_OFFICE (office), result, &error))
    crm_office_load_async (CRM_OFFICE (office), "document", id, NULL, on_numbered_cb,
                           g_steal_pointer (&issuing));
  else
    explain (issuing->page, _ ("The paper is not issued"), error);
}

static void
on_saved_before_issue_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDocumentPage) self = data;
  g_autoptr (GError) error = NULL;
  Issuing *issuing;

  /* Why it is not saved stands in the card. */
  if (!crm_draft_save_finish (CRM_DRAFT (object), result, &error) ||
      draft_of (self) != CRM_DRAFT (object))
    return;
  issuing = g_new0 (Issuing, 1);
  issuing->page = g_object_ref (self);
  issuing->id = id_of (self);
  crm_document_issue_async (office_of (self), issuing->id, NULL, on_issued_cb, issuing);
}

static void
issue (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDocumentPage *self = data;

  if (crm_card_leave (crm_document_page_get_card (self)))
    crm_draft_save_async (draft_of (self), on_saved_before_issue_cb, g_object_ref (self));
}

/* --- Files ------------------------------------------------------------------------------------ */

static char *
file_name (CrmDocumentPage *self, CrmPaperFormat format)
{
  CrmRecord *record = crm_draft_get_record (draft_of (self));
  g_autofree char *title = crm_record_title (record);

  return crm_paper_file_name (
    title, crm_draft_get_title_of (draft_of (self), crm_record_get_int (record, "client")), format);
}

static void
on_saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDocumentPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *text = NULL;

  if (!crm_paper_save_finish (G_FILE (object), result, &error)) {
    explain (self, _ ("The file is not saved"), error);
    return;
  }
  /* Translators: the placeholder is the name of a file. */
  text = g_strdup_printf (_ ("Saved: %s"), name);
  crm_desk_say (desk_of (self), text);
}

static void
on_pdf_chosen_cb (GFile *file, gpointer data)
{
  CrmDocumentPage *self = data;

  if (crm_document_page_get_paper (self) != NULL)
    crm_paper_save_async (crm_document_page_get_paper (self), CRM_PAPER_PDF, file, NULL,
                          on_saved_cb, g_object_ref (self));
}

static void
on_xlsx_chosen_cb (GFile *file, gpointer data)
{
  CrmDocumentPage *self = data;

  if (crm_document_page_get_paper (self) != NULL)
    crm_paper_save_async (crm_document_page_get_paper (self), CRM_PAPER_XLSX, file, NULL,
                          on_saved_cb, g_object_ref (self));
}

static void
save_pdf (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDocumentPage *self = data;
  g_autofree char *name = file_name (self, CRM_PAPER_PDF);

  crm_choose_file (GTK_WIDGET (crm_document_page_get_card (self)), _ ("Save as PDF"), CRM_FILES_ANY,
                   TRUE, name, on_pdf_chosen_cb, self);
}

static void
save_xlsx (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDocumentPage *self = data;
  g_autofree char *name = file_name (self, CRM_PAPER_XLSX);

  crm_choose_file (GTK_WIDGET (crm_document_page_get_card (self)), _ ("Save as XLSX"),
                   CRM_FILES_ANY, TRUE, name, on_xlsx_chosen_cb, self);
}

static void
on_shown_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDocumentPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error))
    explain (self, _ ("No program has opened the file"), error);
}

static void
on_written_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDocumentPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_file_get_uri (G_FILE (object));

  if (!crm_paper_save_finish (G_FILE (object), result, &error))
    explain (self, _ ("The file is not saved"), error);
  else if (window_of (self) != NULL)
    gtk_show_uri_full (window_of (self), uri, GDK_CURRENT_TIME, NULL, on_shown_cb,
                       g_object_ref (self));
}

static void
open_in_viewer (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDocumentPage *self = data;
  g_autofree char *name = file_name (self, CRM_PAPER_PDF);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = crm_paper_temporary (name, &error);

  if (file == NULL)
    explain (self, _ ("The file is not saved"), error);
  else
    crm_paper_save_async (crm_document_page_get_paper (self), CRM_PAPER_PDF, file, NULL,
                          on_written_cb, g_object_ref (self));
}

static void
print (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDocumentPage *self = data;
  g_autofree char *title = crm_record_title (crm_draft_get_record (draft_of (self)));

  crm_paper_print (crm_document_page_get_paper (self), title, window_of (self), desk_of (self));
}

/* --- States ----------------------------------------------------------------------------------- */

static void
on_paid_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDocumentPage) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_document_mark_paid_finish (CRM_OFFICE (office), result, &error))
    crm_desk_say_with (desk_of (self), _ ("Marked as paid today"), _ ("Undo"), "win.undo");
  else
    crm_desk_report (desk_of (self), error);
}

static void
mark_paid (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDocumentPage *self = data;

  crm_card_leave (crm_document_page_get_card (self));
  crm_document_mark_paid_async (office_of (self), id_of (self), NULL, NULL, on_paid_cb,
                                g_object_ref (self));
}

static void
on_void_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDocumentPage) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_document_void_finish (CRM_OFFICE (office), result, &error))
    crm_desk_say (desk_of (self), _ ("The paper is void"));
  else
    crm_desk_report (desk_of (self), error);
}

static void
on_void_confirmed_cb (CrmDocumentPage *self, const char *response, AdwMessageDialog *dialog)
{
  const gint64 *id = g_object_get_data (G_OBJECT (dialog), "crm-id");

  crm_document_void_async (office_of (self), *id, NULL, on_void_cb, g_object_ref (self));
}

/* The only question before something is done, because this cannot be taken back. */
static void
make_void (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDocumentPage *self = data;
  g_autofree char *title = crm_record_title (crm_draft_get_record (draft_of (self)));
  AdwMessageDialog *dialog;
  gint64 *id = g_new (gint64, 1);

  *id = id_of (self);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window_of (self), NULL, NULL));
  /* Translators: the placeholder is the paper: "Payment request 41". */
  adw_message_dialog_format_heading (dialog, _ ("Make “%s” void?"), title);
  adw_message_dialog_set_body (
    dialog, _ ("It will not hold any more, and its number stays taken. This cannot be undone."));
  adw_message_dialog_add_response (dialog, "cancel", _ ("Cancel"));
  adw_message_dialog_add_response (dialog, "void", _ ("Make void"));
  adw_message_dialog_set_response_appearance (dialog, "void", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "crm-id", id, g_free);
  g_signal_connect_object (dialog, "response::void", G_CALLBACK (on_void_confirmed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Actions ---------------------------------------------------------------------------------- */

static const GActionEntry entries[] = {
  { .name = "issue", .activate = issue },         { .name = "save-pdf", .activate = save_pdf },
  { .name = "save-xlsx", .activate = save_xlsx }, { .name = "open", .activate = open_in_viewer },
  { .name = "print", .activate = print },         { .name = "paid", .activate = mark_paid },
  { .name = "void", .activate = make_void },
};

/* The rooms one is not in have cards, too. */
static gboolean
on_print_key_cb (GtkWidget *card, GVariant *args, gpointer data)
{
  if (!gtk_widget_get_mapped (card))
    return FALSE;
  gtk_widget_activate_action (card, "paper.print", NULL);

  return TRUE;
}

void
_crm_document_page_add_actions (CrmDocumentPage *self, GtkWidget *card)
{
  GSimpleActionGroup *group = _crm_document_page_get_actions (self);
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (card, "paper", G_ACTION_GROUP (group));
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_p, GDK_CONTROL_MASK),
                      gtk_callback_action_new (on_print_key_cb, NULL, NULL)));
  gtk_widget_add_controller (card, controller);
}

static void
enable (CrmDocumentPage *self, const char *name, gboolean enabled)
{
  GAction *action =
    g_action_map_lookup_action (G_ACTION_MAP (_crm_document_page_get_actions (self)), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
_crm_document_page_update_actions (CrmDocumentPage *self)
{
  CrmDraft *draft = draft_of (self);
  gboolean there = draft != NULL && !crm_draft_is_new (draft);
  g_autofree char *why = NULL;
  gboolean writable = there && !crm_draft_is_deleted (draft) &&
                      !crm_office_is_read_only (office_of (self)) &&
                      crm_draft_is_permitted (draft, &why);
  gboolean paper = there && crm_document_page_get_paper (self) != NULL;
  const char *state = there ? crm_record_get_text (crm_draft_get_record (draft), "state") : "";

  enable (self, "issue", writable && g_str_equal (state, "draft"));
  enable (self, "paid", writable && g_str_equal (state, "issued"));
  enable (self, "void", writable && g_str_equal (state, "issued"));
  enable (self, "save-pdf", paper);
  enable (self, "save-xlsx", paper);
  enable (self, "open", paper);
  enable (self, "print", paper);
  _crm_document_page_tell (self, why);
}

static void
append (GMenu *menu, const char *label, const char *action, const char *accel)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  if (accel != NULL)
    g_menu_item_set_attribute (item, "accel", "s", accel);
  g_menu_append_item (menu, item);
}

GMenuModel *
_crm_document_page_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();
  g_autoptr (GMenu) states = g_menu_new ();

  append (files, _ ("Save as PDF…"), "paper.save-pdf", NULL);
  append (files, _ ("Save as XLSX…"), "paper.save-xlsx", NULL);
  append (files, _ ("Open in another program"), "paper.open", NULL);
  append (files, _ ("Print…"), "paper.print", "<Control>p");
  append (states, _ ("Mark as paid"), "paper.paid", NULL);
  append (states, _ ("Make void…"), "paper.void", NULL);
  crm_permit_append_note (states);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (states));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}
