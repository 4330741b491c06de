/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/quality/crm-quality-page.h"

#include "office/quality/crm-quality.h"
#include "ui/common/crm-chart.h"
#include "ui/common/crm-phrases.h"
#include "ui/common/crm-spoken.h"
#include "ui/quality/crm-cleaning-view.h"
#include "ui/quality/crm-quality-rules.h"

#include <glib/gi18n-lib.h>

/* What is lacked by few does not fit into one look. */
#define MOST_LACKS 15

/* Changes of colleagues come in bursts. */
#define READ_DELAY 500 /* ms */

struct _CrmQualityPage {
  AdwBin parent_instance;

  CrmRoomPage *page; /* not owned: it is around this widget */
  CrmDesk *desk;
  GtkWidget *stack;
  GtkLabel *average;
  GtkLabel *cards;
  CrmChart *bands;
  CrmChart *lacks;
  CrmChart *touch;
  GtkWidget *lacks_heading;
  GtkWidget *touch_heading;
  CrmCleaningView *cleaning;
  GtkWidget *notice; /* above the room's list: which of the records it shows */
  GtkLabel *notice_text;
  CrmCondition *own_filter; /* what the person's list had before it showed these */
  char *own_words;
  GCancellable *reading;
  guint due;
};

G_DEFINE_FINAL_TYPE (CrmQualityPage, crm_quality_page, ADW_TYPE_BIN)

/* --- To the list ------------------------------------------------------------------------------ */

/* What somebody looks for and filters by would make the list another one than the figure is of. */
static void
put_own_by (CrmQualityPage *self)
{
  CrmListView *list = crm_room_page_get_list_view (self->page);
  const CrmCondition *filter = crm_list_view_get_filter (list);

  if (filter != NULL) {
    g_clear_pointer (&self->own_filter, crm_condition_free);
    self->own_filter = crm_condition_copy (filter);
  }
  if (*crm_list_view_get_words (list) != '\0') {
    g_free (self->own_words);
    self->own_words = g_strdup (crm_list_view_get_words (list));
  }
  crm_list_view_set_filter (list, NULL);
  crm_list_view_search (list, NULL);
  crm_list_view_set_trash (list, FALSE);
}

/* Unless something else is filtered by and looked for since. */
static void
give_own_back (CrmQualityPage *self)
{
  CrmListView *list = crm_room_page_get_list_view (self->page);

  if (self->own_filter != NULL && crm_list_view_get_filter (list) == NULL)
    crm_list_view_set_filter (list, self->own_filter);
  if (self->own_words != NULL && *crm_list_view_get_words (list) == '\0')
    crm_list_view_search (list, self->own_words);
  g_clear_pointer (&self->own_filter, crm_condition_free);
  g_clear_pointer (&self->own_words, g_free);
}

static void
show_records (CrmQualityPage *self, const char *where, const char *order, const char *what)
{
  CrmListView *list = crm_room_page_get_list_view (self->page);

  put_own_by (self);
  crm_list_view_set_where (list, crm_query_parse_where (where, NULL));
  if (order != NULL)
    crm_list_view_set_order (list, order);
  gtk_label_set_text (self->notice_text, what);
  gtk_widget_set_visible (self->notice, TRUE);
  crm_room_page_show_view (self->page, "list");
  crm_list_view_focus_list (list);
}

static void
on_band_opened_cb (CrmQualityPage *self, const char *where, const char *label)
{
  /* Translators: which cards a list shows: a range of completeness. */
  g_autofree char *what = g_strdup_printf (_ ("Completeness: %s"), label);

  show_records (self, where, "completeness", what);
}

static void
on_lack_opened_cb (CrmQualityPage *self, const char *where, const char *label)
{
  /* Translators: which cards a list shows: those without this field. */
  g_autofree char *what = g_strdup_printf (_ ("Missing: %s"), label);

  show_records (self, where, "completeness", what);
}

static void
on_touch_opened_cb (CrmQualityPage *self, const char *where, const char *label)
{
  show_records (self, where, "touch_due", _ ("Losing touch"));
}

static void
on_notice_closed_cb (CrmQualityPage *self)
{
  gtk_widget_set_visible (self->notice, FALSE);
  crm_list_view_set_where (crm_room_page_get_list_view (self->page), NULL);
  give_own_back (self);
}

