/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A sentence that stands over a page while something is the matter, with one thing to do about it.
 * Not AdwBanner, which is newer than the floor. */
#define CRM_TYPE_BANNER (crm_banner_get_type ())
G_DECLARE_FINAL_TYPE (CrmBanner, crm_banner, CRM, BANNER, AdwBin)

CrmBanner *crm_banner_new (void);
/* @text: (nullable): hides it. @button and @action: (nullable): its button and what it does. */
void crm_banner_show (CrmBanner *self, const char *text, const char *button, const char *action);
/* (nullable): what it says now. */
const char *crm_banner_get_text (CrmBanner *self);

G_END_DECLS
