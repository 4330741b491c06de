/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "render/crm-template-private.h"

#define BIT(tag) (1u << (tag))

/* Blocks that may stand wherever blocks stand. */
#define FLOW                                                                                   \
  (BIT (CRM_BLOCK_P) | BIT (CRM_BLOCK_H1) | BIT (CRM_BLOCK_GRID) | BIT (CRM_BLOCK_IMAGE) |     \
   BIT (CRM_BLOCK_QR) | BIT (CRM_BLOCK_SPACER) | BIT (CRM_BLOCK_LINE) | BIT (CRM_BLOCK_KEEP) | \
   BIT (CRM_BLOCK_COLUMNS) | BIT (CRM_BLOCK_SIGNATURES))

/* Blocks that go on from page to page, so only a page itself holds them. */
#define TOP (FLOW | BIT (CRM_BLOCK_TABLE) | BIT (CRM_BLOCK_PAGEBREAK))

#define INLINE (BIT (CRM_BLOCK_S) | BIT (CRM_BLOCK_B))
#define SMALL                                                                                \
  (BIT (CRM_BLOCK_P) | BIT (CRM_BLOCK_IMAGE) | BIT (CRM_BLOCK_QR) | BIT (CRM_BLOCK_SPACER) | \
   BIT (CRM_BLOCK_LINE))

static const struct {
  const char *name;
  guint holds; /* bits of tags */
  gboolean text;
} tags[CRM_BLOCK_N] = {
  [CRM_BLOCK_DOCUMENT] = { "document",
                           TOP | BIT (CRM_BLOCK_PAGE) | BIT (CRM_BLOCK_HEADER) |
                             BIT (CRM_BLOCK_FOOTER),
                           FALSE },
  [CRM_BLOCK_PAGE] = { "page", TOP, FALSE },
  [CRM_BLOCK_HEADER] = { "header", FLOW, FALSE },
  [CRM_BLOCK_FOOTER] = { "footer", FLOW, FALSE },
  [CRM_BLOCK_P] = { "p", INLINE, TRUE },
  [CRM_BLOCK_H1] = { "h1", INLINE, TRUE },
  [CRM_BLOCK_TABLE] = { "table", BIT (CRM_BLOCK_COL) | BIT (CRM_BLOCK_TOTAL), FALSE },
  [CRM_BLOCK_COL] = { "col", INLINE, TRUE },
  [CRM_BLOCK_TOTAL] = { "total", INLINE, TRUE },
  [CRM_BLOCK_GRID] = { "grid", BIT (CRM_BLOCK_ROW), FALSE },
  [CRM_BLOCK_ROW] = { "row", BIT (CRM_BLOCK_CELL), FALSE },
  [CRM_BLOCK_CELL] = { "cell", INLINE | SMALL, TRUE },
  [CRM_BLOCK_IMAGE] = { "image", 0, FALSE },
  [CRM_BLOCK_QR] = { "qr", 0, FALSE },
  [CRM_BLOCK_SPACER] = { "spacer", 0, FALSE },
  [CRM_BLOCK_LINE] = { "line", 0, FALSE },
  [CRM_BLOCK_KEEP] = { "keep", FLOW, FALSE },
  [CRM_BLOCK_PAGEBREAK] = { "pagebreak", 0, FALSE },
  [CRM_BLOCK_COLUMNS] = { "columns", FLOW, FALSE },
  [CRM_BLOCK_SIGNATURES] = { "signatures", 0, FALSE },
  [CRM_BLOCK_S] = { "s", BIT (CRM_BLOCK_B), TRUE },
  [CRM_BLOCK_B] = { "b", BIT (CRM_BLOCK_S), TRUE },
};

typedef enum {
  TYPE_FLAG,
  TYPE_NUMBER,
  TYPE_CHOICE,
  TYPE_COLOR,
  TYPE_TEXT,
  TYPE_WORD,
  TYPE_CONDITION,
  TYPE_PATH,
  TYPE_LENGTHS,
} CrmAttrType;

