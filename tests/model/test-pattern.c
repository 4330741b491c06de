/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-pattern.h"

#include <string.h>

/* The values of a pattern are named by letters: "a=Iași;b=;c=3". */
static char *
value_of (const char *name, gpointer data)
{
  g_auto (GStrv) pairs = g_strsplit (data, ";", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (g_str_has_prefix (pairs[i], name) && pairs[i][strlen (name)] == '=')
      return g_strdup (pairs[i] + strlen (name) + 1);

  return NULL;
}

static void
test_parts (void)
{
  static const struct {
    const char *pattern;
    const char *values;
    const char *text;
  } cases[] = {
    { "{a} · {b}", "a=Iași;b=022 123", "Iași · 022 123" },
    /* No part that is empty leaves a mark, wherever it stands. */
    { "{a} · {b}", "a=Iași", "Iași" },
    { "{a} · {b}", "b=022 123", "022 123" },
    { "{a} · {b}", "a=;b=", "" },
    { "{a}, {b} · {c}", "a=1;c=3", "1 · 3" },
    { "{a}, {b} · {c}", "a=1;b=2", "1, 2" },
    { "{a}, {b} · {c}", "b=2;c=3", "2 · 3" },
    { "{a} · {b} · {c}", "c=3", "3" },
    { "{a} · {b} · {c}", "b=2", "2" },
    /* Brackets stand around what is there. */
    { "{a} ({b})", "a=Roof;b=lost", "Roof (lost)" },
    { "{a} ({b})", "a=Roof", "Roof" },
    { "{a} ({b})", "b=lost", "(lost)" },
    { "{a} ({b}) · {c}", "a=1;c=3", "1 · 3" },
    { "{a} ({b}) · {c}", "a=1;b=2;c=3", "1 (2) · 3" },
    /* What begins and ends it goes with its field. */
    { "No. {a} pcs", "a=7", "No. 7 pcs" },
    { "No. {a} pcs", "", "" },
    { "No. {a} of {b}", "b=May", "May" },
    /* Without fields it says what it says. */
    { "Settings", "", "Settings" },
    { "{a} {", "a=1", "1 {" },
    { "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
      crm_pattern_expand (cases[i].pattern, value_of, (gpointer)cases[i].values);

    g_test_message ("%s of %s", cases[i].pattern, cases[i].values);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/pattern/parts", test_parts);

  return g_test_run ();
}
