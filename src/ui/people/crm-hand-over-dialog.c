/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/people/crm-hand-over-dialog.h"

#include "base/crm-day.h"
#include "office/people/crm-hand-over.h"
#include "ui/common/crm-dialog.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_INTERVAL 100
#define TAKERS_MOST       500

/* Of a kind of records: what stands before the takers in its list. */
enum {
  AS_ALL,
  STAYS,
  FIRST_TAKER,
};

struct _CrmHandOverDialog {
  AdwWindow parent_instance;

  GtkWidget *stack;
  GtkWidget *to;
  GtkWidget *kinds;
  GtkWidget *leaves;
  GtkWidget *day;
  GtkWidget *note;
  GtkWidget *progress;
  GtkWidget *apply_button;

  CrmDesk *desk;
  gint64 person;
  GPtrArray *parts;  /* of CrmHandOverPart; NULL before they were read */
  GPtrArray *takers; /* of CrmHit */
  GPtrArray *rows;   /* of AdwComboRow, by part; NULL where there is nothing */
  CrmHandOver *plan; /* what runs */
  guint total;       /* records that go over */
  GCancellable *cancellable;
  guint progress_source;
};

G_DEFINE_FINAL_TYPE (CrmHandOverDialog, crm_hand_over_dialog, ADW_TYPE_WINDOW)

static void
say (CrmHandOverDialog *self, const char *text, gboolean trouble)
{
  gtk_label_set_text (GTK_LABEL (self->note), text);
  gtk_widget_set_visible (self->note, TRUE);
  if (trouble)
    gtk_widget_add_css_class (self->note, "error");
  else
    gtk_widget_remove_css_class (self->note, "error");
}

/* --- What is chosen --------------------------------------------------------------------------- */

static gint64
taker_at (CrmHandOverDialog *self, guint at)
{
  return at < self->takers->len ? ((CrmHit *)self->takers->pdata[at])->id : 0;
}

/* 0: nobody is chosen yet, or all of it stays. */
static gint64
general_taker (CrmHandOverDialog *self)
{
  guint at = adw_combo_row_get_selected (ADW_COMBO_ROW (self->to));

  return at > 0 && at != GTK_INVALID_LIST_POSITION ? taker_at (self, at - 1) : 0;
}

static gint64
taker_of (CrmHandOverDialog *self, guint part)
{
  guint at = adw_combo_row_get_selected (ADW_COMBO_ROW (self->rows->pdata[part]));

  if (at == AS_ALL || at == GTK_INVALID_LIST_POSITION)
    return general_taker (self);

  return at == STAYS ? 0 : taker_at (self, at - FIRST_TAKER);
}

static gboolean
leaves (CrmHandOverDialog *self)
{
  return gtk_switch_get_active (GTK_SWITCH (self->leaves));
}

static void
on_chosen_cb (CrmHandOverDialog *self)
{
  g_autofree char *text = NULL;

  /* Not all of the rows are there yet. */
  if (self->parts == NULL || self->rows->len < self->parts->len)
    return;
  self->total = 0;
  for (guint i = 0; i < self->parts->len; i++)
    if (self->rows->pdata[i] != NULL && taker_of (self, i) != 0)
      self->total += (guint)((CrmHandOverPart *)self->parts->pdata[i])->n;
  gtk_widget_set_visible (self->day, leaves (self));
  gtk_widget_set_sensitive (self->apply_button, self->total > 0 || leaves (self));
  if (self->total == 0) {
    say (self, _ ("Nothing goes over yet: choose to whom it goes."), FALSE);
    return;
  }
  text =
    g_strdup_printf (ngettext ("%u record goes over. One undo takes all of it back.",
                               "%u records go over. One undo takes all of it back.", self->total),
                     self->total);
  say (self, text, FALSE);
}

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct {
  gint64 person;
  GPtrArray *parts;
  GPtrArray *takers;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->parts, g_ptr_array_unref);
  g_clear_pointer (&reading->takers, g_ptr_array_unref);
}

static void
reading_free (gpointer data)
{
  reading_clear (data);
  g_free (data);
}

/* On the store's thread. */
static gboolean
read_all (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  reading_clear (reading);
  if (!crm_txn_allows (txn, CRM_RIGHT_MANAGE, error))
    return FALSE;
  crm_txn_trust (txn, TRUE);
  reading->takers = crm_txn_offer (txn, "person", NULL, TAKERS_MOST, error);
  if (reading->takers == NULL)
    return FALSE;
  for (guint i = reading->takers->len; i-- > 0;)
    if (((CrmHit *)reading->takers->pdata[i])->id == reading->person)
      g_ptr_array_remove_index (reading->takers, i);
  reading->parts = crm_person_belongings (txn, reading->person, error);

  return reading->parts != NULL;
}

