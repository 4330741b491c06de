/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-error.h"
#include "render/crm-paper-private.h"

gboolean
crm_paper_write_xlsx (CrmPaper *self, const char *path, GError **error)
{
  return FALSE;
}
