/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-titles.h"

#include "office/lists/crm-view-use.h"

struct _CrmTitles {
  CrmDesk *desk;
  GHashTable *known; /* gint64 id → title */
  GCancellable *cancellable;
};

typedef struct {
  CrmTitles *titles;
  GArray *ids;
  GPtrArray *found;
  void (*callback) (gpointer user_data);
  gpointer user_data;
  GCancellable *cancellable;
} Reading;

CrmTitles *
crm_titles_new (CrmDesk *desk)
{
  CrmTitles *self = g_new0 (CrmTitles, 1);

  self->desk = g_object_ref (desk);
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();

  return self;
}

void
crm_titles_free (CrmTitles *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->desk);
  g_hash_table_unref (self->known);
  g_free (self);
}

const char *
crm_titles_get (gint64 id, gpointer titles)
{
  CrmTitles *self = titles;

  return g_hash_table_lookup (self->known, &id);
}

void
crm_titles_set (CrmTitles *self, gint64 id, const char *title)
{
  g_return_if_fail (self != NULL);

  g_hash_table_replace (self->known, g_memdup2 (&id, sizeof id), g_strdup (title));
}

gboolean
crm_titles_forget (CrmTitles *self, const CrmChange *change)
{
  GHashTableIter iter;
  gpointer id;
  gboolean any = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (change->all || crm_change_touches_id (change, *(gint64 *)id)) {
      g_hash_table_iter_remove (&iter);
      any = TRUE;
    }

  return any;
}

static void
collect (CrmTitles *self, const CrmCondition *condition, GArray *ids)
{
  for (guint i = 0; condition->children != NULL && i < condition->children->len; i++)
    collect (self, condition->children->pdata[i], ids);
  for (char **value = condition->values; value != NULL && *value != NULL; value++) {
    gint64 id;

    /* Ids are long; other numbers name nothing in the directory. */
    if (g_ascii_string_to_signed (*value, 10, 1 << 20, G_MAXINT64, &id, NULL) &&
        crm_titles_get (id, self) == NULL)
      g_array_append_val (ids, id);
  }
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_array_unref (reading->ids);
  g_clear_pointer (&reading->found, g_ptr_array_unref);
  g_object_unref (reading->cancellable);
  g_free (reading);
}

/* What a colleague keeps to themselves has no name here. */
static char *
title_of (CrmTxn *txn, gint64 id)
{
  const char *entity = NULL;
  g_autofree char *title = crm_txn_title (txn, id, &entity);
  g_autoptr (CrmRecord) view = NULL;

  if (g_strcmp0 (entity, "saved_view") != 0)
    return g_steal_pointer (&title);
  view = crm_txn_get (txn, entity, id, NULL);

  return view != NULL && crm_saved_view_is_seen (view, crm_txn_get_person (txn))
           ? g_steal_pointer (&title)
           : NULL;
}

/* On the store's thread. */
static gboolean
read_titles (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->found, g_ptr_array_unref);
  reading->found = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < reading->ids->len; i++)
    g_ptr_array_add (reading->found, title_of (txn, g_array_index (reading->ids, gint64, i)));

  return TRUE;
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;

  if (crm_office_run_finish (CRM_OFFICE (office), result, NULL) &&
      !g_cancellable_is_cancelled (reading->cancellable)) {
    for (guint i = 0; i < reading->ids->len; i++)
      if (reading->found->pdata[i] != NULL)
        crm_titles_set (reading->titles, g_array_index (reading->ids, gint64, i),
                        reading->found->pdata[i]);
    reading->callback (reading->user_data);
  }
  reading_free (reading);
}

void
crm_titles_read (CrmTitles *self,
                 const CrmCondition *condition,
                 void (*callback) (gpointer user_data),
                 gpointer user_data)
{
  Reading *reading;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_if_fail (self != NULL);

  if (condition != NULL)
    collect (self, condition, ids);
  if (ids->len == 0) {
    g_array_unref (ids);
    return;
  }
  reading = g_new0 (Reading, 1);
  reading->titles = self;
  reading->ids = ids;
  reading->callback = callback;
  reading->user_data = user_data;
  reading->cancellable = g_object_ref (self->cancellable);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_titles, reading,
                        NULL, self->cancellable, on_read_cb, reading);
}
