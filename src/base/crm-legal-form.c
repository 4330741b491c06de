/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-legal-form.h"

#include "base/crm-text.h"

#include <string.h>

/* The most words that a form has when it is written out. */
#define MOST_WORDS 6

/* Forms of business by the laws of the countries that offices here deal with: short as papers write
 * it, then other ways, folded and without points. Two letters count only as capitals, since "sa"
 * and "as" are words too. */
static const struct {
  const char *form;
  const char *written[4];
} forms[] = {
  /* Гражданский кодекс РФ, ст. 50, 66–68. */
  { "ООО", { "ооо", "общество с ограниченной ответственностью" } },
  { "АО", { "ао", "акционерное общество" } },
  { "ПАО", { "пао", "публичное акционерное общество" } },
  { "НАО", { "нао", "непубличное акционерное общество" } },
  { "ОАО", { "оао", "открытое акционерное общество" } },
  { "ЗАО", { "зао", "закрытое акционерное общество" } },
  { "ИП", { "ип", "индивидуальный предприниматель" } },
  { "АНО", { "ано", "автономная некоммерческая организация" } },
  { "ГУП", { "гуп" } },
  { "МУП", { "муп" } },
  { "ФГУП", { "фгуп" } },
  { "ФГБУ", { "фгбу" } },
  { "ГБУ", { "гбу" } },
  { "МБУ", { "мбу" } },
  { "КФХ", { "кфх" } },
  /* Kazakhstan, Belarus, Ukraine. */
  { "ТОО", { "тоо", "товарищество с ограниченной ответственностью" } },
  { "ОДО", { "одо", "общество с дополнительной ответственностью" } },
  { "ЧУП", { "чуп", "частное унитарное предприятие" } },
  { "УП", { "уп", "унитарное предприятие" } },
  { "ТОВ", { "тов", "товариство з обмеженою відповідальністю" } },
  { "ПрАТ", { "прат" } },
  { "ФОП", { "фоп", "фізична особа-підприємець" } },
  { "ЧП", { "чп", "частное предприятие" } },
  /* Moldova, Legea 845/1992 and 135/2007; Romania, Legea 31/1990 and OUG 44/2008. */
  { "SRL-D", { "srl-d", "srld" } },
  { "SRL", { "srl", "societate cu raspundere limitata", "societatea cu raspundere limitata" } },
  { "SA", { "sa", "societate pe actiuni", "societatea pe actiuni" } },
  { "SCS", { "scs" } },
  { "SNC", { "snc", "societate in nume colectiv" } },
  { "ÎCS", { "ics" } },
  { "ÎI", { "ii", "intreprindere individuala", "intreprinderea individuala" } },
  { "ÎS", { "is", "intreprinderea de stat" } },
  { "ÎM", { "im", "intreprinderea mixta", "intreprinderea municipala" } },
  { "GȚ", { "gt", "gospodaria taraneasca", "gospodarie taraneasca" } },
  { "AO", { "ao", "asociatia obsteasca" } },
  { "PFA", { "pfa", "persoana fizica autorizata" } },
  { "ONG", { "ong" } },
  /* Elsewhere. */
  { "LLC", { "llc", "limited liability company" } },
  { "LLP", { "llp" } },
  { "Ltd", { "ltd", "limited" } },
  { "Inc.", { "inc", "incorporated" } },
  { "Corp.", { "corp", "corporation" } },
  { "PLC", { "plc" } },
  { "JSC", { "jsc", "joint stock company", "joint-stock company" } },
  { "GmbH & Co. KG", { "gmbh & co kg", "gmbh & co" } },
  { "GmbH", { "gmbh" } },
  { "AG", { "ag" } },
  { "KG", { "kg" } },
  { "SARL", { "sarl" } },
  { "SAS", { "sas" } },
  { "SpA", { "spa" } },
  { "BV", { "bv" } },
  { "NV", { "nv" } },
  { "AB", { "ab" } },
  { "Oy", { "oy" } },
  { "ApS", { "aps" } },
  { "Sp. z o.o.", { "sp z oo", "sp z o o" } },
  { "Kft.", { "kft" } },
  { "d.o.o.", { "doo", "d o o" } },
  { "s.r.o.", { "sro", "s r o" } },
  { "a.s.", { "as" } },
  { "ООД", { "оод" } },
  { "ЕООД", { "еоод" } },
  { "UAB", { "uab" } },
  { "SIA", { "sia" } },
  { "OÜ", { "ou" } },
  { "Ltd. Şti.", { "ltd sti" } },
  { "A.Ş.", { "as" } },
};

static gboolean
is_capital (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    if (g_unichar_islower (g_utf8_get_char (p)))
      return FALSE;
  }

  return TRUE;
}

/* "S.R.L." as "srl": folded, without points and without commas at its ends. */
static char *
plain_form (const char *text)
{
  g_autofree char *folded = crm_text_fold (text);
  GString *plain = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p != '\0'; p++) {
    if (*p != '.' && *p != ',')
      g_string_append_c (plain, *p);
  }
  g_strstrip (plain->str);

  return g_string_free (plain, FALSE);
}

