/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-qr.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <qrencode.h>
#include <string.h>

#include "base/crm-error.h"
#include "exchange/crm-zip.h"

/* Modules of white around the code, which the standard asks for. */
#define QUIET 4

struct _CrmQr {
  gatomicrefcount ref_count;
  guint size;
  guchar *modules; /* one byte each, 1 is dark */
};

CrmQr *
crm_qr_new (const char *payload, GError **error)
{
  QRcode *code = NULL;
  CrmQr *self = NULL;

  g_return_val_if_fail (payload != NULL, NULL);

  code = QRcode_encodeData ((int)strlen (payload), (const unsigned char *)payload, 0, QR_ECLEVEL_M);
  if (code == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The text is too long for a QR code. Shorten the purpose of the payment."));
    return NULL;
  }
  self = g_new0 (CrmQr, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->size = code->width;
  self->modules = g_new (guchar, self->size * self->size);
  for (guint i = 0; i < self->size * self->size; i++)
    self->modules[i] = code->data[i] & 1;
  QRcode_free (code);
  return self;
}

CrmQr *
crm_qr_ref (CrmQr *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_qr_unref (CrmQr *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->modules);
  g_free (self);
}

guint
crm_qr_get_size (CrmQr *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

gboolean
crm_qr_get_module (CrmQr *self, guint x, guint y)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return x < self->size && y < self->size && self->modules[y * self->size + x];
}

/* One mask of one bit a module: far smaller and faster than a rectangle for each. */
void
crm_qr_draw (CrmQr *self, cairo_t *cr, double x, double y, double side)
{
  cairo_surface_t *mask = NULL;
  cairo_pattern_t *pattern = NULL;
  guint stride = 0;
  guchar *data = NULL;
  const double module = side / (self->size + 2 * QUIET);

  g_return_if_fail (self != NULL);

  mask = cairo_image_surface_create (CAIRO_FORMAT_A1, (int)self->size, (int)self->size);
  stride = cairo_image_surface_get_stride (mask);
  data = cairo_image_surface_get_data (mask);
  for (guint i = 0; i < self->size * self->size; i++) {
    guint column = i % self->size;

    if (self->modules[i])
      data[i / self->size * stride + column / 8] |=
        G_BYTE_ORDER == G_LITTLE_ENDIAN ? 1 << (column % 8) : 128 >> (column % 8);
  }
  cairo_surface_mark_dirty (mask);
  pattern = cairo_pattern_create_for_surface (mask);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);
  cairo_save (cr);
  cairo_translate (cr, x + QUIET * module, y + QUIET * module);
  cairo_scale (cr, module, module);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_mask (cr, pattern);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
  cairo_surface_destroy (mask);
}

/* PNG */

static void
append_be32 (GByteArray *out, guint32 value)
{
  const guint32 swapped = GUINT32_TO_BE (value);

  g_byte_array_append (out, (const guchar *)&swapped, 4);
}

static void
append_chunk (GByteArray *out, const char *type, const guchar *data, gsize length)
{
  guint32 crc = crm_crc32 (0, type, 4);

  append_be32 (out, (guint32)length);
  g_byte_array_append (out, (const guchar *)type, 4);
  g_byte_array_append (out, data, (guint)length);
  append_be32 (out, crm_crc32 (crc, data, length));
}

/* Rows of one bit a dot, each behind the byte that names its filter. White is 1. A row of modules
 * is drawn once and repeated. */
static guchar *
make_rows (CrmQr *self, guint scale, gsize *length)
{
  const guint side = (self->size + 2 * QUIET) * scale;
  const gsize stride = 1 + (side + 7) / 8;
  guchar *rows = g_malloc (stride * side);

  *length = stride * side;
  memset (rows, 0xff, *length);
  for (guint i = 0; i < side; i++)
    rows[i * stride] = 0;
  for (guint y = 0; y < self->size; y++) {
    guchar *row = rows + (y + QUIET) * scale * stride;

    for (guint x = 0; x < self->size; x++) {
      guint from = (x + QUIET) * scale;

      for (guint dot = from; self->modules[y * self->size + x] && dot < from + scale; dot++)
        row[1 + dot / 8] &= (guchar) ~(128 >> (dot % 8));
    }
    for (guint i = 1; i < scale; i++)
      memcpy (row + i * stride, row, stride);
  }
  return rows;
}

GBytes *
crm_qr_to_png (CrmQr *self, guint scale)
{
  static const guchar signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  g_autoptr (GByteArray) header = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();
  g_autofree guchar *rows = NULL;
  g_autofree guchar *packed = NULL;
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 3);
  gsize length = 0;
  gsize n_read = 0;
  gsize n_written = 0;
  const guint side = (self->size + 2 * QUIET) * scale;

  g_return_val_if_fail (self != NULL && scale > 0, NULL);

  append_be32 (header, side);
  append_be32 (header, side);
  g_byte_array_append (header, (const guchar *)"\1\0\0\0\0", 5);
  rows = make_rows (self, scale, &length);
  packed = g_malloc (length + 1024);
  if (g_converter_convert (G_CONVERTER (zlib), rows, length, packed, length + 1024,
                           G_CONVERTER_INPUT_AT_END, &n_read, &n_written,
                           NULL) != G_CONVERTER_FINISHED)
    g_warn_if_reached ();
  g_byte_array_append (out, signature, sizeof signature);
  append_chunk (out, "IHDR", header->data, header->len);
  append_chunk (out, "IDAT", packed, n_written);
  append_chunk (out, "IEND", (const guchar *)"", 0);
  return g_byte_array_free_to_bytes (out);
}
