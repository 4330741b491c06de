/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-card-private.h"

#include "base/crm-error.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-phrases.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

/* Below this width each field has a row of its own. */
#define NARROW_WIDTH 648

G_DEFINE_FINAL_TYPE (CrmCard, crm_card, ADW_TYPE_BIN)

enum {
  SIGNAL_RECORD_CHANGED,
  SIGNAL_CLOSE,
  SIGNAL_NARROW_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

enum {
  PROP_0,
  PROP_DESK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* --- The head --------------------------------------------------------------------------------- */

static void
show_pill (CrmCard *self)
{
  static const char *const classes[] = { "crm-waiting", "crm-active", "crm-soon", "crm-late",
                                         "crm-done" };
  const CrmEntity *entity = crm_draft_get_entity (self->draft);
  const CrmChoice *choice = NULL;
  const char *class_name;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->pill, classes[i]);
  if (entity->state != NULL) {
    const char *key = crm_record_get_text (crm_draft_get_record (self->draft), entity->state);

    class_name = crm_tone_class (crm_entity_state_tone (entity, key, &choice));
    if (class_name != NULL)
      gtk_widget_add_css_class (self->pill, class_name);
  }
  gtk_widget_set_visible (self->pill, choice != NULL);
  if (choice != NULL)
    gtk_label_set_text (GTK_LABEL (self->pill), crm_choice_get_label (choice));
}

static void
show_title (CrmCard *self)
{
  g_autofree char *title = crm_draft_get_title (self->draft);
  g_autofree char *subtitle = NULL;
  const CrmEntity *entity = crm_draft_get_entity (self->draft);

  if (crm_draft_is_new (self->draft)) {
    g_free (title);
    title = g_strdup (_ (entity->label_new));
  }
  gtk_label_set_text (GTK_LABEL (self->title), title);
  crm_spoken_set_tooltip (self->title, title);
  if (entity->subtitle != NULL)
    subtitle = crm_draft_expand (self->draft, entity->subtitle);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle != NULL ? subtitle : "");
  show_pill (self);
}

static void
show_status (CrmCard *self)
{
  CrmDraftState state = crm_draft_get_state (self->draft);
  gboolean explicit_save = crm_draft_is_explicit (self->draft);
  gboolean fresh = crm_draft_is_new (self->draft);
  gboolean open = explicit_save && state != CRM_DRAFT_SAVED && !crm_draft_is_deleted (self->draft);
  g_autofree char *text = NULL;

  gtk_widget_remove_css_class (self->status, "error");
  if (state == CRM_DRAFT_SAVING && self->waiting && self->waiting_for != NULL)
    /* Translators: a person on a computer, who is just saving. */
    text = g_strdup_printf (_ ("Waiting for %s…"), self->waiting_for);
  else if (state == CRM_DRAFT_SAVING && self->waiting)
    text = g_strdup (_ ("Waiting for a colleague…"));
  else if (state == CRM_DRAFT_SAVING)
    text = g_strdup (_ ("Saving…"));
  else if (state == CRM_DRAFT_FAILED)
    text = g_strdup (_ ("Not saved"));
  else if (fresh)
    text = g_strdup ("");
  else
    text = g_strdup (state == CRM_DRAFT_CHANGED ? _ ("Not saved yet") : _ ("Saved"));
  if (state == CRM_DRAFT_FAILED)
    gtk_widget_add_css_class (self->status, "error");
  gtk_label_set_text (GTK_LABEL (self->status), text);
  gtk_widget_set_visible (self->save, open);
  gtk_button_set_label (GTK_BUTTON (self->save), fresh ? _ ("Create") : _ ("Save"));
  crm_spoken_set_tooltip (self->save, fresh ? _ ("Create (Ctrl+Enter)") : _ ("Save (Ctrl+S)"));
  gtk_widget_set_sensitive (self->save, state != CRM_DRAFT_SAVING);
  gtk_widget_set_visible (self->discard, open);
  gtk_widget_set_visible (self->undo_visit, crm_draft_get_visit (self->draft) != 0 &&
                                              state != CRM_DRAFT_FAILED &&
                                              !crm_draft_is_deleted (self->draft));
}

