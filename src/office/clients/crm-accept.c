/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-accept.h"

#include "base/crm-error.h"
#include "office/clients/crm-happening.h"
#include "office/people/crm-hand-over.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Fewer digits than these are a part of a name: "Alfa 24". */
#define LEAST_DIGITS 5

CrmAccepting *
crm_accepting_new (void)
{
  return g_new0 (CrmAccepting, 1);
}

void
crm_accepting_free (CrmAccepting *self)
{
  g_free (self->channel);
  g_free (self->name);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->subject);
  g_free (self->note);
  g_free (self->deal);
  g_free (self);
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* --- One line --------------------------------------------------------------------------------- */

static gboolean
is_number_part (const char *word)
{
  gboolean digit = FALSE;

  for (const char *p = word; *p != '\0'; p++) {
    if (strchr ("0123456789+()-./", *p) == NULL)
      return FALSE;
    digit = digit || g_ascii_isdigit (*p);
  }

  return digit;
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += g_ascii_isdigit (*p) ? 1 : 0;

  return n;
}

static void
add_word (GString *text, const char *word)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, word);
}

static char *
end_words (GString *words)
{
  return words->len > 0 ? g_strdup (words->str) : NULL;
}

void
crm_accepting_take (CrmAccepting *self, const char *typed)
{
  g_auto (GStrv) words = g_strsplit_set (typed != NULL ? typed : "", " \t\n,;", -1);
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) without = g_string_new (NULL);
  g_autoptr (GString) phone = g_string_new (NULL);

  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->email, g_free);
  for (guint i = 0; words[i] != NULL; i++) {
    if (*words[i] == '\0')
      continue;
    if (self->email == NULL && strchr (words[i], '@') != NULL) {
      self->email = g_strdup (words[i]);
      continue;
    }
    add_word (name, words[i]);
    add_word (is_number_part (words[i]) ? phone : without, words[i]);
  }
  g_free (self->name);
  g_free (self->phone);
  if (count_digits (phone->str) >= LEAST_DIGITS) {
    self->name = end_words (without);
    self->phone = end_words (phone);
  } else {
    self->name = end_words (name);
    self->phone = NULL;
  }
}

/* --- Who it may be ---------------------------------------------------------------------------- */

static void
caller_free (gpointer data)
{
  CrmCaller *self = data;

  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

static void
add_detail (GString *detail, const char *text)
{
  if (!is_given (text))
    return;
  if (detail->len > 0)
    g_string_append (detail, " · ");
  g_string_append (detail, text);
}

/* Where a person works; NULL without error when it is not known. */
static gboolean
read_work (CrmTxn *txn, gint64 person, char **work, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("affiliation");
  g_autoptr (GPtrArray) found = NULL;

  crm_query_add_test_id (query, "person", person);
  query->limit = 1;
  found = crm_txn_query (txn, query, error);
  if (found != NULL && found->len > 0)
    *work = crm_txn_title (txn, crm_record_get_int (found->pdata[0], "organisation"), NULL);

  return found != NULL;
}

static gboolean
add_caller (CrmTxn *txn, const CrmHit *hit, GPtrArray *callers, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "party", hit->id, error);
  g_autoptr (GString) detail = g_string_new (NULL);
  g_autofree char *work = NULL;
  CrmCaller *self;

  if (record == NULL || (g_str_equal (crm_record_get_text (record, "kind"), "person") &&
                         !read_work (txn, hit->id, &work, error)))
    return FALSE;
  add_detail (detail, work);
  add_detail (detail, crm_record_get_text (record, "phone_main"));
  add_detail (detail, crm_record_get_text (record, "city"));
  self = g_new0 (CrmCaller, 1);
  self->id = hit->id;
  self->title = g_strdup (hit->title);
  self->detail = end_words (detail);
  g_ptr_array_add (callers, self);

  return TRUE;
}

static gboolean
is_among (GPtrArray *callers, gint64 id)
{
  for (guint i = 0; i < callers->len; i++)
    if (((CrmCaller *)callers->pdata[i])->id == id)
      return TRUE;

  return FALSE;
}

static gboolean
add_found (CrmTxn *txn, const char *words, guint limit, GPtrArray *callers, GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;

  if (!is_given (words) || callers->len >= limit)
    return TRUE;
  hits = crm_txn_search (txn, "party", words, limit, error);
  for (guint i = 0; hits != NULL && i < hits->len && callers->len < limit; i++) {
    const CrmHit *hit = hits->pdata[i];

    if (!is_among (callers, hit->id) && !add_caller (txn, hit, callers, error))
      return FALSE;
  }

  return hits != NULL;
}

