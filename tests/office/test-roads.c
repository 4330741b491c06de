/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/people/crm-role.h"
#include "office/talk/crm-comment.h"
#include "store/crm-marks.h"

#include <string.h>

/* Rights on the roads beside cards and lists: talk, files, favourites, named changes, views. Ana is
 * head; Ion sells in the North, Eva in the South; each has a client. */
typedef struct {
  CrmOffice *office;
  gint64 ana, ion, eva;
  gint64 ions, evas;       /* clients */
  gint64 on_ions, on_evas; /* what Ana said there */
  gint64 view;             /* Ana's, for everybody */
  guint times;
} Fixture;

static gint64
say (CrmTxn *txn, gint64 record, const char *text)
{
  g_autoptr (CrmRecord) comment = crm_txn_new (txn, "comment");

  crm_record_set_int (comment, "record", record);
  crm_record_set_text (comment, "text", text);
  office_test_save (txn, comment);

  return crm_record_get_id (comment);
}

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) view = crm_txn_new (txn, "saved_view");

  self->ion = office_test_person (txn, "Ion", "seller", office_test_department (txn, "North"));
  self->eva = office_test_person (txn, "Eva", "seller", office_test_department (txn, "South"));
  self->ions = office_test_client_of (txn, "Alfa", self->ion);
  self->evas = office_test_client_of (txn, "Alba", self->eva);
  self->on_ions = say (txn, self->ions, "about Alfa");
  self->on_evas = say (txn, self->evas, "about Alba");
  crm_record_set_text (view, "name", "All of ours");
  crm_record_set_text (view, "entity", "party");
  crm_record_set_text (view, "content", "{}");
  crm_record_set_int (view, "shared", 1);
  office_test_save (txn, view);
  self->view = crm_record_get_id (view);

  return TRUE;
}

static void
set_up (Fixture *self)
{
  self->office = office_test_new ("MD", CRM_LANG_EN);
  self->ana = crm_office_get_person (self->office);
  office_test_do (self->office, fill, self);
}

static void
assert_denied (GError **error)
{
  g_assert_error (*error, CRM_ERROR, CRM_ERROR_DENIED);
  g_clear_error (error);
}

/* --- Talk and files --------------------------------------------------------------------------- */

static gint64
count (CrmTxn *txn, const char *entity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  gint64 n = crm_txn_count (txn, query, &error);

  g_assert_no_error (error);

  return n;
}

/* What the head has said at his client Ion reads, though he is not responsible for it; what was
 * said at a client that he does not see, not. */
static gboolean
talk_of_ion (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) seen = crm_txn_get (txn, "comment", self->on_ions, &local);
  g_autoptr (CrmRecord) hidden = NULL;
  g_autoptr (GPtrArray) hits = crm_txn_search (txn, "comment", "about", 10, NULL);
  g_autoptr (GPtrArray) moments = crm_txn_timeline (txn, self->ions, 10, NULL);

  g_assert_no_error (local);
  g_assert_nonnull (seen);
  hidden = crm_txn_get (txn, "comment", self->on_evas, &local);
  g_assert_null (hidden);
  assert_denied (&local);
  g_assert_cmpint (count (txn, "comment"), ==, 1);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpuint (moments->len, ==, 1);
  /* Nor does he put anything there. */
  g_assert_false (crm_comment_add (txn, self->evas, "me too", &local));
  assert_denied (&local);
  /* He cannot throw away what another has said. */
  g_assert_false (crm_txn_delete (txn, "comment", self->on_ions, &local));
  assert_denied (&local);

  return TRUE;
}

static gboolean
talk_of_ana (CrmTxn *txn, gpointer data, GError **error)
{
  g_assert_cmpint (count (txn, "comment"), ==, 2);

  return TRUE;
}

static gboolean
unread_of_ion (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (GPtrArray) unread = crm_comment_unread (txn, error);

  g_assert_cmpuint (unread->len, ==, 1);
  g_assert_cmpint (((CrmUnread *)unread->pdata[0])->record, ==, self->ions);

  return TRUE;
}

