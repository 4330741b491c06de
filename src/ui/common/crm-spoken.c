/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-spoken.h"

#include <string.h>

/* "Ctrl+F4", "N": no word of the sentence. */
static gboolean
is_key (const char *text)
{
  return g_ascii_isupper (*text) &&
         strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+") ==
           strlen (text) - 1;
}

/* "Close this card" of "Close this card (Ctrl+F4)". (transfer full) */
static char *
without_key (const char *words)
{
  const char *bracket = g_str_has_suffix (words, ")") ? strrchr (words, '(') : NULL;

  if (bracket == NULL || bracket == words || !is_key (bracket + 1))
    return g_strdup (words);

  return g_strchomp (g_strndup (words, (gsize)(bracket - words)));
}

void
crm_spoken_set_name (GtkWidget *widget, const char *name)
{
  GtkWidget *part;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (name != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (!GTK_IS_DROP_DOWN (widget) && !GTK_IS_COLUMN_VIEW (widget))
    return;
  /* The focus goes to a part of them: the button of the one, the list of the other. */
  for (part = gtk_widget_get_first_child (widget); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    if (GTK_IS_BUTTON (part) || GTK_IS_LIST_BASE (part))
      gtk_accessible_update_property (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
}

#define TOOLTIP "crm-tooltip"

static gboolean
on_query_cb (GtkWidget *widget,
             int x,
             int y,
             gboolean keyboard_mode,
             GtkTooltip *tooltip,
             gpointer data)
{
  const char *words = crm_spoken_get_tooltip (widget);

  gtk_tooltip_set_text (tooltip, words);

  return words != NULL;
}

void
crm_spoken_set_tooltip (GtkWidget *widget, const char *words)
{
  const char *before;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  before = crm_spoken_get_tooltip (widget);
  if (g_strcmp0 (words, before) == 0)
    return;
  if (g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_query_cb, NULL) == 0)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query_cb), NULL);
  g_object_set_data_full (G_OBJECT (widget), TOOLTIP, g_strdup (words), g_free);
  gtk_widget_set_has_tooltip (widget, words != NULL);
  if (words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    words, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

const char *
crm_spoken_get_tooltip (GtkWidget *widget)
{
  const char *words;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  words = g_object_get_data (G_OBJECT (widget), TOOLTIP);

  return words != NULL ? words : gtk_widget_get_tooltip_text (widget);
}

void
crm_spoken_set (GtkWidget *widget, const char *words)
{
  g_autofree char *name = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (words != NULL);

  name = without_key (words);
  crm_spoken_set_tooltip (widget, words);
  crm_spoken_set_name (widget, name);
}

void
crm_spoken_set_arrow (GtkWidget *split, const char *words)
{
  g_return_if_fail (ADW_IS_SPLIT_BUTTON (split));
  g_return_if_fail (words != NULL);

  adw_split_button_set_dropdown_tooltip (ADW_SPLIT_BUTTON (split), words);
  for (GtkWidget *part = gtk_widget_get_first_child (split); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    if (GTK_IS_MENU_BUTTON (part))
      crm_spoken_set_name (part, words);
}
