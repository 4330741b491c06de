/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-view-use.h"

#include "base/crm-error.h"
#include "office/lists/crm-saved-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Saved views that stand in conditions, of lists and of other views: who may ask for which, and
 * what must not go away while somebody does. */

/* Ids are long: a shorter number is a name. */
#define LEAST_ID (1 << 20)
/* More users than these are counted. */
#define MOST_NAMED 3

static gboolean
is_shared (const CrmRecord *view)
{
  return crm_record_get_int (view, "shared") != 0;
}

gboolean
crm_saved_view_is_seen (const CrmRecord *view, gint64 person)
{
  g_return_val_if_fail (view != NULL, FALSE);

  return is_shared (view) || (person != 0 && crm_record_get_int (view, "person") == person);
}

/* Whether the transaction is the office's own work. */
static gboolean
is_trusted (CrmTxn *txn)
{
  gboolean trusted = crm_txn_trust (txn, TRUE);

  crm_txn_trust (txn, trusted);

  return trusted;
}

/* --- Finding one ------------------------------------------------------------------------------ */

/* NULL without error when it is not there, or, unless it is for @anyone, not for this person. */
static CrmRecord *
find_by_id (CrmTxn *txn, const char *text, gboolean anyone, GError **error)
{
  gboolean trusted;
  g_autoptr (GError) why = NULL;
  g_autoptr (CrmRecord) view = NULL;
  gint64 id;

  if (!g_ascii_string_to_signed (text, 10, LEAST_ID, G_MAXINT64, &id, NULL))
    return NULL;
  trusted = crm_txn_trust (txn, TRUE);
  view = crm_txn_get (txn, "saved_view", id, &why);
  crm_txn_trust (txn, trusted);
  if (view == NULL && !g_error_matches (why, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&why));
  if (view == NULL || (!anyone && !crm_saved_view_is_seen (view, crm_txn_get_person (txn))))
    return NULL;

  return g_steal_pointer (&view);
}

static CrmRecord *
find_by_name (CrmTxn *txn, const char *text, const CrmEntity *of, GError **error)
{
  g_autoptr (CrmQuery) query = crm_saved_view_query (of != NULL ? of->name : NULL);
  g_autoptr (GPtrArray) views = NULL;

  crm_query_add_test (query, "name", CRM_TEST_EQUAL, text);
  query->limit = 2;
  views = crm_txn_query (txn, query, error);
  if (views == NULL || views->len == 0)
    return NULL;
  if (views->len == 1)
    return crm_record_ref (views->pdata[0]);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("There are several saved views “%s”. Give the number of the one you mean."),
               text);

  return NULL;
}

static gboolean
check_found (const CrmRecord *view, const CrmEntity *entity, const CrmEntity *of, GError **error)
{
  const char *name = crm_record_get_text (view, "name");

  if (crm_record_get_deleted (view) != 0)
    g_set_error (
      error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
      _ ("The saved view “%s”, which the filter asks for, lies in the trash. Take it out "
         "of there, or take the condition away."),
      name);
  else if (of != NULL && entity != of)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: a saved view and two rooms: Deals, Clients. */
                 _ ("The saved view “%s” is one of the room “%s”, and the condition is on the room "
                    "“%s”. Choose a view of that room."),
                 name, _ (entity->label_many), _ (of->label_many));
  else
    return TRUE;

  return FALSE;
}

/* Whose it is, and what it is called, is not told. */
static void
refuse_unseen (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                       _ ("The filter asks for a saved view that is not there for you: it is gone, "
                          "or a colleague keeps it to themselves. Take the condition away."));
}

static CrmRecord *
find_record (CrmTxn *txn, const char *text, const CrmEntity *of, gboolean anyone, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (CrmRecord) view = find_by_id (txn, text, anyone, &why);
  const CrmEntity *entity;

  if (view == NULL && why == NULL)
    view = find_by_name (txn, text, of, &why);
  if (why != NULL) {
    g_propagate_error (error, g_steal_pointer (&why));
    return NULL;
  }
  if (view == NULL && g_ascii_string_to_signed (text, 10, LEAST_ID, G_MAXINT64, NULL, NULL)) {
    refuse_unseen (error);
    return NULL;
  }
  if (view == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("There is no saved view “%s” here. Look how it is written."), text);
    return NULL;
  }
  entity = crm_schema_get (crm_txn_get_schema (txn), crm_record_get_text (view, "entity"), error);
  if (entity == NULL || !check_found (view, entity, of, error))
    return NULL;

  return g_steal_pointer (&view);
}

/* Its conditions alone: whether a room shows what is closed is said in the room, not by its views.
 */
