/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-card-private.h"

#include "store/crm-marks.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-trash.h"
#include "ui/common/crm-undoing.h"

#include <glib/gi18n-lib.h>

static GArray *
id_of (CrmDraft *draft)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = crm_record_get_id (crm_draft_get_record (draft));

  g_array_append_val (ids, id);

  return ids;
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_card_save (CRM_CARD (widget));
}

static void
discard (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (CrmDraft) draft = g_object_ref (crm_card_get_draft (CRM_CARD (widget)));

  crm_draft_discard (draft);
}

static void
decide (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCard *self = CRM_CARD (widget);
  g_autoptr (GHashTable) choices = crm_decisions_get_choices (self->decisions);

  crm_draft_decide (self->draft, choices);
}

static void
keep_mine (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_draft_decide_all (crm_card_get_draft (CRM_CARD (widget)), CRM_MERGE_MINE);
}

static void
take_theirs (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_draft_decide_all (crm_card_get_draft (CRM_CARD (widget)), CRM_MERGE_THEIRS);
}

static void
on_saved_before_undo_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CrmDraft *draft = CRM_DRAFT (object);
  gint64 visit = crm_draft_get_visit (draft);

  if (!crm_draft_save_finish (draft, result, NULL) || visit == 0)
    return;
  crm_draft_end_visit (draft);
  crm_undoing_operation (crm_draft_get_desk (draft), visit);
}

/* What is typed and not saved yet belongs to the visit too. */
static void
undo_visit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_form_take (_crm_card_get_form (CRM_CARD (widget)));
  crm_draft_save_async (crm_card_get_draft (CRM_CARD (widget)), on_saved_before_undo_cb, NULL);
}

static void
restore_mine (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_draft_restore_mine (crm_card_get_draft (CRM_CARD (widget)));
}

static GArray *
seen_of (CrmDraft *draft)
{
  GArray *versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 version = crm_draft_get_seen_version (draft);

  g_array_append_val (versions, version);

  return versions;
}

static void
move_to_trash (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (CrmDraft) draft = g_object_ref (crm_card_get_draft (CRM_CARD (widget)));

  if (crm_draft_is_new (draft))
    crm_draft_discard (draft);
  else
    crm_trash_put (crm_draft_get_desk (draft), crm_draft_get_entity (draft)->name, id_of (draft),
                   seen_of (draft));
}

static void
restore (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDraft *draft = crm_card_get_draft (CRM_CARD (widget));

  crm_trash_restore (crm_draft_get_desk (draft), crm_draft_get_entity (draft)->name, id_of (draft));
}

static void
duplicate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDraft *draft = crm_card_get_draft (CRM_CARD (widget));
  CrmDesk *desk = crm_draft_get_desk (draft);
  g_autoptr (CrmRecord) copy = NULL;
  g_autoptr (CrmDraft) made = NULL;

  crm_card_leave (CRM_CARD (widget));
  copy = crm_record_duplicate (crm_draft_get_record (draft));
  made = crm_draft_new (desk, copy);
  crm_draft_touch (made);
  crm_desk_show_draft (desk, made);
}

/* --- Favourites ------------------------------------------------------------------------------- */

typedef struct {
  gint64 id;
  gboolean starred;
} Star;

/* On the store's thread: the other way round than it is. */
static gboolean
star_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Star *star = data;
  gint64 at;

  if (!crm_txn_get_mark (txn, CRM_MARK_FAVOURITE, star->id, &at, error))
    return FALSE;
  star->starred = at == 0;

  return crm_txn_set_mark (txn, CRM_MARK_FAVOURITE, star->id,
                           star->starred ? crm_txn_get_now (txn) : 0, error);
}

static void
on_starred_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmDesk *desk = g_task_get_source_object (task);
  Star *star = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    crm_desk_report (desk, error);
    return;
  }
  crm_desk_say (desk, star->starred ? _ ("Among your favourites now")
                                    : _ ("No longer among your favourites"));
  g_signal_emit_by_name (desk, "read-changed");
}

