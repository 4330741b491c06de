/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-text.h"

#include <string.h>

typedef struct {
  const char *text;
  const char *result;
} Case;

/* The cases of searching: a text and what a person types must meet in one fold. */
static const Case folds[] = {
  { "", "" },
  { NULL, "" },
  { "   ", "" },
  { "\t\n\r\v\f", "" },
  { "Plain  ASCII\tLtd.", "plain ascii ltd." },
  /* ё is found by е, but й is a letter of its own, composed or not. */
  { "Ёлка ёлка ЕЛКА", "елка елка елка" },
  { "е\314\210лка", "елка" },
  { "Йод и Иод", "йод и иод" },
  { "И\314\206од", "йод" },
  { "и\314\243\314\206", "й" },
  { "и \314\206", "и" },
  { "Ї ї Є Ґ Ў ѝ", "і і є ґ у и" },
  /* Both kinds of Romanian letters, composed and not. */
  { "Ștefan Ţepeş ȘȚ șț ŞŢ şţ", "stefan tepes st st st st" },
  { "S\314\246tefan S\314\247", "stefan s" },
  { "Ă ă Â â Î î", "a a a a i i" },
  { "İstanbul IĞDIR ı", "istanbul igdir i" },
  { "Straße STRASSE ẞ", "strasse strasse ss" },
  { "Łódź Đorđe Ærø Ħal Þór", "lodz dorde æro hal þor" },
  { "Crème brûlée", "creme brulee" },
  /* Every quote and apostrophe is one, every dash, every space. */
  { "ООО «Ромашка»", "ооо \"ромашка\"" },
  { "„Floarea” “Floarea” \"Floarea\"", "\"floarea\" \"floarea\" \"floarea\"" },
  { "O'Neil O’Neil Oʼneil O`Neil", "o\"neil o\"neil o\"neil o\"neil" },
  { "‚a‘ ‹b›", "\"a\" \"b\"" },
  { "a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h" },
  { "1\302\240234\342\200\257567\342\200\211х\343\200\200y", "1 234 567 х y" },
  { "a\342\200\250b\342\200\251c\302\205d", "a b c d" },
  /* What nobody sees. */
  { "при\302\255вет\342\200\213!", "привет!" },
  { "\357\273\277текст", "текст" },
  { "a\001\002b\177c", "abc" },
  { "\342\200\216abc\342\200\217", "abc" },
  { "👍🏽 Да 👨\342\200\215👩", "👍🏽 да 👨👩" },
  { "☎\357\270\217", "☎" },
  /* Signs that mean something to SQL and FTS stay as they are. */
  { "\" * % _ - ( ) \\ ! ^", "\" * % _ - ( ) \\ ! ^" },
  { "№ 15/3", "№ 15/3" },
  { "ЖЩЪЫЬЭЮЯ", "жщъыьэюя" },
  { "ΑΒΓ Ά ς", "αβγ α σ" },
  { "ﬁn", "fin" },
  { "日本", "日本" },
  { "Ⱥ", "ⱥ" },
  { "a\377b\300\200c", "a\357\277\275b\357\277\275\357\277\275c" },
  { "\303", "\357\277\275" },
  { "\342\200", "\357\277\275\357\277\275" },
};

static void
test_fold (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (folds); i++) {
    g_autofree char *folded = crm_text_fold (folds[i].text);

    g_assert_cmpstr (folded, ==, folds[i].result);
  }
}

/* Without Cherokee, whose small letters GLib folds to capitals and the other way. */
static gboolean
is_character (gunichar c)
{
  return c != 0 && g_unichar_validate (c) && !(c >= 0x13a0 && c < 0x1400) &&
         !(c >= 0xab70 && c < 0xabc0);
}

static char *
text_of (gunichar c)
{
  char *text = g_malloc0 (7);

  g_unichar_to_utf8 (c, text);

  return text;
}

/* A fold is its own fold, else a stored one could not be compared with one of a typed word. */
static void
test_fold_twice (void)
{
  for (gunichar c = 0; c <= 0x1ffff; c++) {
    g_autofree char *text = text_of (c);
    g_autofree char *once = NULL;
    g_autofree char *twice = NULL;

    if (!is_character (c))
      continue;
    once = crm_text_fold (text);
    twice = crm_text_fold (once);
    g_assert_cmpstr (once, ==, twice);
    g_assert_true (g_utf8_validate (once, -1, NULL));
  }
}

/* A character out of East Asia beside them sends all other ones through GLib instead of the table:
 * both roads must say the same. */
