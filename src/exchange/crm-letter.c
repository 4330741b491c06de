/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-letter.h"

#include "base/crm-error.h"
#include "exchange/crm-letter-private.h"

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

#define LETTER_MOST (G_GINT64_CONSTANT (64) * 1024 * 1024)
/* Of text, in bytes: the whole letter is kept as a file anyway. */
#define TEXT_MOST  (1024 * 1024)
#define NOTE_MOST  (32 * 1024)
#define PARTS_MOST 200
#define DEPTH_MOST 20

static void
part_free (gpointer data)
{
  CrmLetterPart *self = data;

  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

void
crm_letter_free (CrmLetter *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self->from);
  g_free (self->from_name);
  g_clear_pointer (&self->to, g_ptr_array_unref);
  g_free (self->text);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

gboolean
crm_letter_is_letter (const char *name)
{
  g_autofree char *small = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  return small != NULL && g_str_has_suffix (small, ".eml");
}

/* --- Parts ------------------------------------------------------------------------------------ */

/* Where the text is looked for; plain text goes before a page. */
typedef struct {
  CrmLetter *letter;
  char *plain;
  char *page;
  guint n_parts;
} Search;

/* At most @most bytes; what follows is left. */
static GByteArray *
read_part (GMimePart *part, gsize most, gboolean *cut)
{
  GByteArray *bytes = g_byte_array_new ();
  GMimeDataWrapper *content = g_mime_part_get_content (part);
  GMimeStream *stream;

  if (content == NULL)
    return bytes;
  stream = g_mime_stream_mem_new_with_byte_array (bytes);
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), FALSE);
  g_mime_data_wrapper_write_to_stream (content, stream);
  g_object_unref (stream);
  if (bytes->len > most) {
    g_byte_array_set_size (bytes, most);
    *cut = TRUE;
  }

  return bytes;
}

static void
take_text (Search *search, GMimePart *part, char **into)
{
  g_autoptr (GByteArray) bytes = read_part (part, TEXT_MOST, &search->letter->cut);
  const char *charset = g_mime_object_get_content_type_parameter (GMIME_OBJECT (part), "charset");

  if (*into == NULL)
    *into = _crm_letter_decode ((const char *)bytes->data, bytes->len, charset);
}

static void
take_file (Search *search, GMimePart *part)
{
  gboolean cut = FALSE;
  const char *name = g_mime_part_get_filename (part);
  CrmLetterPart *file;
  GByteArray *bytes;

  if (search->letter->parts->len >= PARTS_MOST)
    return;
  bytes = read_part (part, LETTER_MOST, &cut);
  if (bytes->len == 0) {
    g_byte_array_unref (bytes);
    return;
  }
  file = g_new0 (CrmLetterPart, 1);
  file->name = name != NULL ? g_utf8_make_valid (name, -1) : g_strdup (_ ("file"));
  file->bytes = g_byte_array_free_to_bytes (bytes);
  g_ptr_array_add (search->letter->parts, file);
}

static void
look_into (Search *search, GMimeObject *object, guint depth)
{
  GMimeContentType *type = g_mime_object_get_content_type (object);
  GMimeContentDisposition *disposition = g_mime_object_get_content_disposition (object);
  gboolean is_file = disposition != NULL && g_mime_content_disposition_is_attachment (disposition);

  if (depth > DEPTH_MOST)
    return;
  if (GMIME_IS_MULTIPART (object)) {
    for (int i = 0; i < g_mime_multipart_get_count (GMIME_MULTIPART (object)); i++)
      look_into (search, g_mime_multipart_get_part (GMIME_MULTIPART (object), i), depth + 1);
    return;
  }
  if (!GMIME_IS_PART (object))
    return;
  if (!is_file && g_mime_content_type_is_type (type, "text", "plain") && search->plain == NULL)
    take_text (search, GMIME_PART (object), &search->plain);
  else if (!is_file && g_mime_content_type_is_type (type, "text", "html") && search->page == NULL)
    take_text (search, GMIME_PART (object), &search->page);
  else
    take_file (search, GMIME_PART (object));
}

static char *
join_text (Search *search)
{
  g_autofree char *plain = search->plain != NULL ? g_strstrip (g_strdup (search->plain)) : NULL;
  g_autofree char *text = NULL;
  const char *end;

  if (plain != NULL && *plain != '\0')
    text = g_steal_pointer (&plain);
  else if (search->page != NULL)
    text = _crm_html_to_text (search->page);
  else
    text = g_strdup ("");
  if (strlen (text) > NOTE_MOST) {
    end = g_utf8_find_prev_char (text, text + NOTE_MOST);
    text[end - text] = '\0';
    search->letter->cut = TRUE;
  }
  /* As every text of an office is: lines end with one sign. */
  {
    g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

    return g_strjoinv ("\n", lines);
  }
}

