/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/crm-error.h"
#include "render/crm-qr.h"
#include "sample-context.h"

static JsonObject *
set_bank (JsonObject *context, const char *name, const char *value)
{
  JsonObject *org = json_object_get_object_member (context, "org");

  json_object_set_string_member (json_object_get_object_member (org, "bank"), name, value);
  return context;
}

static void
test_gost (void)
{
  g_autoptr (JsonObject) context = sample_context_new (&sample_templates[0], 1, SAMPLE_PLAIN);
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = crm_qr_payload_gost56042 (context, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (payload, ==,
                   "ST00012|Name=ООО «Ромашка» Țară|PersonalAcc=40702810138250123017|"
                   "BankName=ПАО СБЕРБАНК|BIC=044525225|CorrespAcc=30101810400000000225|"
                   "Sum=18046|Purpose=Оплата № 128|PayeeINN=7707083893|KPP=770701001");
}

static void
test_gost_limits (void)
{
  g_autoptr (JsonObject) context = sample_context_new (&sample_templates[0], 1, SAMPLE_PLAIN);
  JsonObject *org = json_object_get_object_member (context, "org");
  g_autoptr (GString) long_name = g_string_new ("A|B\n");
  g_autofree char *payload = NULL;
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (long_name, "Ы");
  json_object_set_string_member (org, "name", long_name->str);
  set_bank (context, "name", long_name->str);
  set_bank (context, "corr", "");
  json_object_set_string_member (json_object_get_object_member (context, "doc"), "purpose",
                                 long_name->str);
  payload = crm_qr_payload_gost56042 (context, NULL);
  parts = g_strsplit (payload, "|", -1);
  g_assert_true (g_str_has_prefix (parts[1], "Name=AB Ы"));
  g_assert_cmpint (g_utf8_strlen (parts[1], -1), ==, strlen ("Name=") + 160);
  g_assert_cmpint (g_utf8_strlen (parts[3], -1), ==, strlen ("BankName=") + 45);
  g_assert_cmpstr (parts[5], ==, "CorrespAcc=0");
  g_assert_cmpint (g_utf8_strlen (parts[7], -1), ==, strlen ("Purpose=") + 210);
}

static void
test_gost_wrong (void)
{
  static const char *const wrong[][2] = {
    { "account", "4070281013825012301" },
    { "account", "" },
    { "bic", "04452522X" },
    { "name", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (JsonObject) context = sample_context_new (&sample_templates[0], 1, SAMPLE_PLAIN);
    g_autoptr (GError) error = NULL;

    set_bank (context, wrong[i][0], wrong[i][1]);
    g_assert_null (crm_qr_payload_gost56042 (context, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, wrong[i][0]));
  }
}

/* A Russian code is for roubles, the European one for euros. */
static void
test_currency (void)
{
  g_autoptr (JsonObject) euros = sample_context_new (&sample_templates[5], 1, SAMPLE_PLAIN);
  g_autoptr (JsonObject) roubles = sample_context_new (&sample_templates[0], 1, SAMPLE_PLAIN);
  g_autoptr (JsonObject) empty = json_object_new ();

  g_assert_null (crm_qr_payload_gost56042 (euros, NULL));
  g_assert_null (crm_qr_payload_epc (roubles, NULL));
  g_assert_null (crm_qr_payload_gost56042 (empty, NULL));
  g_assert_null (crm_qr_payload_epc (empty, NULL));
}

static void
test_epc (void)
{
  g_autoptr (JsonObject) context = sample_context_new (&sample_templates[5], 1, SAMPLE_PLAIN);
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = NULL;

  set_bank (context, "iban", "DE89 3704 0044 0532 0130 00");
  payload = crm_qr_payload_epc (context, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (payload, ==,
                   "BCD\n002\n1\nSCT\nDEUTDEFF\nООО «Ромашка» Țară\nDE89370400440532013000\n"
                   "EUR180.46\n\n\nОплата № 128");
  set_bank (context, "swift", "DEUT");
  g_assert_null (crm_qr_payload_epc (context, NULL));
  set_bank (context, "swift", "");
  set_bank (context, "iban", "DE89");
  g_assert_null (crm_qr_payload_epc (context, NULL));
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (4000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_qr_new (text, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

/* The picture for the workbook has the modules of the code, the quiet zone white around them. */
static void
test_png (void)
{
  g_autoptr (CrmQr) qr = crm_qr_new ("Kontor", NULL);
  g_autoptr (GBytes) png = crm_qr_to_png (qr, 3);
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("qr-XXXXXX.png", &path, NULL);
  cairo_surface_t *surface = NULL;
  cairo_surface_t *image = NULL;
  cairo_t *cr = NULL;
  const guint side = (crm_qr_get_size (qr) + 8) * 3;

  g_close (file, NULL);
  g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize)g_bytes_get_size (png), NULL);
  surface = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, side);
  image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)side, (int)side);
  cr = cairo_create (image);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_surface_flush (image);
  for (guint y = 0; y < side; y++) {
    const guchar *row =
      cairo_image_surface_get_data (image) + y * cairo_image_surface_get_stride (image);

    for (guint x = 0; x < side; x++)
      g_assert_cmpint (row[x * 4] < 128, ==,
                       x >= 12 && y >= 12 && crm_qr_get_module (qr, x / 3 - 4, y / 3 - 4));
  }
  cairo_destroy (cr);
  cairo_surface_destroy (image);
  cairo_surface_destroy (surface);
  g_unlink (path);
}

/* What a phone would read from the printed page. */
static char *
scan (CrmPaper *paper, const char *program)
{
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("paper-XXXXXX.png", &path, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 596 * 4, 842 * 4);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  g_close (file, NULL);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, 4, 4);
  crm_paper_draw (paper, 0, cr);
  cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error, program, "-q", "--raw", path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return out;
}

static void
test_scan (void)
{
  static const guint templates[] = { 0, 5 };
  g_autofree char *program = g_find_program_in_path ("zbarimg");

  if (program == NULL) {
    g_test_skip ("zbarimg is not installed");
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++) {
    const SampleTemplate *template = &sample_templates[templates[i]];
    g_autoptr (JsonObject) context = sample_context_new (template, 3, SAMPLE_PLAIN);
    g_autoptr (CrmPaper) paper = sample_paper_new (template, 3, SAMPLE_PLAIN);
    g_autofree char *scanned = scan (paper, program);
    g_autofree char *payload =
      i == 0 ? crm_qr_payload_gost56042 (context, NULL) : crm_qr_payload_epc (context, NULL);

    g_assert_cmpstr (g_strchomp (scanned), ==, payload);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/qr/gost", test_gost);
  g_test_add_func ("/render/qr/gost-limits", test_gost_limits);
  g_test_add_func ("/render/qr/gost-wrong", test_gost_wrong);
  g_test_add_func ("/render/qr/currency", test_currency);
  g_test_add_func ("/render/qr/epc", test_epc);
  g_test_add_func ("/render/qr/too-long", test_too_long);
  g_test_add_func ("/render/qr/png", test_png);
  g_test_add_func ("/render/qr/scan", test_scan);
  return g_test_run ();
}
