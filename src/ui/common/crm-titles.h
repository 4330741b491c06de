/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-query.h"
#include "ui/common/crm-desk.h"

G_BEGIN_DECLS

/* Titles of records that filters name by id: read once, then known. */
typedef struct _CrmTitles CrmTitles;

CrmTitles *crm_titles_new (CrmDesk *desk);
void crm_titles_free (CrmTitles *self);
/* A #CrmTitleFunc: @titles is a #CrmTitles. */
const char *crm_titles_get (gint64 id, gpointer titles);
void crm_titles_set (CrmTitles *self, gint64 id, const char *title);
/* What was changed may have another title now, and is to be read again. TRUE when any was known. */
gboolean crm_titles_forget (CrmTitles *self, const CrmChange *change);
/* Reads what the condition names and is not known; then @callback, unless freed before. */
void crm_titles_read (CrmTitles *self,
                      const CrmCondition *condition,
                      void (*callback) (gpointer user_data),
                      gpointer user_data);

G_END_DECLS