static void
test_fold_roads (void)
{
  for (gunichar c = 1; c < 0x2100; c++) {
    g_autofree char *text = NULL;
    g_autofree char *beside = NULL;
    g_autofree char *folded = NULL;
    g_autofree char *expected = NULL;
    g_autofree char *got = NULL;

    if (!is_character (c))
      continue;
    text = text_of (c);
    beside = g_strconcat ("x", text, "y日", NULL);
    expected = g_strconcat ("x", text, "y", NULL);
    folded = crm_text_fold (expected);
    got = crm_text_fold (beside);
    g_assert_cmpuint (strlen (got), ==, strlen (folded) + strlen ("日"));
    g_assert_true (g_str_has_prefix (got, folded));
  }
}

static void
test_fold_forms (void)
{
  static const char *const texts[] = { "Ștefan cel Mare și Sfânt", "Ёжик Йошкар-Ола", "Łódź Ärger",
                                       "Việt Nam" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *apart = g_utf8_normalize (texts[i], -1, G_NORMALIZE_NFD);
    g_autofree char *a = crm_text_fold (texts[i]);
    g_autofree char *b = crm_text_fold (apart);

    g_assert_cmpstr (a, ==, b);
  }
}

static void
test_long_texts (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL;
  g_autofree char *clean = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *marks = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "Ё ");
  folded = crm_text_fold (text->str);
  g_assert_cmpint (g_utf8_strlen (folded, -1), ==, 19999);
  clean = crm_text_clean (text->str, FALSE);
  g_assert_cmpint (g_utf8_strlen (clean, -1), ==, 19999);
  cut = crm_text_ellipsize (text->str, 9999);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 10000);

  g_string_assign (text, "a");
  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "\314\201");
  marks = crm_text_fold (text->str);
  g_assert_cmpstr (marks, ==, "a");
}

