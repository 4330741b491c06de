/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-zip.h"

/* The open part of a package, as a stream. The package must outlive it. */

#define CRM_TYPE_ZIP_STREAM (crm_zip_stream_get_type ())
G_DECLARE_FINAL_TYPE (CrmZipStream, crm_zip_stream, CRM, ZIP_STREAM, GOutputStream)

struct _CrmZipStream {
  GOutputStream parent_instance;
  CrmZip *zip;
};

G_DEFINE_FINAL_TYPE (CrmZipStream, crm_zip_stream, G_TYPE_OUTPUT_STREAM)

/* What goes wrong is told when the package is finished; whoever writes here is only stopped. */
static gssize
write_part (GOutputStream *stream,
            const void *data,
            gsize length,
            GCancellable *cancellable,
            GError **error)
{
  CrmZipStream *self = CRM_ZIP_STREAM (stream);

  crm_zip_write (self->zip, data, length);
  if (crm_zip_is_well (self->zip))
    return (gssize)length;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The package cannot be written");
  return -1;
}

static void
crm_zip_stream_class_init (CrmZipStreamClass *klass)
{
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = write_part;
}

static void
crm_zip_stream_init (CrmZipStream *self)
{
}

GOutputStream *
crm_zip_part_stream (CrmZip *self)
{
  CrmZipStream *stream;

  g_return_val_if_fail (self != NULL, NULL);

  stream = g_object_new (CRM_TYPE_ZIP_STREAM, NULL);
  stream->zip = self;
  return G_OUTPUT_STREAM (stream);
}
