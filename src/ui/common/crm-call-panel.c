/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-call-panel.h"

#include "base/crm-day.h"
#include "base/crm-phone.h"
#include "model/crm-format.h"
#include "office/clients/crm-client-people.h"
#include "office/clients/crm-happening.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CrmCallPanel {
  AdwBin parent_instance;

  GtkWidget *revealer;
  GtkWidget *clock;
  GtkWidget *stop;
  GtkWidget *phones;
  GtkWidget *dial;
  GtkWidget *direction;
  GtkWidget *outcome;
  GtkWidget *note;
  GtkWidget *next;
  GtkWidget *due;
  GtkWidget *keep;

  GPtrArray *numbers; /* of Number, as they are offered */
  CrmDraft *draft;
  gint64 started;  /* 0: no call is written down */
  gint64 duration; /* seconds, once the clock was stopped */
  guint tick;
};

G_DEFINE_FINAL_TYPE (CrmCallPanel, crm_call_panel, ADW_TYPE_BIN)

static const char *const directions[] = { "out", "in" };

/* --- The clock -------------------------------------------------------------------------------- */

static gint64
seconds (CrmCallPanel *self)
{
  if (self->duration > 0 || self->draft == NULL)
    return self->duration;

  return MAX (1, (crm_desk_get_now (crm_draft_get_desk (self->draft)) - self->started) / 1000);
}

static gboolean
on_tick_cb (gpointer data)
{
  CrmCallPanel *self = data;
  gint64 n = seconds (self);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", n / 60, (int)(n % 60));

  gtk_label_set_text (GTK_LABEL (self->clock), text);

  return G_SOURCE_CONTINUE;
}

static void
stop_clock (CrmCallPanel *self)
{
  if (self->started != 0 && self->duration == 0)
    self->duration = seconds (self);
  g_clear_handle_id (&self->tick, g_source_remove);
  gtk_widget_set_visible (self->stop, FALSE);
}

static void
put_away (CrmCallPanel *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  self->started = 0;
  self->duration = 0;
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  gtk_editable_set_text (GTK_EDITABLE (self->next), "");
  gtk_editable_set_text (GTK_EDITABLE (self->due), "");
  gtk_widget_set_visible (self->revealer, FALSE);
}

/* --- Numbers ---------------------------------------------------------------------------------- */

/* Of whom a number is, one for each that is offered. */
typedef struct {
  gint64 contact; /* 0: the client's own */
  char *phone;
} Number;

static void
number_free (gpointer data)
{
  g_free (((Number *)data)->phone);
  g_free (data);
}

static const Number *
chosen_number (CrmCallPanel *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->phones));

  return at < self->numbers->len ? self->numbers->pdata[at] : NULL;
}

/* The desktop's own way to dial. */
static void
on_dial_cb (CrmCallPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const Number *number = chosen_number (self);
  g_autofree char *digits = g_strdup (number != NULL ? number->phone : "");
  g_autofree char *uri = NULL;

  g_strcanon (digits, "+0123456789", ' ');
  {
    g_auto (GStrv) parts = g_strsplit (digits, " ", -1);
    g_autofree char *joined = g_strjoinv ("", parts);

    uri = g_strconcat ("tel:", joined, NULL);
  }
  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

/* A number says whose it is, unless it is the client's. */
static void
add_person (CrmCallPanel *self, GtkStringList *list, const CrmClientPerson *person, gboolean own)
{
  for (guint i = 0; i < person->phones->len; i++) {
    const char *phone = person->phones->pdata[i];
    Number *number = g_new0 (Number, 1);
    g_autofree char *shown = crm_phone_pretty (phone);
    /* Translators: a phone number and whose it is: "+373 22 123 456 · Ion Rusu". */
    g_autofree char *label =
      own ? g_strdup (shown) : g_strdup_printf (_ ("%s · %s"), shown, person->name);

    number->contact = own ? 0 : person->id;
    number->phone = g_strdup (phone);
    g_ptr_array_add (self->numbers, number);
    gtk_string_list_append (list, label);
  }
}

static void
show_phones (CrmCallPanel *self, GPtrArray *people)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->numbers, 0);
  for (guint i = 0; people != NULL && i < people->len; i++)
    add_person (self, list, people->pdata[i], i == 0);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->phones), G_LIST_MODEL (list));
  gtk_widget_set_visible (self->phones, self->numbers->len > 0);
  gtk_widget_set_visible (self->dial, self->numbers->len > 0);
}

