/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"
#include "store/crm-upgrade.h"

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

/* Beside its party's timeline it stands on those of what it names, each once. */
static void
test_stands (void)
{
  CrmStore *store = sample_new ();
  gint64 alfa = sample_add (store, "party", "name", "Alfa", NULL);
  g_autofree char *alfa_id = id_text (alfa);
  gint64 chairs =
    sample_add (store, "deal", "name", "Chairs", "client", alfa_id, "opened", "2026-01-05", NULL);
  gint64 tables =
    sample_add (store, "deal", "name", "Tables", "client", alfa_id, "opened", "2026-01-05", NULL);
  g_autofree char *chairs_id = id_text (chairs);
  g_autofree char *tables_id = id_text (tables);
  gint64 event = sample_add (store, "event", "title", "Call", "deal", chairs_id, "begins",
                             "2026-01-06 10:00", NULL);
  g_autofree char *event_id = id_text (event);

  sample_add (store, "remark", "text", "Why", "record", chairs_id, "said", "2026-01-07 09:00",
              NULL);
  /* Events have no timeline: what is said there stands with the party alone. */
  sample_add (store, "remark", "text", "How", "record", event_id, "said", "2026-01-08 09:00", NULL);
  sample_add (store, "remark", "text", "Own", "record", alfa_id, "said", "2026-01-09 09:00", NULL);
  assert_timeline (store, chairs, "remark:Why,event:Call");
  assert_timeline (store, event, "");
  assert_timeline (store, alfa,
                   "remark:Own,remark:How,remark:Why,event:Call,deal:Tables,"
                   "deal:Chairs");
  sample_assert_clean (store);

  sample_edit (store, "event", event, "deal", tables_id, "begins", "2026-01-10 10:00", NULL);
  assert_timeline (store, chairs, "remark:Why");
  assert_timeline (store, tables, "event:Call");
  sample_delete (store, "event", event);
  assert_timeline (store, tables, "");
  g_free (sample_undo (store));
  assert_timeline (store, tables, "event:Call");
  /* Another party's by now: on the deal's it stays. */
  sample_edit (store, "deal", tables, "client", "", NULL);
  assert_timeline (store, tables, "event:Call");
  sample_assert_clean (store);
  sample_close (store);
}

/* --- What is told ----------------------------------------------------------------------------- */

static gboolean
told_func (CrmTxn *txn, gpointer data, GError **error)
{
  static const char *const verbs[] = { "none", NULL };
  Asked *asked = data;
  g_autoptr (GPtrArray) done = crm_txn_done (txn, asked->id, verbs, 0, error);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; done != NULL && i < done->len; i++) {
    CrmDone *one = done->pdata[i];

    g_assert_true (one->told);
    g_string_append_printf (text, "%s%s", one->title, one->changes);
  }
  g_free (asked->text);
  asked->text = g_string_free (g_steal_pointer (&text), FALSE);

  return done != NULL;
}

static void
assert_told (CrmStore *store, gint64 id, const char *text)
{
  Asked asked = { .id = id };

  sample_do (store, told_func, &asked);
  g_assert_cmpstr (asked.text, ==, text);
  g_free (asked.text);
}

#define MOVED "Chairs{\"stage\":[\"new\",\"talks\"]}"

static gboolean
refresh_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_refresh_timelines (txn, error);
}

static void
test_told (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gint64 alfa = sample_add (store, "party", "name", "Alfa", NULL);
  g_autofree char *alfa_id = id_text (alfa);
  gint64 deal =
    sample_add (store, "deal", "name", "Chairs", "client", alfa_id, "opened", "2026-01-05", NULL);
  g_autofree char *deal_id = id_text (deal);

  sample_add (store, "event", "title", "Call", "deal", deal_id, "begins", "2026-01-06 10:00", NULL);
  sample_edit (store, "deal", deal, "note", "Soon", NULL);
  assert_told (store, deal, "");
  sample_edit (store, "deal", deal, "stage", "talks", NULL);
  assert_told (store, deal, MOVED);
  assert_told (store, alfa, MOVED);
  /* Undone it was not, and that it was undone nobody tells. */
  g_free (sample_undo (store));
  assert_told (store, deal, "");
  g_free (sample_redo (store));
  assert_told (store, deal, MOVED);
  sample_close (store);

  /* A file that knows of none of it. */
  sample_run_sql (path, "UPDATE log SET told = 0");
  sample_run_sql (path, "DELETE FROM timeline WHERE party IN (SELECT id FROM deal)");
  store = sample_open (path, 0);
  assert_told (store, deal, "");
  assert_timeline (store, deal, "");
  sample_do (store, refresh_func, NULL);
  assert_told (store, deal, MOVED);
  assert_timeline (store, deal, "event:Call");
  assert_timeline (store, alfa, "event:Call,deal:Chairs");
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
  g_test_add_func ("/store/timeline/stands", test_stands);
  g_test_add_func ("/store/timeline/told", test_told);
  g_test_add_func ("/store/timeline/history", test_history);
  g_test_add_func ("/store/timeline/titles", test_titles);

  return g_test_run ();
}
