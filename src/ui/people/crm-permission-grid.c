/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/people/crm-permission-grid.h"

#include "model/crm-format.h"
#include "office/people/crm-role.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GtkWidget *button;
  GtkWidget *icon;
  GtkWidget *word;
  GSimpleAction *action;
} Cell;

/* A kind of records; or, first of all, everything else. */
typedef struct {
  char *entity;
  char *label;
  gboolean scoped; /* has somebody responsible */
  GtkWidget *name;
  GtkWidget *above; /* a heading before it, or NULL */
  GSimpleAction *follow;
  Cell cells[CRM_N_ACTIONS];
} Row;

struct _CrmPermissionGrid {
  AdwBin parent_instance;

  CrmCard *card; /* it owns this */
  GtkWidget *grid;
  GtkWidget *heads[CRM_N_ACTIONS];
  GPtrArray *rows;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (CrmPermissionGrid, crm_permission_grid, ADW_TYPE_BIN)

/* By CrmScopeKind. */
static const char *const icons[] = { "action-unavailable-symbolic", "avatar-default-symbolic",
                                     "system-users-symbolic", "object-select-symbolic" };

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->entity);
  g_free (row->label);
  g_free (row);
}

static const char *
action_label (CrmPermissionGrid *self, CrmAction action)
{
  CrmSchema *schema = crm_desk_get_schema (crm_card_get_desk (self->card));
  const CrmEntity *entity = crm_schema_find (schema, "permission");

  return crm_field_get_label (crm_entity_find_field (entity, crm_role_action_field (action)));
}

static const char *
scope_label (CrmScopeKind scope)
{
  return crm_choice_get_label (&crm_role_scopes ()[scope]);
}

static CrmRecord *
role_of (CrmPermissionGrid *self)
{
  CrmDraft *draft = crm_card_get_draft (self->card);

  return draft != NULL ? crm_draft_get_record (draft) : NULL;
}

/* --- Showing ---------------------------------------------------------------------------------- */

/* What has nobody responsible is seen as a whole or not at all. */
static CrmScopeKind
shown_scope (const Row *row, CrmScopeKind scope)
{
  return !row->scoped && scope != CRM_SCOPE_NONE ? CRM_SCOPE_ALL : scope;
}

static void
show_cell (CrmPermissionGrid *self,
           const Row *row,
           CrmAction action,
           CrmScopeKind scope,
           gboolean own)
{
  static const char *const tones[] = { "crm-waiting", "crm-soon", "crm-active", "crm-done" };
  const Cell *cell = &row->cells[action];
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (cell->icon, tones[i]);
  gtk_widget_add_css_class (cell->icon, tones[scope]);
  gtk_image_set_from_icon_name (GTK_IMAGE (cell->icon), icons[scope]);
  gtk_label_set_text (GTK_LABEL (cell->word), scope_label (scope));
  if (own)
    gtk_widget_remove_css_class (cell->button, "crm-follows");
  else
    gtk_widget_add_css_class (cell->button, "crm-follows");
  /* Translators: a kind of records, what is done with them, to whose: "Clients, see: own". */
  name = g_strdup_printf (_ ("%s, %s: %s"), row->label, action_label (self, action),
                          scope_label (scope));
  crm_spoken_set_tooltip (cell->button, name);
  crm_spoken_set_name (cell->button, name);
  g_simple_action_set_state (cell->action, g_variant_new_string (crm_role_scope_key (scope)));
}

static void
show (CrmPermissionGrid *self)
{
  CrmRecord *role = role_of (self);
  gboolean editable;

  if (role == NULL)
    return;
  editable = crm_draft_may_edit (crm_card_get_draft (self->card), NULL);
  for (guint i = 0; i < CRM_N_ACTIONS; i++)
    gtk_widget_set_sensitive (self->heads[i], editable);
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);
    gboolean own = i == 0 || crm_role_has_own (role, row->entity);

    gtk_widget_set_sensitive (row->name, editable);
    if (row->follow != NULL)
      g_simple_action_set_enabled (row->follow, own);
    for (guint k = 0; k < CRM_N_ACTIONS; k++) {
      gtk_widget_set_sensitive (row->cells[k].button, editable);
      show_cell (self, row, k, shown_scope (row, crm_role_get_scope (role, row->entity, k)), own);
    }
  }
}

/* --- Choosing --------------------------------------------------------------------------------- */

