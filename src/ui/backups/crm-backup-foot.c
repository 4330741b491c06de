/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/backups/crm-backup-foot.h"

#include "ui/backups/crm-backup-words.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmBackupFoot {
  AdwBin parent_instance;

  GtkWidget *button;
  GtkWidget *icon;
  GtkWidget *label;

  CrmDesk *desk;
  CrmBackupKeeper *keeper;
  gboolean warning;
};

G_DEFINE_FINAL_TYPE (CrmBackupFoot, crm_backup_foot, ADW_TYPE_BIN)

static void
show_warning (CrmBackupFoot *self, gboolean warning)
{
  self->warning = warning;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                warning ? "dialog-warning-symbolic" : "drive-harddisk-symbolic");
  if (warning)
    gtk_widget_add_css_class (self->button, "crm-amber");
  else
    gtk_widget_remove_css_class (self->button, "crm-amber");
  if (warning)
    gtk_widget_remove_css_class (self->button, "dim-label");
  else
    gtk_widget_add_css_class (self->button, "dim-label");
}

static void
show (CrmBackupFoot *self)
{
  const CrmBackupState *state =
    self->keeper != NULL ? crm_backup_keeper_get_state (self->keeper) : NULL;
  const char *trouble = self->keeper != NULL ? crm_backup_keeper_get_trouble (self->keeper) : NULL;
  g_autofree char *last = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->button, state != NULL);
  if (state == NULL)
    return;
  last = crm_backup_words_last (self->desk, state);
  show_warning (self, crm_backup_keeper_is_late (self->keeper));
  if (trouble != NULL)
    text = g_strdup (_ ("The backup failed"));
  else if (state->last == 0)
    text = g_strdup (_ ("No backup yet"));
  else
    /* Translators: when the last one was made: "yesterday 18:00". */
    text = g_strdup_printf (_ ("Backup: %s"), last);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  crm_spoken_set_tooltip (self->button, trouble != NULL ? trouble : text);
  crm_spoken_set_name (self->button, text);
}

static void
crm_backup_foot_dispose (GObject *object)
{
  CrmBackupFoot *self = CRM_BACKUP_FOOT (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->keeper);

  G_OBJECT_CLASS (crm_backup_foot_parent_class)->dispose (object);
}

static void
crm_backup_foot_class_init (CrmBackupFootClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_backup_foot_dispose;
}

static void
crm_backup_foot_init (CrmBackupFoot *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->icon = gtk_image_new ();
  self->label = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  /* It asks for no room of its own: the names of the rooms say how wide the sidebar is. */
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 1);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->label);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "crm-backup-foot");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.backups");
  adw_bin_set_child (ADW_BIN (self), self->button);
  show (self);
}

void
crm_backup_foot_set (CrmBackupFoot *self, CrmDesk *desk, CrmBackupKeeper *keeper)
{
  g_return_if_fail (CRM_IS_BACKUP_FOOT (self));

  if (self->keeper != NULL)
    g_signal_handlers_disconnect_by_func (self->keeper, show, self);
  g_set_object (&self->desk, desk);
  g_set_object (&self->keeper, keeper);
  if (keeper != NULL)
    g_signal_connect_object (keeper, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

const char *
crm_backup_foot_get_text (CrmBackupFoot *self)
{
  g_return_val_if_fail (CRM_IS_BACKUP_FOOT (self), NULL);

  return gtk_widget_get_visible (self->button) ? gtk_label_get_text (GTK_LABEL (self->label))
                                               : NULL;
}

gboolean
crm_backup_foot_is_warning (CrmBackupFoot *self)
{
  g_return_val_if_fail (CRM_IS_BACKUP_FOOT (self), FALSE);

  return self->warning;
}
