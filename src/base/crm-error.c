/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-error.h"

static const char *const names[] = {
  [CRM_ERROR_NOT_FOUND] = "not-found", [CRM_ERROR_CONFLICT] = "conflict",
  [CRM_ERROR_UNIQUE] = "unique",       [CRM_ERROR_BUSY] = "busy",
  [CRM_ERROR_READ_ONLY] = "read-only", [CRM_ERROR_FULL] = "full",
  [CRM_ERROR_CORRUPT] = "corrupt",     [CRM_ERROR_FOREIGN] = "foreign",
  [CRM_ERROR_NEWER] = "newer",         [CRM_ERROR_INVALID] = "invalid",
  [CRM_ERROR_DENIED] = "denied",       [CRM_ERROR_GONE] = "gone",
  [CRM_ERROR_OLDER] = "older",         [CRM_ERROR_IO] = "io",
};

/* By hand, since clang-format takes the dashes inside G_DEFINE_QUARK for minus signs. */
GQuark
crm_error_quark (void)
{
  return g_quark_from_static_string ("crm-error-quark");
}

const char *
crm_error_name (CrmError code)
{
  /* A code may come out of a GError of another make, so it is not trusted. */
  if ((guint)code >= G_N_ELEMENTS (names))
    return names[CRM_ERROR_IO];

  return names[code];
}
