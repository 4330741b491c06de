/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/documents/crm-document-paper.h"

#include "base/crm-error.h"
#include "model/crm-format.h"
#include "office/documents/crm-document-rules.h"
#include "office/documents/crm-document.h"

#include <glib/gi18n-lib.h>

void
_crm_paper_source_clear (CrmPaperSource *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->xml, g_free);
  g_clear_pointer (&self->context, json_object_unref);
}

/* --- Fitting what is said to who says it --------------------------------------------------------
 */

/* Pictures are large, so they are written down only where the paper shows them. */
static void
drop_unused_pictures (JsonObject *context, const char *const *fields)
{
  static const char *const parties[] = { "org", "client" };
  static const char *const pictures[] = { "logo", "stamp" };

  for (guint i = 0; i < G_N_ELEMENTS (parties); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (pictures); j++) {
      g_autofree char *path = g_strdup_printf ("%s.%s", parties[i], pictures[j]);

      if (!g_strv_contains (fields, path))
        json_object_remove_member (json_object_get_object_member (context, parties[i]),
                                   pictures[j]);
    }
  }
}

/* Romanian papers name series and number apart; where a template knows only the number, the series
 * stands in front of it. */
static void
join_series (JsonObject *context, const char *const *fields)
{
  JsonObject *doc = json_object_get_object_member (context, "doc");
  const char *series = json_object_get_string_member_with_default (doc, "series", NULL);
  const char *number = json_object_get_string_member_with_default (doc, "number", NULL);
  g_autofree char *both = NULL;

  if (series == NULL || number == NULL || g_strv_contains (fields, "doc.series"))
    return;
  both = g_strconcat (series, " ", number, NULL);
  json_object_set_string_member (doc, "number", both);
}

/* --- Sources ------------------------------------------------------------------------------------
 */

static gboolean
read_draft (CrmTxn *txn, CrmRecord *record, gboolean draft, CrmPaperSource *source, GError **error)
{
  g_autoptr (CrmRecord) template = NULL;
  g_autoptr (CrmTemplate) parsed = NULL;
  g_auto (GStrv) fields = NULL;

  if (crm_record_is_null (record, "template")) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The paper has no template: choose one."));
    return FALSE;
  }
  template = crm_txn_get (txn, "template", crm_record_get_int (record, "template"), error);
  if (template == NULL)
    return FALSE;
  source->name = g_strdup (crm_record_get_text (template, "name"));
  source->xml = g_strdup (crm_record_get_text (template, "xml"));
  parsed = crm_template_new (source->xml, -1, source->name, error);
  if (parsed == NULL)
    return FALSE;
  source->context = crm_document_context (txn, record, draft, error);
  if (source->context == NULL)
    return FALSE;

  fields = crm_template_list_fields (parsed);
  drop_unused_pictures (source->context, (const char *const *)fields);
  join_series (source->context, (const char *const *)fields);

  return TRUE;
}

/* A paper says what it must, whoever looks at it. */
gboolean
_crm_paper_source_of_draft (CrmTxn *txn,
                            CrmRecord *record,
                            gboolean draft,
                            CrmPaperSource *source,
                            GError **error)
{
  gboolean trusted = crm_txn_trust (txn, TRUE);
  gboolean done = read_draft (txn, record, draft, source, error);

  crm_txn_trust (txn, trusted);
  return done;
}

static gboolean
read_snapshot (const CrmRecord *record, CrmPaperSource *source, GError **error)
{
  g_autoptr (JsonNode) node = crm_json_read (crm_record_get_text (record, "snapshot"), NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node)) {
    source->context = json_node_dup_object (node);
    return TRUE;
  }

  g_set_error (error, CRM_ERROR, CRM_ERROR_CORRUPT,
               _ ("What “%s” says was not kept whole: restore the office from a backup."),
               crm_record_get_text (record, "title"));

  return FALSE;
}

static gboolean
read_version (CrmTxn *txn, const CrmRecord *record, CrmPaperSource *source, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CrmRecord) version = crm_txn_find_text (
    txn, "template_version", "hash", crm_record_get_text (record, "template_hash"), &inner);

  if (version != NULL) {
    source->name = g_strdup (crm_record_get_text (record, "title"));
    source->xml = g_strdup (crm_record_get_text (version, "xml"));
    return TRUE;
  }
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_CORRUPT,
                 _ ("The template with which “%s” was issued is not in the office file: restore "
                    "the office from a backup."),
                 crm_record_get_text (record, "title"));

  return FALSE;
}

gboolean
_crm_paper_source_of (CrmTxn *txn, CrmRecord *record, CrmPaperSource *source, GError **error)
{
  if (g_str_equal (crm_record_get_text (record, "state"), "draft"))
    return _crm_document_before_save (txn, record, error) &&
           _crm_paper_source_of_draft (txn, record, TRUE, source, error);

  return read_snapshot (record, source, error) && read_version (txn, record, source, error);
}

CrmPaper *
_crm_paper_source_make (const CrmPaperSource *self, GError **error)
{
  g_autoptr (CrmTemplate) template = crm_template_new (self->xml, -1, self->name, error);

  return template != NULL ? crm_paper_new (template, self->context, error) : NULL;
}

/* --- Papers -------------------------------------------------------------------------------------
 */

CrmPaper *
crm_document_paper (CrmTxn *txn, gint64 document, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;

  g_return_val_if_fail (txn != NULL, NULL);

  record = crm_txn_get (txn, "document", document, error);

  return record != NULL ? crm_document_preview (txn, record, error) : NULL;
}

CrmPaper *
crm_document_preview (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_auto (CrmPaperSource) source = { 0 };
  g_autoptr (CrmRecord) copy = NULL;

  g_return_val_if_fail (txn != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);

  /* What is filled in for the paper is not meant for the record that is being edited. */
  copy = crm_record_copy (record);

  return _crm_paper_source_of (txn, copy, &source, error) ? _crm_paper_source_make (&source, error)
                                                          : NULL;
}
