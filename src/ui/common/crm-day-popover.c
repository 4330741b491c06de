/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-day-popover.h"

#include "base/crm-day.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmDayPopover {
  GtkPopover parent_instance;

  GtkWidget *calendar;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmDayPopover, crm_day_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static void
on_day_selected_cb (CrmDayPopover *self)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *day = NULL;

  if (self->showing)
    return;
  date = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));
  day = g_date_time_format (date, "%Y-%m-%d");
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, day);
}

static void
crm_day_popover_class_init (CrmDayPopoverClass *klass)
{
  chosen_signal = g_signal_new ("chosen", CRM_TYPE_DAY_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_day_popover_init (CrmDayPopover *self)
{
  self->calendar = gtk_calendar_new ();
  gtk_popover_set_child (GTK_POPOVER (self), self->calendar);
  crm_spoken_set_name (GTK_WIDGET (self), _ ("Choose a day"));
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmDayPopover *
crm_day_popover_new (void)
{
  return g_object_new (CRM_TYPE_DAY_POPOVER, NULL);
}

void
crm_day_popover_set_day (CrmDayPopover *self, const char *day)
{
  g_autoptr (GDateTime) date = NULL;

  g_return_if_fail (CRM_IS_DAY_POPOVER (self));

  if (day != NULL && crm_day_is_valid (day)) {
    g_autofree char *midnight = g_strconcat (day, "T00:00:00", NULL);
    g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

    date = g_date_time_new_from_iso8601 (midnight, zone);
  }
  if (date == NULL)
    date = g_date_time_new_now_local ();
  self->showing = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (self->calendar), date);
  self->showing = FALSE;
}
