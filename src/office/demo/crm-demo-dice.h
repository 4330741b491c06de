/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The demo's own random numbers: the same on every machine for the same seed. */
typedef struct {
  guint64 state;
} CrmDice;

/* SplitMix64: enough for inventing names, and its state is one number. */
static inline guint64
crm_dice_next (CrmDice *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/* 0 … n - 1. */
static inline guint
crm_dice_below (CrmDice *self, guint n)
{
  return (guint)(((crm_dice_next (self) >> 32) * n) >> 32);
}

static inline gboolean
crm_dice_chance (CrmDice *self, guint percent)
{
  return crm_dice_below (self, 100) < percent;
}

#define crm_dice_pick(dice, array) ((array)[crm_dice_below ((dice), G_N_ELEMENTS (array))])

G_END_DECLS
