/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-record.h"

G_BEGIN_DECLS

struct _CrmRecord {
  int ref_count;
  const CrmEntity *entity;
  CrmSchema *schema; /* keeps the entity */
  gint64 id;
  gint64 version;
  gint64 n;
  gint64 deleted;
  guint n_fields;
  guint n_lines;
  /* Of CrmRecord, one array per kind of lines; NULL while there are none. */
  GPtrArray **lines;
  GPtrArray **base_lines;
  CrmValue *base;    /* as they were read: the second half of `values` */
  CrmValue values[]; /* twice n_fields */
};

/* Copies of the lines with their ids and bases; NULL for none. */
GPtrArray *_crm_record_copy_lines (GPtrArray *lines);
gboolean _crm_record_lines_changed (const CrmRecord *self, guint index);

G_END_DECLS
