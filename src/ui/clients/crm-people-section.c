/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/clients/crm-people-section.h"

#include "model/crm-format.h"
#include "ui/common/crm-ref-picker.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-trash.h"

#include <glib/gi18n-lib.h>

/* What has more is shown whole when it is asked for: the fields stand below. */
#define SHOWN_FIRST 4

struct _CrmPeopleSection {
  AdwBin parent_instance;

  GtkWidget *heading;
  GtkWidget *list;
  GtkWidget *adding;
  CrmRefPicker *picker;
  GtkWidget *role;

  CrmDesk *desk;
  CrmDraft *draft;
  gint64 chosen;
  gboolean whole; /* all rows are shown */
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (CrmPeopleSection, crm_people_section, ADW_TYPE_BIN)

static const CrmField *
affiliation_field (CrmPeopleSection *self, const char *name)
{
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), "affiliation");

  return crm_entity_find_field (entity, name);
}

/* --- Joining ---------------------------------------------------------------------------------- */

typedef struct {
  gint64 client;
  gint64 other;
  char *name;
  const char *role;
} Tie;

static void
tie_free (gpointer data)
{
  g_free (((Tie *)data)->name);
  g_free (data);
}

static gboolean
tie_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Tie *tie = data;

  return crm_client_tie (txn, tie->client, tie->other, tie->name, tie->role, error);
}

static void
on_tied_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPeopleSection) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    self->chosen = 0;
    crm_ref_picker_set_value (self->picker, 0, NULL);
    gtk_editable_set_text (GTK_EDITABLE (crm_ref_picker_get_entry (self->picker)), "");
  } else {
    /* What was typed stays. */
    crm_desk_report (self->desk, error);
  }
}

void
crm_people_section_add (CrmPeopleSection *self, gint64 other, const char *name)
{
  const CrmField *role = affiliation_field (self, "role");
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->role));
  Tie *tie;

  g_return_if_fail (CRM_IS_PEOPLE_SECTION (self));

  if (self->draft == NULL || crm_draft_is_new (self->draft) ||
      (other == 0 && (name == NULL || *name == '\0')))
    return;
  tie = g_new0 (Tie, 1);
  tie->client = crm_record_get_id (crm_draft_get_record (self->draft));
  tie->other = other;
  tie->name = g_strdup (name);
  tie->role = at != GTK_INVALID_LIST_POSITION ? role->choices[at].key : NULL;
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_WRITE, "client.tie", tie_in_txn,
                        tie, tie_free, NULL, on_tied_cb, g_object_ref (self));
}

static void
on_picked_cb (CrmPeopleSection *self, gint64 id)
{
  self->chosen = id;
}

/* What was typed and found nobody is the name of somebody new. */
static void
on_add_cb (CrmPeopleSection *self)
{
  g_autofree char *typed =
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (crm_ref_picker_get_entry (self->picker))));
  gboolean settled = crm_ref_picker_settle (self->picker);

  crm_people_section_add (self, settled ? self->chosen : 0, typed);
}

void
crm_people_section_focus (CrmPeopleSection *self)
{
  g_return_if_fail (CRM_IS_PEOPLE_SECTION (self));

  gtk_widget_grab_focus (crm_ref_picker_get_entry (self->picker));
}

/* --- Changing --------------------------------------------------------------------------------- */

typedef struct {
  gint64 affiliation;
  const char *field;
} Toggle;

static gboolean
toggle_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Toggle *toggle = data;
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "affiliation", toggle->affiliation, error);

  if (record == NULL)
    return FALSE;
  crm_record_set_int (record, toggle->field, !crm_record_get_int (record, toggle->field));

  return crm_txn_save (txn, record, error);
}

static void
on_toggled_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDesk) desk = data;
  g_autoptr (GError) error = NULL;

  crm_office_run_finish (CRM_OFFICE (office), result, &error);
  crm_desk_report (desk, error);
}

static void
toggle (CrmPeopleSection *self, gint64 affiliation, const char *field)
{
  Toggle *data = g_new0 (Toggle, 1);

  *data = (Toggle){ affiliation, field };
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_WRITE, "edit", toggle_in_txn,
                        data, g_free, NULL, on_toggled_cb, g_object_ref (self->desk));
}

static void
set_main (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  toggle (data, g_variant_get_int64 (parameter), "is_main");
}

static void
set_inactive (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  toggle (data, g_variant_get_int64 (parameter), "inactive");
}

static void
part (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmPeopleSection *self = data;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = g_variant_get_int64 (parameter);

  g_array_append_val (ids, id);
  crm_trash_put (self->desk, "affiliation", ids, NULL);
}

static void
edit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_desk_open (((CrmPeopleSection *)data)->desk, "affiliation", g_variant_get_int64 (parameter),
                 TRUE);
}

static const GActionEntry entries[] = {
  { .name = "main", .activate = set_main, .parameter_type = "x" },
  { .name = "inactive", .activate = set_inactive, .parameter_type = "x" },
  { .name = "part", .activate = part, .parameter_type = "x" },
  { .name = "edit", .activate = edit, .parameter_type = "x" },
};

/* --- Rows ------------------------------------------------------------------------------------- */

static void
add_item (GMenu *menu, const char *label, const char *action, gint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_int64 (id));
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_menu (const CrmTie *tie)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  add_item (menu, tie->is_main ? _ ("Not the main contact") : _ ("Main contact"), "tie.main",
            tie->affiliation);
  add_item (menu, tie->inactive ? _ ("Works there again") : _ ("No longer works there"),
            "tie.inactive", tie->affiliation);
  add_item (menu, _ ("Role and post…"), "tie.edit", tie->affiliation);
  add_item (menu, _ ("Part them"), "tie.part", tie->affiliation);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  crm_spoken_set (button, _ ("More"));

  return button;
}

