/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/demo/crm-demo-private.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "office/deals/crm-deal.h"
#include "office/documents/crm-document.h"

/* Of deals under way, so many in a hundred have been forgotten at their stage. */
#define FORGOTTEN 4
/* In an office of more clients most deals skip stages: each move costs as much as a client. */
#define HURRIED 2000
/* Papers that a large office issues, about. */
#define MOST_ISSUED 300
/* For how long clients put off what they will buy one day. */
#define POSTPONED_DAYS 45

/* --- Deals ------------------------------------------------------------------------------------ */

static void
add_line (CrmDemo *self, CrmRecord *deal)
{
  CrmDice *dice = &self->state.dice;
  const CrmDemoProduct *product =
    &g_array_index (self->products, CrmDemoProduct, crm_dice_below (dice, self->products->len));
  CrmRecord *line = crm_record_add_line (deal, "lines");

  crm_record_set_int (line, "product", product->id);
  crm_record_set_text (line, "name", product->name);
  crm_record_set_int (line, "quantity", (1 + crm_dice_below (dice, 12)) * 1000);
  if (product->unit != 0)
    crm_record_set_int (line, "unit", product->unit);
  crm_record_set_int (line, "price", product->price);
  crm_record_set_int (line, "tax_rate", product->tax_rate);
  if (crm_dice_chance (dice, 15))
    crm_record_set_int (line, "discount", 100 * (1 + crm_dice_below (dice, 10)));
}

/* How long a deal stays at a stage: days to some weeks, and a few for ever. */
static gint64
next_move (CrmDemo *self, gint64 now)
{
  CrmDice *dice = &self->state.dice;

  if (crm_dice_chance (dice, FORGOTTEN))
    return G_MAXINT64;

  return now + (2 + crm_dice_below (dice, 34)) * CRM_DAY_MS;
}

/* Of every fourth deal it is written down who has a say in it. */
static void
add_people (CrmDemo *self, CrmRecord *deal)
{
  static const char *const roles[] = { "decides", "influences", "pays" };
  static const char *const stances[] = { "for", "neutral", "against" };
  guint n = (guint)crm_record_get_int (deal, "number") / 4;
  CrmRecord *line;

  if (self->contact == 0 || crm_record_get_int (deal, "number") % 4 != 1)
    return;
  line = crm_record_add_line (deal, "people");
  crm_record_set_int (line, "person", self->contact);
  crm_record_set_text (line, "role", roles[n % G_N_ELEMENTS (roles)]);
  crm_record_set_text (line, "side", "client");
  crm_record_set_text (line, "stance", stances[n % G_N_ELEMENTS (stances)]);
}

static gboolean
add_deal (CrmTxn *txn, CrmDemo *self, gint64 client, guint lines, gint64 *id, GError **error)
{
  static const char *const sources[] = {
    "site", "call", "letter", "repeat", "repeat", "referral", "advertising", "fair", "search",
  };
  CrmDice *dice = &self->state.dice;
  const CrmDemoStage *stage = &g_array_index (self->stages, CrmDemoStage, 0);
  g_autoptr (CrmRecord) deal = crm_txn_new (txn, "deal");
  g_autofree char *close_day =
    crm_day_add (crm_txn_get_today (txn), 20 + (int)crm_dice_below (dice, 60));
  CrmDemoDeal under_way = { .client = client };

  crm_record_set_int (deal, "number", ++self->state.deal_number);
  crm_record_set_text (deal, "title", _crm_demo_phrase (self, crm_demo_deal_titles));
  crm_record_set_int (deal, "client", client);
  if (self->contact != 0)
    crm_record_set_int (deal, "contact", self->contact);
  crm_record_set_int (deal, "stage", stage->id);
  crm_record_set_text (deal, "close_day", close_day);
  crm_record_set_int (deal, "responsible", _crm_demo_person (self));
  crm_record_set_text (deal, "source", crm_dice_pick (dice, sources));
  crm_record_set_text (deal, "currency", crm_nation_currency (self->home));
  crm_record_set_int (deal, "our_company", self->ours);
  for (guint i = 0; i < lines; i++)
    add_line (self, deal);
  add_people (self, deal);
  if (!crm_txn_save (txn, deal, error))
    return FALSE;
  *id = under_way.id = crm_record_get_id (deal);
  under_way.due = next_move (self, crm_txn_get_now (txn));
  g_array_append_val (self->state.deals, under_way);

  return TRUE;
}

