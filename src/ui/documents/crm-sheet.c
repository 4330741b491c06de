/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/documents/crm-sheet.h"

#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

#define WIDTH_LEAST   120
#define WIDTH_NATURAL 720

struct _CrmSheet {
  GtkWidget parent_instance;

  CrmPageSource *source;
  guint page;
  double ratio; /* height to width */
  GdkTexture *texture;
  int drawn_width; /* what the picture was asked for with; 0 when it is of another page */
  gboolean near_by;
  gboolean drawing;
};

G_DEFINE_FINAL_TYPE (CrmSheet, crm_sheet, GTK_TYPE_WIDGET)

typedef struct {
  CrmPageSource *source;
  guint page;
  int width;
} Drawing;

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  crm_page_source_unref (drawing->source);
  g_free (drawing);
}

static void
draw_in_thread (GTask *task, gpointer sheet, gpointer data, GCancellable *cancellable)
{
  Drawing *drawing = data;

  g_task_return_pointer (
    task, crm_page_source_draw (drawing->source, drawing->page, drawing->width), g_object_unref);
}

static void draw (CrmSheet *self);

static void
on_drawn_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CrmSheet *self = CRM_SHEET (object);
  Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  self->drawing = FALSE;
  if (self->source == drawing->source && self->page == drawing->page && self->near_by) {
    g_set_object (&self->texture, texture);
    self->drawn_width = drawing->width;
    gtk_widget_queue_draw (GTK_WIDGET (self));
  }
  draw (self);
}

/* Begins to draw, unless it is drawn as it should be. */
static void
draw (CrmSheet *self)
{
  int width =
    gtk_widget_get_width (GTK_WIDGET (self)) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  g_autoptr (GTask) task = NULL;
  Drawing *drawing;

  if (self->source == NULL || !self->near_by || self->drawing || width <= 0 ||
      width == self->drawn_width)
    return;
  self->drawing = TRUE;
  drawing = g_new (Drawing, 1);
  drawing->source = crm_page_source_ref (self->source);
  drawing->page = self->page;
  drawing->width = width;
  task = g_task_new (self, NULL, on_drawn_cb, NULL);
  g_task_set_source_tag (task, draw);
  g_task_set_task_data (task, drawing, drawing_free);
  g_task_run_in_thread (task, draw_in_thread);
}

static GtkSizeRequestMode
crm_sheet_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
crm_sheet_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  CrmSheet *self = CRM_SHEET (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = WIDTH_LEAST;
    *natural = WIDTH_NATURAL;
  } else {
    *minimum = (int)((for_size > 0 ? for_size : WIDTH_LEAST) * self->ratio + 0.5);
    *natural = *minimum;
  }
}

static void
crm_sheet_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  draw (CRM_SHEET (widget));
}

static void
crm_sheet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmSheet *self = CRM_SHEET (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (widget),
                                               (float)gtk_widget_get_height (widget));

  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
}

static void
on_scale_changed_cb (CrmSheet *self)
{
  draw (self);
}

static void
crm_sheet_dispose (GObject *object)
{
  CrmSheet *self = CRM_SHEET (object);

  g_clear_pointer (&self->source, crm_page_source_unref);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (crm_sheet_parent_class)->dispose (object);
}

static void
crm_sheet_class_init (CrmSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_sheet_dispose;
  widget_class->get_request_mode = crm_sheet_get_request_mode;
  widget_class->measure = crm_sheet_measure;
  widget_class->size_allocate = crm_sheet_size_allocate;
  widget_class->snapshot = crm_sheet_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
crm_sheet_init (CrmSheet *self)
{
  self->ratio = 1.4142;
  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-sheet");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (on_scale_changed_cb), NULL);
}

CrmSheet *
crm_sheet_new (void)
{
  return g_object_new (CRM_TYPE_SHEET, NULL);
}

void
crm_sheet_set_page (CrmSheet *self, CrmPageSource *source, guint page)
{
  g_autofree char *label = NULL;
  double width;
  double height;

  g_return_if_fail (CRM_IS_SHEET (self));
  g_return_if_fail (source != NULL);

  crm_page_source_ref (source);
  g_clear_pointer (&self->source, crm_page_source_unref);
  self->source = source;
  self->page = page;
  self->drawn_width = 0;
  crm_page_source_get_size (source, page, &width, &height);
  if (self->ratio != height / width) {
    self->ratio = height / width;
    gtk_widget_queue_resize (GTK_WIDGET (self));
  }
  label = g_strdup_printf (_ ("Page %u"), page + 1);
  crm_spoken_set_name (GTK_WIDGET (self), label);
  draw (self);
}

void
crm_sheet_set_near (CrmSheet *self, gboolean near_by)
{
  g_return_if_fail (CRM_IS_SHEET (self));

  self->near_by = near_by;
  if (near_by) {
    draw (self);
  } else {
    g_clear_object (&self->texture);
    self->drawn_width = 0;
  }
}

GdkTexture *
crm_sheet_get_texture (CrmSheet *self)
{
  g_return_val_if_fail (CRM_IS_SHEET (self), NULL);

  return self->texture;
}
