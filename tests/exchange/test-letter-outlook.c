/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-error.h"
#include "exchange/crm-letter-private.h"

#include <gsf/gsf.h>
#include <string.h>

/* Letters as Outlook keeps them, [MS-OXMSG], written here property by property. */

typedef struct {
  GsfOutfile *folder;
  GByteArray *table;
} Folder;

static Folder
folder_new (GsfOutfile *folder, guint head)
{
  static const guint8 zeros[32] = { 0 };
  Folder self = { folder, g_byte_array_new () };

  g_byte_array_append (self.table, zeros, head);

  return self;
}

static void
add_row (Folder *self, guint property, guint type, guint64 value)
{
  guint8 row[16] = { 0 };

  for (guint i = 0; i < 2; i++) {
    row[i] = (guint8)(type >> (8 * i));
    row[2 + i] = (guint8)(property >> (8 * i));
  }
  for (guint i = 0; i < 8; i++)
    row[8 + i] = (guint8)(value >> (8 * i));
  g_byte_array_append (self->table, row, sizeof row);
}

static void
add_stream (Folder *self, const char *name, const void *bytes, gsize size)
{
  GsfOutput *stream = gsf_outfile_new_child (self->folder, name, FALSE);

  g_assert_true (size == 0 || gsf_output_write (stream, size, bytes));
  g_assert_true (gsf_output_close (stream));
  g_object_unref (stream);
}

static void
add_bytes (Folder *self, guint property, guint type, const void *bytes, gsize size)
{
  g_autofree char *name = g_strdup_printf ("__substg1.0_%04X%04X", property, type);

  add_stream (self, name, bytes, size);
  add_row (self, property, type, size);
}

/* @charset: %NULL for UTF-16. */
static void
add_text (Folder *self, guint property, const char *text, const char *charset)
{
  gsize size = 0;
  g_autofree char *bytes =
    g_convert (text, -1, charset != NULL ? charset : "UTF-16LE", "UTF-8", NULL, &size, NULL);

  g_assert_nonnull (bytes);
  add_bytes (self, property, charset != NULL ? 0x001e : 0x001f, bytes, size);
}

static Folder
add_folder (Folder *self, const char *name, guint head)
{
  return folder_new (GSF_OUTFILE (gsf_outfile_new_child (self->folder, name, TRUE)), head);
}

static void
folder_close (Folder *self)
{
  add_stream (self, "__properties_version1.0", self->table->data, self->table->len);
  g_byte_array_unref (self->table);
  g_assert_true (gsf_output_close (GSF_OUTPUT (self->folder)));
  g_object_unref (self->folder);
}

static void
add_recipient (Folder *self, guint number, const char *name, const char *address)
{
  g_autofree char *folder = g_strdup_printf ("__recip_version1.0_#%08X", number);
  Folder recipient = add_folder (self, folder, 8);

  add_text (&recipient, 0x3001, name, NULL);
  add_text (&recipient, 0x3003, address, NULL);
  folder_close (&recipient);
}

static void
add_file (Folder *self, guint number, const char *name, const char *words)
{
  g_autofree char *folder = g_strdup_printf ("__attach_version1.0_#%08X", number);
  Folder file = add_folder (self, folder, 8);

  add_text (&file, 0x3707, name, NULL);
  add_bytes (&file, 0x3701, 0x0102, words, strlen (words));
  folder_close (&file);
}

/* What is written into memory; begin with outlook_begin(). */
typedef struct {
  GsfOutput *memory;
  Folder root;
} Outlook;

static Outlook
outlook_begin (const char *kind)
{
  Outlook self = { .memory = gsf_output_memory_new () };

  self.root = folder_new (gsf_outfile_msole_new (self.memory), 32);
  if (kind != NULL)
    add_text (&self.root, 0x001a, kind, NULL);

  return self;
}

static GBytes *
outlook_end (Outlook *self)
{
  GBytes *bytes;

  folder_close (&self->root);
  bytes = g_bytes_new (gsf_output_memory_get_bytes (GSF_OUTPUT_MEMORY (self->memory)),
                       (gsize)gsf_output_size (self->memory));
  g_object_unref (self->memory);

  return bytes;
}

