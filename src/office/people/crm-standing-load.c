/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-standing-private.h"

/* More names than these nobody would read in a message. */
#define MOST_MANAGERS 3

typedef struct {
  CrmStanding *standing;
  GPtrArray *roles;
  GPtrArray *departments;
  GPtrArray *people;
} Office;

static void
office_clear (Office *self)
{
  g_clear_pointer (&self->roles, g_ptr_array_unref);
  g_clear_pointer (&self->departments, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Office, office_clear)

static GPtrArray *
read_all (CrmTxn *txn, const char *entity, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);

  return crm_txn_query (txn, query, error);
}

static CrmRecord *
find (GPtrArray *records, gint64 id)
{
  for (guint i = 0; id != 0 && i < records->len; i++)
    if (crm_record_get_id (records->pdata[i]) == id)
      return records->pdata[i];

  return NULL;
}

/* --- Roles ------------------------------------------------------------------------------------ */

static void
part_free (gpointer data)
{
  CrmPart *self = data;

  g_free (self->name);
  g_hash_table_unref (self->permits);
  g_free (self);
}

static CrmPart *
part_new (const CrmRecord *role, GString *mark)
{
  CrmPart *self = g_new0 (CrmPart, 1);
  GPtrArray *lines = crm_record_get_lines (role, "permissions");

  self->name = g_strdup (crm_record_get_text (role, "name"));
  self->permits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_string_append_printf (mark, "|%s", self->name);
  for (guint i = 0; i < CRM_N_RIGHTS; i++) {
    self->rights[i] = crm_record_get_int (role, crm_role_right_field (i)) != 0;
    g_string_append_c (mark, self->rights[i] ? '1' : '0');
  }
  for (guint i = 0; i < lines->len; i++) {
    const CrmRecord *line = lines->pdata[i];
    const char *entity = crm_record_get_text (line, "entity");
    CrmPermits permits;

    g_string_append_printf (mark, "|%s", entity);
    for (guint k = 0; k < CRM_N_ACTIONS; k++) {
      permits.scopes[k] =
        crm_role_scope_from_key (crm_record_get_text (line, crm_role_action_field (k)));
      g_string_append_printf (mark, "%d", permits.scopes[k]);
    }
    if (g_str_equal (entity, CRM_ROLE_REST))
      self->rest = permits;
    else
      g_hash_table_replace (self->permits, g_strdup (entity), g_memdup2 (&permits, sizeof permits));
  }

  return self;
}

static CrmPart *
part_of (Office *self, const CrmRecord *person)
{
  CrmRecord *role = find (self->roles, crm_record_get_int (person, "office_role"));

  return role != NULL ? part_new (role, self->standing->mark) : NULL;
}

/* --- Who belongs to whom ---------------------------------------------------------------------- */

static void
add_id (GArray *ids, gint64 id, GString *mark)
{
  g_array_append_val (ids, id);
  if (mark != NULL)
    g_string_append_printf (mark, ",%" G_GINT64_FORMAT, id);
}

/* Whether the department is one of those, or below one. */
static gboolean
is_within (Office *self, gint64 department, GArray *tops)
{
  for (guint depth = 0; department != 0 && depth <= self->departments->len; depth++) {
    CrmRecord *record = find (self->departments, department);

    for (guint i = 0; i < tops->len; i++)
      if (g_array_index (tops, gint64, i) == department)
        return TRUE;
    department = record != NULL ? crm_record_get_int (record, "parent") : 0;
  }

  return FALSE;
}

/* Whether it matters who the colleagues of the department are. */
static gboolean
looks_at_department (const CrmPart *part)
{
  GHashTableIter iter;
  gpointer value;

  if (part == NULL)
    return FALSE;
  for (guint i = 0; i < CRM_N_ACTIONS; i++)
    if (part->rest.scopes[i] == CRM_SCOPE_DEPARTMENT)
      return TRUE;
  g_hash_table_iter_init (&iter, part->permits);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < CRM_N_ACTIONS; i++)
      if (((CrmPermits *)value)->scopes[i] == CRM_SCOPE_DEPARTMENT)
        return TRUE;

  return FALSE;
}

/* A person's own department and those that they head, with all below. Those who are in none are
 * together in the one that an office without departments is. */
static void
gather_colleagues (Office *self, const CrmRecord *me)
{
  CrmStanding *standing = self->standing;
  gint64 mine = crm_record_get_int (me, "department");
  g_autoptr (GArray) tops = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean counts = looks_at_department (standing->part);

  if (mine != 0)
    g_array_append_val (tops, mine);
  for (guint i = 0; i < self->departments->len; i++) {
    gint64 id = crm_record_get_id (self->departments->pdata[i]);

    if (crm_record_get_int (self->departments->pdata[i], "head") == standing->person)
      g_array_append_val (tops, id);
  }
  g_string_append (standing->mark, "|own");
  add_id (standing->own, standing->person, standing->mark);
  for (guint i = 0; i < self->people->len; i++)
    if (mine != 0 && crm_record_get_int (self->people->pdata[i], "queue_of") == mine)
      add_id (standing->own, crm_record_get_id (self->people->pdata[i]), standing->mark);
  for (guint i = 0; i < self->people->len; i++) {
    const CrmRecord *person = self->people->pdata[i];
    gint64 department = crm_record_get_int (person, "department");

    if (crm_record_get_id (person) == standing->person ||
        (department != 0 ? is_within (self, department, tops) : mine == 0))
      add_id (standing->department, crm_record_get_id (person), counts ? standing->mark : NULL);
  }
}