static void
show_notice (CrmCard *self)
{
  const GError *error = crm_draft_get_state (self->draft) == CRM_DRAFT_FAILED
                          ? crm_draft_get_error (self->draft)
                          : NULL;
  gboolean deleted = crm_draft_is_deleted (self->draft);
  gboolean unsaved = deleted && crm_draft_has_changes (self->draft);
  /* That is said where it is asked. */
  gboolean asked = crm_draft_get_conflicts (self->draft)->len > 0;
  gboolean again;
  g_autofree char *text = NULL;

  if (deleted)
    text = _crm_card_tell_deleted (self);
  else if (error != NULL && !asked)
    text = g_strdup (error->message);
  else if (error == NULL && crm_draft_is_frozen (self->draft))
    text = g_strdup (_ ("This is final: most of it cannot be changed any more."));
  else
    crm_draft_is_permitted (self->draft, &text);
  gtk_widget_set_visible (self->restore, deleted && !unsaved);
  gtk_widget_set_visible (self->restore_mine, unsaved);
  gtk_widget_set_visible (self->let_go, unsaved);
  again = g_error_matches (error, CRM_ERROR, CRM_ERROR_BUSY) ||
          g_error_matches (error, CRM_ERROR, CRM_ERROR_IO) ||
          g_error_matches (error, CRM_ERROR, CRM_ERROR_FULL);
  gtk_widget_set_visible (self->retry, again);
  gtk_widget_set_visible (self->notice_buttons, deleted || again);
  if (error != NULL && !deleted)
    gtk_widget_add_css_class (self->notice, "error");
  else
    gtk_widget_remove_css_class (self->notice, "error");
  if (text != NULL)
    gtk_label_set_text (GTK_LABEL (self->notice_text), text);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->notice), text != NULL);
  gtk_widget_set_visible (self->notice, text != NULL);
  if (self->form != NULL)
    crm_form_mark (self->form, error);
}

static void
show_pages (CrmCard *self)
{
  gboolean fresh = crm_draft_is_new (self->draft);
  gboolean timeline = !fresh && crm_entity_has_timeline (self->form_entity);
  GtkStack *pages = GTK_STACK (self->pages);

  gtk_stack_page_set_visible (gtk_stack_get_page (pages, GTK_WIDGET (self->timeline)), timeline);
  gtk_stack_page_set_visible (gtk_stack_get_page (pages, GTK_WIDGET (self->history)), !fresh);
  _crm_card_show_beside (self);
  gtk_widget_set_visible (GTK_WIDGET (self->tabs), !fresh);
  if (fresh)
    gtk_stack_set_visible_child_name (pages, "details");
  else if (self->was_fresh && self->start_page != NULL)
    gtk_stack_set_visible_child_name (pages, self->start_page);
  self->was_fresh = fresh;
}

static void
show_head (CrmCard *self)
{
  crm_presence_set_record (
    self->presence, self->desk,
    crm_draft_is_new (self->draft) ? 0 : crm_record_get_id (crm_draft_get_record (self->draft)));
  show_title (self);
  show_status (self);
  show_notice (self);
  _crm_card_show_conflicts (self);
  _crm_card_show_news (self);
  _crm_card_update_actions (self);
}

/* --- The form ----------------------------------------------------------------------------------
 */

static gboolean
on_narrow_cb (gpointer data)
{
  CrmCard *self = data;
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  double width = gtk_adjustment_get_page_size (adjustment);

  self->narrow_source = 0;
  if (self->form == NULL || width <= 0)
    return G_SOURCE_REMOVE;
  crm_form_set_narrow (self->form, width < NARROW_WIDTH);
  if (self->narrow != (width < NARROW_WIDTH)) {
    self->narrow = width < NARROW_WIDTH;
    g_signal_emit (self, signals[SIGNAL_NARROW_CHANGED], 0);
  }

  return G_SOURCE_REMOVE;
}

/* Heard in the middle of an allocation: fields move after it. */
static void
queue_narrow (CrmCard *self)
{
  if (self->narrow_source == 0)
    self->narrow_source = g_idle_add (on_narrow_cb, self);
}

