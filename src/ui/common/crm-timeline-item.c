/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-timeline-item.h"

#include "base/crm-text.h"

#include <string.h>

struct _CrmTimelineItem {
  GObject parent_instance;

  CrmHappening *happening;
  char *folded; /* made when it is first asked for */
  gboolean begins_day;
  gboolean expanded;
};

G_DEFINE_FINAL_TYPE (CrmTimelineItem, crm_timeline_item, G_TYPE_OBJECT)

static void
crm_timeline_item_finalize (GObject *object)
{
  CrmTimelineItem *self = CRM_TIMELINE_ITEM (object);

  g_clear_pointer (&self->happening, crm_happening_free);
  g_clear_pointer (&self->folded, g_free);

  G_OBJECT_CLASS (crm_timeline_item_parent_class)->finalize (object);
}

static void
crm_timeline_item_class_init (CrmTimelineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_timeline_item_finalize;
}

static void
crm_timeline_item_init (CrmTimelineItem *self)
{
}

CrmTimelineItem *
crm_timeline_item_new (CrmHappening *happening)
{
  CrmTimelineItem *self = g_object_new (CRM_TYPE_TIMELINE_ITEM, NULL);

  self->happening = happening;

  return self;
}

const CrmHappening *
crm_timeline_item_get (CrmTimelineItem *self)
{
  return self->happening;
}

gboolean
crm_timeline_item_begins_day (CrmTimelineItem *self)
{
  return self->begins_day;
}

void
crm_timeline_item_set_begins_day (CrmTimelineItem *self, gboolean begins)
{
  self->begins_day = begins;
}

gboolean
crm_timeline_item_is_expanded (CrmTimelineItem *self)
{
  return self->expanded;
}

void
crm_timeline_item_set_expanded (CrmTimelineItem *self, gboolean expanded)
{
  self->expanded = expanded;
}

static void
add_line (GString *lines, const char *text)
{
  if (text != NULL)
    g_string_append_printf (lines, "%s\n", text);
}

/* All that can be looked for. */
static char *
text_of (const CrmHappening *one)
{
  GString *lines = g_string_new (NULL);

  add_line (lines, one->title);
  add_line (lines, one->detail);
  add_line (lines, one->about);
  add_line (lines, one->person);
  for (guint i = 0; one->contacts != NULL && i < one->contacts->len; i++)
    add_line (lines, ((const CrmHappeningContact *)one->contacts->pdata[i])->name);
  add_line (lines, one->label);

  return g_string_free (lines, FALSE);
}

gboolean
crm_timeline_item_is_of (CrmTimelineItem *self, gint64 person)
{
  const CrmHappening *one = self->happening;

  if (person == 0 || one->person_id == person)
    return TRUE;
  for (guint i = 0; one->contacts != NULL && i < one->contacts->len; i++)
    if (((const CrmHappeningContact *)one->contacts->pdata[i])->id == person)
      return TRUE;

  return FALSE;
}

gboolean
crm_timeline_item_matches (CrmTimelineItem *self, const char *kind, const char *const *words)
{
  const CrmHappening *one = self->happening;

  if (kind != NULL && !g_str_equal (kind, one->kind))
    return FALSE;
  if (words == NULL || words[0] == NULL)
    return TRUE;
  if (self->folded == NULL) {
    g_autofree char *text = text_of (one);

    self->folded = crm_text_fold (text);
  }
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

int
crm_timeline_item_compare (gconstpointer a, gconstpointer b)
{
  const CrmHappening *left = (*(CrmTimelineItem *const *)a)->happening;
  const CrmHappening *right = (*(CrmTimelineItem *const *)b)->happening;

  if (left->at != right->at)
    return left->at > right->at ? -1 : 1;

  return (left->n < right->n) - (left->n > right->n);
}
