/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-list.h"

CrmRecordList *
sample_list (CrmStore *store, const char *entity, const char *order, const char *const *paths)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GError) error = NULL;
  CrmRecordList *list;

  if (order != NULL)
    crm_query_set_order (query, order);
  list = crm_record_list_new (store, query, paths, &error);
  g_assert_no_error (error);

  return list;
}

void
sample_list_wait (CrmRecordList *list)
{
  gboolean done = FALSE;
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!done) {
    g_main_context_iteration (NULL, FALSE);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    done = crm_record_list_is_complete (list) && !crm_record_list_is_loading (list);
  }
  sample_settle ();
}

char *
sample_cell (CrmRecordList *list, guint position, guint column)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!crm_row_is_loaded (row)) {
    g_main_context_iteration (NULL, FALSE);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }

  return crm_row_format (row, column, CRM_LANG_EN);
}

char *
sample_cells (CrmRecordList *list)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autofree char *text = sample_cell (list, i, 0);

    g_string_append_printf (all, "%s%s", i > 0 ? "," : "", text);
  }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

CrmStore *
sample_few (void)
{
  CrmStore *store = sample_new ();
  gint64 ana = sample_add (store, "person", "name", "Ana", NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, ana);

  sample_add (store, "party", "name", "Gamma", "rating", "3", NULL);
  sample_add (store, "party", "name", "Alfa", "rating", "1", "responsible", id, NULL);
  sample_add (store, "party", "name", "Beta", NULL);
  sample_add (store, "party", "name", "Delta", "rating", "3", NULL);

  return store;
}

void
sample_ask (CrmRecordList *list, const char *order, const char *words, const char *where)
{
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GError) error = NULL;

  if (order != NULL)
    crm_query_set_order (query, order);
  crm_query_set_words (query, words);
  if (where != NULL)
    crm_query_add_where (query, crm_query_parse_where (where, NULL));
  g_assert_true (crm_record_list_set_query (list, query, &error));
  g_assert_no_error (error);
  sample_list_wait (list);
}
