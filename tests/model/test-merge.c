/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-office.h"

#include "model/crm-merge.h"

#include <string.h>

/* A client with lines, made by chance; its texts are of few letters, so that two often agree. */
static char *
some_text (GRand *rand)
{
  static const char *const texts[] = { "", "a", "b", "c" };

  return g_strdup (texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))]);
}

static void
change_some_text (GRand *rand, CrmRecord *record, const char *field)
{
  g_autofree char *text = some_text (rand);

  if (g_rand_int_range (rand, 0, 3) == 0)
    crm_record_set_text (record, field, text);
}

static void
add_line (GRand *rand, CrmRecord *record, gint64 *next_id)
{
  CrmRecord *line = crm_record_add_line (record, "phones");

  if (next_id != NULL)
    crm_record_set_id (line, (*next_id)++);
  crm_record_set_text (line, "kind", "line");
  change_some_text (rand, line, "number");
}

static CrmRecord *
some_client (GRand *rand, CrmSchema *schema)
{
  CrmRecord *record = crm_record_new (crm_schema_find (schema, "client"));
  gint64 id = 1;

  crm_record_set_id (record, 77);
  crm_record_set_version (record, 1);
  change_some_text (rand, record, "name");
  change_some_text (rand, record, "city");
  for (int i = g_rand_int_range (rand, 0, 5); i > 0; i--)
    add_line (rand, record, &id);
  crm_record_rebase (record);

  return record;
}

/* A copy that somebody has worked in. @next_id: of lines that were saved; NULL: theirs have none.
 */
static CrmRecord *
worked_in (GRand *rand, const CrmRecord *base, gint64 *next_id)
{
  CrmRecord *record = crm_record_copy (base);

  change_some_text (rand, record, "name");
  change_some_text (rand, record, "city");
  for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--) {
    guint n = crm_record_get_lines (record, "phones")->len;
    int what = g_rand_int_range (rand, 0, 4);

    if (what == 0 || n == 0)
      add_line (rand, record, next_id);
    else if (what == 1)
      crm_record_remove_line (record, "phones", (guint)g_rand_int_range (rand, 0, (int)n));
    else if (what == 2)
      crm_record_move_line (record, "phones", (guint)g_rand_int_range (rand, 0, (int)n),
                            (guint)g_rand_int_range (rand, 0, (int)n));
    else
      change_some_text (
        rand, crm_record_get_lines (record, "phones")->pdata[g_rand_int_range (rand, 0, (int)n)],
        "number");
  }

  return record;
}

typedef struct {
  CrmRecord *base;
  CrmRecord *mine;
  CrmRecord *theirs;
  GPtrArray *conflicts;
  CrmRecord *merged;
} Case;

static void
case_merge (Case *self)
{
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_conflict_free);
  self->merged = crm_merge (self->base, self->mine, self->theirs, self->conflicts);
}

static void
case_init (Case *self, GRand *rand, CrmSchema *schema)
{
  gint64 next_id = 1000;

  self->base = some_client (rand, schema);
  self->mine = worked_in (rand, self->base, NULL);
  self->theirs = worked_in (rand, self->base, &next_id);
  crm_record_set_version (self->theirs, 2);
  case_merge (self);
}

static void
case_clear (Case *self)
{
  crm_record_unref (self->base);
  crm_record_unref (self->mine);
  crm_record_unref (self->theirs);
  crm_record_unref (self->merged);
  g_ptr_array_unref (self->conflicts);
}

#define CASES 5000

/* Where only one side did something, the result is that side. */
static void
test_one_side (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < CASES; i++) {
    Case made;
    g_autoptr (GPtrArray) none = g_ptr_array_new ();
    g_autoptr (CrmRecord) mine = NULL;
    g_autoptr (CrmRecord) theirs = NULL;
    g_autoptr (CrmRecord) both = NULL;

    case_init (&made, rand, schema);
    mine = crm_merge (made.base, made.mine, made.base, none);
    theirs = crm_merge (made.base, made.base, made.theirs, none);
    both = crm_merge (made.base, made.theirs, made.theirs, none);
    g_assert_cmpuint (none->len, ==, 0);
    g_assert_true (crm_record_same (mine, made.mine));
    g_assert_true (crm_record_same (theirs, made.theirs));
    g_assert_true (crm_record_same (both, made.theirs));
    g_assert_false (crm_record_has_changes (theirs));
    g_assert_cmpint (crm_record_get_version (theirs), ==, 2);
    case_clear (&made);
  }
}

