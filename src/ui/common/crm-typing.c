/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-typing.h"

#include "base/crm-requisite.h"
#include "office/clients/crm-party.h"

#define HOME_KEY  "crm-home"
#define TYPED_KEY "crm-typed"

/* --- Where the office is ---------------------------------------------------------------------- */

static void
home_free (gpointer data)
{
  CrmHome *self = data;

  g_free (self->country);
  g_free (self->near);
  g_free (self);
}

static gboolean
read_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_party_read_home (txn, data, error);
}

static void
on_home_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmDesk *desk = g_task_get_source_object (task);
  CrmHome *read = g_task_get_task_data (task);
  CrmHome *home = g_object_get_data (G_OBJECT (desk), HOME_KEY);

  /* Without it numbers stay as they are typed. */
  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL) || home == NULL)
    return;
  g_free (home->country);
  g_free (home->near);
  home->country = g_steal_pointer (&read->country);
  home->near = g_steal_pointer (&read->near);
}

void
crm_typing_prepare (CrmDesk *desk)
{
  CrmHome *home;
  GTask *task;

  g_return_if_fail (CRM_IS_DESK (desk));

  if (g_object_get_data (G_OBJECT (desk), HOME_KEY) != NULL)
    return;
  home = g_new0 (CrmHome, 1);
  home->country = g_strdup ("");
  g_object_set_data_full (G_OBJECT (desk), HOME_KEY, home, home_free);
  task = g_task_new (desk, NULL, NULL, NULL);
  g_task_set_task_data (task, g_new0 (CrmHome, 1), home_free);
  crm_office_run_async (crm_desk_get_office (desk), CRM_TXN_READ, NULL, read_func,
                        g_task_get_task_data (task), NULL, NULL, on_home_read_cb, task);
}

static const CrmHome *
home_of (CrmEditor *editor)
{
  CrmDesk *desk = crm_draft_get_desk (crm_editor_get_draft (editor));

  crm_typing_prepare (desk);

  return g_object_get_data (G_OBJECT (desk), HOME_KEY);
}

/* --- Doubts ----------------------------------------------------------------------------------- */

static gboolean
requisite_kind (CrmEditor *editor, CrmRequisite *kind)
{
  const CrmField *field = crm_editor_get_field (editor);
  CrmRecord *record = crm_editor_get_record (editor);

  if (field->type != CRM_FIELD_REQUISITE || field->ref == NULL)
    return FALSE;
  if (crm_requisite_from_name (field->ref, kind))
    return TRUE;

  return crm_entity_find_field (crm_record_get_entity (record), field->ref) != NULL &&
         crm_requisite_from_name (crm_record_get_text (record, field->ref), kind);
}

char *
crm_typing_doubt (CrmEditor *editor, const char *typed, gboolean *sure)
{
  CrmDraft *draft = crm_editor_get_draft (editor);
  CrmRecord *record = draft != NULL ? crm_draft_get_record (draft) : NULL;
  CrmRequisite kind;

  *sure = FALSE;
  if (record == NULL || crm_editor_get_record (editor) == NULL || *typed == '\0')
    return NULL;
  if (requisite_kind (editor, &kind)) {
    g_autofree char *value = crm_requisite_normalise (kind, typed);
    g_autoptr (GError) error = NULL;

    *sure = crm_requisite_check (kind, value, &error);
    return *sure ? NULL : g_strdup (error->message);
  }
  if (crm_value_is_masked (crm_editor_get_value (editor)) ||
      crm_record_get_entity (record)->doubt == NULL)
    return NULL;

  return crm_record_get_entity (record)->doubt (record, crm_editor_get_record (editor),
                                                crm_editor_get_field (editor), typed,
                                                home_of (editor), sure);
}

/* --- In the form of the office, and back ------------------------------------------------------ */

/* A record or line as it was typed. */
typedef struct {
  CrmRecord *line;
  CrmRecord *typed; /* a copy */
} Typed;

static void
typed_free (gpointer data)
{
  Typed *self = data;

  crm_record_unref (self->line);
  crm_record_unref (self->typed);
  g_free (self);
}

static gboolean
values_differ (const CrmRecord *a, const CrmRecord *b)
{
  for (guint i = 0; i < crm_entity_n_fields (crm_record_get_entity (a)); i++) {
    if (!crm_value_equal (crm_record_get_at (a, i), crm_record_get_at (b, i)))
      return TRUE;
  }

  return FALSE;
}

void
crm_typing_tidy (CrmEditor *editor)
{
  CrmDraft *draft = crm_editor_get_draft (editor);
  CrmRecord *record = crm_draft_get_record (draft);
  CrmRecord *line = crm_editor_get_record (editor);
  g_autoptr (CrmRecord) copy = NULL;
  Typed *typed;

  crm_typing_forget (draft);
  if (crm_record_get_entity (record)->tidy == NULL)
    return;
  copy = crm_record_copy (line);
  crm_record_get_entity (record)->tidy (record, line, crm_editor_get_field (editor),
                                        home_of (editor));
  if (!values_differ (line, copy))
    return;
  typed = g_new0 (Typed, 1);
  typed->line = crm_record_ref (line);
  typed->typed = g_steal_pointer (&copy);
  g_object_set_data_full (G_OBJECT (draft), TYPED_KEY, typed, typed_free);
}

gboolean
crm_typing_undo (CrmDraft *draft)
{
  Typed *typed;

  g_return_val_if_fail (CRM_IS_DRAFT (draft), FALSE);

  typed = g_object_steal_data (G_OBJECT (draft), TYPED_KEY);
  if (typed == NULL)
    return FALSE;
  for (guint i = 0; i < crm_entity_n_fields (crm_record_get_entity (typed->line)); i++)
    crm_record_set_at (typed->line, i, crm_record_get_at (typed->typed, i));
  typed_free (typed);
  crm_draft_touch (draft);

  return TRUE;
}

void
crm_typing_forget (CrmDraft *draft)
{
  g_object_set_data (G_OBJECT (draft), TYPED_KEY, NULL);
}
