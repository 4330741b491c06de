/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-view-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A list in groups: by a choice, a reference, a day or its month. */

static const char *const bucket_names[] = {
  [CRM_BUCKET_VALUE] = "",
  [CRM_BUCKET_DAY] = "day",
  [CRM_BUCKET_MONTH] = "month",
  [CRM_BUCKET_YEAR] = "year",
};

/* The money columns that are shown. */
static GStrv
sums_of (CrmListView *self)
{
  g_autoptr (GStrvBuilder) sums = g_strv_builder_new ();

  for (guint i = 0; self->paths[i] != NULL; i++) {
    const CrmField *field = crm_path_get_field (crm_record_list_get_column (self->list, i));

    if (field != NULL && field->type == CRM_FIELD_MONEY)
      g_strv_builder_add (sums, self->paths[i]);
  }

  return g_strv_builder_end (sums);
}

void
_crm_list_view_ask_groups (CrmListView *self)
{
  g_auto (GStrv) sums = sums_of (self);
  g_autoptr (GError) error = NULL;

  if (!crm_record_list_set_groups (self->list, self->group, self->bucket, (const char *const *)sums,
                                   &error)) {
    crm_desk_report (self->desk, error);
    g_clear_pointer (&self->group, g_free);
  }
}

void
crm_list_view_set_group (CrmListView *self, const char *path, CrmBucketKind bucket)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  if (g_strcmp0 (path, self->group) == 0 && bucket == self->bucket)
    return;
  g_free (self->group);
  self->group = g_strdup (path);
  self->bucket = bucket;
  if (self->list == NULL)
    return;
  self->asked = TRUE;
  _crm_list_view_ask_groups (self);
  _crm_list_view_build_columns (self);
  _crm_list_view_show_group_action (self);
  _crm_list_view_remember (self);
  g_signal_emit_by_name (self, "state-changed");
}

const char *
crm_list_view_get_group (CrmListView *self)
{
  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), NULL);

  return self->group;
}

/* --- The menu --------------------------------------------------------------------------------- */

static void
append (GMenu *menu, const char *label, const char *path, CrmBucketKind bucket)
{
  g_autofree char *action = g_strdup_printf (
    "view.group::%s%s%s", path, bucket != CRM_BUCKET_VALUE ? ":" : "", bucket_names[bucket]);

  g_menu_append (menu, label, action);
}

static void
append_days (GMenu *menu, const char *label, const char *path)
{
  /* Translators: to group a list by the day, or by the month, of a field. */
  g_autofree char *by_day = g_strdup_printf (_ ("%s, by day"), label);
  /* Translators: to group a list by the month of a field. */
  g_autofree char *by_month = g_strdup_printf (_ ("%s, by month"), label);

  append (menu, by_day, path, CRM_BUCKET_DAY);
  append (menu, by_month, path, CRM_BUCKET_MONTH);
}

/* Cities and segments repeat; what a record is called does not. */
static gboolean
repeats (CrmListView *self, const CrmField *field)
{
  g_autofree char *named = g_strdup_printf ("{%s}", field->name);

  if (self->entity->title != NULL && strstr (self->entity->title, named) != NULL)
    return FALSE;

  return (field->flags & (CRM_FIELD_DERIVED | CRM_FIELD_IN_LIST)) ==
           (CRM_FIELD_DERIVED | CRM_FIELD_IN_LIST) ||
         ((field->flags & (CRM_FIELD_SEARCHED | CRM_FIELD_COMPACT)) ==
            (CRM_FIELD_SEARCHED | CRM_FIELD_COMPACT) &&
          (field->flags & CRM_FIELD_PERSONAL) == 0);
}

static void
append_field (CrmListView *self, GMenu *menu, const CrmField *field)
{
  const char *label = crm_field_get_label (field);

  switch ((int)field->type) {
  case CRM_FIELD_DAY:
  case CRM_FIELD_INSTANT:
    append_days (menu, label, field->name);
    break;
  case CRM_FIELD_CHOICE:
  case CRM_FIELD_YESNO:
  case CRM_FIELD_REFERENCE:
  case CRM_FIELD_PARENT:
  case CRM_FIELD_CURRENCY:
  case CRM_FIELD_COUNTRY:
  case CRM_FIELD_LANGUAGE:
    append (menu, label, field->name, CRM_BUCKET_VALUE);
    break;
  case CRM_FIELD_TEXT:
    if (repeats (self, field))
      append (menu, label, field->name, CRM_BUCKET_VALUE);
    break;
  default:
    break;
  }
}

GMenuModel *
_crm_list_view_group_menu (CrmListView *self)
{
  GMenu *menu = g_menu_new ();

  append (menu, _ ("No groups"), "", CRM_BUCKET_VALUE);
  for (guint i = 0; i < crm_entity_n_fields (self->entity); i++)
    if ((self->entity->fields[i].flags & CRM_FIELD_HIDDEN) == 0)
      append_field (self, menu, &self->entity->fields[i]);

  return G_MENU_MODEL (menu);
}

static void
on_group_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_auto (GStrv) parts = g_strsplit (g_variant_get_string (value, NULL), ":", 2);
  CrmBucketKind bucket = CRM_BUCKET_VALUE;

  for (guint i = 0; parts[0] != NULL && parts[1] != NULL && i < G_N_ELEMENTS (bucket_names); i++)
    if (g_str_equal (bucket_names[i], parts[1]))
      bucket = (CrmBucketKind)i;
  crm_list_view_set_group (data, parts[0] != NULL && *parts[0] != '\0' ? parts[0] : NULL, bucket);
}

void
_crm_list_view_show_group_action (CrmListView *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "group");
  const char *bucket = self->group != NULL ? bucket_names[self->bucket] : "";
  g_autofree char *state = g_strdup_printf ("%s%s%s", self->group != NULL ? self->group : "",
                                            *bucket != '\0' ? ":" : "", bucket);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (state));
}

void
_crm_list_view_add_group_action (CrmListView *self)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful ("group", G_VARIANT_TYPE_STRING,
                                                                   g_variant_new_string (""));

  g_signal_connect_object (action, "change-state", G_CALLBACK (on_group_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  _crm_list_view_show_group_action (self);
}

/* --- Folding ---------------------------------------------------------------------------------- */

gboolean
_crm_list_view_fold (CrmListView *self, guint position)
{
  return self->list != NULL && crm_record_list_fold_group (self->list, position);
}
