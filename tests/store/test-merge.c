/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <string.h>

/* Two desktops on one file, and a client that both have open. */
typedef struct {
  CrmStore *mine;
  CrmStore *theirs;
  gint64 id;
  CrmRecord *open; /* as I see it, read before anybody changed it */
} Two;

static void
two_init (Two *two)
{
  g_autofree char *path = sample_path ();
  gint64 ana;

  two->mine = sample_open (path, CRM_STORE_CREATE);
  two->theirs = sample_open (path, 0);
  ana = sample_add (two->theirs, "person", "name", "Ana", NULL);
  crm_store_set_person (two->theirs, ana);
  two->id = sample_add (two->mine, "party", "name", "Alfa", "city", "Iași", "rating", "1",
                        "phones.number", "111", "phones.number", "222", NULL);
  two->open = sample_get (two->mine, "party", two->id);
}

static void
two_clear (Two *two)
{
  crm_record_unref (two->open);
  sample_assert_clean (two->mine);
  sample_close (two->theirs);
  sample_close (two->mine);
}

static CrmRecord *
line_at (CrmRecord *record, guint position)
{
  return crm_record_get_lines (record, "phones")->pdata[position];
}

static void
test_different_fields (void)
{
  Two two;

  two_init (&two);
  sample_edit (two.theirs, "party", two.id, "city", "Orhei", NULL);
  crm_record_set_int (two.open, "rating", 9);
  sample_save (two.mine, two.open);
  sample_assert (two.theirs, "party", two.id, "city", "Orhei");
  sample_assert (two.theirs, "party", two.id, "rating", "9");
  g_assert_cmpint (crm_record_get_version (two.open), ==, 3);
  g_assert_cmpstr (crm_record_get_text (two.open, "city"), ==, "Orhei");
  g_assert_false (crm_record_has_changes (two.open));
  two_clear (&two);
}

static void
test_same_field (void)
{
  Two two;
  g_autofree char *message = NULL;
  g_autofree char *again = NULL;

  two_init (&two);
  sample_edit (two.theirs, "party", two.id, "city", "Orhei", "note", "theirs", NULL);
  crm_record_set_text (two.open, "city", "Bălți");
  crm_record_set_int (two.open, "rating", 9);
  message = sample_save_refused (two.mine, two.open, CRM_ERROR_CONFLICT);
  g_assert_nonnull (strstr (message, "City"));
  g_assert_nonnull (strstr (message, "Orhei"));
  g_assert_nonnull (strstr (message, "Bălți"));
  g_assert_nonnull (strstr (message, "Ana"));
  g_assert_null (strstr (message, "Rating"));
  sample_assert (two.mine, "party", two.id, "city", "Orhei");
  sample_assert (two.mine, "party", two.id, "rating", "1");
  /* What I have open is as I left it, so that both can be looked at. */
  g_assert_cmpint (crm_record_get_version (two.open), ==, 1);
  g_assert_true (crm_record_is_null (two.open, "note"));
  again = sample_save_refused (two.mine, two.open, CRM_ERROR_CONFLICT);
  g_assert_cmpstr (again, ==, message);
  two_clear (&two);
}

static void
test_same_value (void)
{
  Two two;

  two_init (&two);
  sample_edit (two.theirs, "party", two.id, "city", "Orhei", NULL);
  crm_record_set_text (two.open, "city", "Orhei");
  sample_save (two.mine, two.open);
  sample_assert (two.mine, "party", two.id, "city", "Orhei");
  two_clear (&two);
}

static void
test_deleted_meanwhile (void)
{
  Two two;
  g_autofree char *message = NULL;

  two_init (&two);
  sample_delete (two.theirs, "party", two.id);
  crm_record_set_int (two.open, "rating", 9);
  message = sample_save_refused (two.mine, two.open, CRM_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (message, "trash"));
  two_clear (&two);
}

static void
test_lines_added (void)
{
  Two two;

  two_init (&two);
  sample_edit (two.theirs, "party", two.id, "phones.number", "333", NULL);
  crm_record_set_text (crm_record_add_line (two.open, "phones"), "number", "444");
  sample_save (two.mine, two.open);
  sample_assert (two.theirs, "party", two.id, "phones.number", "111 222 333 444");
  two_clear (&two);
}

