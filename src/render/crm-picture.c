/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-picture.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"

/* Larger ones are a mistake or an attack: a small file can unfold to gigabytes. */
#define MAX_BYTES (8 * 1024 * 1024)
#define MAX_DOTS  (24 * 1000 * 1000)

/* Pictures a thread remembers: a batch prints the same logo and stamp again and again. */
#define MAX_KEPT 16

struct _CrmPicture {
  gatomicrefcount ref_count;
  GBytes *png;
  guint width;
  guint height;
};

typedef struct {
  GHashTable *by_src;  /* char → CrmPicture */
  GHashTable *surface; /* CrmPicture → cairo_surface_t */
} CrmKept;

static void
free_kept (CrmKept *kept)
{
  g_hash_table_unref (kept->by_src);
  g_hash_table_unref (kept->surface);
  g_free (kept);
}

static GPrivate thread_kept = G_PRIVATE_INIT ((GDestroyNotify)free_kept);

static CrmKept *
get_kept (void)
{
  CrmKept *kept = g_private_get (&thread_kept);

  if (kept == NULL) {
    kept = g_new0 (CrmKept, 1);
    kept->by_src =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)crm_picture_unref);
    kept->surface = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)crm_picture_unref,
                                           (GDestroyNotify)cairo_surface_destroy);
    g_private_set (&thread_kept, kept);
  }
  if (g_hash_table_size (kept->by_src) >= MAX_KEPT)
    g_hash_table_remove_all (kept->by_src);
  if (g_hash_table_size (kept->surface) >= MAX_KEPT)
    g_hash_table_remove_all (kept->surface);
  return kept;
}

/* Reading */

static GBytes *
read_data (const char *src, GError **error)
{
  const char *comma = strchr (src, ',');
  gsize length = 0;
  guchar *data = NULL;

  if (comma == NULL || strlen (comma) > MAX_BYTES * 4 / 3) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("it is not a picture, or too large for one"));
    return NULL;
  }
  data = g_base64_decode (comma + 1, &length);
  return g_bytes_new_take (data, length);
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (
    file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
    NULL, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
      g_file_info_get_size (info) > MAX_BYTES) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("the file is too large for a picture"));
    return NULL;
  }
  return g_file_load_bytes (file, NULL, NULL, error);
}

typedef struct {
  const guchar *data;
  gsize left;
} CrmCursor;

static cairo_status_t
read_part (void *closure, unsigned char *data, unsigned int length)
{
  CrmCursor *cursor = closure;

  if (length > cursor->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, cursor->data, length);
  cursor->data += length;
  cursor->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static guint
read_be32 (const guchar *data)
{
  return (guint)data[0] << 24 | (guint)data[1] << 16 | (guint)data[2] << 8 | data[3];
}

/* The header is looked at first, so that a bomb is not unpacked. */
static cairo_surface_t *
decode (GBytes *png, GError **error)
{
  static const guchar signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  CrmCursor cursor = { 0 };
  cairo_surface_t *surface = NULL;
  guint64 dots = 0;

  cursor.data = g_bytes_get_data (png, &cursor.left);
  if (cursor.left < 33 || memcmp (cursor.data, signature, sizeof signature) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("it is not a PNG picture; save it as PNG"));
    return NULL;
  }
  dots = (guint64)read_be32 (cursor.data + 16) * read_be32 (cursor.data + 20);
  if (dots == 0 || dots > MAX_DOTS || cursor.left > MAX_BYTES) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("it is too large; make it smaller"));
    return NULL;
  }
  surface = cairo_image_surface_create_from_png_stream (read_part, &cursor);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("the PNG picture is damaged"));
    cairo_surface_destroy (surface);
    return NULL;
  }
  return surface;
}

CrmPicture *
crm_picture_load (const char *src, GError **error)
{
  CrmKept *kept = get_kept ();
  CrmPicture *self = g_hash_table_lookup (kept->by_src, src);
  g_autoptr (GBytes) png = NULL;
  cairo_surface_t *surface = NULL;

  if (self != NULL)
    return crm_picture_ref (self);
  png = g_str_has_prefix (src, "data:") ? read_data (src, error) : read_file (src, error);
  if (png == NULL)
    return NULL;
  surface = decode (png, error);
  if (surface == NULL)
    return NULL;
  self = g_new0 (CrmPicture, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->png = g_steal_pointer (&png);
  self->width = cairo_image_surface_get_width (surface);
  self->height = cairo_image_surface_get_height (surface);
  g_hash_table_insert (kept->surface, crm_picture_ref (self), surface);
  /* A file may change on the disk between two papers. */
  if (g_str_has_prefix (src, "data:"))
    g_hash_table_insert (kept->by_src, g_strdup (src), crm_picture_ref (self));
  return self;
}

CrmPicture *
crm_picture_ref (CrmPicture *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_picture_unref (CrmPicture *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_bytes_unref (self->png);
  g_free (self);
}

guint
crm_picture_get_width (CrmPicture *self)
{
  return self->width;
}

guint
crm_picture_get_height (CrmPicture *self)
{
  return self->height;
}

double
crm_picture_get_ratio (CrmPicture *self)
{
  return (double)self->height / self->width;
}

GBytes *
crm_picture_get_bytes (CrmPicture *self)
{
  return self->png;
}

void
crm_picture_draw (CrmPicture *self, cairo_t *cr, double x, double y, double w, double h)
{
  CrmKept *kept = get_kept ();
  cairo_surface_t *surface = g_hash_table_lookup (kept->surface, self);

  if (surface == NULL) {
    surface = decode (self->png, NULL);
    g_return_if_fail (surface != NULL);
    g_hash_table_insert (kept->surface, crm_picture_ref (self), surface);
  }
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, w / self->width, h / self->height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_restore (cr);
}
