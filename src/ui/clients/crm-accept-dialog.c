/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/clients/crm-accept-dialog.h"

#include "model/crm-format.h"
#include "office/clients/crm-accept.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

#define CALLERS_MOST 5
#define TAKERS_MOST  500

/* The ways that somebody makes contact, the most usual first: kinds of an event. */
static const char *const channels[] = { "call", "letter", "message", "visit", "meeting" };

/* Who it is. */
typedef enum {
  NOT_CHOSEN,
  KNOWN,
  FRESH,
} Chosen;

struct _CrmAcceptDialog {
  AdwWindow parent_instance;

  GtkWidget *act;
  GtkWidget *trouble;
  GtkWidget *who;
  GtkWidget *list;
  GtkWidget *fresh; /* what is asked of somebody new */
  GtkWidget *kind;
  GtkWidget *name;
  GtkWidget *phone;
  GtkWidget *email;
  GtkWidget *subject;
  GtkWidget *channel;
  GtkWidget *to;
  GtkWidget *deal;

  CrmDesk *desk;
  Chosen chosen;
  gint64 client;
  GPtrArray *takers; /* of CrmHit; NULL before they were read */
  GCancellable *cancellable;
  gboolean working;
};

G_DEFINE_FINAL_TYPE (CrmAcceptDialog, crm_accept_dialog, ADW_TYPE_WINDOW)

static const char *
text_of (GtkWidget *editable)
{
  return gtk_editable_get_text (GTK_EDITABLE (editable));
}

static void
show_trouble (CrmAcceptDialog *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->trouble), message != NULL ? message : "");
  gtk_widget_set_visible (self->trouble, message != NULL);
}

static void
show_state (CrmAcceptDialog *self)
{
  gboolean named = self->chosen == KNOWN || (self->chosen == FRESH && *text_of (self->name) != 0);

  gtk_widget_set_visible (self->fresh, self->chosen == FRESH);
  gtk_widget_set_sensitive (self->act, named && *text_of (self->subject) != 0 && !self->working);
}

/* --- Who it may be ---------------------------------------------------------------------------- */

/* Once one is chosen the others only take room; typing on brings them back. */
static void
choose_row (CrmAcceptDialog *self, GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "crm-id");

  for (GtkWidget *one = gtk_widget_get_first_child (self->list); one != NULL;
       one = gtk_widget_get_next_sibling (one))
    gtk_widget_set_visible (one, one == GTK_WIDGET (row));
  gtk_widget_set_visible (self->list, id != NULL);
  self->chosen = id != NULL ? KNOWN : FRESH;
  self->client = id != NULL ? *id : 0;
  if (self->chosen == FRESH) {
    g_autoptr (CrmAccepting) parts = crm_accepting_new ();

    crm_accepting_take (parts, text_of (self->who));
    gtk_editable_set_text (GTK_EDITABLE (self->name), parts->name != NULL ? parts->name : "");
    gtk_editable_set_text (GTK_EDITABLE (self->phone), parts->phone != NULL ? parts->phone : "");
    gtk_editable_set_text (GTK_EDITABLE (self->email), parts->email != NULL ? parts->email : "");
  }
  show_state (self);
  gtk_widget_grab_focus (self->chosen == FRESH && *text_of (self->name) == '\0' ? self->name
                                                                                : self->subject);
}

static void
on_row_activated_cb (CrmAcceptDialog *self, GtkListBoxRow *row)
{
  choose_row (self, row);
}

static GtkWidget *
add_row (CrmAcceptDialog *self, const char *icon, const char *title, const char *detail)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (detail != NULL) {
    g_autofree char *escaped = g_markup_escape_text (detail, -1);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  }
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);

  return row;
}

static void
add_new (CrmAcceptDialog *self)
{
  const CrmEntity *party = crm_schema_find (crm_desk_get_schema (self->desk), "party");
  g_autofree char *why = NULL;
  gboolean may = crm_office_may (crm_desk_get_office (self->desk), CRM_ACTION_CREATE, party, &why);
  GtkWidget *row = add_row (self, "list-add-symbolic", _ (party->label_new), why);

  gtk_widget_set_sensitive (row, may);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), may);
}