static GListModel *
list_takers (CrmHandOverDialog *self, const char *const *before)
{
  GtkStringList *labels = gtk_string_list_new (before);

  for (guint i = 0; i < self->takers->len; i++)
    gtk_string_list_append (labels, ((CrmHit *)self->takers->pdata[i])->title);

  return G_LIST_MODEL (labels);
}

static void
add_kind (CrmHandOverDialog *self, const CrmHandOverPart *part)
{
  const char *const before[] = { _ ("As above"), _ ("Stays where it is"), NULL };
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GListModel) model = list_takers (self, before);
  g_autofree char *count =
    g_strdup_printf (ngettext ("%d open", "%d open", (gulong)part->n), (int)part->n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), part->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), model);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->kinds), row);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
}

static void
show_all (CrmHandOverDialog *self)
{
  const char *const before[] = { _ ("Nobody yet"), NULL };
  g_autoptr (GListModel) model = list_takers (self, before);
  gboolean any = FALSE;

  adw_combo_row_set_model (ADW_COMBO_ROW (self->to), model);
  for (guint i = 0; i < self->parts->len; i++) {
    const CrmHandOverPart *part = self->parts->pdata[i];

    if (part->n > 0)
      add_kind (self, part);
    else
      g_ptr_array_add (self->rows, NULL);
    any = any || part->n > 0;
  }
  if (!any)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->kinds),
                                           _ ("They have nothing open."));
  gtk_widget_set_visible (self->to, any);
  on_chosen_cb (self);
  gtk_widget_set_visible (self->note, any);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "what");
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmHandOverDialog *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      say (self, error->message, TRUE);
    return;
  }
  self->parts = g_steal_pointer (&reading->parts);
  self->takers = g_steal_pointer (&reading->takers);
  show_all (self);
}

static void
load (CrmHandOverDialog *self)
{
  Reading *reading = g_new0 (Reading, 1);
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  reading->person = self->person;
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_all, reading,
                        NULL, self->cancellable, on_read_cb, task);
}

/* --- Doing it --------------------------------------------------------------------------------- */

static gboolean
on_progress_cb (gpointer data)
{
  CrmHandOverDialog *self = data;
  guint done = crm_hand_over_get_n_done (self->plan);
  /* Translators: how many of how many records are done. */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), done, self->total);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 self->total > 0 ? MIN ((double)done / self->total, 1.0) : 0.0);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), text);

  return G_SOURCE_CONTINUE;
}

static void
on_handed_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmHandOverDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean done, stopped;
  guint n = 0;

  done = crm_office_hand_over_finish (CRM_OFFICE (office), result, &n, &error);
  stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_pointer (&self->plan, crm_hand_over_unref);
  if (!done && !stopped && n == 0) {
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "what");
    gtk_widget_set_sensitive (self->apply_button, TRUE);
    say (self, error->message, TRUE);
    return;
  }
  text =
    g_strdup_printf (ngettext ("%u record was handed over.", "%u records were handed over.", n), n);
  if (done || n > 0)
    crm_desk_say_with (self->desk, text, _ ("Undo"), "win.undo");
  if (!done)
    crm_desk_report (self->desk, error);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* FALSE when the last day cannot be read. */
static gboolean
take_day (CrmHandOverDialog *self)
{
  g_autofree char *today = crm_desk_get_today (self->desk);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->day));
  g_autoptr (GError) error = NULL;
  g_autofree char *day = *typed != '\0' ? crm_day_parse (typed, today, &error) : g_strdup (today);

  if (day == NULL) {
    say (self, error->message, TRUE);
    gtk_widget_grab_focus (self->day);
    return FALSE;
  }
  crm_hand_over_leave (self->plan, day);

  return TRUE;
}

void
crm_hand_over_dialog_apply (CrmHandOverDialog *self)
{
  g_return_if_fail (CRM_IS_HAND_OVER_DIALOG (self));

  if (self->parts == NULL || self->plan != NULL || !gtk_widget_get_sensitive (self->apply_button))
    return;
  self->plan = crm_hand_over_new (self->person);
  for (guint i = 0; i < self->parts->len; i++)
    if (self->rows->pdata[i] != NULL)
      crm_hand_over_give (self->plan, ((CrmHandOverPart *)self->parts->pdata[i])->entity,
                          taker_of (self, i));
  if (leaves (self) && !take_day (self)) {
    g_clear_pointer (&self->plan, crm_hand_over_unref);
    return;
  }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "progress");
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL, on_progress_cb, self);
  crm_office_hand_over_async (crm_desk_get_office (self->desk), self->plan, self->cancellable,
                              on_handed_cb, g_object_ref (self));
}

