/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/deals/crm-deal.h"
#include "office/deals/crm-pipeline.h"
#include "office/products/crm-product.h"

#include <string.h>

static gboolean
check_new (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", office_test_deal (txn, client));
  g_autoptr (CrmRecord) second = office_test_get (txn, "deal", office_test_deal (txn, client));
  CrmRecord *line = g_ptr_array_index (crm_record_get_lines (deal, "lines"), 0);

  g_assert_cmpint (crm_record_get_int (deal, "number"), ==, 1);
  g_assert_cmpint (crm_record_get_int (second, "number"), ==, 2);
  g_assert_cmpstr (crm_record_get_text (deal, "currency"), ==, "MDL");
  g_assert_cmpstr (crm_record_get_text (deal, "stage_kind"), ==, "open");
  g_assert_cmpint (crm_record_get_lines (deal, "history")->len, ==, 1);
  g_assert_cmpstr (crm_record_get_text (line, "name"), ==, "Chair");
  g_assert_cmpint (crm_record_get_int (line, "price"), ==, 1000000);
  g_assert_cmpint (crm_record_get_int (line, "tax"), ==, 2000);
  g_assert_cmpint (crm_record_get_int (line, "sum"), ==, 30000);
  g_assert_cmpint (crm_record_get_int (line, "tax_sum"), ==, 6000);
  g_assert_cmpint (crm_record_get_int (deal, "amount"), ==, 36000);

  return TRUE;
}

static void
test_new (void)
{
  office_test_in ("MD", check_new);
}

/* A number that went to the trash is not given again. */
static gboolean
check_trash (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  gint64 first = office_test_deal (txn, client);
  g_autoptr (CrmRecord) second = NULL;

  if (!crm_txn_delete (txn, "deal", first, error))
    return FALSE;
  second = office_test_get (txn, "deal", office_test_deal (txn, client));
  g_assert_cmpint (crm_record_get_int (second, "number"), ==, 2);

  return TRUE;
}

static void
test_trash (void)
{
  office_test_in ("MD", check_trash);
}

static gboolean
check_move (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  gint64 id = office_test_deal (txn, client);
  g_autoptr (CrmRecord) won = office_test_find (txn, "stage", "kind", "won");
  g_autoptr (CrmRecord) deal = NULL;
  GPtrArray *history;

  for (guint i = 0; i < 2; i++) {
    if (!crm_deal_move (txn, id, crm_record_get_id (won), error))
      return FALSE;
  }
  deal = office_test_get (txn, "deal", id);
  g_assert_cmpstr (crm_record_get_text (deal, "stage_kind"), ==, "won");
  history = crm_record_get_lines (deal, "history");
  g_assert_cmpint (history->len, ==, 2);
  g_assert_false (crm_record_is_null (g_ptr_array_index (history, 0), "left_at"));
  g_assert_true (crm_record_is_null (g_ptr_array_index (history, 1), "left_at"));
  g_assert_cmpint (crm_record_get_int (g_ptr_array_index (history, 1), "stage"), ==,
                   crm_record_get_id (won));

  return TRUE;
}

static void
test_move (void)
{
  office_test_in ("MD", check_move);
}

static gboolean
check_other_pipeline (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  gint64 id = office_test_deal (txn, client);
  g_autoptr (CrmRecord) pipeline = crm_txn_new (txn, "pipeline");
  g_autoptr (CrmRecord) stage = crm_txn_new (txn, "stage");
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", id);
  g_autoptr (CrmRecord) moved = NULL;
  g_autofree char *wrong = NULL;
  g_autofree char *used = NULL;

  crm_record_set_text (pipeline, "name", "Service");
  office_test_save (txn, pipeline);
  crm_record_set_int (stage, "pipeline", crm_record_get_id (pipeline));
  crm_record_set_text (stage, "name", "Talk");
  office_test_save (txn, stage);

  crm_record_set_int (deal, "stage", crm_record_get_id (stage));
  wrong = office_test_save_refused (txn, deal, CRM_ERROR_INVALID);
  if (!crm_deal_move (txn, id, crm_record_get_id (stage), error))
    return FALSE;
  moved = office_test_get (txn, "deal", id);
  g_assert_cmpint (crm_record_get_int (moved, "pipeline"), ==, crm_record_get_id (pipeline));

  /* Deals stand here now. */
  crm_record_set_text (stage, "kind", "won");
  used = office_test_save_refused (txn, stage, CRM_ERROR_DENIED);
  g_assert_false (crm_txn_delete (txn, "stage", crm_record_get_id (stage), NULL));
  g_assert_false (crm_txn_delete (txn, "pipeline", crm_record_get_id (pipeline), NULL));

  return TRUE;
}