static void
show_callers (CrmAcceptDialog *self, GPtrArray *callers)
{
  GtkListBoxRow *first;

  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->list)) != NULL;)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; callers != NULL && i < callers->len; i++) {
    const CrmCaller *caller = callers->pdata[i];
    GtkWidget *row = add_row (self, "system-users-symbolic", caller->title, caller->detail);

    g_object_set_data_full (G_OBJECT (row), "crm-id", g_memdup2 (&caller->id, sizeof caller->id),
                            g_free);
  }
  if (callers != NULL)
    add_new (self);
  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  if (first != NULL && gtk_list_box_row_get_selectable (first))
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), first);
  gtk_widget_set_visible (self->list, first != NULL);
}

typedef struct {
  char *words;
  GPtrArray *callers;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_pointer (&search->callers, g_ptr_array_unref);
  g_free (search->words);
  g_free (search);
}

static gboolean
run_search (CrmTxn *txn, gpointer data, GError **error)
{
  Search *search = data;

  g_clear_pointer (&search->callers, g_ptr_array_unref);
  search->callers = crm_callers_find (txn, search->words, CALLERS_MOST, error);

  return search->callers != NULL;
}

static void
on_found_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmAcceptDialog *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean found = crm_office_run_finish (CRM_OFFICE (office), result, &error);

  if (self->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!found)
    show_trouble (self, error->message);
  else if (self->chosen == NOT_CHOSEN && g_str_equal (text_of (self->who), search->words))
    show_callers (self, search->callers);
}

static void
on_typed_cb (CrmAcceptDialog *self)
{
  Search *search;
  GTask *task;

  self->chosen = NOT_CHOSEN;
  self->client = 0;
  show_trouble (self, NULL);
  show_state (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  /* What was found by other words must not be chosen by Enter. */
  show_callers (self, NULL);
  if (*text_of (self->who) == '\0')
    return;
  self->cancellable = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->words = g_strdup (text_of (self->who));
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, search, search_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, run_search, search,
                        NULL, self->cancellable, on_found_cb, task);
}

static void
move_selection (CrmAcceptDialog *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int at = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), MAX (at, 0));
  if (row != NULL && gtk_list_box_row_get_selectable (row))
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
}

static gboolean
on_key_pressed_cb (CrmAcceptDialog *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval) {
  case GDK_KEY_Down:
  case GDK_KEY_Up:
    move_selection (self, keyval == GDK_KEY_Down ? 1 : -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    if (row != NULL)
      choose_row (self, row);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/* --- To whom it can go ------------------------------------------------------------------------ */

static gboolean
read_takers (CrmTxn *txn, gpointer data, GError **error)
{
  GPtrArray **takers = data;
  gint64 me = crm_txn_get_person (txn);

  g_clear_pointer (takers, g_ptr_array_unref);
  *takers = crm_txn_offer (txn, "person", NULL, TAKERS_MOST, error);
  for (guint i = *takers != NULL ? (*takers)->len : 0; i-- > 0;)
    if (((CrmHit *)(*takers)->pdata[i])->id == me)
      g_ptr_array_remove_index (*takers, i);

  return *takers != NULL;
}

static void
takers_free (gpointer data)
{
  GPtrArray **takers = data;

  g_clear_pointer (takers, g_ptr_array_unref);
  g_free (takers);
}

static void
on_takers_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmAcceptDialog *self = g_task_get_source_object (task);
  GPtrArray **takers = g_task_get_task_data (task);
  const char *const me[] = { _ ("Me"), NULL };
  g_autoptr (GtkStringList) labels = gtk_string_list_new (me);

  /* Who may not see colleagues keeps it. */
  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL) || self->desk == NULL)
    return;
  self->takers = g_steal_pointer (takers);
  for (guint i = 0; i < self->takers->len; i++)
    gtk_string_list_append (labels, ((CrmHit *)self->takers->pdata[i])->title);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->to), G_LIST_MODEL (labels));
  gtk_widget_set_visible (self->to, self->takers->len > 0);
}