static CrmLetter *
read_letter (GBytes *bytes, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("kontor-outlook-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "letter.msg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) around = g_file_new_for_path (folder);
  CrmLetter *letter;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents (path, data, (gssize)size, NULL));
  letter = crm_letter_read (file, error);
  g_file_delete (file, NULL, NULL);
  g_file_delete (around, NULL, NULL);

  return letter;
}

static CrmLetter *
read_well (Outlook *outlook)
{
  g_autoptr (GBytes) bytes = outlook_end (outlook);
  g_autoptr (GError) error = NULL;
  CrmLetter *letter = read_letter (bytes, &error);

  g_assert_no_error (error);

  return letter;
}

/* 10 February 2026, 10:30 UTC. */
#define MOMENT G_GINT64_CONSTANT (1770719400000)

static void
test_whole (void)
{
  Outlook outlook = outlook_begin ("IPM.Note");
  g_autoptr (CrmLetter) letter = NULL;
  CrmLetterPart *part;

  add_text (&outlook.root, 0x0037, "Сорок стульев — școală", NULL);
  add_text (&outlook.root, 0x0c1a, "Иван Петров", NULL);
  add_text (&outlook.root, 0x0c1f, "Ivan@Alfa.MD", NULL);
  add_text (&outlook.root, 0x1000, "Bună ziua,\r\n\r\nпришлите счёт.\r\n", NULL);
  add_row (&outlook.root, 0x0039, 0x0040,
           ((guint64)MOMENT + G_GUINT64_CONSTANT (11644473600000)) * 10000);
  add_recipient (&outlook.root, 0, "Ana", "ana@kontor.md");
  add_recipient (&outlook.root, 1, "Depozit", "DEPOZIT@kontor.md");
  add_recipient (&outlook.root, 2, "Ana once more", "ana@kontor.md");
  add_file (&outlook.root, 0, "план.pdf", "%PDF");
  letter = read_well (&outlook);
  g_assert_cmpstr (letter->subject, ==, "Сорок стульев — școală");
  g_assert_cmpstr (letter->from, ==, "ivan@alfa.md");
  g_assert_cmpstr (letter->from_name, ==, "Иван Петров");
  g_assert_cmpstr (letter->text, ==, "Bună ziua,\n\nпришлите счёт.");
  g_assert_cmpint (letter->at, ==, MOMENT);
  g_assert_cmpuint (letter->to->len, ==, 2);
  g_assert_cmpstr (letter->to->pdata[1], ==, "depozit@kontor.md");
  g_assert_cmpuint (letter->parts->len, ==, 1);
  part = letter->parts->pdata[0];
  g_assert_cmpstr (part->name, ==, "план.pdf");
  g_assert_cmpuint (g_bytes_get_size (part->bytes), ==, 4);
}

/* Before Outlook 2003 texts were in the code page of the desktop. */
static void
test_narrow (void)
{
  Outlook outlook = outlook_begin ("IPM.Note");
  g_autoptr (CrmLetter) letter = NULL;

  add_row (&outlook.root, 0x3ffd, 0x0003, 1251);
  add_text (&outlook.root, 0x0037, "Счёт", "cp1251");
  add_text (&outlook.root, 0x0c1f, "ivan@alfa.md", "cp1251");
  add_text (&outlook.root, 0x1000, "Пришлите счёт на оплату.", "cp1251");
  letter = read_well (&outlook);
  g_assert_cmpstr (letter->subject, ==, "Счёт");
  g_assert_cmpstr (letter->text, ==, "Пришлите счёт на оплату.");
}

/* Inside one office an address is a name of its directory: the head of the mail knows better. */
static void
test_directory_names (void)
{
  Outlook outlook = outlook_begin ("IPM.Note");
  g_autoptr (CrmLetter) letter = NULL;

  add_text (&outlook.root, 0x0037, "Chairs", NULL);
  add_text (&outlook.root, 0x0c1f, "/O=ALFA/OU=FIRST/CN=RECIPIENTS/CN=IVAN", NULL);
  add_text (&outlook.root, 0x007d,
            "Microsoft Mail Internet Headers Version 2.0\r\n"
            "From: =?utf-8?B?0JjQstCw0L0=?= <ivan@alfa.md>\r\nTo: ana@kontor.md\r\n"
            "Date: Tue, 10 Feb 2026 12:30:00 +0200\r\nSubject: old\r\n",
            NULL);
  letter = read_well (&outlook);
  g_assert_cmpstr (letter->from, ==, "ivan@alfa.md");
  g_assert_cmpstr (letter->from_name, ==, "Иван");
  g_assert_cmpstr (letter->subject, ==, "Chairs");
  g_assert_cmpstr (letter->to->pdata[0], ==, "ana@kontor.md");
  g_assert_cmpint (letter->at, ==, MOMENT);
}

