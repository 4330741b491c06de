/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/documents/crm-paper-view.h"

#include "ui/common/crm-spoken.h"
#include "ui/documents/crm-sheet.h"

#include <glib/gi18n-lib.h>

#define SHEET_WIDTH_MAX 960
#define SPINNER_MS      200

struct _CrmPaperView {
  AdwBin parent_instance;

  GtkWidget *stack;
  GtkWidget *scrolled;
  GtkWidget *sheets; /* of CrmSheet */
  GtkWidget *count;
  GtkWidget *spinner;
  GtkWidget *trouble;
  CrmPageSource *source;
  guint n;
  guint look_id;
  guint spinner_id;
};

G_DEFINE_FINAL_TYPE (CrmPaperView, crm_paper_view, ADW_TYPE_BIN)

/* --- What is seen ----------------------------------------------------------------------------- */

/* Sheets within a screen above and below are drawn; the others give their pictures up. */
static gboolean
on_look_cb (gpointer data)
{
  CrmPaperView *self = data;
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  double height = gtk_adjustment_get_page_size (adjustment);
  guint page = 0;
  guint at = 1;

  self->look_id = 0;
  for (GtkWidget *sheet = gtk_widget_get_first_child (self->sheets); sheet != NULL;
       sheet = gtk_widget_get_next_sibling (sheet), page++) {
    graphene_rect_t bounds;
    double y;

    if (!gtk_widget_compute_bounds (sheet, self->scrolled, &bounds))
      continue;
    y = bounds.origin.y;
    crm_sheet_set_near (CRM_SHEET (sheet), y < 2 * height && y + bounds.size.height > -height);
    if (y < height / 2)
      at = page + 1;
  }
  gtk_widget_set_visible (self->count, self->n > 1);
  if (self->n > 1) {
    /* Translators: a page of how many: "2 / 5". */
    g_autofree char *text = g_strdup_printf (_ ("%u / %u"), at, self->n);

    gtk_label_set_text (GTK_LABEL (self->count), text);
  }

  return G_SOURCE_REMOVE;
}

/* Not while sizes are being given out. */
static void
look (CrmPaperView *self)
{
  if (self->look_id == 0)
    self->look_id = g_idle_add (on_look_cb, self);
}

static gboolean
on_slow_cb (gpointer data)
{
  CrmPaperView *self = data;

  self->spinner_id = 0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "making");
  gtk_spinner_start (GTK_SPINNER (self->spinner));

  return G_SOURCE_REMOVE;
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_paper_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_paper_view_parent_class)->map (widget);
  look (CRM_PAPER_VIEW (widget));
}

static void
crm_paper_view_dispose (GObject *object)
{
  CrmPaperView *self = CRM_PAPER_VIEW (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_pointer (&self->source, crm_page_source_unref);

  G_OBJECT_CLASS (crm_paper_view_parent_class)->dispose (object);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/kontor/Kontor/ui/documents/papers.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
crm_paper_view_class_init (CrmPaperViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_paper_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = crm_paper_view_map;
  load_style ();
}

static GtkWidget *
make_pages (CrmPaperView *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkAdjustment *adjustment;

  self->sheets = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_margin_top (self->sheets, 18);
  gtk_widget_set_margin_bottom (self->sheets, 18);
  gtk_widget_set_margin_start (self->sheets, 18);
  gtk_widget_set_margin_end (self->sheets, 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), SHEET_WIDTH_MAX);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), SHEET_WIDTH_MAX);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->sheets);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), clamp);
  gtk_widget_set_focusable (self->scrolled, TRUE);
  gtk_widget_add_css_class (self->scrolled, "crm-pages");
  crm_spoken_set_name (self->scrolled, _ ("The paper as it will be printed"));
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "crm-page-count");
  gtk_widget_add_css_class (self->count, "caption");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_widget_set_halign (self->count, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->count, GTK_ALIGN_END);
  gtk_widget_set_can_target (self->count, FALSE);
  gtk_widget_set_visible (self->count, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->count);

  return overlay;
}

static void
crm_paper_view_init (CrmPaperView *self)
{
  GtkWidget *nothing = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (nothing, "crm-pages");
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_halign (self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->spinner, 24, 24);
  self->trouble = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->trouble), "dialog-warning-symbolic");
  gtk_widget_add_css_class (self->trouble, "compact");
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), nothing, "nothing");
  gtk_stack_add_named (GTK_STACK (self->stack), make_pages (self), "pages");
  gtk_stack_add_named (GTK_STACK (self->stack), self->spinner, "making");
  gtk_stack_add_named (GTK_STACK (self->stack), self->trouble, "trouble");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

CrmPaperView *
crm_paper_view_new (void)
{
  return g_object_new (CRM_TYPE_PAPER_VIEW, NULL);
}

static void
show_sheets (CrmPaperView *self)
{
  GtkWidget *sheet = gtk_widget_get_first_child (self->sheets);

  self->n = crm_page_source_get_n_pages (self->source);
  for (guint i = 0; i < self->n; i++) {
    if (sheet == NULL) {
      sheet = GTK_WIDGET (crm_sheet_new ());
      gtk_box_append (GTK_BOX (self->sheets), sheet);
    }
    crm_sheet_set_page (CRM_SHEET (sheet), self->source, i);
    sheet = gtk_widget_get_next_sibling (sheet);
  }
  while (sheet != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (sheet);

    gtk_box_remove (GTK_BOX (self->sheets), sheet);
    sheet = next;
  }
}

void
crm_paper_view_set_source (CrmPaperView *self, CrmPageSource *source)
{
  g_return_if_fail (CRM_IS_PAPER_VIEW (self));

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  if (source != NULL)
    crm_page_source_ref (source);
  g_clear_pointer (&self->source, crm_page_source_unref);
  self->source = source;
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  if (source == NULL) {
    self->n = 0;
    for (GtkWidget *sheet = gtk_widget_get_first_child (self->sheets); sheet != NULL;
         sheet = gtk_widget_get_next_sibling (sheet))
      crm_sheet_set_near (CRM_SHEET (sheet), FALSE);
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
    self->spinner_id = g_timeout_add (SPINNER_MS, on_slow_cb, self);
    return;
  }
  show_sheets (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "pages");
  look (self);
}

CrmPageSource *
crm_paper_view_get_source (CrmPaperView *self)
{
  g_return_val_if_fail (CRM_IS_PAPER_VIEW (self), NULL);

  return self->source;
}

void
crm_paper_view_set_trouble (CrmPaperView *self, const char *title, const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (CRM_IS_PAPER_VIEW (self));
  g_return_if_fail (title != NULL);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_pointer (&self->source, crm_page_source_unref);
  self->n = 0;
  escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;
  adw_status_page_set_title (ADW_STATUS_PAGE (self->trouble), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->trouble), escaped);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "trouble");
}

void
crm_paper_view_rewind (CrmPaperView *self)
{
  g_return_if_fail (CRM_IS_PAPER_VIEW (self));

  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

guint
crm_paper_view_get_n_pages (CrmPaperView *self)
{
  g_return_val_if_fail (CRM_IS_PAPER_VIEW (self), 0);

  return self->n;
}

guint
crm_paper_view_get_n_drawn (CrmPaperView *self)
{
  guint n = 0;

  g_return_val_if_fail (CRM_IS_PAPER_VIEW (self), 0);

  for (GtkWidget *sheet = gtk_widget_get_first_child (self->sheets); sheet != NULL;
       sheet = gtk_widget_get_next_sibling (sheet))
    n += crm_sheet_get_texture (CRM_SHEET (sheet)) != NULL;

  return n;
}