static void
on_cancel_cb (CrmHandOverDialog *self)
{
  if (self->plan != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_hand_over_dialog_dispose (GObject *object)
{
  CrmHandOverDialog *self = CRM_HAND_OVER_DIALOG (object);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (crm_hand_over_dialog_parent_class)->dispose (object);
}

static void
crm_hand_over_dialog_finalize (GObject *object)
{
  CrmHandOverDialog *self = CRM_HAND_OVER_DIALOG (object);

  g_clear_pointer (&self->plan, crm_hand_over_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->takers, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_hand_over_dialog_parent_class)->finalize (object);
}

static void
crm_hand_over_dialog_class_init (CrmHandOverDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_hand_over_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_hand_over_dialog_finalize;
}

static GtkWidget *
new_leaving (CrmHandOverDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();

  self->leaves = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (self->leaves), TRUE);
  gtk_widget_set_valign (self->leaves, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("They leave the office"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("They lose their account and are offered no more."));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->leaves);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->leaves);
  self->day = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->day), _ ("Last day here"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->day);
  g_signal_connect_object (self->leaves, "notify::active", G_CALLBACK (on_chosen_cb), self,
                           G_CONNECT_SWAPPED);

  return group;
}

static GtkWidget *
new_what_page (CrmHandOverDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->to = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->to), _ ("To whom"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->to);
  g_signal_connect_object (self->to, "notify::selected", G_CALLBACK (on_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->kinds = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->kinds), _ ("What they have open"));
  gtk_widget_add_css_class (box, "crm-body");
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), self->kinds);
  gtk_box_append (GTK_BOX (box), new_leaving (self));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);

  return scrolled;
}

static void
crm_hand_over_dialog_init (CrmHandOverDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0.0f);
  gtk_widget_add_css_class (self->note, "crm-notice");
  gtk_widget_set_margin_start (self->note, 18);
  gtk_widget_set_margin_end (self->note, 18);
  gtk_widget_set_margin_bottom (self->note, 12);
  self->progress = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress), TRUE);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->progress, "crm-body");
  gtk_stack_add_named (GTK_STACK (self->stack), adw_bin_new (), "reading");
  gtk_stack_add_named (GTK_STACK (self->stack), new_what_page (self), "what");
  gtk_stack_add_named (GTK_STACK (self->stack), self->progress, "progress");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box),
                  crm_dialog_make_head (GTK_WINDOW (self), _ ("Hand over"),
                                        G_CALLBACK (crm_hand_over_dialog_apply),
                                        G_CALLBACK (on_cancel_cb), &self->apply_button, NULL));
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_box_append (GTK_BOX (box), self->note);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 498, 588);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

CrmHandOverDialog *
crm_hand_over_dialog_new (CrmDesk *desk, gint64 person, const char *name, GtkWindow *parent)
{
  CrmHandOverDialog *self;
  g_autofree char *today = NULL;
  g_autofree char *day = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (CRM_TYPE_HAND_OVER_DIALOG, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->person = person;
  today = crm_desk_get_today (desk);
  day = crm_day_format (today, crm_desk_get_lang (desk));
  gtk_editable_set_text (GTK_EDITABLE (self->day), day);
  /* Translators: the name of a colleague. */
  title = g_strdup_printf (_ ("Hand over: %s"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  load (self);

  return self;
}

void
crm_hand_over_dialog_choose (CrmHandOverDialog *self, const char *entity, gint64 taker)
{
  guint at = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (CRM_IS_HAND_OVER_DIALOG (self));
  g_return_if_fail (self->parts != NULL);

  for (guint i = 0; i < self->takers->len; i++)
    if (taker_at (self, i) == taker)
      at = i;
  if (entity == NULL)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->to), taker != 0 ? at + 1 : 0);
  for (guint i = 0; entity != NULL && i < self->parts->len; i++)
    if (g_str_equal (((CrmHandOverPart *)self->parts->pdata[i])->entity, entity))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows->pdata[i]),
                                  taker != 0 ? at + FIRST_TAKER : STAYS);
}

gboolean
crm_hand_over_dialog_is_ready (CrmHandOverDialog *self)
{
  g_return_val_if_fail (CRM_IS_HAND_OVER_DIALOG (self), FALSE);

  return self->parts != NULL;
}
