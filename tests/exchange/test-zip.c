/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-zip.h"

#include "support/crm-test.h"

#include <string.h>
#include <zip.h>

/* Read back by a library that has nothing to do with what wrote it. */

static GOutputStream *
open_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GFileOutputStream *out = g_file_replace (file, NULL, FALSE, 0, NULL, &error);

  g_assert_no_error (error);
  return G_OUTPUT_STREAM (out);
}

static char *
read_part (const char *path, const char *name, gsize *length)
{
  zip_t *zip = zip_open (path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
  zip_stat_t stat;
  zip_file_t *file;
  char *bytes;

  g_assert_nonnull (zip);
  g_assert_cmpint (zip_stat (zip, name, 0, &stat), ==, 0);
  file = zip_fopen (zip, name, 0);
  g_assert_nonnull (file);
  bytes = g_malloc (stat.size + 1);
  g_assert_cmpint (zip_fread (file, bytes, stat.size), ==, stat.size);
  bytes[stat.size] = '\0';
  *length = stat.size;
  zip_fclose (file);
  zip_discard (zip);
  return bytes;
}

static void
assert_part (const char *path, const char *name, const char *text)
{
  gsize length;
  g_autofree char *bytes = read_part (path, name, &length);

  g_assert_cmpmem (bytes, length, text, strlen (text));
}

static void
test_parts (void)
{
  g_autofree char *path = crm_test_path ("parts.zip");
  g_autoptr (GOutputStream) out = open_file (path);
  g_autoptr (CrmZip) zip = crm_zip_new (out, NULL);
  g_autofree char *noise = g_malloc (300000);
  g_autofree char *back = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  for (guint i = 0; i < 300000; i++)
    noise[i] = (char)(g_test_rand_int () & 255);
  crm_zip_add (zip, "a.txt", "alpha", 5, TRUE);
  crm_zip_begin (zip, "папка/бета.txt", TRUE);
  crm_zip_write (zip, "be", 2);
  crm_zip_write (zip, "ta", 2);
  crm_zip_end (zip);
  crm_zip_begin (zip, "empty", TRUE);
  crm_zip_end (zip);
  crm_zip_begin (zip, "noise", TRUE);
  crm_zip_write (zip, noise, 300000);
  crm_zip_end (zip);
  crm_zip_begin (zip, "stored", FALSE);
  crm_zip_write (zip, "as it is", 8);
  crm_zip_end (zip);
  g_assert_true (crm_zip_finish (zip, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (out, NULL, NULL));

  assert_part (path, "a.txt", "alpha");
  assert_part (path, "папка/бета.txt", "beta");
  assert_part (path, "empty", "");
  assert_part (path, "stored", "as it is");
  back = read_part (path, "noise", &length);
  g_assert_cmpmem (back, length, noise, 300000);
}

/* More parts than the old directory can count. */
static void
test_many (void)
{
  g_autofree char *path = crm_test_path ("many.zip");
  g_autoptr (GOutputStream) out = open_file (path);
  g_autoptr (GOutputStream) buffered = g_buffered_output_stream_new (out);
  g_autoptr (CrmZip) zip = crm_zip_new (buffered, NULL);
  zip_t *back;

  for (guint i = 0; i < 70000; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i);

    crm_zip_add (zip, name, name, strlen (name), FALSE);
  }
  g_assert_true (crm_zip_finish (zip, NULL));
  g_assert_true (g_output_stream_close (buffered, NULL, NULL));
  back = zip_open (path, ZIP_RDONLY, NULL);
  g_assert_nonnull (back);
  g_assert_cmpint (zip_get_num_entries (back, 0), ==, 70000);
  zip_discard (back);
  assert_part (path, "69999", "69999");
}

static void
test_nested (void)
{
  g_autofree char *path = crm_test_path ("outer.zip");
  g_autofree char *inner_path = crm_test_path ("inner.zip");
  g_autoptr (GOutputStream) out = open_file (path);
  g_autoptr (CrmZip) zip = crm_zip_new (out, NULL);
  g_autoptr (GOutputStream) part = NULL;
  g_autoptr (CrmZip) inner = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  crm_zip_begin (zip, "inner.zip", FALSE);
  part = crm_zip_part_stream (zip);
  inner = crm_zip_new (part, NULL);
  crm_zip_add (inner, "deep", "down", 4, TRUE);
  g_assert_true (crm_zip_finish (inner, NULL));
  crm_zip_end (zip);
  g_assert_true (crm_zip_finish (zip, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  bytes = read_part (path, "inner.zip", &length);
  g_assert_true (g_file_set_contents (inner_path, bytes, (gssize)length, NULL));
  assert_part (inner_path, "deep", "down");
}

/* What goes wrong in the middle is told at the end. */
static void
test_refused (void)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new (g_malloc (100), 100, NULL, g_free);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GOutputStream) other = g_memory_output_stream_new_resizable ();
  g_autoptr (CrmZip) zip = crm_zip_new (out, NULL);
  g_autoptr (CrmZip) stopped = crm_zip_new (other, cancellable);
  g_autofree char *much = g_strnfill (1000, 'x');
  g_autoptr (GError) error = NULL;

  crm_zip_add (zip, "a", much, 1000, FALSE);
  g_assert_false (crm_zip_is_well (zip));
  crm_zip_add (zip, "b", "b", 1, FALSE);
  g_assert_false (crm_zip_finish (zip, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);

  crm_zip_add (stopped, "a", "a", 1, FALSE);
  g_cancellable_cancel (cancellable);
  crm_zip_add (stopped, "b", "b", 1, FALSE);
  g_assert_false (crm_zip_finish (stopped, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/zip/parts", test_parts);
  g_test_add_func ("/exchange/zip/many", test_many);
  g_test_add_func ("/exchange/zip/nested", test_nested);
  g_test_add_func ("/exchange/zip/refused", test_refused);

  return g_test_run ();
}
