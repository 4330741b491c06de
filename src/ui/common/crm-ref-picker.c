/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-ref-picker.h"

#include "ui/common/crm-draft.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

#define HITS_MAX 12

struct _CrmRefPicker {
  AdwBin parent_instance;

  GtkWidget *entry;
  GtkWidget *popover;
  GtkWidget *list;

  CrmDesk *desk;
  char *entity;
  gint64 id;
  char *title;
  char *value_entity;
  gboolean showing;
  gboolean editable;
  gboolean makes;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmRefPicker, crm_ref_picker, ADW_TYPE_BIN)

enum {
  SIGNAL_TYPED,
  SIGNAL_PICKED,
  SIGNAL_MAKING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct {
  char *entity;
  char *words;
  GPtrArray *hits;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_pointer (&search->hits, g_ptr_array_unref);
  g_free (search->entity);
  g_free (search->words);
  g_free (search);
}

/* On the store's thread. Without words the first come, by the entity's own order. */
static gboolean
run_search (CrmTxn *txn, gpointer data, GError **error)
{
  Search *search = data;

  g_clear_pointer (&search->hits, g_ptr_array_unref);
  search->hits = crm_txn_offer (txn, search->entity, search->words, HITS_MAX, error);

  return search->hits != NULL;
}

/* --- The list --------------------------------------------------------------------------------- */

static GtkWidget *
new_row (const char *icon, const char *title, const char *kind)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (kind != NULL) {
    GtkWidget *what = gtk_label_new (kind);

    gtk_widget_add_css_class (what, "dim-label");
    gtk_box_append (GTK_BOX (box), what);
  }

  return box;
}

static void
add_hit (CrmRefPicker *self, const CrmHit *hit)
{
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), hit->entity);
  GtkWidget *row = gtk_list_box_row_new ();
  gint64 *id = g_new (gint64, 1);

  *id = hit->id;
  gtk_list_box_row_set_child (
    GTK_LIST_BOX_ROW (row),
    new_row (entity != NULL && entity->icon != NULL ? entity->icon : "text-x-generic-symbolic",
             hit->title, self->entity == NULL && entity != NULL ? _ (entity->label) : NULL));
  g_object_set_data_full (G_OBJECT (row), "crm-id", id, g_free);
  g_object_set_data_full (G_OBJECT (row), "crm-title", g_strdup (hit->title), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
clear_list (CrmRefPicker *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
}

static void
show_hits (CrmRefPicker *self, GPtrArray *hits)
{
  const CrmEntity *entity = NULL;
  GtkListBoxRow *first;

  clear_list (self);
  for (guint i = 0; i < hits->len; i++)
    add_hit (self, g_ptr_array_index (hits, i));
  if (self->entity != NULL && self->makes)
    entity = crm_schema_find (crm_desk_get_schema (self->desk), self->entity);
  if (entity != NULL &&
      crm_office_may (crm_desk_get_office (self->desk), CRM_ACTION_CREATE, entity, NULL)) {
    GtkWidget *row = gtk_list_box_row_new ();

    gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row),
                                new_row ("list-add-symbolic", _ (entity->label_new), NULL));
    gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  }
  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  if (first == NULL) {
    gtk_popover_popdown (GTK_POPOVER (self->popover));
    return;
  }
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), hits->len > 0 ? first : NULL);
  gtk_widget_set_size_request (self->popover, MAX (gtk_widget_get_width (self->entry), 240), -1);
  if (!gtk_widget_get_visible (self->popover))
    gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
on_found_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmRefPicker *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const char *now;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error))
    return;
  now = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  /* Neither an answer to other words, nor one that comes after the person has left. */
  if (self->desk == NULL || !g_str_equal (now, search->words) ||
      (gtk_widget_get_state_flags (self->entry) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    return;
  show_hits (self, search->hits);
}

static void
start_search (CrmRefPicker *self)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  if (self->desk == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->entity = g_strdup (self->entity);
  search->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, search, search_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, run_search, search,
                        NULL, self->cancellable, on_found_cb, g_steal_pointer (&task));
}

/* --- Choosing --------------------------------------------------------------------------------- */

static void
show_value (CrmRefPicker *self)
{
  self->showing = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->title) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), self->title != NULL ? self->title : "");
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), self->editable);
  self->showing = FALSE;
  gtk_entry_set_icon_from_icon_name (
    GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY,
    self->id != 0 && self->value_entity != NULL ? "go-next-symbolic" : NULL);
  if (self->id != 0)
    gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, _ ("Open"));
}

static void
pick (CrmRefPicker *self, gint64 id, const char *title)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  crm_ref_picker_set_value (self, id, title);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, self->id, self->title);
}

static void
on_created_cb (CrmRefPicker *self, gint64 id, CrmDraft *draft)
{
  g_autofree char *title = crm_draft_get_title (draft);

  pick (self, id, title);
}

static void
make_new (CrmRefPicker *self)
{
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), self->entity);
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autoptr (CrmDraft) draft = NULL;
  const CrmField *name;
  gboolean taken = FALSE;

  if (entity == NULL)
    return;
  draft = crm_draft_new_record (self->desk, entity);
  name = crm_entity_find_field (entity, "name");
  if (name == NULL)
    name = crm_entity_find_field (entity, "title");
  if (name != NULL && name->type == CRM_FIELD_TEXT && g_strcmp0 (typed, self->title) != 0)
    crm_record_set_text (crm_draft_get_record (draft), name->name, typed);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  show_value (self);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, self->id, self->title);
  g_signal_emit (self, signals[SIGNAL_MAKING], 0, draft, &taken);
  if (!taken)
    g_signal_connect_object (draft, "created", G_CALLBACK (on_created_cb), self, G_CONNECT_SWAPPED);
  crm_desk_show_draft (self->desk, draft);
}

