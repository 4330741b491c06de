/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-phone.h"

#include "base/crm-phone-private.h"
#include "base/crm-text.h"

#include <string.h>

/* E.164: at most 15 digits. Below 7 nothing can be dialled from abroad. */
#define MAX_DIGITS 15
#define MIN_DIGITS 7

/* With so many digits read, a mark that could also stand inside a number ends it. */
#define ENOUGH_DIGITS 7

/* Words that stand before a number. All lists are folded. */
static const char *const labels[] = {
  "тел", "телефон", "моб",     "мобильныи", "сот",   "раб",   "дом",      "факс",     "т",
  "м",   "tel",     "telefon", "phone",     "mob",   "mobil", "mobile",   "cell",     "fax",
  "t",   "m",       "gsm",     "office",    "birou", "viber", "whatsapp", "telegram",
};

static gboolean
is_label (const char *word, gsize n)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    if (strlen (labels[i]) == n && memcmp (labels[i], word, n) == 0)
      return TRUE;
  }

  return FALSE;
}

/* Over "тел.: " and the like, as far as words of the list go. */
static const char *
skip_labels (const char *p)
{
  for (;;) {
    const char *end;

    while (*p == ' ' || *p == '.' || *p == ':' || *p == ',')
      p++;
    end = p;
    while (g_unichar_isalpha (g_utf8_get_char (end)))
      end = g_utf8_next_char (end);
    if (end == p || !is_label (p, (gsize)(end - p)))
      return p;
    p = end;
  }
}

/* The digits of the first number in @p, folded. FALSE when something that belongs to no number
 * stands among them. */
static gboolean
read_digits (const char *p, GString *digits, gboolean *international)
{
  gunichar before = ' ';

  *international = FALSE;
  for (; *p != '\0'; before = g_utf8_get_char (p), p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_ascii_isdigit (*p)) {
      if (digits->len > 2 * MAX_DIGITS)
        return FALSE;
      g_string_append_c (digits, *p);
    } else if (c == '+' && digits->len == 0) {
      *international = TRUE;
    } else if (*international && g_str_has_prefix (p, "(0)")) {
      /* "+40 (0)21": dialled inside the country only. */
      p += 2;
    } else if (c == ',' || c == ';' || c == '|' || c == '+' || c == '#') {
      return TRUE;
    } else if (c == '/' && digits->len >= ENOUGH_DIGITS) {
      return TRUE;
    } else if (strchr (" -().:/", *p) == NULL) {
      /* An extension or a remark behind the number; letters inside one make it unreadable. */
      return digits->len >= ENOUGH_DIGITS && (before == ' ' || before == '(' || before == ',');
    }
  }

  return TRUE;
}

static gboolean
fits (const CrmPhonePlan *plan, gsize n)
{
  return n >= plan->min && n <= plan->max;
}

/* Without the trunk prefix, when what is left is a number of the country. */
static const char *
drop_trunk (const CrmPhonePlan *plan, const char *national)
{
  gsize n = strlen (plan->trunk);

  if (n > 0 && strncmp (national, plan->trunk, n) == 0 && fits (plan, strlen (national) - n))
    return national + n;

  return NULL;
}

static char *
join (const CrmPhonePlan *plan, const char *national)
{
  return g_strconcat ("+", plan->code, national, NULL);
}

/* @digits begin with a country's code. */
static char *
read_international (const char *digits)
{
  gsize n = strlen (digits);
  const CrmPhonePlan *plan;
  const char *national;

  if (n < MIN_DIGITS + 1 || n > MAX_DIGITS || digits[0] == '0')
    return NULL;

  plan = _crm_phone_plan_of_number (digits);
  if (plan == NULL)
    return g_strconcat ("+", digits, NULL);

  national = digits + strlen (plan->code);
  if (fits (plan, strlen (national)) &&
      (*plan->trunk != '0' || !g_str_has_prefix (national, plan->trunk)))
    return join (plan, national);

  national = drop_trunk (plan, national);

  return national != NULL ? join (plan, national) : NULL;
}

