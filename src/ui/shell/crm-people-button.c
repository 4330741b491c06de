/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-people-button.h"

#include "base/crm-day.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

/* Initials that stand beside each other in the button; more are only counted. */
#define MOST_AVATARS 3

struct _CrmPeopleButton {
  AdwBin parent_instance;

  GtkWidget *button;
  GtkWidget *face; /* of the button */
  GtkWidget *popover;
  GtkWidget *list;

  CrmDesk *desk;
  GPtrArray *peers;  /* of CrmPeer, as they are shown */
  GHashTable *cards; /* id → Card */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmPeopleButton, crm_people_button, ADW_TYPE_BIN)

/* --- Titles of open cards --------------------------------------------------------------------- */

typedef struct {
  char *entity;
  char *title;
} Card;

static void
card_free (gpointer data)
{
  Card *card = data;

  g_free (card->entity);
  g_free (card->title);
  g_free (card);
}

typedef struct {
  GArray *ids;
  GHashTable *cards;
} Titles;

static void
titles_free (gpointer data)
{
  Titles *titles = data;

  g_array_unref (titles->ids);
  g_hash_table_unref (titles->cards);
  g_free (titles);
}

static GHashTable *
cards_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, card_free);
}

static gboolean
read_titles (CrmTxn *txn, gpointer data, GError **error)
{
  Titles *titles = data;

  g_hash_table_remove_all (titles->cards);
  for (guint i = 0; i < titles->ids->len; i++) {
    gint64 id = g_array_index (titles->ids, gint64, i);
    const char *entity = NULL;
    char *title = crm_txn_title (txn, id, &entity);
    Card *card;

    if (title == NULL)
      continue;
    card = g_new0 (Card, 1);
    card->entity = g_strdup (entity);
    card->title = title;
    g_hash_table_insert (titles->cards, g_memdup2 (&id, sizeof id), card);
  }
  return TRUE;
}

static void show_list (CrmPeopleButton *self);

static void
on_titles_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPeopleButton) self = data;
  g_autoptr (GError) error = NULL;
  Titles *titles = g_task_get_task_data (G_TASK (result));

  /* Without titles nobody's cards are shown. */
  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error))
    return;
  g_clear_pointer (&self->cards, g_hash_table_unref);
  self->cards = g_hash_table_ref (titles->cards);
  show_list (self);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static const char *
name_of (const CrmPeer *peer)
{
  return *peer->name != '\0' ? peer->name : peer->user;
}

static GtkWidget *
make_line (const char *text, const char *icon)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "caption");
  if (icon != NULL) {
    GtkWidget *image = gtk_image_new_from_icon_name (icon);

    gtk_widget_set_valign (image, GTK_ALIGN_START);
    gtk_widget_add_css_class (box, "crm-warned");
    gtk_box_append (GTK_BOX (box), image);
  } else {
    gtk_widget_add_css_class (label, "dim-label");
  }
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* What is not as it should be; (transfer full) (nullable). */
static char *
find_warning (const CrmPeer *peer, const CrmPeer *own)
{
  if (peer->frozen)
    return g_strdup (_ ("Does not answer"));
  if (own == NULL || peer == own)
    return NULL;
  if (peer->layout < own->layout)
    return g_strdup_printf (
      _ ("Kontor %s, too old for the next upgrade of the office; here it is %s"), peer->version,
      own->version);
  if (g_strcmp0 (peer->version, own->version) != 0)
    return g_strdup_printf (_ ("Kontor %s; here it is %s"), peer->version, own->version);
  return NULL;
}

static void
on_card_clicked_cb (GtkButton *button, CrmPeopleButton *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "id");
  const char *entity = g_object_get_data (G_OBJECT (button), "entity");

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  if (self->desk != NULL)
    crm_desk_open (self->desk, entity, *id, FALSE);
}

static GtkWidget *
make_card_button (CrmPeopleButton *self, gint64 id, const Card *card)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (card->title);
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), card->entity);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *spoken = NULL;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  if (entity != NULL && entity->icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (entity->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "crm-open-card");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  /* Translators: %s is a record's title. */
  spoken = g_strdup_printf (_ ("Open the card “%s”"), card->title);
  crm_spoken_set_tooltip (button, spoken);
  crm_spoken_set_name (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&id, sizeof id), g_free);
  g_object_set_data_full (G_OBJECT (button), "entity", g_strdup (card->entity), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_card_clicked_cb), self, 0);
  return button;
}

static void
add_cards (CrmPeopleButton *self, GtkBox *box, const CrmPeer *peer)
{
  for (guint i = 0; self->cards != NULL && i < CRM_PEER_CARDS; i++) {
    const Card *card = g_hash_table_lookup (self->cards, &peer->cards[i]);

    if (card != NULL)
      gtk_box_append (box, make_card_button (self, peer->cards[i], card));
  }
}

static char *
describe (CrmPeopleButton *self, const CrmPeer *peer)
{
  g_autofree char *since = crm_instant_format_relative (peer->since, crm_desk_get_now (self->desk),
                                                        crm_desk_get_lang (self->desk), NULL);

  if (peer->state == CRM_PEER_SAVING)
    return g_strdup_printf (_ ("%s, here since %s, is saving"), peer->host, since);
  if (peer->state == CRM_PEER_WAITING)
    return g_strdup_printf (_ ("%s, here since %s, waits to save"), peer->host, since);
  /* Translators: a computer's name; a time, as in “10:02”; a version of the program. */
  return g_strdup_printf (_ ("%s, here since %s, Kontor %s"), peer->host, since, peer->version);
}

