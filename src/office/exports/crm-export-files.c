/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/exports/crm-export-private.h"

#include "model/crm-format.h"
#include "office/documents/crm-document.h"
#include "office/files/crm-attachment.h"
#include "store/crm-content.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Pictures in fields -------------------------------------------------------------------------
 */

static const char *
ending_of (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size > 4 && data[0] == 0x89 && data[1] == 'P')
    return "png";
  if (size > 4 && data[0] == 0xff && data[1] == 0xd8)
    return "jpg";
  if (size > 4 && data[0] == '%' && data[1] == 'P')
    return "pdf";

  return "bin";
}

static gboolean
add_blobs (CrmExport *self, CrmRecord *record, gpointer data, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_at (record, i);
    g_autofree char *name = NULL;

    if (field->type != CRM_FIELD_BLOB || value->kind != CRM_VALUE_BLOB)
      continue;
    name = g_strdup_printf ("files/%" G_GINT64_FORMAT " %s.%s", crm_record_get_id (record),
                            crm_field_get_label (field), ending_of (value->blob));
    crm_zip_add (self->zip, name, g_bytes_get_data (value->blob, NULL),
                 g_bytes_get_size (value->blob), FALSE);
  }

  return TRUE;
}

/* --- Files at records ---------------------------------------------------------------------------
 */

typedef struct {
  const char *hash;
  gint64 piece;
  GBytes *bytes;
} Piece;

static gboolean
read_piece (CrmTxn *txn, gpointer data, GError **error)
{
  Piece *piece = data;
  g_autoptr (GError) local = NULL;

  g_clear_pointer (&piece->bytes, g_bytes_unref);
  piece->bytes = crm_txn_read_content (txn, piece->hash, piece->piece, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
add_attachment (CrmExport *self, CrmRecord *record, gpointer data, GError **error)
{
  Piece piece = { .hash = crm_record_get_text (record, "hash") };
  g_autofree char *clean = crm_attachment_clean_name (crm_record_get_text (record, "name"));
  g_autofree char *name =
    g_strdup_printf ("files/%" G_GINT64_FORMAT " %s", crm_record_get_id (record), clean);
  gboolean ok = TRUE;

  crm_zip_begin (self->zip, name, TRUE);
  do {
    ok = !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
         crm_office_run (self->office, CRM_TXN_READ, NULL, read_piece, &piece, error);
    if (ok && piece.bytes != NULL)
      crm_zip_write (self->zip, g_bytes_get_data (piece.bytes, NULL),
                     g_bytes_get_size (piece.bytes));
    piece.piece++;
  } while (ok && piece.bytes != NULL);
  g_clear_pointer (&piece.bytes, g_bytes_unref);
  crm_zip_end (self->zip);

  return ok;
}

static gboolean
has_blobs (const CrmEntity *entity)
{
  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (entity->fields[i].type == CRM_FIELD_BLOB)
      return TRUE;

  return FALSE;
}

gboolean
_crm_export_files (CrmExport *self, const CrmEntity *entity, GError **error)
{
  if (g_str_equal (entity->name, "attachment"))
    return _crm_export_walk (self, entity, add_attachment, NULL, error);

  return !has_blobs (entity) || _crm_export_walk (self, entity, add_blobs, NULL, error);
}

/* --- Papers -------------------------------------------------------------------------------------
 */

typedef struct {
  gint64 document;
  CrmPaper *paper;
} Paper;

static gboolean
read_paper (CrmTxn *txn, gpointer data, GError **error)
{
  Paper *paper = data;

  g_clear_pointer (&paper->paper, crm_paper_unref);
  paper->paper = crm_document_paper (txn, paper->document, error);

  return paper->paper != NULL;
}

/* A paper that cannot be made any more is not worth losing the rest: a text in its place says why.
 */
static void
add_reason (CrmExport *self, const char *title, const GError *error)
{
  g_autofree char *name = g_strdup_printf ("papers/%s.txt", title);

  crm_zip_add (self->zip, name, error->message, strlen (error->message), TRUE);
}

static gboolean
add_paper (CrmExport *self, CrmRecord *record, gpointer data, GError **error)
{
  Paper paper = { .document = crm_record_get_id (record) };
  g_autofree char *plain = NULL;
  g_autofree char *title = NULL;
  g_autofree char *clean = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) local = NULL;

  if (g_strcmp0 (crm_record_get_text (record, "state"), "draft") == 0)
    return TRUE;
  plain = crm_record_title (record);
  title = g_strdup_printf ("%s %" G_GINT64_FORMAT, plain, paper.document);
  clean = crm_attachment_clean_name (title);
  if (crm_office_run (self->office, CRM_TXN_READ, NULL, read_paper, &paper, &local))
    pdf = crm_paper_to_pdf (paper.paper, &local);
  if (pdf != NULL) {
    g_autofree char *name = g_strdup_printf ("papers/%s.pdf", clean);

    crm_zip_add (self->zip, name, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), FALSE);
  } else {
    add_reason (self, clean, local);
  }
  g_clear_pointer (&paper.paper, crm_paper_unref);

  return TRUE;
}

gboolean
_crm_export_papers (CrmExport *self, GError **error)
{
  g_autoptr (CrmSchema) schema = crm_office_get_schema (self->office);
  const CrmEntity *entity = crm_schema_find (schema, "document");

  if (entity == NULL || !crm_office_may (self->office, CRM_ACTION_READ, entity, NULL))
    return TRUE;
  if (self->progress != NULL)
    self->progress (_ ("Papers"), 0.95, self->progress_data);

  return _crm_export_walk (self, entity, add_paper, NULL, error);
}
