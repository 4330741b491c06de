/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "base/crm-requisite.h"
#include "office/clients/crm-party.h"
#include "office/quality/crm-quality.h"

static gboolean
check_card (CrmTxn *txn, gpointer data, GError **error)
{
  g_autofree char *right = crm_requisite_make (CRM_REQUISITE_IDNO, 7);
  g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) again = NULL;
  g_autoptr (GPtrArray) lacks = NULL;

  office_test_rules (txn);
  crm_record_set_text (client, "name", "Alfa");
  crm_record_set_text (client, "country", "MD");
  office_test_save (txn, client);
  g_assert_cmpint (crm_record_get_int (client, "completeness"), ==, 0);
  g_assert_cmpstr (crm_record_get_text (client, "missing"), ==, "|phones|idno|");
  lacks = crm_quality_lacks (client);
  g_assert_cmpuint (lacks->len, ==, 2);

  crm_record_set_text (crm_record_add_line (client, "phones"), "number", "022 123456");
  right[12] = right[12] == '0' ? '1' : '0';
  crm_record_set_text (client, "idno", right);
  office_test_save (txn, client);
  g_assert_cmpint (crm_record_get_int (client, "completeness"), ==, 6666);
  g_assert_cmpstr (crm_record_get_text (client, "missing"), ==, "|idno!|");

  /* What does not apply does not count. */
  g_assert_true (crm_quality_exempt (txn, "party", crm_record_get_id (client), "idno", error));
  again = office_test_get (txn, "party", crm_record_get_id (client));
  g_assert_cmpint (crm_record_get_int (again, "completeness"), ==, 10000);
  g_assert_true (crm_record_is_null (again, "missing"));

  /* No rule is for persons' IDNO, nor for suppliers. */
  crm_record_set_int (again, "is_client", 0);
  office_test_save (txn, again);
  g_assert_true (crm_record_is_null (again, "completeness"));

  return TRUE;
}

static void
test_card (void)
{
  office_test_in ("MD", check_card);
}

static gboolean
check_rules (CrmTxn *txn, gpointer data, GError **error)
{
  static const struct {
    const char *entity;
    const char *path;
    const char *where;
    const char *says;
  } wrong[] = {
    { "party", "phonez", NULL, "phonez" },
    { "party", "responsible.name", NULL, "other records" },
    { "party", "phones", "city = ", "character 8" },
    { "party", "phones", "responsible.name = Ana", "responsible.name" },
    { "party", "phones", "not responsible in view Ours", "saved view" },
    { "unit", "name", NULL, "completeness" },
    { "nothing", "name", NULL, "nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (CrmRecord) rule = crm_txn_new (txn, "quality_rule");
    g_autoptr (GError) refused = NULL;

    crm_record_set_text (rule, "name", "Rule");
    crm_record_set_text (rule, "entity", wrong[i].entity);
    crm_record_set_text (rule, "path", wrong[i].path);
    crm_record_set_text (rule, "only_where", wrong[i].where);
    g_assert_false (crm_txn_save (txn, rule, &refused));
    if (strstr (refused->message, wrong[i].says) == NULL)
      g_error ("%s %s: %s", wrong[i].path, wrong[i].where, refused->message);
  }

  return TRUE;
}

static void
test_rules (void)
{
  office_test_in ("MD", check_rules);
}

/* --- Rules that change ------------------------------------------------------------------------ */

static gboolean
add_clients (CrmTxn *txn, gpointer data, GError **error)
{
  office_test_rules (txn);
  for (guint i = 0; i < 700; i++) {
    g_autoptr (CrmRecord) client = crm_txn_new (txn, "party");
    g_autofree char *name = g_strdup_printf ("Alfa %u", i);

    crm_record_set_text (client, "name", name);
    if (i % 2 == 0)
      crm_record_set_text (crm_record_add_line (client, "phones"), "number", "022 123456");
    office_test_save (txn, client);
  }

  return TRUE;
}

/* As many as the room lists: its own condition stands beside that of the figure. */
static gint64
count_where (CrmTxn *txn, const char *entity, const char *where)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GError) error = NULL;
  const CrmEntity *described = crm_schema_find (crm_txn_get_schema (txn), entity);
  CrmCondition *condition = crm_query_parse_where (where, &error);
  gint64 n;

  g_assert_no_error (error);
  crm_query_add_where (query, condition);
  if (described->filter != NULL)
    crm_query_add_where (query, crm_query_parse_where (described->filter, NULL));
  n = crm_txn_count (txn, query, &error);
  g_assert_no_error (error);

  return n;
}