static gboolean
is_in (GPtrArray *lines, CrmRecord *line)
{
  if (crm_record_get_id (line) != 0)
    return crm_lines_find (lines, crm_record_get_id (line), NULL) != NULL;
  for (guint i = 0; i < lines->len; i++)
    if (crm_record_same (lines->pdata[i], line))
      return TRUE;

  return FALSE;
}

static const CrmConflict *
find_conflict (Case *made, gint64 line, const char *field)
{
  for (guint i = 0; i < made->conflicts->len; i++) {
    const CrmConflict *conflict = made->conflicts->pdata[i];
    const CrmField *of = crm_conflict_get_field (conflict);

    if (conflict->line == line && (of == NULL || g_str_equal (of->name, field)))
      return conflict;
  }

  return NULL;
}

/* A value is mine where I changed it, and theirs elsewhere; that both changed it is told. */
static void
check_value (Case *made,
             const CrmRecord *base,
             const CrmRecord *mine,
             const CrmRecord *theirs,
             const CrmRecord *merged,
             const char *field)
{
  const CrmValue *was = crm_record_get (base, field);
  const CrmValue *is = crm_record_get (merged, field);
  gboolean i_did = !crm_value_equal (was, crm_record_get (mine, field));
  gboolean they_did = !crm_value_equal (was, crm_record_get (theirs, field));
  gboolean agree = crm_value_equal (crm_record_get (mine, field), crm_record_get (theirs, field));
  gint64 line = crm_record_get_entity (base)->owner != NULL ? crm_record_get_id (base) : 0;

  g_assert_true (crm_value_equal (is, crm_record_get (i_did ? mine : theirs, field)));
  g_assert_true ((find_conflict (made, line, field) != NULL) == (i_did && they_did && !agree));
}

static void
test_values (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  guint conflicts = 0;

  for (int i = 0; i < CASES; i++) {
    Case made;
    GPtrArray *base_lines;

    case_init (&made, rand, schema);
    conflicts += made.conflicts->len;
    check_value (&made, made.base, made.mine, made.theirs, made.merged, "name");
    check_value (&made, made.base, made.mine, made.theirs, made.merged, "city");
    base_lines = crm_record_get_lines (made.base, "phones");
    for (guint k = 0; k < base_lines->len; k++) {
      gint64 id = crm_record_get_id (base_lines->pdata[k]);
      CrmRecord *mine = crm_lines_find (crm_record_get_lines (made.mine, "phones"), id, NULL);
      CrmRecord *theirs = crm_lines_find (crm_record_get_lines (made.theirs, "phones"), id, NULL);
      CrmRecord *merged = crm_lines_find (crm_record_get_lines (made.merged, "phones"), id, NULL);

      if (mine != NULL && theirs != NULL)
        check_value (&made, base_lines->pdata[k], mine, theirs, merged, "number");
      else if (mine == NULL)
        g_assert_null (merged);
    }
    case_clear (&made);
  }
  g_assert_cmpuint (conflicts, >, CASES / 10);
}

