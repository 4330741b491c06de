/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-titles.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmColoursDialog:
 *
 * The rules that colour a list: each a condition, a tone and a word. The first that holds counts.
 *
 * Signals: "applied" (GArray of CrmColourRule).
 */
#define CRM_TYPE_COLOURS_DIALOG (crm_colours_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmColoursDialog, crm_colours_dialog, CRM, COLOURS_DIALOG, AdwWindow)

/* @titles must outlive it. @colours: (element-type CrmColourRule): copied. */
CrmColoursDialog *crm_colours_dialog_new (CrmDesk *desk,
                                          const CrmEntity *entity,
                                          CrmTitles *titles,
                                          GArray *colours,
                                          GtkWindow *parent);
/* One more rule; takes the condition. */
void crm_colours_dialog_add (CrmColoursDialog *self,
                             CrmCondition *where,
                             CrmTone tone,
                             const char *word);
/* As the button does. */
void crm_colours_dialog_apply (CrmColoursDialog *self);

G_END_DECLS
