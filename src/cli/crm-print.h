/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/**
 * CrmOutput:
 *
 * The one place that results leave by: standard output, or the answer of a batch that is being put
 * together. Always UTF-8, whatever the locale, so that files written on one desktop read on
 * another.
 */
typedef struct {
  GString *buffer; /* a batch's answer, or NULL for standard output */
  gboolean failed; /* the output could not be written: nobody reads it, or the disk is full */
} CrmOutput;

void crm_output_write (CrmOutput *self, const char *text, gssize length);
void crm_output_printf (CrmOutput *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void crm_output_json (CrmOutput *self, JsonNode *node);
void crm_output_flush (CrmOutput *self);

typedef enum {
  CRM_PRINT_TABLE, /* for people: aligned columns, values in their language */
  CRM_PRINT_CSV,   /* RFC 4180, values in machine form */
  CRM_PRINT_JSON,  /* an array of objects, values in machine form */
} CrmPrintFormat;

typedef enum {
  CRM_PRINT_TEXT,
  CRM_PRINT_FIGURE,  /* right-aligned; still a string in JSON, which has no exact decimals */
  CRM_PRINT_INTEGER, /* a number in JSON */
  CRM_PRINT_YESNO,   /* "1" or "0" in machine form; true or false in JSON */
} CrmPrintKind;

typedef struct {
  const char *key;   /* in CSV and JSON */
  const char *label; /* in the table */
  CrmPrintKind kind;
} CrmPrintColumn;

/**
 * CrmPrinter:
 *
 * Writes rows as they come. The table waits for the first two hundred rows to learn how wide its
 * columns are.
 */
typedef struct _CrmPrinter CrmPrinter;

CrmPrinter *crm_printer_new (CrmOutput *out,
                             CrmPrintFormat format,
                             const CrmPrintColumn *columns,
                             guint n_columns);
/* One cell per column; NULL and "" are empty. */
void crm_printer_add (CrmPrinter *self, const char *const *cells);
/* Writes what is still held back. */
void crm_printer_end (CrmPrinter *self);
void crm_printer_free (CrmPrinter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPrinter, crm_printer_free)

G_END_DECLS