static void
test_digits (void)
{
  static const Case cases[] = {
    { NULL, "" },
    { "", "" },
    { "abc", "" },
    { "+7 (916) 123-45-67", "79161234567" },
    { "٣٤ १२ ７", "34127" },
    { "½ ² ①", "" },
    { "1\3772", "12" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *digits = crm_text_digits (cases[i].text);

    g_assert_cmpstr (digits, ==, cases[i].result);
  }
}

static void
test_clean (void)
{
  static const struct {
    const char *text;
    const char *one;
    const char *lines;
  } cases[] = {
    { NULL, "", "" },
    { "", "", "" },
    { " \n\t ", "", "" },
    { "  a   b\t\tc  ", "a b c", "a b c" },
    { "a\302\240\302\240b", "a b", "a b" },
    { "a\nb", "a b", "a\nb" },
    { "a\r\nb\rc", "a b c", "a\nb\nc" },
    { "a\342\200\250b\342\200\251c", "a b c", "a\nb\nc" },
    { "\n\n a \n\n  b \n \n", "a b", "a\n\nb" },
    { "a \n b", "a b", "a\nb" },
    { "a\001b\033[0m\177", "ab[0m", "ab[0m" },
    { "при\302\255вет\342\200\213\357\273\277", "привет", "привет" },
    { "\342\200\256gnp.exe", "gnp.exe", "gnp.exe" },
    { "e\314\201 и\314\206", "é й", "é й" },
    { "E\342\200\213\314\201", "É", "É" },
    { "👨\342\200\215👩", "👨\342\200\215👩", "👨\342\200\215👩" },
    { "a\377b", "a\357\277\275b", "a\357\277\275b" },
    { "Case «Kept»", "Case «Kept»", "Case «Kept»" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *one = crm_text_clean (cases[i].text, FALSE);
    g_autofree char *lines = crm_text_clean (cases[i].text, TRUE);
    g_autofree char *again = crm_text_clean (lines, TRUE);

    g_assert_cmpstr (one, ==, cases[i].one);
    g_assert_cmpstr (lines, ==, cases[i].lines);
    g_assert_cmpstr (again, ==, lines);
  }
}

static void
test_ellipsize (void)
{
  static const struct {
    const char *text;
    gsize n;
    const char *result;
  } cases[] = {
    { NULL, 3, "" },
    { "", 0, "" },
    { "abc", 3, "abc" },
    { "abcd", 3, "abc…" },
    { "abcd", 0, "…" },
    { "ромашка", 4, "рома…" },
    { "one two", 4, "one…" },
    { "ae\314\201i", 2, "a…" },
    { "ae\314\201", 3, "ae\314\201" },
    { "a\377b", 2, "a\357\277\275…" },
    { "abc", G_MAXSIZE, "abc" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *cut = crm_text_ellipsize (cases[i].text, cases[i].n);

    g_assert_cmpstr (cut, ==, cases[i].result);
  }
}

static void
test_other_layout (void)
{
  static const Case cases[] = {
    { "hjvfirf", "ромашка" },
    { "ромашка", "hjvfirf" },
    { "Bdfyjd", "Иванов" },
    { "Зщзуысг", "Popescu" },
    { "[jkjlbkmybr", "холодильник" },
    { "`krf", "ёлка" },
    { "J;blfybt", "Ожидание" },
    { "OOO Hjvfirf", "ЩЩЩ Ромашка" },
    { "ghbdtn, vbh", "приветб мир" },
    { "и\314\206ога", "qjuf" },
    { "тел. 15", "ntk/ 15" },
    { "15.11", NULL },
    { "...", NULL },
    { "", NULL },
    { NULL, NULL },
    { "日本", NULL },
    { "її", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *other = crm_text_other_layout (cases[i].text);

    g_assert_cmpstr (other, ==, cases[i].result);
  }
}

/* The same keys in the first layout again give the first text again. */
static void
test_other_layout_and_back (void)
{
  for (char c = ' '; c < 127; c++) {
    g_autofree char *text = g_strdup_printf ("hello%cworld", c);
    g_autofree char *other = crm_text_other_layout (text);
    g_autofree char *back = crm_text_other_layout (other);

    g_assert_cmpstr (back, ==, text);
  }
}

static void
test_key (void)
{
  /* Each group is one company. */
  static const char *const groups[][6] = {
    { "ООО «Ромашка»", "Romașka SRL", "Romashka LLC", "РОМАШКА", "romaska" },
    { "Молдтелеком АО", "Moldtelecom S.A.", "„Moldtelekom”" },
    { "Ёлка", "Елка", "Elka" },
    { "Царь-Пицца", "Țar Piţa", "Tsar’ Pitza" },
    { "Рассвет", "Rassvet", "Rasvet" },
    { "Юлия", "Iulia", "Yulia" },
    { "Чебурашка", "Cheburashka", "Ceburașca" },
    { "Alfa 22 Nord", "SC ALFA-22 NORD SRL" },
  };
  static const char *const others[][2] = {
    { "Alfa 22", "Alfa 2" },
    { "Ромашка", "Ромашка-М" },
    { "Nord", "Sud" },
  };
  g_autofree char *none = crm_text_key ("«»");

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
    g_autofree char *first = crm_text_key (groups[i][0]);

    for (guint k = 1; k < G_N_ELEMENTS (groups[i]) && groups[i][k] != NULL; k++) {
      g_autofree char *key = crm_text_key (groups[i][k]);

      g_assert_cmpstr (key, ==, first);
    }
  }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autofree char *a = crm_text_key (others[i][0]);
    g_autofree char *b = crm_text_key (others[i][1]);

    g_assert_cmpstr (a, !=, b);
  }
  g_assert_cmpstr (none, ==, "");
}

static void
test_alike (void)
{
  static const char *const texts[][2] = {
    { "Молдтелеком", "moldtelekom|moldtelecom" },
    { "Romașka", "ромашка" },
    { "romashka", "ромашка|ромасхка" },
    { "Ромашка", "romashka|romasca|romaska" },
    { "Andrei", "андреи|андрей" },
    { "Sergej", "сергедж|сергеж|сергей" },
    { "Maria", "маря|мария" },
    { "Bystrov", "бистров|бйстров|быстров" },
    { "stroi", "строи|строй" },
    { "Iulia", "юля|юлия" },
    { "ab", "" },
    { "Alfa Ромашка", "" },
    { "123", "" },
    { "", "" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_auto (GStrv) alike = crm_text_alike (texts[i][0]);
    g_autofree char *joined = g_strjoinv ("|", alike);

    g_assert_cmpstr (joined, ==, texts[i][1]);
  }
}

static void
test_layouts (void)
{
  static const char *const texts[][2] = {
    { "hjvfirf", "ромашка" },
    { "ыкд", "srl" },
    /* The Romanian layout has its letters where the Russian one has х, ъ, ж and э. */
    { "șbpym", "жизнь" },
    { "ромжа", "hjvsf|hjv;f" },
    { "22 123", "" },
    { "hjvашка", "" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_auto (GStrv) layouts = crm_text_layouts (texts[i][0]);
    g_autofree char *joined = g_strjoinv ("|", layouts);

    g_assert_cmpstr (joined, ==, texts[i][1]);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-twice", test_fold_twice);
  g_test_add_func ("/text/fold-roads", test_fold_roads);
  g_test_add_func ("/text/fold-forms", test_fold_forms);
  g_test_add_func ("/text/long", test_long_texts);
  g_test_add_func ("/text/digits", test_digits);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/ellipsize", test_ellipsize);
  g_test_add_func ("/text/other-layout", test_other_layout);
  g_test_add_func ("/text/other-layout-and-back", test_other_layout_and_back);
  g_test_add_func ("/text/key", test_key);
  g_test_add_func ("/text/alike", test_alike);
  g_test_add_func ("/text/layouts", test_layouts);

  return g_test_run ();
}
