/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Something the window said, kept so that it can be read again. */
#define CRM_TYPE_MESSAGE (crm_message_get_type ())
G_DECLARE_FINAL_TYPE (CrmMessage, crm_message, CRM, MESSAGE, GObject)

/* What a message was about; all of it may be missing. */
typedef struct {
  gint64 operation;   /* that may be undone from it */
  const char *entity; /* of the record that it was about; interned */
  gint64 id;
} CrmMessageSubject;

/* @at: UTC milliseconds. @subject: (nullable) */
CrmMessage *
crm_message_new (const char *text, gboolean trouble, gint64 at, const CrmMessageSubject *subject);
const CrmMessageSubject *crm_message_get_subject (CrmMessage *self);
const char *crm_message_get_text (CrmMessage *self);
gboolean crm_message_is_trouble (CrmMessage *self);
gint64 crm_message_get_at (CrmMessage *self);

G_END_DECLS
