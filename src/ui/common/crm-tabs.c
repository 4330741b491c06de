/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-tabs.h"

#include "ui/common/crm-spoken.h"

/* The same tabs with ever fewer words; the chosen one has its own in each. */
enum {
  ROW_FULL,
  ROW_HALF, /* what stands behind the middle are pictures: talk, files, history */
  ROW_TIGHT,
  N_ROWS,
};

struct _CrmTabs {
  AdwBin parent_instance;

  GtkStack *stack;
  GtkSelectionModel *pages;
  GtkWidget *squeezer;
  GtkWidget *rows[N_ROWS];
  GPtrArray *tabs;    /* of Tab */
  GHashTable *counts; /* char * of a page → guint */
};

G_DEFINE_FINAL_TYPE (CrmTabs, crm_tabs, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_STACK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Of one page. */
typedef struct {
  CrmTabs *tabs;   /* not owned: it has this */
  gboolean behind; /* the middle */
  GtkStackPage *page;
  GtkWidget *buttons[N_ROWS];
  GtkWidget *icons[N_ROWS];
  GtkWidget *labels[N_ROWS];
} Tab;

/* --- What a tab says -------------------------------------------------------------------------- */

static void
show_button (Tab *tab, guint row, gboolean chosen, const char *words, const char *count)
{
  const char *icon = gtk_stack_page_get_icon_name (tab->page);
  gboolean short_of_room = row == ROW_TIGHT || (row == ROW_HALF && tab->behind);
  gboolean picture = short_of_room && !chosen && icon != NULL;
  const char *shown = picture ? count : words;

  gtk_widget_set_visible (tab->icons[row], picture);
  gtk_image_set_from_icon_name (GTK_IMAGE (tab->icons[row]), icon);
  gtk_label_set_text (GTK_LABEL (tab->labels[row]), shown != NULL ? shown : "");
  gtk_widget_set_visible (tab->labels[row], shown != NULL);
  crm_spoken_set_name (tab->buttons[row], words);
  crm_spoken_set_tooltip (tab->buttons[row], picture ? words : NULL);
  gtk_widget_set_visible (tab->buttons[row], gtk_stack_page_get_visible (tab->page));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab->buttons[row]), chosen);
  gtk_accessible_update_state (GTK_ACCESSIBLE (tab->buttons[row]), GTK_ACCESSIBLE_STATE_SELECTED,
                               chosen, -1);
}

static void
show (Tab *tab)
{
  CrmTabs *self = tab->tabs;
  const char *title = gtk_stack_page_get_title (tab->page);
  const char *name = gtk_stack_page_get_name (tab->page);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, name != NULL ? name : ""));
  g_autofree char *count = n > 0 ? g_strdup_printf ("%u", n) : NULL;
  g_autofree char *words =
    count != NULL ? g_strdup_printf ("%s %s", title, count) : g_strdup (title != NULL ? title : "");
  gboolean chosen =
    gtk_stack_get_visible_child (self->stack) == gtk_stack_page_get_child (tab->page);

  for (guint row = 0; row < N_ROWS; row++)
    show_button (tab, row, chosen, words, count);
}

static void
show_all (CrmTabs *self)
{
  for (guint i = 0; i < self->tabs->len; i++)
    show (self->tabs->pdata[i]);
}

static void
on_clicked_cb (Tab *tab)
{
  gtk_stack_set_visible_child (tab->tabs->stack, gtk_stack_page_get_child (tab->page));
  /* A button that was pressed again would not be the chosen one any more. */
  show_all (tab->tabs);
}

/* --- The pages -------------------------------------------------------------------------------- */

static void
tab_free (gpointer data)
{
  Tab *tab = data;

  g_signal_handlers_disconnect_by_data (tab->page, tab);
  g_object_unref (tab->page);
  for (guint row = 0; row < N_ROWS; row++) {
    g_signal_handlers_disconnect_by_data (tab->buttons[row], tab);
    gtk_box_remove (GTK_BOX (tab->tabs->rows[row]), tab->buttons[row]);
  }
  g_free (tab);
}

static void
add_button (Tab *tab, guint row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  tab->buttons[row] =
    g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, NULL);
  tab->icons[row] = gtk_image_new ();
  tab->labels[row] = gtk_label_new (NULL);
  if (row == ROW_TIGHT)
    gtk_label_set_ellipsize (GTK_LABEL (tab->labels[row]), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), tab->icons[row]);
  gtk_box_append (GTK_BOX (box), tab->labels[row]);
  gtk_button_set_child (GTK_BUTTON (tab->buttons[row]), box);
  gtk_box_append (GTK_BOX (tab->tabs->rows[row]), tab->buttons[row]);
  g_signal_connect_swapped (tab->buttons[row], "clicked", G_CALLBACK (on_clicked_cb), tab);
}

