/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-phone-private.h"

#include <string.h>

/* ITU-T E.164 and the national numbering plans that its Operational Bulletin announces. Where
 * countries share a code, the one whose habits serve for all comes first: the neighbours, then the
 * main countries of their codes, then those that dial with another one's code. */
static const CrmPhonePlan plans[] = {
  { "MD", "373", { "0" }, 8, 8, "2 3 3", "6 7" },
  { "RO", "40", { "0" }, 9, 9, "3 3 3", "7" },
  { "RU", "7", { "8" }, 10, 10, "3 3-2-2", "8 9" },
  { "KZ", "7", { "8" }, 10, 10, "3 3-2-2", "7" },
  { "UA", "380", { "0" }, 9, 9, "2 3 2 2", "39 50 6 73 9" },
  { "BY", "375", { "80", "0" }, 9, 9, "2 3-2-2", "25 29 33 44" },
  { "AC", "247", { NULL }, 5, 6, NULL },
  { "AD", "376", { NULL }, 6, 9, "3 3" },
  { "AE", "971", { "0" }, 8, 9, NULL },
  { "AF", "93", { "0" }, 9, 9, NULL },
  { "AL", "355", { "0" }, 7, 9, NULL },
  { "AM", "374", { "0" }, 8, 8, "2 3 3" },
  { "AO", "244", { NULL }, 9, 9, "3 3 3" },
  { "AR", "54", { "0" }, 10, 11, NULL },
  { "AT", "43", { "0" }, 4, 13, NULL },
  { "AU", "61", { "0" }, 9, 9, "3 3 3" },
  { "AW", "297", { NULL }, 7, 7, "3 4" },
  { "AZ", "994", { "0" }, 9, 9, "2 3 2 2" },
  { "BA", "387", { "0" }, 8, 9, "2 3 3" },
  { "BD", "880", { "0" }, 6, 10, NULL },
  { "BE", "32", { "0" }, 8, 9, NULL },
  { "BF", "226", { NULL }, 8, 8, "2 2 2 2" },
  { "BG", "359", { "0" }, 6, 9, NULL },
  { "BH", "973", { NULL }, 8, 8, "4 4" },
  { "BI", "257", { NULL }, 8, 8, "2 2 2 2" },
  { "BJ", "229", { NULL }, 8, 10, NULL },
  { "BN", "673", { NULL }, 7, 7, "3 4" },
  { "BO", "591", { "0" }, 8, 8, NULL },
  { "BR", "55", { "0" }, 10, 11, NULL },
  { "BT", "975", { NULL }, 7, 8, NULL },
  { "BW", "267", { NULL }, 7, 8, NULL },
  { "BZ", "501", { NULL }, 7, 7, "3-4" },
  { "CD", "243", { "0" }, 7, 9, NULL },
  { "CF", "236", { NULL }, 8, 8, "2 2 2 2" },
  { "CG", "242", { NULL }, 9, 9, NULL },
  { "CH", "41", { "0" }, 9, 9, "2 3 2 2" },
  { "CI", "225", { NULL }, 10, 10, "2 2 2 2 2" },
  { "CK", "682", { NULL }, 5, 5, NULL },
  { "CL", "56", { NULL }, 9, 9, NULL },
  { "CM", "237", { NULL }, 8, 9, NULL },
  { "CN", "86", { "0" }, 7, 12, NULL },
  { "CO", "57", { "0" }, 8, 10, NULL },
  { "CR", "506", { NULL }, 8, 8, "4 4" },
  { "CU", "53", { "0" }, 6, 8, NULL },
  { "CV", "238", { NULL }, 7, 7, "3 2 2" },
  { "CW", "599", { NULL }, 7, 8, NULL },
  { "CY", "357", { NULL }, 8, 8, "2 6" },
  { "CZ", "420", { NULL }, 9, 9, "3 3 3" },
  { "DE", "49", { "0" }, 4, 13, NULL },
  { "DJ", "253", { NULL }, 8, 8, "2 2 2 2" },
  { "DK", "45", { NULL }, 8, 8, "2 2 2 2" },
  { "DZ", "213", { "0" }, 8, 9, NULL },
  { "EC", "593", { "0" }, 8, 9, NULL },
  { "EE", "372", { NULL }, 7, 8, NULL },
  { "EG", "20", { "0" }, 8, 10, NULL },
  { "ER", "291", { "0" }, 7, 7, NULL },
  { "ES", "34", { NULL }, 9, 9, "3 3 3" },
  { "ET", "251", { "0" }, 9, 9, "2 3 4" },
  { "FI", "358", { "0" }, 5, 12, NULL },
  { "FJ", "679", { NULL }, 7, 7, "3 4" },
  { "FK", "500", { NULL }, 5, 5, NULL },
  { "FM", "691", { NULL }, 7, 7, "3 4" },
  { "FO", "298", { NULL }, 6, 6, NULL },
  { "FR", "33", { "0" }, 9, 9, "1 2 2 2 2" },
  { "GA", "241", { "0" }, 8, 8, NULL },
  { "GB", "44", { "0" }, 9, 10, "4 3 3" },
  { "GE", "995", { "0" }, 9, 9, "3 2 2 2" },
  { "GF", "594", { "0" }, 9, 9, NULL },
  { "GH", "233", { "0" }, 9, 9, "2 3 4" },
  { "GI", "350", { NULL }, 8, 8, NULL },
  { "GL", "299", { NULL }, 6, 6, "2 2 2" },
  { "GM", "220", { NULL }, 7, 7, "3 4" },
  { "GN", "224", { NULL }, 8, 9, NULL },
  { "GP", "590", { "0" }, 9, 9, NULL },
  { "GQ", "240", { NULL }, 9, 9, "3 3 3" },
  { "GR", "30", { NULL }, 10, 10, "3 3 4" },
  { "GT", "502", { NULL }, 8, 8, "4 4" },
  { "GW", "245", { NULL }, 7, 9, NULL },
  { "GY", "592", { NULL }, 7, 7, "3 4" },
  { "HK", "852", { NULL }, 8, 8, "4 4" },
  { "HN", "504", { NULL }, 8, 8, "4-4" },
  { "HR", "385", { "0" }, 6, 9, NULL },
  { "HT", "509", { NULL }, 8, 8, "2 2 4" },
  { "HU", "36", { "06" }, 8, 9, NULL },
  { "ID", "62", { "0" }, 7, 12, NULL },
  { "IE", "353", { "0" }, 7, 9, NULL },
  { "IL", "972", { "0" }, 8, 9, NULL },
  { "IN", "91", { "0" }, 10, 10, "5 5" },
  { "IO", "246", { NULL }, 7, 7, "3 4" },
  { "IQ", "964", { "0" }, 8, 10, NULL },
  { "IR", "98", { "0" }, 10, 10, "3 3 4" },
  { "IS", "354", { NULL }, 7, 9, "3 4" },
  { "IT", "39", { NULL }, 6, 12, NULL },
  { "JO", "962", { "0" }, 8, 9, NULL },
  { "JP", "81", { "0" }, 9, 10, NULL },
  { "KE", "254", { "0" }, 7, 9, NULL },
  { "KG", "996", { "0" }, 9, 9, "3 3 3" },
  { "KH", "855", { "0" }, 8, 9, NULL },
  { "KI", "686", { "0" }, 5, 8, NULL },
  { "KM", "269", { NULL }, 7, 7, "3 2 2" },
  { "KP", "850", { "0" }, 8, 10, NULL },
  { "KR", "82", { "0" }, 8, 10, NULL },
  { "KW", "965", { NULL }, 7, 8, NULL },
  { "LA", "856", { "0" }, 8, 10, NULL },
  { "LB", "961", { "0" }, 7, 8, NULL },
  { "LI", "423", { NULL }, 7, 9, "3 2 2" },
  { "LK", "94", { "0" }, 9, 9, "2 3 4" },
  { "LR", "231", { "0" }, 7, 9, NULL },
  { "LS", "266", { NULL }, 8, 8, "4 4" },
  { "LT", "370", { "0", "8" }, 8, 8, "3 2 3" },
  { "LU", "352", { NULL }, 4, 11, NULL },
  { "LV", "371", { NULL }, 8, 8, "2 3 3" },
  { "LY", "218", { "0" }, 8, 9, NULL },
  { "MA", "212", { "0" }, 9, 9, NULL },
  { "MC", "377", { NULL }, 8, 9, NULL },
  { "ME", "382", { "0" }, 8, 8, "2 3 3" },
  { "MG", "261", { "0" }, 9, 9, NULL },
  { "MH", "692", { "1" }, 7, 7, "3-4" },
  { "MK", "389", { "0" }, 8, 8, "2 3 3" },
  { "ML", "223", { NULL }, 8, 8, "2 2 2 2" },
  { "MM", "95", { "0" }, 6, 10, NULL },
  { "MN", "976", { "0" }, 8, 10, NULL },
  { "MO", "853", { NULL }, 8, 8, "4 4" },
  { "MQ", "596", { "0" }, 9, 9, NULL },
  { "MR", "222", { NULL }, 8, 8, "2 2 2 2" },
  { "MT", "356", { NULL }, 8, 8, "4 4" },
  { "MU", "230", { NULL }, 7, 8, NULL },
  { "MV", "960", { NULL }, 7, 7, "3-4" },
  { "MW", "265", { "0" }, 7, 9, NULL },
  { "MX", "52", { NULL }, 10, 10, "2 4 4" },
  { "MY", "60", { "0" }, 8, 10, NULL },
  { "MZ", "258", { NULL }, 8, 9, NULL },
  { "NA", "264", { "0" }, 8, 9, NULL },
  { "NC", "687", { NULL }, 6, 6, NULL },
  { "NE", "227", { NULL }, 8, 8, "2 2 2 2" },
  { "NF", "672", { NULL }, 5, 6, NULL },
  { "NG", "234", { "0" }, 7, 10, NULL },
  { "NI", "505", { NULL }, 8, 8, "4 4" },
  { "NL", "31", { "0" }, 9, 9, "2 3 4" },
  { "NO", "47", { NULL }, 8, 8, "2 2 2 2" },
  { "NP", "977", { "0" }, 8, 10, NULL },
  { "NR", "674", { NULL }, 7, 7, "3 4" },
  { "NU", "683", { NULL }, 4, 7, NULL },
  { "NZ", "64", { "0" }, 8, 10, NULL },
  { "OM", "968", { NULL }, 7, 8, NULL },
  { "PA", "507", { NULL }, 7, 8, NULL },
  { "PE", "51", { "0" }, 8, 9, NULL },
  { "PF", "689", { NULL }, 6, 8, NULL },
  { "PG", "675", { NULL }, 7, 8, NULL },
  { "PH", "63", { "0" }, 8, 10, NULL },
  { "PK", "92", { "0" }, 8, 10, NULL },
  { "PL", "48", { NULL }, 9, 9, "3 3 3" },
  { "PM", "508", { "0" }, 6, 9, NULL },
  { "PS", "970", { "0" }, 8, 9, NULL },
  { "PT", "351", { NULL }, 9, 9, "3 3 3" },
  { "PW", "680", { NULL }, 7, 7, "3 4" },
  { "PY", "595", { "0" }, 7, 9, NULL },
  { "QA", "974", { NULL }, 7, 8, NULL },
  { "RE", "262", { "0" }, 9, 9, NULL },
  { "RS", "381", { "0" }, 7, 10, NULL },
  { "RW", "250", { "0" }, 8, 9, NULL },
  { "SA", "966", { "0" }, 8, 9, NULL },
  { "SB", "677", { NULL }, 5, 7, NULL },
  { "SC", "248", { NULL }, 7, 7, NULL },
  { "SD", "249", { "0" }, 9, 9, NULL },
  { "SE", "46", { "0" }, 7, 9, NULL },
  { "SG", "65", { NULL }, 8, 8, "4 4" },
  { "SH", "290", { NULL }, 4, 5, NULL },
  { "SI", "386", { "0" }, 8, 8, "2 3 3" },
  { "SK", "421", { "0" }, 9, 9, "3 3 3" },
  { "SL", "232", { "0" }, 8, 8, NULL },
  { "SM", "378", { NULL }, 6, 10, NULL },
  { "SN", "221", { NULL }, 9, 9, NULL },
  { "SO", "252", { "0" }, 6, 9, NULL },
  { "SR", "597", { NULL }, 6, 7, NULL },
  { "SS", "211", { "0" }, 9, 9, NULL },
  { "ST", "239", { NULL }, 7, 7, "3 4" },
  { "SV", "503", { NULL }, 7, 8, NULL },
  { "SY", "963", { "0" }, 8, 9, NULL },
  { "SZ", "268", { NULL }, 8, 9, NULL },
  { "TD", "235", { NULL }, 8, 8, "2 2 2 2" },
  { "TG", "228", { NULL }, 8, 8, "2 2 2 2" },
  { "TH", "66", { "0" }, 8, 9, NULL },
  { "TJ", "992", { NULL }, 9, 9, "2 3 4" },
  { "TK", "690", { NULL }, 4, 7, NULL },
  { "TL", "670", { NULL }, 7, 8, NULL },
  { "TM", "993", { "8" }, 8, 8, "2 3 3" },
  { "TN", "216", { NULL }, 8, 8, "2 3 3" },
  { "TO", "676", { NULL }, 5, 7, NULL },
  { "TR", "90", { "0" }, 10, 10, "3 3 2 2" },
  { "TV", "688", { NULL }, 5, 7, NULL },
  { "TW", "886", { "0" }, 8, 9, NULL },
  { "TZ", "255", { "0" }, 9, 9, NULL },
  { "UG", "256", { "0" }, 9, 9, NULL },
  { "US", "1", { "1" }, 10, 10, "3-3-4" },
  { "UY", "598", { "0" }, 7, 8, NULL },
  { "UZ", "998", { "8" }, 9, 9, "2 3-2-2" },
  { "VE", "58", { "0" }, 10, 10, NULL },
  { "VN", "84", { "0" }, 8, 10, NULL },
  { "VU", "678", { NULL }, 5, 7, NULL },
  { "WF", "681", { NULL }, 6, 6, NULL },
  { "WS", "685", { NULL }, 5, 7, NULL },
  { "XK", "383", { "0" }, 8, 9, NULL },
  { "YE", "967", { "0" }, 7, 9, NULL },
  { "ZA", "27", { "0" }, 9, 9, "2 3 4" },
  { "ZM", "260", { "0" }, 9, 9, NULL },
  { "ZW", "263", { "0" }, 7, 10, NULL },
  { "AG", "1", { "1" }, 10, 10, "3-3-4" },
  { "AI", "1", { "1" }, 10, 10, "3-3-4" },
  { "AS", "1", { "1" }, 10, 10, "3-3-4" },
  { "AX", "358", { "0" }, 5, 12, NULL },
  { "BB", "1", { "1" }, 10, 10, "3-3-4" },
  { "BL", "590", { "0" }, 9, 9, NULL },
  { "BM", "1", { "1" }, 10, 10, "3-3-4" },
  { "BQ", "599", { NULL }, 7, 8, NULL },
  { "BS", "1", { "1" }, 10, 10, "3-3-4" },
  { "CA", "1", { "1" }, 10, 10, "3-3-4" },
  { "CC", "61", { "0" }, 9, 9, "3 3 3" },
  { "CX", "61", { "0" }, 9, 9, "3 3 3" },
  { "DM", "1", { "1" }, 10, 10, "3-3-4" },
  { "DO", "1", { "1" }, 10, 10, "3-3-4" },
  { "EH", "212", { "0" }, 9, 9, NULL },
  { "GD", "1", { "1" }, 10, 10, "3-3-4" },
  { "GG", "44", { "0" }, 9, 10, "4 3 3" },
  { "GU", "1", { "1" }, 10, 10, "3-3-4" },
  { "IM", "44", { "0" }, 9, 10, "4 3 3" },
  { "JE", "44", { "0" }, 9, 10, "4 3 3" },
  { "JM", "1", { "1" }, 10, 10, "3-3-4" },
  { "KN", "1", { "1" }, 10, 10, "3-3-4" },
  { "KY", "1", { "1" }, 10, 10, "3-3-4" },
  { "LC", "1", { "1" }, 10, 10, "3-3-4" },
  { "MF", "590", { "0" }, 9, 9, NULL },
  { "MP", "1", { "1" }, 10, 10, "3-3-4" },
  { "MS", "1", { "1" }, 10, 10, "3-3-4" },
  { "PR", "1", { "1" }, 10, 10, "3-3-4" },
  { "SJ", "47", { NULL }, 8, 8, "2 2 2 2" },
  { "SX", "1", { "1" }, 10, 10, "3-3-4" },
  { "TA", "290", { NULL }, 4, 5, NULL },
  { "TC", "1", { "1" }, 10, 10, "3-3-4" },
  { "TT", "1", { "1" }, 10, 10, "3-3-4" },
  { "VA", "39", { NULL }, 6, 12, NULL },
  { "VC", "1", { "1" }, 10, 10, "3-3-4" },
  { "VG", "1", { "1" }, 10, 10, "3-3-4" },
  { "VI", "1", { "1" }, 10, 10, "3-3-4" },
  { "YT", "262", { "0" }, 9, 9, NULL },
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

/* Where a plan is found: by the letters of its country, and by the digits that a number begins
 * with. An import looks for a million of them. */
typedef struct {
  guint8 of_country[26 * 26];
  guint8 of_digits[1000];
} Places;

G_STATIC_ASSERT (G_N_ELEMENTS (plans) < G_MAXUINT8);

static int
letters_place (const char *country)
{
  int first = g_ascii_toupper (country[0]) - 'A';
  int second = first >= 0 && first < 26 ? g_ascii_toupper (country[1]) - 'A' : -1;

  return second >= 0 && second < 26 && country[2] == '\0' ? first * 26 + second : -1;
}

static void
place_code (Places *places, const char *code, guint8 place)
{
  guint first = (guint)g_ascii_strtoull (code, NULL, 10);
  guint count = 1;

  for (gsize n = strlen (code); n < 3; n++) {
    first *= 10;
    count *= 10;
  }
  for (guint i = first; i < first + count; i++) {
    if (places->of_digits[i] == 0)
      places->of_digits[i] = place;
  }
}

static const Places *
find_places (void)
{
  static Places places;
  static gsize ready = 0;

  if (g_once_init_enter (&ready)) {
    for (guint i = 0; i < G_N_ELEMENTS (plans); i++) {
      places.of_country[letters_place (plans[i].country)] = (guint8)(i + 1);
      place_code (&places, plans[i].code, (guint8)(i + 1));
    }
    g_once_init_leave (&ready, 1);
  }

  return &places;
}

const CrmPhonePlan *
_crm_phone_plan_of_country (const char *country)
{
  int letters = country != NULL ? letters_place (country) : -1;
  guint8 place = letters >= 0 ? find_places ()->of_country[letters] : 0;

  return place > 0 ? &plans[place - 1] : NULL;
}

const CrmPhonePlan *
_crm_phone_plan_of_number (const char *digits)
{
  guint first = 0;
  guint8 place;

  for (guint i = 0; i < 3; i++) {
    if (!g_ascii_isdigit (digits[i]))
      return NULL;
    first = first * 10 + (guint)(digits[i] - '0');
  }
  place = find_places ()->of_digits[first];

  return place > 0 ? &plans[place - 1] : NULL;
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