gboolean
_crm_demo_add_deals (CrmTxn *txn,
                     CrmDemo *self,
                     const CrmRecord *client,
                     gboolean first,
                     GError **error)
{
  CrmDice *dice = &self->state.dice;
  guint roll = crm_dice_below (dice, 100);
  guint n = first ? 1 : roll < 7 ? 2 : roll < 43 ? 1 : 0;
  gint64 id = crm_record_get_id (client);
  gint64 deal = 0;

  for (guint i = 0; i < n; i++)
    if (!add_deal (txn, self, id, first ? 4 : 1 + crm_dice_below (dice, 3), &deal, error))
      return FALSE;
  if (crm_dice_chance (dice, 2) && !_crm_demo_add_claim (txn, self, id, deal, error))
    return FALSE;

  return _crm_demo_add_calendar (txn, self, id, deal, error);
}

/* --- Papers ----------------------------------------------------------------------------------- */

/* Where something is missing for a paper, an office does without it, or leaves it a draft. */
static gboolean
forgive (GError *problem, GError **error)
{
  if (g_error_matches (problem, CRM_ERROR, CRM_ERROR_INVALID)) {
    g_error_free (problem);
    return TRUE;
  }
  g_propagate_error (error, problem);

  return FALSE;
}

/* Until when it is to be paid, or the offer holds. */
static gboolean
set_due (CrmTxn *txn, CrmDemo *self, gint64 document, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "document", document, error);
  g_autofree char *due = NULL;

  if (record == NULL)
    return FALSE;
  due = crm_day_add (crm_txn_get_today (txn), 5 + (int)crm_dice_below (&self->state.dice, 4) * 5);
  crm_record_set_text (record, "due", due);

  return crm_txn_save (txn, record, error);
}

/* A paper on the way of a deal: an offer or payment request. Each one issued is laid out and
 * checked, which takes longer than all else here, so that most papers of a large office stay
 * drafts. */
static gboolean
make_paper (CrmTxn *txn, CrmDemo *self, CrmDemoDeal *deal, const char *kind, GError **error)
{
  guint issued_of_1000 = MIN (800, MOST_ISSUED * 5000 / self->clients);
  GError *problem = NULL;
  gint64 document;

  if (!crm_document_make (txn, deal->id, kind, 0, &document, &problem))
    return forgive (problem, error);
  if (crm_dice_below (&self->state.dice, 1000) >= issued_of_1000)
    return TRUE;
  if (!set_due (txn, self, document, error))
    return FALSE;
  if (!crm_document_issue (txn, document, &problem))
    return forgive (problem, error);
  if (!g_str_equal (kind, "offer"))
    deal->document = document;

  return TRUE;
}

static gboolean
pay (CrmTxn *txn, CrmDemo *self, CrmDemoDeal *deal, GError **error)
{
  gint64 document = deal->document;

  deal->document = 0;

  return document == 0 || crm_document_mark_paid (txn, document, NULL, error);
}

/* --- The way of a deal -------------------------------------------------------------------------
 */

/* The stage it goes to next; offices win about three deals of five. */
static guint
next_stage (CrmDemo *self, const CrmDemoDeal *deal)
{
  guint won = 0, lost = 0;

  for (guint i = 0; i < self->stages->len; i++) {
    const CrmDemoStage *stage = &g_array_index (self->stages, CrmDemoStage, i);

    if (!stage->open && stage->won)
      won = i;
    else if (!stage->open)
      lost = i;
  }
  if (crm_dice_chance (&self->state.dice, self->clients > HURRIED ? 30 : 14))
    return lost;
  if (self->clients > HURRIED && crm_dice_chance (&self->state.dice, 50))
    return won;
  if (deal->stage + 1 < self->stages->len &&
      g_array_index (self->stages, CrmDemoStage, deal->stage + 1).open)
    return deal->stage + 1;

  return won;
}