static void
test_talk (void)
{
  Fixture self;

  set_up (&self);
  office_test_do (self.office, talk_of_ana, &self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, talk_of_ion, &self);
  office_test_do (self.office, unread_of_ion, &self);
  office_test_close (self.office);
}

/* --- Favourites ------------------------------------------------------------------------------- */

static gboolean
star_both (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  g_assert_true (crm_txn_set_mark (txn, CRM_MARK_FAVOURITE, self->ions, 1, error));
  g_assert_true (crm_txn_set_mark (txn, CRM_MARK_FAVOURITE, self->evas, 2, error));

  return TRUE;
}

static gboolean
favourites_of_ion (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) hits = crm_txn_get_marked (txn, CRM_MARK_FAVOURITE, 1, error);

  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (((CrmHit *)hits->pdata[0])->title, ==, "Alfa");

  return TRUE;
}

/* A star from before the client went to another department tells nothing of it. */
static void
test_favourites (void)
{
  Fixture self;

  set_up (&self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, star_both, &self);
  office_test_do (self.office, favourites_of_ion, &self);
  office_test_close (self.office);
}

/* --- Named changes ---------------------------------------------------------------------------- */

static gboolean
add_deals (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  const gint64 responsible[] = { self->ion, self->eva };

  for (guint i = 0; i < G_N_ELEMENTS (responsible); i++) {
    g_autoptr (CrmRecord) deal = crm_txn_new (txn, "deal");

    crm_record_set_text (deal, "title", "Chairs");
    crm_record_set_int (deal, "client", self->ions);
    crm_record_set_int (deal, "responsible", responsible[i]);
    office_test_save (txn, deal);
  }
  crm_txn_set_verb (txn, "deal.move");

  return TRUE;
}

static gboolean
done_of (CrmTxn *txn, gpointer data, GError **error)
{
  static const char *const verbs[] = { "deal.move", NULL };
  Fixture *self = data;
  g_autoptr (GPtrArray) done = crm_txn_done (txn, self->ions, verbs, 10, error);
  guint n_deals = 0;

  for (guint i = 0; i < done->len; i++)
    n_deals += g_str_equal (((CrmDone *)done->pdata[i])->entity, "deal");
  g_assert_cmpuint (n_deals, ==, crm_txn_get_person (txn) == self->ana ? 2 : 1);

  return TRUE;
}

static void
test_done (void)
{
  Fixture self;

  set_up (&self);
  office_test_do (self.office, add_deals, &self);
  office_test_do (self.office, done_of, &self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, done_of, &self);
  office_test_close (self.office);
}

/* --- What was done, and the trash --------------------------------------------------------------*/

static void
set_segment (CrmTxn *txn, gint64 client, const char *segment)
{
  g_autoptr (CrmRecord) record = office_test_get (txn, "party", client);

  crm_record_set_text (record, "segment", segment);
  office_test_save (txn, record);
}

static gboolean
change_both (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  set_segment (txn, self->evas, "both");
  set_segment (txn, self->ions, "both");

  return TRUE;
}

static gboolean
change_evas (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autofree char *segment = g_strdup_printf ("%u", self->times++);

  set_segment (txn, self->evas, segment);

  return TRUE;
}

/* What is hidden takes no place of what is seen, and what was done to several is told by one that
 * he sees. */
static gboolean
log_of_ion (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  const CrmOperationFilter two = { .person = self->ana, .limit = 2 };
  const CrmOperationFilter all = { .person = self->ana };
  g_autoptr (GPtrArray) first = crm_txn_operations (txn, &two, error);
  g_autoptr (GPtrArray) whole = crm_txn_operations (txn, &all, error);

  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpint (((CrmOperation *)first->pdata[0])->record, ==, self->ions);
  for (guint i = 0; i < whole->len; i++)
    g_assert_cmpint (((CrmOperation *)whole->pdata[i])->record, !=, self->evas);

  return TRUE;
}