typedef struct {
  gint64 client;
  GPtrArray *people;
} Calling;

static void
calling_free (gpointer data)
{
  Calling *calling = data;

  g_clear_pointer (&calling->people, g_ptr_array_unref);
  g_free (calling);
}

/* On the store's thread. */
static gboolean
read_people (CrmTxn *txn, gpointer data, GError **error)
{
  Calling *calling = data;

  g_clear_pointer (&calling->people, g_ptr_array_unref);
  calling->people = crm_client_people (txn, calling->client, error);

  return calling->people != NULL;
}

static void
on_people_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmCallPanel *self = g_task_get_source_object (task);
  Calling *calling = g_task_get_task_data (task);
  gint64 party, about;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL) || self->draft == NULL ||
      self->started == 0)
    return;
  crm_happening_place (crm_draft_get_record (self->draft), &party, &about);
  if (party == calling->client)
    show_phones (self, calling->people);
}

/* Of a deal or a claim it is the client who is called, or whoever works there. */
static void
fill_phones (CrmCallPanel *self)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);
  Calling *calling = g_new0 (Calling, 1);
  gint64 about;

  show_phones (self, NULL);
  crm_happening_place (crm_draft_get_record (self->draft), &calling->client, &about);
  g_task_set_task_data (task, calling, calling_free);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), CRM_TXN_READ, NULL,
                        read_people, calling, NULL, NULL, on_people_cb, task);
}

/* --- Choices ---------------------------------------------------------------------------------- */

static const CrmField *
event_field (CrmCallPanel *self, const char *name)
{
  const CrmEntity *event =
    crm_schema_find (crm_desk_get_schema (crm_draft_get_desk (self->draft)), "event");

  return event != NULL ? crm_entity_find_field (event, name) : NULL;
}

static void
fill_outcomes (CrmCallPanel *self)
{
  const CrmField *field = event_field (self, "outcome");
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (const CrmChoice *choice = field != NULL ? field->choices : NULL;
       choice != NULL && choice->key != NULL; choice++)
    gtk_string_list_append (list, crm_choice_get_label (choice));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->outcome), G_LIST_MODEL (list));
}

static const char *
chosen_outcome (CrmCallPanel *self)
{
  const CrmField *field = event_field (self, "outcome");
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->outcome));

  return field != NULL && at != GTK_INVALID_LIST_POSITION ? field->choices[at].key : NULL;
}

/* --- Keeping it ------------------------------------------------------------------------------- */

typedef struct {
  gint64 client;
  gint64 contact;
  gint64 about;
  char *phone;
  const char *direction;
  const char *outcome;
  char *note;
  char *next;
  char *due;
  gint64 starts;
  gint64 duration;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->phone);
  g_free (call->note);
  g_free (call->next);
  g_free (call->due);
  g_free (call);
}

static gboolean
call_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Call *call = data;
  CrmJotting jotting = { .kind = "call",
                         .direction = call->direction,
                         .note = call->note,
                         .phone = call->phone,
                         .outcome = call->outcome,
                         .starts = call->starts,
                         .duration = call->duration,
                         .contact = call->contact,
                         .about = call->about,
                         .next_title = call->next,
                         .next_due = call->due };

  return crm_client_jot (txn, call->client, &jotting, error) != 0;
}

