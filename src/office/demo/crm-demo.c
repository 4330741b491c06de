/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/demo/crm-demo.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "office/demo/crm-demo-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* The office has been at work for so long, with more clients each month. */
#define HISTORY_DAYS 730
/* Clients in one transaction: enough steps for a history, few enough to stay in memory. */
#define STEPS_WANTED 100
#define LARGEST_STEP 500
/* Clients that have something to do today. */
#define CLIENTS_TODAY 24

const char *
_crm_demo_phrase (CrmDemo *self, const CrmPhrase *phrases)
{
  guint n = 0;

  while (phrases[n][0] != NULL)
    n++;

  return phrases[crm_dice_below (&self->state.dice, n)][self->lang];
}

gint64
_crm_demo_person (CrmDemo *self)
{
  return self->people[crm_dice_below (&self->state.dice, self->n_people)];
}

/* --- Transactions ------------------------------------------------------------------------------
 */

/* A step of the demo in one transaction, and what to put back should it run again. */
typedef struct {
  CrmDemo *demo;
  CrmTxnFunc func;
  CrmDemoState before;
  guint from;
  guint to;
  gint64 last_clients[CLIENTS_TODAY]; /* of the step */
} CrmDemoStep;

static gboolean
run_step (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDemoStep *self = data;
  GArray *deals = self->demo->state.deals;

  self->demo->state = self->before;
  self->demo->state.deals = deals;
  g_array_set_size (deals, 0);
  g_array_append_vals (deals, self->before.deals->data, self->before.deals->len);

  if (!self->func (txn, self->func == _crm_demo_set_up ? (gpointer)self->demo : data, error))
    return FALSE;
  /* The papers that are issued in it would give it their name, in the history of every client. */
  crm_txn_set_verb (txn, "demo");

  return TRUE;
}

static gboolean
take_step (CrmDemo *self, CrmTxnFunc func, CrmDemoStep *step, GError **error)
{
  gboolean done;

  step->demo = self;
  step->func = func;
  step->before = self->state;
  step->before.deals = g_array_copy (self->state.deals);
  done = crm_office_run (self->office, CRM_TXN_WRITE, "demo", run_step, step, error);
  g_array_unref (step->before.deals);

  return done;
}