static void
make_form (CrmCard *self)
{
  const CrmEntity *entity = crm_draft_get_entity (self->draft);

  if (self->form != NULL && self->form_entity == entity)
    return;
  self->form = crm_form_new (entity);
  self->form_entity = entity;
  for (guint i = 0; i < self->left_out->len; i++)
    crm_form_leave_out (self->form, g_ptr_array_index (self->left_out, i));
  for (guint i = 0; i < self->taken_over->len; i++)
    crm_form_give_up (self->form, g_ptr_array_index (self->taken_over, i));
  adw_bin_set_child (ADW_BIN (self->form_place), GTK_WIDGET (self->form));
  /* Only after the old form, which looks at the old fields, has gone. */
  g_clear_pointer (&self->form_schema, crm_schema_unref);
  self->form_schema = crm_schema_ref (crm_entity_get_schema (entity));
  queue_narrow (self);
  g_signal_connect_object (self->form, "taken", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
}

/* --- The draft -------------------------------------------------------------------------------- */

static void
on_state_changed_cb (CrmCard *self)
{
  if (crm_draft_get_state (self->draft) != CRM_DRAFT_SAVING)
    self->waiting = FALSE;
  show_head (self);
}

static void
on_reloaded_cb (CrmCard *self)
{
  /* By its name: the office may have put the fields elsewhere, and the form is made anew. */
  g_autofree char *focused = g_strdup (crm_form_get_focused (self->form));

  make_form (self);
  crm_form_bind (self->form, self->draft);
  if (focused != NULL && crm_form_get_focused (self->form) == NULL)
    crm_form_focus (self->form, focused);
  show_pages (self);
  show_head (self);
  g_signal_emit (self, signals[SIGNAL_RECORD_CHANGED], 0);
}

static void
on_titles_changed_cb (CrmCard *self)
{
  crm_form_show (self->form);
}

static void
on_quiet_cb (CrmCard *self)
{
  crm_form_take (self->form);
}

static void
on_gone_cb (CrmCard *self)
{
  crm_card_set_draft (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}

static void
on_waiting_cb (CrmCard *self, guint seconds, const char *who)
{
  if (self->draft == NULL || crm_draft_get_state (self->draft) != CRM_DRAFT_SAVING)
    return;
  self->waiting = TRUE;
  g_free (self->waiting_for);
  self->waiting_for = g_strdup (who);
  show_status (self);
}

/* What can be done with the record depends on it; what was typed stays, to be copied. */
static void
on_read_only_changed_cb (CrmCard *self)
{
  if (self->draft != NULL)
    show_head (self);
}

/* What was masked may be seen now, and the other way round: it is read anew. */
static void
on_rights_changed_cb (CrmCard *self)
{
  if (self->draft == NULL)
    return;
  crm_form_show (self->form);
  show_head (self);
  if (!crm_draft_is_new (self->draft))
    crm_draft_refresh (self->draft);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CrmCard *self = CRM_CARD (object);

  switch (id) {
  case PROP_DESK:
    self->desk = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
crm_card_constructed (GObject *object)
{
  CrmCard *self = CRM_CARD (object);

  G_OBJECT_CLASS (crm_card_parent_class)->constructed (object);

  g_signal_connect_object (crm_desk_get_office (self->desk), "waiting", G_CALLBACK (on_waiting_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_desk_get_office (self->desk), "read-only-changed",
                           G_CALLBACK (on_read_only_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_desk_get_office (self->desk), "rights-changed",
                           G_CALLBACK (on_rights_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
crm_card_dispose (GObject *object)
{
  CrmCard *self = CRM_CARD (object);

  g_clear_handle_id (&self->narrow_source, g_source_remove);
  g_clear_handle_id (&self->news_source, g_source_remove);
  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_pointer (&self->waiting_for, g_free);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->form = NULL;
  g_clear_pointer (&self->form_schema, crm_schema_unref);
  g_clear_object (&self->draft);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->start_page, g_free);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_clear_pointer (&self->taken_over, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_card_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CrmCard, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, title);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, pill);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, status);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, presence);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, save);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, discard);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, action);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, notice);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, notice_text);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, notice_buttons);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, retry);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, restore);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, restore_mine);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, let_go);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, undo_visit);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, news);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, asked);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, tabs);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, pages);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, form_place);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, above);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, head_place);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, sections);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, card_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmCard, room_section);
}