#define STYLED                                                                                 \
  (BIT (CRM_BLOCK_DOCUMENT) | BIT (CRM_BLOCK_HEADER) | BIT (CRM_BLOCK_FOOTER) |                \
   BIT (CRM_BLOCK_P) | BIT (CRM_BLOCK_H1) | BIT (CRM_BLOCK_TABLE) | BIT (CRM_BLOCK_COL) |      \
   BIT (CRM_BLOCK_TOTAL) | BIT (CRM_BLOCK_GRID) | BIT (CRM_BLOCK_ROW) | BIT (CRM_BLOCK_CELL) | \
   BIT (CRM_BLOCK_KEEP) | BIT (CRM_BLOCK_COLUMNS) | BIT (CRM_BLOCK_SIGNATURES))
#define SPACED                                                                                \
  (BIT (CRM_BLOCK_P) | BIT (CRM_BLOCK_H1) | BIT (CRM_BLOCK_TABLE) | BIT (CRM_BLOCK_GRID) |    \
   BIT (CRM_BLOCK_IMAGE) | BIT (CRM_BLOCK_QR) | BIT (CRM_BLOCK_LINE) | BIT (CRM_BLOCK_KEEP) | \
   BIT (CRM_BLOCK_COLUMNS) | BIT (CRM_BLOCK_SIGNATURES))
#define REPEATED                                                                \
  (FLOW | BIT (CRM_BLOCK_TABLE) | BIT (CRM_BLOCK_ROW) | BIT (CRM_BLOCK_TOTAL) | \
   BIT (CRM_BLOCK_PAGE))
#define OPTIONAL                                                                       \
  (REPEATED | BIT (CRM_BLOCK_COL) | BIT (CRM_BLOCK_CELL) | BIT (CRM_BLOCK_PAGEBREAK) | \
   BIT (CRM_BLOCK_HEADER) | BIT (CRM_BLOCK_FOOTER) | BIT (CRM_BLOCK_S) | BIT (CRM_BLOCK_B))

