/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-form.h"

#include "base/crm-day.h"
#include "model/crm-query.h"
#include "ui/common/crm-editor.h"
#include "ui/common/crm-lines-table.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const CrmField *field;
  GtkWidget *cell; /* holds label and editor */
  GtkWidget *label;
  CrmEditor *editor;
  gboolean visible;
} Row;

typedef struct {
  GtkWidget *box;
  GtkWidget *grid;
  GArray *rows; /* of Row */
  gboolean laid_out;
} Group;

struct _CrmForm {
  AdwBin parent_instance;

  const CrmEntity *entity;
  CrmDraft *draft;
  gboolean narrow;
  GtkWidget *box;
  GPtrArray *groups;
  GPtrArray *tables;
  GHashTable *left_out; /* names of fields that something else in the card shows */
  GHashTable *given_up; /* of fields and lines that something else edits */
};

G_DEFINE_FINAL_TYPE (CrmForm, crm_form, ADW_TYPE_BIN)

static guint taken_signal;

static void
group_free (gpointer data)
{
  Group *group = data;

  for (guint i = 0; i < group->rows->len; i++) {
    Row *row = &g_array_index (group->rows, Row, i);

    g_object_unref (row->cell);
  }
  g_array_unref (group->rows);
  g_free (group);
}

/* --- What is shown ---------------------------------------------------------------------------- */

static gboolean
is_visible (CrmForm *self, const CrmField *field)
{
  CrmRecord *record = crm_draft_get_record (self->draft);
  gboolean filled = !crm_record_is_null (record, field->name);

  if (g_hash_table_contains (self->given_up, field->name) ||
      (g_hash_table_contains (self->left_out, field->name) && !crm_draft_is_new (self->draft)))
    return FALSE;
  if (filled)
    return TRUE;

  return crm_draft_may_edit (self->draft, field) && crm_field_is_shown (field, record);
}

static gboolean
takes_whole_row (const CrmField *field)
{
  return field->type == CRM_FIELD_NOTE || field->type == CRM_FIELD_XML ||
         field->type == CRM_FIELD_BLOB || field->type == CRM_FIELD_TAGS;
}

/* Empties the grid. Returns the widget that loses the focus by that, to have it back after. */
static GtkWidget *
take_out_cells (Group *group)
{
  GtkRoot *root = gtk_widget_get_root (group->grid);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && !gtk_widget_is_ancestor (focus, group->grid))
    focus = NULL;
  for (guint i = 0; i < group->rows->len; i++) {
    Row *row = &g_array_index (group->rows, Row, i);

    if (gtk_widget_get_parent (row->cell) != NULL)
      gtk_grid_remove (GTK_GRID (group->grid), row->cell);
  }
  return focus;
}

