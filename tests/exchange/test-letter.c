/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-letter.h"

#include "base/crm-error.h"

#include <string.h>

/* Letters as they come: in old charsets, as pages, broken. */

static CrmLetter *
read_bytes (const char *bytes, gsize size, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("kontor-letter-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "letter.eml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  CrmLetter *letter;

  g_assert_true (g_file_set_contents (path, bytes, (gssize)size, NULL));
  letter = crm_letter_read (file, error);
  g_file_delete (file, NULL, NULL);
  g_clear_object (&file);
  file = g_file_new_for_path (folder);
  g_file_delete (file, NULL, NULL);

  return letter;
}

static CrmLetter *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  CrmLetter *letter = read_bytes (text, strlen (text), &error);

  g_assert_no_error (error);

  return letter;
}

static void
test_plain (void)
{
  g_autoptr (CrmLetter) letter =
               read_text ("From: =?utf-8?B?0JjQstCw0L0=?= <Ivan@Alfa.MD>\r\n"
                          "To: Ana <ana@kontor.md>, Ion <ion@kontor.md>\r\n"
                          "Cc: depozit@kontor.md\r\n"
                          "Subject: =?utf-8?Q?Scaune_pentru_=C8=99coal=C4=83?=\r\n"
                          "Date: Tue, 10 Feb 2026 12:30:00 +0200\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\n"
                          "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                          "Bun=C4=83 ziua,\r\ntrimite=C8=9Bi oferta.\r\n");

  g_assert_cmpstr (letter->from, ==, "ivan@alfa.md");
  g_assert_cmpstr (letter->from_name, ==, "Иван");
  g_assert_cmpuint (letter->to->len, ==, 3);
  g_assert_cmpstr (letter->to->pdata[2], ==, "depozit@kontor.md");
  g_assert_cmpstr (letter->subject, ==, "Scaune pentru școală");
  g_assert_cmpint (letter->at, ==, G_GINT64_CONSTANT (1770719400000));
  g_assert_cmpstr (letter->text, ==, "Bună ziua,\ntrimiteți oferta.");
  g_assert_false (letter->cut);
  g_assert_cmpuint (letter->parts->len, ==, 0);
}

/* The same words in each charset, named and not named. */
static void
test_charsets (void)
{
  static const struct {
    const char *charset;
    const char *text;
  } cases[] = {
    { "koi8-r", "Добрый день! Пришлите, пожалуйста, счёт на оплату." },
    { "windows-1251", "Добрый день! Пришлите, пожалуйста, счёт на оплату." },
    { "iso-8859-2", "Bună ziua! Trimiteți factura." },
    { "utf-8", "Добрый день! Bună ziua!" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases) * 2; i++) {
    const char *charset = cases[i / 2].charset;
    gboolean named = i % 2 == 0;
    /* ISO 8859-2 has t and s with a cedilla only. */
    g_autofree char *wrong = g_strdup (cases[i / 2].text);
    g_autofree char *bytes = NULL;
    g_autoptr (GByteArray) all = g_byte_array_new ();
    g_autoptr (CrmLetter) letter = NULL;
    g_autofree char *head = NULL;
    gsize size;

    bytes = g_convert_with_fallback (wrong, -1, charset, "UTF-8", "?", NULL, &size, NULL);
    head = g_strdup_printf ("From: ivan@alfa.md\nTo: ana@kontor.md\nSubject: Test\n"
                            "Content-Type: text/plain%s%s\nContent-Transfer-Encoding: 8bit\n\n",
                            named ? "; charset=" : "", named ? charset : "");
    g_byte_array_append (all, (const guint8 *)head, strlen (head));
    g_byte_array_append (all, (const guint8 *)bytes, size);
    letter = read_bytes ((const char *)all->data, all->len, NULL);
    g_test_message ("%s %s", charset, named ? "named" : "not named");
    if (strchr (bytes, '?') == NULL)
      g_assert_cmpstr (letter->text, ==, cases[i / 2].text);
    else
      g_assert_nonnull (strstr (letter->text, "Bună ziua!"));
  }
}

/* A subject in bare bytes, which no letter should have and many do. */
static void
test_bare_head (void)
{
  g_autoptr (CrmLetter) letter = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  bytes = g_convert ("From: ivan@alfa.md\nTo: ana@kontor.md\nSubject: Счёт на оплату\n\nok\n", -1,
                     "windows-1251", "UTF-8", NULL, &size, NULL);
  letter = read_bytes (bytes, size, NULL);
  g_assert_cmpstr (letter->subject, ==, "Счёт на оплату");
}

static void
test_page (void)
{
  g_autoptr (CrmLetter) letter = read_text (
    "From: ivan@alfa.md\nTo: ana@kontor.md\nSubject: Price\n"
    "Content-Type: text/html; charset=utf-8\n\n"
    "<html><head><title>No</title><style>p { color: red }</style></head><body>"
    "<p>Hello &amp; good day,</p><p>send&nbsp;the   price<br>of two chairs.</p>"
    "<script>alert(1)</script><ul><li>red</li><li>blue</li></ul>"
    "<table><tr><td>2</td><td>pcs</td></tr></table></body>");

  g_assert_cmpstr (letter->text, ==,
                   "Hello & good day,\n\nsend the price\nof two chairs.\n\nred\nblue\n2 pcs");
}

static void
test_parts (void)
{
  g_autoptr (CrmLetter) letter = read_text (
    "From: ivan@alfa.md\nTo: ana@kontor.md\nSubject: Files\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=AA\n\n"
    "--AA\nContent-Type: multipart/alternative; boundary=BB\n\n"
    "--BB\nContent-Type: text/html\n\n<b>page</b>\n"
    "--BB\nContent-Type: text/plain\n\nplain\n--BB--\n"
    "--AA\nContent-Type: application/pdf\n"
    "Content-Disposition: attachment; filename*=utf-8''%D1%81%D1%87%D1%91%D1%82.pdf\n"
    "Content-Transfer-Encoding: base64\n\nJVBERg==\n"
    "--AA\nContent-Type: text/plain\nContent-Disposition: attachment; "
    "filename=../notes.txt\n\nkept\n--AA--\n");
  const CrmLetterPart *pdf, *notes;

  g_assert_cmpstr (letter->text, ==, "plain");
  g_assert_cmpuint (letter->parts->len, ==, 2);
  pdf = letter->parts->pdata[0];
  notes = letter->parts->pdata[1];
  g_assert_cmpstr (pdf->name, ==, "счёт.pdf");
  g_assert_cmpmem (g_bytes_get_data (pdf->bytes, NULL), g_bytes_get_size (pdf->bytes), "%PDF", 4);
  g_assert_nonnull (strstr (notes->name, "notes.txt"));
}

static void
test_broken (void)
{
  static const char *const broken[] = { "", "\n\n\n", "just some words\n", "\xff\xfe\x01\x02",
                                        "Content-Type: multipart/mixed\n\n--\n" };
  static const char *const readable[] = {
    "From: ivan@alfa.md\nContent-Type: multipart/mixed; boundary=AA\n\n--AA\nContent-Ty",
    "From: ivan@alfa.md\nContent-Transfer-Encoding: base64\n\n!!!not base64!!!\n",
    "Subject: x\nDate: yesterday\n\n",
    "From: <<<@@@>>>\nSubject: ok =?utf-8?B?####?=\nContent-Type: text/html\n\n<<<<a <b <p",
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_bytes (broken[i], strlen (broken[i]), &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
  /* Half a letter is a letter. */
  for (guint i = 0; i < G_N_ELEMENTS (readable); i++) {
    g_autoptr (CrmLetter) letter = read_text (readable[i]);

    g_assert_true (g_utf8_validate (letter->text, -1, NULL));
    g_assert_true (g_utf8_validate (letter->subject, -1, NULL));
  }
}

static void
test_long (void)
{
  g_autoptr (GString) text =
               g_string_new ("From: ivan@alfa.md\nContent-Type: text/plain; charset=utf-8\n\n");
  g_autoptr (CrmLetter) letter = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "слово ");
  letter = read_text (text->str);
  g_assert_true (letter->cut);
  g_assert_cmpuint (strlen (letter->text), <=, 32 * 1024);
  g_assert_true (g_utf8_validate (letter->text, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/letter/plain", test_plain);
  g_test_add_func ("/exchange/letter/charsets", test_charsets);
  g_test_add_func ("/exchange/letter/bare-head", test_bare_head);
  g_test_add_func ("/exchange/letter/page", test_page);
  g_test_add_func ("/exchange/letter/parts", test_parts);
  g_test_add_func ("/exchange/letter/broken", test_broken);
  g_test_add_func ("/exchange/letter/long", test_long);

  return g_test_run ();
}