/* --- The head --------------------------------------------------------------------------------- */

static char *
small_address (InternetAddress *address)
{
  const char *text = INTERNET_ADDRESS_IS_MAILBOX (address)
                       ? internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (address))
                       : NULL;
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  return valid != NULL ? g_utf8_strdown (valid, -1) : NULL;
}

static void
add_addresses (CrmLetter *self, InternetAddressList *list)
{
  for (int i = 0; list != NULL && i < internet_address_list_length (list); i++) {
    char *address = small_address (internet_address_list_get_address (list, i));

    if (address != NULL)
      g_ptr_array_add (self->to, address);
  }
}

/* Words of the head that came as bare bytes are read as the text is. */
static char *
clean_words (const char *text)
{
  g_autofree char *words =
    text != NULL ? _crm_letter_decode (text, strlen (text), NULL) : g_strdup ("");

  g_strdelimit (words, "\r\n\t", ' ');

  return g_strdup (g_strstrip (words));
}

static char *
raw_or_decoded (GMimeObject *message, const char *header, const char *decoded)
{
  GMimeHeader *found =
    g_mime_header_list_get_header (g_mime_object_get_header_list (message), header);
  const char *raw = found != NULL ? g_mime_header_get_raw_value (found) : NULL;

  /* GMime reads bytes without a charset as Latin: they are read anew. */
  if (raw != NULL && !g_str_is_ascii (raw))
    return clean_words (raw);

  return clean_words (decoded);
}

static void
read_head (CrmLetter *self, GMimeMessage *message)
{
  InternetAddressList *from = g_mime_message_get_from (message);
  GDateTime *date = g_mime_message_get_date (message);

  self->subject =
    raw_or_decoded (GMIME_OBJECT (message), "Subject", g_mime_message_get_subject (message));
  if (from != NULL && internet_address_list_length (from) > 0) {
    InternetAddress *first = internet_address_list_get_address (from, 0);

    self->from = small_address (first);
    self->from_name = clean_words (internet_address_get_name (first));
  }
  if (self->from == NULL)
    self->from = g_strdup ("");
  if (self->from_name == NULL)
    self->from_name = g_strdup ("");
  add_addresses (self, g_mime_message_get_to (message));
  add_addresses (self, g_mime_message_get_cc (message));
  if (date != NULL)
    self->at = g_date_time_to_unix (date) * 1000;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static gboolean
check_size (GFile *file, GError **error)
{
  g_autoptr (GFileInfo) info =
               g_file_query_info (file, "standard::size", G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autofree char *most = NULL;

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_size (info) <= LETTER_MOST)
    return TRUE;
  most = g_format_size (LETTER_MOST);
  g_set_error (error, CRM_ERROR, CRM_ERROR_FULL,
               _ ("This letter is larger than %s. Save its files one by one and drop those."),
               most);

  return FALSE;
}

static gboolean
says_something (const CrmLetter *self)
{
  return *self->from != '\0' || self->to->len > 0 || *self->subject != '\0';
}

CrmLetter *
crm_letter_read (GFile *file, GError **error)
{
  static gsize ready = 0;
  g_autoptr (CrmLetter) self = NULL;
  GMimeStream *stream;
  GMimeParser *parser;
  GMimeMessage *message;
  Search search = { 0 };

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (g_once_init_enter (&ready)) {
    g_mime_init ();
    g_once_init_leave (&ready, 1);
  }
  if (!check_size (file, error))
    return NULL;
  self = g_new0 (CrmLetter, 1);
  self->to = g_ptr_array_new_with_free_func (g_free);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  stream = g_mime_stream_gio_new (g_object_ref (file));
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, NULL);
  search.letter = self;
  if (message != NULL) {
    read_head (self, message);
    if (g_mime_message_get_mime_part (message) != NULL)
      look_into (&search, g_mime_message_get_mime_part (message), 0);
    self->text = join_text (&search);
    g_object_unref (message);
  }
  g_free (search.plain);
  g_free (search.page);
  g_object_unref (parser);
  g_object_unref (stream);
  if (message != NULL && says_something (self))
    return g_steal_pointer (&self);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       _ ("This is not a letter that can be read: it says neither who wrote it nor "
                          "to whom."));

  return NULL;
}
