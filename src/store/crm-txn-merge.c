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

static void
add_conflict (CrmTxn *self,
              GString *conflicts,
              const CrmRecord *mine,
              const CrmRecord *theirs,
              guint index)
{
  const CrmField *field = &crm_record_get_entity (mine)->fields[index];
  g_autofree char *my_text = quote (self, mine, index);
  g_autofree char *their_text = quote (self, theirs, index);

  if (conflicts->len > 0)
    g_string_append (conflicts, "; ");
  g_string_append_printf (conflicts,
                          /* Translators: field, what is stored now, what this person typed. */
                          _ ("%s: theirs is “%s”, yours is “%s”"), crm_field_get_label (field),
                          their_text, my_text);
}

/* Values of one record or line: whoever changed a field has it; both, differently, is a conflict.
 */
static void
merge_values (CrmTxn *self, CrmRecord *mine, const CrmRecord *theirs, GString *conflicts)
{
  const CrmEntity *entity = crm_record_get_entity (mine);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *fresh = crm_record_get_at (theirs, i);

    if (field->flags & (CRM_FIELD_SYSTEM | CRM_FIELD_DERIVED)) {
      crm_record_set_at (mine, i, fresh);
      continue;
    }
    if (!crm_record_is_changed_at (mine, i)) {
      crm_record_set_at (mine, i, fresh);
      continue;
    }
    if (!crm_value_equal (fresh, crm_record_get_base_at (mine, i)) &&
        !crm_value_equal (fresh, crm_record_get_at (mine, i)))
      add_conflict (self, conflicts, mine, theirs, i);
  }
}

static void
add_line_conflict (GString *conflicts, const CrmRecord *line, gboolean they_removed)
{
  g_autofree char *title = crm_record_title (line);

  if (conflicts->len > 0)
    g_string_append (conflicts, "; ");
  g_string_append_printf (conflicts,
                          they_removed ? _ ("the line “%s” that you changed was removed")
                                       : _ ("the line “%s” that you removed was changed"),
                          title);
}

/* Mine, then the lines that others have added since. */
static void
merge_mine (CrmTxn *self,
            GPtrArray *mine,
            GPtrArray *base,
            GPtrArray *theirs,
            GPtrArray *result,
            GString *conflicts)
{
  for (guint i = 0; mine != NULL && i < mine->len; i++) {
    CrmRecord *line = mine->pdata[i];
    gint64 id = crm_record_get_id (line);
    CrmRecord *fresh = _crm_lines_find (theirs, id, NULL);

    if (fresh == NULL && _crm_lines_find (base, id, NULL) != NULL) {
      if (crm_record_has_changes (line))
        add_line_conflict (conflicts, line, TRUE);
      continue;
    }
    if (fresh != NULL)
      merge_values (self, line, fresh, conflicts);
    g_ptr_array_add (result, crm_record_ref (line));
  }
}

static void
merge_theirs (GPtrArray *mine,
              GPtrArray *base,
              GPtrArray *theirs,
              GPtrArray *result,
              GString *conflicts)
{
  for (guint i = 0; theirs != NULL && i < theirs->len; i++) {
    CrmRecord *line = theirs->pdata[i];
    gint64 id = crm_record_get_id (line);
    CrmRecord *before = _crm_lines_find (base, id, NULL);

    if (_crm_lines_find (mine, id, NULL) != NULL)
      continue;
    if (before == NULL) {
      g_ptr_array_add (result, crm_record_copy (line));
    } else {
      const CrmEntity *entity = crm_record_get_entity (line);

      for (guint k = 0; k < crm_entity_n_fields (entity); k++)
        if (!crm_value_equal (crm_record_get_at (before, k), crm_record_get_at (line, k))) {
          add_line_conflict (conflicts, line, FALSE);
          break;
        }
    }
  }
}

/* Whether the lines that were there stand in another order. */
static gboolean
is_moved (GPtrArray *mine, GPtrArray *base)
{
  guint last = 0;

  for (guint i = 0; i < mine->len; i++) {
    guint at;

    if (_crm_lines_find (base, crm_record_get_id (mine->pdata[i]), &at) == NULL)
      continue;
    if (at < last)
      return TRUE;
    last = at;
  }
  return FALSE;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer theirs)
{
  guint x = G_MAXUINT, y = G_MAXUINT;

  _crm_lines_find (theirs, crm_record_get_id (*(CrmRecord *const *)a), &x);
  _crm_lines_find (theirs, crm_record_get_id (*(CrmRecord *const *)b), &y);
  return (x > y) - (x < y);
}

static void
merge_lines (CrmTxn *self,
             CrmRecord *record,
             const CrmRecord *stored,
             guint index,
             GString *conflicts)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GPtrArray) result = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  GPtrArray *mine = crm_record_get_lines_at (record, index);
  GPtrArray *base = crm_record_get_base_lines_at (record, index);
  GPtrArray *theirs = crm_record_get_lines_at (stored, index);

  merge_mine (self, mine, base, theirs, result, conflicts);
  merge_theirs (mine, base, theirs, result, conflicts);
  /* The order is one more value: mine when I changed it, and theirs otherwise. */
  if (!is_moved (mine, base))
    g_ptr_array_sort_with_data (result, compare_places, theirs);
  crm_record_clear_lines (record, entity->lines[index].name);
  for (guint i = 0; i < result->len; i++)
    crm_record_append_line (record, index, result->pdata[i]);
}

gboolean
_crm_txn_merge (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GString) conflicts = g_string_new (NULL);
  g_autofree char *title = NULL;
  g_autofree char *who = NULL;

  merge_values (self, record, stored, conflicts);
  if (crm_record_get_version (record) != crm_record_get_version (stored))
    for (guint i = 0; i < crm_entity_n_lines (entity); i++)
      merge_lines (self, record, stored, i, conflicts);
  crm_record_set_version (record, crm_record_get_version (stored));
  crm_record_set_n (record, crm_record_get_n (stored));
  if (conflicts->len == 0)
    return TRUE;

  title = crm_record_title (stored);
  who = crm_txn_title (self, crm_record_get_int (stored, "modified_by"), NULL);
  g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT,
               /* Translators: record, person, list of fields with both values. */
               _ ("“%s” was changed meanwhile by %s. %s. Nothing was saved: look at both and save "
                  "again."),
               title, who != NULL ? who : _ ("a colleague"), conflicts->str);
  return FALSE;
}