/* What opens from a bar has the figure that the bar shows. */
static void
assert_lists (CrmTxn *txn, const CrmQuality *quality)
{
  g_autofree char *losing = crm_quality_where_losing ();
  gint64 all = 0;

  for (guint i = 0; i < CRM_QUALITY_BANDS; i++) {
    g_autofree char *where = crm_quality_where_band (quality->entity, i);

    g_assert_cmpint (count_where (txn, quality->entity, where), ==, quality->bands[i]);
    all += quality->bands[i];
  }
  g_assert_cmpint (all, ==, quality->cards);
  for (guint i = 0; i < quality->lacks->len; i++) {
    const CrmLackCount *lack = quality->lacks->pdata[i];
    g_autofree char *where = crm_quality_where_lack (quality->entity, lack->path, lack->wrong);

    g_assert_cmpint (count_where (txn, quality->entity, where), ==, lack->count);
  }
  if (g_str_equal (quality->entity, "party"))
    g_assert_cmpint (count_where (txn, "party", losing), ==, quality->losing);
}

static gboolean
check_figures (CrmTxn *txn, gpointer data, GError **error)
{
  const gint64 *expected = data;
  g_autoptr (CrmQuality) quality = crm_quality_read (txn, "party", error);
  const CrmLackCount *lack;

  g_assert_no_error (*error);
  g_assert_cmpint (quality->cards, ==, 700);
  g_assert_cmpint (quality->average, ==, expected[0]);
  g_assert_cmpint (quality->bands[0], ==, expected[1]);
  g_assert_cmpint (quality->bands[CRM_QUALITY_BANDS - 1], ==, expected[2]);
  lack = quality->lacks->pdata[0];
  g_assert_cmpint (lack->count, ==, expected[3]);
  assert_lists (txn, quality);

  return TRUE;
}

static gboolean
change_rules (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) rule = office_test_find (txn, "quality_rule", "path", "emails");

  crm_record_set_int (rule, "active", 1);
  crm_record_set_int (rule, "weight", 2);
  office_test_save (txn, rule);
  g_assert_cmpint (crm_record_get_int (rule, "applied"), ==, 0);

  return TRUE;
}

static gboolean
check_applied (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) rule = office_test_find (txn, "quality_rule", "path", "emails");

  g_assert_cmpint (crm_record_get_int (rule, "applied"), ==, 1);

  return TRUE;
}

/* The rule that has half of the weight. */
static gboolean
delete_rule (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) rule = office_test_find (txn, "quality_rule", "path", "emails");
  gint64 *id = data;

  *id = crm_record_get_id (rule);

  return crm_txn_delete (txn, "quality_rule", *id, error);
}

static gboolean
restore_rule (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_restore (txn, "quality_rule", *(gint64 *)data, error);
}

static void
assert_sound (CrmOffice *office)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings =
               crm_store_check (crm_office_get_store (office), NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_error ("%s", ((CrmFinding *)findings->pdata[i])->text);
}

