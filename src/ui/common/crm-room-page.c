/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-room-page.h"

#include <glib/gi18n-lib.h>

/* Below this width list and card take turns. */
#define FOLD_WIDTH 696
#define CARD_LEAST 396
/* Until somebody drags the handle: half each, then the card has what it likes, then the list. */
#define CARD_LIKED 560
#define LIST_MOST  560

struct _CrmRoomPage {
  GtkWidget parent_instance;

  GtkWidget *paned;
  GtkWidget *list_side;
  GtkWidget *switcher_box;
  GtkWidget *views;
  GtkWidget *card_side;
  GtkWidget *back_bar;
  GtkWidget *back;

  CrmDesk *desk;
  CrmSchema *schema; /* keeps the entity */
  const CrmEntity *entity;
  CrmListView *list_view;
  CrmCard *card;
  GCancellable *loading;
  gboolean folded;
  gboolean card_shown; /* of the two, when folded */
  guint fold_source;
  int placed_width; /* for which the handle was placed */
  int placed_position;
  gint64 opening;     /* id that is being read */
  gboolean following; /* the list goes to what the card shows, and not the other way round */
};

G_DEFINE_FINAL_TYPE (CrmRoomPage, crm_room_page, GTK_TYPE_WIDGET)

static guint kept_signal;

/* --- One or both ------------------------------------------------------------------------------ */

/* A handle that is not shown keeps the place that it had, and would go on taking the clicks there
 * from what now lies under it. */
static void
let_drag (CrmRoomPage *self, gboolean may)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->paned);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

    if (GTK_IS_GESTURE_DRAG (one))
      gtk_event_controller_set_propagation_phase (one, may ? GTK_PHASE_CAPTURE : GTK_PHASE_NONE);
  }
}

static void
show_sides (CrmRoomPage *self)
{
  let_drag (self, !self->folded);
  gtk_widget_set_visible (self->list_side, !self->folded || !self->card_shown);
  gtk_widget_set_visible (self->card_side, !self->folded || self->card_shown);
  gtk_widget_set_visible (self->back_bar, self->folded);
}

static void
place_handle (CrmRoomPage *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int list = crm_preferences_get_int (crm_desk_get_preferences (self->desk), "list-width");

  if (list == 0)
    list = CLAMP (width - CARD_LIKED, width / 2, LIST_MOST);
  self->placed_position = MIN (list, MAX (width - CARD_LEAST, 240));
  gtk_paned_set_position (GTK_PANED (self->paned), self->placed_position);
}

static gboolean
on_fold_cb (gpointer data)
{
  CrmRoomPage *self = data;
  gboolean folded = gtk_widget_get_width (GTK_WIDGET (self)) < FOLD_WIDTH;

  self->fold_source = 0;
  if (folded != self->folded) {
    self->folded = folded;
    show_sides (self);
  }
  if (!folded)
    place_handle (self);

  return G_SOURCE_REMOVE;
}

/* After a drag: what the window's width has forced is not what the person likes. */
static void
on_released_cb (CrmRoomPage *self)
{
  int position = gtk_paned_get_position (GTK_PANED (self->paned));

  if (self->folded || position == self->placed_position || position < 240)
    return;
  self->placed_position = position;
  crm_preferences_set_int (crm_desk_get_preferences (self->desk), "list-width", position);
}

static void
crm_room_page_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  CrmRoomPage *self = CRM_ROOM_PAGE (widget);

  gtk_widget_measure (self->paned, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
crm_room_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmRoomPage *self = CRM_ROOM_PAGE (widget);

  gtk_widget_allocate (self->paned, width, height, baseline, NULL);
  /* What is visible cannot change in the middle of an allocation. */
  if (self->fold_source == 0 && width != self->placed_width) {
    self->placed_width = width;
    self->fold_source = g_idle_add (on_fold_cb, self);
  }
}

/* --- The card --------------------------------------------------------------------------------- */

