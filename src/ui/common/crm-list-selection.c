/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-selection.h"

struct _CrmListSelection {
  GObject parent_instance;

  CrmRecordList *list;
  GHashTable *numbers; /* chosen ones, or with @all the ones left out */
  gboolean all;
};

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmListSelection,
                               crm_list_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        selection_model_init))

static guint
n_items (CrmListSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

/* --- GListModel: the list's own --------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return CRM_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return n_items (CRM_LIST_SELECTION (model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (CRM_LIST_SELECTION (model)->list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- GtkSelectionModel ------------------------------------------------------------------------ */

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  CrmListSelection *self = CRM_LIST_SELECTION (model);
  gint64 n = crm_record_list_get_n (self->list, position);

  if (n < 0)
    return FALSE;

  return g_hash_table_contains (self->numbers, GUINT_TO_POINTER ((guint)n)) != self->all;
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  CrmListSelection *self = CRM_LIST_SELECTION (model);
  GtkBitset *result = gtk_bitset_new_empty ();
  guint end = MIN (position + n, n_items (self));

  if (!self->all && g_hash_table_size (self->numbers) == 0)
    return result;
  if (self->all && g_hash_table_size (self->numbers) == 0) {
    if (position < end)
      gtk_bitset_add_range (result, position, end - position);
    return result;
  }
  for (guint i = position; i < end; i++)
    if (is_selected (model, i))
      gtk_bitset_add (result, i);

  return result;
}

static void
set_number (CrmListSelection *self, gint64 n, gboolean selected)
{
  if (n < 0)
    return;
  if (selected != self->all)
    g_hash_table_add (self->numbers, GUINT_TO_POINTER ((guint)n));
  else
    g_hash_table_remove (self->numbers, GUINT_TO_POINTER ((guint)n));
}

static void
emit_all (CrmListSelection *self)
{
  if (n_items (self) > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n_items (self));
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  CrmListSelection *self = CRM_LIST_SELECTION (model);
  guint total = n_items (self);
  GtkBitsetIter iter;
  guint position;

  /* "Only these": what search has hidden is not chosen any longer either. */
  if (gtk_bitset_get_size (mask) >= total) {
    self->all = FALSE;
    g_hash_table_remove_all (self->numbers);
    for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position);
         more && position < total; more = gtk_bitset_iter_next (&iter, &position))
      set_number (self, crm_record_list_get_n (self->list, position), TRUE);
  } else {
    for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position);
         more && position < total; more = gtk_bitset_iter_next (&iter, &position))
      set_number (self, crm_record_list_get_n (self->list, position),
                  gtk_bitset_contains (selected, position));
  }
  emit_all (self);

  return TRUE;
}

static gboolean
select_all (GtkSelectionModel *model)
{
  CrmListSelection *self = CRM_LIST_SELECTION (model);

  self->all = TRUE;
  g_hash_table_remove_all (self->numbers);
  emit_all (self);

  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  CrmListSelection *self = CRM_LIST_SELECTION (model);

  self->all = FALSE;
  g_hash_table_remove_all (self->numbers);
  emit_all (self);

  return TRUE;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  CrmListSelection *self = CRM_LIST_SELECTION (model);

  if (unselect_rest) {
    self->all = FALSE;
    g_hash_table_remove_all (self->numbers);
  }
  set_number (self, crm_record_list_get_n (self->list, position), TRUE);
  emit_all (self);

  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  CrmListSelection *self = CRM_LIST_SELECTION (model);

  set_number (self, crm_record_list_get_n (self->list, position), FALSE);
  gtk_selection_model_selection_changed (model, position, 1);

  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
on_items_changed_cb (CrmListSelection *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
crm_list_selection_finalize (GObject *object)
{
  CrmListSelection *self = CRM_LIST_SELECTION (object);

  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (crm_list_selection_parent_class)->finalize (object);
}

static void
crm_list_selection_class_init (CrmListSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_list_selection_finalize;
}

static void
crm_list_selection_init (CrmListSelection *self)
{
  self->numbers = g_hash_table_new (NULL, NULL);
}

CrmListSelection *
crm_list_selection_new (CrmRecordList *list)
{
  CrmListSelection *self;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (list), NULL);

  self = g_object_new (CRM_TYPE_LIST_SELECTION, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (on_items_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

CrmRecordList *
crm_list_selection_get_list (CrmListSelection *self)
{
  g_return_val_if_fail (CRM_IS_LIST_SELECTION (self), NULL);

  return self->list;
}

guint
crm_list_selection_get_count (CrmListSelection *self)
{
  guint count = 0;

  g_return_val_if_fail (CRM_IS_LIST_SELECTION (self), 0);

  if (g_hash_table_size (self->numbers) == 0)
    return self->all ? crm_record_list_get_n_records (self->list) : 0;
  if (!self->all && g_hash_table_size (self->numbers) == 1)
    return crm_list_selection_get_single (self) != GTK_INVALID_LIST_POSITION ? 1 : 0;
  for (guint i = 0; i < n_items (self); i++)
    if (is_selected (GTK_SELECTION_MODEL (self), i))
      count++;

  return count;
}

GArray *
crm_list_selection_get_numbers (CrmListSelection *self)
{
  GArray *numbers;

  g_return_val_if_fail (CRM_IS_LIST_SELECTION (self), NULL);

  numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < n_items (self); i++) {
    guint32 number = (guint32)crm_record_list_get_n (self->list, i);

    /* The heading of a group is never chosen. */
    if (is_selected (GTK_SELECTION_MODEL (self), i))
      g_array_append_val (numbers, number);
  }

  return numbers;
}

guint
crm_list_selection_get_single (CrmListSelection *self)
{
  GHashTableIter iter;
  gpointer n;
  int position;

  g_return_val_if_fail (CRM_IS_LIST_SELECTION (self), GTK_INVALID_LIST_POSITION);

  if (self->all || g_hash_table_size (self->numbers) != 1)
    return GTK_INVALID_LIST_POSITION;
  g_hash_table_iter_init (&iter, self->numbers);
  g_hash_table_iter_next (&iter, &n, NULL);
  position = crm_record_list_find (self->list, GPOINTER_TO_UINT (n));

  return position >= 0 ? (guint)position : GTK_INVALID_LIST_POSITION;
}

void
crm_list_selection_reorder (CrmListSelection *self)
{
  g_return_if_fail (CRM_IS_LIST_SELECTION (self));

  emit_all (self);
}
