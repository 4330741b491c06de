/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-view-private.h"
#include "ui/common/crm-path-picker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the head of a column offers: its order, its place among the others, a further column. */

static int
place_of (CrmListView *self, const char *path)
{
  for (guint i = 0; self->paths[i] != NULL; i++)
    if (g_str_equal (self->paths[i], path))
      return (int)i;

  return -1;
}

/* --- Order ------------------------------------------------------------------------------------ */

/* Behind what it is sorted by already; a path that is there turns round. */
static void
sort_by_too (CrmListView *self, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (self->order != NULL ? self->order : "", ",", -1);
  g_autoptr (GString) order = g_string_new (NULL);
  gboolean found = FALSE;

  for (guint i = 0; parts[i] != NULL; i++) {
    gboolean descending = *parts[i] == '-';
    const char *plain = descending ? parts[i] + 1 : parts[i];

    if (*plain == '\0')
      continue;
    if (order->len > 0)
      g_string_append_c (order, ',');
    if (g_str_equal (plain, path)) {
      descending = !descending;
      found = TRUE;
    }
    g_string_append_printf (order, "%s%s", descending ? "-" : "", plain);
  }
  if (!found)
    g_string_append_printf (order, "%s%s", order->len > 0 ? "," : "", path);
  crm_list_view_set_order (self, order->str);
}

/* --- Place ------------------------------------------------------------------------------------ */

static void
move_column (CrmListView *self, const char *path, int by)
{
  g_auto (GStrv) paths = g_strdupv (self->paths);
  int from = place_of (self, path);
  int to = from + by;
  char *moved;

  if (from < 0 || to < 0 || to >= (int)g_strv_length (paths))
    return;
  moved = paths[from];
  paths[from] = paths[to];
  paths[to] = moved;
  crm_list_view_set_columns (self, (const char *const *)paths);
}

static void
take_away (CrmListView *self, const char *path)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (char **at = self->paths; *at != NULL; at++)
    if (!g_str_equal (*at, path))
      g_strv_builder_add (builder, *at);
  paths = g_strv_builder_end (builder);
  if (paths[0] == NULL)
    return;
  crm_list_view_set_columns (self, (const char *const *)paths);
  _crm_list_view_show_actions (self);
}

static void
on_column_picked_cb (CrmListView *self, const char *path, CrmPathPicker *picker)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (picker))));
  if (place_of (self, path) >= 0)
    return;
  g_strv_builder_addv (builder, (const char **)self->paths);
  g_strv_builder_add (builder, path);
  paths = g_strv_builder_end (builder);
  crm_list_view_set_columns (self, (const char *const *)paths);
  _crm_list_view_show_actions (self);
}

static gboolean
on_picker_key_cb (GtkWindow *window, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_window_destroy (window);

  return GDK_EVENT_STOP;
}

void
_crm_list_view_add_column (CrmListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  CrmPathPicker *picker = crm_path_picker_new (self->desk, self->entity);
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (GTK_WIDGET (picker), "crm-dialog-body");
  gtk_widget_set_vexpand (GTK_WIDGET (picker), TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (picker));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Add a column"));
  gtk_window_set_default_size (GTK_WINDOW (window), 396, 468);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window),
                                GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_picker_key_cb), window);
  gtk_widget_add_controller (window, key);
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_column_picked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  crm_path_picker_focus (picker);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static void
on_head_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmListView *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  const char *path = g_variant_get_string (parameter, NULL);
  g_autofree char *back = g_strconcat ("-", path, NULL);

  if (g_str_equal (name, "column-values"))
    _crm_list_view_show_values (self, (guint)MAX (place_of (self, path), 0));
  else if (g_str_equal (name, "column-empty"))
    crm_list_view_add_filter (self, crm_condition_new_test (path, CRM_TEST_EMPTY, NULL));
  else if (g_str_equal (name, "column-filled"))
    crm_list_view_add_filter (self, crm_condition_new_test (path, CRM_TEST_FILLED, NULL));
  else if (g_str_equal (name, "order"))
    crm_list_view_set_order (self, path);
  else if (g_str_equal (name, "order-back"))
    crm_list_view_set_order (self, back);
  else if (g_str_equal (name, "order-too"))
    sort_by_too (self, path);
  else if (g_str_equal (name, "column-left"))
    move_column (self, path, -1);
  else if (g_str_equal (name, "column-right"))
    move_column (self, path, 1);
  else if (g_str_equal (name, "column-away"))
    take_away (self, path);
  else
    _crm_list_view_add_column (self);
}

static void
on_add_column_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _crm_list_view_add_column (data);
}

void
_crm_list_view_add_head_actions (CrmListView *self)
{
  static const char *const of_a_path[] = { "column-values", "column-empty", "column-filled",
                                           "order",         "order-back",   "order-too",
                                           "column-left",   "column-right", "column-away",
                                           "column-add" };
  g_autoptr (GSimpleAction) add = g_simple_action_new ("add-column", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (of_a_path); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (of_a_path[i], G_VARIANT_TYPE_STRING);

    g_signal_connect_object (action, "activate", G_CALLBACK (on_head_cb), self, 0);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
  g_signal_connect_object (add, "activate", G_CALLBACK (on_add_column_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (add));
}