/* Compact fields share their row with the next one, two to a row. */
static void
lay_out (CrmForm *self, Group *group)
{
  GtkWidget *focus = take_out_cells (group);
  int at = 0;

  for (guint i = 0; i < group->rows->len; i++) {
    Row *row = &g_array_index (group->rows, Row, i);
    Row *next = NULL;

    if (!row->visible)
      continue;
    if (!self->narrow && (row->field->flags & CRM_FIELD_COMPACT) != 0 &&
        !takes_whole_row (row->field) && i + 1 < group->rows->len)
      next = &g_array_index (group->rows, Row, i + 1);
    if (next != NULL && next->visible && !takes_whole_row (next->field)) {
      gtk_grid_attach (GTK_GRID (group->grid), row->cell, 0, at, 1, 1);
      gtk_grid_attach (GTK_GRID (group->grid), next->cell, 1, at, 1, 1);
      i++;
    } else {
      gtk_grid_attach (GTK_GRID (group->grid), row->cell, 0, at, 2, 1);
    }
    gtk_widget_set_valign (row->label,
                           takes_whole_row (row->field) ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
    at++;
  }
  gtk_widget_set_visible (group->box, at > 0);
  if (focus != NULL && gtk_widget_get_root (focus) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (focus), focus);
}

static void
update_visible (CrmForm *self)
{
  for (guint g = 0; g < self->groups->len; g++) {
    Group *group = g_ptr_array_index (self->groups, g);
    gboolean changed = !group->laid_out;

    for (guint i = 0; i < group->rows->len; i++) {
      Row *row = &g_array_index (group->rows, Row, i);
      gboolean visible = is_visible (self, row->field) || crm_editor_is_untaken (row->editor);

      changed = changed || visible != row->visible;
      row->visible = visible;
    }
    if (changed)
      lay_out (self, group);
    group->laid_out = TRUE;
  }
}

/* --- Building --------------------------------------------------------------------------------- */

static void
on_taken_cb (CrmForm *self)
{
  update_visible (self);
  /* Titles, currencies and kinds of requisites show in other fields too. */
  crm_form_show (self);
  g_signal_emit (self, taken_signal, 0);
}

static Group *
new_group (CrmForm *self, const char *title)
{
  Group *group = g_new0 (Group, 1);

  group->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  group->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  if (title != NULL && *title != '\0') {
    GtkWidget *heading = gtk_label_new (_ (title));

    gtk_label_set_xalign (GTK_LABEL (heading), 0.0f);
    gtk_widget_add_css_class (heading, "heading");
    gtk_widget_set_margin_bottom (heading, 6);
    gtk_box_append (GTK_BOX (group->box), heading);
  }
  group->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (group->grid), 12);
  gtk_grid_set_column_homogeneous (GTK_GRID (group->grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (group->grid), 0);
  gtk_box_append (GTK_BOX (group->box), group->grid);
  gtk_box_append (GTK_BOX (self->box), group->box);
  g_ptr_array_add (self->groups, group);

  return group;
}

static GtkWidget *
new_label (CrmForm *self, const CrmField *field)
{
  GtkWidget *label = gtk_label_new (crm_field_get_label (field));

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 16);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "crm-label");
  if ((field->flags & CRM_FIELD_REQUIRED) != 0)
    gtk_widget_add_css_class (label, "crm-required");

  return label;
}

static void
add_field (CrmForm *self, Group *group, const CrmField *field)
{
  Row row = { .field = field };

  /* Not a box: that would ask how wide the label is at the height of one line. */
  row.cell = g_object_ref_sink (gtk_grid_new ());
  gtk_grid_set_column_spacing (GTK_GRID (row.cell), 6);
  row.label = new_label (self, field);
  row.editor = crm_editor_new (field, FALSE);
  gtk_grid_attach (GTK_GRID (row.cell), row.label, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (row.cell), GTK_WIDGET (row.editor), 1, 0, 1, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (row.editor), TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (row.label), GTK_WIDGET (row.editor));
  g_signal_connect_object (row.editor, "taken", G_CALLBACK (on_taken_cb), self, G_CONNECT_SWAPPED);
  g_array_append_val (group->rows, row);
}

static void
add_fields (CrmForm *self)
{
  Group *group = NULL;

  for (guint i = 0; i < crm_entity_n_fields (self->entity); i++) {
    const CrmField *field = &self->entity->fields[i];

    if ((field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_SYSTEM)) != 0 ||
        field->type == CRM_FIELD_JSON)
      continue;
    if (group == NULL || field->group != NULL)
      group = new_group (self, field->group);
    add_field (self, group, field);
  }
}

/* The group that the office has put the field into; NULL when it is not shown. */
static Group *
group_of (CrmForm *self, const char *field)
{
  for (guint i = 0; i < self->groups->len; i++) {
    Group *group = g_ptr_array_index (self->groups, i);

    for (guint k = 0; k < group->rows->len; k++)
      if (g_str_equal (g_array_index (group->rows, Row, k).field->name, field))
        return group;
  }

  return NULL;
}

/* Behind the tables that stand behind that group already. */
static void
place_table (CrmForm *self, GtkWidget *table, const char *behind)
{
  Group *group = behind != NULL ? group_of (self, behind) : NULL;
  GtkWidget *last = group != NULL ? group->box : gtk_widget_get_last_child (self->box);
  GtkWidget *next = group != NULL ? gtk_widget_get_next_sibling (last) : NULL;

  for (; next != NULL && CRM_IS_LINES_TABLE (next); next = gtk_widget_get_next_sibling (next))
    last = next;
  gtk_box_insert_child_after (GTK_BOX (self->box), table, last);
}

