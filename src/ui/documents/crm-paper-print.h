/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-paper.h"
#include "ui/common/crm-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * crm_paper_print:
 * @name: of the job.
 *
 * Asks which printer, and prints with the measures of the paper itself. What goes wrong is said
 * through the desk.
 */
void crm_paper_print (CrmPaper *paper, const char *name, GtkWindow *parent, CrmDesk *desk);

G_END_DECLS