/* Those that were to be taken up again by now were. */
static gboolean
close_return (CrmTxn *txn, CrmDemo *self, const CrmRecord *deal, GError **error)
{
  g_autoptr (CrmRecord) task = NULL;

  if (crm_record_is_null (deal, "return_task") ||
      g_strcmp0 (crm_record_get_text (deal, "return_on"), self->today) >= 0)
    return TRUE;
  task = crm_txn_get (txn, "task", crm_record_get_int (deal, "return_task"), error);
  if (task == NULL)
    return FALSE;
  crm_record_set_text (task, "state", "done");

  return crm_txn_save (txn, task, error);
}

/* Why it was lost is said in the same moment. */
static gboolean
lose_deal (CrmTxn *txn, CrmDemo *self, const CrmDemoDeal *deal, gint64 stage, GError **error)
{
  static const char *const reasons[] = {
    "price", "price", "competitor", "terms", "no_need", "no_money", "postponed", "silence",
  };
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "deal", deal->id, error);
  g_autofree char *return_on = crm_day_add (crm_txn_get_today (txn), POSTPONED_DAYS);
  const char *reason = crm_dice_pick (&self->state.dice, reasons);

  if (record == NULL)
    return FALSE;
  crm_record_set_int (record, "stage", stage);
  crm_record_set_text (record, "lost_reason", reason);
  if (g_str_equal (reason, "postponed"))
    crm_record_set_text (record, "return_on", return_on);

  return crm_txn_save (txn, record, error) && close_return (txn, self, record, error);
}

/* One step. *open tells whether there is a next one. */
static gboolean
move_deal (CrmTxn *txn, CrmDemo *self, CrmDemoDeal *deal, gboolean *open, GError **error)
{
  guint to = next_stage (self, deal);
  const CrmDemoStage *stage = &g_array_index (self->stages, CrmDemoStage, to);
  gboolean romania = self->home == CRM_NATION_RO;

  *open = stage->open;
  deal->stage = to;
  if (!stage->open && !stage->won)
    return lose_deal (txn, self, deal, stage->id, error);
  if (!crm_deal_move (txn, deal->id, stage->id, error))
    return FALSE;
  if (stage->won)
    return pay (txn, self, deal, error);
  if (deal->document != 0 || !crm_dice_chance (&self->state.dice, self->clients > 1000 ? 19 : 45))
    return TRUE;

  return make_paper (txn, self, deal,
                     crm_dice_chance (&self->state.dice, 25)              ? "offer"
                     : romania && crm_dice_chance (&self->state.dice, 50) ? "invoice"
                                                                          : "proforma",
                     error);
}

gboolean
_crm_demo_move_deals (CrmTxn *txn, CrmDemo *self, GError **error)
{
  GArray *deals = self->state.deals;
  gint64 now = crm_txn_get_now (txn);
  guint kept = 0;

  for (guint i = 0; i < deals->len; i++) {
    CrmDemoDeal deal = g_array_index (deals, CrmDemoDeal, i);
    gboolean open = TRUE;

    if (deal.due <= now) {
      if (!move_deal (txn, self, &deal, &open, error))
        return FALSE;
      deal.due = next_move (self, now);
    }
    /* A forgotten deal needs no further look. */
    if (open && deal.due != G_MAXINT64)
      g_array_index (deals, CrmDemoDeal, kept++) = deal;
  }
  g_array_set_size (deals, kept);

  return TRUE;
}

/* --- Claims ----------------------------------------------------------------------------------- */

