/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-wrap.h"

struct _CrmWrapLayout {
  GtkLayoutManager parent_instance;

  int spacing;
  int line_spacing;
};

G_DEFINE_FINAL_TYPE (CrmWrapLayout, crm_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
crm_wrap_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static GtkWidget *
laid_out (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static GtkWidget *
first_of (GtkWidget *widget)
{
  return laid_out (gtk_widget_get_first_child (widget));
}

static GtkWidget *
next_of (GtkWidget *child)
{
  return laid_out (gtk_widget_get_next_sibling (child));
}

/* As wide as it likes to be, but not wider than a line. */
static int
width_of (GtkWidget *child, int most)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (minimum, MIN (natural, most));
}

static int
height_of (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

/* The first child that has no room on the line that starts with @first. */
static GtkWidget *
line_end (CrmWrapLayout *self, GtkWidget *first, int width, int *height)
{
  GtkWidget *child = first;
  int x = 0;

  *height = 0;
  do {
    int wide = width_of (child, width);

    if (child != first && x + wide > width)
      break;
    *height = MAX (*height, height_of (child, wide));
    x += wide + self->spacing;
    child = next_of (child);
  } while (child != NULL);

  return child;
}

static void
crm_wrap_layout_measure (GtkLayoutManager *layout,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  CrmWrapLayout *self = CRM_WRAP_LAYOUT (layout);
  int least = 0, all = 0;

  for (GtkWidget *child = first_of (widget), *next; child != NULL; child = next) {
    int child_minimum, child_natural;

    if (orientation == GTK_ORIENTATION_VERTICAL) {
      int height;

      next = line_end (self, child, for_size < 0 ? G_MAXINT / 2 : for_size, &height);
      all += height + (next != NULL ? self->line_spacing : 0);
      least = all;
      continue;
    }
    next = next_of (child);
    gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
    least = MAX (least, child_minimum);
    all += child_natural + (next != NULL ? self->spacing : 0);
  }
  *minimum = least;
  *natural = all;
}

static void
crm_wrap_layout_allocate (GtkLayoutManager *layout,
                          GtkWidget *widget,
                          int width,
                          int height,
                          int baseline)
{
  CrmWrapLayout *self = CRM_WRAP_LAYOUT (layout);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (GtkWidget *child = first_of (widget), *end; child != NULL;) {
    int x = 0, line;

    end = line_end (self, child, width, &line);
    for (; child != end; child = next_of (child)) {
      int wide = width_of (child, width);
      GtkAllocation place = { rtl ? width - x - wide : x, y, wide, line };

      gtk_widget_size_allocate (child, &place, -1);
      x += wide + self->spacing;
    }
    y += line + self->line_spacing;
  }
}

static void
crm_wrap_layout_class_init (CrmWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = crm_wrap_layout_get_request_mode;
  layout_class->measure = crm_wrap_layout_measure;
  layout_class->allocate = crm_wrap_layout_allocate;
}

static void
crm_wrap_layout_init (CrmWrapLayout *self)
{
}

GtkWidget *
crm_wrap_new (int spacing, int line_spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  CrmWrapLayout *layout = g_object_new (CRM_TYPE_WRAP_LAYOUT, NULL);

  layout->spacing = spacing;
  layout->line_spacing = line_spacing;
  gtk_widget_set_layout_manager (box, GTK_LAYOUT_MANAGER (layout));

  return box;
}
