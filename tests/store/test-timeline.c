/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <string.h>

typedef struct {
  gint64 id;
  char *text;
} Asked;

static gboolean
timeline_func (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autoptr (GPtrArray) moments = crm_txn_timeline (txn, asked->id, 0, error);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; moments != NULL && i < moments->len; i++) {
    CrmMoment *moment = moments->pdata[i];

    g_string_append_printf (text, "%s%s:%s", i > 0 ? "," : "", moment->entity, moment->title);
  }
  g_free (asked->text);
  asked->text = g_string_free (g_steal_pointer (&text), FALSE);

  return moments != NULL;
}

static void
assert_timeline (CrmStore *store, gint64 party, const char *text)
{
  Asked asked = { .id = party };

  sample_do (store, timeline_func, &asked);
  g_assert_cmpstr (asked.text, ==, text);
  g_free (asked.text);
}

static char *
id_text (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static void
test_moves (void)
{
  CrmStore *store = sample_new ();
  gint64 alfa = sample_add (store, "party", "name", "Alfa", NULL);
  gint64 beta = sample_add (store, "party", "name", "Beta", NULL);
  g_autofree char *alfa_id = id_text (alfa);
  g_autofree char *beta_id = id_text (beta);
  gint64 deal =
    sample_add (store, "deal", "name", "Chairs", "client", alfa_id, "opened", "2026-01-05", NULL);
  g_autofree char *deal_id = id_text (deal);
  gint64 event = sample_add (store, "event", "title", "Call", "deal", deal_id, "begins",
                             "2026-01-06 10:00", NULL);

  assert_timeline (store, alfa, "event:Call,deal:Chairs");
  sample_edit (store, "deal", deal, "client", beta_id, NULL);
  assert_timeline (store, alfa, "");
  assert_timeline (store, beta, "event:Call,deal:Chairs");
  sample_edit (store, "event", event, "title", "Visit", "begins", "2026-01-04 10:00", NULL);
  assert_timeline (store, beta, "deal:Chairs,event:Visit");
  sample_assert_clean (store);

  sample_delete (store, "event", event);
  assert_timeline (store, beta, "deal:Chairs");
  sample_edit (store, "deal", deal, "client", alfa_id, NULL);
  assert_timeline (store, alfa, "deal:Chairs");
  sample_restore (store, "event", event);
  assert_timeline (store, alfa, "deal:Chairs,event:Visit");
  sample_edit (store, "event", event, "deal", "", NULL);
  sample_edit (store, "deal", deal, "opened", "", NULL);
  assert_timeline (store, alfa, "");
  sample_assert_clean (store);
  sample_close (store);
}

static gboolean
history_func (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autoptr (GPtrArray) entries = crm_txn_history (txn, asked->id, 0, error);
  CrmHistory *newest, *oldest;

  g_assert_cmpuint (entries->len, ==, 3);
  newest = entries->pdata[0];
  oldest = entries->pdata[2];
  g_assert_cmpstr (newest->verb, ==, "test");
  g_assert_cmpint (newest->at, ==, SAMPLE_NOW);
  g_assert_nonnull (strstr (newest->changes, "\"city\":[\"Orhei\",null]"));
  g_assert_nonnull (strstr (newest->changes, "111"));
  g_assert_null (strstr (newest->changes, "name"));
  g_assert_null (strstr (newest->changes, "modified"));
  g_assert_null (oldest->changes);
  g_assert_false (oldest->undone);

  return TRUE;
}

static void
test_history (void)
{
  CrmStore *store = sample_new ();
  Asked asked = { .id = sample_add (store, "party", "name", "Alfa", NULL) };

  sample_edit (store, "party", asked.id, "city", "Orhei", NULL);
  sample_edit (store, "party", asked.id, "city", "", "phones.number", "111", NULL);
  sample_do (store, history_func, &asked);
  sample_close (store);
}

static gboolean
title_func (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  const char *entity = NULL;

  g_free (asked->text);
  asked->text = crm_txn_title (txn, asked->id, &entity);
  if (asked->text != NULL)
    g_assert_cmpstr (entity, ==, "party");

  return TRUE;
}

static void
test_titles (void)
{
  CrmStore *store = sample_new ();
  Asked asked = { .id = sample_add (store, "party", "name", "Alfa", NULL) };

  sample_do (store, title_func, &asked);
  g_assert_cmpstr (asked.text, ==, "Alfa");
  sample_edit (store, "party", asked.id, "name", "Beta", NULL);
  sample_do (store, title_func, &asked);
  g_assert_cmpstr (asked.text, ==, "Beta");
  /* What others refer to stays readable in the trash. */
  sample_delete (store, "party", asked.id);
  sample_do (store, title_func, &asked);
  g_assert_cmpstr (asked.text, ==, "Beta");
  asked.id = 77;
  sample_do (store, title_func, &asked);
  g_assert_null (asked.text);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/timeline/moves", test_moves);
  g_test_add_func ("/store/timeline/history", test_history);
  g_test_add_func ("/store/timeline/titles", test_titles);

  return g_test_run ();
}