static void
add_tables (CrmForm *self)
{
  for (guint i = 0; i < crm_entity_n_lines (self->entity); i++) {
    CrmLinesTable *table = crm_lines_table_new (self->entity, i);

    g_signal_connect_object (table, "taken", G_CALLBACK (on_taken_cb), self, G_CONNECT_SWAPPED);
    place_table (self, GTK_WIDGET (table), self->entity->lines[i].behind);
    g_ptr_array_add (self->tables, table);
  }
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_form_dispose (GObject *object)
{
  CrmForm *self = CRM_FORM (object);

  g_clear_object (&self->draft);
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->tables, 0);

  G_OBJECT_CLASS (crm_form_parent_class)->dispose (object);
}

static void
crm_form_finalize (GObject *object)
{
  CrmForm *self = CRM_FORM (object);

  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->tables);
  g_hash_table_unref (self->left_out);
  g_hash_table_unref (self->given_up);

  G_OBJECT_CLASS (crm_form_parent_class)->finalize (object);
}

static void
crm_form_class_init (CrmFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_form_finalize;

  taken_signal =
    g_signal_new ("taken", CRM_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_form_init (CrmForm *self)
{
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->tables = g_ptr_array_new ();
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->given_up = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

CrmForm *
crm_form_new (const CrmEntity *entity)
{
  CrmForm *self;

  g_return_val_if_fail (entity != NULL, NULL);

  self = g_object_new (CRM_TYPE_FORM, NULL);
  self->entity = entity;
  add_fields (self);
  add_tables (self);

  return self;
}

void
crm_form_bind (CrmForm *self, CrmDraft *draft)
{
  CrmRecord *record;

  g_return_if_fail (CRM_IS_FORM (self));
  g_return_if_fail (CRM_IS_DRAFT (draft));

  g_set_object (&self->draft, draft);
  record = crm_draft_get_record (draft);
  for (guint g = 0; g < self->groups->len; g++) {
    Group *group = g_ptr_array_index (self->groups, g);

    for (guint i = 0; i < group->rows->len; i++)
      crm_editor_bind (g_array_index (group->rows, Row, i).editor, draft, record);
  }
  for (guint i = 0; i < self->tables->len; i++) {
    CrmLinesTable *table = g_ptr_array_index (self->tables, i);

    if (g_hash_table_contains (self->given_up, self->entity->lines[i].name))
      gtk_widget_set_visible (GTK_WIDGET (table), FALSE);
    else
      crm_lines_table_bind (table, draft);
  }
  update_visible (self);
}

void
crm_form_show (CrmForm *self)
{
  g_return_if_fail (CRM_IS_FORM (self));

  if (self->draft != NULL)
    crm_form_bind (self, self->draft);
}

gboolean
crm_form_take (CrmForm *self)
{
  gboolean all = TRUE;

  g_return_val_if_fail (CRM_IS_FORM (self), FALSE);

  for (guint g = 0; g < self->groups->len; g++) {
    Group *group = g_ptr_array_index (self->groups, g);

    for (guint i = 0; i < group->rows->len; i++)
      all = crm_editor_take (g_array_index (group->rows, Row, i).editor) && all;
  }
  for (guint i = 0; i < self->tables->len; i++)
    all = crm_lines_table_take (g_ptr_array_index (self->tables, i)) && all;

  return all;
}

void
crm_form_mark (CrmForm *self, const GError *error)
{
  g_return_if_fail (CRM_IS_FORM (self));

  for (guint g = 0; g < self->groups->len; g++) {
    Group *group = g_ptr_array_index (self->groups, g);

    for (guint i = 0; i < group->rows->len; i++) {
      Row *row = &g_array_index (group->rows, Row, i);
      const char *label = crm_field_get_label (row->field);

      if (crm_editor_is_untaken (row->editor))
        continue;
      crm_editor_mark (row->editor, error != NULL && strstr (error->message, label) != NULL
                                      ? error->message
                                      : NULL);
    }
  }
}

static const CrmDraftNews *
news_of (GPtrArray *news, const char *key)
{
  for (guint i = 0; i < news->len; i++) {
    const CrmDraftNews *one = g_ptr_array_index (news, i);

    if (g_str_equal (one->key, key))
      return one;
  }

  return NULL;
}

static void
mark_news (CrmForm *self, Row *row, const CrmDraftNews *news)
{
  CrmDesk *desk = crm_draft_get_desk (self->draft);
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (news == NULL) {
    gtk_widget_remove_css_class (row->label, "crm-news");
    crm_spoken_set_tooltip (row->label, NULL);
    return;
  }
  when =
    crm_instant_format_relative (news->at, crm_desk_get_now (desk), crm_desk_get_lang (desk), NULL);
  /* Translators: who has changed a field, when, and what stood there before. */
  text = g_strdup_printf (_ ("%s, %s. It was: %s"), news->who, when,
                          news->was != NULL && *news->was != '\0' ? news->was : _ ("(empty)"));
  gtk_widget_add_css_class (row->label, "crm-news");
  crm_spoken_set_tooltip (row->label, text);
}

void
crm_form_show_news (CrmForm *self, GPtrArray *news)
{
  g_return_if_fail (CRM_IS_FORM (self));
  g_return_if_fail (news != NULL);

  if (self->draft == NULL)
    return;
  for (guint g = 0; g < self->groups->len; g++) {
    Group *group = g_ptr_array_index (self->groups, g);

    for (guint i = 0; i < group->rows->len; i++) {
      Row *row = &g_array_index (group->rows, Row, i);

      mark_news (self, row, news_of (news, row->field->name));
    }
  }
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Where there are none yet, the first one. */
static void
focus_lines (CrmLinesTable *table)
{
  if (crm_lines_table_get_n_rows (table) == 0)
    crm_lines_table_add (table);
  else
    gtk_widget_child_focus (GTK_WIDGET (table), GTK_DIR_TAB_FORWARD);
}

const char *
crm_form_get_focused (CrmForm *self)
{
  g_return_val_if_fail (CRM_IS_FORM (self), NULL);

  for (guint g = 0; g < self->groups->len; g++) {
    Group *group = g_ptr_array_index (self->groups, g);

    for (guint i = 0; i < group->rows->len; i++) {
      Row *row = &g_array_index (group->rows, Row, i);

      if (has_focus (GTK_WIDGET (row->editor)))
        return row->field->name;
    }
  }

  return NULL;
}

void
crm_form_focus (CrmForm *self, const char *field)
{
  g_return_if_fail (CRM_IS_FORM (self));

  for (guint g = 0; g < self->groups->len; g++) {
    Group *group = g_ptr_array_index (self->groups, g);

    for (guint i = 0; i < group->rows->len; i++) {
      Row *row = &g_array_index (group->rows, Row, i);

      if (!row->visible || !crm_editor_is_editable (row->editor))
        continue;
      if (field != NULL ? !g_str_equal (field, row->field->name)
                        : row->field->type == CRM_FIELD_CHOICE)
        continue;
      crm_editor_focus (row->editor);
      return;
    }
  }
  for (guint i = 0; field != NULL && i < self->tables->len; i++) {
    if (g_str_equal (self->entity->lines[i].name, field))
      focus_lines (g_ptr_array_index (self->tables, i));
  }
}

void
crm_form_set_narrow (CrmForm *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_FORM (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  for (guint g = 0; g < self->groups->len; g++)
    lay_out (self, g_ptr_array_index (self->groups, g));
}

void
crm_form_append (CrmForm *self, GtkWidget *section)
{
  g_return_if_fail (CRM_IS_FORM (self));
  g_return_if_fail (GTK_IS_WIDGET (section));

  gtk_box_append (GTK_BOX (self->box), section);
}

void
crm_form_leave_out (CrmForm *self, const char *field)
{
  g_return_if_fail (CRM_IS_FORM (self));
  g_return_if_fail (field != NULL);

  g_hash_table_add (self->left_out, g_strdup (field));
  if (self->draft != NULL)
    update_visible (self);
}

void
crm_form_give_up (CrmForm *self, const char *field)
{
  g_return_if_fail (CRM_IS_FORM (self));
  g_return_if_fail (field != NULL);

  g_hash_table_add (self->given_up, g_strdup (field));
  crm_form_show (self);
}