static void
test_log (void)
{
  Fixture self = { 0 };

  set_up (&self);
  office_test_do (self.office, change_both, &self);
  for (guint i = 0; i < 5; i++)
    office_test_do (self.office, change_evas, &self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, log_of_ion, &self);
  office_test_close (self.office);
}

static gboolean
throw_away (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  g_assert_true (
    crm_txn_delete (txn, "party", office_test_client_of (txn, "Gone", self->ion), error));
  for (guint i = 0; i < 5; i++)
    g_assert_true (
      crm_txn_delete (txn, "party", office_test_client_of (txn, "Hidden", self->eva), error));

  return TRUE;
}

static gboolean
trash_of_ion (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) trash = crm_txn_deleted (txn, NULL, 2, error);
  g_autoptr (GPtrArray) hidden = crm_txn_deleted (txn, "hidden", 10, error);

  g_assert_cmpuint (trash->len, ==, 1);
  g_assert_cmpstr (((CrmDeleted *)trash->pdata[0])->title, ==, "Gone");
  g_assert_cmpuint (hidden->len, ==, 0);

  return TRUE;
}

static gboolean
trash_of_ana (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) trash = crm_txn_deleted (txn, NULL, 2, error);
  g_autoptr (GPtrArray) all = crm_txn_deleted (txn, NULL, 10, error);

  g_assert_cmpuint (trash->len, ==, 2);
  g_assert_cmpuint (all->len, ==, 6);

  return TRUE;
}

static void
test_trash (void)
{
  Fixture self;

  set_up (&self);
  office_test_do (self.office, throw_away, &self);
  office_test_do (self.office, trash_of_ana, &self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, trash_of_ion, &self);
  office_test_close (self.office);
}

/* --- Taking back ------------------------------------------------------------------------------ */

typedef struct {
  Fixture *fixture;
  gint64 operation;
} Back;

static gboolean
change_ions (CrmTxn *txn, gpointer data, GError **error)
{
  Back *back = data;

  set_segment (txn, back->fixture->ions, "Ion's");
  back->operation = crm_txn_get_operation (txn);

  return TRUE;
}

static gboolean
give_to_eva (CrmTxn *txn, gpointer data, GError **error)
{
  Back *back = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", back->fixture->ions);

  crm_record_set_int (client, "responsible", back->fixture->eva);
  office_test_save (txn, client);

  return TRUE;
}

static gboolean
undo_it (CrmTxn *txn, gpointer data, GError **error)
{
  Back *back = data;

  return crm_txn_undo (txn, back->operation, NULL, error);
}

/* Undo is no way round the rights that one has now. */
static void
test_undo (void)
{
  Fixture self;
  Back back = { &self, 0 };
  g_autofree char *message = NULL;

  set_up (&self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, change_ions, &back);
  crm_office_set_person (self.office, self.ana);
  office_test_do (self.office, give_to_eva, &back);
  crm_office_set_person (self.office, self.ion);
  message = office_test_refuse (self.office, undo_it, &back, CRM_ERROR_DENIED);
  g_assert_nonnull (strstr (message, "department"));
  office_test_close (self.office);
}

/* --- Views and settings ----------------------------------------------------------------------- */

static gboolean
views_of_ion (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) anas = office_test_get (txn, "saved_view", self->view);
  g_autoptr (CrmRecord) mine = crm_txn_new (txn, "saved_view");
  g_autoptr (CrmRecord) layout = crm_txn_new (txn, "field_layout");
  g_autoptr (CrmRecord) survey = crm_txn_new (txn, "survey");

  /* Everybody reads it; who made it changes it. */
  crm_record_set_text (anas, "name", "Mine now");
  g_assert_false (crm_txn_save (txn, anas, &local));
  assert_denied (&local);
  g_assert_false (crm_txn_delete (txn, "saved_view", self->view, &local));
  assert_denied (&local);
  crm_record_set_text (mine, "name", "Of Ion");
  crm_record_set_text (mine, "entity", "party");
  crm_record_set_text (mine, "content", "{}");
  office_test_save (txn, mine);
  g_assert_true (crm_txn_delete (txn, "saved_view", crm_record_get_id (mine), &local));
  g_assert_no_error (local);
  crm_record_set_text (layout, "entity", "party");
  g_assert_false (crm_txn_save (txn, layout, &local));
  assert_denied (&local);
  crm_record_set_text (survey, "name", "What do you need?");
  g_assert_false (crm_txn_save (txn, survey, &local));
  assert_denied (&local);

  return TRUE;
}

