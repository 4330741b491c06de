/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/clients/crm-client-card.h"

#include "ui/clients/crm-client-head.h"
#include "ui/clients/crm-needs-page.h"
#include "ui/clients/crm-people-section.h"

#include <glib/gi18n-lib.h>

/* Lives as long as its card. */
typedef struct {
  CrmCard *card;
  CrmClientHead *head;
  CrmPeopleSection *people;
  CrmNeedsPage *needs;
  GSimpleActionGroup *actions;
  guint reading; /* counts readings: an older one's answer is not wanted any more */
} ClientCard;

static void
client_card_free (gpointer data)
{
  ClientCard *self = data;

  g_object_unref (self->actions);
  g_free (self);
}

static ClientCard *
client_card_of (CrmCard *card)
{
  return g_object_get_data (G_OBJECT (card), "crm-client-card");
}

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct {
  gint64 client;
  guint nth;
  CrmClientGlance *glance;
} Reading;

static void
reading_free (gpointer data)
{
  crm_client_glance_free (((Reading *)data)->glance);
  g_free (data);
}

/* On the store's thread. */
static gboolean
read_glance (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->glance, crm_client_glance_free);
  reading->glance = crm_client_glance_read (txn, reading->client, error);

  return reading->glance != NULL;
}

static void
show (ClientCard *self, const CrmClientGlance *glance)
{
  CrmDraft *draft = crm_card_get_draft (self->card);

  crm_client_head_show (self->head, draft, glance);
  crm_people_section_show (self->people, draft, glance);
  crm_needs_page_show (self->needs, draft, glance);
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  ClientCard *self = client_card_of (g_task_get_source_object (task));
  Reading *reading = g_task_get_task_data (task);

  if (crm_office_run_finish (CRM_OFFICE (office), result, NULL) && self->reading == reading->nth)
    show (self, reading->glance);
}

static void
load (ClientCard *self)
{
  CrmDraft *draft = crm_card_get_draft (self->card);
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  self->reading++;
  if (draft == NULL || crm_draft_is_new (draft))
    return;
  reading = g_new0 (Reading, 1);
  reading->client = crm_record_get_id (crm_draft_get_record (draft));
  reading->nth = self->reading;
  task = g_task_new (self->card, NULL, NULL, NULL);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (draft)), CRM_TXN_READ, NULL,
                        read_glance, reading, NULL, NULL, on_read_cb, g_steal_pointer (&task));
}

static void
on_office_changed_cb (CrmCard *card, const CrmChange *change)
{
  static const char *const read[] = { "party", "affiliation", "potential", "answer", "survey" };
  gboolean touched = change->all;

  for (guint i = 0; i < G_N_ELEMENTS (read); i++)
    touched = touched || crm_change_touches (change, read[i]);
  if (touched)
    load (client_card_of (card));
}

/* --- What is done most ------------------------------------------------------------------------ */

static gboolean
is_there (ClientCard *self)
{
  CrmDraft *draft = crm_card_get_draft (self->card);

  return draft != NULL && !crm_draft_is_new (draft) && !crm_draft_is_deleted (draft);
}

static void
note (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ClientCard *self = data;

  crm_card_show_page (self->card, "timeline");
  crm_timeline_focus_note (crm_card_get_timeline (self->card));
}

static void
call (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ClientCard *self = data;

  crm_card_show_page (self->card, "timeline");
  crm_timeline_start_call (crm_card_get_timeline (self->card));
}

static void
person (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ClientCard *self = data;

  crm_card_show_page (self->card, "details");
  crm_people_section_focus (self->people);
}

/* A new record of another room that is this client's. */
static void
make (ClientCard *self, const char *name)
{
  CrmDraft *draft = crm_card_get_draft (self->card);
  CrmDesk *desk = crm_card_get_desk (self->card);
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (desk), name);
  g_autoptr (CrmDraft) made = NULL;
  g_autofree char *title = NULL;
  gint64 client;

  if (!is_there (self) || entity == NULL || !crm_card_leave (self->card))
    return;
  client = crm_record_get_id (crm_draft_get_record (draft));
  title = crm_draft_get_title (draft);
  made = crm_draft_new_record (desk, entity);
  crm_record_set_int (crm_draft_get_record (made), "client", client);
  crm_draft_set_title_of (made, client, title);
  crm_desk_show_draft (desk, made);
}

static void
new_task (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  make (data, "task");
}

static void
new_deal (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  make (data, "deal");
}

static void
new_paper (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  make (data, "document");
}

/* "str. Alba 12, MD-2001, Chișinău"; "" for one that says nothing. */
static char *
tell_address (const CrmRecord *address)
{
  static const char *const parts[] = { "line", "postcode", "city", "region", "country" };
  GString *text = g_string_new (NULL);

  if (crm_record_is_null (address, "line") && crm_record_is_null (address, "city"))
    return g_string_free (text, FALSE);
  for (guint k = 0; k < G_N_ELEMENTS (parts); k++) {
    const char *part = crm_record_get_text (address, parts[k]);

    if (*part != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
  }

  return g_string_free (text, FALSE);
}

static void
show_map (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ClientCard *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->card));
  g_autofree char *escaped =
    g_uri_escape_string (g_variant_get_string (parameter, NULL), NULL, TRUE);
  g_autofree char *uri = g_strconcat ("https://www.openstreetmap.org/search?query=", escaped, NULL);

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

