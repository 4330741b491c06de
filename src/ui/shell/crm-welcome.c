/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-welcome.h"

#include "base/crm-error.h"
#include "office/crm-office-link.h"
#include "ui/backups/crm-rescue.h"
#include "ui/common/crm-file-chooser.h"
#include "ui/common/crm-phrases.h"
#include "ui/shell/crm-new-office.h"
#include "ui/shell/crm-opening.h"
#include "ui/shell/crm-upgrade-page.h"

#include <glib/gi18n-lib.h>

#define BUSY_DELAY 200

struct _CrmWelcome {
  AdwBin parent_instance;

  GtkWidget *stack;
  GtkWidget *open_row;
  GtkWidget *new_row;
  GtkWidget *demo_row;
  GtkWidget *recent;
  GtkWidget *new_office;
  GtkWidget *upgrade;
  GtkWidget *spinner;
  GtkWidget *busy_text;
  GtkWidget *trouble;
  GtkWidget *rescue;
  GtkWidget *other;
  GtkWidget *again;
  GtkWidget *to_start;

  CrmPreferences *preferences;
  GPtrArray *recent_rows;
  char *path; /* that is being opened */
  gboolean opening;
  gboolean for_several; /* a new office: to be told how colleagues join */
  guint busy_source;
};

G_DEFINE_FINAL_TYPE (CrmWelcome, crm_welcome, ADW_TYPE_BIN)

static guint opened_signal;

static void
show (CrmWelcome *self, const char *page)
{
  g_clear_handle_id (&self->busy_source, g_source_remove);
  if (g_str_equal (page, "busy"))
    gtk_spinner_start (GTK_SPINNER (self->spinner));
  else
    gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
}

/* --- Recent offices --------------------------------------------------------------------------- */

static void
on_recent_cb (CrmWelcome *self, GtkWidget *row)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (row), "crm-path"));

  crm_welcome_open (self, path);
}

static void
add_recent (CrmWelcome *self, const char *path)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *base = g_filename_display_basename (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = g_markup_escape_text (shown, -1);

  if (g_str_has_suffix (base, ".kontor"))
    base[strlen (base) - strlen (".kontor")] = '\0';
  title = g_markup_escape_text (base, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "crm-path", g_strdup (path), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_recent_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->recent), row);
  g_ptr_array_add (self->recent_rows, row);
}

static void
show_recent (CrmWelcome *self)
{
  g_auto (GStrv) paths = crm_preferences_get_recent (self->preferences);

  for (guint i = 0; i < self->recent_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->recent),
                                  g_ptr_array_index (self->recent_rows, i));
  g_ptr_array_set_size (self->recent_rows, 0);
  for (char **path = paths; *path != NULL; path++)
    add_recent (self, *path);
  gtk_widget_set_visible (self->recent, self->recent_rows->len > 0);
}

/* --- Opening ---------------------------------------------------------------------------------- */

static void
show_trouble (CrmWelcome *self, const GError *error)
{
  gboolean damaged = g_error_matches (error, CRM_ERROR, CRM_ERROR_CORRUPT);
  g_autofree char *shown = self->path != NULL ? g_filename_display_name (self->path) : NULL;
  /* What is said of a damaged file says what to do already, and a button does it. */
  g_autofree char *text = g_markup_printf_escaped (
    "%s%s%s%s%s", error->message, damaged ? "" : "\n\n", damaged ? "" : crm_error_advice (error),
    shown != NULL ? "\n\n" : "", shown != NULL ? shown : "");

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->trouble), crm_error_icon (error));
  adw_status_page_set_title (ADW_STATUS_PAGE (self->trouble), crm_error_heading (error));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->trouble), text);
  gtk_widget_set_visible (self->rescue, damaged);
  /* One thing is to be done first. */
  if (damaged)
    gtk_widget_remove_css_class (self->other, "suggested-action");
  else
    gtk_widget_add_css_class (self->other, "suggested-action");
  show (self, "trouble");
}

