/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/clients/crm-happening.h"
#include "office/talk/crm-comment.h"

#include <string.h>

/* A client with a deal of ten chairs, and a claim about them. */
typedef struct {
  CrmOffice *office;
  gint64 client, deal, claim, product, other;
} Fixture;

static void
set_line (CrmTxn *txn, gint64 deal, gint64 product)
{
  g_autoptr (CrmRecord) record = office_test_get (txn, "deal", deal);

  crm_record_set_int (g_ptr_array_index (crm_record_get_lines (record, "lines"), 0), "product",
                      product);
  office_test_save (txn, record);
}

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) claim = crm_txn_new (txn, "claim");

  self->client = office_test_client (txn, "Alfa", CRM_LANG_EN);
  self->product = office_test_product (txn, "Armchair", 1200000);
  self->other = office_test_product (txn, "Table", 2000000);
  self->deal = office_test_deal (txn, self->client);
  set_line (txn, self->deal, self->product);
  crm_record_set_int (claim, "client", self->client);
  crm_record_set_int (claim, "deal", self->deal);
  crm_record_set_int (claim, "product", self->product);
  crm_record_set_text (claim, "text", "A leg is broken");
  crm_record_set_text (claim, "demand", "Replace it");
  office_test_save (txn, claim);
  self->claim = crm_record_get_id (claim);

  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static void
set_up (Fixture *self)
{
  self->office = office_test_new ("MD", CRM_LANG_EN);
  office_test_do (self->office, fill, self);
}

static void
step (Fixture *self, CrmTxnFunc func)
{
  crm_clock_advance (crm_store_get_clock (crm_office_get_store (self->office)), 1000);
  office_test_do (self->office, func, self);
}

/* "kind:title" of each in alphabetic order, what it is about behind it. */
static char *
tell (CrmTxn *txn, gint64 record)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  CrmMoment last;
  gboolean more;

  all = crm_happenings_read (txn, record, NULL, 50, &last, &more, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++) {
    const CrmHappening *one = all->pdata[i];

    gboolean changed = g_str_equal (one->kind, "change");

    g_ptr_array_add (lines, g_strdup_printf ("%s:%s%s%s%s%s", one->kind, changed ? one->label : "",
                                             changed ? " " : "", one->title,
                                             one->about != NULL ? " · " : "",
                                             one->about != NULL ? one->about : ""));
  }
  g_ptr_array_sort (lines, compare);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **)lines->pdata);
}

static void
assert_told (CrmTxn *txn, gint64 record, const char *text)
{
  g_autofree char *told = tell (txn, record);

  g_assert_cmpstr (told, ==, text);
}

/* --- A claim ---------------------------------------------------------------------------------- */

static gboolean
jot (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  CrmJotting call = { .kind = "call",
                      .note = "Sends a picture",
                      .about = self->claim,
                      .next_title = "Look at the picture" };
  CrmJotting other = { .kind = "note", .note = "About something else" };
  g_autoptr (CrmRecord) claim = office_test_get (txn, "claim", self->claim);
  g_autoptr (CrmRecord) event = NULL;
  g_autoptr (CrmRecord) task = NULL;
  gint64 client, about;
  gint64 id;

  crm_happening_place (claim, &client, &about);
  g_assert_cmpint (client, ==, self->client);
  g_assert_cmpint (about, ==, self->claim);
  id = crm_client_jot (txn, client, &call, error);
  g_assert_cmpint (id, !=, 0);
  g_assert_cmpint (crm_client_jot (txn, client, &other, error), !=, 0);
  event = office_test_get (txn, "event", id);
  g_assert_cmpint (crm_record_get_int (event, "claim"), ==, self->claim);
  g_assert_cmpint (crm_record_get_int (event, "client"), ==, self->client);
  g_assert_true (crm_record_is_null (event, "deal"));
  task = office_test_find (txn, "task", "title", "Look at the picture");
  g_assert_cmpint (crm_record_get_int (task, "claim"), ==, self->claim);
  g_assert_true (crm_comment_add (txn, self->claim, "Ask the workshop", error));

  return TRUE;
}

static gboolean
take_up (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) claim = office_test_get (txn, "claim", ((Fixture *)data)->claim);

  crm_record_set_text (claim, "state", "working");
  crm_record_set_text (claim, "answer", "We look into it");
  office_test_save (txn, claim);

  return TRUE;
}

#define SAID                   \
  "call:Sends a picture\n"     \
  "comment:Ask the workshop\n" \
  "task:Look at the picture"

