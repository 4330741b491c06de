/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-trash.h"

#include "base/crm-error.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What goes to the trash, and as what it was seen. */
typedef struct {
  CrmDesk *desk;
  const char *entity;
  GArray *ids;
  GArray *versions; /* or NULL */
} Put;

static void put (Put *self);

static void
put_free (Put *self)
{
  g_object_unref (self->desk);
  g_array_unref (self->ids);
  g_clear_pointer (&self->versions, g_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Put, put_free)

static void
free_with_dialog (gpointer data, GClosure *closure)
{
  if (data != NULL)
    put_free (data);
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Put *self)
{
  Put *again;

  if (!g_str_equal (response, "delete"))
    return;
  again = g_new0 (Put, 1);
  again->desk = g_object_ref (self->desk);
  again->entity = self->entity;
  again->ids = g_array_ref (self->ids);
  put (again);
}

/* A colleague has changed it since it was looked at. Takes what is to be put. */
static void
ask (Put *self, const char *why)
{
  GApplication *application = g_application_get_default ();
  GtkWindow *parent =
    application != NULL ? gtk_application_get_active_window (GTK_APPLICATION (application)) : NULL;
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Move to the Trash All the Same?"), why);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "delete",
                                    _ ("_Move to the Trash"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response_cb), self, free_with_dialog,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_put_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (Put) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!crm_office_delete_finish (CRM_OFFICE (office), result, &error)) {
    if (g_error_matches (error, CRM_ERROR, CRM_ERROR_CONFLICT) && self->versions != NULL)
      ask (g_steal_pointer (&self), error->message);
    else
      crm_desk_report (self->desk, error);
    return;
  }
  text = g_strdup_printf (
    ngettext ("%u record is in the trash", "%u records are in the trash", self->ids->len),
    self->ids->len);
  crm_desk_say_with (self->desk, text, _ ("Undo"), "win.undo");
}

static void
put (Put *self)
{
  crm_office_delete_async (crm_desk_get_office (self->desk), self->entity, self->ids,
                           self->versions, NULL, on_put_cb, self);
}

static void
on_restored_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmDesk *desk = g_task_get_source_object (task);
  GArray *ids = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!crm_office_restore_finish (CRM_OFFICE (office), result, &error)) {
    crm_desk_report (desk, error);
    return;
  }
  text = g_strdup_printf (
    ngettext ("%u record is back from the trash", "%u records are back from the trash", ids->len),
    ids->len);
  crm_desk_say_with (desk, text, _ ("Undo"), "win.undo");
}

static GTask *
new_task (CrmDesk *desk, GArray *ids)
{
  GTask *task = g_task_new (desk, NULL, NULL, NULL);

  g_task_set_task_data (task, ids, (GDestroyNotify)g_array_unref);

  return task;
}

void
crm_trash_put (CrmDesk *desk, const char *entity, GArray *ids, GArray *versions)
{
  Put *self;

  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (entity != NULL && ids != NULL);

  self = g_new0 (Put, 1);
  self->desk = g_object_ref (desk);
  self->entity = g_intern_string (entity);
  self->ids = ids;
  self->versions = versions;
  put (self);
}

void
crm_trash_restore (CrmDesk *desk, const char *entity, GArray *ids)
{
  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (entity != NULL && ids != NULL);

  crm_office_restore_async (crm_desk_get_office (desk), entity, ids, NULL, on_restored_cb,
                            new_task (desk, ids));
}
