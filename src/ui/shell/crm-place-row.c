/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-place-row.h"

#include "office/crm-office-place.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmPlaceRow {
  AdwActionRow parent_instance;

  GtkWidget *icon;
  char *folder; /* that was asked about last */
  CrmPlace *place;
  CrmPlaceFit fit;
  gboolean several;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmPlaceRow, crm_place_row, ADW_TYPE_ACTION_ROW)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In the order of CrmPlaceFit; the colour is never the only sign. */
static const struct {
  const char *icon;
  const char *css_class;
  const char *spoken;
} marks[] = {
  { "emblem-ok-symbolic", "success", N_ ("This place is good") },
  { "dialog-information-symbolic", "warning", N_ ("There is something to mind") },
  { "dialog-warning-symbolic", "error", N_ ("This place will not do") },
};

void
crm_place_row_show (CrmPlaceRow *self, const CrmPlace *place, gboolean several)
{
  g_autofree char *what = NULL;
  g_autofree char *advice = NULL;

  g_return_if_fail (CRM_IS_PLACE_ROW (self));
  g_return_if_fail (place != NULL);

  what = crm_place_describe (place);
  advice = crm_place_advise (place, several);
  self->fit = crm_place_get_fit (place, several);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    gtk_widget_remove_css_class (self->icon, marks[i].css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), marks[self->fit].icon);
  gtk_widget_add_css_class (self->icon, marks[self->fit].css_class);
  crm_spoken_set (self->icon, _ (marks[self->fit].spoken));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), what);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), advice != NULL ? advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
on_probed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPlaceRow) self = data;
  CrmPlace *place = crm_office_probe_place_finish (result, NULL);

  if (place == NULL)
    return;
  g_clear_pointer (&self->place, crm_place_free);
  self->place = place;
  crm_place_row_show (self, place, self->several);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
crm_place_row_set_path (CrmPlaceRow *self, const char *path, gboolean several)
{
  g_autofree char *folder = NULL;

  g_return_if_fail (CRM_IS_PLACE_ROW (self));
  g_return_if_fail (path != NULL);

  folder = g_path_get_dirname (path);
  self->several = several;
  if (g_strcmp0 (folder, self->folder) == 0) {
    if (self->place != NULL)
      crm_place_row_show (self, self->place, several);
    return;
  }
  g_free (self->folder);
  self->folder = g_steal_pointer (&folder);
  g_clear_pointer (&self->place, crm_place_free);
  self->fit = CRM_PLACE_CARE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  crm_office_probe_place_async (path, self->cancellable, on_probed_cb, g_object_ref (self));
}

CrmPlaceFit
crm_place_row_get_fit (CrmPlaceRow *self)
{
  g_return_val_if_fail (CRM_IS_PLACE_ROW (self), CRM_PLACE_BAD);

  return self->fit;
}

static void
crm_place_row_dispose (GObject *object)
{
  CrmPlaceRow *self = CRM_PLACE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->place, crm_place_free);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (crm_place_row_parent_class)->dispose (object);
}

static void
crm_place_row_class_init (CrmPlaceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_place_row_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CRM_TYPE_PLACE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_place_row_init (CrmPlaceRow *self)
{
  self->fit = CRM_PLACE_CARE;
  self->icon = gtk_image_new ();
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->icon);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
