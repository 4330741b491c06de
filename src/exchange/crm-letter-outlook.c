/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-error.h"
#include "exchange/crm-letter-private.h"

#include <glib/gi18n-lib.h>
#include <gsf/gsf.h>
#include <string.h>

/* A letter of Outlook is a compound file: a folder for the letter, one for each who got it, one for
 * each file that came with it. In each stands a table of properties and a stream for every one that
 * does not fit into it. Numbers of properties: [MS-OXPROPS]; where they stand: [MS-OXMSG] 2. */

#define KIND_OF_ITEM   0x001a
#define SUBJECT        0x0037
#define SENT_AT        0x0039
#define FROM_FOR_NAME  0x0042
#define FROM_FOR       0x0065
#define HEAD_OF_MAIL   0x007d
#define RECIPIENT_KIND 0x0c15
#define FROM_NAME      0x0c1a
#define FROM           0x0c1f
#define DELIVERED_AT   0x0e06
#define TEXT           0x1000
#define RICH_TEXT      0x1009
#define PAGE           0x1013
#define SHOWN_NAME     0x3001
#define ADDRESS        0x3003
#define CONTENT        0x3701
#define SHORT_NAME     0x3704
#define LONG_NAME      0x3707
#define SMTP_ADDRESS   0x39fe
#define PAGE_CODE_PAGE 0x3fde
#define TEXT_CODE_PAGE 0x3ffd
#define FROM_SMTP      0x5d01
#define FROM_FOR_SMTP  0x5d02

#define TYPE_LONG   0x0003
#define TYPE_OBJECT 0x000d
#define TYPE_BYTES  0x001e
#define TYPE_WIDE   0x001f
#define TYPE_TIME   0x0040
#define TYPE_BINARY 0x0102

#define PROPERTIES     "__properties_version1.0"
#define HEAD_OF_LETTER 32
#define HEAD_OF_INNER  24
#define HEAD_OF_PART   8
/* From 1601 to 1970, in milliseconds. */
#define FILETIME_TO_UNIX G_GINT64_CONSTANT (11644473600000)
#define DEPTH_MOST       8
#define RECIPIENTS_MOST  2000
#define HEAD_MOST        (256 * 1024)

/* One folder of properties. */
typedef struct {
  GsfInfile *folder;
  GBytes *table;
  gsize head;    /* bytes before the first row of the table */
  char *charset; /* of texts that are not wide */
} Bag;

static GBytes *
read_stream (GsfInfile *folder, const char *name, gsize most)
{
  GsfInput *input = gsf_infile_child_by_name (folder, name);
  gsize size;
  guint8 *bytes;

  if (input == NULL)
    return NULL;
  size = (gsize)CLAMP (gsf_input_size (input), 0, (gsf_off_t)most);
  bytes = g_malloc (size + 1);
  if (size > 0 && gsf_input_read (input, size, bytes) == NULL)
    g_clear_pointer (&bytes, g_free);
  g_object_unref (input);

  return bytes != NULL ? g_bytes_new_take (bytes, size) : NULL;
}

static guint64
read_number (const guint8 *bytes, guint size)
{
  guint64 number = 0;

  for (guint i = 0; i < size; i++)
    number |= (guint64)bytes[i] << (8 * i);

  return number;
}

/* --- Properties ------------------------------------------------------------------------------- */

/* A number that stands in the table itself; 0 when it does not. */
static guint64
get_number (const Bag *self, guint property, guint type, guint size)
{
  gsize length = 0;
  const guint8 *rows = self->table != NULL ? g_bytes_get_data (self->table, &length) : NULL;

  for (gsize at = self->head; at + 16 <= length; at += 16)
    if (read_number (rows + at, 4) == (property << 16 | type))
      return read_number (rows + at + 8, size);

  return 0;
}

static GBytes *
get_stream (const Bag *self, guint property, guint type, gsize most)
{
  char name[32];

  g_snprintf (name, sizeof name, "__substg1.0_%04X%04X", property, type);

  return read_stream (self->folder, name, most);
}