static void
remember_last (CrmRoomPage *self, gint64 n)
{
  CrmPreferences *preferences = crm_desk_get_preferences (self->desk);

  json_object_set_int_member (crm_preferences_get_room (preferences, self->entity->name), "last",
                              n);
  crm_preferences_rooms_changed (preferences);
}

static void
on_loaded_cb (GObject *desk, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmRoomPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDraft) draft = crm_draft_load_finish (result, &error);

  if (self->desk == NULL || g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;
  self->opening = 0;
  if (draft == NULL) {
    crm_desk_report (self->desk, error);
    return;
  }
  crm_card_set_draft (self->card, draft);
  remember_last (self, crm_record_get_n (crm_draft_get_record (draft)));
  if (!self->following)
    return;
  crm_list_view_follow_n (self->list_view, crm_record_get_n (crm_draft_get_record (draft)));
  crm_card_enter (self->card);
}

static void
load (CrmRoomPage *self, gint64 id)
{
  CrmDraft *now = crm_card_get_draft (self->card);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->opening = 0;
  if (now != NULL && crm_record_get_id (crm_draft_get_record (now)) == id && id != 0)
    return;
  self->opening = id;
  self->loading = g_cancellable_new ();
  crm_draft_load_async (self->desk, self->entity->name, id, self->loading, on_loaded_cb,
                        g_object_ref (self));
}

static void
show_card (CrmRoomPage *self, gboolean shown)
{
  self->card_shown = shown;
  show_sides (self);
}

static void
on_chosen_cb (CrmRoomPage *self, gint64 id, gint64 n)
{
  if (id == 0)
    return;
  self->following = FALSE;
  load (self, id);
}

static void
on_opened_cb (CrmRoomPage *self, gint64 id)
{
  g_signal_emit (self, kept_signal, 0, id);
  load (self, id);
  show_card (self, TRUE);
  crm_room_page_edit (self);
}

static void
on_created_cb (CrmRoomPage *self, gint64 id, CrmDraft *draft)
{
  gint64 n = crm_record_get_n (crm_draft_get_record (draft));

  crm_list_view_select_n (self->list_view, n);
  remember_last (self, n);
}

static void
on_card_closed_cb (CrmRoomPage *self)
{
  show_card (self, FALSE);
}

static void
on_back_cb (CrmRoomPage *self)
{
  crm_room_page_back (self);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_room_page_dispose (GObject *object)
{
  CrmRoomPage *self = CRM_ROOM_PAGE (object);

  g_clear_handle_id (&self->fold_source, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_ROOM_PAGE);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->schema, crm_schema_unref);

  G_OBJECT_CLASS (crm_room_page_parent_class)->dispose (object);
}

static void
crm_room_page_class_init (CrmRoomPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_room_page_dispose;
  widget_class->measure = crm_room_page_measure;
  widget_class->size_allocate = crm_room_page_size_allocate;
  kept_signal = g_signal_new ("kept", CRM_TYPE_ROOM_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/common/crm-room-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRoomPage, paned);
  gtk_widget_class_bind_template_child (widget_class, CrmRoomPage, list_side);
  gtk_widget_class_bind_template_child (widget_class, CrmRoomPage, switcher_box);
  gtk_widget_class_bind_template_child (widget_class, CrmRoomPage, views);
  gtk_widget_class_bind_template_child (widget_class, CrmRoomPage, card_side);
  gtk_widget_class_bind_template_child (widget_class, CrmRoomPage, back_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmRoomPage, back);
}

static void
crm_room_page_init (CrmRoomPage *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released_cb), self);
  g_signal_connect_swapped (click, "unpaired-release", G_CALLBACK (on_released_cb), self);
  gtk_widget_add_controller (self->paned, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (on_back_cb), self, G_CONNECT_SWAPPED);
}

