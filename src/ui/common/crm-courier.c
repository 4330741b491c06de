/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-courier.h"

#include "office/files/crm-drop.h"

#include <glib/gi18n-lib.h>

struct _CrmCourier {
  GObject parent_instance;

  GQueue waiting; /* of Parcel */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmCourier, crm_courier, G_TYPE_OBJECT)

enum {
  SIGNAL_BEGAN,
  SIGNAL_PROGRESSED,
  SIGNAL_ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* One file, where it goes, and what came of it. */
typedef struct {
  CrmCourier *courier;
  CrmDesk *desk;
  gint64 record;
  gboolean named;
  GFile *file;
  CrmDropKind kind;
  char *title; /* of the record */
} Parcel;

static void
parcel_free (gpointer data)
{
  Parcel *self = data;

  g_clear_object (&self->courier);
  g_object_unref (self->desk);
  g_object_unref (self->file);
  g_free (self->title);
  g_free (self);
}

static void bring_next (CrmCourier *self);

/* --- What is said ----------------------------------------------------------------------------- */

/* (transfer full) */
static char *
words_of (const Parcel *parcel)
{
  g_autofree char *name = g_file_get_basename (parcel->file);

  switch (parcel->kind) {
  case CRM_DROP_LETTER:
    /* Translators: the name of a client or of another record. */
    return parcel->title != NULL
             ? g_strdup_printf (_ ("The letter stands on the timeline of “%s”"), parcel->title)
             : g_strdup (_ ("The letter stands on the timeline"));
  case CRM_DROP_UNREAD:
    return parcel->title != NULL
             /* Translators: the name of a file, and that of a client or of another record. */
             ? g_strdup_printf (_ ("“%s” could not be read as a letter: it lies at “%s” as a file"),
                                name, parcel->title)
             : g_strdup (_ ("This could not be read as a letter: it lies here as a file"));
  case CRM_DROP_NOTHING:
  case CRM_DROP_FILE:
  default:
    return parcel->title != NULL
             /* Translators: the name of a file, and that of a client or of another record. */
             ? g_strdup_printf (_ ("“%s” lies at “%s” now"), name, parcel->title)
             : g_strdup (_ ("The file lies here now"));
  }
}

static void
finish (Parcel *parcel)
{
  g_autoptr (CrmCourier) self = g_object_ref (parcel->courier);
  g_autofree char *words = words_of (parcel);

  if (parcel->kind != CRM_DROP_NOTHING)
    crm_desk_say_with (parcel->desk, words, _ ("Undo"), "win.undo");
  parcel_free (parcel);
  g_clear_object (&self->cancellable);
  bring_next (self);
}

static gboolean
read_title (CrmTxn *txn, gpointer data, GError **error)
{
  Parcel *parcel = data;

  g_free (parcel->title);
  parcel->title = crm_txn_title (txn, parcel->record, NULL);

  return TRUE;
}

static void
on_title_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  crm_office_run_finish (CRM_OFFICE (office), result, NULL);
  finish (data);
}

static void
on_dropped_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  Parcel *parcel = data;
  g_autoptr (GError) error = NULL;

  parcel->kind = crm_drop_finish (CRM_OFFICE (office), result, NULL, &error);
  if (parcel->kind == CRM_DROP_NOTHING)
    crm_desk_report (parcel->desk, error);
  if (parcel->kind == CRM_DROP_NOTHING || !parcel->named)
    finish (parcel);
  else
    crm_office_run_async (CRM_OFFICE (office), CRM_TXN_READ, NULL, read_title, parcel, NULL, NULL,
                          on_title_read_cb, parcel);
}

/* --- Bringing --------------------------------------------------------------------------------- */

static void
on_progress_cb (gint64 done, gint64 total, gpointer data)
{
  Parcel *parcel = data;

  if (total > 0)
    g_signal_emit (parcel->courier, signals[SIGNAL_PROGRESSED], 0, (double)done / (double)total);
}

static void
bring_next (CrmCourier *self)
{
  Parcel *parcel;

  if (self->cancellable != NULL)
    return;
  parcel = g_queue_pop_head (&self->waiting);
  if (parcel == NULL) {
    g_signal_emit (self, signals[SIGNAL_ENDED], 0);
    return;
  }
  /* It stays until what is on its way has come. */
  parcel->courier = g_object_ref (self);
  self->cancellable = g_cancellable_new ();
  g_signal_emit (self, signals[SIGNAL_BEGAN], 0, parcel->file);
  crm_drop_async (crm_desk_get_office (parcel->desk), parcel->record, parcel->file,
                  self->cancellable, on_progress_cb, on_dropped_cb, parcel);
}

static void
crm_courier_finalize (GObject *object)
{
  CrmCourier *self = CRM_COURIER (object);

  g_queue_clear_full (&self->waiting, parcel_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (crm_courier_parent_class)->finalize (object);
}

static void
crm_courier_class_init (CrmCourierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_courier_finalize;

  signals[SIGNAL_BEGAN] = g_signal_new ("began", CRM_TYPE_COURIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[SIGNAL_PROGRESSED] = g_signal_new ("progressed", CRM_TYPE_COURIER, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", CRM_TYPE_COURIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
crm_courier_init (CrmCourier *self)
{
  g_queue_init (&self->waiting);
}

CrmCourier *
crm_courier_new (void)
{
  return g_object_new (CRM_TYPE_COURIER, NULL);
}

void
crm_courier_bring (CrmCourier *self, CrmDesk *desk, gint64 record, gboolean named, GFile *file)
{
  Parcel *parcel;

  g_return_if_fail (CRM_IS_COURIER (self));
  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (G_IS_FILE (file));

  parcel = g_new0 (Parcel, 1);
  parcel->desk = g_object_ref (desk);
  parcel->record = record;
  parcel->named = named;
  parcel->file = g_object_ref (file);
  g_queue_push_tail (&self->waiting, parcel);
  bring_next (self);
}

gboolean
crm_courier_is_busy (CrmCourier *self)
{
  g_return_val_if_fail (CRM_IS_COURIER (self), FALSE);

  return self->cancellable != NULL;
}

void
crm_courier_cancel (CrmCourier *self)
{
  g_return_if_fail (CRM_IS_COURIER (self));

  g_queue_clear_full (&self->waiting, parcel_free);
  g_cancellable_cancel (self->cancellable);
}

/* --- What is dropped -------------------------------------------------------------------------- */

GtkDropTarget *
crm_courier_new_target (void)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_FILE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));

  return target;
}

GPtrArray *
crm_courier_files_of (const GValue *value)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (G_IS_VALUE (value), NULL);

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    g_autoptr (GSList) list = gdk_file_list_get_files (g_value_get_boxed (value));

    for (GSList *l = list; l != NULL; l = l->next)
      g_ptr_array_add (files, g_object_ref (l->data));
  } else if (G_VALUE_HOLDS (value, G_TYPE_FILE) && g_value_get_object (value) != NULL) {
    g_ptr_array_add (files, g_value_dup_object (value));
  }

  return files->len > 0 ? g_steal_pointer (&files) : NULL;
}
