/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-heading.h"

#include "base/crm-day.h"
#include "base/crm-money.h"
#include "base/crm-number.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
format_day (const char *value, CrmBucketKind bucket, CrmLang lang)
{
  g_autofree char *first = NULL;

  if (bucket == CRM_BUCKET_YEAR || strlen (value) < 7)
    return g_strdup (value);
  if (bucket == CRM_BUCKET_DAY)
    return crm_day_format (value, lang);
  first = g_strconcat (value, "-01", NULL);

  return crm_day_format_pattern (first, "MM.yyyy", lang);
}

static char *
format_value (const CrmGroup *group, const CrmField *field, CrmBucketKind bucket, CrmLang lang)
{
  const char *text = crm_value_get_text (&group->value);
  g_autofree char *shown = NULL;

  if (crm_value_is_null (&group->value))
    return g_strdup (C_ ("group", "Empty"));
  if (bucket != CRM_BUCKET_VALUE && text != NULL)
    return format_day (text, bucket, lang);
  shown = crm_field_format (field, &group->value, NULL, group->title, lang);

  return *shown != '\0' ? g_steal_pointer (&shown) : g_strdup (C_ ("group", "Empty"));
}

char *
crm_list_heading_format (const CrmGroup *group,
                         const CrmField *field,
                         CrmBucketKind bucket,
                         CrmLang lang)
{
  g_autofree char *value = format_value (group, field, bucket, lang);
  g_autofree char *count = crm_number_format (group->n_records, 0, 0, lang);

  /* The count first: a narrow column cuts off the end. */
  return g_strdup_printf ("%s %s · %s", group->collapsed ? "▸" : "▾", count, value);
}

char *
crm_list_heading_sums (const CrmGroup *group, guint sum, CrmLang lang)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < group->sums->len; i++) {
    const CrmGroupSum *one = &g_array_index (group->sums, CrmGroupSum, i);
    g_autofree char *amount = NULL;

    if (one->sum != sum || one->amount == 0)
      continue;
    amount = crm_money_format (one->amount, one->currency != NULL ? one->currency : "", lang,
                               one->currency != NULL);
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", amount);
  }

  return g_string_free (text, FALSE);
}