static void
on_pages_changed_cb (CrmTabs *self)
{
  GListModel *pages = G_LIST_MODEL (self->pages);
  guint n = g_list_model_get_n_items (pages);

  g_ptr_array_set_size (self->tabs, 0);
  for (guint i = 0; i < n; i++) {
    Tab *tab = g_new0 (Tab, 1);

    tab->tabs = self;
    tab->behind = 2 * i >= n;
    tab->page = g_list_model_get_item (pages, i);
    for (guint row = 0; row < N_ROWS; row++)
      add_button (tab, row);
    g_signal_connect_swapped (tab->page, "notify", G_CALLBACK (show), tab);
    g_ptr_array_add (self->tabs, tab);
  }
  show_all (self);
}

static void
set_stack (CrmTabs *self, GtkStack *stack)
{
  g_set_object (&self->stack, stack);
  if (stack == NULL)
    return;
  self->pages = gtk_stack_get_pages (stack);
  g_signal_connect_object (self->pages, "items-changed", G_CALLBACK (on_pages_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "selection-changed", G_CALLBACK (show_all), self,
                           G_CONNECT_SWAPPED);
  on_pages_changed_cb (self);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_tabs_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_STACK:
    set_stack (CRM_TABS (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
crm_tabs_dispose (GObject *object)
{
  CrmTabs *self = CRM_TABS (object);

  if (self->pages != NULL)
    g_signal_handlers_disconnect_by_data (self->pages, self);
  g_ptr_array_set_size (self->tabs, 0);
  g_clear_object (&self->pages);
  g_clear_object (&self->stack);

  G_OBJECT_CLASS (crm_tabs_parent_class)->dispose (object);
}

static void
crm_tabs_finalize (GObject *object)
{
  CrmTabs *self = CRM_TABS (object);

  g_ptr_array_unref (self->tabs);
  g_hash_table_unref (self->counts);

  G_OBJECT_CLASS (crm_tabs_parent_class)->finalize (object);
}

static void
crm_tabs_class_init (CrmTabsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = crm_tabs_set_property;
  object_class->dispose = crm_tabs_dispose;
  object_class->finalize = crm_tabs_finalize;

  properties[PROP_STACK] = g_param_spec_object ("stack", NULL, NULL, GTK_TYPE_STACK,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
crm_tabs_init (CrmTabs *self)
{
  self->tabs = g_ptr_array_new_with_free_func (tab_free);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->squeezer = adw_squeezer_new ();
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (self->squeezer), FALSE);
  adw_squeezer_set_xalign (ADW_SQUEEZER (self->squeezer), 0);
  for (guint row = 0; row < N_ROWS; row++) {
    self->rows[row] =
      g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB_LIST, NULL);
    gtk_widget_add_css_class (self->rows[row], "crm-switcher");
    adw_squeezer_add (ADW_SQUEEZER (self->squeezer), self->rows[row]);
  }
  adw_bin_set_child (ADW_BIN (self), self->squeezer);
}

void
crm_tabs_set_count (CrmTabs *self, const char *page, guint n)
{
  g_return_if_fail (CRM_IS_TABS (self));
  g_return_if_fail (page != NULL);

  g_hash_table_insert (self->counts, g_strdup (page), GUINT_TO_POINTER (n));
  show_all (self);
}

static guint
shown_row (CrmTabs *self)
{
  GtkWidget *shown = adw_squeezer_get_visible_child (ADW_SQUEEZER (self->squeezer));
  guint row = ROW_FULL;

  while (row < ROW_TIGHT && self->rows[row] != shown)
    row++;

  return row;
}

gboolean
crm_tabs_is_tight (CrmTabs *self)
{
  g_return_val_if_fail (CRM_IS_TABS (self), FALSE);

  return shown_row (self) != ROW_FULL;
}

GtkWidget *
crm_tabs_get_tab (CrmTabs *self, const char *page)
{
  g_return_val_if_fail (CRM_IS_TABS (self), NULL);

  for (guint i = 0; i < self->tabs->len; i++) {
    const Tab *tab = self->tabs->pdata[i];

    if (g_strcmp0 (gtk_stack_page_get_name (tab->page), page) == 0)
      return tab->buttons[shown_row (self)];
  }

  return NULL;
}
