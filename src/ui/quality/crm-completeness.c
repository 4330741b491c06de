/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/quality/crm-completeness.h"

#include "ui/common/crm-spoken.h"
#include "ui/common/crm-wrap.h"

#include "office/quality/crm-quality.h"

#include <glib/gi18n-lib.h>

/* More of them would push the fields away. */
#define MOST_LINKS 4

typedef struct {
  CrmCard *card; /* not owned: it keeps this */
  GtkWidget *box;
  GtkLabel *figure;
  GtkLevelBar *bar;
  GtkWidget *links;
} Completeness;

static void
on_link_clicked_cb (GtkButton *button, gpointer data)
{
  Completeness *self = data;

  crm_card_focus (self->card, g_object_get_data (G_OBJECT (button), "crm-path"));
}

static void
add_link (Completeness *self, const CrmEntity *entity, const CrmLack *lack)
{
  g_autofree char *name = crm_quality_path_label (entity, lack->path);
  g_autofree char *path = g_strndup (lack->path, strcspn (lack->path, "."));
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *button = gtk_button_new ();
  g_autofree char *tooltip = NULL;

  /* Translators: the placeholder of both is a field. */
  if (lack->wrong)
    tooltip = g_strdup_printf (_ ("%s cannot be right"), name);
  else
    tooltip = g_strdup_printf (_ ("%s is missing"), name);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "crm-lack");
  if (lack->wrong)
    gtk_widget_add_css_class (button, "error");
  crm_spoken_set_tooltip (button, tooltip);
  g_object_set_data_full (G_OBJECT (button), "crm-path", g_steal_pointer (&path), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_link_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->links), button);
}

static void
show_links (Completeness *self, const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GPtrArray) lacks = crm_quality_lacks (record);
  g_autoptr (GString) all = g_string_new (NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->links)) != NULL)
    gtk_box_remove (GTK_BOX (self->links), child);
  for (guint i = 0; i < lacks->len; i++) {
    const CrmLack *lack = lacks->pdata[i];
    g_autofree char *name = crm_quality_path_label (entity, lack->path);

    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", name);
    if (i < MOST_LINKS)
      add_link (self, entity, lack);
  }
  crm_spoken_set_tooltip (GTK_WIDGET (self->figure), lacks->len > 0 ? all->str : NULL);
}

static void
on_record_changed_cb (CrmCard *card, gpointer data)
{
  Completeness *self = data;
  CrmDraft *draft = crm_card_get_draft (card);
  const CrmRecord *record = draft != NULL ? crm_draft_get_record (draft) : NULL;
  gboolean known = record != NULL && !crm_draft_is_new (draft) &&
                   crm_entity_find_field (crm_record_get_entity (record), "completeness") != NULL &&
                   !crm_record_is_null (record, "completeness");
  g_autofree char *figure = NULL;
  int percent;

  gtk_widget_set_visible (self->box, known);
  if (!known)
    return;
  percent = (int)(crm_record_get_int (record, "completeness") / 100);
  /* Translators: how complete a card is. */
  figure = g_strdup_printf (_ ("%d %% complete"), percent);
  gtk_label_set_text (self->figure, figure);
  gtk_level_bar_set_value (self->bar, percent / 100.0);
  show_links (self, record);
}

void
crm_completeness_furnish (CrmCard *card, const CrmEntity *entity)
{
  Completeness *self;

  g_return_if_fail (CRM_IS_CARD (card));

  if (crm_entity_find_field (entity, "completeness") == NULL)
    return;
  self = g_new0 (Completeness, 1);
  self->card = card;
  self->box = crm_wrap_new (6, 0);
  self->figure = GTK_LABEL (gtk_label_new (NULL));
  self->bar = GTK_LEVEL_BAR (gtk_level_bar_new ());
  self->links = crm_wrap_new (0, 0);
  gtk_widget_set_size_request (GTK_WIDGET (self->bar), 60, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->bar), "crm-completeness");
  gtk_widget_add_css_class (GTK_WIDGET (self->figure), "dim-label");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->figure));
  gtk_box_append (GTK_BOX (self->box), self->links);
  g_object_set_data_full (G_OBJECT (card), "crm-completeness", self, g_free);
  crm_card_add_above (card, self->box);
  /* It is one line, and stands above what rooms have put there. */
  gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (self->box)), self->box, NULL);
  crm_card_leave_out (card, "completeness");
  g_signal_connect (card, "record-changed", G_CALLBACK (on_record_changed_cb), self);
  on_record_changed_cb (card, self);
}
