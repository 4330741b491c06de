/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-card-strip.h"

#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmCardStrip {
  AdwBin parent_instance;

  GtkWidget *scrolled;
  GtkWidget *box;
  GtkWidget *menu;

  CrmDesk *desk;
  CrmOpenCards *cards;
  GPtrArray *tabs; /* widgets, by place */
  guint show_source;
  guint menu_at;
};

G_DEFINE_FINAL_TYPE (CrmCardStrip, crm_card_strip, ADW_TYPE_BIN)

typedef struct {
  GtkWidget *box;
  GtkWidget *go;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *dot;
  GtkWidget *close;
} Tab;

static guint
place_of (CrmCardStrip *self, GtkWidget *box)
{
  for (guint i = 0; i < self->tabs->len; i++)
    if (((Tab *)g_ptr_array_index (self->tabs, i))->box == box)
      return i;

  g_return_val_if_reached (0);
}

static CrmCardStrip *
strip_of (GtkWidget *box)
{
  return CRM_CARD_STRIP (gtk_widget_get_ancestor (box, CRM_TYPE_CARD_STRIP));
}

/* --- What is done with a tab ------------------------------------------------------------------ */

static void
on_go_clicked_cb (GtkWidget *box)
{
  CrmCardStrip *self = strip_of (box);

  crm_open_cards_go (self->cards, place_of (self, box));
}

static void
on_close_clicked_cb (GtkWidget *box)
{
  CrmCardStrip *self = strip_of (box);

  crm_open_cards_close (self->cards, place_of (self, box));
}

static void
show_menu (CrmCardStrip *self, GtkWidget *box)
{
  graphene_rect_t at;

  self->menu_at = place_of (self, box);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "strip.window",
                                 crm_open_cards_get (self->cards, self->menu_at)->id != 0);
  if (!gtk_widget_compute_bounds (box, GTK_WIDGET (self), &at))
    return;
  gtk_popover_set_pointing_to (
    GTK_POPOVER (self->menu),
    &(GdkRectangle){ (int)at.origin.x, (int)at.origin.y, (int)at.size.width, (int)at.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  GtkWidget *box = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (button == GDK_BUTTON_SECONDARY)
    show_menu (strip_of (box), box);
  else if (button == GDK_BUTTON_MIDDLE)
    on_close_clicked_cb (box);
}

static gboolean
on_key_pressed_cb (GtkWidget *box, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval == GDK_KEY_Delete)
    on_close_clicked_cb (box);
  else if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    show_menu (strip_of (box), box);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
close_one (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCardStrip *self = CRM_CARD_STRIP (widget);

  if (self->cards != NULL && self->menu_at < crm_open_cards_get_n (self->cards))
    crm_open_cards_close (self->cards, self->menu_at);
}

static void
close_others (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCardStrip *self = CRM_CARD_STRIP (widget);

  if (self->cards != NULL && self->menu_at < crm_open_cards_get_n (self->cards))
    crm_open_cards_close_all (self->cards, (int)self->menu_at);
}

static void
close_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCardStrip *self = CRM_CARD_STRIP (widget);

  if (self->cards != NULL)
    crm_open_cards_close_all (self->cards, -1);
}

static void
own_window (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCardStrip *self = CRM_CARD_STRIP (widget);
  const CrmOpenCard *card;

  if (self->cards == NULL || self->menu_at >= crm_open_cards_get_n (self->cards))
    return;
  card = crm_open_cards_get (self->cards, self->menu_at);
  if (card->id != 0)
    crm_desk_open (self->desk, card->entity, card->id, TRUE);
}

/* --- Showing ---------------------------------------------------------------------------------- */

static void
make_buttons (Tab *tab)
{
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  tab->icon = gtk_image_new ();
  tab->title = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (tab->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (tab->title), 6);
  gtk_label_set_max_width_chars (GTK_LABEL (tab->title), 22);
  gtk_label_set_xalign (GTK_LABEL (tab->title), 0);
  tab->dot = gtk_label_new ("•");
  crm_spoken_set_tooltip (tab->dot, _ ("Not saved yet"));
  gtk_box_append (GTK_BOX (inner), tab->icon);
  gtk_box_append (GTK_BOX (inner), tab->title);
  gtk_box_append (GTK_BOX (inner), tab->dot);
  tab->go = g_object_new (GTK_TYPE_BUTTON, "child", inner, "accessible-role",
                          GTK_ACCESSIBLE_ROLE_TAB, NULL);
  gtk_widget_add_css_class (tab->go, "flat");
  tab->close = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (tab->close, "flat");
  gtk_widget_add_css_class (tab->close, "crm-small");
  gtk_widget_set_valign (tab->close, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (tab->close, FALSE);
  crm_spoken_set (tab->close, _ ("Close this card (Ctrl+F4)"));
}

static Tab *
add_tab (CrmCardStrip *self)
{
  Tab *tab = g_new0 (Tab, 1);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  make_buttons (tab);
  tab->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (tab->box, "crm-tab");
  gtk_box_append (GTK_BOX (tab->box), tab->go);
  gtk_box_append (GTK_BOX (tab->box), tab->close);
  g_signal_connect_swapped (tab->go, "clicked", G_CALLBACK (on_go_clicked_cb), tab->box);
  g_signal_connect_swapped (tab->close, "clicked", G_CALLBACK (on_close_clicked_cb), tab->box);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed_cb), NULL);
  gtk_widget_add_controller (tab->box, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), tab->box);
  gtk_widget_add_controller (tab->box, key);
  gtk_box_append (GTK_BOX (self->box), tab->box);
  g_ptr_array_add (self->tabs, tab);

  return tab;
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_tab (CrmCardStrip *self, Tab *tab, const CrmOpenCard *card, gboolean current)
{
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), card->entity);

  gtk_image_set_from_icon_name (GTK_IMAGE (tab->icon), entity != NULL && entity->icon != NULL
                                                         ? entity->icon
                                                         : "text-x-generic-symbolic");
  gtk_label_set_text (GTK_LABEL (tab->title), card->title);
  crm_spoken_set_tooltip (tab->go, card->title);
  gtk_widget_set_visible (tab->dot, card->unsaved);
  set_class (tab->box, "crm-current", current);
  set_class (tab->title, "crm-passing", card->passing);
  gtk_accessible_update_state (GTK_ACCESSIBLE (tab->go), GTK_ACCESSIBLE_STATE_SELECTED, current,
                               -1);
  crm_spoken_set_name (tab->go, card->title);
}

