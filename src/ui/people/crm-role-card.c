/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/people/crm-role-card.h"

#include <glib/gi18n-lib.h>

void
crm_role_card_furnish (CrmCard *card)
{
  GtkWidget *note = gtk_label_new (
    _ ("“*” stands for everything that has no line of its own. Roles keep an office in order; they "
       "are no lock: whoever can open the office file with another program can read all of it. To "
       "let somebody only read, give their account read-only permission on the file."));

  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0.0f);
  gtk_widget_add_css_class (note, "dim-label");
  crm_card_add_section (card, note);
}
