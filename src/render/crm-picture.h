/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CrmPicture:
 *
 * A PNG picture that was found to be readable. Immutable, reference counted across threads. Private
 * to render/.
 */
typedef struct _CrmPicture CrmPicture;

/* From "data:image/png;base64,…" or the path of a file. The error says what is wrong, without
 * repeating the picture. (transfer full) */
CrmPicture *crm_picture_load (const char *src, GError **error);
CrmPicture *crm_picture_ref (CrmPicture *self);
void crm_picture_unref (CrmPicture *self);

/* In dots; height per width. */
guint crm_picture_get_width (CrmPicture *self);
guint crm_picture_get_height (CrmPicture *self);
double crm_picture_get_ratio (CrmPicture *self);

/* The PNG itself. (transfer none) */
GBytes *crm_picture_get_bytes (CrmPicture *self);

void crm_picture_draw (CrmPicture *self, cairo_t *cr, double x, double y, double w, double h);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPicture, crm_picture_unref)

G_END_DECLS