static void
load_takers (CrmAcceptDialog *self)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);
  GPtrArray **takers = g_new0 (GPtrArray *, 1);

  g_task_set_task_data (task, takers, takers_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_takers, takers,
                        NULL, NULL, on_takers_cb, task);
}

static gint64
chosen_taker (CrmAcceptDialog *self)
{
  guint at = adw_combo_row_get_selected (ADW_COMBO_ROW (self->to));

  /* The first is who accepts it. */
  return self->takers != NULL && at > 0 && at <= self->takers->len
           ? ((CrmHit *)self->takers->pdata[at - 1])->id
           : 0;
}

/* --- Doing it --------------------------------------------------------------------------------- */

static char *
take_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (text_of (row)));
}

static CrmAccepting *
collect (CrmAcceptDialog *self)
{
  CrmAccepting *accepting = crm_accepting_new ();
  guint channel = adw_combo_row_get_selected (ADW_COMBO_ROW (self->channel));

  if (self->chosen == FRESH) {
    accepting->is_person = adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind)) == 1;
    accepting->name = take_text (self->name);
    accepting->phone = take_text (self->phone);
    accepting->email = take_text (self->email);
  } else {
    crm_accepting_take (accepting, text_of (self->who));
    accepting->client = self->client;
  }
  accepting->channel = g_strdup (channels[MIN (channel, G_N_ELEMENTS (channels) - 1)]);
  accepting->subject = take_text (self->subject);
  accepting->deal = take_text (self->deal);
  accepting->to = chosen_taker (self);

  return accepting;
}

static void
on_accepted_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmAcceptDialog *self = g_task_get_source_object (task);
  const CrmAccepting *accepting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean done = crm_office_run_finish (CRM_OFFICE (office), result, &error);

  if (self->desk == NULL)
    return;
  self->working = FALSE;
  if (!done) {
    show_trouble (self, error->message);
    show_state (self);
    return;
  }
  crm_desk_say_with (self->desk, _ ("The contact is written down"), _ ("Undo"), "win.undo");
  if (accepting->deal_id != 0)
    crm_desk_open (self->desk, "deal", accepting->deal_id, FALSE);
  else
    crm_desk_open (self->desk, "party", accepting->party, FALSE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_accept_cb (CrmAcceptDialog *self)
{
  GTask *task;
  CrmAccepting *accepting;

  if (!gtk_widget_get_sensitive (self->act))
    return;
  self->working = TRUE;
  show_trouble (self, NULL);
  show_state (self);
  accepting = collect (self);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, accepting, (GDestroyNotify)crm_accepting_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_WRITE, "client.accept",
                        crm_client_accept, accepting, NULL, NULL, on_accepted_cb, task);
}

/* Enter goes on to the next line, and at the end does it; what is missing is asked first. */
static void
on_entered_cb (CrmAcceptDialog *self, GtkWidget *row)
{
  GtkWidget *const lines[] = { self->name, self->phone, self->email, self->subject, self->deal };
  guint at = 0;

  while (at < G_N_ELEMENTS (lines) && lines[at] != row)
    at++;
  if (at + 1 < G_N_ELEMENTS (lines))
    gtk_widget_grab_focus (lines[at + 1]);
  else if (gtk_widget_get_sensitive (self->act))
    on_accept_cb (self);
  else if (self->chosen == NOT_CHOSEN)
    gtk_widget_grab_focus (self->who);
  else
    gtk_widget_grab_focus (self->chosen == FRESH && *text_of (self->name) == '\0' ? self->name
                                                                                  : self->subject);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_accept_dialog_dispose (GObject *object)
{
  CrmAcceptDialog *self = CRM_ACCEPT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->takers, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_accept_dialog_parent_class)->dispose (object);
}

