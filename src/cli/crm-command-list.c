/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-error.h"
#include "model/crm-format.h"
#include "office/lists/crm-export.h"
#include "office/people/crm-export-right.h"

#include <glib/gi18n-lib.h>

/* Rows fetched and printed at a time. */
#define CHUNK 100
/* A row that has not come after this long is not coming: its record went meanwhile. */
#define ROW_PATIENCE (10 * G_USEC_PER_SEC)

typedef struct {
  char *search;
  char *where;
  char *order;
  int limit;
  char *columns;
  gboolean trash;
  char *format;
  char *output;
} CrmListOptions;

static void
list_options_clear (CrmListOptions *self)
{
  g_free (self->search);
  g_free (self->where);
  g_free (self->order);
  g_free (self->columns);
  g_free (self->format);
  g_free (self->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmListOptions, list_options_clear)

/* What is being printed: the columns asked for, and behind them the currencies they need. */
typedef struct {
  CrmPrintFormat format;
  CrmRecordList *list;
  GPtrArray *paths;   /* of char*, NULL at the end: columns of the list */
  GPtrArray *fields;  /* of CrmField; NULL for the id */
  GArray *currencies; /* of int: the place of the currency's column, or -1 */
  GArray *shown;      /* of CrmPrintColumn */
  GError *error;
  const char *what; /* "Clients" */
} CrmListing;

static void
listing_clear (CrmListing *self)
{
  /* The list may outlive this for a moment: its reading thread holds it. */
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->currencies, g_array_unref);
  g_clear_pointer (&self->shown, g_array_unref);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmListing, listing_clear)

/* --- Columns ---------------------------------------------------------------------------------- */

static CrmPrintKind
print_kind (const CrmField *field)
{
  if (field == NULL)
    return CRM_PRINT_TEXT; /* an id does not fit into the numbers of JSON */
  if (field->type == CRM_FIELD_YESNO)
    return CRM_PRINT_YESNO;
  if (field->type == CRM_FIELD_INTEGER)
    return CRM_PRINT_INTEGER;

  return crm_field_is_figure (field) ? CRM_PRINT_FIGURE : CRM_PRINT_TEXT;
}

static gboolean
add_column (CrmListing *self,
            CrmSchema *schema,
            const CrmEntity *entity,
            const char *text,
            GError **error)
{
  g_autoptr (CrmPath) path = crm_path_new (schema, entity, text, error);
  CrmPrintColumn column = { 0 };
  const CrmField *field;

  if (path == NULL)
    return FALSE;
  field = crm_path_get_field (path);
  g_ptr_array_add (self->paths, g_strdup (text));
  g_ptr_array_add (self->fields, (gpointer)field);
  column.key = g_ptr_array_index (self->paths, self->paths->len - 1);
  column.label = field != NULL ? crm_field_get_label (field) : _ ("Id");
  column.kind = print_kind (field);
  g_array_append_val (self->shown, column);

  return TRUE;
}

