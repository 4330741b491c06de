/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-phrases.h"

#include "base/crm-error.h"
#include "base/crm-number.h"
#include "model/crm-schema.h"

#include <glib/gi18n-lib.h>
#include <string.h>

char *
crm_phrase_count (const CrmEntity *entity, guint n, CrmLang lang)
{
  const char *phrase;
  const char *place;
  g_autofree char *number = NULL;

  g_return_val_if_fail (entity != NULL, NULL);

  number = crm_number_format (n, 0, 0, lang);
  if (entity->label_count == NULL)
    return g_steal_pointer (&number);
  /* The number is put in by hand because printf() groups thousands by the C library's locale. */
  phrase = g_dngettext (GETTEXT_PACKAGE, entity->label_count, entity->label_count_many, n);
  place = strstr (phrase, "%d");
  if (place == NULL)
    return g_strdup (phrase);

  return g_strdup_printf ("%.*s%s%s", (int)(place - phrase), phrase, number, place + 2);
}

const char *
crm_tone_class (CrmTone tone)
{
  switch (tone) {
  case CRM_TONE_WAITING:
    return "crm-waiting";
  case CRM_TONE_ACTIVE:
    return "crm-active";
  case CRM_TONE_SOON:
    return "crm-soon";
  case CRM_TONE_LATE:
    return "crm-late";
  case CRM_TONE_DONE:
    return "crm-done";
  case CRM_TONE_NONE:
  default:
    return NULL;
  }
}

CrmTone
crm_entity_state_tone (const CrmEntity *entity, const char *key, const CrmChoice **choice)
{
  const CrmField *field;
  const CrmChoice *found = NULL;

  g_return_val_if_fail (entity != NULL, CRM_TONE_NONE);

  field = entity->state != NULL ? crm_entity_find_field (entity, entity->state) : NULL;
  if (field != NULL && key != NULL)
    found = crm_field_find_choice (field, key);
  if (choice != NULL)
    *choice = found;

  return found != NULL ? found->tone : CRM_TONE_NONE;
}

const char *
crm_error_heading (const GError *error)
{
  if (error == NULL || error->domain != CRM_ERROR)
    return _ ("This did not work");

  switch ((CrmError)error->code) {
  case CRM_ERROR_NOT_FOUND:
    return _ ("It is not there");
  case CRM_ERROR_CONFLICT:
    return _ ("Somebody else changed this too");
  case CRM_ERROR_UNIQUE:
    return _ ("This exists already");
  case CRM_ERROR_BUSY:
    return _ ("The office is busy");
  case CRM_ERROR_READ_ONLY:
    return _ ("The office cannot be written");
  case CRM_ERROR_FULL:
    return _ ("There is no space left");
  case CRM_ERROR_CORRUPT:
    return _ ("The office file is damaged");
  case CRM_ERROR_FOREIGN:
    return _ ("This is not an office of Kontor");
  case CRM_ERROR_NEWER:
    return _ ("This office needs a newer Kontor");
  case CRM_ERROR_OLDER:
    return _ ("This office has to be upgraded");
  case CRM_ERROR_INVALID:
    return _ ("Something is not right yet");
  case CRM_ERROR_DENIED:
    return _ ("This is not allowed");
  case CRM_ERROR_GONE:
    return _ ("The office is closed");
  case CRM_ERROR_IO:
  default:
    return _ ("The file could not be read or written");
  }
}

const char *
crm_error_advice (const GError *error)
{
  if (error == NULL || error->domain != CRM_ERROR)
    return _ ("Try again. If it happens once more, restart Kontor.");

  switch ((CrmError)error->code) {
  case CRM_ERROR_NOT_FOUND:
    return _ ("Was the file moved or renamed, or is the network drive not connected?");
  case CRM_ERROR_CONFLICT:
    return _ ("Take theirs, or keep yours over theirs.");
  case CRM_ERROR_UNIQUE:
    return _ ("Open the one that is there, or change yours.");
  case CRM_ERROR_BUSY:
    return _ ("A colleague's desktop is saving. Try again in a moment.");
  case CRM_ERROR_READ_ONLY:
    return _ ("Ask for the right to write in this folder, or choose another one.");
  case CRM_ERROR_FULL:
    return _ ("Free some space on the drive, then try again.");
  case CRM_ERROR_CORRUPT:
    return _ ("Do not write to the file. Open the newest backup and keep this file for rescue.");
  case CRM_ERROR_FOREIGN:
    return _ ("Office files end in .kontor. Choose another file, or make a new office.");
  case CRM_ERROR_NEWER:
    return _ ("Update Kontor on this computer: a colleague's newer version has changed the file.");
  case CRM_ERROR_OLDER:
    return _ ("Ask the head of the office to open it with this version of Kontor.");
  case CRM_ERROR_INVALID:
    return _ ("Correct what is marked, then save again.");
  case CRM_ERROR_DENIED:
    return _ ("Ask the person who looks after the office for the right.");
  case CRM_ERROR_GONE:
    return _ ("Open the office again.");
  case CRM_ERROR_IO:
  default:
    return _ ("Is the drive connected? Try again, or choose another file.");
  }
}

const char *
crm_error_icon (const GError *error)
{
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_READ_ONLY) ||
      g_error_matches (error, CRM_ERROR, CRM_ERROR_DENIED))
    return "changes-prevent-symbolic";
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    return "edit-find-symbolic";

  return "dialog-warning-symbolic";
}
