/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-editor.h"

#include "base/crm-money.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-typing.h"

typedef struct {
  const CrmField *field;
  gboolean in_table;
  CrmDraft *draft;
  CrmRecord *record;
  gboolean untaken;
  CrmValue began;   /* what stood there when typing began */
  gboolean showing; /* the widget is being filled: not typed by a person */
  gboolean masked;
  char *mark;
} CrmEditorPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmEditor, crm_editor, ADW_TYPE_BIN)

enum {
  SIGNAL_TAKEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

enum {
  PROP_0,
  PROP_FIELD,
  PROP_IN_TABLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* --- Typed and not taken ---------------------------------------------------------------------- */

static gboolean
peek (gpointer editor, CrmRecord **line, const char **field, CrmValue *value)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (editor);

  *line = priv->record;
  *field = priv->field->name;

  return CRM_EDITOR_GET_CLASS (editor)->read (editor, value, NULL);
}

static void
set_untaken (CrmEditor *self, gboolean untaken)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  priv->untaken = untaken;
  if (priv->draft != NULL)
    crm_draft_set_untaken (priv->draft, self, untaken ? peek : NULL);
}

static void
on_focus_left_cb (CrmEditor *self)
{
  crm_editor_take (self);
}

static gboolean
on_key_pressed_cb (CrmEditor *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval == GDK_KEY_Escape && crm_editor_give_back (self))
    return GDK_EVENT_STOP;

  return GDK_EVENT_PROPAGATE;
}

static void
crm_editor_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (CRM_EDITOR (object));

  switch (id) {
  case PROP_FIELD:
    priv->field = g_value_get_pointer (value);
    break;
  case PROP_IN_TABLE:
    priv->in_table = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
crm_editor_constructed (GObject *object)
{
  CrmEditor *self = CRM_EDITOR (object);
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  G_OBJECT_CLASS (crm_editor_parent_class)->constructed (object);

  crm_spoken_set_name (GTK_WIDGET (self), crm_field_get_label (priv->field));
}

static void
crm_editor_finalize (GObject *object)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (CRM_EDITOR (object));

  if (priv->untaken)
    set_untaken (CRM_EDITOR (object), FALSE);
  crm_value_clear (&priv->began);
  g_clear_object (&priv->draft);
  g_clear_pointer (&priv->record, crm_record_unref);
  g_free (priv->mark);

  G_OBJECT_CLASS (crm_editor_parent_class)->finalize (object);
}

static gboolean
crm_editor_real_grab_focus (GtkWidget *widget)
{
  CrmEditor *self = CRM_EDITOR (widget);
  CrmEditorClass *klass = CRM_EDITOR_GET_CLASS (self);
  GtkWidget *inner = klass->get_focus != NULL ? klass->get_focus (self) : NULL;

  return inner != NULL && gtk_widget_grab_focus (inner);
}

static void
crm_editor_class_init (CrmEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = crm_editor_set_property;
  object_class->constructed = crm_editor_constructed;
  object_class->finalize = crm_editor_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_editor_real_grab_focus;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  properties[PROP_FIELD] = g_param_spec_pointer (
    "field", NULL, NULL, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IN_TABLE] =
    g_param_spec_boolean ("in-table", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_TAKEN] =
    g_signal_new ("taken", CRM_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_editor_init (CrmEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

void
crm_editor_bind (CrmEditor *self, CrmDraft *draft, CrmRecord *line)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  g_return_if_fail (CRM_IS_EDITOR (self));
  g_return_if_fail (CRM_IS_DRAFT (draft));
  g_return_if_fail (line != NULL);

  if (priv->draft != draft) {
    /* The mark is taken from the draft it was made on. */
    set_untaken (self, FALSE);
    crm_editor_mark (self, NULL);
    g_set_object (&priv->draft, draft);
  }
  if (priv->record != line) {
    g_clear_pointer (&priv->record, crm_record_unref);
    priv->record = crm_record_ref (line);
  }
  crm_editor_show (self);
}

/* Personal data that the role does not show looks like that, and says why. */
static void
show_mask (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);
  gboolean masked = crm_value_is_masked (crm_editor_get_value (self));
  g_autofree char *why = NULL;

  if (masked == priv->masked || priv->mark != NULL)
    return;
  priv->masked = masked;
  if (masked) {
    crm_office_allows (crm_desk_get_office (crm_draft_get_desk (priv->draft)), CRM_RIGHT_PERSONAL,
                       &why);
    gtk_widget_add_css_class (GTK_WIDGET (self), "crm-masked");
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self), "crm-masked");
  }
  crm_spoken_set_tooltip (GTK_WIDGET (self), why);
}

void
crm_editor_show (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  g_return_if_fail (CRM_IS_EDITOR (self));

  /* What is being typed is never overwritten. */
  if (priv->record == NULL || priv->untaken)
    return;
  priv->showing = TRUE;
  CRM_EDITOR_GET_CLASS (self)->show (self);
  priv->showing = FALSE;
  show_mask (self);
}