static void
crm_card_class_init (CrmCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = crm_card_set_property;
  object_class->constructed = crm_card_constructed;
  object_class->dispose = crm_card_dispose;

  properties[PROP_DESK] =
    g_param_spec_object ("desk", NULL, NULL, CRM_TYPE_DESK,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_RECORD_CHANGED] = g_signal_new ("record-changed", CRM_TYPE_CARD, G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CLOSE] =
    g_signal_new ("close", CRM_TYPE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NARROW_CHANGED] = g_signal_new ("narrow-changed", CRM_TYPE_CARD, G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CRM_TYPE_PRESENCE);
  g_type_ensure (CRM_TYPE_TABS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/common/crm-card.ui");
  bind_children (widget_class);
  _crm_card_install_actions (widget_class);
  _crm_card_install_jotting (widget_class);
}

static void
crm_card_init (CrmCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->left_out = g_ptr_array_new_with_free_func (g_free);
  self->taken_over = g_ptr_array_new_with_free_func (g_free);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button),
                                  G_MENU_MODEL (self->card_menu));
  self->menu_note = crm_permit_add_note (
    GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->menu_button))));
  _crm_card_make_decisions (self);
  self->timeline = crm_timeline_new ();
  self->history = crm_history_view_new ();
  _crm_card_add_titled (self, GTK_WIDGET (self->timeline), "timeline", _ ("Timeline"),
                        "document-open-recent-symbolic");
  _crm_card_add_beside (self);
  _crm_card_listen_for_jotting (self);
  _crm_card_add_titled (self, GTK_WIDGET (self->history), "history", _ ("History"),
                        "document-revert-symbolic");
  g_signal_connect_object (
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), "notify::page-size",
    G_CALLBACK (queue_narrow), self, G_CONNECT_SWAPPED);
  self->signals = g_signal_group_new (CRM_TYPE_DRAFT);
  g_signal_group_connect_swapped (self->signals, "state-changed", G_CALLBACK (on_state_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->signals, "reloaded", G_CALLBACK (on_reloaded_cb), self);
  g_signal_group_connect_swapped (self->signals, "titles-changed",
                                  G_CALLBACK (on_titles_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "news", G_CALLBACK (_crm_card_show_news), self);
  g_signal_group_connect_swapped (self->signals, "quiet", G_CALLBACK (on_quiet_cb), self);
  g_signal_group_connect_swapped (self->signals, "gone", G_CALLBACK (on_gone_cb), self);
  _crm_card_update_actions (self);
}

CrmCard *
crm_card_new (CrmDesk *desk)
{
  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  return g_object_new (CRM_TYPE_CARD, "desk", desk, NULL);
}

void
crm_card_set_draft (CrmCard *self, CrmDraft *draft)
{
  GtkAdjustment *adjustment;

  g_return_if_fail (CRM_IS_CARD (self));
  g_return_if_fail (draft == NULL || CRM_IS_DRAFT (draft));

  if (self->draft == draft)
    return;
  crm_card_leave (self);
  g_signal_group_set_target (self->signals, NULL);
  self->waiting = FALSE;
  g_clear_handle_id (&self->news_source, g_source_remove);
  crm_decisions_clear (self->decisions);
  g_set_object (&self->draft, draft);
  crm_timeline_set_draft (self->timeline, draft);
  crm_talk_set_draft (self->talk, draft);
  crm_files_set_draft (self->files, draft);
  crm_history_view_set_draft (self->history, draft);
  if (draft == NULL) {
    crm_presence_set_record (self->presence, NULL, 0);
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
    _crm_card_update_actions (self);
    g_signal_emit (self, signals[SIGNAL_RECORD_CHANGED], 0);
    return;
  }
  make_form (self);
  crm_form_bind (self->form, draft);
  g_signal_group_set_target (self->signals, draft);
  show_pages (self);
  show_head (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "record");
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  gtk_adjustment_set_value (adjustment, 0);
  g_signal_emit (self, signals[SIGNAL_RECORD_CHANGED], 0);
}

CrmDraft *
crm_card_get_draft (CrmCard *self)
{
  g_return_val_if_fail (CRM_IS_CARD (self), NULL);

  return self->draft;
}

CrmDesk *
crm_card_get_desk (CrmCard *self)
{
  g_return_val_if_fail (CRM_IS_CARD (self), NULL);

  return self->desk;
}

CrmForm *
_crm_card_get_form (CrmCard *self)
{
  return self->form;
}

gboolean
crm_card_leave (CrmCard *self)
{
  gboolean taken;

  g_return_val_if_fail (CRM_IS_CARD (self), FALSE);

  if (self->draft == NULL || self->form == NULL)
    return TRUE;
  taken = crm_form_take (self->form);
  if (!taken)
    crm_desk_report (self->desk, crm_draft_get_error (self->draft));
  if (!crm_draft_is_explicit (self->draft) && !crm_draft_is_deleted (self->draft) &&
      crm_draft_get_state (self->draft) != CRM_DRAFT_SAVED)
    crm_draft_save (self->draft);

  return taken;
}

void
crm_card_save (CrmCard *self)
{
  g_return_if_fail (CRM_IS_CARD (self));

  if (self->draft == NULL)
    return;
  if (crm_form_take (self->form) || !crm_draft_is_explicit (self->draft))
    crm_draft_save (self->draft);
}

void
crm_card_focus (CrmCard *self, const char *field)
{
  g_return_if_fail (CRM_IS_CARD (self));

  if (self->form == NULL)
    return;
  crm_card_show_page (self, "details");
  crm_form_focus (self->form, field);
}

const char *
crm_card_get_focused (CrmCard *self)
{
  g_return_val_if_fail (CRM_IS_CARD (self), NULL);

  return self->form != NULL ? crm_form_get_focused (self->form) : NULL;
}

void
crm_card_enter (CrmCard *self)
{
  g_return_if_fail (CRM_IS_CARD (self));

  /* Its window may have been closed while the record was read. */
  if (self->draft != NULL && !crm_draft_is_new (self->draft) &&
      gtk_widget_get_mapped (GTK_WIDGET (self->tabs)))
    gtk_widget_child_focus (GTK_WIDGET (self->tabs), GTK_DIR_TAB_FORWARD);
}
