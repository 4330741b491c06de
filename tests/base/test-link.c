/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-link.h"

static void
test_links (void)
{
  static const char *const links[][2] = {
    { "firma.md", "https://firma.md" },
    { "WWW.Firma.MD/", "https://www.firma.md" },
    { "http://Firma.md/Preț", "http://firma.md/Preț" },
    { "https://firma.md/A?b=C", "https://firma.md/A?b=C" },
    { "t.me/Nick", "https://t.me/Nick" },
    { "@nick_1", "https://t.me/nick_1" },
    { "wa.me/37379123456", "https://wa.me/37379123456" },
    { "vk.com/Firma", "https://vk.com/Firma" },
    { "mailto:ana@firma.md", "mailto:ana@firma.md" },
    { "tel:+37379123456", "tel:+37379123456" },
    { "@ab", "https://@ab" },
    { "", "" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autofree char *link = crm_link_normalise (links[i][0]);

    g_assert_cmpstr (link, ==, links[i][1]);
  }
}

static void
test_emails (void)
{
  static const char *const emails[][2] = {
    { "Ana@Firma.MD", "Ana@firma.md" },
    { " mailto:ana@firma.md ", "ana@firma.md" },
    { "Ana Rusu <ana@firma.md>", "ana@firma.md" },
    { "ana@firma.md.", "ana@firma.md" },
    { "инфо@Ромашка.РФ", "инфо@ромашка.рф" },
    { "ana", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (emails); i++) {
    g_autofree char *email = crm_email_normalise (emails[i][0]);

    g_assert_cmpstr (email, ==, emails[i][1]);
  }
}

static void
test_hints (void)
{
  static const char *const hints[][2] = {
    { "ana@gmial.com", "ana@gmail.com" },
    { "ana@gmal.com", "ana@gmail.com" },
    { "ana@gmaill.com", "ana@gmail.com" },
    { "ana@gmail.con", "ana@gmail.com" },
    { "ana@yandx.ru", "ana@yandex.ru" },
    { "ana@mali.ru", "ana@mail.ru" },
    { "ana@gmail.com", NULL },
    { "ana@mail.ru", NULL },
    { "ana@ok.ru", NULL },
    { "ana@firma.md", NULL },
    { "ana@", NULL },
    { "ana", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++) {
    g_autofree char *hint = crm_email_hint (hints[i][0]);

    g_assert_cmpstr (hint, ==, hints[i][1]);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/links", test_links);
  g_test_add_func ("/link/emails", test_emails);
  g_test_add_func ("/link/hints", test_hints);

  return g_test_run ();
}
