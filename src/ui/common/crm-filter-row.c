/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-filter-row.h"

#include "base/crm-error.h"
#include "model/crm-condition-words.h"
#include "model/crm-format.h"
#include "ui/common/crm-path-picker.h"
#include "ui/common/crm-ref-picker.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-view-chooser.h"

#include <glib/gi18n-lib.h>

struct _CrmFilterRow {
  AdwBin parent_instance;

  GtkWidget *path_button;
  GtkWidget *tests;
  GtkWidget *value_side;
  GtkWidget *value; /* an entry, a drop-down or a picker; NULL for tests without a value */
  GtkWidget *me;    /* of a person */

  CrmDesk *desk;
  CrmSchema *schema;
  const CrmEntity *entity;
  CrmTitles *titles;
  char *path;
  const CrmField *field; /* where the path ends; NULL for none */
  GArray *offered;       /* of CrmTest, as the drop-down has them */
  char **in;             /* values of an "is one of" that was given */
  gint64 picked;
};

G_DEFINE_FINAL_TYPE (CrmFilterRow, crm_filter_row, ADW_TYPE_BIN)

enum {
  SIGNAL_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_reference (const CrmField *field)
{
  return field != NULL && (field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_ANY ||
                           field->type == CRM_FIELD_PARENT);
}

static gboolean
is_time (const CrmField *field)
{
  return field != NULL && (field->type == CRM_FIELD_DAY || field->type == CRM_FIELD_INSTANT);
}

static CrmTest
chosen_test (CrmFilterRow *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->tests));

  return at < self->offered->len ? g_array_index (self->offered, CrmTest, at) : CRM_TEST_EQUAL;
}

/* Of the record itself nothing can be asked but the view it is in. */
static gboolean
is_itself (CrmFilterRow *self)
{
  return g_strcmp0 (self->path, "id") == 0;
}

static gboolean
has_value (CrmTest test)
{
  return test != CRM_TEST_EMPTY && test != CRM_TEST_FILLED;
}

/* --- The value -------------------------------------------------------------------------------- */

static void
on_picked_cb (CrmFilterRow *self, gint64 id, const char *title)
{
  self->picked = id;
  if (id != 0 && title != NULL)
    crm_titles_set (self->titles, id, title);
}

static void
on_me_cb (CrmFilterRow *self)
{
  gtk_widget_set_sensitive (self->value,
                            !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->me)));
}

static GtkWidget *
new_choices (const CrmField *field, const char *value)
{
  GtkStringList *labels = gtk_string_list_new (NULL);
  guint selected = 0;
  GtkWidget *down;

  if (field->type == CRM_FIELD_YESNO) {
    gtk_string_list_append (labels, _ ("Yes"));
    gtk_string_list_append (labels, _ ("No"));
    selected = g_strcmp0 (value, "no") == 0 || g_strcmp0 (value, "0") == 0 ? 1 : 0;
  }
  for (guint i = 0; field->choices != NULL && field->choices[i].key != NULL; i++) {
    gtk_string_list_append (labels, crm_choice_get_label (&field->choices[i]));
    if (g_strcmp0 (field->choices[i].key, value) == 0)
      selected = i;
  }
  down = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (down), selected);
  crm_spoken_set_name (down, crm_field_get_label (field));

  return down;
}

static void
add_picker (CrmFilterRow *self, GtkWidget *box, const char *value)
{
  gint64 id = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
  const char *title = crm_titles_get (id, self->titles);

  self->value = GTK_WIDGET (crm_ref_picker_new ());
  gtk_widget_set_hexpand (self->value, TRUE);
  crm_ref_picker_set_desk (CRM_REF_PICKER (self->value), self->desk, self->field->ref);
  self->picked = id;
  if (id != 0)
    crm_ref_picker_set_value (CRM_REF_PICKER (self->value), id, title != NULL ? title : value);
  g_signal_connect_object (self->value, "picked", G_CALLBACK (on_picked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->value);
  if (g_strcmp0 (self->field->ref, "person") != 0)
    return;
  self->me = gtk_toggle_button_new_with_label (_ ("Me"));
  g_signal_connect_object (self->me, "toggled", G_CALLBACK (on_me_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->me);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->me), g_strcmp0 (value, "me") == 0);
}

/* As a person would type it. */
static char *
text_of_value (CrmFilterRow *self, const char *value)
{
  g_auto (CrmValue) read = CRM_VALUE_INIT;

  if (value == NULL)
    return g_strdup ("");
  if (is_time (self->field) && g_str_has_prefix (value, "today"))
    return g_strdup (value[5] == '\0' ? _ ("today") : value + 5);
  if (self->field == NULL || !crm_field_from_string (self->field, value, NULL, &read, NULL))
    return g_strdup (value);

  return crm_field_format (self->field, &read, NULL, NULL, crm_desk_get_lang (self->desk));
}