/* What is dialled before the code of another country. */
static const char *
exit_prefix (const CrmPhonePlan *plan)
{
  if (plan != NULL && *plan->trunk == '8')
    return "810";
  if (plan != NULL && *plan->code == '1')
    return "011";

  return "00";
}

static char *
read_national (const char *digits, const CrmPhonePlan *plan)
{
  gsize n = strlen (digits);
  const char *exit = exit_prefix (plan);
  const CrmPhonePlan *other;

  if (plan != NULL) {
    const char *national = drop_trunk (plan, digits);
    gsize code = strlen (plan->code);

    if (national != NULL)
      return join (plan, national);
    if (fits (plan, n) && (*plan->trunk != '0' || digits[0] != '0'))
      return join (plan, digits);
    if (strncmp (digits, plan->code, code) == 0 && fits (plan, n - code))
      return join (plan, digits + code);
  }

  if (g_str_has_prefix (digits, "00"))
    return read_international (digits + 2);
  if (g_str_has_prefix (digits, exit))
    return read_international (digits + strlen (exit));

  /* Written without its "+", as spreadsheets leave it. */
  other = _crm_phone_plan_of_number (digits);
  if (other != NULL && n >= 10 && fits (other, n - strlen (other->code)))
    return join (other, digits + strlen (other->code));

  return NULL;
}

char *
crm_phone_normalise (const char *typed, const char *country)
{
  g_autofree char *folded = crm_text_fold (typed);
  g_autoptr (GString) digits = g_string_sized_new (32);
  const CrmPhonePlan *plan = _crm_phone_plan_of_country (country);
  gboolean international;

  if (!read_digits (skip_labels (folded), digits, &international))
    return NULL;

  if (international) {
    char *number = read_international (digits->str);

    /* "+8 916 …" is a habit where the trunk prefix is 8. */
    if (number == NULL && plan != NULL && drop_trunk (plan, digits->str) != NULL)
      number = join (plan, drop_trunk (plan, digits->str));
    return number;
  }

  return digits->len >= MIN_DIGITS ? read_national (digits->str, plan) : NULL;
}

/* The sum of the sizes in a pattern. */
static gsize
pattern_length (const char *groups)
{
  gsize length = 0;

  for (; *groups != '\0'; groups++) {
    if (g_ascii_isdigit (*groups))
      length += (gsize)(*groups - '0');
  }

  return length;
}

static void
append_by_pattern (GString *pretty, const char *national, const char *groups)
{
  for (; *groups != '\0'; groups++) {
    if (g_ascii_isdigit (*groups)) {
      g_string_append_len (pretty, national, *groups - '0');
      national += *groups - '0';
    } else {
      g_string_append_c (pretty, *groups);
    }
  }
}

/* Threes, and at the end up to four. */
static void
append_by_threes (GString *pretty, const char *national)
{
  gsize left = strlen (national);

  while (left > 4) {
    g_string_append_len (pretty, national, 3);
    g_string_append_c (pretty, ' ');
    national += 3;
    left -= 3;
  }
  g_string_append (pretty, national);
}

char *
crm_phone_pretty (const char *e164)
{
  const CrmPhonePlan *plan;
  const char *national;
  GString *pretty;
  gsize n;

  if (e164 == NULL)
    return g_strdup ("");

  n = e164[0] == '+' ? strspn (e164 + 1, "0123456789") : 0;
  if (n < MIN_DIGITS || n > MAX_DIGITS || e164[n + 1] != '\0')
    return g_strdup (e164);

  plan = _crm_phone_plan_of_number (e164 + 1);
  national = e164 + 1 + (plan != NULL ? strlen (plan->code) : _crm_phone_code_length (e164 + 1));

  pretty = g_string_sized_new (24);
  g_string_append_len (pretty, e164, national - e164);
  g_string_append_c (pretty, ' ');
  if (plan != NULL && *plan->groups != '\0' && pattern_length (plan->groups) == strlen (national))
    append_by_pattern (pretty, national, plan->groups);
  else
    append_by_threes (pretty, national);

  return g_string_free (pretty, FALSE);
}
