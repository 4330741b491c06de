/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "render/crm-paper-private.h"
#include "sample-context.h"

#define TOLERANCE 0.1

/* Every item inside of its page, every text inside of its cell. */
static void
assert_inside (CrmPaper *paper)
{
  for (guint i = 0; i < crm_paper_get_n_pages (paper); i++) {
    const CrmPage *page = crm_paper_get_page (paper, i);

    for (guint j = 0; j < page->items->len; j++) {
      const CrmItem *item = &g_array_index (page->items, CrmItem, j);

      g_assert_cmpfloat (item->x, >=, -TOLERANCE);
      g_assert_cmpfloat (item->y, >=, -TOLERANCE);
      g_assert_cmpfloat (item->x + item->w, <=, page->width + TOLERANCE);
      g_assert_cmpfloat (item->y + item->h, <=, page->height + TOLERANCE);
      if (item->kind != CRM_ITEM_TEXT || item->rich == NULL)
        continue;
      g_assert_cmpfloat (item->text_x, >=, item->x - TOLERANCE);
      g_assert_cmpfloat (item->text_x + item->text_w, <=, item->x + item->w + TOLERANCE);
      g_assert_cmpfloat (item->text_y + item->text_h, <=, item->y + item->h + TOLERANCE);
    }
  }
}

/* No text over another one, stamps and watermarks apart. */
static void
assert_apart (CrmPaper *paper)
{
  for (guint i = 0; i < crm_paper_get_n_pages (paper); i++) {
    const CrmPage *page = crm_paper_get_page (paper, i);

    for (guint j = 0; j < page->items->len; j++) {
      const CrmItem *a = &g_array_index (page->items, CrmItem, j);

      for (guint k = 0; k < j && a->kind == CRM_ITEM_TEXT && a->rich != NULL; k++) {
        const CrmItem *b = &g_array_index (page->items, CrmItem, k);

        if (b->kind != CRM_ITEM_TEXT || b->rich == NULL)
          continue;
        if (a->x + TOLERANCE < b->x + b->w && b->x + TOLERANCE < a->x + a->w &&
            a->text_y + TOLERANCE < b->text_y + b->text_h &&
            b->text_y + TOLERANCE < a->text_y + a->text_h)
          g_error ("“%s” lies over “%s” on page %u", a->rich->text, b->rich->text, i + 1);
      }
    }
  }
}

static guint
count_places (const CrmPage *page, CrmPlace place)
{
  double last = -1;
  guint n = 0;

  for (guint i = 0; i < page->items->len; i++) {
    const CrmItem *item = &g_array_index (page->items, CrmItem, i);

    if (item->kind == CRM_ITEM_TEXT && item->place == place && fabs (item->y - last) > 1) {
      last = item->y;
      n++;
    }
  }
  return n;
}

/* Heads on every page that has rows; totals on one page with at least two rows. */
static void
assert_table (CrmPaper *paper, guint n_items)
{
  guint rows = 0;
  guint pages_with_totals = 0;

  for (guint i = 0; i < crm_paper_get_n_pages (paper); i++) {
    const CrmPage *page = crm_paper_get_page (paper, i);
    const guint here = count_places (page, CRM_PLACE_BODY);

    rows += here;
    g_assert_cmpuint (count_places (page, CRM_PLACE_HEAD), ==, here > 0 ? 1 : 0);
    if (count_places (page, CRM_PLACE_TOTAL) > 0) {
      pages_with_totals++;
      g_assert_cmpuint (here, >=, MIN (n_items, 2));
    }
  }
  g_assert_cmpuint (rows, ==, n_items);
  g_assert_cmpuint (pages_with_totals, ==, 1);
}

static void
assert_no_problems (CrmPaper *paper)
{
  const char *first = crm_paper_get_problems (paper)[0];

  g_assert_cmpstr (first, ==, NULL);
}

static void
test_shipped (void)
{
  static const guint counts[] = { 1, 2, 20, 300 };
  static const SampleFlags flags[] = { SAMPLE_PLAIN,
                                       SAMPLE_LOGO,
                                       SAMPLE_NO_VAT,
                                       SAMPLE_DISCOUNT | SAMPLE_LOGO,
                                       SAMPLE_LONG | SAMPLE_DISCOUNT,
                                       SAMPLE_VAT_INCLUDED,
                                       SAMPLE_DRAFT };

  for (guint i = 0; i < SAMPLE_N; i++) {
    for (guint j = 0; j < G_N_ELEMENTS (counts); j++) {
      for (guint k = 0; k < G_N_ELEMENTS (flags); k++) {
        g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[i], counts[j], flags[k]);

        g_test_message ("%s, %u lines, flags %u: %u pages", sample_templates[i].name, counts[j],
                        flags[k], crm_paper_get_n_pages (paper));
        assert_no_problems (paper);
        assert_inside (paper);
        if (counts[j] <= 20)
          assert_apart (paper);
        assert_table (paper, counts[j]);
      }
    }
  }
}