static void
changed (CrmPermissionGrid *self)
{
  crm_draft_touch (crm_card_get_draft (self->card));
  show (self);
}

/* Where it is allowed or not, anything is all. */
static void
set_scope (CrmPermissionGrid *self, Row *row, CrmAction action, CrmScopeKind scope)
{
  crm_role_set_scope (role_of (self), row->entity, action, shown_scope (row, scope));
}

static void
on_cell_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  CrmPermissionGrid *self = data;
  CrmScopeKind scope = crm_role_scope_from_key (g_variant_get_string (state, NULL));

  for (guint i = 0; i < self->rows->len; i++)
    for (guint k = 0; k < CRM_N_ACTIONS; k++)
      if (((Row *)self->rows->pdata[i])->cells[k].action == action)
        set_scope (self, self->rows->pdata[i], k, scope);
  changed (self);
}

static guint
number_of (GSimpleAction *action)
{
  return (guint)g_ascii_strtoull (strchr (g_action_get_name (G_ACTION (action)), '-') + 1, NULL,
                                  10);
}

static void
on_row_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmPermissionGrid *self = data;
  CrmScopeKind scope = crm_role_scope_from_key (g_variant_get_string (parameter, NULL));

  for (guint k = 0; k < CRM_N_ACTIONS; k++)
    set_scope (self, g_ptr_array_index (self->rows, number_of (action)), k, scope);
  changed (self);
}

static void
on_column_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmPermissionGrid *self = data;
  CrmScopeKind scope = crm_role_scope_from_key (g_variant_get_string (parameter, NULL));

  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);

    /* What follows the first row goes with it. */
    if (i == 0 || crm_role_has_own (role_of (self), row->entity))
      set_scope (self, row, number_of (action), scope);
  }
  changed (self);
}

static void
on_follow_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmPermissionGrid *self = data;
  Row *row = g_ptr_array_index (self->rows, number_of (action));

  crm_role_follow_rest (role_of (self), row->entity);
  changed (self);
}

/* --- Building --------------------------------------------------------------------------------- */

static GSimpleAction *
add_action (CrmPermissionGrid *self, const char *name, gboolean scope, GCallback activate)
{
  GSimpleAction *action = g_simple_action_new (name, scope ? G_VARIANT_TYPE_STRING : NULL);

  g_signal_connect_object (action, "activate", activate, self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  /* The group keeps it. */
  g_object_unref (action);

  return action;
}

/* "Nothing", "Own", …: for the action of this name. */
static void
append_scopes (GMenu *menu, const char *action, gboolean scoped)
{
  g_autofree char *detailed = g_strconcat ("permit.", action, NULL);

  for (guint i = 0; i <= CRM_SCOPE_ALL; i++) {
    g_autoptr (GMenuItem) item = NULL;

    if (!scoped && i != CRM_SCOPE_NONE && i != CRM_SCOPE_ALL)
      continue;
    item = g_menu_item_new (scope_label (i), NULL);
    g_menu_item_set_action_and_target (item, detailed, "s", crm_role_scope_key (i));
    g_menu_append_item (menu, item);
  }
}

/* A popover for each of sixty cells would be slow to make: it is made when it is wanted. */
static void
make_popover (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static GtkWidget *
new_button (GtkWidget *child, GMenu *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), child);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "crm-permit");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_popover,
                                         g_object_ref (menu), g_object_unref);

  return button;
}

static GtkWidget *
new_text (const char *icon, const char *text, GtkWidget **image, GtkWidget **label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *made = gtk_label_new (text);
  GtkWidget *picture = icon != NULL ? gtk_image_new_from_icon_name (icon) : NULL;

  if (picture != NULL)
    gtk_box_append (GTK_BOX (box), picture);
  gtk_label_set_xalign (GTK_LABEL (made), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (made), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), made);
  if (image != NULL)
    *image = picture;
  if (label != NULL)
    *label = made;

  return box;
}

