/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/lists/crm-saved-view.h"
#include "office/lists/crm-static-list.h"
#include "office/people/crm-role.h"

#include <string.h>

/* Saved views as conditions. Ana heads the office; Ion sells, and so does Eva. */
typedef struct {
  CrmOffice *office;
  gint64 ana, ion, eva;
  gint64 shared; /* Ana's view of clients in Comrat, for everybody */
  gint64 kept;   /* Ana's view of clients in Bălți, for herself */
} Fixture;

/* --- Views ------------------------------------------------------------------------------------ */

static CrmRecord *
new_view (CrmTxn *txn, const char *name, const char *entity, const char *where, gboolean shared)
{
  CrmRecord *view = crm_txn_new (txn, "saved_view");
  g_autoptr (CrmViewContent) content = crm_view_content_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  content->where = crm_query_parse_where (where, &error);
  g_assert_no_error (error);
  json = crm_view_content_to_json (content);
  crm_record_set_text (view, "name", name);
  crm_record_set_text (view, "entity", entity);
  crm_record_set_int (view, "shared", shared);
  crm_record_set_text (view, "content", json);

  return view;
}

static gint64
add_view (CrmTxn *txn, const char *name, const char *entity, const char *where, gboolean shared)
{
  g_autoptr (CrmRecord) view = new_view (txn, name, entity, where, shared);

  office_test_save (txn, view);

  return crm_record_get_id (view);
}

static char *
in_view (const char *path, gint64 view)
{
  return g_strdup_printf ("%s in view %" G_GINT64_FORMAT, path, view);
}

static void
add_client (CrmTxn *txn, const char *name, const char *city, gint64 responsible)
{
  g_autoptr (CrmRecord) client =
               office_test_get (txn, "party", office_test_client_of (txn, name, responsible));

  crm_record_set_text (crm_record_add_line (client, "addresses"), "city", city);
  office_test_save (txn, client);
  if (crm_record_get_int (client, "responsible") != 0) {
    g_autoptr (CrmRecord) deal =
                 office_test_get (txn, "deal", office_test_deal (txn, crm_record_get_id (client)));

    crm_record_set_text (deal, "title", name);
    crm_record_set_int (deal, "responsible", responsible);
    office_test_save (txn, deal);
  }
}

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  self->ion = office_test_person (txn, "Ion", "seller", office_test_department (txn, "North"));
  self->eva = office_test_person (txn, "Eva", "seller", office_test_department (txn, "South"));
  add_client (txn, "Alfa", "Comrat", self->ion);
  add_client (txn, "Beta", "Bălți", self->ion);
  add_client (txn, "Gamma", "Comrat", self->eva);
  self->shared = add_view (txn, "In Comrat", "party", "city = Comrat", TRUE);
  self->kept = add_view (txn, "Secret of Bălți", "party", "city = Bălți", FALSE);

  return TRUE;
}

static void
set_up (Fixture *self)
{
  self->office = office_test_new ("MD", CRM_LANG_EN);
  self->ana = crm_office_get_person (self->office);
  office_test_do (self->office, fill, self);
}

/* --- Asking ----------------------------------------------------------------------------------- */

static char *
titles (CrmTxn *txn, const char *entity, const char *field, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  crm_query_add_where (query, crm_query_parse_where (where, &error));
  g_assert_no_error (error);
  crm_query_set_order (query, field);
  found = crm_txn_query (txn, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? "," : "",
                            crm_record_get_text (found->pdata[i], field));

  return g_string_free (g_steal_pointer (&all), FALSE);
}

#define assert_titles(txn, entity, field, where, expected)              \
  G_STMT_START                                                          \
  {                                                                     \
    g_autofree char *are_titles = titles (txn, entity, field, (where)); \
    g_assert_cmpstr (are_titles, ==, expected);                         \
  }                                                                     \
  G_STMT_END

static char *
refused (CrmTxn *txn, const char *entity, const char *where, CrmError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_new (entity);

  crm_query_add_where (query, crm_query_parse_where (where, &error));
  g_assert_no_error (error);
  g_assert_cmpint (crm_txn_count (txn, query, &error), <, 0);
  g_assert_error (error, CRM_ERROR, code);

  return g_strdup (error->message);
}

