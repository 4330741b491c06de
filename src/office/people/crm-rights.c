/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-rights.h"

#include "base/crm-error.h"

/* A transaction that only reads looks at the log for changed people this often. */
#define LOOK_INTERVAL G_USEC_PER_SEC

struct _CrmRightsBook {
  GMutex lock;
  CrmStanding *standing;
  gint64 seq;    /* end of the log when it was read */
  gint64 looked; /* monotonic */
  gboolean stale;
  void (*changed) (gpointer data);
  gpointer data;
};

static const char *const entities[] = { "person", "role", "department", NULL };

/* --- Knowing ---------------------------------------------------------------------------------- */

static gboolean
is_due (CrmRightsBook *self, CrmTxn *txn, gint64 *seq)
{
  gint64 now = g_get_monotonic_time ();
  gboolean due;

  g_mutex_lock (&self->lock);
  due = crm_txn_is_writing (txn) || now - self->looked >= LOOK_INTERVAL;
  if (due)
    self->looked = now;
  *seq = self->seq;
  g_mutex_unlock (&self->lock);

  return due;
}

/* Once in a transaction: whether people have changed since they were read. */
static gboolean
look (CrmRightsBook *self, CrmTxn *txn, GError **error)
{
  gint64 seq;
  gboolean has;

  if (!crm_txn_asks_first (txn) || !is_due (self, txn, &seq))
    return TRUE;
  if (!crm_txn_log_has (txn, &seq, entities, &has, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  if (has)
    self->stale = TRUE;
  else
    self->seq = MAX (self->seq, seq);
  g_mutex_unlock (&self->lock);

  return TRUE;
}

static CrmStanding *
get_valid (CrmRightsBook *self, CrmTxn *txn)
{
  CrmStanding *standing = NULL;

  g_mutex_lock (&self->lock);
  if (self->standing != NULL && !self->stale &&
      crm_standing_is_of (self->standing, crm_txn_get_person (txn), crm_txn_get_today (txn)))
    standing = crm_standing_ref (self->standing);
  g_mutex_unlock (&self->lock);

  return standing;
}

static CrmStanding *
read_anew (CrmRightsBook *self, CrmTxn *txn, GError **error)
{
  gint64 seq = -1;
  gboolean has, differs;
  g_autoptr (CrmStanding) before = NULL;
  CrmStanding *standing;

  if (!crm_txn_log_has (txn, &seq, entities, &has, error))
    return NULL;
  standing = crm_standing_load (txn, crm_txn_get_person (txn), error);
  if (standing == NULL)
    return NULL;
  g_mutex_lock (&self->lock);
  before = g_steal_pointer (&self->standing);
  self->standing = crm_standing_ref (standing);
  self->seq = seq;
  self->stale = FALSE;
  /* Who sits down at the desk knows that they have. */
  differs = before != NULL &&
            crm_standing_get_person (before) == crm_standing_get_person (standing) &&
            !crm_standing_equal (before, standing);
  g_mutex_unlock (&self->lock);
  if (differs && self->changed != NULL)
    self->changed (self->data);

  return standing;
}

/* (transfer full) */
static CrmStanding *
know (CrmRightsBook *self, CrmTxn *txn, GError **error)
{
  CrmStanding *standing;

  if (!look (self, txn, error))
    return NULL;
  standing = get_valid (self, txn);

  return standing != NULL ? standing : read_anew (self, txn, error);
}

/* --- Answering -------------------------------------------------------------------------------- */

static gboolean
refuse (char *text, GError **error)
{
  g_autofree char *message = text;

  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED, message);

  return FALSE;
}

/* What everybody sees of an entity, whoever is responsible. */
static gboolean
is_shared (CrmTxn *txn,
           const CrmEntity *entity,
           const CrmRecord *record,
           gboolean *shared,
           GError **error)
{
  g_autoptr (CrmQuery) query = NULL;
  gboolean trusted;
  gint64 n;

  *shared = FALSE;
  if (entity->shared == NULL)
    return TRUE;
  query = crm_query_new (entity->name);
  crm_query_add_test_id (query, "id", crm_record_get_id (record));
  crm_query_add_where (query, crm_query_parse_where (entity->shared, NULL));
  trusted = crm_txn_trust (txn, TRUE);
  n = crm_txn_count (txn, query, error);
  crm_txn_trust (txn, trusted);
  *shared = n > 0;

  return n >= 0;
}

static gboolean
may (CrmTxn *txn,
     CrmAction action,
     const CrmEntity *entity,
     const CrmRecord *record,
     gpointer data,
     GError **error)
{
  g_autoptr (CrmStanding) standing = know (data, txn, error);
  g_autofree char *title = NULL;
  gint64 responsible;
  gboolean shared;

  if (standing == NULL)
    return FALSE;
  if (!crm_standing_may (standing, action, entity))
    return refuse (crm_standing_refusal (standing, action, entity, NULL), error);
  if (record == NULL || crm_standing_scope (standing, action, entity) == CRM_SCOPE_ALL)
    return TRUE;
  if (!crm_txn_get_responsible (txn, record, &responsible, error))
    return FALSE;
  if (crm_standing_may_of (standing, action, entity, responsible))
    return TRUE;
  if (action == CRM_ACTION_READ && !is_shared (txn, entity, record, &shared, error))
    return FALSE;
  if (action == CRM_ACTION_READ && shared)
    return TRUE;
  title = crm_record_title (record);

  return refuse (crm_standing_refusal (standing, action, entity, title), error);
}

static CrmCondition *
scope (CrmTxn *txn, const CrmEntity *entity, gpointer data)
{
  g_autoptr (CrmStanding) standing = know (data, txn, NULL);

  /* Who cannot be looked up sees nothing. */
  if (standing == NULL)
    return crm_condition_new_group (CRM_CONDITION_ANY);

  return crm_standing_condition (standing, entity);
}

static gboolean
allows (CrmTxn *txn, CrmRight right, gpointer data, GError **error)
{
  g_autoptr (CrmStanding) standing = know (data, txn, error);

  if (standing == NULL)
    return FALSE;

  return crm_standing_allows (standing, right) ||
         refuse (crm_standing_refusal_of_right (standing, right), error);
}

/* --- The book --------------------------------------------------------------------------------- */

CrmRightsBook *
crm_rights_book_new (void (*changed) (gpointer data), gpointer data)
{
  CrmRightsBook *self = g_new0 (CrmRightsBook, 1);

  g_mutex_init (&self->lock);
  self->seq = -1;
  self->changed = changed;
  self->data = data;

  return self;
}

void
crm_rights_book_free (CrmRightsBook *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->standing, crm_standing_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

CrmRights
crm_rights_book_get_rights (CrmRightsBook *self)
{
  return (CrmRights){ .may = may, .scope = scope, .allows = allows, .data = self };
}

CrmStanding *
crm_rights_book_get_standing (CrmRightsBook *self)
{
  CrmStanding *standing;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->lock);
  standing = self->standing != NULL ? crm_standing_ref (self->standing) : NULL;
  g_mutex_unlock (&self->lock);

  return standing;
}

void
crm_rights_book_forget (CrmRightsBook *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->stale = TRUE;
  g_mutex_unlock (&self->lock);
}

gboolean
crm_rights_book_refresh (CrmRightsBook *self, CrmTxn *txn, GError **error)
{
  g_autoptr (CrmStanding) standing = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  standing = know (self, txn, error);

  return standing != NULL;
}