static char *
get_text (const Bag *self, guint property, gsize most)
{
  g_autoptr (GBytes) wide = get_stream (self, property, TYPE_WIDE, most);
  g_autoptr (GBytes) narrow = NULL;
  char *text;
  gsize size;
  const char *bytes;

  if (wide != NULL) {
    bytes = g_bytes_get_data (wide, &size);
    text = g_convert_with_fallback (bytes, (gssize)(size & ~1UL), "UTF-8", "UTF-16LE", "\uFFFD",
                                    NULL, NULL, NULL);
    if (text != NULL)
      return text;
  }
  narrow = get_stream (self, property, TYPE_BYTES, most);
  if (narrow == NULL)
    return NULL;
  bytes = g_bytes_get_data (narrow, &size);

  return _crm_letter_decode (bytes, size, self->charset);
}

/* The first of @properties (0 ends) that says something, as words of a head. */
static char *
get_words (const Bag *self, const guint *properties)
{
  for (; *properties != 0; properties++) {
    g_autofree char *text = get_text (self, *properties, CRM_LETTER_TEXT_MOST);
    g_autofree char *words = _crm_letter_clean_words (text);

    if (*words != '\0')
      return g_steal_pointer (&words);
  }

  return g_strdup ("");
}

/* The first that is an address of mail: inside one office Outlook writes names of its directory. */
static char *
get_address (const Bag *self, const guint *properties)
{
  for (; *properties != 0; properties++) {
    g_autofree char *words = get_words (self, (const guint[]){ *properties, 0 });
    const char *at = strchr (words, '@');

    if (at != NULL && at != words && at[1] != '\0' && strchr (words, ' ') == NULL)
      return g_utf8_strdown (words, -1);
  }

  return g_strdup ("");
}

static void
bag_open (Bag *self, GsfInfile *folder, gsize head, const char *charset)
{
  *self = (Bag){ .folder = folder, .head = head };
  self->table = read_stream (folder, PROPERTIES, CRM_LETTER_TEXT_MOST);
  self->charset = g_strdup (charset);
}

