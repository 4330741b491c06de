/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/demo/crm-demo-private.h"

/* A PNG needs no library when its pixels are stored as they are. */

#define SIDE 96

static void
append_be32 (GByteArray *bytes, guint32 n)
{
  guint8 four[] = { n >> 24, n >> 16 & 0xff, n >> 8 & 0xff, n & 0xff };

  g_byte_array_append (bytes, four, sizeof four);
}

static guint32
crc32_of (const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++) {
    crc ^= data[i];
    for (guint bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
  }

  return ~crc;
}

static guint32
adler32_of (const guint8 *data, gsize length)
{
  guint32 a = 1, b = 0;

  for (gsize i = 0; i < length; i++) {
    a = (a + data[i]) % 65521;
    b = (b + a) % 65521;
  }

  return b << 16 | a;
}

static void
append_chunk (GByteArray *png, const char *type, const guint8 *data, gsize length)
{
  guint from;

  append_be32 (png, (guint32)length);
  from = png->len;
  g_byte_array_append (png, (const guint8 *)type, 4);
  g_byte_array_append (png, data, (guint)length);
  append_be32 (png, crc32_of (png->data + from, png->len - from));
}

/* The colour of a pixel: an oak leaf's green disc with a white K. */
static guint8
colour_at (int x, int y)
{
  int dx = 2 * x - SIDE + 1, dy = 2 * y - SIDE + 1;
  int arm = ABS (dy) / 2;

  if (dx * dx + dy * dy > (SIDE - 2) * (SIDE - 2))
    return 0;
  if (y < 22 || y >= SIDE - 22)
    return 1;
  if (x >= 30 && x < 40)
    return 2;
  if (x >= 40 + arm && x < 52 + arm)
    return 2;

  return 1;
}

GBytes *
_crm_demo_logo (void)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 header[] = { 0, 0, 0, SIDE, 0, 0, 0, SIDE, 8, 3, 0, 0, 0 };
  static const guint8 palette[] = { 255, 255, 255, 46, 110, 78, 255, 255, 255 };
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  GByteArray *png = g_byte_array_new ();
  guint8 start[] = { 0x78, 0x01, 0x01, 0, 0, 0, 0 };

  for (int y = 0; y < SIDE; y++) {
    guint8 row[SIDE + 1] = { 0 };

    for (int x = 0; x < SIDE; x++)
      row[x + 1] = colour_at (x, y);
    g_byte_array_append (rows, row, sizeof row);
  }
  /* One stored block of deflate: length and its complement. */
  start[3] = rows->len & 0xff;
  start[4] = (guint8)(rows->len >> 8);
  start[5] = (guint8)~start[3];
  start[6] = (guint8)~start[4];
  g_byte_array_append (stream, start, sizeof start);
  g_byte_array_append (stream, rows->data, rows->len);
  append_be32 (stream, adler32_of (rows->data, rows->len));

  g_byte_array_append (png, signature, sizeof signature);
  append_chunk (png, "IHDR", header, sizeof header);
  append_chunk (png, "PLTE", palette, sizeof palette);
  append_chunk (png, "IDAT", stream->data, stream->len);
  append_chunk (png, "IEND", NULL, 0);

  return g_byte_array_free_to_bytes (png);
}
