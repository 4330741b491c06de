/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support/crm-test.h"

#include <string.h>

G_BEGIN_DECLS

/* The day around which the offices of these tests live. */
#define CLI_TODAY "2026-11-16"

/* The demo office of this test: small, Moldovan, in English. Made at first need; tests that change
 * something take a copy. */
static inline const char *
cli_office (void)
{
  static char *path;

  if (path == NULL) {
    g_autofree char *said = NULL;

    path = crm_test_path ("office.kontor");
    said = crm_test_print ("demo", path, "--clients", "60", "--seed", "7", "--language", "en",
                           "--today", CLI_TODAY, NULL);
    g_assert_nonnull (strstr (said, path));
  }

  return path;
}

static inline char *
cli_office_copy (const char *name)
{
  return crm_test_copy (cli_office (), name);
}

/* What "list … --format json" printed. (transfer full) */
static inline JsonArray *
cli_rows (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));

  return json_array_ref (json_node_get_array (node));
}

static inline const char *
cli_cell (JsonArray *rows, guint row, const char *key)
{
  JsonObject *object = json_array_get_object_element (rows, row);

  return json_object_get_null_member (object, key) ? NULL
                                                   : json_object_get_string_member (object, key);
}

G_END_DECLS
