/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-text-editor.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "ui/common/crm-day-popover.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-typing.h"

#include <glib/gi18n-lib.h>

struct _CrmTextEditor {
  CrmEditor parent_instance;

  GtkWidget *entry;
  GtkWidget *calendar; /* of a day, made when it is asked for */
};

G_DEFINE_FINAL_TYPE (CrmTextEditor, crm_text_editor, CRM_TYPE_EDITOR)

static const CrmField *
field_of (CrmTextEditor *self)
{
  return crm_editor_get_field (CRM_EDITOR (self));
}

/* --- The button at the end -------------------------------------------------------------------- */

static void
set_icon (CrmTextEditor *self, const char *icon, const char *tooltip)
{
  GtkEntry *entry = GTK_ENTRY (self->entry);

  if (g_strcmp0 (gtk_entry_get_icon_name (entry, GTK_ENTRY_ICON_SECONDARY), icon) != 0)
    gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_SECONDARY, icon);
  if (icon != NULL)
    gtk_entry_set_icon_tooltip_text (entry, GTK_ENTRY_ICON_SECONDARY, tooltip);
}

/* A quiet sign where the office can tell, and the reason for those who hear it, too. FALSE when
 * it can not. */
static gboolean
show_mark (CrmTextEditor *self)
{
  gboolean sure;
  g_autofree char *doubt =
    crm_typing_doubt (CRM_EDITOR (self), gtk_editable_get_text (GTK_EDITABLE (self->entry)), &sure);
  /* A number that is right is there to be called. */
  gboolean right = sure && field_of (self)->type != CRM_FIELD_PHONE;

  if (doubt != NULL)
    set_icon (self, "dialog-warning-symbolic", doubt);
  else if (right)
    set_icon (self, "emblem-ok-symbolic", _ ("The check digits are right"));
  if (doubt != NULL)
    gtk_widget_add_css_class (self->entry, "crm-doubted");
  else
    gtk_widget_remove_css_class (self->entry, "crm-doubted");
  if (doubt != NULL || right)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    doubt != NULL ? doubt : _ ("The check digits are right"), -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);

  return doubt != NULL || right;
}

static void
show_icon (CrmTextEditor *self)
{
  gboolean filled = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
  CrmFieldType type = field_of (self)->type;

  if (show_mark (self))
    return;
  /* Nobody can be called by dots. */
  if (crm_value_is_masked (crm_editor_get_value (CRM_EDITOR (self))))
    filled = FALSE;
  if (type == CRM_FIELD_PHONE && filled)
    set_icon (self, "call-start-symbolic", _ ("Call"));
  else if (type == CRM_FIELD_EMAIL && filled)
    set_icon (self, "mail-send-symbolic", _ ("Write a letter"));
  else if (type == CRM_FIELD_LINK && filled)
    set_icon (self, "adw-external-link-symbolic", _ ("Open the page"));
  else if (type == CRM_FIELD_DAY && crm_editor_is_editable (CRM_EDITOR (self)))
    set_icon (self, "x-office-calendar-symbolic", _ ("Choose a day"));
  else
    set_icon (self, NULL, NULL);
}

static void
open_uri (CrmTextEditor *self)
{
  const char *text = crm_value_get_text (crm_editor_get_value (CRM_EDITOR (self)));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *uri = NULL;

  if (text == NULL || !GTK_IS_WINDOW (root))
    return;
  if (field_of (self)->type == CRM_FIELD_EMAIL) {
    uri = g_strconcat ("mailto:", text, NULL);
  } else if (field_of (self)->type == CRM_FIELD_PHONE) {
    g_autofree char *number = g_uri_escape_string (text, "+", FALSE);

    uri = g_strconcat ("tel:", number, NULL);
  } else {
    g_autofree char *scheme = g_uri_parse_scheme (text);

    uri = scheme != NULL ? g_strdup (text) : g_strconcat ("https://", text, NULL);
  }
  gtk_show_uri (GTK_WINDOW (root), uri, GDK_CURRENT_TIME);
}

static void
on_day_chosen_cb (CrmTextEditor *self, const char *day)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  crm_value_set_text (&value, day);
  crm_editor_put (CRM_EDITOR (self), &value);
  gtk_widget_grab_focus (self->entry);
}

static void
choose_day (CrmTextEditor *self)
{
  GdkRectangle area;

  if (self->calendar == NULL) {
    self->calendar = GTK_WIDGET (crm_day_popover_new ());
    gtk_widget_set_parent (self->calendar, GTK_WIDGET (self));
    g_signal_connect_object (self->calendar, "chosen", G_CALLBACK (on_day_chosen_cb), self,
                             G_CONNECT_SWAPPED);
  }
  crm_editor_take (CRM_EDITOR (self));
  crm_day_popover_set_day (CRM_DAY_POPOVER (self->calendar),
                           crm_value_get_text (crm_editor_get_value (CRM_EDITOR (self))));
  gtk_entry_get_icon_area (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, &area);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->calendar), &area);
  gtk_popover_popup (GTK_POPOVER (self->calendar));
}

