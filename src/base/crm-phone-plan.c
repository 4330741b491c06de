/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-phone-private.h"

#include <string.h>

/* ITU-T E.164 and the national numbering plans. Where two countries share a code, the one whose
 * habits serve for both comes first. */
static const CrmPhonePlan plans[] = {
  { "MD", "373", { "0" }, 8, 8, "2 3 3" },   { "RO", "40", { "0" }, 9, 9, "3 3 3" },
  { "RU", "7", { "8" }, 10, 10, "3 3-2-2" }, { "KZ", "7", { "8" }, 10, 10, "3 3-2-2" },
  { "UA", "380", { "0" }, 9, 9, "2 3 2 2" }, { "BY", "375", { "80", "0" }, 9, 9, "2 3-2-2" },
  { "AD", "376", { NULL }, 6, 9, "3 3" },    { "AE", "971", { "0" }, 8, 9, NULL },
  { "AL", "355", { "0" }, 8, 9, NULL },      { "AM", "374", { "0" }, 8, 8, "2 3 3" },
  { "AT", "43", { "0" }, 4, 13, NULL },      { "AU", "61", { "0" }, 9, 9, "3 3 3" },
  { "AZ", "994", { "0" }, 9, 9, "2 3 2 2" }, { "BA", "387", { "0" }, 8, 9, "2 3 3" },
  { "BE", "32", { "0" }, 8, 9, NULL },       { "BG", "359", { "0" }, 7, 9, NULL },
  { "BR", "55", { "0" }, 10, 11, NULL },     { "CA", "1", { "1" }, 10, 10, "3-3-4" },
  { "CH", "41", { "0" }, 9, 9, "2 3 2 2" },  { "CN", "86", { "0" }, 7, 12, NULL },
  { "CY", "357", { NULL }, 8, 8, "2 6" },    { "CZ", "420", { NULL }, 9, 9, "3 3 3" },
  { "DE", "49", { "0" }, 4, 13, NULL },      { "DK", "45", { NULL }, 8, 8, "2 2 2 2" },
  { "EE", "372", { NULL }, 7, 8, NULL },     { "ES", "34", { NULL }, 9, 9, "3 3 3" },
  { "FI", "358", { "0" }, 5, 12, NULL },     { "FR", "33", { "0" }, 9, 9, "1 2 2 2 2" },
  { "GB", "44", { "0" }, 9, 10, "4 3 3" },   { "GE", "995", { "0" }, 9, 9, "3 2 2 2" },
  { "GR", "30", { NULL }, 10, 10, "3 3 4" }, { "HR", "385", { "0" }, 8, 9, NULL },
  { "HU", "36", { "06" }, 8, 9, NULL },      { "IE", "353", { "0" }, 7, 9, NULL },
  { "IL", "972", { "0" }, 8, 9, NULL },      { "IN", "91", { "0" }, 10, 10, "5 5" },
  { "IS", "354", { NULL }, 7, 7, "3 4" },    { "IT", "39", { NULL }, 6, 12, NULL },
  { "JP", "81", { "0" }, 9, 10, NULL },      { "KG", "996", { "0" }, 9, 9, "3 3 3" },
  { "LI", "423", { NULL }, 7, 7, "3 2 2" },  { "LT", "370", { "0", "8" }, 8, 8, "3 2 3" },
  { "LU", "352", { NULL }, 4, 11, NULL },    { "LV", "371", { NULL }, 8, 8, "2 3 3" },
  { "MC", "377", { NULL }, 8, 9, NULL },     { "ME", "382", { "0" }, 8, 8, "2 3 3" },
  { "MK", "389", { "0" }, 8, 8, "2 3 3" },   { "MT", "356", { NULL }, 8, 8, "4 4" },
  { "NL", "31", { "0" }, 9, 9, "2 3 4" },    { "NO", "47", { NULL }, 8, 8, "2 2 2 2" },
  { "PL", "48", { NULL }, 9, 9, "3 3 3" },   { "PT", "351", { NULL }, 9, 9, "3 3 3" },
  { "RS", "381", { "0" }, 8, 9, NULL },      { "SE", "46", { "0" }, 7, 9, NULL },
  { "SI", "386", { "0" }, 8, 8, "2 3 3" },   { "SK", "421", { "0" }, 9, 9, "3 3 3" },
  { "SM", "378", { NULL }, 6, 10, NULL },    { "TJ", "992", { NULL }, 9, 9, "2 3 4" },
  { "TM", "993", { "8" }, 8, 8, "2 3 3" },   { "TR", "90", { "0" }, 10, 10, "3 3 2 2" },
  { "US", "1", { "1" }, 10, 10, "3-3-4" },   { "UZ", "998", { NULL }, 9, 9, "2 3-2-2" },
  { "XK", "383", { "0" }, 8, 9, NULL },
};

static const struct {
  const char *digits;
  const char *groups;
} special_groups[] = {
  /* Bucharest and London; British mobiles. */
  { "4021", "2 3 4" },
  { "4031", "2 3 4" },
  { "4420", "2 4 4" },
  { "447", "4 6" },
};

const CrmPhonePlan *
_crm_phone_plan_of_country (const char *country)
{
  for (guint i = 0; country != NULL && i < G_N_ELEMENTS (plans); i++) {
    if (g_ascii_strcasecmp (plans[i].country, country) == 0)
      return &plans[i];
  }

  return NULL;
}

const CrmPhonePlan *
_crm_phone_plan_of_number (const char *digits)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++) {
    if (g_str_has_prefix (digits, plans[i].code))
      return &plans[i];
  }

  return NULL;
}

/* Codes of E.164 are 1 and 7, those of two digits below, and three digits everywhere else. */
gsize
_crm_phone_code_length (const char *digits)
{
  static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 "
                            "56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";

  if (digits[0] == '1' || digits[0] == '7')
    return 1;

  for (const char *p = two; p < two + sizeof two - 1; p += 3) {
    if (strncmp (p, digits, 2) == 0)
      return 2;
  }

  return 3;
}

const char *
_crm_phone_special_groups (const char *digits)
{
  for (guint i = 0; i < G_N_ELEMENTS (special_groups); i++) {
    if (g_str_has_prefix (digits, special_groups[i].digits))
      return special_groups[i].groups;
  }

  return NULL;
}
