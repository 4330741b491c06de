/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-choice-editor.h"

#include "base/crm-money.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

/* From as many options on, typing finds one. */
#define SEARCH_FROM 12

struct _CrmChoiceEditor {
  CrmEditor parent_instance;

  GtkWidget *drop_down;
  GPtrArray *keys; /* of options; "" for none */
};

G_DEFINE_FINAL_TYPE (CrmChoiceEditor, crm_choice_editor, CRM_TYPE_EDITOR)

static const char *const countries[] = { "MD", "RO", "RU", "AT", "BG", "BY", "CH", "CN",
                                         "CY", "CZ", "DE", "EE", "ES", "FR", "GB", "GE",
                                         "GR", "HU", "IL", "IT", "KZ", "LT", "LV", "NL",
                                         "PL", "RS", "SK", "TR", "UA", "US", "UZ", NULL };
static const char *const languages[] = { "en", "ru", "ro", NULL };

static gboolean
may_move (const CrmField *field, const char *from, const char *to)
{
  if (field->moves == NULL || from == NULL || g_str_equal (from, to))
    return TRUE;
  for (const CrmMove *move = field->moves; move->from != NULL; move++)
    if (g_str_equal (move->from, from) && g_str_equal (move->to, to))
      return TRUE;

  return FALSE;
}

static void
add_option (CrmChoiceEditor *self, GtkStringList *labels, const char *key)
{
  const CrmField *field = crm_editor_get_field (CRM_EDITOR (self));
  CrmDraft *draft = crm_editor_get_draft (CRM_EDITOR (self));
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autofree char *label = NULL;

  crm_value_set_text (&value, key);
  label =
    crm_field_format (field, &value, NULL, NULL, crm_desk_get_lang (crm_draft_get_desk (draft)));
  gtk_string_list_append (labels, label);
  g_ptr_array_add (self->keys, g_strdup (key));
}

static void
add_options (CrmChoiceEditor *self, GtkStringList *labels, const char *now)
{
  const CrmField *field = crm_editor_get_field (CRM_EDITOR (self));
  const char *const *names = NULL;

  for (const CrmChoice *choice = field->choices; choice != NULL && choice->key != NULL; choice++)
    if (may_move (field, now, choice->key))
      add_option (self, labels, choice->key);
  if (field->type == CRM_FIELD_CURRENCY)
    names = crm_currency_list ();
  else if (field->type == CRM_FIELD_COUNTRY)
    names = countries;
  else if (field->type == CRM_FIELD_LANGUAGE)
    names = languages;
  for (; names != NULL && *names != NULL; names++)
    add_option (self, labels, *names);
}

static guint
find_key (CrmChoiceEditor *self, const char *key)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (g_str_equal (g_ptr_array_index (self->keys, i), key))
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static void
crm_choice_editor_show (CrmEditor *editor)
{
  CrmChoiceEditor *self = CRM_CHOICE_EDITOR (editor);
  const CrmField *field = crm_editor_get_field (editor);
  const char *now = crm_value_get_text (crm_editor_get_value (editor));
  g_autoptr (GtkStringList) labels = NULL;

  /* Only a state offers other options after each change. */
  if (self->keys->len == 0 || field->moves != NULL ||
      find_key (self, now != NULL ? now : "") == GTK_INVALID_LIST_POSITION) {
    g_ptr_array_set_size (self->keys, 0);
    labels = gtk_string_list_new (NULL);
    if ((field->flags & CRM_FIELD_REQUIRED) == 0 || now == NULL) {
      gtk_string_list_append (labels, "—");
      g_ptr_array_add (self->keys, g_strdup (""));
    }
    add_options (self, labels, now);
    /* What an import or an older Kontor has written is kept. */
    if (now != NULL && find_key (self, now) == GTK_INVALID_LIST_POSITION)
      add_option (self, labels, now);
    gtk_drop_down_set_model (GTK_DROP_DOWN (self->drop_down), G_LIST_MODEL (labels));
    gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->drop_down),
                                     self->keys->len >= SEARCH_FROM);
  }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down),
                              find_key (self, now != NULL ? now : ""));
  gtk_widget_set_sensitive (self->drop_down, crm_editor_is_editable (editor));
}

static void
on_selected_cb (CrmChoiceEditor *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  const char *key;

  if (selected >= self->keys->len)
    return;
  key = g_ptr_array_index (self->keys, selected);
  if (*key != '\0')
    crm_value_set_text (&value, key);
  crm_editor_put (CRM_EDITOR (self), &value);
}

static GtkWidget *
crm_choice_editor_get_focus (CrmEditor *editor)
{
  return CRM_CHOICE_EDITOR (editor)->drop_down;
}

static void
crm_choice_editor_constructed (GObject *object)
{
  CrmChoiceEditor *self = CRM_CHOICE_EDITOR (object);

  G_OBJECT_CLASS (crm_choice_editor_parent_class)->constructed (object);

  crm_spoken_set_name (self->drop_down,
                       crm_field_get_label (crm_editor_get_field (CRM_EDITOR (self))));
}

static void
crm_choice_editor_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_CHOICE_EDITOR (object)->keys);

  G_OBJECT_CLASS (crm_choice_editor_parent_class)->finalize (object);
}

static void
crm_choice_editor_class_init (CrmChoiceEditorClass *klass)
{
  CrmEditorClass *editor_class = CRM_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_choice_editor_constructed;
  G_OBJECT_CLASS (klass)->finalize = crm_choice_editor_finalize;
  editor_class->show = crm_choice_editor_show;
  editor_class->get_focus = crm_choice_editor_get_focus;
}

static void
crm_choice_editor_init (CrmChoiceEditor *self)
{
  GtkExpression *label = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->drop_down = gtk_drop_down_new (NULL, label);
  gtk_widget_add_css_class (self->drop_down, "crm-choice");
  gtk_widget_set_hexpand (self->drop_down, TRUE);
  adw_bin_set_child (ADW_BIN (self), self->drop_down);
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (on_selected_cb), self,
                           G_CONNECT_SWAPPED);
}
