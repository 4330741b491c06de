/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "render/crm-rich.h"

G_BEGIN_DECLS

/**
 * CrmTypesetter:
 *
 * Measures and draws text. Each thread has its own, because Pango's font maps cannot be shared; it
 * remembers texts it has set, so that a batch sets captions and names of products once. Private to
 * render/.
 */
typedef struct _CrmTypesetter CrmTypesetter;

/* The one of this thread; crm_fonts_load() must have succeeded. (transfer none) */
CrmTypesetter *crm_typesetter_get (void);

/* Height of the text when it may be @width wide; the count of its lines. */
double crm_typesetter_measure (CrmTypesetter *self,
                               const CrmRich *rich,
                               const CrmStyle *style,
                               double width,
                               guint *n_lines);

/* The same by adding up widths of letters: a little more than Pango would say, many times faster.
 */
double crm_typesetter_estimate (CrmTypesetter *self,
                                const CrmRich *rich,
                                const CrmStyle *style,
                                double width);

/* Width of the longest line when nothing wraps. */
double
crm_typesetter_natural_width (CrmTypesetter *self, const CrmRich *rich, const CrmStyle *style);

/* How many lines from @first on fit into @height, and how high they are. */
guint crm_typesetter_fit (CrmTypesetter *self,
                          const CrmRich *rich,
                          const CrmStyle *style,
                          double width,
                          guint first,
                          double height,
                          double *used);

/* Draws lines @first … @first + @n - 1 with their upper left corner at the current point's place
 * (@x, @y). Colours are set here. */
void crm_typesetter_draw (CrmTypesetter *self,
                          cairo_t *cr,
                          const CrmRich *rich,
                          const CrmStyle *style,
                          double x,
                          double y,
                          double width,
                          guint first,
                          guint n);

G_END_DECLS
