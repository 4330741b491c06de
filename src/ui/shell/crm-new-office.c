/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-new-office.h"

#include "base/crm-requisite.h"
#include "ui/common/crm-file-chooser.h"
#include "ui/common/crm-spoken.h"
#include "ui/shell/crm-place-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CrmNewOffice {
  AdwBin parent_instance;

  GtkWidget *country;
  GtkWidget *company;
  GtkWidget *tax_id;
  GtkWidget *tax_mark;
  GtkWidget *vat_payer;
  GtkWidget *person;
  GtkWidget *place;
  GtkWidget *choose;
  GtkWidget *several;
  CrmPlaceRow *fit;
  GtkWidget *back;
  GtkWidget *create;

  char *folder;
  char *chosen; /* the file, when it was chosen by hand */
  char *normal; /* the tax number as it is kept */
};

G_DEFINE_FINAL_TYPE (CrmNewOffice, crm_new_office, ADW_TYPE_BIN)

enum {
  SIGNAL_CREATE_WANTED,
  SIGNAL_BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In the order of the list in the template. */
static const struct {
  const char *code;
  const char *tax_id; /* what its number is called */
  CrmRequisite requisite;
} countries[] = {
  { "MD", N_ ("IDNO"), CRM_REQUISITE_IDNO },
  { "RO", N_ ("CUI"), CRM_REQUISITE_CUI },
  { "RU", N_ ("INN"), CRM_REQUISITE_INN },
  { "", N_ ("Tax number"), CRM_REQUISITE_N },
};

static guint
selected_country (CrmNewOffice *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->country));

  return MIN (selected, G_N_ELEMENTS (countries) - 1);
}

static const char *
text_of (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* --- The file --------------------------------------------------------------------------------- */

/* A name that every file system takes. */
static char *
file_name (const char *company)
{
  g_autofree char *name = g_strdup (company);

  g_strdelimit (name, "/\\:*?\"<>|", ' ');
  g_strstrip (name);
  if (*name == '\0') {
    g_free (name);
    name = g_strdup (_ ("Office"));
  }

  return g_strconcat (name, ".kontor", NULL);
}

char *
crm_new_office_get_path (CrmNewOffice *self)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (CRM_IS_NEW_OFFICE (self), NULL);

  if (self->chosen != NULL)
    return g_strdup (self->chosen);
  name = file_name (text_of (self->company));

  return g_build_filename (self->folder, name, NULL);
}

static void on_changed_cb (CrmNewOffice *self);

static void
on_file_chosen_cb (GFile *file, gpointer data)
{
  CrmNewOffice *self = data;
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    return;
  g_free (self->chosen);
  self->chosen =
    g_str_has_suffix (path, ".kontor") ? g_strdup (path) : g_strconcat (path, ".kontor", NULL);
  on_changed_cb (self);
}

static void
on_choose_cb (CrmNewOffice *self)
{
  g_autofree char *path = crm_new_office_get_path (self);
  g_autofree char *name = g_path_get_basename (path);

  crm_choose_file (GTK_WIDGET (self), _ ("Where the office is kept"), CRM_FILES_OFFICE, TRUE, name,
                   on_file_chosen_cb, self);
}

/* --- Answers ---------------------------------------------------------------------------------- */

static void
show_tax_mark (CrmNewOffice *self)
{
  CrmRequisite kind = countries[selected_country (self)].requisite;
  g_autoptr (GError) error = NULL;
  gboolean filled;

  g_free (self->normal);
  self->normal = g_strdup (text_of (self->tax_id));
  g_strstrip (self->normal);
  filled = *self->normal != '\0';
  if (filled && kind != CRM_REQUISITE_N) {
    g_autofree char *typed = g_steal_pointer (&self->normal);

    self->normal = crm_requisite_normalise (kind, typed);
    crm_requisite_check (kind, self->normal, &error);
  }
  gtk_widget_set_visible (self->tax_mark, filled && kind != CRM_REQUISITE_N);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->tax_mark),
                                error == NULL ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  crm_spoken_set_tooltip (self->tax_mark,
                          error != NULL ? error->message : _ ("The check digits are right"));
  if (error != NULL)
    gtk_widget_add_css_class (self->tax_id, "error");
  else
    gtk_widget_remove_css_class (self->tax_id, "error");
}

static gboolean
is_complete (CrmNewOffice *self)
{
  return strspn (text_of (self->company), " ") < strlen (text_of (self->company)) &&
         strspn (text_of (self->person), " ") < strlen (text_of (self->person)) &&
         !gtk_widget_has_css_class (self->tax_id, "error") &&
         crm_place_row_get_fit (self->fit) != CRM_PLACE_BAD;
}

static void
on_changed_cb (CrmNewOffice *self)
{
  g_autofree char *path = crm_new_office_get_path (self);
  g_autofree char *shown = g_markup_escape_text (path, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->tax_id),
                                 _ (countries[selected_country (self)].tax_id));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->place), shown);
  show_tax_mark (self);
  crm_place_row_set_path (self->fit, path, crm_new_office_is_for_several (self));
  gtk_widget_set_sensitive (self->create, is_complete (self));
}