static void
show_upgrade (CrmWelcome *self)
{
  crm_upgrade_page_set_path (CRM_UPGRADE_PAGE (self->upgrade), self->path);
  show (self, "upgrade");
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmWelcome) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmOffice) office = crm_opening_finish (result, &error);
  gboolean for_several = self->for_several;

  self->opening = FALSE;
  self->for_several = FALSE;
  if (self->preferences == NULL) {
    /* The window has gone meanwhile. */
    if (office != NULL)
      crm_office_close (office, NULL);
    return;
  }
  if (office == NULL) {
    if (g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND) && self->path != NULL)
      crm_preferences_remove_recent (self->preferences, self->path);
    if (g_error_matches (error, CRM_ERROR, CRM_ERROR_OLDER) && self->path != NULL)
      show_upgrade (self);
    else
      show_trouble (self, error);
    return;
  }
  crm_upgrade_page_set_path (CRM_UPGRADE_PAGE (self->upgrade), NULL);
  show (self, "start");
  crm_preferences_add_recent (self->preferences, crm_office_get_path (office));
  g_signal_emit (self, opened_signal, 0, office);
  if (for_several)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.place", NULL);
}

static gboolean
on_busy_due_cb (gpointer data)
{
  CrmWelcome *self = data;

  self->busy_source = 0;
  show (self, "busy");

  return G_SOURCE_REMOVE;
}

static void
set_path (CrmWelcome *self, const char *path)
{
  char *copy = g_strdup (path);

  g_free (self->path);
  self->path = copy;
}

static gboolean
begin (CrmWelcome *self, const char *path, const char *text)
{
  if (self->opening)
    return FALSE;
  self->opening = TRUE;
  set_path (self, path);
  gtk_label_set_text (GTK_LABEL (self->busy_text), text);
  g_clear_handle_id (&self->busy_source, g_source_remove);
  self->busy_source = g_timeout_add (BUSY_DELAY, on_busy_due_cb, self);

  return TRUE;
}

void
crm_welcome_open (CrmWelcome *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *office = NULL;

  g_return_if_fail (CRM_IS_WELCOME (self));
  g_return_if_fail (path != NULL);

  office = crm_office_follow_link (path, &error);
  if (office == NULL && !self->opening) {
    set_path (self, path);
    show_trouble (self, error);
  } else if (office != NULL && begin (self, office, _ ("Opening the office…")))
    crm_opening_open_async (self->path, NULL, on_opened_cb, g_object_ref (self));
}

void
crm_welcome_open_demo (CrmWelcome *self)
{
  g_autofree char *path = crm_opening_demo_path ();

  g_return_if_fail (CRM_IS_WELCOME (self));

  if (begin (self, path, _ ("Making the demo office…")))
    crm_opening_demo_async (path, NULL, on_opened_cb, g_object_ref (self));
}

static void
on_create_wanted_cb (CrmWelcome *self)
{
  CrmNewOffice *form = CRM_NEW_OFFICE (self->new_office);
  g_autofree char *path = crm_new_office_get_path (form);
  CrmOfficeSetup setup;

  crm_new_office_get_setup (form, &setup);
  if (begin (self, path, _ ("Making the office…"))) {
    self->for_several = crm_new_office_is_for_several (form);
    crm_opening_create_async (path, &setup, NULL, on_opened_cb, g_object_ref (self));
  }
}

static void
on_again_cb (CrmWelcome *self)
{
  g_autofree char *path = g_strdup (self->path);

  if (path != NULL)
    crm_welcome_open (self, path);
}

/* --- Damaged ---------------------------------------------------------------------------------- */

static void rescue_with (CrmWelcome *self, const char *backup);

static void
on_backup_chosen_cb (GFile *file, gpointer data)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    rescue_with (data, path);
}

static void
on_rescued_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmWelcome) self = data;
  g_autoptr (GError) error = NULL;
  gboolean rescued = crm_rescue_finish (result, &error);

  if (self->preferences == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* The office cannot say where its backups are. */
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    crm_choose_file (GTK_WIDGET (self), error->message, CRM_FILES_BACKUP, FALSE, NULL,
                     on_backup_chosen_cb, self);
  else if (error != NULL)
    show_trouble (self, error);
  else if (rescued)
    on_again_cb (self);
}

static void
rescue_with (CrmWelcome *self, const char *backup)
{
  crm_rescue_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->path, backup,
                    on_rescued_cb, g_object_ref (self));
}

