/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-standing-private.h"

#include <glib/gi18n-lib.h>

/* The pattern with its "%s" filled in, one after the other. */
static char *
fill (const char *pattern, const char *a, const char *b, const char *c)
{
  const char *const parts[] = { a, b, c };
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) split = g_strsplit (pattern, "%s", -1);

  for (guint i = 0; split[i] != NULL; i++) {
    if (i > 0 && i <= G_N_ELEMENTS (parts) && parts[i - 1] != NULL)
      g_string_append (text, parts[i - 1]);
    g_string_append (text, split[i]);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Why not ---------------------------------------------------------------------------------- */

static const char *
whom_to_ask (const CrmStanding *self)
{
  return self->managers != NULL && *self->managers != '\0'
           ? self->managers
           : _ ("whoever manages people and settings");
}

/* By action. Translators: the first place is the plural of a kind of thing, "Clients", or the title
 * of a record; the second a role; the third whom to ask. */
static const char *const nothing[CRM_N_ACTIONS] = {
  [CRM_ACTION_READ] = N_ ("%s: your role “%s” does not show them. Ask: %s."),
  [CRM_ACTION_CREATE] = N_ ("%s: your role “%s” does not let you add any. Ask: %s."),
  [CRM_ACTION_EDIT] = N_ ("%s: your role “%s” does not let you change them. Ask: %s."),
  [CRM_ACTION_DELETE] = N_ ("%s: your role “%s” does not let you move them to the trash. Ask: %s."),
};

static const char *const only_own[CRM_N_ACTIONS] = {
  [CRM_ACTION_READ] = N_ ("“%s”: your role “%s” shows only what is yours. Ask: %s."),
  [CRM_ACTION_CREATE] =
    N_ ("“%s”: your role “%s” lets you add only what you are responsible for. Ask: %s."),
  [CRM_ACTION_EDIT] = N_ ("“%s”: your role “%s” lets you change only what is yours. Ask: %s."),
  [CRM_ACTION_DELETE] =
    N_ ("“%s”: your role “%s” lets you move only what is yours to the trash. Ask: %s."),
};

static const char *const only_department[CRM_N_ACTIONS] = {
  [CRM_ACTION_READ] = N_ ("“%s”: your role “%s” shows only your department's. Ask: %s."),
  [CRM_ACTION_CREATE] =
    N_ ("“%s”: your role “%s” lets you add only what your department is responsible for. Ask: "
        "%s."),
  [CRM_ACTION_EDIT] = N_ ("“%s”: your role “%s” lets you change only your department's. Ask: %s."),
  [CRM_ACTION_DELETE] =
    N_ ("“%s”: your role “%s” lets you move only your department's to the trash. Ask: %s."),
};

static const char *const missing[CRM_N_RIGHTS] = {
  [CRM_RIGHT_PERSONAL] = N_ ("Your role “%s” does not show personal data. Ask: %s."),
  [CRM_RIGHT_EXPORT] = N_ ("Your role “%s” does not let you export. Ask: %s."),
  [CRM_RIGHT_BACKDATE] =
    N_ ("Your role “%s” does not let you date papers back. Date it today, or ask: %s."),
  [CRM_RIGHT_MANAGE] = N_ ("Your role “%s” does not let you manage people and settings. Ask: %s."),
  [CRM_RIGHT_UPGRADE] =
    N_ ("Your role “%s” does not let you upgrade or restore the office file. Ask: %s."),
};

/* Of somebody who has no part in the office; NULL for those who have. */
static char *
refuse_stranger (const CrmStanding *self)
{
  if (self->person == 0)
    return g_strdup (_ ("This office does not know you yet. Say who you are first."));
  if (self->left)
    return g_strdup_printf (_ ("You do not work in this office any more. Ask: %s."),
                            whom_to_ask (self));
  if (self->part == NULL)
    return g_strdup_printf (_ ("You have no role in this office yet. Ask: %s."),
                            whom_to_ask (self));

  return NULL;
}

char *
crm_standing_refusal (const CrmStanding *self,
                      CrmAction action,
                      const CrmEntity *entity,
                      const char *title)
{
  CrmScopeKind scope;
  char *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (entity != NULL, NULL);
  g_return_val_if_fail (action < CRM_N_ACTIONS, NULL);

  text = refuse_stranger (self);
  if (text != NULL)
    return text;
  if (entity->care == CRM_CARE_SETTINGS)
    return crm_standing_refusal_of_right (self, CRM_RIGHT_MANAGE);
  scope = crm_standing_scope (self, action, entity);
  if (scope == CRM_SCOPE_NONE || title == NULL)
    return fill (_ (nothing[action]), _ (entity->label_many), self->part->name, whom_to_ask (self));

  return fill (_ (scope == CRM_SCOPE_OWN ? only_own[action] : only_department[action]), title,
               self->part->name, whom_to_ask (self));
}

char *
crm_standing_refusal_of_right (const CrmStanding *self, CrmRight right)
{
  char *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (right < CRM_N_RIGHTS, NULL);

  text = refuse_stranger (self);
  if (text != NULL)
    return text;

  return fill (_ (missing[right]), self->part->name, whom_to_ask (self), NULL);
}

/* --- In words --------------------------------------------------------------------------------- */

/* Translators: the place is a list of things, "Clients, Deals". */
static const char *const sentences[CRM_N_ACTIONS][CRM_SCOPE_ALL + 1] = {
  [CRM_ACTION_READ] = { N_ ("Does not see: %s."), N_ ("Sees only their own: %s."),
                        N_ ("Sees those of the department: %s."), N_ ("Sees all: %s.") },
  [CRM_ACTION_CREATE] = { NULL, N_ ("Adds, being responsible: %s."),
                          N_ ("Adds for the department: %s."), N_ ("Adds: %s.") },
  [CRM_ACTION_EDIT] = { NULL, N_ ("Changes only their own: %s."),
                        N_ ("Changes those of the department: %s."), N_ ("Changes all: %s.") },
  [CRM_ACTION_DELETE] = { NULL, N_ ("Moves their own to the trash: %s."),
                          N_ ("Moves those of the department to the trash: %s."),
                          N_ ("Moves any to the trash: %s.") },
};

static const char *const allowed[CRM_N_RIGHTS] = {
  [CRM_RIGHT_PERSONAL] = N_ ("Sees personal data."),
  [CRM_RIGHT_EXPORT] = N_ ("May export lists."),
  [CRM_RIGHT_BACKDATE] = N_ ("May date papers back."),
  [CRM_RIGHT_MANAGE] = N_ ("Manages people and settings."),
  [CRM_RIGHT_UPGRADE] = N_ ("May upgrade and restore the office file."),
};

static void
add_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
describe_action (const CrmStanding *self, CrmSchema *schema, CrmAction action, GString *text)
{
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (schema, &n);

  for (int scope = CRM_SCOPE_ALL; scope >= CRM_SCOPE_NONE; scope--) {
    g_autoptr (GString) names = g_string_new (NULL);
    g_autofree char *line = NULL;

    for (gsize i = 0; i < n; i++)
      if (entities[i]->owner == NULL && entities[i]->care == CRM_CARE_WORK &&
          !entities[i]->inside &&
          crm_standing_scope (self, action, entities[i]) == (CrmScopeKind)scope)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                _ (entities[i]->label_many));
    if (names->len == 0 || sentences[action][scope] == NULL)
      continue;
    line = fill (_ (sentences[action][scope]), names->str, NULL, NULL);
    add_line (text, line);
  }
}

