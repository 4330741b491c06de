/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One column of a printed list. */
typedef struct {
  guint index; /* of the list's column */
  char *title;
  gboolean figure;
  int weight; /* its share of the width */
} CrmListPrintColumn;

/* A line of it: a record, or the heading of a group. */
typedef struct {
  CrmRow *row; /* or NULL */
  GStrv cells; /* of a heading, one for each column */
} CrmListPrintLine;

/* A list as it is printed; all of it is copied or referenced. */
typedef struct {
  CrmDesk *desk;
  char *title;
  char *filter; /* in words; NULL for none */
  char *count;
  char *totals;    /* NULL for none */
  GArray *columns; /* of CrmListPrintColumn */
  GArray *lines;   /* of CrmListPrintLine */
} CrmListSheet;

CrmListSheet *crm_list_sheet_new (CrmDesk *desk);
void crm_list_sheet_free (CrmListSheet *self);
void crm_list_sheet_add_row (CrmListSheet *self, CrmRow *row);
/* @cells: (transfer full): one for each column; an empty one leaves its place to the one before. */
void crm_list_sheet_add_heading (CrmListSheet *self, GStrv cells);

/* Asks for a printer, or with a file writes it as PDF. Takes the sheet. */
void crm_list_print (CrmListSheet *sheet, GtkWindow *parent, GFile *file);

G_END_DECLS