static void
on_icon_pressed_cb (CrmTextEditor *self)
{
  CrmFieldType type = field_of (self)->type;

  if (type == CRM_FIELD_DAY)
    choose_day (self);
  else if (type == CRM_FIELD_EMAIL || type == CRM_FIELD_PHONE || type == CRM_FIELD_LINK)
    open_uri (self);
}

/* --- Typing ----------------------------------------------------------------------------------- */

static void
on_changed_cb (CrmTextEditor *self)
{
  crm_editor_typed (CRM_EDITOR (self));
  show_icon (self);
}

static void
on_activate_cb (CrmTextEditor *self)
{
  if (crm_editor_take (CRM_EDITOR (self)) && crm_editor_is_in_table (CRM_EDITOR (self)))
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                            GTK_DIR_TAB_FORWARD);
}

static void
crm_text_editor_show (CrmEditor *editor)
{
  CrmTextEditor *self = CRM_TEXT_EDITOR (editor);
  g_autofree char *text = crm_editor_get_text (editor);
  gboolean editable = crm_editor_is_editable (editor);

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  /* A taken text is undone by the office, not by the entry: it forgets its steps. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), editable);
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), editable);
  gtk_widget_set_can_focus (self->entry, editable || *text != '\0');
  if (editable)
    gtk_widget_remove_css_class (self->entry, "crm-fixed");
  else
    gtk_widget_add_css_class (self->entry, "crm-fixed");
  show_icon (self);
}

static gboolean
crm_text_editor_read (CrmEditor *editor, CrmValue *value, GError **error)
{
  CrmTextEditor *self = CRM_TEXT_EDITOR (editor);
  g_autofree char *today = NULL;

  today = crm_desk_get_today (crm_draft_get_desk (crm_editor_get_draft (editor)));

  return crm_field_parse (field_of (self), gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                          crm_editor_get_currency (editor), today, value, error);
}

static GtkWidget *
crm_text_editor_get_focus (CrmEditor *editor)
{
  return CRM_TEXT_EDITOR (editor)->entry;
}

/* --- Object ----------------------------------------------------------------------------------- */

static const struct {
  CrmFieldType type;
  int width; /* in characters, at the least */
  GtkInputPurpose purpose;
} shapes[] = {
  { CRM_FIELD_QUANTITY, 6, GTK_INPUT_PURPOSE_FREE_FORM },
  { CRM_FIELD_PERCENT, 5, GTK_INPUT_PURPOSE_FREE_FORM },
  { CRM_FIELD_DURATION, 7, GTK_INPUT_PURPOSE_FREE_FORM },
  { CRM_FIELD_INTEGER, 7, GTK_INPUT_PURPOSE_FREE_FORM },
  { CRM_FIELD_PRICE, 9, GTK_INPUT_PURPOSE_FREE_FORM },
  { CRM_FIELD_MONEY, 9, GTK_INPUT_PURPOSE_FREE_FORM },
  { CRM_FIELD_INSTANT, 15, GTK_INPUT_PURPOSE_FREE_FORM },
  { CRM_FIELD_PHONE, 15, GTK_INPUT_PURPOSE_PHONE },
  { CRM_FIELD_EMAIL, 15, GTK_INPUT_PURPOSE_EMAIL },
  { CRM_FIELD_LINK, 12, GTK_INPUT_PURPOSE_URL },
};

static void
shape_entry (CrmTextEditor *self, const CrmField *field)
{
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 11);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    if (shapes[i].type != field->type)
      continue;
    gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), shapes[i].width);
    gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), shapes[i].purpose);
  }
}

static void
crm_text_editor_constructed (GObject *object)
{
  CrmTextEditor *self = CRM_TEXT_EDITOR (object);
  const CrmField *field = field_of (self);

  G_OBJECT_CLASS (crm_text_editor_parent_class)->constructed (object);

  shape_entry (self, field);
  crm_spoken_set_name (self->entry, crm_field_get_label (field));
  if (crm_field_is_figure (field) && crm_editor_is_in_table (CRM_EDITOR (self))) {
    gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 1.0f);
    gtk_widget_set_hexpand (self->entry, FALSE);
  }
}

static void
crm_text_editor_dispose (GObject *object)
{
  CrmTextEditor *self = CRM_TEXT_EDITOR (object);

  g_clear_pointer (&self->calendar, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_text_editor_parent_class)->dispose (object);
}

static void
crm_text_editor_class_init (CrmTextEditorClass *klass)
{
  CrmEditorClass *editor_class = CRM_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_text_editor_constructed;
  G_OBJECT_CLASS (klass)->dispose = crm_text_editor_dispose;
  editor_class->show = crm_text_editor_show;
  editor_class->read = crm_text_editor_read;
  editor_class->get_focus = crm_text_editor_get_focus;
}

static void
crm_text_editor_init (CrmTextEditor *self)
{
  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->entry, "crm-field");
  gtk_widget_set_hexpand (self->entry, TRUE);
  adw_bin_set_child (ADW_BIN (self), self->entry);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "icon-press", G_CALLBACK (on_icon_pressed_cb), self,
                           G_CONNECT_SWAPPED);
}
