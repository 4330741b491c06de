/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/settings/crm-custom-field.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "office/settings/crm-field-order.h"
#include "store/crm-txn.h"

#include <string.h>

/* What an office can add by itself; the rest needs code beside it. */
static const CrmChoice types[] = {
  { "text", N_ ("Text") },
  { "note", N_ ("Long text") },
  { "integer", N_ ("Whole number") },
  { "quantity", N_ ("Quantity") },
  { "percent", N_ ("Percent") },
  { "yesno", N_ ("Yes or no") },
  { "day", N_ ("Day") },
  { "instant", N_ ("Day and time") },
  { "choice", N_ ("Choice") },
  { "reference", N_ ("Link to a record") },
  { "tags", N_ ("Tags") },
  { "email", N_ ("E-mail") },
  { "phone", N_ ("Phone") },
  { "link", N_ ("Web address") },
  { NULL },
};

static const CrmField fields[] = {
  { .name = "entity",
    .label = N_ ("Room"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .max = 40 },
  { .name = "name",
    .label = N_ ("Name in the file"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .max = 40 },
  { .name = "label",
    .label = N_ ("Label"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED,
    .max = 80 },
  { .name = "label_en",
    .label = N_ ("Label in English"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_COMPACT,
    .max = 80 },
  { .name = "label_ru", .label = N_ ("Label in Russian"), .type = CRM_FIELD_TEXT, .max = 80 },
  { .name = "label_ro", .label = N_ ("Label in Romanian"), .type = CRM_FIELD_TEXT, .max = 80 },
  { .name = "type",
    .label = N_ ("Type"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .choices = types,
    .initial = "text" },
  { .name = "options",
    .label = N_ ("Options, one a line"),
    .type = CRM_FIELD_NOTE,
    .shown = "type = choice" },
  { .name = "ref",
    .label = N_ ("Room it links to"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_COMPACT,
    .max = 40,
    .shown = "type = reference" },
  { .name = "group", .label = N_ ("Group in the card"), .type = CRM_FIELD_TEXT, .max = 80 },
  { .name = "required",
    .label = N_ ("Must be filled in"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_COMPACT },
  { .name = "searched", .label = N_ ("Found by search"), .type = CRM_FIELD_YESNO },
  { .name = "personal", .label = N_ ("Personal data"), .type = CRM_FIELD_YESNO },
  { .name = "rank",
    .label = N_ ("Place: the first field stands at 10, the second at 20"),
    .type = CRM_FIELD_INTEGER },
  { NULL },
};

static const char *const indexes[] = { "entity,rank", NULL };

static gboolean
is_name (const char *name)
{
  if (!g_str_has_prefix (name, "x_") || name[2] == '\0')
    return FALSE;

  return strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (name);
}

static gboolean
validate (const CrmRecord *record, GError **error)
{
  const char *type = crm_record_get_text (record, "type");

  if (!is_name (crm_record_get_text (record, "name"))) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is not a name for a field: it begins with x_ and goes on with small "
                    "Latin letters, digits and _."),
                 crm_record_get_text (record, "name"));
    return FALSE;
  }
  if (g_str_equal (type, "choice") && crm_record_is_null (record, "options")) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A choice needs options: write one a line."));
    return FALSE;
  }
  if (g_str_equal (type, "reference") && crm_record_is_null (record, "ref")) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A link needs the room that it links to."));
    return FALSE;
  }

  return TRUE;
}

/* The column stays as it was made, so what made it cannot change. */
static gboolean
refuse_remake (const CrmRecord *record, GError **error)
{
  static const char *const fixed[] = { "entity", "name", "type", "ref" };

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++) {
    if (crm_record_is_changed (record, fixed[i])) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                           _ ("A field that exists keeps its room, name and type: add another "
                              "one instead."));
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
check_place (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  CrmSchema *schema = crm_txn_get_schema (txn);
  const char *name = crm_record_get_text (record, "name");
  const CrmEntity *entity = crm_schema_get (schema, crm_record_get_text (record, "entity"), error);

  if (entity == NULL)
    return FALSE;
  if (crm_entity_find_field (entity, name) != NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNIQUE,
                 _ ("There is a field “%s” already: give the new one another name."), name);
    return FALSE;
  }

  return crm_record_is_null (record, "ref") ||
         crm_schema_get (schema, crm_record_get_text (record, "ref"), error) != NULL;
}

static const char *
text_or_null (const CrmRecord *record, const char *field)
{
  return crm_record_is_null (record, field) ? NULL : crm_record_get_text (record, field);
}

/* "Label", then "ru=Метка": each person reads their own. (transfer full) */
static char *
labels_of (const CrmRecord *record)
{
  static const char *const languages[] = { "en", "ru", "ro" };
  GString *labels = g_string_new (crm_record_get_text (record, "label"));

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autofree char *name = g_strconcat ("label_", languages[i], NULL);

    if (!crm_record_is_null (record, name))
      g_string_append_printf (labels, "\n%s=%s", languages[i], crm_record_get_text (record, name));
  }

  return g_string_free (labels, FALSE);
}