static gboolean
add_clients (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDemoStep *step = data;
  CrmDemo *self = step->demo;

  if (!_crm_demo_move_deals (txn, self, error))
    return FALSE;
  for (guint i = step->from; i < step->to; i++) {
    g_autoptr (CrmRecord) client = _crm_demo_add_client (txn, self, i == 0, error);

    if (client == NULL || !_crm_demo_add_deals (txn, self, client, i == 0, error))
      return FALSE;
    step->last_clients[i % CLIENTS_TODAY] = crm_record_get_id (client);
    self->state.clients++;
    if (i % 25 == 0 && !_crm_demo_add_supplier (txn, self,
                                                i % 50 == 0   ? "is_supplier"
                                                : i % 75 == 0 ? "is_competitor"
                                                              : "is_partner",
                                                error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
add_today (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDemoStep *step = data;

  if (!_crm_demo_move_deals (txn, step->demo, error))
    return FALSE;
  for (guint i = 0; i < CLIENTS_TODAY; i++) {
    if (step->last_clients[i] != 0 &&
        !_crm_demo_add_today (txn, step->demo, step->last_clients[i], i, error))
      return FALSE;
  }

  return TRUE;
}

/* --- Time --------------------------------------------------------------------------------------
 */

/* When the step begins that adds client @i: the office grows, so more come later. */
static gint64
time_of_client (CrmDemo *self, guint i)
{
  guint64 span = (guint64)HISTORY_DAYS * 24 * 60;
  guint64 low = 0, high = span;

  /* The root of i / clients, in whole minutes: no double, the same everywhere. */
  while (low < high) {
    guint64 middle = (low + high + 1) / 2;

    if (middle * middle / span * self->clients <= (guint64)i * span)
      low = middle;
    else
      high = middle - 1;
  }

  return self->begin_ms + (gint64)low * 60000;
}

/* The morning, so that the day is the same one in every office of ours. */
static gint64
morning_of (const char *day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return crm_day_to_instant (day, utc) + 6 * CRM_HOUR_MS;
}

static gint64
morning_at (gint64 instant)
{
  return instant / CRM_DAY_MS * CRM_DAY_MS + 6 * CRM_HOUR_MS + instant % CRM_HOUR_MS;
}

static void
advance_to (CrmDemo *self, gint64 instant)
{
  gint64 ahead = instant - crm_clock_now (self->clock);

  crm_clock_advance (self->clock, MAX (0, ahead));
}

/* --- The whole ---------------------------------------------------------------------------------
 */

static gboolean
fill_office (CrmDemo *self, CrmDemoProgress progress, gpointer data, GError **error)
{
  guint step_size = CLAMP (self->clients / STEPS_WANTED, 1, LARGEST_STEP);
  CrmDemoStep step = { 0 };

  if (!take_step (self, _crm_demo_set_up, &step, error))
    return FALSE;
  for (guint i = 0; i < self->clients; i += step_size) {
    advance_to (self, morning_at (time_of_client (self, i)));
    step.from = i;
    step.to = MIN (i + step_size, self->clients);
    if (!take_step (self, add_clients, &step, error))
      return FALSE;
    if (progress != NULL && !progress (step.to, self->clients, data)) {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           _ ("The making of the demo office was cancelled."));
      return FALSE;
    }
  }
  advance_to (self, self->today_ms);

  return take_step (self, add_today, &step, error);
}

static CrmOffice *
create_office (CrmDemo *self, const char *path, GError **error)
{
  static const struct {
    const char *company;
    const char *legal_name;
    const char *person;
  } ours[CRM_NATION_N] = {
    [CRM_NATION_MD] = { "Casa Birou SRL", "Societatea cu Răspundere Limitată „Casa Birou”",
                        "Ana Corbu" },
    [CRM_NATION_RO] = { "Mobila Dornelor SRL", "Mobila Dornelor SRL", "Ioana Dragomir" },
    [CRM_NATION_RU] = { "ООО «Конторский двор»",
                        "Общество с ограниченной ответственностью «Конторский двор»",
                        "Вера Соколова" },
    [CRM_NATION_EN] = { NULL },
  };
  CrmOfficeSetup setup = {
    .country = crm_nation_country (self->home),
    .company = ours[self->home].company,
    .legal_name = ours[self->home].legal_name,
    .vat_payer = TRUE,
    .currency = crm_nation_currency (self->home),
    .person = ours[self->home].person,
    .language = self->lang,
  };

  return crm_office_create (path, &setup, CRM_STORE_BULK, self->clock, error);
}

static gboolean
find_home (const char *country, CrmNation *home, GError **error)
{
  if (country == NULL || g_str_equal (country, "MD")) {
    *home = CRM_NATION_MD;
  } else if (g_str_equal (country, "RO")) {
    *home = CRM_NATION_RO;
  } else if (g_str_equal (country, "RU")) {
    *home = CRM_NATION_RU;
  } else {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("There is no demo office for the country “%s”: choose MD, RU or RO."), country);
    return FALSE;
  }

  return TRUE;
}

static void
demo_clear (CrmDemo *self)
{
  g_clear_object (&self->office);
  g_clear_pointer (&self->clock, crm_clock_unref);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->stages, g_array_unref);
  g_clear_pointer (&self->products, g_array_unref);
  g_clear_pointer (&self->causes, g_array_unref);
  g_clear_pointer (&self->state.deals, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmDemo, demo_clear)

static void
demo_init (CrmDemo *self, const CrmDemoOptions *options)
{
  self->clients = options->clients > 0 ? options->clients : CRM_DEMO_CLIENTS;
  self->lang = options->language;
  if (options->today != NULL) {
    self->today = g_strdup (options->today);
  } else {
    g_autoptr (CrmClock) clock = crm_clock_new ();

    self->today = crm_clock_today (clock);
  }
  self->today_ms = morning_of (self->today);
  self->begin_ms = self->today_ms - HISTORY_DAYS * CRM_DAY_MS;
  self->clock = crm_clock_new_fixed (self->begin_ms, options->seed);
  self->state.dice.state = options->seed;
  self->state.deals = g_array_new (FALSE, FALSE, sizeof (CrmDemoDeal));
  self->stages = g_array_new (FALSE, FALSE, sizeof (CrmDemoStage));
  self->products = g_array_new (FALSE, FALSE, sizeof (CrmDemoProduct));
  self->causes = g_array_new (FALSE, FALSE, sizeof (gint64));
}

gboolean
crm_demo_create (const char *path,
                 const CrmDemoOptions *options,
                 CrmDemoProgress progress,
                 gpointer data,
                 GError **error)
{
  g_auto (CrmDemo) self = { 0 };
  gboolean done;

  g_return_val_if_fail (path != NULL && options != NULL, FALSE);

  if (!find_home (options->country, &self.home, error))
    return FALSE;
  demo_init (&self, options);
  self.office = create_office (&self, path, error);
  if (self.office == NULL)
    return FALSE;
  done = fill_office (&self, progress, data, error);
  if (!crm_office_close (self.office, done ? error : NULL))
    done = FALSE;
  /* Half an office helps nobody; the file was made here, so nobody else's is lost. */
  if (!done)
    g_unlink (path);

  return done;
}
