/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <poppler.h>
#include <string.h>

#include "base/crm-error.h"
#include "sample-context.h"

/* Newer Popplers have this, the one of Debian 12 does not. */
static void
clear_object (gpointer place)
{
  g_clear_object ((GObject **)place);
}

#define AUTO __attribute__ ((cleanup (clear_object)))

static PopplerDocument *
open_pdf (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static char *
page_text (PopplerDocument *document, guint page)
{
  AUTO PopplerPage *found = poppler_document_get_page (document, (int)page);

  return poppler_page_get_text (found);
}

static void
assert_fonts (PopplerDocument *document)
{
  AUTO PopplerFontInfo *info = poppler_font_info_new (document);
  PopplerFontsIter *iter = NULL;
  guint n = 0;

  while (poppler_font_info_scan (info, 100, &iter)) {
    if (iter == NULL)
      continue;
    do {
      g_assert_true (poppler_fonts_iter_is_embedded (iter));
      g_assert_true (poppler_fonts_iter_is_subset (iter));
      n++;
    } while (poppler_fonts_iter_next (iter));
    poppler_fonts_iter_free (iter);
  }
  g_assert_cmpuint (n, >, 0);
}

static void
test_shipped (void)
{
  for (guint i = 0; i < SAMPLE_N; i++) {
    g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[i], 120, SAMPLE_DISCOUNT);
    g_autoptr (GBytes) pdf = crm_paper_to_pdf (paper, NULL);
    AUTO PopplerDocument *document = open_pdf (pdf);
    const guint n = crm_paper_get_n_pages (paper);
    g_autofree char *title = poppler_document_get_title (document);
    g_autofree char *author = poppler_document_get_author (document);
    guint rows = 0;

    g_assert_cmpint (poppler_document_get_n_pages (document), ==, n);
    g_assert_cmpuint (n, >, 2);
    g_assert_true (g_str_has_prefix (title, sample_templates[i].title));
    g_assert_true (g_str_has_suffix (title, "128"));
    g_assert_true (g_str_has_prefix (author, "ООО «Ромашка»"));
    assert_fonts (document);
    for (guint page = 0; page < n; page++) {
      g_autofree char *text = page_text (document, page);
      g_autofree char *footer = g_strdup_printf ("%u", n);

      for (const char *p = text; (p = strstr (p, "Товар ")) != NULL; p++)
        rows++;
      g_assert_nonnull (strstr (text, footer));
    }
    g_assert_cmpuint (rows, ==, 120);
  }
}

/* The last page of a long paper holds the totals, the words and who signs. */
static void
test_last_page (void)
{
  g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[0], 300, SAMPLE_LOGO);
  g_autoptr (GBytes) pdf = crm_paper_to_pdf (paper, NULL);
  AUTO PopplerDocument *document = open_pdf (pdf);
  g_autofree char *text = page_text (document, crm_paper_get_n_pages (paper) - 1);
  g_autofree char *first = page_text (document, 0);

  g_assert_nonnull (strstr (text, "Товары (работы, услуги)"));
  g_assert_nonnull (strstr (text, "Товар 300"));
  g_assert_nonnull (strstr (text, "Всего к оплате:"));
  g_assert_nonnull (strstr (text, "НДС 20%"));
  g_assert_nonnull (strstr (text, "Всего наименований 300"));
  g_assert_nonnull (strstr (text, "Генеральный директор"));
  g_assert_nonnull (strstr (first, "044525225"));
  g_assert_null (strstr (first, "Всего к оплате:"));
}

static void
test_same_bytes (void)
{
  for (guint i = 0; i < SAMPLE_N; i++) {
    g_autoptr (CrmPaper) one = sample_paper_new (&sample_templates[i], 30, SAMPLE_LOGO);
    g_autoptr (CrmPaper) two = sample_paper_new (&sample_templates[i], 30, SAMPLE_LOGO);
    g_autoptr (GBytes) first = crm_paper_to_pdf (one, NULL);
    g_autoptr (GBytes) second = crm_paper_to_pdf (two, NULL);
    g_autoptr (GBytes) again = crm_paper_to_pdf (one, NULL);

    g_assert_true (g_bytes_equal (first, second));
    g_assert_true (g_bytes_equal (first, again));
  }
}

/* A PDF holds zero bytes, which end other searches. */
static gboolean
holds (GBytes *bytes, const char *text)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  const gsize n = strlen (text);

  for (gsize i = 0; i + n <= length; i++) {
    if (memcmp (data + i, text, n) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The structure for readers aloud. */
static void
test_tags (void)
{
  g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[5], 60, SAMPLE_PLAIN);
  g_autoptr (GBytes) pdf = crm_paper_to_pdf (paper, NULL);
  static const char *const tags[] = { "/StructTreeRoot", "/S /H1", "/S /Table",
                                      "/S /TR",          "/S /TH", "/S /TD" };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    g_assert_true (holds (pdf, tags[i]));
}

static void
test_many_in_one (void)
{
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_paper_unref);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) alone = NULL;
  AUTO PopplerDocument *document = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (papers, sample_paper_new (&sample_templates[0], 5, SAMPLE_PLAIN));
  g_assert_true (crm_papers_write_pdf (papers, stream, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  pdf = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  document = open_pdf (pdf);
  alone = crm_paper_to_pdf (g_ptr_array_index (papers, 0), NULL);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, 5);
  /* Fonts once. */
  g_assert_cmpuint (g_bytes_get_size (pdf), <, 3 * g_bytes_get_size (alone));
}

static void
test_cancelled (void)
{
  g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[0], 5, SAMPLE_PLAIN);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (crm_paper_write_pdf (paper, stream, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A full disk is told as what it is. */
static void
test_failing_stream (void)
{
  g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[0], 5, SAMPLE_PLAIN);
  static guint8 little[1000];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (little, sizeof little, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_paper_write_pdf (paper, stream, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

/* What is drawn on the screen has ink where the text is. */
static void
test_preview (void)
{
  g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[0], 3, SAMPLE_LOGO);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 596, 842);
  cairo_t *cr = cairo_create (surface);
  const guchar *data = NULL;
  guint dark = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  crm_paper_draw (paper, 0, cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (guint i = 0; i < 596 * 842; i++)
    dark += data[i * 4] < 64;
  g_assert_cmpuint (dark, >, 3000);
  g_assert_cmpuint (dark, <, 100000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/pdf/shipped", test_shipped);
  g_test_add_func ("/render/pdf/last-page", test_last_page);
  g_test_add_func ("/render/pdf/same-bytes", test_same_bytes);
  g_test_add_func ("/render/pdf/tags", test_tags);
  g_test_add_func ("/render/pdf/many-in-one", test_many_in_one);
  g_test_add_func ("/render/pdf/cancelled", test_cancelled);
  g_test_add_func ("/render/pdf/failing-stream", test_failing_stream);
  g_test_add_func ("/render/pdf/preview", test_preview);
  return g_test_run ();
}
