/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (CrmChange, crm_change, crm_change_ref, crm_change_unref)

CrmChange *
crm_change_new (CrmSchema *schema)
{
  CrmChange *self = g_new0 (CrmChange, 1);

  self->ref_count = 1;
  self->schema = crm_schema_ref (schema);
  self->records = g_array_new (FALSE, FALSE, sizeof (CrmChanged));
  return self;
}

CrmChange *
crm_change_ref (CrmChange *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
crm_change_unref (CrmChange *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->records);
  crm_schema_unref (self->schema);
  g_free (self);
}

gboolean
crm_change_touches (const CrmChange *self, const char *entity)
{
  if (self->all)
    return TRUE;
  for (guint i = 0; i < self->records->len; i++)
    if (g_str_equal (g_array_index (self->records, CrmChanged, i).entity->name, entity))
      return TRUE;
  return FALSE;
}

gboolean
crm_change_touches_id (const CrmChange *self, gint64 id)
{
  if (self->all)
    return TRUE;
  for (guint i = 0; i < self->records->len; i++)
    if (g_array_index (self->records, CrmChanged, i).id == id)
      return TRUE;
  return FALSE;
}
