/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-application.h"

#include "office/crm-office-link.h"

#include <glib/gi18n-lib.h>

struct _CrmApplication {
  AdwApplication parent_instance;

  CrmPreferences *preferences;
};

G_DEFINE_FINAL_TYPE (CrmApplication, crm_application, ADW_TYPE_APPLICATION)

/* --- Actions ---------------------------------------------------------------------------------- */

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  /* Each window asks about what is not saved. */
  for (GList *l = windows; l != NULL; l = l->next)
    if (CRM_IS_WINDOW (l->data))
      gtk_window_close (GTK_WINDOW (l->data));
}

static void
about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (data));
  GtkWidget *window =
    g_object_new (ADW_TYPE_ABOUT_WINDOW, "application-name", "Kontor", "application-icon",
                  KONTOR_APP_ID, "version", KONTOR_VERSION, "license-type", GTK_LICENSE_GPL_3_0,
                  "comments", _ ("Clients, deals and papers of a small office, in one file"),
                  "translator-credits", _ ("translator-credits"), "transient-for", parent, NULL);

  gtk_window_present (GTK_WINDOW (window));
}

static void
apply_color_scheme (const char *name)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (g_str_equal (name, "light"))
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  else if (g_str_equal (name, "dark"))
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  else
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
change_color_scheme (GSimpleAction *action, GVariant *state, gpointer data)
{
  CrmApplication *self = data;
  const char *name = g_variant_get_string (state, NULL);

  g_simple_action_set_state (action, state);
  crm_preferences_set_string (self->preferences, "color-scheme", name);
  apply_color_scheme (name);
}

static const GActionEntry entries[] = {
  { .name = "quit", .activate = quit },
  { .name = "about", .activate = about },
  { .name = "color-scheme",
    .parameter_type = "s",
    .state = "'default'",
    .change_state = change_color_scheme },
};

/* --- Windows ---------------------------------------------------------------------------------- */

/* The program runs from the build tree too. */
static void
find_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  if (!gtk_icon_theme_has_icon (theme, KONTOR_APP_ID))
    gtk_icon_theme_add_search_path (theme, KONTOR_SOURCE_DIR "/data/icons");
}

static void
crm_application_startup (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);
  g_autofree char *scheme = NULL;
  GAction *action;

  G_APPLICATION_CLASS (crm_application_parent_class)->startup (application);

  find_icons ();
  gtk_window_set_default_icon_name (KONTOR_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  scheme = crm_preferences_get_string (self->preferences, "color-scheme");
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "color-scheme");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (scheme));
  apply_color_scheme (scheme);
}

static void
crm_application_activate (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *last = NULL;

  if (window == NULL) {
    window = GTK_WINDOW (crm_window_new (GTK_APPLICATION (self), self->preferences));
    last = crm_preferences_get_string (self->preferences, "last-office");
    if (*last != '\0')
      crm_window_open_path (CRM_WINDOW (window), last);
  }
  gtk_window_present (window);
}

static CrmWindow *
window_of (CrmApplication *self, const char *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next) {
    CrmDesk *desk = CRM_IS_WINDOW (l->data) ? crm_window_get_desk (l->data) : NULL;

    if (desk != NULL && g_strcmp0 (crm_office_get_path (crm_desk_get_office (desk)), path) == 0)
      return l->data;
  }

  return NULL;
}

static void
crm_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  CrmApplication *self = CRM_APPLICATION (application);

  for (int i = 0; i < n_files; i++) {
    g_autofree char *path = g_file_get_path (files[i]);
    g_autofree char *office = path != NULL ? crm_office_follow_link (path, NULL) : NULL;
    CrmWindow *window = office != NULL ? window_of (self, office) : NULL;

    if (path == NULL)
      continue;
    if (window == NULL) {
      window = crm_window_new (GTK_APPLICATION (self), self->preferences);
      crm_window_open_path (window, path);
    }
    gtk_window_present (GTK_WINDOW (window));
  }
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_application_finalize (GObject *object)
{
  g_clear_object (&CRM_APPLICATION (object)->preferences);

  G_OBJECT_CLASS (crm_application_parent_class)->finalize (object);
}

static void
crm_application_class_init (CrmApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_application_finalize;
  application_class->startup = crm_application_startup;
  application_class->activate = crm_application_activate;
  application_class->open = crm_application_open;
}

static void
crm_application_init (CrmApplication *self)
{
  self->preferences = crm_preferences_new ();
}

CrmApplication *
crm_application_new (GApplicationFlags flags)
{
  return g_object_new (CRM_TYPE_APPLICATION, "application-id", KONTOR_APP_ID, "flags",
                       flags | G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/org/kontor/Kontor", NULL);
}

CrmPreferences *
crm_application_get_preferences (CrmApplication *self)
{
  g_return_val_if_fail (CRM_IS_APPLICATION (self), NULL);

  return self->preferences;
}

int
crm_ui_run (int argc, char **argv, const char *office_path)
{
  g_autoptr (CrmApplication) application = crm_application_new (G_APPLICATION_DEFAULT_FLAGS);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (int i = 0; i < argc; i++)
    g_ptr_array_add (words, argv[i]);
  if (office_path != NULL)
    g_ptr_array_add (words, (gpointer)office_path);
  g_ptr_array_add (words, NULL);

  return g_application_run (G_APPLICATION (application), (int)words->len - 1,
                            (char **)words->pdata);
}
