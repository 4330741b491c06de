/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CrmZip:
 *
 * A ZIP package written to a stream, part after part, without ever holding one in memory; the same
 * bytes for the same parts. What goes wrong with the stream is kept and told at the end: nothing
 * needs to be asked between two parts.
 */
typedef struct _CrmZip CrmZip;

/* The stream stays the caller's to close. */
CrmZip *crm_zip_new (GOutputStream *out, GCancellable *cancellable);
void crm_zip_free (CrmZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmZip, crm_zip_free)

/* What the parts to come are dated; without it the first day that ZIP knows. */
void crm_zip_set_moment (CrmZip *self, GDateTime *moment);

/* @name: with "/" between folders. Pictures are packed already: @pack FALSE stores as it is. */
void crm_zip_add (CrmZip *self, const char *name, const void *data, gsize length, gboolean pack);

/* A part whose length is not known yet, of up to 4 GB. */
void crm_zip_begin (CrmZip *self, const char *name, gboolean pack);
void crm_zip_write (CrmZip *self, const void *data, gsize length);
void crm_zip_end (CrmZip *self);

/* The part that was begun as a stream: for a package inside the package. (transfer full) */
GOutputStream *crm_zip_part_stream (CrmZip *self);

/* FALSE once something went wrong: then the rest can be spared. */
gboolean crm_zip_is_well (CrmZip *self);

/* Writes the directory. FALSE tells what went wrong since the beginning. */
gboolean crm_zip_finish (CrmZip *self, GError **error);

/* The check sum of ZIP and PNG; begin with 0. */
guint32 crm_crc32 (guint32 crc, const void *data, gsize length);

G_END_DECLS
