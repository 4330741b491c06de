/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "office/quality/crm-quality.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *entity;
  CrmQuality *quality;
  GPtrArray *labels; /* of the lacks: char * */
} Deed;

static void
deed_clear (Deed *self)
{
  g_clear_pointer (&self->quality, crm_quality_free);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deed, deed_clear)

static gboolean
read_func (CrmTxn *txn, gpointer data, GError **error)
{
  Deed *deed = data;
  const CrmEntity *entity =
    crm_command_entity (crm_txn_get_schema (txn), deed->entity, NULL, error);

  deed_clear (deed);
  if (entity == NULL)
    return FALSE;
  deed->quality = crm_quality_read (txn, entity->name, error);
  deed->labels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; deed->quality != NULL && i < deed->quality->lacks->len; i++) {
    const CrmLackCount *lack = deed->quality->lacks->pdata[i];

    g_ptr_array_add (deed->labels, crm_quality_path_label (entity, lack->path));
  }

  return deed->quality != NULL;
}

static void
print_for_people (CrmSession *session, const Deed *deed)
{
  const CrmQuality *quality = deed->quality;

  g_autofree char *cards = g_strdup_printf ("%" G_GINT64_FORMAT, quality->cards);

  /* Translators: how many cards were looked at, and how complete they are. */
  crm_output_printf (session->out, _ ("Cards: %s. Complete on average: %d %%"), cards,
                     (int)((quality->average + 50) / 100));
  crm_output_printf (session->out, "\n");
  for (guint i = 0; i < quality->lacks->len; i++) {
    const CrmLackCount *lack = quality->lacks->pdata[i];

    crm_output_printf (session->out, "%7" G_GINT64_FORMAT "  %s: %s\n", lack->count,
                       (const char *)deed->labels->pdata[i],
                       lack->wrong ? _ ("wrong") : _ ("missing"));
  }
  if (quality->losing > 0)
    crm_output_printf (session->out, "%7" G_GINT64_FORMAT "  %s\n", quality->losing,
                       _ ("Losing touch"));
}

static JsonObject *
to_json (const CrmQuality *quality)
{
  JsonObject *object = json_object_new ();
  JsonArray *bands = json_array_new ();
  JsonArray *lacks = json_array_new ();

  json_object_set_string_member (object, "entity", quality->entity);
  json_object_set_int_member (object, "cards", quality->cards);
  json_object_set_int_member (object, "average", quality->average);
  json_object_set_int_member (object, "losing", quality->losing);
  for (guint i = 0; i < CRM_QUALITY_BANDS; i++)
    json_array_add_int_element (bands, quality->bands[i]);
  for (guint i = 0; i < quality->lacks->len; i++) {
    const CrmLackCount *lack = quality->lacks->pdata[i];
    JsonObject *row = json_object_new ();

    json_object_set_string_member (row, "path", lack->path);
    json_object_set_boolean_member (row, "wrong", lack->wrong);
    json_object_set_int_member (row, "count", lack->count);
    json_array_add_object_element (lacks, row);
  }
  json_object_set_array_member (object, "bands", bands);
  json_object_set_array_member (object, "lacks", lacks);

  return object;
}

static gboolean
run_quality (CrmSession *session, char ***args, GError **error)
{
  g_auto (Deed) deed = { 0 };
  CrmOffice *office;

  if (!crm_command_parse (NULL, args, 0, 1, error))
    return FALSE;
  deed.entity = (*args)[0] != NULL ? (*args)[0] : "party";
  office = crm_session_open (session, error);
  if (office == NULL || !crm_quality_apply (office, NULL, error) ||
      !crm_office_run (office, CRM_TXN_READ, NULL, read_func, &deed, error))
    return FALSE;
  if (session->batch)
    crm_command_answer (session, to_json (deed.quality), NULL);
  else
    print_for_people (session, &deed);

  return TRUE;
}

const CrmCommand crm_commands_quality[] = {
  {
    .name = "quality",
    .usage = "[KIND]",
    .help = N_ ("Say how complete the cards are and what they lack"),
    .details =
      N_ ("KIND is client, product or claim; without it clients are looked at. Clients that are "
          "set aside and products that are not sold any more do not count. What follows from "
          "rules that were changed is computed first. “list client --where \"missing ~ phones "
          "and set_aside is empty\"” shows the cards themselves."),
    .run = run_quality,
  },
  { NULL },
};
