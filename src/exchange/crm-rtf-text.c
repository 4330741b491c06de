/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-letter-private.h"

#include <string.h>

/* --- Unpacking, [MS-OXRTFCP] 2.1 and 3.1 --------------------------------------------------------
 */

#define RTF_HEAD       16
#define RTF_COMPRESSED 0x75465a4c /* "LZFu" */
#define RTF_PLAIN      0x414c454d /* "MELA" */
#define RTF_WINDOW     4096

/* What the window holds before the first byte. */
static const char preset[] =
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
  "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New "
  "RomanCourier{\\colortbl\\red0\\green0\\blue0"
  "\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

static guint32
read_u32 (const guint8 *bytes)
{
  return (guint32)bytes[0] | (guint32)bytes[1] << 8 | (guint32)bytes[2] << 16 |
         (guint32)bytes[3] << 24;
}

typedef struct {
  guint8 bytes[RTF_WINDOW];
  guint at;
  GString *out;
} Window;

static void
window_put (Window *self, guint8 byte)
{
  self->bytes[self->at] = byte;
  self->at = (self->at + 1) % RTF_WINDOW;
  g_string_append_c (self->out, (char)byte);
}

/* FALSE at the mark of the end. */
static gboolean
window_copy (Window *self, guint from, guint length)
{
  if (from == self->at)
    return FALSE;
  for (guint i = 0; i < length; i++)
    window_put (self, self->bytes[(from + i) % RTF_WINDOW]);

  return TRUE;
}

char *
_crm_rtf_unpack (const guint8 *bytes, gsize size, gsize most)
{
  Window window = { .at = sizeof preset - 1 };
  gsize at = RTF_HEAD;

  if (size < RTF_HEAD)
    return NULL;
  if (read_u32 (bytes + 8) == RTF_PLAIN)
    return g_strndup ((const char *)bytes + RTF_HEAD, MIN (size - RTF_HEAD, most));
  if (read_u32 (bytes + 8) != RTF_COMPRESSED)
    return NULL;
  memset (window.bytes, ' ', sizeof window.bytes);
  memcpy (window.bytes, preset, sizeof preset - 1);
  window.out = g_string_new (NULL);
  while (at < size && window.out->len < most) {
    guint8 runs = bytes[at++];

    /* Each bit: a byte as it is, or twelve bits of where and four of how long. */
    for (guint bit = 0; bit < 8; bit++) {
      guint run;

      if ((runs >> bit & 1) == 0 && at < size) {
        window_put (&window, bytes[at++]);
        continue;
      }
      if ((runs >> bit & 1) == 0 || at + 1 >= size)
        return g_string_free (window.out, FALSE);
      run = (guint)bytes[at] << 8 | bytes[at + 1];
      at += 2;
      if (!window_copy (&window, run >> 4, (run & 0xf) + 2))
        return g_string_free (window.out, FALSE);
    }
  }

  return g_string_free (window.out, FALSE);
}

/* --- Words, Rich Text Format 1.9.1 --------------------------------------------------------------
 */

#define GROUPS_MOST 200

typedef struct {
  gboolean unseen; /* a table of fonts, a picture, what we do not know */
  gboolean fonts;
  int font;
  int skip; /* signs after a \u for those who cannot read it */
} Group;

typedef struct {
  const char *at;
  GString *text;
  GByteArray *bytes; /* waiting for their charset */
  guint code_page;   /* of the whole text */
  GHashTable *pages; /* font → code page, where it has its own */
  Group groups[GROUPS_MOST];
  guint depth;
  int to_skip;
} Reader;

/* Destinations that are not what was written. */
static const char *const unseen_words[] = { "fonttbl", "colortbl", "stylesheet", "info",    "pict",
                                            "header",  "footer",   "objdata",    "footnote" };

/* The code pages of Windows' character sets. */
static guint
charset_page (int charset)
{
  static const struct {
    int charset;
    guint page;
  } pages[] = { { 161, 1253 }, { 162, 1254 }, { 186, 1257 }, { 204, 1251 }, { 238, 1250 } };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (pages[i].charset == charset)
      return pages[i].page;

  return 0;
}

static Group *
top (Reader *self)
{
  return &self->groups[self->depth];
}

static void
flush (Reader *self)
{
  guint page =
    GPOINTER_TO_UINT (g_hash_table_lookup (self->pages, GINT_TO_POINTER (top (self)->font)));
  g_autofree char *charset = NULL;
  g_autofree char *words = NULL;

  if (self->bytes->len == 0)
    return;
  charset = _crm_letter_charset (page != 0 ? page : self->code_page);
  words = _crm_letter_decode ((const char *)self->bytes->data, self->bytes->len, charset);
  g_string_append (self->text, words);
  g_byte_array_set_size (self->bytes, 0);
}

static void
put_byte (Reader *self, guint8 byte)
{
  if (self->to_skip > 0)
    self->to_skip--;
  else if (!top (self)->unseen)
    g_byte_array_append (self->bytes, &byte, 1);
}

