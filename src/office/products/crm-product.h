/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* What the office sells, and its prices. */
extern const CrmEntity crm_product_entity;
extern const CrmEntity crm_price_entity;

/**
 * crm_product_find_price:
 * @product: with its lines.
 * @price: (out): in 1/10000 of the currency.
 *
 * The price that holds on @day for @quantity (1/1000): of those in the currency that have begun and
 * whose least quantity is reached, the one with the greatest least quantity, then the newest. FALSE
 * when there is none: a price in another currency is not converted.
 */
gboolean crm_product_find_price (const CrmRecord *product,
                                 const char *currency,
                                 const char *day,
                                 gint64 quantity,
                                 gint64 *price);

G_END_DECLS
