/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a workbook of one sheet holds, read without the library that wrote it. */

typedef struct {
  char *name; /* "B7" */
  char *type; /* "", "s", "inlineStr", "str" */
  char *value;
  char *formula; /* or NULL */
  char *format;  /* of the number, "" where it is usual */
} XlsxCell;

typedef struct {
  GHashTable *parts;  /* name in the package → GBytes */
  GHashTable *cells;  /* name → XlsxCell */
  GHashTable *rows;   /* number → height as text */
  GPtrArray *merges;  /* "A1:B2" */
  GPtrArray *strings; /* shared ones */
  GPtrArray *formats; /* number format by style */
} Xlsx;

Xlsx *xlsx_open (const char *path);
void xlsx_free (Xlsx *self);

/* The text of a part, "" when it is not there. */
const char *xlsx_part (Xlsx *self, const char *name);

/* The first cell that holds exactly this text, or NULL. */
const XlsxCell *xlsx_find (Xlsx *self, const char *text);
const XlsxCell *xlsx_cell (Xlsx *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Xlsx, xlsx_free)

G_END_DECLS