static void
decide_claim (CrmDemo *self, CrmRecord *claim)
{
  static const char *const decisions[] = { "replace", "repair", "discount", "deliver", "explain" };
  CrmDice *dice = &self->state.dice;

  gboolean closed = crm_dice_chance (dice, 85);

  crm_record_set_text (claim, "state", closed ? "closed" : "rejected");
  crm_record_set_text (claim, "decision", closed ? crm_dice_pick (dice, decisions) : "refuse");
  crm_record_set_text (claim, "answer", _crm_demo_phrase (self, crm_demo_answers));
  if (self->causes->len > 0)
    crm_record_set_int (
      claim, "cause",
      g_array_index (self->causes, gint64, crm_dice_below (dice, self->causes->len)));
  if (crm_dice_chance (dice, 50)) {
    crm_record_set_int (claim, "cost", (10 + crm_dice_below (dice, 200)) * 1000);
    crm_record_set_text (claim, "currency", crm_nation_currency (self->home));
  }
}

/* What was sold first is what is wrong. */
static gboolean
name_product (CrmTxn *txn, CrmRecord *claim, gint64 deal, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "deal", deal, error);
  GPtrArray *lines = record != NULL ? crm_record_get_lines (record, "lines") : NULL;

  crm_record_set_int (claim, "deal", deal);
  if (lines != NULL && lines->len > 0)
    crm_record_set (claim, "product", crm_record_get (lines->pdata[0], "product"));

  return record != NULL;
}

/* They called, and somebody has to do something about it. */
static gboolean
work_on_claim (CrmTxn *txn, CrmDemo *self, const CrmRecord *claim, GError **error)
{
  g_autoptr (CrmRecord) event = crm_txn_new (txn, "event");
  g_autoptr (CrmRecord) task = crm_txn_new (txn, "task");
  const char *state = crm_record_get_text (claim, "state");
  gboolean open = !g_str_equal (state, "closed") && !g_str_equal (state, "rejected");

  crm_record_set_text (event, "kind", "call");
  crm_record_set_text (event, "direction", "in");
  crm_record_set (event, "subject", crm_record_get (claim, "text"));
  crm_record_set_int (event, "starts", crm_txn_get_now (txn));
  crm_record_set_int (event, "duration", 300);
  crm_record_set_int (event, "done", 1);
  crm_record_set (event, "responsible", crm_record_get (claim, "responsible"));
  crm_record_set (event, "client", crm_record_get (claim, "client"));
  crm_record_set_int (event, "claim", crm_record_get_id (claim));
  crm_record_set (task, "title", crm_record_get (claim, "demand"));
  crm_record_set (task, "due", crm_record_get (claim, "due"));
  crm_record_set_text (task, "state", open ? "open" : "done");
  crm_record_set (task, "assignee", crm_record_get (claim, "responsible"));
  crm_record_set (task, "client", crm_record_get (claim, "client"));
  crm_record_set_int (task, "claim", crm_record_get_id (claim));

  return crm_txn_save (txn, event, error) && crm_txn_save (txn, task, error);
}

gboolean
_crm_demo_add_claim (CrmTxn *txn, CrmDemo *self, gint64 client, gint64 deal, GError **error)
{
  static const char *const kinds[] = { "goods", "goods", "delivery", "quantity", "service" };
  CrmDice *dice = &self->state.dice;
  g_autoptr (CrmRecord) claim = crm_txn_new (txn, "claim");
  const char *day = crm_txn_get_today (txn);
  g_autofree char *due = crm_day_add (day, 10);

  crm_record_set_int (claim, "number", ++self->state.claim_number);
  crm_record_set_text (claim, "date", day);
  crm_record_set_int (claim, "client", client);
  crm_record_set_text (claim, "kind", crm_dice_pick (dice, kinds));
  crm_record_set_text (claim, "text", _crm_demo_phrase (self, crm_demo_complaints));
  crm_record_set_text (claim, "demand", _crm_demo_phrase (self, crm_demo_demands));
  if (deal != 0 && !name_product (txn, claim, deal, error))
    return FALSE;
  crm_record_set_text (claim, "due", due);
  crm_record_set_int (claim, "responsible", _crm_demo_person (self));
  if (g_strcmp0 (due, self->today) < 0)
    decide_claim (self, claim);
  else if (crm_dice_chance (dice, 50))
    crm_record_set_text (claim, "state", "working");

  return crm_txn_save (txn, claim, error) && work_on_claim (txn, self, claim, error);
}
