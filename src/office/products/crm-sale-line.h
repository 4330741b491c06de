/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-describe.h"

/* A line of goods and services, said once for what is sold and what is written about it: deals and
 * papers have the same, and one that is carried from the first to the second loses nothing. */

/** What is sold, by the office's directory of products. */
#define CRM_SALE_LINE_PRODUCT                                                                 \
  {                                                                                           \
    .name = "product", .label = N_ ("Product"), .type = CRM_FIELD_REFERENCE, .ref = "product" \
  }

/** What it is called, how much of it, for how much; the sums are derived (crm-totals.h). */
#define CRM_SALE_LINE_FIELDS                                                                     \
  { .name = "name",                                                                              \
    .label = N_ ("Name"),                                                                        \
    .type = CRM_FIELD_TEXT,                                                                      \
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED,                                            \
    .max = 2000 },                                                                               \
    { .name = "quantity",                                                                        \
      .label = N_ ("Quantity"),                                                                  \
      .type = CRM_FIELD_QUANTITY,                                                                \
      .flags = CRM_FIELD_REQUIRED | CRM_FIELD_COMPACT,                                           \
      .initial = "1" },                                                                          \
    { .name = "unit",                                                                            \
      .label = N_ ("Unit"),                                                                      \
      .type = CRM_FIELD_REFERENCE,                                                               \
      .flags = CRM_FIELD_COMPACT,                                                                \
      .ref = "unit" },                                                                           \
    { .name = "price",                                                                           \
      .label = N_ ("Price"),                                                                     \
      .type = CRM_FIELD_PRICE,                                                                   \
      .flags = CRM_FIELD_COMPACT,                                                                \
      .currency = "currency" },                                                                  \
    { .name = "discount",                                                                        \
      .label = N_ ("Discount"),                                                                  \
      .type = CRM_FIELD_PERCENT,                                                                 \
      .flags = CRM_FIELD_COMPACT },                                                              \
    { .name = "tax_rate",                                                                        \
      .label = N_ ("VAT rate"),                                                                  \
      .type = CRM_FIELD_REFERENCE,                                                               \
      .flags = CRM_FIELD_COMPACT,                                                                \
      .ref = "tax_rate" },                                                                       \
    { .name = "tax",                                                                             \
      .label = N_ ("VAT, %"),                                                                    \
      .type = CRM_FIELD_PERCENT,                                                                 \
      .flags = CRM_FIELD_READ_ONLY },                                                            \
    { .name = "tax_included",                                                                    \
      .label = N_ ("The price contains VAT"),                                                    \
      .type = CRM_FIELD_YESNO,                                                                   \
      .flags = CRM_WRITTEN },                                                                    \
    { .name = "sum",                                                                             \
      .label = N_ ("Sum"),                                                                       \
      .type = CRM_FIELD_MONEY,                                                                   \
      .flags = CRM_FIELD_DERIVED,                                                                \
      .currency = "currency" },                                                                  \
  {                                                                                              \
    .name = "tax_sum", .label = N_ ("VAT"), .type = CRM_FIELD_MONEY, .flags = CRM_FIELD_DERIVED, \
    .currency = "currency"                                                                       \
  }
