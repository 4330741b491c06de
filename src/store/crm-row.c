/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-row-private.h"

#include "model/crm-format.h"
#include "store/crm-compiler.h"

struct _CrmRow {
  GObject parent_instance;

  guint position;
  CrmColumns *columns;
  CrmRowData *data;
  CrmGroup *group; /* a reference, or NULL */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CrmRow, crm_row, G_TYPE_OBJECT)

/* --- Columns -----------------------------------------------------------------------------------*/

static int
add_expression (CrmColumns *self, CrmPath *path, CrmUse use)
{
  int value = use;

  g_ptr_array_add (self->expressions, crm_path_ref (path));
  g_array_append_val (self->uses, value);
  return self->expressions->len - 1;
}

static gboolean
add_currency (CrmColumns *self,
              CrmSchema *schema,
              const CrmEntity *entity,
              CrmColumn *column,
              GError **error)
{
  g_autofree char *text = crm_path_currency_path (column->path);
  g_autoptr (CrmPath) path = NULL;

  column->currency = -1;
  if (text == NULL)
    return TRUE;
  path = crm_path_new (schema, entity, text, error);
  if (path == NULL)
    return FALSE;
  column->currency = add_expression (self, path, CRM_USE_VALUE);
  return TRUE;
}

CrmColumns *
crm_columns_new (CrmSchema *schema,
                 const CrmEntity *entity,
                 const char *const *paths,
                 GError **error)
{
  g_autoptr (CrmColumns) self = g_new0 (CrmColumns, 1);
  guint n = g_strv_length ((char **)paths);

  self->ref_count = 1;
  self->expressions = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_path_unref);
  self->uses = g_array_new (FALSE, FALSE, sizeof (int));
  self->columns = g_new0 (CrmColumn, n + 1);
  self->state = -1;
  for (guint i = 0; i < n; i++) {
    CrmPath *path = crm_path_new (schema, entity, paths[i], error);

    if (path == NULL)
      return NULL;
    self->columns[self->n_columns++].path = path;
    add_expression (self, path, CRM_USE_VALUE);
  }
  for (guint i = 0; i < n; i++) {
    CrmColumn *column = &self->columns[i];
    const CrmField *field = crm_path_get_field (column->path);
    gboolean reference =
      field != NULL && (field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT ||
                        field->type == CRM_FIELD_ANY);

    column->title = reference ? add_expression (self, column->path, CRM_USE_TITLE) : -1;
    if (!add_currency (self, schema, entity, column, error))
      return NULL;
  }
  if (entity->state != NULL) {
    g_autoptr (CrmPath) state = crm_path_new (schema, entity, entity->state, error);

    if (state == NULL)
      return NULL;
    self->state = add_expression (self, state, CRM_USE_VALUE);
  }
  return g_steal_pointer (&self);
}

void
crm_columns_set_rules (CrmColumns *self, GPtrArray *rules)
{
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = rules != NULL ? g_ptr_array_ref (rules) : NULL;
}

CrmColumns *
crm_columns_ref (CrmColumns *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
crm_columns_unref (CrmColumns *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_columns; i++)
    crm_path_unref (self->columns[i].path);
  g_free (self->columns);
  g_ptr_array_unref (self->expressions);
  g_array_unref (self->uses);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_free (self);
}

/* --- Rows --------------------------------------------------------------------------------------*/

CrmRowData *
crm_row_data_new (guint n_values)
{
  CrmRowData *self = g_malloc0 (sizeof (CrmRowData) + n_values * sizeof (CrmValue));

  self->ref_count = 1;
  self->n_values = n_values;
  return self;
}

CrmRowData *
crm_row_data_ref (CrmRowData *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
crm_row_data_unref (gpointer data)
{
  CrmRowData *self = data;

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_values; i++)
    crm_value_clear (&self->values[i]);
  g_free (self);
}

static void
crm_row_finalize (GObject *object)
{
  CrmRow *self = CRM_ROW (object);

  g_clear_pointer (&self->data, crm_row_data_unref);
  g_clear_pointer (&self->group, _crm_group_unref);
  g_clear_pointer (&self->columns, crm_columns_unref);
  G_OBJECT_CLASS (crm_row_parent_class)->finalize (object);
}