static gboolean
check_claim (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autofree char *clients = tell (txn, self->client);

  assert_told (txn, self->claim,
               "call:Sends a picture\n"
               "change:State New → In work\n"
               "comment:Ask the workshop\n"
               "task:Look at the picture");
  g_assert_nonnull (strstr (clients, "change:Claim 1 Replace it, State: New → In work"));
  g_assert_nonnull (strstr (clients, "call:Sends a picture\n"));
  g_assert_nonnull (strstr (clients, "note:About something else"));
  g_assert_nonnull (strstr (clients, "claim:1 Replace it"));
  /* It is about the deal itself, not about what was said of the claim. */
  assert_told (txn, self->deal, "claim:1 Replace it");

  return TRUE;
}

static gboolean
undo (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_undo (txn, 0, NULL, error);
}

static gboolean
check_undone (CrmTxn *txn, gpointer data, GError **error)
{
  assert_told (txn, ((Fixture *)data)->claim, SAID);

  return TRUE;
}

static gboolean
redo (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_redo (txn, NULL, error);
}

static void
test_claim (void)
{
  Fixture self;

  set_up (&self);
  step (&self, jot);
  step (&self, take_up);
  step (&self, check_claim);
  /* What was taken back nobody tells; taken back again it is told once. */
  step (&self, undo);
  step (&self, check_undone);
  step (&self, redo);
  step (&self, check_claim);
  office_test_close (self.office);
}

/* --- A product -------------------------------------------------------------------------------- */

static gboolean
check_sold (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  assert_told (txn, self->product,
               "claim:1 Replace it · Alfa\n"
               "deal:1 Chairs · Alfa · 3 × 100.00 MDL");
  assert_told (txn, self->other, "");

  return TRUE;
}

static gboolean
sell_other (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  set_line (txn, self->deal, self->other);
  assert_told (txn, self->product, "claim:1 Replace it · Alfa");
  assert_told (txn, self->other, "deal:1 Chairs · Alfa · 3 × 100.00 MDL");

  return TRUE;
}

static gboolean
trash_deal (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  if (!crm_txn_delete (txn, "deal", self->deal, error))
    return FALSE;
  assert_told (txn, self->product, "claim:1 Replace it · Alfa");

  return TRUE;
}

static gboolean
change_price (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) product = office_test_get (txn, "product", ((Fixture *)data)->product);

  crm_record_set_int (g_ptr_array_index (crm_record_get_lines (product, "prices"), 0), "price",
                      1350000);
  crm_record_set_text (product, "note", "From oak");
  office_test_save (txn, product);

  return TRUE;
}

static gboolean
check_price (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autofree char *told = tell (txn, self->product);

  g_assert_nonnull (strstr (told, "change:Price 120.00 MDL → 135.00 MDL\n"));
  g_assert_null (strstr (told, "oak"));
  assert_told (txn, self->other, "");

  return TRUE;
}

static void
test_product (void)
{
  Fixture self;

  set_up (&self);
  step (&self, check_sold);
  step (&self, sell_other);
  step (&self, undo);
  step (&self, check_sold);
  step (&self, trash_deal);
  step (&self, undo);
  step (&self, check_sold);
  step (&self, change_price);
  step (&self, check_price);
  office_test_close (self.office);
}

/* --- Who sees what ---------------------------------------------------------------------------- */

static gboolean
add_seller (CrmTxn *txn, gpointer data, GError **error)
{
  *(gint64 *)data =
    office_test_person (txn, "Eva", "seller", office_test_department (txn, "South"));

  return TRUE;
}

/* That somebody else sold it is none of hers. */
static gboolean
check_seller (CrmTxn *txn, gpointer data, GError **error)
{
  g_autofree char *told = tell (txn, ((Fixture *)data)->product);

  g_assert_cmpstr (told, ==, "");

  return TRUE;
}

static void
test_rights (void)
{
  Fixture self;
  gint64 eva = 0;
  g_autoptr (GError) error = NULL;

  set_up (&self);
  office_test_do (self.office, add_seller, &eva);
  crm_office_set_person (self.office, eva);
  g_assert_true (crm_office_run (self.office, CRM_TXN_READ, NULL, check_seller, &self, &error));
  g_assert_no_error (error);
  office_test_close (self.office);
}

/* --- With whom -------------------------------------------------------------------------------- */

static gint64
add_employee (CrmTxn *txn, gint64 client, const char *name, const char *phone, const char *email)
{
  g_autoptr (CrmRecord) person = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) works = crm_txn_new (txn, "affiliation");

  crm_record_set_text (person, "kind", "person");
  crm_record_set_text (person, "name", name);
  crm_record_set_text (crm_record_add_line (person, "phones"), "number", phone);
  crm_record_set_text (crm_record_add_line (person, "emails"), "address", email);
  office_test_save (txn, person);
  crm_record_set_int (works, "person", crm_record_get_id (person));
  crm_record_set_int (works, "organisation", client);
  office_test_save (txn, works);

  return crm_record_get_id (person);
}

