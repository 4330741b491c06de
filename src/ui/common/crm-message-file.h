/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-message.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the window said in this office, kept over restarts: the last 500. */
typedef struct _CrmMessageFile CrmMessageFile;

/* Reads what was kept into @messages, newest first. */
CrmMessageFile *crm_message_file_new (const char *path, GListStore *messages);
/* Writes what waits to be written. */
void crm_message_file_free (CrmMessageFile *self);
void crm_message_file_add (CrmMessageFile *self, CrmMessage *message);

G_END_DECLS
