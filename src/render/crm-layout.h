/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-display.h"
#include "render/crm-typesetter.h"

G_BEGIN_DECLS

/**
 * CrmLayout:
 *
 * Puts blocks on pages. Every block fits or moves to the next page; a sheet is one page without an
 * end. Private to render/.
 */
typedef struct _CrmLayout CrmLayout;
struct _CrmLayout {
  CrmTypesetter *type;
  CrmMedium medium;
  GPtrArray *pages; /* CrmPage */
  GArray *breaks;   /* double: where a sheet begins a new page */
  CrmPage *page;    /* the last one */
  double page_width;
  double page_height;
  double left; /* of the body of the page, and so on */
  double width;
  double top;
  double bottom;
  double y;         /* what is free begins here */
  double first_top; /* of the first page of all */
  double first_bottom;
  double rest_top;
  double rest_bottom;
  double tail; /* height of what follows the table that is being placed */
};

/* Default heights and spaces, in millimetres. */
#define CRM_PAD_X CRM_MM (0.9)
#define CRM_PAD_Y CRM_MM (0.7)
#define CRM_RULE  0.5

/* crm-layout.c */
CrmStyle crm_layout_style (const CrmNode *node, const CrmStyle *outer);
void crm_layout_resolve (const CrmLengths *lengths, double width, double *widths);
void crm_layout_new_page (CrmLayout *self);
gboolean crm_layout_fits (const CrmLayout *self, double height);
gboolean crm_layout_is_fresh (const CrmLayout *self);

/* Height of the block without the space behind it, and that space. */
double crm_layout_measure (CrmLayout *self, CrmBlock *block, const CrmStyle *outer, double width);
double crm_layout_space (const CrmBlock *block);

/* Puts the block where it is told to, whether or not it fits. */
void crm_layout_place (CrmLayout *self,
                       CrmBlock *block,
                       const CrmStyle *outer,
                       double x,
                       double y,
                       double width);

/* Puts the block, and what cannot stand together, on this page and the next ones. */
void crm_layout_flow (CrmLayout *self, CrmBlock *block, const CrmStyle *outer);

/* One after the other; what closes a table stays with its totals. */
void crm_layout_flow_blocks (CrmLayout *self, GPtrArray *blocks, const CrmStyle *outer);

/* crm-layout-item.c */
double
crm_layout_text_height (CrmLayout *self, const CrmRich *rich, const CrmStyle *style, double width);
CrmItem *crm_layout_add (CrmLayout *self, CrmItemKind kind, double x, double y, double w, double h);
void crm_layout_rule (CrmLayout *self, double x, double y, double w, double h, guint32 color);
void crm_layout_begin (CrmLayout *self, CrmPart part);
void crm_layout_end (CrmLayout *self, CrmPart part);

/* A text in the box of its cell; pads inside. */
CrmItem *crm_layout_add_text (CrmLayout *self,
                              const CrmRich *rich,
                              const CrmStyle *style,
                              const cairo_rectangle_t *box,
                              double pad_x,
                              double pad_y,
                              CrmValign valign);

/* Texts side by side that are higher than a page. */
typedef struct {
  const CrmRich *rich;
  CrmStyle style;
  double x;
  double w;
  guint done; /* lines that are placed */
} CrmSlice;

void crm_layout_flow_slices (CrmLayout *self,
                             CrmSlice *slices,
                             guint n,
                             double pad_x,
                             double pad_y,
                             CrmBorder border);

/* Rules around a row of cells whose edges are @xs (n + 1 of them). */
void crm_layout_frame (CrmLayout *self,
                       const double *xs,
                       guint n,
                       double y,
                       double h,
                       CrmBorder border,
                       gboolean first,
                       gboolean last);

/* crm-layout-grid.c */
double crm_grid_measure (CrmLayout *self, CrmBlock *grid, const CrmStyle *style, double width);
void crm_grid_place (CrmLayout *self,
                     CrmBlock *grid,
                     const CrmStyle *style,
                     double x,
                     double y,
                     double width);
void crm_grid_flow (CrmLayout *self, CrmBlock *grid, const CrmStyle *style);

/* crm-layout-table.c */
void crm_table_flow (CrmLayout *self, CrmBlock *table, const CrmStyle *style);

G_END_DECLS
