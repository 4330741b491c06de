/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-names.h"

#include "ui/common/crm-spoken.h"

#include <adwaita.h>

/* --- What has a name -------------------------------------------------------------------------- */

/* Only what is seen there: a hidden label says nothing. */
static gboolean
has_words (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_words (child))
      return TRUE;

  return FALSE;
}

static gboolean
has_label (GtkWidget *widget)
{
  g_autofree char *differs = NULL;

  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return FALSE;
  differs =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "");

  return differs != NULL;
}

/* GTK labels a button by its picture, which a screen reader calls "GtkImage". */
static gboolean
is_labelled (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL)
    return FALSE;

  return gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static gboolean
has_name (GtkWidget *widget)
{
  if (has_label (widget) || is_labelled (widget))
    return TRUE;

  /* What is chosen in it, or typed into it, does not say what it is. */
  return (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) ||
          GTK_IS_LIST_BOX_ROW (widget)) &&
         has_words (widget);
}

/* --- What needs one --------------------------------------------------------------------------- */

static gboolean
is_control (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_widget_get_focusable (widget);

  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) ||
         GTK_IS_SWITCH (widget) || GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget) ||
         GTK_IS_DROP_DOWN (widget) || GTK_IS_LIST_BOX (widget) || GTK_IS_LIST_BASE (widget) ||
         GTK_IS_COLUMN_VIEW (widget) || GTK_IS_SCALE (widget) || GTK_IS_CALENDAR (widget);
}

/* GTK's own parts, which have the name of the whole or none at all. */
static gboolean
is_whole (GtkWidget *widget)
{
  return GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_CALENDAR (widget) ||
         GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_POPOVER_MENU (widget) ||
         GTK_IS_EDITABLE (widget) || ADW_IS_COMBO_ROW (widget);
}

static void
describe (GtkWidget *widget, GString *text)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  const char *tooltip = crm_spoken_get_tooltip (widget);

  if (parent != NULL && !GTK_IS_WINDOW (parent))
    describe (parent, text);
  g_string_append_printf (text, "/%s", G_OBJECT_TYPE_NAME (widget));
  if (tooltip != NULL)
    g_string_append_printf (text, " “%s”", tooltip);
}

static void
gather (GtkWidget *widget, GString *nameless)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (is_control (widget) && !has_name (widget)) {
    g_string_append (nameless, "\n  ");
    describe (widget, nameless);
  }
  if (is_whole (widget) && !GTK_IS_MENU_BUTTON (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    /* The button within a menu button is named by it; its popover is looked into. */
    if (GTK_IS_MENU_BUTTON (widget) && GTK_IS_BUTTON (child))
      continue;
    gather (child, nameless);
  }
}

void
ui_names_assert (GtkWidget *root, const char *where)
{
  g_autoptr (GString) nameless = g_string_new (NULL);

  gather (root, nameless);
  if (nameless->len > 0)
    g_error ("%s has what a screen reader has no name for:%s", where, nameless->str);
}
