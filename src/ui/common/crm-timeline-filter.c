/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-timeline-filter.h"

#include "base/crm-text.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-timeline-people.h"

#include <glib/gi18n-lib.h>

struct _CrmTimelineFilter {
  AdwBin parent_instance;

  GtkWidget *kinds;
  CrmTimelinePeople *people;
  GtkWidget *search;

  GPtrArray *items; /* of CrmTimelineItem: all that there is */
  GPtrArray *keys;  /* of the kinds in the drop-down; the first is NULL */
  char *kind;
  char **words; /* folded; or NULL */
};

G_DEFINE_FINAL_TYPE (CrmTimelineFilter, crm_timeline_filter, ADW_TYPE_BIN)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkStringList *
labels_of (GtkWidget *drop_down)
{
  return GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down)));
}

static void
set_words (CrmTimelineFilter *self, const char *words)
{
  g_autofree char *folded = words != NULL ? crm_text_fold (words) : NULL;

  g_strfreev (self->words);
  self->words = folded != NULL ? g_strsplit_set (folded, " \t", -1) : NULL;
}

static void
on_kind_cb (CrmTimelineFilter *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kinds));

  g_free (self->kind);
  self->kind = at < self->keys->len ? g_strdup (g_ptr_array_index (self->keys, at)) : NULL;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_search_cb (CrmTimelineFilter *self)
{
  set_words (self, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Of the rows that the other conditions leave. */
static void
on_asked_cb (CrmTimelineFilter *self)
{
  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    if (crm_timeline_item_matches (self->items->pdata[i], self->kind,
                                   (const char *const *)self->words))
      crm_timeline_people_count (self->people, self->items->pdata[i]);
}

static void
on_person_cb (CrmTimelineFilter *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_timeline_filter_finalize (GObject *object)
{
  CrmTimelineFilter *self = CRM_TIMELINE_FILTER (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_ptr_array_unref (self->keys);
  g_free (self->kind);
  g_strfreev (self->words);

  G_OBJECT_CLASS (crm_timeline_filter_parent_class)->finalize (object);
}

static void
crm_timeline_filter_class_init (CrmTimelineFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_timeline_filter_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CRM_TYPE_TIMELINE_FILTER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_timeline_filter_init (CrmTimelineFilter *self)
{
  const char *const all[] = { _ ("Everything"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->keys = g_ptr_array_new ();
  g_ptr_array_add (self->keys, NULL);
  self->kinds = gtk_drop_down_new_from_strings (all);
  crm_spoken_set (self->kinds, _ ("Show only"));
  self->people = crm_timeline_people_new ();
  self->search = gtk_search_entry_new ();
  crm_spoken_set_name (self->search, _ ("Search"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->search), 4);
  gtk_widget_set_hexpand (self->search, TRUE);
  g_object_set (self->search, "placeholder-text", _ ("Search"), NULL);
  gtk_box_append (GTK_BOX (box), self->kinds);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->people));
  gtk_box_append (GTK_BOX (box), self->search);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->kinds, "notify::selected", G_CALLBACK (on_kind_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->people, "asked", G_CALLBACK (on_asked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->people, "picked", G_CALLBACK (on_person_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (on_search_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmTimelineFilter *
crm_timeline_filter_new (void)
{
  return g_object_new (CRM_TYPE_TIMELINE_FILTER, NULL);
}

/* --- What is offered -------------------------------------------------------------------------- */

static gboolean
has_kind (CrmTimelineFilter *self, const char *kind)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (g_ptr_array_index (self->keys, i) == kind)
      return TRUE;

  return FALSE;
}

void
crm_timeline_filter_fill (CrmTimelineFilter *self, CrmDesk *desk, GPtrArray *items)
{
  g_return_if_fail (CRM_IS_TIMELINE_FILTER (self));

  if (self->items != items) {
    g_clear_pointer (&self->items, g_ptr_array_unref);
    self->items = g_ptr_array_ref (items);
  }
  for (guint i = 0; i < items->len; i++) {
    const CrmHappening *one = crm_timeline_item_get (g_ptr_array_index (items, i));
    const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (desk), one->entity);

    if (has_kind (self, one->kind))
      continue;
    g_ptr_array_add (self->keys, (gpointer)one->kind);
    gtk_string_list_append (labels_of (self->kinds),
                            g_str_equal (one->kind, "change") ? _ ("Changes")
                            : entity != NULL && g_str_equal (one->kind, entity->name)
                              ? _ (entity->label_many)
                              : one->label);
  }
}

void
crm_timeline_filter_reset (CrmTimelineFilter *self)
{
  GtkStringList *labels;

  g_return_if_fail (CRM_IS_TIMELINE_FILTER (self));

  labels = labels_of (self->kinds);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kinds), 0);
  g_ptr_array_set_size (self->keys, 1);
  gtk_string_list_splice (labels, 1, g_list_model_get_n_items (G_LIST_MODEL (labels)) - 1, NULL);
  crm_timeline_people_set (self->people, 0, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  set_words (self, NULL);
}

gboolean
crm_timeline_filter_lets (CrmTimelineFilter *self, CrmTimelineItem *item)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_FILTER (self), TRUE);

  return crm_timeline_item_is_of (item, crm_timeline_people_get (self->people)) &&
         crm_timeline_item_matches (item, self->kind, (const char *const *)self->words);
}

void
crm_timeline_filter_set (CrmTimelineFilter *self, const char *kind, const char *words)
{
  g_return_if_fail (CRM_IS_TIMELINE_FILTER (self));

  for (guint i = 0; i < self->keys->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->keys, i), kind) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kinds), i);
  set_words (self, words);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What somebody is called stands in the rows. */
static const char *
name_of (CrmTimelineFilter *self, gint64 person)
{
  for (guint i = 0; self->items != NULL && i < self->items->len; i++) {
    const CrmHappening *one = crm_timeline_item_get (self->items->pdata[i]);

    if (one->person_id == person)
      return one->person;
    for (guint k = 0; one->contacts != NULL && k < one->contacts->len; k++)
      if (((const CrmHappeningContact *)one->contacts->pdata[k])->id == person)
        return ((const CrmHappeningContact *)one->contacts->pdata[k])->name;
  }

  return NULL;
}

void
crm_timeline_filter_set_person (CrmTimelineFilter *self, gint64 person)
{
  g_return_if_fail (CRM_IS_TIMELINE_FILTER (self));

  crm_timeline_people_set (self->people, person, name_of (self, person));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
