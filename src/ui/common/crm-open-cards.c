/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-open-cards.h"

#include "ui/common/crm-recent.h"

#include <glib/gi18n-lib.h>

/* More than these nobody finds by looking; the one not looked at for longest goes. */
#define MOST_KEPT 12
/* What one rests on was looked at, not passed. */
#define REST_SECONDS 3

struct _CrmOpenCards {
  GObject parent_instance;

  CrmDesk *desk; /* weak */
  GPtrArray *cards;
  int current;
  CrmDraft *shown; /* weak; also one that is not among them yet */
  gint64 to_keep;  /* id of what is still being read */
  guint seen;
  guint rest_source;
  guint reading;
};

G_DEFINE_FINAL_TYPE (CrmOpenCards, crm_open_cards, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_WANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
open_card_free (gpointer data)
{
  CrmOpenCard *card = data;

  g_clear_object (&card->draft);
  g_free (card->title);
  g_free (card);
}

static CrmOpenCard *
get (CrmOpenCards *self, guint at)
{
  return g_ptr_array_index (self->cards, at);
}

static int
find (CrmOpenCards *self, gint64 id, CrmDraft *draft)
{
  /* What was just created may still be listed as the draft that it was. */
  for (guint i = 0; i < self->cards->len; i++)
    if ((id != 0 && get (self, i)->id == id) || (draft != NULL && get (self, i)->draft == draft))
      return (int)i;

  return -1;
}

/* --- Remembering ------------------------------------------------------------------------------ */

static void
remember (CrmOpenCards *self)
{
  g_autoptr (GPtrArray) kept = crm_recent_new_array ();

  if (self->desk == NULL)
    return;
  for (guint i = 0; i < self->cards->len; i++) {
    const CrmOpenCard *card = get (self, i);

    if (!card->passing && card->id != 0)
      crm_recent_add (kept, card->entity, card->id, card->title);
  }
  crm_recent_set_open (self->desk, kept);
}

static void
changed (CrmOpenCards *self)
{
  remember (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
note_recent (CrmOpenCards *self, const CrmOpenCard *card)
{
  if (card->id != 0 && self->desk != NULL)
    crm_recent_note (self->desk, card->entity, card->id, card->title);
}

static gboolean
on_rested_cb (gpointer data)
{
  CrmOpenCards *self = data;

  self->rest_source = 0;
  if (self->current >= 0)
    note_recent (self, get (self, (guint)self->current));

  return G_SOURCE_REMOVE;
}

/* --- The list --------------------------------------------------------------------------------- */

static void
drop (CrmOpenCards *self, guint at)
{
  g_ptr_array_remove_index (self->cards, at);
  if (self->current == (int)at)
    self->current = -1;
  else if (self->current > (int)at)
    self->current--;
}

/* Room for one more: what waits to be saved stays, and so does what is looked at. */
static void
drop_oldest (CrmOpenCards *self)
{
  guint kept = 0;
  int oldest = -1;

  for (guint i = 0; i < self->cards->len; i++) {
    const CrmOpenCard *card = get (self, i);

    if (card->passing || card->id == 0)
      continue;
    kept++;
    if (!card->unsaved && (int)i != self->current &&
        (oldest < 0 || card->seen < get (self, (guint)oldest)->seen))
      oldest = (int)i;
  }
  if (kept > MOST_KEPT && oldest >= 0)
    drop (self, (guint)oldest);
}

static void
keep (CrmOpenCards *self, CrmOpenCard *card)
{
  if (!card->passing)
    return;
  card->passing = FALSE;
  note_recent (self, card);
  drop_oldest (self);
}

/* One alone is passed at a time, and it takes the place of the one before it. */
static int
add (CrmOpenCards *self, const char *entity, gint64 id, CrmDraft *draft)
{
  CrmOpenCard *card = g_new0 (CrmOpenCard, 1);
  guint at = self->cards->len;

  card->entity = g_intern_string (entity);
  card->id = id;
  card->title = g_strdup ("");
  g_set_object (&card->draft, draft);
  card->passing = draft == NULL;
  for (guint i = 0; card->passing && i < self->cards->len; i++)
    if (get (self, i)->passing) {
      drop (self, i);
      at = i;
      break;
    }
  g_ptr_array_insert (self->cards, (int)at, card);
  if (self->current >= (int)at)
    self->current++;

  return (int)at;
}

static void
set_title (CrmOpenCard *card, const char *title)
{
  if (g_strcmp0 (card->title, title) == 0)
    return;
  g_free (card->title);
  card->title = g_strdup (title);
}

/* --- Drafts ----------------------------------------------------------------------------------- */

/* A new record that was saved is a record of the office from now on. */
static void
settle_draft (CrmOpenCard *card)
{
  g_autofree char *title = NULL;

  if (card->draft == NULL)
    return;
  title = crm_draft_get_title (card->draft);
  set_title (card, title);
  if (crm_draft_is_new (card->draft))
    return;
  card->id = crm_record_get_id (crm_draft_get_record (card->draft));
  g_clear_object (&card->draft);
}

static gboolean
is_unsaved (CrmOpenCards *self, const CrmOpenCard *card)
{
  CrmDraft *draft =
    card->draft != NULL ? card->draft : crm_desk_find_draft (self->desk, card->entity, card->id);

  return draft != NULL && crm_draft_get_state (draft) != CRM_DRAFT_SAVED;
}

/* New records that were begun are open until they are created or thrown away. */
static void
add_new_drafts (CrmOpenCards *self, GPtrArray *drafts)
{
  for (guint i = 0; i < drafts->len; i++) {
    CrmDraft *draft = g_ptr_array_index (drafts, i);

    if (crm_draft_is_new (draft) && find (self, 0, draft) < 0) {
      int at = add (self, crm_draft_get_entity (draft)->name, 0, draft);

      if (draft == self->shown)
        self->current = at;
    }
  }
}

static void
on_drafts_changed_cb (CrmOpenCards *self)
{
  g_autoptr (GPtrArray) drafts = crm_desk_get_drafts (self->desk);

  add_new_drafts (self, drafts);
  for (guint i = self->cards->len; i-- > 0;) {
    CrmOpenCard *card = get (self, i);

    settle_draft (card);
    card->unsaved = is_unsaved (self, card);
    if (card->draft != NULL && !g_ptr_array_find (drafts, card->draft, NULL))
      drop (self, i);
    else if (card->unsaved)
      keep (self, card);
  }
  changed (self);
}

/* --- What colleagues do to them --------------------------------------------------------------- */

typedef struct {
  guint nth;
  GPtrArray *asked; /* of CrmRecent */
  GPtrArray *titles;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->asked);
  g_clear_pointer (&reading->titles, g_ptr_array_unref);
  g_free (reading);
}

/* On the store's thread. What is in the trash, or nobody's business any more, has no title. */
static gboolean
read_titles (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->titles, g_ptr_array_unref);
  reading->titles = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < reading->asked->len; i++) {
    const CrmRecent *asked = g_ptr_array_index (reading->asked, i);
    g_autoptr (CrmRecord) record = NULL;

    if (crm_schema_find (crm_txn_get_schema (txn), asked->entity) != NULL)
      record = crm_txn_get (txn, asked->entity, asked->id, NULL);
    g_ptr_array_add (reading->titles, record != NULL && crm_record_get_deleted (record) == 0
                                        ? crm_txn_title (txn, asked->id, NULL)
                                        : NULL);
  }

  return TRUE;
}

