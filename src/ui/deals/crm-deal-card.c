/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/deals/crm-deal-card.h"

#include "office/documents/crm-document.h"
#include "office/documents/crm-kind.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-spoken.h"
#include "ui/deals/crm-deal-papers.h"
#include "ui/deals/crm-paper-dialog.h"
#include "ui/deals/crm-paper-plan.h"
#include "ui/deals/crm-stage-bar.h"

#include <glib/gi18n-lib.h>

/* Lives as long as its card. */
typedef struct {
  CrmCard *card;
  CrmStageBar *stages;
  CrmDealPapers *papers;
  GtkWidget *action;
  GSimpleActionGroup *actions;
  GMenu *kinds;
  gboolean kinds_read;
} DealCard;

static void
deal_card_free (gpointer data)
{
  DealCard *self = data;

  g_object_unref (self->actions);
  g_object_unref (self->kinds);
  g_free (self);
}

/* --- Making papers ---------------------------------------------------------------------------- */

static void
open_dialog (CrmCard *card, CrmDraft *draft, const char *kind)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (card));
  CrmPaperDialog *dialog = crm_paper_dialog_new (
    crm_draft_get_desk (draft), crm_record_get_id (crm_draft_get_record (draft)),
    *kind != '\0' ? kind : NULL, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_saved_cb (GObject *draft, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  /* Why not stands in the card. */
  if (crm_draft_save_finish (CRM_DRAFT (draft), result, NULL))
    open_dialog (g_task_get_source_object (task), CRM_DRAFT (draft), g_task_get_task_data (task));
}

/* A paper is made of what is stored. */
static void
make_paper (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DealCard *self = data;
  GTask *task;

  if (!crm_card_leave (self->card))
    return;
  task = g_task_new (self->card, NULL, NULL, NULL);
  g_task_set_task_data (task, g_variant_dup_string (parameter, NULL), g_free);
  crm_draft_save_async (crm_card_get_draft (self->card), on_saved_cb, task);
}

static void
on_plan_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCard) card = data;
  DealCard *self = g_object_get_data (G_OBJECT (card), "crm-deal-card");
  g_autoptr (CrmPaperPlan) plan = crm_paper_plan_load_finish (CRM_OFFICE (office), result, NULL);

  self->kinds_read = plan != NULL;
  if (plan == NULL)
    return;
  g_menu_remove_all (self->kinds);
  for (guint i = 0; i < plan->kinds->len; i++) {
    const CrmPlanKind *kind = g_ptr_array_index (plan->kinds, i);
    g_autoptr (GMenuItem) item = g_menu_item_new (crm_choice_get_label (kind->kind), NULL);

    g_menu_item_set_action_and_target (item, "deal.make-paper", "s", kind->kind->key);
    g_menu_append_item (self->kinds, item);
  }
}

/* Which kinds there are is a matter of our company and its templates, the same for most deals. */
static void
read_kinds (DealCard *self, CrmDraft *draft)
{
  if (self->kinds_read)
    return;
  self->kinds_read = TRUE;
  crm_paper_plan_load_async (crm_desk_get_office (crm_draft_get_desk (draft)),
                             crm_record_get_id (crm_draft_get_record (draft)), NULL, on_plan_cb,
                             g_object_ref (self->card));
}

static void
on_office_changed_cb (CrmCard *card, const CrmChange *change)
{
  DealCard *self = g_object_get_data (G_OBJECT (card), "crm-deal-card");

  if (change->all || crm_change_touches (change, "template"))
    self->kinds_read = FALSE;
}

/* --- The card --------------------------------------------------------------------------------- */

static gboolean
may_make (CrmCard *card, char **why)
{
  CrmDesk *desk = crm_card_get_desk (card);

  return crm_office_may (crm_desk_get_office (desk), CRM_ACTION_CREATE,
                         crm_schema_find (crm_desk_get_schema (desk), "document"), why);
}

static void
on_record_changed_cb (CrmCard *card)
{
  DealCard *self = g_object_get_data (G_OBJECT (card), "crm-deal-card");
  CrmDraft *draft = crm_card_get_draft (card);
  gboolean there = draft != NULL && !crm_draft_is_new (draft) && !crm_draft_is_deleted (draft);
  gboolean writable =
    there && !crm_office_is_read_only (crm_desk_get_office (crm_card_get_desk (card)));
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "make-paper");
  g_autofree char *why = NULL;

  crm_stage_bar_set_draft (self->stages, draft);
  crm_deal_papers_set_draft (self->papers, draft);
  gtk_widget_set_visible (self->action, there);
  writable = writable && may_make (card, &why);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), writable);
  gtk_widget_set_sensitive (self->action, writable);
  crm_permit_tell (self->action, why, NULL);
  if (writable)
    read_kinds (self, draft);
}

static gboolean
on_step_key_cb (GtkWidget *card, GVariant *args, gpointer data)
{
  DealCard *self = g_object_get_data (G_OBJECT (card), "crm-deal-card");

  return crm_stage_bar_step (self->stages, g_variant_get_int32 (args));
}

static void
add_key (GtkEventController *controller, guint keyval, int by)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keyval, GDK_CONTROL_MASK),
                                            gtk_callback_action_new (on_step_key_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (by));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}

/* In a text Ctrl+arrows go from word to word; anywhere else in the card they move the deal. */
static void
add_keys (CrmCard *card)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  add_key (controller, GDK_KEY_Left, -1);
  add_key (controller, GDK_KEY_Right, 1);
  gtk_widget_add_controller (GTK_WIDGET (card), controller);
}

static const GActionEntry entries[] = {
  { .name = "make-paper", .activate = make_paper, .parameter_type = "s" },
};

void
crm_deal_card_furnish (CrmCard *card)
{
  CrmDesk *desk = crm_card_get_desk (card);
  DealCard *self = g_new0 (DealCard, 1);

  self->card = card;
  self->kinds = g_menu_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_object_set_data_full (G_OBJECT (card), "crm-deal-card", self, deal_card_free);
  gtk_widget_insert_action_group (GTK_WIDGET (card), "deal", G_ACTION_GROUP (self->actions));

  self->action = adw_split_button_new ();
  adw_split_button_set_label (ADW_SPLIT_BUTTON (self->action), _ ("Make paper"));
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->action), G_MENU_MODEL (self->kinds));
  crm_spoken_set_arrow (self->action, _ ("Which paper"));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->action), "deal.make-paper('')");
  gtk_widget_add_css_class (self->action, "suggested-action");
  crm_card_set_action (card, self->action);

  self->stages = crm_stage_bar_new (desk);
  /* Where the deal stands is read before its fields. */
  crm_card_add_above (card, GTK_WIDGET (self->stages));
  self->papers = crm_deal_papers_new (desk);
  crm_card_add_section (card, GTK_WIDGET (self->papers));
  add_keys (card);
  g_signal_connect (card, "record-changed", G_CALLBACK (on_record_changed_cb), NULL);
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (on_office_changed_cb),
                           card, G_CONNECT_SWAPPED);
  on_record_changed_cb (card);
}
