/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-value.h"

#include <locale.h>

static void
test_kinds (void)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\1", 2);

  g_assert_true (crm_value_is_null (&value));
  g_assert_cmpint (crm_value_get_int (&value), ==, 0);
  g_assert_null (crm_value_get_text (&value));

  crm_value_set_int (&value, G_MININT64);
  g_assert_cmpint (crm_value_get_int (&value), ==, G_MININT64);
  g_assert_null (crm_value_get_text (&value));

  crm_value_set_text (&value, "Iași");
  g_assert_cmpstr (crm_value_get_text (&value), ==, "Iași");
  g_assert_cmpint (crm_value_get_int (&value), ==, 0);

  crm_value_set_text_length (&value, "abcdef", 3);
  g_assert_cmpstr (crm_value_get_text (&value), ==, "abc");
  crm_value_set_text_length (&value, NULL, 0);
  g_assert_cmpstr (crm_value_get_text (&value), ==, "");
  crm_value_set_text (&value, NULL);
  g_assert_true (crm_value_is_null (&value));

  crm_value_set_blob (&value, bytes);
  g_assert_true (value.kind == CRM_VALUE_BLOB);
  crm_value_set_blob (&value, value.blob);
  g_assert_cmpuint (g_bytes_get_size (value.blob), ==, 2);
  crm_value_set_blob (&value, NULL);
  g_assert_true (crm_value_is_null (&value));
}

static void
test_sharing (void)
{
  g_auto (CrmValue) a = CRM_VALUE_INIT;
  g_auto (CrmValue) b = CRM_VALUE_INIT;

  crm_value_set_text (&a, "shared");
  crm_value_copy (&a, &b);
  g_assert_true (a.text == b.text);
  crm_value_copy (&a, &a);
  g_assert_cmpstr (a.text, ==, "shared");

  /* From a part of itself. */
  crm_value_set_text (&a, a.text + 3);
  g_assert_cmpstr (a.text, ==, "red");
  g_assert_cmpstr (b.text, ==, "shared");
}

static void
test_order (void)
{
  CrmValue values[8] = { CRM_VALUE_INIT };
  g_autoptr (GBytes) first = g_bytes_new_static ("\0", 1);
  g_autoptr (GBytes) second = g_bytes_new_static ("\0\0", 2);

  crm_value_set_int (&values[1], G_MININT64);
  crm_value_set_int (&values[2], G_MAXINT64);
  crm_value_set_text (&values[3], "");
  crm_value_set_text (&values[4], "a");
  crm_value_set_text (&values[5], "ă");
  crm_value_set_blob (&values[6], first);
  crm_value_set_blob (&values[7], second);

  for (int i = 0; i < 8; i++) {
    for (int j = 0; j < 8; j++) {
      int order = crm_value_compare (&values[i], &values[j]);

      g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      g_assert_cmpint (crm_value_equal (&values[i], &values[j]), ==, i == j);
    }
  }
  for (int i = 0; i < 8; i++)
    crm_value_clear (&values[i]);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/value/kinds", test_kinds);
  g_test_add_func ("/model/value/sharing", test_sharing);
  g_test_add_func ("/model/value/order", test_order);

  return g_test_run ();
}
