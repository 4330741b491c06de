/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-column.h"

#include "base/crm-day.h"
#include "model/crm-format.h"
#include "office/lists/crm-saved-view.h"
#include "ui/common/crm-list-heading.h"
#include "ui/common/crm-phrases.h"
#include "ui/common/crm-spoken.h"

typedef struct {
  CrmDesk *desk;
  guint index;
  gboolean figure;
  gboolean instant;
  gboolean personal;
  gboolean grouped;
  CrmColumnHeading heading;
} Cells;

static GQuark
item_quark (void)
{
  return g_quark_from_static_string ("crm-list-item");
}

static void
cells_free (gpointer data, GClosure *closure)
{
  Cells *cells = data;

  g_object_unref (cells->desk);
  g_free (cells);
}

/* --- Text ------------------------------------------------------------------------------------- */

static void
show_instant (Cells *cells, CrmRow *row, GtkWidget *cell)
{
  const CrmValue *value = crm_row_get_value (row, cells->index);
  CrmLang lang = crm_desk_get_lang (cells->desk);
  g_autofree char *near = NULL;
  g_autofree char *exact = NULL;

  if (value != NULL && value->kind == CRM_VALUE_INT) {
    near = crm_instant_format_relative (value->integer, crm_desk_get_now (cells->desk), lang, NULL);
    exact = crm_instant_format (value->integer, lang, NULL);
  }
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), near);
  crm_spoken_set_tooltip (cell, exact);
}

/* What the role does not show looks like that, and says why. */
static void
show_mask (Cells *cells, CrmRow *row, GtkWidget *cell)
{
  const CrmValue *value = crm_row_get_value (row, cells->index);
  g_autofree char *why = NULL;

  if (value != NULL && crm_value_is_masked (value)) {
    crm_office_allows (crm_desk_get_office (cells->desk), CRM_RIGHT_PERSONAL, &why);
    gtk_widget_add_css_class (cell, "crm-masked");
  } else {
    gtk_widget_remove_css_class (cell, "crm-masked");
  }
  crm_spoken_set_tooltip (cell, why);
}

/* TRUE when a heading stands there. */
static gboolean
show_heading (Cells *cells, CrmRow *row, GtkWidget *cell)
{
  const CrmGroup *group = crm_row_get_group (row);
  CrmLang lang = crm_desk_get_lang (cells->desk);
  g_autofree char *text = NULL;

  if (group == NULL) {
    gtk_widget_remove_css_class (cell, "heading");
    return FALSE;
  }
  if (cells->heading.title)
    text = crm_list_heading_format (group, cells->heading.field, cells->heading.bucket, lang);
  else if (cells->heading.sum >= 0)
    text = crm_list_heading_sums (group, (guint)cells->heading.sum, lang);
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  gtk_widget_remove_css_class (cell, "crm-masked");
  gtk_widget_add_css_class (cell, "heading");
  crm_spoken_set_tooltip (cell, text);

  return TRUE;
}

static void
show_cell (Cells *cells, CrmRow *row, GtkWidget *cell)
{
  g_autofree char *text = NULL;

  if (cells->grouped && show_heading (cells, row, cell))
    return;
  if (cells->grouped)
    crm_spoken_set_tooltip (cell, NULL);
  if (cells->instant) {
    show_instant (cells, row, cell);
    return;
  }
  text = crm_row_format (row, cells->index, crm_desk_get_lang (cells->desk));
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  if (cells->personal)
    show_mask (cells, row, cell);
}