static void
on_titles_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmOpenCards *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);

  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL) || self->desk == NULL ||
      reading->nth != self->reading)
    return;
  for (guint i = 0; i < reading->asked->len; i++) {
    const CrmRecent *asked = g_ptr_array_index (reading->asked, i);
    const char *title = g_ptr_array_index (reading->titles, i);
    int at = find (self, asked->id, NULL);

    if (at >= 0 && title != NULL)
      set_title (get (self, (guint)at), title);
    else if (at >= 0 && at != self->current && !get (self, (guint)at)->unsaved)
      drop (self, (guint)at);
  }
  changed (self);
}

static void
check_titles (CrmOpenCards *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading = g_new0 (Reading, 1);

  reading->nth = ++self->reading;
  reading->asked = crm_recent_new_array ();
  for (guint i = 0; i < self->cards->len; i++)
    if (get (self, i)->id != 0)
      crm_recent_add (reading->asked, get (self, i)->entity, get (self, i)->id,
                      get (self, i)->title);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, reading, reading_free);
  if (reading->asked->len > 0)
    crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_titles,
                          reading, NULL, NULL, on_titles_read_cb, g_steal_pointer (&task));
}

static void
on_office_changed_cb (CrmOpenCards *self, CrmChange *change)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (get (self, i)->id != 0 && crm_change_touches_id (change, get (self, i)->id)) {
      check_titles (self);
      return;
    }
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_open_cards_dispose (GObject *object)
{
  CrmOpenCards *self = CRM_OPEN_CARDS (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_weak_pointer (&self->desk);
  g_clear_weak_pointer (&self->shown);

  G_OBJECT_CLASS (crm_open_cards_parent_class)->dispose (object);
}

static void
crm_open_cards_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_OPEN_CARDS (object)->cards);

  G_OBJECT_CLASS (crm_open_cards_parent_class)->finalize (object);
}

