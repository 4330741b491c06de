/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/seeds/crm-seed.h"

#include "office/lists/crm-saved-view.h"

/* Lists that every office needs and nobody finds ready, in the office's language. */

typedef struct {
  const char *path;
  guint width; /* 0: as the list thinks */
} Column;

static const struct {
  const char *entity;
  const char *names[3];
  const char *where;
  const char *order;
  Column columns[8];
} views[] = {
  /* To be printed and taken along. */
  { "event",
    { [CRM_LANG_EN] = "Route for today",
      [CRM_LANG_RU] = "Маршрут на сегодня",
      [CRM_LANG_RO] = "Traseul de azi" },
    "kind = visit and starts >= today and starts < today+1",
    "starts",
    { { "starts", 115 },
      { "client", 150 },
      { "client.addresses[main].city", 90 },
      { "client.addresses[main].line", 150 },
      { "client.phone_main", 130 },
      { "subject", 0 },
      { "responsible", 130 },
      { NULL, 0 } } },
};

static void
set_columns (CrmViewContent *content, const Column *columns)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  content->widths = json_object_new ();
  for (const Column *column = columns; column->path != NULL; column++) {
    g_strv_builder_add (paths, column->path);
    if (column->width != 0)
      json_object_set_int_member (content->widths, column->path, column->width);
  }
  content->columns = g_strv_builder_end (paths);
}

static gboolean
add_view (CrmTxn *txn, guint at, CrmLang lang, gint64 person, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "saved_view");
  g_autoptr (CrmViewContent) content = crm_view_content_new ();
  g_autofree char *json = NULL;

  set_columns (content, views[at].columns);
  content->order = g_strdup (views[at].order);
  content->where = crm_query_parse_where (views[at].where, error);
  if (content->where == NULL)
    return FALSE;
  json = crm_view_content_to_json (content);
  crm_record_set_text (record, "name", views[at].names[lang]);
  crm_record_set_text (record, "entity", views[at].entity);
  crm_record_set_int (record, "person", person);
  crm_record_set_int (record, "shared", 1);
  crm_record_set_text (record, "content", json);

  return crm_txn_save (txn, record, error);
}

gboolean
_crm_seed_views (CrmTxn *txn, CrmLang lang, gint64 person, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (!add_view (txn, i, lang, person, error))
      return FALSE;

  return TRUE;
}