static const struct {
  const char *name;
  CrmAttrType type;
  guint tags;
  double least; /* of numbers */
  double most;
  const char *words; /* of choices */
} attrs[CRM_ATTR_N] = {
  [CRM_ATTR_ALIGN] = { "align", TYPE_CHOICE, STYLED | BIT (CRM_BLOCK_IMAGE) | BIT (CRM_BLOCK_QR), 0,
                       0, "left center right" },
  [CRM_ATTR_AS] = { "as", TYPE_WORD, REPEATED },
  [CRM_ATTR_B] = { "b", TYPE_FLAG, STYLED },
  [CRM_ATTR_BORDER] = { "border", TYPE_CHOICE,
                        BIT (CRM_BLOCK_TABLE) | BIT (CRM_BLOCK_GRID) | BIT (CRM_BLOCK_CELL), 0, 0,
                        "none thin rows box" },
  [CRM_ATTR_COLOR] = { "color", TYPE_COLOR, STYLED | BIT (CRM_BLOCK_LINE) },
  [CRM_ATTR_EACH] = { "each", TYPE_PATH, REPEATED },
  [CRM_ATTR_FILL] = { "fill", TYPE_COLOR,
                      BIT (CRM_BLOCK_TABLE) | BIT (CRM_BLOCK_ROW) | BIT (CRM_BLOCK_CELL) |
                        BIT (CRM_BLOCK_TOTAL) },
  [CRM_ATTR_FONT] = { "font", TYPE_WORD, BIT (CRM_BLOCK_DOCUMENT) },
  [CRM_ATTR_GAP] = { "gap", TYPE_NUMBER, BIT (CRM_BLOCK_COLUMNS), 0, 100 },
  [CRM_ATTR_HEIGHT] = { "height", TYPE_NUMBER,
                        BIT (CRM_BLOCK_IMAGE) | BIT (CRM_BLOCK_SPACER) | BIT (CRM_BLOCK_ROW), 0.1,
                        400 },
  [CRM_ATTR_I] = { "i", TYPE_FLAG, STYLED },
  [CRM_ATTR_IF] = { "if", TYPE_CONDITION, OPTIONAL },
  [CRM_ATTR_IMAGE] = { "image", TYPE_TEXT, BIT (CRM_BLOCK_SIGNATURES) },
  [CRM_ATTR_KIND] = { "kind", TYPE_WORD, BIT (CRM_BLOCK_DOCUMENT) | BIT (CRM_BLOCK_QR) },
  [CRM_ATTR_LABEL] = { "label", TYPE_TEXT, BIT (CRM_BLOCK_TOTAL) | BIT (CRM_BLOCK_SIGNATURES) },
  [CRM_ATTR_LANDSCAPE] = { "landscape", TYPE_FLAG,
                           BIT (CRM_BLOCK_DOCUMENT) | BIT (CRM_BLOCK_PAGE) },
  [CRM_ATTR_LANG] = { "lang", TYPE_WORD, BIT (CRM_BLOCK_DOCUMENT) },
  [CRM_ATTR_LETTERHEAD] = { "letterhead", TYPE_TEXT, BIT (CRM_BLOCK_DOCUMENT) },
  [CRM_ATTR_LINE] = { "line", TYPE_CHOICE, BIT (CRM_BLOCK_H1) | BIT (CRM_BLOCK_P), 0, 0,
                      "none above below" },
  [CRM_ATTR_MARGINS] = { "margins", TYPE_LENGTHS, BIT (CRM_BLOCK_DOCUMENT) | BIT (CRM_BLOCK_PAGE) },
  [CRM_ATTR_MIN_ROWS] = { "min-rows-with-footer", TYPE_NUMBER, BIT (CRM_BLOCK_TABLE), 0, 20 },
  [CRM_ATTR_NAME] = { "name", TYPE_TEXT, BIT (CRM_BLOCK_SIGNATURES) },
  [CRM_ATTR_ON] = { "on", TYPE_CHOICE, BIT (CRM_BLOCK_HEADER) | BIT (CRM_BLOCK_FOOTER), 0, 0,
                    "all first rest" },
  [CRM_ATTR_PAGE] = { "page", TYPE_CHOICE, BIT (CRM_BLOCK_DOCUMENT) | BIT (CRM_BLOCK_PAGE), 0, 0,
                      "A4 A5 A3 Letter" },
  [CRM_ATTR_REPEAT_HEADER] = { "repeat-header", TYPE_FLAG, BIT (CRM_BLOCK_TABLE) },
  [CRM_ATTR_ROWSPAN] = { "rowspan", TYPE_NUMBER, BIT (CRM_BLOCK_CELL), 1, 20 },
  [CRM_ATTR_SIZE] = { "size", TYPE_NUMBER, STYLED | BIT (CRM_BLOCK_QR), 1, 100 },
  [CRM_ATTR_SPACE] = { "space", TYPE_NUMBER, SPACED, 0, 200 },
  [CRM_ATTR_SPAN] = { "span", TYPE_NUMBER, BIT (CRM_BLOCK_CELL), 1, 20 },
  [CRM_ATTR_SRC] = { "src", TYPE_TEXT, BIT (CRM_BLOCK_IMAGE) },
  [CRM_ATTR_STAMP] = { "stamp", TYPE_TEXT, BIT (CRM_BLOCK_SIGNATURES) },
  [CRM_ATTR_TITLE] = { "title", TYPE_TEXT, BIT (CRM_BLOCK_DOCUMENT) | BIT (CRM_BLOCK_COL) },
  [CRM_ATTR_VALIGN] = { "valign", TYPE_CHOICE, BIT (CRM_BLOCK_CELL) | BIT (CRM_BLOCK_ROW), 0, 0,
                        "top middle bottom" },
  [CRM_ATTR_WIDTH] = { "width", TYPE_LENGTHS,
                       BIT (CRM_BLOCK_COL) | BIT (CRM_BLOCK_IMAGE) | BIT (CRM_BLOCK_LINE) },
  [CRM_ATTR_WIDTHS] = { "widths", TYPE_LENGTHS, BIT (CRM_BLOCK_GRID) | BIT (CRM_BLOCK_COLUMNS) },
  [CRM_ATTR_XLSX_FORMULA] = { "xlsx-formula", TYPE_WORD,
                              BIT (CRM_BLOCK_COL) | BIT (CRM_BLOCK_TOTAL) },
};

gboolean
crm_grammar_find_tag (const char *name, CrmBlockTag *tag)
{
  for (guint i = 0; i < CRM_BLOCK_N; i++) {
    if (g_str_equal (tags[i].name, name)) {
      *tag = i;
      return TRUE;
    }
  }
  return FALSE;
}

