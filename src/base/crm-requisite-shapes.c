/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-requisite-private.h"

#include <string.h>

/* Registry of IBAN by SWIFT (ISO 13616), the part behind country and key. */
static const struct {
  char country[3];
  const char *shape;
} iban_shapes[] = {
  { "AD", "8n12c" },    { "AE", "19n" },      { "AL", "8n16c" },    { "AT", "16n" },
  { "AZ", "4a20c" },    { "BA", "16n" },      { "BE", "12n" },      { "BG", "4a6n8c" },
  { "BH", "4a14c" },    { "BI", "23n" },      { "BR", "23n1a1c" },  { "BY", "4c4n16c" },
  { "CH", "5n12c" },    { "CR", "18n" },      { "CY", "8n16c" },    { "CZ", "20n" },
  { "DE", "18n" },      { "DJ", "23n" },      { "DK", "14n" },      { "DO", "4c20n" },
  { "EE", "16n" },      { "EG", "25n" },      { "ES", "20n" },      { "FI", "14n" },
  { "FK", "2a12n" },    { "FO", "14n" },      { "FR", "10n11c2n" }, { "GB", "4a14n" },
  { "GE", "2a16n" },    { "GI", "4a15c" },    { "GL", "14n" },      { "GR", "7n16c" },
  { "GT", "24c" },      { "HN", "4a20n" },    { "HR", "17n" },      { "HU", "24n" },
  { "IE", "4a14n" },    { "IL", "19n" },      { "IQ", "4a15n" },    { "IS", "22n" },
  { "IT", "1a10n12c" }, { "JO", "4a4n18c" },  { "KW", "4a22c" },    { "KZ", "3n13c" },
  { "LB", "4n20c" },    { "LC", "4a24c" },    { "LI", "5n12c" },    { "LT", "16n" },
  { "LU", "3n13c" },    { "LV", "4a13c" },    { "LY", "21n" },      { "MC", "10n11c2n" },
  { "MD", "20c" },      { "ME", "18n" },      { "MK", "3n10c2n" },  { "MN", "16n" },
  { "MR", "23n" },      { "MT", "4a5n18c" },  { "MU", "4a19n3a" },  { "NI", "4a20n" },
  { "NL", "4a10n" },    { "NO", "11n" },      { "OM", "3n16c" },    { "PK", "4a16c" },
  { "PL", "24n" },      { "PS", "4a21c" },    { "PT", "21n" },      { "QA", "4a21c" },
  { "RO", "4a16c" },    { "RS", "18n" },      { "RU", "14n15c" },   { "SA", "2n18c" },
  { "SC", "4a20n3a" },  { "SD", "14n" },      { "SE", "20n" },      { "SI", "15n" },
  { "SK", "20n" },      { "SM", "1a10n12c" }, { "SO", "19n" },      { "ST", "21n" },
  { "SV", "4a20n" },    { "TL", "19n" },      { "TN", "20n" },      { "TR", "6n16c" },
  { "UA", "6n19c" },    { "VA", "18n" },      { "VG", "4a16n" },    { "XK", "16n" },
  { "YE", "4a4n18c" },
};

/* VAT numbers by the European Commission's VIES, behind the letters of the country. Romania has the
 * rules of its CUI instead. Great Britain left, but old papers show its numbers. */
static const struct {
  char country[3];
  const char *shapes[3];
} vat_shapes[] = {
  { "AT", { "1a8n" } },
  { "BE", { "10n" } },
  { "BG", { "9n", "10n" } },
  { "CY", { "8n1a" } },
  { "CZ", { "8n", "9n", "10n" } },
  { "DE", { "9n" } },
  { "DK", { "8n" } },
  { "EE", { "9n" } },
  { "EL", { "9n" } },
  { "ES", { "1c7n1c" } },
  { "FI", { "8n" } },
  { "FR", { "2c9n" } },
  { "GB", { "9n", "12n" } },
  { "HR", { "11n" } },
  { "HU", { "8n" } },
  { "IE", { "7n1a", "7n2a", "1n1c5n1a" } },
  { "IT", { "11n" } },
  { "LT", { "9n", "12n" } },
  { "LU", { "8n" } },
  { "LV", { "11n" } },
  { "MT", { "8n" } },
  { "NL", { "12c" } },
  { "PL", { "10n" } },
  { "PT", { "9n" } },
  { "SE", { "12n" } },
  { "SI", { "8n" } },
  { "SK", { "10n" } },
  { "XI", { "9n", "12n", "2a3n" } },
};

const char *
_crm_requisite_iban_shape (const char *country)
{
  for (guint i = 0; i < G_N_ELEMENTS (iban_shapes); i++) {
    if (strncmp (iban_shapes[i].country, country, 2) == 0)
      return iban_shapes[i].shape;
  }

  return NULL;
}

/* The next run of a shape: how many characters of which kind. */
static char
next_run (const char **shape, gsize *count)
{
  *count = 0;
  while (g_ascii_isdigit (**shape))
    *count = *count * 10 + (gsize)(*(*shape)++ - '0');

  return *(*shape)++;
}

gsize
_crm_requisite_shape_length (const char *shape)
{
  gsize length = 0;
  gsize count;

  while (*shape != '\0') {
    next_run (&shape, &count);
    length += count;
  }

  return length;
}

gboolean
_crm_requisite_has_shape (const char *text, const char *shape)
{
  gsize count;

  while (*shape != '\0') {
    char kind = next_run (&shape, &count);

    for (; count > 0; count--, text++) {
      gboolean digit = g_ascii_isdigit (*text);
      gboolean letter = g_ascii_isupper (*text);

      if ((kind == 'n' && !digit) || (kind == 'a' && !letter) || (!digit && !letter))
        return FALSE;
    }
  }

  return *text == '\0';
}

void
_crm_requisite_fit_shape (char *text, const char *shape)
{
  gsize count;

  while (*shape != '\0') {
    char kind = next_run (&shape, &count);

    for (; count > 0; count--, text++) {
      if (kind == 'a')
        *text = (char)(*text - '0' + 'A');
    }
  }
}

gboolean
_crm_requisite_is_eu_vat (const char *value, gboolean *known)
{
  *known = g_str_has_prefix (value, "RO");
  if (*known)
    return crm_requisite_check (CRM_REQUISITE_CUI, value, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vat_shapes); i++) {
    if (!g_str_has_prefix (value, vat_shapes[i].country))
      continue;
    *known = TRUE;
    for (guint j = 0; j < G_N_ELEMENTS (vat_shapes[i].shapes); j++) {
      const char *shape = vat_shapes[i].shapes[j];

      if (shape != NULL && _crm_requisite_has_shape (value + 2, shape))
        return TRUE;
    }
  }

  return FALSE;
}
