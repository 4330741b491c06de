/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-xlsx-formula.h"

#include <math.h>
#include <string.h>

#include "exchange/crm-xlsx-text.h"

/* Tables */

static void
free_table (CrmXlsxTable *table)
{
  g_array_unref (table->rows);
  g_array_unref (table->columns);
  g_free (table);
}

static CrmXlsxTable *
find_table (GPtrArray *tables, const CrmBlock *block)
{
  for (guint i = 0; i < tables->len; i++) {
    CrmXlsxTable *table = g_ptr_array_index (tables, i);

    if (table->table == block)
      return table;
  }
  return NULL;
}

static void
set_index (GArray *array, guint index, guint value)
{
  if (array->len <= index)
    g_array_set_size (array, index + 1);
  g_array_index (array, guint, index) = value;
}

GPtrArray *
crm_xlsx_tables_new (const CrmXlsxGrid *grid)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify)free_table);

  for (guint i = 0; i < grid->regions->len; i++) {
    const CrmRegion *region = &g_array_index (grid->regions, CrmRegion, i);
    CrmXlsxTable *table = NULL;

    if (region->item->place != CRM_PLACE_BODY)
      continue;
    table = find_table (tables, region->item->table);
    if (table == NULL) {
      table = g_new0 (CrmXlsxTable, 1);
      table->table = region->item->table;
      table->rows = g_array_new (FALSE, TRUE, sizeof (guint));
      table->columns = g_array_new (FALSE, TRUE, sizeof (guint));
      g_ptr_array_add (tables, table);
    }
    set_index (table->rows, region->item->row, region->row);
    set_index (table->columns, region->item->column, region->column);
  }
  return tables;
}

const CrmXlsxTable *
crm_xlsx_tables_find (GPtrArray *tables, const CrmBlock *block)
{
  return find_table (tables, block);
}

/* Names */

static const CrmNode *
column_node (const CrmBlock *table, guint column)
{
  for (guint i = 0; i < table->children->len; i++) {
    const CrmBlock *child = g_ptr_array_index (table->children, i);

    if (child->tag == CRM_BLOCK_COL && column-- == 0)
      return child->node;
  }
  return NULL;
}

/* The column that prints the field, and nothing else. */
static gboolean
find_column (const CrmXlsxTable *table, const char *name, guint *column)
{
  for (guint i = 0; i < table->columns->len; i++) {
    const CrmNode *node = column_node (table->table, i);
    const CrmPiece *piece = NULL;

    if (node == NULL || node->text->pieces->len != 1)
      continue;
    piece = &g_array_index (node->text->pieces, CrmPiece, 0);
    if (piece->tag != NULL &&
        g_str_equal (crm_tag_path_get_last (crm_expression_get_path (piece->tag)), name)) {
      *column = i;
      return TRUE;
    }
  }
  return FALSE;
}

static double
scaled (const CrmFigure *figure)
{
  return (double)figure->value / pow (10, figure->digits);
}

static const CrmFigure *
figure_at (const CrmXlsxTable *table, guint row, guint column)
{
  const CrmBlock *block = table->table;

  return &((CrmRich *)g_ptr_array_index (block->cells, row * block->n_cols + column))->figure;
}

/* Half away from zero, as all money of Kontor and as ROUND() in Excel. */
static gboolean
gives (double value, const CrmFigure *printed)
{
  return fabs (round (value * pow (10, printed->digits) * (1 + 1e-15)) - (double)printed->value) <
         0.5;
}

/* Rows */

typedef struct {
  const CrmXlsxTable *table;
  guint row;
  GString *out;
  double value;
} CrmFormula;

/* One product of names at @p, which moves behind it. FALSE when a name has no column: then its
 * product is nothing. */
static gboolean
read_product (const CrmFormula *formula, const char **p, GString *out, double *value)
{
  gboolean found = TRUE;

  *value = 1;
  for (;;) {
    const char *start = *p;
    g_autofree char *name = NULL;
    guint column = 0;

    while (g_ascii_isalnum (**p) || **p == '_')
      (*p)++;
    name = g_strndup (start, *p - start);
    if (find_column (formula->table, name, &column)) {
      crm_xlsx_append_name (out, g_array_index (formula->table->rows, guint, formula->row),
                            g_array_index (formula->table->columns, guint, column));
      *value *= scaled (figure_at (formula->table, formula->row, column));
    } else {
      found = FALSE;
    }
    if (**p != '*')
      return found;
    g_string_append_c (out, '*');
    (*p)++;
  }
}

static gboolean
read_sum (CrmFormula *formula, const char *p)
{
  char sign = '+';

  for (;;) {
    g_autoptr (GString) product = g_string_new (NULL);
    double value = 0;

    if (read_product (formula, &p, product, &value)) {
      if (sign == '-' || formula->out->len > 0)
        g_string_append_c (formula->out, sign);
      g_string_append (formula->out, product->str);
      formula->value += sign == '-' ? -value : value;
    } else if (formula->out->len == 0) {
      return FALSE;
    }
    if (*p == '\0')
      return TRUE;
    if (*p != '+' && *p != '-')
      return FALSE;
    sign = *p++;
  }
}

static char *
row_formula (const CrmXlsxTable *table, const CrmItem *item, const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  CrmFormula formula = { table, item->row, out, 0 };

  if (!read_sum (&formula, text) || !gives (formula.value, &item->rich->figure))
    return NULL;
  return g_strdup_printf ("ROUND(%s,%u)", out->str, item->rich->figure.digits);
}

/* Totals */

static char *
total_formula (const CrmXlsxTable *table, const CrmItem *item, const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *name = NULL;
  guint column = 0;
  gint64 sum = 0;

  if (!g_str_has_prefix (text, "sum(") || !g_str_has_suffix (text, ")") || table->rows->len == 0)
    return NULL;
  name = g_strndup (text + 4, strlen (text) - 5);
  if (!find_column (table, name, &column))
    return NULL;
  for (guint i = 0; i < table->rows->len; i++) {
    if (__builtin_add_overflow (sum, figure_at (table, i, column)->value, &sum))
      return NULL;
  }
  if (sum != item->rich->figure.value)
    return NULL;
  g_string_append (out, "ROUND(SUM(");
  crm_xlsx_append_name (out, g_array_index (table->rows, guint, 0),
                        g_array_index (table->columns, guint, column));
  g_string_append_c (out, ':');
  crm_xlsx_append_name (out, g_array_index (table->rows, guint, table->rows->len - 1),
                        g_array_index (table->columns, guint, column));
  g_string_append_printf (out, "),%u)", item->rich->figure.digits);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
crm_xlsx_formula_new (const CrmXlsxTable *table, const CrmItem *item)
{
  const CrmNode *node = NULL;

  if (table == NULL || item->rich == NULL || item->rich->figure.kind == CRM_FIGURE_NONE)
    return NULL;
  if (item->place == CRM_PLACE_BODY)
    node = column_node (item->table, item->column);
  else if (item->place == CRM_PLACE_TOTAL)
    node = ((const CrmBlock *)item->object)->node;
  if (node == NULL || !crm_node_has (node, CRM_ATTR_XLSX_FORMULA))
    return NULL;
  if (item->place == CRM_PLACE_BODY)
    return row_formula (table, item, node->objects[CRM_ATTR_XLSX_FORMULA]);
  return total_formula (table, item, node->objects[CRM_ATTR_XLSX_FORMULA]);
}
