/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/people/crm-role-card.h"

#include "office/people/crm-role.h"
#include "ui/people/crm-permission-grid.h"
#include "ui/people/crm-right-rows.h"

#include <glib/gi18n-lib.h>

void
crm_role_card_furnish (CrmCard *card)
{
  GtkWidget *note = gtk_label_new (
    _ ("What is pale goes by “Everything else”. Roles keep an office in order; they are no lock: "
       "whoever can open the office file with another program can read all of it. To let somebody "
       "only read, give their account read-only permission on the file."));

  crm_card_take_over (card, crm_role_entity.lines[0].name);
  for (guint i = 0; i < CRM_N_RIGHTS; i++)
    crm_card_take_over (card, crm_role_right_field (i));
  crm_card_add_section (card, GTK_WIDGET (crm_permission_grid_new (card)));
  crm_card_add_section (card, crm_right_rows_new (card));
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0.0f);
  gtk_widget_add_css_class (note, "dim-label");
  crm_card_add_section (card, note);
}
