/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-paper.h"

G_BEGIN_DECLS

/* Contexts as an office would make them, and the shipped templates. */

typedef enum {
  SAMPLE_PLAIN = 0,
  SAMPLE_DISCOUNT = 1 << 0,
  SAMPLE_NO_VAT = 1 << 1,
  SAMPLE_DRAFT = 1 << 2,
  SAMPLE_LONG = 1 << 3, /* names of some hundred letters */
  SAMPLE_LOGO = 1 << 4, /* logo, stamp and signature too */
  SAMPLE_VAT_INCLUDED = 1 << 5,
} SampleFlags;

typedef struct {
  const char *name; /* "ru.proforma.ru" */
  const char *country;
  const char *kind;
  const char *lang;
  const char *currency;
  const char *title;
} SampleTemplate;

#define SAMPLE_N 7
extern const SampleTemplate sample_templates[SAMPLE_N];

/* A small PNG picture as a data: address. */
#define SAMPLE_PNG                                               \
  "data:image/png;base64,"                                       \
  "iVBORw0KGgoAAAANSUhEUgAAAAwAAAAICAIAAABChommAAAAEUlEQVR4nGOQ" \
  "s+khiBhGFQEAt8dWQdpgERgAAAAASUVORK5CYII="

JsonObject *sample_context_new (const SampleTemplate *template, guint n_items, SampleFlags flags);
CrmTemplate *sample_template_load (const SampleTemplate *template);
CrmPaper *sample_paper_new (const SampleTemplate *template, guint n_items, SampleFlags flags);

/* A paper of the template in @xml and the context in @json; both must be right. */
CrmPaper *sample_paper_from_text (const char *xml, const char *json);

/* One <document> in English around @body. */
char *sample_document (const char *body);

G_END_DECLS