static void
on_kept_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCallPanel) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->keep, TRUE);
  if (crm_office_run_finish (CRM_OFFICE (office), result, &error))
    put_away (self);
  else if (self->draft != NULL)
    crm_desk_report (crm_draft_get_desk (self->draft), error);
}

/* FALSE when the day cannot be read: it is said, and the call stays open. */
static gboolean
read_due (CrmCallPanel *self, char **due)
{
  CrmDesk *desk = crm_draft_get_desk (self->draft);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->due));
  g_autofree char *today = crm_desk_get_today (desk);
  g_autoptr (GError) error = NULL;

  *due = NULL;
  if (*typed == '\0')
    return TRUE;
  *due = crm_day_parse (typed, today, &error);
  crm_desk_report (desk, error);

  return *due != NULL;
}

void
crm_call_panel_keep (CrmCallPanel *self)
{
  const Number *number;
  const char *note;
  char *due;
  Call *call;

  g_return_if_fail (CRM_IS_CALL_PANEL (self));

  if (self->draft == NULL || self->started == 0 || !read_due (self, &due))
    return;
  stop_clock (self);
  note = gtk_editable_get_text (GTK_EDITABLE (self->note));
  call = g_new0 (Call, 1);
  crm_happening_place (crm_draft_get_record (self->draft), &call->client, &call->about);
  number = chosen_number (self);
  call->contact = number != NULL ? number->contact : 0;
  call->phone = g_strdup (number != NULL ? number->phone : NULL);
  call->direction =
    directions[MIN (1, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->direction)))];
  call->outcome = chosen_outcome (self);
  call->note = g_strdup (*note != '\0' ? note : _ ("Call"));
  call->next = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->next)));
  call->due = due;
  call->starts = self->started;
  call->duration = self->duration;
  gtk_widget_set_sensitive (self->keep, FALSE);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), CRM_TXN_WRITE,
                        "event.jot", call_in_txn, call, call_free, NULL, on_kept_cb,
                        g_object_ref (self));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_call_panel_dispose (GObject *object)
{
  CrmCallPanel *self = CRM_CALL_PANEL (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (crm_call_panel_parent_class)->dispose (object);
}

static void
crm_call_panel_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_CALL_PANEL (object)->numbers);

  G_OBJECT_CLASS (crm_call_panel_parent_class)->finalize (object);
}

static void
crm_call_panel_class_init (CrmCallPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_call_panel_finalize;
  G_OBJECT_CLASS (klass)->dispose = crm_call_panel_dispose;
}

static GtkWidget *
new_entry (const char *placeholder, int chars)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), chars);
  crm_spoken_set_name (entry, placeholder);

  return entry;
}

static GtkWidget *
make_first_line (CrmCallPanel *self)
{
  const char *const labels[] = { _ ("From us"), _ ("From them"), NULL };
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->clock = gtk_label_new ("0:00");
  gtk_widget_add_css_class (self->clock, "numeric");
  gtk_widget_add_css_class (self->clock, "heading");
  gtk_label_set_width_chars (GTK_LABEL (self->clock), 5);
  self->stop = gtk_button_new_from_icon_name ("media-playback-stop-symbolic");
  crm_spoken_set (self->stop, _ ("Stop the clock"));
  self->phones = gtk_drop_down_new (NULL, NULL);
  crm_spoken_set_name (self->phones, _ ("Phone"));
  gtk_widget_set_hexpand (self->phones, TRUE);
  self->dial = gtk_button_new_from_icon_name ("call-start-symbolic");
  crm_spoken_set (self->dial, _ ("Dial this number"));
  self->direction = gtk_drop_down_new_from_strings (labels);
  crm_spoken_set_name (self->direction, _ ("Who called"));
  self->outcome = gtk_drop_down_new (NULL, NULL);
  crm_spoken_set (self->outcome, _ ("How it ended"));
  gtk_box_append (GTK_BOX (line), self->clock);
  gtk_box_append (GTK_BOX (line), self->stop);
  gtk_box_append (GTK_BOX (line), self->phones);
  gtk_box_append (GTK_BOX (line), self->dial);
  g_signal_connect_object (self->stop, "clicked", G_CALLBACK (stop_clock), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dial, "clicked", G_CALLBACK (on_dial_cb), self, G_CONNECT_SWAPPED);

  return line;
}

