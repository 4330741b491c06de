/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-timeline-row.h"

#include "base/crm-day.h"
#include "model/crm-format.h"
#include "ui/common/crm-phrases.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmTimelineRow {
  GtkWidget parent_instance;

  GtkWidget *day;
  GtkWidget *at;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *state;
  GtkWidget *person;
  GtkWidget *about;
  GtkWidget *more; /* with all it says */
  GtkWidget *detail;
  CrmDesk *desk;
  CrmTimelineItem *item;
};

G_DEFINE_FINAL_TYPE (CrmTimelineRow, crm_timeline_row, GTK_TYPE_WIDGET)

static const struct {
  const char *kind;
  const char *icon;
} icons[] = {
  { "call", "call-start-symbolic" },        { "meeting", "system-users-symbolic" },
  { "letter", "mail-unread-symbolic" },     { "note", "text-editor-symbolic" },
  { "visit", "mark-location-symbolic" },    { "message", "user-available-symbolic" },
  { "comment", "user-available-symbolic" }, { "attachment", "mail-attachment-symbolic" },
  { "change", "view-refresh-symbolic" },
};

const char *
crm_timeline_icon (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_equal (icons[i].kind, kind))
      return icons[i].icon;

  return NULL;
}

static void
on_open_cb (CrmTimelineRow *self)
{
  const CrmHappening *one;

  if (self->item == NULL)
    return;
  one = crm_timeline_item_get (self->item);
  crm_desk_open (self->desk, one->entity, one->id, FALSE);
}

static void
crm_timeline_row_dispose (GObject *object)
{
  CrmTimelineRow *self = CRM_TIMELINE_ROW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->item);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_timeline_row_parent_class)->dispose (object);
}

static void
crm_timeline_row_class_init (CrmTimelineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_timeline_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
new_label (const char *class_name, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);

  return label;
}

static void
make_line (CrmTimelineRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->at = new_label ("dim-label", 0);
  gtk_widget_add_css_class (self->at, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (self->at), 5);
  self->icon = gtk_image_new ();
  self->title = new_label (NULL, 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  self->state = new_label ("caption", 0.5f);
  gtk_widget_add_css_class (self->state, "crm-pill");
  self->person = new_label ("dim-label", 1);
  gtk_widget_add_css_class (self->person, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (self->person), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->person), 16);
  gtk_box_append (GTK_BOX (line), self->at);
  gtk_box_append (GTK_BOX (line), self->icon);
  gtk_box_append (GTK_BOX (line), self->title);
  gtk_box_append (GTK_BOX (line), self->state);
  gtk_box_append (GTK_BOX (line), self->person);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
}

static void
crm_timeline_row_init (CrmTimelineRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *open = gtk_button_new_with_label (_ ("Open"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-moment");
  self->day = new_label ("heading", 0);
  gtk_widget_add_css_class (self->day, "crm-day");
  gtk_widget_set_parent (self->day, GTK_WIDGET (self));
  make_line (self);
  self->about = new_label ("dim-label", 0);
  gtk_widget_add_css_class (self->about, "caption");
  gtk_widget_add_css_class (self->about, "crm-moment-about");
  gtk_label_set_ellipsize (GTK_LABEL (self->about), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->about, GTK_WIDGET (self));
  self->more = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->more, "crm-moment-more");
  self->detail = new_label (NULL, 0);
  gtk_label_set_wrap (GTK_LABEL (self->detail), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->detail), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->detail), TRUE);
  gtk_box_append (GTK_BOX (self->more), self->detail);
  gtk_widget_set_halign (open, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->more), open);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  g_signal_connect_object (open, "clicked", G_CALLBACK (on_open_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
crm_timeline_row_new (CrmDesk *desk)
{
  CrmTimelineRow *self = g_object_new (CRM_TYPE_TIMELINE_ROW, NULL);

  self->desk = g_object_ref (desk);

  return GTK_WIDGET (self);
}

/* --- One row ---------------------------------------------------------------------------------- */

static void
show_day (CrmTimelineRow *self, const CrmHappening *one)
{
  CrmLang lang = crm_desk_get_lang (self->desk);
  g_autofree char *day = crm_day_of_instant (one->at, NULL);
  g_autofree char *today = crm_desk_get_today (self->desk);
  g_autofree char *shown = crm_day_format_pattern (day, "EEEE, d MMMM yyyy", lang);
  int ago = crm_day_between (day, today);

  if (ago == 0)
    gtk_label_set_text (GTK_LABEL (self->day), _ ("Today"));
  else if (ago == 1)
    gtk_label_set_text (GTK_LABEL (self->day), _ ("Yesterday"));
  else
    gtk_label_set_text (GTK_LABEL (self->day), shown);
}

static void
show_time (CrmTimelineRow *self, const CrmHappening *one)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (one->at / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), one->entity);
  const CrmField *when =
    entity != NULL && entity->when != NULL ? crm_entity_find_field (entity, entity->when) : NULL;
  g_autofree char *text = NULL;

  /* What has only a day happened at no hour. */
  if (!g_str_equal (one->kind, "change") && when != NULL && when->type == CRM_FIELD_DAY)
    text = g_strdup ("");
  else
    text = g_date_time_format (local, "%H:%M");
  gtk_label_set_text (GTK_LABEL (self->at), text);
}