static gboolean
find_view (CrmTxn *txn, const char *text, const CrmEntity *of, CrmView *view, GError **error)
{
  g_autoptr (CrmRecord) record = find_record (txn, text, of, is_trusted (txn), error);
  g_autoptr (CrmViewContent) content =
               record != NULL
                 ? crm_view_content_parse (crm_record_get_text (record, "content"), error)
                 : NULL;

  if (content == NULL)
    return FALSE;
  view->id = crm_record_get_id (record);
  view->name = g_strdup (crm_record_get_text (record, "name"));
  view->entity = crm_schema_find (crm_txn_get_schema (txn), crm_record_get_text (record, "entity"));
  view->where = g_steal_pointer (&content->where);

  return TRUE;
}

const CrmViews crm_saved_views = { .entity = "saved_view", .find = find_view };

/* --- What a view asks for --------------------------------------------------------------------- */

static void
foreach_view (CrmViewContent *content, CrmConditionFunc func, gpointer data)
{
  crm_condition_foreach_view (content->where, func, data);
  for (guint i = 0; i < content->colours->len; i++)
    crm_condition_foreach_view (g_array_index (content->colours, CrmColourRule, i).where, func,
                                data);
}

typedef struct {
  CrmTxn *txn;
  const CrmRecord *saved;
  const CrmEntity *entity;
  GHashTable *seen; /* ids of views that were followed */
  gboolean named;   /* an id has taken the place of a name */
  GError *error;
} Check;

static void follow_view (CrmCondition *test, gpointer data);

/* From view to view, whoever's they are: back to the saved one there is no way. */
static void
follow_record (Check *check, const CrmRecord *view)
{
  gint64 id = crm_record_get_id (view);
  g_autoptr (CrmViewContent) content = NULL;

  if (id == crm_record_get_id (check->saved)) {
    g_set_error (&check->error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The filter asks for a saved view that itself asks for “%s”: a ring has no "
                    "beginning. Take the condition away."),
                 crm_record_get_text (check->saved, "name"));
    return;
  }
  if (!g_hash_table_add (check->seen, g_memdup2 (&id, sizeof id)))
    return;
  content = crm_view_content_parse (crm_record_get_text (view, "content"), NULL);
  if (content != NULL)
    foreach_view (content, follow_view, check);
}

static void
follow_view (CrmCondition *test, gpointer data)
{
  Check *check = data;
  g_autoptr (CrmRecord) view = NULL;

  if (check->error != NULL || test->values == NULL || test->values[0] == NULL)
    return;
  view = find_by_id (check->txn, test->values[0], TRUE, NULL);
  if (view != NULL)
    follow_record (check, view);
}

/* Who saves it and whose it is must both see what it asks for; a view for everybody asks only for
 * such. The rules of a save are trusted: they look at it themselves. */
static void
check_view (CrmCondition *test, gpointer data)
{
  Check *check = data;
  g_autoptr (CrmPath) path = NULL;
  g_autoptr (CrmRecord) view = NULL;
  g_autofree char *id = NULL;
  const CrmEntity *of;

  if (check->error != NULL)
    return;
  path = crm_path_new (crm_txn_get_schema (check->txn), check->entity, test->path, &check->error);
  if (path == NULL || !crm_view_target (path, test, &of, &check->error))
    return;
  view = find_record (check->txn, test->values[0], of, FALSE, &check->error);
  if (view == NULL)
    return;
  if (!crm_saved_view_is_seen (view, crm_record_get_int (check->saved, "person"))) {
    refuse_unseen (&check->error);
    return;
  }
  if (is_shared (check->saved) && !is_shared (view)) {
    g_set_error (&check->error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The saved view “%s” is for nobody but you, and “%s”, which is for everybody, "
                    "cannot ask for it. Show it to everybody first."),
                 crm_record_get_text (view, "name"), crm_record_get_text (check->saved, "name"));
    return;
  }
  id = g_strdup_printf ("%" G_GINT64_FORMAT, crm_record_get_id (view));
  if (!g_str_equal (id, test->values[0])) {
    g_free (test->values[0]);
    test->values[0] = g_steal_pointer (&id);
    check->named = TRUE;
  }
  follow_record (check, view);
}

static gboolean
check_content (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmViewContent) content =
               crm_view_content_parse (crm_record_get_text (record, "content"), error);
  Check check = { .txn = txn, .saved = record };

  if (content == NULL)
    return FALSE;
  check.entity =
    crm_schema_get (crm_txn_get_schema (txn), crm_record_get_text (record, "entity"), error);
  if (check.entity == NULL)
    return FALSE;
  check.seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  foreach_view (content, check_view, &check);
  g_hash_table_unref (check.seen);
  if (check.error != NULL) {
    g_propagate_error (error, check.error);
    return FALSE;
  }
  if (check.named) {
    g_autofree char *json = crm_view_content_to_json (content);

    crm_record_set_text (record, "content", json);
  }

  return TRUE;
}

