/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/deals/crm-stage-bar.h"

#include "office/deals/crm-deal.h"
#include "office/deals/crm-pipeline.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmStageBar {
  AdwBin parent_instance;

  GtkWidget *squeezer;
  GtkWidget *rows[2]; /* with all names, and with the name of one where there is no width */
  CrmDraft *draft;
  GPtrArray *stages; /* of CrmRecord */
  gint64 pipeline;   /* whose stages they are */
  GPtrArray *buttons[2];
};

G_DEFINE_FINAL_TYPE (CrmStageBar, crm_stage_bar, ADW_TYPE_BIN)

/* @why: (out) (optional) (transfer full). */
static gboolean
may_move (CrmStageBar *self, char **why)
{
  return self->draft != NULL && !crm_draft_is_new (self->draft) &&
         !crm_draft_is_deleted (self->draft) &&
         !crm_office_is_read_only (crm_desk_get_office (crm_draft_get_desk (self->draft))) &&
         crm_draft_is_permitted (self->draft, why);
}

/* Where the deal stands; -1 when at none of them. */
static int
place (CrmStageBar *self)
{
  gint64 stage = crm_record_get_int (crm_draft_get_record (self->draft), "stage");

  for (guint i = 0; self->stages != NULL && i < self->stages->len; i++)
    if (crm_record_get_id (self->stages->pdata[i]) == stage)
      return (int)i;

  return -1;
}

/* --- Moving ----------------------------------------------------------------------------------- */

typedef struct {
  CrmDesk *desk;
  CrmDraft *draft;
  gint64 stage;
  char *name;
} Moving;

static void
moving_free (Moving *moving)
{
  g_object_unref (moving->desk);
  g_object_unref (moving->draft);
  g_free (moving->name);
  g_free (moving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Moving, moving_free)

static void
on_moved_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (Moving) moving = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!crm_deal_move_finish (CRM_OFFICE (office), result, &error)) {
    crm_desk_report (moving->desk, error);
    return;
  }
  /* Translators: a deal has moved; the placeholder is a stage. */
  text = g_strdup_printf (_ ("Moved to “%s”"), moving->name);
  crm_desk_say_with (moving->desk, text, _ ("Undo"), "win.undo");
}

/* What was changed in the card is stored first, so that the move does not meet it half-way. */
static void
on_saved_cb (GObject *draft, GAsyncResult *result, gpointer data)
{
  g_autoptr (Moving) moving = data;
  gint64 id = crm_record_get_id (crm_draft_get_record (CRM_DRAFT (draft)));
  gint64 stage = moving->stage;
  CrmOffice *office = crm_desk_get_office (moving->desk);

  /* Why not stands in the card. */
  if (crm_draft_save_finish (CRM_DRAFT (draft), result, NULL))
    crm_deal_move_async (office, id, stage, NULL, on_moved_cb, g_steal_pointer (&moving));
}

static void
move_to (CrmStageBar *self, guint at)
{
  const CrmRecord *stage = g_ptr_array_index (self->stages, at);
  Moving *moving;

  if (!may_move (self, NULL) || place (self) == (int)at)
    return;
  moving = g_new0 (Moving, 1);
  moving->draft = g_object_ref (self->draft);
  moving->desk = g_object_ref (crm_draft_get_desk (self->draft));
  moving->stage = crm_record_get_id (stage);
  moving->name = g_strdup (crm_record_get_text (stage, "name"));
  crm_draft_save_async (self->draft, on_saved_cb, moving);
}

static void
on_clicked_cb (CrmStageBar *self, GtkWidget *button)
{
  guint at;

  if (g_ptr_array_find (self->buttons[0], button, &at) ||
      g_ptr_array_find (self->buttons[1], button, &at))
    move_to (self, at);
}

/* --- Showing ---------------------------------------------------------------------------------- */

static const struct {
  const char *kind;
  const char *icon;
  const char *style;
} kinds[] = {
  { "won", "emblem-ok-symbolic", "crm-won" },
  { "lost", "window-close-symbolic", "crm-lost" },
};

static const char *
style_of (const CrmRecord *stage)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (crm_record_get_text (stage, "kind"), kinds[i].kind))
      return kinds[i].style;

  return "crm-here";
}

static void
add_button (CrmStageBar *self, guint row, const CrmRecord *stage)
{
  const char *name = crm_record_get_text (stage, "name");
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (crm_record_get_text (stage, "kind"), kinds[i].kind))
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (kinds[i].icon));
  if (row == 1)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_hexpand (button, row == 0);
  crm_spoken_set_tooltip (button, name);
  crm_spoken_set_name (button, name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->rows[row]), button);
  g_ptr_array_add (self->buttons[row], button);
}

/* Where there is no width, only the stage where the deal stands has its name; the others have their
 * number or their sign. */
static void
shorten (CrmStageBar *self, guint i, gboolean here)
{
  GtkWidget *button = g_ptr_array_index (self->buttons[1], i);
  GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button)));
  const CrmRecord *stage = g_ptr_array_index (self->stages, i);
  gboolean open = g_str_equal (crm_record_get_text (stage, "kind"), "open");
  g_autofree char *number = g_strdup_printf ("%u", i + 1);

  gtk_label_set_text (GTK_LABEL (label), here ? crm_record_get_text (stage, "name") : number);
  gtk_widget_set_visible (label, here || open);
  gtk_widget_set_hexpand (button, here);
}

/* The stage where the deal stands has the colour of its kind; those on the way there a weaker one,
 * unless the way ended somewhere. */
