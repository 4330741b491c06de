/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "render/crm-layout.h"

/* Excel sets lines of Arial farther apart than Pango, and breaks them a little earlier. */
#define SHEET_LINE  1.16
#define SHEET_WIDTH 0.95

double
crm_layout_text_height (CrmLayout *self, const CrmRich *rich, const CrmStyle *style, double width)
{
  guint n = 0;

  if (rich == NULL || rich->length == 0)
    return 0;
  if (self->medium == CRM_MEDIUM_PAGES)
    return crm_typesetter_measure (self->type, rich, style, MAX (width, 1), &n);
  /* Excel breaks lines in its own way, so nothing is gained by asking Pango. */
  return crm_typesetter_estimate (self->type, rich, style, MAX (width * SHEET_WIDTH, 1)) *
         SHEET_LINE;
}

CrmItem *
crm_layout_add (CrmLayout *self, CrmItemKind kind, double x, double y, double w, double h)
{
  GArray *items = self->page->items;
  CrmItem *item = NULL;

  g_array_set_size (items, items->len + 1);
  item = &g_array_index (items, CrmItem, items->len - 1);
  item->kind = kind;
  item->x = x;
  item->y = y;
  item->w = w;
  item->h = h;
  item->fill = -1;
  return item;
}

void
crm_layout_rule (CrmLayout *self, double x, double y, double w, double h, guint32 color)
{
  crm_layout_add (self, CRM_ITEM_RULE, x, y, w, h)->color = color;
}

void
crm_layout_begin (CrmLayout *self, CrmPart part)
{
  if (self->medium == CRM_MEDIUM_PAGES)
    crm_layout_add (self, CRM_ITEM_BEGIN, 0, 0, 0, 0)->part = part;
}

void
crm_layout_end (CrmLayout *self, CrmPart part)
{
  if (self->medium == CRM_MEDIUM_PAGES)
    crm_layout_add (self, CRM_ITEM_END, 0, 0, 0, 0)->part = part;
}

CrmItem *
crm_layout_add_text (CrmLayout *self,
                     const CrmRich *rich,
                     const CrmStyle *style,
                     const cairo_rectangle_t *box,
                     double pad_x,
                     double pad_y,
                     CrmValign valign)
{
  CrmItem *item = crm_layout_add (self, CRM_ITEM_TEXT, box->x, box->y, box->width, box->height);

  item->style = *style;
  item->rich = rich != NULL && rich->length > 0 ? rich : NULL;
  item->valign = valign;
  item->text_x = box->x + pad_x;
  item->text_w = MAX (box->width - 2 * pad_x, 1);
  item->text_y = box->y + pad_y;
  item->n_lines = G_MAXUINT;
  if (item->rich == NULL)
    return item;
  item->text_h = crm_layout_text_height (self, rich, style, item->text_w);
  if (valign != CRM_VALIGN_TOP)
    item->text_y +=
      MAX (box->height - 2 * pad_y - item->text_h, 0) / (valign == CRM_VALIGN_MIDDLE ? 2 : 1);
  return item;
}

/* Frames */

/* Neighbours share an edge: each row draws its lower line, the first one also its upper. Rules are
 * centred on the edge. */
void
crm_layout_frame (CrmLayout *self,
                  const double *xs,
                  guint n,
                  double y,
                  double h,
                  CrmBorder border,
                  gboolean first,
                  gboolean last)
{
  const double half = CRM_RULE / 2;
  const guint32 color = border == CRM_BORDER_ROWS ? CRM_HAIR_COLOR : 0;
  const double w = xs[n] - xs[0] + CRM_RULE;

  if (border == CRM_BORDER_NONE)
    return;
  if (first)
    crm_layout_rule (self, xs[0] - half, y - half, w, CRM_RULE, color);
  if (last || border != CRM_BORDER_BOX)
    crm_layout_rule (self, xs[0] - half, y + h - half, w, CRM_RULE, color);
  for (guint i = 0; i <= n && border != CRM_BORDER_ROWS; i++) {
    if (border == CRM_BORDER_THIN || i == 0 || i == n)
      crm_layout_rule (self, xs[i] - half, y, CRM_RULE, h, color);
  }
}

/* Rows higher than a page */

/* Places what fits of each text; the height that took. */
static double
place_slices (CrmLayout *self, CrmSlice *slices, guint n, double pad_x, double pad_y, double room)
{
  double highest = 0;

  for (guint i = 0; i < n; i++) {
    CrmSlice *slice = &slices[i];
    const double width = MAX (slice->w - 2 * pad_x, 1);
    double used = 0;
    guint lines = 0;
    CrmItem *item = NULL;

    if (slice->rich == NULL || slice->rich->length == 0)
      continue;
    lines = crm_typesetter_fit (self->type, slice->rich, &slice->style, width, slice->done,
                                room - 2 * pad_y, &used);
    if (lines == 0)
      continue;
    crm_layout_begin (self, CRM_PART_TD);
    item = crm_layout_add (self, CRM_ITEM_TEXT, slice->x, self->y, slice->w, used + 2 * pad_y);
    item->style = slice->style;
    item->rich = slice->rich;
    item->text_x = slice->x + pad_x;
    item->text_y = self->y + pad_y;
    item->text_w = width;
    item->text_h = used;
    item->first = slice->done;
    item->n_lines = lines;
    crm_layout_end (self, CRM_PART_TD);
    slice->done += lines;
    highest = MAX (highest, used + 2 * pad_y);
  }
  return highest;
}

static gboolean
slices_are_done (CrmLayout *self, const CrmSlice *slices, guint n, double pad_x)
{
  for (guint i = 0; i < n; i++) {
    double used = 0;

    if (slices[i].rich != NULL && slices[i].rich->length > 0 &&
        crm_typesetter_fit (self->type, slices[i].rich, &slices[i].style,
                            MAX (slices[i].w - 2 * pad_x, 1), slices[i].done, G_MAXDOUBLE,
                            &used) > 0)
      return FALSE;
  }
  return TRUE;
}

void
crm_layout_flow_slices (CrmLayout *self,
                        CrmSlice *slices,
                        guint n,
                        double pad_x,
                        double pad_y,
                        CrmBorder border)
{
  g_autofree double *xs = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    xs[i] = slices[i].x;
  xs[n] = slices[n - 1].x + slices[n - 1].w;
  while (!slices_are_done (self, slices, n, pad_x)) {
    double used = place_slices (self, slices, n, pad_x, pad_y, self->bottom - self->y);

    if (used > 0) {
      crm_layout_frame (self, xs, n, self->y, used, border, TRUE, TRUE);
      self->y += used;
    } else if (crm_layout_is_fresh (self)) {
      break;
    }
    if (!slices_are_done (self, slices, n, pad_x))
      crm_layout_new_page (self);
  }
}