static void
add_entry (CrmFilterRow *self, GtkWidget *box, const char *value)
{
  g_autofree char *text = text_of_value (self, value);

  self->value = gtk_entry_new ();
  crm_spoken_set_name (self->value, _ ("Compared with"));
  gtk_editable_set_text (GTK_EDITABLE (self->value), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->value), 12);
  gtk_widget_set_hexpand (self->value, TRUE);
  if (is_time (self->field))
    /* Translators: how a day of a filter may be typed. */
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->value), _ ("a day, today, +7, -30"));
  gtk_entry_set_activates_default (GTK_ENTRY (self->value), TRUE);
  gtk_box_append (GTK_BOX (box), self->value);
}

/* The room whose views can be asked for. */
static const char *
room_of_views (CrmFilterRow *self)
{
  g_autoptr (CrmPath) path = crm_path_new (self->schema, self->entity, self->path, NULL);

  if (path == NULL)
    return self->entity->name;

  return self->field != NULL && self->field->type == CRM_FIELD_REFERENCE
           ? self->field->ref
           : crm_path_get_owner (path)->name;
}

static void
add_views (CrmFilterRow *self, GtkWidget *box, const char *value)
{
  gint64 id = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;

  self->value =
    GTK_WIDGET (crm_view_chooser_new (self->desk, room_of_views (self), self->titles, id));
  gtk_widget_set_hexpand (self->value, TRUE);
  gtk_box_append (GTK_BOX (box), self->value);
}

static void
show_value (CrmFilterRow *self, const char *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->value = NULL;
  self->me = NULL;
  self->picked = 0;
  adw_bin_set_child (ADW_BIN (self->value_side), box);
  if (self->path == NULL || !has_value (chosen_test (self)))
    return;
  if (chosen_test (self) == CRM_TEST_IN)
    return;
  if (crm_test_is_of_view (chosen_test (self))) {
    add_views (self, box, value);
    return;
  }
  if (self->field != NULL &&
      (self->field->type == CRM_FIELD_CHOICE || self->field->type == CRM_FIELD_YESNO)) {
    self->value = new_choices (self->field, value);
    gtk_widget_set_hexpand (self->value, TRUE);
    gtk_box_append (GTK_BOX (box), self->value);
  } else if (is_reference (self->field) && chosen_test (self) != CRM_TEST_CONTAINS &&
             chosen_test (self) != CRM_TEST_STARTS) {
    add_picker (self, box, value);
  } else {
    add_entry (self, box, value);
  }
}

/* --- The test and the path -------------------------------------------------------------------- */

static void
offer_tests (CrmFilterRow *self, CrmTest chosen)
{
  GtkStringList *labels = gtk_string_list_new (NULL);
  guint selected = 0;

  g_array_set_size (self->offered, 0);
  for (int test = CRM_TEST_EQUAL; test <= CRM_TEST_OUT_VIEW; test++) {
    CrmTest offered = (CrmTest)test;
    gboolean suits = self->field == NULL && crm_test_is_of_view (offered) != is_itself (self)
                       ? FALSE
                       : crm_test_suits (offered, self->field);

    if (!suits && offered != chosen)
      continue;
    if (offered == chosen)
      selected = self->offered->len;
    g_array_append_val (self->offered, offered);
    gtk_string_list_append (labels, crm_test_get_label (offered, self->field));
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->tests), G_LIST_MODEL (labels));
  g_object_unref (labels);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->tests), selected);
}

static void
set_path (CrmFilterRow *self, const char *text, CrmTest test, const char *value)
{
  g_autoptr (CrmPath) path = crm_path_new (self->schema, self->entity, text, NULL);
  g_autofree char *words = crm_path_to_words (self->schema, self->entity, text);

  if (text != self->path) {
    g_free (self->path);
    self->path = g_strdup (text);
  }
  self->field = path != NULL ? crm_path_get_field (path) : NULL;
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->path_button),
                             is_itself (self) ? _ (self->entity->label) : words);
  offer_tests (self, test);
  gtk_widget_set_sensitive (self->tests, TRUE);
  show_value (self, value);
}

static void
on_path_picked_cb (CrmFilterRow *self, const char *path)
{
  g_autoptr (CrmPath) found = crm_path_new (self->schema, self->entity, path, NULL);
  const CrmField *field = found != NULL ? crm_path_get_field (found) : NULL;
  gboolean text =
    field != NULL && crm_test_suits (CRM_TEST_CONTAINS, field) && !is_reference (field);
  CrmTest test = g_str_equal (path, "id") ? CRM_TEST_IN_VIEW
                 : text                   ? CRM_TEST_CONTAINS
                                          : CRM_TEST_EQUAL;

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->path_button));
  set_path (self, path, test, NULL);
  if (self->value != NULL)
    gtk_widget_grab_focus (self->value);
}

static void
on_test_changed_cb (CrmFilterRow *self)
{
  show_value (self, NULL);
}