static void
test_other_pipeline (void)
{
  office_test_in ("MD", check_other_pipeline);
}

/* --- Lines --------------------------------------------------------------------------------------
 */

static gboolean
check_rate_follows (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) old = office_test_find (txn, "tax_rate", "name", "VAT 20%");
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RU);
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", office_test_deal (txn, client));
  CrmRecord *line = g_ptr_array_index (crm_record_get_lines (deal, "lines"), 0);

  crm_record_set_int (line, "tax_rate", crm_record_get_id (old));
  office_test_save (txn, deal);
  line = g_ptr_array_index (crm_record_get_lines (deal, "lines"), 0);
  g_assert_cmpint (crm_record_get_int (line, "tax"), ==, 2200);
  g_assert_cmpint (crm_record_get_int (line, "tax_rate"), !=, crm_record_get_id (old));
  /* Russian prices contain it. */
  g_assert_cmpint (crm_record_get_int (deal, "amount"), ==, 30000);

  return TRUE;
}

static void
test_rate_follows (void)
{
  office_test_in ("RU", check_rate_follows);
}

static gboolean
check_no_vat (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) ours = office_test_ours (txn);
  g_autoptr (CrmRecord) deal = NULL;
  CrmRecord *line;

  crm_record_set_int (ours, "vat_payer", 0);
  office_test_save (txn, ours);
  deal = office_test_get (txn, "deal",
                          office_test_deal (txn, office_test_client (txn, "A", CRM_LANG_RO)));
  line = g_ptr_array_index (crm_record_get_lines (deal, "lines"), 0);
  g_assert_true (crm_record_is_null (line, "tax"));
  g_assert_cmpint (crm_record_get_int (deal, "amount"), ==, 30000);

  return TRUE;
}

static void
test_no_vat (void)
{
  office_test_in ("MD", check_no_vat);
}

static gboolean
check_whole (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", office_test_deal (txn, client));
  CrmRecord *line = g_ptr_array_index (crm_record_get_lines (deal, "lines"), 0);
  g_autofree char *message = NULL;
  g_autofree char *discount = NULL;

  crm_record_set_int (line, "quantity", 2500);
  message = office_test_save_refused (txn, deal, CRM_ERROR_INVALID);
  crm_record_set_int (line, "quantity", 2000);
  crm_record_set_int (line, "discount", 10001);
  discount = office_test_save_refused (txn, deal, CRM_ERROR_INVALID);

  return TRUE;
}

static void
test_whole (void)
{
  office_test_in ("MD", check_whole);
}

static void
add_price (CrmRecord *product, gint64 price, const char *currency, const char *from, gint64 least)
{
  CrmRecord *line = crm_record_add_line (product, "prices");

  crm_record_set_int (line, "price", price);
  crm_record_set_text (line, "currency", currency);
  crm_record_set_text (line, "valid_from", from);
  if (least != 0)
    crm_record_set_int (line, "min_quantity", least);
}

