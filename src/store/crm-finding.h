/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Something that is not as it should be in an office, and what to do about it. */
typedef struct {
  char *text;
  char *advice;
} CrmFinding;

void crm_finding_free (CrmFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFinding, crm_finding_free)

/* (transfer full) (element-type CrmFinding) */
GPtrArray *crm_findings_new (void);
void crm_findings_add (GPtrArray *self, const char *advice, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
/* Moves plain texts (element-type utf8) over, all with the same advice. */
void crm_findings_take (GPtrArray *self, const char *advice, GPtrArray *texts);
/* Where a part of the file cannot be read, that is a finding, and one goes on with the next part;
 * anything else is passed on, and FALSE. Takes @local. */
gboolean
crm_findings_take_damage (GPtrArray *self, const char *part, GError *local, GError **error);
/* What to do about damage. */
const char *crm_finding_advise_backup (void);

G_END_DECLS