static void
crm_open_cards_class_init (CrmOpenCardsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_open_cards_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_open_cards_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CRM_TYPE_OPEN_CARDS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_WANTED] =
    g_signal_new ("wanted", CRM_TYPE_OPEN_CARDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT64, CRM_TYPE_DRAFT);
}

static void
crm_open_cards_init (CrmOpenCards *self)
{
  self->cards = g_ptr_array_new_with_free_func (open_card_free);
  self->current = -1;
}

CrmOpenCards *
crm_open_cards_new (CrmDesk *desk)
{
  g_autoptr (GPtrArray) left = NULL;
  CrmOpenCards *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_OPEN_CARDS, NULL);
  g_set_weak_pointer (&self->desk, desk);
  left = crm_recent_get_open (desk);
  for (guint i = 0; i < left->len; i++) {
    const CrmRecent *one = g_ptr_array_index (left, i);
    CrmOpenCard *card = get (self, (guint)add (self, one->entity, one->id, NULL));

    card->passing = FALSE;
    set_title (card, one->title);
  }
  g_signal_connect_object (desk, "drafts-changed", G_CALLBACK (on_drafts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (on_office_changed_cb),
                           self, G_CONNECT_SWAPPED);
  check_titles (self);

  return self;
}

guint
crm_open_cards_get_n (CrmOpenCards *self)
{
  g_return_val_if_fail (CRM_IS_OPEN_CARDS (self), 0);

  return self->cards->len;
}

const CrmOpenCard *
crm_open_cards_get (CrmOpenCards *self, guint at)
{
  g_return_val_if_fail (CRM_IS_OPEN_CARDS (self), NULL);
  g_return_val_if_fail (at < self->cards->len, NULL);

  return get (self, at);
}

gboolean
crm_open_cards_has_kept (CrmOpenCards *self)
{
  g_return_val_if_fail (CRM_IS_OPEN_CARDS (self), FALSE);

  for (guint i = 0; i < self->cards->len; i++)
    if (!get (self, i)->passing)
      return TRUE;

  return FALSE;
}

int
crm_open_cards_get_current (CrmOpenCards *self)
{
  g_return_val_if_fail (CRM_IS_OPEN_CARDS (self), -1);

  return self->current;
}