static gboolean
check_prices (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) product = crm_txn_new (txn, "product");
  gint64 price;

  add_price (product, 100, "MDL", NULL, 0);
  add_price (product, 200, "MDL", "2026-01-01", 0);
  add_price (product, 150, "MDL", "2026-01-01", 10000);
  add_price (product, 300, "MDL", "2027-01-01", 0);
  add_price (product, 5, "EUR", NULL, 0);

  g_assert_true (crm_product_find_price (product, "MDL", "2025-06-01", 1000, &price));
  g_assert_cmpint (price, ==, 100);
  g_assert_true (crm_product_find_price (product, "MDL", "2026-06-01", 1000, &price));
  g_assert_cmpint (price, ==, 200);
  g_assert_true (crm_product_find_price (product, "MDL", "2026-06-01", 10000, &price));
  g_assert_cmpint (price, ==, 150);
  g_assert_true (crm_product_find_price (product, "EUR", "2026-06-01", 1000, &price));
  g_assert_cmpint (price, ==, 5);
  g_assert_false (crm_product_find_price (product, "USD", "2026-06-01", 1000, &price));

  return TRUE;
}

static void
test_prices (void)
{
  office_test_in ("MD", check_prices);
}

/* --- Postponed -------------------------------------------------------------------------------- */

static CrmRecord *
lose (CrmTxn *txn, gint64 id, const char *reason, const char *day)
{
  g_autoptr (CrmRecord) lost = office_test_find (txn, "stage", "kind", "lost");
  CrmRecord *deal = office_test_get (txn, "deal", id);

  crm_record_set_int (deal, "stage", crm_record_get_id (lost));
  crm_record_set_text (deal, "lost_reason", reason);
  crm_record_set_text (deal, "return_on", day);

  return deal;
}

/* The state and day of the task that the deal made. (transfer full) */
static char *
read_task (CrmTxn *txn, const CrmRecord *deal)
{
  g_autoptr (CrmRecord) task =
               office_test_get (txn, "task", crm_record_get_int (deal, "return_task"));

  g_assert_cmpint (crm_record_get_int (task, "deal"), ==, crm_record_get_id (deal));
  g_assert_cmpint (crm_record_get_int (task, "client"), ==, crm_record_get_int (deal, "client"));
  g_assert_cmpint (crm_record_get_int (task, "assignee"), ==,
                   crm_record_get_int (deal, "responsible"));

  return g_strdup_printf ("%s %s %s", crm_record_get_text (task, "state"),
                          crm_record_get_text (task, "due"), crm_record_get_text (task, "title"));
}

static gboolean
check_postponed (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 id = office_test_deal (txn, office_test_client (txn, "Alfa", CRM_LANG_RO));
  g_autoptr (CrmRecord) deal = lose (txn, id, "postponed", NULL);
  g_autofree char *title =
    g_strdup_printf ("open 2026-09-01 Come back to “%s”", crm_record_get_text (deal, "title"));
  g_autofree char *asked = office_test_save_refused (txn, deal, CRM_ERROR_INVALID);
  g_autofree char *made = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *again = NULL;

  g_assert_nonnull (strstr (asked, "Return on"));
  g_assert_cmpint (office_test_count (txn, "task"), ==, 0);
  crm_record_set_text (deal, "return_on", "2026-09-01");
  office_test_save (txn, deal);
  made = read_task (txn, deal);
  g_assert_cmpstr (made, ==, title);

  /* Saved again, the day moved. */
  crm_record_set_text (deal, "note", "They build until autumn");
  office_test_save (txn, deal);
  crm_record_set_text (deal, "return_on", "2026-10-01");
  office_test_save (txn, deal);
  g_assert_cmpint (office_test_count (txn, "task"), ==, 1);
  moved = read_task (txn, deal);
  g_assert_true (g_str_has_prefix (moved, "open 2026-10-01"));
  crm_record_set_null (deal, "return_on");
  again = office_test_save_refused (txn, deal, CRM_ERROR_INVALID);

  return TRUE;
}

static void
test_postponed (void)
{
  office_test_in ("MD", check_postponed);
}