static gboolean
add_asked_columns (CrmListing *self,
                   CrmSchema *schema,
                   const CrmEntity *entity,
                   const char *columns,
                   GError **error)
{
  g_auto (GStrv) names = g_strsplit (columns, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (!add_column (self, schema, entity, g_strstrip (names[i]), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_usual_columns (CrmListing *self, CrmSchema *schema, const CrmEntity *entity, GError **error)
{
  guint n = crm_entity_n_fields (entity);

  if (!add_column (self, schema, entity, "id", error))
    return FALSE;
  for (guint i = 0; i < n; i++) {
    const CrmField *field = &entity->fields[i];

    if (!(field->flags & CRM_FIELD_IN_LIST) || (field->flags & CRM_FIELD_HIDDEN))
      continue;
    if (!add_column (self, schema, entity, field->name, error))
      return FALSE;
  }

  return TRUE;
}

/* Money is read with the currency beside it, which need not be shown itself. */
static gboolean
add_currencies (CrmListing *self, CrmSchema *schema, const CrmEntity *entity, GError **error)
{
  guint n = self->paths->len;

  for (guint i = 0; i < n; i++) {
    const CrmField *field = g_ptr_array_index (self->fields, i);
    g_autoptr (CrmPath) path = NULL;
    char *currency = NULL;
    int place = -1;

    if (field != NULL && (field->type == CRM_FIELD_MONEY || field->type == CRM_FIELD_PRICE)) {
      path = crm_path_new (schema, entity, g_ptr_array_index (self->paths, i), error);
      if (path == NULL)
        return FALSE;
      currency = crm_path_currency_path (path);
    }
    if (currency != NULL) {
      place = (int)self->paths->len;
      g_ptr_array_add (self->paths, currency);
    }
    g_array_append_val (self->currencies, place);
  }
  g_ptr_array_add (self->paths, NULL);

  return TRUE;
}

/* --- Waiting for the list --------------------------------------------------------------------- */

static void
on_list_failed_cb (CrmRecordList *list, GError *error, CrmListing *self)
{
  if (self->error == NULL)
    self->error = g_error_copy (error);
}

static gboolean
on_patience_end_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_CONTINUE;
}

static gboolean
wait_for_positions (CrmListing *self, GError **error)
{
  while (self->error == NULL && !crm_record_list_is_complete (self->list))
    g_main_context_iteration (NULL, TRUE);
  if (self->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&self->error));
    return FALSE;
  }

  return TRUE;
}

/* The rows of a chunk once their values are there. */
static GPtrArray *
fetch_rows (CrmListing *self, guint first, guint n)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean late = FALSE;
  guint timer = g_timeout_add (ROW_PATIENCE / 1000, on_patience_end_cb, &late);

  for (guint i = first; i < first + n; i++) {
    gpointer row = g_list_model_get_item (G_LIST_MODEL (self->list), i);

    if (row != NULL)
      g_ptr_array_add (rows, row);
  }
  for (guint i = 0; i < rows->len; i++) {
    CrmRow *row = g_ptr_array_index (rows, i);

    while (!crm_row_is_loaded (row) && !late && self->error == NULL)
      g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (timer);

  return g_steal_pointer (&rows);
}

/* --- Printing --------------------------------------------------------------------------------- */

static char *
cell_text (CrmListing *self, CrmRow *row, guint column, CrmLang lang)
{
  const CrmField *field = g_ptr_array_index (self->fields, column);
  int place = g_array_index (self->currencies, int, column);
  const char *currency = NULL;

  if (field == NULL && g_str_equal (g_ptr_array_index (self->paths, column), "id"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, crm_row_get_id (row));
  if (field == NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT,
                            crm_value_get_int (crm_row_get_value (row, column)));
  /* Titles say more than ids to programs as well; CLIENT.id gives the id. */
  if (self->format == CRM_PRINT_TABLE || field->type == CRM_FIELD_REFERENCE ||
      field->type == CRM_FIELD_ANY || field->type == CRM_FIELD_PARENT)
    return crm_row_format (row, column, lang);
  if (place >= 0)
    currency = crm_value_get_text (crm_row_get_value (row, (guint)place));

  return crm_field_to_string (field, crm_row_get_value (row, column), currency);
}

static void
print_row (CrmListing *self, CrmPrinter *printer, CrmRow *row, CrmLang lang)
{
  g_auto (GStrv) cells = g_new0 (char *, self->shown->len + 1);

  for (guint i = 0; i < self->shown->len; i++)
    cells[i] = cell_text (self, row, i, lang);
  crm_printer_add (printer, (const char *const *)cells);
}

static gboolean
print_rows (CrmListing *self, CrmSession *session, GError **error)
{
  CrmLang lang = crm_lang_of_person ();
  g_autoptr (CrmPrinter) printer = NULL;
  guint n;

  if (!wait_for_positions (self, error))
    return FALSE;
  n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  /* What a program is given is an export; a table is for looking. */
  if (self->format != CRM_PRINT_TABLE &&
      !crm_office_note_export (session->office, self->what, n, error))
    return FALSE;
  printer = crm_printer_new (session->out, self->format, (CrmPrintColumn *)self->shown->data,
                             self->shown->len);
  for (guint first = 0; first < n && !session->out->failed; first += CHUNK) {
    g_autoptr (GPtrArray) rows = fetch_rows (self, first, MIN (CHUNK, n - first));

    if (self->error != NULL) {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
    for (guint i = 0; i < rows->len; i++)
      if (crm_row_is_loaded (g_ptr_array_index (rows, i)))
        print_row (self, printer, g_ptr_array_index (rows, i), lang);
  }
  crm_printer_end (printer);

  return TRUE;
}

/* --- The command ------------------------------------------------------------------------------ */

static CrmQuery *
make_query (const CrmEntity *entity,
            const char *where,
            const CrmListOptions *options,
            GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  const char *texts[] = { where, options->where };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    CrmCondition *condition = NULL;

    if (texts[i] == NULL)
      continue;
    condition = crm_query_parse_where (texts[i], error);
    if (condition == NULL)
      return NULL;
    crm_query_add_where (query, condition);
  }
  crm_query_set_words (query, options->search);
  if (options->order != NULL)
    crm_query_set_order (query, options->order);
  else if (entity->order != NULL)
    crm_query_set_order (query, entity->order);
  query->limit = (guint)options->limit;
  query->trash = options->trash;

  return g_steal_pointer (&query);
}

static void
on_exported_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* A spreadsheet instead of lines. */
static gboolean
write_file (CrmSession *session,
            const CrmEntity *entity,
            CrmQuery *query,
            CrmListing *listing,
            const char *name,
            GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (GAsyncResult) result = NULL;
  JsonObject *object;
  g_autofree char *sentence = NULL;
  int n;

  /* The currencies that the lines need behind the columns are the file's own business. */
  g_ptr_array_set_size (listing->paths, (int)listing->shown->len);
  g_ptr_array_add (listing->paths, NULL);
  crm_office_export_async (session->office, query, (const char *const *)listing->paths->pdata,
                           _ (entity->label_many), file, crm_export_format_of (name), NULL, NULL,
                           on_exported_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  n = crm_office_export_finish (session->office, result, error);
  if (n < 0)
    return FALSE;
  object = json_object_new ();
  json_object_set_int_member (object, "rows", n);
  json_object_set_string_member (object, "file", name);
  sentence = g_strdup_printf (ngettext ("%d row written to %s", "%d rows written to %s", (gulong)n),
                              n, name);
  crm_command_answer (session, object, sentence);

  return TRUE;
}

static gboolean
list_records (CrmSession *session,
              const char *name,
              const CrmListOptions *options,
              CrmPrintFormat format,
              GError **error)
{
  CrmOffice *office = crm_session_open (session, error);
  g_autoptr (CrmSchema) schema = office != NULL ? crm_office_get_schema (office) : NULL;
  g_autoptr (CrmQuery) query = NULL;
  g_auto (CrmListing) listing = { .format = format };
  const char *where = NULL;
  const CrmEntity *entity;

  entity = schema != NULL ? crm_command_entity (schema, name, &where, error) : NULL;
  query = entity != NULL ? make_query (entity, where, options, error) : NULL;
  if (query == NULL)
    return FALSE;
  listing.what = _ (entity->label_many);
  listing.paths = g_ptr_array_new_with_free_func (g_free);
  listing.fields = g_ptr_array_new ();
  listing.currencies = g_array_new (FALSE, FALSE, sizeof (int));
  listing.shown = g_array_new (FALSE, FALSE, sizeof (CrmPrintColumn));
  if (options->columns != NULL
        ? !add_asked_columns (&listing, schema, entity, options->columns, error)
        : !add_usual_columns (&listing, schema, entity, error))
    return FALSE;
  if (!add_currencies (&listing, schema, entity, error))
    return FALSE;
  if (options->output != NULL)
    return write_file (session, entity, query, &listing, options->output, error);
  listing.list = crm_office_list (office, query, (const char *const *)listing.paths->pdata, error);
  if (listing.list == NULL)
    return FALSE;
  g_signal_connect (listing.list, "failed", G_CALLBACK (on_list_failed_cb), &listing);

  return print_rows (&listing, session, error);
}

static gboolean
run_list (CrmSession *session, char ***args, GError **error)
{
  g_auto (CrmListOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "search", 0, 0, G_OPTION_ARG_STRING, &options.search, NULL, NULL },
    { "where", 0, 0, G_OPTION_ARG_STRING, &options.where, NULL, NULL },
    { "order", 0, 0, G_OPTION_ARG_STRING, &options.order, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, NULL, NULL },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &options.columns, NULL, NULL },
    { "trash", 0, 0, G_OPTION_ARG_NONE, &options.trash, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, NULL, NULL },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, NULL, NULL },
    { NULL },
  };
  CrmPrintFormat format;

  if (!crm_command_parse (entries, args, 1, 1, error))
    return FALSE;
  if (!crm_command_format (session, options.format, &format, error))
    return FALSE;
  if (options.limit < 0) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--limit must not be negative."));
    return FALSE;
  }

  return list_records (session, (*args)[0], &options, format, error);
}

const CrmCommand crm_commands_list[] = {
  {
    .name = "list",
    .usage = "ENTITY [--search WORDS] [--where CONDITION] [--order FIELDS] [--limit N] "
             "[--columns PATHS] [--trash] [--format table|csv|json] [--output FILE]",
    .help = N_ ("List records: clients, deals, tasks…"),
    .details =
      N_ ("CONDITION reads like \"city = 'Iași' and (amount > 1000 or phones.number ~ 22)\"; "
          "\"client in view 'Large ones'\" asks for a saved view. "
          "FIELDS and PATHS stand between commas; -date is the newest first; client.name reaches "
          "over a reference. --trash lists what was deleted. --output writes a spreadsheet, "
          "FILE.xlsx or FILE.csv."),
    .run = run_list,
  },
  { NULL },
};