static void
show_button (CrmStageBar *self, GtkWidget *button, int i, int at)
{
  static const char *const styles[] = { "crm-passed", "crm-here", "crm-won", "crm-lost" };
  const char *there = at >= 0 ? style_of (self->stages->pdata[at]) : "";
  const char *style = style_of (self->stages->pdata[i]);

  for (guint j = 0; j < G_N_ELEMENTS (styles); j++)
    gtk_widget_remove_css_class (button, styles[j]);
  if (i == at)
    gtk_widget_add_css_class (button, style);
  else if (i < at && !g_str_equal (there, "crm-lost") && g_str_equal (style, "crm-here"))
    gtk_widget_add_css_class (button, "crm-passed");
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
    i == at ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
show_place (CrmStageBar *self)
{
  int at = self->draft != NULL ? place (self) : -1;
  guint n = self->buttons[0]->len;
  g_autofree char *why = NULL;

  for (guint i = 0; i < n; i++) {
    for (guint row = 0; row < 2; row++)
      show_button (self, self->buttons[row]->pdata[i], (int)i, at);
    shorten (self, i, (int)i == at);
  }
  gtk_widget_set_sensitive (self->squeezer, may_move (self, &why));
  for (guint i = 0; i < n; i++)
    for (guint row = 0; row < 2; row++)
      crm_permit_tell (self->buttons[row]->pdata[i], why,
                       crm_record_get_text (self->stages->pdata[i], "name"));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->draft != NULL && !crm_draft_is_new (self->draft) && n > 0);
}

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct {
  gint64 pipeline;
  GPtrArray *stages;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->stages, g_ptr_array_unref);
  g_free (reading);
}

/* On the store's thread. */
static gboolean
read_stages (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->stages, g_ptr_array_unref);
  reading->stages = crm_pipeline_stages (txn, reading->pipeline, error);

  return reading->stages != NULL;
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmStageBar *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  GtkWidget *child;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL) || self->draft == NULL ||
      crm_record_get_int (crm_draft_get_record (self->draft), "pipeline") != reading->pipeline)
    return;
  for (guint row = 0; row < 2; row++) {
    while ((child = gtk_widget_get_first_child (self->rows[row])) != NULL)
      gtk_box_remove (GTK_BOX (self->rows[row]), child);
    g_ptr_array_set_size (self->buttons[row], 0);
  }
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  self->stages = g_steal_pointer (&reading->stages);
  self->pipeline = reading->pipeline;
  for (guint i = 0; i < self->stages->len; i++)
    for (guint row = 0; row < 2; row++)
      add_button (self, row, g_ptr_array_index (self->stages, i));
  show_place (self);
}

static void
load (CrmStageBar *self)
{
  Reading *reading = g_new0 (Reading, 1);
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  reading->pipeline = crm_record_get_int (crm_draft_get_record (self->draft), "pipeline");
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self->draft)), CRM_TXN_READ, NULL,
                        read_stages, reading, NULL, NULL, on_read_cb, task);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
on_office_changed_cb (CrmStageBar *self, const CrmChange *change)
{
  if (self->draft != NULL && (change->all || crm_change_touches (change, "stage")))
    load (self);
}

static void
crm_stage_bar_dispose (GObject *object)
{
  CrmStageBar *self = CRM_STAGE_BAR (object);

  g_clear_object (&self->draft);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  for (guint row = 0; row < 2; row++)
    g_clear_pointer (&self->buttons[row], g_ptr_array_unref);

  G_OBJECT_CLASS (crm_stage_bar_parent_class)->dispose (object);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/kontor/Kontor/ui/deals/deals.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
crm_stage_bar_class_init (CrmStageBarClass *klass)
{
  load_style ();
  G_OBJECT_CLASS (klass)->dispose = crm_stage_bar_dispose;
}

static void
crm_stage_bar_init (CrmStageBar *self)
{
  self->squeezer = adw_squeezer_new ();
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (self->squeezer), FALSE);
  for (guint row = 0; row < 2; row++) {
    self->buttons[row] = g_ptr_array_new ();
    self->rows[row] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_widget_add_css_class (self->rows[row], "linked");
    gtk_widget_add_css_class (self->rows[row], "crm-stages");
    crm_spoken_set_name (self->rows[row], _ ("Stage"));
    adw_squeezer_add (ADW_SQUEEZER (self->squeezer), self->rows[row]);
  }
  adw_bin_set_child (ADW_BIN (self), self->squeezer);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

CrmStageBar *
crm_stage_bar_new (CrmDesk *desk)
{
  CrmStageBar *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_STAGE_BAR, NULL);
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (on_office_changed_cb),
                           self, G_CONNECT_SWAPPED);

  return self;
}

void
crm_stage_bar_set_draft (CrmStageBar *self, CrmDraft *draft)
{
  g_return_if_fail (CRM_IS_STAGE_BAR (self));

  g_set_object (&self->draft, draft);
  if (draft != NULL &&
      crm_record_get_int (crm_draft_get_record (draft), "pipeline") != self->pipeline)
    load (self);
  show_place (self);
}

gboolean
crm_stage_bar_step (CrmStageBar *self, int by)
{
  int at;

  g_return_val_if_fail (CRM_IS_STAGE_BAR (self), FALSE);

  if (!may_move (self, NULL) || self->stages == NULL)
    return FALSE;
  at = place (self) + by;
  if (at < 0 || at >= (int)self->stages->len)
    return FALSE;
  move_to (self, (guint)at);

  return TRUE;
}
