/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/clients/crm-client-glance.h"
#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What one wants to know of a client before reading: what they are to us, whose they are, when we
 * last spoke and what comes next. */
#define CRM_TYPE_CLIENT_HEAD (crm_client_head_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientHead, crm_client_head, CRM, CLIENT_HEAD, AdwBin)

CrmClientHead *crm_client_head_new (void);
/* @glance: (nullable): while it is being read. */
void crm_client_head_show (CrmClientHead *self, CrmDraft *draft, const CrmClientGlance *glance);

/* Why what the button makes is forbidden; NULL when it is not. */
void crm_client_head_tell (CrmClientHead *self, const char *action, const char *why);

G_END_DECLS
