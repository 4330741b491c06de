/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-display.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/crm-typesetter.h"

/* Rounding may put an edge this far outside without anybody seeing it. */
#define TOLERANCE 0.05

CrmPage *
crm_page_new (double width, double height)
{
  CrmPage *self = g_new0 (CrmPage, 1);

  self->width = width;
  self->height = height;
  self->items = g_array_sized_new (FALSE, TRUE, sizeof (CrmItem), 256);
  return self;
}

void
crm_page_free (CrmPage *self)
{
  g_array_unref (self->items);
  g_free (self);
}

static void
set_color (cairo_t *cr, guint32 color)
{
  cairo_set_source_rgb (cr, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0,
                        (color & 255) / 255.0);
}

/* From corner to corner, across everything, before everything else. */
static void
draw_watermark (const CrmItem *item, cairo_t *cr)
{
  CrmTypesetter *type = crm_typesetter_get ();

  cairo_save (cr);
  cairo_translate (cr, item->x + item->w / 2, item->y + item->h / 2);
  cairo_rotate (cr, -atan2 (item->h, item->w));
  crm_typesetter_draw (type, cr, item->rich, &item->style, -item->text_w / 2, -item->text_h / 2,
                       item->text_w, 0, G_MAXUINT);
  cairo_restore (cr);
}

static gboolean
is_background (const CrmItem *item)
{
  return item->kind == CRM_ITEM_FILL || item->kind == CRM_ITEM_WATERMARK ||
         item->kind == CRM_ITEM_LETTERHEAD;
}

static void
draw_background (const CrmItem *item, cairo_t *cr)
{
  if (item->kind == CRM_ITEM_LETTERHEAD) {
    crm_picture_draw (item->object, cr, item->x, item->y, item->w, item->h);
  } else if (item->kind == CRM_ITEM_WATERMARK) {
    draw_watermark (item, cr);
  } else {
    set_color (cr, item->color);
    cairo_rectangle (cr, item->x, item->y, item->w, item->h);
    cairo_fill (cr);
  }
}

/* All rules of a colour in one go: Cairo's cost is by what is drawn at once, not by its parts. */
static void
draw_rules (const CrmPage *self, cairo_t *cr)
{
  const CrmItem *before = NULL;

  for (guint i = 0; i < self->items->len; i++) {
    const CrmItem *item = &g_array_index (self->items, CrmItem, i);

    if (item->kind != CRM_ITEM_RULE)
      continue;
    if (before != NULL && before->color != item->color) {
      set_color (cr, before->color);
      cairo_fill (cr);
    }
    cairo_rectangle (cr, item->x, item->y, item->w, item->h);
    before = item;
  }
  if (before != NULL) {
    set_color (cr, before->color);
    cairo_fill (cr);
  }
}

static void
draw_item (const CrmItem *item, cairo_t *cr)
{
  if (item->kind == CRM_ITEM_TEXT && item->rich != NULL)
    crm_typesetter_draw (crm_typesetter_get (), cr, item->rich, &item->style, item->text_x,
                         item->text_y, item->text_w, item->first, item->n_lines);
  else if (item->kind == CRM_ITEM_PICTURE)
    crm_picture_draw (item->object, cr, item->x, item->y, item->w, item->h);
  else if (item->kind == CRM_ITEM_QR)
    crm_qr_draw (item->object, cr, item->x, item->y, item->w);
}

void
crm_page_draw (const CrmPage *self, cairo_t *cr, gboolean tagged)
{
  static const char *const parts[] = { "P", "H1", "Table", "TR", "TH", "TD" };

  for (guint i = 0; i < self->items->len; i++) {
    const CrmItem *item = &g_array_index (self->items, CrmItem, i);

    if (is_background (item))
      draw_background (item, cr);
  }
  draw_rules (self, cr);
  for (guint i = 0; i < self->items->len; i++) {
    const CrmItem *item = &g_array_index (self->items, CrmItem, i);

    if (item->kind == CRM_ITEM_BEGIN && tagged)
      cairo_tag_begin (cr, parts[item->part], NULL);
    else if (item->kind == CRM_ITEM_END && tagged)
      cairo_tag_end (cr, parts[item->part]);
    else
      draw_item (item, cr);
  }
}

/* Text */

static int
compare_place (gconstpointer a, gconstpointer b)
{
  const CrmItem *first = *(const CrmItem *const *)a;
  const CrmItem *second = *(const CrmItem *const *)b;

  if (fabs (first->y - second->y) > 1)
    return first->y < second->y ? -1 : 1;
  return first->x < second->x ? -1 : first->x > second->x;
}

void
crm_page_append_text (const CrmPage *self, GString *out)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  const CrmItem *before = NULL;

  for (guint i = 0; i < self->items->len; i++) {
    const CrmItem *item = &g_array_index (self->items, CrmItem, i);

    if ((item->kind == CRM_ITEM_TEXT || item->kind == CRM_ITEM_WATERMARK) && item->rich != NULL &&
        item->rich->length > 0)
      g_ptr_array_add (sorted, (gpointer)item);
  }
  g_ptr_array_sort (sorted, compare_place);
  for (guint i = 0; i < sorted->len; i++) {
    const CrmItem *item = g_ptr_array_index (sorted, i);

    if (before != NULL)
      g_string_append_c (out, fabs (item->y - before->y) > 1 ? '\n' : '\t');
    g_string_append (out, item->rich->text);
    before = item;
  }
  g_string_append_c (out, '\n');
}

/* Checks */

static gboolean
is_outside (const CrmPage *self, double x, double y, double w, double h)
{
  return x < -TOLERANCE || y < -TOLERANCE || x + w > self->width + TOLERANCE ||
         y + h > self->height + TOLERANCE;
}

char *
crm_page_check (const CrmPage *self, guint number)
{
  for (guint i = 0; i < self->items->len; i++) {
    const CrmItem *item = &g_array_index (self->items, CrmItem, i);
    gboolean outside = FALSE;

    if (item->kind == CRM_ITEM_BEGIN || item->kind == CRM_ITEM_END)
      continue;
    outside = is_outside (self, item->x, item->y, item->w, item->h);
    if (item->kind == CRM_ITEM_TEXT && item->rich != NULL)
      outside =
        outside || is_outside (self, item->text_x, item->text_y, item->text_w, item->text_h);
    if (outside)
      return g_strdup_printf (
        /* Translators: the number of the page, then the text or nothing. */
        _ ("Something does not fit on page %u: “%s”. Shorten it or change the template."), number,
        item->rich != NULL ? item->rich->text : "");
  }
  return NULL;
}