static void
add_cell (CrmPermissionGrid *self, Row *row, CrmAction action)
{
  Cell *cell = &row->cells[action];
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *name = g_strdup_printf ("cell-%u-%u", self->rows->len, action);
  GtkWidget *child = new_text (icons[0], "", &cell->icon, &cell->word);

  cell->action =
    g_simple_action_new_stateful (name, G_VARIANT_TYPE_STRING, g_variant_new_string ("none"));
  g_signal_connect_object (cell->action, "change-state", G_CALLBACK (on_cell_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (cell->action));
  g_object_unref (cell->action);
  append_scopes (menu, name, row->scoped);
  gtk_label_set_width_chars (GTK_LABEL (cell->word), 5);
  cell->button = new_button (child, menu);
  gtk_widget_add_css_class (cell->button, "crm-cell");
  gtk_widget_set_hexpand (cell->button, TRUE);
  gtk_grid_attach (GTK_GRID (self->grid), cell->button, 0, 0, 1, 1);
}

static void
add_name (CrmPermissionGrid *self, Row *row, const char *icon)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) all = g_menu_new ();
  g_autofree char *name = g_strdup_printf ("row-%u", self->rows->len);
  g_autofree char *tooltip = NULL;

  add_action (self, name, TRUE, G_CALLBACK (on_row_cb));
  append_scopes (all, name, row->scoped);
  g_menu_append_section (menu, _ ("All of this row"), G_MENU_MODEL (all));
  if (self->rows->len > 0) {
    g_autoptr (GMenu) rest = g_menu_new ();
    g_autofree char *follow = g_strdup_printf ("follow-%u", self->rows->len);
    g_autofree char *detailed = g_strconcat ("permit.", follow, NULL);

    row->follow = add_action (self, follow, FALSE, G_CALLBACK (on_follow_cb));
    g_menu_append (rest, _ ("As everything else"), detailed);
    g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  }
  row->name = new_button (new_text (icon, row->label, NULL, NULL), menu);
  /* Translators: the placeholder is a kind of records. */
  tooltip = g_strdup_printf (_ ("%s: all of this row"), row->label);
  crm_spoken_set (row->name, tooltip);
  gtk_widget_set_halign (row->name, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (self->grid), row->name, 0, 0, 1, 1);
}

static Row *
add_row (CrmPermissionGrid *self,
         const char *entity,
         const char *label,
         const char *icon,
         gboolean scoped)
{
  Row *row = g_new0 (Row, 1);

  row->entity = g_strdup (entity);
  row->label = g_strdup (label);
  row->scoped = scoped;
  add_name (self, row, icon);
  for (guint i = 0; i < CRM_N_ACTIONS; i++)
    add_cell (self, row, i);
  g_ptr_array_add (self->rows, row);

  return row;
}

static GtkWidget *
new_heading (CrmPermissionGrid *self, const char *text)
{
  GtkWidget *heading = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (heading), 0.0f);
  gtk_widget_add_css_class (heading, "caption");
  gtk_widget_add_css_class (heading, "dim-label");
  gtk_widget_set_margin_top (heading, 12);
  gtk_widget_set_margin_start (heading, 6);
  gtk_grid_attach (GTK_GRID (self->grid), heading, 0, 0, 1, 1);

  return heading;
}

static void
add_kinds (CrmPermissionGrid *self, gboolean inside)
{
  gsize n;
  const CrmEntity *const *entities =
    crm_schema_get_entities (crm_desk_get_schema (crm_card_get_desk (self->card)), &n);
  gboolean first = inside;

  for (gsize i = 0; i < n; i++) {
    Row *row;

    if (!crm_role_rules_over (entities[i]) || entities[i]->inside != inside)
      continue;
    row = add_row (self, entities[i]->name, _ (entities[i]->label_many), entities[i]->icon,
                   entities[i]->responsible != NULL);
    if (first)
      row->above = new_heading (self, _ ("Inside the cards"));
    first = FALSE;
  }
}

static void
add_heads (CrmPermissionGrid *self)
{
  for (guint i = 0; i < CRM_N_ACTIONS; i++) {
    g_autoptr (GMenu) menu = g_menu_new ();
    g_autoptr (GMenu) all = g_menu_new ();
    g_autofree char *name = g_strdup_printf ("column-%u", i);
    g_autofree char *tooltip = NULL;

    add_action (self, name, TRUE, G_CALLBACK (on_column_cb));
    append_scopes (all, name, TRUE);
    g_menu_append_section (menu, _ ("All of this column"), G_MENU_MODEL (all));
    self->heads[i] = new_button (new_text (NULL, action_label (self, i), NULL, NULL), menu);
    /* Translators: the placeholder is "See", "Add", "Change" or "To the trash". */
    tooltip = g_strdup_printf (_ ("%s: all of this column"), action_label (self, i));
    crm_spoken_set (self->heads[i], tooltip);
    gtk_widget_add_css_class (self->heads[i], "dim-label");
    gtk_grid_attach (GTK_GRID (self->grid), self->heads[i], 0, 0, 1, 1);
  }
}