static gboolean
ask_as_ana (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autofree char *by_id = in_view ("client", self->shared);
  g_autofree char *itself = in_view ("id", self->kept);
  g_autofree char *none = NULL;
  g_autofree char *room = NULL;

  assert_titles (txn, "deal", "title", by_id, "Alfa,Gamma");
  assert_titles (txn, "deal", "title", "client in view 'in comrat'", "Alfa,Gamma");
  assert_titles (txn, "party", "name", itself, "Beta");
  assert_titles (txn, "party", "name",
                 "city is filled and is_ours = no and not in view 'In Comrat'", "Beta");
  none = refused (txn, "party", "in view 'In Soroca'", CRM_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (none, "In Soroca"));
  room = refused (txn, "deal", "responsible in view 'In Comrat'", CRM_ERROR_NOT_FOUND);
  g_clear_pointer (&room, g_free);
  g_clear_pointer (&by_id, g_free);
  by_id = in_view ("responsible", self->shared);
  room = refused (txn, "deal", by_id, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (room, "In Comrat"));
  g_assert_nonnull (strstr (room, "Clients"));

  return TRUE;
}

/* Ion asks for what is for everybody, of his own clients; of what Ana keeps he learns nothing. */
static gboolean
ask_as_ion (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autofree char *shared = in_view ("client", self->shared);
  g_autofree char *kept = in_view ("client", self->kept);
  g_autofree char *by_id = NULL;
  g_autofree char *by_name = NULL;
  g_autofree char *saved = NULL;
  g_autoptr (CrmRecord) view = NULL;

  assert_titles (txn, "deal", "title", shared, "Alfa");
  assert_titles (txn, "party", "name", "in view 'In Comrat'", "Alfa");
  by_id = refused (txn, "deal", kept, CRM_ERROR_NOT_FOUND);
  by_name = refused (txn, "deal", "client in view 'Secret of Bălți'", CRM_ERROR_NOT_FOUND);
  g_assert_null (strstr (by_id, "Secret"));
  view = new_view (txn, "Mine", "deal", kept, FALSE);
  saved = office_test_save_refused (txn, view, CRM_ERROR_NOT_FOUND);
  g_assert_null (strstr (saved, "Secret"));

  return TRUE;
}

static void
test_ask (void)
{
  Fixture self;

  set_up (&self);
  office_test_do (self.office, ask_as_ana, &self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, ask_as_ion, &self);
  office_test_close (self.office);
}

/* --- Personal data ---------------------------------------------------------------------------- */

static gboolean
hide_personal (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) role = office_test_find (txn, "role", "key", "seller");

  crm_record_set_int (role, "sees_personal", 0);
  office_test_save (txn, role);
  add_view (txn, "By birthday", "party", "birthday is filled", TRUE);

  return TRUE;
}

static gboolean
ask_for_birthdays (CrmTxn *txn, gpointer data, GError **error)
{
  g_free (refused (txn, "party", "in view 'By birthday'", CRM_ERROR_DENIED));
  g_free (refused (txn, "deal", "client in view 'By birthday'", CRM_ERROR_DENIED));

  return TRUE;
}

/* A colleague's view does not find what one's own question would not. */
static void
test_personal (void)
{
  Fixture self;

  set_up (&self);
  office_test_do (self.office, hide_personal, &self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, ask_for_birthdays, &self);
  office_test_close (self.office);
}

/* --- Saving ----------------------------------------------------------------------------------- */

static gboolean
save_rings (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  gint64 deals = add_view (txn, "Deals there", "deal", "client in view 'In Comrat'", TRUE);
  gint64 more = add_view (txn, "More", "deal", "not in view 'Deals there'", TRUE);
  g_autoptr (CrmRecord) view = office_test_get (txn, "saved_view", deals);
  g_autofree char *id = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", self->shared);
  g_autofree char *itself =
    g_strdup_printf ("{\"where\":[\"id\",\"in view\",\"%" G_GINT64_FORMAT "\"]}", deals);
  g_autofree char *round = g_strdup_printf (
    "{\"where\":[\"any\",[\"title\",\"=\",\"x\"],[\"id\",\"in view\",\"%" G_GINT64_FORMAT "\"]]}",
    more);
  g_autofree char *colour = g_strdup_printf (
    "{\"colours\":[{\"tone\":\"late\",\"where\":[\"id\",\"in view\",\"%" G_GINT64_FORMAT "\"]}]}",
    more);
  const char *const contents[] = { itself, round, colour };

  /* A name may be given another day to something else. */
  g_assert_nonnull (strstr (crm_record_get_text (view, "content"), id));
  g_assert_null (strstr (crm_record_get_text (view, "content"), "In Comrat"));
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_autofree char *message = NULL;

    crm_record_set_text (view, "content", contents[i]);
    message = office_test_save_refused (txn, view, CRM_ERROR_INVALID);
    g_assert_nonnull (strstr (message, "Deals there"));
  }

  return TRUE;
}

