/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-letter.h"

#include "base/crm-error.h"
#include "exchange/crm-letter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of text, in bytes: the whole letter is kept as a file anyway. */
#define NOTE_MOST (32 * 1024)

/* How every compound file of Microsoft begins, [MS-CFB] 2.2. */
static const guint8 compound_mark[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };

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

  return small != NULL && (g_str_has_suffix (small, ".eml") || g_str_has_suffix (small, ".msg"));
}

/* --- What both kinds of letters share --------------------------------------------------------- */

void
_crm_letter_add_part (CrmLetter *self, const char *name, GBytes *bytes)
{
  CrmLetterPart *part;

  if (self->parts->len >= CRM_LETTER_PARTS_MOST || g_bytes_get_size (bytes) == 0) {
    g_bytes_unref (bytes);
    return;
  }
  part = g_new0 (CrmLetterPart, 1);
  part->name = name != NULL && *name != '\0' ? g_utf8_make_valid (name, -1) : g_strdup (_ ("file"));
  part->bytes = bytes;
  g_ptr_array_add (self->parts, part);
}

void
_crm_letter_take (char **field, char *said)
{
  if (said == NULL || *said == '\0') {
    g_free (said);
    return;
  }
  g_free (*field);
  *field = said;
}

/* Words of the head that came as bare bytes are read as the text is. */
char *
_crm_letter_clean_words (const char *text)
{
  g_autofree char *words =
    text != NULL ? _crm_letter_decode (text, strlen (text), NULL) : g_strdup ("");

  g_strdelimit (words, "\r\n\t", ' ');

  return g_strdup (g_strstrip (words));
}

void
_crm_letter_take_text (CrmLetter *self, const char *plain, const char *page, const char *rich)
{
  g_autofree char *text = g_strstrip (g_strdup (plain != NULL ? plain : ""));
  g_auto (GStrv) lines = NULL;

  if (*text == '\0' && page != NULL) {
    g_free (text);
    text = _crm_html_to_text (page);
  }
  if (*text == '\0' && rich != NULL) {
    g_free (text);
    text = _crm_rtf_to_text (rich);
  }
  if (strlen (text) > NOTE_MOST) {
    *g_utf8_find_prev_char (text, text + NOTE_MOST) = '\0';
    self->cut = TRUE;
  }
  /* As every text of an office is: lines end with one sign. */
  lines = g_strsplit (text, "\r\n", -1);
  g_free (self->text);
  self->text = g_strjoinv ("\n", lines);
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
  if (g_file_info_get_size (info) <= CRM_LETTER_MOST)
    return TRUE;
  most = g_format_size (CRM_LETTER_MOST);
  g_set_error (error, CRM_ERROR, CRM_ERROR_FULL,
               _ ("This letter is larger than %s. Save its files one by one and drop those."),
               most);

  return FALSE;
}

/* By what stands in it: names are changed on the way. */
static gboolean
is_compound (GFile *file, gboolean *compound, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  guint8 mark[sizeof compound_mark] = { 0 };
  gsize size = 0;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), mark, sizeof mark, &size, NULL, error))
    return FALSE;
  *compound = memcmp (mark, compound_mark, sizeof mark) == 0;

  return TRUE;
}

static CrmLetter *
letter_new (void)
{
  CrmLetter *self = g_new0 (CrmLetter, 1);

  self->subject = g_strdup ("");
  self->from = g_strdup ("");
  self->from_name = g_strdup ("");
  self->text = g_strdup ("");
  self->to = g_ptr_array_new_with_free_func (g_free);
  self->parts = g_ptr_array_new_with_free_func (part_free);

  return self;
}

static gboolean
says_something (const CrmLetter *self)
{
  return *self->from != '\0' || *self->from_name != '\0' || self->to->len > 0 ||
         *self->subject != '\0';
}

CrmLetter *
crm_letter_read (GFile *file, GError **error)
{
  g_autoptr (CrmLetter) self = letter_new ();
  gboolean compound = FALSE;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (!check_size (file, error) || !is_compound (file, &compound, error))
    return NULL;
  if (compound && !_crm_letter_read_outlook (self, file, error))
    return NULL;
  if (!compound)
    _crm_letter_read_mime (self, file);
  if (says_something (self))
    return g_steal_pointer (&self);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       _ ("This is not a letter that can be read: it says neither who wrote it nor "
                          "to whom."));

  return NULL;
}
