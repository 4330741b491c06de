/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-error.h"
#include "office/documents/crm-document.h"

#include <glib/gi18n-lib.h>

typedef struct {
  char *deal;
  char *template;
  gboolean issue;
  char *pdf;
  char *xlsx;
} CrmMakeOptions;

static void
make_options_clear (CrmMakeOptions *self)
{
  g_free (self->deal);
  g_free (self->template);
  g_free (self->pdf);
  g_free (self->xlsx);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmMakeOptions, make_options_clear)

/* A paper being made: input, and what came of it. */
typedef struct {
  const char *kind;
  const CrmMakeOptions *options;
  gint64 document;
  CrmRecord *record;
  CrmPaper *paper;
} CrmMaking;

static void
making_clear (CrmMaking *self)
{
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->paper, crm_paper_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmMaking, making_clear)

/* --- In the office ---------------------------------------------------------------------------- */

static gboolean
find (CrmTxn *txn, const char *entity, const char *text, gint64 *id, GError **error)
{
  const CrmEntity *found = crm_command_entity (crm_txn_get_schema (txn), entity, NULL, error);

  return found != NULL && crm_resolve_record (txn, found, NULL, text, id, error);
}

static gboolean
make_paper (CrmTxn *txn, gpointer data, GError **error)
{
  CrmMaking *self = data;
  gint64 deal = 0;
  gint64 template = 0;

  making_clear (self);
  if (!find (txn, "deal", self->options->deal, &deal, error))
    return FALSE;
  if (self->options->template != NULL &&
      !find (txn, "template", self->options->template, &template, error))
    return FALSE;
  if (!crm_document_make (txn, deal, self->kind, template, &self->document, error))
    return FALSE;
  if (self->options->issue && !crm_document_issue (txn, self->document, error))
    return FALSE;
  self->record = crm_txn_get (txn, "document", self->document, error);

  return self->record != NULL;
}

static gboolean
draw_paper (CrmTxn *txn, gpointer data, GError **error)
{
  CrmMaking *self = data;

  g_clear_pointer (&self->paper, crm_paper_unref);
  self->paper = crm_document_paper (txn, self->document, error);

  return self->paper != NULL;
}

/* --- Files -------------------------------------------------------------------------------------
 */

/* The file is whole or not there: it is written beside and takes its name at the end. */
static gboolean
write_pdf (CrmPaper *paper, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = crm_paper_to_pdf (paper, error);
  g_autoptr (GError) local = NULL;
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  if (g_file_set_contents (path, data, (gssize)size, &local))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” could not be written: %s"), path,
               local->message);

  return FALSE;
}

/* The paper stands in the office by now, whatever becomes of the files. */
static gboolean
write_files (CrmOffice *office, CrmMaking *making, GError **error)
{
  const CrmMakeOptions *options = making->options;

  if (options->pdf == NULL && options->xlsx == NULL)
    return TRUE;
  if (!crm_office_run (office, CRM_TXN_READ, NULL, draw_paper, making, error))
    return FALSE;
  if (options->pdf != NULL && !write_pdf (making->paper, options->pdf, error))
    return FALSE;

  return options->xlsx == NULL || crm_paper_write_xlsx (making->paper, options->xlsx, error);
}

/* --- The command --------------------------------------------------------------------------------
 */

static void
answer_made (CrmSession *session, const CrmMaking *making)
{
  JsonObject *object = json_object_new ();
  g_autofree char *title = crm_command_name_record (making->record);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, making->document);
  g_autofree char *sentence = NULL;

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (object, "number", crm_record_get_text (making->record, "number"));
  json_object_set_string_member (object, "state", crm_record_get_text (making->record, "state"));
  if (making->options->pdf != NULL)
    json_object_set_string_member (object, "pdf", making->options->pdf);
  if (making->options->xlsx != NULL)
    json_object_set_string_member (object, "xlsx", making->options->xlsx);
  /* Translators: title and id of a paper. */
  sentence = g_strdup_printf (
    making->options->issue ? _ ("Issued: %s (%s)") : _ ("Draft made: %s (%s)"), title, id);
  crm_command_answer (session, object, sentence);
}

static gboolean
is_kind (const char *kind)
{
  static const char *const kinds[] = {
    "offer", "proforma", "invoice", "order", "contract", "act", "delivery_note", NULL,
  };

  return g_strv_contains (kinds, kind);
}

static gboolean
run_make (CrmSession *session, char ***args, GError **error)
{
  g_auto (CrmMakeOptions) options = { 0 };
  g_auto (CrmMaking) making = { .options = &options };
  const GOptionEntry entries[] = {
    { "deal", 0, 0, G_OPTION_ARG_STRING, &options.deal, NULL, NULL },
    { "template", 0, 0, G_OPTION_ARG_STRING, &options.template, NULL, NULL },
    { "issue", 0, 0, G_OPTION_ARG_NONE, &options.issue, NULL, NULL },
    { "pdf", 0, 0, G_OPTION_ARG_STRING, &options.pdf, NULL, NULL },
    { "xlsx", 0, 0, G_OPTION_ARG_STRING, &options.xlsx, NULL, NULL },
    { NULL },
  };
  CrmOffice *office;

  if (!crm_command_parse (entries, args, 1, 1, error))
    return FALSE;
  making.kind = (*args)[0];
  if (!is_kind (making.kind)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” is no kind of paper. There are offer, proforma, invoice, order, "
                    "contract, act and delivery_note."),
                 making.kind);
    return FALSE;
  }
  if (options.deal == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("A paper is made from a deal: name it with --deal NUMBER."));
    return FALSE;
  }
  office = crm_session_open (session, error);
  if (office == NULL ||
      !crm_office_run (office, CRM_TXN_WRITE, options.issue ? "document.issue" : "document.make",
                       make_paper, &making, error) ||
      !write_files (office, &making, error))
    return FALSE;
  answer_made (session, &making);

  return TRUE;
}

const CrmCommand crm_commands_paper[] = {
  {
    .name = "make",
    .usage = "offer|proforma|invoice|order|contract|act|delivery_note --deal NUMBER "
             "[--template NAME] [--issue] [--pdf FILE] [--xlsx FILE]",
    .help = N_ ("Make a paper from a deal, as PDF and as a workbook if wanted"),
    .details = N_ ("Without --issue the paper is a draft. --issue gives it its number and freezes "
                   "it, which cannot be undone. A template is chosen by our country, the kind and "
                   "the client's language unless one is named."),
    .run = run_make,
  },
  { NULL },
};
