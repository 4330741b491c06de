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

/* A number of a town has so many digits at the least. */
#define LOCAL_DIGITS 5

/* Words that stand before a number, and those that an extension begins with. All are folded. */
static const char *const labels[] = {
  "тел", "телефон", "моб",     "мобильный", "сот",   "раб",   "дом",      "факс",     "т",
  "м",   "tel",     "telefon", "phone",     "mob",   "mobil", "mobile",   "cell",     "fax",
  "t",   "m",       "gsm",     "office",    "birou", "viber", "whatsapp", "telegram", NULL,
};
static const char *const extensions[] = { "доб", "внутр", "вн", "ext", "int", "x", NULL };

/* What may stand in a number besides its digits; a quote is what spreadsheets keep text with. */
static const char fillers[] = " -().:/\"";

typedef struct {
  GString *digits;
  /* Began with a "+". */
  gboolean international;
  /* How many digits had been read at each space after enough of them. */
  gsize spaces[16];
  guint n_spaces;
} Typed;

static gboolean
is_label (const char *word, gsize n)
{
  for (guint i = 0; labels[i] != NULL; i++) {
    if (strlen (labels[i]) == n && memcmp (labels[i], word, n) == 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_extension (const char *p)
{
  for (guint i = 0; extensions[i] != NULL; i++) {
    if (g_str_has_prefix (p, extensions[i]))
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

    p += strspn (p, " .:,;/\"=");
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
read_digits (const char *p, Typed *typed)
{
  GString *digits = typed->digits;
  char before = ' ';

  for (; *p != '\0'; before = *p, p = g_utf8_next_char (p)) {
    if (g_ascii_isdigit (*p)) {
      if (digits->len > 2 * MAX_DIGITS)
        return TRUE;
      g_string_append_c (digits, *p);
    } else if (*p == '+' && digits->len == 0) {
      typed->international = TRUE;
    } else if (typed->international && g_str_has_prefix (p, "(0)")) {
      /* "+40 (0)21": dialled inside the country only. */
      p += 2;
    } else if (strchr (",;|+#", *p) != NULL || (*p == '/' && digits->len >= ENOUGH_DIGITS)) {
      return TRUE;
    } else if (strchr (fillers, *p) == NULL) {
      /* An extension or a remark behind the number; letters inside one make it unreadable. */
      return digits->len >= ENOUGH_DIGITS && (before == ' ' || before == '(' || is_extension (p));
    } else if (*p == ' ' && digits->len >= ENOUGH_DIGITS &&
               typed->n_spaces < G_N_ELEMENTS (typed->spaces)) {
      typed->spaces[typed->n_spaces++] = digits->len;
    }
  }

  return TRUE;
}

static gboolean
fits (const CrmPhonePlan *plan, gsize n)
{
  return n >= plan->min && n <= plan->max;
}

/* Where the trunk prefix is a 0, no number begins with one. */
static gboolean
is_national (const CrmPhonePlan *plan, const char *digits)
{
  const char *first = plan->trunks[0];

  if (digits[0] == '0' && first != NULL && (first[0] == '0' || plan->trunks[1] != NULL))
    return FALSE;

  return fits (plan, strlen (digits));
}

/* Without the trunk prefix, when what is left is a number of the country. (nullable) */
static const char *
drop_trunk (const CrmPhonePlan *plan, const char *national)
{
  for (guint i = 0; i < G_N_ELEMENTS (plan->trunks) && plan->trunks[i] != NULL; i++) {
    gsize n = strlen (plan->trunks[i]);

    if (strncmp (national, plan->trunks[i], n) == 0 && is_national (plan, national + n))
      return national + n;
  }

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

  if (n < MIN_DIGITS || n > MAX_DIGITS || digits[0] == '0')
    return NULL;

  plan = _crm_phone_plan_of_number (digits);
  if (plan == NULL)
    return n > MIN_DIGITS ? g_strconcat ("+", digits, NULL) : NULL;

  national = digits + strlen (plan->code);
  if (is_national (plan, national))
    return join (plan, national);

  national = drop_trunk (plan, national);

  return national != NULL ? join (plan, national) : NULL;
}

/* What is dialled before the code of another country. */
static const char *
exit_prefix (const CrmPhonePlan *plan)
{
  if (plan != NULL && plan->trunks[0] != NULL && plan->trunks[0][0] == '8')
    return "810";
  if (plan != NULL && g_str_equal (plan->code, "1"))
    return "011";

  return "00";
}

static char *
read_national (const char *digits, const CrmPhonePlan *plan)
{
  gsize n = strlen (digits);
  const char *exits = exit_prefix (plan);
  const CrmPhonePlan *other;
  char *number = NULL;

  if (g_str_has_prefix (digits, exits))
    number = read_international (digits + strlen (exits));
  else if (g_str_has_prefix (digits, "00"))
    number = read_international (digits + 2);
  if (number != NULL)
    return number;

  if (plan != NULL) {
    const char *national = drop_trunk (plan, digits);
    gsize code = strlen (plan->code);

    if (national != NULL)
      return join (plan, national);
    if (is_national (plan, digits))
      return join (plan, digits);
    if (strncmp (digits, plan->code, code) == 0 && is_national (plan, digits + code))
      return join (plan, digits + code);
  }

  /* "8 495 123-45-67" is Russian wherever it is copied to: no other country writes so. */
  if (n == 11 && digits[0] == '8' && strchr ("3489", digits[1]) != NULL)
    return g_strconcat ("+7", digits + 1, NULL);

  /* Written without its "+", as spreadsheets leave it. */
  other = _crm_phone_plan_of_number (digits);
  if (other != NULL && n >= 10 && is_national (other, digits + strlen (other->code)))
    return join (other, digits + strlen (other->code));

  return NULL;
}

/* Islands have numbers of four to six digits; elsewhere so few are an extension, or a number of the
 * town. */
static gboolean
has_short_numbers (const CrmPhonePlan *plan)
{
  return plan != NULL && plan->min < MIN_DIGITS && (plan->trunks[0] == NULL || plan->max <= 8);
}

static char *
read_number (const char *digits, gboolean international, const CrmPhonePlan *plan)
{
  const char *national = plan != NULL ? drop_trunk (plan, digits) : NULL;

  if (strlen (digits) < MIN_DIGITS && !has_short_numbers (plan))
    return NULL;
  if (!international)
    return read_national (digits, plan);
  /* "+8 916 …" and "+0 22 …" are habits where a trunk prefix is dialled. */
  if (national != NULL && _crm_phone_plan_of_number (digits) == NULL)
    return join (plan, national);

  return read_international (digits);
}

static gboolean
is_mobile (const CrmPhonePlan *plan, const char *national)
{
  g_auto (GStrv) mobile = g_strsplit (plan->mobile, " ", -1);

  for (guint i = 0; mobile[i] != NULL; i++) {
    if (g_str_has_prefix (national, mobile[i]))
      return TRUE;
  }

  return FALSE;
}

/* A number of five to seven digits is one of the town that @near is in: it has what @near has
 * before as many digits. */
static char *
read_local (const char *digits, const CrmPhonePlan *plan, const char *near)
{
  gsize n = strlen (digits);
  const char *national;
  gsize length;

  if (plan == NULL || plan->mobile == NULL || near == NULL || n < LOCAL_DIGITS ||
      n > ENOUGH_DIGITS || digits[0] == '0' || near[0] != '+' ||
      !g_str_has_prefix (near + 1, plan->code))
    return NULL;
  national = near + 1 + strlen (plan->code);
  length = strlen (national);
  if (!fits (plan, length) || length < n + 2 || is_mobile (plan, national))
    return NULL;

  return g_strdup_printf ("+%s%.*s%s", plan->code, (int)(length - n), national, digits);
}

char *
crm_phone_normalise (const char *typed, const char *country)
{
  return crm_phone_normalise_near (typed, country, NULL);
}

char *
crm_phone_normalise_near (const char *typed, const char *country, const char *near)
{
  g_autofree char *lines = g_strdup (typed != NULL ? typed : "");
  g_autofree char *folded = crm_text_fold (g_strdelimit (lines, "\r\n", ';'));
  g_autoptr (GString) digits = g_string_sized_new (32);
  const CrmPhonePlan *plan = _crm_phone_plan_of_country (country);
  Typed read = { .digits = digits };
  char *number;

  if (!read_digits (skip_labels (folded), &read))
    return NULL;

  number = read_number (digits->str, read.international, plan);
  if (number == NULL && !read.international)
    number = read_local (digits->str, plan, near);
  /* Too many digits can be two numbers with nothing but a space between. */
  while (number == NULL && read.n_spaces > 0) {
    g_string_truncate (digits, read.spaces[--read.n_spaces]);
    number = read_number (digits->str, read.international, plan);
  }

  return number;
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
  const char *groups;
  GString *pretty;
  gsize n;

  if (e164 == NULL)
    return g_strdup ("");

  n = e164[0] == '+' ? strspn (e164 + 1, "0123456789") : 0;
  if (n < MIN_DIGITS || n > MAX_DIGITS || e164[n + 1] != '\0')
    return g_strdup (e164);

  plan = _crm_phone_plan_of_number (e164 + 1);
  national = e164 + 1 + (plan != NULL ? strlen (plan->code) : _crm_phone_code_length (e164 + 1));
  groups = _crm_phone_special_groups (e164 + 1);
  if (groups == NULL && plan != NULL)
    groups = plan->groups;

  pretty = g_string_sized_new (24);
  g_string_append_len (pretty, e164, national - e164);
  g_string_append_c (pretty, ' ');
  if (groups != NULL && pattern_length (groups) == strlen (national))
    append_by_pattern (pretty, national, groups);
  else
    append_by_threes (pretty, national);

  return g_string_free (pretty, FALSE);
}
