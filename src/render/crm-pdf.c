/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "render/crm-paper-private.h"

/* Cairo writes in many small pieces; they go on in larger ones. */
#define BUFFER 65536

typedef struct {
  GByteArray *buffer;
  GOutputStream *stream; /* NULL: keep everything */
  GCancellable *cancellable;
  GError *error;
} CrmPdfWriter;

static gboolean
flush (CrmPdfWriter *writer)
{
  if (writer->error == NULL && writer->stream != NULL && writer->buffer->len > 0) {
    g_output_stream_write_all (writer->stream, writer->buffer->data, writer->buffer->len, NULL,
                               writer->cancellable, &writer->error);
    g_byte_array_set_size (writer->buffer, 0);
  }
  return writer->error == NULL;
}

static cairo_status_t
on_write (void *closure, const unsigned char *data, unsigned int length)
{
  CrmPdfWriter *writer = closure;

  g_byte_array_append (writer->buffer, data, length);
  if (writer->stream != NULL && writer->buffer->len >= BUFFER && !flush (writer))
    return CAIRO_STATUS_WRITE_ERROR;
  return CAIRO_STATUS_SUCCESS;
}

/* The date of the paper takes the place of the clock, so that the bytes are the same each time. */
static void
set_metadata (cairo_surface_t *surface, const CrmPaper *paper)
{
  g_autofree char *date =
    g_strdup_printf ("%sT00:00:00Z", crm_day_is_valid (paper->date) ? paper->date : "2000-01-01");

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, paper->title);
  if (*paper->author != '\0')
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, paper->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Kontor");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static gboolean
draw_paper (CrmPdfWriter *writer, cairo_surface_t *surface, cairo_t *cr, CrmPaper *paper)
{
  cairo_tag_begin (cr, "Document", NULL);
  for (guint i = 0; i < paper->pages->len; i++) {
    const CrmPage *page = crm_paper_get_page (paper, i);

    if (g_cancellable_set_error_if_cancelled (writer->cancellable, &writer->error))
      break;
    cairo_pdf_surface_set_size (surface, page->width, page->height);
    crm_page_draw (page, cr, TRUE);
    cairo_show_page (cr);
  }
  cairo_tag_end (cr, "Document");
  return writer->error == NULL;
}

static gboolean
write_papers (CrmPdfWriter *writer, CrmPaper *const *papers, guint n, GError **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (on_write, writer, 595, 842);
  cairo_t *cr = NULL;
  cairo_status_t status = CAIRO_STATUS_SUCCESS;

  set_metadata (surface, papers[0]);
  cr = cairo_create (surface);
  for (guint i = 0; i < n && draw_paper (writer, surface, cr, papers[i]); i++)
    ;
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  flush (writer);
  if (writer->error == NULL && status != CAIRO_STATUS_SUCCESS)
    g_set_error (&writer->error, CRM_ERROR, CRM_ERROR_IO, _ ("The PDF could not be made: %s"),
                 cairo_status_to_string (status));
  if (writer->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&writer->error));
  return FALSE;
}

gboolean
crm_papers_write_pdf (GPtrArray *papers,
                      GOutputStream *stream,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GByteArray) buffer = NULL;
  CrmPdfWriter writer = { 0 };

  g_return_val_if_fail (papers != NULL && papers->len > 0, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  buffer = g_byte_array_sized_new (BUFFER);
  writer.buffer = buffer;
  writer.stream = stream;
  writer.cancellable = cancellable;
  return write_papers (&writer, (CrmPaper *const *)papers->pdata, papers->len, error);
}

gboolean
crm_paper_write_pdf (CrmPaper *self,
                     GOutputStream *stream,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) papers = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  papers = g_ptr_array_new ();
  g_ptr_array_add (papers, self);
  return crm_papers_write_pdf (papers, stream, cancellable, error);
}

GBytes *
crm_paper_to_pdf (CrmPaper *self, GError **error)
{
  CrmPdfWriter writer = { 0 };

  g_return_val_if_fail (self != NULL, NULL);

  writer.buffer = g_byte_array_sized_new (BUFFER);
  if (write_papers (&writer, &self, 1, error))
    return g_byte_array_free_to_bytes (writer.buffer);
  g_byte_array_unref (writer.buffer);
  return NULL;
}