static gboolean
stands_in (const CrmRecord *absent, gint64 person, const char *today)
{
  GPtrArray *lines = crm_record_get_lines (absent, "substitutes");

  for (guint i = 0; i < lines->len; i++) {
    const char *until = crm_record_get_text (lines->pdata[i], "until");

    if (crm_record_get_int (lines->pdata[i], "person") == person &&
        g_strcmp0 (crm_record_get_text (lines->pdata[i], "since"), today) <= 0 &&
        (*until == '\0' || g_strcmp0 (today, until) <= 0))
      return TRUE;
  }

  return FALSE;
}

static void
absent_free (gpointer data)
{
  CrmAbsent *self = data;

  g_free (self->name);
  g_clear_pointer (&self->part, part_free);
  g_free (self);
}

static void
gather_absent (Office *self)
{
  for (guint i = 0; i < self->people->len; i++) {
    const CrmRecord *person = self->people->pdata[i];
    CrmAbsent *absent;

    if (!stands_in (person, self->standing->person, self->standing->today))
      continue;
    absent = g_new0 (CrmAbsent, 1);
    absent->id = crm_record_get_id (person);
    absent->name = g_strdup (crm_record_get_text (person, "name"));
    g_string_append_printf (self->standing->mark, "|for%" G_GINT64_FORMAT, absent->id);
    absent->part = part_of (self, person);
    g_ptr_array_add (self->standing->absent, absent);
  }
}

static void
gather_managers (Office *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->people->len && n < MOST_MANAGERS; i++) {
    const CrmRecord *person = self->people->pdata[i];
    const CrmRecord *role = find (self->roles, crm_record_get_int (person, "office_role"));

    if (role == NULL || crm_record_get_int (role, "may_manage") == 0 ||
        crm_record_get_int (person, "active") == 0)
      continue;
    g_string_append_printf (names, "%s%s", n++ > 0 ? ", " : "",
                            crm_record_get_text (person, "name"));
  }
  self->standing->managers = g_string_free (g_steal_pointer (&names), FALSE);
}

/* --- The whole -------------------------------------------------------------------------------- */

static gboolean
read_office (CrmTxn *txn, Office *self, GError **error)
{
  self->roles = read_all (txn, "role", error);
  if (self->roles == NULL || self->roles->len == 0)
    return self->roles != NULL;
  self->departments = read_all (txn, "department", error);
  self->people = self->departments != NULL ? read_all (txn, "person", error) : NULL;

  return self->people != NULL;
}

static void
fill (Office *self)
{
  CrmStanding *standing = self->standing;
  CrmRecord *me = find (self->people, standing->person);
  const CrmRecord *department;
  const char *left_on;

  gather_managers (self);
  if (me == NULL)
    return;
  left_on = crm_record_get_text (me, "left_on");
  standing->name = g_strdup (crm_record_get_text (me, "name"));
  standing->left = crm_record_get_int (me, "active") == 0 ||
                   (*left_on != '\0' && g_strcmp0 (left_on, standing->today) < 0);
  g_string_append_printf (standing->mark, "|%s%d", standing->name, standing->left);
  if (standing->left)
    return;
  department = find (self->departments, crm_record_get_int (me, "department"));
  if (department != NULL)
    standing->department_name = g_strdup (crm_record_get_text (department, "name"));
  standing->part = part_of (self, me);
  gather_colleagues (self, me);
  gather_absent (self);
}

CrmStanding *
crm_standing_load (CrmTxn *txn, gint64 person, GError **error)
{
  g_autoptr (CrmStanding) self = g_new0 (CrmStanding, 1);
  g_auto (Office) office = { .standing = self };
  gboolean trusted, read;

  g_return_val_if_fail (txn != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->person = person;
  self->today = g_strdup (crm_txn_get_today (txn));
  self->own = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->department = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->absent = g_ptr_array_new_with_free_func (absent_free);
  self->mark = g_string_new (NULL);
  trusted = crm_txn_trust (txn, TRUE);
  read = read_office (txn, &office, error);
  crm_txn_trust (txn, trusted);
  if (!read)
    return NULL;
  self->free = office.roles->len == 0;
  if (!self->free)
    fill (&office);

  return g_steal_pointer (&self);
}

CrmStanding *
crm_standing_ref (CrmStanding *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
crm_standing_unref (CrmStanding *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->today);
  g_free (self->name);
  g_free (self->department_name);
  g_free (self->managers);
  g_clear_pointer (&self->part, part_free);
  g_array_unref (self->own);
  g_array_unref (self->department);
  g_ptr_array_unref (self->absent);
  g_string_free (self->mark, TRUE);
  g_free (self);
}
