/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-draft-private.h"

#include <glib/gi18n-lib.h>

/* The office has other fields than when the draft was read: somebody has added one, moved it, or
 * taken it out of use. What was typed stays in the draft, whatever becomes of the field. */

/* Labels of fields that were typed into and that nobody is shown any more, between commas; NULL
 * when there are none. (transfer full) */
static char *
find_taken_out (CrmDraft *self, const CrmEntity *now)
{
  g_autoptr (CrmRecord) typed = _crm_draft_peek (self);
  const CrmEntity *before = crm_record_get_entity (typed);
  GString *labels = g_string_new (NULL);

  for (guint i = 0; i < crm_entity_n_fields (before); i++) {
    const CrmField *field = &before->fields[i];
    const CrmField *same = crm_entity_find_field (now, field->name);

    if ((field->flags & CRM_FIELD_HIDDEN) != 0 || !crm_record_is_changed (typed, field->name) ||
        crm_record_is_null (typed, field->name) ||
        (same != NULL && (same->flags & CRM_FIELD_HIDDEN) == 0))
      continue;
    g_string_append_printf (labels, "%s“%s”", labels->len > 0 ? ", " : "",
                            crm_field_get_label (field));
  }

  return g_string_free (labels, labels->len == 0);
}

static void
say_taken_out (CrmDraft *self, const char *labels)
{
  g_autofree char *title = crm_draft_get_title (self);
  /* Translators: title of a record, labels of its fields. */
  g_autofree char *text =
    g_strdup_printf (_ ("%s: %s was taken out of use while you wrote there. What you wrote is "
                        "kept, and is seen again when the field is put back."),
                     title, labels);

  crm_desk_say (self->desk, text);
}

void
_crm_draft_follow_schema (CrmDraft *self)
{
  const CrmEntity *now =
    crm_schema_find (crm_desk_get_schema (self->desk), crm_draft_get_entity (self)->name);
  g_autofree char *taken_out = NULL;
  g_autoptr (CrmRecord) record = NULL;

  if (now == NULL || now == crm_draft_get_entity (self) || self->gone)
    return;
  taken_out = self->scratch ? NULL : find_taken_out (self, now);
  if (taken_out != NULL)
    say_taken_out (self, taken_out);
  /* The form is made anew: what stands in its fields would go with it. */
  g_signal_emit_by_name (self, "quiet");
  if (!crm_draft_is_new (self)) {
    crm_draft_refresh (self);
    return;
  }
  if (self->state == CRM_DRAFT_SAVING)
    return;
  record = crm_record_in (self->record, now);
  _crm_draft_take_record (self, record);
  g_signal_emit_by_name (self, "reloaded");
}