/* Each address has its own line in the menu. */
static void
show_menu (ClientCard *self)
{
  CrmDraft *draft = crm_card_get_draft (self->card);
  g_autoptr (GMenu) menu = g_menu_new ();
  GPtrArray *addresses =
    draft != NULL ? crm_record_get_lines (crm_draft_get_record (draft), "addresses") : NULL;

  for (guint i = 0; addresses != NULL && i < addresses->len; i++) {
    g_autofree char *address = tell_address (g_ptr_array_index (addresses, i));
    /* Translators: an address. */
    g_autofree char *label = g_strdup_printf (_ ("Map: %s"), address);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    if (*address == '\0')
      continue;
    g_menu_item_set_action_and_target (item, "client.map", "s", address);
    g_menu_append_item (menu, item);
  }
  crm_card_set_menu (self->card, G_MENU_MODEL (menu));
}

static const GActionEntry entries[] = {
  { .name = "note", .activate = note },
  { .name = "call", .activate = call },
  { .name = "person", .activate = person },
  { .name = "task", .activate = new_task },
  { .name = "deal", .activate = new_deal },
  { .name = "paper", .activate = new_paper },
  { .name = "map", .activate = show_map, .parameter_type = "s" },
};

static const struct {
  guint keyval;
  guint cyrillic; /* on the same key */
  const char *action;
} keys[] = {
  { GDK_KEY_p, GDK_KEY_Cyrillic_ze, "person" },
  { GDK_KEY_t, GDK_KEY_Cyrillic_ie, "task" },
};

/* By the place of the key, unless something is being typed. */
static gboolean
on_key_cb (CrmCard *card, guint keyval, guint keycode, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (card));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keyval == keys[i].keyval || keyval == keys[i].cyrillic)
      name = keys[i].action;
  if (name == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0 ||
      GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus))
    return GDK_EVENT_PROPAGATE;
  if (!is_there (client_card_of (card)))
    return GDK_EVENT_PROPAGATE;
  g_action_group_activate_action (G_ACTION_GROUP (client_card_of (card)->actions), name, NULL);

  return GDK_EVENT_STOP;
}

/* --- The card --------------------------------------------------------------------------------- */

/* What the action makes; NULL for what makes nothing. */
static const char *
made_by (const char *action)
{
  static const struct {
    const char *action;
    const char *entity;
  } made[] = { { "note", "event" }, { "call", "event" }, { "person", "affiliation" },
               { "task", "task" },  { "deal", "deal" },  { "paper", "document" } };

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    if (g_str_equal (made[i].action, action))
      return made[i].entity;

  return NULL;
}

static void
update_action (ClientCard *self, const char *name)
{
  CrmDesk *desk = crm_card_get_desk (self->card);
  CrmOffice *office = crm_desk_get_office (desk);
  const char *makes = made_by (name);
  g_autofree char *why = NULL;
  gboolean may =
    makes == NULL || (!crm_office_is_read_only (office) &&
                      crm_office_may (office, CRM_ACTION_CREATE,
                                      crm_schema_find (crm_desk_get_schema (desk), makes), &why));

  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
    is_there (self) && may);
  crm_client_head_tell (self->head, name, why);
}

static void
on_record_changed_cb (CrmCard *card)
{
  ClientCard *self = client_card_of (card);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    update_action (self, entries[i].name);
  show_menu (self);
  show (self, NULL);
  load (self);
}

void
crm_client_card_furnish (CrmCard *card)
{
  CrmDesk *desk = crm_card_get_desk (card);
  ClientCard *self = g_new0 (ClientCard, 1);
  GtkEventController *key = gtk_event_controller_key_new ();

  self->card = card;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_object_set_data_full (G_OBJECT (card), "crm-client-card", self, client_card_free);
  gtk_widget_insert_action_group (GTK_WIDGET (card), "client", G_ACTION_GROUP (self->actions));
  self->head = crm_client_head_new ();
  crm_card_set_head (card, GTK_WIDGET (self->head));
  self->people = crm_people_section_new (desk);
  crm_card_add_above (card, GTK_WIDGET (self->people));
  self->needs = crm_needs_page_new (desk);
  crm_card_add_page (card, "needs", _ ("Needs"), "dialog-question-symbolic",
                     GTK_WIDGET (self->needs));
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_key_cb), card, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (card), key);
  g_signal_connect (card, "record-changed", G_CALLBACK (on_record_changed_cb), NULL);
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (on_office_changed_cb),
                           card, G_CONNECT_SWAPPED);
  on_record_changed_cb (card);
}
