/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/documents/crm-document-page-private.h"

#include "office/documents/crm-document.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

#define QUIET_MS 300

struct _CrmDocumentPage {
  AdwBin parent_instance;

  CrmCard *card; /* which holds this page, until it is disposed of */
  CrmDesk *desk;
  CrmDraft *draft;
  GSignalGroup *signals;
  GSimpleActionGroup *actions;
  CrmPaperView *view;
  GtkWidget *action;
  GtkWidget *note; /* in its menu */
  GCancellable *cancellable;
  CrmPaper *paper;
  gint64 shown; /* id of the document whose paper is shown */
  guint quiet_id;
};

G_DEFINE_FINAL_TYPE (CrmDocumentPage, crm_document_page, ADW_TYPE_BIN)

static gboolean
is_unissued (CrmDraft *draft)
{
  return g_str_equal (crm_record_get_text (crm_draft_get_record (draft), "state"), "draft");
}

/* --- The paper -------------------------------------------------------------------------------- */

static void
show_trouble (CrmDocumentPage *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->paper, crm_paper_unref);
  crm_paper_view_set_trouble (self->view, _ ("There is no paper to show yet"), error->message);
  _crm_document_page_update_actions (self);
}

static void
make_pdf_in_thread (GTask *task, gpointer page, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = crm_paper_to_pdf (data, &error);
  CrmPageSource *source = bytes != NULL ? crm_page_source_new_pdf (bytes, &error) : NULL;

  if (source != NULL)
    g_task_return_pointer (task, source, (GDestroyNotify)crm_page_source_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
show_source (CrmDocumentPage *self, CrmPageSource *source)
{
  gint64 id = crm_record_get_id (crm_draft_get_record (self->draft));

  crm_paper_view_set_source (self->view, source);
  if (self->shown != id)
    crm_paper_view_rewind (self->view);
  self->shown = id;
}

static void
on_pdf_made_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CrmDocumentPage *self = CRM_DOCUMENT_PAGE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmPageSource) source = g_task_propagate_pointer (G_TASK (result), &error);

  if (source == NULL)
    show_trouble (self, error);
  else if (self->draft != NULL)
    show_source (self, source);
}

/* What is issued is shown as the file that goes to the client, byte for byte. */
static void
show_pdf (CrmDocumentPage *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_pdf_made_cb, NULL);

  g_task_set_source_tag (task, show_pdf);
  g_task_set_task_data (task, crm_paper_ref (self->paper), (GDestroyNotify)crm_paper_unref);
  g_task_run_in_thread (task, make_pdf_in_thread);
}

static void
on_paper_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDocumentPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmPaper) paper = crm_document_preview_finish (CRM_OFFICE (office), result, &error);
  g_autoptr (CrmPageSource) source = NULL;

  if (paper == NULL) {
    show_trouble (self, error);
    return;
  }
  if (self->draft == NULL)
    return;
  g_clear_pointer (&self->paper, crm_paper_unref);
  self->paper = g_steal_pointer (&paper);
  _crm_document_page_update_actions (self);
  if (!is_unissued (self->draft)) {
    show_pdf (self);
    return;
  }
  source = crm_page_source_new_paper (self->paper);
  show_source (self, source);
}

static void
cancel (CrmDocumentPage *self)
{
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
load (CrmDocumentPage *self)
{
  CrmRecord *record;

  cancel (self);
  if (self->draft == NULL)
    return;
  record = crm_draft_get_record (self->draft);
  self->cancellable = g_cancellable_new ();
  crm_document_preview_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), record,
                              self->cancellable, on_paper_cb, g_object_ref (self));
}

static gboolean
on_quiet_cb (gpointer data)
{
  CrmDocumentPage *self = data;

  self->quiet_id = 0;
  load (self);

  return G_SOURCE_REMOVE;
}

/* --- The card --------------------------------------------------------------------------------- */

/* What people do most with such a paper stands in the head. */
static void
show_action (CrmDocumentPage *self)
{
  gboolean fresh = self->draft != NULL && crm_draft_is_new (self->draft);
  gboolean unissued = self->draft != NULL && is_unissued (self->draft);

  gtk_widget_set_visible (self->action, self->draft != NULL && !fresh);
  if (unissued) {
    adw_split_button_set_label (ADW_SPLIT_BUTTON (self->action), _ ("Issue"));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action), "paper.issue");
    gtk_widget_add_css_class (self->action, "suggested-action");
  } else {
    adw_split_button_set_label (ADW_SPLIT_BUTTON (self->action), _ ("Save as PDF…"));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action), "paper.save-pdf");
    gtk_widget_remove_css_class (self->action, "suggested-action");
  }
}