void
crm_open_cards_show (CrmOpenCards *self, CrmDraft *draft)
{
  gint64 id;

  g_return_if_fail (CRM_IS_OPEN_CARDS (self));
  g_return_if_fail (draft == NULL || CRM_IS_DRAFT (draft));

  g_clear_handle_id (&self->rest_source, g_source_remove);
  id = draft != NULL ? crm_record_get_id (crm_draft_get_record (draft)) : 0;
  g_set_weak_pointer (&self->shown, draft);
  /* A new record in which nothing stands yet is nothing to come back to. */
  self->current = draft != NULL ? find (self, id, draft) : -1;
  if (self->current < 0 && id != 0)
    self->current = add (self, crm_draft_get_entity (draft)->name, id, NULL);
  if (self->current >= 0) {
    CrmOpenCard *card = get (self, (guint)self->current);
    g_autofree char *title = crm_draft_get_title (draft);

    card->seen = ++self->seen;
    settle_draft (card);
    set_title (card, title);
    if (id != 0 && id == self->to_keep) {
      keep (self, card);
      self->to_keep = 0;
    }
    if (card->passing)
      self->rest_source = g_timeout_add_seconds (REST_SECONDS, on_rested_cb, self);
    else
      note_recent (self, card);
  }
  changed (self);
}

void
crm_open_cards_keep (CrmOpenCards *self, gint64 id)
{
  int at;

  g_return_if_fail (CRM_IS_OPEN_CARDS (self));

  self->to_keep = id;
  at = find (self, id, NULL);
  if (at < 0)
    return;
  self->to_keep = 0;
  keep (self, get (self, (guint)at));
  changed (self);
}

/* --- Verbs ------------------------------------------------------------------------------------ */

void
crm_open_cards_go (CrmOpenCards *self, guint at)
{
  const CrmOpenCard *card;
  g_autoptr (CrmDraft) draft = NULL;

  g_return_if_fail (CRM_IS_OPEN_CARDS (self));
  g_return_if_fail (at < self->cards->len);

  card = get (self, at);
  g_set_object (&draft, card->draft);
  g_signal_emit (self, signals[SIGNAL_WANTED], 0, card->entity, card->id, draft);
}

void
crm_open_cards_step (CrmOpenCards *self, int by)
{
  int n;
  int from;

  g_return_if_fail (CRM_IS_OPEN_CARDS (self));

  n = (int)self->cards->len;
  if (n == 0)
    return;
  from = self->current >= 0 ? self->current : by > 0 ? -1 : 0;
  crm_open_cards_go (self, (guint)((from + by + n) % n));
}

/* What is saved by leaving is left as soon as another is shown. */
static gboolean
must_stay (CrmOpenCards *self, const CrmOpenCard *card)
{
  CrmDraft *draft =
    card->draft != NULL ? card->draft : crm_desk_find_draft (self->desk, card->entity, card->id);

  return draft != NULL &&
         (crm_draft_is_explicit (draft) || crm_draft_get_state (draft) == CRM_DRAFT_FAILED) &&
         crm_draft_get_state (draft) != CRM_DRAFT_SAVED;
}

gboolean
crm_open_cards_close (CrmOpenCards *self, guint at)
{
  gboolean shown;

  g_return_val_if_fail (CRM_IS_OPEN_CARDS (self), FALSE);
  g_return_val_if_fail (at < self->cards->len, FALSE);

  if (must_stay (self, get (self, at))) {
    g_autofree char *text =
      /* Translators: a record's title. */
      g_strdup_printf (_ ("“%s” is not saved. Save it or throw it away first."),
                       get (self, at)->title);

    crm_desk_say (self->desk, text);
    crm_open_cards_go (self, at);
    return FALSE;
  }
  shown = (int)at == self->current;
  drop (self, at);
  changed (self);
  /* As in any row of tabs, the neighbour comes forward. */
  if (shown && self->cards->len > 0)
    crm_open_cards_go (self, MIN (at, self->cards->len - 1));

  return TRUE;
}

void
crm_open_cards_close_all (CrmOpenCards *self, int but)
{
  const CrmOpenCard *left;

  g_return_if_fail (CRM_IS_OPEN_CARDS (self));
  g_return_if_fail (but < (int)self->cards->len);

  left = but >= 0 ? get (self, (guint)but) : NULL;
  for (guint i = self->cards->len; i-- > 0;)
    if (get (self, i) != left && !must_stay (self, get (self, i)))
      drop (self, i);
  changed (self);
}
