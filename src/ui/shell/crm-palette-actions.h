/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person may do from the palette. */
typedef struct {
  const char *label;  /* N_() */
  const char *action; /* detailed: of the window, its list or its card */
  const char *keys;   /* as gtk_accelerator_parse() reads them, or NULL */
  const char *icon;
} CrmPaletteAction;

/* (array length=n) */
const CrmPaletteAction *crm_palette_actions (guint *n);

G_END_DECLS