static void
show_state (CrmTimelineRow *self, const CrmHappening *one)
{
  static const char *const classes[] = { "crm-waiting", "crm-active", "crm-soon", "crm-late",
                                         "crm-done" };
  const char *class_name = one->state != NULL ? crm_tone_class (one->state->tone) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->state, classes[i]);
  if (class_name != NULL)
    gtk_widget_add_css_class (self->state, class_name);
  gtk_widget_set_visible (self->state, one->state != NULL);
  if (one->state != NULL)
    gtk_label_set_text (GTK_LABEL (self->state), crm_choice_get_label (one->state));
}

/* A comment of several lines is one line until it is opened. */
static char *
first_line (const char *text)
{
  const char *end = text != NULL ? g_strstr_len (text, -1, "\n") : NULL;

  return end != NULL ? g_strndup (text, (gsize)(end - text)) : g_strdup (text);
}

static void
show_title (CrmTimelineRow *self, const CrmHappening *one)
{
  g_autofree char *line = first_line (one->title);
  /* Translators: what happened and what it is about: "Paper issued: Invoice 41". */
  g_autofree char *text = g_str_equal (one->kind, "change") || g_str_equal (one->kind, "document")
                            ? g_strdup_printf (_ ("%s: %s"), one->label, line)
                            : g_strdup (line);
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), one->entity);
  const char *icon = crm_timeline_icon (one->kind);

  gtk_label_set_text (GTK_LABEL (self->title), text);
  gtk_label_set_text (GTK_LABEL (self->about), one->about != NULL ? one->about : "");
  gtk_widget_set_visible (self->about, one->about != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                icon != NULL || entity == NULL ? icon : entity->icon);
  crm_spoken_set_tooltip (self->icon, one->label);
}

/* "Contact person: Ion Rusu"; NULL for nobody. */
static char *
tell_contacts (const CrmHappening *one)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (guint i = 0; one->contacts != NULL && i < one->contacts->len; i++)
    g_ptr_array_add (names, ((const CrmHappeningContact *)one->contacts->pdata[i])->name);
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (", ", (char **)names->pdata);

  return g_strdup_printf (_ ("%s: %s"),
                          names->len > 2 ? _ ("Contact persons") : _ ("Contact person"), joined);
}

static void
show_more (CrmTimelineRow *self, const CrmHappening *one)
{
  gboolean expanded = crm_timeline_item_is_expanded (self->item);
  g_autofree char *contacts = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->more, expanded);
  if (!expanded)
    return;
  contacts = tell_contacts (one);
  text = g_strdup_printf ("%s%s%s%s%s", one->title != NULL ? one->title : "",
                          one->detail != NULL ? "\n" : "", one->detail != NULL ? one->detail : "",
                          contacts != NULL ? "\n" : "", contacts != NULL ? contacts : "");
  gtk_label_set_text (GTK_LABEL (self->detail), text);
}

void
crm_timeline_row_bind (CrmTimelineRow *self, CrmTimelineItem *item)
{
  const CrmHappening *one;

  g_return_if_fail (CRM_IS_TIMELINE_ROW (self));

  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  one = crm_timeline_item_get (item);
  gtk_widget_set_visible (self->day, crm_timeline_item_begins_day (item));
  if (crm_timeline_item_begins_day (item))
    show_day (self, one);
  show_time (self, one);
  show_title (self, one);
  show_state (self, one);
  gtk_label_set_text (GTK_LABEL (self->person), one->person != NULL ? one->person : "");
  show_more (self, one);
}