const char *
crm_grammar_tag_name (CrmBlockTag tag)
{
  return tags[tag].name;
}

gboolean
crm_grammar_may_hold (CrmBlockTag parent, CrmBlockTag child)
{
  return (tags[parent].holds & BIT (child)) != 0;
}

gboolean
crm_grammar_holds_text (CrmBlockTag tag)
{
  return tags[tag].text;
}

/* Reading values */

static gboolean
fail (GError **error, const char *name, const char *value)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("the attribute %s cannot be “%s”"), name,
               value);
  return FALSE;
}

static gboolean
read_number (CrmNode *node, CrmAttr attr, const char *value, GError **error)
{
  char *end = NULL;
  double number = g_ascii_strtod (value, &end);

  if (end == value || *end != '\0' || !(number >= attrs[attr].least) ||
      !(number <= attrs[attr].most))
    return fail (error, attrs[attr].name, value);
  node->numbers[attr] = number;
  return TRUE;
}

static gboolean
read_choice (CrmNode *node, CrmAttr attr, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (attrs[attr].words, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_equal (words[i], value)) {
      node->numbers[attr] = i;
      return TRUE;
    }
  }
  return fail (error, attrs[attr].name, value);
}

/* "#rgb" or "#rrggbb" */
static gboolean
read_color (CrmNode *node, CrmAttr attr, const char *value, GError **error)
{
  gsize length = strlen (value);
  guint64 number = 0;

  if (value[0] != '#' || (length != 4 && length != 7) ||
      !g_ascii_string_to_unsigned (value + 1, 16, 0, 0xffffff, &number, NULL))
    return fail (error, attrs[attr].name, value);
  if (length == 4)
    number = ((number >> 8) & 15) * 0x110000 + ((number >> 4) & 15) * 0x1100 + (number & 15) * 0x11;
  node->numbers[attr] = number;
  return TRUE;
}

static gboolean
read_lengths (CrmNode *node, CrmAttr attr, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (value, " ", -1);
  CrmLengths *lengths = g_malloc0 (sizeof *lengths + g_strv_length (words) * sizeof (double));

  node->objects[attr] = lengths;
  for (guint i = 0; words[i] != NULL; i++) {
    char *end = NULL;
    double number = 0;

    if (*words[i] == '\0')
      continue;
    number = g_ascii_strtod (words[i], &end);
    if (end == words[i])
      number = 1;
    /* Infinity and negative lengths do not compare into the range. */
    if (!(number >= 0 && number <= 1000) || !(*end == '\0' || g_str_equal (end, "*")))
      return fail (error, attrs[attr].name, value);
    lengths->values[lengths->n++] = *end == '*' ? -MAX (number, 0.01) : number;
  }
  if (lengths->n == 0 || (attr == CRM_ATTR_WIDTH && lengths->n > 1) ||
      (attr == CRM_ATTR_MARGINS && lengths->n != 4))
    return fail (error, attrs[attr].name, value);
  return TRUE;
}

static gboolean
read_text (CrmNode *node, CrmAttr attr, const char *value, GError **error)
{
  node->objects[attr] = crm_tag_text_new ();
  return crm_tag_text_append (node->objects[attr], value, 0, NULL, error);
}

static gboolean
read_value (CrmNode *node, CrmAttr attr, const char *value, GError **error)
{
  switch (attrs[attr].type) {
  case TYPE_FLAG:
    node->numbers[attr] = value[0] == '1';
    if (!g_str_equal (value, "0") && !g_str_equal (value, "1"))
      return fail (error, attrs[attr].name, value);
    return TRUE;
  case TYPE_NUMBER:
    return read_number (node, attr, value, error);
  case TYPE_CHOICE:
    return read_choice (node, attr, value, error);
  case TYPE_COLOR:
    return read_color (node, attr, value, error);
  case TYPE_TEXT:
    return read_text (node, attr, value, error);
  case TYPE_WORD:
    node->objects[attr] = g_strdup (value);
    return *value != '\0' || fail (error, attrs[attr].name, value);
  case TYPE_CONDITION:
    return (node->objects[attr] = crm_tag_condition_parse (value, error)) != NULL;
  case TYPE_PATH:
    return (node->objects[attr] = crm_tag_path_parse (value, error)) != NULL;
  case TYPE_LENGTHS:
    return read_lengths (node, attr, value, error);
  default:
    g_assert_not_reached ();
  }
}

