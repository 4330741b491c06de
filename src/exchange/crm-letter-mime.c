/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-letter-private.h"

#include <gmime/gmime.h>
#include <string.h>

#define DEPTH_MOST 20

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
  g_autoptr (GByteArray) bytes = read_part (part, CRM_LETTER_TEXT_MOST, &search->letter->cut);
  const char *charset = g_mime_object_get_content_type_parameter (GMIME_OBJECT (part), "charset");

  if (*into == NULL)
    *into = _crm_letter_decode ((const char *)bytes->data, bytes->len, charset);
}

static void
take_file (Search *search, GMimePart *part)
{
  gboolean cut = FALSE;
  GByteArray *bytes;

  if (search->letter->parts->len >= CRM_LETTER_PARTS_MOST)
    return;
  bytes = read_part (part, CRM_LETTER_MOST, &cut);
  _crm_letter_add_part (search->letter, g_mime_part_get_filename (part),
                        g_byte_array_free_to_bytes (bytes));
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

static char *
raw_or_decoded (GMimeObject *message, const char *header, const char *decoded)
{
  GMimeHeader *found =
    g_mime_header_list_get_header (g_mime_object_get_header_list (message), header);
  const char *raw = found != NULL ? g_mime_header_get_raw_value (found) : NULL;

  /* GMime reads bytes without a charset as Latin: they are read anew. */
  if (raw != NULL && !g_str_is_ascii (raw))
    return _crm_letter_clean_words (raw);

  return _crm_letter_clean_words (decoded);
}

static void
read_head (CrmLetter *self, GMimeMessage *message)
{
  InternetAddressList *from = g_mime_message_get_from (message);
  GDateTime *date = g_mime_message_get_date (message);

  _crm_letter_take (&self->subject, raw_or_decoded (GMIME_OBJECT (message), "Subject",
                                                    g_mime_message_get_subject (message)));
  if (from != NULL && internet_address_list_length (from) > 0) {
    InternetAddress *first = internet_address_list_get_address (from, 0);

    _crm_letter_take (&self->from, small_address (first));
    _crm_letter_take (&self->from_name,
                      _crm_letter_clean_words (internet_address_get_name (first)));
  }
  add_addresses (self, g_mime_message_get_to (message));
  add_addresses (self, g_mime_message_get_cc (message));
  if (date != NULL)
    self->at = g_date_time_to_unix (date) * 1000;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static GMimeMessage *
parse (GMimeStream *stream)
{
  static gsize ready = 0;
  GMimeParser *parser;
  GMimeMessage *message;

  if (g_once_init_enter (&ready)) {
    g_mime_init ();
    g_once_init_leave (&ready, 1);
  }
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, NULL);
  g_object_unref (parser);

  return message;
}

void
_crm_letter_read_mime (CrmLetter *self, GFile *file)
{
  Search search = { .letter = self };
  GMimeStream *stream;
  GMimeMessage *message;

  stream = g_mime_stream_gio_new (g_object_ref (file));
  message = parse (stream);
  if (message != NULL) {
    read_head (self, message);
    if (g_mime_message_get_mime_part (message) != NULL)
      look_into (&search, g_mime_message_get_mime_part (message), 0);
    _crm_letter_take_text (self, search.plain, search.page, NULL);
    g_object_unref (message);
  }
  g_free (search.plain);
  g_free (search.page);
  g_object_unref (stream);
}

void
_crm_letter_read_head_text (CrmLetter *self, const char *head)
{
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (head, strlen (head));
  GMimeMessage *message = parse (stream);

  if (message != NULL) {
    read_head (self, message);
    g_object_unref (message);
  }
  g_object_unref (stream);
}
