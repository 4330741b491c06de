/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-paper.h"

G_BEGIN_DECLS

/**
 * crm_template_sample_async:
 * @xml: the text of a template, as it is being written.
 * @name: what messages call it.
 * @country: (nullable): for whose companies it is.
 *
 * Lays the template out with an invented sale in its language. An error names the line and the tag.
 */
void crm_template_sample_async (const char *xml,
                                const char *name,
                                const char *country,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
CrmPaper *crm_template_sample_finish (GAsyncResult *result, GError **error);

G_END_DECLS