void
_crm_document_page_tell (CrmDocumentPage *self, const char *why)
{
  gboolean unissued = self->draft != NULL && is_unissued (self->draft);

  crm_permit_tell (self->action, unissued ? why : NULL,
                   unissued ? _ ("Give it its number and make it final") : NULL);
  crm_permit_set_note (self->note, why);
}

static void
on_draft_changed_cb (CrmDocumentPage *self)
{
  _crm_document_page_update_actions (self);
  /* An issued paper stays as it is, whatever is noted about it. */
  if (self->draft == NULL || !is_unissued (self->draft))
    return;
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  self->quiet_id = g_timeout_add (QUIET_MS, on_quiet_cb, self);
}

static void
on_record_changed_cb (CrmDocumentPage *self)
{
  CrmDraft *draft = crm_card_get_draft (self->card);
  gboolean same = draft != NULL && !crm_draft_is_new (draft) &&
                  crm_record_get_id (crm_draft_get_record (draft)) == self->shown;

  g_set_object (&self->draft, draft);
  g_signal_group_set_target (self->signals, draft);
  if (!same) {
    g_clear_pointer (&self->paper, crm_paper_unref);
    crm_paper_view_set_source (self->view, NULL);
    self->shown = 0;
  }
  show_action (self);
  _crm_document_page_update_actions (self);
  load (self);
}

static void
crm_document_page_dispose (GObject *object)
{
  CrmDocumentPage *self = CRM_DOCUMENT_PAGE (object);

  cancel (self);
  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->draft);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->paper, crm_paper_unref);
  self->card = NULL;

  G_OBJECT_CLASS (crm_document_page_parent_class)->dispose (object);
}

static void
crm_document_page_finalize (GObject *object)
{
  g_clear_object (&CRM_DOCUMENT_PAGE (object)->desk);

  G_OBJECT_CLASS (crm_document_page_parent_class)->finalize (object);
}

static void
crm_document_page_class_init (CrmDocumentPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_document_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_document_page_finalize;
}

static void
crm_document_page_init (CrmDocumentPage *self)
{
  self->actions = g_simple_action_group_new ();
  self->signals = g_signal_group_new (CRM_TYPE_DRAFT);
  g_signal_group_connect_swapped (self->signals, "state-changed", G_CALLBACK (on_draft_changed_cb),
                                  self);
  self->view = crm_paper_view_new ();
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->view));
}

CrmDocumentPage *
crm_document_page_new (CrmCard *card)
{
  g_autoptr (GMenuModel) menu = _crm_document_page_menu ();
  CrmDocumentPage *self;

  g_return_val_if_fail (CRM_IS_CARD (card), NULL);

  self = g_object_new (CRM_TYPE_DOCUMENT_PAGE, NULL);
  self->card = card;
  self->desk = g_object_ref (crm_card_get_desk (card));
  _crm_document_page_add_actions (self, GTK_WIDGET (card));
  self->action = adw_split_button_new ();
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->action), menu);
  crm_spoken_set_arrow (self->action, _ ("More"));
  self->note = crm_permit_add_note (
    GTK_WIDGET (adw_split_button_get_popover (ADW_SPLIT_BUTTON (self->action))));
  gtk_widget_set_valign (self->action, GTK_ALIGN_CENTER);
  crm_card_set_action (card, self->action);
  crm_card_add_page (card, "paper", _ ("Paper"), "x-office-document-symbolic", GTK_WIDGET (self));
  /* The paper is what one looks for. */
  crm_card_start_on (card, "paper");
  g_signal_connect_object (card, "record-changed", G_CALLBACK (on_record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  on_record_changed_cb (self);

  return self;
}

CrmPaperView *
crm_document_page_get_view (CrmDocumentPage *self)
{
  g_return_val_if_fail (CRM_IS_DOCUMENT_PAGE (self), NULL);

  return self->view;
}

CrmPaper *
crm_document_page_get_paper (CrmDocumentPage *self)
{
  g_return_val_if_fail (CRM_IS_DOCUMENT_PAGE (self), NULL);

  return self->paper;
}

CrmCard *
crm_document_page_get_card (CrmDocumentPage *self)
{
  g_return_val_if_fail (CRM_IS_DOCUMENT_PAGE (self), NULL);

  return self->card;
}

CrmDesk *
_crm_document_page_get_desk (CrmDocumentPage *self)
{
  return self->desk;
}

CrmDraft *
_crm_document_page_get_draft (CrmDocumentPage *self)
{
  return self->draft;
}

GSimpleActionGroup *
_crm_document_page_get_actions (CrmDocumentPage *self)
{
  return self->actions;
}

void
crm_document_page_furnish (CrmCard *card)
{
  crm_document_page_new (card);
}