/* In work again: the task is not needed. Done, a further day makes another one. */
static gboolean
check_taken_up (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 id = office_test_deal (txn, office_test_client (txn, "Alfa", CRM_LANG_RO));
  g_autoptr (CrmRecord) open = office_test_find (txn, "stage", "kind", "open");
  g_autoptr (CrmRecord) deal = lose (txn, id, "postponed", "2026-09-01");
  g_autoptr (CrmRecord) task = NULL;
  g_autoptr (CrmRecord) taken = NULL;
  g_autoptr (CrmRecord) cancelled = NULL;
  gint64 second;

  office_test_save (txn, deal);
  task = office_test_get (txn, "task", crm_record_get_int (deal, "return_task"));
  crm_record_set_text (task, "state", "done");
  office_test_save (txn, task);
  office_test_save (txn, deal);
  g_assert_cmpint (office_test_count (txn, "task"), ==, 1);
  crm_record_set_text (deal, "return_on", "2026-12-01");
  office_test_save (txn, deal);
  second = crm_record_get_int (deal, "return_task");
  g_assert_cmpint (office_test_count (txn, "task"), ==, 2);

  if (!crm_deal_move (txn, id, crm_record_get_id (open), error))
    return FALSE;
  taken = office_test_get (txn, "deal", id);
  cancelled = office_test_get (txn, "task", second);
  g_assert_true (crm_record_is_null (taken, "return_on"));
  g_assert_true (crm_record_is_null (taken, "return_task"));
  g_assert_cmpstr (crm_record_get_text (cancelled, "state"), ==, "cancelled");

  return TRUE;
}

static void
test_taken_up (void)
{
  office_test_in ("MD", check_taken_up);
}

static gboolean
make_deal (CrmTxn *txn, gpointer data, GError **error)
{
  *(gint64 *)data = office_test_deal (txn, office_test_client (txn, "Alfa", CRM_LANG_RO));

  return TRUE;
}

static gboolean
postpone (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) deal = lose (txn, *(gint64 *)data, "postponed", "2026-09-01");

  return crm_txn_save (txn, deal, error);
}

/* What is undone is called after the deal, and takes the task with it. */
static gboolean
undo_postponed (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", *(gint64 *)data);
  g_autofree char *title = crm_record_title (deal);
  g_autofree char *undone = NULL;

  g_assert_cmpint (office_test_count (txn, "task"), ==, 1);
  if (!crm_txn_undo (txn, 0, &undone, error))
    return FALSE;
  g_assert_cmpstr (undone, ==, title);

  return TRUE;
}

static gboolean
check_undone (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", *(gint64 *)data);

  g_assert_cmpint (office_test_count (txn, "task"), ==, 0);
  g_assert_cmpstr (crm_record_get_text (deal, "stage_kind"), ==, "open");
  g_assert_true (crm_record_is_null (deal, "return_task"));

  return TRUE;
}

static void
test_postponed_undone (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  gint64 id = 0;

  office_test_do (office, make_deal, &id);
  office_test_do (office, postpone, &id);
  office_test_do (office, undo_postponed, &id);
  office_test_do (office, check_undone, &id);
  office_test_close (office);
}

/* --- From outside -------------------------------------------------------------------------------
 */

typedef struct {
  gint64 deal;
  gint64 stage;
} Move;

