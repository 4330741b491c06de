/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"
#include "store/crm-content.h"
#include "store/crm-marks.h"

#include <string.h>

/* What stands beside records: remarks that follow them, marks of one person, bytes of files. */

typedef struct {
  gint64 id;
  char *text;
} Asked;

static gboolean
timeline_func (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) page = NULL;
  CrmMoment last = { 0 };

  /* One at a time, so that pages are proven to join. */
  page = crm_txn_timeline (txn, asked->id, 1, error);
  while (page != NULL && page->len > 0) {
    CrmMoment *moment = page->pdata[0];

    g_string_append_printf (text, "%s ", moment->title);
    last.at = moment->at;
    last.n = moment->n;
    g_ptr_array_unref (page);
    page = crm_txn_timeline_before (txn, asked->id, &last, 1, error);
  }
  asked->text = g_string_free (g_steal_pointer (&text), FALSE);

  return page != NULL;
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
test_companions (void)
{
  CrmStore *store = sample_new ();
  gint64 alfa = sample_add (store, "party", "name", "Alfa", NULL);
  gint64 beta = sample_add (store, "party", "name", "Beta", NULL);
  gint64 thing = sample_add (store, "thing", "text", "Lamp", NULL);
  g_autofree char *alfa_id = id_text (alfa);
  g_autofree char *beta_id = id_text (beta);
  g_autofree char *thing_id = id_text (thing);
  gint64 deal =
    sample_add (store, "deal", "name", "Chairs", "client", alfa_id, "opened", "2026-01-05", NULL);
  g_autofree char *deal_id = id_text (deal);
  gint64 event = sample_add (store, "event", "title", "Call", "deal", deal_id, "begins",
                             "2026-01-06 10:00", NULL);
  g_autofree char *event_id = id_text (event);
  gint64 remark;

  sample_add (store, "remark", "text", "Own", "record", alfa_id, "said", "2026-01-07 09:00", NULL);
  remark = sample_add (store, "remark", "text", "Of-deal", "record", deal_id, "said",
                       "2026-01-08 09:00", NULL);
  sample_add (store, "remark", "text", "Of-call", "record", event_id, "said", "2026-01-09 09:00",
              NULL);
  sample_add (store, "remark", "text", "Of-lamp", "record", thing_id, "said", "2026-01-09 09:00",
              NULL);
  assert_timeline (store, alfa, "Of-call Of-deal Own Call Chairs ");
  /* What has no client is a place of its own. */
  assert_timeline (store, thing, "Of-lamp ");
  sample_assert_clean (store);

  /* The deal goes to another client, and with it what was said of it and of its calls. */
  sample_edit (store, "deal", deal, "client", beta_id, NULL);
  assert_timeline (store, alfa, "Own ");
  assert_timeline (store, beta, "Of-call Of-deal Call Chairs ");
  sample_assert_clean (store);

  sample_edit (store, "remark", remark, "record", thing_id, NULL);
  assert_timeline (store, beta, "Of-call Call Chairs ");
  assert_timeline (store, thing, "Of-lamp Of-deal ");
  g_free (sample_undo (store));
  assert_timeline (store, beta, "Of-call Of-deal Call Chairs ");
  sample_assert_clean (store);
  sample_close (store);
}

static gboolean
done_func (CrmTxn *txn, gpointer data, GError **error)
{
  static const char *const verbs[] = { "test", NULL };
  static const char *const other[] = { "other", NULL };
  Asked *asked = data;
  g_autoptr (GPtrArray) done = crm_txn_done (txn, asked->id, verbs, 2, error);
  g_autoptr (GPtrArray) none = crm_txn_done (txn, asked->id, other, 2, error);
  CrmDone *newest;

  g_assert_cmpuint (done->len, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);
  newest = done->pdata[0];
  g_assert_cmpstr (newest->entity, ==, "deal");
  g_assert_cmpstr (newest->title, ==, "Tables");
  g_assert_cmpstr (newest->verb, ==, "test");
  g_assert_nonnull (newest->changes);

  return TRUE;
}

static void
test_done (void)
{
  CrmStore *store = sample_new ();
  Asked asked = { .id = sample_add (store, "party", "name", "Alfa", NULL) };
  g_autofree char *party = id_text (asked.id);
  gint64 deal = sample_add (store, "deal", "name", "Chairs", "client", party, NULL);

  sample_edit (store, "deal", deal, "name", "Tables", NULL);
  sample_do (store, done_func, &asked);
  sample_close (store);
}

/* --- Marks ------------------------------------------------------------------------------------ */

static gboolean
star_func (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;

  return crm_txn_set_mark (txn, CRM_MARK_FAVOURITE, asked->id, asked->text != NULL ? 0 : 100,
                           error) &&
         crm_txn_set_mark (txn, CRM_MARK_READ, asked->id, 7, error);
}

