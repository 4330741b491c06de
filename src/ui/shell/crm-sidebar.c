/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-sidebar.h"

#include "ui/common/crm-spoken.h"
#include "ui/shell/crm-room-table.h"

#include <glib/gi18n-lib.h>

struct _CrmSidebar {
  AdwBin parent_instance;

  GtkWidget *list;
  CrmSchema *schema; /* keeps the entities of the rows */
};

G_DEFINE_FINAL_TYPE (CrmSidebar, crm_sidebar, ADW_TYPE_BIN)

static guint room_chosen_signal;

static const CrmEntity *
entity_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "crm-entity");
}

/* Only the chosen row takes the focus, so that Tab goes on to the next pane. */
static void
select_row (CrmSidebar *self, GtkListBoxRow *row, gboolean focus)
{
  GtkListBoxRow *other;

  for (int i = 0; (other = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL;
       i++)
    gtk_widget_set_focusable (GTK_WIDGET (other), other == row);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
choose (CrmSidebar *self, GtkListBoxRow *row)
{
  select_row (self, row, FALSE);
  g_signal_emit (self, room_chosen_signal, 0, entity_of (row)->name);
}

static void
on_row_activated_cb (CrmSidebar *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static gboolean
on_key_pressed_cb (CrmSidebar *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    at++;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    at--;
  else
    return GDK_EVENT_PROPAGATE;
  row = at >= 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), at) : NULL;
  if (row != NULL) {
    select_row (self, row, TRUE);
    g_signal_emit (self, room_chosen_signal, 0, entity_of (row)->name);
  }

  return GDK_EVENT_STOP;
}

static void
crm_sidebar_dispose (GObject *object)
{
  CrmSidebar *self = CRM_SIDEBAR (object);

  g_clear_pointer (&self->schema, crm_schema_unref);

  G_OBJECT_CLASS (crm_sidebar_parent_class)->dispose (object);
}

static void
crm_sidebar_class_init (CrmSidebarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_sidebar_dispose;

  room_chosen_signal = g_signal_new ("room-chosen", CRM_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_sidebar_init (CrmSidebar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_widget_add_css_class (self->list, "crm-rooms");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  crm_spoken_set_name (self->list, _ ("Rooms"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (self->list, key);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmSidebar *
crm_sidebar_new (void)
{
  return g_object_new (CRM_TYPE_SIDEBAR, NULL);
}

static void
add_room (CrmSidebar *self, const CrmEntity *entity, guint nth)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (entity->label_many));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_widget_add_css_class (count, "crm-pill");
  gtk_widget_add_css_class (count, "caption");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (count, FALSE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (
                                   entity->icon != NULL ? entity->icon : "folder-symbolic"));
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "crm-count", count);
  g_object_set_data (G_OBJECT (row), "crm-entity", (gpointer)entity);
  crm_spoken_set_name (row, _ (entity->label_many));
  if (nth <= 9) {
    g_autofree char *tooltip = g_strdup_printf ("%s (Ctrl+%u)", _ (entity->label_many), nth);

    crm_spoken_set_tooltip (row, tooltip);
  }
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

void
crm_sidebar_set_desk (CrmSidebar *self, CrmDesk *desk)
{
  GtkWidget *child;
  const CrmEntity *const *entities;
  gsize n;
  guint nth = 0;

  g_return_if_fail (CRM_IS_SIDEBAR (self));

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  g_clear_pointer (&self->schema, crm_schema_unref);
  if (desk == NULL)
    return;
  self->schema = crm_schema_ref (crm_desk_get_schema (desk));
  entities = crm_schema_get_entities (self->schema, &n);
  /* What the office is set up with stands below its work. */
  for (int settings = 0; settings <= 1; settings++)
    for (gsize i = 0; i < n; i++)
      if (crm_room_table_has_room (entities[i]) &&
          (entities[i]->care == CRM_CARE_SETTINGS) == (settings == 1) &&
          crm_office_may (crm_desk_get_office (desk), CRM_ACTION_READ, entities[i], NULL))
        add_room (self, entities[i], ++nth);
}

void
crm_sidebar_show_room (CrmSidebar *self, const char *entity)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_SIDEBAR (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (g_strcmp0 (entity_of (row)->name, entity) == 0)
      select_row (self, row, FALSE);
}

void
crm_sidebar_set_unread (CrmSidebar *self, GHashTable *counts)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_SIDEBAR (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL;
       i++) {
    GtkWidget *count = g_object_get_data (G_OBJECT (row), "crm-count");
    guint n =
      counts != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, entity_of (row)->name)) : 0;
    g_autofree char *text = g_strdup_printf ("%u", n);
    g_autofree char *tooltip = g_strdup_printf (
      ngettext ("%u comment that you have not read", "%u comments that you have not read", n), n);

    gtk_label_set_text (GTK_LABEL (count), text);
    crm_spoken_set_tooltip (count, tooltip);
    gtk_widget_set_visible (count, n > 0);
  }
}

const char *
crm_sidebar_get_nth (CrmSidebar *self, guint nth)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CRM_IS_SIDEBAR (self), NULL);
  g_return_val_if_fail (nth > 0, NULL);

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int)nth - 1);

  return row != NULL ? entity_of (row)->name : NULL;
}