/* No line is invented, none that somebody added is lost, none stands there twice. */
static void
test_lines (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < CASES; i++) {
    Case made;
    GPtrArray *mine, *theirs, *merged, *base;
    guint added = 0;

    case_init (&made, rand, schema);
    mine = crm_record_get_lines (made.mine, "phones");
    theirs = crm_record_get_lines (made.theirs, "phones");
    merged = crm_record_get_lines (made.merged, "phones");
    base = crm_record_get_lines (made.base, "phones");
    for (guint k = 0; k < merged->len; k++) {
      g_assert_true (is_in (mine, merged->pdata[k]) || is_in (theirs, merged->pdata[k]));
      added += crm_record_get_id (merged->pdata[k]) == 0;
      for (guint j = 0; j < k; j++)
        g_assert_true (crm_record_get_id (merged->pdata[k]) == 0 ||
                       crm_record_get_id (merged->pdata[k]) !=
                         crm_record_get_id (merged->pdata[j]));
    }
    for (guint k = 0; k < mine->len; k++)
      added -= crm_record_get_id (mine->pdata[k]) == 0;
    g_assert_cmpuint (added, ==, 0);
    for (guint k = 0; k < theirs->len; k++)
      g_assert_true (is_in (merged, theirs->pdata[k]) || is_in (base, theirs->pdata[k]));
    case_clear (&made);
  }
}

/* What was decided stands, and nothing else has moved. */
static void
test_choose (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (int i = 0; i < CASES; i++) {
    Case made;
    g_autoptr (CrmRecord) again = NULL;
    g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_conflict_free);

    case_init (&made, rand, schema);
    for (guint k = 0; k < made.conflicts->len; k++) {
      const CrmConflict *conflict = made.conflicts->pdata[k];
      CrmMergeChoice choice = g_rand_boolean (rand) ? CRM_MERGE_MINE : CRM_MERGE_THEIRS;
      CrmRecord *side = choice == CRM_MERGE_MINE ? conflict->mine : conflict->theirs;
      CrmRecord *target = made.merged;

      crm_merge_choose (made.merged, conflict, choice);
      if (conflict->lines >= 0)
        target =
          crm_lines_find (crm_record_get_lines (made.merged, "phones"), conflict->line, NULL);
      if (conflict->field < 0)
        g_assert_true ((target != NULL) == (side != NULL));
      else
        g_assert_true (crm_value_equal (crm_record_get_at (target, (guint)conflict->field),
                                        crm_record_get_at (side, (guint)conflict->field)));
    }
    /* Its base is theirs: nobody is asked again while they change nothing more. */
    again = crm_merge (made.theirs, made.merged, made.theirs, none);
    g_assert_cmpuint (none->len, ==, 0);
    g_assert_true (crm_record_same (again, made.merged));
    case_clear (&made);
  }
}

static void
test_words (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (CrmRecord) base = crm_record_new (crm_schema_find (schema, "thing"));
  g_autoptr (CrmRecord) mine = crm_record_copy (base);
  g_autoptr (CrmRecord) theirs = crm_record_copy (base);
  g_autoptr (CrmRecord) merged = NULL;
  g_autoptr (GPtrArray) conflicts =
               g_ptr_array_new_with_free_func ((GDestroyNotify)crm_conflict_free);
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;

  crm_record_set_text (mine, "note", "Called");
  crm_record_set_text (theirs, "note", "Wrote");
  crm_record_set_text (mine, "text", "One");
  crm_record_set_text (theirs, "text", "Two");
  merged = crm_merge (base, mine, theirs, conflicts);
  g_assert_cmpuint (conflicts->len, ==, 2);
  g_assert_false (crm_conflict_allows_both (conflicts->pdata[0]));
  g_assert_true (crm_conflict_allows_both (conflicts->pdata[1]));
  label = crm_conflict_get_label (conflicts->pdata[1]);
  key = crm_conflict_get_key (conflicts->pdata[1]);
  g_assert_cmpstr (label, ==, "Note");
  g_assert_cmpstr (key, ==, "note");
  g_assert_cmpstr (crm_record_get_text (merged, "note"), ==, "Called");
  crm_merge_choose (merged, conflicts->pdata[1], CRM_MERGE_BOTH);
  g_assert_cmpstr (crm_record_get_text (merged, "note"), ==, "Wrote\nCalled");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/merge/one-side", test_one_side);
  g_test_add_func ("/model/merge/values", test_values);
  g_test_add_func ("/model/merge/lines", test_lines);
  g_test_add_func ("/model/merge/choose", test_choose);
  g_test_add_func ("/model/merge/words", test_words);

  return g_test_run ();
}