static GtkWidget *
make_row (CrmPeopleButton *self, const CrmPeer *peer, const CrmPeer *own)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *avatar = adw_avatar_new (36, name_of (peer), TRUE);
  g_autofree char *title = NULL;
  g_autofree char *place = describe (self, peer);
  g_autofree char *warning = find_warning (peer, own);
  GtkWidget *name;

  /* Translators: a colleague's name, of the person at this desktop. */
  title = peer->own ? g_strdup_printf (_ ("%s (you)"), name_of (peer)) : g_strdup (name_of (peer));
  name = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), name);
  gtk_box_append (GTK_BOX (texts), make_line (place, NULL));
  if (warning != NULL)
    gtk_box_append (GTK_BOX (texts), make_line (warning, "dialog-warning-symbolic"));
  if (!peer->own)
    add_cards (self, GTK_BOX (texts), peer);
  gtk_box_append (GTK_BOX (row), avatar);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_widget_add_css_class (row, "crm-person");
  return row;
}

static const CrmPeer *
find_own (GPtrArray *peers)
{
  for (guint i = 0; i < peers->len; i++)
    if (((const CrmPeer *)g_ptr_array_index (peers, i))->own)
      return g_ptr_array_index (peers, i);
  return NULL;
}

static void
show_list (CrmPeopleButton *self)
{
  const CrmPeer *own = self->peers != NULL ? find_own (self->peers) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; self->desk != NULL && i < self->peers->len; i++)
    gtk_box_append (GTK_BOX (self->list), make_row (self, g_ptr_array_index (self->peers, i), own));
}

/* --- The button ------------------------------------------------------------------------------- */

static void
show_face (CrmPeopleButton *self)
{
  guint others = self->peers->len > 0 ? self->peers->len - 1 : 0;
  guint shown = 0;
  g_autofree char *spoken = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->face)) != NULL)
    gtk_box_remove (GTK_BOX (self->face), child);
  for (guint i = 0; i < self->peers->len && shown < MOST_AVATARS; i++) {
    const CrmPeer *peer = g_ptr_array_index (self->peers, i);

    if (peer->own)
      continue;
    gtk_box_append (GTK_BOX (self->face), adw_avatar_new (24, name_of (peer), TRUE));
    shown++;
  }
  if (others > shown) {
    g_autofree char *more = g_strdup_printf ("+%u", others - shown);

    gtk_box_append (GTK_BOX (self->face), gtk_label_new (more));
  }
  spoken = g_strdup_printf (
    ngettext ("%u colleague is in the office too", "%u colleagues are in the office too", others),
    others);
  crm_spoken_set (self->button, spoken);
  gtk_widget_set_visible (GTK_WIDGET (self), others > 0);
}

static void
ask_titles (CrmPeopleButton *self)
{
  Titles *titles = g_new0 (Titles, 1);

  titles->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  titles->cards = cards_new ();
  for (guint i = 0; i < self->peers->len; i++) {
    const CrmPeer *peer = g_ptr_array_index (self->peers, i);

    for (guint k = 0; k < CRM_PEER_CARDS; k++)
      if (peer->cards[k] != 0 && !peer->own)
        g_array_append_val (titles->ids, peer->cards[k]);
  }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_titles, titles,
                        titles_free, self->cancellable, on_titles_read_cb, g_object_ref (self));
}

static void
on_peers_changed_cb (CrmPeopleButton *self)
{
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  self->peers = crm_store_get_peers (crm_office_get_store (crm_desk_get_office (self->desk)));
  show_face (self);
  if (!gtk_widget_get_visible (self->popover))
    return;
  show_list (self);
  ask_titles (self);
}

static void
on_popover_show_cb (CrmPeopleButton *self)
{
  if (self->desk != NULL)
    on_peers_changed_cb (self);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_people_button_dispose (GObject *object)
{
  CrmPeopleButton *self = CRM_PEOPLE_BUTTON (object);

  crm_people_button_set_desk (self, NULL);
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_hash_table_unref);

  G_OBJECT_CLASS (crm_people_button_parent_class)->dispose (object);
}

static void
crm_people_button_class_init (CrmPeopleButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_people_button_dispose;
}

static void
crm_people_button_init (CrmPeopleButton *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->peers = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_peer_free);
  self->face = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 480);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), scrolled);
  gtk_widget_add_css_class (self->popover, "crm-people");
  g_signal_connect_object (self->popover, "show", G_CALLBACK (on_popover_show_cb), self,
                           G_CONNECT_SWAPPED);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), self->face);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  adw_bin_set_child (ADW_BIN (self), self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
crm_people_button_set_desk (CrmPeopleButton *self, CrmDesk *desk)
{
  g_return_if_fail (CRM_IS_PEOPLE_BUTTON (self));
  g_return_if_fail (desk == NULL || CRM_IS_DESK (desk));

  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_func (crm_desk_get_office (self->desk), on_peers_changed_cb,
                                          self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->desk, desk);
  if (desk == NULL) {
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    return;
  }
  g_signal_connect_object (crm_desk_get_office (desk), "peers-changed",
                           G_CALLBACK (on_peers_changed_cb), self, G_CONNECT_SWAPPED);
  on_peers_changed_cb (self);
}

void
crm_people_button_popup (CrmPeopleButton *self)
{
  g_return_if_fail (CRM_IS_PEOPLE_BUTTON (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}
