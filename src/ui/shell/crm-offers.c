/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-offers.h"

#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CrmOffers *offers;
  GtkWidget *row;
  CrmOfferFunc accepted;
  CrmOfferFunc dismissed;
  gpointer user_data;
  GDestroyNotify destroy;
} Offer;

struct _CrmOffers {
  AdwBin parent_instance;

  GtkWidget *box;
  GPtrArray *all; /* of Offer */
};

G_DEFINE_FINAL_TYPE (CrmOffers, crm_offers, ADW_TYPE_BIN)

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  if (offer->destroy != NULL)
    offer->destroy (offer->user_data);
  g_free (offer);
}

static void
end_offer (Offer *offer, CrmOfferFunc func)
{
  CrmOffers *self = offer->offers;
  guint at;

  /* It goes first: what it does may clear all of them. */
  gtk_box_remove (GTK_BOX (self->box), offer->row);
  if (g_ptr_array_find (self->all, offer, &at))
    g_ptr_array_steal_index (self->all, at);
  if (func != NULL)
    func (offer->user_data);
  offer_free (offer);
}

static void
on_accepted_cb (Offer *offer)
{
  end_offer (offer, offer->accepted);
}

static void
on_dismissed_cb (Offer *offer)
{
  end_offer (offer, offer->dismissed);
}

static void
crm_offers_dispose (GObject *object)
{
  crm_offers_clear (CRM_OFFERS (object));

  G_OBJECT_CLASS (crm_offers_parent_class)->dispose (object);
}

static void
crm_offers_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_OFFERS (object)->all);

  G_OBJECT_CLASS (crm_offers_parent_class)->finalize (object);
}

static void
crm_offers_class_init (CrmOffersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_offers_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_offers_finalize;
}

static void
crm_offers_init (CrmOffers *self)
{
  self->all = g_ptr_array_new_with_free_func (offer_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

void
crm_offers_add (CrmOffers *self,
                const char *text,
                const char *button,
                CrmOfferFunc accepted,
                CrmOfferFunc dismissed,
                gpointer user_data,
                GDestroyNotify destroy)
{
  Offer *offer;
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *accept = gtk_button_new_with_label (button);
  GtkWidget *dismiss = gtk_button_new_from_icon_name ("window-close-symbolic");

  g_return_if_fail (CRM_IS_OFFERS (self));

  offer = g_new0 (Offer, 1);
  offer->offers = self;
  offer->accepted = accepted;
  offer->dismissed = dismissed;
  offer->user_data = user_data;
  offer->destroy = destroy;
  offer->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (accept, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (dismiss, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (dismiss, "flat");
  crm_spoken_set (dismiss, _ ("Not now"));
  gtk_box_append (GTK_BOX (offer->row), label);
  gtk_box_append (GTK_BOX (offer->row), accept);
  gtk_box_append (GTK_BOX (offer->row), dismiss);
  gtk_widget_add_css_class (offer->row, "crm-offer");
  g_signal_connect_swapped (accept, "clicked", G_CALLBACK (on_accepted_cb), offer);
  g_signal_connect_swapped (dismiss, "clicked", G_CALLBACK (on_dismissed_cb), offer);
  gtk_box_append (GTK_BOX (self->box), offer->row);
  g_ptr_array_add (self->all, offer);
}

void
crm_offers_clear (CrmOffers *self)
{
  g_return_if_fail (CRM_IS_OFFERS (self));

  for (guint i = 0; i < self->all->len; i++)
    gtk_box_remove (GTK_BOX (self->box), ((Offer *)g_ptr_array_index (self->all, i))->row);
  g_ptr_array_set_size (self->all, 0);
}

guint
crm_offers_get_n (CrmOffers *self)
{
  g_return_val_if_fail (CRM_IS_OFFERS (self), 0);

  return self->all->len;
}

void
crm_offers_accept (CrmOffers *self, guint n)
{
  g_return_if_fail (CRM_IS_OFFERS (self));
  g_return_if_fail (n < self->all->len);

  on_accepted_cb (g_ptr_array_index (self->all, n));
}
