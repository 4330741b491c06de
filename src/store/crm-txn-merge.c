/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* Longest part of a value that a message about a conflict quotes. */
#define MOST_QUOTED 80

static char *
quote (CrmTxn *self, const CrmRecord *record, guint index)
{
  const CrmField *field = &crm_record_get_entity (record)->fields[index];
  const CrmValue *value = crm_record_get_at (record, index);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT ||
      field->type == CRM_FIELD_ANY)
    title = crm_txn_title (self, crm_value_get_int (value), NULL);
  text = crm_field_format (field, value, crm_record_currency (record, field, NULL), title,
                           crm_lang_of_person ());
  return crm_text_ellipsize (*text != '\0' ? text : _ ("(empty)"), MOST_QUOTED);
}

static char *
tell_value (CrmTxn *self, const CrmConflict *conflict)
{
  g_autofree char *mine = quote (self, conflict->mine, (guint)conflict->field);
  g_autofree char *theirs = quote (self, conflict->theirs, (guint)conflict->field);

  return g_strdup_printf (
    /* Translators: field, what is stored now, what this person typed. */
    _ ("%s: theirs is “%s”, yours is “%s”"),
    crm_field_get_label (crm_conflict_get_field (conflict)), theirs, mine);
}

static char *
tell_line (const CrmConflict *conflict)
{
  gboolean removed = conflict->kind == CRM_CONFLICT_REMOVED;
  g_autofree char *title = crm_record_title (removed ? conflict->mine : conflict->theirs);

  return g_strdup_printf (removed ? _ ("the line “%s” that you changed was removed")
                                  : _ ("the line “%s” that you removed was changed"),
                          title);
}

char *
_crm_txn_tell_conflicts (CrmTxn *self, GPtrArray *conflicts)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < conflicts->len; i++) {
    const CrmConflict *conflict = conflicts->pdata[i];

    g_ptr_array_add (words, conflict->kind == CRM_CONFLICT_VALUE ? tell_value (self, conflict)
                                                                 : tell_line (conflict));
  }
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("; ", (char **)words->pdata);
}

CrmRecord *
_crm_txn_merge (CrmTxn *self, CrmRecord *record, CrmRecord *stored, GError **error)
{
  g_autoptr (GPtrArray) conflicts =
               g_ptr_array_new_with_free_func ((GDestroyNotify)crm_conflict_free);
  g_autoptr (CrmRecord) base = crm_record_base (record, crm_record_get_entity (record));
  g_autoptr (CrmRecord) merged = crm_merge (base, record, stored, conflicts);
  g_autofree char *told = NULL;
  g_autofree char *title = NULL;
  g_autofree char *who = NULL;

  if (conflicts->len == 0)
    return g_steal_pointer (&merged);

  told = _crm_txn_tell_conflicts (self, conflicts);
  title = crm_record_title (stored);
  who = crm_txn_title (self, crm_record_get_int (stored, "modified_by"), NULL);
  g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT,
               /* Translators: record, person, list of fields with both values. */
               _ ("“%s” was changed meanwhile by %s. %s. Nothing was saved: look at both and save "
                  "again."),
               title, who != NULL ? who : _ ("a colleague"), told);
  return NULL;
}