static void
test_changes (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  gint64 before[] = { 5000, 350, 350, 350 };
  gint64 after[] = { 2500, 350, 0, 700 };
  gint64 id = 0;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  office_test_do (office, add_clients, NULL);
  g_assert_true (crm_quality_apply (office, &n, &error));
  office_test_do (office, check_figures, before);
  office_test_do (office, change_rules, NULL);
  /* No card is computed until the rule is applied, which takes several transactions. */
  office_test_do (office, check_figures, before);
  g_assert_true (crm_quality_apply (office, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  office_test_do (office, check_figures, after);
  office_test_do (office, check_applied, NULL);
  g_assert_true (crm_quality_apply (office, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  /* Without it the cards are as they were before; back from the trash it counts again. */
  office_test_do (office, delete_rule, &id);
  g_assert_true (crm_quality_apply (office, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  office_test_do (office, check_figures, before);
  g_assert_true (crm_quality_apply (office, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  office_test_do (office, restore_rule, &id);
  g_assert_true (crm_quality_apply (office, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  office_test_do (office, check_figures, after);
  assert_sound (office);
  office_test_close (office);
}

/* --- Who counts ------------------------------------------------------------------------------- */

typedef struct {
  gint64 ion;
} Fixture;

static void
add_rule (CrmTxn *txn, const char *entity, const char *path)
{
  g_autoptr (CrmRecord) rule = crm_txn_new (txn, "quality_rule");

  crm_record_set_text (rule, "name", path);
  crm_record_set_text (rule, "entity", entity);
  crm_record_set_text (rule, "path", path);
  crm_record_set_int (rule, "active", 1);
  office_test_save (txn, rule);
}

/* Rules for all, whatever they are: those of the seeds name the clients that they are for. */
static void
set_broad_rules (CrmTxn *txn)
{
  g_autoptr (CrmQuery) query = crm_query_new ("quality_rule");
  g_autoptr (GPtrArray) rules = crm_txn_query (txn, query, NULL);

  for (guint i = 0; i < rules->len; i++)
    g_assert_true (crm_txn_delete (txn, "quality_rule", crm_record_get_id (rules->pdata[i]), NULL));
  add_rule (txn, "party", "phones");
  add_rule (txn, "party", "birthday");
  add_rule (txn, "party", "inn");
  add_rule (txn, "product", "code");
}

static gint64
add_party (CrmTxn *txn, const char *name, const char *fields, gint64 responsible)
{
  g_autoptr (CrmRecord) party = crm_txn_new (txn, "party");
  g_autoptr (CrmCondition) values = crm_query_parse_where (fields, NULL);

  g_assert_nonnull (values);
  crm_record_set_text (party, "name", name);
  crm_record_set_int (party, "responsible", responsible);
  crm_condition_apply (values, party);
  office_test_save (txn, party);

  return crm_record_get_id (party);
}

static gboolean
fill_office (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  gint64 me = crm_txn_get_person (txn);
  gint64 north = office_test_department (txn, "North");

  set_broad_rules (txn);
  self->ion = office_test_person (txn, "Ion", "seller", north);
  /* Clients: one in Russia, two in Moldova, two persons. */
  add_party (txn, "Alfa", "kind = organisation and country = RU", self->ion);
  add_party (txn, "Beta", "kind = organisation and country = MD", self->ion);
  add_party (txn, "Gama", "kind = organisation and country = MD", me);
  add_party (txn, "Ion Rusu", "kind = person and country = MD", self->ion);
  add_party (txn, "Ana Rusu", "kind = person and birthday = 1980-05-01 and country = MD", me);
  /* Nobody to work with. */
  add_party (txn, "Delta", "country = MD and set_aside = closed", self->ion);
  add_party (txn, "Epsilon", "country = MD and is_client = no and is_supplier = yes", self->ion);
  add_party (txn, "Zeta", "country = MD and is_ours = yes", self->ion);
  g_assert_true (
    crm_txn_delete (txn, "party", add_party (txn, "Eta", "country = MD", self->ion), NULL));
  office_test_product (txn, "Sold", 100);
  {
    g_autoptr (CrmRecord) old = office_test_get (
      txn, "product", office_test_product (txn, "Not sold any more", 100));

    crm_record_set_int (old, "active", 0);
    office_test_save (txn, old);
  }

  return TRUE;
}

static gint64
lacking (const CrmQuality *quality, const char *path)
{
  for (guint i = 0; i < quality->lacks->len; i++) {
    const CrmLackCount *lack = quality->lacks->pdata[i];

    if (g_str_equal (lack->path, path))
      return lack->count;
  }

  return 0;
}

/* @data: how many cards, without a phone, without a birthday, without an INN. */
static gboolean
check_counted (CrmTxn *txn, gpointer data, GError **error)
{
  const gint64 *expected = data;
  g_autoptr (CrmQuality) clients = crm_quality_read (txn, "party", error);
  g_autoptr (CrmQuality) products = crm_quality_read (txn, "product", error);

  g_assert_no_error (*error);
  g_assert_cmpint (clients->cards, ==, expected[0]);
  g_assert_cmpint (lacking (clients, "phones"), ==, expected[1]);
  /* What the card has no place for is not missing there. */
  g_assert_cmpint (lacking (clients, "birthday"), ==, expected[2]);
  g_assert_cmpint (lacking (clients, "inn"), ==, expected[3]);
  assert_lists (txn, clients);
  g_assert_cmpint (products->cards, ==, 1);
  assert_lists (txn, products);

  return TRUE;
}

/* A client counts until it is set aside, and then nowhere. */
static gboolean
check_leaving (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) alfa = office_test_find (txn, "party", "name", "Alfa");
  g_autoptr (CrmQuality) before = crm_quality_read (txn, "party", error);
  g_autoptr (CrmQuality) after = NULL;
  g_autoptr (CrmQuality) back = NULL;

  crm_record_set_text (alfa, "set_aside", "never_buys");
  office_test_save (txn, alfa);
  after = crm_quality_read (txn, "party", error);
  g_assert_cmpint (after->cards, ==, before->cards - 1);
  g_assert_cmpint (lacking (after, "inn"), ==, 0);
  assert_lists (txn, after);
  crm_record_set_text (alfa, "set_aside", NULL);
  office_test_save (txn, alfa);
  back = crm_quality_read (txn, "party", error);
  g_assert_cmpint (back->cards, ==, before->cards);
  assert_lists (txn, back);

  return TRUE;
}

static void
test_counted (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  gint64 head = crm_office_get_person (office);
  Fixture self = { 0 };
  gint64 all[] = { 5, 5, 1, 1 };
  gint64 his[] = { 3, 3, 1, 1 };

  office_test_do (office, fill_office, &self);
  g_assert_true (crm_quality_apply (office, NULL, NULL));
  office_test_do (office, check_counted, all);
  office_test_do (office, check_leaving, NULL);
  /* Whoever sees only their own clients has figures of these alone. */
  crm_office_set_person (office, self.ion);
  office_test_do (office, check_counted, his);
  crm_office_set_person (office, head);
  assert_sound (office);
  office_test_close (office);
}

/* --- Losing touch ----------------------------------------------------------------------------- */

static gboolean
add_call (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 *id = data;
  g_autoptr (CrmRecord) call = crm_txn_new (txn, "event");

  *id = office_test_client (txn, "Alfa", CRM_LANG_RO);
  crm_record_set_text (call, "subject", "Call");
  crm_record_set_int (call, "client", *id);
  crm_record_set_int (call, "starts", crm_txn_get_now (txn) - 40 * G_GINT64_CONSTANT (86400000));
  office_test_save (txn, call);

  return TRUE;
}

static gboolean
check_touch (CrmTxn *txn, gpointer data, GError **error)
{
  const gint64 *id = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", *id);
  g_autoptr (CrmQuality) quality = NULL;
  g_autoptr (CrmQuality) aside = NULL;

  g_assert_true (crm_record_is_null (client, "touch_due"));
  crm_record_set_int (client, "touch_every", 30);
  office_test_save (txn, client);
  /* Ten days ago by the clock of the test. */
  g_assert_cmpstr (crm_record_get_text (client, "touch_due"), ==, "2026-01-31");
  quality = crm_quality_read (txn, "party", error);
  g_assert_cmpint (quality->losing, ==, 1);
  assert_lists (txn, quality);
  /* Whoever is set aside is not missed. */
  crm_record_set_text (client, "set_aside", "closed");
  office_test_save (txn, client);
  aside = crm_quality_read (txn, "party", error);
  g_assert_cmpint (aside->losing, ==, 0);
  assert_lists (txn, aside);
  crm_record_set_text (client, "set_aside", NULL);
  crm_record_set_int (client, "touch_every", 60);
  office_test_save (txn, client);
  g_assert_cmpstr (crm_record_get_text (client, "touch_due"), ==, "2026-03-02");

  return TRUE;
}

static void
test_touch (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  gint64 id = 0;

  office_test_do (office, add_call, &id);
  office_test_do (office, check_touch, &id);
  assert_sound (office);
  office_test_close (office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/quality/card", test_card);
  g_test_add_func ("/office/quality/rules", test_rules);
  g_test_add_func ("/office/quality/changes", test_changes);
  g_test_add_func ("/office/quality/counted", test_counted);
  g_test_add_func ("/office/quality/touch", test_touch);

  return g_test_run ();
}