static void
choose_row (CrmRefPicker *self, GtkListBoxRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "crm-id");

  if (id == NULL)
    make_new (self);
  else
    pick (self, *id, g_object_get_data (G_OBJECT (row), "crm-title"));
}

static void
on_row_activated_cb (CrmRefPicker *self, GtkListBoxRow *row)
{
  choose_row (self, row);
}

static void
move_selection (CrmRefPicker *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int at = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), MAX (at, 0));
  if (row != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
}

static gboolean
on_key_pressed_cb (CrmRefPicker *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean open = gtk_widget_get_visible (self->popover);
  GtkListBoxRow *row;

  if (!self->editable || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval) {
  case GDK_KEY_Down:
  case GDK_KEY_Up:
    if (open)
      move_selection (self, keyval == GDK_KEY_Down ? 1 : -1);
    else if (keyval == GDK_KEY_Down)
      start_search (self);
    return GDK_EVENT_STOP;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
    if (!open || row == NULL)
      return GDK_EVENT_PROPAGATE;
    choose_row (self, row);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    if (!open)
      return GDK_EVENT_PROPAGATE;
    gtk_popover_popdown (GTK_POPOVER (self->popover));
    return GDK_EVENT_PROPAGATE;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
on_changed_cb (CrmRefPicker *self)
{
  if (self->showing)
    return;
  g_signal_emit (self, signals[SIGNAL_TYPED], 0);
  start_search (self);
}

static void
on_icon_pressed_cb (CrmRefPicker *self)
{
  if (self->id != 0 && self->value_entity != NULL)
    crm_desk_open (self->desk, self->value_entity, self->id, FALSE);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_ref_picker_dispose (GObject *object)
{
  CrmRefPicker *self = CRM_REF_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->entity, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->value_entity, g_free);

  G_OBJECT_CLASS (crm_ref_picker_parent_class)->dispose (object);
}

static void
crm_ref_picker_class_init (CrmRefPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_ref_picker_dispose;

  signals[SIGNAL_TYPED] = g_signal_new ("typed", CRM_TYPE_REF_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PICKED] = g_signal_new ("picked", CRM_TYPE_REF_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  signals[SIGNAL_MAKING] =
    g_signal_new ("making", CRM_TYPE_REF_PICKER, G_SIGNAL_RUN_LAST, 0,
                  g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, CRM_TYPE_DRAFT);
}

static void
make_popover (CrmRefPicker *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_set_can_focus (self->list, FALSE);
  crm_spoken_set_name (self->list, _ ("What was found"));
  self->popover = gtk_popover_new ();
  /* The typing goes on in the entry. */
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_widget_add_css_class (self->popover, "crm-hits");
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->list);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
crm_ref_picker_init (CrmRefPicker *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->editable = TRUE;
  self->makes = TRUE;
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 12);
  gtk_widget_add_css_class (self->entry, "crm-field");
  gtk_widget_set_hexpand (self->entry, TRUE);
  adw_bin_set_child (ADW_BIN (self), self->entry);
  make_popover (self);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, key);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "icon-press", G_CALLBACK (on_icon_pressed_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmRefPicker *
crm_ref_picker_new (void)
{
  return g_object_new (CRM_TYPE_REF_PICKER, NULL);
}

void
crm_ref_picker_set_desk (CrmRefPicker *self, CrmDesk *desk, const char *entity)
{
  g_return_if_fail (CRM_IS_REF_PICKER (self));

  g_set_object (&self->desk, desk);
  if (g_strcmp0 (entity, self->entity) == 0)
    return;
  g_free (self->entity);
  self->entity = g_strdup (entity);
}

void
crm_ref_picker_set_value (CrmRefPicker *self, gint64 id, const char *title)
{
  g_return_if_fail (CRM_IS_REF_PICKER (self));

  self->id = id;
  if (title != self->title) {
    g_free (self->title);
    self->title = id != 0 ? g_strdup (title) : NULL;
  }
  show_value (self);
}

void
crm_ref_picker_set_value_entity (CrmRefPicker *self, const char *entity)
{
  g_return_if_fail (CRM_IS_REF_PICKER (self));

  if (g_strcmp0 (entity, self->value_entity) == 0)
    return;
  g_free (self->value_entity);
  self->value_entity = g_strdup (entity);
  show_value (self);
}

void
crm_ref_picker_set_editable (CrmRefPicker *self, gboolean editable)
{
  g_return_if_fail (CRM_IS_REF_PICKER (self));

  self->editable = editable;
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), editable);
  gtk_widget_set_can_focus (self->entry, editable);
  if (editable)
    gtk_widget_remove_css_class (self->entry, "crm-fixed");
  else
    gtk_widget_add_css_class (self->entry, "crm-fixed");
}

void
crm_ref_picker_set_makes (CrmRefPicker *self, gboolean makes)
{
  g_return_if_fail (CRM_IS_REF_PICKER (self));

  self->makes = makes;
}

GtkWidget *
crm_ref_picker_get_entry (CrmRefPicker *self)
{
  g_return_val_if_fail (CRM_IS_REF_PICKER (self), NULL);

  return self->entry;
}

gboolean
crm_ref_picker_settle (CrmRefPicker *self)
{
  const char *text;

  g_return_val_if_fail (CRM_IS_REF_PICKER (self), FALSE);

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  if (*text == '\0' && self->id != 0) {
    pick (self, 0, NULL);
    return TRUE;
  }

  return *text == '\0' || g_strcmp0 (text, self->title) == 0;
}
