/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-zip.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* 1980-01-01, the first day that ZIP knows. */
#define DOS_DATE 0x21

/* Higher levels save a twentieth of the bytes for twice the time. */
#define LEVEL 3

#define STORED 0
#define PACKED 8
/* Bits of a part: its sizes come behind it; its name is UTF-8. */
#define SIZES_BEHIND (1 << 3)
#define UTF8_NAME    (1 << 11)
/* What stands where a figure is too large for its field. */
#define ELSEWHERE 0xffffffffu

typedef struct {
  char *name;
  guint16 flags;
  guint16 method;
  guint32 crc;
  guint64 packed;
  guint64 size;
  guint64 offset;
} Part;

struct _CrmZip {
  GOutputStream *out;
  GCancellable *cancellable;
  GByteArray *directory;
  GZlibCompressor *packer;
  guint64 offset;
  guint64 n;
  guint16 dos_date;
  guint16 dos_time;
  gboolean open; /* a part was begun */
  Part part;
  GError *error;
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
crm_zip_new (GOutputStream *out, GCancellable *cancellable)
{
  CrmZip *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (out), NULL);

  self = g_new0 (CrmZip, 1);
  self->out = g_object_ref (out);
  g_set_object (&self->cancellable, cancellable);
  self->directory = g_byte_array_sized_new (1024);
  self->packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, LEVEL);
  self->dos_date = DOS_DATE;
  return self;
}

void
crm_zip_free (CrmZip *self)
{
  g_byte_array_unref (self->directory);
  g_clear_object (&self->cancellable);
  g_object_unref (self->packer);
  g_object_unref (self->out);
  g_clear_error (&self->error);
  g_free (self->part.name);
  g_free (self);
}

void
crm_zip_set_moment (CrmZip *self, GDateTime *moment)
{
  int year = g_date_time_get_year (moment);

  if (year < 1980 || year > 2107)
    return;
  self->dos_date = (year - 1980) << 9 | g_date_time_get_month (moment) << 5 |
                   g_date_time_get_day_of_month (moment);
  self->dos_time = g_date_time_get_hour (moment) << 11 | g_date_time_get_minute (moment) << 5 |
                   g_date_time_get_second (moment) / 2;
}

/* --- Bytes -------------------------------------------------------------------------------------*/

static void
send (CrmZip *self, const void *data, gsize length)
{
  if (self->error == NULL && length > 0 &&
      !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error) &&
      g_output_stream_write_all (self->out, data, length, NULL, self->cancellable, &self->error))
    self->offset += length;
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

static void
append_64 (GByteArray *out, guint64 value)
{
  append_32 (out, (guint32)value);
  append_32 (out, (guint32)(value >> 32));
}

/* What both the part and the directory say about it. */
static void
append_facts (CrmZip *self, GByteArray *out, const Part *part, guint version, guint extra)
{
  append_16 (out, version);
  append_16 (out, part->flags);
  append_16 (out, part->method);
  append_16 (out, self->dos_time);
  append_16 (out, self->dos_date);
  append_32 (out, part->crc);
  append_32 (out, (guint32)part->packed);
  append_32 (out, (guint32)part->size);
  append_16 (out, (guint)strlen (part->name));
  append_16 (out, extra);
}

static void
send_head (CrmZip *self)
{
  g_autoptr (GByteArray) head = g_byte_array_sized_new (64);

  append_32 (head, 0x04034b50);
  append_facts (self, head, &self->part, 20, 0);
  g_byte_array_append (head, (const guint8 *)self->part.name, (guint)strlen (self->part.name));
  send (self, head->data, head->len);
}

static void
list_part (CrmZip *self)
{
  const Part *part = &self->part;
  GByteArray *out = self->directory;
  gboolean far = part->offset >= ELSEWHERE;

  append_32 (out, 0x02014b50);
  append_16 (out, far ? 45 : 20);
  append_facts (self, out, part, far ? 45 : 20, far ? 12 : 0);
  append_16 (out, 0); /* comment */
  append_16 (out, 0); /* disk */
  append_16 (out, 0); /* attributes */
  append_32 (out, 0);
  append_32 (out, far ? ELSEWHERE : (guint32)part->offset);
  g_byte_array_append (out, (const guint8 *)part->name, (guint)strlen (part->name));
  if (far) {
    append_16 (out, 1);
    append_16 (out, 8);
    append_64 (out, part->offset);
  }
  self->n++;
}

/* --- Parts -------------------------------------------------------------------------------------*/