/* Of somebody who has no part in the office, whoever asks; NULL for those who have. */
static char *
describe_stranger (const CrmStanding *self)
{
  if (self->person == 0)
    return g_strdup (_ ("This office does not know you yet. Say who you are first."));
  if (self->left)
    return g_strdup (_ ("Does not work here any more: sees and changes nothing."));

  return self->part == NULL ? g_strdup (_ ("Has no role yet: sees and changes nothing.")) : NULL;
}

char *
crm_standing_describe (const CrmStanding *self, CrmSchema *schema)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *stranger;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (schema != NULL, NULL);

  if (self->free)
    return g_strdup (_ ("There are no roles in this office: everybody may do everything."));
  stranger = describe_stranger (self);
  if (stranger != NULL)
    return stranger;
  for (guint i = 0; i < CRM_N_ACTIONS; i++)
    describe_action (self, schema, i, text);
  for (guint i = 0; i < CRM_N_RIGHTS; i++)
    if (self->part->rights[i])
      add_line (text, _ (allowed[i]));
  for (guint i = 0; i < self->absent->len; i++) {
    g_autofree char *line =
      /* Translators: the name of a colleague who is away. */
      g_strdup_printf (_ ("Stands in today for: %s."), ((CrmAbsent *)self->absent->pdata[i])->name);

    add_line (text, line);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
