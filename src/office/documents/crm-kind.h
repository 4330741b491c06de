/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "model/crm-entity.h"

G_BEGIN_DECLS

/* The kinds of papers, shared by papers, series and templates. */
extern const CrmChoice crm_document_kinds[];

G_END_DECLS
