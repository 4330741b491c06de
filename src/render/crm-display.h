/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "render/crm-bind.h"

G_BEGIN_DECLS

/* What is drawn where: the display list of a paper. Lengths in points from the upper left corner.
 * Private to render/ and its tests. */

/* Of light lines between rows. */
#define CRM_HAIR_COLOR 0x9a9a9a

typedef enum {
  CRM_ITEM_TEXT, /* a cell or paragraph; also an empty one that has borders in a workbook */
  CRM_ITEM_RULE, /* a thin filled box */
  CRM_ITEM_FILL,
  CRM_ITEM_PICTURE,
  CRM_ITEM_QR,
  CRM_ITEM_WATERMARK,
  CRM_ITEM_LETTERHEAD,
  CRM_ITEM_BEGIN, /* of a part of the document's structure, for readers aloud */
  CRM_ITEM_END,
} CrmItemKind;

typedef enum {
  CRM_PART_P,
  CRM_PART_H1,
  CRM_PART_TABLE,
  CRM_PART_TR,
  CRM_PART_TH,
  CRM_PART_TD,
} CrmPart;

enum {
  CRM_EDGE_LEFT = 1 << 0,
  CRM_EDGE_TOP = 1 << 1,
  CRM_EDGE_RIGHT = 1 << 2,
  CRM_EDGE_BOTTOM = 1 << 3,
  CRM_EDGE_ALL = 15,
};

/* Where in an item table a text stands. */
typedef enum {
  CRM_PLACE_NONE,
  CRM_PLACE_HEAD,
  CRM_PLACE_BODY,
  CRM_PLACE_TOTAL,
} CrmPlace;

typedef struct {
  CrmItemKind kind;
  double x;
  double y;
  double w;
  double h;

  CrmStyle style;
  const CrmRich *rich; /* borrowed from a block of the paper */
  double text_x;
  double text_y;
  double text_w;
  double text_h;
  guint first; /* lines that are drawn here */
  guint n_lines;
  CrmValign valign;

  guint edges; /* of a cell, for the workbook; pages draw rules */
  int fill;    /* 0xrrggbb or -1 */
  CrmPlace place;
  const CrmBlock *table; /* whose cell this is, borrowed */
  guint row;
  guint column;

  guint32 color;   /* rule, fill */
  CrmPart part;    /* begin, end */
  gpointer object; /* CrmPicture or CrmQr, borrowed */
} CrmItem;

typedef struct {
  double width;
  double height;
  guint section; /* of the paper, from 0 */
  GArray *items; /* CrmItem, from back to front */
} CrmPage;

CrmPage *crm_page_new (double width, double height);
void crm_page_free (CrmPage *self);

/* @tagged: mark the structure, which only PDF keeps. */
void crm_page_draw (const CrmPage *self, cairo_t *cr, gboolean tagged);

/* Appends the texts from top to bottom, those of one line apart by tabs. */
void crm_page_append_text (const CrmPage *self, GString *out);

/* Says what lies outside of the page. (transfer full) (nullable) */
char *crm_page_check (const CrmPage *self, guint number);

G_END_DECLS