/* --- Who asks for a view ---------------------------------------------------------------------- */

/* Any test: what is asked for may be a list of chosen records. */
static gboolean
names (const CrmCondition *condition, const char *id)
{
  if (condition == NULL)
    return FALSE;
  for (guint i = 0; condition->children != NULL && i < condition->children->len; i++)
    if (names (condition->children->pdata[i], id))
      return TRUE;

  return condition->values != NULL && g_strv_contains ((const char *const *)condition->values, id);
}

static gboolean
content_names (const CrmRecord *view, const char *id)
{
  g_autoptr (CrmViewContent) content =
               crm_view_content_parse (crm_record_get_text (view, "content"), NULL);

  if (content == NULL)
    return FALSE;
  for (guint i = 0; i < content->colours->len; i++)
    if (names (g_array_index (content->colours, CrmColourRule, i).where, id))
      return TRUE;

  return names (content->where, id);
}

/* Saved views, whoever's, that name it. (transfer full) (element-type CrmRecord) */
static GPtrArray *
find_users (CrmTxn *txn, gint64 id, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("saved_view");
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  gboolean trusted = crm_txn_trust (txn, TRUE);
  GPtrArray *views;

  crm_query_add_test (query, "content", CRM_TEST_CONTAINS, text);
  crm_query_set_order (query, "name");
  views = crm_txn_query (txn, query, error);
  crm_txn_trust (txn, trusted);
  for (guint i = 0; views != NULL && i < views->len;) {
    if (crm_record_get_id (views->pdata[i]) != id && content_names (views->pdata[i], text))
      i++;
    else
      g_ptr_array_remove_index (views, i);
  }

  return views;
}

/* What a colleague keeps to themselves is not told by its name. */
static char *
user_words (CrmTxn *txn, const CrmRecord *view)
{
  g_autofree char *whose = NULL;

  if (crm_saved_view_is_seen (view, crm_txn_get_person (txn)))
    /* Translators: a saved view among others that ask for one. */
    return g_strdup_printf (_ ("“%s”"), crm_record_get_text (view, "name"));
  whose = crm_txn_title (txn, crm_record_get_int (view, "person"), NULL);

  /* Translators: a saved view that a colleague keeps to themselves. */
  return g_strdup_printf (_ ("a view of %s"), whose != NULL ? whose : "");
}

static char *
users_words (CrmTxn *txn, GPtrArray *users)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < MIN (users->len, MOST_NAMED); i++) {
    g_autofree char *one = user_words (txn, users->pdata[i]);

    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", one);
  }
  if (users->len > MOST_NAMED) {
    guint more = users->len - MOST_NAMED;

    g_string_append_c (words, ' ');
    g_string_append_printf (words, ngettext ("and %u more", "and %u more", more), more);
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

gboolean
crm_view_refuse_used (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  g_autoptr (GPtrArray) users = find_users (txn, crm_record_get_id (record), error);
  g_autofree char *words = NULL;

  if (users == NULL || users->len == 0)
    return users != NULL;
  words = users_words (txn, users);
  g_set_error (
    error, CRM_ERROR, CRM_ERROR_DENIED,
    _ ("“%s” stands in the filter of other saved views: %s. Take it out of there first."),
    crm_record_get_text (record, "name"), words);

  return FALSE;
}

/* Once it is kept by one person, others must not be asking for it. */
static gboolean
check_hidden (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  g_autoptr (GPtrArray) users = find_users (txn, crm_record_get_id (record), error);
  gint64 person = crm_record_get_int (record, "person");
  g_autofree char *words = NULL;

  for (guint i = 0; users != NULL && i < users->len;) {
    if (is_shared (users->pdata[i]) || crm_record_get_int (users->pdata[i], "person") != person)
      i++;
    else
      g_ptr_array_remove_index (users, i);
  }
  if (users == NULL || users->len == 0)
    return users != NULL;
  words = users_words (txn, users);
  g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
               _ ("“%s” has to stay for everybody: it stands in the filter of other saved views: "
                  "%s. Take it out of there first."),
               crm_record_get_text (record, "name"), words);

  return FALSE;
}

gboolean
crm_view_check_saved (CrmTxn *txn, CrmRecord *record, GError **error)
{
  gboolean fresh = crm_record_is_new (record);

  if ((fresh || crm_record_is_changed (record, "content") ||
       crm_record_is_changed (record, "shared")) &&
      !check_content (txn, record, error))
    return FALSE;

  return fresh || is_shared (record) ||
         (!crm_record_is_changed (record, "shared") && !crm_record_is_changed (record, "person")) ||
         check_hidden (txn, record, error);
}