static void
add_notice (CrmQualityPage *self)
{
  CrmListView *list = crm_room_page_get_list_view (self->page);
  GtkWidget *box = adw_bin_get_child (ADW_BIN (list));
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->notice = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->notice_text = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (self->notice, "crm-notice");
  gtk_widget_set_margin_start (self->notice, 6);
  gtk_widget_set_margin_end (self->notice, 6);
  gtk_label_set_xalign (self->notice_text, 0.0f);
  gtk_label_set_ellipsize (self->notice_text, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->notice_text), TRUE);
  crm_spoken_set (close, _ ("Show all again"));
  gtk_widget_add_css_class (close, "flat");
  g_signal_connect_object (close, "clicked", G_CALLBACK (on_notice_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->notice), GTK_WIDGET (self->notice_text));
  gtk_box_append (GTK_BOX (self->notice), close);
  gtk_widget_set_visible (self->notice, FALSE);
  gtk_box_insert_child_after (GTK_BOX (box), self->notice, gtk_widget_get_first_child (box));
}

/* --- Figures ---------------------------------------------------------------------------------- */

static void
show_bands (CrmQualityPage *self, const CrmQuality *quality)
{
  static const CrmTone tones[CRM_QUALITY_BANDS] = { CRM_TONE_LATE, CRM_TONE_LATE, CRM_TONE_SOON,
                                                    CRM_TONE_SOON, CRM_TONE_DONE };

  crm_chart_clear (self->bands);
  for (guint i = CRM_QUALITY_BANDS; i > 0; i--) {
    guint band = i - 1;
    g_autofree char *where = crm_quality_where_band (quality->entity, band);
    g_autofree char *label = NULL;

    if (band == CRM_QUALITY_BANDS - 1)
      label = g_strdup (_ ("Complete"));
    else
      /* Translators: a range of completeness. */
      label = g_strdup_printf (_ ("%u to %u %%"), band * 25, band * 25 + 24);
    crm_chart_add (self->bands, label, quality->bands[band], tones[band], where);
  }
}

static void
show_lacks (CrmQualityPage *self, const CrmQuality *quality)
{
  const CrmEntity *entity = crm_room_page_get_entity (self->page);

  crm_chart_clear (self->lacks);
  for (guint i = 0; i < MIN (quality->lacks->len, MOST_LACKS); i++) {
    const CrmLackCount *lack = quality->lacks->pdata[i];
    g_autofree char *where = crm_quality_where_lack (entity->name, lack->path, lack->wrong);
    g_autofree char *name = crm_quality_path_label (entity, lack->path);
    g_autofree char *label = NULL;

    /* Translators: the placeholder is a field whose value cannot be right. */
    label = lack->wrong ? g_strdup_printf (_ ("%s (wrong)"), name) : g_steal_pointer (&name);
    crm_chart_add (self->lacks, label, lack->count, lack->wrong ? CRM_TONE_LATE : CRM_TONE_ACTIVE,
                   where);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->lacks), quality->lacks->len > 0);
  gtk_widget_set_visible (self->lacks_heading, quality->lacks->len > 0);
}

static void
show_figures (CrmQualityPage *self, const CrmQuality *quality)
{
  const CrmEntity *entity = crm_room_page_get_entity (self->page);
  g_autofree char *average = g_strdup_printf ("%d %%", (int)((quality->average + 50) / 100));
  g_autofree char *cards =
    crm_phrase_count (entity, (guint)quality->cards, crm_desk_get_lang (self->desk));
  g_autofree char *losing = crm_quality_where_losing ();

  gtk_label_set_text (self->average, average);
  gtk_label_set_text (self->cards, cards);
  show_bands (self, quality);
  show_lacks (self, quality);
  crm_chart_clear (self->touch);
  crm_chart_add (self->touch, _ ("Overdue"), quality->losing, CRM_TONE_SOON, losing);
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmQualityPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuality) quality = crm_quality_read_finish (CRM_OFFICE (office), result, &error);

  if (quality != NULL && self->page != NULL)
    show_figures (self, quality);
  else if (error != NULL)
    crm_desk_report (self->desk, error);
}

static void
read_figures (CrmQualityPage *self)
{
  g_clear_handle_id (&self->due, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  crm_quality_read_async (crm_desk_get_office (self->desk),
                          crm_room_page_get_entity (self->page)->name, self->reading, on_read_cb,
                          g_object_ref (self));
}

static gboolean
on_due_cb (gpointer data)
{
  CrmQualityPage *self = data;

  self->due = 0;
  read_figures (self);

  return G_SOURCE_REMOVE;
}

static void
on_mapped_cb (CrmQualityPage *self)
{
  read_figures (self);
}

static void
on_changed_cb (CrmQualityPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->due == 0)
    self->due = g_timeout_add (READ_DELAY, on_due_cb, self);
}

/* --- The page --------------------------------------------------------------------------------- */

static void
on_clean_cb (CrmQualityPage *self)
{
  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (self->cleaning));
  crm_cleaning_view_start (self->cleaning);
}

