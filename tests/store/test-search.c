/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-vfs.h"
#include "sample.h"

#include <stdlib.h>
#include <string.h>

static void
check_words (CrmStore *store, const char *words, const char *titles)
{
  g_autofree char *found = sample_find (store, "party", NULL, words);

  if (!g_str_equal (found, titles))
    g_error ("“%s” finds “%s” and not “%s”", words, found, titles);
}

static void
test_folds (void)
{
  static const struct {
    const char *words;
    const char *title;
  } cases[] = {
    { "ёлка", "Ёлка" },
    { "елка", "Ёлка" },
    { "ЕЛКА", "Ёлка" },
    { "лка", "Ёлка" },
    { "popescu", "Popescu Șerban" },
    { "şerban", "Popescu Șerban" },
    { "șerban", "Popescu Șerban" },
    { "serban", "Popescu Șerban" },
    { "ŞERBAN pop", "Popescu Șerban" },
    { "rban esc", "Popescu Șerban" },
    { "«ромашка»", "ООО «Ромашка»" },
    { "\"Ромашка\"", "ООО «Ромашка»" },
    { "ромашка ооо", "ООО «Ромашка»" },
    { "ромаш", "ООО «Ромашка»" },
    { "100%", "100% Bumbac_Lux" },
    { "bumbac_lux", "100% Bumbac_Lux" },
    { "o'neil", "O’Neil (Dublin)" },
    { "(dublin)", "O’Neil (Dublin)" },
    { "йод", "Йод-Трейд" },
    { "йод-трейд", "Йод-Трейд" },
    { "йод—трейд", "Йод-Трейд" },
    { "и\xcc\x86од", "Йод-Трейд" },
    { "a*b", "A*B" },
  };
  CrmStore *store = sample_new ();

  sample_add (store, "party", "name", "Ёлка", NULL);
  sample_add (store, "party", "name", "Popescu Șerban", NULL);
  sample_add (store, "party", "name", "ООО «Ромашка»", NULL);
  sample_add (store, "party", "name", "100% Bumbac_Lux", NULL);
  sample_add (store, "party", "name", "O’Neil (Dublin)", NULL);
  sample_add (store, "party", "name", "Йод-Трейд", NULL);
  sample_add (store, "party", "name", "A*B", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_words (store, cases[i].words, cases[i].title);
  check_words (store, "иод", "");
  check_words (store, "ромашка лютик", "");
  sample_assert_clean (store);
  sample_close (store);
}

/* One, two and three letters, in any case, with and without their marks. */
static void
test_marks (void)
{
  static const struct {
    const char *words;
    const char *title;
  } cases[] = {
    { "ё", "Ёлка" },
    { "Е", "Ёлка" },
    { "ЁЛ", "Ёлка" },
    { "ел", "Ёлка" },
    { "ёлк", "Ёлка" },
    { "й", "Йод-Трейд" },
    { "ЙО", "Йод-Трейд" },
    { "ț", "Ţară 🍒 Fiii" },
    { "ţa", "Ţară 🍒 Fiii" },
    { "TAR", "Ţară 🍒 Fiii" },
    { "tără fiii", "Ţară 🍒 Fiii" },
    { "🍒 fiii", "Ţară 🍒 Fiii" },
    { "s\u0326erban", "Popescu Șerban" },
    /* Stored in pieces, as another system's file has it. */
    { "călăraşi", "Călăraşi" },
    { "calarasi", "Călăraşi" },
    { "i", "İzmir" },
    { "iz", "İzmir" },
    { "izmir", "İzmir" },
    { "İZMİR", "İzmir" },
  };
  CrmStore *store = sample_new ();

  sample_add (store, "party", "name", "Ёлка", NULL);
  sample_add (store, "party", "name", "Popescu Șerban", NULL);
  sample_add (store, "party", "name", "Йод-Трейд", NULL);
  sample_add (store, "party", "name", "Ţară 🍒 Fiii", NULL);
  sample_add (store, "party", "name", "Ca\u0306la\u0306ras\u0327i", NULL);
  sample_add (store, "party", "name", "İzmir", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_words (store, cases[i].words, cases[i].title);
  sample_assert_clean (store);
  sample_close (store);
}

/* Nothing that is typed is an operator; a search for nothing is none. */
static void
test_signs (void)
{
  static const char *const words[] = { "\"", "*", "%",  "_",    "-",   "(",  ")",
                                       "'",  "!", "  ", "\"\"", "-- ", "\t", "😀😀😀" };
  static const char *const missing[] = { "NOT alfa", "alfa OR beta", "x*",
                                         "\"x",      "NEAR(a b)",    "folded:alfa",
                                         "^gamma",   "alfa AND",     "a-b" };
  CrmStore *store = sample_new ();

  sample_add (store, "party", "name", "Alfa", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    check_words (store, words[i], "Alfa");
  for (gsize i = 0; i < G_N_ELEMENTS (missing); i++)
    check_words (store, missing[i], "");
  check_words (store, "alfa*", "Alfa");
  check_words (store, "al\"", "Alfa");
  check_words (store, "\"a", "Alfa");
  check_words (store, "(al)", "Alfa");
  sample_close (store);
}

static void
test_few_letters (void)
{
  CrmStore *store = sample_new ();

  sample_add (store, "party", "name", "Alfa Nord", NULL);
  sample_add (store, "party", "name", "Beta", "code", "N7", NULL);
  sample_add (store, "party", "name", "Я", NULL);
  check_words (store, "a", "Alfa Nord");
  check_words (store, "n", "Alfa Nord,Beta");
  check_words (store, "no", "Alfa Nord");
  check_words (store, "n7", "Beta");
  check_words (store, "l", "");
  check_words (store, "be n", "Beta");
  check_words (store, "a nord", "Alfa Nord");
  check_words (store, "я", "Я");
  check_words (store, "яя", "");
  check_words (store, "lfa", "Alfa Nord");
  sample_close (store);
}

static void
test_phones (void)
{
  CrmStore *store = sample_new ();

  sample_add (store, "party", "name", "Alfa", "phones.number", "+373 22 123-456", NULL);
  sample_add (store, "party", "name", "Beta", "phones.number", "(022) 65 43 21", NULL);
  check_words (store, "123456", "Alfa");
  check_words (store, "123 456", "Alfa");
  check_words (store, "12-34-56", "Alfa");
  check_words (store, "+373 (22) 123", "Alfa");
  check_words (store, "654321", "Beta");
  check_words (store, "022 654", "Beta");
  check_words (store, "999", "");
  sample_close (store);
}

static void
test_life (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", "phones.number", "022 123 456", NULL);

  sample_edit (store, "party", id, "name", "Omega", NULL);
  check_words (store, "alfa", "");
  check_words (store, "al", "");
  check_words (store, "omega", "Omega");
  check_words (store, "om", "Omega");
  check_words (store, "123456", "Omega");
  sample_delete (store, "party", id);
  check_words (store, "omega", "");
  check_words (store, "o", "");
  check_words (store, "123456", "");
  sample_restore (store, "party", id);
  check_words (store, "omega", "Omega");
  check_words (store, "o", "Omega");
  check_words (store, "123456", "Omega");
  sample_edit (store, "party", id, "phones[1].number", "022 777 777", NULL);
  check_words (store, "123456", "");
  check_words (store, "777777", "Omega");
  sample_assert_clean (store);
  sample_close (store);
}

/* More than one chunk of each set, and the place where a list becomes a bitmap. */
static gboolean
many_func (CrmTxn *txn, gpointer data, GError **error)
{
  for (guint i = 0; i < 2500; i++) {
    g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");
    g_autofree char *name = g_strdup_printf ("%s %u", i % 10 == 0 ? "Zeta" : "Alfa", i);

    crm_record_set_text (record, "name", name);
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
count_func (CrmTxn *txn, gpointer data, GError **error)
{
  static const struct {
    const char *words;
    gint64 count;
  } cases[] = { { "z", 250 },     { "ze", 250 },      { "zeta", 250 }, { "a", 2250 },
                { "alfa", 2250 }, { "alfa 24", 227 }, { "q", 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmQuery) query = crm_query_new ("party");

    crm_query_set_words (query, cases[i].words);
    if (i != 5)
      g_assert_cmpint (crm_txn_count (txn, query, error), ==, cases[i].count);
    else
      g_assert_cmpint (crm_txn_count (txn, query, error), >, 0);
  }

  return TRUE;
}

static void
test_many (void)
{
  CrmStore *store = sample_new ();

  sample_do (store, many_func, NULL);
  sample_do (store, count_func, NULL);
  sample_assert_clean (store);
  sample_close (store);
}

static gboolean
palette_func (CrmTxn *txn, gpointer data, GError **error)
{
  const char *const *words = data;
  g_autoptr (GPtrArray) hits = crm_txn_search (txn, NULL, words[0], 2, error);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; hits != NULL && i < hits->len; i++) {
    CrmHit *hit = hits->pdata[i];

    g_string_append_printf (titles, "%s:%s ", hit->entity, hit->title);
  }
  g_assert_cmpstr (titles->str, ==, words[1]);

  return hits != NULL;
}

static void
test_palette (void)
{
  CrmStore *store = sample_new ();
  static const char *const cases[][2] = {
    { "sever", "party:Sever deal:Severed " },
    { "nord", "party:Alfa Nord " },
    { "", "" },
    { "ana", "person:Ana " },
    { "ytdth", "party:Невер deal:Neverland " },
    { "never", "deal:Neverland party:Невер " },
    { "never ", "deal:Neverland party:Невер " },
  };

  sample_add (store, "person", "name", "Ana", NULL);
  sample_add (store, "party", "name", "Old Sever", NULL);
  sample_add (store, "party", "name", "Sever", NULL);
  sample_add (store, "party", "name", "Alfa Nord", NULL);
  sample_add (store, "deal", "name", "Severed", NULL);
  sample_add (store, "deal", "name", "Neverland", NULL);
  sample_add (store, "party", "name", "Невер", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    sample_do (store, palette_func, (gpointer)cases[i]);
  sample_close (store);
}

/* Cyrillic and Latin are alike; the wrong layout only when nothing else is found. */
static void
test_ways (void)
{
  CrmStore *store = sample_new ();

  sample_add (store, "party", "name", "Молдтелеком", NULL);
  sample_add (store, "party", "name", "Moldtelecom Nord", NULL);
  sample_add (store, "party", "name", "Romașka", NULL);
  sample_add (store, "party", "name", "Ромашка", NULL);
  sample_add (store, "party", "name", "Жизнь", NULL);
  sample_add (store, "party", "name", "Hjvf Ltd", NULL);
  check_words (store, "молдтелеком", "Moldtelecom Nord,Молдтелеком");
  check_words (store, "moldtelecom", "Moldtelecom Nord,Молдтелеком");
  check_words (store, "MOLDTEL", "Moldtelecom Nord,Молдтелеком");
  check_words (store, "молдтелеком nord", "");
  check_words (store, "ромашка", "Romașka,Ромашка");
  check_words (store, "romașka", "Romașka,Ромашка");
  check_words (store, "romashka", "Ромашка");
  check_words (store, "hjvfirf", "Romașka,Ромашка");
  check_words (store, "hjvf", "Hjvf Ltd");
  check_words (store, "кщьфырлф", "Ромашка");
  check_words (store, "кщьфылф", "Romașka");
  check_words (store, ";bpym", "Жизнь");
  check_words (store, "șbpym", "Жизнь");
  check_words (store, "ьщдвеудусщь тщкв", "Moldtelecom Nord");
  check_words (store, "p", "");
  check_words (store, "zzz", "");
  sample_close (store);
}

/* A number is found by any of its digits, whatever is dialled before it. */
static void
test_numbers (void)
{
  CrmStore *store = sample_new ();

  sample_add (store, "party", "name", "Alfa", "phones.number", "+373 22 123 456", NULL);
  sample_add (store, "party", "name", "Beta", "phones.number", "+7 916 765-43-21", NULL);
  sample_add (store, "party", "name", "Gama", "code", "+37379111222", NULL);
  check_words (store, "022 123456", "Alfa");
  check_words (store, "(022) 12-34-56", "Alfa");
  check_words (store, "00373 22 123456", "Alfa");
  check_words (store, "22 123", "Alfa");
  check_words (store, "8 916 765 43 21", "Beta");
  check_words (store, "89167654321", "Beta");
  check_words (store, "916 7654", "Beta");
  check_words (store, "+373 79 111 222", "Gama");
  check_words (store, "079 111222", "Gama");
  check_words (store, "079111222", "Gama");
  check_words (store, "079 111223", "");
  check_words (store, "0123", "");
  sample_close (store);
}

/* --- What a save writes ------------------------------------------------------------------------*/

#define SAVES   600
#define LETTERS 200
#define USUAL   (SAVES / 2)

static int
count_hook (const SampleVfsCall *call, gpointer user_data)
{
  if (call->kind == SAMPLE_VFS_WRITE || call->kind == SAMPLE_VFS_READ)
    g_atomic_int_inc ((gint *)user_data);

  return SQLITE_OK;
}

static char *
random_text (GRand *rand)
{
  char *text = g_malloc0 (LETTERS + 1);

  for (guint i = 0; i < LETTERS; i++)
    text[i] = (char)(i % 8 == 7 ? ' ' : 'a' + g_rand_int_range (rand, 0, 26));

  return text;
}

static int
compare_ints (gconstpointer one, gconstpointer other)
{
  return *(const gint *)one - *(const gint *)other;
}

/* No save has to put the index in order for hundreds of others. */
static void
test_steady (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  CrmStore *store;
  gint calls[SAVES];
  gint n = 0;

  sample_vfs_install (count_hook, &n);
  store = sample_new ();
  for (guint i = 0; i < SAVES; i++) {
    g_autofree char *text = random_text (rand);

    g_atomic_int_set (&n, 0);
    sample_add (store, "party", "name", text, NULL);
    calls[i] = g_atomic_int_get (&n);
  }
  sample_vfs_install (NULL, NULL);
  qsort (calls, SAVES, sizeof *calls, compare_ints);
  g_test_message ("a save reads and writes %d times, at most %d", calls[USUAL], calls[SAVES - 1]);
  g_assert_cmpint (calls[SAVES - 1], <=, 4 * calls[USUAL]);
  sample_assert_clean (store);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The layer must be there before the files whose operations it counts are opened. */
  sample_vfs_install (NULL, NULL);
  g_test_add_func ("/store/search/folds", test_folds);
  g_test_add_func ("/store/search/marks", test_marks);
  g_test_add_func ("/store/search/signs", test_signs);
  g_test_add_func ("/store/search/few-letters", test_few_letters);
  g_test_add_func ("/store/search/phones", test_phones);
  g_test_add_func ("/store/search/life", test_life);
  g_test_add_func ("/store/search/many", test_many);
  g_test_add_func ("/store/search/palette", test_palette);
  g_test_add_func ("/store/search/ways", test_ways);
  g_test_add_func ("/store/search/steady", test_steady);
  g_test_add_func ("/store/search/numbers", test_numbers);

  return g_test_run ();
}
