/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/documents/crm-page-source.h"

#include <poppler.h>

struct _CrmPageSource {
  CrmPaper *paper;      /* or */
  PopplerDocument *pdf; /* which one thread at a time may use */
  GMutex lock;
};

CrmPageSource *
crm_page_source_new_paper (CrmPaper *paper)
{
  CrmPageSource *self;

  g_return_val_if_fail (paper != NULL, NULL);

  self = g_atomic_rc_box_new0 (CrmPageSource);
  self->paper = crm_paper_ref (paper);
  g_mutex_init (&self->lock);

  return self;
}

CrmPageSource *
crm_page_source_new_pdf (GBytes *bytes, GError **error)
{
  PopplerDocument *pdf;
  CrmPageSource *self;

  g_return_val_if_fail (bytes != NULL, NULL);

  pdf = poppler_document_new_from_bytes (bytes, NULL, error);
  if (pdf == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (CrmPageSource);
  self->pdf = pdf;
  g_mutex_init (&self->lock);

  return self;
}

CrmPageSource *
crm_page_source_ref (CrmPageSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CrmPageSource *self = data;

  g_clear_pointer (&self->paper, crm_paper_unref);
  g_clear_object (&self->pdf);
  g_mutex_clear (&self->lock);
}

void
crm_page_source_unref (CrmPageSource *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

guint
crm_page_source_get_n_pages (CrmPageSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->paper != NULL)
    return crm_paper_get_n_pages (self->paper);

  return (guint)MAX (poppler_document_get_n_pages (self->pdf), 0);
}

void
crm_page_source_get_size (CrmPageSource *self, guint page, double *width, double *height)
{
  g_autoptr (GMutexLocker) locker = NULL;
  PopplerPage *of_pdf;

  g_return_if_fail (self != NULL);

  if (self->paper != NULL) {
    crm_paper_get_page_size (self->paper, page, width, height);
    return;
  }
  locker = g_mutex_locker_new (&self->lock);
  of_pdf = poppler_document_get_page (self->pdf, (int)page);
  if (of_pdf != NULL) {
    poppler_page_get_size (of_pdf, width, height);
    g_object_unref (of_pdf);
  } else {
    *width = 595;
    *height = 842;
  }
}

static void
draw_page (CrmPageSource *self, guint page, cairo_t *cr)
{
  g_autoptr (GMutexLocker) locker = NULL;
  PopplerPage *of_pdf;

  if (self->paper != NULL) {
    crm_paper_draw (self->paper, page, cr);
    return;
  }
  locker = g_mutex_locker_new (&self->lock);
  of_pdf = poppler_document_get_page (self->pdf, (int)page);
  if (of_pdf == NULL)
    return;
  poppler_page_render (of_pdf, cr);
  g_object_unref (of_pdf);
}

GdkTexture *
crm_page_source_draw (CrmPageSource *self, guint page, int width)
{
  g_autoptr (GBytes) bytes = NULL;
  cairo_surface_t *surface;
  GdkTexture *texture = NULL;
  cairo_t *cr;
  double page_width;
  double page_height;
  int height;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (width > 0, NULL);

  crm_page_source_get_size (self, page, &page_width, &page_height);
  height = (int)(page_height * width / page_width + 0.5);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS) {
    cr = cairo_create (surface);
    cairo_set_source_rgb (cr, 1, 1, 1);
    cairo_paint (cr);
    cairo_scale (cr, width / page_width, width / page_width);
    draw_page (self, page, cr);
    cairo_destroy (cr);
    cairo_surface_flush (surface);
    bytes = g_bytes_new_with_free_func (
      cairo_image_surface_get_data (surface),
      (gsize)height * (gsize)cairo_image_surface_get_stride (surface),
      (GDestroyNotify)cairo_surface_destroy, cairo_surface_reference (surface));
    texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes,
                                      (gsize)cairo_image_surface_get_stride (surface));
  }
  cairo_surface_destroy (surface);

  return texture;
}
