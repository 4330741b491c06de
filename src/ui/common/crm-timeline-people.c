/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-timeline-people.h"

#include "base/crm-text.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Letters of a name on the button. */
#define MOST_SHOWN 12

struct _CrmTimelinePeople {
  AdwBin parent_instance;

  GtkWidget *button;
  GtkWidget *name; /* of whoever is chosen */
  GtkWidget *popover;
  GtkWidget *entry;
  GtkWidget *list;

  GHashTable *people; /* id → Person, while it is open */
  guint n;            /* rows of everybody */
  gint64 chosen;
};

G_DEFINE_FINAL_TYPE (CrmTimelinePeople, crm_timeline_people, ADW_TYPE_BIN)

enum {
  SIGNAL_ASKED,
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct {
  gint64 id;
  char *name;
  gboolean contact; /* of the client; else a colleague */
  guint n;
} Person;

static void
person_free (gpointer data)
{
  g_free (((Person *)data)->name);
  g_free (data);
}

/* --- Who there is ----------------------------------------------------------------------------- */

static void
count (CrmTimelinePeople *self, gint64 id, const char *name, gboolean contact)
{
  Person *person = g_hash_table_lookup (self->people, &id);

  if (id == 0 || name == NULL)
    return;
  if (person == NULL) {
    person = g_new0 (Person, 1);
    person->id = id;
    person->name = g_strdup (name);
    person->contact = contact;
    g_hash_table_insert (self->people, &person->id, person);
  }
  person->n++;
}

void
crm_timeline_people_count (CrmTimelinePeople *self, CrmTimelineItem *item)
{
  const CrmHappening *one;

  g_return_if_fail (CRM_IS_TIMELINE_PEOPLE (self));

  one = crm_timeline_item_get (item);
  self->n++;
  count (self, one->person_id, one->person, FALSE);
  for (guint i = 0; one->contacts != NULL && i < one->contacts->len; i++) {
    const CrmHappeningContact *contact = one->contacts->pdata[i];

    count (self, contact->id, contact->name, TRUE);
  }
}

/* Colleagues first; who took part most is looked for most. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const Person *left = *(const Person *const *)a;
  const Person *right = *(const Person *const *)b;

  if (left->contact != right->contact)
    return left->contact ? 1 : -1;
  if (left->n != right->n)
    return left->n > right->n ? -1 : 1;

  return g_utf8_collate (left->name, right->name);
}

static void
add_row (CrmTimelinePeople *self, const Person *person)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (person->name);
  g_autofree char *number = g_strdup_printf ("%u", person->n);
  GtkWidget *n = gtk_label_new (number);

  gtk_label_set_xalign (GTK_LABEL (name), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (n, "dim-label");
  gtk_widget_add_css_class (n, "numeric");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), n);
  if (person->id == self->chosen)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  crm_spoken_set_name (row, person->name);
  g_object_set_data_full (G_OBJECT (row), "crm-id", g_memdup2 (&person->id, sizeof (gint64)),
                          g_free);
  g_object_set_data_full (G_OBJECT (row), "crm-name", g_strdup (person->name), g_free);
  g_object_set_data_full (G_OBJECT (row), "crm-fold", crm_text_fold (person->name), g_free);
  g_object_set_data (G_OBJECT (row), "crm-contact", GINT_TO_POINTER (person->contact));
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
show_people (CrmTimelinePeople *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  Person everybody = { .name = (char *)_ ("Everybody"), .n = self->n };
  GHashTableIter iter;
  gpointer person;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, NULL, &person))
    g_ptr_array_add (all, person);
  g_ptr_array_sort (all, compare);
  add_row (self, &everybody);
  for (guint i = 0; i < all->len; i++)
    add_row (self, all->pdata[i]);
}

static void
on_shown_cb (CrmTimelinePeople *self)
{
  g_hash_table_remove_all (self->people);
  self->n = 0;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[SIGNAL_ASKED], 0);
  show_people (self);
  gtk_widget_grab_focus (self->entry);
}

/* --- The list --------------------------------------------------------------------------------- */

static gint64
id_of (GtkListBoxRow *row)
{
  return *(gint64 *)g_object_get_data (G_OBJECT (row), "crm-id");
}

/* The headings fall away with the rows under them. */
static void
show_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gboolean contact = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "crm-contact"));
  gboolean first =
    before == NULL || id_of (before) == 0 ||
    contact != GPOINTER_TO_INT (g_object_get_data (G_OBJECT (before), "crm-contact"));
  GtkWidget *heading;

  if (id_of (row) == 0 || !first) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }
  heading = gtk_label_new (contact ? _ ("Contact persons") : _ ("Colleagues"));
  gtk_label_set_xalign (GTK_LABEL (heading), 0.0f);
  gtk_widget_add_css_class (heading, "dim-label");
  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_widget_add_css_class (heading, "crm-people-heading");
  gtk_list_box_row_set_header (row, heading);
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  CrmTimelinePeople *self = data;
  g_autofree char *folded = crm_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  return *folded == '\0' ||
         (id_of (row) != 0 &&
          strstr (g_object_get_data (G_OBJECT (row), "crm-fold"), folded) != NULL);
}