const CrmField *
crm_editor_get_field (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  return priv->field;
}

CrmDraft *
crm_editor_get_draft (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  return priv->draft;
}

CrmRecord *
crm_editor_get_record (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  return priv->record;
}

gboolean
crm_editor_is_in_table (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  return priv->in_table;
}

const CrmValue *
crm_editor_get_value (CrmEditor *self)
{
  static const CrmValue none = CRM_VALUE_INIT;
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  return priv->record != NULL ? crm_record_get (priv->record, priv->field->name) : &none;
}

const char *
crm_editor_get_currency (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);
  CrmRecord *owner;

  if (priv->record == NULL || priv->field->currency == NULL)
    return NULL;
  owner = crm_draft_get_record (priv->draft);

  return crm_record_currency (priv->record, priv->field, owner != priv->record ? owner : NULL);
}

char *
crm_editor_get_text (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);
  const CrmValue *value = crm_editor_get_value (self);
  const char *title = NULL;

  if (priv->record == NULL)
    return g_strdup ("");
  /* In a column of figures the currency would be repeated in each line. */
  if (priv->in_table && priv->field->type == CRM_FIELD_MONEY && value->kind == CRM_VALUE_INT &&
      crm_editor_get_currency (self) != NULL)
    return crm_money_format (value->integer, crm_editor_get_currency (self),
                             crm_desk_get_lang (crm_draft_get_desk (priv->draft)), FALSE);
  if (value->kind == CRM_VALUE_INT)
    title = crm_draft_get_title_of (priv->draft, crm_value_get_int (value));

  return crm_field_format (priv->field, value, crm_editor_get_currency (self), title,
                           crm_desk_get_lang (crm_draft_get_desk (priv->draft)));
}

gboolean
crm_editor_is_editable (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  return priv->draft != NULL && crm_draft_may_edit (priv->draft, priv->field);
}

gboolean
crm_editor_is_untaken (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  return priv->untaken;
}

void
crm_editor_typed (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  if (priv->showing || priv->draft == NULL)
    return;
  if (!priv->untaken)
    crm_value_copy (crm_editor_get_value (self), &priv->began);
  set_untaken (self, TRUE);
  crm_draft_typing (priv->draft);
}

void
crm_editor_put (CrmEditor *self, const CrmValue *value)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);
  g_auto (CrmValue) held = CRM_VALUE_INIT;
  g_auto (CrmValue) before = CRM_VALUE_INIT;
  gboolean typed;

  g_return_if_fail (CRM_IS_EDITOR (self));

  if (priv->showing || priv->record == NULL)
    return;
  typed = priv->untaken;
  set_untaken (self, FALSE);
  crm_editor_mark (self, NULL);
  crm_value_copy (value, &held);
  crm_value_copy (crm_editor_get_value (self), &before);
  if (!crm_value_equal (&held, &before)) {
    crm_record_set (priv->record, priv->field->name, &held);
    crm_typing_tidy (self);
    crm_editor_show (self);
    /* A colleague was faster while this was being typed. */
    if (typed && !crm_value_equal (&before, &priv->began))
      crm_draft_clash (priv->draft, priv->record, priv->field->name, &priv->began, &before);
    crm_draft_touch (priv->draft);
    g_signal_emit (self, signals[SIGNAL_TAKEN], 0);
    return;
  }
  crm_editor_show (self);
}

gboolean
crm_editor_take (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (CRM_IS_EDITOR (self), FALSE);

  if (!priv->untaken)
    return TRUE;
  if (!CRM_EDITOR_GET_CLASS (self)->read (self, &value, &error)) {
    crm_editor_mark (self, error->message);
    return FALSE;
  }
  crm_editor_put (self, &value);

  return TRUE;
}

gboolean
crm_editor_give_back (CrmEditor *self)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_EDITOR (self), FALSE);

  if (!priv->untaken)
    return FALSE;
  set_untaken (self, FALSE);
  crm_editor_mark (self, NULL);
  crm_editor_show (self);

  return TRUE;
}

void
crm_editor_mark (CrmEditor *self, const char *message)
{
  CrmEditorPrivate *priv = crm_editor_get_instance_private (self);

  g_return_if_fail (CRM_IS_EDITOR (self));

  if (message == NULL && priv->mark == NULL)
    return;
  g_free (priv->mark);
  priv->mark = g_strdup (message);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  crm_spoken_set_tooltip (GTK_WIDGET (self), message);
  /* Only text that cannot be taken holds up a save, not what the office has refused. */
  if (priv->draft != NULL)
    crm_draft_refuse (priv->draft, self, priv->untaken ? message : NULL);
}

void
crm_editor_focus (CrmEditor *self)
{
  g_return_if_fail (CRM_IS_EDITOR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self));
}
