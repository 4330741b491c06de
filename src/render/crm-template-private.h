/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-expression.h"
#include "render/crm-template.h"

G_BEGIN_DECLS

/* The tree of a template, as crm-bind.c walks it. Private to render/. */

typedef enum {
  CRM_BLOCK_DOCUMENT,
  CRM_BLOCK_PAGE,
  CRM_BLOCK_HEADER,
  CRM_BLOCK_FOOTER,
  CRM_BLOCK_P,
  CRM_BLOCK_H1,
  CRM_BLOCK_TABLE,
  CRM_BLOCK_COL,
  CRM_BLOCK_TOTAL,
  CRM_BLOCK_GRID,
  CRM_BLOCK_ROW,
  CRM_BLOCK_CELL,
  CRM_BLOCK_IMAGE,
  CRM_BLOCK_QR,
  CRM_BLOCK_SPACER,
  CRM_BLOCK_LINE,
  CRM_BLOCK_KEEP,
  CRM_BLOCK_PAGEBREAK,
  CRM_BLOCK_COLUMNS,
  CRM_BLOCK_SIGNATURES,
  CRM_BLOCK_S,
  CRM_BLOCK_B,
  CRM_BLOCK_N,
} CrmBlockTag;

typedef enum {
  CRM_ATTR_ALIGN,
  CRM_ATTR_AS,
  CRM_ATTR_B,
  CRM_ATTR_BORDER,
  CRM_ATTR_COLOR,
  CRM_ATTR_EACH,
  CRM_ATTR_FILL,
  CRM_ATTR_FONT,
  CRM_ATTR_GAP,
  CRM_ATTR_HEIGHT,
  CRM_ATTR_I,
  CRM_ATTR_IF,
  CRM_ATTR_IMAGE,
  CRM_ATTR_KIND,
  CRM_ATTR_LABEL,
  CRM_ATTR_LANDSCAPE,
  CRM_ATTR_LANG,
  CRM_ATTR_LETTERHEAD,
  CRM_ATTR_LINE,
  CRM_ATTR_MARGINS,
  CRM_ATTR_MIN_ROWS,
  CRM_ATTR_NAME,
  CRM_ATTR_ON,
  CRM_ATTR_PAGE,
  CRM_ATTR_REPEAT_HEADER,
  CRM_ATTR_ROWSPAN,
  CRM_ATTR_SIZE,
  CRM_ATTR_SPACE,
  CRM_ATTR_SPAN,
  CRM_ATTR_SRC,
  CRM_ATTR_STAMP,
  CRM_ATTR_TITLE,
  CRM_ATTR_VALIGN,
  CRM_ATTR_WIDTH,
  CRM_ATTR_WIDTHS,
  CRM_ATTR_XLSX_FORMULA,
  CRM_ATTR_N,
} CrmAttr;

/* Values of the attributes that name one of a few words, in the order of the words. */
typedef enum {
  CRM_ALIGN_LEFT,
  CRM_ALIGN_CENTER,
  CRM_ALIGN_RIGHT,
} CrmAlign;

typedef enum {
  CRM_VALIGN_TOP,
  CRM_VALIGN_MIDDLE,
  CRM_VALIGN_BOTTOM,
} CrmValign;

typedef enum {
  CRM_BORDER_NONE,
  CRM_BORDER_THIN, /* every cell */
  CRM_BORDER_ROWS, /* lines between rows */
  CRM_BORDER_BOX,  /* around the whole */
} CrmBorder;

typedef enum {
  CRM_ON_ALL,
  CRM_ON_FIRST,
  CRM_ON_REST,
} CrmOn;

/* A list of millimetres; a negative one is "*", its share of what is left. */
typedef struct {
  guint n;
  double values[];
} CrmLengths;

typedef enum {
  CRM_PIECE_LITERAL,
  CRM_PIECE_TAG,
  CRM_PIECE_PAGE,
  CRM_PIECE_PAGES,
} CrmPieceKind;

enum {
  CRM_SPAN_SMALL = 1 << 0,
  CRM_SPAN_BOLD = 1 << 1,
  CRM_SPAN_MARK = 1 << 2, /* something is wrong here */
};

typedef struct {
  CrmPieceKind kind;
  guint flags;           /* CRM_SPAN_SMALL, CRM_SPAN_BOLD */
  char *literal;         /* CRM_PIECE_LITERAL */
  CrmExpression *tag;    /* CRM_PIECE_TAG */
  CrmTagCondition *when; /* of the <s> or <b> around, borrowed */
} CrmPiece;

/* Text with tags in it. */
typedef struct {
  GArray *pieces; /* CrmPiece */
} CrmTagText;

typedef struct _CrmNode CrmNode;
struct _CrmNode {
  CrmBlockTag tag;
  guint line;
  CrmNode *parent; /* borrowed */
  guint64 given;   /* bit of each attribute that was written */
  double numbers[CRM_ATTR_N];
  gpointer objects[CRM_ATTR_N]; /* CrmTagText, CrmTagCondition, CrmTagPath, CrmLengths or char */
  CrmTagText *text;             /* of blocks that hold text */
  GPtrArray *children;          /* CrmNode */
};

struct _CrmTemplate {
  gatomicrefcount ref_count;
  char *name;
  CrmNode *root;
  CrmLang lang;
};

CrmNode *crm_node_new (CrmBlockTag tag, guint line, CrmNode *parent);
void crm_node_free (CrmNode *self);
gboolean crm_node_has (const CrmNode *self, CrmAttr attr);
double crm_node_number (const CrmNode *self, CrmAttr attr, double otherwise);

CrmTagText *crm_tag_text_new (void);
void crm_tag_text_free (CrmTagText *self);

/* Appends what is written in a template; tags are read. */
gboolean crm_tag_text_append (CrmTagText *self,
                              const char *text,
                              guint flags,
                              CrmTagCondition *when,
                              GError **error);

/* The grammar: what stands where, and what the attributes mean. */
gboolean crm_grammar_find_tag (const char *name, CrmBlockTag *tag);
const char *crm_grammar_tag_name (CrmBlockTag tag);
gboolean crm_grammar_may_hold (CrmBlockTag parent, CrmBlockTag child);
gboolean crm_grammar_holds_text (CrmBlockTag tag);

/* Reads one attribute into the node; the error names it. */
gboolean
crm_grammar_read_attribute (CrmNode *node, const char *name, const char *value, GError **error);

/* What can only be said when the whole element is there. */
gboolean crm_grammar_check (const CrmNode *node, GError **error);

#define CRM_MM(x) ((x)*72.0 / 25.4)

G_END_DECLS