static void
on_row_changed_cb (CrmRow *row, GtkListItem *item)
{
  Cells *cells = g_object_get_data (G_OBJECT (item), "crm-cells");

  show_cell (cells, row, gtk_list_item_get_child (item));
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (cell), 1);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (cell), 1);
  /* As high as its one line: a higher one would wrap before it ellipsizes. */
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  if (cells->figure) {
    gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), 1.0f);
    gtk_widget_add_css_class (cell, "numeric");
  }
  g_object_set_data (G_OBJECT (item), "crm-cells", cells);
  g_object_set_qdata (G_OBJECT (cell), item_quark (), item);
  gtk_list_item_set_child (item, cell);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  CrmRow *row = gtk_list_item_get_item (item);

  g_signal_connect (row, "changed", G_CALLBACK (on_row_changed_cb), item);
  show_cell (cells, row, gtk_list_item_get_child (item));
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), on_row_changed_cb, item);
}

/* --- Sorting ---------------------------------------------------------------------------------- */

typedef struct {
  CrmSortProbe *probe;
  int column;
} Sorted;

static int
note_column (gconstpointer a, gconstpointer b, gpointer data)
{
  Sorted *sorted = data;

  sorted->probe->column = sorted->column;

  return -1;
}

static GtkSorter *
new_sorter (CrmSortProbe *probe, guint index)
{
  Sorted *sorted = g_new0 (Sorted, 1);

  sorted->probe = probe;
  sorted->column = (int)index;

  return GTK_SORTER (gtk_custom_sorter_new (note_column, sorted, g_free));
}

/* --- Columns ---------------------------------------------------------------------------------- */

int
crm_list_column_width (const CrmField *field)
{
  if (field == NULL)
    return 120;

  switch (field->type) {
  case CRM_FIELD_YESNO:
  case CRM_FIELD_LANGUAGE:
  case CRM_FIELD_COUNTRY:
  case CRM_FIELD_CURRENCY:
  case CRM_FIELD_PERCENT:
  case CRM_FIELD_DURATION:
    return 84;
  case CRM_FIELD_INTEGER:
    return 78;
  case CRM_FIELD_DAY:
  case CRM_FIELD_QUANTITY:
    return 96;
  case CRM_FIELD_INSTANT:
  case CRM_FIELD_PRICE:
  case CRM_FIELD_RATE:
  case CRM_FIELD_CHOICE:
    return 120;
  case CRM_FIELD_MONEY:
  case CRM_FIELD_PHONE:
    return 138;
  case CRM_FIELD_TEXT:
  case CRM_FIELD_NOTE:
  case CRM_FIELD_REFERENCE:
  case CRM_FIELD_ANY:
  case CRM_FIELD_PARENT:
  case CRM_FIELD_TAGS:
  case CRM_FIELD_EMAIL:
  case CRM_FIELD_LINK:
  case CRM_FIELD_REQUISITE:
  case CRM_FIELD_JSON:
  case CRM_FIELD_XML:
  case CRM_FIELD_BLOB:
  default:
    return 150;
  }
}

GtkColumnViewColumn *
crm_list_column_new (CrmDesk *desk, CrmRecordList *list, guint index, CrmSortProbe *probe)
{
  const CrmField *field = crm_path_get_field (crm_record_list_get_column (list, index));
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Cells *cells = g_new0 (Cells, 1);
  GtkColumnViewColumn *column;
  g_autoptr (GtkSorter) sorter = new_sorter (probe, index);

  cells->desk = g_object_ref (desk);
  cells->index = index;
  cells->personal = field != NULL && (field->flags & CRM_FIELD_PERSONAL) != 0;
  cells->figure = field != NULL && crm_field_is_figure (field);
  cells->instant = field != NULL && field->type == CRM_FIELD_INSTANT;
  g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup_cb), cells, cells_free, 0);
  g_object_set_data (G_OBJECT (factory), "crm-cells", cells);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), cells);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), cells);
  column = gtk_column_view_column_new (field != NULL ? crm_field_get_label (field) : "", factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_sorter (column, sorter);

  return column;
}

void
crm_list_column_set_heading (GtkColumnViewColumn *column, const CrmColumnHeading *heading)
{
  GtkListItemFactory *factory = gtk_column_view_column_get_factory (column);
  Cells *cells = g_object_get_data (G_OBJECT (factory), "crm-cells");

  cells->grouped = TRUE;
  cells->heading = *heading;
}