/* Whatever the count of lines: nothing is lost where the page breaks. */
static void
test_every_count (void)
{
  for (guint n = 1; n <= 90; n++) {
    g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[n % SAMPLE_N], n, n % 2);

    assert_no_problems (paper);
    assert_inside (paper);
    assert_table (paper, n);
    /* No page with nothing but signatures. */
    g_assert_cmpuint (
      count_places (crm_paper_get_page (paper, crm_paper_get_n_pages (paper) - 1), CRM_PLACE_TOTAL),
      >, 0);
  }
}

/* A word for a tax invoice must not stand on what is none, but for the fixed Romanian term. */
static void
test_words (void)
{
  for (guint i = 0; i < SAMPLE_N; i++) {
    g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[i], 1, SAMPLE_PLAIN);
    g_autofree char *text = crm_paper_to_text (paper);
    g_autofree char *low = g_utf8_strdown (text, -1);
    g_auto (GStrv) without = g_strsplit (low, "factură proformă", -1);
    g_autofree char *rest = g_strjoinv ("", without);

    if (!g_str_equal (sample_templates[i].kind, "proforma"))
      continue;
    g_assert_null (strstr (rest, "invoice"));
    g_assert_null (strstr (rest, "factur"));
  }
}

static char *
repeat (const char *text, guint n)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

/* A row higher than a page goes on; every word is there once. */
static void
test_high_row (void)
{
  g_autofree char *words = repeat ("word ", 6000);
  g_autofree char *json =
    g_strdup_printf ("{\"items\":[{\"n\":1,\"name\":\"%s\"},{\"n\":2,\"name\":\"end\"}]}", words);
  g_autofree char *xml = sample_document (
    "<table each='items' as='i' border='thin'><col title='n' width='10'>{{i.n}}</col>"
    "<col title='name' width='*'>{{i.name}}</col><total label='Total'>1</total></table>");
  g_autoptr (CrmPaper) paper = sample_paper_from_text (xml, json);
  guint lines = 0;
  guint next = 0;

  assert_no_problems (paper);
  assert_inside (paper);
  g_assert_cmpuint (crm_paper_get_n_pages (paper), >, 2);
  for (guint i = 0; i < crm_paper_get_n_pages (paper); i++) {
    const CrmPage *page = crm_paper_get_page (paper, i);

    for (guint j = 0; j < page->items->len; j++) {
      const CrmItem *item = &g_array_index (page->items, CrmItem, j);

      if (item->rich != NULL && item->rich->length > 1000) {
        g_assert_cmpuint (item->first, ==, next);
        next += item->n_lines;
        lines += item->n_lines;
      }
    }
  }
  g_assert_cmpuint (lines, >, 200);
}

static void
test_high_paragraph (void)
{
  g_autofree char *words = repeat ("word ", 6000);
  g_autofree char *body = g_strdup_printf ("<p>first</p><p>%s</p><p>last</p>", words);
  g_autofree char *xml = sample_document (body);
  g_autoptr (CrmPaper) paper = sample_paper_from_text (xml, "{}");

  assert_no_problems (paper);
  assert_inside (paper);
  g_assert_cmpuint (crm_paper_get_n_pages (paper), >, 2);
}

static void
test_keep (void)
{
  g_autofree char *line = repeat ("<p size='20' space='0'>line</p>", 30);
  g_autofree char *part = repeat ("<p size='20' space='0'>kept</p>", 12);
  g_autofree char *body = g_strdup_printf ("%s<keep>%s</keep>", line, part);
  g_autofree char *xml = sample_document (body);
  g_autoptr (CrmPaper) paper = sample_paper_from_text (xml, "{}");
  g_autofree char *text = crm_paper_to_text (paper);
  const char *page = strchr (text, '\f');

  g_assert_cmpuint (crm_paper_get_n_pages (paper), ==, 2);
  g_assert_nonnull (page);
  g_assert_true (strstr (text, "kept") > page);
}

static void
test_sections (void)
{
  g_autofree char *xml = sample_document (
    "<header on='rest'><p>head {{page}}</p></header><footer><p>{{page}}/{{pages}}</p></footer>"
    "<p>one</p><pagebreak/><p>two</p><page landscape='1' page='A5'><p>three</p></page><p>four</p>");
  g_autoptr (CrmPaper) paper = sample_paper_from_text (xml, "{}");
  g_autofree char *text = crm_paper_to_text (paper);
  double width = 0;
  double height = 0;

  g_assert_cmpstr (text, ==,
                   "one\n1/4\n\fhead 2\ntwo\n2/4\n\fhead 3\nthree\n3/4\n\fhead 4\nfour\n4/4\n");
  crm_paper_get_page_size (paper, 2, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 595.276, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 419.528, 0.01);
  assert_inside (paper);
}