void
crm_welcome_rescue (CrmWelcome *self)
{
  g_return_if_fail (CRM_IS_WELCOME (self));

  if (self->path != NULL)
    rescue_with (self, NULL);
}

/* --- Buttons ---------------------------------------------------------------------------------- */

static void
on_file_chosen_cb (GFile *file, gpointer data)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    crm_welcome_open (data, path);
}

void
crm_welcome_choose_file (CrmWelcome *self)
{
  g_return_if_fail (CRM_IS_WELCOME (self));

  crm_choose_file (GTK_WIDGET (self), _ ("Open an office"), CRM_FILES_OFFICE, FALSE, NULL,
                   on_file_chosen_cb, self);
}

void
crm_welcome_new_office (CrmWelcome *self)
{
  g_return_if_fail (CRM_IS_WELCOME (self));

  show (self, "new");
  gtk_widget_grab_focus (self->new_office);
}

void
crm_welcome_start (CrmWelcome *self)
{
  g_return_if_fail (CRM_IS_WELCOME (self));

  crm_upgrade_page_set_path (CRM_UPGRADE_PAGE (self->upgrade), NULL);
  show_recent (self);
  show (self, "start");
}

const char *
crm_welcome_get_page (CrmWelcome *self)
{
  g_return_val_if_fail (CRM_IS_WELCOME (self), NULL);

  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_welcome_dispose (GObject *object)
{
  CrmWelcome *self = CRM_WELCOME (object);

  g_clear_handle_id (&self->busy_source, g_source_remove);
  g_clear_object (&self->preferences);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (crm_welcome_parent_class)->dispose (object);
}

static void
crm_welcome_finalize (GObject *object)
{
  CrmWelcome *self = CRM_WELCOME (object);

  g_ptr_array_unref (self->recent_rows);
  g_free (self->path);

  G_OBJECT_CLASS (crm_welcome_parent_class)->finalize (object);
}

static void
crm_welcome_class_init (CrmWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_welcome_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_welcome_finalize;
  opened_signal = g_signal_new ("opened", CRM_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, CRM_TYPE_OFFICE);
  g_type_ensure (CRM_TYPE_NEW_OFFICE);
  g_type_ensure (CRM_TYPE_UPGRADE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/shell/crm-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, open_row);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, new_row);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, demo_row);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, recent);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, new_office);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, upgrade);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, busy_text);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, trouble);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, rescue);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, other);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, again);
  gtk_widget_class_bind_template_child (widget_class, CrmWelcome, to_start);
}

static void
connect (CrmWelcome *self, GtkWidget *widget, const char *signal, GCallback callback)
{
  g_signal_connect_object (widget, signal, callback, self, G_CONNECT_SWAPPED);
}

static void
crm_welcome_init (CrmWelcome *self)
{
  self->recent_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  connect (self, self->open_row, "activated", G_CALLBACK (crm_welcome_choose_file));
  connect (self, self->new_row, "activated", G_CALLBACK (crm_welcome_new_office));
  connect (self, self->demo_row, "activated", G_CALLBACK (crm_welcome_open_demo));
  connect (self, self->other, "clicked", G_CALLBACK (crm_welcome_choose_file));
  connect (self, self->rescue, "clicked", G_CALLBACK (crm_welcome_rescue));
  connect (self, self->again, "clicked", G_CALLBACK (on_again_cb));
  connect (self, self->to_start, "clicked", G_CALLBACK (crm_welcome_start));
  connect (self, self->new_office, "create-wanted", G_CALLBACK (on_create_wanted_cb));
  connect (self, self->upgrade, "upgraded", G_CALLBACK (on_again_cb));
  connect (self, self->upgrade, "back", G_CALLBACK (crm_welcome_start));
  connect (self, self->new_office, "back", G_CALLBACK (crm_welcome_start));
}

CrmWelcome *
crm_welcome_new (void)
{
  return g_object_new (CRM_TYPE_WELCOME, NULL);
}

void
crm_welcome_set_preferences (CrmWelcome *self, CrmPreferences *preferences)
{
  g_return_if_fail (CRM_IS_WELCOME (self));

  g_set_object (&self->preferences, preferences);
  show_recent (self);
}
