/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"

G_BEGIN_DECLS

/* A check row for each thing that a role may do besides, with what it is good for. (transfer
 * floating) */
GtkWidget *crm_right_rows_new (CrmCard *card);

G_END_DECLS
