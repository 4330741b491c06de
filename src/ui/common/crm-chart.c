/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-chart.h"

#include "ui/common/crm-spoken.h"

#define BAR_HEIGHT 12
#define BAR_LEAST  2

/* --- A bar ------------------------------------------------------------------------------------ */

#define CRM_TYPE_CHART_BAR (crm_chart_bar_get_type ())
G_DECLARE_FINAL_TYPE (CrmChartBar, crm_chart_bar, CRM, CHART_BAR, GtkWidget)

struct _CrmChartBar {
  GtkWidget parent_instance;

  gint64 count;
  gint64 most; /* of all bars of the chart */
};

G_DEFINE_FINAL_TYPE (CrmChartBar, crm_chart_bar, GTK_TYPE_WIDGET)

static void
crm_chart_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmChartBar *self = CRM_CHART_BAR (widget);
  float width = (float)gtk_widget_get_width (widget);
  float height = (float)gtk_widget_get_height (widget);
  float length = self->most > 0 ? width * (float)self->count / (float)self->most : 0;
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  graphene_rect_t area;
  GskRoundedRect shape;
  GdkRGBA colour;

  if (self->count == 0)
    return;
  /* One of thousands is seen too. */
  length = MAX (length, BAR_LEAST);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  graphene_rect_init (&area, from_right ? width - length : 0, (height - BAR_HEIGHT) / 2, length,
                      BAR_HEIGHT);
  gsk_rounded_rect_init_from_rect (&shape, &area, 3);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &colour, &area);
  gtk_snapshot_pop (snapshot);
}

static void
crm_chart_bar_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 24 : BAR_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : BAR_HEIGHT;
}

static void
crm_chart_bar_class_init (CrmChartBarClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = crm_chart_bar_snapshot;
  GTK_WIDGET_CLASS (klass)->measure = crm_chart_bar_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
crm_chart_bar_init (CrmChartBar *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-chart-bar");
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

/* --- The chart -------------------------------------------------------------------------------- */

struct _CrmChart {
  AdwBin parent_instance;

  GtkWidget *list;
  GtkSizeGroup *labels;
  GtkSizeGroup *counts;
  GPtrArray *bars;
  gint64 most;
};

G_DEFINE_FINAL_TYPE (CrmChart, crm_chart, ADW_TYPE_BIN)

static guint opened_signal;

static void
on_row_activated_cb (CrmChart *self, GtkListBoxRow *row)
{
  const char *where = g_object_get_data (G_OBJECT (row), "crm-where");

  if (where != NULL)
    g_signal_emit (self, opened_signal, 0, where, g_object_get_data (G_OBJECT (row), "crm-label"));
}

static void
crm_chart_finalize (GObject *object)
{
  CrmChart *self = CRM_CHART (object);

  g_ptr_array_unref (self->bars);
  g_object_unref (self->labels);
  g_object_unref (self->counts);

  G_OBJECT_CLASS (crm_chart_parent_class)->finalize (object);
}

static void
crm_chart_class_init (CrmChartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_chart_finalize;

  opened_signal = g_signal_new ("opened", CRM_TYPE_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
crm_chart_init (CrmChart *self)
{
  self->list = gtk_list_box_new ();
  self->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->counts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->bars = g_ptr_array_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "crm-chart");
  adw_bin_set_child (ADW_BIN (self), self->list);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmChart *
crm_chart_new (const char *name)
{
  CrmChart *self = g_object_new (CRM_TYPE_CHART, NULL);

  crm_spoken_set_name (self->list, name);

  return self;
}

void
crm_chart_clear (CrmChart *self)
{
  GtkWidget *child;

  g_return_if_fail (CRM_IS_CHART (self));

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  g_ptr_array_set_size (self->bars, 0);
  self->most = 0;
}

static const char *
tone_class (CrmTone tone)
{
  switch (tone) {
  case CRM_TONE_WAITING:
    return "crm-waiting";
  case CRM_TONE_SOON:
    return "crm-soon";
  case CRM_TONE_LATE:
    return "crm-late";
  case CRM_TONE_DONE:
    return "crm-done";
  case CRM_TONE_NONE:
  case CRM_TONE_ACTIVE:
  default:
    return "crm-active";
  }
}

void
crm_chart_add (CrmChart *self, const char *label, gint64 count, CrmTone tone, const char *where)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (label);
  CrmChartBar *bar = g_object_new (CRM_TYPE_CHART_BAR, NULL);
  g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT, count);
  g_autofree char *heard = g_strdup_printf ("%s: %s", label, text);
  GtkWidget *figure = gtk_label_new (text);

  g_return_if_fail (CRM_IS_CHART (self));

  gtk_label_set_xalign (GTK_LABEL (name), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  crm_spoken_set_tooltip (name, label);
  gtk_label_set_width_chars (GTK_LABEL (name), 10);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 22);
  gtk_label_set_xalign (GTK_LABEL (figure), 1.0f);
  gtk_widget_add_css_class (figure, "numeric");
  gtk_size_group_add_widget (self->labels, name);
  gtk_size_group_add_widget (self->counts, figure);
  gtk_widget_add_css_class (GTK_WIDGET (bar), tone_class (tone));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bar));
  gtk_box_append (GTK_BOX (box), figure);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), where != NULL && count > 0);
  gtk_widget_set_focusable (row, where != NULL && count > 0);
  crm_spoken_set_name (row, heard);
  g_object_set_data_full (G_OBJECT (row), "crm-label", g_strdup (label), g_free);
  g_object_set_data_full (G_OBJECT (row), "crm-where", g_strdup (where), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);

  bar->count = count;
  g_ptr_array_add (self->bars, bar);
  self->most = MAX (self->most, count);
  for (guint i = 0; i < self->bars->len; i++) {
    ((CrmChartBar *)self->bars->pdata[i])->most = self->most;
    gtk_widget_queue_draw (self->bars->pdata[i]);
  }
}

guint
crm_chart_get_n_bars (CrmChart *self)
{
  g_return_val_if_fail (CRM_IS_CHART (self), 0);

  return self->bars->len;
}

gint64
crm_chart_get_count (CrmChart *self, guint bar)
{
  g_return_val_if_fail (CRM_IS_CHART (self), 0);
  g_return_val_if_fail (bar < self->bars->len, 0);

  return ((CrmChartBar *)self->bars->pdata[bar])->count;
}

void
crm_chart_activate (CrmChart *self, guint bar)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_CHART (self));

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int)bar);
  g_return_if_fail (row != NULL);
  gtk_widget_activate (GTK_WIDGET (row));
}