/* After tabs have their places: the one that is looked at is in sight. */
static gboolean
on_show_current_cb (gpointer data)
{
  CrmCardStrip *self = data;
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  int at = self->cards != NULL ? crm_open_cards_get_current (self->cards) : -1;
  graphene_rect_t bounds;

  self->show_source = 0;
  if (at >= 0 && at < (int)self->tabs->len &&
      gtk_widget_compute_bounds (((Tab *)g_ptr_array_index (self->tabs, (guint)at))->box, self->box,
                                 &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);

  return G_SOURCE_REMOVE;
}

static void
show (CrmCardStrip *self)
{
  guint n = self->cards != NULL ? crm_open_cards_get_n (self->cards) : 0;

  while (self->tabs->len > n) {
    Tab *last = g_ptr_array_index (self->tabs, self->tabs->len - 1);

    gtk_box_remove (GTK_BOX (self->box), last->box);
    g_ptr_array_set_size (self->tabs, (int)self->tabs->len - 1);
  }
  for (guint i = 0; i < n; i++)
    show_tab (self, i < self->tabs->len ? g_ptr_array_index (self->tabs, i) : add_tab (self),
              crm_open_cards_get (self->cards, i),
              (int)i == crm_open_cards_get_current (self->cards));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0 && crm_open_cards_has_kept (self->cards));
  if (self->show_source == 0)
    self->show_source = g_timeout_add (50, on_show_current_cb, self);
}

/* A wheel turns along the strip, there is nowhere else to go. */
static gboolean
on_scroll_cb (CrmCardStrip *self, double dx, double dy)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + (dx + dy) * 60);

  return GDK_EVENT_STOP;
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_card_strip_dispose (GObject *object)
{
  CrmCardStrip *self = CRM_CARD_STRIP (object);

  g_clear_handle_id (&self->show_source, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->cards);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_card_strip_parent_class)->dispose (object);
}

static void
crm_card_strip_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_CARD_STRIP (object)->tabs);

  G_OBJECT_CLASS (crm_card_strip_parent_class)->finalize (object);
}

static void
crm_card_strip_class_init (CrmCardStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_card_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_card_strip_finalize;
  gtk_widget_class_install_action (widget_class, "strip.close", NULL, close_one);
  gtk_widget_class_install_action (widget_class, "strip.close-others", NULL, close_others);
  gtk_widget_class_install_action (widget_class, "strip.close-all", NULL, close_all);
  gtk_widget_class_install_action (widget_class, "strip.window", NULL, own_window);
}

static GtkWidget *
make_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Close"), "strip.close");
  g_menu_append (menu, _ ("Close the others"), "strip.close-others");
  g_menu_append (menu, _ ("Close all"), "strip.close-all");
  g_menu_append (menu, _ ("Open in its own window"), "strip.window");

  return gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
}

static void
crm_card_strip_init (CrmCardStrip *self)
{
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->tabs = g_ptr_array_new_with_free_func (g_free);
  self->box = g_object_new (GTK_TYPE_BOX, "spacing", 3, "accessible-role",
                            GTK_ACCESSIBLE_ROLE_TAB_LIST, NULL);
  crm_spoken_set_name (self->box, _ ("Open cards"));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-strip");
  adw_bin_set_child (ADW_BIN (self), self->scrolled);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll_cb), self);
  gtk_widget_add_controller (self->scrolled, scroll);
  self->menu = make_menu ();
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

CrmCardStrip *
crm_card_strip_new (void)
{
  return g_object_new (CRM_TYPE_CARD_STRIP, NULL);
}

void
crm_card_strip_set_cards (CrmCardStrip *self, CrmDesk *desk, CrmOpenCards *cards)
{
  g_return_if_fail (CRM_IS_CARD_STRIP (self));
  g_return_if_fail (cards == NULL || CRM_IS_DESK (desk));

  if (self->cards != NULL)
    g_signal_handlers_disconnect_by_func (self->cards, show, self);
  g_set_object (&self->cards, cards);
  g_set_object (&self->desk, desk);
  if (cards != NULL)
    g_signal_connect_object (cards, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