static void
test_lines_changed (void)
{
  Two two;

  two_init (&two);
  sample_edit (two.theirs, "party", two.id, "phones[1].number", "110", NULL);
  crm_record_set_text (line_at (two.open, 1), "number", "220");
  crm_record_set_text (line_at (two.open, 0), "kind", "work");
  sample_save (two.mine, two.open);
  sample_assert (two.theirs, "party", two.id, "phones.number", "110 220");
  sample_assert (two.theirs, "party", two.id, "phones.kind", "work ");
  two_clear (&two);
}

static void
test_line_same_field (void)
{
  Two two;
  g_autofree char *message = NULL;

  two_init (&two);
  sample_edit (two.theirs, "party", two.id, "phones[1].number", "110", NULL);
  crm_record_set_text (line_at (two.open, 0), "number", "112");
  message = sample_save_refused (two.mine, two.open, CRM_ERROR_CONFLICT);
  g_assert_nonnull (strstr (message, "110"));
  g_assert_nonnull (strstr (message, "112"));
  sample_assert (two.mine, "party", two.id, "phones.number", "110 222");
  two_clear (&two);
}

static void
remove_theirs (Two *two, guint position)
{
  g_autoptr (CrmRecord) record = sample_get (two->theirs, "party", two->id);

  crm_record_remove_line (record, "phones", position);
  sample_save (two->theirs, record);
}

static void
test_lines_removed (void)
{
  Two two;

  two_init (&two);
  remove_theirs (&two, 0);
  crm_record_set_int (two.open, "rating", 9);
  sample_save (two.mine, two.open);
  sample_assert (two.theirs, "party", two.id, "phones.number", "222");
  /* And both the same one. */
  remove_theirs (&two, 0);
  crm_record_remove_line (two.open, "phones", 0);
  sample_save (two.mine, two.open);
  sample_assert (two.theirs, "party", two.id, "phones.number", "");
  two_clear (&two);
}

static void
test_line_removed_and_changed (void)
{
  Two two;
  g_autofree char *message = NULL;
  g_autofree char *second = NULL;

  two_init (&two);
  remove_theirs (&two, 0);
  crm_record_set_text (line_at (two.open, 0), "number", "112");
  message = sample_save_refused (two.mine, two.open, CRM_ERROR_CONFLICT);
  g_assert_nonnull (strstr (message, "112"));

  crm_record_unref (two.open);
  two.open = sample_get (two.mine, "party", two.id);
  sample_edit (two.theirs, "party", two.id, "phones[1].number", "220", NULL);
  crm_record_remove_line (two.open, "phones", 0);
  second = sample_save_refused (two.mine, two.open, CRM_ERROR_CONFLICT);
  g_assert_nonnull (strstr (second, "220"));
  sample_assert (two.mine, "party", two.id, "phones.number", "220");
  two_clear (&two);
}

/* The order of lines is a field too: who changed it has it. */
static void
test_lines_moved (void)
{
  Two two;
  g_autoptr (CrmRecord) record = NULL;

  two_init (&two);
  record = sample_get (two.theirs, "party", two.id);
  crm_record_move_line (record, "phones", 1, 0);
  sample_save (two.theirs, record);
  crm_record_set_text (crm_record_add_line (two.open, "phones"), "number", "333");
  sample_save (two.mine, two.open);
  sample_assert (two.mine, "party", two.id, "phones.number", "222 111 333");

  crm_record_move_line (two.open, "phones", 2, 0);
  sample_edit (two.theirs, "party", two.id, "city", "Orhei", NULL);
  sample_save (two.mine, two.open);
  sample_assert (two.mine, "party", two.id, "phones.number", "333 222 111");
  two_clear (&two);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/merge/different-fields", test_different_fields);
  g_test_add_func ("/store/merge/same-field", test_same_field);
  g_test_add_func ("/store/merge/same-value", test_same_value);
  g_test_add_func ("/store/merge/deleted-meanwhile", test_deleted_meanwhile);
  g_test_add_func ("/store/merge/lines-added", test_lines_added);
  g_test_add_func ("/store/merge/lines-changed", test_lines_changed);
  g_test_add_func ("/store/merge/line-same-field", test_line_same_field);
  g_test_add_func ("/store/merge/lines-removed", test_lines_removed);
  g_test_add_func ("/store/merge/line-removed-and-changed", test_line_removed_and_changed);
  g_test_add_func ("/store/merge/lines-moved", test_lines_moved);

  return g_test_run ();
}