static void
start_part (CrmZip *self, const char *name, guint method, guint flags)
{
  g_free (self->part.name);
  self->part = (Part){ .name = g_strdup (name),
                       .flags = flags | (g_str_is_ascii (name) ? 0 : UTF8_NAME),
                       .method = method,
                       .offset = self->offset };
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
  gsize packed = length;
  g_autofree char *bytes = NULL;

  g_return_if_fail (!self->open);

  bytes = pack ? pack_data (self, data, length, &packed) : NULL;
  start_part (self, name, bytes != NULL ? PACKED : STORED, 0);
  self->part.crc = crm_crc32 (0, data, length);
  self->part.packed = bytes != NULL ? packed : length;
  self->part.size = length;
  send_head (self);
  send (self, bytes != NULL ? bytes : data, self->part.packed);
  list_part (self);
}

void
crm_zip_begin (CrmZip *self, const char *name, gboolean pack)
{
  g_return_if_fail (!self->open);

  g_converter_reset (G_CONVERTER (self->packer));
  start_part (self, name, pack ? PACKED : STORED, SIZES_BEHIND);
  send_head (self);
  self->open = TRUE;
}

static void
pack_piece (CrmZip *self, const char *data, gsize length, GConverterFlags flags)
{
  GConverterResult result;

  do {
    char out[16384];
    gsize n_read = 0, n_written = 0;

    result = g_converter_convert (G_CONVERTER (self->packer), data, length, out, sizeof out, flags,
                                  &n_read, &n_written, NULL);
    if (result == G_CONVERTER_ERROR)
      return;
    send (self, out, n_written);
    self->part.packed += n_written;
    data += n_read;
    length -= n_read;
  } while (flags == G_CONVERTER_INPUT_AT_END ? result != G_CONVERTER_FINISHED : length > 0);
}

void
crm_zip_write (CrmZip *self, const void *data, gsize length)
{
  g_return_if_fail (self->open);

  if (self->error != NULL || length == 0)
    return;
  self->part.crc = crm_crc32 (self->part.crc, data, length);
  self->part.size += length;
  if (self->part.method == PACKED) {
    pack_piece (self, data, length, G_CONVERTER_NO_FLAGS);
  } else {
    send (self, data, length);
    self->part.packed += length;
  }
  if (self->error == NULL && MAX (self->part.size, self->part.packed) >= ELSEWHERE)
    g_set_error (&self->error, CRM_ERROR, CRM_ERROR_FULL,
                 _ ("“%s” is larger than 4 GB, which a ZIP package cannot hold. Leave it out."),
                 self->part.name);
}

void
crm_zip_end (CrmZip *self)
{
  g_autoptr (GByteArray) behind = g_byte_array_sized_new (16);

  g_return_if_fail (self->open);

  if (self->part.method == PACKED)
    pack_piece (self, "", 0, G_CONVERTER_INPUT_AT_END);
  append_32 (behind, 0x08074b50);
  append_32 (behind, self->part.crc);
  append_32 (behind, (guint32)self->part.packed);
  append_32 (behind, (guint32)self->part.size);
  send (self, behind->data, behind->len);
  list_part (self);
  self->open = FALSE;
}

/* --- The end -----------------------------------------------------------------------------------*/

gboolean
crm_zip_is_well (CrmZip *self)
{
  return self->error == NULL;
}

/* A package of more parts, or bytes, than the old end can count has a second one before it. */
static void
append_far_end (CrmZip *self, GByteArray *out, guint64 start, guint64 size)
{
  append_32 (out, 0x06064b50);
  append_64 (out, 44);
  append_16 (out, 45);
  append_16 (out, 45);
  append_32 (out, 0);
  append_32 (out, 0);
  append_64 (out, self->n);
  append_64 (out, self->n);
  append_64 (out, size);
  append_64 (out, start);
  append_32 (out, 0x07064b50);
  append_32 (out, 0);
  append_64 (out, start + size);
  append_32 (out, 1);
}

gboolean
crm_zip_finish (CrmZip *self, GError **error)
{
  g_autoptr (GByteArray) end = g_byte_array_sized_new (128);
  guint64 start = self->offset;
  guint64 size = self->directory->len;
  gboolean far = self->n >= 0xffff || start >= ELSEWHERE;

  g_return_val_if_fail (!self->open, FALSE);

  send (self, self->directory->data, self->directory->len);
  if (far)
    append_far_end (self, end, start, size);
  append_32 (end, 0x06054b50);
  append_16 (end, 0);
  append_16 (end, 0);
  append_16 (end, (guint)MIN (self->n, 0xffff));
  append_16 (end, (guint)MIN (self->n, 0xffff));
  append_32 (end, (guint32)size);
  append_32 (end, (guint32)MIN (start, ELSEWHERE));
  append_16 (end, 0);
  send (self, end->data, end->len);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}