static gboolean
save_wrong (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autofree char *shared = in_view ("id", self->shared);
  g_autofree char *kept = in_view ("client", self->kept);
  g_autoptr (CrmRecord) room = new_view (txn, "A", "deal", shared, FALSE);
  g_autoptr (CrmRecord) all = new_view (txn, "B", "deal", kept, TRUE);
  g_autofree char *of_room = office_test_save_refused (txn, room, CRM_ERROR_INVALID);
  g_autofree char *for_all = office_test_save_refused (txn, all, CRM_ERROR_INVALID);

  g_assert_nonnull (strstr (of_room, "In Comrat"));
  /* Hers to see, but not to be asked for by a view of everybody's. */
  g_assert_nonnull (strstr (for_all, "Secret of Bălți"));
  crm_record_set_int (all, "shared", 0);
  office_test_save (txn, all);
  crm_record_set_int (all, "shared", 1);
  g_free (office_test_save_refused (txn, all, CRM_ERROR_INVALID));

  return TRUE;
}

static void
test_save (void)
{
  Fixture self;

  set_up (&self);
  office_test_do (self.office, save_rings, &self);
  office_test_do (self.office, save_wrong, &self);
  office_test_close (self.office);
}

/* --- Going away ------------------------------------------------------------------------------- */

static gboolean
use_of_ion (CrmTxn *txn, gpointer data, GError **error)
{
  add_view (txn, "Calls of Ion", "party", "in view 'In Comrat'", FALSE);

  return TRUE;
}

static char *
delete_refused (CrmTxn *txn, const char *entity, gint64 id)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_txn_delete (txn, entity, id, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DENIED);

  return g_strdup (error->message);
}

static gboolean
delete_used (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  gint64 own = add_view (txn, "Deals there", "deal", "client in view 'In Comrat'", FALSE);
  g_autofree char *message = delete_refused (txn, "saved_view", self->shared);
  g_autofree char *hidden = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *where = in_view ("client", self->kept);
  g_autoptr (CrmRecord) view = office_test_get (txn, "saved_view", self->shared);
  CrmRecord *back;

  /* Who, but not what a colleague calls it. */
  g_assert_nonnull (strstr (message, "Deals there"));
  g_assert_nonnull (strstr (message, "Ion"));
  g_assert_null (strstr (message, "Calls"));
  /* Nor may it be hidden from him. */
  crm_record_set_int (view, "shared", 0);
  hidden = office_test_save_refused (txn, view, CRM_ERROR_DENIED);
  g_assert_nonnull (strstr (hidden, "Ion"));
  g_assert_null (strstr (hidden, "Deals there"));
  g_assert_true (crm_txn_delete (txn, "saved_view", own, error));
  g_clear_pointer (&message, g_free);
  message = delete_refused (txn, "saved_view", self->shared);
  g_assert_null (strstr (message, "Deals there"));

  /* What nobody's view asks for may go; a list that asks for it is told. */
  g_assert_true (crm_txn_delete (txn, "saved_view", self->kept, error));
  gone = refused (txn, "deal", where, CRM_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (gone, "Secret of Bălți"));
  g_assert_nonnull (strstr (gone, "trash"));
  g_assert_true (crm_txn_restore (txn, "saved_view", self->kept, error));
  back = office_test_get (txn, "saved_view", self->kept);
  crm_record_unref (back);
  assert_titles (txn, "deal", "title", where, "Beta");

  return TRUE;
}

static gboolean
delete_list (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) list = crm_txn_new (txn, "static_list");
  g_autofree char *where = NULL;
  g_autofree char *message = NULL;
  gint64 view;

  crm_record_set_text (list, "name", "Fair");
  crm_record_set_text (list, "entity", "party");
  office_test_save (txn, list);
  where = g_strdup_printf ("client.%s = %" G_GINT64_FORMAT, CRM_IN_LIST, crm_record_get_id (list));
  view = add_view (txn, "From the fair", "deal", where, FALSE);
  message = delete_refused (txn, "static_list", crm_record_get_id (list));
  g_assert_nonnull (strstr (message, "From the fair"));
  g_assert_true (crm_txn_delete (txn, "saved_view", view, error));
  g_assert_true (crm_txn_delete (txn, "static_list", crm_record_get_id (list), error));

  return TRUE;
}

static void
test_delete (void)
{
  Fixture self;

  set_up (&self);
  crm_office_set_person (self.office, self.ion);
  office_test_do (self.office, use_of_ion, &self);
  crm_office_set_person (self.office, self.ana);
  office_test_do (self.office, delete_used, &self);
  office_test_do (self.office, delete_list, &self);
  office_test_close (self.office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/view-use/ask", test_ask);
  g_test_add_func ("/office/view-use/personal", test_personal);
  g_test_add_func ("/office/view-use/save", test_save);
  g_test_add_func ("/office/view-use/delete", test_delete);

  return g_test_run ();
}
