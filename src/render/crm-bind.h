/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-picture.h"
#include "render/crm-qr.h"
#include "render/crm-rich.h"

G_BEGIN_DECLS

/* Sheets are measured apart from pages: Excel sets lines wider apart. */
typedef enum {
  CRM_MEDIUM_PAGES,
  CRM_MEDIUM_SHEET,
  CRM_MEDIUM_N,
} CrmMedium;

/**
 * CrmBlock:
 *
 * A block of a template with loops run and tags filled in; and what the layout found out about it.
 * Private to render/.
 */
typedef struct _CrmBlock CrmBlock;
struct _CrmBlock {
  CrmBlockTag tag;
  const CrmNode *node; /* NULL for a mere group */
  CrmRich *text;       /* p, h1, cell; the value of total; the title of col */
  CrmRich *label;      /* total, signatures */
  CrmRich *name;       /* signatures */
  CrmPicture *picture; /* image, signatures */
  CrmPicture *stamp;
  CrmQr *qr;
  GPtrArray *children; /* CrmBlock; col and total of a table, rows of a grid, one group a column */
  GPtrArray *cells;    /* CrmRich of a table, row by row */
  guint n_cols;
  guint n_rows;

  /* Measures by medium, zero while unknown. */
  double width[CRM_MEDIUM_N];
  double height[CRM_MEDIUM_N];
  double *columns[CRM_MEDIUM_N]; /* widths */
  double *rows[CRM_MEDIUM_N];    /* heights */
};

void crm_block_free (CrmBlock *self);

typedef struct {
  CrmTemplate *template;
  JsonObject *context;
  JsonNode *node;   /* of the context */
  gboolean draft;   /* has no number yet */
  const char *page; /* what {{page}} and {{pages}} print */
  const char *pages;
  GPtrArray *problems;  /* char, each once */
  GHashTable *reported; /* the same, borrowed */
} CrmBinder;

void
crm_binder_init (CrmBinder *self, CrmTemplate *template, JsonObject *context, GPtrArray *problems);
void crm_binder_clear (CrmBinder *self);

/* Appends what @node became: nothing, a block or several. */
void crm_bind_node (CrmBinder *self, const CrmNode *node, GPtrArray *blocks);

/* The picture that a text attribute of the document leads to, or NULL. */
CrmPicture *crm_bind_picture (CrmBinder *self, const CrmNode *node, CrmAttr attr);

/* Appends unless the same was said. (transfer full) @problem */
void crm_binder_report (CrmBinder *self, char *problem);

/* Whether the context may have this field, loops written through: "items.name". */
gboolean crm_context_knows (const char *path);

G_END_DECLS
