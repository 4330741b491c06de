/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/people/crm-who-page.h"

#include "office/people/crm-who.h"

#include <glib/gi18n-lib.h>

struct _CrmWhoPage {
  AdwBin parent_instance;

  CrmOffice *office;
  GCancellable *cancellable;
  GtkWidget *box;
  GtkWidget *people;
  GtkWidget *newcomer;
  GtkWidget *name;
  GtkWidget *join;
  GtkWidget *error;
};

G_DEFINE_FINAL_TYPE (CrmWhoPage, crm_who_page, ADW_TYPE_BIN)

enum {
  SIGNAL_KNOWN,
  SIGNAL_BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Joining ---------------------------------------------------------------------------------- */

static void
show_error (CrmWhoPage *self, const GError *error)
{
  gtk_label_set_text (GTK_LABEL (self->error), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->error, error != NULL);
}

static void
on_joined_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmWhoPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean joined = crm_office_join_finish (CRM_OFFICE (office), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->box, TRUE);
  show_error (self, error);
  if (joined)
    g_signal_emit (self, signals[SIGNAL_KNOWN], 0);
}

static void
join (CrmWhoPage *self, gint64 person, const char *name)
{
  gtk_widget_set_sensitive (self->box, FALSE);
  crm_office_join_async (self->office, person, name, self->cancellable, on_joined_cb,
                         g_object_ref (self));
}

static void
on_row_activated_cb (CrmWhoPage *self, AdwActionRow *row)
{
  join (self, *(gint64 *)g_object_get_data (G_OBJECT (row), "crm-person"), NULL);
}

static char *
typed_name (CrmWhoPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static void
on_name_changed_cb (CrmWhoPage *self)
{
  g_autofree char *name = typed_name (self);

  gtk_widget_set_sensitive (self->join, *name != '\0');
}

static void
on_join_cb (CrmWhoPage *self)
{
  g_autofree char *name = typed_name (self);

  if (*name != '\0')
    join (self, 0, name);
}

static void
on_back_cb (CrmWhoPage *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

/* --- Whom one may be -------------------------------------------------------------------------- */

static void
add_candidate (CrmWhoPage *self, const CrmCandidate *candidate)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (candidate->name, -1);
  g_autofree char *role = g_markup_escape_text (candidate->role, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), role);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "crm-person",
                          g_memdup2 (&candidate->id, sizeof candidate->id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->people), row);
}

static void
on_asked_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmWhoPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmWho) who = crm_office_ask_who_finish (CRM_OFFICE (office), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_error (self, error);
  if (who == NULL)
    return;
  for (guint i = 0; i < who->people->len; i++)
    add_candidate (self, who->people->pdata[i]);
  gtk_widget_set_visible (self->people, who->people->len > 0);
  gtk_widget_set_visible (self->newcomer, who->may_be_new);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->newcomer),
                                   who->people->len > 0 ? _ ("Not in the list?") : _ ("Your name"));
  if (!who->may_be_new && who->people->len == 0) {
    gtk_label_set_text (GTK_LABEL (self->error),
                        _ ("Everybody who works in this office has another account. Ask whoever "
                           "manages people to add you."));
    gtk_widget_set_visible (self->error, TRUE);
  }
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_who_page_dispose (GObject *object)
{
  CrmWhoPage *self = CRM_WHO_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->office);

  G_OBJECT_CLASS (crm_who_page_parent_class)->dispose (object);
}

static void
crm_who_page_class_init (CrmWhoPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_who_page_dispose;

  signals[SIGNAL_KNOWN] = g_signal_new ("known", CRM_TYPE_WHO_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BACK] = g_signal_new ("back", CRM_TYPE_WHO_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_newcomer (CrmWhoPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *name = g_get_real_name ();

  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (group),
    _ ("Write your name. You can look at everything first; whoever manages people gives you a role "
       "to work with."));
  self->name = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _ ("I am new, my name is"));
  if (name != NULL && !g_str_equal (name, "Unknown") && !g_str_equal (name, "root"))
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  self->join = gtk_button_new_with_label (_ ("Join"));
  gtk_widget_set_valign (self->join, GTK_ALIGN_CENTER);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->name), self->join);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (on_name_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name, "entry-activated", G_CALLBACK (on_join_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->join, "clicked", G_CALLBACK (on_join_cb), self, G_CONNECT_SWAPPED);
  on_name_changed_cb (self);
  gtk_widget_set_visible (group, FALSE);

  return group;
}

static GtkWidget *
new_heading (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_ ("Who are you?"));
  GtkWidget *text = gtk_label_new (_ ("This office does not know the account of this computer yet. "
                                      "It asks only once."));

  gtk_widget_add_css_class (title, "title-1");
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);

  return box;
}

static void
crm_who_page_init (CrmWhoPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *back = gtk_button_new_with_label (_ ("Open another office"));

  self->cancellable = g_cancellable_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_margin_top (self->box, 36);
  gtk_widget_set_margin_bottom (self->box, 36);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), new_heading ());
  self->error = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->error, "error");
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->error);
  self->people = adw_preferences_group_new ();
  gtk_widget_set_visible (self->people, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->people);
  self->newcomer = new_newcomer (self);
  gtk_box_append (GTK_BOX (self->box), self->newcomer);
  gtk_widget_set_halign (back, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (back, "flat");
  g_signal_connect_object (back, "clicked", G_CALLBACK (on_back_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), back);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 480);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

CrmWhoPage *
crm_who_page_new (CrmOffice *office)
{
  CrmWhoPage *self;

  g_return_val_if_fail (CRM_IS_OFFICE (office), NULL);

  self = g_object_new (CRM_TYPE_WHO_PAGE, NULL);
  self->office = g_object_ref (office);
  crm_office_ask_who_async (office, self->cancellable, on_asked_cb, g_object_ref (self));

  return self;
}

CrmOffice *
crm_who_page_get_office (CrmWhoPage *self)
{
  g_return_val_if_fail (CRM_IS_WHO_PAGE (self), NULL);

  return self->office;
}
