/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

G_BEGIN_DECLS

/* Lines of a party: how it is reached and paid. */
extern const CrmEntity crm_phone_entity;
extern const CrmEntity crm_email_entity;
extern const CrmEntity crm_address_entity;
extern const CrmEntity crm_bank_account_entity;

G_END_DECLS
