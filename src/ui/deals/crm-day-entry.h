/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmDayEntry:
 *
 * A day, typed as people type days or chosen from a calendar. Signal "taken": it is another one, or
 * can no longer be read.
 */
#define CRM_TYPE_DAY_ENTRY (crm_day_entry_get_type ())
G_DECLARE_FINAL_TYPE (CrmDayEntry, crm_day_entry, CRM, DAY_ENTRY, AdwBin)

CrmDayEntry *crm_day_entry_new (void);

/* @today: what "+3" counts from. */
void crm_day_entry_set_day (CrmDayEntry *self, const char *day, const char *today, CrmLang lang);
/* What is typed is taken first. (nullable): NULL when it is empty. */
const char *crm_day_entry_get_day (CrmDayEntry *self);
/* Why the text is no day; NULL when it is one. */
const char *crm_day_entry_get_trouble (CrmDayEntry *self);
/* What it is called, for those who hear the window. */
void crm_day_entry_set_label (CrmDayEntry *self, GtkWidget *label);

G_END_DECLS
