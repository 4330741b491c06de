/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-card-private.h"

/* What rooms put into their cards. */

void
crm_card_add_above (CrmCard *self, GtkWidget *section)
{
  g_return_if_fail (CRM_IS_CARD (self));
  g_return_if_fail (GTK_IS_WIDGET (section));

  gtk_box_append (GTK_BOX (self->above), section);
  gtk_widget_set_visible (self->above, TRUE);
}

void
crm_card_add_section (CrmCard *self, GtkWidget *section)
{
  g_return_if_fail (CRM_IS_CARD (self));
  g_return_if_fail (GTK_IS_WIDGET (section));

  gtk_box_append (GTK_BOX (self->sections), section);
}

void
crm_card_add_page (CrmCard *self, const char *name, const char *title, GtkWidget *page)
{
  g_return_if_fail (CRM_IS_CARD (self));
  g_return_if_fail (GTK_IS_WIDGET (page));

  gtk_stack_add_titled (GTK_STACK (self->pages), page, name, title);
}

void
crm_card_start_on (CrmCard *self, const char *page)
{
  g_return_if_fail (CRM_IS_CARD (self));
  g_return_if_fail (page != NULL);
  g_return_if_fail (gtk_stack_get_child_by_name (GTK_STACK (self->pages), page) != NULL);

  g_free (self->start_page);
  self->start_page = g_strdup (page);
  if (self->draft == NULL || !crm_draft_is_new (self->draft))
    gtk_stack_set_visible_child_name (GTK_STACK (self->pages), page);
}

void
crm_card_show_page (CrmCard *self, const char *page)
{
  g_return_if_fail (CRM_IS_CARD (self));
  g_return_if_fail (page != NULL);

  if (gtk_stack_get_child_by_name (GTK_STACK (self->pages), page) != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->pages), page);
}

void
crm_card_leave_out (CrmCard *self, const char *field)
{
  g_return_if_fail (CRM_IS_CARD (self));
  g_return_if_fail (field != NULL);

  g_ptr_array_add (self->left_out, g_strdup (field));
  if (self->form != NULL)
    crm_form_leave_out (self->form, field);
}

void
crm_card_set_head (CrmCard *self, GtkWidget *head)
{
  g_return_if_fail (CRM_IS_CARD (self));

  adw_bin_set_child (ADW_BIN (self->head_place), head);
  gtk_widget_set_visible (self->head_place, head != NULL);
}

void
crm_card_set_action (CrmCard *self, GtkWidget *button)
{
  g_return_if_fail (CRM_IS_CARD (self));

  adw_bin_set_child (ADW_BIN (self->action), button);
}

void
crm_card_set_menu (CrmCard *self, GMenuModel *menu)
{
  g_return_if_fail (CRM_IS_CARD (self));

  g_menu_remove_all (self->room_section);
  if (menu != NULL)
    g_menu_append_section (self->room_section, NULL, menu);
}
