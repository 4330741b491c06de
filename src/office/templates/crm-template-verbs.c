/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-error.h"
#include "office/crm-verb.h"
#include "office/documents/crm-document.h"
#include "office/templates/crm-paper-template.h"
#include "office/templates/crm-shipped.h"

#include <glib/gi18n-lib.h>

/* In names of files: a paper of any country. */
#define ANY_COUNTRY "eu"

/* --- Those that come with the program -----------------------------------------------------------
 */

static gboolean
load_one (CrmTxn *txn, const char *file, gint64 rank, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CrmRecord) record = crm_txn_find_text (txn, "template", "file", file, &inner);
  g_autofree char *country = NULL;
  g_autofree char *text = NULL;
  g_autoptr (CrmTemplate) template = NULL;

  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  text = crm_shipped_read (file, error);
  template = text != NULL ? crm_template_new (text, -1, file, error) : NULL;
  if (template == NULL)
    return FALSE;

  if (record == NULL)
    record = crm_txn_new (txn, "template");
  crm_shipped_split (file, &country, NULL, NULL);
  if (!g_str_equal (country, ANY_COUNTRY)) {
    g_autofree char *code = g_ascii_strup (country, -1);

    crm_record_set_text (record, "country", code);
  }
  crm_record_set_text (record, "name", crm_template_get_title (template));
  crm_record_set_text (record, "kind", crm_template_get_kind (template));
  crm_record_set_text (record, "language", crm_lang_code (crm_template_get_lang (template)));
  crm_record_set_text (record, "xml", text);
  crm_record_set_text (record, "file", file);
  crm_record_set_int (record, "shipped", 1);
  if (crm_record_is_null (record, "rank"))
    crm_record_set_int (record, "rank", rank);

  return crm_txn_save (txn, record, error);
}

gboolean
crm_template_load_shipped (CrmTxn *txn, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);

  files = crm_shipped_list (error);
  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++) {
    if (!load_one (txn, g_ptr_array_index (files, i), 100 + (gint64)i, error))
      return FALSE;
  }

  return TRUE;
}

/* --- Choosing -----------------------------------------------------------------------------------
 */

/* How well a template fits; 0 = not at all. Words go before forms: a client must be able to read
 * the paper, and where the country's form is not there in the language, the common one is. That one
 * names an IBAN, which Russian accounts lack, so there the form goes before the words. */
static guint
fitness (const CrmRecord *template, const char *country, CrmLang lang)
{
  const char *of_country = crm_record_get_text (template, "country");
  guint fit = 1;

  if (*of_country != '\0' && g_strcmp0 (of_country, country) != 0)
    return 0;
  if (*of_country != '\0')
    fit += g_strcmp0 (country, "RU") == 0 ? 8 : 2;
  if (g_str_equal (crm_record_get_text (template, "language"), crm_lang_code (lang)))
    fit += 4;
  fit *= 2;
  if (crm_record_get_int (template, "shipped") == 0)
    fit += 1;

  return fit;
}

CrmRecord *
crm_template_choose (CrmTxn *txn,
                     const char *kind,
                     const char *country,
                     CrmLang lang,
                     GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("template");
  g_autoptr (GPtrArray) found = NULL;
  CrmRecord *best = NULL;
  guint best_fit = 0;

  g_return_val_if_fail (txn != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  crm_query_add_test (query, "kind", CRM_TEST_EQUAL, kind);
  crm_query_set_order (query, "rank,name");
  found = crm_txn_query (txn, query, error);
  if (found == NULL)
    return NULL;
  for (guint i = 0; i < found->len; i++) {
    CrmRecord *template = g_ptr_array_index (found, i);
    guint fit = fitness (template, country, lang);

    if (fit > best_fit) {
      best = template;
      best_fit = fit;
    }
  }
  if (best != NULL)
    return crm_record_ref (best);

  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               /* Translators: "Contract", a country's code. */
               _ ("There is no template for “%s” of a company in %s: add one in Templates."),
               crm_document_kind_title (kind, country, crm_lang_of_person ()),
               country != NULL && *country != '\0' ? country : "?");

  return NULL;
}

/* --- Copies and versions ------------------------------------------------------------------------
 */

gboolean
crm_template_duplicate (CrmTxn *txn, gint64 id, gint64 *copy, GError **error)
{
  g_autoptr (CrmRecord) original = NULL;
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);
  g_return_val_if_fail (copy != NULL, FALSE);

  original = crm_txn_get (txn, "template", id, error);
  if (original == NULL)
    return FALSE;

  record = crm_record_duplicate (original);
  /* Translators: the name of a copy of the template %s. */
  name = g_strdup_printf (_ ("%s (copy)"), crm_record_get_text (original, "name"));
  crm_record_set_text (record, "name", name);
  crm_record_set_null (record, "shipped");
  crm_record_set_null (record, "file");
  crm_txn_set_verb (txn, "template.copy");
  if (!crm_txn_save (txn, record, error))
    return FALSE;
  *copy = crm_record_get_id (record);

  return TRUE;
}

char *
crm_template_keep_version (CrmTxn *txn, CrmRecord *template, GError **error)
{
  const char *xml;
  g_autofree char *hash = NULL;
  g_autoptr (GError) inner = NULL;
  g_autoptr (CrmRecord) version = NULL;

  g_return_val_if_fail (txn != NULL, NULL);
  g_return_val_if_fail (template != NULL, NULL);

  xml = crm_record_get_text (template, "xml");
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, xml, -1);
  version = crm_txn_find_text (txn, "template_version", "hash", hash, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return NULL;
  }
  if (version != NULL)
    return g_steal_pointer (&hash);

  version = crm_txn_new (txn, "template_version");
  crm_record_set_text (version, "hash", hash);
  crm_record_set_text (version, "xml", xml);
  crm_record_set_int (version, "template", crm_record_get_id (template));

  return crm_txn_save (txn, version, error) ? g_steal_pointer (&hash) : NULL;
}

/* --- From outside -------------------------------------------------------------------------------
 */

static gboolean
duplicate_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  return crm_template_duplicate (txn, call->id, &call->result_id, error);
}

void
crm_template_duplicate_async (CrmOffice *office,
                              gint64 template,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  crm_verb_call_run_async (office, CRM_TXN_WRITE, "template.copy",
                           crm_verb_call_new (duplicate_in_txn, template), cancellable, callback,
                           user_data);
}

gint64
crm_template_duplicate_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  return crm_verb_call_finish (office, result, &call, error) ? call->result_id : 0;
}