static void
bag_close (Bag *self)
{
  g_clear_pointer (&self->table, g_bytes_unref);
  g_clear_pointer (&self->charset, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bag, bag_close)

/* --- A letter within a letter ----------------------------------------------------------------- */

static gboolean copy_folder (GsfInfile *from, GsfOutfile *into, gboolean outer, guint depth);

/* The table of a letter that stands alone has eight bytes more before its rows. */
static gboolean
copy_stream (GsfInput *from, GsfOutput *into, gboolean table)
{
  static const guint8 more[HEAD_OF_LETTER - HEAD_OF_INNER] = { 0 };
  gsf_off_t size = gsf_input_size (from);

  if (table && size >= HEAD_OF_INNER) {
    if (!gsf_output_write (into, HEAD_OF_INNER, gsf_input_read (from, HEAD_OF_INNER, NULL)) ||
        !gsf_output_write (into, sizeof more, more))
      return FALSE;
  }

  return gsf_input_copy (from, into);
}

static gboolean
copy_child (GsfInfile *from, int i, GsfOutfile *into, gboolean outer, guint depth)
{
  const char *name = gsf_infile_name_by_index (from, i);
  GsfInput *child = gsf_infile_child_by_index (from, i);
  gboolean is_folder = GSF_IS_INFILE (child) && gsf_infile_num_children (GSF_INFILE (child)) >= 0;
  GsfOutput *copy;
  gboolean done;

  if (child == NULL)
    return FALSE;
  copy = gsf_outfile_new_child (into, name, is_folder);
  done = is_folder ? copy_folder (GSF_INFILE (child), GSF_OUTFILE (copy), FALSE, depth + 1)
                   : copy_stream (child, copy, outer && g_str_equal (name, PROPERTIES));
  done = gsf_output_close (copy) && done;
  g_object_unref (copy);
  g_object_unref (child);

  return done;
}

static gboolean
copy_folder (GsfInfile *from, GsfOutfile *into, gboolean outer, guint depth)
{
  gboolean done = depth <= DEPTH_MOST;

  for (int i = 0; done && i < gsf_infile_num_children (from); i++)
    done = copy_child (from, i, into, outer, depth);

  return done;
}

/* The inner letter as a file of its own, which Outlook opens; %NULL when it is broken. */
static GBytes *
inner_letter (const Bag *self)
{
  g_autofree char *name = g_strdup_printf ("__substg1.0_%04X%04X", CONTENT, TYPE_OBJECT);
  GsfInput *inner = gsf_infile_child_by_name (self->folder, name);
  GsfOutput *memory;
  GsfOutfile *file;
  GBytes *bytes = NULL;

  if (!GSF_IS_INFILE (inner) || gsf_infile_num_children (GSF_INFILE (inner)) <= 0) {
    g_clear_object (&inner);
    return NULL;
  }
  memory = gsf_output_memory_new ();
  file = gsf_outfile_msole_new (memory);
  if (copy_folder (GSF_INFILE (inner), file, TRUE, 0) && gsf_output_close (GSF_OUTPUT (file)))
    bytes = g_bytes_new (gsf_output_memory_get_bytes (GSF_OUTPUT_MEMORY (memory)),
                         (gsize)gsf_output_size (memory));
  g_object_unref (file);
  g_object_unref (memory);
  g_object_unref (inner);

  return bytes;
}

/* --- What the folders say --------------------------------------------------------------------- */

static void
read_recipient (CrmLetter *self, GsfInfile *folder, const char *charset)
{
  static const guint addresses[] = { SMTP_ADDRESS, ADDRESS, SHOWN_NAME, 0 };
  g_auto (Bag) bag = { 0 };
  g_autofree char *address = NULL;

  bag_open (&bag, folder, HEAD_OF_PART, charset);
  address = get_address (&bag, addresses);
  if (*address != '\0' && self->to->len < RECIPIENTS_MOST &&
      !g_ptr_array_find_with_equal_func (self->to, address, g_str_equal, NULL))
    g_ptr_array_add (self->to, g_steal_pointer (&address));
}

static void
read_file (CrmLetter *self, GsfInfile *folder, const char *charset)
{
  static const guint names[] = { LONG_NAME, SHORT_NAME, SHOWN_NAME, 0 };
  g_auto (Bag) bag = { 0 };
  g_autofree char *name = NULL;
  GBytes *bytes;

  if (self->parts->len >= CRM_LETTER_PARTS_MOST)
    return;
  bag_open (&bag, folder, HEAD_OF_PART, charset);
  name = get_words (&bag, names);
  bytes = get_stream (&bag, CONTENT, TYPE_BINARY, CRM_LETTER_MOST);
  if (bytes == NULL) {
    bytes = inner_letter (&bag);
    if (*name != '\0' && !crm_letter_is_letter (name)) {
      g_autofree char *bare = g_steal_pointer (&name);

      name = g_strconcat (bare, ".msg", NULL);
    }
  }
  if (bytes != NULL)
    _crm_letter_add_part (self, name, bytes);
}

static void
read_folders (CrmLetter *self, const Bag *bag)
{
  for (int i = 0; i < gsf_infile_num_children (bag->folder); i++) {
    const char *name = gsf_infile_name_by_index (bag->folder, i);
    gboolean recipient = name != NULL && g_str_has_prefix (name, "__recip_version1.0_");
    GsfInput *child;

    if (!recipient && (name == NULL || !g_str_has_prefix (name, "__attach_version1.0_")))
      continue;
    child = gsf_infile_child_by_index (bag->folder, i);
    if (GSF_IS_INFILE (child) && recipient)
      read_recipient (self, GSF_INFILE (child), bag->charset);
    else if (GSF_IS_INFILE (child))
      read_file (self, GSF_INFILE (child), bag->charset);
    g_clear_object (&child);
  }
}

/* Outlook keeps everything else in the same kind of file. */
static gboolean
is_mail (const Bag *bag)
{
  static const char *const kinds[] = { "ipm.note", "ipm.schedule.meeting", "ipm.post", "report." };
  g_autofree char *kind = get_words (bag, (const guint[]){ KIND_OF_ITEM, 0 });
  g_autofree char *small = g_ascii_strdown (kind, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (small, kinds[i]))
      return TRUE;

  return *small == '\0';
}

static void
read_head (CrmLetter *self, const Bag *bag)
{
  static const guint froms[] = { FROM_FOR_SMTP, FROM_FOR, FROM_SMTP, FROM, 0 };
  static const guint from_names[] = { FROM_FOR_NAME, FROM_NAME, 0 };
  g_autofree char *head = get_text (bag, HEAD_OF_MAIL, HEAD_MOST);
  guint64 at;

  if (head != NULL) {
    /* Old ones begin with a line that is no line of a head. */
    const char *first = g_str_has_prefix (head, "Microsoft Mail") ? strchr (head, '\n') : NULL;
    g_autofree char *whole = g_strconcat (first != NULL ? first + 1 : head, "\n\n", NULL);

    _crm_letter_read_head_text (self, whole);
  }
  _crm_letter_take (&self->subject, get_words (bag, (const guint[]){ SUBJECT, 0 }));
  _crm_letter_take (&self->from_name, get_words (bag, from_names));
  _crm_letter_take (&self->from, get_address (bag, froms));
  at = get_number (bag, SENT_AT, TYPE_TIME, 8);
  if (at == 0)
    at = get_number (bag, DELIVERED_AT, TYPE_TIME, 8);
  if (at != 0 && at / 10000 < (guint64)G_MAXINT64 / 2)
    self->at = (gint64)(at / 10000) - FILETIME_TO_UNIX;
}

static void
read_text (CrmLetter *self, const Bag *bag)
{
  g_autofree char *plain = get_text (bag, TEXT, CRM_LETTER_TEXT_MOST);
  g_autofree char *page = get_text (bag, PAGE, CRM_LETTER_TEXT_MOST);
  g_autoptr (GBytes) bytes = get_stream (bag, PAGE, TYPE_BINARY, CRM_LETTER_TEXT_MOST);
  g_autoptr (GBytes) packed = get_stream (bag, RICH_TEXT, TYPE_BINARY, CRM_LETTER_TEXT_MOST);
  g_autofree char *rich = NULL;
  gsize size;

  if (page == NULL && bytes != NULL) {
    g_autofree char *charset =
      _crm_letter_charset ((guint)get_number (bag, PAGE_CODE_PAGE, TYPE_LONG, 4));
    const char *data = g_bytes_get_data (bytes, &size);

    page = _crm_letter_decode (data, size, charset != NULL ? charset : bag->charset);
  }
  if (packed != NULL) {
    const guint8 *data = g_bytes_get_data (packed, &size);

    rich = _crm_rtf_unpack (data, size, CRM_LETTER_TEXT_MOST);
  }
  _crm_letter_take_text (self, plain, page, rich);
}

static gboolean
read_letter (CrmLetter *self, GsfInfile *folder, GError **error)
{
  g_auto (Bag) bag = { 0 };

  bag_open (&bag, folder, HEAD_OF_LETTER, NULL);
  bag.charset = _crm_letter_charset ((guint)get_number (&bag, TEXT_CODE_PAGE, TYPE_LONG, 4));
  if (bag.table == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("This is not a letter of Outlook, or it is broken."));
    return FALSE;
  }
  if (!is_mail (&bag)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("Outlook keeps a contact, a meeting or a task in this file, and no "
                            "letter."));
    return FALSE;
  }
  read_head (self, &bag);
  read_folders (self, &bag);
  read_text (self, &bag);

  return TRUE;
}

/* What libgsf thinks of a broken file our error says. */
static void
ignore_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

gboolean
_crm_letter_read_outlook (CrmLetter *self, GFile *file, GError **error)
{
  static gsize ready = 0;
  g_autoptr (GError) inner = NULL;
  GsfInput *input;
  GsfInfile *folder;
  gboolean read = FALSE;

  if (g_once_init_enter (&ready)) {
    gsf_init ();
    g_log_set_handler ("libgsf:msole", G_LOG_LEVEL_MASK, ignore_cb, NULL);
    g_once_init_leave (&ready, 1);
  }
  input = gsf_input_gio_new (file, error);
  if (input == NULL)
    return FALSE;
  folder = gsf_infile_msole_new (input, &inner);
  if (folder != NULL)
    read = read_letter (self, folder, error);
  else
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("This is not a letter of Outlook, or it is broken."));
  g_clear_object (&folder);
  g_object_unref (input);

  return read;
}
