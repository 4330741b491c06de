/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-card-private.h"

#include <glib/gi18n-lib.h>

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

/* A stack knows no order but that in which its pages came. */
static void
move_to_end (GtkStack *pages, GtkWidget *child)
{
  g_autoptr (GtkWidget) kept = g_object_ref (child);
  GtkStackPage *page = gtk_stack_get_page (pages, child);
  g_autofree char *name = g_strdup (gtk_stack_page_get_name (page));
  g_autofree char *title = g_strdup (gtk_stack_page_get_title (page));
  g_autofree char *icon = g_strdup (gtk_stack_page_get_icon_name (page));
  gboolean visible = gtk_stack_page_get_visible (page);

  gtk_stack_remove (pages, child);
  page = gtk_stack_add_titled (pages, child, name, title);
  gtk_stack_page_set_icon_name (page, icon);
  gtk_stack_page_set_visible (page, visible);
}

void
_crm_card_add_titled (CrmCard *self,
                      GtkWidget *page,
                      const char *name,
                      const char *title,
                      const char *icon)
{
  gtk_stack_page_set_icon_name (gtk_stack_add_titled (GTK_STACK (self->pages), page, name, title),
                                icon);
}

void
crm_card_add_page (CrmCard *self,
                   const char *name,
                   const char *title,
                   const char *icon,
                   GtkWidget *page)
{
  GtkStack *pages;

  g_return_if_fail (CRM_IS_CARD (self));
  g_return_if_fail (GTK_IS_WIDGET (page));

  pages = GTK_STACK (self->pages);
  _crm_card_add_titled (self, page, name, title, icon);
  move_to_end (pages, GTK_WIDGET (self->talk));
  move_to_end (pages, GTK_WIDGET (self->files));
  move_to_end (pages, GTK_WIDGET (self->history));
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

const char *
crm_card_get_page (CrmCard *self)
{
  g_return_val_if_fail (CRM_IS_CARD (self), NULL);

  return gtk_stack_get_visible_child_name (GTK_STACK (self->pages));
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
crm_card_take_over (CrmCard *self, const char *field)
{
  g_return_if_fail (CRM_IS_CARD (self));
  g_return_if_fail (field != NULL);

  g_ptr_array_add (self->taken_over, g_strdup (field));
  if (self->form != NULL)
    crm_form_give_up (self->form, field);
}

gboolean
crm_card_is_narrow (CrmCard *self)
{
  g_return_val_if_fail (CRM_IS_CARD (self), FALSE);

  return self->narrow;
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

CrmTimeline *
crm_card_get_timeline (CrmCard *self)
{
  g_return_val_if_fail (CRM_IS_CARD (self), NULL);

  return self->timeline;
}

/* --- Pages of every card ---------------------------------------------------------------------- */

static void
on_comments_counted_cb (CrmCard *self, guint n)
{
  crm_tabs_set_count (self->tabs, "talk", n);
}

static void
on_files_counted_cb (CrmCard *self, guint n)
{
  crm_tabs_set_count (self->tabs, "files", n);
}

void
_crm_card_add_beside (CrmCard *self)
{
  self->talk = crm_talk_new ();
  _crm_card_add_titled (self, GTK_WIDGET (self->talk), "talk", _ ("Talk"),
                        "chat-message-new-symbolic");
  g_signal_connect_object (self->talk, "counted", G_CALLBACK (on_comments_counted_cb), self,
                           G_CONNECT_SWAPPED);
  self->files = crm_files_new ();
  _crm_card_add_titled (self, GTK_WIDGET (self->files), "files", _ ("Files"),
                        "mail-attachment-symbolic");
  g_signal_connect_object (self->files, "counted", G_CALLBACK (on_files_counted_cb), self,
                           G_CONNECT_SWAPPED);
  crm_files_listen (self->files, GTK_WIDGET (self));
}

/* What is not in the office yet has nothing at it. */
void
_crm_card_show_beside (CrmCard *self)
{
  gboolean there = self->draft != NULL && !crm_draft_is_new (self->draft);
  GtkStack *pages = GTK_STACK (self->pages);

  gtk_stack_page_set_visible (gtk_stack_get_page (pages, GTK_WIDGET (self->talk)), there);
  gtk_stack_page_set_visible (gtk_stack_get_page (pages, GTK_WIDGET (self->files)), there);
}