gboolean
crm_grammar_read_attribute (CrmNode *node, const char *name, const char *value, GError **error)
{
  for (guint i = 0; i < CRM_ATTR_N; i++) {
    if (!g_str_equal (attrs[i].name, name))
      continue;
    if ((attrs[i].tags & BIT (node->tag)) == 0)
      break;
    if (crm_node_has (node, i)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("the attribute %s is there twice"),
                   name);
      return FALSE;
    }
    node->given |= G_GUINT64_CONSTANT (1) << i;
    if (read_value (node, i, value, error))
      return TRUE;
    g_prefix_error (error, _ ("attribute %s: "), name);
    return FALSE;
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("<%s> has no attribute “%s”"),
               tags[node->tag].name, name);
  return FALSE;
}

static gboolean
need (const CrmNode *node, CrmAttr attr, GError **error)
{
  if (crm_node_has (node, attr))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("<%s> needs the attribute “%s”"),
               tags[node->tag].name, attrs[attr].name);
  return FALSE;
}

/* Cells must fit the columns of their grid, counting the ones that reach down from rows above. */
static gboolean
check_grid (const CrmNode *grid, GError **error)
{
  const CrmLengths *widths = grid->objects[CRM_ATTR_WIDTHS];

  for (guint i = 0; i < grid->children->len; i++) {
    const CrmNode *row = g_ptr_array_index (grid->children, i);
    double spans = 0;

    for (guint j = 0; j < row->children->len; j++)
      spans += crm_node_number (g_ptr_array_index (row->children, j), CRM_ATTR_SPAN, 1);
    if (spans > widths->n) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("<row> in line %u has more cells than the grid has widths"), row->line);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check_cell (const CrmNode *cell, GError **error)
{
  for (guint i = 0; i < cell->children->len; i++) {
    const CrmNode *child = g_ptr_array_index (cell->children, i);

    if (!(BIT (child->tag) & INLINE) && cell->text->pieces->len > 0) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("<cell> holds either text or <%s>, not both"), tags[child->tag].name);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check_table (const CrmNode *table, GError **error)
{
  gboolean found = FALSE;

  for (guint i = 0; i < table->children->len; i++)
    found = found || ((CrmNode *)g_ptr_array_index (table->children, i))->tag == CRM_BLOCK_COL;
  if (!found)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("<table> needs a <col>"));
  return found;
}

gboolean
crm_grammar_check (const CrmNode *node, GError **error)
{
  const char *kind = node->objects[CRM_ATTR_KIND];
  const CrmLengths *widths = node->objects[CRM_ATTR_WIDTHS];

  if (crm_node_has (node, CRM_ATTR_EACH) && !need (node, CRM_ATTR_AS, error))
    return FALSE;
  if (node->tag == CRM_BLOCK_DOCUMENT)
    return need (node, CRM_ATTR_KIND, error) && need (node, CRM_ATTR_LANG, error);
  if (node->tag == CRM_BLOCK_QR) {
    if (!need (node, CRM_ATTR_KIND, error))
      return FALSE;
    return g_str_equal (kind, "gost56042") || g_str_equal (kind, "epc") ||
           fail (error, "kind", kind);
  }
  if (node->tag == CRM_BLOCK_COLUMNS) {
    if (!need (node, CRM_ATTR_WIDTHS, error))
      return FALSE;
    if (widths->n == node->children->len)
      return TRUE;
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("<columns> needs as many widths as it holds blocks"));
    return FALSE;
  }
  if (node->tag == CRM_BLOCK_GRID)
    return need (node, CRM_ATTR_WIDTHS, error) && check_grid (node, error);
  if (node->tag == CRM_BLOCK_TABLE)
    return need (node, CRM_ATTR_EACH, error) && check_table (node, error);
  if (node->tag == CRM_BLOCK_CELL)
    return check_cell (node, error);
  if (node->tag == CRM_BLOCK_COL)
    return need (node, CRM_ATTR_TITLE, error) && need (node, CRM_ATTR_WIDTH, error);
  if (node->tag == CRM_BLOCK_IMAGE)
    return need (node, CRM_ATTR_SRC, error);
  return TRUE;
}