static void
test_views (void)
{
  Fixture self;

  set_up (&self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, views_of_ion, &self);
  office_test_close (self.office);
}

/* --- Behind paths ----------------------------------------------------------------------------- */

static void
add_deal (CrmTxn *txn, const char *title, gint64 client, gint64 responsible)
{
  g_autoptr (CrmRecord) deal = crm_txn_new (txn, "deal");

  crm_record_set_text (deal, "title", title);
  crm_record_set_int (deal, "client", client);
  crm_record_set_int (deal, "responsible", responsible);
  office_test_save (txn, deal);
}

/* Ion sells something to Eva's client, and Eva to Ion's. */
static gboolean
cross (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  gint64 clients[] = { self->ions, self->evas };

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++) {
    g_autoptr (CrmRecord) client = crm_txn_get (txn, "party", clients[i], NULL);

    crm_record_set_text (client, "note", "hush");
    office_test_save (txn, client);
  }
  add_deal (txn, "Ion with Alfa", self->ions, self->ion);
  add_deal (txn, "Ion with Alba", self->evas, self->ion);
  add_deal (txn, "Eva with Alfa", self->ions, self->eva);

  return TRUE;
}

static gint64
count_where (CrmTxn *txn, const char *entity, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  gint64 n;

  crm_query_add_where (query, crm_query_parse_where (where, &error));
  g_assert_no_error (error);
  n = crm_txn_count (txn, query, &error);
  g_assert_no_error (error);

  return n;
}

static gboolean
paths_of_ion (CrmTxn *txn, gpointer data, GError **error)
{
  /* His deal names Eva's client, and that is all it tells of it. */
  g_assert_cmpint (count_where (txn, "deal", "client = Alba"), ==, 1);
  g_assert_cmpint (count_where (txn, "deal", "client.note = hush"), ==, 1);
  g_assert_cmpint (count_where (txn, "deal", "client.note is empty"), ==, 1);
  g_assert_cmpint (count_where (txn, "deal", "client.responsible = Eva"), ==, 0);
  /* And of the deals at his client he meets his own. */
  g_assert_cmpint (count_where (txn, "party", "deal[client].title = 'Ion with Alfa'"), ==, 1);
  g_assert_cmpint (count_where (txn, "party", "deal[client].title = 'Eva with Alfa'"), ==, 0);

  return TRUE;
}

static gboolean
paths_of_ana (CrmTxn *txn, gpointer data, GError **error)
{
  g_assert_cmpint (count_where (txn, "deal", "client.note = hush"), ==, 3);
  g_assert_cmpint (count_where (txn, "deal", "client.responsible = Eva"), ==, 1);
  g_assert_cmpint (count_where (txn, "party", "deal[client].title = 'Eva with Alfa'"), ==, 1);

  return TRUE;
}

static void
test_paths (void)
{
  Fixture self;

  set_up (&self);
  office_test_do (self.office, cross, &self);
  office_test_do (self.office, paths_of_ana, &self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, paths_of_ion, &self);
  office_test_close (self.office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/roads/talk", test_talk);
  g_test_add_func ("/office/roads/favourites", test_favourites);
  g_test_add_func ("/office/roads/done", test_done);
  g_test_add_func ("/office/roads/log", test_log);
  g_test_add_func ("/office/roads/trash", test_trash);
  g_test_add_func ("/office/roads/undo", test_undo);
  g_test_add_func ("/office/roads/views", test_views);
  g_test_add_func ("/office/roads/paths", test_paths);

  return g_test_run ();
}