static void
add_letter (CrmTxn *txn, gint64 client, const char *subject, const char *from, const char *to)
{
  g_autoptr (CrmRecord) letter = crm_txn_new (txn, "event");

  crm_record_set_text (letter, "kind", "letter");
  crm_record_set_text (letter, "subject", subject);
  crm_record_set_int (letter, "client", client);
  crm_record_set_text (letter, "from_address", from);
  crm_record_set_text (letter, "to_address", to);
  office_test_save (txn, letter);
}

/* Names of whom each thing of the client happened with: "Call: Ion" between spaces, by title. */
static char *
tell_contacts (CrmTxn *txn, gint64 record)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = NULL;
  CrmMoment last;
  gboolean more;

  all = crm_happenings_read (txn, record, NULL, 50, &last, &more, NULL);
  for (guint i = 0; i < all->len; i++) {
    const CrmHappening *one = all->pdata[i];
    g_autoptr (GString) line = g_string_new (one->title);

    for (guint k = 0; one->contacts != NULL && k < one->contacts->len; k++)
      g_string_append_printf (line, "%s%s", k == 0 ? ": " : ", ",
                              ((CrmHappeningContact *)one->contacts->pdata[k])->name);
    g_ptr_array_add (lines, g_strdup (line->str));
  }
  g_ptr_array_sort (lines, compare);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("; ", (char **)lines->pdata);
}

/* By what the record says, by the number that was called, by the addresses of a letter. */
static gboolean
check_contacts (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_EN);
  gint64 ion = add_employee (txn, client, "Ion", "079 111 222", "ion@alfa.md");
  gint64 eva = add_employee (txn, client, "Eva", "079 333 444", "eva@alfa.md");
  CrmJotting named = { .kind = "call", .note = "Named", .contact = ion };
  CrmJotting called = { .kind = "call", .note = "Called", .phone = "(079) 333-444" };
  CrmJotting other = { .kind = "call", .note = "Other", .phone = "022 999 999" };
  g_autofree char *told = NULL;
  g_autofree char *ions = NULL;

  g_assert_cmpint (crm_client_jot (txn, client, &named, error), !=, 0);
  g_assert_cmpint (crm_client_jot (txn, client, &called, error), !=, 0);
  g_assert_cmpint (crm_client_jot (txn, client, &other, error), !=, 0);
  add_letter (txn, client, "Letter", "us@office.md", "Eva@Alfa.md, ion@alfa.md, x@alfa.md");
  told = tell_contacts (txn, client);
  g_assert_cmpstr (told, ==, "Called: Eva; Letter: Eva, Ion; Named: Ion; Other");
  /* On the card of the contact person what names them stands too, and whose it is. */
  ions = tell (txn, ion);
  g_assert_cmpstr (ions, ==, "call:Named · Alfa");
  assert_told (txn, eva, "");

  return TRUE;
}

static void
test_contacts (void)
{
  office_test_in ("MD", check_contacts);
}

/* --- Which rooms ------------------------------------------------------------------------------ */

static gboolean
check_rooms (CrmTxn *txn, gpointer data, GError **error)
{
  static const struct {
    const char *entity;
    gboolean has, notes;
  } rooms[] = {
    { "party", TRUE, TRUE },      { "deal", TRUE, TRUE },      { "claim", TRUE, TRUE },
    { "product", TRUE, FALSE },   { "document", TRUE, FALSE }, { "task", FALSE, FALSE },
    { "template", FALSE, FALSE }, { "person", FALSE, FALSE },
  };
  CrmSchema *schema = crm_txn_get_schema (txn);

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++) {
    const CrmEntity *entity = crm_schema_find (schema, rooms[i].entity);

    g_assert_cmpint (crm_entity_has_timeline (entity), ==, rooms[i].has);
    g_assert_cmpint (crm_happening_suits (schema, entity), ==, rooms[i].notes);
  }

  return TRUE;
}

static void
test_rooms (void)
{
  office_test_in ("MD", check_rooms);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/timelines/claim", test_claim);
  g_test_add_func ("/office/timelines/product", test_product);
  g_test_add_func ("/office/timelines/rights", test_rights);
  g_test_add_func ("/office/timelines/contacts", test_contacts);
  g_test_add_func ("/office/timelines/rooms", test_rooms);

  return g_test_run ();
}