static void
on_typed_cb (CrmTimelinePeople *self)
{
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
  gtk_list_box_invalidate_headers (GTK_LIST_BOX (self->list));
}

static void
on_row_activated_cb (CrmTimelinePeople *self, GtkListBoxRow *row)
{
  crm_timeline_people_set (self, id_of (row), g_object_get_data (G_OBJECT (row), "crm-name"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, signals[SIGNAL_PICKED], 0);
}

/* The first that is left; NULL when nobody is. */
static GtkListBoxRow *
first_row (CrmTimelinePeople *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (is_wanted (row, self))
      return row;

  return NULL;
}

static void
on_activate_cb (CrmTimelinePeople *self)
{
  GtkListBoxRow *row = first_row (self);

  if (row != NULL)
    on_row_activated_cb (self, row);
}

static gboolean
on_key_cb (CrmTimelinePeople *self, guint keyval)
{
  GtkListBoxRow *row = keyval == GDK_KEY_Down ? first_row (self) : NULL;

  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));

  return GDK_EVENT_STOP;
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_timeline_people_finalize (GObject *object)
{
  g_hash_table_unref (CRM_TIMELINE_PEOPLE (object)->people);

  G_OBJECT_CLASS (crm_timeline_people_parent_class)->finalize (object);
}

static void
crm_timeline_people_class_init (CrmTimelinePeopleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_timeline_people_finalize;

  signals[SIGNAL_ASKED] = g_signal_new ("asked", CRM_TYPE_TIMELINE_PEOPLE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PICKED] = g_signal_new ("picked", CRM_TYPE_TIMELINE_PEOPLE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
make_popover (CrmTimelinePeople *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  /* Arrows go from row to row, not to what scrolls them. */
  gtk_widget_set_focusable (scrolled, FALSE);
  self->popover = gtk_popover_new ();
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Search"), NULL);
  crm_spoken_set_name (self->entry, _ ("Search"));
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, key);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), show_heading, self, NULL);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), is_wanted, self, NULL);
  gtk_widget_add_css_class (self->list, "crm-palette-list");
  crm_spoken_set_name (self->list, _ ("People"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_size_request (scrolled, 240, -1);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  g_signal_connect_object (self->popover, "show", G_CALLBACK (on_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (on_typed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
crm_timeline_people_init (CrmTimelinePeople *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->people = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, person_free);
  make_popover (self);
  self->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->name), MOST_SHOWN);
  gtk_widget_set_visible (self->name, FALSE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("system-users-symbolic"));
  gtk_box_append (GTK_BOX (box), self->name);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  crm_spoken_set (self->button, _ ("Show only what this person took part in"));
  adw_bin_set_child (ADW_BIN (self), self->button);
}

CrmTimelinePeople *
crm_timeline_people_new (void)
{
  return g_object_new (CRM_TYPE_TIMELINE_PEOPLE, NULL);
}

gint64
crm_timeline_people_get (CrmTimelinePeople *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_PEOPLE (self), 0);

  return self->chosen;
}

void
crm_timeline_people_set (CrmTimelinePeople *self, gint64 id, const char *name)
{
  g_return_if_fail (CRM_IS_TIMELINE_PEOPLE (self));

  self->chosen = id;
  gtk_label_set_text (GTK_LABEL (self->name), id != 0 && name != NULL ? name : "");
  gtk_widget_set_visible (self->name, id != 0 && name != NULL);
  /* What stands beside it makes room for it. */
  gtk_label_set_width_chars (
    GTK_LABEL (self->name),
    (int)MIN (g_utf8_strlen (gtk_label_get_text (GTK_LABEL (self->name)), -1), MOST_SHOWN));
}
