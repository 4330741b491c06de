/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-dialog.h"

static void
on_parent_destroyed_cb (GtkWindow *self)
{
  gtk_window_set_transient_for (self, NULL);
  gtk_window_destroy (self);
}

void
crm_dialog_stand_over (GtkWindow *self, GtkWindow *parent)
{
  g_return_if_fail (GTK_IS_WINDOW (self));
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  gtk_window_set_transient_for (self, parent);
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (on_parent_destroyed_cb), self,
                             G_CONNECT_SWAPPED);
}
