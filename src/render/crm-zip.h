/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A ZIP package in memory, the same bytes for the same parts. Private to render/. */

typedef struct _CrmZip CrmZip;

CrmZip *crm_zip_new (void);
void crm_zip_free (CrmZip *self);

/* @name: ASCII. Pictures are packed already: @pack FALSE stores them as they are. */
void crm_zip_add (CrmZip *self, const char *name, const void *data, gsize length, gboolean pack);

/* Writes the directory and gives the package away; @self is freed. (transfer full) */
GBytes *crm_zip_finish (CrmZip *self);

/* The check sum of ZIP and PNG; begin with 0. */
guint32 crm_crc32 (guint32 crc, const void *data, gsize length);

G_END_DECLS