/* A number or an address says more of who it is than a name that many may have. */
GPtrArray *
crm_callers_find (CrmTxn *txn, const char *typed, guint limit, GError **error)
{
  g_autoptr (GPtrArray) callers = g_ptr_array_new_with_free_func (caller_free);
  g_autoptr (CrmAccepting) parts = crm_accepting_new ();

  g_return_val_if_fail (txn != NULL, NULL);

  crm_accepting_take (parts, typed);
  if (!add_found (txn, typed, limit, callers, error) ||
      !add_found (txn, parts->phone, limit, callers, error) ||
      !add_found (txn, parts->email, limit, callers, error) ||
      !add_found (txn, parts->name, limit, callers, error))
    return NULL;

  return g_steal_pointer (&callers);
}

/* --- Accepting -------------------------------------------------------------------------------- */

static const char *
channel_of (const CrmAccepting *self)
{
  return self->channel != NULL ? self->channel : "call";
}

/* Where the client and the deal come from, as far as the channel says it. */
static void
set_source (const CrmAccepting *self, CrmRecord *record)
{
  if (g_str_equal (channel_of (self), "call") || g_str_equal (channel_of (self), "letter"))
    crm_record_set_text (record, "source", channel_of (self));
}

static gboolean
make_client (CrmTxn *txn, CrmAccepting *self, GError **error)
{
  g_autoptr (CrmRecord) party = NULL;

  if (!is_given (self->name)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("Say what the new client is called."));
    return FALSE;
  }
  party = crm_txn_new (txn, "party");
  crm_record_set_text (party, "kind", self->is_person ? "person" : "organisation");
  crm_record_set_text (party, "name", self->name);
  if (is_given (self->phone))
    crm_record_set_text (crm_record_add_line (party, "phones"), "number", self->phone);
  if (is_given (self->email))
    crm_record_set_text (crm_record_add_line (party, "emails"), "address", self->email);
  if (self->to != 0)
    crm_record_set_int (party, "responsible", self->to);
  set_source (self, party);
  if (!crm_txn_save (txn, party, error))
    return FALSE;
  self->party = crm_record_get_id (party);

  return TRUE;
}

static gboolean
make_deal (CrmTxn *txn, CrmAccepting *self, GError **error)
{
  g_autoptr (CrmRecord) deal = NULL;

  if (!is_given (self->deal))
    return TRUE;
  deal = crm_txn_new (txn, "deal");
  crm_record_set_text (deal, "title", self->deal);
  crm_record_set_int (deal, "client", self->party);
  if (self->to != 0)
    crm_record_set_int (deal, "responsible", self->to);
  set_source (self, deal);
  if (!crm_txn_save (txn, deal, error))
    return FALSE;
  self->deal_id = crm_record_get_id (deal);

  return TRUE;
}

static gboolean
make_event (CrmTxn *txn, CrmAccepting *self, GError **error)
{
  gboolean call = g_str_equal (channel_of (self), "call");
  gboolean handed = self->to != 0 && self->to != crm_txn_get_person (txn);
  const CrmJotting jotting = {
    .kind = channel_of (self),
    .direction = "in",
    .subject = self->subject,
    .note = self->note,
    .phone = call && is_given (self->phone) ? self->phone : NULL,
    .from = g_str_equal (channel_of (self), "letter") ? self->email : NULL,
    .outcome = call ? "reached" : NULL,
    .about = self->deal_id,
    .next_title = handed ? self->subject : NULL,
    .next_for = self->to,
  };

  self->event = crm_client_jot (txn, self->party, &jotting, error);

  return self->event != 0;
}

gboolean
crm_client_accept (CrmTxn *txn, gpointer accepting, GError **error)
{
  CrmAccepting *self = accepting;

  g_return_val_if_fail (txn != NULL && self != NULL, FALSE);

  self->party = self->client;
  self->event = self->deal_id = 0;
  if (!is_given (self->subject)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Say what it is about."));
    return FALSE;
  }
  if (!crm_person_check_taker (txn, self->to, error))
    return FALSE;

  return (self->client != 0 || make_client (txn, self, error)) && make_deal (txn, self, error) &&
         make_event (txn, self, error);
}
