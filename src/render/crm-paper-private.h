/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-display.h"
#include "render/crm-paper.h"

G_BEGIN_DECLS

/* What a paper is made of, for its writers and for tests. */

typedef struct {
  CrmPage *page;  /* one without an end */
  double *breaks; /* where it begins a new page */
  guint n_breaks;
  double left; /* margins, in points */
  double top;
  double right;
  double bottom;
} CrmSheet;

struct _CrmPaper {
  gatomicrefcount ref_count;
  CrmTemplate *template;
  char *title;
  char *author;
  char *date; /* "YYYY-MM-DD" or "" */
  gboolean draft;
  GPtrArray *sections; /* CrmSection of crm-paper.c */
  GPtrArray *edges;    /* CrmBlock: headers and footers */
  GPtrArray *pages;    /* CrmPage */
  CrmRich *watermark;
  CrmPicture *letterhead;
  char *sheet_footer; /* as Excel writes it, or NULL */
  char **problems;
  GMutex lock; /* of the two below: made when a workbook is first asked for */
  CrmSheet *sheet;
};

/* The display list of a page. (transfer none) */
const CrmPage *crm_paper_get_page (CrmPaper *self, guint page);

/* The whole paper on one endless page. (transfer none) */
const CrmSheet *crm_paper_get_sheet (CrmPaper *self);

G_END_DECLS