static void
put_letter (Reader *self, gunichar letter)
{
  if (self->to_skip > 0) {
    self->to_skip--;
  } else if (!top (self)->unseen) {
    flush (self);
    g_string_append_unichar (self->text, letter);
  }
}

static gboolean
is_unseen (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unseen_words); i++)
    if (g_str_equal (word, unseen_words[i]))
      return TRUE;

  return FALSE;
}

/* What a word with a number says. */
static void
set_word (Reader *self, const char *word, int number)
{
  guint page;

  if (g_str_equal (word, "u")) {
    gunichar letter = (gunichar)(number < 0 ? number + 0x10000 : number);

    self->to_skip = 0;
    put_letter (self, g_unichar_validate (letter) && letter != 0 ? letter : 0xfffd);
    self->to_skip = top (self)->skip;
  } else if (g_str_equal (word, "uc")) {
    top (self)->skip = CLAMP (number, 0, 8);
  } else if (g_str_equal (word, "f")) {
    flush (self);
    top (self)->font = number;
  } else if (g_str_equal (word, "ansicpg")) {
    self->code_page = (guint)MAX (number, 0);
  } else if (g_str_equal (word, "fcharset") && top (self)->fonts) {
    page = charset_page (number);
    if (page != 0)
      g_hash_table_insert (self->pages, GINT_TO_POINTER (top (self)->font),
                           GUINT_TO_POINTER (page));
  }
}

static void
take_word (Reader *self, const char *word, int number)
{
  static const struct {
    const char *word;
    gunichar letter;
  } signs[] = {
    { "par", '\n' },      { "line", '\n' },     { "row", '\n' },         { "tab", '\t' },
    { "cell", '\t' },     { "emdash", 0x2014 }, { "endash", 0x2013 },    { "lquote", 0x2018 },
    { "rquote", 0x2019 }, { "bullet", 0x2022 }, { "ldblquote", 0x201c }, { "rdblquote", 0x201d },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (word, signs[i].word)) {
      put_letter (self, signs[i].letter);
      return;
    }
  if (is_unseen (word)) {
    top (self)->unseen = TRUE;
    top (self)->fonts = g_str_equal (word, "fonttbl");
    return;
  }
  set_word (self, word, number);
}

static void
read_word (Reader *self)
{
  char word[32] = "";
  gsize length = 0;
  gint64 number = 0;
  gboolean minus = FALSE;

  for (; g_ascii_isalpha (*self->at); self->at++)
    if (length + 1 < sizeof word)
      word[length++] = *self->at;
  if (*self->at == '-') {
    minus = TRUE;
    self->at++;
  }
  for (; g_ascii_isdigit (*self->at); self->at++)
    number = MIN (number * 10 + (*self->at - '0'), G_MAXINT16 * 4);
  if (*self->at == ' ')
    self->at++;
  take_word (self, word, (int)(minus ? -number : number));
}

/* After a backslash. */
static void
read_control (Reader *self)
{
  char sign = *self->at;

  if (g_ascii_isalpha (sign)) {
    read_word (self);
    return;
  }
  if (sign == '\0')
    return;
  self->at++;
  switch (sign) {
  case '\'':
    if (g_ascii_isxdigit (self->at[0]) && g_ascii_isxdigit (self->at[1])) {
      put_byte (self, (guint8)(g_ascii_xdigit_value (self->at[0]) << 4 |
                               g_ascii_xdigit_value (self->at[1])));
      self->at += 2;
    }
    break;
  case '*':
    top (self)->unseen = TRUE;
    break;
  case '~':
    put_letter (self, ' ');
    break;
  case '_':
    put_letter (self, '-');
    break;
  case '\\':
  case '{':
  case '}':
    put_byte (self, (guint8)sign);
    break;
  default:
    break;
  }
}

/* FALSE: the groups are deeper than anybody writes. */
static gboolean
read_sign (Reader *self)
{
  char sign = *self->at++;

  switch (sign) {
  case '{':
    if (self->depth + 1 >= GROUPS_MOST)
      return FALSE;
    flush (self);
    self->groups[self->depth + 1] = self->groups[self->depth];
    self->depth++;
    break;
  case '}':
    flush (self);
    self->to_skip = 0;
    if (self->depth > 0)
      self->depth--;
    break;
  case '\\':
    read_control (self);
    break;
  case '\r':
  case '\n':
    break;
  default:
    put_byte (self, (guint8)sign);
  }

  return TRUE;
}

char *
_crm_rtf_to_text (const char *rtf)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GHashTable) pages = g_hash_table_new (NULL, NULL);
  Reader *self;
  char *text;

  if (!g_str_has_prefix (rtf, "{\\rtf"))
    return g_strdup ("");
  self = g_new0 (Reader, 1);
  *self = (Reader){ .at = rtf, .text = g_string_new (NULL), .bytes = bytes, .pages = pages };
  self->groups[0].skip = 1;
  while (*self->at != '\0' && read_sign (self))
    continue;
  flush (self);
  text = g_strstrip (g_string_free (self->text, FALSE));
  g_free (self);

  return text;
}
