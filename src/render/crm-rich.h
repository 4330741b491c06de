/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-template-private.h"

G_BEGIN_DECLS

/* How text is set. Sizes in points, colours 0xrrggbb. Private to render/. */
typedef struct {
  double size;
  guint32 color;
  gboolean b;
  gboolean i;
  CrmAlign align;
} CrmStyle;

typedef struct {
  guint start; /* bytes */
  guint end;
  guint flags; /* CRM_SPAN_… */
} CrmSpan;

/**
 * CrmRich:
 *
 * Text with every tag filled in. Immutable, reference counted across threads.
 */
typedef struct {
  gatomicrefcount ref_count;
  guint hash;
  char *text;
  gsize length;
  CrmFigure figure;
  guint n_spans;
  CrmSpan *spans;
} CrmRich;

CrmRich *
crm_rich_new (const char *text, gsize length, const CrmSpan *spans, guint n, CrmFigure figure);
CrmRich *crm_rich_ref (CrmRich *self);
void crm_rich_unref (CrmRich *self);
gboolean crm_rich_equal (const CrmRich *self, const CrmRich *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRich, crm_rich_unref)

G_END_DECLS
