/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/templates/crm-template-rules.h"

#include "base/crm-error.h"
#include "office/templates/crm-shipped.h"
#include "render/crm-template.h"

#include <glib/gi18n-lib.h>

static gboolean
was_shipped (const CrmRecord *record)
{
  int index = crm_entity_field_index (crm_record_get_entity (record), "shipped");

  return !crm_record_is_new (record) &&
         crm_value_get_int (crm_record_get_base_at (record, (guint)index)) != 0;
}

/* Whether the record says what the file that came with the program says now. */
static gboolean
is_as_shipped (const CrmRecord *record)
{
  g_autofree char *text = crm_shipped_read (crm_record_get_text (record, "file"), NULL);
  g_autoptr (CrmTemplate) template = NULL;

  if (text == NULL || crm_record_get_int (record, "shipped") == 0 ||
      !g_str_equal (crm_record_get_text (record, "xml"), text))
    return FALSE;
  template = crm_template_new (text, -1, crm_record_get_text (record, "file"), NULL);

  return template != NULL &&
         g_str_equal (crm_record_get_text (record, "name"), crm_template_get_title (template)) &&
         g_str_equal (crm_record_get_text (record, "kind"), crm_template_get_kind (template));
}

/* A template that comes with the program says what its file says, so that a new version of the
 * program can improve it; an office changes its own copy. */
static gboolean
check_shipped (const CrmRecord *record, GError **error)
{
  static const char *const fixed[] = { "name", "kind", "language", "country", "xml", "shipped" };
  gboolean changed = FALSE;

  if (!was_shipped (record))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    changed = changed || crm_record_is_changed (record, fixed[i]);
  if (!changed || is_as_shipped (record))
    return TRUE;

  g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
               _ ("“%s” comes with Kontor and does not change: make a copy and change that."),
               crm_record_get_text (record, "name"));

  return FALSE;
}

gboolean
_crm_template_before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmTemplate) template = NULL;

  if (!check_shipped (record, error))
    return FALSE;
  /* That it is missing is said by the field. */
  if (crm_record_is_null (record, "xml"))
    return TRUE;

  template = crm_template_new (crm_record_get_text (record, "xml"), -1,
                               crm_record_get_text (record, "name"), error);
  if (template == NULL)
    return FALSE;

  if (crm_record_is_null (record, "kind"))
    crm_record_set_text (record, "kind", crm_template_get_kind (template));
  if (crm_record_is_null (record, "language"))
    crm_record_set_text (record, "language", crm_lang_code (crm_template_get_lang (template)));
  if (crm_record_is_null (record, "name"))
    crm_record_set_text (record, "name", crm_template_get_title (template));
  /* A payment request printed as a tax invoice would be a false paper. */
  if (g_strcmp0 (crm_record_get_text (record, "kind"), crm_template_get_kind (template)) == 0)
    return TRUE;

  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               /* Translators: name of a template, the kind its text says. */
               _ ("“%s”: the text says kind=\"%s\", and the template is for another kind of "
                  "paper. Make the two equal."),
               crm_record_get_text (record, "name"), crm_template_get_kind (template));

  return FALSE;
}

/* --- Versions --------------------------------------------------------------------------------- */

gboolean
_crm_template_version_is_frozen (const CrmRecord *stored)
{
  return TRUE;
}

gboolean
_crm_template_version_before_delete (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED,
                       _ ("Papers were issued with this text, so it stays."));

  return FALSE;
}
