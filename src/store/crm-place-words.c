/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-place.h"

#include <glib/gi18n-lib.h>

/* What a place is and what it is good for, in the words of an office. */

CrmPlaceFit
crm_place_get_fit (const CrmPlace *self, gboolean several)
{
  switch (self->kind) {
  case CRM_PLACE_LOCAL:
    return several ? CRM_PLACE_CARE : CRM_PLACE_GOOD;
  case CRM_PLACE_SMB:
  case CRM_PLACE_NFS:
    return self->soft ? CRM_PLACE_CARE : CRM_PLACE_GOOD;
  case CRM_PLACE_CIFS:
    return CRM_PLACE_CARE;
  case CRM_PLACE_UNSAFE:
    return several ? CRM_PLACE_BAD : CRM_PLACE_CARE;
  case CRM_PLACE_CLOUD:
  case CRM_PLACE_SILENT:
  default:
    return CRM_PLACE_BAD;
  }
}

char *
crm_place_describe (const CrmPlace *self)
{
  switch (self->kind) {
  case CRM_PLACE_LOCAL:
    return g_strdup (_ ("This folder is on this computer."));
  case CRM_PLACE_SMB:
  case CRM_PLACE_NFS:
    return g_strdup (_ ("This folder is on a file server."));
  case CRM_PLACE_CIFS:
    return g_strdup (_ ("This folder is on a Windows or Samba server, connected by Linux."));
  case CRM_PLACE_UNSAFE:
    return g_strdup_printf (_ ("The locks of this folder do not reach other computers (%s)."),
                            self->trouble);
  case CRM_PLACE_CLOUD:
    return g_strdup_printf (_ ("%s copies this folder from one computer to another."),
                            self->service);
  case CRM_PLACE_SILENT:
  default:
    return g_strdup (_ ("This folder does not answer."));
  }
}

static const char *
advice_for_several (const CrmPlace *self)
{
  if (self->kind == CRM_PLACE_LOCAL)
    return _ ("Colleagues can work with the office only if this folder is shared with them. Then "
              "open it through the shared folder on this computer too.");
  if (self->kind == CRM_PLACE_UNSAFE)
    return _ ("Only one person can work with an office here. For several, choose a folder of a "
              "Windows, Samba or NFS server that is connected with its locks.");
  return NULL;
}

char *
crm_place_advise (const CrmPlace *self, gboolean several)
{
  const char *advice = several ? advice_for_several (self) : NULL;

  switch (self->kind) {
  case CRM_PLACE_CIFS:
    advice = _ ("It works, but has been tried less than other ways. Make a backup every day.");
    break;
  case CRM_PLACE_NFS:
    if (self->soft)
      advice = _ ("It is connected with “soft”: a save may fail when the network is slow. Better "
                  "connect it with “hard”.");
    break;
  case CRM_PLACE_UNSAFE:
    if (!several)
      advice = _ ("You can work with the office here as long as nobody else opens it.");
    break;
  case CRM_PLACE_CLOUD:
    advice = _ ("It would put old and new parts of the office together and damage it. Move the "
                "office to a folder that is not copied, on this computer or on a file server.");
    break;
  case CRM_PLACE_SILENT:
    advice = _ ("Check the network and whether the server is on, then try again.");
    break;
  case CRM_PLACE_LOCAL:
  case CRM_PLACE_SMB:
  default:
    break;
  }
  return g_strdup (advice);
}