static const char *
find_form (const char *text)
{
  g_autofree char *plain = plain_form (text);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    for (guint k = 0; k < G_N_ELEMENTS (forms[i].written) && forms[i].written[k] != NULL; k++) {
      if (g_str_equal (forms[i].written[k], plain))
        return g_utf8_strlen (plain, -1) > 2 || is_capital (text) ? forms[i].form : NULL;
    }
  }

  return NULL;
}

/* Off go spaces, commas and one pair of quotes around all that is left. */
static char *
unquote (const char *text)
{
  static const struct {
    const char *open;
    const char *close;
  } quotes[] = {
    { "«", "»" }, { "„", "”" }, { "“", "”" }, { "„", "“" }, { "\"", "\"" }, { "'", "'" },
  };
  g_autofree char *clean = crm_text_clean (text, FALSE);
  const char *from = clean + strspn (clean, " ,");
  gsize length = strlen (from);

  while (length > 0 && strchr (" ,", from[length - 1]) != NULL)
    length--;
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++) {
    gsize open = strlen (quotes[i].open);
    gsize close = strlen (quotes[i].close);
    g_autofree char *inner = NULL;

    if (length <= open + close || strncmp (from, quotes[i].open, open) != 0 ||
        strncmp (from + length - close, quotes[i].close, close) != 0)
      continue;
    inner = g_strndup (from + open, length - open - close);
    /* «Роса» и «Луг» has two pairs. */
    if (strstr (inner, quotes[i].open) == NULL && strstr (inner, quotes[i].close) == NULL)
      return g_steal_pointer (&inner);
  }

  return g_strndup (from, length);
}

static gboolean
is_name (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  }

  return FALSE;
}

/* Where words end, from the start: a space, or where a quote begins. */
static const char *
after_words (const char *text, guint n)
{
  const char *p = text;

  while (*p != '\0') {
    gunichar c = g_utf8_get_char (p);

    if (p > text && (c == ' ' || c == 0x00ab || c == 0x201e || c == 0x201c || c == '"') && --n == 0)
      return p;
    p = g_utf8_next_char (p);
  }

  return n == 1 ? p : NULL;
}

/* Where the last words begin. */
static const char *
before_words (const char *text, guint n)
{
  const char *p = text + strlen (text);

  while (p > text) {
    const char *before = g_utf8_prev_char (p);
    gunichar c = g_utf8_get_char (before);

    if (*p != '\0' && (c == ' ' || c == ',' || c == 0x00bb || c == 0x201d || c == '"') && --n == 0)
      return p;
    p = before;
  }

  return NULL;
}

static gboolean
split_front (const char *text, char **form, char **name)
{
  for (guint n = MOST_WORDS; n > 0; n--) {
    const char *end = after_words (text, n);
    g_autofree char *words = end != NULL ? g_strndup (text, (gsize)(end - text)) : NULL;
    const char *found = words != NULL ? find_form (words) : NULL;
    g_autofree char *rest = found != NULL ? unquote (end) : NULL;

    if (!is_name (rest))
      continue;
    *form = g_strdup (found);
    *name = g_steal_pointer (&rest);
    return TRUE;
  }

  return FALSE;
}

static gboolean
split_back (const char *text, char **form, char **name)
{
  for (guint n = MOST_WORDS; n > 0; n--) {
    const char *start = before_words (text, n);
    const char *found = start != NULL ? find_form (start) : NULL;
    g_autofree char *head = found != NULL ? g_strndup (text, (gsize)(start - text)) : NULL;
    g_autofree char *rest = head != NULL ? unquote (head) : NULL;

    if (!is_name (rest))
      continue;
    *form = g_strdup (found);
    *name = g_steal_pointer (&rest);
    return TRUE;
  }

  return FALSE;
}

gboolean
crm_legal_form_split (const char *typed, char **form, char **name)
{
  g_autofree char *clean = crm_text_clean (typed, FALSE);
  const char *text = clean;

  g_return_val_if_fail (form != NULL && name != NULL, FALSE);

  /* "S.C. Alfa S.R.L.": societate comercială, which the law of Romania dropped in 2012. */
  if (g_str_has_prefix (text, "S.C. ") || g_str_has_prefix (text, "SC "))
    text = strchr (text, ' ') + 1;
  /* "II" behind a name is the second, and before it an enterprise. */
  if (split_front (text, form, name))
    return TRUE;

  return !g_str_has_suffix (text, " II") && split_back (text, form, name);
}

char *
crm_legal_form_strip (const char *typed)
{
  g_autofree char *form = NULL;
  char *name = NULL;

  return crm_legal_form_split (typed, &form, &name) ? name : unquote (typed);
}

char *
crm_legal_form_normalise (const char *typed)
{
  g_autofree char *clean = crm_text_clean (typed, FALSE);
  const char *form = find_form (clean);

  return form != NULL ? g_strdup (form) : g_steal_pointer (&clean);
}
