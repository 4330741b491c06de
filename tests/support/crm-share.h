/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rigs/lat.h"
#include "support/crm-test.h"

G_BEGIN_DECLS

/**
 * CrmTestShare:
 *
 * An office network: desktops whose files below a folder are slow, every call of them counted. With
 * no time a call it only counts.
 */
typedef struct _CrmTestShare CrmTestShare;

CrmTestShare *crm_test_share_new (const char *folder, guint call_us, guint sync_us);
void crm_test_share_free (CrmTestShare *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTestShare, crm_test_share_free)

/* A process of its own that is started by @launcher will be at this end of the network. */
void crm_test_share_enter (CrmTestShare *self, GSubprocessLauncher *launcher);
/* A desktop at this end of the network. */
CrmTestDesktop *crm_test_share_desktop (CrmTestShare *self, const char *office);

/* Calls of one kind since the start, of all desktops together. */
guint64 crm_test_share_count (CrmTestShare *self, LatKind kind);
guint64 crm_test_share_count_all (CrmTestShare *self);
/* "locks", "reads" … */
const char *crm_test_share_kind_name (LatKind kind);

G_END_DECLS
