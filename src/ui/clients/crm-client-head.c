/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/clients/crm-client-head.h"

#include "base/crm-day.h"
#include "base/crm-money.h"
#include "model/crm-format.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-wrap.h"

#include <glib/gi18n-lib.h>

struct _CrmClientHead {
  AdwBin parent_instance;

  GtkWidget *chips;
  GtkWidget *facts;
  GtkWidget *actions;
};

G_DEFINE_FINAL_TYPE (CrmClientHead, crm_client_head, ADW_TYPE_BIN)

static const char *const kinds[] = { "is_client", "is_supplier", "is_partner", "is_competitor",
                                     "is_ours" };

static void
add_chip (CrmClientHead *self, const char *text, const char *class_name)
{
  GtkWidget *chip = gtk_label_new (text);

  gtk_widget_add_css_class (chip, "crm-pill");
  gtk_widget_add_css_class (chip, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
  if (class_name != NULL)
    gtk_widget_add_css_class (chip, class_name);
  gtk_box_append (GTK_BOX (self->chips), chip);
}

/* Nobody should spend a call on them: said before all else. */
static void
add_aside (CrmClientHead *self, const CrmRecord *record)
{
  const CrmField *field = crm_entity_find_field (crm_record_get_entity (record), "set_aside");
  const char *key = crm_record_get_text (record, field->name);
  const CrmChoice *reason = crm_field_find_choice (field, key);
  g_autofree char *text = NULL;

  if (crm_record_is_null (record, field->name))
    return;
  text = g_strdup_printf ("%s: %s", crm_field_get_label (field),
                          reason != NULL ? crm_choice_get_label (reason) : key);
  add_chip (self, text, "crm-soon");
}

static void
show_chips (CrmClientHead *self, const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), child);
  add_aside (self, record);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (crm_record_get_int (record, kinds[i]) != 0)
      add_chip (self, crm_field_get_label (crm_entity_find_field (entity, kinds[i])),
                i == 0 ? "crm-active" : NULL);
  if (!crm_record_is_null (record, "segment"))
    add_chip (self, crm_record_get_text (record, "segment"), NULL);
}

static void
add_fact (GString *facts, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (facts->len > 0)
    g_string_append (facts, " · ");
  g_string_append (facts, text);
}

static char *
potential_text (const CrmClientGlance *glance, CrmLang lang)
{
  g_autoptr (GString) sums = g_string_new (NULL);
  GHashTableIter iter;
  gpointer currency, sum;

  g_hash_table_iter_init (&iter, glance->yearly);
  while (g_hash_table_iter_next (&iter, &currency, &sum)) {
    g_autofree char *money = crm_money_format (*(gint64 *)sum, currency, lang, TRUE);

    g_string_append_printf (sums, "%s%s", sums->len > 0 ? " + " : "", money);
  }

  /* Translators: how much a client could buy for in a year. */
  return sums->len > 0 ? g_strdup_printf (_ ("could buy for %s a year"), sums->str) : NULL;
}

static void
show_facts (CrmClientHead *self, CrmDraft *draft, const CrmClientGlance *glance)
{
  CrmDesk *desk = crm_draft_get_desk (draft);
  CrmLang lang = crm_desk_get_lang (desk);
  const CrmRecord *record = crm_draft_get_record (draft);
  g_autoptr (GString) facts = g_string_new (NULL);

  if (glance != NULL)
    add_fact (facts, glance->responsible);
  if (!crm_record_is_null (record, "last_touch")) {
    g_autofree char *when = crm_instant_format_relative (crm_record_get_int (record, "last_touch"),
                                                         crm_desk_get_now (desk), lang, NULL);
    /* Translators: when somebody last spoke with the client: "2 d". */
    g_autofree char *text = g_strdup_printf (_ ("last contact: %s"), when);

    add_fact (facts, text);
  } else {
    add_fact (facts, _ ("no contact yet"));
  }
  if (!crm_record_is_null (record, "next_task")) {
    g_autofree char *day = crm_day_format (crm_record_get_text (record, "next_task"), lang);
    /* Translators: the day of the next task with the client. */
    g_autofree char *text = g_strdup_printf (_ ("next task: %s"), day);

    add_fact (facts, text);
  }
  if (glance != NULL) {
    g_autofree char *potential = potential_text (glance, lang);

    add_fact (facts, potential);
  }
  gtk_label_set_text (GTK_LABEL (self->facts), facts->str);
  crm_spoken_set_tooltip (self->facts, facts->str);
}

static void
crm_client_head_class_init (CrmClientHeadClass *klass)
{
}

static const struct {
  const char *name;
  const char *label;
  const char *tooltip;
} actions[] = {
  { "note", N_ ("Note"), N_ ("Write a note (N)") },
  { "call", N_ ("Call"), N_ ("Write a call down (C)") },
  { "task", N_ ("Task"), N_ ("New task with this client (T)") },
  { "deal", N_ ("Deal"), N_ ("New deal with this client") },
  { "paper", N_ ("Paper"), N_ ("New paper for this client") },
};

static GtkWidget *
make_actions (void)
{
  GtkWidget *box = crm_wrap_new (6, 6);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    GtkWidget *button = gtk_button_new_with_label (_ (actions[i].label));
    g_autofree char *action = g_strconcat ("client.", actions[i].name, NULL);

    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
    crm_spoken_set_tooltip (button, _ (actions[i].tooltip));
    gtk_widget_add_css_class (button, "crm-quick");
    gtk_box_append (GTK_BOX (box), button);
  }

  return box;
}

static void
crm_client_head_init (CrmClientHead *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->chips = crm_wrap_new (6, 3);
  self->facts = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->facts), 0);
  gtk_label_set_wrap (GTK_LABEL (self->facts), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->facts), 2);
  gtk_label_set_ellipsize (GTK_LABEL (self->facts), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->facts, "dim-label");
  gtk_box_append (GTK_BOX (box), self->chips);
  gtk_box_append (GTK_BOX (box), self->facts);
  self->actions = make_actions ();
  gtk_box_append (GTK_BOX (box), self->actions);
  adw_bin_set_child (ADW_BIN (self), box);
}

CrmClientHead *
crm_client_head_new (void)
{
  return g_object_new (CRM_TYPE_CLIENT_HEAD, NULL);
}

void
crm_client_head_show (CrmClientHead *self, CrmDraft *draft, const CrmClientGlance *glance)
{
  g_return_if_fail (CRM_IS_CLIENT_HEAD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), draft != NULL && !crm_draft_is_new (draft));
  if (draft == NULL || crm_draft_is_new (draft))
    return;
  show_chips (self, crm_draft_get_record (draft));
  show_facts (self, draft, glance);
}

void
crm_client_head_tell (CrmClientHead *self, const char *action, const char *why)
{
  GtkWidget *button;

  g_return_if_fail (CRM_IS_CLIENT_HEAD (self));
  g_return_if_fail (action != NULL);

  button = gtk_widget_get_first_child (self->actions);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++, button = gtk_widget_get_next_sibling (button))
    if (g_str_equal (actions[i].name, action))
      crm_permit_tell (button, why, _ (actions[i].tooltip));
}