static void
on_fit_changed_cb (CrmNewOffice *self)
{
  gtk_widget_set_sensitive (self->create, is_complete (self));
}

static void
on_create_cb (CrmNewOffice *self)
{
  if (is_complete (self))
    g_signal_emit (self, signals[SIGNAL_CREATE_WANTED], 0);
}

/* Enter goes on to the next that is empty, and creates when nothing is missing. */
static void
on_entered_cb (CrmNewOffice *self, GtkWidget *row)
{
  GtkWidget *typed[] = { self->company, self->tax_id, self->person, self->company };
  guint at = 0;

  if (is_complete (self)) {
    on_create_cb (self);
    return;
  }
  while (typed[at] != row)
    at++;
  do
    at++;
  while (at + 1 < G_N_ELEMENTS (typed) &&
         *gtk_editable_get_text (GTK_EDITABLE (typed[at])) != '\0');
  gtk_widget_grab_focus (typed[at]);
}

static void
on_back_cb (CrmNewOffice *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

gboolean
crm_new_office_is_for_several (CrmNewOffice *self)
{
  g_return_val_if_fail (CRM_IS_NEW_OFFICE (self), FALSE);

  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->several));
}

void
crm_new_office_get_setup (CrmNewOffice *self, CrmOfficeSetup *setup)
{
  g_return_if_fail (CRM_IS_NEW_OFFICE (self));
  g_return_if_fail (setup != NULL);

  *setup = (CrmOfficeSetup){
    .country = countries[selected_country (self)].code,
    .company = text_of (self->company),
    .tax_id = self->normal != NULL && *self->normal != '\0' ? self->normal : NULL,
    .vat_payer = gtk_switch_get_active (GTK_SWITCH (self->vat_payer)),
    .person = text_of (self->person),
    .language = crm_lang_of_person (),
    .this_computer = !crm_new_office_is_for_several (self),
  };
}

/* --- Object ----------------------------------------------------------------------------------- */

/* The country is known mostly; what is to be typed is the name. */
static gboolean
crm_new_office_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_NEW_OFFICE (widget)->company);
}

static void
crm_new_office_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (crm_new_office_parent_class)->dispose (object);
}

static void
crm_new_office_finalize (GObject *object)
{
  CrmNewOffice *self = CRM_NEW_OFFICE (object);

  g_free (self->folder);
  g_free (self->chosen);
  g_free (self->normal);

  G_OBJECT_CLASS (crm_new_office_parent_class)->finalize (object);
}

static void
crm_new_office_class_init (CrmNewOfficeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_new_office_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_new_office_finalize;
  widget_class->grab_focus = crm_new_office_grab_focus;
  signals[SIGNAL_CREATE_WANTED] = g_signal_new (
    "create-wanted", CRM_TYPE_NEW_OFFICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BACK] = g_signal_new ("back", CRM_TYPE_NEW_OFFICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CRM_TYPE_PLACE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/shell/crm-new-office.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, country);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, company);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, tax_id);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, tax_mark);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, vat_payer);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, person);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, place);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, choose);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, several);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, fit);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, back);
  gtk_widget_class_bind_template_child (widget_class, CrmNewOffice, create);
}

/* The country one sits in, by the locale: "ru_MD". */
static guint
country_of_person (void)
{
  const char *const *names = g_get_language_names ();
  CrmLang lang = crm_lang_of_person ();

  for (; *names != NULL; names++)
    for (guint i = 0; i + 1 < G_N_ELEMENTS (countries); i++)
      if (strlen (*names) >= 5 && strncmp (*names + 3, countries[i].code, 2) == 0)
        return i;

  return lang == CRM_LANG_RO ? 1 : lang == CRM_LANG_RU ? 2 : 0;
}

static void
follow (CrmNewOffice *self, GtkWidget *row)
{
  g_signal_connect_object (row, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (on_entered_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
crm_new_office_init (CrmNewOffice *self)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  const char *name = g_get_real_name ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->folder = g_strdup (documents != NULL ? documents : g_get_home_dir ());
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->country), country_of_person ());
  if (name != NULL && !g_str_equal (name, "Unknown") && !g_str_equal (name, "root"))
    gtk_editable_set_text (GTK_EDITABLE (self->person), name);
  g_signal_connect_object (self->country, "notify::selected", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  follow (self, self->company);
  follow (self, self->tax_id);
  follow (self, self->person);
  g_signal_connect_object (self->several, "toggled", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fit, "changed", G_CALLBACK (on_fit_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choose, "clicked", G_CALLBACK (on_choose_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->create, "clicked", G_CALLBACK (on_create_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (on_back_cb), self, G_CONNECT_SWAPPED);
  on_changed_cb (self);
}

CrmNewOffice *
crm_new_office_new (void)
{
  return g_object_new (CRM_TYPE_NEW_OFFICE, NULL);
}