static GtkWidget *
make_row (const CrmTie *tie)
{
  GtkWidget *row = adw_action_row_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *title = g_markup_escape_text (tie->name, -1);
  g_autofree char *subtitle = NULL;
  const char *parts[] = { tie->inactive ? _ ("No longer works there") : NULL,
                          tie->role != NULL ? crm_choice_get_label (tie->role) : NULL, tie->post,
                          tie->phone, tie->email };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  subtitle = g_markup_escape_text (text->str, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row),
                                tie->is_main ? "starred-symbolic" : "avatar-default-symbolic");
  if (tie->inactive)
    gtk_widget_add_css_class (row, "dim-label");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_menu (tie));
  g_object_set_data_full (G_OBJECT (row), "crm-id", g_memdup2 (&tie->party, sizeof tie->party),
                          g_free);

  return row;
}

static GtkWidget *
make_more (guint n)
{
  g_autofree char *text = NULL;
  GtkWidget *row = adw_action_row_new ();

  /* Translators: shows the people who are not shown. */
  text = g_strdup_printf (ngettext ("Show all: %u more", "Show all: %u more", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "pan-down-symbolic");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

/* The rows that are too many are there, out of sight. */
static void
show_whole (CrmPeopleSection *self)
{
  self->whole = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (self->list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, g_object_get_data (G_OBJECT (child), "crm-id") != NULL);
}

static void
show_rows (CrmPeopleSection *self, GPtrArray *ties)
{
  guint most = self->whole || ties->len <= SHOWN_FIRST + 1 ? ties->len : SHOWN_FIRST;

  for (guint i = 0; i < ties->len; i++) {
    GtkWidget *row = make_row (g_ptr_array_index (ties, i));

    gtk_widget_set_visible (row, i < most);
    gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  }
  if (most < ties->len)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_more (ties->len - most));
}

static void
on_row_activated_cb (CrmPeopleSection *self, GtkListBoxRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "crm-id");

  if (id == NULL) {
    show_whole (self);
    return;
  }
  crm_desk_open (self->desk, "party", *id, FALSE);
}

void
crm_people_section_show (CrmPeopleSection *self, CrmDraft *draft, const CrmClientGlance *glance)
{
  gboolean there = draft != NULL && !crm_draft_is_new (draft);
  gboolean person;
  const char *hint;
  GtkWidget *child;

  g_return_if_fail (CRM_IS_PEOPLE_SECTION (self));

  /* Who was chosen for one client is not added to another. */
  if (g_set_object (&self->draft, draft)) {
    self->chosen = 0;
    self->whole = FALSE;
    crm_ref_picker_set_value (self->picker, 0, NULL);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), there);
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  if (!there)
    return;
  person = g_str_equal (crm_record_get_text (crm_draft_get_record (draft), "kind"), "person");
  gtk_label_set_text (GTK_LABEL (self->heading), person ? _ ("Works in") : _ ("People"));
  hint = person ? _ ("Organisation, found or new (P)") : _ ("Person, found or new (P)");
  gtk_entry_set_placeholder_text (GTK_ENTRY (crm_ref_picker_get_entry (self->picker)), hint);
  crm_spoken_set_name (crm_ref_picker_get_entry (self->picker), hint);
  if (glance != NULL)
    show_rows (self, glance->ties);
  gtk_widget_set_visible (self->list, glance != NULL && glance->ties->len > 0);
  gtk_widget_set_visible (self->adding, crm_draft_may_edit (draft, NULL));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_people_section_dispose (GObject *object)
{
  CrmPeopleSection *self = CRM_PEOPLE_SECTION (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->desk);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (crm_people_section_parent_class)->dispose (object);
}

static void
crm_people_section_class_init (CrmPeopleSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_people_section_dispose;
}

static void
crm_people_section_init (CrmPeopleSection *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tie", G_ACTION_GROUP (self->actions));
}

static GtkWidget *
make_adding (CrmPeopleSection *self)
{
  const CrmField *role = affiliation_field (self, "role");
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");

  for (const CrmChoice *choice = role->choices; choice->key != NULL; choice++)
    gtk_string_list_append (labels, crm_choice_get_label (choice));
  self->picker = crm_ref_picker_new ();
  crm_ref_picker_set_desk (self->picker, self->desk, "party");
  /* Enter makes the one that was not found, with no form of its own. */
  crm_ref_picker_set_makes (self->picker, FALSE);
  g_signal_connect_object (crm_ref_picker_get_entry (self->picker), "activate",
                           G_CALLBACK (on_add_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_remove_css_class (crm_ref_picker_get_entry (self->picker), "crm-field");
  gtk_widget_set_hexpand (GTK_WIDGET (self->picker), TRUE);
  self->role = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
  crm_spoken_set (self->role, _ ("Role"));
  /* In a narrow card there is room for no more than the name and the role. */
  crm_spoken_set (add, _ ("Add"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->picker));
  gtk_box_append (GTK_BOX (box), self->role);
  gtk_box_append (GTK_BOX (box), add);
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (on_picked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add_cb), self, G_CONNECT_SWAPPED);

  return box;
}

CrmPeopleSection *
crm_people_section_new (CrmDesk *desk)
{
  CrmPeopleSection *self = g_object_new (CRM_TYPE_PEOPLE_SECTION, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->desk = g_object_ref (desk);
  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_add_css_class (self->heading, "heading");
  self->list = gtk_list_box_new ();
  crm_spoken_set_name (self->list, _ ("People"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  self->adding = make_adding (self);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->adding);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}