static void
fill (CrmRoomPage *self)
{
  JsonObject *room =
    crm_preferences_get_room (crm_desk_get_preferences (self->desk), self->entity->name);
  gint64 last = json_object_get_int_member_with_default (room, "last", 0);

  self->list_view = crm_list_view_new (self->desk, self->entity);
  gtk_stack_add_titled (GTK_STACK (self->views), GTK_WIDGET (self->list_view), "list", _ ("List"));
  self->card = crm_card_new (self->desk);
  gtk_widget_set_vexpand (GTK_WIDGET (self->card), TRUE);
  gtk_box_append (GTK_BOX (self->card_side), GTK_WIDGET (self->card));
  g_signal_connect_object (self->list_view, "chosen", G_CALLBACK (on_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "opened", G_CALLBACK (on_opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "new-wanted", G_CALLBACK (crm_room_page_new_record),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "close", G_CALLBACK (on_card_closed_cb), self,
                           G_CONNECT_SWAPPED);
  if (last > 0)
    crm_list_view_select_n (self->list_view, last);
}

CrmRoomPage *
crm_room_page_new (CrmDesk *desk, const CrmEntity *entity)
{
  CrmRoomPage *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  self = g_object_new (CRM_TYPE_ROOM_PAGE, NULL);
  self->desk = g_object_ref (desk);
  self->entity = entity;
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  fill (self);

  return self;
}

CrmDesk *
crm_room_page_get_desk (CrmRoomPage *self)
{
  g_return_val_if_fail (CRM_IS_ROOM_PAGE (self), NULL);

  return self->desk;
}

const CrmEntity *
crm_room_page_get_entity (CrmRoomPage *self)
{
  g_return_val_if_fail (CRM_IS_ROOM_PAGE (self), NULL);

  return self->entity;
}

CrmListView *
crm_room_page_get_list_view (CrmRoomPage *self)
{
  g_return_val_if_fail (CRM_IS_ROOM_PAGE (self), NULL);

  return self->list_view;
}

CrmCard *
crm_room_page_get_card (CrmRoomPage *self)
{
  g_return_val_if_fail (CRM_IS_ROOM_PAGE (self), NULL);

  return self->card;
}

void
crm_room_page_add_view (CrmRoomPage *self,
                        const char *name,
                        const char *title,
                        const char *icon,
                        GtkWidget *view)
{
  GtkStackPage *page;

  g_return_if_fail (CRM_IS_ROOM_PAGE (self));
  g_return_if_fail (GTK_IS_WIDGET (view));

  page = gtk_stack_add_titled (GTK_STACK (self->views), view, name, title);
  if (icon != NULL)
    gtk_stack_page_set_icon_name (page, icon);
  gtk_widget_set_visible (self->switcher_box, TRUE);
}

void
crm_room_page_show_view (CrmRoomPage *self, const char *name)
{
  g_return_if_fail (CRM_IS_ROOM_PAGE (self));
  g_return_if_fail (gtk_stack_get_child_by_name (GTK_STACK (self->views), name) != NULL);

  gtk_stack_set_visible_child_name (GTK_STACK (self->views), name);
}

/* --- Verbs ------------------------------------------------------------------------------------ */

void
crm_room_page_open (CrmRoomPage *self, gint64 id)
{
  g_return_if_fail (CRM_IS_ROOM_PAGE (self));

  g_signal_emit (self, kept_signal, 0, id);
  self->following = TRUE;
  load (self, id);
  show_card (self, TRUE);
  if (self->opening == 0)
    crm_card_enter (self->card);
}

void
crm_room_page_show_draft (CrmRoomPage *self, CrmDraft *draft)
{
  g_return_if_fail (CRM_IS_ROOM_PAGE (self));
  g_return_if_fail (CRM_IS_DRAFT (draft));

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (crm_draft_is_new (draft)) {
    g_signal_handlers_disconnect_by_func (draft, on_created_cb, self);
    g_signal_connect_object (draft, "created", G_CALLBACK (on_created_cb), self, G_CONNECT_SWAPPED);
  }
  crm_card_set_draft (self->card, draft);
  show_card (self, TRUE);
  crm_card_focus (self->card, NULL);
}

/* --- What a person has before them ------------------------------------------------------------ */

struct _CrmRoomPlace {
  CrmDraft *draft; /* or NULL */
  char *card_page;
  char *field;
  char *words;
  gboolean card_shown;
};

void
crm_room_place_free (CrmRoomPlace *place)
{
  g_clear_object (&place->draft);
  g_free (place->card_page);
  g_free (place->field);
  g_free (place->words);
  g_free (place);
}

CrmRoomPlace *
crm_room_page_note_place (CrmRoomPage *self)
{
  CrmRoomPlace *place;

  g_return_val_if_fail (CRM_IS_ROOM_PAGE (self), NULL);

  place = g_new0 (CrmRoomPlace, 1);
  g_set_object (&place->draft, crm_card_get_draft (self->card));
  place->card_page = g_strdup (crm_card_get_page (self->card));
  place->field = g_strdup (crm_card_get_focused (self->card));
  place->words = g_strdup (crm_list_view_get_words (self->list_view));
  place->card_shown = self->card_shown;

  return place;
}

void
crm_room_page_take_place (CrmRoomPage *self, CrmRoomPlace *place)
{
  g_autoptr (CrmRoomPlace) taken = place;

  g_return_if_fail (CRM_IS_ROOM_PAGE (self));
  g_return_if_fail (place != NULL);

  if (taken->words != NULL && *taken->words != '\0')
    crm_list_view_search (self->list_view, taken->words);
  if (taken->draft == NULL)
    return;
  self->following = TRUE;
  crm_card_set_draft (self->card, taken->draft);
  show_card (self, taken->card_shown);
  if (taken->field != NULL)
    crm_card_focus (self->card, taken->field);
  else if (taken->card_page != NULL)
    crm_card_show_page (self->card, taken->card_page);
}

void
crm_room_page_new_record (CrmRoomPage *self)
{
  g_autoptr (CrmDraft) draft = NULL;
  g_autofree char *why = NULL;
  CrmDraft *kept;

  g_return_if_fail (CRM_IS_ROOM_PAGE (self));

  if (crm_office_is_read_only (crm_desk_get_office (self->desk))) {
    crm_desk_say (self->desk, _ ("This office can only be read."));
    return;
  }
  if (!crm_office_may (crm_desk_get_office (self->desk), CRM_ACTION_CREATE, self->entity, &why)) {
    crm_desk_say (self->desk, why);
    return;
  }
  crm_list_view_unselect (self->list_view);
  /* What was begun earlier and not finished comes back. */
  kept = crm_desk_find_draft (self->desk, self->entity->name, 0);
  draft = kept != NULL ? g_object_ref (kept) : crm_draft_new_record (self->desk, self->entity);
  crm_room_page_show_draft (self, draft);
}

void
crm_room_page_find (CrmRoomPage *self)
{
  g_return_if_fail (CRM_IS_ROOM_PAGE (self));

  if (self->folded)
    show_card (self, FALSE);
  gtk_stack_set_visible_child (GTK_STACK (self->views), GTK_WIDGET (self->list_view));
  crm_list_view_focus_search (self->list_view);
}

void
crm_room_page_step (CrmRoomPage *self, int by)
{
  g_return_if_fail (CRM_IS_ROOM_PAGE (self));

  crm_list_view_step (self->list_view, by);
}

void
crm_room_page_edit (CrmRoomPage *self)
{
  g_return_if_fail (CRM_IS_ROOM_PAGE (self));

  if (crm_card_get_draft (self->card) == NULL)
    return;
  show_card (self, TRUE);
  crm_card_focus (self->card, NULL);
}

gboolean
crm_room_page_back (CrmRoomPage *self)
{
  g_return_val_if_fail (CRM_IS_ROOM_PAGE (self), FALSE);

  if (!self->folded || !self->card_shown)
    return FALSE;
  crm_card_leave (self->card);
  show_card (self, FALSE);

  return TRUE;
}

void
crm_room_page_leave (CrmRoomPage *self)
{
  g_return_if_fail (CRM_IS_ROOM_PAGE (self));

  crm_card_leave (self->card);
}
