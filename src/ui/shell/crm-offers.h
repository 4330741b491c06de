/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Quiet lines over a page that offer something and wait: each has one thing to do, and goes when it
 * was done or is not wanted. */
#define CRM_TYPE_OFFERS (crm_offers_get_type ())
G_DECLARE_FINAL_TYPE (CrmOffers, crm_offers, CRM, OFFERS, AdwBin)

typedef void (*CrmOfferFunc) (gpointer user_data);

/* @dismissed: (nullable): the person does not want it. @user_data is freed by @destroy when the
 * line goes. */
void crm_offers_add (CrmOffers *self,
                     const char *text,
                     const char *button,
                     CrmOfferFunc accepted,
                     CrmOfferFunc dismissed,
                     gpointer user_data,
                     GDestroyNotify destroy);
void crm_offers_clear (CrmOffers *self);
guint crm_offers_get_n (CrmOffers *self);
/* Does what the nth one offers. */
void crm_offers_accept (CrmOffers *self, guint n);

G_END_DECLS
