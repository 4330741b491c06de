/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CrmQr:
 *
 * A QR code: a square of modules. Immutable, reference counted.
 */
typedef struct _CrmQr CrmQr;

/* The payload by GOST R 56042-2014 (ST00012, UTF-8) from "org", "totals.due" and "doc" of a
 * context. Error when a mandatory value is missing or cannot be right. (transfer full) */
char *crm_qr_payload_gost56042 (JsonObject *context, GError **error);

/* The payload by EPC069-12 (SEPA credit transfer, euro only) from the same. (transfer full) */
char *crm_qr_payload_epc (JsonObject *context, GError **error);

/* Error when @payload is too long for a QR code. Correction level M. (transfer full) */
CrmQr *crm_qr_new (const char *payload, GError **error);
CrmQr *crm_qr_ref (CrmQr *self);
void crm_qr_unref (CrmQr *self);

/* Modules a side, without the quiet zone; whether the module is dark. */
guint crm_qr_get_size (CrmQr *self);
gboolean crm_qr_get_module (CrmQr *self, guint x, guint y);

/* Fills the square with side @side, four modules of quiet zone included. */
void crm_qr_draw (CrmQr *self, cairo_t *cr, double x, double y, double side);

/* A one-bit PNG picture, quiet zone included, @scale dots a module. (transfer full) */
GBytes *crm_qr_to_png (CrmQr *self, guint scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQr, crm_qr_unref)

G_END_DECLS
