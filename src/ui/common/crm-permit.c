/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-permit.h"

#include "ui/common/crm-spoken.h"

/* Characters in a line of the note. */
#define NOTE_WIDTH 32

void
crm_permit_tell (GtkWidget *widget, const char *why, const char *usual)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  crm_spoken_set_tooltip (widget, why != NULL ? why : usual);
}

void
crm_permit_making (GtkWidget *widget, CrmDesk *desk, const char *entity, const char *usual)
{
  g_autofree char *why = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (CRM_IS_DESK (desk));

  gtk_widget_set_sensitive (
    widget, crm_office_may (crm_desk_get_office (desk), CRM_ACTION_CREATE,
                            crm_schema_find (crm_desk_get_schema (desk), entity), &why));
  crm_permit_tell (widget, why, usual);
}

GtkWidget *
crm_permit_add_note (GtkWidget *popover)
{
  GtkWidget *note = gtk_label_new (NULL);

  g_return_val_if_fail (GTK_IS_POPOVER_MENU (popover), NULL);

  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0.0f);
  gtk_label_set_width_chars (GTK_LABEL (note), NOTE_WIDTH);
  gtk_label_set_max_width_chars (GTK_LABEL (note), NOTE_WIDTH);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "crm-permit-note");
  gtk_widget_set_visible (note, FALSE);
  if (!gtk_popover_menu_add_child (GTK_POPOVER_MENU (popover), note, CRM_PERMIT_NOTE)) {
    g_object_unref (g_object_ref_sink (note));
    return NULL;
  }

  return note;
}

void
crm_permit_set_note (GtkWidget *note, const char *why)
{
  g_return_if_fail (GTK_IS_LABEL (note));

  gtk_label_set_text (GTK_LABEL (note), why != NULL ? why : "");
  gtk_widget_set_visible (note, why != NULL);
}

void
crm_permit_append_note (GMenu *menu)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);

  g_menu_item_set_attribute (item, "custom", "s", CRM_PERMIT_NOTE);
  g_menu_append_item (menu, item);
}