static void
crm_accept_dialog_class_init (CrmAcceptDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_accept_dialog_dispose;
}

static GtkWidget *
add_line (CrmAcceptDialog *self, GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (on_entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
add_combo (GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return row;
}

static void
make_who (CrmAcceptDialog *self, GtkWidget *box)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->who = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->who), _ ("Phone, e-mail or name"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->who), GTK_ENTRY_ICON_PRIMARY,
                                     "edit-find-symbolic");
  crm_spoken_set_name (self->who, _ ("Phone, e-mail or name"));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (self->who, key);
  g_signal_connect_object (self->who, "changed", G_CALLBACK (on_typed_cb), self, G_CONNECT_SWAPPED);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_visible (self->list, FALSE);
  crm_spoken_set_name (self->list, _ ("What was found"));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->who);
  gtk_box_append (GTK_BOX (box), self->list);
}

static GtkWidget *
make_body (CrmAcceptDialog *self)
{
  const char *const kinds[] = { _ ("Organisation"), _ ("Person"), NULL };
  g_autoptr (GtkStringList) labels = gtk_string_list_new (kinds);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *what = adw_preferences_group_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  make_who (self, box);
  self->fresh = adw_preferences_group_new ();
  self->kind = add_combo (self->fresh, _ ("Kind"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->kind), G_LIST_MODEL (labels));
  self->name = add_line (self, self->fresh, _ ("Name"));
  self->phone = add_line (self, self->fresh, _ ("Phone"));
  self->email = add_line (self, self->fresh, _ ("E-mail"));
  self->subject = add_line (self, what, _ ("What they want"));
  self->channel = add_combo (what, _ ("Channel"));
  self->to = add_combo (what, _ ("Who sees to it"));
  self->deal = add_line (self, what, _ ("Title of a deal, if one begins"));
  gtk_box_append (GTK_BOX (box), self->fresh);
  gtk_box_append (GTK_BOX (box), what);
  gtk_widget_add_css_class (box, "crm-body");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);

  return scrolled;
}

static void
crm_accept_dialog_init (CrmAcceptDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), crm_dialog_make_head (
                                   GTK_WINDOW (self), _ ("Write down"), G_CALLBACK (on_accept_cb),
                                   G_CALLBACK (gtk_window_destroy), &self->act, NULL));
  self->trouble = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->trouble), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->trouble), 0.0f);
  gtk_widget_add_css_class (self->trouble, "error");
  gtk_widget_add_css_class (self->trouble, "crm-notice");
  gtk_widget_set_visible (self->trouble, FALSE);
  gtk_box_append (GTK_BOX (box), self->trouble);
  gtk_box_append (GTK_BOX (box), make_body (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Accept a contact"));
  gtk_window_set_default_size (GTK_WINDOW (self), 540, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  show_state (self);
  gtk_widget_grab_focus (self->who);
}

static void
show_channels (CrmAcceptDialog *self)
{
  const CrmEntity *event = crm_schema_find (crm_desk_get_schema (self->desk), "event");
  const CrmField *kind = crm_entity_find_field (event, "kind");
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    gtk_string_list_append (labels,
                            crm_choice_get_label (crm_field_find_choice (kind, channels[i])));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->channel), G_LIST_MODEL (labels));
}

CrmAcceptDialog *
crm_accept_dialog_new (CrmDesk *desk, GtkWindow *parent)
{
  CrmAcceptDialog *self;
  g_autofree char *why = NULL;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_ACCEPT_DIALOG, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  gtk_widget_set_visible (self->to, FALSE);
  adw_preferences_group_set_title (
    ADW_PREFERENCES_GROUP (self->fresh),
    _ (crm_schema_find (crm_desk_get_schema (desk), "party")->label_new));
  show_channels (self);
  load_takers (self);
  if (!crm_office_may (crm_desk_get_office (desk), CRM_ACTION_CREATE,
                       crm_schema_find (crm_desk_get_schema (desk), "event"), &why))
    show_trouble (self, why);

  return self;
}