/* A column stays in its place when the one before is empty; a stamp stays on the page. */
static void
test_columns_and_stamp (void)
{
  g_autofree char *json = g_strdup_printf ("{\"stamp\":\"%s\"}", SAMPLE_PNG);
  g_autofree char *xml = sample_document (
    "<columns widths='* *'><p if='none'>x</p><p>right</p></columns>"
    "<spacer height='250'/><signatures label='a' name='b' stamp='{{stamp}}' image='{{stamp}}'/>");
  g_autoptr (CrmPaper) paper = sample_paper_from_text (xml, json);
  const CrmPage *page = crm_paper_get_page (paper, 0);
  const CrmItem *item = NULL;

  assert_inside (paper);
  assert_no_problems (paper);
  for (guint i = 0; item == NULL && i < page->items->len; i++) {
    const CrmItem *candidate = &g_array_index (page->items, CrmItem, i);

    if (candidate->rich != NULL && g_str_equal (candidate->rich->text, "right"))
      item = candidate;
  }
  g_assert_nonnull (item);
  g_assert_cmpfloat (item->x, >, page->width / 2);
}

/* Margins and sizes from a person who tries things out. */
static void
test_odd_templates (void)
{
  static const char *const odd[] = {
    "<document kind='a' lang='en' margins='500 500 500 500'><p>x</p></document>",
    "<document kind='a' lang='en' page='A5' "
    "size='100'><p>Unbreakablewordunbreakable</p></document>",
    "<document kind='a' lang='en'></document>",
    "<document kind='a' lang='en'><header><spacer height='400'/></header><p>x</p></document>",
    "<document kind='a' lang='en'><footer><p size='100'>a b c d e f g h i j k l m</p></footer>"
    "<p>x</p></document>",
    "<document kind='a' lang='en'><grid widths='300 300' border='box'><row height='390'><cell "
    "rowspan='9'>a</cell><cell>b</cell></row></grid></document>",
    "<document kind='a' lang='en'><grid widths='0 *'><row><cell>a b c</cell><cell "
    "span='1'>b</cell></row></grid></document>",
    "<document kind='a' lang='en'><columns widths='* * *' gap='100'><p>a</p><p>b</p><p>c</p>"
    "</columns></document>",
    "<document kind='a' lang='en'><qr kind='epc' size='100'/><line/><spacer/><pagebreak/>"
    "<pagebreak/></document>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autoptr (CrmPaper) paper = sample_paper_from_text (
      odd[i], "{\"org\":{\"name\":\"N\",\"bank\":{\"iban\":\"DE89370400440532013000\"}},"
              "\"totals\":{\"due\":{\"v\":1,\"c\":\"EUR\"}}}");
    g_autoptr (GBytes) pdf = crm_paper_to_pdf (paper, NULL);

    g_assert_nonnull (pdf);
    g_assert_cmpuint (crm_paper_get_n_pages (paper), <, 5);
  }
}

static gpointer
make_papers (gpointer data)
{
  GPtrArray *made = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint i = 0; i < 40; i++) {
    g_autoptr (CrmPaper) paper =
                 sample_paper_new (&sample_templates[i % SAMPLE_N], 1 + i % 25, SAMPLE_LOGO);

    g_ptr_array_add (made, crm_paper_to_pdf (paper, NULL));
  }
  return made;
}

static gpointer
draw_shared (gpointer data)
{
  return crm_paper_to_pdf (data, NULL);
}

/* Two threads at once give what one gives; and a paper may be drawn by any thread. */
static void
test_threads (void)
{
  GThread *threads[3];
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (CrmPaper) shared = sample_paper_new (&sample_templates[0], 60, SAMPLE_LOGO);
  g_autoptr (GBytes) mine = crm_paper_to_pdf (shared, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("paper", make_papers, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++) {
    g_autoptr (GPtrArray) made = g_thread_join (threads[i]);

    for (guint j = 0; first != NULL && j < made->len; j++)
      g_assert_true (g_bytes_equal (g_ptr_array_index (first, j), g_ptr_array_index (made, j)));
    if (first == NULL)
      first = g_steal_pointer (&made);
  }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("draw", draw_shared, shared);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++) {
    g_autoptr (GBytes) bytes = g_thread_join (threads[i]);

    g_assert_true (g_bytes_equal (bytes, mine));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/layout/shipped", test_shipped);
  g_test_add_func ("/render/layout/every-count", test_every_count);
  g_test_add_func ("/render/layout/words", test_words);
  g_test_add_func ("/render/layout/high-row", test_high_row);
  g_test_add_func ("/render/layout/high-paragraph", test_high_paragraph);
  g_test_add_func ("/render/layout/keep", test_keep);
  g_test_add_func ("/render/layout/sections", test_sections);
  g_test_add_func ("/render/layout/columns-and-stamp", test_columns_and_stamp);
  g_test_add_func ("/render/layout/odd-templates", test_odd_templates);
  g_test_add_func ("/render/layout/threads", test_threads);
  return g_test_run ();
}
