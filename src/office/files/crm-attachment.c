/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/files/crm-attachment.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "store/crm-content.h"

#include <string.h>

static const CrmField fields[] = {
  { .name = "name",
    .label = N_ ("File name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED },
  { .name = "record", .label = N_ ("At"), .type = CRM_FIELD_ANY, .flags = CRM_FIELD_IN_LIST },
  { .name = "mime",
    .label = N_ ("File type"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_READ_ONLY,
    .max = 120 },
  { .name = "size",
    .label = N_ ("Size in bytes"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_READ_ONLY | CRM_FIELD_IN_LIST },
  { .name = "hash", .label = N_ ("SHA-256"), .type = CRM_FIELD_TEXT, .flags = CRM_WRITTEN },
  { .name = "author",
    .label = N_ ("By"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_READ_ONLY | CRM_FIELD_IN_LIST,
    .ref = "person",
    .initial = "me" },
  { .name = "added",
    .label = N_ ("Added"),
    .type = CRM_FIELD_INSTANT,
    .flags = CRM_FIELD_READ_ONLY | CRM_FIELD_IN_LIST | CRM_FIELD_SORTED,
    .initial = "now" },
  { .name = "revision",
    .label = N_ ("File version"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_READ_ONLY,
    .initial = "1" },
  { .name = "newer",
    .label = N_ ("Replaced by"),
    .type = CRM_FIELD_PARENT,
    .flags = CRM_FIELD_READ_ONLY },
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_NOTE, .flags = CRM_FIELD_SEARCHED },
  { NULL },
};

static const char *const indexes[] = { "record,added", "hash", NULL };

/* The bytes come first: what has none would be a name for nothing. */
static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  gboolean there;

  if (!crm_record_is_new (record))
    return TRUE;
  if (!crm_txn_has_content (txn, crm_record_get_text (record, "hash"), &there, error))
    return FALSE;
  if (!there)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” has no bytes in the office file. Put the file in once more."),
                 crm_record_get_text (record, "name"));

  return there;
}

const CrmEntity crm_attachment_entity = {
  .number = 39,
  .name = "attachment",
  .label = N_ ("File"),
  .label_many = N_ ("Files"),
  .label_new = N_ ("New file"),
  NP_ ("%d file", "%d files"),
  .empty_title = N_ ("No files yet"),
  .empty_text = N_ ("Drop files here, paste them, or choose them with the button."),
  .icon = "mail-attachment-symbolic",
  .fields = fields,
  .indexes = indexes,
  .order = "-added",
  .title = "{name}",
  .party = "record",
  .when = "added",
  .stands_on = "record",
  .responsible = "author",
  .beside = "record",
  .inside = TRUE,
  .before_save = before_save,
};

char *
crm_attachment_clean_name (const char *name)
{
  static const char forbidden[] = "/\\:*?\"<>|";
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0' && clean->len < 200; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    if (letter < 0x20 || letter == 0x7f)
      continue;
    g_string_append_unichar (
      clean, letter < 0x80 && strchr (forbidden, (int)letter) != NULL ? '_' : letter);
  }
  g_strstrip (clean->str);
  /* Neither hidden nor a way out of the folder. */
  if (*clean->str == '.')
    *clean->str = '_';

  return g_strdup (*clean->str != '\0' ? clean->str : "file");
}
