/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-happening-private.h"

#include <string.h>

/* Who of the client's people something happened with: those whom the record names, and those whose
 * number or address stands in it. */

static void
contact_free (gpointer data)
{
  g_free (((CrmHappeningContact *)data)->name);
  g_free (data);
}

static void
add_contact (CrmHappening *self, const CrmClientPerson *person)
{
  CrmHappeningContact *contact;

  for (guint i = 0; self->contacts != NULL && i < self->contacts->len; i++)
    if (((CrmHappeningContact *)self->contacts->pdata[i])->id == person->id)
      return;
  if (self->contacts == NULL)
    self->contacts = g_ptr_array_new_with_free_func (contact_free);
  contact = g_new0 (CrmHappeningContact, 1);
  contact->id = person->id;
  contact->name = g_strdup (person->name);
  g_ptr_array_add (self->contacts, contact);
}

static void
add_referred (CrmHappening *self, GPtrArray *people, const CrmRecord *over)
{
  const CrmEntity *entity = crm_record_get_entity (over);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    gint64 id = entity->fields[i].type == CRM_FIELD_REFERENCE
                  ? crm_value_get_int (crm_record_get_at (over, i))
                  : 0;

    /* The first of them is the client. */
    for (guint k = 1; id != 0 && k < people->len; k++)
      if (((CrmClientPerson *)people->pdata[k])->id == id)
        add_contact (self, people->pdata[k]);
  }
}

/* A letter goes to several, between commas. */
static void
add_written (CrmHappening *self, CrmHappeningReading *reading, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    const CrmClientPerson *person =
      crm_client_people_find (reading->people, g_strstrip (parts[i]), reading->country);

    if (person != NULL)
      add_contact (self, person);
  }
}

void
_crm_happening_add_contacts (CrmHappeningReading *reading,
                             CrmHappening *self,
                             const CrmRecord *record)
{
  static const char *const written[] = { "phone", "from_address", "to_address" };
  const CrmEntity *entity = crm_record_get_entity (record);

  if (reading->people->len < 2)
    return;
  add_referred (self, reading->people, record);
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_lines_at (record, i);

    for (guint k = 0; lines != NULL && k < lines->len; k++)
      add_referred (self, reading->people, lines->pdata[k]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    if (crm_entity_find_field (entity, written[i]) != NULL)
      add_written (self, reading, crm_record_get_text (record, written[i]));
}