/* --- The state -------------------------------------------------------------------------------- */

static const char *const tones[] = { "crm-waiting", "crm-active", "crm-soon", "crm-late",
                                     "crm-done" };

static void
show_state (CrmRow *row, GtkListItem *item)
{
  GtkWidget *bar = gtk_list_item_get_child (item);
  const CrmEntity *entity = g_object_get_data (G_OBJECT (item), "crm-entity");
  GArray *rules = g_object_get_data (G_OBJECT (item), "crm-rules");
  guint rule = crm_row_get_rule (row);
  const CrmChoice *choice = NULL;
  const char *word = NULL;
  const char *tone;

  if (rule > 0 && rule <= rules->len) {
    const CrmColourRule *met = &g_array_index (rules, CrmColourRule, rule - 1);

    tone = crm_tone_class (met->tone);
    word = met->word;
  } else {
    tone = crm_tone_class (crm_entity_state_tone (entity, crm_row_get_state (row), &choice));
    word = choice != NULL ? crm_choice_get_label (choice) : NULL;
  }

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    if (tone == NULL || !g_str_equal (tone, tones[i]))
      gtk_widget_remove_css_class (bar, tones[i]);
  if (tone != NULL)
    gtk_widget_add_css_class (bar, tone);
  crm_spoken_set_tooltip (bar, word);
}

static void
on_state_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GArray *rules)
{
  const CrmEntity *entity = g_object_get_data (G_OBJECT (factory), "crm-entity");
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (bar, "crm-bar");
  g_object_set_data (G_OBJECT (item), "crm-entity", (gpointer)entity);
  g_object_set_data (G_OBJECT (item), "crm-rules", rules);
  g_object_set_qdata (G_OBJECT (bar), item_quark (), item);
  gtk_list_item_set_child (item, bar);
}

static void
on_state_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  CrmRow *row = gtk_list_item_get_item (item);

  g_signal_connect (row, "changed", G_CALLBACK (show_state), item);
  show_state (row, item);
}

static void
on_state_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_state, item);
}

static void
rules_free (gpointer rules, GClosure *closure)
{
  g_array_unref (rules);
}

GtkColumnViewColumn *
crm_list_column_new_state (const CrmEntity *entity, GArray *rules)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_object_set_data (G_OBJECT (factory), "crm-entity", (gpointer)entity);
  g_signal_connect_data (factory, "setup", G_CALLBACK (on_state_setup_cb), g_array_ref (rules),
                         rules_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (on_state_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_state_unbind_cb), NULL);
  column = gtk_column_view_column_new ("", factory);
  gtk_column_view_column_set_fixed_width (column, 12);

  return column;
}

/* The widget may be the cell around ours, or the whole row. */
static GtkListItem *
item_within (GtkWidget *widget)
{
  for (int depth = 0; widget != NULL && depth < 3; depth++) {
    GtkListItem *item = g_object_get_qdata (G_OBJECT (widget), item_quark ());

    if (item != NULL)
      return item;
    widget = gtk_widget_get_first_child (widget);
  }

  return NULL;
}

static GtkListItem *
item_of (GtkWidget *widget)
{
  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at)) {
    GtkListItem *item = item_within (at);

    if (item != NULL)
      return item;
  }

  return NULL;
}

guint
crm_list_column_position_of (GtkWidget *widget)
{
  GtkListItem *item = item_of (widget);

  return item != NULL ? gtk_list_item_get_position (item) : GTK_INVALID_LIST_POSITION;
}

int
crm_list_column_index_of (GtkWidget *widget)
{
  GtkListItem *item = item_of (widget);
  const Cells *cells = item != NULL ? g_object_get_data (G_OBJECT (item), "crm-cells") : NULL;

  return cells != NULL ? (int)cells->index : -1;
}