static void
test_page_only (void)
{
  static const char page[] = "<p>\xd6\xe5\xed\xe0</p><p>100</p>";
  Outlook outlook = outlook_begin (NULL);
  g_autoptr (CrmLetter) letter = NULL;

  add_text (&outlook.root, 0x0037, "Price", NULL);
  add_row (&outlook.root, 0x3fde, 0x0003, 1251);
  add_bytes (&outlook.root, 0x1013, 0x0102, page, strlen (page));
  letter = read_well (&outlook);
  g_assert_cmpstr (letter->text, ==, "Цена\n\n100");
}

/* The example of [MS-OXRTFCP] 4.1.1, as a whole letter. */
static void
test_rich_only (void)
{
  static const guint8 packed[] = { 0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a,
                                   0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0x00, 0x0a, 0x00,
                                   0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a,
                                   0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77,
                                   0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0 };
  Outlook outlook = outlook_begin ("IPM.Note");
  g_autoptr (CrmLetter) letter = NULL;

  add_text (&outlook.root, 0x0037, "Hello", NULL);
  add_bytes (&outlook.root, 0x1009, 0x0102, packed, sizeof packed);
  letter = read_well (&outlook);
  g_assert_cmpstr (letter->text, ==, "hello world");
}

static void
test_rich_texts (void)
{
  static const struct {
    const char *rtf;
    const char *text;
  } cases[] = {
    { "{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2\\par two}", "Привет\ntwo" },
    /* The font has the charset of its own. */
    { "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}"
      "\\f1 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2\\f0 , caf\\'e9}",
      "Привет, café" },
    { "{\\rtf1\\uc1\\u1055?\\u1088?\\u1080? {\\uc0\\u537}coal\\u259\\'e3}", "При școală" },
    { "{\\rtf1{\\*\\generator X;}{\\pict 0102}a\\{b\\}\\\\{\\b c}\\~d\\tab e}", "a{b}\\c d\te" },
    { "{\\rtf1 open {groups", "open groups" },
    { "{\\rtf1 \\'", "" },
    { "no rtf", "" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = _crm_rtf_to_text (cases[i].rtf);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* [MS-OXRTFCP] 4.1.2: a run that reads what it has just written; and what is cut off anywhere. */
static void
test_unpacking (void)
{
  static const guint8 packed[] = { 0x1a, 0x00, 0x00, 0x00, 0x1c, 0x00, 0x00, 0x00, 0x4c, 0x5a,
                                   0x46, 0x75, 0xe2, 0xd4, 0x4b, 0x51, 0x41, 0x00, 0x04, 0x20,
                                   0x57, 0x58, 0x59, 0x5a, 0x0d, 0x6e, 0x7d, 0x01, 0x0e, 0xb0 };
  g_autofree char *whole = _crm_rtf_unpack (packed, sizeof packed, 1000);

  g_assert_cmpstr (whole, ==, "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
  for (gsize size = 0; size < sizeof packed; size++) {
    g_autofree char *part = _crm_rtf_unpack (packed, size, 1000);

    g_assert_true (part == NULL || g_str_has_prefix (whole, part));
  }
}

/* A letter that was sent on as a file is a file that reads as a letter. */
static void
test_inner (void)
{
  Outlook outlook = outlook_begin ("IPM.Note");
  Folder file = add_folder (&outlook.root, "__attach_version1.0_#00000000", 8);
  Folder inner;
  g_autoptr (CrmLetter) letter = NULL;
  g_autoptr (CrmLetter) again = NULL;
  CrmLetterPart *part;

  add_text (&outlook.root, 0x0037, "FW: Chairs", NULL);
  add_text (&file, 0x3001, "Chairs", NULL);
  inner = add_folder (&file, "__substg1.0_3701000D", 24);
  add_text (&inner, 0x001a, "IPM.Note", NULL);
  add_text (&inner, 0x0037, "Chairs", NULL);
  add_text (&inner, 0x0c1f, "ivan@alfa.md", NULL);
  add_row (&inner, 0x0039, 0x0040, ((guint64)MOMENT + G_GUINT64_CONSTANT (11644473600000)) * 10000);
  add_recipient (&inner, 0, "Ana", "ana@kontor.md");
  folder_close (&inner);
  folder_close (&file);
  letter = read_well (&outlook);
  g_assert_cmpuint (letter->parts->len, ==, 1);
  part = letter->parts->pdata[0];
  g_assert_cmpstr (part->name, ==, "Chairs.msg");
  again = read_letter (part->bytes, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->subject, ==, "Chairs");
  g_assert_cmpint (again->at, ==, MOMENT);
  g_assert_cmpstr (again->to->pdata[0], ==, "ana@kontor.md");
}

static void
test_no_letters (void)
{
  static const char *const kinds[] = { "IPM.Contact", "IPM.Appointment", "IPM.Task" };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    Outlook outlook = outlook_begin (kinds[i]);
    g_autoptr (GBytes) bytes = NULL;

    add_text (&outlook.root, 0x0037, "Ivan", NULL);
    bytes = outlook_end (&outlook);
    g_assert_null (read_letter (bytes, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_clear_error (&error);
  }
}

static gboolean
not_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return g_strcmp0 (domain, "libgsf:msole") != 0 && domain != NULL;
}

static void
ignore_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

/* Cut off, or with a byte that is another one: an answer, whichever. */
static void
test_broken (void)
{
  Outlook outlook = outlook_begin ("IPM.Note");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree guint8 *copy = NULL;
  gsize size;
  guint read = 0;

  g_test_log_set_fatal_handler (not_fatal, NULL);
  g_log_set_handler (NULL, (GLogLevelFlags)G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL, ignore_cb, NULL);
  g_log_set_handler ("libgsf:msole", (GLogLevelFlags)G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL, ignore_cb,
                     NULL);
  add_text (&outlook.root, 0x0037, "Chairs", NULL);
  add_text (&outlook.root, 0x0c1f, "ivan@alfa.md", NULL);
  add_file (&outlook.root, 0, "a.txt", "text");
  bytes = outlook_end (&outlook);
  copy = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  size = g_bytes_get_size (bytes);
  for (gsize i = 0; i < size; i += 37) {
    g_autoptr (GBytes) cut = g_bytes_new (copy, i);
    g_autoptr (GBytes) bent = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmLetter) of_cut = read_letter (cut, &error);
    g_autoptr (CrmLetter) of_bent = NULL;
    guint8 was = copy[i];

    g_assert_true ((of_cut == NULL) == (error != NULL));
    copy[i] = (guint8)~was;
    bent = g_bytes_new (copy, size);
    copy[i] = was;
    of_bent = read_letter (bent, NULL);
    read += of_bent != NULL;
  }
  /* Most of a file is space between its streams. */
  g_assert_cmpuint (read, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gsf_init ();
  g_test_add_func ("/exchange/letter-outlook/whole", test_whole);
  g_test_add_func ("/exchange/letter-outlook/narrow", test_narrow);
  g_test_add_func ("/exchange/letter-outlook/directory-names", test_directory_names);
  g_test_add_func ("/exchange/letter-outlook/page-only", test_page_only);
  g_test_add_func ("/exchange/letter-outlook/rich-only", test_rich_only);
  g_test_add_func ("/exchange/letter-outlook/rich-texts", test_rich_texts);
  g_test_add_func ("/exchange/letter-outlook/unpacking", test_unpacking);
  g_test_add_func ("/exchange/letter-outlook/inner", test_inner);
  g_test_add_func ("/exchange/letter-outlook/no-letters", test_no_letters);
  g_test_add_func ("/exchange/letter-outlook/broken", test_broken);

  return g_test_run ();
}
