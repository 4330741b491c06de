/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-window-private.h"

#include "ui/people/crm-who-page.h"

#include <glib/gi18n-lib.h>

#define WHO "who"

/* Between opening an office and showing it: who sits here. */

static void
end_asking (CrmWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (GTK_STACK (self->stack), WHO);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    self->desk != NULL ? "office" : "welcome");
  if (page != NULL)
    gtk_stack_remove (GTK_STACK (self->stack), page);
}

static void
on_known_cb (CrmWindow *self, CrmWhoPage *page)
{
  g_autoptr (CrmOffice) office = g_object_ref (crm_who_page_get_office (page));

  end_asking (self);
  crm_window_set_office (self, office);
}

static void
on_back_cb (CrmWindow *self, CrmWhoPage *page)
{
  g_autoptr (CrmOffice) office = g_object_ref (crm_who_page_get_office (page));

  end_asking (self);
  crm_office_close (office, NULL);
  if (self->desk == NULL)
    crm_welcome_start (self->welcome);
}

gboolean
_crm_window_ask_who (CrmWindow *self, CrmOffice *office)
{
  GtkWidget *box, *header;
  CrmWhoPage *page;

  if (crm_office_get_person (office) != 0)
    return FALSE;
  end_asking (self);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  header = adw_header_bar_new ();
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  page = crm_who_page_new (office);
  g_signal_connect_object (page, "known", G_CALLBACK (on_known_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "back", G_CALLBACK (on_back_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page));
  gtk_stack_add_named (GTK_STACK (self->stack), box, WHO);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), box);
  gtk_window_set_title (GTK_WINDOW (self), "Kontor");

  return TRUE;
}
