/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/talk/crm-comment.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "office/crm-describe.h"

#include <string.h>

static const CrmField fields[] = {
  { .name = "record", .label = N_ ("At"), .type = CRM_FIELD_ANY, .flags = CRM_FIELD_IN_LIST },
  { .name = "text",
    .label = N_ ("Comment"),
    .type = CRM_FIELD_NOTE,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED,
    .max = 4000 },
  { .name = "author",
    .label = N_ ("By"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_READ_ONLY,
    .ref = "person",
    .initial = "me" },
  { .name = "said",
    .label = N_ ("When"),
    .type = CRM_FIELD_INSTANT,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_SORTED | CRM_FIELD_READ_ONLY,
    .initial = "now" },
  { NULL },
};

static const CrmLines lines[] = {
  { "mentions", "mention", N_ ("Mentioned") },
  { NULL },
};

static const char *const indexes[] = { "record,said", NULL };

/* --- Who is named ----------------------------------------------------------------------------- */

/* A name ends where no letter or digit goes on: @Ana is not @Anatol. */
static gboolean
ends_word (const char *text)
{
  return !g_unichar_isalnum (g_utf8_get_char (text));
}

/* Who is called here, behind an @: of Ana and Ana Rusu, the one whose whole name stands there. */
static const CrmRecord *
find_named (GPtrArray *people, const char *folded)
{
  const CrmRecord *best = NULL;
  gsize best_length = 0;

  for (guint i = 0; i < people->len; i++) {
    const CrmRecord *person = g_ptr_array_index (people, i);
    g_autofree char *name = crm_text_fold (crm_record_get_text (person, "name"));
    gsize length = strlen (name);

    if (length > best_length && strncmp (folded, name, length) == 0 &&
        ends_word (folded + length)) {
      best = person;
      best_length = length;
    }
  }

  return best;
}

static void
add_mention (CrmRecord *record, gint64 person)
{
  GPtrArray *mentions = crm_record_get_lines (record, "mentions");

  for (guint i = 0; i < mentions->len; i++)
    if (crm_record_get_int (g_ptr_array_index (mentions, i), "person") == person)
      return;
  crm_record_set_int (crm_record_add_line (record, "mentions"), "person", person);
}

static gboolean
fill_mentions (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");
  g_autoptr (GPtrArray) people = NULL;
  g_autofree char *folded = NULL;

  if (!crm_record_is_new (record) && !crm_record_is_changed (record, "text"))
    return TRUE;
  crm_record_clear_lines (record, "mentions");
  if (strchr (crm_record_get_text (record, "text"), '@') == NULL)
    return TRUE;
  people = crm_txn_query (txn, query, error);
  if (people == NULL)
    return FALSE;
  folded = crm_text_fold (crm_record_get_text (record, "text"));
  for (const char *at = strchr (folded, '@'); at != NULL; at = strchr (at + 1, '@')) {
    const CrmRecord *person = find_named (people, at + 1);

    if (person != NULL)
      add_mention (record, crm_record_get_id (person));
  }

  return TRUE;
}

/* --- Rules ------------------------------------------------------------------------------------ */

static gboolean
check_author (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  gint64 author = crm_record_get_int (record, "author");
  g_autofree char *name = NULL;

  if (crm_record_is_new (record) || author == 0 || author == crm_txn_get_person (txn) ||
      !crm_record_is_changed (record, "text"))
    return TRUE;
  name = crm_txn_title (txn, author, NULL);
  g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
               _ ("Only %s can change what %s wrote. Add a comment of your own."), name, name);

  return FALSE;
}

static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  return check_author (txn, record, error) && fill_mentions (txn, record, error);
}

const CrmEntity crm_comment_entity = {
  .number = 37,
  .name = "comment",
  .label = N_ ("Comment"),
  .label_many = N_ ("Comments"),
  .label_new = N_ ("New comment"),
  NP_ ("%d comment", "%d comments"),
  .empty_title = N_ ("No comments yet"),
  .empty_text = N_ ("Write to your colleagues where the work is; name them with @."),
  .icon = "user-available-symbolic",
  .fields = fields,
  .lines = lines,
  .indexes = indexes,
  .order = "-said",
  .title = "{text}",
  .party = "record",
  .when = "said",
  .stands_on = "record",
  .responsible = "author",
  .beside = "record",
  .inside = TRUE,
  .before_save = before_save,
};

static const CrmField mention_fields[] = {
  { .name = "person",
    .label = N_ ("Colleague"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED,
    .ref = "person" },
  { NULL },
};

const CrmEntity crm_mention_entity = {
  .number = 38,
  .name = "mention",
  .owner = "comment",
  .label = N_ ("Mention"),
  .label_many = N_ ("Mentions"),
  .label_new = N_ ("New mention"),
  NP_ ("%d mention", "%d mentions"),
  .empty_title = N_ ("Nobody is mentioned"),
  .empty_text = N_ ("Name a colleague with @ in the text."),
  .icon = "user-info-symbolic",
  .fields = mention_fields,
  .title = "{person}",
};