static void
crm_row_class_init (CrmRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_row_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_FIRST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_row_init (CrmRow *self)
{
}

CrmRow *
crm_row_new (guint position)
{
  CrmRow *self = g_object_new (CRM_TYPE_ROW, NULL);

  self->position = position;
  return self;
}

static gboolean
same_data (const CrmRowData *a, const CrmRowData *b)
{
  if (a == NULL || b == NULL || a->id != b->id || a->rule != b->rule || a->n_values != b->n_values)
    return a == b;
  for (guint i = 0; i < a->n_values; i++)
    if (!crm_value_equal (&a->values[i], &b->values[i]))
      return FALSE;
  return TRUE;
}

void
crm_row_show_group (CrmRow *self, CrmColumns *columns, CrmGroup *group)
{
  g_clear_pointer (&self->group, _crm_group_unref);
  if (group != NULL)
    self->group = g_atomic_rc_box_acquire (group);
  /* Whether it is folded has changed, if nothing else. */
  crm_row_show (self, columns, NULL);
  g_signal_emit (self, changed_signal, 0);
}

const CrmGroup *
crm_row_get_group (CrmRow *self)
{
  return self->group;
}

void
crm_row_show (CrmRow *self, CrmColumns *columns, CrmRowData *data)
{
  gboolean same = same_data (self->data, data) && self->columns == columns &&
                  !(self->group != NULL && data != NULL);

  if (data != NULL)
    g_clear_pointer (&self->group, _crm_group_unref);

  if (self->columns != columns) {
    g_clear_pointer (&self->columns, crm_columns_unref);
    self->columns = columns != NULL ? crm_columns_ref (columns) : NULL;
  }
  if (data != NULL)
    crm_row_data_ref (data);
  g_clear_pointer (&self->data, crm_row_data_unref);
  self->data = data;
  if (!same)
    g_signal_emit (self, changed_signal, 0);
}

guint
crm_row_get_position (CrmRow *self)
{
  return self->position;
}

gboolean
crm_row_is_loaded (CrmRow *self)
{
  return self->data != NULL;
}

gint64
crm_row_get_id (CrmRow *self)
{
  return self->data != NULL ? self->data->id : 0;
}

gint64
crm_row_get_n (CrmRow *self)
{
  return self->data != NULL ? self->data->n : 0;
}

const CrmValue *
crm_row_get_value (CrmRow *self, guint column)
{
  return (self->data != NULL && column < self->columns->n_columns) ? &self->data->values[column]
                                                                   : NULL;
}

char *
crm_row_format (CrmRow *self, guint column, CrmLang lang)
{
  const CrmColumn *shown;
  const CrmField *field;
  const char *title, *currency;

  if (self->data == NULL || column >= self->columns->n_columns)
    return g_strdup ("");
  shown = &self->columns->columns[column];
  field = crm_path_get_field (shown->path);
  if (field == NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, crm_value_get_int (&self->data->values[column]));
  title = shown->title >= 0 ? crm_value_get_text (&self->data->values[shown->title]) : NULL;
  currency =
    shown->currency >= 0 ? crm_value_get_text (&self->data->values[shown->currency]) : NULL;
  return crm_field_format (field, &self->data->values[column], currency, title, lang);
}

const char *
crm_row_get_currency (CrmRow *self, guint column)
{
  int at;

  if (self->data == NULL || column >= self->columns->n_columns)
    return NULL;
  at = self->columns->columns[column].currency;
  return at >= 0 ? crm_value_get_text (&self->data->values[at]) : NULL;
}

guint
crm_row_get_rule (CrmRow *self)
{
  return self->data != NULL ? self->data->rule : 0;
}

const char *
crm_row_get_state (CrmRow *self)
{
  if (self->data == NULL || self->columns->state < 0)
    return NULL;
  return crm_value_get_text (&self->data->values[self->columns->state]);
}