static void
on_remove_cb (CrmFilterRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* "+7" is a day from today. */
static char *
read_relative (const char *text)
{
  gint64 days;

  if (g_str_equal (text, _ ("today")) || g_ascii_strcasecmp (text, "today") == 0)
    return g_strdup ("today");
  if ((*text == '+' || *text == '-') &&
      g_ascii_string_to_signed (text + (*text == '+'), 10, -40000, 40000, &days, NULL))
    return g_strdup_printf ("today%+d", (int)days);

  return NULL;
}

static char *
read_entry (CrmFilterRow *self, GError **error)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->value));
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autofree char *today = NULL;
  char *relative;

  if (*text == '\0') {
    g_autofree char *words = crm_path_to_words (self->schema, self->entity, self->path);

    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” has no value yet: type one, or take the condition away."), words);
    return NULL;
  }
  relative = is_time (self->field) ? read_relative (text) : NULL;
  if (relative != NULL)
    return relative;
  if (self->field == NULL || (!crm_field_is_figure (self->field) && !is_time (self->field)))
    return g_steal_pointer (&text);
  today = crm_desk_get_today (self->desk);
  if (!crm_field_parse (self->field, text, NULL, today, &value, error))
    return NULL;

  return crm_field_to_string (self->field, &value, NULL);
}

static char *
read_view (CrmFilterRow *self, GError **error)
{
  gint64 view = crm_view_chooser_get_view (CRM_VIEW_CHOOSER (self->value));

  if (view != 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, view);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       _ ("No saved view is chosen yet: choose one, or take the condition away."));

  return NULL;
}

static char *
read_value (CrmFilterRow *self, GError **error)
{
  guint at;

  if (CRM_IS_VIEW_CHOOSER (self->value))
    return read_view (self, error);
  if (GTK_IS_DROP_DOWN (self->value)) {
    at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->value));
    return g_strdup (self->field->type == CRM_FIELD_YESNO ? (at == 0 ? "yes" : "no")
                                                          : self->field->choices[at].key);
  }
  if (self->me != NULL && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->me)))
    return g_strdup ("me");
  if (!CRM_IS_REF_PICKER (self->value))
    return read_entry (self, error);
  if (self->picked != 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, self->picked);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” has no record yet: choose one, or take the condition away."),
               crm_field_get_label (self->field));

  return NULL;
}

CrmCondition *
crm_filter_row_read (CrmFilterRow *self, GError **error)
{
  CrmTest test;
  g_autofree char *value = NULL;

  g_return_val_if_fail (CRM_IS_FILTER_ROW (self), NULL);

  if (self->path == NULL)
    return NULL;
  test = chosen_test (self);
  if (test == CRM_TEST_IN)
    return crm_condition_new_in (self->path, (const char *const *)self->in);
  if (has_value (test)) {
    value = read_value (self, error);
    if (value == NULL)
      return NULL;
  }

  return crm_condition_new_test (self->path, test, value);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_filter_row_finalize (GObject *object)
{
  CrmFilterRow *self = CRM_FILTER_ROW (object);

  g_free (self->path);
  g_strfreev (self->in);
  g_array_unref (self->offered);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_filter_row_parent_class)->finalize (object);
}

static void
crm_filter_row_class_init (CrmFilterRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_filter_row_finalize;

  signals[SIGNAL_REMOVED] = g_signal_new ("removed", CRM_TYPE_FILTER_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_filter_row_init (CrmFilterRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->offered = g_array_new (FALSE, FALSE, sizeof (CrmTest));
  self->path_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->path_button), _ ("Choose a field"));
  self->tests = gtk_drop_down_new (NULL, NULL);
  crm_spoken_set_name (self->tests, _ ("How it is compared"));
  gtk_widget_set_sensitive (self->tests, FALSE);
  self->value_side = adw_bin_new ();
  gtk_widget_set_hexpand (self->value_side, TRUE);
  gtk_widget_add_css_class (self->value_side, "crm-value-side");
  gtk_widget_add_css_class (remove, "flat");
  crm_spoken_set (remove, _ ("Take this condition away"));
  gtk_box_append (GTK_BOX (box), self->path_button);
  gtk_box_append (GTK_BOX (box), self->tests);
  gtk_box_append (GTK_BOX (box), self->value_side);
  gtk_box_append (GTK_BOX (box), remove);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tests, "notify::selected", G_CALLBACK (on_test_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmFilterRow *
crm_filter_row_new (CrmDesk *desk,
                    const CrmEntity *entity,
                    CrmTitles *titles,
                    const CrmCondition *test)
{
  CrmFilterRow *self;
  GtkWidget *popover;
  CrmPathPicker *picker;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_FILTER_ROW, NULL);
  self->desk = g_object_ref (desk);
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  self->entity = entity;
  self->titles = titles;
  popover = gtk_popover_new ();
  picker = crm_path_picker_new (desk, entity);
  crm_path_picker_offer_views (picker);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (picker));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->path_button), popover);
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_path_picked_cb), self,
                           G_CONNECT_SWAPPED);
  if (test == NULL)
    return self;
  if (test->test == CRM_TEST_IN)
    self->in = g_strdupv (test->values);
  set_path (self, test->path, test->test, test->values != NULL ? test->values[0] : NULL);

  return self;
}