static void
favourite (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDraft *draft = crm_card_get_draft (CRM_CARD (widget));
  CrmDesk *desk = crm_draft_get_desk (draft);
  GTask *task = g_task_new (desk, NULL, NULL, NULL);
  Star *star = g_new0 (Star, 1);

  star->id = crm_record_get_id (crm_draft_get_record (draft));
  g_task_set_task_data (task, star, g_free);
  crm_office_run_async (crm_desk_get_office (desk), CRM_TXN_WRITE, NULL, star_in_txn, star, NULL,
                        NULL, on_starred_cb, task);
}

static void
own_window (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDraft *draft = crm_card_get_draft (CRM_CARD (widget));

  crm_card_leave (CRM_CARD (widget));
  if (crm_draft_is_new (draft))
    crm_desk_show_draft (crm_draft_get_desk (draft), draft);
  else
    crm_desk_open (crm_draft_get_desk (draft), crm_draft_get_entity (draft)->name,
                   crm_record_get_id (crm_draft_get_record (draft)), TRUE);
}

static void
attach (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCard *self = CRM_CARD (widget);

  crm_card_show_page (self, "files");
  crm_files_choose (self->files);
}

static const struct {
  const char *name;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "card.save", save },
  { "card.discard", discard },
  { "card.keep-mine", keep_mine },
  { "card.delete", move_to_trash },
  { "card.take-theirs", take_theirs },
  { "card.decide", decide },
  { "card.undo-visit", undo_visit },
  { "card.restore-mine", restore_mine },
  { "card.restore", restore },
  { "card.duplicate", duplicate },
  { "card.window", own_window },
  { "card.attach", attach },
  { "card.favourite", favourite },
};

void
_crm_card_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "card.attach", NULL);
}

/* What the rights forbid of a record that is there; the menu says the first reason. */
static void
update_permitted (CrmCard *self, CrmDraft *draft, gboolean writable)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean fresh = crm_draft_is_new (draft);
  gboolean deleted = crm_draft_is_deleted (draft);
  g_autofree char *no_trash = NULL;
  g_autofree char *no_copy = NULL;
  gboolean may_trash = crm_draft_may (draft, CRM_ACTION_DELETE, &no_trash);
  gboolean may_copy = crm_draft_may (draft, CRM_ACTION_CREATE, &no_copy);

  gtk_widget_action_set_enabled (widget, "card.delete",
                                 writable && !deleted && (fresh || may_trash));
  gtk_widget_action_set_enabled (widget, "card.restore", writable && deleted && may_trash);
  gtk_widget_action_set_enabled (widget, "card.restore-mine", writable && deleted && may_trash);
  gtk_widget_action_set_enabled (widget, "card.duplicate", writable && !fresh && may_copy);
  crm_permit_tell (self->restore, no_trash, NULL);
  crm_permit_tell (self->restore_mine, no_trash, NULL);
  crm_permit_set_note (self->menu_note, fresh ? NULL : no_trash != NULL ? no_trash : no_copy);
}

void
_crm_card_update_actions (CrmCard *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  CrmDraft *draft = crm_card_get_draft (self);
  gboolean there = draft != NULL;
  gboolean fresh = there && crm_draft_is_new (draft);
  gboolean deleted = there && crm_draft_is_deleted (draft);
  gboolean writable =
    there && !crm_office_is_read_only (crm_desk_get_office (crm_draft_get_desk (draft)));

  gtk_widget_action_set_enabled (widget, "card.save", writable && !deleted);
  gtk_widget_action_set_enabled (widget, "card.discard", there);
  gtk_widget_action_set_enabled (widget, "card.keep-mine", writable);
  gtk_widget_action_set_enabled (widget, "card.take-theirs", writable);
  gtk_widget_action_set_enabled (widget, "card.undo-visit", writable && !deleted);
  gtk_widget_action_set_enabled (widget, "card.favourite", writable && !fresh && !deleted);
  gtk_widget_action_set_enabled (widget, "card.window", there && !deleted);
  gtk_widget_action_set_enabled (widget, "card.attach", writable && !fresh && !deleted);
  _crm_card_update_jotting (self);
  if (there)
    update_permitted (self, draft, writable);
}
