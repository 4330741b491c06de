/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/people/crm-right-rows.h"

#include "model/crm-format.h"
#include "office/people/crm-role.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

/* Lives as long as its group of rows. */
typedef struct {
  CrmCard *card;
  GtkWidget *checks[CRM_N_RIGHTS];
  gboolean showing;
} Rows;

static void
on_toggled_cb (Rows *self, GtkCheckButton *check)
{
  CrmDraft *draft = crm_card_get_draft (self->card);

  if (self->showing || draft == NULL)
    return;
  for (guint i = 0; i < CRM_N_RIGHTS; i++)
    if (self->checks[i] == GTK_WIDGET (check))
      crm_record_set_int (crm_draft_get_record (draft), crm_role_right_field (i),
                          gtk_check_button_get_active (check));
  crm_draft_touch (draft);
}

static void
on_record_changed_cb (GtkWidget *group)
{
  Rows *self = g_object_get_data (G_OBJECT (group), "crm-rows");
  CrmDraft *draft = crm_card_get_draft (self->card);

  if (draft == NULL)
    return;
  self->showing = TRUE;
  for (guint i = 0; i < CRM_N_RIGHTS; i++)
    gtk_check_button_set_active (
      GTK_CHECK_BUTTON (self->checks[i]),
      crm_record_get_int (crm_draft_get_record (draft), crm_role_right_field (i)) != 0);
  self->showing = FALSE;
  gtk_widget_set_sensitive (group, crm_draft_may_edit (draft, NULL));
}

static GtkWidget *
new_row (Rows *self, CrmRight right)
{
  CrmSchema *schema = crm_desk_get_schema (crm_card_get_desk (self->card));
  const char *label = crm_field_get_label (
    crm_entity_find_field (crm_schema_find (schema, "role"), crm_role_right_field (right)));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), crm_role_right_words (right));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  crm_spoken_set_name (check, label);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled_cb), self);
  self->checks[right] = check;

  return row;
}

GtkWidget *
crm_right_rows_new (CrmCard *card)
{
  GtkWidget *group = adw_preferences_group_new ();
  Rows *self = g_new0 (Rows, 1);

  g_return_val_if_fail (CRM_IS_CARD (card), NULL);

  self->card = card;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Besides"));
  for (guint i = 0; i < CRM_N_RIGHTS; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (self, i));
  g_object_set_data_full (G_OBJECT (group), "crm-rows", self, g_free);
  g_signal_connect_object (card, "record-changed", G_CALLBACK (on_record_changed_cb), group,
                           G_CONNECT_SWAPPED);
  on_record_changed_cb (group);

  return group;
}
