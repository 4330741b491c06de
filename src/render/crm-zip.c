/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-zip.h"

#include <string.h>

/* 1980-01-01, the first day that ZIP knows. */
#define DOS_DATE 0x21

/* Higher levels save a twentieth of the bytes for twice the time. */
#define LEVEL 3

struct _CrmZip {
  GByteArray *out;
  GByteArray *directory;
  GZlibCompressor *packer;
  guint16 n;
};

guint32
crm_crc32 (guint32 crc, const void *data, gsize length)
{
  static guint32 table[256];
  static gsize ready = 0;
  const guchar *p = data;

  if (g_once_init_enter (&ready)) {
    for (guint32 i = 0; i < 256; i++) {
      guint32 value = i;

      for (guint bit = 0; bit < 8; bit++)
        value = value & 1 ? 0xedb88320u ^ (value >> 1) : value >> 1;
      table[i] = value;
    }
    g_once_init_leave (&ready, 1);
  }
  crc = ~crc;
  for (gsize i = 0; i < length; i++)
    crc = table[(crc ^ p[i]) & 255] ^ (crc >> 8);
  return ~crc;
}

CrmZip *
crm_zip_new (void)
{
  CrmZip *self = g_new0 (CrmZip, 1);

  self->out = g_byte_array_sized_new (16384);
  self->directory = g_byte_array_sized_new (1024);
  self->packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, LEVEL);
  return self;
}

void
crm_zip_free (CrmZip *self)
{
  g_clear_pointer (&self->out, g_byte_array_unref);
  g_byte_array_unref (self->directory);
  g_object_unref (self->packer);
  g_free (self);
}

static void
append_16 (GByteArray *out, guint value)
{
  const guint8 bytes[2] = { value & 255, value >> 8 & 255 };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
append_32 (GByteArray *out, guint32 value)
{
  append_16 (out, value & 0xffff);
  append_16 (out, value >> 16);
}

/* What both the part and the directory say about it. */
static void
append_facts (GByteArray *out,
              const char *name,
              guint method,
              guint32 crc,
              gsize packed,
              gsize size)
{
  append_16 (out, 20);
  append_16 (out, 0);
  append_16 (out, method);
  append_16 (out, 0);
  append_16 (out, DOS_DATE);
  append_32 (out, crc);
  append_32 (out, (guint32)packed);
  append_32 (out, (guint32)size);
  append_16 (out, (guint)strlen (name));
  append_16 (out, 0);
}

/* NULL when packing does not make it smaller. */
static char *
pack_data (CrmZip *self, const void *data, gsize length, gsize *packed)
{
  char *out = g_malloc (length + 64);
  gsize n_read = 0;

  g_converter_reset (G_CONVERTER (self->packer));
  if (g_converter_convert (G_CONVERTER (self->packer), data, length, out, length + 64,
                           G_CONVERTER_INPUT_AT_END, &n_read, packed,
                           NULL) == G_CONVERTER_FINISHED &&
      *packed < length)
    return out;
  g_free (out);
  return NULL;
}

void
crm_zip_add (CrmZip *self, const char *name, const void *data, gsize length, gboolean pack)
{
  const guint32 crc = crm_crc32 (0, data, length);
  const guint32 offset = self->out->len;
  gsize packed = length;
  g_autofree char *bytes = pack ? pack_data (self, data, length, &packed) : NULL;
  const guint method = bytes != NULL ? 8 : 0;

  if (bytes == NULL)
    packed = length;
  append_32 (self->out, 0x04034b50);
  append_facts (self->out, name, method, crc, packed, length);
  g_byte_array_append (self->out, (const guint8 *)name, (guint)strlen (name));
  g_byte_array_append (self->out, bytes != NULL ? (const guint8 *)bytes : data, (guint)packed);

  append_32 (self->directory, 0x02014b50);
  append_16 (self->directory, 20);
  append_facts (self->directory, name, method, crc, packed, length);
  append_16 (self->directory, 0); /* comment */
  append_16 (self->directory, 0); /* disk */
  append_16 (self->directory, 0); /* attributes */
  append_32 (self->directory, 0);
  append_32 (self->directory, offset);
  g_byte_array_append (self->directory, (const guint8 *)name, (guint)strlen (name));
  self->n++;
}

GBytes *
crm_zip_finish (CrmZip *self)
{
  const guint32 offset = self->out->len;
  GBytes *bytes = NULL;

  g_byte_array_append (self->out, self->directory->data, self->directory->len);
  append_32 (self->out, 0x06054b50);
  append_16 (self->out, 0);
  append_16 (self->out, 0);
  append_16 (self->out, self->n);
  append_16 (self->out, self->n);
  append_32 (self->out, self->directory->len);
  append_32 (self->out, offset);
  append_16 (self->out, 0);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->out));
  crm_zip_free (self);
  return bytes;
}