static gboolean
prepare (CrmTxn *txn, gpointer data, GError **error)
{
  Move *move = data;
  g_autoptr (CrmRecord) won = office_test_find (txn, "stage", "kind", "won");

  move->deal = office_test_deal (txn, office_test_client (txn, "Alfa", CRM_LANG_RO));
  move->stage = crm_record_get_id (won);

  return TRUE;
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_outside (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autoptr (GAsyncResult) moved = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (CrmRecord) deal = NULL;
  g_autoptr (CrmUndo) undo = NULL;
  g_autoptr (GError) error = NULL;
  Move move;

  office_test_do (office, prepare, &move);
  crm_deal_move_async (office, move.deal, move.stage, NULL, keep_result_cb, &moved);
  wait_for (&moved);
  crm_deal_move_finish (office, moved, &error);
  g_assert_no_error (error);
  crm_office_undo_async (office, crm_undo_new (0), NULL, keep_result_cb, &undone);
  wait_for (&undone);
  crm_office_undo_finish (office, undone, &undo, &error);
  g_assert_no_error (error);
  crm_office_load_async (office, "deal", move.deal, NULL, keep_result_cb, &loaded);
  wait_for (&loaded);
  deal = crm_office_load_finish (office, loaded, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (crm_record_get_text (deal, "stage_kind"), ==, "open");
  g_assert_cmpint (crm_record_get_lines (deal, "history")->len, ==, 1);
  g_clear_object (&moved);
  g_clear_object (&undone);
  g_clear_object (&loaded);
  office_test_close (office);
}

/* --- In order --------------------------------------------------------------------------------- */

static gint64
add_stage (CrmTxn *txn, gint64 pipeline, const char *name, gint64 rank)
{
  g_autoptr (CrmRecord) stage = crm_txn_new (txn, "stage");

  crm_record_set_int (stage, "pipeline", pipeline);
  crm_record_set_text (stage, "name", name);
  crm_record_set_int (stage, "rank", rank);
  office_test_save (txn, stage);

  return crm_record_get_id (stage);
}

static void
add_deal_at (CrmTxn *txn, gint64 client, gint64 pipeline, gint64 stage)
{
  g_autoptr (CrmRecord) deal = office_test_get (txn, "deal", office_test_deal (txn, client));

  crm_record_set_int (deal, "pipeline", pipeline);
  crm_record_set_int (deal, "stage", stage);
  office_test_save (txn, deal);
}

/* Deals sorted by stage go as deals go, pipeline by pipeline, and not by the alphabet. */
static gboolean
check_by_stage (CrmTxn *txn, gpointer data, GError **error)
{
  static const char *const names[] = { "Tasting", "Agreed", "Measuring" };
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  g_autoptr (CrmRecord) pipeline = crm_txn_new (txn, "pipeline");
  g_autoptr (CrmRecord) usual = crm_pipeline_first (txn, error);
  g_autoptr (GPtrArray) stages = NULL;
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  g_autoptr (GPtrArray) deals = NULL;
  gint64 id;

  /* Before the usual one by its name, behind it by its place. */
  crm_record_set_text (pipeline, "name", "A wine tasting");
  crm_record_set_int (pipeline, "rank", 1000);
  office_test_save (txn, pipeline);
  id = crm_record_get_id (pipeline);
  for (guint i = G_N_ELEMENTS (names); i-- > 0;)
    add_deal_at (txn, client, id, add_stage (txn, id, names[i], i));
  stages = crm_pipeline_stages (txn, crm_record_get_id (usual), error);
  for (guint i = stages->len; i-- > 0;)
    if (g_str_equal (crm_record_get_text (stages->pdata[i], "kind"), "open"))
      add_deal_at (txn, client, crm_record_get_id (usual), crm_record_get_id (stages->pdata[i]));

  crm_query_set_order (query, "stage");
  deals = crm_txn_query (txn, query, error);
  g_assert_cmpuint (deals->len, >, G_N_ELEMENTS (names) + 1);
  for (guint i = 0; i < deals->len; i++) {
    guint behind = deals->len - G_N_ELEMENTS (names);
    gint64 at = crm_record_get_int (deals->pdata[i], "stage");
    g_autofree char *title = crm_txn_title (txn, at, NULL);

    if (i >= behind)
      g_assert_cmpstr (title, ==, names[i - behind]);
    else
      g_assert_cmpint (at, ==, crm_record_get_id (stages->pdata[i]));
  }

  return TRUE;
}

static void
test_by_stage (void)
{
  office_test_in ("MD", check_by_stage);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/deals/new", test_new);
  g_test_add_func ("/office/deals/trash", test_trash);
  g_test_add_func ("/office/deals/move", test_move);
  g_test_add_func ("/office/deals/other-pipeline", test_other_pipeline);
  g_test_add_func ("/office/deals/rate-follows", test_rate_follows);
  g_test_add_func ("/office/deals/no-vat", test_no_vat);
  g_test_add_func ("/office/deals/whole", test_whole);
  g_test_add_func ("/office/deals/prices", test_prices);
  g_test_add_func ("/office/deals/postponed", test_postponed);
  g_test_add_func ("/office/deals/taken-up", test_taken_up);
  g_test_add_func ("/office/deals/postponed-undone", test_postponed_undone);
  g_test_add_func ("/office/deals/outside", test_outside);
  g_test_add_func ("/office/deals/by-stage", test_by_stage);

  return g_test_run ();
}