/* --- Placing ---------------------------------------------------------------------------------- */

static void
put (CrmPermissionGrid *self, GtkWidget *widget, int column, int row, int span)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->grid);
  GtkGridLayoutChild *child =
    GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, widget));

  gtk_grid_layout_child_set_column (child, column);
  gtk_grid_layout_child_set_row (child, row);
  gtk_grid_layout_child_set_column_span (child, span);
}

/* In a narrow card the name stands above its cells. */
static void
place (CrmPermissionGrid *self)
{
  gboolean narrow = crm_card_is_narrow (self->card);
  int first = narrow ? 0 : 1;
  int at = 1;

  if (narrow)
    gtk_widget_add_css_class (self->grid, "crm-narrow");
  else
    gtk_widget_remove_css_class (self->grid, "crm-narrow");
  for (guint i = 0; i < CRM_N_ACTIONS; i++)
    put (self, self->heads[i], first + (int)i, 0, 1);
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);

    if (row->above != NULL)
      put (self, row->above, 0, at++, CRM_N_ACTIONS);
    put (self, row->name, 0, at, narrow ? CRM_N_ACTIONS : 1);
    if (narrow)
      at++;
    for (guint k = 0; k < CRM_N_ACTIONS; k++)
      put (self, row->cells[k].button, first + (int)k, at, 1);
    at++;
  }
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_permission_grid_finalize (GObject *object)
{
  CrmPermissionGrid *self = CRM_PERMISSION_GRID (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->actions);

  G_OBJECT_CLASS (crm_permission_grid_parent_class)->finalize (object);
}

static void
crm_permission_grid_class_init (CrmPermissionGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_permission_grid_finalize;
}

static void
crm_permission_grid_init (CrmPermissionGrid *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->actions = g_simple_action_group_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "permit", G_ACTION_GROUP (self->actions));
  self->grid = gtk_grid_new ();
  gtk_widget_add_css_class (self->grid, "crm-permits");
}

CrmPermissionGrid *
crm_permission_grid_new (CrmCard *card)
{
  CrmPermissionGrid *self;
  GtkWidget *box;
  GtkWidget *title;

  g_return_val_if_fail (CRM_IS_CARD (card), NULL);

  self = g_object_new (CRM_TYPE_PERMISSION_GRID, NULL);
  self->card = card;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  title = gtk_label_new (_ (crm_role_entity.lines[0].label));
  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->grid);
  adw_bin_set_child (ADW_BIN (self), box);
  crm_spoken_set_name (self->grid, _ (crm_role_entity.lines[0].label));
  add_heads (self);
  add_row (self, CRM_ROLE_REST, _ ("Everything else"), "view-more-horizontal-symbolic", TRUE);
  add_kinds (self, FALSE);
  add_kinds (self, TRUE);
  place (self);
  g_signal_connect_object (card, "narrow-changed", G_CALLBACK (place), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "record-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);

  return self;
}

/* --- For tests and menus ---------------------------------------------------------------------- */

static Row *
find_row (CrmPermissionGrid *self, const char *entity)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (((Row *)self->rows->pdata[i])->entity, entity))
      return self->rows->pdata[i];

  return NULL;
}

static const Cell *
find_cell (CrmPermissionGrid *self, const char *entity, const char *action)
{
  Row *row = find_row (self, entity);

  for (guint i = 0; row != NULL && i < CRM_N_ACTIONS; i++)
    if (g_str_equal (crm_role_action_field (i), action))
      return &row->cells[i];

  return NULL;
}

void
crm_permission_grid_choose (CrmPermissionGrid *self,
                            const char *entity,
                            const char *action,
                            const char *scope)
{
  const Cell *cell;

  g_return_if_fail (CRM_IS_PERMISSION_GRID (self));

  cell = find_cell (self, entity, action);
  g_return_if_fail (cell != NULL);
  g_action_change_state (G_ACTION (cell->action), g_variant_new_string (scope));
}

const char *
crm_permission_grid_get_text (CrmPermissionGrid *self, const char *entity, const char *action)
{
  const Cell *cell;

  g_return_val_if_fail (CRM_IS_PERMISSION_GRID (self), NULL);

  cell = find_cell (self, entity, action);

  return cell != NULL ? gtk_label_get_text (GTK_LABEL (cell->word)) : NULL;
}