static gboolean
stars_func (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autoptr (GPtrArray) hits = crm_txn_get_marked (txn, CRM_MARK_FAVOURITE, 0, error);
  gint64 at;

  g_free (asked->text);
  asked->text = g_strdup (hits->len > 0 ? ((CrmHit *)g_ptr_array_index (hits, 0))->title : "none");
  g_assert_true (crm_txn_get_mark (txn, CRM_MARK_READ, asked->id, &at, error));
  asked->id = at;

  return TRUE;
}

static void
assert_marks (CrmStore *store, gint64 id, const char *star, gint64 read)
{
  Asked asked = { .id = id };

  sample_do (store, stars_func, &asked);
  g_assert_cmpstr (asked.text, ==, star);
  g_assert_cmpint (asked.id, ==, read);
  g_free (asked.text);
}

static void
test_marks (void)
{
  CrmStore *store = sample_new ();
  gint64 me = sample_add (store, "person", "name", "Ana", NULL);
  gint64 other = sample_add (store, "person", "name", "Ion", NULL);
  Asked asked = { .id = sample_add (store, "party", "name", "Alfa", NULL) };
  g_autofree char *undone = NULL;

  crm_store_set_person (store, me);
  sample_do (store, star_func, &asked);
  assert_marks (store, asked.id, "Alfa", 7);
  crm_store_set_person (store, other);
  assert_marks (store, asked.id, "none", 0);
  crm_store_set_person (store, me);
  /* A star is nothing that was done: what is taken back is what was done before. */
  sample_edit (store, "party", asked.id, "city", "Orhei", NULL);
  sample_do (store, star_func, &asked);
  undone = sample_undo (store);
  sample_assert (store, "party", asked.id, "city", "");
  assert_marks (store, asked.id, "Alfa", 7);
  /* In the trash it is nobody's favourite; back, it is again. */
  sample_delete (store, "party", asked.id);
  assert_marks (store, asked.id, "none", 7);
  sample_restore (store, "party", asked.id);
  assert_marks (store, asked.id, "Alfa", 7);
  asked.text = (char *)"off";
  sample_do (store, star_func, &asked);
  assert_marks (store, asked.id, "none", 7);
  sample_close (store);
}

/* --- Contents --------------------------------------------------------------------------------- */

#define HASH "0123"

static gboolean
write_func (CrmTxn *txn, gpointer data, GError **error)
{
  const char *text = data;
  gboolean complete;

  return crm_txn_begin_content (txn, HASH, 6, &complete, error) &&
         (complete || (crm_txn_add_content (txn, HASH, 0, text, 3, error) &&
                       crm_txn_add_content (txn, HASH, 1, text + 3, strlen (text + 3), error)));
}

static gboolean
end_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_end_content (txn, HASH, error);
}

static gboolean
read_func (CrmTxn *txn, gpointer data, GError **error)
{
  GString *text = data;

  for (gint64 piece = 0;; piece++) {
    g_autoptr (GError) local = NULL;
    g_autoptr (GBytes) bytes = crm_txn_read_content (txn, HASH, piece, &local);

    if (bytes == NULL) {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    g_string_append_len (text, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  }
}

static gboolean
drop_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) unfinished = crm_txn_unfinished_content (txn, SAMPLE_NOW + 1, error);

  g_assert_cmpuint (unfinished->len, ==, 1);
  g_assert_cmpstr (unfinished->pdata[0], ==, HASH);

  return crm_txn_drop_content (txn, HASH, error);
}

static void
test_content (void)
{
  CrmStore *store = sample_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *unfinished = NULL;
  g_autofree char *cut = NULL;

  sample_do (store, write_func, (gpointer) "abcde");
  /* Nobody's until it is whole. */
  unfinished = sample_refuse (store, read_func, text, CRM_ERROR_NOT_FOUND);
  cut = sample_refuse (store, end_func, NULL, CRM_ERROR_INVALID);
  sample_do (store, drop_func, NULL);
  sample_do (store, write_func, (gpointer) "abcdef");
  /* Brought once more, by somebody else, before it was complete and after. */
  sample_do (store, write_func, (gpointer) "abcdef");
  sample_do (store, end_func, NULL);
  sample_do (store, write_func, (gpointer) "abcdef");
  sample_do (store, read_func, text);
  g_assert_cmpstr (text->str, ==, "abcdef");
  sample_assert_clean (store);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/beside/companions", test_companions);
  g_test_add_func ("/store/beside/done", test_done);
  g_test_add_func ("/store/beside/marks", test_marks);
  g_test_add_func ("/store/beside/content", test_content);

  return g_test_run ();
}
