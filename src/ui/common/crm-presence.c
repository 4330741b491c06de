/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-presence.h"

#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmPresence {
  AdwBin parent_instance;

  GtkWidget *label;
  CrmDesk *desk;
  gint64 id;
  gulong handler;
};

G_DEFINE_FINAL_TYPE (CrmPresence, crm_presence, ADW_TYPE_BIN)

static const char *
name_of (const CrmPeer *peer)
{
  return *peer->name != '\0' ? peer->name : peer->user;
}

/* Each person once, however many windows. */
static GPtrArray *
find_names (GPtrArray *peers, gint64 id)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < peers->len; i++) {
    const CrmPeer *peer = g_ptr_array_index (peers, i);

    if (!peer->own && crm_peer_has_card (peer, id) &&
        !g_ptr_array_find_with_equal_func (names, name_of (peer), g_str_equal, NULL))
      g_ptr_array_add (names, (gpointer)name_of (peer));
  }
  return names;
}

static void
show_names (CrmPresence *self)
{
  g_autoptr (GPtrArray) peers = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *list = NULL;
  g_autofree char *text = NULL;
  guint n;

  peers = crm_store_get_peers (crm_office_get_store (crm_desk_get_office (self->desk)));
  names = find_names (peers, self->id);
  n = names->len;
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == 0)
    return;
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **)names->pdata);
  /* Translators: of a record's card; %s are colleagues' names, with commas. */
  text = g_strdup_printf (ngettext ("%s has it open too", "%s have it open too", n), list);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  crm_spoken_set_tooltip (GTK_WIDGET (self), text);
}

static void
leave (CrmPresence *self)
{
  if (self->desk == NULL)
    return;
  g_signal_handler_disconnect (crm_desk_get_office (self->desk), self->handler);
  crm_desk_set_shown (self->desk, self, 0);
  g_clear_object (&self->desk);
}

static void
crm_presence_dispose (GObject *object)
{
  leave (CRM_PRESENCE (object));

  G_OBJECT_CLASS (crm_presence_parent_class)->dispose (object);
}

static void
crm_presence_class_init (CrmPresenceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_presence_dispose;
}

static void
crm_presence_init (CrmPresence *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->label, "caption");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("avatar-default-symbolic"));
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_widget_add_css_class (box, "crm-pill");
  gtk_widget_add_css_class (box, "crm-active");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

CrmPresence *
crm_presence_new (void)
{
  return g_object_new (CRM_TYPE_PRESENCE, NULL);
}

void
crm_presence_set_record (CrmPresence *self, CrmDesk *desk, gint64 id)
{
  g_return_if_fail (CRM_IS_PRESENCE (self));
  g_return_if_fail (desk == NULL || CRM_IS_DESK (desk));

  if (self->desk == desk && self->id == id)
    return;
  leave (self);
  self->id = id;
  if (desk == NULL || id == 0) {
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    return;
  }
  self->desk = g_object_ref (desk);
  self->handler = g_signal_connect_swapped (crm_desk_get_office (desk), "peers-changed",
                                            G_CALLBACK (show_names), self);
  crm_desk_set_shown (desk, self, id);
  show_names (self);
}
