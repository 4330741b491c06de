/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-tags.h"

static void
test_add (void)
{
  static const struct {
    const char *tags;
    const char *tag;
    const char *with;
    const char *without;
  } cases[] = {
    { NULL, "VIP", "VIP", NULL },
    { "", "VIP", "VIP", NULL },
    { "fair", "VIP", "fair, VIP", "fair" },
    { "fair, vip", "VIP", "fair, vip", "fair" },
    { "fair,vip , Iași", "iaşi", "fair,vip , Iași", "fair, vip" },
    { "VIP", "vip", "VIP", NULL },
    { "fair", "  ", "fair", "fair" },
    { "vipper", "vip", "vipper, vip", "vipper" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *with = crm_tags_add (cases[i].tags, cases[i].tag);
    g_autofree char *without = crm_tags_remove (cases[i].tags, cases[i].tag);

    g_assert_cmpstr (with, ==, cases[i].with);
    if (cases[i].without != NULL)
      g_assert_cmpstr (without, ==, cases[i].without);
    else
      g_assert_true (without == NULL || *without == '\0');
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/tags/add", test_add);

  return g_test_run ();
}
