/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "render/crm-template.h"

G_BEGIN_DECLS

/**
 * CrmPaper:
 *
 * A template bound to a context and laid out: pages of things to draw. Immutable after it was
 * made, reference counted; several threads may read, draw and write the same paper.
 */
typedef struct _CrmPaper CrmPaper;

/**
 * crm_paper_new:
 * @context: what to print, as crm-template.h says. Not kept.
 *
 * Missing values, unknown fields, bad pictures and the like do not fail: the place is marked on
 * the paper and crm_paper_get_problems() tells.
 *
 * Returns: (transfer full): the paper, or NULL and an error when the fonts cannot be found.
 */
CrmPaper *crm_paper_new (CrmTemplate *template,
                         JsonObject *context,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

CrmPaper *crm_paper_ref (CrmPaper *self);
void crm_paper_unref (CrmPaper *self);

/**
 * crm_paper_get_problems:
 *
 * Returns: (transfer none) (array zero-terminated=1): why the paper must not be issued: unknown
 *   field, missing value, character without a glyph, picture that cannot be read, something that
 *   does not fit on the page. Each text says which. Empty when the paper may be issued.
 */
const char *const *crm_paper_get_problems (CrmPaper *self);

guint crm_paper_get_n_pages (CrmPaper *self);

/* Of a page, from 0, in points. */
void crm_paper_get_page_size (CrmPaper *self, guint page, double *width_pt, double *height_pt);

/* Draws a page at the origin of @cr, one unit a point, without its background. */
void crm_paper_draw (CrmPaper *self, guint page, cairo_t *cr);

/**
 * crm_paper_write_pdf:
 *
 * Tagged PDF with its fonts in it. The same paper gives the same bytes: the date inside is the
 * date of the document.
 */
gboolean crm_paper_write_pdf (CrmPaper *self,
                              GOutputStream *stream,
                              GCancellable *cancellable,
                              GError **error);

GBytes *crm_paper_to_pdf (CrmPaper *self, GError **error);

/**
 * crm_papers_write_pdf:
 * @papers: (element-type CrmPaper): one or more, in their order.
 *
 * All papers in one file, which holds the fonts once.
 */
gboolean crm_papers_write_pdf (GPtrArray *papers,
                               GOutputStream *stream,
                               GCancellable *cancellable,
                               GError **error);

/**
 * crm_paper_to_xlsx:
 *
 * A workbook with the same content: numbers are numbers, sums are formulas where they give what is
 * printed, page numbers and repeated heads are set up for printing. The same paper gives the same
 * bytes.
 *
 * Returns: (transfer full): the file.
 */
GBytes *crm_paper_to_xlsx (CrmPaper *self);

/* The same as a file at @path (UTF-8), which is replaced at once or not at all. */
gboolean crm_paper_write_xlsx (CrmPaper *self, const char *path, GError **error);

/* The text, line by line, pages apart by a form feed. (transfer full) */
char *crm_paper_to_text (CrmPaper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPaper, crm_paper_unref)

G_END_DECLS