static void
on_cleaned_cb (CrmQualityPage *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "figures");
  read_figures (self);
}

static GtkWidget *
add_heading (GtkWidget *box, const char *text)
{
  GtkWidget *heading = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (heading), 0.0f);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_top (heading, 12);
  gtk_box_append (GTK_BOX (box), heading);

  return heading;
}

static CrmChart *
add_chart (CrmQualityPage *self, GtkWidget *box, const char *name, GCallback opened)
{
  CrmChart *chart = crm_chart_new (name);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (chart));
  g_signal_connect_object (chart, "opened", opened, self, G_CONNECT_SWAPPED);

  return chart;
}

static void
add_summary (CrmQualityPage *self, GtkWidget *box)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clean = gtk_button_new_with_mnemonic (_ ("Clean _up"));

  self->average = GTK_LABEL (gtk_label_new (NULL));
  self->cards = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->average), "title-1");
  gtk_widget_add_css_class (GTK_WIDGET (self->cards), "dim-label");
  gtk_label_set_xalign (self->average, 0.0f);
  gtk_label_set_xalign (self->cards, 0.0f);
  gtk_label_set_ellipsize (self->cards, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (clean, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (clean, "suggested-action");
  crm_spoken_set_tooltip (clean, _ ("One question after the other, as long as you like"));
  g_signal_connect_object (clean, "clicked", G_CALLBACK (on_clean_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->average));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->cards));
  gtk_box_append (GTK_BOX (top), texts);
  gtk_box_append (GTK_BOX (top), clean);
  gtk_box_append (GTK_BOX (box), top);
}

static GtkWidget *
make_figures (CrmQualityPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const char *entity = crm_room_page_get_entity (self->page)->name;
  gboolean clients = g_str_equal (entity, "party");

  gtk_widget_add_css_class (box, "crm-body");
  add_summary (self, box);
  add_heading (box, _ ("Completeness"));
  self->bands = add_chart (self, box, _ ("Completeness"), G_CALLBACK (on_band_opened_cb));
  self->lacks_heading = add_heading (box, _ ("What is missing"));
  self->lacks = add_chart (self, box, _ ("What is missing"), G_CALLBACK (on_lack_opened_cb));
  self->touch_heading = add_heading (box, _ ("Losing touch"));
  self->touch = add_chart (self, box, _ ("Losing touch"), G_CALLBACK (on_touch_opened_cb));
  gtk_widget_set_visible (self->touch_heading, clients);
  gtk_widget_set_visible (GTK_WIDGET (self->touch), clients);
  add_heading (box, _ ("Rules"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (crm_quality_rules_new (self->desk, entity)));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);

  return scrolled;
}

static void
crm_quality_page_dispose (GObject *object)
{
  CrmQualityPage *self = CRM_QUALITY_PAGE (object);

  g_clear_handle_id (&self->due, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->page = NULL;

  G_OBJECT_CLASS (crm_quality_page_parent_class)->dispose (object);
}

static void
crm_quality_page_finalize (GObject *object)
{
  CrmQualityPage *self = CRM_QUALITY_PAGE (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->own_filter, crm_condition_free);
  g_clear_pointer (&self->own_words, g_free);

  G_OBJECT_CLASS (crm_quality_page_parent_class)->finalize (object);
}

static void
crm_quality_page_class_init (CrmQualityPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_quality_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_quality_page_finalize;
}

static void
crm_quality_page_init (CrmQualityPage *self)
{
  g_signal_connect (self, "map", G_CALLBACK (on_mapped_cb), NULL);
}

void
crm_quality_page_furnish (CrmRoomPage *page)
{
  CrmQualityPage *self;

  g_return_if_fail (CRM_IS_ROOM_PAGE (page));

  if (crm_entity_find_field (crm_room_page_get_entity (page), "completeness") == NULL)
    return;
  self = g_object_new (CRM_TYPE_QUALITY_PAGE, NULL);
  self->page = page;
  self->desk = g_object_ref (crm_room_page_get_desk (page));
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  self->cleaning = crm_cleaning_view_new (self->desk, crm_room_page_get_entity (page)->name);
  gtk_stack_add_named (GTK_STACK (self->stack), make_figures (self), "figures");
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->cleaning), "cleaning");
  adw_bin_set_child (ADW_BIN (self), self->stack);
  g_signal_connect_object (self->cleaning, "closed", G_CALLBACK (on_cleaned_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_desk_get_office (self->desk), "changed", G_CALLBACK (on_changed_cb),
                           self, G_CONNECT_SWAPPED);
  add_notice (self);
  crm_room_page_add_view (page, "quality", _ ("Quality"), NULL, GTK_WIDGET (self));
}
