/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/demo/crm-demo-private.h"

#include "base/crm-day.h"

/* How long one is busy with a client, and how far ahead anything is agreed upon. */
#define DAYS_OF_WORK 240
#define DAYS_AHEAD   25

static void
set_reference (CrmRecord *record, const char *field, gint64 id)
{
  if (id != 0)
    crm_record_set_int (record, field, id);
}

/* --- Events ----------------------------------------------------------------------------------- */

static gboolean
add_event (CrmTxn *txn,
           CrmDemo *self,
           gint64 client,
           gint64 contact,
           gint64 deal,
           gint64 starts,
           GError **error)
{
  static const struct {
    const char *kind;
    const char *direction;
    const CrmPhrase *subjects;
    guint minutes;
  } kinds[] = {
    { "call", "out", crm_demo_calls, 10 },      { "call", "in", crm_demo_calls, 5 },
    { "call", "out", crm_demo_calls, 15 },      { "letter", "out", crm_demo_letters, 0 },
    { "letter", "in", crm_demo_letters, 0 },    { "meeting", "none", crm_demo_meetings, 60 },
    { "visit", "none", crm_demo_meetings, 45 },
  };
  static const guint plans[] = { 0, 2, 5, 6 };
  CrmDice *dice = &self->state.dice;
  g_autoptr (CrmRecord) event = crm_txn_new (txn, "event");
  gboolean done = starts < self->today_ms;
  /* Nobody plans a letter. */
  guint kind = done ? crm_dice_below (dice, G_N_ELEMENTS (kinds))
                    : plans[crm_dice_below (dice, G_N_ELEMENTS (plans))];

  crm_record_set_text (event, "kind", kinds[kind].kind);
  crm_record_set_text (event, "direction", kinds[kind].direction);
  crm_record_set_text (event, "subject", _crm_demo_phrase (self, kinds[kind].subjects));
  crm_record_set_int (event, "starts", starts);
  if (kinds[kind].minutes > 0)
    crm_record_set_int (event, "duration", kinds[kind].minutes * 60);
  crm_record_set_int (event, "client", client);
  set_reference (event, "contact", contact);
  set_reference (event, "deal", deal);
  crm_record_set_int (event, "responsible", _crm_demo_person (self));
  crm_record_set_int (event, "done", done);
  if (done && crm_dice_chance (dice, 50))
    crm_record_set_text (event, "result", _crm_demo_phrase (self, crm_demo_results));

  return crm_txn_save (txn, event, error);
}

/* A quarter of an hour of a working day, some days around an instant. */
static gint64
working_time (CrmDemo *self, gint64 around, guint days)
{
  CrmDice *dice = &self->state.dice;
  gint64 day = (around / CRM_DAY_MS + crm_dice_below (dice, days)) * CRM_DAY_MS;

  return day + 6 * CRM_HOUR_MS + crm_dice_below (dice, 36) * (CRM_HOUR_MS / 4);
}

/* --- Tasks ------------------------------------------------------------------------------------ */

static gboolean
add_task (CrmTxn *txn,
          CrmDemo *self,
          gint64 client,
          gint64 deal,
          const char *due,
          const char *state,
          GError **error)
{
  static const char *const priorities[] = { "normal", "normal", "normal", "high", "low" };
  g_autoptr (CrmRecord) task = crm_txn_new (txn, "task");

  crm_record_set_text (task, "title", _crm_demo_phrase (self, crm_demo_tasks));
  crm_record_set_text (task, "due", due);
  crm_record_set_text (task, "priority", crm_dice_pick (&self->state.dice, priorities));
  crm_record_set_text (task, "state", state);
  crm_record_set_int (task, "assignee", _crm_demo_person (self));
  set_reference (task, "client", client);
  set_reference (task, "deal", deal);

  return crm_txn_save (txn, task, error);
}

gboolean
_crm_demo_add_calendar (CrmTxn *txn, CrmDemo *self, gint64 client, gint64 deal, GError **error)
{
  CrmDice *dice = &self->state.dice;
  gint64 now = crm_txn_get_now (txn);
  gint64 days = MIN (DAYS_OF_WORK, (self->today_ms - now) / CRM_DAY_MS + DAYS_AHEAD);
  guint n = crm_dice_below (dice, 4);

  for (guint i = 0; i < n; i++) {
    if (!add_event (txn, self, client, i != 1 ? self->contact : 0, deal,
                    working_time (self, now, (guint)days), error))
      return FALSE;
  }
  if (crm_dice_chance (dice, 30)) {
    g_autofree char *due =
      crm_day_add (crm_txn_get_today (txn), 1 + (int)crm_dice_below (dice, 20));
    gboolean past = g_strcmp0 (due, self->today) < 0;
    const char *state = !past || crm_dice_chance (dice, 3) ? "open"
                        : crm_dice_chance (dice, 90)       ? "done"
                                                           : "cancelled";

    return add_task (txn, self, client, deal, due, state, error);
  }

  return TRUE;
}

gboolean
_crm_demo_add_today (CrmTxn *txn, CrmDemo *self, gint64 client, guint index, GError **error)
{
  /* Days from today: what was missed, what is for today, what comes. */
  static const int days[] = { 0, -1, 0, 1, -4, 0, 2, -9, 3, 0, 7, -2 };
  gint64 hour = 7 + index % 9;
  g_autofree char *due = crm_day_add (self->today, days[index % G_N_ELEMENTS (days)]);

  if (!add_task (txn, self, client, 0, due, "open", error))
    return FALSE;
  if (index % 3 != 0)
    return TRUE;

  return add_event (txn, self, client, 0, 0,
                    self->today_ms / CRM_DAY_MS * CRM_DAY_MS + (index % 4) * CRM_DAY_MS +
                      hour * CRM_HOUR_MS,
                    error);
}
