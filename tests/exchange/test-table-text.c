/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-table-text.h"

/* "a|b/c": cells and rows, for a glance. */
static char *
show (const char *text)
{
  g_autoptr (GPtrArray) table = crm_table_parse (text);
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < table->len; i++) {
    g_autofree char *row = g_strjoinv ("|", g_ptr_array_index (table, i));

    g_string_append_printf (shown, "%s%s", i > 0 ? "/" : "", row);
  }

  return g_string_free (shown, FALSE);
}

static void
test_parse (void)
{
  static const struct {
    const char *text;
    const char *shown;
    guint width;
  } cases[] = {
    { "", "", 0 },
    { "one", "one", 1 },
    { "a\tb\nc\td\n", "a|b/c|d", 2 },
    { "a\tb\r\nc\td\r\n", "a|b/c|d", 2 },
    { "a\rb\r", "a/b", 1 },
    /* Ragged, and empty ones in between. */
    { "a\n\nb\tc\td\n\t\n", "a//b|c|d/|", 3 },
    /* Quotes hold tabs, new lines and themselves. */
    { "\"a\tb\"\t\"c\nd\"\n", "a\tb|c\nd", 2 },
    { "\"he said \"\"no\"\"\"\tx", "he said \"no\"|x", 2 },
    /* Not closed, or not around the whole cell: plain text. */
    { "\"open\tx\ny", "\"open|x/y", 2 },
    { "\"a\"b\tc", "\"a\"b|c", 2 },
    { "15\" screen\t2", "15\" screen|2", 2 },
    { "Ромашка\tChișinău", "Ромашка|Chișinău", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *shown = show (cases[i].text);
    g_autoptr (GPtrArray) table = crm_table_parse (cases[i].text);

    g_assert_cmpstr (shown, ==, cases[i].shown);
    g_assert_cmpuint (crm_table_width (table), ==, cases[i].width);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/table-text/parse", test_parse);

  return g_test_run ();
}
