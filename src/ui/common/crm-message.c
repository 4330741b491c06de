/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-message.h"

struct _CrmMessage {
  GObject parent_instance;

  char *text;
  gboolean trouble;
  gint64 at;
  CrmMessageSubject subject;
};

G_DEFINE_FINAL_TYPE (CrmMessage, crm_message, G_TYPE_OBJECT)

static void
crm_message_finalize (GObject *object)
{
  g_free (CRM_MESSAGE (object)->text);

  G_OBJECT_CLASS (crm_message_parent_class)->finalize (object);
}

static void
crm_message_class_init (CrmMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_message_finalize;
}

static void
crm_message_init (CrmMessage *self)
{
}

CrmMessage *
crm_message_new (const char *text, gboolean trouble, gint64 at, const CrmMessageSubject *subject)
{
  CrmMessage *self = g_object_new (CRM_TYPE_MESSAGE, NULL);

  self->text = g_strdup (text);
  self->trouble = trouble;
  self->at = at;
  if (subject != NULL)
    self->subject = *subject;

  return self;
}

const CrmMessageSubject *
crm_message_get_subject (CrmMessage *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE (self), NULL);

  return &self->subject;
}

const char *
crm_message_get_text (CrmMessage *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE (self), NULL);

  return self->text;
}

gboolean
crm_message_is_trouble (CrmMessage *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE (self), FALSE);

  return self->trouble;
}

gint64
crm_message_get_at (CrmMessage *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE (self), 0);

  return self->at;
}