static GtkWidget *
make_last_line (CrmCallPanel *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->next = new_entry (_ ("Next step"), 10);
  gtk_widget_set_hexpand (self->next, TRUE);
  self->due = new_entry (_ ("Due"), 6);
  crm_spoken_set_tooltip (self->due, _ ("A day: 15.11, +3, tomorrow"));
  gtk_box_append (GTK_BOX (line), self->next);
  gtk_box_append (GTK_BOX (line), self->due);
  g_signal_connect_object (self->next, "activate", G_CALLBACK (crm_call_panel_keep), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->due, "activate", G_CALLBACK (crm_call_panel_keep), self,
                           G_CONNECT_SWAPPED);

  return line;
}

static GtkWidget *
make_buttons (CrmCallPanel *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *drop = gtk_button_new_with_label (_ ("Discard"));

  self->keep = gtk_button_new_with_label (_ ("Keep"));
  gtk_widget_add_css_class (self->keep, "suggested-action");
  gtk_widget_set_halign (line, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (line), drop);
  gtk_box_append (GTK_BOX (line), self->keep);
  g_signal_connect_object (drop, "clicked", G_CALLBACK (put_away), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keep, "clicked", G_CALLBACK (crm_call_panel_keep), self,
                           G_CONNECT_SWAPPED);

  return line;
}

/* Few things in a line: the card may be narrow, and words are longer in other languages. */
static void
crm_call_panel_init (CrmCallPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *how = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->numbers = g_ptr_array_new_with_free_func (number_free);
  gtk_widget_add_css_class (box, "crm-call");
  gtk_box_append (GTK_BOX (box), make_first_line (self));
  self->note = new_entry (_ ("What was said"), 16);
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_widget_set_hexpand (self->direction, TRUE);
  gtk_widget_set_hexpand (self->outcome, TRUE);
  gtk_box_append (GTK_BOX (how), self->direction);
  gtk_box_append (GTK_BOX (how), self->outcome);
  gtk_box_append (GTK_BOX (box), how);
  gtk_box_append (GTK_BOX (box), make_last_line (self));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  g_signal_connect_object (self->note, "activate", G_CALLBACK (crm_call_panel_keep), self,
                           G_CONNECT_SWAPPED);
  self->revealer = box;
  gtk_widget_set_visible (box, FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
}

CrmCallPanel *
crm_call_panel_new (void)
{
  return g_object_new (CRM_TYPE_CALL_PANEL, NULL);
}

void
crm_call_panel_set_draft (CrmCallPanel *self, CrmDraft *draft)
{
  g_return_if_fail (CRM_IS_CALL_PANEL (self));

  if (self->draft == draft)
    return;
  if (self->started != 0)
    crm_call_panel_keep (self);
  put_away (self);
  g_set_object (&self->draft, draft);
}

void
crm_call_panel_start (CrmCallPanel *self)
{
  g_return_if_fail (CRM_IS_CALL_PANEL (self));

  if (self->draft == NULL || crm_draft_is_new (self->draft))
    return;
  gtk_widget_set_visible (self->revealer, TRUE);
  if (self->started == 0) {
    fill_phones (self);
    fill_outcomes (self);
    self->started = crm_desk_get_now (crm_draft_get_desk (self->draft));
    self->duration = 0;
    gtk_widget_set_visible (self->stop, TRUE);
    self->tick = g_timeout_add_seconds (1, on_tick_cb, self);
    on_tick_cb (self);
  }
  gtk_widget_grab_focus (self->note);
}