/* What is taken out of use is out of sight, and keeps what was written in it. */
static gboolean
write_column (CrmTxn *txn, const CrmRecord *record, gboolean in_use, GError **error)
{
  g_autofree char *labels = labels_of (record);
  CrmCustomField field = {
    .entity = crm_record_get_text (record, "entity"),
    .name = crm_record_get_text (record, "name"),
    .label = labels,
    .ref = text_or_null (record, "ref"),
    .options = text_or_null (record, "options"),
    .group = text_or_null (record, "group"),
    .place = (int)CLAMP (crm_record_get_int (record, "rank"), 0, 100000),
  };

  /* Checked by the choice. */
  crm_field_type_from_name (crm_record_get_text (record, "type"), &field.type);
  if (crm_record_get_int (record, "required") != 0 && in_use)
    field.flags |= CRM_FIELD_REQUIRED;
  if (crm_record_get_int (record, "searched") != 0)
    field.flags |= CRM_FIELD_SEARCHED;
  if (crm_record_get_int (record, "personal") != 0)
    field.flags |= CRM_FIELD_PERSONAL;
  if (!in_use)
    field.flags |= CRM_FIELD_HIDDEN;

  return crm_txn_add_column (txn, &field, error);
}

/* The column has a folded twin only when it was made so. */
static gboolean
refuse_search (const CrmRecord *record, GError **error)
{
  if (!crm_record_is_changed (record, "searched"))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       _ ("Whether a field is found by search is settled when it is made: add "
                          "another one instead."));

  return FALSE;
}

static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  _crm_field_keep_group (txn, record);
  if (crm_record_is_new (record))
    return check_place (txn, record, error) && write_column (txn, record, TRUE, error);

  return refuse_remake (record, error) && refuse_search (record, error) &&
         write_column (txn, record, TRUE, error);
}

/* Open forms, views and filters that name it go on: the field is there, only nobody is shown it. */
static gboolean
before_delete (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  return write_column (txn, record, FALSE, error);
}

static gboolean
after_restore (CrmTxn *txn, const CrmRecord *record, gint64 deleted, GError **error)
{
  return write_column (txn, record, TRUE, error);
}

const CrmEntity crm_custom_field_entity = {
  .number = 17,
  .name = "custom_field",
  .label = N_ ("Field of our own"),
  .label_many = N_ ("Fields of our own"),
  .label_new = N_ ("New field"),
  NP_ ("%d field", "%d fields"),
  .empty_title = N_ ("No fields of your own yet"),
  .empty_text = N_ ("Add what your office writes down and Kontor does not know of."),
  .icon = "document-properties-symbolic",
  .fields = fields,
  .indexes = indexes,
  .order = "entity,rank",
  .title = "{label}",
  .subtitle = "{name}",
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
  .validate = validate,
  .before_save = before_save,
  .before_delete = before_delete,
  .after_restore = after_restore,
};
